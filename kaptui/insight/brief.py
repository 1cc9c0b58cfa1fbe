"""The pre-meeting brief: who is in the room, what they care about, what to ask, what to ask for (method.md, section 5).

A brief is data in the order in which it is read; ``draw.brief`` puts it on a screen, ``exchange.brief_page`` on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kaptui.insight.compare import compare
from kaptui.insight.difference import Difference
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.power import by_weight
from kaptui.insight.reach import WayIn, ways_in
from kaptui.insight.view import Seen, View, view_of
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.meetings import Meeting
from kaptui.plan.needs import Need
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.spin import SpinThread
from kaptui.plan.vocabulary import Status

MOST_PEOPLE = 6
"""Without names a brief is about at most this many key players, the weightiest."""
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody who is not in the room but moves somebody who is, and is against us; ``moves`` are whom he moves."""

    seen: Seen
    moves: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One brief. Texts are the plan's own; empty where nothing was written yet.

    ``meeting`` is the coming one it was written for, ``last`` the latest with anybody of the room, ``changes``
    what happened since then (none without a history). ``rivals`` pairs a competitor with its people in the room.
    """

    plan: AccountPlan
    today: date
    opportunity: Opportunity | None
    people: tuple[Seen, ...]
    meeting: Meeting | None
    last: Meeting | None
    objective: str
    questions: tuple[str, ...]
    next_step: str
    our_promises: tuple[str, ...]
    their_promises: tuple[str, ...]
    needs: tuple[Need, ...]
    rivals: tuple[tuple[Competitor, tuple[Seen, ...]], ...]
    watch: tuple[Watched, ...]
    ways: tuple[WayIn, ...]
    changes: tuple[Difference, ...] = ()


def brief(
    plan: AccountPlan,
    today: date,
    people: Sequence[str] = (),
    opportunity: Opportunity | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Brief:
    """The brief for a meeting with these people (ids), or about the weightiest key players when nobody is named.

    ``opportunity`` decides in whose view they are seen; by default the deal of the coming meeting, else the first open
    one that names one of them, else the first open one.
    """
    room = tuple(people) or tuple(seen.id for seen in key_people(view_of(plan, opportunity, limits)))
    coming = coming_meeting(plan, room, today)
    deal = opportunity or _deal_of(plan, coming, room)
    view = view_of(plan, deal, limits)
    present = tuple(seen for person in room if (seen := view.seen(person)) is not None)
    last = last_meeting(plan, room, today)
    promised = last_held(plan, room, today)
    return Brief(
        plan=plan,
        today=today,
        opportunity=deal,
        people=present,
        meeting=coming,
        last=last,
        objective=_objective(coming, deal, room),
        questions=_questions(plan, coming, deal, room),
        next_step=_next_step(coming, deal, room, today),
        our_promises=_lines(promised.our_promises if promised else ""),
        their_promises=_lines(promised.their_promises if promised else ""),
        needs=_needs(plan, present),
        rivals=_rivals(plan, present),
        watch=_watch(view, present),
        ways=tuple(way for way in ways_in(view) if way.target.id in room),
    )


def key_people(view: View) -> tuple[Seen, ...]:
    """The weightiest key players, at most six; of an account without key players the weightiest members."""
    return by_weight(view.key_players or view.members)[:MOST_PEOPLE]


def coming_meeting(plan: AccountPlan, room: Iterable[str], today: date) -> Meeting | None:
    """The next meeting, from today on, with anybody of the room."""
    wanted = set(room)
    dated = [meeting for meeting in plan.meetings if meeting.date is not None and meeting.date >= today]
    return min(
        (meeting for meeting in dated if wanted.intersection(meeting.people)),
        key=lambda meeting: meeting.date or date.max,
        default=None,
    )


def last_meeting(plan: AccountPlan, room: Iterable[str], today: date) -> Meeting | None:
    """The latest meeting before today with anybody of the room."""
    wanted = set(room)
    dated = [meeting for meeting in plan.meetings if meeting.date is not None and meeting.date < today]
    return max(
        (meeting for meeting in dated if wanted.intersection(meeting.people)),
        key=lambda meeting: meeting.date or date.min,
        default=None,
    )


def last_held(plan: AccountPlan, room: Iterable[str], today: date) -> Meeting | None:
    """The latest meeting up to and with today with anybody of the room of which something was written down: its
    promises are open. One that was only planned says nothing about those before."""
    wanted = set(room)
    held = [
        (meeting.date, place)
        for place, meeting in enumerate(plan.meetings)
        if meeting.date is not None and meeting.date <= today and wanted.intersection(meeting.people)
        if meeting.heard or meeting.our_promises or meeting.their_promises
    ]
    return plan.meetings[max(held)[1]] if held else None


def _deal_of(plan: AccountPlan, coming: Meeting | None, room: Sequence[str]) -> Opportunity | None:
    by_id = {deal.id: deal for deal in plan.opportunities}
    if coming is not None and coming.opportunity in by_id:
        return by_id[coming.opportunity]
    deals = [deal for deal in plan.opportunities if deal.status is Status.OPEN]
    asked = {thread.opportunity for thread in plan.spin if thread.person in room}
    named = (deal for deal in deals if deal.id in asked or set(room).intersection(_named(deal)))
    return next(named, deals[0] if deals else None)


def _named(deal: Opportunity) -> Iterator[str]:
    yield from deal.people
    yield from (action.person for action in deal.actions if action.person is not None and not action.done)
    for step in deal.steps:
        yield from step.people


def _objective(coming: Meeting | None, deal: Opportunity | None, room: Sequence[str]) -> str:
    """What was written for the meeting, else the next open action aimed at somebody of the room."""
    if coming is not None and coming.objective:
        return coming.objective
    actions = [action for action in deal.actions if not action.done and action.person in room] if deal else []
    actions.sort(key=lambda action: action.due or date.max)
    return actions[0].what if actions else ""


def _questions(
    plan: AccountPlan, coming: Meeting | None, deal: Opportunity | None, room: Sequence[str]
) -> tuple[str, ...]:
    """Three: those prepared for the meeting, then one after the other a problem, an implication, a payoff from SPIN."""
    prepared = _lines(coming.questions if coming else "")
    threads = [thread for thread in plan.spin if thread.person in room]
    threads += [thread for thread in plan.spin if deal and thread.opportunity == deal.id and thread not in threads]
    asked = (question for thread in threads for question in _chain(thread))
    return tuple(dict.fromkeys((*prepared, *asked)))[:MOST_QUESTIONS]


def _chain(thread: SpinThread) -> Iterator[str]:
    for questions in (thread.problem, thread.implication, thread.need_payoff):
        yield from _lines(questions)[:1]


def _next_step(coming: Meeting | None, deal: Opportunity | None, room: Sequence[str], today: date) -> str:
    """What was written for the meeting, else the customer's next step with somebody of the room, else his next step."""
    if coming is not None and coming.next_step:
        return coming.next_step
    steps = [step for step in deal.steps if not step.done] if deal else []
    with_room = [step for step in steps if set(room).intersection(step.people)]
    step = next(iter(with_room or steps), None)
    if step is None:
        return ""
    return f"{step.step} ({step.date.isoformat()})" if step.date else step.step


def _needs(plan: AccountPlan, present: Sequence[Seen]) -> tuple[Need, ...]:
    ids = {seen.id for seen in present}
    departments = {seen.person.department for seen in present if seen.person.department}
    return tuple(
        need for need in plan.needs if ids.intersection(need.people) or departments.intersection(need.departments)
    )


def _rivals(plan: AccountPlan, present: Sequence[Seen]) -> tuple[tuple[Competitor, tuple[Seen, ...]], ...]:
    pairs = ((rival, tuple(seen for seen in present if seen.person.supports == rival.id)) for rival in plan.competitors)
    return tuple((rival, people) for rival, people in pairs if people)


def _watch(view: View, present: Sequence[Seen]) -> tuple[Watched, ...]:
    """Those against us outside the room who move somebody inside, the weightiest first."""
    inside = {seen.id: seen for seen in present}
    found = []
    for seen in by_weight(seen for seen in view.everyone if seen.is_against_us and seen.id not in inside):
        links = view.lines.influences.get(seen.id, ())
        moves = tuple(inside[link.target] for link in links if link.target in inside)
        if moves or view.lines.boss.get(seen.id) in inside:
            found.append(Watched(seen, moves))
    return tuple(found)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def changes_since(found: Brief, old: AccountPlan, limits: Limits = DEFAULT_LIMITS) -> tuple[Difference, ...]:
    """What changed since an older state of the plan that concerns the people of the brief or its deal."""
    then = found.last.date if found.last else None
    about = {seen.id for seen in found.people} | ({found.opportunity.id} if found.opportunity else set())
    differences = compare(old, found.plan, found.today, limits, then=then)
    return tuple(one for one in differences if one.subject in about or one.opportunity in about)
