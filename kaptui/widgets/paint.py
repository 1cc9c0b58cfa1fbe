"""Lines of toned text, and the base of every widget that paints such lines.

A picture is one ``Line`` per row of the widget, each exactly as wide as the widget. ``Painted`` keeps the picture
that stands on the screen; ``repaint`` asks for the new one and refreshes only the cells that differ, so that moving
a cursor over a table costs two short writes and never a layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final, NamedTuple, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.width import cells, window

TONES: Final[Mapping[str, Style]] = {
    "dim": Style(dim=True),
    "good": Style(color="green", bold=True),
    "bad": Style(color="red", underline=True),
    "urgent": Style(color="red", bold=True, underline=True),
    "warning": Style(color="yellow", bold=True),
    "draft": Style(color="red", underline=True, italic=True),
    "unknown": Style(dim=True),
    "changed": Style(color="green", underline=True),
    "title": Style(bold=True),
    "key": Style(bold=True),
    "cursor": Style(reverse=True),
}
"""What text can mean beside its words: a colour of the terminal's own palette, and something that shows without colour.

No style sheet says this: Textual would match its rules for every tone of every widget, anew whenever a screen opens."""


class Span(NamedTuple):
    """Text for the screen with its tone: names of ``TONES`` separated by spaces, or none. One line, already passed
    through ``Glyphs.show``."""

    text: str
    tone: str = ""


Line = tuple[Span, ...]
"""One line of a picture or of a panel, from left to right."""


def line_cells(line: Iterable[Span]) -> int:
    """The cells of a whole line."""
    return sum(cells(span.text) for span in line)


def merged(spans: Iterable[Span]) -> Line:
    """The same line in as few spans as possible: every span costs escape sequences on the wire."""
    kept: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if kept and kept[-1].tone == span.tone:
            kept[-1] = Span(kept[-1].text + span.text, span.tone)
        else:
            kept.append(span)
    return tuple(kept)


def window_line(line: Iterable[Span], start: int, width: int) -> Line:
    """Exactly ``width`` cells of a line from cell ``start`` on; wide characters cut at an edge become spaces."""
    kept: list[Span] = []
    at = 0
    end = start + width
    for span in line:
        size = cells(span.text)
        if at >= end:
            break
        if at + size > start:
            left, right = max(0, start - at), min(size, end - at)
            text = span.text if right - left == size else window(span.text, left, right - left)
            kept.append(Span(text, span.tone))
        at += size
    kept.append(Span(" " * (end - max(start, at))))
    return merged(kept)


def difference(old: Line, new: Line) -> tuple[int, int] | None:
    """The cells ``(from, to)`` in which two lines of equal width differ; None when they look the same."""
    if old is new or old == new:
        return None
    width = line_cells(new)
    left = _equal_cells(old, new)
    if left >= width:
        return None
    right = _equal_cells(_reversed(old), _reversed(new))
    return left, max(left + 1, width - right)


def _equal_cells(old: Iterable[Span], new: Iterable[Span]) -> int:
    """How many cells two lines have in common at their beginning, counted to the last common span border and from
    there as far as plain ASCII goes, where every character is a cell."""
    same = 0
    for before, after in zip(old, new, strict=False):
        if before == after:
            same += cells(before.text)
            continue
        if before.tone == after.tone:
            same += _equal_ascii(before.text, after.text)
        break
    return same


def _equal_ascii(old: str, new: str) -> int:
    """How many characters two texts have in common at their beginning; one less where a mark may follow the last."""
    for count, (one, other) in enumerate(zip(old, new, strict=False)):
        if not (one.isascii() and other.isascii()):
            return max(0, count - 1)
        if one != other:
            return count
    return max(0, min(len(old), len(new)) - 1)


def _reversed(line: Line) -> list[Span]:
    """A line read from its end."""
    return [Span(span.text[::-1], span.tone) for span in reversed(line)]


class Painted(Widget):
    """A widget that is a picture of lines. Subclasses give the ``picture``; whoever changes what it shows calls
    ``repaint``. It never scrolls or lays out by itself and paints nothing but the cells that differ."""

    tones: ClassVar[Mapping[str, Style]] = TONES
    """How each tone looks here."""
    DEFAULT_CSS = """
    Painted {
        width: 1fr;
        height: 1fr;
        overflow: hidden;
    }
    """

    def __init__(self, *, glyphs: Glyphs = ASCII, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        self._glyphs = glyphs
        self._painted: list[Line] = []
        self._painted_size = Size(0, 0)
        self._styles_by_tone: dict[str, Style] = {}
        self._base_style = Style()

    @property
    def glyphs(self) -> Glyphs:
        """The characters it draws with; setting them repaints."""
        return self._glyphs

    @glyphs.setter
    def glyphs(self, glyphs: Glyphs) -> None:
        if glyphs is not self._glyphs:
            self._glyphs = glyphs
            self.forget()
            self.repaint()

    def picture(self, width: int, height: int) -> list[Line]:
        """The lines as they should stand now: at most ``height`` of them, each exactly ``width`` cells wide."""
        raise NotImplementedError

    def forget(self) -> None:
        """Drop what a subclass remembers of its last picture; called when the glyphs changed."""

    def repaint(self) -> None:
        """Bring the screen to the present picture, refreshing only the cells that differ. Cheap when nothing does."""
        size = self.size
        if not self.is_mounted or not size or size != self._painted_size:
            self._painted_size = Size(0, 0)  # hidden: what stood there is not what will stand there
            return
        old, new = self._painted, self.picture(*size)
        self._painted = new
        regions = [region for y in range(size.height) if (region := _changed(old, new, y, size.width)) is not None]
        if regions:
            self.refresh(*regions)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the crop; the style beneath is asked for once a frame, not once a line."""
        base = _without_defaults(self.rich_style)
        if base != self._base_style:
            self._base_style = base
            self._styles_by_tone.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the picture that stands."""
        size = self.size
        if size != self._painted_size:
            self._painted_size = size
            self._painted = self.picture(*size)
        if y >= len(self._painted):
            return Strip.blank(size.width, self._base_style)
        return Strip([Segment(text, self._style(tone)) for text, tone in self._painted[y]], size.width)

    def focus(self, scroll_visible: bool = True) -> Self:
        """Take the focus. Textual would repaint everything first."""

        def take() -> None:
            if self.is_attached:
                self.screen.set_focus(self, scroll_visible=scroll_visible)

        self.app.call_later(take)
        return self

    def _on_focus(self, event: events.Focus) -> None:
        """Repaint what looks different with the focus; Textual would repaint everything."""
        event.prevent_default()
        self._focus_changed(True)

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self._focus_changed(False)

    def _focus_changed(self, focused: bool) -> None:
        # Nothing here is styled by the focus; Textual's watcher would match every rule of the style sheet once more.
        self.set_reactive(Widget.has_focus, focused)
        self.repaint()
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self) if focused else events.DescendantBlur(self))

    def notify_style_update(self) -> None:
        """Theme or style sheet changed."""
        self._styles_by_tone.clear()
        super().notify_style_update()

    def _style(self, tone: str) -> Style:
        style = self._styles_by_tone.get(tone)
        if style is None:
            style = self._base_style
            for name in tone.split():
                style += self.tones[name]
            self._styles_by_tone[tone] = style
        return style


def _without_defaults(style: Style) -> Style:
    """The style without naming the terminal's own colours, which is what every span begins with anyhow: twelve bytes
    less for each."""
    colours = (style.color, style.bgcolor)
    return style.without_color if all(colour is None or colour.is_default for colour in colours) else style


def _changed(old: Sequence[Line], new: Sequence[Line], y: int, width: int) -> Region | None:
    """The region of line ``y`` that differs between two pictures."""
    before, after = (lines[y] if y < len(lines) else () for lines in (old, new))
    if before is after:
        return None
    if not before or not after:
        return Region(0, y, width, 1) if before != after else None
    span = difference(before, after)
    return None if span is None else Region(span[0], y, span[1] - span[0], 1)
