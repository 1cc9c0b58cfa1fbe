"""The window on a map: it shows a part of a drawing, scrolls so that the selected person is seen, and knows no map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.message import Message

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.map_options import Drawing
from kaptui.draw.picture import Box, Row, Tone, Window
from kaptui.draw.width import fit
from kaptui.widgets.paint import TONES, Line, Painted, Span, merged

_CONTEXT = 1
"""Rows seen above and below the selected person, where there are any."""


class MapView(Painted):
    """Shows a drawing; only cells that differ are painted. The scroll stays where it is as long as whoever is selected
    is in sight, so that an edit leaves the map standing still."""

    @dataclass
    class Fitted(Message):
        """The window has this size in cells."""

        width: int
        height: int

    ALLOW_SELECT = False
    can_focus = True
    tones: ClassVar[Mapping[str, Style]] = {
        **TONES,
        "line": Style(dim=True),
        "label": Style(dim=True),
        "selected": Style(reverse=True),
        "ghost": Style(dim=True),
        "link": Style(color="green", bold=True),
        "conflict": Style(color="red", bold=True),
        "enemy": Style(color="red"),
        "opponent": Style(color="yellow"),
        "supporter": Style(color="green"),
        "mentor": Style(color="green", bold=True),
        "urgent": Style(color="red", bold=True),
        "changed": Style(color="green"),
    }

    def __init__(self, *, glyphs: Glyphs = ASCII, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(glyphs=glyphs, id=id)
        self._drawing: Drawing | None = None
        self._selected: str | None = None
        self._heading = ""
        self._legend: tuple[str, ...] = ()
        self._left = self._top = 0

    def show(
        self,
        drawing: Drawing,
        selected: str | None,
        *,
        heading: str = "",
        legend: Iterable[str] = (),
        anew: bool = False,
    ) -> None:
        """Show a drawing with somebody selected. ``heading`` stands above it and does not scroll, ``legend`` below it
        where there is room; ``anew`` begins at the upper left corner."""
        if anew:
            self._left = self._top = 0
        follow = anew or selected != self._selected or self._is_seen()
        self._drawing, self._selected, self._heading, self._legend = drawing, selected, heading, tuple(legend)
        if follow:
            self._follow()
        self.repaint()

    @property
    def seen(self) -> Window:
        """The part of the drawing in sight."""
        return Window(self._left, self._top, self.size.width, max(0, self.size.height - bool(self._heading)))

    def scroll_cells(self, dx: int, dy: int) -> None:
        """Scroll by cells, within the drawing; the selected person may leave the window."""
        self._left, self._top = self._left + dx, self._top + dy
        self._stay_inside()
        self.repaint()

    def picture(self, width: int, height: int) -> list[Line]:
        """The part of the drawing that fits."""
        if self._drawing is None:
            return [(Span(" " * width),)] * height
        self._stay_inside()
        head = [(Span(fit(self._heading, width), "dim"),)] if self._heading else []
        room = height - len(head)
        foot = self._legend if self._drawing.size.height + len(self._legend) < room else ()
        rows = self._drawing.paint(Window(self._left, self._top, width, room - len(foot)), self._selected)
        lines = [*head, *(_painted(row) for row in rows)]
        return [*lines, *((Span(fit(text, width), "dim"),) for text in foot)]

    def on_resize(self, event: events.Resize) -> None:
        """Whoever is selected stays in sight; the screen may draw for the new size."""
        self._follow()
        self.post_message(self.Fitted(event.size.width, event.size.height))

    def _box(self) -> Box | None:
        if self._drawing is None or self._selected is None:
            return None
        return self._drawing.boxes.get(self._selected)

    def _is_seen(self) -> bool:
        """Whether some of the selected person is in sight."""
        box = self._box()
        seen = self.seen
        return box is not None and (
            box.x < seen.left + seen.width
            and box.right > seen.left
            and box.y < seen.top + seen.height
            and box.bottom > seen.top
        )

    def _follow(self) -> None:
        """Scroll so that the whole selected person is in sight: by as few rows as that takes, with a row of what stands
        around; sideways to the middle, because every scroll paints the whole window."""
        box = self._box()
        if box is not None:
            seen = self.seen
            if box.w <= seen.width and not seen.left <= box.x <= box.right <= seen.left + seen.width:
                self._left = box.x - (seen.width - box.w) // 2
            self._top = _following(self._top, seen.height, box.y - _CONTEXT, box.bottom + _CONTEXT)
        self._stay_inside()

    def _stay_inside(self) -> None:
        extent = self._drawing.size if self._drawing is not None else None
        seen = self.seen
        self._left = max(0, min(self._left, extent.width - seen.width)) if extent else 0
        self._top = max(0, min(self._top, extent.height - seen.height)) if extent else 0


def _painted(row: Row) -> Line:
    """A row in as few spans as possible: blanks look the same in the tone of what stands before them."""
    spans: list[Span] = []
    for text, tone in row:
        blank = tone is Tone.PLAIN and text.isspace() and spans and spans[-1].tone != Tone.SELECTED.value
        spans.append(Span(text, spans[-1].tone if blank else tone.value))
    return merged(spans)


def _following(start: int, room: int, first: int, end: int) -> int:
    """Where a window of ``room`` cells has to start so that the cells from ``first`` on, at best up to ``end``, are in
    it: as near to ``start`` as that allows."""
    return min(max(start, end - room), first)
