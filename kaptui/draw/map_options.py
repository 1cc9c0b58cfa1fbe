"""How a map is to be drawn: the view, the zoom, the overlay, and what every view answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.map_glyphs import MapGlyphs, map_glyphs
from kaptui.draw.picture import Box, Row, Size, Tone, Window


class View(StrEnum):
    """The four views of one map, in the order in which ``v`` goes through them."""

    OUTLINE = "outline"
    CHART = "chart"
    PROCESS = "process"
    MATRIX = "matrix"


class Zoom(StrEnum):
    """How much of a person the chart shows, from a single cell to a card."""

    DOT = "dot"
    TAG = "tag"
    BOX = "box"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Tag:
    """What an overlay says about one person: in one cell, in up to ``TAG_CELLS``, and in words; the tone repeats it."""

    dot: str
    short: str
    words: str
    tone: Tone = Tone.PLAIN


TAG_CELLS = 4
"""The width of an overlay's short text."""


@dataclass(frozen=True, slots=True)
class MapOptions:
    """Everything that shapes a drawing beside the people shown.

    ``width`` is the canvas in cells, ``None`` for the drawing's own extent. ``tags`` are the overlay's, by person id.
    ``cursor`` keeps room for the mark of a selected person in the outline. ``show_links`` draws the outline's arcs, and
    badges of everybody where nobody is selected. ``list_names`` adds, below a chart, every name that a box had to clip:
    on paper there is no side card to read it from.
    """

    view: View = View.OUTLINE
    zoom: Zoom = Zoom.BOX
    width: int | None = None
    glyphs: Glyphs = ASCII
    tags: Mapping[str, Tag] | None = field(default=None, hash=False)
    show_links: bool = False
    cursor: bool = False
    list_names: bool = False

    @property
    def map_glyphs(self) -> MapGlyphs:
        """The map's own characters of the glyph set."""
        return map_glyphs(self.glyphs)


class Drawing(Protocol):
    """A map laid out: where everything stands is settled, and any part of it can be painted for whoever is selected."""

    @property
    def size(self) -> Size:
        """The extent of the whole drawing in cells."""

    @property
    def boxes(self) -> Mapping[str, Box]:
        """Where each person drawn stands, by id."""

    def paint(self, window: Window, selected: str | None = None) -> tuple[Row, ...]:
        """The rows of a part of the drawing, each exactly as wide as the window."""
