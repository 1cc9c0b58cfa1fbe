"""Restricted mode on a real terminal, under an audit hook: what the screens open, write and start."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tools.audited import CONNECTS, STARTS
from tests.tty.harness import ROOT, Terminal


class Login:
    """A forced command on directories of its own, with the demonstration accounts in them."""

    def __init__(self, directory: Path) -> None:
        self.data, self.exchange, self.state, self.home = (
            directory / name for name in ("data", "exchange", "state", "home")
        )
        for path in (self.exchange, self.home):
            path.mkdir()
        self._report = directory / "report"
        self._env = {"HOME": str(self.home), "XDG_STATE_HOME": str(self.state)}
        demo = [sys.executable, "-m", "kaptui", "demo", "--data-dir", str(self.data)]
        own = {**self._env, "PATH": os.environ["PATH"]}
        subprocess.run(demo, env=own, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=60)

    def terminal(self, *arguments: str, **variables: str) -> Terminal:
        """Somebody who logs in."""
        forced = ["--restricted", "--data-dir", str(self.data), "--exchange-dir", str(self.exchange), "--lang", "en"]
        command = [sys.executable, "-m", "tests.tools.audited", str(self._report), *forced, "--glyphs", "ascii"]
        return Terminal([*command, *arguments], self._env | variables, cwd=ROOT)

    def events(self) -> list[dict[str, Any]]:
        """What the audit hook heard."""
        return [json.loads(line) for line in self._report.read_text().splitlines()]

    def written(self) -> set[Path]:
        """Files opened for writing that are neither data nor state."""
        found = {Path(event["path"]) for event in self.events() if event["writes"]}
        return {path for path in found if not (path.is_relative_to(self.data) or path.is_relative_to(self.state))}

    def started(self) -> list[str]:
        return [event["event"] for event in self.events() if event["event"] in (*STARTS, *CONNECTS)]


@pytest.fixture
def login(tmp_path: Path) -> Login:
    return Login(tmp_path)


def test_a_session_writes_only_data_state_and_what_is_exchanged(login: Login) -> None:
    with login.terminal("open", "demo-en") as terminal:
        terminal.wait_for("Dashboard")
        for key in "1234567890":
            terminal.press(key)
            terminal.wait_until_quiet(0.2)
        terminal.press("g", "b")
        terminal.wait_for("Brief")
        terminal.press("W")
        terminal.wait_until(lambda: any(login.exchange.iterdir()), "the brief in the exchange directory")
        terminal.press("L")
        terminal.wait_until_quiet(0.2)
        terminal.press("L", "g", "h")
        terminal.wait_for("> Province")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert {path.parent for path in login.written()} == {login.exchange}
    assert [path.suffix for path in login.exchange.iterdir()] == [".html"]
    assert login.started() == []
    assert list(login.home.iterdir()) == []


def test_a_session_cannot_be_put_to_sleep(login: Login) -> None:
    with login.terminal("open", "demo-en") as terminal:
        terminal.wait_for("Dashboard")
        terminal.press("ctrl+z")
        terminal.signal(signal.SIGTSTP)
        terminal.press("?")
        terminal.wait_for("Help")
        assert not terminal.is_stopped()
        terminal.press("escape", "q")
        assert terminal.exit_code() == 0


def test_python_goes_on_with_no_prompt_of_its_own(login: Login) -> None:
    with login.terminal("list", PYTHONINSPECT="1") as terminal:
        assert terminal.exit_code() == 0
        assert ">>>" not in terminal.text()


@pytest.mark.parametrize(
    "variables",
    [
        {"TEXTUAL_SCREENSHOT": "1", "TEXTUAL_SCREENSHOT_LOCATION": "/tmp", "TEXTUAL_PRESS": "q"},
        {"TEXTUAL_LOG": "/tmp/kaptui-log", "TEXTUAL": "debug,devtools"},
        {"TEXTUAL_DRIVER": "tests.tty.small_app:Driver", "PYTHONSTARTUP": "/tmp/x"},
    ],
    ids=lambda variables: min(variables),
)
def test_textual_and_python_hear_nothing_from_the_environment(login: Login, variables: dict[str, str]) -> None:
    with login.terminal("open", "demo-en", **variables) as terminal:
        terminal.wait_for("Dashboard")
        terminal.wait_until_quiet(0.5)
        assert terminal.is_running()
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert login.written() == set()
    assert login.started() == []
