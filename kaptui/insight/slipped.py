"""Slipped money: what stood in one quarter at an earlier time and stands in a later one now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kaptui.insight.deals_compared import moves_between
from kaptui.insight.revenue import NOTHING
from kaptui.plan.document import AccountPlan
from kaptui.plan.exact import exact_sum
from kaptui.plan.fiscal import Quarter, fiscal_year_of, month_of, quarter_of, quarters_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Status


class Slip(NamedTuple):
    """An open deal whose money moved later: how much, from the earliest quarter it left to the latest it reached."""

    deal: str
    name: str
    amount: Decimal
    source: Quarter
    target: Quarter


def slips(old: AccountPlan, new: AccountPlan) -> tuple[Slip, ...]:
    """The open deals that slipped between two states of a plan, in plan order.

    What counts is the money that moved to a later quarter; of a deal whose quarters stayed but whose close date moved
    to a later quarter the whole amount, 0 when it is unknown.
    """
    return SlipsSince(old).until(new)


class SlipsSince:
    """What slipped since one state of a plan, for one later state after the other: a deal that an edit left alone is
    not looked at again."""

    def __init__(self, old: AccountPlan) -> None:
        self.old = old
        self._before = {deal.id: deal for deal in old.opportunities}
        self._known: dict[str, tuple[Opportunity, int, Slip | None]] = {}

    def until(self, new: AccountPlan) -> tuple[Slip, ...]:
        """See ``slips``."""
        found = (
            self._slip(deal, new.fiscal_year_start)
            for deal in new.opportunities
            if deal.status is Status.OPEN and deal.id in self._before and deal is not self._before[deal.id]
        )
        return tuple(slip for slip in found if slip is not None)

    def _slip(self, deal: Opportunity, start: int) -> Slip | None:
        known = self._known.get(deal.id)
        if known is None or known[0] is not deal or known[1] != start:
            known = self._known[deal.id] = (deal, start, _slip(self._before[deal.id], deal, start))
        return known[2]


def slipped_amount(found: Iterable[Slip]) -> Decimal:
    """All of it together."""
    return exact_sum(slip.amount for slip in found)


def year_begins(plan: AccountPlan, today: date) -> date:
    """The first day of the fiscal year that contains today: since then slipped money is counted."""
    return quarters_of(fiscal_year_of(today, plan.fiscal_year_start), plan.fiscal_year_start)[0].first_day


def _slip(before: Opportunity, after: Opportunity, start: int) -> Slip | None:
    moves = moves_between(before, after, start)
    later = [(move.source, move.target, move.amount) for move in moves if move.source and move.target]
    later = [(source, target, amount) for source, target, amount in later if target > source]
    if later:
        amount = exact_sum(amount for _, _, amount in later)
        return Slip(after.id, after.name, amount, min(s for s, _, _ in later), max(t for _, t, _ in later))
    if before.close_date is None or after.close_date is None or moves:
        return None
    source, target = (quarter_of(month_of(day), start) for day in (before.close_date, after.close_date))
    return Slip(after.id, after.name, after.amount or NOTHING, source, target) if target > source else None
