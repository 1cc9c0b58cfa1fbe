"""Something that takes longer than a key may: computed in a thread beside the keyboard, the last known shown meanwhile.

The thread is nobody's worker and never waited for: what it computes is pure, so leaving the program just drops it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Known(Generic[V]):
    """The last known value, None before there was one; ``is_present`` says whether it is that of the key asked for."""

    value: V | None
    is_present: bool


class Aside(Generic[K, V]):
    """``compute`` gives the value of a key and is pure; ``done`` is called in the thread after each value, and must be
    safe to call from there. One thread at a time: keys asked for meanwhile wait, and only the latest of them counts."""

    def __init__(self, compute: Callable[[K], V], done: Callable[[], object]) -> None:
        self._compute = compute
        self._done = done
        self._lock = threading.Lock()
        self._known: tuple[K, V] | None = None
        self._wanted: tuple[K] | None = None
        self._is_running = False

    def ask(self, key: K, *, at_once: bool = False) -> Known[V]:
        """What is known now; what is not known is computed, ``at_once`` here, else in the thread."""
        with self._lock:
            known = self._known
        if known is not None and known[0] == key:
            return Known(known[1], True)
        if at_once:
            value = self._compute(key)
            with self._lock:
                self._known = (key, value)
            return Known(value, True)
        self._want(key)
        return Known(None if known is None else known[1], False)

    def _want(self, key: K) -> None:
        with self._lock:
            self._wanted = (key,)
            if self._is_running:
                return
            self._is_running = True
        threading.Thread(target=self._work, name="aside", daemon=True).start()

    def _work(self) -> None:
        while (wanted := self._next()) is not None:
            value = self._compute(wanted[0])
            with self._lock:
                self._known = (wanted[0], value)
            with suppress(RuntimeError):  # the program ended meanwhile
                self._done()

    def _next(self) -> tuple[K] | None:
        """The key to compute next; None, and the end of the thread, when all that was asked for is known."""
        with self._lock:
            wanted, self._wanted = self._wanted, None
            if wanted is None or (self._known is not None and self._known[0] == wanted[0]):
                self._is_running = False
                return None
            return wanted
