"""Template 2: key people, with shorthand entry, and the links between them."""

from __future__ import annotations

from typing import ClassVar

from kaptui.editing.edits import SetField, Title, Together
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec, fields_of
from kaptui.plan.paths import Path
from kaptui.plan.people import Link, Person
from kaptui.plan.record import Record, Row, new_id
from kaptui.plan.shorthand import CodePatch, code_of, parse_code
from kaptui.screens.table import TableScreen
from kaptui.text import N_, tr
from kaptui.text.format import sentence
from kaptui.text.values import reference_text
from kaptui.widgets.dialogs import Ask
from kaptui.widgets.grid_model import Cell
from kaptui.widgets.options import Option


class PeopleScreen(TableScreen, template="people"):
    """Who decides, who is for us, how well we know them."""

    SCOPES: ClassVar[tuple[str, ...]] = ("people", "cells", "rows", "cursor")
    columns_shown: ClassVar[tuple[str, ...]] = (
        "name", "roles", "style", "relationship", "contact", "standing", "title", "department", "reports_to",
        "last_contact", "supports", "our_contact", "kind", "business_agenda", "personal_agenda", "assumed",
        "confirmed", "phone", "email", "wechat", "background", "notes",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.shows_archived = False

    def rows(self) -> tuple[Row, ...]:
        return tuple(person for person in self.plan.people if self.shows_archived or not person.archived)

    def tone(self, row: Row) -> str:
        return "dim" if isinstance(row, Person) and row.archived else ""

    def cell(self, row: Row, spec: FieldSpec) -> Cell:
        cell = super().cell(row, spec)
        if spec.name == "name" and not cell.text:
            return Cell(tr("TBD"), "unknown")
        return cell

    def _person(self) -> Person | None:
        return next((person for person in self.plan.people if person.id == self.cursor_row()), None)

    def do_people_shorthand(self) -> None:
        """Ask for the code of the person under the cursor; what is omitted stays as it is."""
        person = self._person()
        if person is None:
            self.context.tell(tr("There is nobody here; a adds somebody"))
            return
        if self.session.read_only:
            self.context.tell(tr("This plan is open read-only"))
            return
        present, seen = code_of(person), self.plan

        def answered(text: str | None) -> None:
            if text is None:
                return
            try:
                self.apply_code(person, parse_code(text), seen)
            except ValueError as problem:
                self.context.tell(sentence(problem), "warning")

        question = tr(
            "Code of {name}: roles UEDA, style IVPCL, relationship X-=+*, contact 0-3, standing ! !! .",
            name=person.name,
        )
        self.ask_text(question, ("people", person.id, "code"), answered, text=present)

    def apply_code(self, person: Person, patch: CodePatch, seen: AccountPlan) -> None:
        """Everything a code says about a person, as one edit of the plan that was seen when it was asked for."""
        self.context.make(code_edit(person, patch), since=seen)

    def do_people_archive(self) -> None:
        """Take a person out of map and arithmetic without losing a word, or bring back."""
        person = self._person()
        if person is None:
            self.context.tell(tr("There is nobody here; a adds somebody"))
            return
        edit = SetField(("people", person.id, "archived"), not person.archived, N_("Archived"))
        if self.context.make(edit):
            told = (
                tr("{name} is back", name=person.name)
                if person.archived
                else tr("{name} is archived; V shows the archived", name=person.name)
            )
            self.context.tell(told)

    def do_people_archived(self) -> None:
        """Show archived people too, or hide them."""
        self.shows_archived = not self.shows_archived
        self.refresh_plan()

    def do_people_forget(self) -> None:
        """Remove a person for good, with all that history and backups say: asked once, and never undone."""
        person = self._person()
        if person is None:
            self.context.tell(tr("There is nobody here; a adds somebody"))
            return
        if self.session.read_only:
            self.context.tell(tr("This plan is open read-only"))
            return

        def answered(choice: str | None) -> None:
            if choice == "y":
                self.context.forget_person(person.id)

        question = tr(
            "Remove {name} for good, from the plan, its history and its backups? Undo cannot bring anybody back, and "
            "undo of earlier edits ends here. Files exported before still speak of this person.",
            name=person.name or tr("TBD"),
        )
        options = [Option("n", tr("No, keep it")), Option("y", tr("Yes, remove it for good"))]
        self.app.push_screen(Ask(question, options, glyphs=self.context.glyphs), answered)

    def do_people_links(self) -> None:
        """The table of links."""
        self.context.go("links")


def code_edit(person: Person, patch: CodePatch) -> Together:
    """The edit that puts a code's attributes into a person; attributes that the code omits are not touched."""
    values = {name: getattr(patch, name) for name in ("roles", "style", "relationship", "contact", "standing")}
    edits = tuple(SetField(("people", person.id, name), value) for name, value in values.items() if value is not None)
    return Together(edits, Title("code of a person"))


class LinksScreen(TableScreen, template="people"):
    """Who influences whom, who is in conflict, who has a second boss."""

    PLACE = "links"
    NAME = "Links between people"
    SCOPES: ClassVar[tuple[str, ...]] = ("links", "cells", "rows", "cursor")

    def help_model(self) -> type[Record] | None:
        return Link

    def specs(self) -> tuple[FieldSpec, ...]:
        return fields_of(Link)

    def rows(self) -> tuple[Row, ...]:
        return self.plan.links

    def table_path(self) -> Path | None:
        return ("links",)

    def new_row(self) -> Row:
        return Link(id=new_id())

    def cell(self, row: Row, spec: FieldSpec) -> Cell:
        cell = super().cell(row, spec)
        return Cell("?", "unknown") if spec.refers_to and not cell.text else cell

    def row_title(self, row: Row) -> str:
        return reference_text(self.plan, "people", row.source or "") if isinstance(row, Link) else ""

    def do_people_people(self) -> None:
        """Back to the people."""
        self.context.go("people")
