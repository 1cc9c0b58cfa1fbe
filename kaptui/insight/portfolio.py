"""All accounts together: one line each, what needs somebody today, and how to sort them. No plan is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from heapq import nsmallest
from typing import Any, TypeAlias

from kaptui.insight.figures import DueAction, Figures, Pressing, YearFigures
from kaptui.insight.packed_figures import DECIMALS, NO_MONEY, VERSION, WEIGHTED, figures_of
from kaptui.insight.plan_test.finding import Severity
from kaptui.insight.power import MapState
from kaptui.plan.exact import exact_sum
from kaptui.plan.fiscal import fiscal_year_of


@dataclass(frozen=True)
class AccountSummary:
    """One account on home: what the store knows of it, and the packed figures (``as_summary``) if it has any.

    ``problem`` says that the account cannot be read; then there are no figures. Not slotted: ``figures`` is unpacked
    once, and only for accounts that somebody looks at.
    """

    id: str
    name: str
    owner: str = ""
    revision: int = 0
    changed: datetime | None = None
    changed_by: str = ""
    archived: bool = False
    problem: bool = False
    packed: Mapping[str, Any] | None = field(default=None, hash=False)

    @cached_property
    def figures(self) -> Figures | None:
        """The key figures, ``None`` when the account has none that can be read."""
        return figures_of(self.packed)

    @property
    def currency(self) -> str:
        """The currency of its amounts, ``""`` when not known."""
        return str(self.packed["c"][0]) if self.packed else ""

    @property
    def ranks(self) -> tuple[int | None, str | None]:
        """What its most urgent finding puts at stake, in hundredths, and the first due date; ``None`` without either.

        Read as packed, so that the few accounts that matter today are found without unpacking them all.
        """
        stake, due = (self.packed or {}).get("r", (None, None))
        return stake, due

    def is_of(self, today: date) -> bool:
        """Whether findings and state are those of today; else they are of ``figures.day``."""
        return self.packed is not None and self.packed.get("d") == today.isoformat()

    def money(self, today: date) -> YearFigures | None:
        """The money of the fiscal year that contains today."""
        return None if self.figures is None else self.figures.year(fiscal_year_of(today, self.figures.year_start))

    def weighted(self, today: date) -> Decimal | None:
        """The weighted revenue of that year, in base units of the account's currency."""
        year = self.money(today)
        return None if year is None else exact_sum(year.weighted)


@dataclass(frozen=True, slots=True)
class NeedsYou:
    """Something that needs somebody: an urgent finding or an action that is due. Exactly one of the two is set."""

    account: AccountSummary
    finding: Pressing | None = None
    action: DueAction | None = None


def needs_today(
    accounts: Iterable[AccountSummary], today: date, days: int = 0, most: int = 50
) -> tuple[NeedsYou, ...]:
    """Urgent findings, the most at stake first within a currency, then actions due within ``days``, overdue first.

    At most ``most`` of either; of one account only what its figures keep. Archived accounts are left out.
    """
    live = [account for account in accounts if not account.archived]
    urgent = nsmallest(most, (account for account in live if account.ranks[0] is not None), key=_urgency)
    found = [
        NeedsYou(account, finding=finding)
        for account in urgent
        for finding in (account.figures.findings if account.figures else ())
        if finding.severity is Severity.URGENT
    ]
    limit = (today + timedelta(days)).isoformat()
    soonest = nsmallest(most, (account for account in live if (account.ranks[1] or "9999") <= limit), key=_due)
    due = [
        NeedsYou(account, action=action)
        for account in soonest
        for action in (account.figures.actions if account.figures else ())
        if action.due.isoformat() <= limit
    ]
    return (*sorted(found, key=_by_stake)[:most], *sorted(due, key=_by_day)[:most])


class SortBy(StrEnum):
    """The columns by which accounts can be sorted."""

    NAME = "name"
    OWNER = "owner"
    STATE = "state"
    SUPPORT = "support"
    COVERAGE = "coverage"
    UNMET = "unmet"
    FINDINGS = "findings"
    WEIGHTED = "weighted"
    CHANGED = "changed"
    CONTACT = "contact"


SortKey: TypeAlias = tuple[Any, ...]


def sorted_accounts(
    accounts: Iterable[AccountSummary], by: SortBy, today: date, *, reverse: bool = False
) -> tuple[AccountSummary, ...]:
    """The accounts by one column: what needs attention first (``reverse``: last), unknown always last, then by name.

    Amounts are compared within a currency only; currencies follow each other by their letters.
    """
    named = sorted(accounts, key=lambda account: (account.name, account.id))
    keyed = [(_sort_key(account, by, today), account) for account in named]
    known = [pair for pair in keyed if pair[0] is not None]
    unknown = tuple(account for key, account in keyed if key is None)
    in_order = sorted(known, key=lambda pair: pair[0] or (), reverse=reverse)
    return (*(account for _, account in in_order), *unknown)


def _sort_key(account: AccountSummary, by: SortBy, today: date) -> SortKey | None:
    match by:
        case SortBy.NAME:
            return (account.name,)
        case SortBy.OWNER:
            return (account.owner,) if account.owner else None
        case SortBy.CHANGED:
            return None if account.changed is None else (-account.changed.timestamp(),)
    packed = account.packed
    return None if packed is None or packed.get("v") != VERSION else _packed_key(packed, by, today)


def _packed_key(packed: Mapping[str, Any], by: SortBy, today: date) -> SortKey | None:
    """The key read off the packed figures, because unpacking ten thousand of them takes a second."""
    state, support, _, coverage, unmet = packed["p"]
    urgent, warnings, last_contact = packed["n"]
    match by:
        case SortBy.STATE:
            return (list(MapState).index(state),)
        case SortBy.UNMET:
            return (-unmet,)
        case SortBy.FINDINGS:
            return -urgent, -warnings
        case SortBy.WEIGHTED:
            currency, _, start, scale = packed["c"]
            row = packed["y"].get(str(fiscal_year_of(today, start)), NO_MONEY)
            return currency, -sum(row[WEIGHTED]) * 10 ** (DECIMALS - scale)
        case SortBy.SUPPORT:
            value = support
        case SortBy.COVERAGE:
            value = coverage
        case _:
            value = last_contact
    return None if value is None else (value,)


def _urgency(account: AccountSummary) -> SortKey:
    return account.currency, -(account.ranks[0] or 0), account.name, account.id


def _due(account: AccountSummary) -> SortKey:
    return account.ranks[1], account.name, account.id


def _by_stake(need: NeedsYou) -> SortKey:
    stake = need.finding.at_stake if need.finding else None
    return need.account.currency, -(stake or 0), need.account.name, need.account.id


def _by_day(need: NeedsYou) -> SortKey:
    return need.action.due if need.action else date.max, need.account.name, need.account.id
