"""What home shows of an account without opening it: the key figures of its plan, small enough for ten thousand of them.

``key_figures`` works them out, ``packed_figures`` turns them into the JSON values that a store keeps beside the account
and back. Money, due actions and last contact are right on any day; findings and their counts on the days from ``since``
to before ``until``. Only plain values here, so that a list of accounts loads no plan and no rule.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kaptui.insight.states import MapState, Severity
from kaptui.insight.wording import Message
from kaptui.plan.exact import exact_sum

if TYPE_CHECKING:
    from kaptui.plan.paths import Path

Quarters = tuple[Decimal, ...]
"""Four amounts in base units, one a quarter."""


class YearFigures(NamedTuple):
    """A fiscal year's money: planned and weighted of open deals, won apart, the year's target or ``None``."""

    year: int
    planned: Quarters
    weighted: Quarters
    won: Quarters
    targets: tuple[Decimal | None, ...]
    target: Decimal | None

    @property
    def all_weighted(self) -> Decimal:
        """The weighted revenue of the whole year."""
        return exact_sum(self.weighted)

    @property
    def expected(self) -> Decimal:
        """What is held against the target: won and weighted."""
        return exact_sum((*self.won, *self.weighted))


class Pressing(NamedTuple):
    """One of the most pressing findings: enough to say it, to rank it and to go there."""

    rule: str
    severity: Severity
    subject: str
    opportunity: str | None
    at_stake: Decimal | None
    place: Path
    message: Message


class DueAction(NamedTuple):
    """An open action of an open deal with its due date; ``opportunity`` is the deal's id, ``deal`` its name."""

    due: date
    what: str
    owner: str
    opportunity: str
    deal: str
    id: str

    @property
    def place(self) -> Path:
        """Where the action is edited."""
        return ("opportunities", self.opportunity, "actions", self.id, "done")


class Figures(NamedTuple):
    """The key figures of a plan as worked out on ``day``; quotients in percent, ``None`` with nothing to divide.

    ``unmet`` counts members who are D or A and with whom there is no contact, known or not; ``doubtful`` says that less
    of the weight is known than support needs. ``findings`` and ``actions`` are the first few, most pressing and soonest
    due; ``urgent`` and ``warnings`` count all.
    """

    day: date
    since: date
    until: date
    currency: str
    unit: str
    year_start: int
    map_state: MapState
    support: float | None
    known: float | None
    doubtful: bool
    coverage: float | None
    unmet: int
    urgent: int
    warnings: int
    last_contact: date | None
    years: tuple[YearFigures, ...]
    findings: tuple[Pressing, ...]
    actions: tuple[DueAction, ...]

    def year(self, number: int) -> YearFigures | None:
        """The money of one fiscal year: that of ``day`` and the next are kept."""
        return next((year for year in self.years if year.year == number), None)

    def hold_on(self, day: date) -> bool:
        """Whether findings and counts are those of this day; else somebody has to work them out anew."""
        return self.since <= day < self.until
