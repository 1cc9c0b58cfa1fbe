"""What goes out to the terminal: a queue that never makes anybody wait, and an end that comes even if nobody reads.

A terminal may stop reading at any moment (a dropped line, a suspended client). Whoever draws must not notice: frames
that find too much waiting are given up, and once the terminal reads again it is told to ``caught_up`` so that the
whole screen can be drawn anew. Written with ``os.write``: a thread stuck inside a Python file object would hold its
lock, on which the interpreter's own exit then waits.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import termios
from collections.abc import Callable
from threading import Condition, Event, Thread
from typing import Final

MOST_WAITING: Final = 256 * 1024
"""Bytes that may wait behind the write under way; a slow line must not show minutes of old frames."""

ABORT: Final = b"\x1b\\"
"""Ends whatever sequence was cut off half-way, and does nothing otherwise."""


def write_if_room(fileno: int, data: bytes) -> bool:
    """Writes a short piece if the terminal takes it now; whether it did. Never waits, never raises."""
    try:
        return has_room(fileno) and os.write(fileno, data) == len(data)
    except OSError:
        return False


def has_room(fileno: int) -> bool:
    """Whether the terminal takes something now; not while another write waits for it."""
    poll = select.poll()
    poll.register(fileno, select.POLLOUT)
    return any(event & select.POLLOUT for _, event in poll.poll(0))


class Outbox:
    """Writes to one file descriptor from a thread of its own. ``write`` and ``close`` may be called from any thread."""

    def __init__(self, fileno: int, caught_up: Callable[[], None]) -> None:
        """``caught_up`` is called, in the writing thread, once everything is out after frames had been given up."""
        self._fileno = fileno
        self._caught_up = caught_up
        self._changed = Condition()
        self._waiting: list[bytes] = []
        self._size = 0
        self._gave_up = False
        self._closing = False
        self._abandoned = False
        self._lost = False
        self._ended = Event()
        self._may_go = Event()
        # A signal that does nothing but end a write under way, see _abandon; SIGURG is otherwise unused and ignored.
        signal.signal(signal.SIGURG, lambda _number, _frame: None)
        self._thread = Thread(target=self._run, name="kaptui-output", daemon=True)
        self._thread.start()

    def write(self, text: str) -> None:
        """Takes a whole frame or sequence; never waits. Lone surrogates go out as ``?``."""
        data = text.encode("utf-8", "replace")
        with self._changed:
            if self._closing or self._lost or self._gave_up or not data:
                return
            if self._waiting and self._size + len(data) > MOST_WAITING:
                self._forget()
                self._gave_up = True
                self._changed.notify_all()
                return
            self._waiting.append(data)
            self._size += len(data)
            self._changed.notify_all()

    def close(self, farewell: str, patience: float = 0.3) -> bool:
        """Sends the rest and then ``farewell``, waits at most about ``patience`` and half a second for it.

        When the terminal does not read, what waits is thrown away, in the kernel as well, so that the farewell is the
        first thing it sees when it wakes up. True when the farewell went out.
        """
        last = farewell.encode()
        with self._changed:
            if not self._closing:
                self._closing = True
                self._waiting.append(last)
                self._changed.notify_all()
        if self._ended.wait(patience):
            return not self._lost
        return self._abandon(last)

    def _abandon(self, last: bytes) -> bool:
        """Gets the thread out of the write it is stuck in; True if the farewell could be written after that."""
        with self._changed:
            if self._ended.is_set():
                return not self._lost
            self._abandoned = True
            self._forget()
        for _ in range(20):
            with contextlib.suppress(OSError, termios.error):
                # An empty buffer does not wake the writer, a signal does; both, or the farewell finds no room.
                termios.tcflow(self._fileno, termios.TCOON)
                termios.tcflush(self._fileno, termios.TCOFLUSH)
            if self._thread.ident is not None:
                signal.pthread_kill(self._thread.ident, signal.SIGURG)
            if self._ended.wait(0.02):
                break
        self._may_go.set()
        return self._ended.is_set() and not self._lost and write_if_room(self._fileno, ABORT + last)

    def _run(self) -> None:
        """The writing thread."""
        while (data := self._next()) is not None:
            self._send(data)
            if self._catches_up():
                self._caught_up()
        with self._changed:
            self._ended.set()
        if self._abandoned:
            # The thread has to exist as long as somebody may send it a signal.
            self._may_go.wait()

    def _next(self) -> bytes | None:
        """Everything that waits, in one piece (empty if all was given up); None when there is no more to come."""
        with self._changed:
            while not (self._waiting or self._gave_up or self._closing or self._lost):
                self._changed.wait()
            if self._lost or not (self._waiting or self._gave_up):
                return None
            data = b"".join(self._waiting)
            self._forget()
            return data

    def _send(self, data: bytes) -> None:
        """Writes all of it, however long that takes; stops when abandoned or when there is no terminal any more."""
        rest = memoryview(data)
        while rest and not self._abandoned:
            try:
                rest = rest[os.write(self._fileno, rest) :]
            except BlockingIOError:
                self._wait_for_room()
            except OSError:
                self._lost = True
                return

    def _wait_for_room(self) -> None:
        """Somebody else made the terminal non-blocking (it is shared with the shell); looks up now and then."""
        poll = select.poll()
        poll.register(self._fileno, select.POLLOUT)
        poll.poll(100)

    def _catches_up(self) -> bool:
        """Whether frames had been given up and it is time to draw again."""
        with self._changed:
            again, self._gave_up = self._gave_up, False
            return again and not self._closing and not self._lost

    def _forget(self) -> None:
        """Throws away what waits; only under the lock."""
        self._waiting.clear()
        self._size = 0
