"""What Textual itself does where ``kaptui.terminal`` steps in. A test that fails here says: look whether the patch
it names can go, or has to change."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from rich.segment import Segment
from textual._compositor import Compositor
from textual.app import App
from textual.content import Content
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import Monochrome
from textual.widgets import Input, Static, TextArea

from kaptui._crash import EX_SOFTWARE
from kaptui._rows import WholeRows
from tests.tty.harness import ROOT, Terminal

SMALL = """
from textual.app import App
from textual.widgets import Static, Input

class Small(App):
    AUTO_FOCUS = ""
    BINDINGS = [("e", "edit", ""), ("x", "fail", "")]
    def compose(self):
        yield Static("ready to work", id="state")
        yield Input()
    def action_edit(self):
        self.screen.set_focus(self.query_one(Input))
    def action_fail(self):
        customer = "Minister-Wang"
        raise RuntimeError()

app = Small()
app.run()
raise SystemExit(app.return_code)
"""


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    program = tmp_path / "plain.py"
    program.write_text(SMALL)
    return program


def started(program: Path, *, nohup: bool = False) -> Terminal:
    terminal = Terminal([sys.executable, program], cwd=ROOT, nohup=nohup)
    try:
        terminal.wait_for("ready to work")
    except AssertionError:
        terminal.__exit__(None, None, None)
        raise
    return terminal


def test_a_byte_that_is_not_utf8_kills_textual(plain: Path) -> None:
    """KaptuiDriver, Utf8; Textualize/textual#6456."""
    with started(plain) as terminal:
        terminal.send(b"\xff")
        terminal.exit_code()
        assert b"UnicodeDecodeError" in terminal.output


@pytest.mark.parametrize("sequence", ["\x1b[99999999999999u", "\x1b[:R"])
def test_a_sequence_out_of_bounds_kills_textual(plain: Path, sequence: str) -> None:
    """_Reader._parse; no upstream issue known."""
    with started(plain) as terminal:
        terminal.send(sequence)
        terminal.exit_code()
        assert b"Traceback" in terminal.output


def test_textual_types_what_a_terminal_says(plain: Path) -> None:
    """Answers; no upstream issue known."""
    with started(plain) as terminal:
        terminal.send("\x1b]0;e\x07")
        terminal.wait_until_quiet()
        terminal.send("12")
        terminal.wait_for("12")


def test_the_end_of_input_makes_textual_spin(plain: Path) -> None:
    """KaptuiDriver._read and TerminalApp.terminal_lost; Textualize/textual#6690."""
    with started(plain, nohup=True) as terminal:
        ticks = terminal.ticks()
        terminal.hangup()
        terminal.wait_until(lambda: terminal.ticks() > ticks + 50, "half a second of work for nothing")
        assert terminal.is_running()


def test_textual_wakes_up_while_nothing_happens(plain: Path) -> None:
    """KaptuiDriver.run_input_thread; no upstream issue known."""
    with started(plain) as terminal:
        terminal.wait_until_quiet()
        wake_ups = terminal.wake_ups()
        terminal.wait_until(lambda: terminal.wake_ups() > wake_ups + 5, "waking up")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_textual_without_giving_the_terminal_back(plain: Path, number: int) -> None:
    """Signals; Textualize/textual#5140."""
    with started(plain) as terminal:
        terminal.signal(number)
        assert terminal.exit_code() == -number
        assert terminal.modes_left_on() != []


def test_textual_shows_local_variables_when_it_fails(plain: Path) -> None:
    """TerminalApp._handle_exception and _print_error_renderables; no upstream issue known."""
    with started(plain) as terminal:
        terminal.press("x")
        assert terminal.exit_code() not in (0, EX_SOFTWARE)
        terminal.wait_until_quiet()
        assert b"Minister-Wang" in terminal.output


def test_keys_that_arrive_together_go_to_where_the_first_one_went(plain: Path) -> None:
    """KeyQueue; no upstream issue known."""
    with started(plain) as terminal:
        terminal.send("e12")
        terminal.wait_until_quiet()
        terminal.send("34")
        terminal.wait_for("34")
        assert "1234" not in terminal.text()


def test_textual_asks_for_every_key_as_a_sequence(plain: Path) -> None:
    """_KITTY_DISAMBIGUATE; no upstream issue known."""
    with started(plain) as terminal:
        assert b"\x1b[>25u" in terminal.output


def test_textual_lets_escape_through() -> None:
    """Gate; no upstream issue known."""
    assert "\x1b" in Content("\x1b[31m").plain
    assert "\x9b" in Content("\x9b2J").plain


async def test_textual_writes_escape_out_of_a_text() -> None:
    """Gate; no upstream issue known."""

    class Hostile(App[None]):
        def compose(self) -> list[Static]:
            return [Static(Content("\x1b[31m"))]

    async with Hostile().run_test() as pilot:
        static = pilot.app.query_one(Static)
        segments: list[Segment] = [segment for strip in static.render_lines(static.region) for segment in strip]
        assert any("\x1b" in segment.text for segment in segments)


async def test_without_colour_an_ansi_theme_chosen_later_is_black_on_black(monkeypatch: pytest.MonkeyPatch) -> None:
    """TerminalApp.get_line_filters; no upstream issue known."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = App[None]()
    async with app.run_test():
        app.theme = "ansi-dark"
        assert app.native_ansi_color
        assert any(isinstance(each, Monochrome) for each in app.get_line_filters())


def test_textuals_output_makes_the_app_wait() -> None:
    """Outbox; no upstream issue known."""
    assert WriterThread(sys.stderr)._queue.maxsize > 0


def test_textuals_cursors_blink() -> None:
    """TerminalApp._register_child; no upstream issue known."""
    assert Input.cursor_blink._default is True
    assert TextArea.cursor_blink._default is True


async def test_textual_paints_only_the_cells_that_were_covered() -> None:
    """WholeRows; no upstream issue known. Of a wide character half of which was covered the other half stays blank."""
    app = App[None]()
    async with app.run_test(size=(80, 24)) as pilot:
        over = Static("over", markup=False)
        over.styles.width = over.styles.height = 5
        await app.mount(over)
        await pilot.pause()
        painted = {}
        for compositor in (Compositor(), WholeRows()):
            over.display = True
            compositor.reflow(app.screen, app.size)
            compositor._dirty_regions.clear()
            over.display = False
            compositor.reflow(app.screen, app.size)
            painted[type(compositor)] = max(region.width for region in compositor._dirty_regions)
    assert painted == {Compositor: 5, WholeRows: 80}


async def test_textual_tells_no_size_that_was_looked_up_before() -> None:
    """WholeRows; no upstream issue known. A text area typed into at that moment never breaks its lines."""
    app = App[None]()
    async with app.run_test(size=(80, 24)):
        told = {}
        for compositor in (Compositor(), WholeRows()):
            compositor.reflow(app.screen, app.size)
            newcomer = Static("new", markup=False)
            await app.mount(newcomer)
            compositor._full_map_invalidated = True
            assert newcomer in compositor.full_map
            told[type(compositor)] = newcomer in compositor.reflow(app.screen, app.size).shown
    assert told == {Compositor: False, WholeRows: True}


def test_what_the_driver_overrides_is_there() -> None:
    """KaptuiDriver; a name that is gone would silently no longer be called."""
    for name in (
        "_sigtstp_application", "_sigcont_application", "_get_terminal_size", "_enable_mouse_support", "_patch_lflag",
        "_patch_iflag", "_request_terminal_sync_mode_support", "_run_input_thread", "disable_input", "send_message",
    ):  # fmt: skip
        assert callable(getattr(LinuxDriver, name))


def test_what_the_app_overrides_is_there() -> None:
    """TerminalApp; a name that is gone would silently no longer be called."""
    for name in (
        "_handle_exception", "_print_error_renderables", "_register_child", "_set_pointer_shape", "_shutdown",
        "_context", "_close_messages_no_wait", "get_line_filters", "panic", "exit",
    ):  # fmt: skip
        assert callable(getattr(App, name))
