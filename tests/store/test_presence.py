"""Whoever was killed goes from the sight of colleagues at once, where that can be known; else after a while."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kaptui.store import processes
from kaptui.store.names import INNER
from kaptui.store.tiny import TinyStore, open_store
from tests.store.disk import BY_LI
from tests.store.plans import empty_plan

NOON = BY_LI.when
Begin = Callable[[], "subprocess.Popen[str]"]
ROOT = Path(__file__).resolve().parents[2]
SESSION = """
import sys, time
from datetime import datetime
from pathlib import Path
from kaptui.store.tiny import open_store
open_store(Path(sys.argv[1])).present("p1", "王", datetime.fromisoformat(sys.argv[2]))
print("here", flush=True)
time.sleep(600)
"""


@pytest.fixture
def store(tmp_path: Path) -> TinyStore:
    opened = open_store(tmp_path / "data")
    opened.create(empty_plan("p1"), BY_LI)
    return opened


@pytest.fixture
def session(store: TinyStore) -> Iterator[Begin]:
    """Begins another process in which 王 has the plan open; whichever is left at the end is killed."""
    begun: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", SESSION, store.directory.path, NOON.isoformat()]
        begun.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT))
        stdout = begun[-1].stdout
        assert stdout is not None
        assert stdout.readline() == "here\n"
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


def killed(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def sign(store: TinyStore) -> Path:
    """The file that says that 王 is here."""
    files = (file for file in Path(store.directory.path, INNER).iterdir() if file.is_file())
    (file,) = [file for file in files if file.read_bytes().startswith("王".encode())]
    return file


def test_a_killed_colleague_is_not_seen_any_more(store: TinyStore, session: Begin) -> None:
    process = session()
    assert store.others("p1", "li", NOON) == ("王",)
    killed(process)
    assert store.others("p1", "li", NOON) == ()


def test_of_two_sessions_one_may_be_killed(store: TinyStore, session: Begin) -> None:
    one, other = session(), session()
    killed(other)
    assert store.others("p1", "li", NOON) == ("王",)
    killed(one)
    assert store.others("p1", "li", NOON) == ()
    last = session()
    assert store.others("p1", "li", NOON) == ("王",)
    assert len(sign(store).read_text().splitlines()) == 2
    killed(last)


def test_a_process_of_the_same_id_that_began_at_another_time_is_another(store: TinyStore) -> None:
    store.present("p1", "王", NOON)
    place, pid, began = processes.own_mark().split(" ")
    rewritten(store, f"{place} {pid} {int(began) - 1}")
    assert store.others("p1", "li", NOON) == ()


def rewritten(store: TinyStore, mark: str) -> None:
    """The sign says another process, given at the same time."""
    file = sign(store)
    file.write_text(f"王\n{mark}")
    os.utime(file, (NOON.timestamp(), NOON.timestamp()))


@pytest.mark.parametrize(
    "mark",
    [
        "elsewhere 999999 5", "elsewhere 1 5", "", "x", "a b c d",
        "{place} -1 5", "{place} ٣ 5", "{place} 9{nines} 5", "{place} 0 0",
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_left_to_time(store: TinyStore, mark: str) -> None:
    store.present("p1", "王", NOON)
    place = processes.own_mark().split(" ")[0]
    rewritten(store, mark.format(place=place, nines="9" * 30))
    assert store.others("p1", "li", NOON + timedelta(seconds=50)) == ("王",)
    assert store.others("p1", "li", NOON + timedelta(seconds=76)) == ()


def test_where_other_users_processes_are_hidden_only_the_id_is_known(
    store: TinyStore, session: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = session()
    monkeypatch.setattr(processes, "_beginning", lambda pid: "")
    assert store.others("p1", "li", NOON) == ("王",)
    killed(process)
    assert store.others("p1", "li", NOON) == ()


def test_where_the_system_tells_nothing_a_sign_is_a_name(store: TinyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_BOOT", Path("/nowhere"))
    store.present("p1", "王", NOON)
    assert sign(store).read_text() == "王"
    assert store.others("p1", "li", NOON) == ("王",)
