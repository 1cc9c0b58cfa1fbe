"""Being asked to leave by a signal or the end of the terminal, however busy the program is.

A handler only wakes others: the event loop, which saves and leaves in its own time, and a thread that has slept since
the start and from then on counts the seconds. A save inside a handler could interrupt a save and wait for its own
lock. The thread is there from the beginning because starting one takes locks, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import signal
import time
from collections.abc import Callable
from threading import Thread
from types import FrameType, TracebackType
from typing import Any, Final

PATIENCE: Final = 1.8
"""Seconds between being asked to leave and being gone, whatever hangs."""

_ENDING: Final = (
    "SIGHUP", "SIGTERM", "SIGINT", "SIGQUIT",
    "SIGXCPU", "SIGPWR", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGUSR1", "SIGUSR2", "SIGIO",
)  # fmt: skip
"""The signals that would end the program at once: those meant so, and those of limits, failing power and slips."""
_LISTENED_TO: Final = tuple(number for number in signal.Signals if number.name in _ENDING)
_OVER: Final = 0


class Signals:
    """Within this context a signal that ends programs becomes a call of ``asked`` on the loop.

    ``asked`` gets the signal's number. If the process is still there ``PATIENCE`` seconds later, ``last_resort`` is
    called in a thread and the process ends with 128 + number; further signals change nothing about that. A signal
    that was ignored at the start (``nohup``) stays ignored. To be entered in the main thread.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, asked: Callable[[int], None], last_resort: Callable[[], None]
    ) -> None:
        self._loop = loop
        self._asked = asked
        self._last_resort = last_resort
        self._was_asked = False
        self._before: dict[int, Any] = {}
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        self._watch = Thread(target=self._watches, name="kaptui-leaving", daemon=True)

    def __enter__(self) -> Signals:
        _leave_no_core()
        self._watch.start()
        for number in _LISTENED_TO:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._handler)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._was_asked:
            # The process is going away and the watch goes on. A further signal must not kill it before it is done, and
            # the interpreter, when it ends, puts the default back in the place of handlers, but not of "ignored".
            for number in self._before:
                signal.signal(number, signal.SIG_IGN)
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.write(self._writer, bytes([_OVER]))
        self._watch.join()
        os.close(self._writer)
        os.close(self._reader)

    def ask(self, number: int) -> None:
        """As if this signal had come; may be called from any thread and from a handler."""
        self._was_asked = True
        with contextlib.suppress(BlockingIOError):
            os.write(self._writer, bytes([number]))
        # A closed loop has left already.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._asked, number)

    def _handler(self, number: int, _frame: FrameType | None) -> None:
        self.ask(number)

    def _watches(self) -> None:
        """The thread: sleeps until asked, then ends the process if nobody else did."""
        number = os.read(self._reader, 1)[0]
        if number == _OVER:
            return
        time.sleep(PATIENCE)
        self._last_resort()
        os._exit(128 + number)


def _leave_no_core() -> None:
    """A fault below Python leaves no picture of the memory, which holds plans.

    The limit of one byte writes no file, and is the one that also keeps the kernel from handing the picture to a
    program that collects them; where nothing is permitted it stays nothing.
    """
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (1 if most else 0, most))
