"""What a grid tells its screen. Handlers are named ``on_grid_opened`` and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from kaptui.widgets.grid import Grid


@dataclass
class GridMessage(Message):
    """The grid that speaks; ``@on(Grid.Opened, "#people")`` selects by it."""

    grid: Grid

    @property
    def control(self) -> Grid:
        """The grid."""
        return self.grid


@dataclass
class Opened(GridMessage, namespace="grid"):
    """Enter on the cell of this row and column."""

    row: str
    column: str


@dataclass
class Moved(GridMessage, namespace="grid"):
    """The cursor stands on another cell than before, by a key or because its row went away."""

    row: str
    column: str


@dataclass
class Pasted(GridMessage, namespace="grid"):
    """Text was pasted while browsing: rows of cells, to be filled in from the cell of the cursor on."""

    cells: tuple[tuple[str, ...], ...]
    row: str
    column: str


@dataclass
class PasteRefused(GridMessage, namespace="grid"):
    """What was pasted is more than anybody pastes on purpose: ``limit`` characters or cells at most."""

    limit: int
