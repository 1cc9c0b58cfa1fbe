"""The picture of a grid: header, rule, the rows in view, footer. Remembers the lines of rows that did not change."""

from __future__ import annotations

from collections.abc import Sequence

from kaptui.draw.glyphs import Glyphs
from kaptui.widgets.grid_layout import ColumnPlan, RowLines, plan_columns
from kaptui.widgets.grid_model import GridData, GridRow
from kaptui.widgets.grid_paint import CursorLook, GridBrush
from kaptui.widgets.lazy_rows import are_single_lines
from kaptui.widgets.paint import Line


class GridPicture:
    """How one grid's data look at one size. ``shown`` are the indices of its rows in the order of showing."""

    def __init__(self, data: GridData, shown: Sequence[int], width: int, height: int, glyphs: Glyphs) -> None:
        self.data = data
        self.shown = shown
        self.plan: ColumnPlan = plan_columns(data, width)
        self._brush = GridBrush(data.columns, self.plan, 0, glyphs, data.wrap)
        self._drawn: dict[int, tuple[GridRow, tuple[Line, ...]]] = {}
        self.header_lines = 0 if data.bare else 2 if data.wrap else 1
        self._footer = self._footer_rows(height)
        self.body_lines = max(0, height - self.header_lines - len(self._footer))
        self.lines, self._ruled = self._row_lines()

    def scrolled(self, left: int) -> None:
        """Draw the columns from now on scrolled by ``left`` cells."""
        if left != self._brush.left:
            brush = self._brush
            self._brush = GridBrush(brush.columns, brush.plan, left, brush.glyphs, brush.wrap)
            self._drawn.clear()

    def suits(self, data: GridData) -> bool:
        """Whether the other data differ in rows only, so that ``with_rows`` shows them."""
        own = self.data
        same = (data.columns, data.frozen, data.wrap, data.bare) == (own.columns, own.frozen, own.wrap, own.bare)
        return same and len(data.footer) == len(own.footer)

    def with_rows(self, data: GridData, shown: Sequence[int]) -> None:
        """Show other rows in the same columns, keeping the lines of those that stayed equal."""
        self.data = data
        self.shown = shown
        self._footer = data.footer[: len(self._footer)]
        ruled = self._ruled
        self.lines, self._ruled = self._row_lines()
        if ruled != self._ruled:
            self._drawn.clear()

    def picture(
        self, top: int, height: int, cursor: int, look: CursorLook, order: tuple[str | None, bool]
    ) -> list[Line]:
        """All lines; ``cursor`` is the place of its row among the shown, ``order`` the sorted column and direction."""
        brush = self._brush
        head = [brush.header(*order), brush.rule()][: self.header_lines]
        body = self._body(top, cursor if look.focused or not self.data.bare else -1, look)
        body += [brush.blank()] * (self.body_lines - len(body))
        foot = [brush.row(row, 1)[0] for row in self._footer]
        return [*head, *body, *foot][:height]

    def _body(self, top: int, cursor: int, look: CursorLook) -> list[Line]:
        if not self.shown:
            return [self._brush.blank(self.data.empty)][: self.body_lines]
        lines: list[Line] = []
        place = self.lines.row_at(top)
        skipped = top - self.lines.start(place) if place < len(self.shown) else 0
        while place < len(self.shown) and len(lines) < self.body_lines + skipped:
            lines += self._row(place, look if place == cursor else None)
            place += 1
        return lines[skipped : skipped + self.body_lines]

    def _row(self, place: int, look: CursorLook | None) -> tuple[Line, ...]:
        """The lines of one shown row, remembered unless the cursor is in it."""
        index = self.shown[place]
        row = self.data.rows[index]
        known = self._drawn.get(index)
        if look is None and known is not None and (known[0] is row or known[0] == row):
            return known[1]
        height = self.lines.height(place)
        lines = self._brush.row(row, height - self._ruled, look)
        if self._ruled:
            lines = (*lines, self._brush.rule())
        if look is None:
            if len(self._drawn) > 500:
                self._drawn.clear()
            self._drawn[index] = (row, lines)
        return lines

    def _footer_rows(self, height: int) -> tuple[GridRow, ...]:
        """The footer rows that leave at least one line to the body."""
        return self.data.footer[: max(0, height - self.header_lines - 1)]

    def _row_lines(self) -> tuple[RowLines, bool]:
        """The lines of the shown rows, and whether there is room for a rule under each of them."""
        rows = self.data.rows
        if not self.data.wrap and are_single_lines(rows):
            return RowLines(len(self.shown)), False
        heights = [self._brush.row_height(rows[index]) for index in self.shown]
        ruled = self.data.wrap and not self.data.bare and sum(heights) + len(heights) <= self.body_lines
        return RowLines(len(heights), [height + ruled for height in heights]), ruled
