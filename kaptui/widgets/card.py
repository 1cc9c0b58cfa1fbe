"""A box with a title around lines that scroll. Other lines repaint inside it and never its border."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.widgets.box import Frame
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line


class CardLines(Lines):
    """The lines inside a card, which hears how many of them are out of sight below and says so in its edge."""

    COUNTS_REST = False

    @property
    def below(self) -> int:
        """How many lines follow the last in sight."""
        return max(0, self._count - self._top - self._rows)

    def repaint(self) -> None:
        """Bring the lines up to date, and the number in the card's edge."""
        super().repaint()
        if isinstance(self.parent, Card):
            self.parent.tell_rest()

    def _focus_changed(self, focused: bool) -> None:
        super()._focus_changed(focused)
        if isinstance(self.parent, Card):
            self.parent.tell_rest()


class Card(Frame):
    """Shows wrapped lines under a title; the lower edge counts those out of sight, the title tells who has the keys."""

    DEFAULT_CSS = """
    Card > CardLines { margin: 1 1 1 2; width: 1fr; height: 1fr; }
    """

    def __init__(self, *, glyphs: Glyphs = ASCII, focusable: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(glyphs=glyphs, id=id)
        self.lines = CardLines(glyphs=glyphs, wraps=True, focusable=focusable)
        self._heading = ""

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self.lines

    def show(self, lines: Sequence[Line], title: str) -> None:
        """Show other lines under a title; the scroll stays."""
        self._heading = title
        self.lines.show(lines)
        self.tell_rest()

    def tell_rest(self) -> None:
        """Bring title and edge up to date."""
        mark = f"{self.glyphs.cursor} " if self.lines.has_focus else ""
        self.set(self.glyphs.show(mark + self._heading), f"+{self.lines.below}" if self.lines.below else "")

    def move(self, dy: int) -> bool:
        """Scroll by so many lines."""
        return self.lines.move(dy)

    def as_text(self) -> str:
        """Title and all lines as plain text."""
        return f"{self._heading}\n{self.lines.as_text()}"
