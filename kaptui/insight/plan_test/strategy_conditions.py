"""When each of the five strategies fits (method.md, "When each strategy fits"), condition by condition.

The strategy screen shows all conditions of the chosen strategy with a tick or a cross; the plan test tells the first
that is not met. Both ask here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kaptui.insight.assessment import CONTEST_IDS, rivals_of
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.plan_test.case import AccountCase, DealCase
from kaptui.insight.plan_test.people import Common, ViewFacts, person_name
from kaptui.insight.view import Seen, views_of
from kaptui.insight.wording import Message, Values
from kaptui.plan.document import AccountPlan
from kaptui.plan.exact import rounded
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.vocabulary import Category, Rating, StrategyKind


class Condition(NamedTuple):
    """One condition of a strategy. ``message`` says what is asked for and what the numbers say, ``lack`` what the plan
    test says when it is not met; ``place`` is what would meet it."""

    met: bool
    message: Message
    lack: Message
    place: Path


def strategy_conditions(
    plan: AccountPlan, deal: Opportunity, today: date, limits: Limits = DEFAULT_LIMITS
) -> tuple[Condition, ...]:
    """The conditions of a deal's strategy, whatever its status; none while no strategy is chosen."""
    account = AccountCase(plan, today, limits, views_of(plan, limits))
    view = account.views.of(deal)
    return tuple(conditions(DealCase(account, deal, ViewFacts(view, Common((view,))))))


def conditions(case: DealCase) -> Iterator[Condition]:
    """The conditions of the strategy of the deal under test, one at a time: the plan test stops at the first unmet."""
    match case.deal.strategy:
        case None:
            return
        case StrategyKind.FRONTAL:
            yield from _frontal(case)
        case StrategyKind.FLANKING:
            yield _access(case)
        case StrategyKind.FRAGMENT:
            yield from _fragment(case)
        case StrategyKind.DEFEND:
            yield from _defend(case)
        case StrategyKind.DEVELOP:
            yield _no_commitment(case)


def _frontal(case: DealCase) -> Iterator[Condition]:
    """Clear superiority in the customer's eyes, about 3 : 1 over the best rival."""
    yield _superiority(case)
    yield Condition(
        case.is_plus("c2"),
        Message("the customer agrees to the value (c2 is +)"),
        Message("{deal}: frontal, but the customer has not agreed to the value", deal=case.name),
        case.answer_place("c2"),
    )
    yield Condition(
        case.is_plus("c3"),
        Message("the difference from the rivals speaks for us (c3 is +)"),
        Message("{deal}: frontal, but the difference from the rivals does not speak for us", deal=case.name),
        case.answer_place("c3"),
    )
    yield Condition(
        case.people.has_decider_for_us,
        Message("somebody who decides or approves is for us"),
        Message("{deal}: frontal, but nobody who decides or approves is for us", deal=case.name),
        case.people_place("relationship", case.people.weightiest_decider),
    )


def _superiority(case: DealCase) -> Condition:
    gap, place = case.gap, _place_of_gap(case)
    if gap is None:
        needed: Values = {"needed": case.limits.frontal_gap}
        asked = Message("gap to the best rival of at least {needed}: not known", **needed)
        return Condition(
            False, asked, Message("{deal}: frontal, but the gap to the best rival is not known", deal=case.name), place
        )
    values: Values = {"gap": int(rounded(gap)), "needed": case.limits.frontal_gap}
    return Condition(
        gap >= case.limits.frontal_gap,
        Message("gap to the best rival of at least {needed}: it is {gap}", **values),
        Message("{deal}: frontal with a gap of {gap} instead of {needed}", deal=case.name, **values),
        place,
    )


def _place_of_gap(case: DealCase) -> Path:
    """Where the gap can be made known, or wider: a rival's first open answer, or ours that is not +."""
    if case.gap is not None:
        ours = next((question for question in CONTEST_IDS if not case.is_plus(question)), CONTEST_IDS[0])
        return case.answer_place(ours)
    rivals = rivals_of(case.account.plan, case.deal)
    if not rivals:
        return ("competitors",)
    known = case.deal.assessment.get(rivals[0].id, {})
    rated = {question for question, answer in known.items() if answer.rating is not Rating.UNKNOWN}
    theirs = next((question for question in CONTEST_IDS if question not in rated), CONTEST_IDS[0])
    return case.place("assessment", rivals[0].id, theirs, "rating")


def _access(case: DealCase) -> Condition:
    """Access to the inner circle: a member of it, not against us, with contact of at least 2."""
    limit = case.limits.flanking_contact
    nearest = case.people.nearest_inside
    lack = Message("{deal}: flanking without access to the inner circle", deal=case.name)
    if nearest is None:
        message = Message("access to the inner circle: nobody in it who is not against us")
        return Condition(False, message, lack, case.people_place("standing"))
    return Condition((nearest.contact or 0) >= limit, _nearest(nearest, limit), lack, ("people", nearest.id, "contact"))


def _nearest(seen: Seen, needed: int) -> Message:
    values: Values = {"name": person_name(seen.person), "needed": needed}
    if seen.contact is None:
        return Message("access to the inner circle with contact of at least {needed}: {name} has none known", **values)
    return Message(
        "access to the inner circle with contact of at least {needed}: {name} has {contact}",
        contact=int(seen.contact), **values,
    )


def _fragment(case: DealCase) -> Iterator[Condition]:
    """The whole cannot be won, one part can: name the part and its amount."""
    yield Condition(
        bool(case.deal.fragment.strip()),
        Message("the part to win is named"),
        Message("{deal}: fragment, but the part to win is not named", deal=case.name),
        case.place("fragment"),
    )
    yield Condition(
        case.deal.fragment_amount is not None,
        Message("the part has an amount"),
        Message("{deal}: fragment, but the part has no amount", deal=case.name),
        case.place("fragment_amount"),
    )


def _defend(case: DealCase) -> Iterator[Condition]:
    """We are the incumbent under attack: raise the cost of switching."""
    yield Condition(
        case.deal.incumbent,
        Message("we are the incumbent"),
        Message("{deal}: defend, but we are not the incumbent", deal=case.name),
        case.place("incumbent"),
    )
    yield Condition(
        any(action.category is Category.INSULATE and not action.done for action in case.deal.actions),
        Message("an open action insulates"),
        Message("{deal}: defend without an open action that insulates", deal=case.name),
        case.place("actions"),
    )


def _no_commitment(case: DealCase) -> Condition:
    """Nothing winnable now: no money planned in the current fiscal year. A deal that is lost brings none anyway."""
    share = case.account.shares.get(case.deal.id)
    values: Values = {"year": case.account.year}
    return Condition(
        share is None or not share.in_year,
        Message("no money planned in FY{year}", **values),
        Message("{deal}: develop, but money is planned in FY{year}", deal=case.name, **values),
        case.money_place(case.months_of_year),
    )
