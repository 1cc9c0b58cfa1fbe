"""Whatever system call of a save fails: the file is old or new, the refusal is one of ours, the next save works."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from kaptui.plan.document import AccountPlan
from kaptui.store import tables
from kaptui.store.daily import dated_backups
from kaptui.store.errors import NoSuchAccount, StoreError
from kaptui.store.names import paths_of
from kaptui.store.port import Stamp
from kaptui.store.tiny import TinyStore, open_store
from tests.store.disk import BY_LI, file_of, with_people
from tests.store.faults import KINDS, failing

ALWAYS = {
    "open", "read", "write", "fsync", "close", "rename", "link", "unlink", "fstat", "lstat", "mkdir", "flock",
    "fsync of a directory",
}  # fmt: skip
BY_ROOT = {"fchown"} if os.geteuid() == 0 else set[str]()
WAYS = {
    "in the file": ALWAYS,
    "moving the history": ALWAYS | {"pread"},
    "another day and another group": ALWAYS | {"chmod", "fchmod", "listdir"} | BY_ROOT,
}
"""Ways that a save goes, with the system calls that are made on each, so that none is left out unseen."""


def owned(plan: AccountPlan, owner: str) -> AccountPlan:
    return plan.model_copy(update={"owner": owner})


def saved_often(store: TinyStore, times: int) -> AccountPlan:
    plan = store.create(with_people("a", "b"), BY_LI)
    for number in range(times):
        plan = store.save(owned(plan, f"before {number}"), BY_LI)
    return plan


def copied(store: TinyStore, place: Path) -> TinyStore:
    """The same store in a place of its own: cheaper than making it again, for nothing is forced to the disk."""
    shutil.copytree(store.directory.path, place)
    return open_store(place)


def leftovers(store: TinyStore) -> list[Path]:
    return [path for path in Path(store.directory.path).iterdir() if path.name.startswith(".") and path.is_file()]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", WAYS)
def test_a_save_that_fails_anywhere_leaves_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, way: str
) -> None:
    prepared = open_store(tmp_path / "prepared")
    base = saved_often(prepared, 16 if way == "moving the history" else 1)
    number = 0
    while True:
        store = copied(prepared, tmp_path / str(number))
        stamp = BY_LI
        if way == "another day and another group":
            stamp = Stamp("li", BY_LI.when + timedelta(days=1))
            file_of(store).chmod(0o640)
            if os.geteuid() == 0:
                os.chown(file_of(store), 0, 61_000)
        before = file_of(store).read_bytes()
        refused = False
        with failing(monkeypatch, number, KINDS[kind]) as made:
            try:
                acknowledged = store.save(owned(base, "attempt"), stamp)
            except StoreError:
                refused = True
        if len(made) <= number:
            assert not refused
            assert WAYS[way] <= set(made)
            return
        check(store, base, before, acknowledged=None if refused else acknowledged)
        number += 1


def check(store: TinyStore, base: AccountPlan, before: bytes, acknowledged: AccountPlan | None) -> None:
    """Old or new is there for everybody; the session that failed goes on, and the past is whole."""
    seen = open_store(Path(store.directory.path)).load("p1")
    json.loads(file_of(store).read_bytes())
    if seen.revision == base.revision:
        assert acknowledged is None
        assert file_of(store).read_bytes() == before
    else:
        assert (seen.revision, seen.owner) == (base.revision + 1, "attempt")
    again = store.save(owned(acknowledged or base, "again"), BY_LI)
    assert open_store(Path(store.directory.path)).load("p1") == again
    told = [revision.revision for revision in store.history("p1")]
    assert told == list(range(again.revision + 1))
    assert [store.at("p1", number).revision for number in told] == told
    assert not leftovers(store)


@pytest.mark.parametrize("kind", KINDS)
def test_a_save_into_the_file_itself_is_torn_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    prepared = open_store(tmp_path / "prepared")
    base = saved_often(prepared, 1)
    monkeypatch.setattr(tables, "replace_file", write_in_place)
    number = torn = 0
    while True:
        store = copied(prepared, tmp_path / str(number))
        with failing(monkeypatch, number, KINDS[kind]) as made, contextlib.suppress(StoreError):
            store.save(owned(base, "attempt"), BY_LI)
        if len(made) <= number:
            break
        try:
            json.loads(file_of(store).read_bytes())
        except ValueError:
            torn += 1
        number += 1
    assert torn


def write_in_place(path: str, temporary: str, content: bytes, mode: int, *, backup: str) -> None:
    """What the store does not do."""
    descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC)
    try:
        os.write(descriptor, content)
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_whose_creation_fails_can_be_created_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    number = 0
    while True:
        store = open_store(tmp_path / str(number))
        refused = False
        with failing(monkeypatch, number, KINDS[kind]) as made:
            try:
                store.create(with_people("a"), BY_LI)
            except StoreError:
                refused = True
        if len(made) <= number:
            assert not refused
            return
        if not file_of(store).exists():
            assert refused
            store.create(with_people("a"), BY_LI)
        assert store.load("p1") == with_people("a")
        assert store.at("p1", 0) == with_people("a")
        store.save(store.load("p1"), BY_LI)
        assert not leftovers(store)
        number += 1


def test_reading_fails_with_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path)
    store.save(store.create(with_people("a"), BY_LI), BY_LI)
    for question in (lambda: store.load("p1"), lambda: store.revision_of("p1"), lambda: store.history("p1")):
        number = 0
        while True:
            with failing(monkeypatch, number, KINDS["broken disk"]) as made, contextlib.suppress(StoreError):
                question()
            if len(made) <= number:
                break
            number += 1


@pytest.mark.parametrize("work", ["forget", "remove"])
def test_what_fails_half_way_can_be_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str) -> None:
    prepared = open_store(tmp_path / "prepared")
    plan = saved_often(prepared, 18)
    plan = prepared.save(plan.model_copy(update={"people": plan.people[1:]}), BY_LI)
    number = 0
    while True:
        store = copied(prepared, tmp_path / str(number))
        with failing(monkeypatch, number, KINDS["broken disk"]) as made, contextlib.suppress(StoreError):
            store.forget("p1", "a", BY_LI) if work == "forget" else store.remove("p1")
        if work == "forget":
            assert store.load("p1") == plan
            store.forget("p1", "a", BY_LI)
            assert all(not any(person.id == "a" for person in store.at("p1", n).people) for n in range(20))
        else:
            with contextlib.suppress(NoSuchAccount):
                store.remove("p1")
            assert not list(Path(store.directory.path).glob("*-*.*"))
            assert not dated_backups(store.directory.path, file_of(store).name)
        if len(made) <= number:
            return
        number += 1


def test_an_index_that_cannot_be_written_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(tmp_path).create(with_people("a"), BY_LI)
    monkeypatch.setattr(os, "rename", refuse)
    assert [account.id for account in open_store(tmp_path).accounts()] == ["p1"]


def refuse(*_: object, **__: object) -> None:
    raise OSError(KINDS["read-only"], "read-only")


def test_where_no_links_can_be_made_the_backup_is_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path)
    plan = store.create(with_people("a"), BY_LI)
    before = file_of(store).read_bytes()
    monkeypatch.setattr(os, "link", refuse_links)
    store.save(plan, BY_LI)
    backup = Path(paths_of(store.directory.path, "p1").backup)
    assert backup.read_bytes() == before
    assert backup.stat().st_mode & 0o777 == 0o600


def refuse_links(*_: object, **__: object) -> None:
    raise PermissionError(1, "no links here")
