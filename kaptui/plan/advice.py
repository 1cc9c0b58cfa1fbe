"""What to sell to whom: the deck's advice for each style of person (slide 7), shown wherever a person is shown in detail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kaptui.plan.vocabulary import Style


class Advice(NamedTuple):
    """What a person of one style wants, what such a person buys, and what we should sell; msgids all three."""

    wants: str
    buys: str
    sell: str


STYLE_ADVICE: Final[Mapping[Style, Advice]] = {
    Style.INNOVATOR: Advice(
        wants="the fashionable, leading-edge, new",
        buys="experimental, new things",
        sell="an innovative, high-quality product",
    ),
    Style.VISIONARY: Advice(
        wants="something revolutionary; recognition",
        buys="a customised solution",
        sell="what gives competitive advantage in the future",
    ),
    Style.PRAGMATIST: Advice(
        wants="improvement; the problem solved",
        buys="a whole solution",
        sell="proof that the features solve his problem",
    ),
    Style.CONSERVATIVE: Advice(
        wants="only not to fall behind",
        buys="industry-standard, inexpensive, riskless",
        sell="a good return, with guarantees",
    ),
    Style.LAGGARD: Advice(
        wants="the status quo",
        buys="expansion or tuning of what exists",
        sell="protection of the existing investment",
    ),
}
"""By style; a person whose style is unknown gets none."""
