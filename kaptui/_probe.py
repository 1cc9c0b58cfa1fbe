"""What a terminal is asked before anything is drawn on it. Loads no Textual, so that every command can use it."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import time
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Literal

from kaptui._outbox import write_if_room

GlyphChoice = Literal["auto", "ascii", "unicode"]
GlyphSet = Literal["ascii", "unicode"]

_QUESTION: Final = b"\r\xe2\x94\x82\x1b[6n"
"""A box-drawing line in the first column, then: where is the cursor?"""
_ERASED: Final = b"\r\x1b[K"
_ANSWER: Final = re.compile(rb"\x1b\[\d+;(\d+)R")
_WAITING: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP)
"""Signals that end or stop the program; they wait while the terminal does not echo."""
_WITHOUT_UNICODE: Final = frozenset({"", "dumb", "linux", "unknown"})


class NoTerminal(Exception):
    """A screen was asked for where there is none. ``stream`` is ``stdin`` or ``stderr``: what is not a terminal."""

    def __init__(self, stream: Literal["stdin", "stderr"]) -> None:
        super().__init__(stream)
        self.stream = stream


def refuse_without_terminal() -> None:
    """Raises NoTerminal unless both keys (stdin) and pictures (stderr, where Textual draws) have a terminal."""
    if not os.isatty(0):
        raise NoTerminal("stdin")
    if not os.isatty(2):
        raise NoTerminal("stderr")


def glyphs_for(
    choice: GlyphChoice, environ: Mapping[str, str] | None = None, typed_ahead: bytearray | None = None
) -> GlyphSet:
    """The glyph set to draw with: the choice itself, or for ``auto`` what the terminal is known to draw right.

    ``auto`` is ``unicode`` only where the locale is UTF-8, the terminal is not the Linux console or a dumb one, and
    it has answered that ``│`` takes one cell; a terminal that says nothing gets ASCII. ``typed_ahead`` as in
    ``width_of_ambiguous``.
    """
    if choice != "auto":
        return choice
    environ = os.environ if environ is None else environ
    if environ.get("TERM", "") in _WITHOUT_UNICODE or not speaks_utf8(environ):
        return "ascii"
    return "unicode" if width_of_ambiguous(typed_ahead=typed_ahead) == 1 else "ascii"


def speaks_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale in these variables is UTF-8; the first set one of LC_ALL, LC_CTYPE, LANG decides.

    ``LC_CTYPE=C.UTF-8`` does not count: Python sets it by itself where it finds no locale (PEP 538), which says nothing
    about the terminal.
    """
    ctype = environ.get("LC_CTYPE", "")
    locale = environ.get("LC_ALL") or (ctype if ctype != "C.UTF-8" else "") or environ.get("LANG", "")
    return re.search(r"utf-?8", locale, re.IGNORECASE) is not None


def width_of_ambiguous(timeout: float = 0.2, typed_ahead: bytearray | None = None) -> Literal[1, 2] | None:
    """In how many cells the terminal draws ``│``: 1, 2, or None if it does not say so within ``timeout`` seconds.

    Uses stdin and stderr, leaves no trace on the line it found. Keys typed meanwhile are appended to ``typed_ahead``
    and can be given to ``TerminalApp``; without it they are lost. An answer that comes too late is ignored there.
    """
    if not (os.isatty(0) and os.isatty(2)):
        return None
    try:
        with _raw(0):
            if not write_if_room(2, _QUESTION):
                return None
            received = _received_until_answer(timeout)
            write_if_room(2, _ERASED)
    except (OSError, termios.error):
        return None
    answer = _ANSWER.search(received)
    if typed_ahead is not None:
        typed_ahead += _ANSWER.sub(b"", received, count=1)
    column = int(answer[1]) if answer else 0
    if column == 2:
        return 1
    return 2 if column == 3 else None


@contextmanager
def _raw(fileno: int) -> Iterator[None]:
    """Keys one by one and unechoed; what was typed before stays readable. Nobody ends the program in between, who would
    leave the terminal like that to the shell."""
    before = termios.tcgetattr(fileno)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _WAITING)
    try:
        tty.setcbreak(fileno, termios.TCSANOW)
        yield
    finally:
        try:
            termios.tcsetattr(fileno, termios.TCSANOW, before)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _received_until_answer(timeout: float) -> bytes:
    """All bytes up to the answer, or those of the whole time if there is none."""
    received = b""
    end = time.monotonic() + timeout
    poll = select.poll()
    poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLIN)
    while not _ANSWER.search(received) and (left := end - time.monotonic()) > 0:
        if poll.poll(left * 1000):
            more = os.read(0, 4096)
            if not more:
                break
            received += more
    return received
