"""Whenever power fails during a save, the plan is old or new; once the save was acknowledged it is new."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kaptui.plan.document import AccountPlan
from kaptui.store.errors import NoSuchAccount, StoreError
from kaptui.store.tiny import TinyStore, open_store
from tests.store.disk import BY_LI, with_people
from tests.store.disk_model import Disk, Files, traced


class Crashes:
    """Brings every state a disk may come back with to life, and counts those that hold neither old nor new."""

    def __init__(self, directory: Path, allowed: set[int]) -> None:
        self.directory = directory
        self.allowed = allowed
        self.states = 0
        self.bad = 0
        self._seen: set[tuple[tuple[str, bytes], ...]] = set()

    def examine(self, disk: Disk) -> None:
        for files in disk.after_power_loss():
            key = tuple(sorted(files.items()))
            if key not in self._seen:
                self._seen.add(key)
                self.states += 1
                self.bad += not self._is_good(files)

    def _is_good(self, files: Files) -> bool:
        directory = self.directory / str(self.states)
        directory.mkdir(parents=True)
        for name, content in files.items():
            (directory / name).write_bytes(content)
        store = open_store(directory)
        try:
            plan = store.load("p1")
        except NoSuchAccount:
            return -1 in self.allowed and store.create(with_people("a"), BY_LI).revision == 0
        except StoreError:
            return False
        told = [revision.revision for revision in store.history("p1")]
        is_whole = told == list(range(plan.revision + 1)) and all(store.at("p1", n).revision == n for n in told)
        return is_whole and plan.revision in self.allowed and store.save(plan, BY_LI).revision == plan.revision + 1


def saved(store: TinyStore, times: int) -> AccountPlan:
    plan = store.create(with_people("a"), BY_LI)
    for number in range(times):
        plan = store.save(plan.model_copy(update={"owner": f"Li {number}"}), BY_LI)
    return plan


@pytest.mark.parametrize("times", [0, 1, 16], ids=["first save", "second save", "moving the history"])
def test_a_save_is_whole_or_has_not_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    store = open_store(tmp_path / "plans")
    plan = saved(store, times)
    disk = Disk.of(tmp_path / "plans")
    during = Crashes(tmp_path / "during", {times, times + 1})
    moments: list[Disk] = []
    with traced(monkeypatch, disk, lambda: moments.append(copied(disk))):
        store.save(plan, BY_LI)
    for moment in moments:
        during.examine(moment)
    after = Crashes(tmp_path / "after", {times + 1})
    after.examine(disk)
    print(f"{during.states} states during the save, {after.states} after it")
    assert during.states > 3
    assert (during.bad, after.bad) == (0, 0)


def test_a_plan_is_created_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path / "plans")
    disk = Disk.of(tmp_path / "plans")
    moments: list[Disk] = []
    with traced(monkeypatch, disk, lambda: moments.append(copied(disk))):
        store.create(with_people("a"), BY_LI)
    during, after = Crashes(tmp_path / "during", {-1, 0}), Crashes(tmp_path / "after", {0})
    for moment in moments:
        during.examine(moment)
    after.examine(disk)
    assert (during.bad, after.bad) == (0, 0)


def test_without_forcing_the_model_finds_what_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path / "plans")
    plan = saved(store, 1)
    disk = Disk.of(tmp_path / "plans")
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    with traced(monkeypatch, disk, lambda: None):
        monkeypatch.setattr(os, "fsync", lambda descriptor: None)
        store.save(plan, BY_LI)
    after = Crashes(tmp_path / "after", {2})
    after.examine(disk)
    assert after.bad > 0


def copied(disk: Disk) -> Disk:
    return Disk(dict(disk.kept), dict(disk.written), dict(disk.names), list(disk.pending))
