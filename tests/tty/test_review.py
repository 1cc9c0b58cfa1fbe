"""A review in a real terminal: the demonstration account reviewed by keys, its log and dated actions in the file."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from tests.tty.harness import Terminal
from tests.tty.test_program import kaptui, shown


def review(terminal: Terminal) -> None:
    """From the dashboard into review mode."""
    terminal.wait_for("Dashboard")
    terminal.press("0")
    terminal.wait_for("[Goal and strategy]")
    terminal.press("R")
    terminal.wait_for("[Present]")


def deal(tmp_path: Path) -> dict[str, Any]:
    """The reviewed deal as the store has it."""
    first: dict[str, Any] = shown(tmp_path)["opportunities"][0]
    return first


def test_a_review_ends_with_a_written_log_and_dated_actions(tmp_path: Path) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        review(terminal)
        terminal.press("tab")
        terminal.wait_for("[Questions]")
        terminal.send("-")
        terminal.press("tab")
        terminal.wait_for("[Vulnerabilities]")
        terminal.send(" aOnly one reference\r\t")
        terminal.wait_for("[Recommendations]")
        terminal.send("aVisit VP Wang\tiLin Xiao\t+7\tVP Wang\r")
        terminal.wait_for("2026-11-30")
        terminal.send("aAsk for the budget\tr\t2026-12-04\r")
        terminal.wait_for("2026-12-04")
        terminal.press("tab")
        terminal.wait_for("[Verdict]")
        terminal.send("\rgo on\rw")
        terminal.wait_for("[Reviews 2]")
        terminal.press("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on() == []
    reviewed = deal(tmp_path)
    log = reviewed["reviews"][-1]
    assert (log["date"], log["verdict"]) == ("2026-11-23", "go on")
    assert log["recommendations"] == "Visit VP Wang\nAsk for the budget"
    assert log["vulnerabilities"].endswith("Only one reference")
    found = [(each["what"], each["category"], each["owner"], each["due"]) for each in reviewed["actions"][-2:]]
    assert found == [
        ("Visit VP Wang", "insulate", "Lin Xiao", "2026-11-30"),
        ("Ask for the budget", "retrieve", "", "2026-12-04"),
    ]
    assert reviewed["assessment"]["us"]["o5"]["rating"] == "-"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM], ids=["hang-up", "terminated"])
def test_a_review_under_way_is_kept_when_the_line_drops_and_goes_on(tmp_path: Path, number: signal.Signals) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        review(terminal)
        terminal.send("\t\t\taVisit VP Wa")
        terminal.wait_for("Visit VP Wa")
        if number is signal.SIGHUP:
            terminal.hangup()
        else:
            terminal.signal(number)
        assert terminal.exit_code() == 128 + number
    assert deal(tmp_path)["reviews"][-1]["recommendations"] == "Visit VP Wa"
    if number is signal.SIGTERM:
        return
    with kaptui(tmp_path, "open", "demo-en") as terminal:
        review(terminal)
        terminal.send("\t\t\t\t\rgo on\rw")
        terminal.wait_for("[Reviews 2]")
        terminal.press("q")
        assert terminal.exit_code() == 0
    log = deal(tmp_path)["reviews"][1:]
    assert [(each["recommendations"], each["verdict"]) for each in log] == [("Visit VP Wa", "go on")]


def test_an_open_review_writes_nothing_between_two_keys(tmp_path: Path) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        review(terminal)
        terminal.wait_until_quiet(1.5)
        before = len(terminal.output)
        terminal.pump(3.0)
        assert len(terminal.output) == before


def test_what_was_heard_in_a_call_is_kept(tmp_path: Path) -> None:
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("Dashboard")
        terminal.press("7")
        terminal.wait_for("[S Situation]")
        terminal.send(".v")
        terminal.wait_for("question 1 of")
        terminal.send("E")
        terminal.wait_for("2026-11-23")
        terminal.send("Hthey want it by May\tVit would save two shifts")
        terminal.press("ctrl+s")
        terminal.wait_for("two shifts")
        terminal.press("q")
        assert terminal.exit_code() == 0
    thread = shown(tmp_path)["spin"][1]
    assert (thread["heard"], thread["value_acknowledged"]) == ("they want it by May", "it would save two shifts")
    assert (thread["explicit_need"], thread["said_on"], thread["said_by"]) == (True, "2026-11-23", "zhao")
