"""Whoever was removed for good stays away, whoever still speaks of them: both stores, and what lies on the disk."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaptui.plan.changes import document_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.references import without_people
from kaptui.store.errors import ChangedSince
from kaptui.store.inspection import inspected
from kaptui.store.names import BACKUPS, FORGOTTEN
from kaptui.store.port import Store, Summary
from kaptui.store.tiny import TinyStore, open_store
from tests.store.disk import file_of
from tests.store.plans import empty_plan
from tests.store.test_contract import BY_LI, BY_WANG, KINDS, judged, opened, with_person


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield opened(request.param, tmp_path / "plans")


def speaking() -> AccountPlan:
    """A plan in which ``w`` stands wherever a person can, and ``v`` reports to ``w``."""
    return judged(with_person(with_person(empty_plan("p1")), "v", reports_to="w"))


def said_of(person: str) -> AccountPlan:
    """A plan in which the id of a person stands wherever an id can stand."""
    return AccountPlan.model_validate(
        {
            "id": "p1",
            "name": "Customer",
            "people": [{"id": "v", "name": "Chen", "reports_to": person}, {"id": person, "name": "Wang"}],
            "links": [{"id": "l", "source": person, "target": "v"}],
            "needs": [{"id": "n", "people": [person]}],
            "spin": [{"id": "s", "said_by": person, "person": person}],
            "opportunities": [
                {
                    "id": "o",
                    "people": [person],
                    "overrides": {person: {"relationship": "X"}},
                    "steps": [{"id": "t", "people": [person]}],
                    "actions": [{"id": "c", "person": person}],
                }
            ],
            "meetings": [{"id": "m", "date": "2026-11-01", "people": [person]}],
            "acknowledged": [{"id": "k", "rule": "r", "subject": person}],
        }
    )


def everything(store: Store) -> str:
    revisions = store.history("p1")
    states = [str(document_of(store.at("p1", each.revision))) for each in revisions]
    return str(revisions) + "".join(states) + str(document_of(store.load("p1")))


def test_forgetting_takes_a_person_out_of_the_plan_itself(store: Store) -> None:
    store.create(speaking(), BY_LI)
    store.forget("p1", "w", BY_WANG)
    plan = store.load("p1")
    assert ([person.id for person in plan.people], plan.revision) == (["v"], 1)
    assert (plan.links, plan.acknowledged, plan.opportunities[0].overrides) == ((), (), {})
    assert plan.people[0].reports_to is None
    assert store.history("p1")[-1].who == "王"
    assert "SECRET" not in everything(store)


def test_a_colleague_who_saves_an_older_plan_brings_nobody_back(store: Store) -> None:
    theirs = store.create(speaking(), BY_LI)
    store.forget("p1", "w", BY_LI)
    with pytest.raises(ChangedSince) as refusal:
        store.save(theirs, BY_WANG)
    assert [person.id for person in refusal.value.theirs.people] == ["v"]
    saved = store.save(theirs.model_copy(update={"revision": 1, "owner": "Wang"}), BY_WANG)
    assert ([person.id for person in saved.people], saved.owner, saved.revision) == (["v"], "Wang", 2)
    assert saved == store.load("p1")
    assert "SECRET" not in everything(store)


def test_what_a_merge_left_of_somebody_is_forgotten_too(store: Store) -> None:
    plan = store.create(said_of("w"), BY_LI)
    store.save(plan.model_copy(update={"people": plan.people[:1]}), BY_LI)
    store.forget("p1", "w", BY_LI)
    assert document_of(store.load("p1")) == document_of(without_people(plan, {"w"})) | {"revision": 2}
    store.save(plan.model_copy(update={"people": plan.people[:1], "revision": 2}), BY_LI)
    assert document_of(store.load("p1")) == document_of(without_people(plan, {"w"})) | {"revision": 3}


def test_an_account_made_anew_from_an_old_export_comes_without_the_forgotten(store: Store) -> None:
    old = store.create(speaking(), BY_LI)
    store.forget("p1", "w", BY_LI)
    store.remove("p1")
    assert store.create(old, BY_LI) == store.load("p1") == without_people(old, {"w"})
    assert "SECRET" not in everything(store)


def test_who_is_forgotten_is_told_for_each_plan_alone(store: Store) -> None:
    store.create(speaking(), BY_LI)
    store.create(with_person(empty_plan("p2")), BY_LI)
    before = store.forgotten("p1")
    assert (before.among(["w", "v"]), before.removals) == (frozenset(), 0)
    assert store.forgotten("p1") == before
    store.forget("p1", "w", BY_LI)
    after = store.forgotten("p1")
    assert after != before
    assert after.among(["w", "v"]) == {"w"}
    assert store.forgotten("p2").among(["w"]) == frozenset()
    assert [person.id for person in store.load("p2").people] == ["w"]


def test_removed_accounts_are_counted_and_may_be_made_anew(store: Store) -> None:
    for number in (1, 2):
        store.create(empty_plan("p1"), BY_LI)
        store.remove("p1")
        assert store.forgotten("p1").removals == number
    assert store.forgotten("p2").removals == 0


def held(directory: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file())


@pytest.fixture
def files(tmp_path: Path) -> TinyStore:
    return open_store(tmp_path / "plans", summarise=notes)


def notes(plan: AccountPlan) -> Summary:
    return {"names": [person.notes for person in plan.people]}


def test_no_file_says_who_was_forgotten(files: TinyStore) -> None:
    files.create(speaking(), BY_LI)
    files.accounts()
    files.forget("p1", "w", BY_LI)
    lines = Path(files.directory.at(FORGOTTEN)).read_text().splitlines()
    assert len(lines) == 2
    assert b"SECRET" not in held(Path(files.directory.path))
    assert "w" not in "".join(lines).replace("gone", "").replace("salt", "")
    files.forget("p1", "w", BY_LI)
    assert Path(files.directory.at(FORGOTTEN)).read_text().splitlines() == lines
    assert inspected(files).too_open == ()


@pytest.mark.parametrize("person", ['per"son\\\\W', "王副总", "b0b"])
def test_no_file_has_the_id_of_who_was_forgotten_however_it_is_spelt(files: TinyStore, person: str) -> None:
    plan = files.create(said_of(person), BY_LI)
    files.save(plan.model_copy(update={"people": plan.people[:1]}), BY_LI)  # removed, as anybody removes a row
    file, folder = file_of(files), Path(files.directory.at(f"{BACKUPS}/2026-01-00"))
    raw = json.loads(file.read_text())
    for number, text in enumerate((file.read_text(), json.dumps(raw), json.dumps(raw).upper(), "")):
        for path in (folder.with_name(f"2026-01-0{number}") / file.name, file.with_suffix(f".damaged-{number}")):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if text else file.read_text().encode("utf-16"))
    shutil.copy(file, file.with_name(f".{file.stem}.tmp~"))
    files.forget("p1", person, BY_LI)
    spelt = {person, *(json.dumps(person, ensure_ascii=is_ascii)[1:-1] for is_ascii in (True, False))}
    kept = held(Path(files.directory.path)).lower()
    assert [each for each in spelt if each.lower().encode() in kept] == []
    assert not list(folder.parent.glob("*/*")) and not list(file.parent.glob("*damaged*"))
    assert inspected(files).leftovers == ()
    assert files.at("p1", 0).people[0].reports_to is None
    assert [each.revision for each in files.history("p1")] == [0, 1, 2]


def test_files_set_aside_that_do_not_speak_of_whom_is_forgotten_stay(files: TinyStore) -> None:
    files.create(said_of("w-1"), BY_LI)
    aside = file_of(files).with_suffix(".damaged-1")
    aside.write_text('{"people": {"1": {"id": "w-2"')
    files.forget("p1", "w-1", BY_LI)
    assert aside.exists()


def test_the_indexes_of_all_users_forget(files: TinyStore) -> None:
    files.create(speaking(), BY_LI)
    files.accounts()
    (own,) = Path(files.directory.path).rglob("index-*")
    shutil.copy(own, own.with_name("index-77777"))
    assert b"SECRET" in own.read_bytes()
    files.forget("p1", "w", BY_LI)
    assert [path.name for path in own.parent.glob("index-*")] == [own.name]
    assert b"SECRET" not in own.read_bytes()


def test_files_put_back_by_hand_bring_nobody_back(files: TinyStore, tmp_path: Path) -> None:
    files.save(files.create(without_people(speaking(), {"w"}), BY_LI).model_copy(update=dict(speaking())), BY_LI)
    shutil.copytree(files.directory.path, tmp_path / "tape")
    files.forget("p1", "w", BY_LI)
    for name in (file_of(files).name, file_of(files).with_suffix(".history").name):
        shutil.copy(tmp_path / "tape" / name, Path(files.directory.path) / name)
    store = open_store(Path(files.directory.path), summarise=notes)
    assert [account.summary for account in store.accounts()] == [{"names": [""]}]
    assert all(b"SECRET" not in path.read_bytes() for path in Path(files.directory.path).rglob("index-*"))
    assert [person.id for person in store.load("p1").people] == ["v"]
    assert "SECRET" not in everything(store)
    with pytest.raises(ChangedSince):
        store.save(store.load("p1"), BY_LI)
    assert store.save(store.load("p1"), BY_LI).revision == 3
    assert "SECRET" not in everything(store)
    assert b"SECRET" not in held(Path(files.directory.path))


@pytest.mark.parametrize("planted", ["pipe", "link", "directory", "words", "unreadable"])
def test_a_spoilt_list_keeps_nobody_from_work(files: TinyStore, tmp_path: Path, planted: str) -> None:
    plan = files.create(speaking(), BY_LI)
    path = Path(files.directory.at(FORGOTTEN))
    match planted:
        case "pipe":
            os.mkfifo(path)
        case "link":
            (tmp_path / "victim").write_text("victim\n")
            path.symlink_to(tmp_path / "victim")
        case "directory":
            path.mkdir()
        case "words":
            path.write_text('{"salt": 3}\n[]\nnull\n{"salt": "\\ud800"}\n{"gone": 1}\n\xff')
        case _:
            path.write_bytes(b"\0\xff" * 100)
    assert files.save(plan, BY_LI).revision == 1
    if planted in ("words", "unreadable"):
        files.forget("p1", "w", BY_LI)
        assert files.forgotten("p1").among(["w"]) == {"w"}
    if planted == "link":
        assert (tmp_path / "victim").read_text() == "victim\n"
