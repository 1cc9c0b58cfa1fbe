"""The two parts of every chooser: the line that is typed into, and the list of what it finds."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.widgets import Input

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, fit
from kaptui.text import tr
from kaptui.widgets.line_editor import LINE_LIMIT, one_line
from kaptui.widgets.options import Option
from kaptui.widgets.paint import Line, Painted, Span, merged, window_line
from kaptui.widgets.picking import Picking

NUMBERS = "1234567890"
"""The keys that pick the first ten of a numbered list."""


class PickList(Painted):
    """The options that a ``Picking`` found, its cursor kept in view. Owned by a chooser, which takes the keys."""

    def __init__(self, picking: Picking, *, glyphs: Glyphs, numbered: bool = False, empty: str = "") -> None:
        """``empty`` stands in place of no option; without it "Nothing found"."""
        super().__init__(glyphs=glyphs)
        self._picking = picking
        self._numbered = numbered
        self._empty = empty
        self._top = 0

    @property
    def page_rows(self) -> int:
        """The rows that are seen at once."""
        return max(1, self.size.height)

    def numbered_option(self, character: str | None) -> Option | None:
        """The option that a digit picks: the first ten of the rows in view."""
        rows = self._picking.rows
        place = NUMBERS.find(character) + self._top if character else -1
        return rows[place] if self._numbered and character and character in NUMBERS and place < len(rows) else None

    def picture(self, width: int, height: int) -> list[Line]:
        """A row for each option in view: cursor mark, number or check box, text, hint at the right."""
        picking = self._picking
        rows = picking.rows
        if not rows:
            wait = tr("Looking up the pinyin") if picking.wants_spelling else ""
            return [(Span(fit(f"  {wait or self._empty or tr('Nothing found')}", width), "dim"),)]
        self._top = max(0, min(max(self._top, picking.cursor - height + 1), picking.cursor, len(rows) - 1))
        seen = rows[self._top : self._top + height]
        lines = [self._row(option, place, width) for place, option in enumerate(seen)]
        below = len(rows) - self._top - len(seen)
        return [*lines[:-1], _with_count(lines[-1], below, width)] if below and lines else lines

    def _row(self, option: Option, place: int, width: int) -> Line:
        picking, glyphs = self._picking, self.glyphs
        under = self._top + place == picking.cursor
        lead = f"{glyphs.cursor if under else ' '} "
        if self._numbered:
            lead += f"{NUMBERS[place] if place < len(NUMBERS) else ' '} "
        if picking.multi:
            lead += "[x] " if option.key in picking.chosen else "[ ] "
        text = glyphs.show(option.text)
        if picking.offered is not None and self._top + place == len(picking.found):
            text = tr("new: {text}", text=text)
        hint = clip(glyphs.show(option.hint), max(0, (width - cells(lead)) // 2), glyphs.cut)
        room = max(0, width - cells(lead) - (cells(hint) + 2 if hint else 0))
        shown = clip(text, room, glyphs.cut)
        gap = " " * max(0, width - cells(lead) - cells(shown) - cells(hint))
        tail = Span(hint, "dim")
        return tuple(
            span for span in (Span(lead), Span(shown, "cursor" if under else ""), Span(gap), tail) if span.text
        )


def _with_count(line: Line, below: int, width: int) -> Line:
    """The last line in view, with how many options are below it at its end."""
    more = f" +{below}"
    return merged((*window_line(line, 0, max(0, width - len(more))), Span(more, "dim")))


class QueryInput(Input):
    """One line that is typed into. Its owner sees every key first (``steer``), and every change (``changed``)."""

    TYPED_INTO = True
    DEFAULT_CSS = """
    QueryInput { height: 1; border: none; padding: 0; background: $surface; text-style: underline; }
    QueryInput:focus { border: none; background-tint: transparent; }
    QueryInput > .input--cursor { text-style: reverse; background: $surface; color: $foreground; }
    QueryInput > .input--selection { text-style: reverse; background: $surface; color: $foreground; }
    """

    def __init__(self, text: str, steer: Callable[[events.Key], bool], changed: Callable[[str], None]) -> None:
        super().__init__(one_line(text), select_on_focus=False, max_length=LINE_LIMIT, compact=True)
        self.cursor_blink = False
        self._steer = steer
        self._changed = changed

    def on_key(self, event: events.Key) -> None:
        """The owner's keys, else typing."""
        if self._steer(event):
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        """Pasted lines become one."""
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text)[: LINE_LIMIT - len(self.value)], *sorted(self.selection))

    @on(Input.Changed)
    def _tell(self, message: Input.Changed) -> None:
        message.stop()
        self._changed(self.value)

    @on(Input.Submitted)
    @on(Input.Blurred)
    def _keep_to_itself(self, message: Input.Submitted | Input.Blurred) -> None:
        message.stop()
