"""The terminal as Textual sees it: keys in, frames out, and everything put back when it is over.

Replaces what Textual 8.2 does wrong where lines drop: its input thread dies on a byte that is not UTF-8
(Textualize/textual#6456), spins at the end of input (#6690) and looks up ten times a second; its output thread makes
the event loop wait for a terminal that does not read. ``tests/tty/test_canaries.py`` fails when one of these patches
is no longer needed.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import termios
import threading
import tty
from typing import TYPE_CHECKING, Any, Final, cast

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from kaptui._input import Answers, Keys, Pasted, Pastes, Utf8
from kaptui._keys import KeyQueue
from kaptui._outbox import Outbox

if TYPE_CHECKING:
    from textual.app import App

    from kaptui.terminal import TerminalApp

_STRAY: Final = re.compile("[\x00-\x06\x08\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
"""Control characters that Textual never writes: all but BEL, line feed, return and Escape."""

_KITTY_DISAMBIGUATE: Final = "\x1b[>1u"
"""Only keys that would be ambiguous come as sequences. With "report all keys", which Textual asks for, an input
method's text comes as a sequence too, and several terminals get that wrong."""

_STDERR: Final = 2

_UNFINISHED: Final = 100
"""Milliseconds after which the beginning of a UTF-8 character is taken for a bad byte."""


class Garbled(Message):
    """The terminal sends bytes that are not UTF-8; posted to the app once. ``count`` were in the first piece."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


class KaptuiDriver(LinuxDriver):
    """A LinuxDriver for a ``TerminalApp``. Mouse reports only if the app wants them; no wake-ups while idle."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """``debug`` is not passed on: it writes every key into a file in the working directory."""
        self._host = cast("TerminalApp", app)
        super().__init__(app, debug=False, mouse=mouse and self._host.mouse_reporting, size=size)
        self._screen_fileno = _STDERR if self._file is None else self._file.fileno()
        self._outbox: Outbox | None = None
        self._wake: tuple[int, int] | None = None
        self._was_garbled = False
        self._keys = KeyQueue(app)
        self._typed_ahead = self._host.typed_ahead
        if self._size is None:
            self._size = self._get_terminal_size()

    # Output

    def write(self, data: str) -> None:
        """Hands a frame or sequence to the terminal; never waits, and does nothing when it is not ours."""
        if self._outbox is not None:
            self._outbox.write(_STRAY.sub("", data))

    def _caught_up(self) -> None:
        """Frames were given up; the terminal reads again."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._draw_anew)

    def _draw_anew(self) -> None:
        self._app.refresh(layout=True)

    # Beginning and end

    def start_application_mode(self) -> None:
        """Takes the terminal; gives it back if that fails half-way."""
        self._wait_for_foreground()
        try:
            self._take_terminal()
        except BaseException:
            self.stop_application_mode()
            raise

    def _take_terminal(self) -> None:
        self._outbox = Outbox(self._screen_fileno, self._caught_up)
        with contextlib.suppress(termios.error):
            self.attrs_before = termios.tcgetattr(self.fileno)
        self._set_raw()
        self.write(self._modes_on() + ("" if constants.DISABLE_KITTY_KEY else _KITTY_DISAMBIGUATE))
        self._enable_mouse_support()
        self._start_input()
        self._request_terminal_sync_mode_support()
        signal.signal(signal.SIGWINCH, self._on_terminal_resize)
        self._send_size()
        if self._must_signal_resume:
            self._must_signal_resume = False
            self.send_message(self.SignalResume())

    def stop_application_mode(self) -> None:
        """Gives the terminal back as it was. Bounded: a terminal that does not read is not waited for."""
        self.disable_input()
        self._restore_attributes()
        if self._outbox is not None:
            outbox, self._outbox = self._outbox, None
            outbox.close(self._modes_off())

    def close(self) -> None:
        """Nothing is left to do after ``stop_application_mode``."""

    def restore_at_once(self) -> None:
        """For the last moment, from any thread: the terminal's modes, without waiting for anything."""
        self._restore_attributes()
        if self._outbox is not None:
            self._outbox.close(self._modes_off(), patience=0.05)

    def _modes_on(self) -> str:
        """Alternate screen, no cursor, focus reports, bracketed paste, no line wrap."""
        return "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"

    def _modes_off(self) -> str:
        """Everything that may have been switched on, innermost first: Kitty's flags belong to the alternate screen."""
        mouse = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l" if self._mouse else ""
        kitty = "" if constants.DISABLE_KITTY_KEY else "\x1b[<1u"
        return f"\x1b[?2026l\x1b[0m{mouse}\x1b[?2004l\x1b[?7h{kitty}\x1b[?1049l\x1b[?25h\x1b[?1004l"

    def _set_raw(self) -> None:
        """Keys one by one, unechoed, Ctrl+C and Ctrl+S among them."""
        with contextlib.suppress(termios.error):
            attributes = termios.tcgetattr(self.fileno)
            attributes[tty.LFLAG] = self._patch_lflag(attributes[tty.LFLAG])
            attributes[tty.IFLAG] = self._patch_iflag(attributes[tty.IFLAG])
            attributes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)

    def _restore_attributes(self) -> None:
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    # Size

    def _get_terminal_size(self) -> tuple[int, int]:
        """Columns and rows of the terminal drawn on, whatever COLUMNS says and wherever stdout goes."""
        try:
            size = os.get_terminal_size(self._screen_fileno)
        except OSError:
            return super()._get_terminal_size()
        return (size.columns or 80, size.lines or 24)

    def _on_terminal_resize(self, _number: int, _frame: object) -> None:
        self._loop.call_soon_threadsafe(self._send_size)

    def _send_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self.send_message(events.Resize(size, size))

    # Ctrl+Z and fg. The handlers only wake the loop.

    def _wait_for_foreground(self) -> None:
        """Sleeps again when continued in the background (``bg``): there the terminal is not ours."""
        with contextlib.suppress(OSError):
            while os.tcgetpgrp(self.fileno) != os.getpgrp():
                os.kill(os.getpid(), signal.SIGSTOP)

    @property
    def can_suspend(self) -> bool:
        """Whether Textual's own way to sleep is open."""
        return self._host.may_suspend

    def _sigtstp_application(self, *_: object) -> None:
        if not self._host.may_suspend:
            return
        self._loop.call_soon_threadsafe(self._sleep_in_background)

    def _sleep_in_background(self) -> None:
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._wake_in_foreground)

    def _wake_in_foreground(self) -> None:
        if not self._auto_restart:
            return
        if self._outbox is None:
            if self._must_signal_resume:
                self.resume_application_mode()
        else:
            # Stopped from outside, without warning: the shell may have changed the terminal meanwhile.
            self._set_raw()
            self.write(self._modes_on())
            self._enable_mouse_support()
        self._draw_anew()

    # Input

    def _start_input(self) -> None:
        self._wake = os.pipe()
        self._key_thread = threading.Thread(target=self._run_input_thread, name="kaptui-input", daemon=True)
        self._key_thread.start()

    def disable_input(self) -> None:
        """Ends the input thread at once and forgets what came in, late answers of the terminal above all."""
        if self._wake is None or self._key_thread is None:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        reader, writer = self._wake
        self._wake = None
        os.write(writer, b".")
        self._key_thread.join()
        self._key_thread = None
        os.close(reader)
        os.close(writer)
        with contextlib.suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def send_message(self, message: Any) -> None:
        """Posts to the app, from any thread; keys and pastes one after the other."""
        if isinstance(message, events.Key | events.Paste):
            self._loop.call_soon_threadsafe(self._keys.put, message)
        else:
            super().send_message(message)

    def _run_input_thread(self) -> None:
        """The input thread; a fault in it is a crash like any other."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is, the app has to end with it
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._host.crash, error)

    def run_input_thread(self) -> None:
        """Waits for input and for being told to end, without ever looking up in between."""
        if self._wake is None:
            return
        wake = self._wake[0]
        reader = _Reader(self)
        if self._typed_ahead:
            reader.read(self._typed_ahead)
            self._typed_ahead = b""
        poll = select.poll()
        poll.register(self.fileno, select.POLLIN)
        poll.register(wake, select.POLLIN)
        while True:
            ready = [fileno for fileno, _ in poll.poll(reader.timeout)]
            if wake in ready:
                return
            if not ready:
                reader.nothing_came()
            elif (data := self._read()) is None:
                self._host.terminal_lost()
                return
            else:
                reader.read(data)

    def _read(self) -> bytes | None:
        """What there is; None when the terminal is gone (end of input, or EIO after a hang-up)."""
        try:
            return os.read(self.fileno, 65536) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def garbled(self, count: int) -> None:
        """Tells the app of bad bytes, the first time only; called in the input thread."""
        if not self._was_garbled:
            self._was_garbled = True
            self.send_message(Garbled(count))


class _Reader:
    """Turns bytes into messages of the driver. Lives in the input thread."""

    def __init__(self, driver: KaptuiDriver) -> None:
        self._driver = driver
        self._utf8 = Utf8()
        self._pastes = Pastes()
        self._answers = Answers()
        self._parser = XTermParser()
        self._bad = 0

    @property
    def timeout(self) -> float | None:
        """Milliseconds after which ``nothing_came`` means something; None to wait for ever."""
        if self._utf8.is_waiting:
            return _UNFINISHED
        if self._answers.is_waiting or self._parser._timeout_time is not None:
            return constants.ESCAPE_DELAY * 1000 + 1
        return None

    def read(self, data: bytes) -> None:
        self._take(*self._utf8.feed(data))

    def nothing_came(self) -> None:
        """A character or a sequence stays unfinished."""
        self._take(*self._utf8.finish())
        self._finish_answers()
        for message in self._parser.tick():
            self._driver.process_message(message)

    def _finish_answers(self) -> None:
        """What may have been the beginning of an answer is none. An Escape was waited for long enough to be a key,
        which the parser would wait for once more."""
        keys = self._answers.finish()
        self._parse(keys)
        if keys == "\x1b":
            self._parser._timeout_time = 0.0

    def _take(self, text: str, bad: int) -> None:
        for part in self._pastes.feed(text):
            match part:
                case Keys(keys):
                    bad += self._parse(self._answers.feed(keys))
                case Pasted(pasted):
                    self._finish_answers()
                    self._driver.process_message(events.Paste(pasted))
        self._bad += bad
        if self._bad and not self._utf8.is_waiting:
            self._driver.garbled(self._bad)
            self._bad = 0

    def _parse(self, keys: str) -> int:
        """Posts what the keys mean; how many characters had to be thrown away."""
        if not keys:  # to the parser, nothing is the end
            return 0
        try:
            for message in self._parser.feed(keys):
                self._driver.process_message(message)
        except (ValueError, OverflowError):
            # The parser of Textual 8.2 fails on numbers too big or missing in a key's sequence, and is then done for.
            self._parser = XTermParser()
            return len(keys)
        return 0
