"""Every way out of every screen: what was committed is saved, the terminal is given back, the exit code tells.

All screens and all ways with ``--full-campaigns``, a few chosen at random without.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from kaptui.store.tiny import open_store
from tests.conftest import Campaign
from tests.tty.harness import Terminal
from tests.tty.test_program import edit_probability, kaptui

SITUATIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "home": (("g", "h"), "Needs you today"),
    "dashboard": (("d",), "Qualification"),
    "profile": (("1",), "Customer profile"),
    "people": (("2",), "Key people"),
    "links": (("g", "l"), "Links between people"),
    "map": (("3",), "Influence map"),
    "competitors": (("4",), "Competitors"),
    "needs": (("5",), "> Needs"),
    "values": (("6",), "Value match"),
    "spin": (("7",), "> SPIN"),
    "assessment": (("8",), "> Assessment"),
    "opportunities": (("9",), "> Opportunities"),
    "strategy": (("0",), "> Strategy"),
    "brief": (("b",), "> Brief"),
    "findings": (("g", "f"), "> Findings"),
    "compare": (("g", "x"), "> Compare"),
    "conflicts": (("C",), "> Conflicts"),
    "what-if": (("~",), "what-if"),
    "review": (("0", "R"), "[Present]"),
    "help": (("?",), "Help >"),
    "palette": ((":",), "Command"),
    "find": (("/",), "Find"),
    "menu": (("f2",), "Menu"),
    "a question": (("2", "f"), "Show rows that contain"),
    "a line open": (("2", "enter"), "Key people"),
    "a text open": (("1", "down", "down", "enter"), "Ctrl+S"),
    "a choice open": (("0", "O"), "Opportunity"),
    "a chord": (("g",), "g-"),
}
"""What is on the screen: the keys that lead there from the opportunities, and a text that tells that it is there."""


def hang_up(terminal: Terminal) -> int:
    """The line drops."""
    terminal.hangup()
    return 128 + signal.SIGHUP


def terminate(terminal: Terminal) -> int:
    """The machine goes down."""
    terminal.signal(signal.SIGTERM)
    return 128 + signal.SIGTERM


def hang_up_blocked(terminal: Terminal) -> int:
    """The terminal takes nothing any more, then the line drops."""
    terminal.stop_reading()
    size = 0
    while not terminal.is_stuck():
        size += 1
        terminal.resize(100 + size % 2, 30)
        terminal.pump(0.05)
    terminal.signal(signal.SIGHUP)
    return 128 + signal.SIGHUP


WAYS: dict[str, tuple[Callable[[Terminal], int], bool]] = {
    "HUP": (hang_up, False), "TERM": (terminate, False), "EOF": (hang_up, True), "blocked": (hang_up_blocked, False),
}  # fmt: skip
"""Each way out, and whether SIGHUP is ignored so that nothing but the end of the input tells."""


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_on_the_screen_every_way_out_saves(tmp_path: Path, campaign: Campaign, way: str) -> None:
    for name in campaign.random.sample(list(SITUATIONS), campaign.rounds(3, len(SITUATIONS))):
        directory = tmp_path / name.replace(" ", "_")
        directory.mkdir()
        leave_from(directory, name, way)


def leave_from(directory: Path, name: str, way: str) -> None:
    """Edit, go somewhere, and leave that way."""
    keys, sign = SITUATIONS[name]
    leave, nohup = WAYS[way]
    print(name, way)
    with kaptui(directory, "demo", nohup=nohup, size=(100, 30)) as terminal:
        edit_probability(terminal, "85\r")
        terminal.wait_for("85%")
        terminal.press(*keys)
        terminal.wait_for(sign)
        code = leave(terminal)
        assert terminal.exit_code() == code
        if way in ("TERM", "blocked"):
            terminal.read_again()
            terminal.wait_until_quiet()
            assert terminal.modes_left_on() == []
    assert open_store(directory / "data").load("demo-en").opportunities[0].probability == 85
