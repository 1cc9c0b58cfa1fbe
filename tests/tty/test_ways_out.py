"""Every way out of a real terminal saves once, gives the terminal back and says how it ended."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

import pytest

from kaptui._crash import EX_SOFTWARE
from tests.tty.small_app import SECRET, small_app


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "saves"


def saves(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def test_leaving_saves_once_and_gives_the_terminal_back(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        assert "mouse" not in terminal.modes
        assert terminal.modes["bracketed paste"]
        terminal.press("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []
    assert saves(log) == ["saved "]


def test_the_code_given_to_leave_is_the_exit_code(log: Path) -> None:
    with small_app(log, SMALL_CODE="1") as terminal:
        terminal.wait_for("ready to work")
        terminal.press("q")
        assert terminal.exit_code() == 3


def test_textuals_own_way_to_quit_saves_too(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    assert saves(log) == ["saved "]


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT,
        signal.SIGXCPU, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM,
    ],
)  # fmt: skip
def test_a_signal_saves_what_stands_in_the_field_and_gives_the_terminal_back(log: Path, number: int) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("e")
        terminal.wait_for("editing")
        terminal.send("half a na")
        terminal.wait_for("half a na")
        terminal.signal(number)
        assert terminal.exit_code() == 128 + number
        assert terminal.modes_left_on() == []
    assert saves(log) == ["saved half a na"]


def test_a_fault_below_python_leaves_no_picture_of_the_memory(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        limits = Path(f"/proc/{terminal.pid}/limits").read_text()
        assert next(line for line in limits.splitlines() if "core file" in line).split()[4] in ("0", "1")


def test_a_dropped_line_saves(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.hangup()
        assert terminal.exit_code() == 128 + signal.SIGHUP
    assert saves(log) == ["saved "]


def test_the_end_of_input_without_any_signal_saves(log: Path) -> None:
    with small_app(log, nohup=True) as terminal:
        terminal.wait_for("ready to work")
        terminal.hangup()
        assert terminal.exit_code() == 128 + signal.SIGHUP
    assert saves(log) == ["saved "]


def test_a_signal_that_was_ignored_from_the_start_stays_ignored(log: Path) -> None:
    with small_app(log, nohup=True) as terminal:
        terminal.wait_for("ready to work")
        terminal.signal(signal.SIGHUP)
        terminal.press("e")
        terminal.wait_for("editing")
        assert terminal.is_running()


def test_a_signal_while_a_handler_is_busy_saves_when_it_is_done(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("b")
        terminal.wait_until(log.with_suffix(".busy").exists, "the handler")
        terminal.signal(signal.SIGTERM)
        assert terminal.is_running()
        log.with_suffix(".go").touch()
        assert terminal.exit_code() == 128 + signal.SIGTERM
        assert terminal.modes_left_on() == []
    assert saves(log) == ["saved "]


def test_a_handler_that_never_ends_does_not_keep_the_process_alive(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("b")
        terminal.wait_until(log.with_suffix(".busy").exists, "the handler")
        terminal.signal(signal.SIGTERM)
        terminal.signal(signal.SIGHUP)
        assert terminal.exit_code() in {128 + signal.SIGTERM, 128 + signal.SIGHUP}
        assert terminal.modes_left_on() == []


def test_a_save_that_never_ends_does_not_keep_the_process_alive(log: Path) -> None:
    with small_app(log, SMALL_SAVE="hangs") as terminal:
        terminal.wait_for("ready to work")
        terminal.signal(signal.SIGHUP)
        assert terminal.exit_code() == 128 + signal.SIGHUP
        assert terminal.modes_left_on() == []


def test_many_signals_save_once(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            terminal.signal(number)
        assert terminal.exit_code() in {128 + signal.SIGTERM, 128 + signal.SIGHUP, 128 + signal.SIGINT}
        assert terminal.modes_left_on() == []
    assert saves(log) == ["saved "]


def test_a_signal_before_the_first_picture_ends_the_program(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_until(lambda: "alternate screen" in terminal.modes or terminal.pump(), "the first mode")
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == 128 + signal.SIGTERM
        assert terminal.modes_left_on() == []


@pytest.mark.parametrize("key", ["x", "w", "t"])
def test_a_fault_saves_and_tells_neither_values_nor_messages(log: Path, key: str) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        before = len(terminal.output)
        terminal.press(key)
        assert terminal.exit_code() == EX_SOFTWARE
        assert terminal.modes_left_on() == []
        said = bytes(terminal.output[before:]).decode()
    (report,) = log.parent.glob("kaptui-crash-*")
    assert saves(log) == ["saved "]
    assert SECRET not in said
    assert "RuntimeError" in said
    assert report.name in said.replace("\r\n", "")
    assert "Traceback" not in said
    assert SECRET not in report.read_text()
    assert "action_fail" in report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_save_that_fails_is_told_and_leaves_all_the_same(log: Path) -> None:
    with small_app(log, SMALL_SAVE="fails") as terminal:
        terminal.wait_for("ready to work")
        terminal.press("q")
        assert terminal.exit_code() == EX_SOFTWARE
        assert terminal.modes_left_on() == []
        assert b"OSError" in terminal.output
        assert SECRET.encode() not in terminal.output


def test_a_fault_while_the_field_is_open_saves_its_text(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("e")
        terminal.wait_for("editing")
        terminal.send("half a na")
        terminal.wait_for("half a na")
        terminal.press("escape")
        terminal.wait_for("browsing")
        terminal.press("x")
        assert terminal.exit_code() == EX_SOFTWARE
    assert saves(log) == ["saved half a na"]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_does_not_read_keeps_nobody_from_saving_and_leaving(log: Path, number: int) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.stop_reading()
        terminal.press("f")
        terminal.wait_until(lambda: terminal.is_stuck(), "output that waits for the terminal")
        terminal.signal(number)
        assert terminal.exit_code() == 128 + number
        terminal.read_again()
        terminal.wait_until_quiet()
        assert terminal.modes_left_on() == []
    assert saves(log) == ["saved "]


def test_a_terminal_that_does_not_read_is_left_by_key_too(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.stop_reading()
        terminal.press("f")
        terminal.wait_until(lambda: terminal.is_stuck(), "output that waits for the terminal")
        terminal.press("q")
        assert terminal.exit_code() == 0
        terminal.read_again()
        terminal.wait_until_quiet()
        assert terminal.modes_left_on() == []
    assert saves(log) == ["saved "]


def test_a_fault_with_a_terminal_that_does_not_read_ends_the_program(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.stop_reading()
        terminal.press("f")
        terminal.wait_until(lambda: terminal.is_stuck(), "output that waits for the terminal")
        terminal.press("x")
        assert terminal.exit_code() == EX_SOFTWARE
    assert saves(log) == ["saved "]


def test_a_program_put_to_sleep_gives_the_terminal_back_and_takes_it_again(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("z")
        terminal.wait_until(terminal.is_stopped, "sleep")
        terminal.pump()
        assert terminal.modes_left_on() == []
        terminal.clear()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("ready to work")
        terminal.press("e")
        terminal.wait_for("editing")
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == 128 + signal.SIGTERM
        assert terminal.modes_left_on() == []
    assert saves(log) == ["saved "]


def test_a_program_stopped_from_outside_draws_again(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.signal(signal.SIGSTOP)
        terminal.wait_until(terminal.is_stopped, "sleep")
        terminal.clear()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("ready to work")
        terminal.press("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []
