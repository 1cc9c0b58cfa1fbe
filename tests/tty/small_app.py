"""A small app on ``TerminalApp`` for the tests beside it; its argument is a file that gets a line for every save.

Keys while browsing: q leaves, x fails with customer data in a local variable and in the message, w fails in a worker,
b keeps the loop busy until the file ``<argument>.go`` is there, f keeps drawing, t fails in a task nobody waits for.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Paste
from textual.widgets import Input, Static

from kaptui.terminal import TerminalApp
from tests.tty.harness import ROOT, Terminal

SECRET = "Minister-Wang"
HOSTILE = "evil\x1b]0;owned\x07\x1b[31m\x9b2J\u202eend"


def small_app(log: Path, *, nohup: bool = False, **env: str) -> Terminal:
    """The app in a terminal; ``log`` gets a line for every save."""
    return Terminal([sys.executable, "-m", "tests.tty.small_app", log], env, cwd=ROOT, nohup=nohup)


class SmallApp(TerminalApp):
    """A line of text, a hostile one, and an input field; Escape takes the cursor out of the field."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        ("q", "go", "Leave"),
        ("x", "fail", "Fail"),
        ("w", "fail_in_worker", "Fail in a worker"),
        ("t", "fail_in_task", "Fail in a task"),
        ("b", "be_busy", "Be busy"),
        ("f", "flood", "Draw all the time"),
        ("z", "suspend_process", "Sleep"),
        ("e", "edit", "Into the field"),
        ("escape", "browse", "Out of the field"),
    ]

    def __init__(self, log: Path) -> None:
        super().__init__(typed_ahead=os.environ.get("SMALL_AHEAD", "").encode())
        self._log_file = log
        self._drawn = 0
        self.tasks: list[asyncio.Task[None]] = []

    def compose(self) -> ComposeResult:
        yield Static("ready to work", id="state", markup=False)
        hostile = Static(Content(HOSTILE))
        hostile.border_title = Content(HOSTILE)
        yield hostile
        yield Input(id="field")

    def on_mount(self) -> None:
        self.query_one("#field").can_focus = True
        self.screen.set_focus(None)

    def save_before_leaving(self) -> None:
        if os.environ.get("SMALL_SAVE") == "fails":
            raise OSError(f"no room for {SECRET}")
        while os.environ.get("SMALL_SAVE") == "hangs":
            pass
        with self._log_file.open("a") as file:
            file.write(f"saved {self.query_one(Input).value}\n" if self._running else "saved late\n")

    def crash_directory(self) -> Path:
        return self._log_file.parent

    def terminal_garbled(self, count: int) -> None:
        self.say(f"{count} bad bytes")

    def on_paste(self, event: Paste) -> None:
        self.say(f"pasted {len(event.text)}")

    def say(self, text: str) -> None:
        self.query_one("#state", Static).update(text)

    def action_go(self) -> None:
        self.leave(3 if os.environ.get("SMALL_CODE") else 0)

    def action_browse(self) -> None:
        self.screen.set_focus(None)
        self.say("browsing")

    def action_edit(self) -> None:
        self.screen.set_focus(self.query_one(Input))
        self.say("editing")

    def action_fail(self) -> None:
        customer = SECRET
        raise RuntimeError(f"no idea about {customer}")

    def action_fail_in_worker(self) -> None:
        async def work() -> None:
            self.action_fail()

        self.run_worker(work())

    def action_fail_in_task(self) -> None:
        async def work() -> None:
            self.action_fail()

        self.call_later(lambda: self.tasks.append(asyncio.create_task(work())))
        self.set_timer(0.05, self.tasks.clear)

    def action_be_busy(self) -> None:
        self._log_file.with_suffix(".busy").touch()
        while not self._log_file.with_suffix(".go").exists():
            pass

    def action_flood(self) -> None:
        self.set_interval(0.005, self.draw)

    def draw(self) -> None:
        self._drawn += 1
        self.say(f"drawn {self._drawn} times\n" + "\n".join(str(self._drawn + row) * 20 for row in range(15)))


if __name__ == "__main__":
    app = SmallApp(Path(sys.argv[1]))
    app.run()
    sys.exit(app.return_code)
