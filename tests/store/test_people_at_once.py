"""Two users of one machine and one shared directory: each reads and saves what the other saved, whatever the umask."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kaptui.store import processes
from kaptui.store.errors import NotPermitted
from kaptui.store.inspection import inspected
from kaptui.store.names import FORGOTTEN, paths_of
from kaptui.store.planfile import read_plan_file
from kaptui.store.tiny import open_store
from kaptui.store.upkeep import give_to_group
from tests.store.disk import BY_LI, mode_of, with_people
from tests.store.plans import empty_plan

GROUP, LI, WANG, STRANGER = 61_000, 61_001, 61_002, 61_003

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")


@pytest.fixture
def directory() -> Iterator[Path]:
    """A directory of the group's that both users reach."""
    parent = Path(tempfile.mkdtemp())
    parent.chmod(0o755)
    path = parent / "plans"
    path.mkdir()
    os.chown(path, LI, GROUP)
    path.chmod(0o2770)
    yield path
    shutil.rmtree(parent)


def as_user(user: int, group: int, work: Callable[[], object], *others: int) -> None:
    """Do ``work`` in a child process as this user, also in the groups ``others``, with the most private umask."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups(others)
            os.setgid(group)
            os.setuid(user)
            os.umask(0o077)
            work()
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_colleagues_save_each_other_s_plans(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_BOOT", Path("/nowhere"))  # nobody is known to be gone with his process
    def save() -> None:
        store = open_store(directory)
        plan = store.load("p1")
        store.save(plan.model_copy(update={"owner": str(os.getuid())}), BY_LI)
        assert [account.problem for account in store.accounts()] == [None]
        store.present("p1", str(os.getuid()), BY_LI.when)

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    for _ in range(10):
        as_user(WANG, GROUP, save)
        as_user(LI, GROUP, save)
    store = open_store(directory)
    assert (store.load("p1").revision, store.load("p1").owner) == (20, str(LI))
    assert len(store.history("p1")) == 21
    assert store.others("p1", str(LI), BY_LI.when + timedelta(seconds=1)) == (str(WANG),)
    paths = paths_of(str(directory), "p1")
    for path in (paths.plan, paths.backup, paths.history, paths.lock):
        assert mode_of(path) == 0o660
        assert os.stat(path).st_gid == GROUP


def test_a_private_plan_is_nobody_else_s(directory: Path) -> None:
    def look() -> None:
        store = open_store(directory)
        (account,) = store.accounts()
        assert isinstance(account.problem, NotPermitted)
        assert account.name != "某省公司"
        with pytest.raises(NotPermitted):
            store.load("p1")
        with pytest.raises(NotPermitted):
            store.save(with_people("b"), BY_LI)

    def make() -> None:
        store = open_store(directory)
        plan = store.create(with_people("a"), BY_LI)
        give_to_group(store.directory, "p1", False)
        store.save(plan, BY_LI)

    as_user(LI, GROUP, make)
    as_user(WANG, GROUP, look)


def test_a_plan_that_one_may_only_read_is_neither_saved_nor_removed(directory: Path) -> None:
    def try_it() -> None:
        store = open_store(directory)
        plan = store.load("p1")
        for change in (
            lambda: store.save(plan.model_copy(update={"owner": "Wang"}), BY_LI),
            lambda: store.forget("p1", "a", BY_LI),
            lambda: store.remove("p1"),
        ):
            with pytest.raises(NotPermitted):
                change()
        assert store.load("p1") == plan
        assert store.forgotten("p1").among(["a"]) == frozenset()

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    file = Path(paths_of(str(directory), "p1").plan)
    file.chmod(0o640)
    before = file.read_bytes()
    as_user(WANG, GROUP, try_it)
    assert (file.read_bytes(), file.stat().st_uid, mode_of(file)) == (before, LI, 0o640)
    file.chmod(0o400)
    as_user(LI, GROUP, try_it)
    assert file.read_bytes() == before


def test_a_private_plan_is_not_removed_by_somebody_else(directory: Path) -> None:
    def try_it() -> None:
        with pytest.raises(NotPermitted):
            open_store(directory).remove("p1")

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    as_user(LI, GROUP, lambda: open_store(directory).share("p1", False))
    as_user(WANG, GROUP, try_it)
    as_user(LI, GROUP, lambda: open_store(directory).remove("p1"))


def test_a_stranger_is_told_that_it_is_not_permitted(directory: Path) -> None:
    def look() -> None:
        with pytest.raises(NotPermitted):
            open_store(directory)

    as_user(STRANGER, STRANGER, look)


def test_a_directory_one_may_only_read_is_read(directory: Path) -> None:
    def look() -> None:
        store = open_store(directory)
        assert [account.id for account in store.accounts()] == ["p1"]
        plan = store.load("p1")
        store.present("p1", "stranger", BY_LI.when)
        assert [revision.revision for revision in store.history("p1")] == [0]
        with pytest.raises(NotPermitted):
            store.save(plan, BY_LI)

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    directory.chmod(0o2755)
    for path in (*directory.iterdir(), *(directory / ".kaptui").iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    as_user(STRANGER, STRANGER, look)


def test_without_the_group_bit_on_the_directory_files_still_go_to_the_right_group(directory: Path) -> None:
    def save() -> None:
        store = open_store(directory)
        store.save(store.load("p1"), BY_LI)

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    directory.chmod(0o770)
    os.chown(directory, LI, GROUP)
    as_user(WANG, WANG, save, GROUP)
    assert os.stat(paths_of(str(directory), "p1").plan).st_gid == GROUP


def test_without_the_group_bit_on_the_directory_colleagues_work_together_all_the_same(directory: Path) -> None:
    def save() -> None:
        store = open_store(directory)
        store.save(store.load("p1"), BY_LI)
        store.note_export("p1", BY_LI, "p1.json")

    directory.chmod(0o770)
    os.chown(directory, LI, GROUP)
    assert mode_of(directory) == 0o770
    as_user(LI, LI, lambda: open_store(directory).create(with_people("a"), BY_LI), GROUP)
    as_user(LI, LI, save, GROUP)
    as_user(WANG, WANG, save, GROUP)
    assert {path.stat().st_gid for path in directory.rglob("*")} == {GROUP}


def test_who_gives_his_directory_to_the_group_opens_it_with_the_next_save(directory: Path) -> None:
    def look_into_a_closed_one() -> None:
        store = open_store(directory)
        assert inspected(store).is_closed
        with pytest.raises(NotPermitted):
            store.create(empty_plan("p2"), BY_LI)

    def give() -> None:
        open_store(directory).share("p1", True)
        assert not inspected(open_store(directory)).is_closed

    def use() -> None:
        store = open_store(directory)
        store.save(store.load("p1"), BY_LI)
        store.create(empty_plan("p2"), BY_LI)
        store.forget("p1", "a", BY_LI)
        assert not inspected(store).is_closed

    os.chown(directory, LI, LI)
    directory.chmod(0o700)
    as_user(LI, LI, lambda: open_store(directory).create(with_people("a", "b"), BY_LI))
    as_user(LI, LI, lambda: saved_by(directory))
    as_user(LI, LI, lambda: open_store(directory).forget("p1", "b", BY_LI))
    os.chown(directory, LI, GROUP)
    directory.chmod(0o2770)
    as_user(WANG, GROUP, look_into_a_closed_one)
    as_user(LI, LI, give, GROUP)
    as_user(WANG, GROUP, use)
    directory.chmod(0o700)
    as_user(LI, LI, lambda: saved_by(directory), GROUP)
    common = [path for path in (directory / ".kaptui").rglob("*") if path.stat().st_uid == LI]
    assert {mode_of(path) for path in common if path.is_dir() or "lock" in path.name} == {0o700, 0o600}


def saved_by(directory: Path) -> None:
    store = open_store(directory)
    store.save(store.load("p1"), BY_LI)


def test_a_plan_two_have_saved_is_taken_back_by_who_made_it(directory: Path) -> None:
    def take_back() -> None:
        store = open_store(directory)
        store.share("p1", False)
        assert not store.is_shared("p1")
        assert store.may_write("p1")
        store.save(store.load("p1"), BY_LI)
        assert [revision.revision for revision in store.history("p1")] == [0, 1, 2, 3]

    def look() -> None:
        store = open_store(directory)
        assert not store.may_write("p1")
        with pytest.raises(NotPermitted):
            store.load("p1")
        with pytest.raises(NotPermitted):
            store.share("p1", True)

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    for _ in range(2):
        as_user(WANG, GROUP, lambda: saved_by(directory))
    as_user(LI, GROUP, take_back)
    as_user(WANG, GROUP, look)
    held = [path for path in directory.rglob("*") if path.is_file() and b'"p1"' in path.read_bytes()]
    assert {path.stat().st_uid for path in held if "index" not in path.name} == {LI}
    as_user(LI, GROUP, lambda: open_store(directory).share("p1", True))
    as_user(WANG, GROUP, lambda: saved_by(directory))


def test_root_takes_a_plan_back_for_who_saved_it_last(directory: Path) -> None:
    def go_on() -> None:
        for _ in range(20):
            saved_by(directory)
        assert len(open_store(directory).history("p1")) == 22

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    as_user(WANG, GROUP, lambda: saved_by(directory))
    open_store(directory).share("p1", False)
    as_user(WANG, GROUP, go_on)


def test_root_keeps_nobody_from_his_own_plans(directory: Path) -> None:
    def go_on() -> None:
        store = open_store(directory)
        for plan_id in ("p1", "p2"):
            for _ in range(20):
                store.save(store.load(plan_id), BY_LI)
            assert len(store.history(plan_id)) >= 20
            assert [export.what for export in store.exports(plan_id)] == ["by root"]
            store.note_export(plan_id, BY_LI, "by li")
            assert len(store.exports(plan_id)) == 2
        store.forget("p1", "b", BY_LI)
        store.create(empty_plan("p3"), BY_LI)

    os.chown(directory, LI, LI)
    directory.chmod(0o700)
    as_user(LI, LI, lambda: open_store(directory).create(with_people("a", "b"), BY_LI))
    store = open_store(directory)
    store.create(empty_plan("p2"), BY_LI)
    for _ in range(20):
        store.save(store.load("p1"), BY_LI)
    store.forget("p1", "a", BY_LI)
    for plan_id in ("p1", "p2"):
        store.note_export(plan_id, BY_LI, "by root")
    as_user(LI, LI, go_on)
    found = {path.stat().st_uid for path in directory.rglob("*") if not path.name.startswith("index-0")}
    assert found == {LI}


def test_what_root_notes_of_a_private_plan_its_owner_can_read(directory: Path) -> None:
    def look() -> None:
        store = open_store(directory)
        assert [export.what for export in store.exports("p1")] == ["all.zip"]
        store.save(store.load("p1"), BY_LI)

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    as_user(LI, GROUP, lambda: open_store(directory).share("p1", False))
    os.chown(directory, 0, GROUP)
    store = open_store(directory)
    store.note_export("p1", BY_LI, "all.zip")
    store.save(store.load("p1"), BY_LI)
    as_user(LI, GROUP, look)
    assert mode_of(directory / ".kaptui" / "backups") == 0o2770


def test_somebody_who_owns_nothing_of_a_plan_cannot_take_it(directory: Path) -> None:
    def try_it() -> None:
        with pytest.raises(NotPermitted):
            open_store(directory).share("p1", False)

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    as_user(WANG, GROUP, try_it)


def test_a_colleague_s_first_save_of_the_day_keeps_the_state_before_it(directory: Path) -> None:
    def look() -> None:
        (path,) = (Path(each) for each in directory.glob(".kaptui/backups/*/*.json"))
        assert read_plan_file(str(path)).plan.revision == 0

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    as_user(WANG, GROUP, lambda: saved_by(directory))
    as_user(LI, GROUP, look)


def test_who_may_only_read_is_told_beforehand(directory: Path) -> None:
    def look() -> None:
        assert not open_store(directory).may_write("p1")

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a"), BY_LI))
    directory.chmod(0o2755)
    for path in (*directory.iterdir(), *(directory / ".kaptui").iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    as_user(STRANGER, STRANGER, look)


def test_whom_one_forgets_the_other_forgets_too(directory: Path) -> None:
    def save() -> None:
        store = open_store(directory)
        plan = store.load("p1")
        assert [person.id for person in plan.people] == ["b"]
        older = with_people("a", "b").model_copy(update={"revision": plan.revision})
        assert [person.id for person in store.save(older, BY_LI).people] == ["b"]
        store.forget("p1", "b", BY_LI)

    as_user(LI, GROUP, lambda: open_store(directory).create(with_people("a", "b"), BY_LI))
    as_user(LI, GROUP, lambda: open_store(directory).forget("p1", "a", BY_LI))
    as_user(WANG, GROUP, save)
    as_user(LI, GROUP, lambda: open_store(directory).forget("p1", "b", BY_LI))
    assert open_store(directory).load("p1").people == ()
    assert mode_of(directory / FORGOTTEN) == 0o660
