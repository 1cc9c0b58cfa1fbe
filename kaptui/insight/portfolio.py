"""All accounts together: their order, what needs somebody today, and any one of them. No plan is opened.

Ten thousand accounts are asked through their columns; an account becomes a value of its own only where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from heapq import nsmallest
from typing import Any, NamedTuple, Protocol

from kaptui.insight.figures import DueAction, Figures, Pressing, YearFigures
from kaptui.insight.packed_figures import DECIMALS, NEXT, TARGET, WEIGHTED, figures_of
from kaptui.insight.states import MapState, Severity
from kaptui.plan.fiscal import fiscal_year_of


class Listing(Protocol):
    """Accounts in the order of their names, by column; an account's place is its number in every column.

    The columns of a healthy account's facts are ``id name owner revision changed changed_by archived``, ``changed`` an
    ISO time in UTC or ``None``; ``problem`` is what keeps it from being read, else ``None``. The others are the keys of
    ``packed_figures.as_summary``, ``None`` for an account that has no figures.
    """

    def __len__(self) -> int: ...

    def column(self, key: str) -> Sequence[Any]:
        """The values of all accounts under a key."""

    def text(self, place: int) -> str:
        """What ``figures_of`` reads; empty for an account that has no figures."""


@dataclass(frozen=True)
class AccountSummary:
    """One account on home: what the store knows of it, and its figures as of today, if it has any.

    ``problem`` says why it cannot be read, in the store's own way; then there are no figures.
    """

    id: str
    name: str
    owner: str
    revision: int
    changed: datetime | None
    changed_by: str
    archived: bool
    problem: object | None
    figures: Figures | None
    today: date

    @property
    def is_of_today(self) -> bool:
        """Whether findings and counts are those of today; else they are of ``figures.day``."""
        return self.figures is not None and self.figures.hold_on(self.today)

    @property
    def money(self) -> YearFigures | None:
        """The money of the fiscal year that contains today."""
        return None if self.figures is None else self.figures.year(fiscal_year_of(self.today, self.figures.year_start))


class NeedsYou(NamedTuple):
    """Something that needs somebody: an urgent finding or an action that is due. Exactly one of the two is set."""

    account: AccountSummary
    finding: Pressing | None = None
    action: DueAction | None = None


class SortBy(StrEnum):
    """The columns by which accounts can be sorted."""

    NAME = "name"
    OWNER = "owner"
    STATE = "state"
    SUPPORT = "support"
    KNOWN = "known"
    COVERAGE = "coverage"
    UNMET = "unmet"
    FINDINGS = "findings"
    WEIGHTED = "weighted"
    ATTAINMENT = "attainment"
    QUARTER_1 = "weighted1"
    QUARTER_2 = "weighted2"
    QUARTER_3 = "weighted3"
    QUARTER_4 = "weighted4"
    CHANGED = "changed"
    CHANGED_BY = "changed_by"
    CONTACT = "contact"


def is_falling(by: SortBy, reverse: bool) -> bool:
    """Whether values fall in an order of accounts: from the largest or latest down to the least."""
    return reverse is not (by in _LARGEST_FIRST)


class Portfolio:
    """The accounts of a listing on one day. ``places`` are always numbers into its columns."""

    def __init__(self, listing: Listing, today: date) -> None:
        self.listing = listing
        self.today = today
        self._known: dict[int, AccountSummary] = {}

    def __len__(self) -> int:
        return len(self.listing)

    def tells_the_same(self, other: Portfolio) -> bool:
        """Whether nothing has changed between the two, accounts or day."""
        return self.listing is other.listing and self.today == other.today

    def column(self, key: str) -> Sequence[Any]:
        """The values of all accounts under a key of the listing."""
        return self.listing.column(key)

    @cached_property
    def live(self) -> tuple[int, ...]:
        """The places of the accounts that are not archived."""
        return tuple([place for place, archived in enumerate(self.column("archived")) if not archived])

    def place_of(self, account_id: str) -> int | None:
        """Where an account stands, ``None`` when there is no such account."""
        try:
            return self.column("id").index(account_id)
        except ValueError:
            return None

    def account(self, place: int) -> AccountSummary:
        """The account at a place."""
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._summary(place)
        return known

    def _summary(self, place: int) -> AccountSummary:
        facts = {key: self.column(key)[place] for key in _FACTS}
        changed = facts.pop("changed")
        text = self.listing.text(place)
        return AccountSummary(
            **facts,
            changed=None if changed is None else datetime.fromisoformat(changed),
            figures=figures_of(text, self.today) if text else None,
            today=self.today,
        )

    def outdated(self) -> int:
        """How many healthy accounts have no figures that hold today."""
        today = self.today.isoformat()
        columns = (self.column("since"), self.column("until"), self.column("problem"))
        return sum(
            problem is None and (since is None or not since <= today < until)
            for since, until, problem in zip(*columns, strict=True)
        )

    def in_order(self, places: Iterable[int], by: SortBy, *, reverse: bool = False) -> tuple[int, ...]:
        """The places by one column: what needs attention first (``reverse``: last), unknown always last, then by name.

        Amounts are compared within a currency only; currencies follow each other by their letters.
        """
        keys = self._keys(by)
        named = list(places)
        known = [place for place in named if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=is_falling(by, reverse))
        return (*known, *(place for place in named if keys[place] is None))

    def _keys(self, by: SortBy) -> Sequence[Any]:
        """What each account sorts by, ``None`` for unknown."""
        match by:
            case SortBy.OWNER | SortBy.CHANGED_BY:
                return [text or None for text in self.column(by.value)]
            case SortBy.STATE:
                order = {state.value: number for number, state in enumerate(MapState)}
                return [order.get(state) for state in self.column("state")]
            case SortBy.FINDINGS:
                pairs = zip(self.column("urgent"), self.column("warnings"), strict=True)
                return [None if urgent is None else urgent * 1_000_000 + warnings for urgent, warnings in pairs]
            case SortBy.WEIGHTED | SortBy.QUARTER_1 | SortBy.QUARTER_2 | SortBy.QUARTER_3 | SortBy.QUARTER_4:
                amounts = self.weighted() if by is SortBy.WEIGHTED else self._of_year((by.value,))
                currencies = self.column("currency")
                ranks = {each: -rank for rank, each in enumerate(sorted(set(filter(None, currencies))))}
                pairs = zip(currencies, amounts, strict=True)
                return [None if currency is None else (ranks[currency], amount) for currency, amount in pairs]
            case SortBy.ATTAINMENT:
                return self._attainments()
            case SortBy.CONTACT:
                return self.column("last_contact")
            case _:
                return self.column(by.value)

    def weighted(self) -> list[int]:
        """The weighted revenue of every account's present fiscal year, in millionths of base units; 0 without."""
        return self._of_year(WEIGHTED)

    def _attainments(self) -> list[float | None]:
        """Won and weighted as a share of the year's target, ``None`` without a target."""
        targets, expected = self._of_year((TARGET,)), self._of_year((*WEIGHTED, "won"))
        return [part / target if target else None for part, target in zip(expected, targets, strict=True)]

    def _of_year(self, names: Sequence[str]) -> list[int]:
        """The sum of some columns of money for the fiscal year that contains today, in millionths."""
        columns = [self.money_column(name) for name in names]
        factors = [1 if scale else 10**DECIMALS for scale in self.column("scale")]
        return [factor * sum(filter(None, row)) for factor, *row in zip(factors, *columns, strict=True)]

    def money_column(self, name: str) -> Sequence[int | None]:
        """A column of money for the fiscal year that contains today; it may have been the next one when it was kept."""
        column, offsets = self.column(name), self._years_on
        if not offsets:
            return column
        years = (column, self.column(name + NEXT), (None,) * len(column))
        return [years[offset][place] for place, offset in enumerate(offsets)]

    @cached_property
    def _years_on(self) -> Sequence[int]:
        """0, 1, or 2 for any other: how many years after that of its figures an account is; empty if all are in it."""
        now = [0, *(fiscal_year_of(self.today, start) for start in range(1, 13))]
        starts, years = self.column("year_start"), self.column("year")
        if all(year is None or now[start] == year for start, year in zip(starts, years, strict=True)):
            return ()
        offsets = [0 if year is None else now[start] - year for start, year in zip(starts, years, strict=True)]
        return [offset if offset in (0, 1) else 2 for offset in offsets]

    def needs_today(self, places: Iterable[int], days: int = 0, most: int = 50) -> tuple[NeedsYou, ...]:
        """Urgent findings, the most at stake first within a currency, then actions due within ``days``, overdue first.

        At most ``most`` of either; of one account only what its figures keep.
        """
        chosen = list(places)
        stakes, currencies = self.column("stake"), self.column("currency")
        by_currency: dict[str, list[tuple[int, int]]] = {}
        for place in chosen:
            if stakes[place] is not None:
                by_currency.setdefault(currencies[place], []).append((-stakes[place], place))
        urgent = [place for _, ranked in sorted(by_currency.items()) for _, place in nsmallest(most, ranked)][:most]
        dues, limit = self.column("due"), (self.today + timedelta(days)).isoformat()
        soonest = nsmallest(most, [(dues[place], place) for place in chosen if dues[place] and dues[place] <= limit])
        return (*self._urgent(urgent)[:most], *self._due((place for _, place in soonest), limit)[:most])

    def _urgent(self, places: Iterable[int]) -> list[NeedsYou]:
        found = [
            (account, finding)
            for account in map(self.account, places)
            for finding in (account.figures.findings if account.figures else ())
            if finding.severity is Severity.URGENT
        ]
        found.sort(key=lambda pair: (pair[0].figures.currency if pair[0].figures else "", -(pair[1].at_stake or 0)))
        return [NeedsYou(account, finding=finding) for account, finding in found]

    def _due(self, places: Iterable[int], limit: str) -> list[NeedsYou]:
        found = [
            (account, action)
            for account in map(self.account, places)
            for action in (account.figures.actions if account.figures else ())
            if action.due.isoformat() <= limit
        ]
        found.sort(key=lambda pair: pair[1].due)
        return [NeedsYou(account, action=action) for account, action in found]


_FACTS = ("id", "name", "owner", "revision", "changed", "changed_by", "archived", "problem")
_LARGEST_FIRST = frozenset(
    {
        SortBy.UNMET,
        SortBy.FINDINGS,
        SortBy.WEIGHTED,
        SortBy.QUARTER_1,
        SortBy.QUARTER_2,
        SortBy.QUARTER_3,
        SortBy.QUARTER_4,
        SortBy.CHANGED,
    }
)
"""Columns in which what needs attention is the largest value, or the latest."""
