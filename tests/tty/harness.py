"""A real pseudo-terminal with a program in it, and a model of its screen.

    with Terminal([sys.executable, "-m", "kaptui", "demo"]) as terminal:
        terminal.wait_for("Accounts")
        terminal.press("down", "enter")
        terminal.send("text")
        terminal.hangup()
        assert terminal.exit_code() == 129

Every wait ends with the fact waited for, or fails after ``PATIENCE`` seconds showing the screen. The terminal answers
what terminals are asked (cursor position, device attributes, modes, colours) unless it is ``mute``.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

ROOT = Path(__file__).resolve().parents[2]
"""The directory of the project, from which ``python -m kaptui`` and ``python -m tests.tty.…`` can be started."""

PATIENCE = 20.0
"""Seconds until a wait fails; long, because slow machines run many of these at once."""

KEYS = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~", "insert": "\x1b[2~", "f1": "\x1bOP",
    "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~",
    "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
}  # fmt: skip
"""What keys send, besides characters and ``ctrl+a`` to ``ctrl+z``."""

MODES = {
    1: ("application cursor keys", False), 7: ("line wrap", True), 25: ("cursor", True),
    47: ("alternate screen", False), 1047: ("alternate screen", False), 1049: ("alternate screen", False),
    1000: ("mouse", False), 1002: ("mouse dragging", False), 1003: ("mouse movement", False),
    1004: ("focus reports", False), 1006: ("mouse coordinates", False), 1015: ("mouse coordinates", False),
    1016: ("mouse pixels", False), 2004: ("bracketed paste", False), 2026: ("synchronized output", False),
    2048: ("in-band resize", False),
}  # fmt: skip
"""Modes of the terminal, by number: the name, and whether it is on before a program comes."""

_LAUNCH = (
    "import fcntl, os, signal, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "if 'nohup' in sys.argv[1]: signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    # A shell has what it runs in the background ignore these; whoever logs in finds them as they are.
    "signal.signal(signal.SIGINT, signal.SIG_DFL); signal.signal(signal.SIGQUIT, signal.SIG_DFL)\n"
    # Python adds LC_CTYPE where there is no locale; the program has to find its environment as given.
    "if 'ctype' not in sys.argv[1]: os.environ.pop('LC_CTYPE', None)\n"
    "os.execvp(sys.argv[2], sys.argv[2:])\n"
)
_QUERY = re.compile(
    rb"\x1b\[(?P<status>[56])n|\x1b\[(?P<device>[>=]?)0?c|\x1b\[\?(?P<mode>\d+)\$p"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)|\x1b\[(?P<size>1[468])t"
)
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_KITTY = re.compile(rb"\x1b\[([<>])(\d*)u")
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][\d;:]*[a-zA-Z]|\x1b\[[?>=]?[\d;]*[$ !\"'][a-zA-Z]|\x1b[P_^X][^\x1b\x07]*(?:\x1b\\|\x07)"
    rb"|\x1b\[\?[\d;]*[a-gi-km-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[<-?]*[\d;:]*[ -/]*|[\]P_^X][^\x1b\x07]{0,4096}\x1b?)?$")


class _Screen(pyte.Screen):
    """Pyte's screen, which gives up the rest of a text at the first mark that has no class of its own."""

    def draw(self, data: str) -> None:
        """One character after the other where it matters."""
        if data.isascii():
            super().draw(data)
            return
        for character in data:
            super().draw(character)


class Terminal:
    """A program started in a terminal of its own, as ``sshd`` would.

    ``env`` is added to an environment without Textual's and colour variables; a value of None removes a name.
    ``size`` is columns and rows. ``nohup``: the program is started with SIGHUP ignored, so that a hang-up is nothing
    but the end of its input. ``ambiguous`` is the cells that ``│`` takes. ``output`` has every byte that came.
    ``margin`` columns more than the program is told of are there to see what it writes beyond its own.
    """

    def __init__(
        self,
        args: Sequence[str | Path],
        env: Mapping[str, str | None] | None = None,
        size: tuple[int, int] = (80, 24),
        *,
        cwd: Path | None = None,
        mute: bool = False,
        nohup: bool = False,
        ambiguous: int = 1,
        margin: int = 0,
    ) -> None:
        columns, rows = size
        self.output = bytearray()
        self.modes: dict[str, bool] = {}
        self._mute = mute
        self._ambiguous = ambiguous
        self._kitty = 0
        self._unfinished = b""
        self._is_reading = True
        self._margin = margin
        self._screen = _Screen(columns + margin, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, self._slave = os.openpty()
        os.set_blocking(self._master, False)
        self.resize(columns, rows, tell=False)
        self._attributes = termios.tcgetattr(self._slave)
        environ = _environment(env)
        how = ("nohup " if nohup else "") + ("ctype" if "LC_CTYPE" in environ else "")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _LAUNCH, how, *map(str, args)],
            stdin=self._slave, stdout=self._slave, stderr=self._slave, cwd=cwd, env=environ, start_new_session=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Whatever is left of the program is killed."""
        self._process.kill()
        self._process.wait()
        for fileno in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(fileno)

    # What a person does

    def send(self, keys: str | bytes) -> None:
        """Sends characters as they are, or bytes."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                self.pump()

    def press(self, *keys: str) -> None:
        """Presses keys by name (``KEYS``, ``ctrl+x``) or single characters."""
        for key in keys:
            if key.startswith("ctrl+") and len(key) == 6:
                self.send(bytes([ord(key[5]) & 0x1F]))
            else:
                self.send(KEYS.get(key, key))

    def paste(self, text: str) -> None:
        """Pastes, as a terminal does that was asked to mark pastes."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        """Gives the window another size; ``tell`` the program by SIGWINCH, as the kernel does."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns + self._margin)
        if tell:
            self.signal(signal.SIGWINCH)

    def signal(self, number: int) -> None:
        """Sends a signal to the program."""
        self._process.send_signal(number)

    def hangup(self) -> None:
        """Closes the terminal as a dropped line does: SIGHUP, end of input, and nothing can be written any more."""
        os.close(self._master)
        self._is_reading = False

    def stop_reading(self) -> None:
        """From now on the terminal takes nothing any more, as when a client is suspended."""
        self._is_reading = False

    def read_again(self) -> None:
        """Ends ``stop_reading``."""
        self._is_reading = True

    def clear(self, to: str = " ") -> None:
        """Forgets what stands on the screen: ``to`` is in every cell, and only what is drawn from now on is seen."""
        self.pump(0)
        for y in range(self._screen.lines):
            for x in range(self._screen.columns):
                self._screen.buffer[y][x] = pyte.screens.Char(to)

    # What is seen

    def screen(self) -> list[str]:
        """The rows of the screen as they are now, without spaces at their ends."""
        self.pump(0)
        return [row.rstrip() for row in self._screen.display]

    def text(self) -> str:
        """The screen in one string, a line each row."""
        return "\n".join(self.screen())

    def cells(self) -> list[list[str]]:
        """What stands in each cell of each row, the margin included; empty behind a wide character."""
        self.pump(0)
        columns, buffer = range(self._screen.columns), self._screen.buffer
        return [[buffer[y][x].data for x in columns] for y in range(self._screen.lines)]

    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's cursor, from 0."""
        self.pump(0)
        return self._screen.cursor.x, self._screen.cursor.y

    def wait_for(self, text: str, timeout: float = PATIENCE) -> None:
        """Waits until the text stands on the screen; a program that has ended without it fails at once."""
        self.wait_until(lambda: self._shows(text), f"{text!r} on the screen", timeout)

    def _shows(self, text: str) -> bool:
        is_over = not self.is_running()  # asked first: whatever it wrote can be read now
        while is_over and self.pump(0):
            pass
        if text in self.text():
            return True
        assert not is_over, f"{text!r} never came; exit code {self._process.poll()}\n{self._picture()}"
        return False

    def wait_until(self, condition: Callable[[], bool], what: str = "the condition", timeout: float = PATIENCE) -> None:
        """Waits until the condition holds; looked at whenever something came, and every 20 ms."""
        end = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}; exit code {self._process.poll()}\n{self._picture()}")
            self.pump(0.02)

    def wait_until_quiet(self, spell: float = 0.3) -> None:
        """Waits until nothing has come for ``spell`` seconds."""
        while self.pump(spell):
            pass

    def wait_until_settled(self) -> None:
        """Waits until nothing has come for a moment from a program that sleeps: what was pressed has had its effect."""
        self.wait_until_quiet(0.1)
        while self._state() not in "SZX":
            self.wait_until_quiet(0.1)

    # The program

    @property
    def pid(self) -> int:
        """The program's process number."""
        return self._process.pid

    def is_running(self) -> bool:
        """Whether the program has not ended yet."""
        return self._process.poll() is None

    def is_stopped(self) -> bool:
        """Whether the program sleeps after SIGSTOP."""
        return self._state() == "T"

    def is_stuck(self) -> bool:
        """Whether the terminal takes nothing any more from the program."""
        poll = select.poll()
        poll.register(self._slave, select.POLLOUT)
        return not poll.poll(0)

    def exit_code(self, timeout: float = PATIENCE) -> int:
        """Waits for the end; the exit code, or minus the number of the signal that killed the program."""
        self.wait_until(lambda: not self.is_running(), "the end of the program", timeout)
        self.pump(0)
        return self._process.returncode

    def modes_left_on(self) -> list[str]:
        """The names of what the program has not put back: modes, keyboard flags, line discipline."""
        before = dict(MODES.values())
        left = sorted(name for name, on in self.modes.items() if on != before[name])
        if self._kitty:
            left.append("keyboard flags")
        with contextlib.suppress(termios.error):
            if termios.tcgetattr(self._slave)[:4] != self._attributes[:4]:
                left.append("line discipline")
        return left

    def wake_ups(self) -> int:
        """How often the threads of the program have waited for something so far."""
        count = 0
        for status in Path(f"/proc/{self.pid}/task").glob("*/status"):
            count += int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", status.read_text(), re.MULTILINE)[1])  # type: ignore[index] # always there
        return count

    def ticks(self) -> int:
        """How much processor time the program has used so far, in the kernel's ticks."""
        fields = self._fields()
        return int(fields[11]) + int(fields[12])

    def _state(self) -> str:
        return self._fields()[0]

    def _fields(self) -> list[str]:
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()

    # The wire

    def pump(self, timeout: float = 0.02) -> bool:
        """Takes what has come, waiting at most ``timeout`` seconds for it; whether there was something."""
        if not self._is_reading:
            select.select([], [], [], timeout)
            return False
        came = False
        while select.select([self._master], [], [], 0 if came else timeout)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                break
            came = True
            self._receive(data)
        return came

    def _receive(self, data: bytes) -> None:
        self.output += data
        data = self._unfinished + data
        unfinished = _UNFINISHED.search(data)
        self._unfinished = b""
        if unfinished:
            data, self._unfinished = data[: unfinished.start()], unfinished.group()
        for numbers, letter in _MODE.findall(data):
            for number in map(int, numbers.split(b";")):
                if number in MODES:
                    self.modes[MODES[number][0]] = letter == b"h"
        for sign, _ in _KITTY.findall(data):
            self._kitty = max(0, self._kitty + (1 if sign == b">" else -1))
        at = 0
        for query in _QUERY.finditer(data):
            self._draw(data[at : query.start()])
            at = query.end()
            if not self._mute:
                self.send(self._answer(query))
        self._draw(data[at:])

    def _draw(self, data: bytes) -> None:
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def _answer(self, query: re.Match[bytes]) -> bytes:
        groups: dict[str, Any] = query.groupdict()
        if groups["status"]:
            column = self._screen.cursor.x + 1
            if self._ambiguous == 2:
                column += self._screen.display[self._screen.cursor.y][: self._screen.cursor.x].count("│")
            return b"\x1b[0n" if groups["status"] == b"5" else b"\x1b[%d;%dR" % (self._screen.cursor.y + 1, column)
        if groups["mode"]:
            return b"\x1b[?%s;%d$y" % (groups["mode"], 2 if int(groups["mode"]) in MODES else 0)
        if groups["colour"]:
            return b"\x1b]%s;rgb:0000/0000/0000\x1b\\" % groups["colour"]
        if groups["size"]:
            return b"\x1b[8;%d;%dt" % (self._screen.lines, self._screen.columns - self._margin)
        return {b"": b"\x1b[?62;22c", b">": b"\x1b[>1;10;0c"}.get(groups["device"], b"")

    def _picture(self) -> str:
        frame = "+" + "-" * self._screen.columns + "+"
        return "\n".join([frame, *(f"|{row}|" for row in self._screen.display), frame])


def _environment(changes: Mapping[str, str | None] | None) -> dict[str, str]:
    """That of a plain session: no colour or Textual settings of the developer, UTF-8, nothing that waits."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TEXTUAL", "KAPTUI", "SSH_", "LC_", "PYTEST", "COV"))
        and name not in ("LINES", "COLUMNS", "NO_COLOR", "TMUX", "STY", "ESCDELAY")
    }
    kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    for name, value in (changes or {}).items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
    return kept
