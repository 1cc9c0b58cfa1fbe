"""The program in a terminal beside the smallest Textual app, in the same run: start, keys, memory, leaving."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from kaptui.store.port import Stamp, StoreError
from kaptui.store.tiny import open_store
from tests.bench.plans import TODAY, large_plan
from tests.bench.watching import Keys, Timed, keys_of
from tests.tools.many_accounts import fill


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the table: a value of ours, the reference's, and what the quotient should not exceed.

    ``limit`` stands in place of a quotient for what is counted, such as bytes.
    """

    what: str
    ours: float
    unit: str
    reference: float | None = None
    budget: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Keys to measure somewhere: what is pressed to get there, the keys, and their budgets (quotients, bytes)."""

    name: str
    command: tuple[str, ...]
    way: tuple[str, ...]
    keys: tuple[str, ...]
    p50: float = 2.0
    p95: float = 3.0
    size: float = 600


DEMO: Final = ("demo",)
LARGE: Final = ("open", "large")
PLACES: Final = (
    Place("home: cursor", (), (), ("down",) * 15),
    Place("profile form: cursor", DEMO, ("1",), ("down",) * 8 + ("up",) * 7),
    Place("people: cursor", DEMO, ("2",), ("down",) * 6 + ("right",) * 3 + ("up",) * 6),
    Place("dashboard: next panel", DEMO, (), ("tab",) * 15),
    Place("500 people: cursor", LARGE, ("2",), ("down",) * 15),
    Place("500 people: page", LARGE, ("2",), ("pagedown",) * 10, p50=6, p95=9, size=10_000),
    Place("map of 500 people: select", LARGE, ("3",), ("down",) * 15, p50=4, p95=6, size=1_000),
    Place("500 people, 50 deals: rating set", LARGE, ("8", "down"), ("+", "-") * 6, p50=14, p95=14, size=800),
)


def hello() -> Timed:
    """The smallest Textual app."""
    return Timed([sys.executable, "-m", "tests.bench.hello"])


def kaptui(home: Path, *command: str) -> Timed:
    """The program on the data directory of the benchmark."""
    env: dict[str, str | None] = {
        "HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config"),
    }
    options = ("--data-dir", str(home / "data"), "--today", TODAY.isoformat(), "--lang", "en", "--glyphs", "ascii")
    return Timed([sys.executable, "-m", "kaptui", *command, *options], env)


def prepared(home: Path, accounts: int) -> None:
    """So many accounts and one large plan, and the summaries of today for all of them."""
    fill(home / "data", accounts)
    with suppress(StoreError):  # it is there from the last time
        open_store(home / "data").create(large_plan(overrides=20), Stamp("bench", datetime(2026, 11, 1, tzinfo=UTC)))
    for command in ((), DEMO):
        with kaptui(home, *command) as terminal:
            terminal.ready_after("kaptui")
            terminal.wait_until_quiet(1.0)
            terminal.leave()


def compared(home: Path, runs: int) -> Iterator[Compared]:
    """The whole table."""
    yield from _starts(home, runs)
    with hello() as terminal:
        terminal.ready_after("Hello")
        reference = keys_of(terminal, ("down",) * 15)
    for place in PLACES:
        yield from _keys(home, place, reference)


def _starts(home: Path, runs: int) -> Iterator[Compared]:
    """Starting, sitting there, leaving: alternately the reference and ours, the medians of ``runs`` rounds."""
    programs: dict[str, tuple[Callable[[], Timed], str]] = {
        "hello": (hello, "Hello"),
        "dashboard": (lambda: kaptui(home, *DEMO), "Qualification"),
        "home": (lambda: kaptui(home), "Weighted"),
    }
    rounds = [{name: _one_start(start(), text) for name, (start, text) in programs.items()} for _ in range(runs)]
    ready, worked, memory, idle, leaving = (
        {name: median(one[name][number] for one in rounds) for name in programs} for number in range(5)
    )
    for name, budget in (("dashboard", 1.25), ("home", 1.3)):
        yield Compared(f"{name} ready", ready[name], "ms", ready["hello"], budget)
        yield Compared(f"{name} ready, processor", worked[name], "ms", worked["hello"], budget)
    yield Compared("memory of an open plan", memory["dashboard"], "MB", memory["hello"], 1.9)
    yield Compared("idle for a second", idle["dashboard"], "bytes", limit=0)
    yield Compared("leaving", leaving["dashboard"], "ms", leaving["hello"], 0.4)


def _one_start(started: Timed, text: str) -> tuple[float, float, float, float, float]:
    """Milliseconds until ready, and of processor time; MB; bytes in an idle second; milliseconds of leaving."""
    with started as terminal:
        ready, worked = terminal.ready_after(text), terminal.worked()
        terminal.wait_until_quiet(0.6)
        memory, before = terminal.memory(), len(terminal.output)
        terminal.pump(1.0)
        return ready, worked, memory, len(terminal.output) - before, terminal.leave()


def _keys(home: Path, place: Place, reference: Keys) -> Iterator[Compared]:
    with kaptui(home, *place.command) as terminal:
        terminal.ready_after("kaptui")
        terminal.wait_until_quiet(0.6)
        for key in place.way:
            terminal.key(key)
        terminal.wait_until_quiet(0.6)
        found = keys_of(terminal, place.keys)
    yield Compared(f"{place.name}, p50", found.p50, "ms", reference.p50, place.p50)
    yield Compared(f"{place.name}, p95", found.p95, "ms", reference.p95, place.p95)
    yield Compared(f"{place.name}, processor", found.worked, "ms", reference.worked, place.p50)
    yield Compared(f"{place.name}, bytes", found.size, "bytes", limit=place.size)
