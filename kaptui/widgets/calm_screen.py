"""Screens that repaint nothing when the focus moves."""

from __future__ import annotations

from typing import TypeVar

from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

Result = TypeVar("Result")


class CalmScreen(Screen[Result]):
    """The base of every screen. Textual repaints a whole screen, some ten kilobytes, whenever the focus goes from one
    widget to another; the widgets here paint what differs by themselves."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class CalmModalScreen(ModalScreen[Result]):
    """The base of every dialog, for the same reason; scrolled without a bar, as every screen."""

    DEFAULT_CSS = """
    CalmModalScreen { scrollbar-size: 0 0; }
    """
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def commit_pending(self) -> None:
        """The program has to leave: what is half typed is handed to whoever keeps it."""
