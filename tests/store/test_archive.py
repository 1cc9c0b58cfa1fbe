"""Archives of all plans: made while others save, opened with suspicion, put back byte for byte."""

from __future__ import annotations

import io
import json
import os
import pwd
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
import time_machine

from kaptui.plan.document import AccountPlan
from kaptui.store.archive import NOTE, Archived, archived, opened_archive, put_back
from kaptui.store.errors import AlreadyThere, Damaged, NewerFormat, Reason
from kaptui.store.port import Stamp
from kaptui.store.tiny import TinyStore, open_store
from kaptui.store.upkeep import set_aside
from tests.conftest import Campaign
from tests.store.disk import BY_LI, file_of, mode_of, rewritten, with_people

HERE = Path("all.zip")


def paths(store: TinyStore) -> list[str]:
    return [account.path for account in store.accounts()]


def with_saves(store: TinyStore, times: int) -> None:
    plan = store.create(with_people("a"), BY_LI)
    for number in range(times):
        plan = store.save(plan.model_copy(update={"owner": f"owner {number}"}), BY_LI)


@pytest.mark.parametrize("year", [1970, 2026, 2150])
def test_an_archive_is_made_whatever_the_clock_says(store: TinyStore, year: int) -> None:
    with_saves(store, 1)
    with time_machine.travel(datetime(year, 1, 1, 12, tzinfo=UTC)):
        raw, problems = archived(paths(store), Stamp("li", datetime.now(UTC)))
    assert (problems, [each.plan for each in plans_in(raw)]) == ((), [store.load("p1")])
    with zipfile.ZipFile(io.BytesIO(raw)) as content:
        assert {entry.external_attr >> 16 for entry in content.infolist()} == {0o600}
        assert {entry.compress_type for entry in content.infolist()} == {zipfile.ZIP_DEFLATED}


def plans_in(raw: bytes) -> list[Archived]:
    found = list(opened_archive(raw, HERE).plans())
    assert all(isinstance(each, Archived) for each in found)
    return [each for each in found if isinstance(each, Archived)]


def test_plans_come_back_with_every_revision(store: TinyStore, tmp_path: Path) -> None:
    with_saves(store, 40)
    store.create(AccountPlan(id="王", name="../[/]"), BY_LI)
    raw, problems = archived(paths(store), BY_LI)
    assert problems == ()
    other = open_store(tmp_path / "other")
    for each in plans_in(raw):
        put_back(other.directory, each)
    assert [account.name for account in other.accounts()] == [account.name for account in store.accounts()]
    assert other.history("p1") == store.history("p1")
    assert [other.at("p1", n) for n in (0, 17, 40)] == [store.at("p1", n) for n in (0, 17, 40)]
    assert file_of(other).read_bytes() == file_of(store).read_bytes()
    assert other.save(other.load("p1"), BY_LI).revision == 41


def test_what_is_there_is_never_overwritten(store: TinyStore) -> None:
    with_saves(store, 2)
    raw, _ = archived(paths(store), BY_LI)
    newer = store.save(store.load("p1").model_copy(update={"owner": "newer"}), BY_LI)
    with pytest.raises(AlreadyThere):
        put_back(store.directory, plans_in(raw)[0])
    assert store.load("p1") == newer


def test_an_archive_made_while_somebody_saves_fits_together(store: TinyStore, tmp_path: Path) -> None:
    with_saves(store, 0)
    stopped: list[bool] = []

    def save_on() -> None:
        writer = open_store(Path(store.directory.path))
        while not stopped:
            writer.save(writer.load("p1"), BY_LI)

    saving = Thread(target=save_on)
    saving.start()
    try:
        archives = [archived([str(file_of(store))], BY_LI)[0] for _ in range(25)]
    finally:
        stopped.append(True)
        saving.join()
    for number, raw in enumerate(archives):
        other = open_store(tmp_path / str(number))
        (found,) = plans_in(raw)
        put_back(other.directory, found)
        told = [revision.revision for revision in other.history("p1")]
        assert told == list(range(found.plan.revision + 1))
        assert other.at("p1", 0).revision == 0


def test_damaged_plans_are_named_and_the_others_kept(store: TinyStore) -> None:
    with_saves(store, 1)
    broken = Path(store.directory.path, "broken.json")
    broken.write_text("{")
    raw, problems = archived(paths(store), BY_LI)
    assert [problem.path for problem in problems if isinstance(problem, Damaged)] == [broken]
    assert [each.plan.id for each in plans_in(raw)] == ["p1"]


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"PK" + b"\0" * 400, b"no archive"])
def test_what_is_no_archive_is_refused(raw: bytes) -> None:
    with pytest.raises(Damaged) as refusal:
        opened_archive(raw, HERE)
    assert refusal.value.reason is Reason.NOT_AN_ARCHIVE


def test_an_archive_that_suffered_is_told_and_never_a_fault(store: TinyStore, campaign: Campaign) -> None:
    with_saves(store, 20)
    raw, _ = archived(paths(store), BY_LI)
    outcomes = set()
    for _ in range(campaign.rounds(200, 20_000)):
        suffered = bytearray(raw)
        for at in campaign.random.choices(range(len(raw)), k=campaign.random.choice((1, 1, 3))):
            suffered[at] = campaign.random.randrange(256)
        try:
            outcomes |= {type(each) for each in opened_archive(bytes(suffered), HERE).plans()}
        except (Damaged, NewerFormat) as refusal:
            outcomes.add(type(refusal))
    assert outcomes <= {Archived, Damaged, NewerFormat}
    assert Damaged in outcomes


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_as_we_never_pack_is_refused(packed: int) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packed) as content:
        content.writestr(NOTE, json.dumps({"format": 1, "made": "", "by": ""}))
    with pytest.raises(Damaged):
        opened_archive(target.getvalue(), HERE)


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as content:
        for name, raw in members.items():
            content.writestr(name, raw)
    return target.getvalue()


def test_a_foreign_zip_is_refused_and_a_newer_archive_too() -> None:
    with pytest.raises(Damaged):
        opened_archive(zipped(**{"readme.txt": b"hello"}), HERE)
    with pytest.raises(NewerFormat):
        opened_archive(zipped(**{NOTE: json.dumps({"format": 2, "made": "", "by": ""}).encode()}), HERE)
    for note in (b"[]", b"{", b'{"format": 1}', b"\xff"):
        with pytest.raises(Damaged):
            opened_archive(zipped(**{NOTE: note}), HERE)


def test_members_are_checked_and_their_names_lead_nowhere(store: TinyStore, tmp_path: Path) -> None:
    with_saves(store, 1)
    good = file_of(store).read_bytes()
    rewritten(file_of(store), lambda value: value["_meta"]["1"].update(format=9))
    note = json.dumps({"format": 1, "made": "", "by": ""}).encode()
    members = {NOTE: note, f"../../{file_of(store).name}": good, "x.json": good, "y.json": b"{", "z.txt": b"?"}
    newer = {file_of(store).name: file_of(store).read_bytes()}
    found = list(opened_archive(zipped(**members, **newer), tmp_path / "a.zip").plans())
    assert [type(each) for each in found] == [Archived, NewerFormat, Damaged, Damaged]
    other = open_store(tmp_path / "deep" / "other")
    for each in found:
        if isinstance(each, Archived):
            put_back(other.directory, each)
    assert [path.name for path in sorted((tmp_path / "deep").rglob("*.json"))] == [file_of(store).name]
    assert file_of(other).parent == Path(other.directory.path)


def test_a_plan_without_a_history_comes_back_without(store: TinyStore, tmp_path: Path) -> None:
    with_saves(store, 1)
    file_of(store).with_suffix(".history").unlink()
    raw, _ = archived(paths(store), BY_LI)
    other = open_store(tmp_path / "other")
    put_back(other.directory, plans_in(raw)[0])
    assert other.load("p1") == store.load("p1")


@pytest.mark.parametrize("loss", ["damaged", "its file", "everything"])
def test_a_private_plan_comes_back_private(tmp_path: Path, loss: str) -> None:
    store = open_store(tmp_path / "plans", shared=True)
    with_saves(store, 3)
    before_it_was_taken, _ = archived(paths(store), BY_LI)
    store.share("p1", False)
    raw, _ = archived(paths(store), BY_LI)
    match loss:
        case "damaged":
            file_of(store).write_bytes(b"{")
            set_aside(file_of(store))
            raw = before_it_was_taken
        case "its file":
            file_of(store).unlink()
            raw = before_it_was_taken
        case _:
            store.remove("p1")
    put_back(store.directory, plans_in(raw)[0])
    assert not store.is_shared("p1")
    assert {mode_of(path) for path in Path(store.directory.path).glob("p1-*")} == {0o600}
    store.share("p1", True)


def test_a_plan_of_the_group_comes_back_as_the_group_s(tmp_path: Path) -> None:
    store = open_store(tmp_path / "plans", shared=True)
    with_saves(store, 3)
    raw, _ = archived(paths(store), BY_LI)
    file_of(store).unlink()
    put_back(store.directory, plans_in(raw)[0])
    assert {mode_of(path) for path in Path(store.directory.path).glob("p1-*")} == {0o660}
    note = json.dumps({"format": 1, "made": "", "by": ""}).encode()
    older = zipped(**{NOTE: note, file_of(store).name: file_of(store).read_bytes()})
    store.remove("p1")
    put_back(store.directory, plans_in(older)[0])
    assert mode_of(file_of(store)) == 0o660


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_root_puts_a_private_plan_back_for_whose_it_was(tmp_path: Path) -> None:
    somebody = next(user for user in pwd.getpwall() if user.pw_uid != 0)
    store = open_store(tmp_path / "plans", shared=True)
    with_saves(store, 3)
    store.share("p1", False)
    os.chown(file_of(store), somebody.pw_uid, -1)
    raw, _ = archived(paths(store), BY_LI)
    store.remove("p1")
    put_back(store.directory, plans_in(raw)[0])
    assert {path.stat().st_uid for path in Path(store.directory.path).glob("p1-*")} == {somebody.pw_uid}
