"""The bar above a screen and the lines below it: what this is, and which keys do something here."""

from __future__ import annotations

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.width import cells, clip, fit
from kaptui.widgets.box import rule
from kaptui.widgets.paint import Line, Painted, Span

WAY = " > "
"""Stands between the names in a title."""


class TitleBar(Painted):
    """One line of title, left and right, and a rule below it. Where both do not fit, the left is shortened first, to
    half of the line at most: however many people are here, one sees where one is."""

    DEFAULT_CSS = """
    TitleBar { height: 2; dock: top; }
    """

    def __init__(self, glyphs: Glyphs = ASCII) -> None:
        super().__init__(glyphs=glyphs)
        self._left = self._right = ""

    def set(self, left: str, right: str) -> None:
        """Show other texts (people's text among them); repaints what differs."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.repaint()

    def picture(self, width: int, height: int) -> list[Line]:
        """Title and rule."""
        glyphs = self.glyphs
        left = glyphs.show(self._left)
        right = clip(glyphs.show(self._right), width - min(cells(left) + 2, width // 2), glyphs.cut)
        room = max(0, width - cells(right) - 1)
        left = fit(shortened(left, max(0, room - 1), glyphs.cut), room)
        title = (Span(left, "title"), Span(right + " " * (width - room - cells(right))))
        return [title, rule(width, glyphs)][:height]


def shortened(title: str, width: int, cut: str) -> str:
    """A way of names (``account > screen > deal``) in at most ``width`` cells: the longest names are cut, not the last,
    so that a long account leaves to be seen which screen this is."""
    names = title.split(WAY)
    left = width - cells(WAY) * (len(names) - 1)
    longest = 0
    for number, size in enumerate(sorted(map(cells, names))):
        longest = left // (len(names) - number)
        if size > longest:
            break
        left -= size
    return clip(WAY.join(clip(name, max(1, longest), cut) for name in names), width, cut)


class HintBar(Painted):
    """A rule with a few words on the state of things, then two lines of keys: this screen's and those everywhere."""

    DEFAULT_CSS = """
    HintBar { height: 3; dock: bottom; }
    """

    def __init__(self, glyphs: Glyphs = ASCII) -> None:
        super().__init__(glyphs=glyphs)
        self._texts = ("", "", "")
        self._tone = "title"

    def set(self, status: str, here: str, everywhere: str, tone: str = "title") -> None:
        """Show other texts, the status in its tone; repaints what differs. Hints stand two spaces apart: those that
        do not fit any more are left out whole."""
        if (status, here, everywhere, tone) != (*self._texts, self._tone):
            self._texts = (status, here, everywhere)
            self._tone = tone
            self.repaint()

    def picture(self, width: int, height: int) -> list[Line]:
        """Rule and hints."""
        status, *hints = (self.glyphs.show(text) for text in self._texts)
        lines: list[Line] = [rule(width, self.glyphs, status, self._tone)]
        lines += [(Span(fit(whole_hints(text, width), width)),) for text in hints]
        return lines[:height]


def whole_hints(text: str, width: int) -> str:
    """As many hints from the beginning as fit into ``width`` cells; at least the first, cut."""
    if cells(text) <= width:
        return text
    lead = text[: len(text) - len(text.lstrip())]
    kept = ""
    for hint in text.strip().split("  "):
        longer = f"{kept}  {hint}" if kept else lead + hint
        if cells(longer) > width:
            break
        kept = longer
    return kept or clip(text, width)
