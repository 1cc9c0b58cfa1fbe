"""Lines of toned text: the panels of the dashboard, help, side panes, cards. Scrolls, and may have a cursor line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.widgets.box import boxed, broken, cut_line
from kaptui.widgets.paint import Line, Painted, Span, merged, window_line
from kaptui.widgets.typeahead import painted_together

_STEPS = {"up": -1, "down": 1}


class Lines(Painted):
    """Shows lines; one with a cursor takes the arrows, the page keys, Home, End and Enter while it has the focus, and
    one without scrolls by them as long as there is something to scroll. Its screen may call ``move`` instead. How many
    lines are below those in view stands in the lower edge, or at the end of the last line."""

    ALLOW_SELECT = False
    COUNTS_REST: ClassVar[bool] = True
    """Whether the lines themselves say how many more there are."""

    @dataclass
    class Opened(Message):
        """Enter on the cursor line."""

        lines: Lines
        index: int

        @property
        def control(self) -> Lines:
            """The widget."""
            return self.lines

    @dataclass
    class Moved(Message):
        """The cursor line is another one than before."""

        lines: Lines
        index: int

        @property
        def control(self) -> Lines:
            """The widget."""
            return self.lines

    @dataclass
    class Resized(Message):
        """The widget has another size: lines that were made to fit the old one may be made anew."""

        lines: Lines

        @property
        def control(self) -> Lines:
            """The widget."""
            return self.lines

    def __init__(
        self,
        *,
        glyphs: Glyphs = ASCII,
        title: str = "",
        boxed: bool = False,
        focusable: bool = False,
        wraps: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        """``boxed`` draws a box with the title in its upper edge and can take the focus; ``wraps`` breaks lines that
        are too long instead of cutting them."""
        super().__init__(glyphs=glyphs, id=id, classes=classes)
        self.can_focus = boxed or focusable
        self._boxed = boxed
        self._wraps = wraps
        self._title = title
        self._lines: tuple[Line, ...] = ()
        self._selectable: tuple[int, ...] = ()
        self._broken: dict[tuple[Line, int], list[Line]] = {}
        self._cursor = self._top = self._rows = self._count = 0

    def show(
        self, lines: Sequence[Line], *, title: str | None = None, selectable: bool | Collection[int] = False
    ) -> None:
        """Show other lines and repaint the cells that differ. ``selectable`` are the numbers of the lines on which the
        cursor can stand (True: on all). The cursor stays with its line wherever that stands now, and the line at its
        height; when it is gone the cursor keeps its number, or the nearest. Without a cursor the scroll stays."""
        before = self._lines
        self._lines = tuple(tuple(Span(self.glyphs.show(text), tone) for text, tone in line) for line in lines)
        if title is not None:
            self._title = title
        chosen = range(len(lines)) if selectable is True else (selectable or ())
        had_cursor = bool(self._selectable)
        self._selectable = tuple(sorted(index for index in chosen if 0 <= index < len(lines)))
        if had_cursor and self._cursor < len(before):
            self._follow(before)
        if self._selectable and self._cursor not in self._selectable:
            self._cursor = min(self._selectable, key=lambda index: abs(index - self._cursor))
        self.repaint()

    def _follow(self, before: Sequence[Line]) -> None:
        """The cursor to where its line stands now: among lines that look alike, the same one counted from the end,
        for lists that change by themselves do so at their beginning."""
        line = before[self._cursor]
        alike = [index for index in self._selectable if self._lines[index] == line]
        if alike:
            after = sum(other == line for other in before[self._cursor + 1 :])
            index = alike[max(0, len(alike) - 1 - after)]
            self._top += index - self._cursor
            self._cursor = index

    @property
    def cursor(self) -> int | None:
        """The number of the cursor line; None when there is nothing to select."""
        return self._cursor if self._selectable else None

    def go_to(self, index: int) -> bool:
        """Put the cursor on a line, or without a cursor scroll so that this line is the first. True when that changed
        something."""
        if self._selectable:
            if index == self._cursor or index not in self._selectable:
                return False
            self._cursor = index
            self.post_message(self.Moved(self, index))
            painted_together(self)
        else:
            top = max(0, min(index, self._count - self._rows))
            if top == self._top:
                return False
            self._top = top
        self.repaint()
        return True

    def move(self, dy: int) -> bool:
        """Move the cursor by so many selectable lines, or scroll by so many lines; stops at the ends."""
        if not self._selectable:
            return self.go_to(self._top + dy)
        place = self._selectable.index(self._cursor) + dy
        return self.go_to(self._selectable[max(0, min(place, len(self._selectable) - 1))])

    def page(self, pages: int = 1) -> bool:
        """Move or scroll by screenfuls."""
        return self.move(pages * max(1, self._rows - 1))

    def open(self) -> None:
        """What Enter does: post ``Opened`` for the cursor line."""
        if self._selectable:
            self.post_message(self.Opened(self, self._cursor))

    def as_text(self) -> str:
        """Title and lines as plain text."""
        rows = ["".join(span.text for span in line).rstrip() for line in self._lines]
        return "\n".join([self._title, *rows] if self._title else rows)

    def on_resize(self) -> None:
        """Textual calls this for every class: the painting of the new size happens elsewhere."""
        self.post_message(self.Resized(self))

    def on_key(self, event: events.Key) -> None:
        """The keys of a list; what does nothing here goes up to the screen."""
        key = event.key
        if key in _STEPS:
            done = self.move(_STEPS[key]) or bool(self._selectable)
        elif key in ("pageup", "pagedown"):
            done = self.page(1 if key == "pagedown" else -1)
        elif key in ("home", "end"):
            done = self.move(len(self._lines) * (1 if key == "end" else -1) * 2)
        else:
            done = key == "enter" and bool(self._selectable)
            if done:
                self.open()
        if done:
            event.stop()
            event.prevent_default()

    def picture(self, width: int, height: int) -> list[Line]:
        """The lines in view, the cursor's in reverse and with a mark before it. Of a box without a cursor the title has
        the mark while it has the focus."""
        edge = 2 if self._boxed and width > 1 and height > 1 else 0
        pad = 1 if self._boxed or self._selectable else 0
        room = max(1, width - edge - 2 * pad)
        parts = self._parts(room)
        shown = [(index, part) for index, line in enumerate(self._lines) for part in parts[line, room]]
        self._rows, self._count = height - edge, len(shown)
        self._scroll([place for place, (index, _) in enumerate(shown) if index == self._cursor])
        seen = shown[self._top : self._top + self._rows]
        body = [self._padded(index, part, room, pad) for index, part in seen]
        hidden = len(shown) - self._top - len(seen)
        more = f"+{hidden}" if hidden > 0 and self.COUNTS_REST else ""
        if edge:
            title = f"{self.glyphs.cursor} {self._title}" if self.has_focus and not self._selectable else self._title
            return boxed(body, width, height, self.glyphs, title, more)
        lines = [cut_line(line, width, self.glyphs) for line in body]
        if more and lines and width > 2 * len(more):
            lines[-1] = merged((*window_line(lines[-1], 0, width - len(more) - 1), Span(f" {more}", "dim")))
        return lines

    def _parts(self, room: int) -> dict[tuple[Line, int], list[Line]]:
        """The lines to be seen for each line. Those of the last picture are kept: notes may have a thousand lines."""
        known = self._broken
        self._broken = {
            key: known.get(key) or (list(broken(*key)) if self._wraps else [key[0]])
            for line in self._lines
            for key in ((line, room),)
        }
        return self._broken

    def _scroll(self, cursor: list[int]) -> None:
        """Keep the scroll inside the lines, and the cursor's lines inside the view."""
        self._top = max(0, min(self._top, self._count - self._rows))
        if self._selectable and cursor:
            self._top = max(0, min(max(self._top, cursor[-1] - self._rows + 1), cursor[0]))

    def _padded(self, index: int, part: Line, room: int, pad: int) -> Line:
        """A line with its margin; the cursor's is marked, and in reverse while the panel has the focus."""
        line = cut_line(part, room, self.glyphs)
        under = index == self._cursor and bool(self._selectable)
        if under and self.has_focus:
            line = tuple(Span(text, f"{tone} cursor".strip()) for text, tone in line)
        mark = self.glyphs.cursor if under else " "
        return (Span(mark * pad), *line, Span(" " * pad))
