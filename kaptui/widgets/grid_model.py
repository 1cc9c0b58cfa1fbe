"""What a grid shows: columns, rows of toned cells, footer rows. Values only; the grid keeps none of them as a model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kaptui.draw.width import Align

SortValue = int | float | Decimal | str | date | None
"""What a cell sorts by: numbers before dates before text; None with an empty or unknown cell sorts last."""


class Column(NamedTuple):
    """One column. ``title`` is the text as shown (already translated); ``width`` the cells its texts want; a flexible
    column takes a share of the room that is left over."""

    key: str
    title: str
    width: int
    align: Align = "left"
    flexible: bool = False


class Cell(NamedTuple):
    """One cell's text as shown and its tone: ``""`` or one of ``good bad urgent warning dim draft unknown changed``.

    ``draft`` is text that could not be read and waits in its field; ``unknown`` a value not known yet. ``sort`` is
    the value to sort by where the text would sort wrongly (amounts, dates)."""

    text: str
    tone: str = ""
    sort: SortValue = None


class GridRow(NamedTuple):
    """One row: its stable key, its cells in the order of the columns (missing ones are empty), a tone for the cells
    that have none, and its height in lines (ignored when the grid wraps: then the text decides)."""

    key: str
    cells: tuple[Cell, ...]
    tone: str = ""
    height: int = 1

    def cell(self, index: int) -> Cell:
        """The cell of a column; an empty one when the row is shorter."""
        return self.cells[index] if index < len(self.cells) else Cell("")


class GridData(NamedTuple):
    """Everything a grid shows. The first ``frozen`` columns and the ``footer`` stay while the rest scrolls; with
    ``wrap`` a cell's text takes as many lines as it needs (six at most). ``empty`` is shown in place of no rows.
    ``bare`` leaves out the titles, every rule, and without the focus the cursor: for one list of several.
    ``order`` is the column by which the rows already stand, if any, and whether in reverse; the grid only marks it."""

    columns: tuple[Column, ...]
    rows: Sequence[GridRow]
    footer: tuple[GridRow, ...] = ()
    frozen: int = 1
    wrap: bool = False
    empty: str = ""
    bare: bool = False
    order: tuple[str | None, bool] = (None, False)
