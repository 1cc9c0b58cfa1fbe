"""What fails under a running program, in a real terminal: full and read-only disks, refusals, silence, faults."""

from __future__ import annotations

import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaptui.store.tiny import open_store
from tests.tty.altered import altered
from tests.tty.disks import fill, mounted
from tests.tty.test_program import edit_probability, kaptui, shown

SECRET = "deal of 300 million"


def probability(tmp_path: Path) -> int | None:
    """What is stored."""
    return open_store(tmp_path / "data").load("demo-en").opportunities[0].probability


def test_a_process_killed_while_the_store_refuses_loses_nothing(tmp_path: Path) -> None:
    full = tmp_path / "full"
    with altered(tmp_path, "refuses", full, "demo") as terminal:
        terminal.wait_for("Dashboard")
        full.touch()
        edit_probability(terminal, "75\r")
        terminal.wait_for("NOT SAVED")
        terminal.wait_for("No room left")
        terminal.send("\r80\r")
        terminal.wait_for("80%")
        terminal.wait_until_quiet()
        terminal.signal(signal.SIGKILL)
        assert terminal.exit_code() == -signal.SIGKILL
    assert probability(tmp_path) == 60
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("brought back")
        terminal.wait_until(lambda: probability(tmp_path) == 80, "the edit in the store")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert list((tmp_path / "state" / "kaptui" / "drafts").iterdir()) == []


def test_leaving_a_store_that_refuses_says_so_on_the_shell_s_screen(tmp_path: Path) -> None:
    full = tmp_path / "full"
    with altered(tmp_path, "refuses", full, "demo") as terminal:
        terminal.wait_for("Dashboard")
        full.touch()
        edit_probability(terminal, "75\r")
        terminal.wait_for("75%")
        terminal.press("q")
        assert terminal.exit_code() == 75
        assert terminal.modes_left_on() == []
        assert "Your changes wait in" in terminal.text().replace("\n", " ")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_store_that_never_answers_does_not_outlive_a_signal(tmp_path: Path, number: int) -> None:
    stuck = tmp_path / "stuck"
    with altered(tmp_path, "hangs", stuck, "demo") as terminal:
        terminal.wait_for("Dashboard")
        stuck.touch()
        edit_probability(terminal, "75\r")
        terminal.wait_for("75%")
        terminal.signal(number)
        assert terminal.exit_code() == 128 + number
        assert terminal.modes_left_on() == []
    stuck.unlink()
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("brought back")
        terminal.wait_until(lambda: probability(tmp_path) == 75, "the edit in the store")


def test_a_fault_in_a_handler_saves_and_tells_nothing_of_the_plan(tmp_path: Path) -> None:
    with altered(tmp_path, "fails", SECRET, "demo") as terminal:
        edit_probability(terminal, "75\r")
        terminal.wait_for("75%")
        before = len(terminal.output)
        terminal.press("f10")
        assert terminal.exit_code() == 70
        assert terminal.modes_left_on() == []
        said = bytes(terminal.output[before:]).decode().rpartition("\x1b[?1049l")[2]
    (report,) = (tmp_path / "state" / "kaptui").glob("kaptui-crash-*")
    name = shown(tmp_path)["name"]
    assert "What you entered was saved" in said
    assert report.name in said.replace("\r\n", "")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    for text in (said, report.read_text()):
        assert SECRET not in text
        assert name not in text
        assert "Traceback" not in text
    assert probability(tmp_path) == 75


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A data directory on a disk of a megabyte."""
    with mounted(tmp_path / "data", "size=1m,mode=0700") as data:
        yield data


def test_a_full_disk_is_told_and_the_next_save_works(tmp_path: Path, small_disk: Path) -> None:
    filler = small_disk / "filler"
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("Dashboard")
        fill(filler)
        edit_probability(terminal, "75\r")
        terminal.wait_for("NOT SAVED")
        terminal.wait_for("No room left")
        assert probability(tmp_path) == 60
        filler.unlink()
        terminal.send("\r80\r")
        terminal.wait_until(lambda: probability(tmp_path) == 80, "the edit in the store")
        terminal.wait_until(lambda: "NOT SAVED" not in terminal.text(), "a title without a complaint")
        terminal.press("q")
        assert terminal.exit_code() == 0


def test_a_disk_that_becomes_read_only_is_told_and_the_next_save_works(tmp_path: Path, small_disk: Path) -> None:
    def remount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(small_disk)], check=True)

    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("Dashboard")
        terminal.wait_for("saved")
        remount("ro")
        edit_probability(terminal, "75\r")
        terminal.wait_for("NOT SAVED")
        terminal.wait_for("read-only")
        remount("rw")
        terminal.send("\r80\r")
        terminal.wait_until(lambda: probability(tmp_path) == 80, "the edit in the store")
