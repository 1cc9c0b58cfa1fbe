"""A stage for widgets: an app with one widget on it, what its messages were, what the terminal shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from kaptui.widgets.calm_screen import CalmScreen

HOSTILE = (
    "[/]",
    "[@click=app.quit]x[/]",
    "\x1b[2J\x1b[31mred",
    "日本語と中文",
    "x" * 300,
    "\u202eright to left\u2066",
    "שלום עולם",
    "👨‍👩‍👧 👍🏽 ❤️ 🇨🇳",
    "e\u0301\u0301\u0301",
    "tab\tand\nnewline",
    "\ud83d lone",
    "$x {y} %s",
)

PATIENCE = 20.0


class Stage(App[None]):
    """Shows one widget and keeps the messages of the types it listens to."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, widget: Widget, *listen: type[Message]) -> None:
        super().__init__()
        self.widget = widget
        self.listen = listen
        self.heard: list[Message] = []
        self.keys: list[str] = []

    def get_default_screen(self) -> Screen[None]:
        """The screens of the project repaint nothing when the focus moves."""
        return CalmScreen(id="_default")

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        self.widget.focus()

    async def on_event(self, event: Message) -> None:
        """Keys that came all the way up are noted."""
        if getattr(event, "is_forwarded", False) and type(event).__name__ == "Key":
            self.keys.append(event.key)  # type: ignore[attr-defined]  # a Key, see above
        await super().on_event(event)  # type: ignore[arg-type]

    async def _on_message(self, message: Message) -> None:
        if isinstance(message, self.listen):
            self.heard.append(message)
        await super()._on_message(message)


async def until(pilot: Pilot[Any], fact: Callable[[], object]) -> None:
    """Wait until something is so; fails after ``PATIENCE`` seconds, since slow machines run many tests at once, and at
    once with its own error when the app has died."""
    end = time.monotonic() + PATIENCE
    while not fact():
        if pilot.app._exception is not None:
            raise pilot.app._exception
        assert time.monotonic() < end, "it never happened"
        await pilot.pause(0.005)


def shown(app: App[Any]) -> list[str]:
    """The lines of the terminal."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
