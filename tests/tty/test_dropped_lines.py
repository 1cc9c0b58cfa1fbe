"""Lines that drop at random moments while somebody types: the last committed edit is in the store, the process gone.

The times are printed; with ``--full-campaigns``, alone on a machine, they are held to half a second and two.
The same against a program that listens to no signal, to see that the campaign finds what it looks for.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kaptui.store.tiny import open_store
from tests.conftest import Campaign
from tests.tty.altered import altered
from tests.tty.harness import Terminal
from tests.tty.test_program import edit_probability, kaptui

ON_DISK, GONE = 0.5, 2.0
"""Seconds after the line has dropped."""
PROBABILITIES = (61, 67, 71, 79, 83, 89, 91, 97)
"""None of them stands elsewhere on the screen."""


def probability(directory: Path) -> int | None:
    return open_store(directory / "data").load("demo-en").opportunities[0].probability


def type_until_dropped(terminal: Terminal, campaign: Campaign) -> tuple[int, str]:
    """Commit some probabilities one after the other and drop the line while the next one is typed.

    Returns the last one that stood committed on the screen, and the keys that were on their way.
    """
    edit_probability(terminal, "")
    committed = 0
    for _ in range(campaign.random.randrange(1, 4)):
        following = campaign.random.choice([value for value in PROBABILITIES if value != committed])
        terminal.send(f"{following}\r")
        terminal.wait_for(f"{following}%")
        committed = following
        terminal.send("\r")
    on_the_way = campaign.random.choice(["", "7", "73", "\x1b", "\x1bu"])
    time.sleep(campaign.random.uniform(0, 0.6))  # nothing is waited for here: this is the random moment
    terminal.send(on_the_way)
    return committed, on_the_way


def dropped(terminal: Terminal, directory: Path, possible: set[int | None]) -> tuple[float, float]:
    """Drop the line; seconds until one of these values is stored for good, and until the process has gone."""
    start = time.monotonic()
    terminal.hangup()
    stored = 0.0
    while terminal.is_running():
        if not stored and probability(directory) in possible:
            stored = time.monotonic() - start
        assert time.monotonic() < start + 30, "the process is still there"
        terminal.pump(0.005)
    gone = time.monotonic() - start
    assert probability(directory) in possible
    return stored or gone, gone


def test_a_line_dropped_at_any_moment_loses_no_committed_edit(
    tmp_path: Path, campaign: Campaign, request: pytest.FixtureRequest
) -> None:
    times = []
    for number in range(campaign.rounds(3, 200)):
        directory = tmp_path / str(number)
        with kaptui(directory, "demo") as terminal:
            committed, on_the_way = type_until_dropped(terminal, campaign)
            typed = {int(on_the_way)} if on_the_way.isdigit() else set()
            times.append(dropped(terminal, directory, {committed, *typed, *_undone(on_the_way, committed, directory)}))
            assert terminal.exit_code() == 129
    stored, gone = max(time for time, _ in times), max(time for _, time in times)
    print(f"{len(times)} lines dropped: on disk within {stored:.3f} s, gone within {gone:.3f} s")
    if request.config.getoption("--full-campaigns"):
        assert stored < ON_DISK
        assert gone < GONE


def _undone(on_the_way: str, committed: int, directory: Path) -> set[int | None]:
    """What an undo on its way may leave."""
    if not on_the_way.endswith("u"):
        return {7} if on_the_way == "73" else set()
    store = open_store(directory / "data")
    return {store.at("demo-en", save.revision).opportunities[0].probability for save in store.history("demo-en")}


def test_without_listening_to_signals_a_dropped_line_loses_edits(tmp_path: Path, campaign: Campaign) -> None:
    lost = 0
    for number in range(campaign.rounds(2, 20)):
        directory = tmp_path / str(number)
        with altered(directory, "unprotected", "-", "demo") as terminal:
            edit_probability(terminal, "85\r")
            terminal.wait_for("85%")
            terminal.hangup()
            terminal.exit_code()
        lost += probability(directory) != 85
    assert lost
