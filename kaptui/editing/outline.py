"""From a pasted outline to one edit: who is new, who was there already and changes, which lines need a look.

People are matched by their exact name; where several have it, title and department decide. What a line leaves out stays
as it is, and the bosses of people at the top of the outline stay too, unless that would close a loop. A line that
cannot be read is kept as a person called like the whole line and marked as assumed: nothing is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kaptui.editing.edits import AddRow, Edit, SetField, Title, Together
from kaptui.insight.wording import N_, Message
from kaptui.plan.clean import TEXT_LIMIT, cleaned_line
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import Unreadable, Why
from kaptui.plan.outline import Outline, OutlineLine, parse_outline
from kaptui.plan.people import Person
from kaptui.plan.record import new_id

MOST_LINES: Final = 5_000
"""Lines of an outline; more would keep the program busy for seconds, and nobody could look them over."""
TOO_MANY_LINES: Final = N_("That is too much to paste at once: at most {limit} lines")
"""What is said of an outline that ``has_too_many_lines``, with ``MOST_LINES`` for the limit."""


@dataclass(frozen=True, slots=True)
class LineComplaint:
    """A line that needs a look: why it cannot be read, or a sentence about whom it means."""

    number: int
    text: str
    why: Unreadable | Message


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line and the person it means: a new one, or one already there of whom ``changes`` names the fields."""

    line: OutlineLine
    person: str
    is_new: bool
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """What pasting does: ``edit`` as one step of undo (without edits where nothing changes), the people it adds, the
    ids of those it changes, and every line in order with the complaints about them."""

    edit: Together
    added: tuple[Person, ...]
    changed: tuple[str, ...]
    complaints: tuple[LineComplaint, ...]
    lines: tuple[PastedLine, ...]


def has_too_many_lines(text: str) -> bool:
    """Whether an outline is longer than can be taken at once, wherever it is pasted."""
    return len(text.splitlines()) > MOST_LINES


def outline_edits(plan: AccountPlan, text: str) -> Pasted:
    """What the outline ``text`` means for the people of ``plan``; never raises."""
    outline = parse_outline(text)
    known = _matches(plan, outline)
    ids = [known[index].id if index in known else new_id() for index in range(len(outline.lines))]
    bosses = _bosses(plan, outline, ids)
    edits: list[Edit] = []
    added: list[Person] = []
    lines: list[PastedLine] = []
    for index, line in enumerate(outline.lines):
        values = _values(line, known.get(index))
        if ids[index] in bosses:
            values["reports_to"] = bosses[ids[index]]
        if index in known:
            fresh = {name: value for name, value in values.items() if getattr(known[index], name) != value}
            edits += [SetField(("people", ids[index], name), value) for name, value in fresh.items()]
            lines.append(PastedLine(line, ids[index], is_new=False, changes=tuple(fresh)))
        else:
            added.append(Person.model_validate({"id": ids[index], **values}))
            edits.append(AddRow(("people",), added[-1]))
            lines.append(PastedLine(line, ids[index], is_new=True))
    changed = dict.fromkeys(line.person for line in lines if line.changes)
    title = Title("outline of {count} people", {"count": str(len(lines))})
    complaints = tuple(_complaints(plan, outline, known))
    return Pasted(Together(tuple(edits), title), tuple(added), tuple(changed), complaints, tuple(lines))


def _values(line: OutlineLine, known: Person | None) -> dict[str, Any]:
    """What a line says about its person, by field; nothing about what it leaves out."""
    values: dict[str, Any] = {} if known else {"name": cleaned_line(line.name)}
    if line.problem is not None and known is None:
        values["assumed"] = True
        if line.problem.why is Why.TOO_LONG:
            values["notes"] = line.text[:TEXT_LIMIT]
    if known is not None and known.archived:
        values["archived"] = False
    values |= {name: said for name in ("title", "department") if (said := cleaned_line(getattr(line, name)))}
    values |= line.code.given()
    if line.note and line.note not in (known.notes if known else ""):
        notes = f"{known.notes}\n{line.note}" if known and known.notes else line.note
        values |= {"notes": notes} if len(notes) <= TEXT_LIMIT else {}
    return values


def _matches(plan: AccountPlan, outline: Outline) -> dict[int, Person]:
    """The people already there, by the index of the line that means them; each person at most once."""
    lines: dict[str, list[int]] = {}
    for index, line in enumerate(outline.lines):
        lines.setdefault(cleaned_line(line.name), []).append(index)
    people: dict[str, list[Person]] = {name: [] for name in lines}
    for person in plan.people:
        if person.name in people:
            people[person.name].append(person)
    found: dict[int, Person] = {}
    for name, indices in lines.items():
        found |= _matches_of_name(outline, indices, people[name], is_seat=not name)
    return found


def _matches_of_name(outline: Outline, lines: list[int], people: list[Person], *, is_seat: bool) -> dict[int, Person]:
    """The lines of one name and the people who have it: first by title and department, then in order where no line
    has to choose between two people. Seats without a holder have nothing but title and department."""
    found: dict[int, Person] = {}
    free = sorted(people, key=lambda person: person.archived)
    for index in lines:
        match = next((person for person in free if _same_post(outline.lines[index], person)), None)
        if match is not None:
            found[index] = match
            free.remove(match)
    if is_seat:
        return found
    open_lines = [index for index in lines if index not in found]
    present = [person for person in free if not person.archived] or free
    if len(open_lines) >= len(present):
        found |= dict(zip(open_lines, present, strict=False))
    return found


def _same_post(line: OutlineLine, person: Person) -> bool:
    """Whether what the line says of title and department, and it says something, is what the plan has."""
    title, department = cleaned_line(line.title), cleaned_line(line.department)
    if not line.name:
        return bool(title or department) and (title, department) == (person.title, person.department)
    return bool(title or department) and title in ("", person.title) and department in ("", person.department)


def _bosses(plan: AccountPlan, outline: Outline, ids: list[str]) -> dict[str, str | None]:
    """Whom the people of the outline report to from now on; at the top of the outline only where a boss has to go,
    because he stands below."""
    said = {ids[index]: ids[line.boss] for index, line in enumerate(outline.lines) if line.boss is not None}
    after: dict[str, str | None] = {person.id: person.reports_to for person in plan.people}
    after |= said
    bosses: dict[str, str | None] = dict(said)
    for index, line in enumerate(outline.lines):
        if line.boss is None and _leads_back(after, ids[index]):
            bosses[ids[index]] = after[ids[index]] = None
    return bosses


def _leads_back(bosses: Mapping[str, str | None], person: str) -> bool:
    """Whether the bosses of a person lead back to that person."""
    passed = set()
    here = bosses.get(person)
    while here is not None and here != person and here not in passed:
        passed.add(here)
        here = bosses.get(here)
    return here == person


def _complaints(plan: AccountPlan, outline: Outline, known: Mapping[int, Person]) -> Iterable[LineComplaint]:
    """What has to be told about the lines, in their order."""
    there = Counter(person.name for person in plan.people)
    passed: set[str] = set()
    for index, line in enumerate(outline.lines):
        name = cleaned_line(line.name)
        if line.problem is not None:
            yield LineComplaint(line.number, line.text, line.problem)
        if name and name in passed:
            message = Message("{name} appears more than once: each line is a separate person", name=name)
            yield LineComplaint(line.number, line.text, message)
        elif name and index not in known and there[name]:
            message = Message("{count} people are called {name}: this line adds another", count=there[name], name=name)
            yield LineComplaint(line.number, line.text, message)
        if index in known and known[index].archived:
            yield LineComplaint(line.number, line.text, Message("{name} was archived and comes back", name=name))
        passed.add(name)
