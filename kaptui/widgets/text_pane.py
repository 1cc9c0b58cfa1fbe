"""Editing text of several lines in a pane at the lower edge of the table."""

from __future__ import annotations

import re

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.text import tr
from kaptui.widgets.box import Frame
from kaptui.widgets.cell_editor import CellEditor

TEXT_LIMIT = 50_000
"""Characters that a field of several lines holds."""

_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def several_lines(text: str) -> str:
    """Text for an input of several lines: one kind of line end, without what a terminal would obey."""
    return _OBEYED.sub("", re.sub("\r\n|[\r\u2028\u2029]", "\n", text))


class TextPane(CellEditor):
    """Several lines in a box, at least six of them. Enter begins a line; Ctrl+S, Tab and leaving commit; Esc gives up,
    but asks to be pressed again when text was changed: undo cannot bring back what was never committed."""

    DEFAULT_CSS = """
    TextPane { width: 100%; height: 100%; layout: vertical; background: $surface; }
    TextPane PaneText { margin: 1 2; border: none; padding: 0; width: 1fr; height: 1fr; background: $surface; }
    TextPane PaneText:focus { border: none; }
    TextPane PaneText .text-area--cursor { text-style: reverse; background: $surface; color: $foreground; }
    TextPane PaneText .text-area--selection { text-style: reverse; background: $surface; color: $foreground; }
    """

    def __init__(self, text: str = "", *, title: str = "", glyphs: Glyphs = ASCII) -> None:
        super().__init__()
        self._text = several_lines(text)
        self._area = PaneText(self, self._text)
        self._title = title
        self._frame = Frame(title, self._help(), glyphs=glyphs)
        self._asked = False

    def compose(self) -> ComposeResult:
        """The text in its box."""
        with self._frame:
            yield self._area

    @property
    def pending(self) -> str:
        """The text as it stands."""
        return self._area.text

    @property
    def receiver(self) -> Widget:
        """The text takes the focus."""
        return self._area

    def place(self, cell: Region, room: Region, screen: Region) -> Region:
        """As wide as the table, at its lower edge, or above the cell where it would lie over it."""
        height = min(max(8, room.height // 3), max(8, room.height), screen.height)
        y = max(screen.y, room.bottom - height)
        if cell.bottom > y and cell.y - height >= room.y:
            y = cell.y - height
        return Region(room.x, y, room.width, height)

    def ended_by(self, key: str) -> bool:
        """Ctrl+S, Tab, Shift+Tab and Esc."""
        if key == "escape" and self.pending != self._text and not self._asked:
            self._asked = True
            self._frame.set(self._title, tr("Esc again gives the change up, Ctrl+S keeps it"))
            return True
        self._asked = False
        self._frame.set(self._title, self._help())
        if key == "ctrl+s":
            self.commit()
            return True
        return key != "enter" and super().ended_by(key)

    def _help(self) -> str:
        return tr("Ctrl+S or Tab keeps, Esc gives up")


class PaneText(TextArea):
    """The text inside the pane: plain, wrapped, without blink, line numbers, tabulators, or a bar at its side, which
    Textual would draw in blocks that take two cells in some terminals."""

    TYPED_INTO = True
    DEFAULT_CSS = """
    PaneText { scrollbar-size: 0 0; }
    """

    def __init__(self, pane: TextPane, text: str) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self._pane = pane
        self.move_cursor(self.document.end)

    def render_line(self, y: int) -> Strip:
        """Exactly the width: Textual reckons a joiner at the end with what follows, and draws the two apart."""
        row = Strip(list(super().render_line(y)))
        return row.adjust_cell_length(self.size.width, self.rich_style)

    def on_key(self, event: events.Key) -> None:
        """Keys that end, else typing. Enter in an empty text is the habit of opening it, which somebody else did."""
        if not self._pane.takes(event) and event.key == "enter" and not self.text:
            event.stop()
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        """Pasted text without what a terminal would obey; more than the field holds is refused whole."""
        event.prevent_default()
        if self._pane.takes(event):
            return
        event.stop()
        if len(event.text) + len(self.text) > TEXT_LIMIT:
            self.post_message(CellEditor.Refused(self._pane, TEXT_LIMIT))
        else:
            self.insert(several_lines(event.text))

    def on_blur(self) -> None:
        """Leaving commits."""
        self._pane.left()

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _keep_to_itself(self, message: TextArea.Changed | TextArea.SelectionChanged) -> None:
        """An editor speaks by its own messages only."""
        message.stop()
