"""How far the year's total may spread: the distribution behind the weighted number, and the odds of the target.

The year's total is what is won plus each open deal's split within the year, all or nothing, independent of the others.
With few deals a weighted number is an amount that cannot happen; low, best and the odds of the target can.

Exact up to 16 deals with money in the year, or 200,000 distinct totals (of very many deals to the last digit that a
floating-point number holds). Beyond, the odds lie between guaranteed bounds at
most 0.1 percentage points apart and the middle is shown. An unknown probability counts 0, so such a deal is never won.

These three numbers are no settings of the data directory, because they judge nothing: they say how exactly a
probability is worked out, not what it is. With others the number on screen would be the same within that tenth of a
point, and larger ones could keep everybody's screens waiting. What is read off the spread (``low``) has its limit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.revenue import DealShare, Forecast
from kaptui.insight.spread import PERCENT, Gamble, Spread, exact_spread, has_at_most
from kaptui.insight.spread_lattice import lattice_spread
from kaptui.insight.spread_merged import merged_spread
from kaptui.plan.exact import canonical, exact_product, exact_sum, shifted

EXACT_DEALS: Final = 16
EXACT_TOTALS: Final = 200_000
WIDEST_GAP: Final = Fraction(1, 1000)
"""Bounds are at most this far apart: 0.1 percentage points."""
_GRIDS: Final = (1 << 14, 1 << 16, 1 << 18, 1 << 20)
_FIRST_ATOMS: Final = 1 << 13
_DECIMALS: Final = 4
"""Amounts have at most so many decimals of a base unit."""


class Chance(NamedTuple):
    """The probability of reaching the target, 0 to 1: guaranteed bounds, equal when it is known exactly."""

    lower: Fraction
    upper: Fraction

    @property
    def is_exact(self) -> bool:
        """Whether both bounds are the same floating-point number."""
        return float(self.lower) == float(self.upper)

    @property
    def low(self) -> float:
        """The lower bound, rounded down unless the probability is known to the last digit."""
        return float(self.lower) if self.is_exact else math.nextafter(float(self.lower), -math.inf)

    @property
    def high(self) -> float:
        """The upper bound, rounded up unless the probability is known to the last digit."""
        return float(self.upper) if self.is_exact else math.nextafter(float(self.upper), math.inf)

    @property
    def middle(self) -> float:
        """The number shown: the probability itself when it is known exactly."""
        return float((self.lower + self.upper) / 2)


class Bin(NamedTuple):
    """A bar of the small picture: the share of probability (0 to 1) from ``start`` up to the next bar's start."""

    start: Decimal
    share: float


class Odds(NamedTuple):
    """The spread of a year's total, in base units, what is won included.

    ``low`` is the largest total reached with 80 % or more (a limit), ``weighted`` won plus weighted, ``best`` the
    largest total that can happen. ``chance`` is ``None`` without a target. Beyond the exact range ``low`` holds within
    the bounds' width.
    """

    low: Decimal
    weighted: Decimal
    best: Decimal
    chance: Chance | None
    bins: tuple[Bin, ...]


def odds(year: Forecast, limits: Limits = DEFAULT_LIMITS, *, bins: int = 24) -> Odds:
    """The odds of a forecast year, with at most ``bins`` bars of its distribution."""
    pending = [deal for deal in year.deals if not deal.is_won and deal.in_year > 0]
    certain = exact_sum((year.won, *(deal.in_year for deal in pending if deal.probability == PERCENT)))
    unit, gambles = _gambles([deal for deal in pending if 0 < (deal.probability or 0) < PERCENT])
    wanted = None if year.target is None else _units(year.target - certain, unit)
    spread = spread_of(gambles, wanted, limits.low_odds)
    return Odds(
        low=_total(certain, spread.reached_with(limits.low_odds), unit),
        weighted=exact_sum((year.won, year.weighted)),
        best=_total(certain, spread.best, unit),
        chance=None if wanted is None else Chance(*spread.at_least(wanted)),
        bins=_bins(spread, certain, unit, bins),
    )


@lru_cache(maxsize=8)
def spread_of(gambles: tuple[Gamble, ...], wanted: int | None, percent: int) -> Spread:
    """The distribution of the deals' sum: exact where the method asks for it, else bounds that are close enough.

    Close enough at ``wanted`` (the target, if any) and where ``percent`` of probability is reached. Remembered, because
    most edits of a plan leave its money alone.
    """
    best = sum(gamble.amount for gamble in gambles)
    if len(gambles) <= EXACT_DEALS and 2 ** len(gambles) <= best + 1:
        return exact_spread(gambles)
    if best < EXACT_TOTALS:
        return lattice_spread(gambles, EXACT_TOTALS)
    if has_at_most(gambles, EXACT_TOTALS):
        return exact_spread(gambles)
    for points in _GRIDS:
        spread = lattice_spread(gambles, points)
        if _is_close(spread, wanted, percent):
            return spread
    atoms = _FIRST_ATOMS
    while not _is_close(spread := merged_spread(gambles, atoms), wanted, percent):
        atoms *= 4
    return spread


def _is_close(spread: Spread, wanted: int | None, percent: int) -> bool:
    places = {spread.reached_with(percent), 0 if wanted is None else wanted}
    return all(spread.gap(place) <= WIDEST_GAP for place in places)


def _gambles(deals: Sequence[DealShare]) -> tuple[Decimal, tuple[Gamble, ...]]:
    """The deals in whole multiples of the largest common unit, largest first."""
    amounts = [int(shifted(deal.in_year, _DECIMALS)) for deal in deals]
    common = math.gcd(*amounts) or 1
    found = (Gamble(amount // common, deal.probability or 0) for amount, deal in zip(amounts, deals, strict=True))
    ordered = sorted(found, key=lambda gamble: (-gamble.amount, gamble.percent))
    return shifted(Decimal(common), -_DECIMALS), tuple(ordered)


def _units(amount: Decimal, unit: Decimal) -> int:
    """The least number of units that is at least ``amount``."""
    return math.ceil(Fraction(amount) / Fraction(unit))


def _total(certain: Decimal, units: int, unit: Decimal) -> Decimal:
    """What is certain and so many units, without superfluous zeros."""
    return canonical(exact_sum((certain, exact_product(Decimal(units), unit))))


def _bins(spread: Spread, certain: Decimal, unit: Decimal, most: int) -> tuple[Bin, ...]:
    """Bars of equal width from nothing more to the best total; the middle of the bounds where they differ."""
    count = min(most, spread.best + 1)
    edges = [-(-spread.best * index // count) for index in range(count)]
    beyond = [sum(spread.at_least(edge), Fraction(0)) / 2 for edge in edges] + [Fraction(0)]
    return tuple(
        Bin(_total(certain, edge, unit), float(beyond[index] - beyond[index + 1]))
        for index, edge in enumerate(edges)
    )

