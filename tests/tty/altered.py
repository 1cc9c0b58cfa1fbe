"""The program with one thing about it altered: run as ``python -m tests.tty.altered ALTERATION VALUE ARGUMENTS...``.

- ``who NAME``: the operating system calls the user NAME
- ``fails SECRET``: F10 is a fault of the program wherever it is pressed, with SECRET in its message and among its
  variables; F9 finds no memory left
- ``refuses FILE``: the store finds no room as long as FILE exists
- ``hangs FILE``: a save does not come back as long as FILE exists
- ``unprotected -``: no signal is listened to, as Textual has it
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kaptui.plan.document import AccountPlan
from kaptui.store.errors import DiskFull
from kaptui.store.port import Stamp
from kaptui.store.tiny import TinyStore
from tests.tty.harness import Terminal


def altered(
    tmp_path: Path, alteration: str, value: str | Path, *arguments: str, options: Sequence[str] = (), **how: Any
) -> Terminal:
    """The altered program in a terminal, on a data directory of its own, as of the demonstration's day."""
    env = {
        "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }  # fmt: skip
    given = ["--data-dir", str(tmp_path / "data"), "--today", "2026-11-23", "--lang", "en", "--glyphs", "ascii"]
    words = [sys.executable, "-m", "tests.tty.altered", alteration, str(value), *arguments, *given, *options]
    return Terminal(words, env, **how)


def _who(name: str) -> None:
    from kaptui.cli.call import Call

    setattr(Call, "who", name)  # noqa: B010 - a constant in place of the property


def _fails(secret: str) -> None:
    from textual import events

    from kaptui.app import KaptuiApp

    faults = {"f10": RuntimeError, "f9": MemoryError}
    handled = KaptuiApp.on_event

    async def fail(app: KaptuiApp, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key in faults:
            noted = f"{secret} {app.session.plan.name}"
            raise faults[event.key](noted)
        await handled(app, event)

    setattr(KaptuiApp, "on_event", fail)  # noqa: B010 - a fault


def _before_saving(first: Callable[[], None]) -> None:
    save = TinyStore.save

    def saved(store: TinyStore, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        first()
        return save(store, plan, stamp)

    setattr(TinyStore, "save", saved)  # noqa: B010 - a fault


def _refuses(file: str) -> None:
    def refuse() -> None:
        if Path(file).exists():
            raise DiskFull(Path(file))

    _before_saving(refuse)


def _hangs(file: str) -> None:
    def hang() -> None:
        while Path(file).exists():
            time.sleep(0.01)

    _before_saving(hang)


def _unprotected(_: str) -> None:
    from kaptui import terminal

    nothing = SimpleNamespace(ask=lambda number: None)
    setattr(terminal, "Signals", lambda *_: contextlib.nullcontext(nothing))  # noqa: B010 - what is taken away


ALTERATIONS = {"who": _who, "fails": _fails, "refuses": _refuses, "hangs": _hangs, "unprotected": _unprotected}


def main(alteration: str, value: str, *arguments: str) -> int:
    """Alter the program and run it."""
    from kaptui.cli.main import run

    ALTERATIONS[alteration](value)
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
