"""Totals over accounts by owner and quarter, from their columns.

Money of different currencies is never added, nor are quarters of fiscal years that begin in different months: each
stands in a total of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kaptui.insight.figures import Quarters
from kaptui.insight.packed_figures import MONEY, TARGET, amount_of
from kaptui.insight.portfolio import Portfolio
from kaptui.plan.exact import exact_sum
from kaptui.plan.fiscal import fiscal_year_of


@dataclass(frozen=True, slots=True)
class Total:
    """The money of several accounts in one currency and one kind of fiscal year, by quarter, in base units.

    ``owner`` is ``None`` in a total of all owners. ``weighted`` is by quarter, ``planned``, ``won`` and ``target``
    of the year; ``target`` adds the targets that are set, ``without_target`` counts the accounts that have none.
    """

    owner: str | None
    currency: str
    year_start: int
    year: int
    accounts: int
    weighted: Quarters
    planned: Decimal
    won: Decimal
    target: Decimal | None
    without_target: int

    @property
    def all_weighted(self) -> Decimal:
        """The weighted revenue of the whole year."""
        return exact_sum(self.weighted)

    @property
    def expected(self) -> Decimal:
        """What is held against the target: won and weighted."""
        return exact_sum((self.won, *self.weighted))


def totals(portfolio: Portfolio, places: Iterable[int]) -> tuple[Total, ...]:
    """One total a currency and fiscal-year start, of the fiscal year that contains today."""
    return _totals(portfolio, places, by_owner=False)


def totals_by_owner(portfolio: Portfolio, places: Iterable[int]) -> tuple[Total, ...]:
    """The same for each owner, by owner's name; accounts without an owner stand under ``""``."""
    return _totals(portfolio, places, by_owner=True)


Group = tuple[str | None, str, int, int]
"""Owner, currency, fiscal-year start and scale: what is added up together."""


def _totals(portfolio: Portfolio, places: Iterable[int], *, by_owner: bool) -> tuple[Total, ...]:
    """Adds the columns as they are: ten thousand accounts are added up between two frames."""
    rows = list(zip(*map(portfolio.money_column, (*MONEY, TARGET)), strict=True))
    groups: dict[Group, list[Sequence[int | None]]] = {}
    for place, group in _groups(portfolio, places, by_owner=by_owner):
        groups.setdefault(group, []).append(rows[place])
    merged: dict[tuple[str | None, str, int], Total] = {}
    for (owner, currency, start, scale), members in groups.items():
        total = _total(owner, currency, start, fiscal_year_of(portfolio.today, start), scale, members)
        before = merged.get((owner, currency, start))
        merged[owner, currency, start] = total if before is None else _added(before, total)
    return tuple(sorted(merged.values(), key=lambda total: (total.owner or "", total.currency, total.year_start)))


def _groups(portfolio: Portfolio, places: Iterable[int], *, by_owner: bool) -> Iterable[tuple[int, Group]]:
    """Each account that has figures, with the group it is added to."""
    currencies, starts, scales = map(portfolio.column, ("currency", "year_start", "scale"))
    owners = portfolio.column("owner") if by_owner else (None,) * len(portfolio)
    return [
        (place, (owners[place], currencies[place], starts[place], scales[place]))
        for place in places
        if currencies[place] is not None
    ]


def _total(
    owner: str | None, currency: str, start: int, year: int, scale: int, rows: Sequence[Sequence[int | None]]
) -> Total:
    *columns, targets = zip(*rows, strict=True)
    sums = [amount_of(sum(filter(None, column)), scale) for column in columns]
    known = [target for target in targets if target is not None]
    target = amount_of(sum(known), scale) if known else None
    first, second, third, fourth, planned, won = sums
    return Total(
        owner, currency, start, year, len(rows), (first, second, third, fourth), planned, won, target,
        len(rows) - len(known),
    )  # fmt: skip


def _added(one: Total, other: Total) -> Total:
    """Two totals of the same owner, currency and year, counted in whole units and in parts of them."""
    targets = [target for target in (one.target, other.target) if target is not None]
    return replace(
        one,
        accounts=one.accounts + other.accounts,
        weighted=tuple(exact_sum(pair) for pair in zip(one.weighted, other.weighted, strict=True)),
        planned=exact_sum((one.planned, other.planned)),
        won=exact_sum((one.won, other.won)),
        target=exact_sum(targets) if targets else None,
        without_target=one.without_target + other.without_target,
    )
