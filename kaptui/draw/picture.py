"""What a drawing is: rows of toned text that are all equally wide, and where each person stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """What a stretch of text means beside its characters. A colour may repeat it, never carry it alone."""

    PLAIN = ""
    LINE = "line"
    LABEL = "label"
    DIM = "dim"
    SELECTED = "selected"
    CHANGED = "changed"
    GHOST = "ghost"
    LINK = "link"
    CONFLICT = "conflict"
    ENEMY = "enemy"
    OPPONENT = "opponent"
    SUPPORTER = "supporter"
    MENTOR = "mentor"
    UNKNOWN = "unknown"
    GOOD = "good"
    WARNING = "warning"
    URGENT = "urgent"


class Span(NamedTuple):
    """Text of one tone within a row; already safe for the terminal."""

    text: str
    tone: Tone = Tone.PLAIN


Row = tuple[Span, ...]
"""One row of cells from left to right."""


class Size(NamedTuple):
    """An extent in cells."""

    width: int
    height: int


class Box(NamedTuple):
    """The cells ``x … x+w-1`` by ``y … y+h-1`` that somebody takes in a drawing."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column to the right of the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row below the box."""
        return self.y + self.h

    def holds(self, x: int, y: int) -> bool:
        """Whether the cell belongs to the box."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def moved(self, x: int, y: int) -> Box:
        """The same box ``x`` columns further right and ``y`` rows further down."""
        return Box(self.x + x, self.y + y, self.w, self.h)


class Label(NamedTuple):
    """A text that stands at a cell of a drawing."""

    x: int
    y: int
    text: str
    tone: Tone = Tone.PLAIN


class Window(NamedTuple):
    """The part of a drawing that is asked for: ``width`` columns from ``left``, ``height`` rows from ``top``."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing. Every row takes exactly ``width`` cells; ``boxes`` says where each person stands, by id."""

    rows: tuple[Row, ...]
    width: int
    boxes: Mapping[str, Box]

    @property
    def size(self) -> Size:
        """Columns and rows in cells."""
        return Size(self.width, len(self.rows))

    def lines(self) -> list[str]:
        """The rows as text without tones."""
        return ["".join(span.text for span in row) for row in self.rows]

    def text(self) -> str:
        """The whole drawing as text, rows parted by newlines, none at the end."""
        return "\n".join(self.lines())
