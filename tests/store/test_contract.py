"""What every store promises, asked of the files and of their twin in memory alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaptui.plan.changes import Change, document_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT
from kaptui.store.errors import AlreadyThere, ChangedSince, NoSuchAccount, NoSuchRevision
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp, Store
from kaptui.store.tiny import open_store
from tests.store.plans import edited, empty_plan, random_plan

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BY_LI = Stamp("li", NOON)
BY_WANG = Stamp("王", NOON + timedelta(minutes=5))
KINDS = ("memory", "files")
HOSTILE = ("", "[/]", "../../etc/passwd", "a/b", "con.json", "王副总", "  ", ".hidden", "x" * 200, "\\", '"', "-rf")


def opened(kind: str, path: Path) -> Store:
    summarise: Callable[[AccountPlan], dict[str, object]] = lambda plan: {"people": len(plan.people)}  # noqa: E731
    return MemoryStore(summarise=summarise) if kind == "memory" else open_store(path, summarise=summarise)


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield opened(request.param, tmp_path / "plans")


def with_person(plan: AccountPlan, person_id: str = "w", **fields: object) -> AccountPlan:
    document = document_of(plan)
    document["people"].append({"id": person_id, "name": "王副总"} | fields)
    return AccountPlan.model_validate(document)


def without_people(plan: AccountPlan) -> AccountPlan:
    return plan.model_copy(update={"people": ()})


def test_what_was_created_is_there(store: Store) -> None:
    plan = with_person(empty_plan("p1"))
    assert store.create(plan, BY_LI) == plan
    assert store.load("p1") == plan
    assert document_of(store.load("p1")) == document_of(plan)


def test_an_imported_plan_keeps_its_revision(store: Store) -> None:
    store.create(empty_plan("p1", revision=12), BY_LI)
    assert store.load("p1").revision == store.revision_of("p1") == 12


def test_nothing_is_there_before(store: Store) -> None:
    assert store.accounts() == ()
    for question in (store.load, store.revision_of, store.history, store.remove):
        with pytest.raises(NoSuchAccount) as refusal:
            question("nobody")
        assert refusal.value.plan_id == "nobody"
    with pytest.raises(NoSuchAccount):
        store.save(empty_plan("nobody"), BY_LI)
    with pytest.raises(NoSuchAccount):
        store.at("nobody", 0)
    with pytest.raises(NoSuchAccount):
        store.forget("nobody", "x", BY_LI)


def test_a_listing_tells_what_the_accounts_are_by_column(store: Store) -> None:
    store.create(with_person(empty_plan("b", name="Beta", owner="Li")), BY_LI)
    store.create(empty_plan("a", name="Alpha", archived=True), BY_WANG)
    for _ in store.catching_up():
        pass
    listing, accounts = store.listing(), store.accounts()
    assert tuple(listing.account(place) for place in range(len(listing))) == accounts
    assert list(listing.column("name")) == ["Alpha", "Beta"]
    assert list(listing.column("owner")) == ["", "Li"]
    assert list(listing.column("archived")) == [True, False]
    assert list(listing.column("changed")) == [BY_WANG.when.isoformat(), BY_LI.when.isoformat()]
    assert list(listing.column("people")) == [0, 1]
    assert list(listing.column("problem")) == list(listing.column("nothing")) == [None, None]
    assert listing.text(0) == ""


def test_a_listing_knows_at_once_what_was_saved_and_removed(store: Store) -> None:
    plan = store.create(empty_plan("a", name="Alpha"), BY_LI)
    store.create(empty_plan("b", name="Beta"), BY_LI)
    assert list(store.listing().column("id")) == ["a", "b"]
    store.save(plan.model_copy(update={"name": "Zeta"}), BY_WANG)
    assert list(store.listing().column("name")) == ["Beta", "Zeta"]
    store.remove("b")
    assert list(store.listing().column("changed_by")) == ["王"]


def test_a_plan_is_created_once(store: Store) -> None:
    store.create(empty_plan("p1", owner="Li"), BY_LI)
    with pytest.raises(AlreadyThere) as refusal:
        store.create(empty_plan("p1", owner="Wang"), BY_WANG)
    assert refusal.value.plan_id == "p1"
    assert store.load("p1").owner == "Li"


def test_a_save_returns_the_plan_with_the_next_revision(store: Store) -> None:
    plan = store.create(empty_plan("p1"), BY_LI)
    saved = store.save(with_person(plan), BY_WANG)
    assert saved.revision == 1
    assert store.load("p1") == saved
    assert store.revision_of("p1") == 1


def test_a_save_on_an_older_revision_is_refused_with_both_intact(store: Store) -> None:
    base = store.create(empty_plan("p1"), BY_LI)
    theirs = store.save(base.model_copy(update={"owner": "Li"}), BY_LI)
    ours = base.model_copy(update={"owner": "Wang"})
    with pytest.raises(ChangedSince) as refusal:
        store.save(ours, BY_WANG)
    assert refusal.value.theirs == theirs == store.load("p1")
    assert ours.owner == "Wang"
    assert [revision.revision for revision in store.history("p1")] == [0, 1]


def test_a_plan_of_the_future_is_refused_too(store: Store) -> None:
    store.create(empty_plan("p1"), BY_LI)
    with pytest.raises(ChangedSince):
        store.save(empty_plan("p1", revision=3), BY_LI)


def test_accounts_tell_who_saved_last_and_when(store: Store) -> None:
    store.create(empty_plan("p2", name="乙"), BY_LI)
    plan = store.create(with_person(empty_plan("p1", name="甲", owner="Li")), BY_LI)
    store.save(plan.model_copy(update={"archived": True}), BY_WANG)
    second, first = sorted(store.accounts(), key=lambda account: account.id, reverse=True)
    assert (first.id, first.name, first.owner, first.revision, first.archived) == ("p1", "甲", "Li", 1, True)
    assert (first.changed, first.changed_by, first.problem) == (BY_WANG.when, "王", None)
    assert (second.changed, second.changed_by, second.archived) == (BY_LI.when, "li", False)
    assert first.summary == {"people": 1}


def test_accounts_stand_in_the_order_of_their_names(store: Store) -> None:
    for plan_id, name in (("1", "c"), ("2", "a"), ("3", "b"), ("4", "a")):
        store.create(empty_plan(plan_id, name=name), BY_LI)
    assert [account.id for account in store.accounts()] == ["2", "4", "3", "1"]


def test_times_are_kept_in_utc(store: Store) -> None:
    store.create(empty_plan("p1"), Stamp("li", NOON.astimezone(timezone(timedelta(hours=8)))))
    assert store.accounts()[0].changed == NOON
    assert store.history("p1")[0].when.utcoffset() == timedelta(0)


def test_a_stamp_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Stamp("li", datetime(2026, 1, 1))


def test_a_removed_plan_is_gone_with_its_history(store: Store) -> None:
    plan = store.create(with_person(empty_plan("p1")), BY_LI)
    store.save(without_people(plan), BY_LI)
    store.remove("p1")
    assert store.accounts() == ()
    store.create(empty_plan("p1"), BY_WANG)
    assert [(revision.revision, revision.who) for revision in store.history("p1")] == [(0, "王")]


def test_the_pulse_changes_with_every_change(store: Store) -> None:
    seen = [store.pulse()]
    plan = store.create(empty_plan("p1"), BY_LI)
    seen.append(store.pulse())
    plan = store.save(plan, BY_LI)
    seen.append(store.pulse())
    store.remove("p1")
    seen.append(store.pulse())
    assert len(set(seen)) == 4
    store.accounts()
    assert store.pulse() == seen[-1]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_printable_text_may_be_an_id_a_name_and_a_user(store: Store, text: str) -> None:
    plan_id = text.strip() or "blank"
    store.create(empty_plan(plan_id, name=text, owner=text), Stamp(text, NOON))
    store.save(store.load(plan_id), Stamp(text, NOON))
    (account,) = store.accounts()
    assert (account.id, account.name, account.changed_by) == (plan_id, text.strip(), text)
    assert [revision.who for revision in store.history(plan_id)] == [text, text]
    store.present(plan_id, text, NOON)
    store.remove(plan_id)


def test_ids_that_look_alike_are_different(store: Store) -> None:
    ids = ("a b", "a-b", "A-B", "a--b", "á-b", "-a-b-")
    for plan_id in ids:
        store.create(empty_plan(plan_id, name=plan_id), BY_LI)
    assert {account.id for account in store.accounts()} == set(ids)
    assert all(store.load(plan_id).id == plan_id for plan_id in ids)


def test_what_no_file_can_hold_is_refused_and_nothing_changed(store: Store) -> None:
    plan = store.create(empty_plan("p1"), BY_LI)
    with pytest.raises(ValueError, match="surrogate"):
        store.save(plan.model_copy(update={"name": "\ud800"}), BY_LI)
    assert store.load("p1") == plan
    assert store.save(plan, BY_LI).revision == 1


def test_history_tells_who_changed_what_and_when(store: Store) -> None:
    plan = store.create(empty_plan("p1"), BY_LI)
    plan = store.save(with_person(plan), BY_WANG)
    store.save(AccountPlan.model_validate(document_of(plan) | {"owner": "Li"}), BY_LI)
    first, second, third = store.history("p1")
    assert (first.revision, first.who, first.when, first.changes) == (0, "li", NOON, ())
    assert (second.revision, second.who, second.when) == (1, "王", BY_WANG.when)
    assert [(change.path, change.old) for change in second.changes] == [(("people", "w"), ABSENT)]
    assert third.changes == (Change(("owner",), "", "Li"),)


def test_an_earlier_state_is_rebuilt(store: Store) -> None:
    first = store.create(with_person(empty_plan("p1")), BY_LI)
    second = store.save(without_people(first), BY_LI)
    store.save(with_person(second, "v"), BY_LI)
    assert store.at("p1", 0) == first
    assert store.at("p1", 1) == second
    assert store.at("p1", 2) == store.load("p1")


def test_a_revision_that_never_was_is_not_invented(store: Store) -> None:
    store.create(empty_plan("p1", revision=5), BY_LI)
    for revision in (4, 6, -1):
        with pytest.raises(NoSuchRevision):
            store.at("p1", revision)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.integers(0, 60))
@pytest.mark.parametrize("kind", KINDS)
def test_every_revision_is_rebuilt_to_the_last_byte(
    kind: str, tmp_path_factory: pytest.TempPathFactory, random: Random, saves: int
) -> None:
    store = opened(kind, tmp_path_factory.mktemp("plans"))
    plan = store.create(random_plan(random, 10), BY_LI)
    states = [plan]
    for _ in range(saves):
        if random.random() < 0.2:
            plan = store.load("p1")
        plan = store.save(edited(plan, random), BY_WANG)
        states.append(plan)
    assert [str(document_of(store.at("p1", state.revision))) for state in states] == [
        str(document_of(state)) for state in states
    ]


def test_a_forgotten_person_is_nowhere_in_the_past(store: Store) -> None:
    plan = store.create(with_person(empty_plan("p1"), notes="SECRET-1"), BY_LI)
    plan = store.save(judged(plan), BY_LI)
    plan = store.save(plan.model_copy(update={"owner": "Li"}), BY_LI)
    gone: dict[str, object] = {"links": (), "opportunities": (), "acknowledged": ()}
    plan = store.save(without_people(plan).model_copy(update=gone), BY_WANG)
    plan = store.save(plan.model_copy(update={"owner": "Wang"}), BY_WANG)
    store.forget("p1", "w", BY_LI)
    told = str(store.history("p1")) + "".join(str(store.at("p1", number)) for number in range(5))
    assert "SECRET" not in told
    assert "王副总" not in told
    assert [store.at("p1", number).owner for number in range(5)] == ["", "", "Li", "Li", "Wang"]
    assert [revision.revision for revision in store.history("p1")] == [0, 1, 2, 3, 4]
    assert store.load("p1") == plan
    assert store.save(plan, BY_LI).revision == 5


def test_forgetting_leaves_everybody_else_alone(store: Store) -> None:
    plan = store.create(with_person(with_person(empty_plan("p1"), "v", notes="kept"), "w"), BY_LI)
    store.save(without_people(plan), BY_LI)
    store.forget("p1", "w", BY_LI)
    assert [person.id for person in store.at("p1", 0).people] == ["v"]
    assert store.at("p1", 0).people[0].notes == "kept"


def judged(plan: AccountPlan) -> AccountPlan:
    """The plan with everything in it that can be said about the person ``w``."""
    document = document_of(plan)
    document["people"][0]["notes"] = "SECRET-2"
    document["links"].append({"id": "l", "source": "w", "target": "x", "note": "SECRET-3"})
    document["opportunities"].append({"id": "o", "overrides": {"w": {"relationship": "X"}}})
    document["acknowledged"].append({"id": "k", "rule": "r", "subject": "w", "reason": "SECRET-4"})
    return AccountPlan.model_validate(document)


def test_somebody_who_looks_in_is_seen_by_others_for_a_while(store: Store) -> None:
    store.create(empty_plan("p1"), BY_LI)
    store.create(empty_plan("p2"), BY_LI)
    store.present("p1", "li", NOON)
    store.present("p1", "王", NOON)
    assert store.others("p1", "li", NOON + timedelta(seconds=50)) == ("王",)
    assert store.others("p1", "zhao", NOON) == ("li", "王")
    assert store.others("p2", "li", NOON) == ()
    assert store.others("p1", "li", NOON + timedelta(seconds=76)) == ()


def test_somebody_who_left_is_not_seen(store: Store) -> None:
    store.create(empty_plan("p1"), BY_LI)
    store.present("p1", "王", NOON)
    store.absent("p1", "王")
    assert store.others("p1", "li", NOON) == ()
    store.present("p1", "王", NOON + timedelta(seconds=1))
    assert store.others("p1", "li", NOON + timedelta(seconds=1)) == ("王",)


def test_an_export_is_noted_with_who_when_and_which_revision(store: Store) -> None:
    plan = store.create(empty_plan("p1"), BY_LI)
    assert store.exports("p1") == ()
    store.note_export("p1", BY_LI, "p1.json")
    store.save(plan, BY_LI)
    store.note_export("p1", BY_WANG, "王 [/].xlsx")
    told = [(each.who, each.when, each.revision, each.what) for each in store.exports("p1")]
    assert told == [("li", NOON, 0, "p1.json"), ("王", BY_WANG.when, 1, "王 [/].xlsx")]
    assert [revision.revision for revision in store.history("p1")] == [0, 1]


def test_exports_go_with_their_plan_and_noting_one_of_nobody_is_no_error(store: Store) -> None:
    store.note_export("nobody", BY_LI, "x")
    with pytest.raises(NoSuchAccount):
        store.exports("nobody")
    store.create(empty_plan("p1"), BY_LI)
    store.note_export("p1", BY_LI, "x")
    store.remove("p1")
    store.create(empty_plan("p1"), BY_LI)
    assert store.exports("p1") == ()


def test_what_was_created_may_be_written_and_is_nobody_elses(store: Store) -> None:
    assert not store.may_write("p1")
    store.create(empty_plan("p1"), BY_LI)
    assert store.may_write("p1")
    assert not store.is_shared("p1")
    with pytest.raises(NoSuchAccount):
        store.is_shared("nobody")
