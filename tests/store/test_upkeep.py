"""By decision only: a damaged file set aside, a backup put in its place, a plan given to the group."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kaptui.store.daily import dated_backups, remove_dated
from kaptui.store.errors import Damaged, NewerFormat, NoSuchAccount, NotPermitted, NotShared
from kaptui.store.inspection import inspected
from kaptui.store.names import FORGOTTEN, exports_name, paths_of
from kaptui.store.tiny import TinyStore, open_store
from kaptui.store.upkeep import give_to_group, is_group_s, recover, set_aside
from tests.store.disk import BY_LI, file_of, mode_of, rewritten, with_people


def with_two_saves(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    plan = store.save(plan.model_copy(update={"owner": "one"}), BY_LI)
    store.save(plan.model_copy(update={"owner": "two"}), BY_LI)


def test_a_damaged_file_is_set_aside_byte_for_byte(store: TinyStore) -> None:
    with_two_saves(store)
    path = file_of(store)
    path.write_bytes(b"broken 1")
    assert set_aside(path) == path.with_suffix(".damaged-1")
    path.write_bytes(b"broken 2")
    assert set_aside(path) == path.with_suffix(".damaged-2")
    assert path.with_suffix(".damaged-1").read_bytes() == b"broken 1"
    with pytest.raises(NoSuchAccount):
        store.load("p1")


def test_a_file_that_can_be_read_is_not_set_aside(store: TinyStore) -> None:
    with_two_saves(store)
    with pytest.raises(ValueError, match="not damaged"):
        set_aside(file_of(store))
    rewritten(file_of(store), lambda value: value["_meta"]["1"].update(format=2))
    with pytest.raises(NewerFormat):
        set_aside(file_of(store))
    assert file_of(store).exists()


@pytest.mark.parametrize("loss", ["broken", "gone"])
def test_the_backup_takes_the_place_of_what_was_lost(store: TinyStore, loss: str) -> None:
    with_two_saves(store)
    if loss == "broken":
        file_of(store).write_bytes(b"broken")
    else:
        file_of(store).unlink()
    plan = recover(store.directory, file_of(store))
    assert (plan.owner, plan.revision) == ("one", 1)
    assert store.load("p1") == plan
    assert store.save(plan, BY_LI).revision == 2
    assert [revision.revision for revision in store.history("p1")] == [0, 1, 2]
    assert file_of(store).with_suffix(".damaged-1").exists() == (loss == "broken")


def test_without_a_good_backup_nothing_is_touched(store: TinyStore) -> None:
    with_two_saves(store)
    backup = file_of(store).with_suffix(".bak")
    remove_dated(dated_backups(store.directory.path, file_of(store).name))
    file_of(store).write_bytes(b"broken")
    backup.write_bytes(b"broken too")
    with pytest.raises(Damaged) as refusal:
        recover(store.directory, file_of(store))
    assert refusal.value.path == backup
    backup.unlink()
    with pytest.raises(NoSuchAccount):
        recover(store.directory, file_of(store))
    assert file_of(store).read_bytes() == b"broken"


def test_a_plan_is_made_private_and_shared_with_all_its_files(tmp_path: Path) -> None:
    store = open_store(tmp_path / "plans", shared=True)
    with_two_saves(store)
    store.note_export("p1", BY_LI, "p1.json")
    paths = paths_of(store.directory.path, "p1")
    beside = [*dated_backups(store.directory.path, file_of(store).name), store.directory.at(exports_name("p1"))]
    assert len(beside) == 2
    for shared in (False, True):
        give_to_group(store.directory, "p1", shared)
        assert is_group_s(store.directory, "p1") == shared
        store.save(store.load("p1"), BY_LI)
        store.note_export("p1", BY_LI, "p1.json")
        files = (paths.plan, paths.backup, paths.history, *beside)
        assert {mode_of(path) for path in files} == {0o660 if shared else 0o600}
    with pytest.raises(NoSuchAccount):
        give_to_group(store.directory, "nobody", True)


def test_in_a_directory_of_one_s_own_there_is_no_group_to_share_with(store: TinyStore) -> None:
    with_two_saves(store)
    with pytest.raises(NotShared):
        give_to_group(store.directory, "p1", True)
    assert mode_of(file_of(store)) == 0o600
    give_to_group(store.directory, "p1", False)


def test_a_private_plan_s_history_stays_private_while_it_grows(tmp_path: Path) -> None:
    store = open_store(tmp_path / "plans", shared=True)
    with_two_saves(store)
    give_to_group(store.directory, "p1", False)
    for _ in range(40):
        store.save(store.load("p1"), BY_LI)
    Path(paths_of(store.directory.path, "p1").history).unlink()
    for _ in range(20):
        store.save(store.load("p1"), BY_LI)
    assert mode_of(paths_of(store.directory.path, "p1").history) == 0o600


def test_an_inspection_finds_nothing_where_nothing_is_wrong(store: TinyStore) -> None:
    with_two_saves(store)
    store.accounts()
    store.present("p1", "li", BY_LI.when)
    found = inspected(store)
    assert (found.leftovers, found.too_open, found.problems, found.set_aside) == ((), (), (), ())


def test_an_inspection_names_leftovers_open_files_and_damage(store: TinyStore) -> None:
    with_two_saves(store)
    directory = Path(store.directory.path)
    (directory / ".p9-0123456789abcdef.tmp").write_text("half")
    (directory / "gone-0123456789abcdef.history").write_text("")
    (directory / "p1.damaged-1").write_text("")
    (directory / "broken.json").write_text("x")
    file_of(store).chmod(0o644)
    found = inspected(store)
    assert [path.name for path in found.leftovers] == [".p9-0123456789abcdef.tmp", "gone-0123456789abcdef.history"]
    assert file_of(store) in found.too_open
    assert [account.name for account in found.problems] == ["broken"]
    assert [path.name for path in found.set_aside] == ["p1.damaged-1"]


def lines_without(path: Path, number: int) -> bytes:
    lines = path.read_bytes().splitlines(keepends=True)
    return b"".join(lines[:number] + lines[number + 1 :])


@pytest.mark.parametrize("damage", ["words", "cut", "gone", "a line short"])
def test_an_inspection_names_a_history_that_does_not_lead_back(store: TinyStore, damage: str) -> None:
    plan = store.create(with_people("a"), BY_LI)
    for number in range(40):
        plan = store.save(plan.model_copy(update={"owner": str(number)}), BY_LI)
    history = file_of(store).with_suffix(".history")
    assert not inspected(store).is_damaged
    match damage:
        case "words":
            history.write_text("words\n")
        case "cut":
            history.write_bytes(history.read_bytes()[:2000])
        case "gone":
            history.unlink()
        case _:
            history.write_bytes(lines_without(history, 5))
    found = inspected(store)
    assert (found.is_damaged, found.broken_histories) == (True, (history,))


def test_a_history_in_which_another_program_or_somebody_removed_had_a_part_is_whole(store: TinyStore) -> None:
    with_two_saves(store)
    rewritten(file_of(store), lambda value: value["account"]["1"].update(owner="by hand"))
    store.save(store.load("p1").model_copy(update={"name": "another"}), BY_LI)
    store.forget("p1", "a", BY_LI)
    for _ in range(20):
        store.save(store.load("p1"), BY_LI)
    assert not inspected(store).is_damaged


def test_an_inspection_names_backups_and_lists_of_no_use(store: TinyStore) -> None:
    with_two_saves(store)
    store.create(with_people("b").model_copy(update={"id": "p2"}), BY_LI)
    store.forget("p1", "a", BY_LI)
    store.save(store.load("p1"), BY_LI)
    before, forgotten = file_of(store).with_suffix(".bak"), Path(store.directory.at(FORGOTTEN))
    (dated,) = dated_backups(store.directory.path, file_of(store).name)
    assert not inspected(store).is_damaged
    for path, content in ((before, before.read_bytes()[:-50]), (Path(dated), b"")):
        path.unlink()
        path.write_bytes(content)
    assert inspected(store).spoilt_backups == (before, Path(dated))
    forgotten.write_bytes(lines_without(forgotten, 0))
    assert inspected(store).spoilt_lists == (forgotten,)


def test_a_directory_open_to_everybody_is_named(store: TinyStore) -> None:
    os.chmod(store.directory.path, 0o755)
    assert inspected(store).too_open == (Path(store.directory.path),)
    assert stat.S_IMODE(os.stat(store.directory.path).st_mode) == 0o755


def test_the_file_system_is_told_by_its_mount(store: TinyStore, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "dev / ext4 rw 0 0\n"
        f"server:/x {str(tmp_path).replace(' ', chr(92) + '040')} nfs4 rw 0 0\n"
        "other /elsewhere cifs rw 0 0\n"
    )
    found = inspected(store, mounts=mounts)
    assert (found.file_system, found.is_remote) == ("nfs4", True)
    assert inspected(store, mounts=tmp_path / "no such file").file_system == ""


def test_a_disk_without_room_or_rights_is_found(store: TinyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.create(with_people("a"), BY_LI)
    found = inspected(store)
    assert (found.is_writable, found.has_room) == (True, True)
    real = os.statvfs(store.directory.path)
    for lack in ({"f_bavail": 0}, {"f_files": 100, "f_favail": 0}):
        values = [lack.get(name, getattr(real, name)) for name in STATVFS]
        monkeypatch.setattr(os, "statvfs", lambda path, values=values: os.statvfs_result(values))
        assert not inspected(store).has_room
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert not inspected(store).is_writable


def test_locks_and_histories_that_are_closed_to_whoever_asks_are_found(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_two_saves(store)
    paths = paths_of(store.directory.path, "p1")
    assert inspected(store).unusable == ()
    closed = {Path(paths.lock), Path(paths.history)}
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) not in closed)
    assert set(inspected(store).unusable) == closed


def test_backups_that_cannot_be_seen_stop_nobody_but_who_must_miss_none(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_two_saves(store)
    real = os.listdir

    def refuse(path: str) -> list[str]:
        if str(path).endswith("backups"):
            raise PermissionError(errno.EACCES, "refused", path)
        return real(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert inspected(store).dated == ()
    assert store.save(store.load("p1"), BY_LI).revision == 3
    with pytest.raises(NotPermitted):
        store.remove("p1")
    assert store.load("p1").revision == 3


STATVFS = (
    "f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax",
)  # fmt: skip


def test_half_written_indexes_are_leftovers(store: TinyStore) -> None:
    store.create(with_people("a"), BY_LI)
    left = Path(store.directory.path) / ".kaptui" / "index-0.123-456.tmp"
    left.write_text("")
    assert inspected(store).leftovers == (left,)
