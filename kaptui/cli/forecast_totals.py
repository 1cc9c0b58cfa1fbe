"""What several accounts bring together, by owner and quarter; money of different currencies is never added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from kaptui.cli.columns import Column, table
from kaptui.insight.revenue import Forecast
from kaptui.plan.document import AccountPlan
from kaptui.plan.exact import exact_sum
from kaptui.plan.money import in_unit
from kaptui.plan.rounded_table import rounded_table
from kaptui.text import tr
from kaptui.text.format import UNKNOWN_ASCII, fewest_places, money_line, unit_label

Told = tuple[AccountPlan, Forecast]


def totals_lines(told: Iterable[Told]) -> Iterator[str]:
    """One table for each currency and kind of fiscal year that several accounts share, an empty line behind it.

    The amounts shown add up along every row and down every column.
    """
    for _, group in groupby(sorted(told, key=_kind), _kind):
        accounts = list(group)
        if len(accounts) > 1:
            yield from (*_title(accounts), *_by_owner(accounts), "")


def _kind(each: Told) -> tuple[str, int, int]:
    plan, found = each
    return plan.currency, found.year, plan.fiscal_year_start


def _title(accounts: Sequence[Told]) -> Iterator[str]:
    plan, found = accounts[0]
    yield f"{tr('Weighted by owner')}  FY{found.year}  {plan.currency}, {unit_label(_unit(accounts), plan.currency)}"


def _by_owner(accounts: Sequence[Told]) -> list[str]:
    """The weighted quarters of each owner and of all, then what is won and aimed at."""
    quarters = [Column(f"{part.quarter.label} {part.quarter.start}", "right") for part in accounts[0][1].quarters]
    ends = [Column(each, "right") for each in (tr("Year"), tr("Won"), tr("Target"), tr("accounts"))]
    owned = groupby(sorted(accounts, key=_owner), _owner)
    owners = [(owner or tr("(no owner)"), [found for _, found in members]) for owner, members in owned]
    names = [*(name for name, _ in owners), tr("All")]
    numbers = [*(len(found) for _, found in owners), len(accounts)]
    amounts = _amounts([found for _, found in owners], _unit(accounts))
    rows = [[name, *line, f"{number:,}"] for name, line, number in zip(names, amounts, numbers, strict=True)]
    return table([Column(tr("Owner"), widest=24), *quarters, *ends], rows)


def _owner(each: Told) -> str:
    return each[0].owner


def _unit(accounts: Sequence[Told]) -> str:
    """The unit of most accounts, the first of equals."""
    units = [plan.unit for plan, _ in accounts]
    return max(units, key=units.count)


def _amounts(owners: Sequence[Sequence[Forecast]], unit: str) -> list[list[str]]:
    """Quarters, year, won and target of each owner, and last of all together."""
    weighted = [[exact_sum(each.quarters[at].weighted for each in found) for at in range(4)] for found in owners]
    in_units = [[in_unit(part, unit) for part in line] for line in weighted]
    shown = rounded_table(in_units, fewest_places(part for line in in_units for part in line))
    lines = [*zip(shown.cells, shown.of_rows, strict=True), (shown.of_columns, shown.total)]
    won = _column([exact_sum(each.won for each in found) for found in owners], unit)
    targets = _column([_target(found) for found in owners], unit)
    return [
        [*(f"{part:,f}" for part in (*line, year)), *others]
        for (line, year), *others in zip(lines, won, targets, strict=True)
    ]


def _column(parts: Sequence[Decimal | None], unit: str) -> list[str]:
    """The parts and their total."""
    texts, total = money_line(parts, unit, unknown=UNKNOWN_ASCII)
    return [*texts, total]


def _target(found: Sequence[Forecast]) -> Decimal | None:
    known = [each.target for each in found if each.target is not None]
    return exact_sum(known) if known else None
