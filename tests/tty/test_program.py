"""The program as its users start it, in a real pseudo-terminal: edit, lose the line, come back, find all kept."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.tty.harness import Terminal

DEAL = "Smart service"


def kaptui(tmp_path: Path, *arguments: str, env: Mapping[str, str | None] | None = None, **how: Any) -> Terminal:
    """The program on a data directory of its own, as of the demonstration's day; ``env`` is added to its own."""
    own = {
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    options = ["--data-dir", str(tmp_path / "data"), "--today", "2026-11-23", "--lang", "en", "--glyphs", "ascii"]
    return Terminal([sys.executable, "-m", "kaptui", *arguments, *options], {**own, **(env or {})}, **how)


def shown(tmp_path: Path) -> dict[str, Any]:
    """The demonstration plan as ``show --json`` prints it."""
    command = [sys.executable, "-m", "kaptui", "--data-dir", str(tmp_path / "data"), "show", "demo-en", "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def edit_probability(terminal: Terminal, text: str) -> None:
    """From the dashboard to the first deal's probability, typed but not yet committed."""
    terminal.wait_for("Dashboard")
    terminal.press("9")
    terminal.wait_for("> " + DEAL)
    terminal.press("right", "right", "enter")
    terminal.send(text)


def test_a_probability_edited_on_screen_is_kept_when_somebody_quits_and_comes_back(tmp_path: Path) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        edit_probability(terminal, "75")
        terminal.press("enter")
        terminal.wait_for("75%")
        terminal.press("d")
        terminal.wait_for("Qualification")
        terminal.press("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []
    assert shown(tmp_path)["opportunities"][0]["probability"] == 75
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("Dashboard")
        terminal.press("9")
        terminal.wait_for("75%")


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "half typed"])
def test_a_dropped_line_loses_nothing(tmp_path: Path, committed: bool) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        edit_probability(terminal, "85")
        terminal.wait_for("85")
        if committed:
            terminal.press("enter")
            terminal.wait_for("85%")
        terminal.hangup()
        assert terminal.exit_code() == 128 + signal.SIGHUP
    assert shown(tmp_path)["opportunities"][0]["probability"] == 85


def test_a_terminated_session_is_saved_and_gives_the_terminal_back(tmp_path: Path) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        edit_probability(terminal, "65")
        terminal.press("enter")
        terminal.wait_for("65%")
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == 128 + signal.SIGTERM
        assert terminal.modes_left_on() == []
    assert shown(tmp_path)["opportunities"][0]["probability"] == 65


def test_unreadable_text_waits_in_its_field_for_the_next_session(tmp_path: Path) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        edit_probability(terminal, "sixtyish")
        terminal.wait_for("sixt")
        terminal.hangup()
        assert terminal.exit_code() == 128 + signal.SIGHUP
    assert shown(tmp_path)["opportunities"][0]["probability"] == 60
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("Dashboard")
        terminal.press("9")
        terminal.wait_for("sixt")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (60, 15), (20, 5)])
def test_every_size_is_lived_with(tmp_path: Path, size: tuple[int, int]) -> None:
    with kaptui(tmp_path, "demo", size=size) as terminal:
        terminal.wait_for("g go to")
        for key in "1234567890d":
            terminal.press(key)
            terminal.wait_until_quiet(0.2)
        terminal.resize(80, 24)
        terminal.wait_for("Dashboard")
        terminal.press("q")
        assert terminal.exit_code() == 0


def test_nothing_is_written_while_nothing_happens(tmp_path: Path) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("Dashboard")
        terminal.wait_until_quiet(1.5)
        before = len(terminal.output)
        terminal.pump(3.0)
        assert len(terminal.output) == before


def test_wide_characters_that_a_menu_covered_by_half_come_back(tmp_path: Path) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("Dashboard")
        terminal.press("2", "right", "right", "right", "right", "L")
        terminal.wait_until(lambda: any("态" in row for row in terminal.cells()))
        terminal.wait_until_settled()
        before = terminal.cells()
        terminal.press("enter")
        terminal.wait_until(lambda: terminal.cells() != before)
        terminal.wait_until_settled()
        terminal.press("escape")
        terminal.wait_until(lambda: terminal.cells() == before, "the table as it was")
