"""Disks that really are full, read-only, out of names, or gone under a running program, in a real terminal.

A small file system in memory is mounted for each; only root can do that.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kaptui.store.tiny import open_store
from tests.tty.disks import fill, mounted
from tests.tty.test_program import edit_probability, kaptui

Call = Callable[[Path], object]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own at ``data``'s place: 4 MiB and 200 names."""
    with mounted(tmp_path / "disk", "size=4m,nr_inodes=200,mode=700") as place:
        (tmp_path / "data").symlink_to(place)
        yield place


def fill_up(disk: Path) -> None:
    fill(disk / "filler")


def use_up_names(disk: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        for number in range(1000):
            (disk / f"name-{number}").touch()


def free_names(disk: Path) -> None:
    for path in disk.glob("name-*"):
        path.unlink()


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)


def plant_a_pipe(disk: Path) -> None:
    (disk / ".kaptui").rename(disk / "moved")
    os.mkfifo(disk / ".kaptui")


def take_the_pipe_away(disk: Path) -> None:
    (disk / ".kaptui").unlink()
    (disk / "moved").rename(disk / ".kaptui")


def take_away(disk: Path) -> None:
    (disk.parent / "data").rename(disk.parent / "gone")


def bring_back(disk: Path) -> None:
    (disk.parent / "gone").rename(disk.parent / "data")


@dataclass(frozen=True)
class Trouble:
    """What happens to the disk, how it ends, and what is said in between, on screen and with which exit code."""

    begin: Call
    end: Call
    said: str
    code: int


TROUBLES = {
    "full": Trouble(fill_up, lambda disk: (disk / "filler").unlink(), "No room left", 73),
    "out of names": Trouble(use_up_names, free_names, "No room left", 73),
    "read-only": Trouble(lambda disk: remount(disk, "ro"), lambda disk: remount(disk, "rw"), "read-only", 77),
    "a pipe": Trouble(plant_a_pipe, take_the_pipe_away, "in the way", 65),
    "gone": Trouble(take_away, bring_back, "out of reach", 69),
}


def probability(disk: Path) -> int | None:
    return open_store(disk).load("demo-en").opportunities[0].probability


def command(tmp_path: Path, *words: str) -> tuple[int, str]:
    with kaptui(tmp_path, *words) as terminal:
        code = terminal.exit_code()
        return code, terminal.text()


@pytest.mark.parametrize("name", TROUBLES)
def test_an_edit_outlives_the_trouble_and_is_saved_once_it_is_over(tmp_path: Path, disk: Path, name: str) -> None:
    trouble = TROUBLES[name]
    with kaptui(tmp_path, "demo", size=(120, 30)) as terminal:
        edit_probability(terminal, "")
        trouble.begin(disk)
        terminal.send("75\r")
        terminal.wait_for("NOT SAVED")
        terminal.wait_for(trouble.said)
        (draft,) = (tmp_path / "state" / "kaptui" / "drafts").glob("*.json")
        assert '"probability": 75' in draft.read_text()
        if name != "gone":  # a command would make an empty directory in its place, as for a new user
            code, told = command(tmp_path, "set", "demo-en", "owner", "somebody")
            assert (code, trouble.said in told.replace("\n", "")) == (trouble.code, True)
        trouble.end(disk)
        terminal.send("\r80\r")
        terminal.wait_until(lambda: probability(disk) == 80, "the edit in the store")
        terminal.wait_until(lambda: not list(draft.parent.glob("*.json")), "no draft any more")
        terminal.press("q")
        assert terminal.exit_code() == 0
