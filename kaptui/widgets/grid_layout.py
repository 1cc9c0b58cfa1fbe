"""Where the columns and rows of a grid lie, in cells and lines: arithmetic only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from kaptui.widgets.grid_model import GridData

_LEAST_ROOM = 10
"""Cells that frozen columns leave to the columns that scroll."""


class ColumnPlan(NamedTuple):
    """The columns for one width of the grid. ``starts`` count from the left end of the whole table; the first
    ``frozen_width`` cells stay, the ``view`` cells beside them show the rest from cell ``frozen_width + left`` on."""

    gutter: int
    gap: int
    starts: tuple[int, ...]
    widths: tuple[int, ...]
    frozen: int
    frozen_width: int
    total: int
    width: int

    @property
    def view(self) -> int:
        """Cells in which columns scroll."""
        return self.width - self.frozen_width

    @property
    def furthest(self) -> int:
        """The furthest that the columns can be scrolled to the left, in cells."""
        return max(0, self.total - self.width)

    def count_until(self, left: int) -> int:
        """How many columns begin before the right edge when scrolled by ``left``: those behind are out of sight."""
        return bisect_left(self.starts, self.width + left, hi=len(self.widths))

    def left_showing(self, column: int, left: int) -> int:
        """The scroll nearest to ``left`` with which a column is seen whole, or from its beginning if it is too wide.
        The first column in view begins there: a figure cut at its left would be read as another one. From a frozen
        column nothing is scrolled: the way right begins there."""
        if column < self.frozen:
            return 0
        start = self.starts[column] - self.frozen_width
        left = min(max(left, start + self.widths[column] - self.view), self.furthest)
        edges = (edge - self.frozen_width for edge in self.starts[self.frozen :])
        return min(start, next((edge for edge in edges if edge >= left), start))

    def seen(self, column: int, left: int) -> tuple[int, int]:
        """The cells ``(x, width)`` of the grid in which a column is seen; width 0 when it is scrolled out."""
        x, width = self.starts[column], self.widths[column]
        if column < self.frozen:
            return x, max(0, min(width, self.width - x))
        begin = max(self.frozen_width, x - left)
        return begin, max(0, min(x + width - left, self.width) - begin)


def plan_columns(data: GridData, width: int) -> ColumnPlan:
    """Each column at the width it wants; what is left of ``width`` goes to the flexible ones in equal shares."""
    gutter, gap = (1, 3) if data.wrap else (2, 2)
    widths = [max(1, column.width) for column in data.columns]
    flexible = [index for index, column in enumerate(data.columns) if column.flexible]
    spare = width - gutter - sum(widths) - gap * max(0, len(widths) - 1)
    if spare > 0 and flexible:
        share, rest = divmod(spare, len(flexible))
        for place, index in enumerate(flexible):
            widths[index] += share + (place < rest)
    starts = [gutter + before for before in accumulate((size + gap for size in widths), initial=0)]
    total = starts.pop() - gap if widths else gutter
    frozen = min(data.frozen, len(widths))
    while frozen and frozen < len(widths) and starts[frozen] > width - _LEAST_ROOM and total > width:
        frozen -= 1
    frozen_width = starts[frozen] if 0 < frozen < len(widths) else (total if frozen else gutter)
    return ColumnPlan(gutter, gap, tuple(starts), tuple(widths), frozen, min(frozen_width, width), total, width)


class RowLines:
    """Which lines the rows take in the body, from its first line on: rows of one line each, or prefix sums."""

    def __init__(self, count: int, heights: Iterable[int] | None = None) -> None:
        self._count = count
        self._starts = None if heights is None else list(accumulate(heights, initial=0))

    @property
    def total(self) -> int:
        """Lines of all rows together."""
        return self._count if self._starts is None else self._starts[-1]

    def start(self, row: int) -> int:
        """The first line of a row."""
        return row if self._starts is None else self._starts[row]

    def height(self, row: int) -> int:
        """The lines of a row."""
        return 1 if self._starts is None else self._starts[row + 1] - self._starts[row]

    def row_at(self, line: int) -> int:
        """The row that a line belongs to; the number of rows for a line behind the last."""
        if self._starts is None:
            return min(line, self._count)
        return min(bisect_right(self._starts, line) - 1, self._count)

    def top_showing(self, row: int, top: int, view: int) -> int:
        """A scroll with which a row is seen whole in ``view`` lines, or from its first line; ``top`` if it is seen so
        already. Scrolls a quarter of the view further than needed: a screenful on the wire at every key would lag
        behind a held key on a slow line."""
        start = self.start(row)
        end = start + self.height(row)
        if top <= start and end <= top + view:
            return top
        more = view // 4 if end - start <= view // 2 else 0
        wanted = start - more if start < top else min(end - view + more, start)
        return max(0, min(wanted, max(start + 1 - view, self.total - view)))
