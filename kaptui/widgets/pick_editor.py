"""Choosing rows of another table, or words, in a cell: typed into and found by name, pinyin or initials."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.widget import Widget

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.width import cells
from kaptui.plan.halfwidth import half_width
from kaptui.text import tr
from kaptui.widgets.box import Frame
from kaptui.widgets.cell_editor import CellEditor
from kaptui.widgets.options import Option
from kaptui.widgets.pick_list import PickList, QueryInput
from kaptui.widgets.picking import Picking


class PickEditor(CellEditor):
    """One key or several of options. Enter takes the one that was found; with ``multi`` Space chooses and Enter ends;
    Backspace in the empty line clears. With ``new`` what is typed can be chosen (a comma chooses it and goes on).

    The text is the keys chosen, one a line, empty for none. Leaving without Enter changes nothing for one key, and
    commits what is chosen for several."""

    DEFAULT_CSS = """
    PickEditor { width: 100%; height: 100%; background: $surface; }
    PickEditor > Frame > Vertical { margin: 1 2; width: 1fr; height: 1fr; }
    """

    def __init__(
        self,
        options: Iterable[Option],
        chosen: Iterable[str] = (),
        *,
        multi: bool = False,
        new: bool = False,
        optional: bool = True,
        query: str = "",
        title: str = "",
        glyphs: Glyphs = ASCII,
    ) -> None:
        """``query`` is typed already: a draft that names no option, to be corrected."""
        super().__init__()
        chosen = tuple(chosen)
        listed = tuple(options)
        known = {option.key for option in listed}
        listed += tuple(Option(key, key) for key in chosen if new and key not in known)
        self._picking = Picking(listed, multi=multi, chosen=chosen, new=new)
        self._optional = optional
        self._keys: tuple[str, ...] = chosen
        self._list = PickList(self._picking, glyphs=glyphs)
        self._input = QueryInput(query, self._steer, self._typed)
        self._frame = Frame(title, self._help(), glyphs=glyphs)
        self._picking.type(query)

    def compose(self) -> ComposeResult:
        """The line typed into, and what it finds."""
        with self._frame, Vertical():
            yield self._input
            yield self._list

    @property
    def pending(self) -> str:
        """The keys, one a line."""
        return "\n".join(self._keys)

    @property
    def unparsed(self) -> object:
        """A tuple of keys; for a single one the key, None for none."""
        return self._keys if self._picking.multi else (self._keys[0] if self._keys else None)

    @property
    def receiver(self) -> Widget:
        """The line takes the focus."""
        return self._input

    def place(self, cell: Region, room: Region, screen: Region) -> Region:
        """Below the cell, above it where there is more room; wholly on the screen."""
        widest = max((cells(option.text) + cells(option.hint) for option in self._picking.options[:200]), default=0)
        width = min(max(cell.width + 4, 40, widest + 14), 60, screen.width)
        below, above = screen.bottom - cell.y - 1, cell.y - screen.y
        height = min(len(self._picking.options) + 3 + self._picking.new, 14, max(below, above, 5))
        y = cell.y + 1 if below >= height else max(screen.y, cell.y - height)
        return Region(max(screen.x, min(cell.x - 2, screen.right - width)), y, width, height)

    def ended_by(self, key: str) -> bool:
        """Enter and Tab take what is chosen and found."""
        if key in ("enter", "tab", "shift+tab"):
            self._typed(self._input.value)
            if self._picking.wants_spelling:
                self._picking.learn(self._picking.spelling()())
            taken = self._picking.result()
            if not self._picking.multi and (key != "enter" and not self._input.value):
                taken = self._keys
            if not taken and self._input.value.strip():
                return True
            self._keys = taken
        return super().ended_by(key)

    def on_descendant_blur(self) -> None:
        """The focus went away from the whole editor."""
        if self.settled or not self.app.app_focus:
            return
        if self._picking.multi:
            self._keys = self._picking.chosen
            self.commit()
        else:
            self.give_up()

    def _steer(self, event: events.Key) -> bool:
        """Keys that choose; all others are typing."""
        if self.takes(event):
            return True
        self._typed(self._input.value)
        page = self._list.page_rows
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        if event.key in steps:
            self._picking.move(steps[event.key])
        elif event.key == "backspace" and not self._input.value and (self._optional or self._picking.multi):
            self._clear()
        elif self._picking.toggles(half_width(event.character or "")) and self._picking.current is not None:
            self._picking.toggle(self._picking.current)
            self._input.value = ""
            self._typed("")
        else:
            return False
        self._list.repaint()
        return True

    def _clear(self) -> None:
        """Choose nothing; for a single one that is an answer."""
        self._picking.clear()
        self._keys = ()
        if not self._picking.multi:
            self.commit()

    def _typed(self, query: str) -> None:
        self._picking.type(query)
        self._list.repaint()

    def _help(self) -> str:
        if self._picking.multi:
            return tr("Space chooses, Enter takes")
        return tr("Enter takes, Backspace clears") if self._optional else tr("Enter takes")
