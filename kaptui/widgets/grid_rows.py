"""Which rows a grid shows and in which order: a view of the data that never touches it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kaptui.widgets.grid_model import Cell, GridData, GridRow
from kaptui.widgets.lazy_rows import keys_of

Matcher = Callable[[str, str], bool]
"""Whether a needle is found in the text of a row."""


def words_found(needle: str, text: str) -> bool:
    """The usual matcher, loaded with the first filter: all words of the needle, also by their pinyin."""
    from kaptui.text.fuzzy import found

    return found(needle, text)


class RowChoice(NamedTuple):
    """The order and the filter a person asked for: a column's key or None for the order of the data, and words that a
    row must all contain."""

    by: str | None = None
    reverse: bool = False
    needle: str = ""

    def with_needle(self, needle: str) -> RowChoice:
        """The same order, another filter."""
        return self._replace(needle=needle.strip())


def rows_shown(data: GridData, choice: RowChoice, matches: Matcher, always: str = "") -> Sequence[int]:
    """Indices into ``data.rows`` in the order of showing. Rows with equal sort values keep their order; those whose
    value is not known come last, whichever the direction. An unknown column key sorts nothing. ``always`` is the key
    of a row that no filter hides."""
    shown: Sequence[int] = range(len(data.rows))
    if choice.needle:
        keys = keys_of(data.rows)
        shown = [
            index for index in shown if keys[index] == always or matches(choice.needle, row_text(data.rows[index]))
        ]
    column = column_index(data, choice.by)
    if column is None:
        return shown
    values: dict[int, Any] = {index: sort_value(data.rows[index].cell(column)) for index in shown}
    known = [index for index in shown if values[index] is not None]
    known.sort(key=values.__getitem__, reverse=choice.reverse)
    return known + [index for index in shown if values[index] is None]


def column_index(data: GridData, key: str | None) -> int | None:
    """The place of a column, None when there is none of that key."""
    return next((index for index, column in enumerate(data.columns) if column.key == key), None)


def row_text(row: GridRow) -> str:
    """All words of a row, for the filter."""
    return " ".join(cell.text for cell in row.cells)


def sort_value(cell: Cell) -> tuple[int, Any] | None:
    """What a cell sorts by, None for one that is empty, unknown or a draft: kinds apart, each kind in its own order."""
    value = cell.sort
    if isinstance(value, (int, float, Decimal)):
        return 0, value
    if isinstance(value, date):
        return 1, value.isoformat()
    if value:
        return 2, value.casefold()
    if cell.tone in ("unknown", "draft") or not cell.text.strip():
        return None
    return 2, cell.text.casefold()
