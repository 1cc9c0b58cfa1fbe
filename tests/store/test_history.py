"""The past is kept as it was saved, survives what happens to files, and forgets whom it is told to forget."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaptui.plan.changes import document_of
from kaptui.store.errors import (
    Damaged,
    NoSuchAccount,
    Reason,
    StoreError,
)
from kaptui.store.names import paths_of
from kaptui.store.tiny import TinyStore, open_store
from tests.conftest import Campaign
from tests.store.disk import BY_LI, file_of, rewritten, with_people
from tests.store.plans import edited, random_plan


def test_what_another_program_writes_is_read_and_kept(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    plan = store.save(plan.model_copy(update={"owner": "Li"}), BY_LI)
    rewritten(file_of(store), lambda value: value["people"]["1"].update(name="by hand"))
    by_hand = store.load("p1")
    assert by_hand.people[0].name == "by hand"
    saved = store.save(by_hand.model_copy(update={"owner": "Wang"}), BY_LI)
    assert store.load("p1").people[0].name == "by hand"
    assert store.at("p1", 2) == saved
    assert store.at("p1", 1) == plan
    assert store.at("p1", 1).people[0].name == "a"


def test_the_revision_somebody_changed_by_hand_is_still_rebuilt_as_it_was_saved(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    rewritten(file_of(store), lambda value: value["people"]["1"].update(name="by hand"))
    assert store.at("p1", 0) == plan
    assert store.load("p1").people[0].name == "by hand"


def test_tables_of_others_in_the_file_stay(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    rewritten(file_of(store), lambda value: value.update(theirs={"1": {"x": 1}}))
    plan = store.save(plan, BY_LI)
    store.save(plan, BY_LI)
    assert json.loads(file_of(store).read_text())["theirs"] == {"1": {"x": 1}}


def test_a_backup_put_back_by_hand_is_gone_on_from(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    for number in range(20):
        plan = store.save(plan.model_copy(update={"owner": f"Li {number}"}), BY_LI)
    file_of(store).with_suffix(".bak").rename(file_of(store))
    plan = store.load("p1")
    assert (plan.revision, plan.owner) == (19, "Li 18")
    plan = store.save(plan.model_copy(update={"owner": "Wang"}), BY_LI)
    assert [store.at("p1", number).owner for number in (0, 5, 19, 20)] == ["", "Li 4", "Li 18", "Wang"]
    assert [revision.revision for revision in store.history("p1")] == list(range(21))


@pytest.mark.parametrize("loss", ["gone", "empty", "torn", "garbage in the middle", "older"])
def test_a_history_that_suffered_is_told_as_far_as_it_goes(store: TinyStore, loss: str) -> None:
    history = Path(paths_of(store.directory.path, "p1").history)
    plan = store.create(with_people("a"), BY_LI)
    states = [plan]
    older = history.read_bytes()
    for number in range(40):
        plan = store.save(plan.model_copy(update={"owner": f"Li {number}"}), BY_LI)
        states.append(plan)
    lines = history.read_bytes().splitlines(keepends=True)
    match loss:
        case "gone":
            history.unlink()
        case "empty":
            history.write_bytes(b"")
        case "torn":
            history.write_bytes(b"".join(lines)[:-30])
        case "garbage in the middle":
            history.write_bytes(b"".join([*lines[:9], b'{"revision": \xff\n', *lines[10:]]))
        case _:
            history.write_bytes(older)
    for number in range(40):
        plan = store.save(plan.model_copy(update={"owner": f"Wang {number}"}), BY_LI)
        states.append(plan)
    told = [revision.revision for revision in store.history("p1")]
    assert told == sorted(set(told))
    assert set(range(33, 81)) <= set(told)
    rebuilt = 0
    for state in states:
        try:
            assert store.at("p1", state.revision) == state
            rebuilt += 1
        except StoreError:
            assert loss != "torn" or state.revision == 32
    assert rebuilt >= 48


def test_a_state_that_cannot_be_proved_is_not_shown(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    store.save(plan.model_copy(update={"owner": "Li"}), BY_LI)
    history = Path(paths_of(store.directory.path, "p1").history)
    history.write_bytes(history.read_bytes().replace("某省公司".encode(), "某市公司".encode()))
    rewritten(file_of(store), lambda value: value["people"]["1"].update(name="by hand"))
    with pytest.raises(Damaged) as refusal:
        store.at("p1", 0)
    assert refusal.value.reason is Reason.HISTORY_BROKEN


def test_forgetting_reaches_every_file(store: TinyStore) -> None:
    plan = store.create(with_people("SECRET", "b"), BY_LI)
    for number in range(30):
        plan = store.save(plan.model_copy(update={"owner": f"Li {number}"}), BY_LI)
    plan = store.save(plan.model_copy(update={"people": plan.people[1:]}), BY_LI)
    Path(file_of(store).with_suffix(".damaged-1")).write_bytes(b'{"SECRET')
    assert "SECRET" in "".join(path.read_text() for path in Path(store.directory.path).glob("*-*.*"))
    store.forget("p1", "SECRET", BY_LI)
    assert "SECRET" not in "".join(path.read_text() for path in Path(store.directory.path).glob("*-*.*"))
    assert store.load("p1") == plan
    assert store.at("p1", 30).owner == "Li 29"
    assert store.save(plan, BY_LI).revision == plan.revision + 1
    assert [revision.revision for revision in store.history("p1")] == list(range(33))


def test_a_removed_plan_leaves_no_file_and_no_word(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    store.save(plan, BY_LI)
    store.accounts()
    store.present("p1", "li", BY_LI.when)
    file_of(store).with_suffix(".damaged-1").write_bytes(b"x")
    store.remove("p1")
    left = [path for path in Path(store.directory.path).rglob("*") if path.is_file()]
    assert all(path.name.startswith(("lock-", "index-", "forgotten")) for path in left)
    assert not any("某省公司".encode() in path.read_bytes() or b"p1" in path.read_bytes() for path in left)
    with pytest.raises(NoSuchAccount):
        store.load("p1")


def test_every_state_of_a_long_life_is_rebuilt(store: TinyStore, campaign: Campaign) -> None:
    plan = store.create(random_plan(campaign.random, 40), BY_LI)
    states = [plan]
    for _ in range(campaign.rounds(120, 1000)):
        plan = store.save(edited(plan, campaign.random), BY_LI)
        states.append(plan)
    later = open_store(Path(store.directory.path))
    for state in states:
        assert document_of(later.at("p1", state.revision)) == document_of(state)
    history = Path(paths_of(store.directory.path, "p1").history)
    assert sum('"plan": {' in line for line in history.read_text(encoding="utf-8").splitlines()) >= 1
