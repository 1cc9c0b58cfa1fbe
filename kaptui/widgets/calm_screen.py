"""Screens that repaint nothing when the focus moves, and whole rows where something vanished."""

from __future__ import annotations

from typing import Any, TypeVar

from textual._compositor import Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

Result = TypeVar("Result")


class WholeRows(Compositor):
    """Paints the whole rows in which an editor, a menu or a message stood that is gone or elsewhere now. Textual paints
    exactly the cells, and of a wide character that was covered by half a blank."""

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """As Textual lays out, and what came to light by it in whole rows."""
        before = self._full_map
        result = super().reflow(parent, size)
        for widget, was in before.items():
            now = self._full_map.get(widget)
            seen = was.clip.intersection(was.region)
            if seen and (now is None or now.region != was.region):
                self._dirty_regions.add(Region(0, seen.y, size.width, seen.height))
        return result


class CalmScreen(Screen[Result]):
    """The base of every screen. Textual repaints a whole screen, some ten kilobytes, whenever the focus goes from one
    widget to another; the widgets here paint what differs by themselves."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._compositor = WholeRows()


class CalmModalScreen(ModalScreen[Result]):
    """The base of every dialog, for the same reason."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._compositor = WholeRows()

    def commit_pending(self) -> None:
        """The program has to leave: what is half typed is handed to whoever keeps it."""
