"""What a terminal says about itself before the first picture."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from kaptui._probe import glyphs_for, speaks_utf8
from tests.tty.harness import ROOT, Terminal

UTF8 = {"TERM": "xterm-256color", "LANG": "zh_CN.UTF-8"}


def ask(argument: str, env: dict[str, str] | None = None, *, ambiguous: int = 1, mute: bool = False) -> Terminal:
    arguments = [sys.executable, "-m", "tests.tty.ask", argument]
    return Terminal(arguments, UTF8 | (env or {}), cwd=ROOT, ambiguous=ambiguous, mute=mute)


@pytest.mark.parametrize("cells", [1, 2])
def test_a_terminal_tells_how_wide_it_draws_a_line(cells: int) -> None:
    with ask("20", ambiguous=cells) as terminal:
        terminal.wait_for(f"width: {cells}")
        assert terminal.exit_code() == 0
        assert "│" not in terminal.text()
        assert terminal.modes_left_on() == []


def test_a_terminal_that_says_nothing_is_not_waited_for() -> None:
    with ask("0.05", mute=True) as terminal:
        terminal.wait_for("width: None")
        assert terminal.modes_left_on() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP])
def test_a_signal_meanwhile_ends_the_program_once_the_terminal_echoes_again(number: int) -> None:
    with ask("20", mute=True) as terminal:
        terminal.wait_until(lambda: terminal.pump() or b"\x1b[6n" in terminal.output, "the question")
        terminal.wait_until(lambda: b"\x1b[6n" in terminal.output, "the question")
        terminal.signal(number)
        terminal.send("\x1b[1;2R")
        assert terminal.exit_code() == -number
        assert terminal.modes_left_on() == []


def test_keys_typed_meanwhile_are_kept() -> None:
    with ask("20", mute=True) as terminal:
        terminal.wait_until(lambda: terminal.pump() or b"\x1b[6n" in terminal.output, "the question")
        terminal.wait_until(lambda: b"\x1b[6n" in terminal.output, "the question")
        terminal.send("ab\x1b[1;2Rcd")
        terminal.wait_for("typed: b'abcd'")


@pytest.mark.parametrize(
    ("env", "cells", "glyphs"),
    [
        ({}, 1, "unicode"),
        ({}, 2, "ascii"),
        ({"TERM": "linux"}, 1, "ascii"),
        ({"TERM": "dumb"}, 1, "ascii"),
        ({"LANG": "zh_CN.GBK"}, 1, "ascii"),
        ({"LC_ALL": "C"}, 1, "ascii"),
    ],
)
def test_unicode_is_drawn_only_where_it_is_sure_to_come_out_right(env: dict[str, str], cells: int, glyphs: str) -> None:
    with ask("glyphs", env, ambiguous=cells) as terminal:
        terminal.wait_for(f"glyphs: {glyphs}")


def test_a_terminal_without_unicode_is_not_even_asked() -> None:
    with ask("glyphs", {"TERM": "dumb"}) as terminal:
        terminal.wait_for("glyphs: ascii")
        assert b"\x1b" not in terminal.output


def test_a_choice_is_not_questioned() -> None:
    assert glyphs_for("ascii", {}) == "ascii"
    assert glyphs_for("unicode", {}) == "unicode"


@pytest.mark.parametrize(
    ("env", "utf8"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.utf8"}, True),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_CTYPE": "zh_CN.UTF-8", "LANG": "C"}, True),
        ({"LC_CTYPE": "zh_CN.GB18030", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "C.UTF-8"}, True),
        ({"LC_CTYPE": "C.UTF-8"}, False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "POSIX"}, False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "zh_CN.GBK"}, False),
        ({"LC_CTYPE": "UTF-8"}, True),
        ({}, False),
    ],
)
def test_the_locale_that_counts_decides(env: dict[str, str], *, utf8: bool) -> None:
    assert speaks_utf8(env) is utf8


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_a_screen_without_a_terminal_is_refused(stream: str) -> None:
    code = (
        "from kaptui._probe import *\n"
        "try: refuse_without_terminal()\n"
        "except NoTerminal as refusal: print('refused:', refusal.stream)\n"
        "else: print('accepted')\n"
    )
    redirection = {"stdin": "</dev/null", "stderr": "2>/dev/null"}[stream]
    with Terminal(["sh", "-c", f'exec "$0" -c "$1" {redirection}', sys.executable, code], cwd=ROOT) as terminal:
        terminal.wait_for(f"refused: {stream}")
    with Terminal([sys.executable, "-c", code], cwd=ROOT) as terminal:
        terminal.wait_for("accepted")


def test_the_probe_loads_no_textual() -> None:
    code = "import kaptui._probe, sys; sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
