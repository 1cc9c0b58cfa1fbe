"""A screen around a grid whose cells are fields of the plan: look, move, edit in place, clear.

What an edit needs is imported by the method that makes one: a screen opens, and is looked at, without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from kaptui.plan.errors import Doubtful, DoubtfulAmount, Refused
from kaptui.plan.fields import FieldSpec
from kaptui.plan.paths import Path
from kaptui.plan.places import spec_at
from kaptui.screens.cells import options_for
from kaptui.screens.plan_screen import PlanScreen
from kaptui.text import tr
from kaptui.text.format import doubt_readings, sentence
from kaptui.widgets.cell_editor import CellEditor, Then
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_messages import Moved, Opened
from kaptui.widgets.grid_model import GridData
from kaptui.widgets.options import Option

if TYPE_CHECKING:
    from kaptui.editing.edits import Edit
    from kaptui.plan.document import AccountPlan


class CellScreen(PlanScreen):
    """See the module. ``grid`` is the grid that has the cursor; a screen with several overrides it."""

    def __init__(self) -> None:
        super().__init__()
        self._editing: tuple[Path, str, str] | None = None
        self._opened_on: AccountPlan | None = None

    # what a subclass gives

    def grid_data(self) -> GridData:
        """What the grid shows now."""
        raise NotImplementedError

    def path_at(self, row: str, column: str) -> Path | None:
        """The field behind a cell; None when the cell is computed."""
        raise NotImplementedError

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        """The cell (row key, column key) that shows a path; None when none does."""
        return None

    def table_path(self) -> Path | None:
        """The table whose rows the grid shows; None when rows cannot be added here."""
        return None

    def edit_for(self, path: Path, text: str, *, sure: bool = False) -> Edit:
        """The edit a typed text means; raises ``Refused`` or ``TooLong``."""
        from kaptui.editing.typed import typed

        return typed(self.seen_plan, path, text, self.context.today, sure=sure)

    @property
    def seen_plan(self) -> AccountPlan:
        """The plan as it was when the open editor was opened: what is typed there is an answer to that. Without an
        editor, the present one."""
        return self._opened_on or self.plan

    def start_text(self, path: Path) -> str:
        """The text an editor of that field begins with: the draft waiting there, else the value."""
        from kaptui.editing.typed import text_of

        draft = self.session.drafts.get(path)
        return draft.text if draft else text_of(self.plan, path)

    def options(self, spec: FieldSpec) -> tuple[Option, ...]:
        """What a reference can point at."""
        return options_for(self.plan, spec)

    def cursor_row(self) -> str:
        """The id of the row under the cursor; empty when there is none."""
        return self.grid.cursor[0]

    # showing

    def compose_body(self) -> Iterable[Widget]:
        yield Grid(glyphs=self.context.glyphs)

    @property
    def grid(self) -> Grid:
        """The grid that has the cursor."""
        return self.query_one(Grid)

    def screen_ready(self) -> None:
        super().screen_ready()
        self.grid.focus()

    def refresh_plan(self) -> None:
        if self.is_mounted:
            stood = self.grid.cursor
            self.grid.show(self.grid_data())
            if self._editing is not None and stood == self._editing[1:] != self.grid.cursor:
                told = tr("A colleague removed the row you are writing in; once committed it comes back, and C decides")
                self.context.tell(told, "warning")
        super().refresh_plan()

    def on_grid_moved(self, event: Moved) -> None:
        """The cursor stands on another cell: panes beside the grid follow, and the status line."""
        self.cursor_moved()

    def cursor_moved(self) -> None:
        """Bring what depends on the cursor up to date."""
        self.refresh_chrome()

    def status_text(self) -> str:
        cursor = self.cursor_path()
        draft = self.session.drafts.get(cursor) if cursor else None
        return draft.complaint if draft else "  ".join(filter(None, (self.changed_text(cursor), self.count_text())))

    def count_text(self) -> str:
        """The status when nothing is wrong under the cursor."""
        return ""

    def cursor_path(self) -> Path | None:
        """The field under the cursor."""
        if not self.is_mounted:
            return None
        row, column = self.grid.cursor
        return self.path_at(row, column) if row else None

    def history_path(self) -> Path:
        path = self.cursor_path() if self.is_mounted else None
        if path is not None:
            return path
        table, row = self.table_path(), self.cursor_row() if self.is_mounted else ""
        return (*table, row) if table is not None and row else ()

    def reveal(self, path: Path) -> None:
        cell = self.cell_of(path)
        if cell is not None:
            self.grid.go_to(*cell)

    def as_text(self) -> str:
        return self.grid.as_text()

    # moving

    def do_move_left(self) -> None:
        self.grid.move(-1, 0)

    def do_move_right(self) -> None:
        self.grid.move(1, 0)

    def do_move_up(self) -> None:
        self.grid.move(0, -1)

    def do_move_down(self) -> None:
        self.grid.move(0, 1)

    # editing one cell

    def on_grid_opened(self, event: Opened) -> None:
        self.do_cell_edit()

    def do_cell_edit(self) -> None:
        """Open the editor of the field under the cursor, over its cell."""
        path = self.cursor_path()
        if path is None:
            self.context.tell(tr("This cell is computed; change what it is computed from"))
            return
        if self.session.read_only:
            self.context.tell(tr("This plan is open read-only"))
            return
        self.edit_path(path)

    def edit_path(self, path: Path) -> None:
        """Open the editor of a field of this screen over the cursor's cell."""
        from kaptui.widgets.editors import open_editor

        spec = spec_at(path)
        editor = open_editor(
            spec,
            self.start_text(path),
            self.options(spec),
            parse=lambda text: self._read(path, text),
            complain=sentence,
            glyphs=self.context.glyphs,
        )
        self._editing, self._opened_on = (path, *self.grid.cursor), self.plan
        self.grid.edit(editor)

    def _read(self, path: Path, text: str) -> object:
        """What the editor's text means: an edit, or a doubt to be asked about; ``ValueError`` when unreadable."""
        try:
            return self.edit_for(path, text)
        except Doubtful as doubt:
            return doubt

    def on_cell_editor_committed(self, event: CellEditor.Committed) -> None:
        event.stop()
        if self._editing is None:
            return
        path, row, column = self._editing
        self._editing = None
        if isinstance(event.value, Doubtful):
            self._ask(path, event.text, event.value, event.then)
            return
        self.make(path, event.value)  # type: ignore[arg-type] # what ``_read`` returned
        self.grid.go_to(row, column)  # a colleague may have removed the row, and this have brought it back
        self.after_commit(event.then)

    def on_cell_editor_drafted(self, event: CellEditor.Drafted) -> None:
        event.stop()
        if self._editing is None:
            return
        path, _, _ = self._editing
        self._editing = self._opened_on = None
        self.session.keep_draft(path, event.text, event.complaint)
        self.context.tell(event.complaint, "warning")
        self.after_commit(event.then)

    def on_cell_editor_given_up(self, event: CellEditor.GivenUp) -> None:
        event.stop()
        if self._editing is not None:
            path, _, _ = self._editing
            self._editing = self._opened_on = None
            self.session.drop_draft(path)
        self.refresh_plan()

    def on_cell_editor_refused(self, event: CellEditor.Refused) -> None:
        """More was pasted than a field holds: say how much fits; the editor stays as it was."""
        event.stop()
        self.context.tell(tr("That is too much to paste at once: at most {limit}", limit=event.limit), "warning")

    def commit_pending(self) -> None:
        """What stands in an open editor enters the plan, or is kept as a draft when it cannot be read."""
        editor = self.grid.editor if self.is_mounted else None
        if editor is None or self._editing is None or editor.settled:
            return
        (path, _, _), text = self._editing, editor.pending
        editor.settled, self._editing = True, None
        try:
            value = self._read(path, text)
        except ValueError as problem:
            self._keep_draft(path, text, problem)
            return
        if isinstance(value, Doubtful):
            self._keep_draft(path, text, value)
        else:
            self.make(path, value)  # type: ignore[arg-type] # what ``_read`` returned

    def _keep_draft(self, path: Path, text: str, problem: ValueError) -> None:
        """The text waits in its field; what was seen when it was typed no longer matters."""
        self._opened_on = None
        self.session.keep_draft(path, text, sentence(problem))

    def make(self, path: Path, edit: Edit) -> None:
        """Apply a committed edit; the draft of its field is settled. A colleague's work since the editor was opened
        stands beside it, or against it."""
        since, self._opened_on = self._opened_on, None
        self.session.drop_draft(path)
        if since is None or since is self.plan:
            self.context.make(edit)
        else:
            self.context.make(edit, since=since)

    def after_commit(self, then: Then) -> None:
        """Where the cursor goes when an editor ended with Tab."""
        if then != "stay":
            self.grid.move(1 if then == "next" else -1, 0)

    def _ask(self, path: Path, text: str, doubt: Doubtful, then: Then) -> None:
        """A text with two readings: ask which is meant; until that is said, and when it is not, it is a draft."""
        from kaptui.widgets.dialogs import Ask

        self.session.keep_draft(path, text, sentence(doubt))
        question, readings = doubt_readings(doubt, self.plan.unit)

        def answered(choice: str | None) -> None:
            if choice == "1":
                self.make(path, self.edit_for(path, text, sure=True))
            elif choice == "2" and isinstance(doubt, DoubtfulAmount):
                self.make(
                    path,
                    self.edit_for(
                        path,
                        f"{doubt.as_base_unit:f}元"
                        if doubt.currency == "CNY"
                        else f"{doubt.as_base_unit:f}{doubt.currency}",
                    ),
                )
            else:
                self._opened_on = None
            self.after_commit(then)

        options = [Option(str(number), words) for number, words in enumerate(readings, start=1)]
        self.app.push_screen(Ask(question, options, glyphs=self.context.glyphs), answered)

    def do_cell_clear(self) -> None:
        """Back to unknown, or empty."""
        path = self.cursor_path()
        if path is None:
            self.context.tell(tr("This cell is computed; change what it is computed from"))
            return
        try:
            spec = spec_at(path)
            coded = spec.kind in ("choice", "score", "flags", "ref", "refs", "percent", "money", "date")
            self.make(path, self.edit_for(path, "?" if coded else ""))
        except Refused:
            self.context.tell(tr("{field} always has a value", field=tr(spec_at(path).label)))
