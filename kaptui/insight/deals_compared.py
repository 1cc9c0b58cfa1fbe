"""What happened to the deals: came, won, lost, likelier, dearer, later; and what that does to the year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from kaptui.insight.difference import Difference, Topic, amount_text, deal_name, text_of, whole
from kaptui.insight.limits import Limits
from kaptui.insight.odds import odds
from kaptui.insight.revenue import NOTHING, forecast
from kaptui.insight.wording import N_, Message
from kaptui.plan.document import AccountPlan
from kaptui.plan.exact import exact_sum
from kaptui.plan.fiscal import Quarter, quarter_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Status

_STATUS: Final[Mapping[Status, str]] = {
    Status.OPEN: N_("{deal} is open again"),
    Status.WON: N_("{deal} is won"),
    Status.LOST: N_("{deal} is lost"),
    Status.DROPPED: N_("{deal} is dropped"),
}
_IS_GOOD: Final[Mapping[Status, bool | None]] = {
    Status.OPEN: None, Status.WON: True, Status.LOST: False, Status.DROPPED: None,
}  # fmt: skip


def revenue_compared(old: AccountPlan, new: AccountPlan, year: int, limits: Limits) -> Iterator[Difference]:
    """Target, won and weighted revenue of a fiscal year of the new plan, and the odds of its target, if different."""
    before, after = forecast(_of_same_year(old, new), year), forecast(new, year)
    fiscal = f"FY{year}"
    if before.target != after.target:
        yield _target(new, before.target, after.target, fiscal)
    if before.won != after.won:
        yield _amounts(
            new, "won-revenue", before.won, after.won, fiscal,
            (N_("won revenue of {year} rose from {before} to {after}"),
             N_("won revenue of {year} fell from {before} to {after}")),
        )  # fmt: skip
    if before.weighted != after.weighted:
        yield _amounts(
            new, "weighted-revenue", before.weighted, after.weighted, fiscal,
            (N_("weighted revenue of {year} rose from {before} to {after}"),
             N_("weighted revenue of {year} fell from {before} to {after}")),
        )  # fmt: skip
    was, now = odds(before, limits).chance, odds(after, limits).chance
    if was is None or now is None:
        return
    shown, shown_now = whole((was.lower + was.upper) * 50) or 0, whole((now.lower + now.upper) * 50) or 0
    if shown != shown_now:
        msgid = (
            N_("the odds of the target of {year} rose from {before} % to {after} %")
            if shown_now > shown
            else N_("the odds of the target of {year} fell from {before} % to {after} %")
        )
        message = Message(msgid, year=fiscal, before=shown, after=shown_now)
        yield Difference(
            Topic.REVENUE, "odds", "", message, ("opportunities",), str(shown), str(shown_now), shown_now > shown
        )


def _of_same_year(old: AccountPlan, new: AccountPlan) -> AccountPlan:
    """The old plan counted in the new plan's fiscal year, so that moving the year alone changes no quarter."""
    return old.model_copy(update={"fiscal_year_start": new.fiscal_year_start})


def _target(plan: AccountPlan, before: Decimal | None, after: Decimal | None, fiscal: str) -> Difference:
    old, new = amount_text(before, plan.unit), amount_text(after, plan.unit)
    if after is None:
        message = Message("the target of {year} is no longer set", year=fiscal)
    elif before is None:
        message = Message("the target of {year} is set now: {after}", year=fiscal, after=new)
    else:
        message = Message("the target of {year} went from {before} to {after}", year=fiscal, before=old, after=new)
    return Difference(Topic.REVENUE, "target", "", message, ("targets",), old, new)


def _amounts(
    plan: AccountPlan, kind: str, before: Decimal, after: Decimal, fiscal: str, msgids: tuple[str, str]
) -> Difference:
    old, new = amount_text(before, plan.unit), amount_text(after, plan.unit)
    message = Message(msgids[0] if after > before else msgids[1], year=fiscal, before=old, after=new)
    return Difference(Topic.REVENUE, kind, "", message, ("opportunities",), old, new, after > before)


def deals_compared(old: AccountPlan, new: AccountPlan) -> Iterator[Difference]:
    """Deals that came or went, then what differs about each that stayed."""
    before = {deal.id: deal for deal in old.opportunities}
    after = {deal.id: deal for deal in new.opportunities}
    for deal in after.values():
        if deal.id not in before:
            yield _told(deal, "deal-came", Message("{deal} is a new opportunity", deal=deal_name(deal)))
    for deal in before.values():
        if deal.id not in after:
            message = Message("{deal} is no longer in the plan", deal=deal_name(deal))
            yield Difference(Topic.DEALS, "deal-went", deal.id, message, ("opportunities",), opportunity=deal.id)
    for deal in after.values():
        if deal.id in before and deal is not before[deal.id]:
            yield from _deal_compared(before[deal.id], deal, new)


def _deal_compared(before: Opportunity, after: Opportunity, plan: AccountPlan) -> Iterator[Difference]:
    if before.status is not after.status:
        message = Message(_STATUS[after.status], deal=deal_name(after))
        yield _told(after, "status", message, "status", before.status, after.status, _IS_GOOD[after.status])
    if before.probability != after.probability:
        yield _probability(before, after)
    if before.amount != after.amount:
        yield _amount(before, after, plan.unit)
    if before.close_date != after.close_date:
        yield _close_date(before, after)
    for move in moves_between(before, after, plan.fiscal_year_start):
        yield _move(after, move, plan.unit)


def _probability(before: Opportunity, after: Opportunity) -> Difference:
    old, new, name = before.probability, after.probability, deal_name(after)
    better = None if old is None or new is None else new > old
    if new is None:
        message = Message("{deal}: the probability is no longer known", deal=name)
    elif old is None:
        message = Message("{deal}: the probability is known now: {after} %", deal=name, after=new)
    elif better:
        message = Message("{deal}: the probability rose from {before} % to {after} %", deal=name, before=old, after=new)
    else:
        message = Message("{deal}: the probability fell from {before} % to {after} %", deal=name, before=old, after=new)
    return _told(after, "probability", message, "probability", old, new, better)


def _amount(before: Opportunity, after: Opportunity, unit: str) -> Difference:
    old, new, name = amount_text(before.amount, unit), amount_text(after.amount, unit), deal_name(after)
    better = None if before.amount is None or after.amount is None else after.amount > before.amount
    if not new:
        message = Message("{deal}: the amount is no longer known", deal=name)
    elif not old:
        message = Message("{deal}: the amount is known now: {after}", deal=name, after=new)
    elif better:
        message = Message("{deal}: the amount rose from {before} to {after}", deal=name, before=old, after=new)
    else:
        message = Message("{deal}: the amount fell from {before} to {after}", deal=name, before=old, after=new)
    return _told(after, "amount", message, "amount", old, new, better)


def _close_date(before: Opportunity, after: Opportunity) -> Difference:
    old, new, name = before.close_date, after.close_date, deal_name(after)
    better = None if old is None or new is None else new < old
    if new is None:
        message = Message("{deal}: the close date is no longer known", deal=name)
    elif old is None:
        message = Message("{deal}: the close date is known now: {after}", deal=name, after=new)
    elif better:
        message = Message("{deal}: the close date moved up from {before} to {after}", deal=name, before=old, after=new)
    else:
        message = Message("{deal}: the close date slipped from {before} to {after}", deal=name, before=old, after=new)
    return _told(after, "close-date", message, "close_date", old, new, better)


class Move(NamedTuple):
    """Money of a deal that went from one quarter to another; ``None`` where it came from or went to no quarter."""

    amount: Decimal
    source: Quarter | None
    target: Quarter | None


def moves_between(before: Opportunity, after: Opportunity, start: int) -> tuple[Move, ...]:
    """How the quarters of one split became those of another.

    What left a quarter is taken to have gone to the earliest quarter that gained; the rest came or went.
    """
    old, new = _by_quarter(before, start), _by_quarter(after, start)
    change = {quarter: exact_sum((new.get(quarter, NOTHING), -old.get(quarter, NOTHING))) for quarter in old | new}
    lost = {quarter: -change[quarter] for quarter in sorted(change) if change[quarter] < 0}
    gained = {quarter: change[quarter] for quarter in sorted(change) if change[quarter] > 0}
    moves: list[Move] = []
    for source, amount in lost.items():
        left = amount
        for target in list(gained):
            part = min(left, gained[target])
            if part:
                moves.append(Move(part, source, target))
                left, gained[target] = exact_sum((left, -part)), exact_sum((gained[target], -part))
        if left:
            moves.append(Move(left, source, None))
    moves += [Move(amount, None, target) for target, amount in gained.items() if amount]
    return tuple(moves)


def _by_quarter(deal: Opportunity, start: int) -> dict[Quarter, Decimal]:
    quarters: dict[Quarter, Decimal] = {}
    for month, amount in deal.split.items():
        quarter = quarter_of(month, start)
        quarters[quarter] = exact_sum((quarters.get(quarter, NOTHING), amount))
    return quarters


def _move(deal: Opportunity, move: Move, unit: str) -> Difference:
    source, target = _label(move.source), _label(move.target)
    money = amount_text(move.amount, unit)
    if move.source is None:
        message = Message("{deal}: {amount} more in {after}", deal=deal_name(deal), amount=money, after=target)
        kind, better = "quarter", None
    elif move.target is None:
        message = Message("{deal}: {amount} less in {before}", deal=deal_name(deal), amount=money, before=source)
        kind, better = "quarter", None
    elif move.target > move.source:
        message = Message("{deal}: {amount} slipped from {before} to {after}", deal=deal_name(deal), amount=money,
                          before=source, after=target)  # fmt: skip
        kind, better = "slipped", False
    else:
        message = Message("{deal}: {amount} came forward from {before} to {after}", deal=deal_name(deal), amount=money,
                          before=source, after=target)  # fmt: skip
        kind, better = "came-forward", True
    return _told(deal, kind, message, "split", source, target, better)


def _label(quarter: Quarter | None) -> str:
    return "" if quarter is None else f"{quarter.label} FY{quarter.year}"


def _told(
    deal: Opportunity, kind: str, message: Message, field: str = "", before: object = None, after: object = None,
    better: bool | None = None,
) -> Difference:  # fmt: skip
    place = ("opportunities", deal.id, field) if field else ("opportunities", deal.id)
    return Difference(
        Topic.DEALS, kind, deal.id, message, place, text_of(before), text_of(after), better, opportunity=deal.id
    )
