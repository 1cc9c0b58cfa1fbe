"""The pre-meeting brief on one screen, and after the meeting its result in under half a minute."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.geometry import Size
from textual.widget import Widget

from kaptui.draw.brief import brief_lines, day_and_people
from kaptui.editing.edits import AddRow, Edit, SetField, Title, Together
from kaptui.editing.typed import text_of
from kaptui.exchange.brief_page import html, plain
from kaptui.insight.brief import Brief, brief
from kaptui.plan.document import AccountPlan
from kaptui.plan.meetings import Meeting
from kaptui.plan.paths import Path, value_at
from kaptui.plan.places import spec_at
from kaptui.plan.record import new_id
from kaptui.screens.cells import field_cell, options_for
from kaptui.screens.choosing import choose_several
from kaptui.screens.grid_screen import GridScreen
from kaptui.text import tr
from kaptui.text.values import reference_text
from kaptui.widgets.cell_editor import CellEditor, Then
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Span

RESULT = (
    "heard",
    "our_promises",
    "their_promises",
    "next_step",
    "objective",
    "questions",
    "date",
    "people",
    "opportunity",
)
"""The fields of a meeting in the order in which somebody writes them down afterwards."""


class BriefScreen(GridScreen):
    """The brief of the context's ``brief_people``; ``meeting_id`` is the meeting being recorded.

    ``coming`` is that meeting when it is new: it enters the plan together with the first thing written about it.
    """

    PLACE = "brief"
    NAME = "Brief"
    DEFAULT_CSS = """
    BriefScreen Grid { display: none; }
    BriefScreen.-record Lines { display: none; }
    BriefScreen.-record Grid { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.meeting_id: str | None = None
        self.coming: Meeting | None = None
        self._fitted = Size(0, 0)

    SCOPES: ClassVar[tuple[str, ...]] = ("brief", "deal", "cells", "cursor")

    @property
    def own_scopes(self) -> tuple[str, ...]:
        return self.SCOPES if self.is_recording else tuple(scope for scope in self.SCOPES if scope != "cells")

    @property
    def is_recording(self) -> bool:
        """Whether the result of a meeting is being written instead of the brief read."""
        return self.has_class("-record")

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(glyphs=self.context.glyphs, focusable=True)
        yield Grid(glyphs=self.context.glyphs)

    def screen_ready(self) -> None:
        super().screen_ready()
        self.query_one(Lines).focus()

    def brief(self) -> Brief:
        """The brief of the people chosen, in the view of the opportunity chosen, if any."""
        chosen = next((row for row in self.plan.opportunities if row.id == self.context.opportunity_id), None)
        return brief(self.plan, self.context.today, self.context.brief_people, chosen, self.context.limits)

    def heading(self) -> str:
        return f"{super().heading()} > {day_and_people(self.brief())}"

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if self.is_mounted and not self.is_recording:
            pane = self.query_one(Lines)
            self._fitted = pane.size
            width, height = pane.size
            lines = brief_lines(self.brief(), width, height, self.context.glyphs.show) if width else []
            pane.show([(Span(text, tone),) for text, tone in lines])

    def on_lines_resized(self, event: Lines.Resized) -> None:
        """Lay the brief out for another size, as when it comes into sight again after the result of a meeting."""
        if event.lines.size != self._fitted:
            self.refresh_plan()

    # the result

    def recorded_plan(self) -> AccountPlan:
        """The plan with the meeting being recorded, whether it is there already or comes with the first word."""
        beginning = self._beginning()
        return self.plan if beginning is None else beginning.apply(self.plan)

    def _beginning(self) -> Together | None:
        """What adds the meeting that is coming, and says that its people were met; None once it is there."""
        plan, meeting = self.plan, self.coming
        if meeting is None or any(row.id == meeting.id for row in plan.meetings):
            return None
        known = {row.id for row in plan.people}
        room = tuple(person for person in meeting.people if person in known)
        deal = meeting.opportunity if any(row.id == meeting.opportunity for row in plan.opportunities) else None
        meeting = meeting.model_copy(update={"people": room, "opportunity": deal})
        met = [SetField(("people", person, "last_contact"), meeting.date) for person in room]
        return Together((AddRow(("meetings",), meeting), *met), Title("new meeting"))

    def meeting(self) -> Meeting | None:
        """The meeting being recorded."""
        return next((row for row in self.recorded_plan().meetings if row.id == self.meeting_id), None)

    def paths(self) -> tuple[Path, ...]:
        """The fields of the result: the meeting's own, then what may have changed about each person in it."""
        meeting = self.meeting()
        if meeting is None:
            return ()
        known = {row.id for row in self.plan.people}
        room = [person for person in meeting.people if person in known]
        people = tuple(("people", person, name) for person in room for name in ("relationship", "contact"))
        fields = tuple(("meetings", meeting.id, name) for name in RESULT)
        return (*fields[:4], *people, *fields[4:])

    def grid_data(self) -> GridData:
        columns = (Column("field", tr("Field"), 30), Column("answer", tr("Result"), 40, flexible=True))
        plan = self.recorded_plan()
        rows = tuple(
            GridRow("/".join(path), (Cell(self._label(path)), self._answer(plan, path))) for path in self.paths()
        )
        return GridData(columns, rows, wrap=True, frozen=1)

    def _answer(self, plan: AccountPlan, path: Path) -> Cell:
        return field_cell(self.session, path, spec_at(path), value_at(plan, path[:-1]))

    def _label(self, path: Path) -> str:
        label = tr(spec_at(path).label)
        return label if path[0] == "meetings" else f"{reference_text(self.plan, 'people', path[1])}: {label}"

    def path_at(self, row: str, column: str) -> Path | None:
        return tuple(row.split("/")) if row else None

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        return ("/".join(path), "answer") if path in self.paths() else None

    def reveal(self, path: Path) -> None:
        if path and path[0] == "meetings" and len(path) > 1:
            self._record(path[1])
        super().reveal(path)

    def count_text(self) -> str:
        path = self.cursor_path() if self.is_recording else None
        return tr(spec_at(path).help) if path else ""

    # writing it down

    def start_text(self, path: Path) -> str:
        return super().start_text(path) if path in self.session.drafts else text_of(self.recorded_plan(), path)

    def make(self, path: Path, edit: Edit) -> None:
        """What is written first brings the meeting with it; where nothing was written no meeting comes."""
        plan, beginning = self.recorded_plan(), self._beginning()
        if beginning is None:
            super().make(path, edit)
        elif edit.apply(plan) == plan:
            self.session.drop_draft(path)
            self.refresh_plan()
        else:
            super().make(path, Together((*beginning.edits, edit), beginning.title))
            self._tell_whether_added()

    def on_cell_editor_drafted(self, event: CellEditor.Drafted) -> None:
        self._bring_meeting()
        super().on_cell_editor_drafted(event)

    def _keep_draft(self, path: Path, text: str, problem: ValueError) -> None:
        self._bring_meeting()
        super()._keep_draft(path, text, problem)

    def _bring_meeting(self) -> None:
        """Something was written that cannot be read: its field has to be there for it to wait in."""
        beginning = self._beginning()
        if beginning is not None:
            self.context.make(beginning)
            self._tell_whether_added()

    def _tell_whether_added(self) -> None:
        if self._beginning() is None:
            self.context.tell(tr("A meeting of today was added; u takes it back"))

    # commands

    def do_brief_people(self) -> None:
        """Choose who is in the room."""
        options = options_for(self.plan, spec_at(("meetings", "", "people")))

        def chosen(people: tuple[str, ...]) -> None:
            self.context.brief_people = people
            self.refresh_plan()

        present = tuple(seen.id for seen in self.brief().people)
        choose_several(self, tr("Who is in the room?"), options, present, chosen)

    def do_brief_record(self) -> None:
        """Write the result of the meeting: today's with these people, or a new one where there is none yet. What was
        heard is open for typing at once while nothing is written there."""
        if self.is_recording:
            self._leave_record()
            return
        if self.session.read_only:
            self.context.tell(tr("This plan is open read-only"))
            return
        found, today = self.brief(), self.context.today
        meeting = found.meeting if found.meeting is not None and found.meeting.date == today else None
        self.coming = None
        if meeting is None:
            meeting = self._begun(found)
        self._record(meeting.id)
        self.grid.go_to("/".join(("meetings", meeting.id, "heard")), "answer")
        if not meeting.heard:
            self.do_cell_edit()

    def after_commit(self, then: Then) -> None:
        """Tab leads through the result, the next field open for typing: in half a minute nobody looks for Enter."""
        if then == "stay":
            return
        before = self.grid.cursor
        self.grid.move(0, 1 if then == "next" else -1)
        if self.grid.cursor != before:
            self.do_cell_edit()

    def _begun(self, found: Brief) -> Meeting:
        """A meeting of today with the people of the brief, who were contacted today; from now on it is ``coming``."""
        people = tuple(seen.id for seen in found.people)
        deal = found.opportunity.id if found.opportunity else None
        self.coming = Meeting(
            id=new_id(), date=self.context.today, people=people, opportunity=deal, objective=found.objective
        )
        return self.coming

    def _record(self, meeting_id: str) -> None:
        self.meeting_id = meeting_id
        self.add_class("-record")
        self.refresh_plan()
        self.grid.focus()

    def _leave_record(self) -> None:
        self.remove_class("-record")
        self.query_one(Lines).focus()
        self.refresh_plan()

    def do_back(self) -> None:
        if self.is_recording:
            self._leave_record()
        else:
            super().do_back()

    def do_move_down(self) -> None:
        self._move(1)

    def do_move_up(self) -> None:
        self._move(-1)

    def _move(self, dy: int) -> None:
        if self.is_recording:
            self.grid.move(0, dy)
        else:
            self.query_one(Lines).move(dy)

    def do_brief_write(self) -> None:
        """Write the brief as a page that prints, and say where it is."""
        self.context.write_text(f"brief {self.plan.name}.html", html(self.brief()))

    def as_text(self) -> str:
        return self.grid.as_text() if self.is_recording else plain(self.brief())

    def help_text(self) -> list[str]:
        return [
            tr("What to know before a meeting: who is there, what moves them, what to ask and what to ask for."),
            tr("p chooses who is in the room, o the deal; y copies the brief as text, W writes a page to print."),
            tr("After it r takes the result: what was heard, promises, the next step, what changed about each person."),
        ]
