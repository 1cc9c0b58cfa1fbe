"""What was learned and done on each deal: answers that flipped, verdict, strategy, steps, actions, reviews, needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kaptui.insight.assessment import assess, assessment_changes
from kaptui.insight.difference import Difference, Topic, deal_name, text_of
from kaptui.insight.limits import Limits
from kaptui.insight.plan_test.people import UNNAMED, person_name
from kaptui.insight.wording import N_, Message
from kaptui.plan.assessment import QUESTION_BY_ID, US
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Rating, Verdict, label_of

_VERDICT: Final[Mapping[Verdict, str]] = {
    Verdict.RECONSIDER: N_("{deal}: the verdict is now to reconsider"),
    Verdict.EXPLORE: N_("{deal}: the verdict is now to explore first"),
    Verdict.PURSUE: N_("{deal}: the verdict is now to pursue"),
    Verdict.CAUTIOUS: N_("{deal}: the verdict is now to be cautious"),
}
_RANK: Final = (Verdict.RECONSIDER, Verdict.EXPLORE, Verdict.CAUTIOUS, Verdict.PURSUE)
_GOOD_FOR_US: Final = (Rating.NO, Rating.UNKNOWN, Rating.YES)


def assessments_compared(old: AccountPlan, new: AccountPlan, limits: Limits) -> Iterator[Difference]:
    """Per deal that stayed: every rating that differs, ours and each rival's, and the verdict when it differs."""
    rivals = {rival.id: rival.name for plan in (old, new) for rival in plan.competitors}
    for before, after in _stayed(old, new):
        for change in assessment_changes(before, after):
            if change.column != US and change.column not in rivals:
                continue
            values = {"question": change.question, "before": change.before.value, "after": change.after.value}
            message = (
                Message("{deal}: our {question} went from {before} to {after}", deal=deal_name(after), **values)
                if change.column == US
                else Message("{deal}: {question} of {rival} went from {before} to {after}", deal=deal_name(after),
                             rival=rivals[change.column], **values)
            )  # fmt: skip
            rose = _GOOD_FOR_US.index(change.after) > _GOOD_FOR_US.index(change.before)
            yield Difference(
                Topic.ASSESSMENT, "answer", after.id, message,
                ("opportunities", after.id, "assessment", change.column, change.question),
                change.before.value, change.after.value, rose == (change.column == US), after.id,
                QUESTION_BY_ID[change.question].text,
            )  # fmt: skip
        was, now = assess(old, before, limits).verdict, assess(new, after, limits).verdict
        if was is not now:
            yield Difference(
                Topic.ASSESSMENT, "verdict", after.id, Message(_VERDICT[now], deal=deal_name(after)),
                ("opportunities", after.id, "assessment"), was.value, now.value, _RANK.index(now) > _RANK.index(was),
                after.id,
            )  # fmt: skip


def work_compared(old: AccountPlan, new: AccountPlan) -> Iterator[Difference]:
    """Per deal: strategy, steps and actions done, actions added, reviews held; then explicit needs heard."""
    for before, after in _stayed(old, new):
        if before.strategy is not after.strategy:
            yield _strategy(before, after)
        yield from _rows_compared(before, after)
    yield from _needs_heard(old, new)


def _stayed(old: AccountPlan, new: AccountPlan) -> Iterator[tuple[Opportunity, Opportunity]]:
    before = {deal.id: deal for deal in old.opportunities}
    return ((before[deal.id], deal) for deal in new.opportunities if deal.id in before and deal is not before[deal.id])


def _strategy(before: Opportunity, after: Opportunity) -> Difference:
    if after.strategy is None:
        message, about = Message("{deal} has no strategy any more", deal=deal_name(after)), ""
    else:
        message, about = Message("{deal} has a new strategy", deal=deal_name(after)), label_of(after.strategy)
    place = ("opportunities", after.id, "strategy")
    return Difference(Topic.STRATEGY, "strategy", after.id, message, place, text_of(before.strategy),
                      text_of(after.strategy), None, after.id, about)  # fmt: skip


def _rows_compared(before: Opportunity, after: Opportunity) -> Iterator[Difference]:
    steps, actions = {step.id: step for step in before.steps}, {action.id: action for action in before.actions}
    reviews = {review.id for review in before.reviews}
    name = deal_name(after)
    for step in after.steps:
        if step.done and not (step.id in steps and steps[step.id].done):
            message = Message("{deal}: the customer has done: {step}", deal=name, step=step.step or UNNAMED)
            yield _row(after, "steps", step.id, "step-done", True, message)
    for action in after.actions:
        if action.done and not (action.id in actions and actions[action.id].done):
            yield _row(after, "actions", action.id, "action-done", True,
                       Message("{deal}: done: {action}", deal=name, action=action.what or UNNAMED))  # fmt: skip
        elif action.id not in actions:
            yield _row(after, "actions", action.id, "action-added", None,
                       Message("{deal}: planned: {action}", deal=name, action=action.what or UNNAMED))  # fmt: skip
    for review in after.reviews:
        if review.id not in reviews:
            day = text_of(review.date) or "?"
            yield _row(after, "reviews", review.id, "reviewed", None,
                       Message("{deal} was reviewed on {day}", deal=name, day=day))  # fmt: skip


def _row(deal: Opportunity, table: str, row: str, kind: str, better: bool | None, message: Message) -> Difference:
    return Difference(
        Topic.STRATEGY, kind, row, message, ("opportunities", deal.id, table, row), better=better, opportunity=deal.id
    )


def _needs_heard(old: AccountPlan, new: AccountPlan) -> Iterator[Difference]:
    before = {thread.id: thread.explicit_need for thread in old.spin}
    people = {person.id: person_name(person) for person in new.people}
    for thread in new.spin:
        if thread.explicit_need and not before.get(thread.id, False):
            message = _heard(people.get(thread.said_by or thread.person or ""), thread.explicit_words)
            place = ("spin", thread.id, "explicit_need")
            yield Difference(
                Topic.STRATEGY, "explicit-need", thread.id, message, place, better=True, opportunity=thread.opportunity
            )


def _heard(speaker: str | None, words: str) -> Message:
    if not speaker:
        return Message("an explicit need was stated")
    if not words:
        return Message("{person} has stated an explicit need", person=speaker)
    return Message("{person} has stated an explicit need: {words}", person=speaker, words=words)
