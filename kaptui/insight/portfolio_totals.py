"""Totals over accounts by owner and quarter, from their packed figures.

Money of different currencies is never added, nor are quarters of fiscal years that begin in different months: each
stands in a total of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kaptui.insight.figures import Quarters
from kaptui.insight.packed_figures import NO_MONEY, QUARTER_NUMBERS, VERSION, YEAR_NUMBERS, amount_of
from kaptui.insight.portfolio import AccountSummary
from kaptui.plan.exact import exact_sum
from kaptui.plan.fiscal import fiscal_year_of


@dataclass(frozen=True, slots=True)
class Total:
    """The money of several accounts in one currency and one kind of fiscal year, by quarter, in base units.

    ``owner`` is ``None`` in a total of all owners. ``target`` adds the targets that are set; ``without_target`` counts
    the accounts that have none.
    """

    owner: str | None
    currency: str
    year_start: int
    year: int
    accounts: int
    planned: Quarters
    weighted: Quarters
    won: Quarters
    target: Decimal | None
    without_target: int


def totals(accounts: Iterable[AccountSummary], today: date) -> tuple[Total, ...]:
    """One total a currency and fiscal-year start, of the fiscal year that contains today, without archived accounts."""
    return _totals(accounts, today, by_owner=False)


def totals_by_owner(accounts: Iterable[AccountSummary], today: date) -> tuple[Total, ...]:
    """The same for each owner, by owner's name; accounts without an owner stand under ``""``."""
    return _totals(accounts, today, by_owner=True)


def _totals(accounts: Iterable[AccountSummary], today: date, *, by_owner: bool) -> tuple[Total, ...]:
    """Reads the packed numbers as they are: ten thousand accounts are added up between two frames."""
    rows: dict[tuple[str | None, str, int, int], list[Sequence[int | None]]] = {}
    years = [fiscal_year_of(today, start) for start in range(1, 13)]
    names = [str(year) for year in years]
    nothing = NO_MONEY
    for account in accounts:
        packed = account.packed
        if packed is None or account.archived or packed.get("v") != VERSION:
            continue
        currency, _, start, scale = packed["c"]
        row = packed["y"].get(names[start - 1], nothing)
        rows.setdefault((account.owner if by_owner else None, currency, start, scale), []).append(row)
    merged: dict[tuple[str | None, str, int], Total] = {}
    for (owner, currency, start, scale), group in rows.items():
        total = _total(owner, currency, start, years[start - 1], scale, group)
        before = merged.get((owner, currency, start))
        merged[owner, currency, start] = total if before is None else _added(before, total)
    return tuple(sorted(merged.values(), key=lambda total: (total.owner or "", total.currency, total.year_start)))


def _total(
    owner: str | None, currency: str, start: int, year: int, scale: int, rows: Sequence[Sequence[int | None]]
) -> Total:
    columns = list(zip(*rows, strict=True))
    sums = [amount_of(sum(column), scale) for column in columns[:QUARTER_NUMBERS]]
    known = [target for target in columns[YEAR_NUMBERS - 1] if target is not None]
    return Total(
        owner, currency, start, year, len(rows), tuple(sums[:4]), tuple(sums[4:8]), tuple(sums[8:]),
        amount_of(sum(known), scale) if known else None, len(rows) - len(known),
    )  # fmt: skip


def _added(one: Total, other: Total) -> Total:
    targets = [target for target in (one.target, other.target) if target is not None]
    return Total(
        one.owner, one.currency, one.year_start, one.year, one.accounts + other.accounts,
        _by_quarter(one.planned, other.planned), _by_quarter(one.weighted, other.weighted),
        _by_quarter(one.won, other.won), exact_sum(targets) if targets else None,
        one.without_target + other.without_target,
    )  # fmt: skip


def _by_quarter(one: Quarters, other: Quarters) -> Quarters:
    return tuple(exact_sum(pair) for pair in zip(one, other, strict=True))
