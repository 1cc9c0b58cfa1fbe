"""Every way out of every screen: what was committed is saved, what is half typed is kept, the terminal is given back,
the exit code tells, and nothing of the plan is said.

All situations and all ways with ``--full-campaigns``, a few chosen at random without.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kaptui.plan.document import AccountPlan
from kaptui.store.tiny import open_store
from tests.conftest import Campaign
from tests.situations import SITUATIONS, Situation
from tests.tty.altered import altered
from tests.tty.harness import Terminal
from tests.tty.test_program import edit_probability, kaptui

GONE = 2.0
"""Seconds from being asked to leave to being gone; held to where a campaign runs alone on a machine."""
SECRET = "deal of 300 million"


def hang_up(terminal: Terminal) -> int:
    """The line drops."""
    terminal.hangup()
    return 128 + signal.SIGHUP


def told_by(number: int) -> Callable[[Terminal], int]:
    """A signal comes."""

    def leave(terminal: Terminal) -> int:
        terminal.signal(number)
        return 128 + number

    return leave


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


def press(key: str) -> Callable[[Terminal], int]:
    """A key whose handler fails."""

    def leave(terminal: Terminal) -> int:
        terminal.press(key)
        return 70

    return leave


@dataclass(frozen=True, slots=True)
class Way:
    """``leave`` returns the exit code that is due. ``nohup``: SIGHUP is ignored, so that only the end of the input
    tells. ``is_told``: somebody is there to be told, and to have the terminal back. ``is_fault``: nobody is waiting for
    the end."""

    leave: Callable[[Terminal], int]
    nohup: bool = False
    is_told: bool = True
    is_fault: bool = False


WAYS: dict[str, Way] = {
    "HUP": Way(hang_up, is_told=False),
    "TERM": Way(told_by(signal.SIGTERM)),
    "INT": Way(told_by(signal.SIGINT)),
    "QUIT": Way(told_by(signal.SIGQUIT)),
    "EOF": Way(hang_up, nohup=True, is_told=False),
    "blocked": Way(hang_up_blocked),
    "fault": Way(press("f10"), is_fault=True),
    "no memory": Way(press("f9"), is_fault=True),
}


@pytest.mark.parametrize("name", WAYS)
def test_whatever_is_on_the_screen_every_way_out_saves(
    tmp_path: Path, campaign: Campaign, request: pytest.FixtureRequest, name: str
) -> None:
    slowest = 0.0
    for situation in campaign.random.sample(list(SITUATIONS), campaign.rounds(1, len(SITUATIONS))):
        directory = tmp_path / situation.replace(" ", "_")
        directory.mkdir()
        print(situation, name)
        slowest = max(slowest, leave_from(directory, situation, WAYS[name]))
    print(f"{name}: gone within {slowest:.3f} s")
    if request.config.getoption("--full-campaigns") and not WAYS[name].is_fault:
        assert slowest < GONE


def leave_from(directory: Path, name: str, way: Way) -> float:
    """Edit, go somewhere, type, and leave that way; the seconds from being asked to being gone."""
    situation = SITUATIONS[name]
    with altered(directory, "fails", SECRET, "demo", nohup=way.nohup, size=(100, 30)) as terminal:
        half_type(terminal, situation)
        before = len(terminal.output)
        code = way.leave(terminal)
        start = time.monotonic()
        assert terminal.exit_code() == code
        took = time.monotonic() - start
        if way.is_told:
            terminal.read_again()
            terminal.wait_until_quiet()
            assert terminal.modes_left_on() == []
        after = bytes(terminal.output[before:]).rpartition(b"\x1b[?1049l")[2]
    plan, kept = left_in(directory)
    assert plan.opportunities[0].probability == 85
    assert is_left(situation, directory)
    for text in (after.decode(), *(text for text in kept if "kaptui-crash" in text)):
        assert SECRET not in text
        assert plan.name not in text
    return took


def half_type(terminal: Terminal, situation: Situation) -> None:
    """Edit a probability, go to the situation and type what is not committed there."""
    edit_probability(terminal, "85\r")
    terminal.wait_for("85%")
    if situation.screen == "PastScreen":
        terminal.wait_for("  saved")
    terminal.press(*situation.keys)
    terminal.wait_for(situation.sign)
    terminal.send(situation.typed)
    terminal.wait_for(situation.typed)


def left_in(directory: Path) -> tuple[AccountPlan, list[str]]:
    """The stored plan, and the texts of all private files."""
    private = [file.read_text() for file in (directory / "state" / "kaptui").rglob("*") if file.is_file()]
    return open_store(directory / "data").load("demo-en"), private


def is_left(situation: Situation, directory: Path) -> bool:
    """Whether what was half typed is in the plan or waits in a private file."""
    plan, private = left_in(directory)
    return any(situation.typed.strip() in text for text in (plan.model_dump_json(), *private))


@pytest.mark.parametrize("name", ["HUP", "TERM"])
def test_without_listening_to_signals_what_is_half_typed_is_lost(
    tmp_path: Path, campaign: Campaign, name: str
) -> None:
    lost = []
    typing = [situation for situation in SITUATIONS.values() if situation.typed.strip()]
    for number, situation in enumerate(campaign.random.sample(typing, campaign.rounds(1, 10))):
        with altered(tmp_path / str(number), "unprotected", "-", "demo", size=(100, 30)) as terminal:
            half_type(terminal, situation)
            WAYS[name].leave(terminal)
            terminal.exit_code()
        lost.append(not is_left(situation, tmp_path / str(number)))
    assert any(lost)


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",), ("ctrl+c",), (":", "q", "enter")], ids=" ".join)
def test_whoever_quits_is_saved_before(tmp_path: Path, keys: tuple[str, ...]) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        edit_probability(terminal, "85\r")
        terminal.wait_for("85%")
        terminal.press(*keys)
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []
    assert open_store(tmp_path / "data").load("demo-en").opportunities[0].probability == 85
