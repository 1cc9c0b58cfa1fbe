"""Keys, pastes and garbage in, frames out: nothing of it kills, freezes or wakes an idle program."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.tty.harness import ROOT, Terminal
from tests.tty.small_app import small_app


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "saves"


def test_bytes_that_are_not_utf8_are_told_once_and_the_input_goes_on(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.send("王".encode("gbk"))
        terminal.wait_for("2 bad bytes")
        terminal.press("e")
        terminal.wait_for("editing")
        terminal.send("王".encode("gbk") + "ok王".encode())
        terminal.wait_for("ok王")
        assert "bad bytes" not in terminal.text()
        assert "?ok王" in terminal.text()


def test_a_letter_inside_a_gbk_character_is_no_command(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.send(b"\x81x\x81q\x81f")
        terminal.wait_for("6 bad bytes")
        terminal.press("e")
        terminal.wait_for("editing")


@pytest.mark.parametrize(
    "sequence", ["\x1b[99999999999999u", "\x1b[:R", "\x1b[1;1;99999999999999u", "\x1b[" + "9" * 500, "\x1bP\x00\x9b"]
)
def test_a_sequence_out_of_bounds_does_not_kill(log: Path, sequence: str) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.send(sequence)
        terminal.wait_until_quiet()
        terminal.press("e")
        terminal.wait_for("editing")


@pytest.mark.parametrize("answer", ["\x1b[?62;22c", "\x1b]11;efg\x07", "\x1bP>|mine\x1b\\", "\x1b[8;24;80t"])
def test_what_the_terminal_says_too_late_is_no_key(log: Path, answer: str) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.send(answer)
        terminal.wait_until_quiet()
        assert "editing" not in terminal.text()
        terminal.press("e")
        terminal.wait_for("editing")
        terminal.send(f"1{answer}2")
        terminal.wait_for("12")


def test_a_paste_of_a_megabyte_arrives_whole(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.paste("王x" * 500_000)
        terminal.wait_for("pasted 1000000")


def test_escape_alone_is_a_key(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("e")
        terminal.wait_for("editing")
        terminal.press("escape")
        terminal.wait_for("browsing")


def test_keys_typed_while_the_terminal_was_probed_come_first(log: Path) -> None:
    with small_app(log, SMALL_AHEAD="e12") as terminal:
        terminal.wait_for("editing")
        terminal.send("34")
        terminal.wait_for("1234")


def test_an_idle_program_wakes_up_never(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("e")
        terminal.wait_for("editing")
        terminal.wait_until_quiet()
        wake_ups = terminal.wake_ups()
        terminal.wait_until_quiet(2)
        assert terminal.wake_ups() == wake_ups


def test_the_screen_is_drawn_anew_when_the_terminal_reads_again(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.press("f")
        terminal.wait_for("drawn")
        terminal.stop_reading()
        terminal.wait_until(terminal.is_stuck, "output that waits for the terminal")
        terminal.wait_until(lambda: terminal.ticks() > 50, "frames given up")
        terminal.read_again()
        drawn = re.compile(r"drawn (\d+) times\n(\d+)")
        terminal.wait_until(lambda: drawn.search(terminal.text()) is not None, "a whole frame")
        terminal.clear()
        terminal.press("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []


def test_a_resized_terminal_is_drawn_in_its_new_size_whatever_the_environment_says(log: Path) -> None:
    with Terminal(
        [sys.executable, "-m", "tests.tty.small_app", log], {"COLUMNS": "20", "LINES": "5"}, cwd=ROOT
    ) as terminal:
        terminal.wait_for("ready to work")
        terminal.wait_until(lambda: "▔" * 70 in terminal.text(), "80 columns")
        terminal.resize(50, 20)
        terminal.wait_until(lambda: any(len(row) == 50 and "▔" in row for row in terminal.screen()), "50 columns")


def test_no_control_character_out_of_a_text_reaches_the_terminal(log: Path) -> None:
    with small_app(log) as terminal:
        terminal.wait_for("ready to work")
        terminal.wait_for("evil]0;owned[31m2Jend")
        terminal.press("q")
        assert terminal.exit_code() == 0
        output = bytes(terminal.output).decode()
    assert not re.search("\x1b]|\x1b\\[31m|\u202e|[\x80-\x9f\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", output)


def test_the_mouse_is_reported_to_who_asks_for_it(tmp_path: Path) -> None:
    code = "from kaptui.terminal import TerminalApp; TerminalApp(mouse_reporting=True).run()"
    with Terminal([sys.executable, "-c", code], cwd=ROOT) as terminal:
        terminal.wait_until(lambda: terminal.pump() or terminal.modes.get("mouse", False), "mouse mode")
        terminal.wait_until_quiet()
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
        assert terminal.modes["mouse"] is False
        assert terminal.modes_left_on() == []
