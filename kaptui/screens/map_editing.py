"""Changing people on the map: codes, single attributes, newcomers, another boss, another order, decision steps.

Through an opportunity's lens roles, relationship and standing change in that deal alone.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, StrEnum
from functools import partial
from typing import Any

from kaptui.commands import Command
from kaptui.draw.map_model import MapPerson
from kaptui.editing.edits import Edit, RemoveRow, SetField
from kaptui.editing.people import (
    NoSuchStep,
    as_person_edit,
    attributes_edit,
    boss_edit,
    code_edit,
    newcomer,
    newcomer_edit,
    order_edit,
    out_of_steps_edit,
    role_edit,
    seen_in,
    step_edit,
)
from kaptui.plan.errors import Expected, Unreadable, Why, WouldLoop
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.outline import OutlineLine, parse_outline
from kaptui.plan.shorthand import format_code, parse_code
from kaptui.plan.vocabulary import Kind, Role, Status
from kaptui.screens.choosing import choose
from kaptui.screens.map_base import MapBase
from kaptui.screens.map_keys import attribute_of, step_of
from kaptui.text import tr
from kaptui.text.format import sentence
from kaptui.widgets.options import Option

TOP = "/"
"""The key of nobody among bosses; no id has a slash."""


class MapEditing(MapBase):
    """The commands that change the selected person, or add somebody beside."""

    def action_of(self, command: Command) -> Callable[[], None] | None:
        attribute, step = attribute_of(command.id), step_of(command.id)
        if attribute is not None:
            return partial(self.set_attribute, *attribute)
        if step is not None:
            return partial(self.set_step, step)
        return super().action_of(command)

    def why_not(self, command: Command) -> str:
        if command.scope in ("map.edit", "linking") and self.session.read_only:
            return tr("This plan is open read-only")
        if command.scope == "map.edit" and self.selected is None and command.id not in _WITHOUT_ANYBODY:
            return tr("There is nobody here; a adds somebody")
        return super().why_not(command)

    def edit_selected(self, make: Callable[[MapPerson, str | None], Edit]) -> None:
        """Make an edit of the selected person, in the deal of the lens where there is one."""
        person = self.selected
        if person is not None:
            self.context.make(make(person, self.lens.id if self.lens else None))

    # attributes

    def set_attribute(self, name: str, value: StrEnum | IntEnum | None) -> None:
        """Set one attribute to a value, ``None`` for unknown; a role is given, or taken away where it is held."""

        def edit(person: MapPerson, deal: str | None) -> Edit:
            if isinstance(value, Role):
                return role_edit(self.plan, person.id, value, deal)
            values: dict[str, Any] = {"roles": ()} if name == "role" else {name: value}
            return attributes_edit(self.plan, person.id, values, deal)

        self.edit_selected(edit)

    def do_map_code(self) -> None:
        """Ask for the code of the selected person; the line begins empty, so that one sign changes one attribute."""
        person = self.selected
        if person is None:
            return
        deal = self.lens.id if self.lens else None
        seen = seen_in(self.plan, person.id, deal)
        present = format_code(seen.roles, seen.person.style, seen.relationship, seen.contact, seen.standing)
        question = tr(
            "Code of {name}: roles UEDA, style IVPCL, relationship X-=+*, contact 0-3, standing ! !! .",
            name=person.name,
        )
        question += "\n" + tr("Now {code}. What is left out stays as it is.", code=present or "?")
        if self.lens is not None:
            question += "\n" + tr(
                "Roles, relationship and standing are set for this deal only: {deal}", deal=self.lens.name
            )

        def answered(text: str | None) -> None:
            if text is not None:
                self.context.make(code_edit(self.plan, person.id, parse_code(text), deal))

        self.ask_text(question, ("people", person.id, "code"), answered, check=_code_complaint)

    def do_map_as_person(self) -> None:
        """Drop what the deal of the lens sets for the selected person only."""
        if self.lens is None:
            self.context.tell(tr("Nothing here is set for one deal only; O chooses the deal to look through"))
            return
        deal, person = self.lens, self.selected
        if person is not None and not self.context.make(as_person_edit(self.plan, person.id, deal.id)):
            self.context.tell(tr("In this deal {name} is as everywhere", name=person.name))

    # newcomers

    def do_map_add_report(self) -> None:
        """Ask for somebody who reports to the selected person."""
        person = self.selected
        if person is None:
            self._ask_newcomer(tr("Who stands at the top?"), None, Kind.MEMBER, None)
        elif not person.is_member:
            self.context.tell(tr("Nobody reports to people outside the tree; A adds somebody beside"))
        else:
            self._ask_newcomer(tr("Who reports to {name}?", name=person.name), person.id, Kind.MEMBER, None)

    def do_map_add_peer(self) -> None:
        """Ask for somebody beside the selected person: the same boss, or outside the tree as well."""
        person = self.selected
        if person is None:
            self.do_map_add_report()
        else:
            question = tr("Who stands beside {name}?", name=person.name)
            self._ask_newcomer(question, person.boss, person.kind, person.id)

    def _ask_newcomer(self, question: str, boss: str | None, kind: Kind, after: str | None) -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                self._add(text, boss, kind, after)

        words = f"{question}\n{tr('Name / Title @Department AP=2!! - title, department and code may be left out')}"
        self.ask_text(words, ("people", boss or "", "newcomer"), answered, check=_newcomer_complaint)

    def _add(self, text: str, boss: str | None, kind: Kind, after: str | None) -> None:
        person = newcomer(_only_line(text), boss, kind)
        twice = any(each.name == person.name and not each.archived for each in self.plan.people) and person.name
        if self.context.make(newcomer_edit(self.plan, person, after)):
            self.select(person.id)
            if twice:
                self.context.tell(tr("There is somebody else called {name}", name=person.name), "warning")

    # place in the organisation

    def do_map_move(self) -> None:
        """Choose another boss for the selected person, who takes the reports along."""
        person = self.selected
        if person is None:
            return
        if not person.is_member:
            self.context.tell(tr("People outside the tree have no boss; e opens the table to change the kind"))
            return
        scene = self.sight.scene
        bosses = [each for each in scene.people.values() if each.is_member and each.id != person.id]
        options = [Option(TOP, tr("(nobody: at the top)"))]
        options += [Option(each.id, each.name, each.title, each.department) for each in bosses]
        question = tr("To whom does {name} report?", name=person.name)

        def chosen(boss: str) -> None:
            self.move_to(person.id, None if boss == TOP else boss)

        choose(self, question, options, chosen, present=person.boss or TOP)

    def move_to(self, person: str, boss: str | None) -> None:
        """Put a person under another boss; one who stands below is refused with a sentence."""
        try:
            edit = boss_edit(self.plan, person, boss)
        except WouldLoop as refused:
            self.context.tell(sentence(refused), "warning")
            return
        if self.context.make(edit):
            self.select(person)

    def do_map_later(self) -> None:
        self._reorder(1)

    def do_map_earlier(self) -> None:
        self._reorder(-1)

    def _reorder(self, step: int) -> None:
        person = self.selected
        if person is None:
            return
        siblings = self._siblings(person)
        place = siblings.index(person.id) + step
        if 0 <= place < len(siblings):
            self.context.make(order_edit(self.plan, person.id, siblings[place]))

    def _siblings(self, person: MapPerson) -> tuple[str, ...]:
        scene = self.sight.scene
        if not person.is_member:
            return tuple(each for each in scene.external if scene.people[each].kind is person.kind)
        return scene.reports[person.boss] if person.boss is not None else scene.roots

    def do_map_remove(self) -> None:
        """Delete the selected person; reports move up to the boss."""
        person = self.selected
        if person is not None and self.context.make(RemoveRow(("people",), person.id)):
            self.context.tell(tr("Deleted; u brings it back"))

    def do_map_archive(self) -> None:
        """Take the selected person off the map without losing a word."""
        person = self.selected
        if person is not None and self.context.make(SetField(("people", person.id, "archived"), True, "Archived")):
            self.context.tell(tr("{name} is archived; V in the table of people shows the archived", name=person.name))

    # decision steps

    @property
    def deal_of_steps(self) -> Opportunity | None:
        """The deal whose steps number the people: of the lens, else the one the whole account shows, else in view."""
        if self.lens is not None:
            return self.lens
        open_deals = (deal for deal in self.plan.opportunities if deal.status is Status.OPEN and deal.steps)
        return next(open_deals, None) or self.opportunity

    def set_step(self, number: int) -> None:
        """Put the selected person into a decision step or take him out; 0 takes him out of all."""
        deal, person = self.deal_of_steps, self.selected
        if deal is None or person is None:
            self.context.tell(tr("This account has no opportunity yet; 9 opens the table, a adds one"))
            return
        try:
            edit = (
                step_edit(self.plan, deal.id, person.id, number)
                if number
                else out_of_steps_edit(self.plan, deal.id, person.id)
            )
        except NoSuchStep as missing:
            told = tr(
                "The decision process has {count} steps; #{next} adds one", count=missing.count, next=missing.count + 1
            )
            self.context.tell(told, "warning")
            return
        if self.context.make(edit) and number > len(deal.steps):
            self.context.tell(
                tr("Decision step {number} is new; 0 opens the strategy, where it gets its words", number=number)
            )


_WITHOUT_ANYBODY = ("map.add_report", "map.add_peer", "map.paste")
"""The editing commands that need nobody selected."""


def _code_complaint(text: str) -> str:
    try:
        parse_code(text)
    except ValueError as problem:
        return sentence(problem)
    return ""


def _newcomer_complaint(text: str) -> str:
    try:
        newcomer(_only_line(text))
    except ValueError as problem:
        return sentence(problem)
    return ""


def _only_line(text: str) -> OutlineLine:
    """The one line of a newcomer. Raises ``Unreadable`` where there is none."""
    lines = parse_outline(text.strip()).lines
    if not lines:
        raise Unreadable(Expected.LINE, text, Why.NO_NAME)
    return lines[0]
