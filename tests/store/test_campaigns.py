"""Killed while saving, and saving at once: nothing acknowledged is lost, and nobody ever reads a bad file.

Every campaign runs against TinyDB's own storage too: there it finds what it looks for.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tinydb import TinyDB

from kaptui.store.names import paths_of
from kaptui.store.tiny import open_store
from tests.conftest import Campaign
from tests.store.campaigns import PLAN, STAMP, first_plan
from tests.store.plans import big_plan

ROOT = Path(__file__).parents[2]


def started(work: str, directory: Path, *numbers: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.store.campaigns", work, str(directory), *map(str, numbers)]
    return subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def started_at_once(work: str, directory: Path, writers: int, edits: int) -> list[subprocess.Popen[str]]:
    processes = [started(work, directory, writer, edits) for writer in range(writers)]
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return processes


def killed_while_saving(work: str, directory: Path, start: int, campaign: Campaign) -> int:
    """Let a process save, kill it at a random moment; returns the last number it acknowledged."""
    process = started(work, directory, start)
    assert process.stdout is not None
    last = int(process.stdout.readline())
    moment = time.monotonic() + campaign.random.uniform(0, 0.02)
    while time.monotonic() < moment:
        pass
    process.send_signal(signal.SIGKILL)
    for line in process.stdout:
        if line.endswith("\n"):
            last = int(line)
    process.communicate()
    return last


def test_a_killed_session_loses_nothing_it_was_told_is_saved(tmp_path: Path, campaign: Campaign) -> None:
    open_store(tmp_path).create(first_plan(), STAMP)
    acknowledged = 0
    for _ in range(campaign.rounds(5, 1000)):
        acknowledged = killed_while_saving("save_for_ever", tmp_path, acknowledged + 1, campaign)
        store = open_store(tmp_path)
        plan = store.load(PLAN)
        stored = int(plan.targets["2000"])
        assert stored in (acknowledged, acknowledged + 1)
        told = [revision.revision for revision in store.history(PLAN)]
        assert told == list(range(plan.revision + 1))
        acknowledged = stored
    assert store.at(PLAN, plan.revision // 2).revision == plan.revision // 2


MOST_KILLS = 500


def test_tinydb_s_own_storage_is_torn_by_a_kill(tmp_path: Path, campaign: Campaign) -> None:
    unreadable = 0
    for _ in range(MOST_KILLS):  # a kill misses more often than not; one hit is proof enough
        path = tmp_path / "plain.json"
        path.write_text(json.dumps({"targets": {"1": {"amount": 0}}, "rows": {"1": {"text": "x" * 3_000_000}}}))
        killed_while_saving("save_without_protection", tmp_path, 1, campaign)
        try:
            json.loads(path.read_text())
        except ValueError:
            unreadable += 1
            break
    assert unreadable


@pytest.mark.parametrize("writers", [2, 8])
def test_writers_at_once_lose_no_edit_and_readers_see_no_bad_file(
    tmp_path: Path, campaign: Campaign, writers: int
) -> None:
    edits = campaign.rounds(50 if writers == 2 else 10, 500)
    store = open_store(tmp_path)
    store.create(big_plan(5, 1, PLAN), STAMP)
    path = Path(paths_of(str(tmp_path), PLAN).plan)
    processes = started_at_once("write_edits", tmp_path, writers, edits)
    reads = 0
    while any(process.poll() is None for process in processes):
        assert json.loads(path.read_bytes())["_meta"]["1"]["id"] == PLAN
        assert store.load(PLAN).revision <= store.revision_of(PLAN)
        reads += 1
    assert [process.communicate() and process.returncode for process in processes] == [0] * writers
    plan = open_store(tmp_path).load(PLAN)
    assert plan.revision == writers * edits
    assert {int(year) - 2000: int(last) for year, last in plan.targets.items()} == dict.fromkeys(range(writers), edits)
    assert [revision.revision for revision in store.history(PLAN)] == list(range(plan.revision + 1))
    assert reads


def test_tinydb_s_own_storage_loses_edits_of_two_sessions(tmp_path: Path, campaign: Campaign) -> None:
    edits = campaign.rounds(100, 200)
    (tmp_path / "plain.json").write_text("{}")
    processes = started_at_once("write_edits_without_protection", tmp_path, 2, edits)
    codes = [process.communicate() and process.returncode for process in processes]
    try:
        kept = len(TinyDB(tmp_path / "plain.json").table("edits"))
    except ValueError:
        kept = 0
    assert codes != [0, 0] or kept < 2 * edits
