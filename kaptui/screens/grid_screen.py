"""A screen around a grid whose rows are rows of the plan: add, remove, move, sort, filter, paste.

A subclass says what the grid shows (``grid_data``) and which field stands behind a cell (``path_at``); a table says
where its rows live (``table_path``, ``new_row``). Everything else is the same for forms, tables and checklists.
"""

from __future__ import annotations

from typing import ClassVar

from kaptui.plan.record import Row
from kaptui.screens.cell_screen import CellScreen
from kaptui.text import tr
from kaptui.widgets.grid_messages import Pasted, PasteRefused


class GridScreen(CellScreen):
    """See the module."""

    SCOPES: ClassVar[tuple[str, ...]] = ("cells", "rows", "cursor")

    def new_row(self) -> Row:
        """A fresh, empty row for ``a``."""
        raise NotImplementedError

    # rows

    def do_row_add(self) -> None:
        """A new row below the cursor, its first cell open for typing."""
        from kaptui.editing.edits import AddRow, rows_at

        table = self.table_path()
        if table is None:
            self.context.tell(tr("No rows can be added here"))
            return
        rows = rows_at(self.plan, table)
        present = next((index for index, row in enumerate(rows) if row.id == self.cursor_row()), len(rows) - 1)
        row = self.new_row()
        if self.context.make(AddRow(table, row, present + 1)):
            self.row_added(row)

    def row_added(self, row: Row) -> None:
        """Put the cursor on a fresh row and open its first field."""
        self.reveal((*(self.table_path() or ()), row.id))
        self.do_cell_edit()

    def do_row_remove(self) -> None:
        """Take the row under the cursor out; undo brings it back."""
        from kaptui.editing.edits import RemoveRow, rows_at

        table, row = self.table_path(), self.cursor_row()
        if table is None or not any(known.id == row for known in rows_at(self.plan, table)):
            self.context.tell(tr("There is no row here to delete"))
            return
        if self.context.make(RemoveRow(table, row)):
            self.context.tell(tr("Deleted; u brings it back"))

    def do_row_down(self) -> None:
        self._move_row(1)

    def do_row_up(self) -> None:
        self._move_row(-1)

    def _move_row(self, step: int) -> None:
        from kaptui.editing.edits import MoveRow, rows_at

        table, row_id = self.table_path(), self.cursor_row()
        rows = rows_at(self.plan, table) if table else ()
        at = next((index for index, row in enumerate(rows) if row.id == row_id), None)
        if table is not None and at is not None and 0 <= at + step < len(rows):
            self.context.make(MoveRow(table, row_id, at + step))

    def do_rows_sort(self) -> None:
        """Sort by the column of the cursor: up, down, as they stand. The plan's order stays."""
        column = self.grid.cursor[1]
        ordered, reverse = self.grid.order
        if ordered != column:
            self.grid.order_by(column, False)
        else:
            self.grid.order_by(None if reverse else column, not reverse)
        self.refresh_chrome()

    def do_rows_filter(self) -> None:
        """Ask for a text; show only the rows that contain it; an empty one shows all."""
        from kaptui.widgets.dialogs import AskText

        def answered(text: str | None) -> None:
            if text is not None:
                self.grid.filter(text)
                self.refresh_chrome()

        self.app.push_screen(
            AskText(tr("Show rows that contain"), self.grid.filter_text, glyphs=self.context.glyphs), answered
        )

    # paste

    def on_grid_pasted(self, event: Pasted) -> None:
        """Tab-separated cells fill the grid from the cursor on, new rows where there are none; one step of undo."""
        from kaptui.screens.pasting import paste

        paste(self, event)

    def on_grid_paste_refused(self, event: PasteRefused) -> None:
        """Too much was pasted at once: say how much fits."""
        self.context.tell(tr("That is too much to paste at once: at most {limit}", limit=event.limit), "warning")
