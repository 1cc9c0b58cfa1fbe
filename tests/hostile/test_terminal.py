"""One plan of hostile texts on every screen of a real terminal: what is written draws, and commands nothing.

A few screens chosen by the seed in one of the settings, and all of them in all settings with ``--full-campaigns``. The
same walk with the protection taken away shows that the check would see it.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from random import Random

import pytest

from tests.conftest import Campaign
from tests.hostile.plan import hostile_document
from tests.hostile.stations import STATIONS
from tests.hostile.strings import EVERY
from tests.hostile.wire import strays_on
from tests.tty.harness import PATIENCE, ROOT, Terminal

MARGIN = 60
NOBODY = "\x1b]0;who\x07[/] \u202e$x"
UNDRAWN = "\uffff"
"""Stands in every cell before a frame is drawn."""
SETTINGS = tuple(product(("en", "zh"), ("ascii", "unicode"), ((80, 24), (120, 40))))


LAYERS_MISSED = ("", "border", "border,measure")
"""What may be taken away and the rest still holds."""


class Walk:
    """The program on a hostile plan of its own, bare of some layers of protection."""

    def __init__(self, directory: Path, layers: str = "", start: int = 0) -> None:
        self.directory = directory
        self.layers = layers
        directory.mkdir(exist_ok=True)
        document = directory / "in.json"
        document.write_text(json.dumps(hostile_document(start=start)))
        with self.kaptui("import", str(document)) as terminal:
            assert terminal.exit_code() == 0

    @property
    def plan(self) -> dict[str, object]:
        """The plan as its file has it; what is done and undone may stand in its history."""
        (file,) = self.directory.glob("data/*.json")
        return {name: table for name, table in json.loads(file.read_text()).items() if not name.startswith("_")}

    def kaptui(self, *arguments: str, size: tuple[int, int] = (80, 24), margin: int = 0) -> Terminal:
        """The program in a terminal with a margin."""
        state = {f"XDG_{name}_HOME": str(self.directory / name) for name in ("STATE", "CONFIG")}
        env = {"HOME": str(self.directory), "NAME": NOBODY, "PYTHONPATH": str(ROOT), **state}
        options = ["--data-dir", str(self.directory / "data"), "--today", "2026-11-23"]
        words = [sys.executable, "-m", "tests.hostile.bare", self.layers, *arguments, *options]
        return Terminal(words, env, size, cwd=self.directory, margin=margin)

    def through(self, names: Iterable[str], lang: str, glyphs: str, size: tuple[int, int]) -> bytes:
        """Everything written while somebody walks through these stations, leaves, and finds the plan unchanged."""
        before = self.plan
        is_measured = "measure" not in self.layers  # else parts are reckoned apart that make other cells together
        options = ("--lang", lang, "--glyphs", glyphs)
        with self.kaptui("open", "hostile", *options, size=size, margin=MARGIN) as terminal:
            terminal.wait_for("2026-11-23")
            for name in names:
                for keys in STATIONS[name].moves():
                    for key in keys:
                        terminal.press(key)
                        terminal.wait_until_settled()
                    assert terminal.is_running(), f"{name}: {keys}\n{terminal.text()[:2000]}"
                    assert not is_measured or beyond(terminal, size) == [], f"{name}: {keys}"
                if is_measured:
                    frames_are_whole(terminal, size, name)
                assert " > " in rows_of(terminal, size)[0], f"{name} led out of the account"
            terminal.press("q")
            assert terminal.exit_code() == 0
            assert terminal.modes_left_on() == []
        assert self.plan == before
        return bytes(terminal.output)


def beyond(terminal: Terminal, size: tuple[int, int]) -> list[str]:
    """The rows in which something stands right of the last column that the program was told of."""
    return [row for cells in terminal.cells() if (row := "".join(cells[size[0] :]).strip(" " + UNDRAWN))]


def frames_are_whole(terminal: Terminal, size: tuple[int, int], name: str) -> None:
    """The frame drawn anew has every cell of every row, and is what many small repairs had led to."""
    repaired, drawn = [""], [" "]
    end = time.monotonic() + PATIENCE
    while drawn != repaired and time.monotonic() < end:  # the first may come before the last key was answered
        repaired = [row.rstrip() for row in rows_of(terminal, size)]
        terminal.clear(UNDRAWN)
        terminal.signal(signal.SIGCONT)
        terminal.wait_until(lambda: UNDRAWN not in rows_of(terminal, size)[-1], "a frame")
        terminal.wait_until_settled()
        drawn = [row.rstrip() for row in rows_of(terminal, size)]
    assert not [row for row in drawn if UNDRAWN in row], name
    assert drawn == repaired, name


def rows_of(terminal: Terminal, size: tuple[int, int]) -> list[str]:
    """The rows as far as the program was told that they go."""
    return ["".join(cells[: size[0]]) for cells in terminal.cells()]


def chosen(random: Random, count: int) -> Sequence[str]:
    """Some stations, in random order."""
    return random.sample(list(STATIONS), count)


@pytest.mark.parametrize("layers", LAYERS_MISSED)
def test_a_walk_through_hostile_screens_writes_nothing_that_is_obeyed(
    tmp_path: Path, campaign: Campaign, layers: str
) -> None:
    for setting in campaign.random.sample(SETTINGS, campaign.rounds(1, len(SETTINGS))):
        walk = Walk(tmp_path / "-".join(map(str, setting)), layers, campaign.random.randrange(len(EVERY)))
        written = walk.through(chosen(campaign.random, campaign.rounds(3, len(STATIONS))), *setting)
        assert strays_on(written) == [], setting


def test_without_any_protection_the_terminal_obeys_and_it_is_seen(tmp_path: Path) -> None:
    walk = Walk(tmp_path / "walk", "border,measure,gate,driver")
    with walk.kaptui("open", "hostile") as terminal:
        terminal.wait_until(lambda: len(terminal.output) > 2000, "frames")
        terminal.press("2")
        terminal.wait_until(lambda: terminal.pump() or strays_on(bytes(terminal.output)) != [], "an order")
        written = bytes(terminal.output)
    assert strays_on(written) != []
