"""Template 1: the profile form: field, answer, age, certainty, and advice below for the field in view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from kaptui.editing.edits import Edit, SetField, Title, Together
from kaptui.plan.document import PLAN_FACTS, AccountPlan
from kaptui.plan.fields import FieldSpec, field_of, fields_of
from kaptui.plan.fiscal import quarters_of
from kaptui.plan.paths import ABSENT, Path
from kaptui.plan.places import spec_at
from kaptui.plan.profile import Fact, Profile
from kaptui.plan.record import Record
from kaptui.screens.cells import field_cell
from kaptui.screens.grid_screen import GridScreen
from kaptui.text import N_, tr, trn
from kaptui.text.format import age
from kaptui.widgets.cell_editor import Then
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

ANSWER = "answer"


class ProfileScreen(GridScreen):
    """What the customer is, wants and suffers from, how old each answer is and whether anybody confirmed it."""

    PLACE = "profile"
    NAME = "Customer profile"
    SCOPES: ClassVar[tuple[str, ...]] = ("form", "cells", "cursor")
    DEFAULT_CSS = """
    ProfileScreen Lines { height: 6; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._counted: tuple[AccountPlan | None, object, int] = (None, None, 0)

    def compose_body(self) -> Iterable[Widget]:
        yield Grid(glyphs=self.context.glyphs)
        yield Lines(glyphs=self.context.glyphs, wraps=True)

    def help_model(self) -> type[Record] | None:
        return Profile

    def paths(self) -> tuple[Path, ...]:
        """The fields of the form, top to bottom: the customer's answers, plan facts, targets."""
        year = self.context.summary.year
        quarters = quarters_of(year, self.plan.fiscal_year_start)
        return (
            ("name",),
            *(("profile", spec.name) for spec in fields_of(Profile)),
            *((name,) for name in PLAN_FACTS),
            ("targets", str(year)),
            *(("targets", quarter.start) for quarter in quarters),
        )

    def label(self, path: Path) -> str:
        """What a field of the form is called."""
        if path[0] != "targets":
            return tr(self.spec(path).label)
        year = self.context.summary.year
        if path[1] == str(year):
            return tr("Target FY{year}", year=year)
        quarter = next(known for known in quarters_of(year, self.plan.fiscal_year_start) if known.start == path[1])
        return tr("Target {quarter} ({month})", quarter=quarter.label, month=quarter.start)

    def spec(self, path: Path) -> FieldSpec:
        """The description of a field of the form."""
        return field_of(AccountPlan, path[0]) if len(path) == 1 else spec_at(path)

    def grid_data(self) -> GridData:
        columns = (
            Column("field", tr("Field"), 42 if self.size.width >= 100 else 30),
            Column(ANSWER, tr("What we know"), 24, flexible=True),
            Column("age", tr("Age"), 6),
            Column("sure", tr("Sure"), 9),
        )
        rows = tuple(self._row(number, path) for number, path in enumerate(self.paths(), start=1))
        return GridData(columns, rows, frozen=1)

    def _row(self, number: int, path: Path) -> GridRow:
        fact = self.fact(path)
        label = Cell(f"{number:>2} {self.label(path)}")
        return GridRow(
            "/".join(path), (label, field_cell(self.session, path, self.spec(path)), *self._certainty(path, fact))
        )

    def fact(self, path: Path) -> Fact | None:
        """How sure we are of an answer; None when nobody said."""
        return self.plan.profile_facts.get(path[-1]) if path[0] in ("profile", "name") else None  # type: ignore[call-overload]

    def _certainty(self, path: Path, fact: Fact | None) -> tuple[Cell, Cell]:
        if fact is None or (fact.confirmed is None and not fact.assumed):
            return Cell(""), Cell("")
        days = (self.context.today - fact.confirmed).days if fact.confirmed else None
        stale = days is not None and days > self.context.limits.stale_other_days
        word = tr("assumed") if fact.assumed else tr("confirmed")
        return Cell(age(fact.confirmed, self.context.today, unknown=""), "warning" if stale else ""), Cell(
            word, "warning" if fact.assumed else ""
        )

    def path_at(self, row: str, column: str) -> Path | None:
        return tuple(row.split("/")) if row else None

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        if path and path[0] == "profile_facts" and len(path) > 1:
            path = ("name",) if path[1] == "name" else ("profile", path[1])
        return ("/".join(path), ANSWER) if path in self.paths() else None

    def refresh_plan(self) -> None:
        super().refresh_plan()
        self.cursor_moved()

    def cursor_moved(self) -> None:
        if not self.is_mounted:
            return
        path = self.cursor_path()
        self.query_one(Lines).show(self._advice(path) if path else [])
        self.refresh_chrome()

    def _advice(self, path: Path) -> list[Line]:
        """What a good answer holds, who on the map may know it, and the whole of a long answer."""
        spec = self.spec(path)
        draft = self.session.drafts.get(path)
        lines: list[Line] = [(Span(self.label(path), "title"),), (Span(tr(spec.help)),)]
        if draft:
            lines.append((Span(draft.complaint, "warning"),))
        answer = field_cell(self.session, path, spec).text
        lines += [(Span(line, "dim"),) for line in answer.split("\n")]
        return lines

    def count_text(self) -> str:
        plan, rest = self.plan, (self.context.summary.year, dict(self.session.drafts))
        if self._counted[0] is not plan or self._counted[1] != rest:
            self._counted = plan, rest, sum(1 for path in self.paths() if self._is_empty(path))
        return trn("{n} field empty", "{n} fields empty", self._counted[2])

    def _is_empty(self, path: Path) -> bool:
        return not field_cell(self.session, path, self.spec(path)).text.strip("?")

    # commands

    def edit_path(self, path: Path) -> None:
        self.reveal(path)  # the answer is typed where it stands, beside the name of its field
        super().edit_path(path)

    def after_commit(self, then: Then) -> None:
        if then == "next":
            self.do_cell_next_empty()
        elif then == "previous":
            self.do_cell_previous_empty()

    def do_cell_next_empty(self) -> None:
        """The next field without an answer."""
        self._go_empty(1)

    def do_cell_previous_empty(self) -> None:
        """The field without an answer before this one."""
        self._go_empty(-1)

    def _go_empty(self, step: int) -> None:
        paths = self.paths()
        cursor = self.cursor_path()
        at = paths.index(cursor) if cursor in paths else 0
        for distance in range(1, len(paths) + 1):
            path = paths[(at + step * distance) % len(paths)]
            if self._is_empty(path):
                self.reveal(path)
                return
        self.context.tell(tr("No field is empty"))

    def make(self, path: Path, edit: Edit) -> None:
        """An answer that changes is as fresh as today, and confirmed unless it was marked as assumed."""
        name = path[-1]
        if path[0] in ("profile", "name") and edit.apply(self.seen_plan) is not self.seen_plan:
            dated = SetField(("profile_facts", name, "confirmed"), self.context.today)
            edit = Together((edit, dated), Title("change of {what}", {"what": self.spec(path).label}))
        super().make(path, edit)

    def do_form_sure(self) -> None:
        """Confirmed today; again for assumed; again for neither."""
        path = self.cursor_path()
        if path is None or path[0] not in ("profile", "name"):
            self.context.tell(tr("Only the customer's answers are confirmed or assumed"))
            return
        fact = self.fact(path)
        place = ("profile_facts", path[-1])
        if fact is None or (not fact.assumed and fact.confirmed != self.context.today):
            value: object = Fact(assumed=False, confirmed=self.context.today)
        elif not fact.assumed:
            value = Fact(assumed=True, confirmed=fact.confirmed)
        else:
            value = ABSENT
        self.context.make(SetField(place, value, N_("Certainty")))
