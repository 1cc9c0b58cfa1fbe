"""Editing one line of text in place: names, amounts, percentages, dates."""

from __future__ import annotations

import re

from textual import events, on
from textual.widgets import Input

from kaptui.widgets.cell_editor import CellEditor

LINE_LIMIT = 2_000
"""Characters that one line of a field holds."""

_GAP = re.compile("[ \t\r\n\u2028\u2029]+")
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")


def one_line(text: str) -> str:
    """Text for an input of one line: line ends and tabs, with the spaces around them, as one space, without what a
    terminal would obey. A megabyte takes a moment, whatever it is made of."""
    return _OBEYED.sub("", _GAP.sub(lambda gap: " " if gap[0].strip(" ") else gap[0], text))


class LineEditor(Input, CellEditor):
    """A Textual ``Input`` of one line without blink, border, validators or ``type=`` (which would swallow letters
    without a word). With ``select_all`` the first key replaces the text, as amounts and dates want it; otherwise the
    cursor stands behind the text."""

    TYPED_INTO = True
    DEFAULT_CSS = """
    LineEditor {
        width: 100%;
        height: 1;
        border: none;
        padding: 0;
        background: $surface;
        color: $foreground;
        text-style: underline;
        background-tint: transparent;
    }
    LineEditor:focus { border: none; background-tint: transparent; }
    LineEditor > .input--cursor { text-style: reverse; background: $surface; color: $foreground; }
    LineEditor > .input--selection { text-style: reverse; background: $surface; color: $foreground; }
    """

    def __init__(self, text: str = "", *, select_all: bool = False) -> None:
        super().__init__(one_line(text), select_on_focus=select_all, max_length=LINE_LIMIT, compact=True)
        self.cursor_blink = False

    @property
    def pending(self) -> str:
        """The text as it stands."""
        return self.value

    def on_key(self, event: events.Key) -> None:
        """Enter, Tab and Esc end; everything else is typing."""
        self.takes(event)

    def _on_paste(self, event: events.Paste) -> None:
        """Pasted lines become one: Textual would keep the first and drop the others in silence."""
        event.prevent_default()
        if self.takes(event):
            return
        event.stop()
        if len(event.text) + len(self.value) > LINE_LIMIT:
            self.post_message(self.Refused(self, LINE_LIMIT))
        else:
            self.replace(one_line(event.text), *sorted(self.selection))

    def on_blur(self) -> None:
        """Leaving commits."""
        self.left()

    @on(Input.Changed)
    @on(Input.Submitted)
    @on(Input.Blurred)
    def _keep_to_itself(self, message: Input.Changed | Input.Submitted | Input.Blurred) -> None:
        """An editor speaks by its own messages only; a screen's own inputs stay distinct."""
        message.stop()
