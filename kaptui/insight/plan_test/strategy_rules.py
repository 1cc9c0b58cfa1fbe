"""Rules about strategy and its execution: condition, goal, actions, decision steps, reviews (deck slide 22)."""

from __future__ import annotations

from collections.abc import Iterator

from kaptui.insight.plan_test.case import DealCase
from kaptui.insight.plan_test.finding import Finding, Subject, SubjectKind
from kaptui.insight.plan_test.people import UNNAMED
from kaptui.insight.wording import Message, Values
from kaptui.plan.exact import rounded
from kaptui.plan.paths import Path
from kaptui.plan.strategy import Action, Step
from kaptui.plan.vocabulary import Category, StrategyKind

Unfit = tuple[Path, Message]
"""The place that would make a strategy fit, and the sentence that says what is missing."""


def strategy_unfit(case: DealCase) -> Iterator[Finding]:
    """The deal's strategy does not meet its condition; silent without a strategy. The first unmet part is told.

    frontal: gap to the best rival below 50 or not known, or c2 or c3 not +, or no D or A for us. flanking: no member
    of the inner circle with contact of at least 2 who is not X or -. fragment: part or its amount not named. defend:
    not the incumbent, or no open action of category insulate. develop: money in the current fiscal year.
    """
    match case.deal.strategy:
        case None:
            return
        case StrategyKind.FRONTAL:
            unfit = _frontal(case)
        case StrategyKind.FLANKING:
            unfit = _flanking(case)
        case StrategyKind.FRAGMENT:
            unfit = _fragment(case)
        case StrategyKind.DEFEND:
            unfit = _defend(case)
        case StrategyKind.DEVELOP:
            unfit = _develop(case)
    if unfit is not None:
        place, message = unfit
        yield case.about("strategy-unfit", place, message)


def _frontal(case: DealCase) -> Unfit | None:
    values: Values = {"deal": case.name}
    gap = case.gap
    if gap is None:
        message = Message("{deal}: frontal, but the gap to the best rival is not known", **values)
        return case.place("assessment"), message
    if gap < case.limits.frontal_gap:
        told: Values = {"deal": case.name, "gap": int(rounded(gap)), "needed": case.limits.frontal_gap}
        return case.place("assessment"), Message("{deal}: frontal with a gap of {gap} instead of {needed}", **told)
    if not case.is_plus("c2"):
        message = Message("{deal}: frontal, but the customer has not agreed to the value", **values)
        return case.answer_place("c2"), message
    if not case.is_plus("c3"):
        message = Message("{deal}: frontal, but the difference from the rivals does not speak for us", **values)
        return case.answer_place("c3"), message
    if not case.people.has_decider_for_us:
        message = Message("{deal}: frontal, but nobody who decides or approves is for us", **values)
        return ("people",), message
    return None


def _flanking(case: DealCase) -> Unfit | None:
    limit = case.limits.flanking_contact
    if any((seen.contact or 0) >= limit and not seen.is_against_us for seen in case.view.inner):
        return None
    nearest = max(
        (seen for seen in case.view.inner if not seen.is_against_us),
        key=lambda seen: (seen.contact or 0, seen.weight), default=None,
    )
    place = ("people",) if nearest is None else ("people", nearest.id, "contact")
    return place, Message("{deal}: flanking without access to the inner circle", deal=case.name)


def _fragment(case: DealCase) -> Unfit | None:
    values: Values = {"deal": case.name}
    if not case.deal.fragment.strip():
        return case.place("fragment"), Message("{deal}: fragment, but the part to win is not named", **values)
    if case.deal.fragment_amount is None:
        return case.place("fragment_amount"), Message("{deal}: fragment, but the part has no amount", **values)
    return None


def _defend(case: DealCase) -> Unfit | None:
    values: Values = {"deal": case.name}
    if not case.deal.incumbent:
        return case.place("incumbent"), Message("{deal}: defend, but we are not the incumbent", **values)
    if not any(action.category is Category.INSULATE and not action.done for action in case.deal.actions):
        return case.place("actions"), Message("{deal}: defend without an open action that insulates", **values)
    return None


def _develop(case: DealCase) -> Unfit | None:
    if not case.share.in_year:
        return None
    values: Values = {"deal": case.name, "year": case.account.year}
    return case.place("split"), Message("{deal}: develop, but money is planned in FY{year}", **values)


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
