"""Rules about strategy and its execution: condition, goal, actions, decision steps, reviews (deck slide 22)."""

from __future__ import annotations

from collections.abc import Iterator

from kaptui.insight.plan_test.case import DealCase
from kaptui.insight.plan_test.finding import Finding, Subject, SubjectKind
from kaptui.insight.plan_test.people import UNNAMED
from kaptui.insight.plan_test.strategy_conditions import conditions
from kaptui.insight.wording import Message, Values
from kaptui.plan.strategy import Action, Step
from kaptui.plan.vocabulary import StrategyKind


def strategy_unfit(case: DealCase) -> Iterator[Finding]:
    """The deal's strategy does not meet its condition; silent without a strategy. The first unmet part is told."""
    unmet = next((condition for condition in conditions(case) if not condition.met), None)
    if unmet is not None:
        yield case.about("strategy-unfit", unmet.place, unmet.lack)


def no_goal(case: DealCase) -> Iterator[Finding]:
    """No goal, or no strategy."""
    values: Values = {"deal": case.name}
    has_goal, has_strategy = bool(case.deal.goal.strip()), case.deal.strategy is not None
    if not has_goal and not has_strategy:
        yield case.about("no-goal", case.place("goal"), Message("{deal}: neither goal nor strategy", **values))
    elif not has_goal:
        yield case.about("no-goal", case.place("goal"), Message("{deal}: a strategy without a goal", **values))
    elif not has_strategy:
        yield case.about("no-goal", case.place("strategy"), Message("{deal}: a goal without a strategy", **values))


def no_next_step(case: DealCase) -> Iterator[Finding]:
    """No open action is due today or later."""
    dates = [action.due for action in case.deal.actions if not action.done and action.due is not None]
    if not any(due >= case.today for due in dates):
        message = Message("{deal}: no open action lies ahead", deal=case.name)
        yield case.about("no-next-step", case.place("actions"), message)


def action_loose(case: DealCase) -> Iterator[Finding]:
    """An open action is overdue, or without owner, due date or category. One finding each, the first fault told."""
    for action in case.deal.actions:
        if not action.done:
            fault = _loose(case, action)
            if fault is not None:
                name, message = fault
                subject = Subject(SubjectKind.ACTION, action.id, action.what)
                yield case.about("action-loose", case.place("actions", action.id, name), message, subject)


def _loose(case: DealCase, action: Action) -> tuple[str, Message] | None:
    """The field that makes an action loose and the sentence about it."""
    values: Values = {"action": action.what or UNNAMED}
    if action.due is not None and action.due < case.today:
        return "due", Message("'{action}' was due on {date}", **values, date=action.due)
    if not action.owner.strip():
        return "owner", Message("'{action}' has no owner", **values)
    if action.due is None:
        return "due", Message("'{action}' has no date", **values)
    if action.category is None:
        return "category", Message("'{action}' has no category", **values)
    return None


def step_late(case: DealCase) -> Iterator[Finding]:
    """A step of the customer's that is not done is past its date, or dated after the close date.

    A step that is done is never late, whatever its date: nothing is left to be asked of the customer.
    """
    for step in case.deal.steps:
        message = _late(case, step)
        if message is not None:
            subject = Subject(SubjectKind.STEP, step.id, step.step)
            yield case.about("step-late", case.place("steps", step.id, "date"), message, subject)


def _late(case: DealCase, step: Step) -> Message | None:
    if step.done or step.date is None:
        return None
    values: Values = {"step": step.step or UNNAMED, "date": step.date}
    if step.date < case.today:
        return Message("the customer's step '{step}' was due on {date}", **values)
    if case.deal.close_date is not None and step.date > case.deal.close_date:
        return Message("the customer's step '{step}' on {date} lies after the close date", **values)
    return None


def review_old(case: DealCase) -> Iterator[Finding]:
    """The last review is more than 30 days ago; 14 when the close date is within 90 days; 90 for the develop strategy.

    Develop comes first: nothing is winnable now, whatever the close date says. Reviews without a date have no age; a
    deal that has only such reviews is neither old nor never reviewed.
    """
    days = [review.date for review in case.deal.reviews if review.date is not None]
    if not days:
        return
    age, limits = case.account.days_since(max(days)), case.limits
    if case.deal.strategy is StrategyKind.DEVELOP:
        limit = limits.review_develop_days
    else:
        limit = limits.review_near_days if case.closes_within(limits.near_days) else limits.review_days
    if age > limit:
        message = Message("{deal}: the last review is {days} days old", deal=case.name, days=age)
        yield case.about("review-old", case.place("reviews"), message)


def never_reviewed(case: DealCase) -> Iterator[Finding]:
    """There is no review."""
    if not case.deal.reviews:
        message = Message("{deal}: nobody has reviewed the strategy", deal=case.name)
        yield case.about("never-reviewed", case.place("reviews"), message)
