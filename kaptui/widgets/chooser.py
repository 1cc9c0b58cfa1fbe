"""Choosing one or several of many by typing: the palette, find, people, actions, accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.plan.halfwidth import half_width
from kaptui.text import tr
from kaptui.widgets.box import Frame
from kaptui.widgets.calm_screen import CalmModalScreen
from kaptui.widgets.options import Option
from kaptui.widgets.pick_list import PickList, QueryInput
from kaptui.widgets.picking import Picking

Chosen = str | tuple[str, ...] | None
"""What comes back: the key of an option; with ``multi`` a tuple of keys; None when it was given up."""


class Chooser(CalmModalScreen[Chosen]):
    """A line to type into and below it what it finds. Arrows and the page keys move, Enter takes, Esc gives up; with
    ``multi`` Space chooses, with ``numbered`` a digit takes at once. ``new`` lets people choose what they typed."""

    DEFAULT_CSS = """
    Chooser { align: center top; background: transparent; }
    Chooser > Frame { width: 76; max-width: 100%; max-height: 100%; margin-top: 2; background: $surface; }
    Chooser > Frame > Vertical { margin: 1 2; width: 1fr; height: 1fr; }
    """
    AUTO_FOCUS = "QueryInput"

    def __init__(
        self,
        title: str,
        options: Iterable[Option],
        *,
        multi: bool = False,
        chosen: Sequence[str] = (),
        new: bool = False,
        numbered: bool = False,
        query: str = "",
        empty: str = "",
        glyphs: Glyphs = ASCII,
    ) -> None:
        """``title`` is shown as it stands; ``chosen`` are the keys chosen at first; ``empty`` stands for no option."""
        super().__init__()
        self._picking = Picking(options, multi=multi, chosen=chosen, new=new)
        self._list = PickList(self._picking, glyphs=glyphs, numbered=numbered, empty=empty)
        self._input = QueryInput(query, self._steer, self._typed)
        self._frame = Frame(title, tr("Esc gives up"), glyphs=glyphs)
        self._frame.styles.height = min(20, max(3, len(self._picking.options) + new) + 3)
        self._spelling = False
        self._picking.type(query)

    def compose(self) -> ComposeResult:
        """The box with the line and the list."""
        with self._frame, Vertical():
            yield self._input
            yield self._list

    def _steer(self, event: events.Key) -> bool:
        """Keys that choose; all others are typing. Whatever was typed before them counts."""
        self._typed(self._input.value)
        key = event.key
        page = self._list.page_rows
        steps = {"up": -1, "down": 1, "ctrl+p": -1, "ctrl+n": 1, "pageup": -page, "pagedown": page}
        typed = half_width(event.character or "")
        picked = self._list.numbered_option(typed)
        if key in steps:
            self._picking.move(steps[key])
        elif key == "escape":
            self.dismiss(None)
        elif key == "enter":
            self._take()
        elif picked is not None:
            self.dismiss((picked.key,) if self._picking.multi else picked.key)
        elif self._picking.toggles(typed):
            self._toggle()
        else:
            return False
        self._list.repaint()
        return True

    def _toggle(self) -> None:
        """Choose the option under the cursor, and begin a new query."""
        if self._picking.current is not None:
            self._picking.toggle(self._picking.current)
            if self._input.value:
                self._input.value = ""
                self._typed("")

    def _take(self) -> None:
        """End with what is chosen; an empty result only where nothing is a choice."""
        if self._picking.wants_spelling:
            self._picking.learn(self._picking.spelling()())
        keys = self._picking.result()
        if self._picking.multi:
            self.dismiss(keys)
        elif keys:
            self.dismiss(keys[0])

    def _typed(self, query: str) -> None:
        self._picking.type(query)
        self._list.repaint()
        if self._picking.wants_spelling and not self._spelling:
            self._spelling = True
            self._look_up()

    @work(thread=True, exit_on_error=False)
    def _look_up(self) -> None:
        """The pinyin of thousands of names takes a moment: meanwhile typing goes on."""
        spelt = self._picking.spelling()()
        self.app.call_from_thread(self._learn, spelt)

    def _learn(self, spelt: dict[str, tuple[str, ...]]) -> None:
        self._picking.learn(spelt)
        self._list.repaint()
