"""The app's side of the terminal: leaving it well, whatever happens, and leaving nothing of a plan on it.

The room for patches of private Textual API, together with ``_driver`` (input and output), ``_outbox`` (the output
queue), ``_input`` (decoding), ``_keys`` (one key after the other), ``_rows`` (rows come to light whole), ``_signals``
(being asked to leave), ``_crash`` (reports without data), ``_gate`` (the one output gate) and ``_probe`` (what is asked
before Textual is loaded). Each patch has a test in ``tests/tty/test_canaries.py`` that fails when it is needed no more:

- signals save and leave: Textual ends without (Textualize/textual#5140)
- bytes that are not UTF-8 (#6456), the end of input (#6690), wake-ups of the input thread: see ``_driver``
- what the terminal answers too late is typed: no upstream issue known, see ``_input``
- the crash screen shows local variables, and control characters reach the terminal: no upstream issue known
- of a wide character that was covered by half only a half is painted again: no upstream issue known, see ``_rows``
- nobody is told his first size whose place was looked up before: no upstream issue known, see ``_rows``
- NO_COLOR with an ANSI theme chosen after the start is black on black: no upstream issue known
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from kaptui._crash import EX_SOFTWARE, kind, write_report
from kaptui._driver import Garbled, KaptuiDriver
from kaptui._gate import Gate, harmless
from kaptui._outbox import write_if_room
from kaptui._rows import WholeRows
from kaptui._signals import Signals
from kaptui.text import tr

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.app import AutopilotCallbackType
    from textual.dom import DOMNode
    from textual.types import CSSPathType
    from textual.widget import Widget

__all__ = ["EX_SOFTWARE", "KaptuiDriver", "TerminalApp"]

EX_TEMPFAIL: Final = 75
"""The exit code when somebody left and the store could not take everything, as in sysexits.h."""
COLLECT_AFTER: Final = 20_000
"""New objects between two looks for garbage; Python's own number is 700."""
_HANG_UP: Final = 1
"""SIGHUP; the end of the terminal counts as one."""


class TerminalApp(App[int]):
    """An app that saves on every way out, once, and gives the terminal back.

    ``return_code`` says how it ended: what was given to ``leave``, 128 + number after a signal (129 when the terminal
    went away), 70 after a fault, 75 when ``leave`` gave 0 and there is a ``farewell``: what is told on stderr once the
    terminal is given back, by an app that could not save everything. Animations, smooth scrolling and blinking are off;
    the mouse stays with the terminal unless ``mouse_reporting``. To override: ``save_before_leaving``,
    ``terminal_garbled``, ``crash_directory``.
    """

    def __init__(
        self,
        *,
        css_path: CSSPathType | None = None,
        ansi_color: bool | None = None,
        mouse_reporting: bool = False,
        typed_ahead: bytes = b"",
        may_suspend: bool = True,
    ) -> None:
        """``typed_ahead``: keys that came while the terminal was probed, to be taken for the first ones.

        Without ``may_suspend`` the program cannot be put to sleep from its terminal, where another one might wait.
        """
        self.may_suspend = may_suspend
        self.mouse_reporting = mouse_reporting
        self.typed_ahead = typed_ahead
        self.farewell = ""
        self._gate = Gate()
        self._no_color = NoColor()
        self._signals: Signals | None = None
        self._was_left = False
        self._was_saved = False
        self._is_lost = False
        self._could_not_save = False
        self._fault: BaseException | None = None
        super().__init__(driver_class=KaptuiDriver, css_path=css_path, ansi_color=ansi_color)
        self.animation_level = "none"

    # What the app on top says

    def save_before_leaving(self) -> None:
        """Saves, or keeps a draft. Called once, on the loop, on each way out; no other exit is possible before it ends.

        An exception from here is reported like any other fault, but does not keep the app from leaving.
        """

    def terminal_garbled(self, count: int) -> None:
        """The terminal sends bytes that are not UTF-8 (``count`` at first); told once, the input goes on."""

    def crash_directory(self) -> Path:
        """Where the report of a fault is written, private to the user; the directory for temporary files by default."""
        import tempfile

        return Path(tempfile.gettempdir())

    # Ways out

    def leave(self, code: int = 0) -> None:
        """Saves and ends the app with this exit code. The first reason to leave counts, later ones change nothing."""
        self.exit(return_code=code)

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """As ``leave``, also for Textual's own ways to quit."""
        if self._was_left:
            return
        self._was_left = True
        self._save_once()
        code = return_code or (EX_TEMPFAIL if self.farewell else 0)
        super().exit(result, EX_SOFTWARE if self._could_not_save else code, message)

    def terminal_lost(self) -> None:
        """The terminal is gone: saves and leaves as after SIGHUP. May be called from any thread."""
        self._is_lost = True
        if self._signals is not None:
            self._signals.ask(_HANG_UP)

    def crash(self, error: BaseException) -> None:
        """Ends the app after a fault: saves, says one sentence on stderr, exits with 70. On the loop's thread.

        Not once it is being left: then everything is saved, and a screen may fail that is taken down half built.
        """
        if self._was_left and self._fault is None:
            self._close_messages_no_wait()
            return
        self._was_left = True
        self._return_code = EX_SOFTWARE
        self._fault = self._fault or error
        self._save_once()
        self._close_messages_no_wait()

    def _save_once(self) -> None:
        if self._was_saved:
            return
        self._was_saved = True
        try:
            self.save_before_leaving()
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the way out must not end here
            self._could_not_save = True
            self._fault = self._fault or error

    def _asked_to_leave(self, number: int) -> None:
        """A signal; on the loop, outside of any handler of the app."""
        with self._context():
            self.leave(128 + number)

    def _restore_terminal_at_once(self) -> None:
        if isinstance(self._driver, KaptuiDriver):
            self._driver.restore_at_once()

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Nothing: Textual would write a picture of the plan into a directory of its own choice."""

    # Running

    async def run_async(
        self,
        *,
        headless: bool = False,
        inline: bool = False,
        inline_no_clear: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
        auto_pilot: AutopilotCallbackType | None = None,
    ) -> int | None:
        """As Textual's, listening to signals; no garbage collection before the first screen stands."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._task_failed)
        gc.disable()
        try:
            with contextlib.ExitStack() as stack:
                if not headless:
                    self._signals = stack.enter_context(
                        Signals(loop, self._asked_to_leave, self._restore_terminal_at_once)
                    )
                return await super().run_async(
                    headless=headless,
                    inline=inline,
                    inline_no_clear=inline_no_clear,
                    mouse=mouse,
                    size=size,
                    auto_pilot=auto_pilot,
                )
        finally:
            gc.enable()

    def on_ready(self) -> None:
        """The first screen stands: what was built for it is there to stay and need not be looked through again.

        From then on garbage is looked for after every ``COLLECT_AFTER`` new objects: an edit of a large plan makes ten
        thousand that all stay, and looking through them seven times over costs as much as a frame.
        """
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(COLLECT_AFTER)
            gc.enable()

    @on(Garbled)
    def _on_garbled(self, message: Garbled) -> None:
        self.terminal_garbled(message.count)

    def _task_failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A task nobody waits for has failed; asyncio would print its message, which may quote a plan."""
        error = context.get("exception")
        if isinstance(error, Exception) and self._running and not self._was_left:
            self._handle_exception(error)

    async def _shutdown(self) -> None:
        self._save_once()
        await super()._shutdown()

    # Patches

    def _handle_exception(self, error: Exception) -> None:
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.crash(error)

    def panic(self, *renderables: RenderableType) -> None:
        """As a fault; Textual would show what it is given, which may be anything."""
        self.crash(sys.exception() or RuntimeError())

    def _print_error_renderables(self) -> None:
        if self._fault is None and not self._is_lost:
            super()._print_error_renderables()
        self._exit_renderables.clear()
        if self.is_headless:
            return
        told = [self._sentence(self._fault)] if self._fault is not None else []  # with a report, also if nobody listens
        told += self.farewell.splitlines()
        if not self._is_lost:
            write_if_room(2, "".join(f"{harmless(line)}\n" for line in told).encode())

    def _sentence(self, fault: BaseException) -> str:
        """What the user is told after a fault."""
        if self._could_not_save or self.farewell:
            told = tr(
                "kaptui stopped because of a fault of its own ({kind}). What you entered could not be saved.",
                kind=kind(fault),
            )
        else:
            told = tr(
                "kaptui stopped because of a fault of its own ({kind}). What you entered was saved.", kind=kind(fault)
            )
        report = write_report(fault, self.crash_directory())
        if report is None:
            return told
        return told + " " + tr("A report without any of your data: {path}", path=report)

    def _set_pointer_shape(self, shape: str) -> None:
        if self.mouse_reporting:
            super()._set_pointer_shape(shape)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The gate first. Textual picks the filter for NO_COLOR once, by the theme of the start."""
        filters = super().get_line_filters()
        if self.no_color and self.native_ansi_color:
            filters = [self._no_color if isinstance(each, Monochrome) else each for each in filters]
        return [self._gate, *filters]

    def _register_child(self, parent: DOMNode, child: Widget, before: int | None, after: int | None) -> None:
        blink = getattr(type(child), "cursor_blink", None)
        if blink is not None:
            # A blinking cursor is traffic on the line, every half second and for ever.
            child.set_reactive(blink, False)
        if isinstance(child, Screen):
            child._compositor = WholeRows()
        super()._register_child(parent, child, before, after)
