"""Boxes drawn with glyphs, and lines broken to fit into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, wrap
from kaptui.widgets.paint import Line, Painted, Span, line_cells, merged, window_line


def boxed(
    lines: Sequence[Line], width: int, height: int, glyphs: Glyphs, title: str = "", note: str = ""
) -> list[Line]:
    """The lines in a box of exactly ``width`` by ``height`` cells, cut or filled up; the title stands in the upper
    edge, the note in the lower one. In less than 2 cells or lines there is no room for a box: the lines alone."""
    if width < 2 or height < 2:
        return [window_line(lines[y] if y < len(lines) else (), 0, width) for y in range(height)]
    side = Span(glyphs.vertical, "dim")
    rows = [window_line(lines[y] if y < len(lines) else (), 0, width - 2) for y in range(height - 2)]
    return [
        _edge(glyphs.top_left, glyphs.top_right, title, width, glyphs),
        *(merged((side, *row, side)) for row in rows),
        _edge(glyphs.bottom_left, glyphs.bottom_right, note, width, glyphs),
    ]


def rule(width: int, glyphs: Glyphs, words: str = "", tone: str = "title") -> Line:
    """A line across ``width`` cells with a few words near its beginning."""
    words = clip(glyphs.show(words), width - 4, glyphs.cut) if width > 5 else ""
    if not words:
        return (Span(glyphs.horizontal * width, "dim"),)
    lead = Span(f"{glyphs.horizontal} ", "dim")
    return (lead, Span(words, tone), Span(" " + glyphs.horizontal * (width - 3 - cells(words)), "dim"))


def cut_line(line: Iterable[Span], width: int, glyphs: Glyphs) -> Line:
    """Exactly ``width`` cells of a line, a mark in the last when some of it is left out."""
    line = tuple(line)
    if line_cells(line) <= width:
        return window_line(line, 0, width)
    shorter = window_line(line, 0, width - 1)
    return merged((*shorter, Span(glyphs.cut, shorter[-1].tone if shorter else "")))


def broken(line: Line, width: int) -> Iterator[Line]:
    """A line of visible text as lines of at most ``width`` cells, each part in its tone. What follows the first line
    stands under its first word, unless that leaves less than half the width."""
    if line_cells(line) <= width:
        yield line
        return
    text = "".join(span.text for span in line)
    indent = len(text) - len(text.lstrip(" "))
    if indent > width // 2:
        indent = 0
    parts = wrap(text[indent:], width - indent)
    if len({span.tone for span in line}) == 1:
        yield from (merged((Span(" " * indent), Span(part, line[0].tone))) for part in parts)
        return
    tones = [span.tone for span in line for _ in span.text]
    at = indent
    for part in parts:
        found = text.find(part, at)
        at = found if found >= 0 else at
        toned = (Span(sign, tone) for sign, tone in zip(part, [*tones[at:], *[""] * len(part)], strict=False))
        yield merged((Span(" " * indent), *toned))
        at += len(part)


def _edge(left: str, right: str, words: str, width: int, glyphs: Glyphs) -> Line:
    inner = rule(width - 2, glyphs, words)
    return merged((Span(left, "dim"), *inner, Span(right, "dim")))


class Frame(Painted):
    """A box with a title around other widgets; its children stand inside by a margin of their own."""

    def __init__(self, title: str = "", note: str = "", *, glyphs: Glyphs, id: str | None = None) -> None:  # noqa: A002
        super().__init__(glyphs=glyphs, id=id)
        self._title, self._note = title, note

    def set(self, title: str, note: str) -> None:
        """Other words in the edges."""
        if (title, note) != (self._title, self._note):
            self._title, self._note = title, note
            self.repaint()

    def picture(self, width: int, height: int) -> list[Line]:
        """The box, empty."""
        return boxed((), width, height, self.glyphs, self._title, self._note)
