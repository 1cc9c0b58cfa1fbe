"""Revenue by quarter and year: planned, weighted, won, target and what stands in no quarter (deck slide 21).

Everything is exact, in base units of the plan's one currency. *Planned*, *weighted* and *unallocated* are those of open
deals; a won deal counts in full by its split and stands apart; lost and dropped deals count nowhere. A deal's weighted
revenue is its split times its own probability, never a sum times a mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kaptui.plan.document import AccountPlan
from kaptui.plan.fiscal import MonthKey, Quarter, fiscal_year_of, month_of, quarter_of, quarters_of
from kaptui.plan.money import exact_sum, weighted
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Status

if TYPE_CHECKING:
    from kaptui.insight.odds import Odds

NOTHING: Final = Decimal(0)


class DealShare(NamedTuple):
    """What one open or won deal brings in the year: its split in the four quarters, and in the years around.

    ``probability`` is the deal's own, ``None`` when unknown; of a won deal it plays no part.
    """

    id: str
    name: str
    is_won: bool
    probability: int | None
    quarters: tuple[Decimal, Decimal, Decimal, Decimal]
    earlier: Decimal
    later: Decimal

    @property
    def in_year(self) -> Decimal:
        """The split within the year."""
        return exact_sum(self.quarters)

    def weighted_in(self, number: int) -> Decimal:
        """The weighted amount of quarter 1 to 4: 0 when the probability is unknown."""
        return weighted(self.quarters[number - 1], self.probability or 0)


class QuarterForecast(NamedTuple):
    """One quarter's money; ``target`` is ``None`` when nobody set one for the quarter."""

    quarter: Quarter
    planned: Decimal
    weighted: Decimal
    won: Decimal
    target: Decimal | None


class Forecast(NamedTuple):
    """A fiscal year of one plan. ``unallocated`` is of all years; ``earlier`` and ``later`` lie around the year.

    The four tuples at the end name open opportunities by id, in plan order: amount unknown, probability unknown (both
    count 0), more in the quarters than the amount, money in a quarter that ends before the close date.
    """

    year: int
    currency: str
    quarters: tuple[QuarterForecast, ...]
    target: Decimal | None
    unallocated: Decimal
    earlier: Decimal
    later: Decimal
    deals: tuple[DealShare, ...]
    unknown_amounts: tuple[str, ...]
    unknown_probabilities: tuple[str, ...]
    overallocated: tuple[str, ...]
    money_before_close: tuple[str, ...]

    @property
    def planned(self) -> Decimal:
        """The year's planned revenue of open deals."""
        return exact_sum(part.planned for part in self.quarters)

    @property
    def weighted(self) -> Decimal:
        """The year's weighted revenue of open deals."""
        return exact_sum(part.weighted for part in self.quarters)

    @property
    def won(self) -> Decimal:
        """What won deals bring in the year."""
        return exact_sum(part.won for part in self.quarters)


def forecast(plan: AccountPlan, year: int) -> Forecast:
    """The revenue of fiscal ``year`` (the one that begins in that calendar year)."""
    deals = tuple(
        deal_share(deal, year, plan.fiscal_year_start)
        for deal in plan.opportunities
        if deal.status in (Status.OPEN, Status.WON)
    )
    pending = [deal for deal in deals if not deal.is_won]
    running = [deal for deal in plan.opportunities if deal.status is Status.OPEN]
    return Forecast(
        year=year,
        currency=plan.currency,
        quarters=tuple(_quarter(plan, deals, quarter) for quarter in quarters_of(year, plan.fiscal_year_start)),
        target=year_target(plan, year),
        unallocated=exact_sum(unallocated(deal) for deal in running),
        earlier=exact_sum(deal.earlier for deal in pending),
        later=exact_sum(deal.later for deal in pending),
        deals=deals,
        unknown_amounts=_ids(deal for deal in running if deal.amount is None),
        unknown_probabilities=_ids(deal for deal in running if deal.probability is None),
        overallocated=_ids(deal for deal in running if is_overallocated(deal)),
        money_before_close=_ids(deal for deal in running if months_before_close(deal, plan.fiscal_year_start)),
    )


def current_year(plan: AccountPlan, today: date) -> int:
    """The plan's fiscal year that contains ``today``."""
    return fiscal_year_of(today, plan.fiscal_year_start)


def deal_share(deal: Opportunity, year: int, start: int) -> DealShare:
    """What the deal's split holds in each quarter of the year, and before and after it."""
    earlier, later = [], []
    quarters: tuple[list[Decimal], ...] = ([], [], [], [])
    for month, amount in deal.split.items():
        quarter = quarter_of(month, start)
        if quarter.year < year:
            earlier.append(amount)
        elif quarter.year > year:
            later.append(amount)
        else:
            quarters[quarter.number - 1].append(amount)
    first, second, third, fourth = (_added(amounts) for amounts in quarters)
    return DealShare(
        deal.id, deal.name, deal.status is Status.WON, deal.probability, (first, second, third, fourth),
        _added(earlier), _added(later),
    )  # fmt: skip


def unallocated(deal: Opportunity) -> Decimal:
    """What of the amount stands in no quarter of any year: 0 when the amount is unknown or the deal is over-split."""
    if deal.amount is None:
        return NOTHING
    return max(NOTHING, exact_sum((deal.amount, -exact_sum(deal.split.values()))))


def is_overallocated(deal: Opportunity) -> bool:
    """Whether the quarters hold more than the amount; never when the amount is unknown."""
    return deal.amount is not None and exact_sum(deal.split.values()) > deal.amount


def months_before_close(deal: Opportunity, start: int) -> tuple[MonthKey, ...]:
    """The months that hold money though their fiscal quarter ends before the close date, earliest first."""
    close = deal.close_date
    if close is None:
        return ()
    closing = month_of(close)
    with_money = sorted([month for month, amount in deal.split.items() if month < closing and amount])
    return tuple([month for month in with_money if _quarter_end(month, start) < close])


def is_close_overdue(deal: Opportunity, today: date) -> bool:
    """Whether an open deal's close date is before today."""
    return deal.status is Status.OPEN and deal.close_date is not None and deal.close_date < today


def year_target(plan: AccountPlan, year: int) -> Decimal | None:
    """The year's target; not given, the sum of its quarters' targets; ``None`` when there is neither."""
    given = plan.targets.get(f"{year:04d}")
    if given is not None:
        return given
    of_quarters = [quarter_target(plan, quarter) for quarter in quarters_of(year, plan.fiscal_year_start)]
    known = [target for target in of_quarters if target is not None]
    return exact_sum(known) if known else None


def quarter_target(plan: AccountPlan, quarter: Quarter) -> Decimal | None:
    """The target of a quarter: the sum of the month keys in it, ``None`` when there is none."""
    inside = [target for key, target in plan.targets.items() if len(key) == len("YYYY-MM") and quarter.contains(key)]
    return exact_sum(inside) if inside else None


def as_json(year: Forecast, odds: Odds | None = None, *, account: str | None = None) -> dict[str, Any]:
    """The object that ``forecast --json`` prints: amounts as plain decimal strings, odds as numbers.

    ``account`` (the plan's id) stands first when several accounts are listed. Without target both odds are null.
    """
    chance = odds.chance if odds else None
    head: dict[str, Any] = {} if account is None else {"account": account}
    return head | {
        "year": year.year,
        "currency": year.currency,
        "quarters": [_quarter_json(part) for part in year.quarters],
        "planned": plain(year.planned),
        "weighted": plain(year.weighted),
        "won": plain(year.won),
        "unallocated": plain(year.unallocated),
        "earlier": plain(year.earlier),
        "later": plain(year.later),
        "target": plain(year.target),
        "odds_of_target": chance.middle if chance else None,
        "odds_bounds": [chance.low, chance.high] if chance else None,
        "low": plain(odds.low) if odds else None,
        "best": plain(odds.best) if odds else None,
        "unknown_amount": list(year.unknown_amounts),
        "unknown_probability": list(year.unknown_probabilities),
    }


def plain(amount: Decimal | None) -> str | None:
    """An amount as JSON carries it: a plain decimal string without exponent, null when there is none."""
    return None if amount is None else format(amount, "f")


@lru_cache(maxsize=1024)
def _quarter_end(month: MonthKey, start: int) -> date:
    """The last day of the quarter that contains a month; deals share their few months."""
    return quarter_of(month, start).last_day


def _added(amounts: Sequence[Decimal]) -> Decimal:
    """Their exact sum; most quarters of a deal hold one amount or none."""
    if len(amounts) == 1:
        return amounts[0]
    return exact_sum(amounts) if amounts else NOTHING


def _quarter(plan: AccountPlan, deals: Sequence[DealShare], quarter: Quarter) -> QuarterForecast:
    index = quarter.number - 1
    return QuarterForecast(
        quarter=quarter,
        planned=exact_sum(deal.quarters[index] for deal in deals if not deal.is_won),
        weighted=exact_sum(deal.weighted_in(quarter.number) for deal in deals if not deal.is_won),
        won=exact_sum(deal.quarters[index] for deal in deals if deal.is_won),
        target=quarter_target(plan, quarter),
    )


def _quarter_json(part: QuarterForecast) -> dict[str, Any]:
    return {
        "start": part.quarter.start,
        "label": part.quarter.label,
        "planned": plain(part.planned),
        "weighted": plain(part.weighted),
        "won": plain(part.won),
        "target": plain(part.target),
    }


def _ids(deals: Iterable[Opportunity]) -> tuple[str, ...]:
    return tuple(deal.id for deal in deals)
