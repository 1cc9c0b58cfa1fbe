"""A year's forecast as a table for people; the parts shown add up to the totals shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kaptui.cli.columns import Column, table
from kaptui.insight.limits import Limits
from kaptui.insight.odds import Odds, odds
from kaptui.insight.revenue import Forecast, QuarterForecast
from kaptui.plan.document import AccountPlan
from kaptui.text import tr
from kaptui.text.format import UNKNOWN_ASCII, money, money_line, percent, unit_label


def forecast_lines(plan: AccountPlan, found: Forecast, limits: Limits) -> list[str]:
    """The lines of one account."""
    unit = unit_label(plan.unit, plan.currency)
    title = f"{plan.name or tr('(no name)')} ({plan.id})  FY{found.year}  {plan.currency}, {unit}"
    return [title, *year_table(plan, found), *_notes(plan, found, odds(found, limits))]


def year_table(plan: AccountPlan, found: Forecast) -> list[str]:
    """The four quarters and the year: planned, weighted, won, target."""
    columns = [Column("", widest=24)]
    columns += [Column(f"{part.quarter.label} {part.quarter.start}", "right") for part in found.quarters]
    rows = [
        _row(tr("Planned"), plan, [part.planned for part in found.quarters]),
        _row(tr("Weighted"), plan, [part.weighted for part in found.quarters]),
        _row(tr("Won"), plan, [part.won for part in found.quarters]),
        _targets(plan, found.quarters, found.target),
    ]
    return table([*columns, Column(tr("Year"), "right")], rows)


def _row(label: str, plan: AccountPlan, parts: Sequence[Decimal]) -> list[str]:
    texts, total = money_line(parts, plan.unit)
    return [label, *texts, total]


def _targets(plan: AccountPlan, quarters: Iterable[QuarterForecast], year: Decimal | None) -> list[str]:
    """A year's target may stand alone, so nothing needs to add up here."""
    amounts = [*(part.target for part in quarters), year]
    return [tr("Target"), *(money(each, plan.unit, unknown=UNKNOWN_ASCII) for each in amounts)]


def _notes(plan: AccountPlan, found: Forecast, spread: Odds) -> list[str]:
    low, best = (_amount(plan, value) for value in (spread.low, spread.best))
    notes = [*deal_notes(plan, found), tr("Low {low}, best {best}", low=low, best=best)]
    if spread.chance is not None:
        notes.append(tr("Odds of the target: {odds}", odds=percent(100 * spread.chance.middle)))
    return notes


def deal_notes(plan: AccountPlan, found: Forecast) -> list[str]:
    """What the quarters of the year do not show: unallocated money, other years, deals that need a look."""
    notes = [tr("Unallocated (all years): {amount}", amount=_amount(plan, found.unallocated))]
    if found.earlier or found.later:
        earlier, later = (_amount(plan, value) for value in (found.earlier, found.later))
        notes.append(tr("Planned in earlier years: {earlier}, in later years: {later}", earlier=earlier, later=later))
    return [*notes, *_named(plan, found)]


def _amount(plan: AccountPlan, value: Decimal) -> str:
    return f"{money_line([value], plan.unit)[1]} {unit_label(plan.unit, plan.currency)}"


def _named(plan: AccountPlan, found: Forecast) -> list[str]:
    """The deals that need a look, by name."""
    names = {deal.id: deal.name or deal.id for deal in plan.opportunities}
    lists = (
        (tr("Amount unknown, counts 0"), found.unknown_amounts),
        (tr("Probability unknown, counts 0"), found.unknown_probabilities),
        (tr("More in the quarters than the amount"), found.overallocated),
        (tr("Money in a quarter that ends before the close date"), found.money_before_close),
    )
    return [f"{label}: {', '.join(names[each] for each in ids)}" for label, ids in lists if ids]
