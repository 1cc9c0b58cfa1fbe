"""A program in a pseudo-terminal, timed: when a text came, and what one key costs from the press to the last byte."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.tty.harness import PATIENCE, ROOT, Terminal

QUIET = 0.08
"""Seconds without a byte that end the answer to a key."""


class Answer(NamedTuple):
    """What a key brings: milliseconds until its last byte, milliseconds of processor time, bytes."""

    taken: float
    worked: float
    size: int


class Timed(Terminal):
    """A terminal that remembers when something last came, and draws nothing, so that drawing delays no time.

    Bytecode is kept, as an installed program has it: compiling everything at each start costs half a second.
    """

    def __init__(self, args: Sequence[str | Path], env: dict[str, str | None] | None = None) -> None:
        self.began = self.last = time.monotonic()
        super().__init__(args, {"PYTHONDONTWRITEBYTECODE": None, **(env or {})}, (120, 40), cwd=ROOT)

    def ready_after(self, text: str) -> float:
        """Milliseconds from the start until the text was written, which must be in one piece and one tone."""
        wanted, end = text.encode(), self.began + PATIENCE
        while wanted not in self.output:
            if time.monotonic() > end or not self.is_running():
                raise AssertionError(f"{text!r} never came: {bytes(self.output[-2000:])!r}")
            self.pump(0.05)
        return 1000 * (self.last - self.began)

    def key(self, key: str) -> Answer:
        """What one key brings."""
        self.wait_until_quiet(QUIET)
        before, worked, began = len(self.output), self.worked(), time.monotonic()
        self.press(key)
        self.pump(1.0)
        self.wait_until_quiet(QUIET)
        taken = 1000 * (max(self.last, began) - began)
        return Answer(taken, self.worked() - worked, len(self.output) - before)

    def worked(self) -> float:
        """Milliseconds of processor time that the program has used so far: what other programs do hardly moves it."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6

    def memory(self) -> float:
        """The program's proportional share of memory, in MB."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024

    def leave(self, key: str = "q") -> float:
        """Milliseconds from the key that ends the program until it is gone."""
        began = time.monotonic()
        self.press(key)
        self.exit_code()
        return 1000 * (time.monotonic() - began)

    def _receive(self, data: bytes) -> None:
        self.last = time.monotonic()
        super()._receive(data)

    def _draw(self, data: bytes) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Keys:
    """Some keys, one at a time: median and 95th percentile of their milliseconds, and the medians of their processor
    time and bytes."""

    p50: float
    p95: float
    worked: float
    size: float


def keys_of(terminal: Timed, keys: Sequence[str]) -> Keys:
    """What each of the keys costs."""
    answers = [terminal.key(key) for key in keys]
    times = sorted(answer.taken for answer in answers)
    late = min(len(times) - 1, round(0.95 * len(times)))
    worked, sizes = (median(answer[number] for answer in answers) for number in (1, 2))
    return Keys(median(times), times[late], worked, sizes)
