"""Files that are broken, foreign, newer, planted or locked: told by name, never overwritten, nobody else harmed."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Any

import pytest

from kaptui.store.durable import SIZE_LIMIT
from kaptui.store.errors import (
    AlreadyThere,
    Damaged,
    LockBusy,
    NewerFormat,
    NotPermitted,
    Reason,
)
from kaptui.store.history import TAIL_RECORDS
from kaptui.store.inspection import inspected
from kaptui.store.lock import TURN, locked
from kaptui.store.names import paths_of, stem_of
from kaptui.store.port import Account
from kaptui.store.tiny import TinyStore, open_store
from kaptui.store.upkeep import recover
from tests.store.disk import BY_LI, file_of, rewritten, with_people
from tests.store.plans import empty_plan

DAMAGE: dict[str, tuple[bytes, Reason]] = {
    "empty": (b"", Reason.EMPTY),
    "zeros": (b"\0" * 500, Reason.EMPTY),
    "text": (b"hello", Reason.NOT_JSON),
    "half": (b'{"_meta": {"1": {"form', Reason.NOT_JSON),
    "latin": (b'{"\xe9": 1}', Reason.NOT_JSON),
    "list": (b"[]", Reason.FOREIGN),
    "number": (b"1e400", Reason.NOT_JSON),
    "foreign": (b'{"id": "p1", "name": "x"}', Reason.FOREIGN),
    "deep": (b"[" * 100_000, Reason.NOT_JSON),
    "nan": (b'{"_meta": {"1": {"format": NaN}}, "account": {"1": {}}}', Reason.NOT_JSON),
    "twice": (b'{"_meta": {}, "_meta": {}}', Reason.NOT_JSON),
    "digits": (b'{"a": ' + b"9" * 5000 + b"}", Reason.NOT_JSON),
    "no format": (b'{"_meta": {"1": {}}, "account": {"1": {}}}', Reason.UNKNOWN_FORMAT),
    "format true": (b'{"_meta": {"1": {"format": true}}, "account": {"1": {}}}', Reason.UNKNOWN_FORMAT),
    "format 0": (b'{"_meta": {"1": {"format": 0}}, "account": {"1": {}}}', Reason.UNKNOWN_FORMAT),
    "no id": (b'{"_meta": {"1": {"format": 1}}, "account": {"1": {}}}', Reason.REFUSED_VALUE),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_told_and_left_as_it_is(store: TinyStore, kind: str) -> None:
    content, reason = DAMAGE[kind]
    plan = store.create(with_people("a"), BY_LI)
    store.create(empty_plan("p2"), BY_LI)
    plan = store.save(plan, BY_LI)
    file_of(store).write_bytes(content)
    for attempt in (lambda: store.load("p1"), lambda: store.save(plan, BY_LI), lambda: store.history("p1")):
        with pytest.raises(Damaged) as refusal:
            attempt()
        assert (refusal.value.path, refusal.value.reason) == (file_of(store), reason)
        assert refusal.value.backup == file_of(store).with_suffix(".bak")
    with pytest.raises(AlreadyThere):
        store.create(with_people("b"), BY_LI)
    assert file_of(store).read_bytes() == content
    assert store.load("p2").id == "p2"
    healthy, damaged = sorted(store.accounts(), key=lambda account: account.problem is not None)
    assert (healthy.id, damaged.id, damaged.name) == ("p2", "p1", "某省公司")
    assert isinstance(damaged.problem, Damaged)


@pytest.mark.parametrize("change", ["unknown key", "bad value", "negative", "unknown account key", "twice the id"])
def test_a_value_the_plan_refuses_is_damage_with_a_place(store: TinyStore, change: str) -> None:
    store.create(with_people("a", "b"), BY_LI)

    def damage(value: dict[str, Any]) -> None:
        person = value["people"]["2"]
        match change:
            case "unknown key":
                person["salary"] = 1
            case "bad value":
                person["style"] = "Z"
            case "negative":
                value["account"]["1"]["targets"]["2026"] = "-1"
            case "unknown account key":
                value["account"]["1"]["colour"] = "red"
            case _:
                person["id"] = "a"

    rewritten(file_of(store), damage)
    with pytest.raises(Damaged) as refusal:
        store.load("p1")
    assert refusal.value.reason is Reason.REFUSED_VALUE


def test_a_newer_format_is_refused_and_never_rewritten(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    rewritten(file_of(store), lambda value: value["_meta"]["1"].update(format=7, id="p1"))
    before = file_of(store).read_bytes()
    for attempt in (lambda: store.load("p1"), lambda: store.save(plan, BY_LI), lambda: store.revision_of("p1")):
        with pytest.raises(NewerFormat) as refusal:
            attempt()
        assert (refusal.value.found, refusal.value.known) == (7, 1)
    (account,) = store.accounts()
    assert (account.id, account.name) == ("p1", "某省公司")
    assert isinstance(account.problem, NewerFormat)
    assert file_of(store).read_bytes() == before


def test_a_file_under_another_plan_s_name_is_not_believed(store: TinyStore) -> None:
    store.create(with_people("a"), BY_LI)
    file_of(store, "other").write_bytes(file_of(store).read_bytes())
    with pytest.raises(Damaged) as refusal:
        store.load("other")
    assert refusal.value.reason is Reason.MISNAMED
    assert {account.problem is None for account in store.accounts()} == {True, False}


def test_a_plan_that_another_was_copied_over_comes_back(store: TinyStore) -> None:
    store.create(empty_plan("p2"), BY_LI)
    store.save(store.create(with_people("a"), BY_LI), BY_LI)
    file_of(store).write_bytes(file_of(store, "p2").read_bytes())
    with pytest.raises(Damaged) as refusal:
        store.load("p1")
    assert refusal.value.backup == file_of(store).with_suffix(".bak")
    assert recover(store.directory, file_of(store)) == store.load("p1")
    assert store.load("p2") == empty_plan("p2")


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "directory"])
def test_what_is_no_file_is_refused_and_nothing_waits(store: TinyStore, tmp_path: Path, kind: str) -> None:
    plan = store.create(with_people("a"), BY_LI)
    planted = file_of(store)
    planted.rename(tmp_path / "elsewhere")
    match kind:
        case "link":
            planted.symlink_to(tmp_path / "elsewhere")
        case "dangling link":
            planted.symlink_to(tmp_path / "nowhere")
        case "pipe":
            os.mkfifo(planted)
        case _:
            planted.mkdir()
    before = (tmp_path / "elsewhere").read_bytes()
    for attempt in (lambda: store.load("p1"), lambda: store.save(plan, BY_LI), lambda: store.revision_of("p1")):
        with pytest.raises(Damaged) as refusal:
            attempt()
        assert refusal.value.reason is Reason.NOT_A_FILE
    (account,) = store.accounts()
    assert isinstance(account.problem, Damaged)
    assert (tmp_path / "elsewhere").read_bytes() == before


@pytest.mark.parametrize("name", [".{stem}.tmp", ".{stem}.tmp~", "{stem}.bak"])
def test_links_planted_in_the_way_of_a_save_are_not_followed(store: TinyStore, tmp_path: Path, name: str) -> None:
    plan = store.create(with_people("a"), BY_LI)
    (tmp_path / "victim").write_text("victim")
    planted = file_of(store).with_name(name.format(stem=stem_of("p1")))
    planted.symlink_to(tmp_path / "victim")
    assert store.save(plan, BY_LI).revision == 1
    assert (tmp_path / "victim").read_text() == "victim"
    assert not planted.is_symlink()


def test_a_planted_lock_or_history_is_refused(store: TinyStore, tmp_path: Path) -> None:
    plan = store.create(with_people("a"), BY_LI)
    paths = paths_of(store.directory.path, "p1")
    for path in (paths.lock, paths.history):
        Path(path).unlink()
        os.mkfifo(path)
        with pytest.raises(Damaged) as refusal:
            store.save(plan, BY_LI) if path == paths.lock else store.history("p1")
        assert refusal.value.path == Path(path)
        Path(path).unlink()


@pytest.mark.parametrize("kind", ["link", "directory"])
@pytest.mark.parametrize("name", [".{stem}.tmp", "{stem}.bak", "{stem}.history"])
def test_what_is_in_the_way_is_named_itself_and_never_the_plan(store: TinyStore, name: str, kind: str) -> None:
    plan = store.create(with_people("a"), BY_LI)
    for number in range(TAIL_RECORDS):
        plan = store.save(plan.model_copy(update={"owner": f"owner {number}"}), BY_LI)
    planted = file_of(store).with_name(name.format(stem=stem_of("p1")))
    planted.unlink(missing_ok=True)
    planted.mkdir() if kind == "directory" else planted.symlink_to(planted.with_name("elsewhere"))
    if kind == "link" and "history" not in name:
        assert store.save(plan, BY_LI).revision == plan.revision + 1  # the link is replaced
        return
    with pytest.raises(Damaged) as refusal:
        store.save(plan, BY_LI)
    assert (refusal.value.path, refusal.value.reason) == (planted, Reason.NOT_A_FILE)
    assert not file_of(store).with_name(f".{stem_of('p1')}.tmp~").exists()
    found = inspected(store)
    assert planted in [*found.leftovers, *(each.path for each in found.in_the_way)]


@pytest.mark.parametrize("name", [".kaptui", ".kaptui/backups", ".kaptui/lock-{number}", ".kaptui/forgotten"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_what_nobody_can_save_beside_is_found_by_an_inspection(store: TinyStore, name: str, kind: str) -> None:
    store.save(store.create(with_people("a"), BY_LI), BY_LI)
    path = Path(store.directory.path) / name.format(number=paths_of(store.directory.path, "p1").lock[-2:])
    if path.exists():
        path.rename(path.with_name("moved"))
    os.mkfifo(path) if kind == "pipe" else path.symlink_to(path.with_name("moved"))
    (found,) = inspected(store).in_the_way
    is_directory = name in (".kaptui", ".kaptui/backups")
    assert (found.path, found.reason) == (path, Reason.NOT_A_DIRECTORY if is_directory else Reason.NOT_A_FILE)


@pytest.mark.parametrize(("mode", "is_rightly_closed"), [(0o600, True), (0o660, False)])
def test_what_is_closed_because_it_is_somebody_else_s_is_no_damage(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch, mode: int, is_rightly_closed: bool
) -> None:
    store.create(with_people("a"), BY_LI)
    path = file_of(store)
    path.chmod(mode)
    closed = Account("p1", "p1", problem=NotPermitted(path), path=str(path))
    monkeypatch.setattr(TinyStore, "accounts", lambda _: (closed,))
    assert inspected(store).is_damaged
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    found = inspected(store)
    assert (found.others == (closed,), found.is_damaged) == (is_rightly_closed, not is_rightly_closed)


@pytest.mark.parametrize("kind", ["link", "pipe", "directory", "too large"])
def test_whatever_stands_in_the_place_of_a_plan_the_version_before_takes_its_place(
    store: TinyStore, tmp_path: Path, kind: str
) -> None:
    store.save(store.create(with_people("a"), BY_LI), BY_LI)
    path = file_of(store)
    path.rename(tmp_path / "elsewhere")
    match kind:
        case "link":
            path.symlink_to(tmp_path / "elsewhere")
        case "pipe":
            os.mkfifo(path)
        case "directory":
            path.mkdir()
        case _:
            path.touch()
            os.truncate(path, SIZE_LIMIT + 1)
    with pytest.raises(Damaged) as refusal:
        store.load("p1")
    assert refusal.value.backup == (path.with_suffix(".bak") if kind == "too large" else None)
    assert recover(store.directory, path).revision == 0
    assert os.path.lexists(path.with_suffix(".damaged-1"))


def test_a_plan_made_anew_leaves_what_is_left_of_the_one_before_it(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    for number in range(TAIL_RECORDS + 1):
        plan = store.save(plan.model_copy(update={"owner": f"owner {number}"}), BY_LI)
    path = file_of(store)
    left = {path.with_suffix(ending).read_bytes() for ending in (".bak", ".history")}
    path.unlink()
    store.create(with_people("b"), BY_LI)
    assert {each.read_bytes() for each in inspected(store).set_aside} == left
    assert [revision.revision for revision in store.history("p1")] == [0]
    assert not path.with_suffix(".bak").exists()


def test_leftovers_of_a_killed_save_are_cleared_away(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    paths = paths_of(store.directory.path, "p1")
    Path(paths.temporary).write_text("half")
    os.link(paths.plan, paths.temporary + "~")
    plan = store.save(plan, BY_LI)
    os.link(paths.backup, paths.temporary + "~")
    store.save(plan, BY_LI)
    assert not Path(paths.temporary).exists()
    assert not Path(paths.temporary + "~").exists()


def test_a_lock_that_is_held_is_waited_for_but_not_for_ever(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    impatient = TinyStore(store.directory, lock_wait=0.05)
    with locked(paths_of(store.directory.path, "p1").lock, 0o600, 1.0), pytest.raises(LockBusy):
        impatient.save(plan, BY_LI)
    assert impatient.save(plan, BY_LI).revision == 1


def test_who_comes_while_somebody_queues_waits_behind(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    impatient = TinyStore(store.directory, lock_wait=0.05)
    with open(paths_of(store.directory.path, "p1").lock + TURN) as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        with pytest.raises(LockBusy):
            impatient.save(plan, BY_LI)
    assert impatient.save(plan, BY_LI).revision == 1


def test_reading_needs_no_lock(store: TinyStore) -> None:
    store.create(with_people("a"), BY_LI)
    with locked(paths_of(store.directory.path, "p1").lock, 0o600, 1.0):
        assert open_store(Path(store.directory.path)).load("p1").name == "某省公司"
