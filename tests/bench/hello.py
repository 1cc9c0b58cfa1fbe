"""The smallest Textual app, what every time in a terminal is compared with: one line, and one that a key moves."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class Hello(App[None]):
    """``down`` changes one line without a layout, ``q`` leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [("down", "step", "Step"), ("q", "quit", "Leave")]
    ENABLE_COMMAND_PALETTE = False
    steps = 0

    def compose(self) -> ComposeResult:
        yield Static("Hello, world")
        yield Static("0", id="count")

    def action_step(self) -> None:
        self.steps += 1
        self.query_one("#count", Static).update(str(self.steps), layout=False)


if __name__ == "__main__":
    Hello(ansi_color=True).run()
