"""Edits of one person as the map makes them: attributes, everywhere or in one deal, boss, order, newcomers, steps.

With a ``deal`` roles, relationship and standing change in that opportunity alone; style and contact belong to the
person and change everywhere (method.md, section 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaptui.editing.edits import AddRow, Edit, MoveRow, SetField, Title, Together, position_of
from kaptui.editing.of_person import OfPerson
from kaptui.insight.view import OVERRIDABLE, Seen, views_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import WouldLoop
from kaptui.plan.fields import field_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.outline import OutlineLine
from kaptui.plan.paths import ABSENT, NoSuchPlace, Path
from kaptui.plan.people import Override, Person
from kaptui.plan.record import new_id
from kaptui.plan.shorthand import CodePatch
from kaptui.plan.strategy import Step
from kaptui.plan.vocabulary import Kind, Role

_STEP = Title("decision step of a person")


class NoSuchStep(ValueError):
    """The decision process has only ``count`` steps."""

    def __init__(self, count: int) -> None:
        super().__init__(f"there are {count} steps")
        self.count = count


def seen_in(plan: AccountPlan, person: str, deal: str | None = None) -> Seen:
    """The person as a deal sees them, or as they are. Raises ``NoSuchPlace`` for somebody who is gone or archived."""
    found = views_of(plan).of(_deal(plan, deal) if deal is not None else None).seen(person)
    if found is None:
        raise NoSuchPlace(("people", person), person)
    return found


def attributes_edit(plan: AccountPlan, person: str, values: Mapping[str, Any], deal: str | None = None) -> Edit:
    """Give attributes of a person, by field, other values; those that stand there already are left alone.

    One value gives an edit of its own place, so that trying values one after the other stays one step of undo.
    """
    seen = seen_in(plan, person, deal)
    edits: list[Edit] = []
    for name, value in values.items():
        if value == (seen.person.style if name == "style" else getattr(seen, name)):
            continue
        in_deal = deal is not None and name in OVERRIDABLE
        place: Path = ("opportunities", deal or "", "overrides", person) if in_deal else ("people", person)
        stored = None if in_deal and value == () else value
        edits.append(SetField((*place, name), stored, field_of(Person, name).label))
    return edits[0] if len(edits) == 1 else Together(tuple(edits), Title("code of a person"))


def role_edit(plan: AccountPlan, person: str, role: Role, deal: str | None = None) -> Edit:
    """Give a person a decision role, or take it away."""
    held = seen_in(plan, person, deal).roles
    roles = tuple(each for each in Role if (each in held) != (each is role))
    return attributes_edit(plan, person, {"roles": roles}, deal)


def code_edit(plan: AccountPlan, person: str, patch: CodePatch, deal: str | None = None) -> Edit:
    """Put a code's attributes into a person; what the code omits stays as it is."""
    return attributes_edit(plan, person, patch.given(), deal)


def as_person_edit(plan: AccountPlan, person: str, deal: str, name: str | None = None) -> Edit:
    """In this deal as everywhere: one attribute, or all that differ."""
    present = _deal(plan, deal).overrides.get(person, Override())
    rest = present.model_fields_set - {name} if name is not None else frozenset()
    place: Path = ("opportunities", deal, "overrides", person)
    path = (*place, name) if rest and name is not None else place
    return Together((SetField(path, ABSENT),), Title("difference of a person in one deal"))


def boss_edit(plan: AccountPlan, person: str, boss: str | None) -> Edit:
    """Put a person with all reports under another boss, ``None`` at the top. Raises ``WouldLoop``, ``NoSuchPlace``."""
    by_id = {each.id: each for each in plan.people}
    if person not in by_id or (boss is not None and boss not in by_id):
        raise NoSuchPlace(("people", person), boss if boss is not None and person in by_id else person)
    passed: set[str] = set()
    here = boss
    while here is not None and here in by_id and here not in passed:
        if here == person:
            raise WouldLoop(called(by_id[person]), called(by_id[boss]) if boss and boss != person else None)
        passed.add(here)
        here = by_id[here].reports_to
    return SetField(("people", person, "reports_to"), boss, field_of(Person, "reports_to").label)


def people_in_loops(plan: AccountPlan) -> tuple[Person, ...]:
    """Everybody who reports to themselves, boss after boss. No edit leads there; those of two people together may."""
    boss = {each.id: each.reports_to for each in plan.people}

    def is_below_itself(person: str) -> bool:
        passed: set[str | None] = set()
        here = boss[person]
        while here in boss and here not in passed and here != person:
            passed.add(here)
            here = boss[here]
        return here == person

    return tuple(each for each in plan.people if is_below_itself(each.id))


def order_edit(plan: AccountPlan, person: str, neighbour: str) -> Edit:
    """Put a person where a sibling stands: behind one who comes later, before one who comes earlier."""
    rows = plan.people
    return MoveRow(("people",), person, position_of(rows, neighbour, ("people", neighbour)))


def newcomer(line: OutlineLine, boss: str | None = None, kind: Kind = Kind.MEMBER) -> Person:
    """The person of one line ``Name / Title @Department CODE``; raises the line's own problem."""
    if line.problem is not None:
        raise line.problem
    values = {"name": line.name, "title": line.title, "department": line.department, "notes": line.note}
    given = {"id": new_id(), "reports_to": boss, "kind": kind, **values, **line.code.given()}
    return Person.model_validate(given)


def newcomer_edit(plan: AccountPlan, person: Person, after: str | None = None) -> Edit:
    """Add a person right behind somebody in the plan's order, or at its end."""
    index = next((place + 1 for place, each in enumerate(plan.people) if each.id == after), None)
    return AddRow(("people",), person, index)


def step_edit(plan: AccountPlan, deal: str, person: str, number: int) -> Edit:
    """Put a person into the customer's decision step of that number (from 1), or take him out; the number after the
    last is a new step. Raises ``NoSuchStep``."""
    steps = _deal(plan, deal).steps
    if not 1 <= number <= len(steps) + 1:
        raise NoSuchStep(len(steps))
    place: Path = ("opportunities", deal, "steps")
    if number == len(steps) + 1:
        return OfPerson(AddRow(place, Step(id=new_id(), people=(person,))), person, ("step", str(number)), _STEP)
    step = steps[number - 1]
    there = person in step.people
    people = tuple(each for each in step.people if each != person) if there else (*step.people, person)
    return OfPerson(SetField((*place, step.id, "people"), people), person, ("step", str(number)), _STEP)


def out_of_steps_edit(plan: AccountPlan, deal: str, person: str) -> Edit:
    """Take a person out of every decision step."""
    edits = tuple(
        SetField(("opportunities", deal, "steps", step.id, "people"), tuple(p for p in step.people if p != person))
        for step in _deal(plan, deal).steps
        if person in step.people
    )
    return OfPerson(Together(edits, _STEP), person, ("step",), _STEP)


def called(person: Person) -> str:
    """What a person is called where no drawing does it: the name, else the title; empty for a seat without either."""
    return person.name or person.title


def _deal(plan: AccountPlan, deal: str) -> Opportunity:
    found = next((row for row in plan.opportunities if row.id == deal), None)
    if found is None:
        raise NoSuchPlace(("opportunities", deal), deal)
    return found
