"""The part of a grid that is seen: data, order and filter, a cursor, and the lines in view."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.width import visible
from kaptui.widgets.grid_model import GridData, GridRow
from kaptui.widgets.grid_paint import CursorLook
from kaptui.widgets.grid_picture import GridPicture
from kaptui.widgets.grid_rows import Matcher, RowChoice, column_index, rows_shown, words_found
from kaptui.widgets.lazy_rows import keys_of
from kaptui.widgets.paint import Line, Painted

NO_DATA = GridData((), ())
NOWHERE = ("", "")


class GridView(Painted):
    """Shows ``GridData`` with a cursor that stays on the same row and column, by their keys, whatever data follow.

    Rows are counted by *place*, their position among the rows shown now; order and filter change the places only."""

    def __init__(
        self,
        data: GridData = NO_DATA,
        *,
        glyphs: Glyphs = ASCII,
        matches: Matcher = words_found,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        """``matches(needle, text)`` says whether the words of a filter are found in the text of a row."""
        super().__init__(glyphs=glyphs, id=id, classes=classes)
        self._data = data
        self._matches = matches
        self._choice = RowChoice()
        self._shown: Sequence[int] = range(len(data.rows))
        self._place = self._column = self._top = self._left = 0
        self._look: GridPicture | None = None
        self._look_size = (0, 0)

    @property
    def data(self) -> GridData:
        """What is shown; setting it is ``show``."""
        return self._data

    @data.setter
    def data(self, data: GridData) -> None:
        self.show(data)

    def show(self, data: GridData) -> None:
        """Show other data and repaint the cells that differ. Cursor, scroll, order and filter stay."""
        before = self.cursor
        column = self._data.columns[self._column].key if self._data.columns else None
        if self._look is not None and not self._look.suits(data):
            self._look = None
        self._data = data
        found = column_index(data, column)
        self._column = min(self._column, max(0, len(data.columns) - 1)) if found is None else found
        self._arrange(before)

    def order_by(self, column: str | None, reverse: bool = False) -> None:
        """Show the rows in the order of a column, or with None in that of the data. Touches no data."""
        self._choice = RowChoice(column, reverse, self._choice.needle)
        self._arrange(self.cursor)

    def filter(self, text: str) -> None:
        """Show only rows in which the words of the text are found; all for the empty text. Touches no data."""
        self._choice = self._choice.with_needle(text)
        self._arrange(self.cursor)

    @property
    def order(self) -> tuple[str | None, bool]:
        """The column that gives the order, None for that of the data, and whether it is reversed."""
        return (self._choice.by, self._choice.reverse) if self._choice.by is not None else self._data.order

    @property
    def filter_text(self) -> str:
        """The filter's text; empty when all rows are shown."""
        return self._choice.needle

    def visible_keys(self) -> tuple[str, ...]:
        """The keys of the rows shown, in their order."""
        keys = keys_of(self._data.rows)
        return tuple(keys[index] for index in self._shown)

    @property
    def cursor(self) -> tuple[str, str]:
        """The keys of the row and the column under the cursor; both empty when there is no cell."""
        row = self.cursor_row
        return (row.key, self._data.columns[self._column].key) if row is not None and self._data.columns else NOWHERE

    @property
    def cursor_row(self) -> GridRow | None:
        """The row under the cursor."""
        return self._data.rows[self._shown[self._place]] if self._place < len(self._shown) else None

    @property
    def cursor_place(self) -> tuple[int, int]:
        """The place of the cursor's row among those shown and the index of its column, from 0."""
        return self._place, self._column

    def move(self, dx: int = 0, dy: int = 0) -> bool:
        """Move the cursor by columns and rows, stopping at the edges. True when it stands elsewhere now."""
        return self._stand(self._place + dy, self._column + dx)

    def page(self, pages: int = 1) -> bool:
        """Move the cursor by so many screenfuls of rows, at least one row."""
        if self._look is None or not self._shown:
            return self.move(dy=pages * 10)
        lines = self._look.lines
        target = lines.start(self._place) + pages * max(1, self._look.body_lines - 1)
        place = lines.row_at(min(max(0, target), lines.total - 1))
        return self._stand(place if place != self._place else place + (1 if pages > 0 else -1), self._column)

    def go_to(self, row: str | None = None, column: str | None = None) -> bool:
        """Put the cursor on a row and a column by their keys; None leaves that one. False when nothing moved, also
        when there is no such row or column among those shown."""
        place = self._place if row is None else self._place_of(row)
        index = self._column if column is None else column_index(self._data, column)
        return place is not None and index is not None and self._stand(place, index)

    def go_to_edge(self, dx: int = 0, dy: int = 0) -> bool:
        """Put the cursor on the first (-1) or last (1) column or row; 0 leaves that one."""
        return self._stand(
            self._place if dy == 0 else (len(self._shown) if dy > 0 else 0),
            self._column if dx == 0 else (len(self._data.columns) if dx > 0 else 0),
        )

    def cell_region(self) -> Region:
        """Where the cell under the cursor is seen, in cells of the grid; width or height 0 when it is out of sight."""
        look = self._look
        if look is None or self.cursor == NOWHERE:
            return Region(0, 0, 0, 0)
        x, width = look.plan.seen(self._column, self._left)
        line = look.lines.start(self._place) - self._top
        height = min(look.lines.height(self._place), look.body_lines - line)
        return Region(x, look.header_lines + line, width, max(0, height) if line >= 0 else 0)

    def as_text(self) -> str:
        """The titles and all shown rows as tab-separated lines, footer included, as a spreadsheet takes them."""
        titles = [column.title for column in self._data.columns]
        rows = [self._data.rows[index] for index in self._shown] + list(self._data.footer)
        texts = [[row.cell(index).text for index in range(len(titles))] for row in rows]
        return "".join("\t".join(visible(text) for text in line) + "\n" for line in [titles, *texts])

    def cell_text(self) -> str:
        """The text of the cell under the cursor."""
        row = self.cursor_row
        return row.cell(self._column).text if row is not None else ""

    def forget(self) -> None:
        """Draw everything anew with the next picture."""
        self._look = None

    def picture(self, width: int, height: int) -> list[Line]:
        """The lines as they stand, scrolled so that the cell under the cursor is seen."""
        if self._look is None or self._look_size != (width, height):
            self._look = GridPicture(self._data, self._shown, width, height, self.glyphs)
            self._look_size = (width, height)
        look = self._look
        if look.lines.total <= look.body_lines:
            self._top = 0
        elif self._shown:
            top = min(self._top, look.lines.total - look.body_lines)
            self._top = look.lines.top_showing(self._place, top, look.body_lines)
        if self._data.columns:
            self._left = look.plan.left_showing(self._column, self._left)
        look.scrolled(self._left)
        return look.picture(self._top, height, self._place, CursorLook(self._column, self.has_focus), self.order)

    @property
    def row_in_use(self) -> str:
        """The key of a row that stays in sight whatever the filter says; empty when there is none."""
        return ""

    def cursor_moved(self) -> None:
        """Called when the cursor stands on another cell than before."""

    def _arrange(self, before: tuple[str, str]) -> None:
        """Find the rows to show and the place of the cursor's row among them, and repaint."""
        self._shown = rows_shown(self._data, self._choice, self._matches, self.row_in_use)
        row = self.cursor_row
        if before != NOWHERE and (row is None or row.key != before[0]):
            place = self._place_of(before[0])
            self._place = min(self._place, max(0, len(self._shown) - 1)) if place is None else place
        if self._look is not None:
            self._look.with_rows(self._data, self._shown)
        self.repaint()
        if self.cursor != before:
            self.cursor_moved()

    def _stand(self, place: int, column: int) -> bool:
        place = max(0, min(place, len(self._shown) - 1))
        column = max(0, min(column, len(self._data.columns) - 1))
        if (place, column) == (self._place, self._column):
            return False
        self._place, self._column = place, column
        self.repaint()
        self.cursor_moved()
        return True

    def _place_of(self, row: str) -> int | None:
        keys = keys_of(self._data.rows)
        return next((place for place, index in enumerate(self._shown) if keys[index] == row), None)
