"""The lines of a grid's header, rows and rules, drawn from values: no widget, no state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, fit, wrap
from kaptui.widgets.grid_layout import ColumnPlan
from kaptui.widgets.grid_model import Cell, Column, GridRow
from kaptui.widgets.paint import Line, Span, merged, window_line

MOST_LINES = 6
"""Lines that a wrapped cell takes at most."""


class CursorLook(NamedTuple):
    """How the row under the cursor looks: which column is under it, and whether the grid has the focus."""

    column: int
    focused: bool


class GridBrush(NamedTuple):
    """Draws the lines of a grid for one plan of its columns, scrolled by ``left`` cells."""

    columns: tuple[Column, ...]
    plan: ColumnPlan
    left: int
    glyphs: Glyphs
    wrap: bool

    def row(self, row: GridRow, height: int, cursor: CursorLook | None = None) -> tuple[Line, ...]:
        """A row in ``height`` lines, the cursor's marker and cell in it when ``cursor`` is given."""
        texts = [self.cell_lines(row.cell(index), index) for index in range(self.plan.count_until(self.left))]
        return tuple(self._row_line(row, texts, number, cursor) for number in range(height))

    def row_height(self, row: GridRow) -> int:
        """The lines that a row wants."""
        if not self.wrap:
            return max(1, row.height)
        return max((len(self.cell_lines(row.cell(index), index)) for index in range(len(self.columns))), default=1)

    def cell_lines(self, cell: Cell, column: int) -> Sequence[str]:
        """The text of a cell in lines no wider than its column; the last ends in a mark when text is left out."""
        width = self.plan.widths[column]
        if not self.wrap:
            return (clip(self.glyphs.show(cell.text), width, self.glyphs.cut),)
        parts = cell.text[: width * MOST_LINES * 4].split("\n")
        lines = [line for part in parts for line in wrap(self.glyphs.show(part), width)]
        if len(lines) > MOST_LINES:
            lines = lines[:MOST_LINES]
            lines[-1] = clip(lines[-1] + " " * width, width, self.glyphs.cut)
        return lines

    def header(self, sorted_by: str | None, reverse: bool) -> Line:
        """The titles, with the mark of the order behind the column that gives it."""
        spans = [Span(" " * self.plan.gutter)]
        for index, column in enumerate(self.columns):
            width = self.plan.widths[index]
            mark = (self.glyphs.down if reverse else self.glyphs.up) if column.key == sorted_by else ""
            title = clip(self.glyphs.show(column.title), width - len(mark), self.glyphs.cut) + mark
            spans += [*self._gap(index), Span(fit(title, width, column.align), "title")]
        return self._more(self._seen(spans))

    def rule(self) -> Line:
        """A line across the grid."""
        return (Span(self.glyphs.horizontal * self.plan.width),)

    def blank(self, text: str = "") -> Line:
        """A line of the grid without a row."""
        return window_line([Span(" " * self.plan.gutter + self.glyphs.show(text), "dim")], 0, self.plan.width)

    def _row_line(self, row: GridRow, texts: list[Sequence[str]], number: int, cursor: CursorLook | None) -> Line:
        marker = self.glyphs.cursor if cursor is not None and number == 0 else ""
        spans = [Span(marker.ljust(self.plan.gutter))]
        at = cursor.column if cursor is not None and cursor.focused else -1
        bracketed = self._bracketed(at) if number == 0 else -1
        for index, column in enumerate(self.columns[: len(texts)]):
            spans += self._gap(index, index == bracketed)
            text = texts[index][number] if number < len(texts[index]) else ""
            spans += self._cell(row, index, column, self._whole(index, text), index == at)
        return self._seen(spans)

    def _bracketed(self, at: int) -> int:
        """The column before which the cursor's bracket stands: its own, or the first one that scrolls where the
        cursor's took its place."""
        plan = self.plan
        moved = at >= plan.frozen and self.left > 0 and plan.starts[at] - plan.frozen_width == self.left
        return plan.frozen if moved else at

    def _whole(self, index: int, text: str) -> str:
        """A text as far as its column is in view: part of a figure would be read as another one."""
        width, view = self.plan.widths[index], self.plan.seen(index, self.left)[1]
        if not 0 < view < width:
            return text
        return clip(text, view, self.glyphs.cut) if self.columns[index].align == "left" else ""

    def _cell(self, row: GridRow, index: int, column: Column, text: str, under: bool) -> list[Span]:
        """A cell in exactly its column's width: toned text, and the padding toned only under the cursor."""
        tone = row.cell(index).tone or row.tone
        room = " " * (self.plan.widths[index] - cells(text))
        if under:
            whole = room + text if column.align == "right" else text + room
            return [Span(whole, f"{tone} cursor".strip())]
        if column.align == "right":
            return [Span(room), Span(text, tone)]
        if column.align == "center":
            half = len(room) // 2
            return [Span(room[:half]), Span(text, tone), Span(room[half:])]
        return [Span(text, tone), Span(room)]

    def _gap(self, index: int, under: bool = False) -> list[Span]:
        """What stands before a column; a bracket before the cell under the cursor, seen even without reverse video."""
        if index == 0:
            return []
        last = "[" if under else " "
        return [Span(f" {self.glyphs.vertical}{last}" if self.wrap else " " + last)]

    def _seen(self, spans: list[Span]) -> Line:
        """The frozen part and the window on the rest, exactly as wide as the grid."""
        plan = self.plan
        if self.left == 0:
            return window_line(spans, 0, plan.width)
        frozen = window_line(spans, 0, plan.frozen_width)
        return merged((*frozen, *window_line(spans, plan.frozen_width + self.left, plan.view)))

    def _more(self, line: Line) -> Line:
        """A header line with ``<`` and ``>`` where columns are scrolled out of sight."""
        plan = self.plan
        if self.left and plan.view > 2:
            head = window_line(line, 0, plan.frozen_width - 1) if plan.frozen_width else ()
            line = merged((*head, Span("<"), *window_line(line, plan.frozen_width, plan.view)))
        if self.left < plan.furthest and plan.view > 2:
            line = merged((*window_line(line, 0, plan.width - 1), Span(">")))
        return line
