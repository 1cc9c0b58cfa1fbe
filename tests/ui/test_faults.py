"""Whatever fails while somebody works: he is told, the title says so, nothing is lost, and the next save works."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

import kaptui.saving
from kaptui.drafts import Drafts, Unsaved
from kaptui.editing.edits import SetField
from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.store.errors import Damaged, DiskFull, LockBusy, NotPermitted, OutOfReach, Reason
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Forgotten, Stamp
from tests.ui.app_stage import Play, empty_plan, playing

HERE = Path("/data/plan.json")
DEAL = [{"id": "o", "name": "deal [/]", "amount": "1000000"}]
PROBABILITY = ("opportunities", "o", "probability")
FAILURES: dict[str, tuple[Callable[[], Exception], str]] = {
    "full": (lambda: DiskFull(HERE), "No room left"),
    "read-only": (lambda: NotPermitted(HERE, Reason.READ_ONLY), "No access"),
    "not permitted": (lambda: NotPermitted(HERE), "No access"),
    "gone": (lambda: OutOfReach(HERE, os.strerror(errno.ESTALE)), "out of reach"),
    "locked": (lambda: LockBusy(HERE, 5), "locked by another program"),
    "fault": (lambda: RuntimeError("deal of 300 million"), "a mistake while saving (RuntimeError)"),
    "damaged": (lambda: Damaged(HERE, Reason.NOT_JSON), "cannot be used"),
}


class FailingStore(MemoryStore):
    """A store that fails with what ``failure`` makes while there is one."""

    failure: Callable[[], BaseException] | None = None
    go_on: threading.Event | None = None

    def save(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        if self.go_on is not None:
            self.go_on.wait()
        if self.failure is not None:
            raise self.failure()
        return super().save(plan, stamp)

    @property
    def probability(self) -> int | None:
        """What is stored."""
        return self.load("plan").opportunities[0].probability


@pytest.fixture
def store() -> FailingStore:
    return FailingStore()


async def commit(play: Play, text: str) -> None:
    """Type a probability and commit it."""
    await play.at(PROBABILITY)
    await play.press("enter")
    await play.type(text)
    await play.press("enter")


def kept_privately(directory: Path, store: MemoryStore) -> list[Unsaved]:
    """The unsaved plans that a next session would find."""
    return list(Drafts(directory).waiting(store.load("plan")).unsaved)


@pytest.mark.parametrize("name", FAILURES)
async def test_a_store_that_refuses_is_told_and_nothing_waits_for_a_good_end(
    tmp_path: Path, store: FailingStore, name: str
) -> None:
    make, words = FAILURES[name]
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path, size=(120, 30)) as play:
        await play.press("9")
        store.failure = make
        await commit(play, "75")
        await play.shows("NOT SAVED")
        await play.shows(words)
        assert [unsaved.plan for unsaved in kept_privately(tmp_path, store)] == [play.plan]
        await commit(play, "80")
        assert play.plan.opportunities[0].probability == 80
        assert [unsaved.plan for unsaved in kept_privately(tmp_path, store)] == [play.plan]
        assert store.probability is None
        store.failure = None
        await commit(play, "85")
        await play.until(lambda: store.probability == 85)
        await play.until(lambda: "NOT SAVED" not in play.text())
        assert list((tmp_path / "drafts").iterdir()) == []


@pytest.mark.parametrize("name", FAILURES)
async def test_leaving_a_store_that_refuses_says_where_the_changes_wait(
    tmp_path: Path, store: FailingStore, name: str
) -> None:
    make, words = FAILURES[name]
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        store.failure = make
        await commit(play, "75")
        await play.press("q")
        assert play.app.return_code == 75
        assert words in play.app.farewell
        assert str(tmp_path / "drafts") in play.app.farewell
    store.failure = None
    async with playing(store=store, state_directory=tmp_path) as play:
        play.app.open_account("plan")
        await play.shows("brought back")
        await play.until(lambda: store.probability == 75)
        await play.until(lambda: list((tmp_path / "drafts").iterdir()) == [])


@pytest.mark.parametrize("key", ["q", "g h"])
async def test_whoever_leaves_is_asked_when_the_changes_can_be_kept_nowhere(
    tmp_path: Path, store: FailingStore, key: str
) -> None:
    (tmp_path / "drafts").write_text("in the way")
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        store.failure = FAILURES["full"][0]
        await commit(play, "75")
        await play.press(*key.split())
        await play.shows("kept nowhere")
        await play.press("enter")
        assert play.plan.opportunities[0].probability == 75 and not play.app.desk.is_closed
        await play.press(*key.split())
        await play.press("x")
        await play.until(lambda: play.app.desk.is_closed)
    assert store.probability is None


async def test_whoever_leaves_is_not_asked_when_the_store_takes_it_after_all(
    tmp_path: Path, store: FailingStore
) -> None:
    (tmp_path / "drafts").write_text("in the way")
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        store.failure = FAILURES["full"][0]
        await commit(play, "75")
        await play.shows("NOT SAVED")
        store.failure = None
        await play.press("q")
    assert (play.app.return_code, store.probability) == (0, 75)


async def test_what_is_brought_back_does_not_undo_what_a_colleague_did_since(
    tmp_path: Path, store: FailingStore
) -> None:
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        store.failure = FAILURES["full"][0]
        await commit(play, "75")
        await play.press("q")
    store.failure = None
    theirs = SetField(("name",), "renamed").apply(SetField(PROBABILITY, 40).apply(store.load("plan")))
    store.save(theirs, Stamp("li", datetime(2026, 11, 22, tzinfo=UTC)))
    async with playing(store=store, state_directory=tmp_path, size=(100, 24)) as play:
        play.app.open_account("plan")
        await play.shows("1 conflict")
        assert (play.plan.name, play.plan.opportunities[0].probability) == ("renamed", 75)
        await play.press("C")
        await play.shows("A colleague's (li")


async def test_a_store_that_never_answers_keeps_nobody_from_leaving(
    tmp_path: Path, store: FailingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kaptui.saving, "PATIENCE_SECONDS", 0.1)
    store.go_on = threading.Event()
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        await commit(play, "75")
        await play.press("q")
        assert play.app.return_code == 75
        assert "not answered" in play.app.farewell
        (unsaved,) = kept_privately(tmp_path, store)
        assert unsaved.plan.opportunities[0].probability == 75
    store.go_on.set()


class HangingStore(FailingStore):
    """A store that hangs while it saves, and hangs whoever asks it something meanwhile."""

    is_hanging = False

    def save(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        self.is_hanging = self.go_on is not None and not self.go_on.is_set()
        try:
            return super().save(plan, stamp)
        finally:
            self.is_hanging = False

    def present(self, plan_id: str, who: str, now: datetime) -> None:
        assert not self.is_hanging

    def absent(self, plan_id: str, who: str) -> None:
        assert not self.is_hanging

    def revision_of(self, plan_id: str) -> int:
        assert not self.is_hanging
        return super().revision_of(plan_id)

    def forgotten(self, plan_id: str) -> Forgotten:
        assert not self.is_hanging
        return super().forgotten(plan_id)


@pytest.mark.parametrize("end", ["answers", "never answers"])
async def test_a_store_that_hangs_is_told_and_asked_nothing_more_and_what_is_typed_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr(kaptui.saving, "PATIENCE_SECONDS", 0.1)
    store = HangingStore()
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        store.go_on = threading.Event()
        await commit(play, "75")
        await play.shows("not answered")
        await play.shows("NOT SAVED")
        await commit(play, "80")
        play.app.look_around()
        (unsaved,) = kept_privately(tmp_path, store)
        assert unsaved.plan.opportunities[0].probability == 80
        if end == "answers":
            store.go_on.set()
            await play.shows("Everything is saved again")
            await play.until(lambda: store.probability == 80 and not kept_privately(tmp_path, store))
        else:
            await play.press("q")
            assert play.app.return_code == 75
            assert [each.plan for each in kept_privately(tmp_path, store)] == [unsaved.plan]
    store.go_on.set()


async def test_deciding_waits_for_a_store_that_answers_late_but_not_for_ever(
    tmp_path: Path, store: FailingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        await play.at(PROBABILITY)
        await play.press("enter")
        await play.type("75")
        store.save(SetField(PROBABILITY, 40).apply(store.load("plan")), Stamp("li", datetime(2026, 11, 22, tzinfo=UTC)))
        play.app.look_around()
        monkeypatch.setattr(kaptui.saving, "PATIENCE_SECONDS", 0.1)
        store.go_on = threading.Event()
        await play.press("enter", "C", "t")
        assert len(play.app.session.conflicts) == 1
        await play.shows("Nothing is decided")
        store.go_on.set()
        await play.until(lambda: store.probability == 75)
        await play.press("t")
        await play.until(lambda: store.probability == 40)


@pytest.mark.parametrize("problem", [RuntimeError, KeyError, RecursionError, MemoryError])
async def test_a_fault_in_a_handler_saves_first(
    tmp_path: Path, store: FailingStore, monkeypatch: pytest.MonkeyPatch, problem: type[Exception]
) -> None:
    def fail(screen: Any) -> None:
        raise problem("deal of 300 million")

    monkeypatch.setattr("kaptui.screens.grid_screen.GridScreen.do_row_down", fail)
    with pytest.raises(problem):
        async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
            await play.press("9")
            await commit(play, "75")
            await play.press("J")
    assert play.app.return_code == 70
    assert store.probability == 75


async def test_an_account_removed_by_a_colleague_leaves_my_edits_in_a_draft(
    tmp_path: Path, store: FailingStore
) -> None:
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        store.remove("plan")
        play.app.look_around()
        await commit(play, "75")
        await play.shows("NOT SAVED")
        assert len(list((tmp_path / "drafts").iterdir())) == 1
        await play.press("q")
        assert play.app.return_code == 75


def test_a_draft_for_which_there_is_no_room_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, drafts = Session(empty_plan(opportunities=DEAL)), Drafts(tmp_path)
    session.keep_draft(("name",), "one", "why")
    kept = drafts.keep(session)
    session.keep_draft(("name",), "two", "why")
    with monkeypatch.context() as full:
        full.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "no room")))
        assert drafts.keep(session) is None
    assert kept is not None and list((tmp_path / "drafts").iterdir()) == [kept]
    assert "one" in kept.read_text() and drafts.keep(session) == kept


async def test_two_sessions_of_one_user_do_not_lose_each_other_s_drafts(tmp_path: Path) -> None:
    plan = empty_plan(opportunities=DEAL)
    first, second = Drafts(tmp_path), Drafts(tmp_path)
    assert first.waiting(plan).texts == second.waiting(plan).texts == {}
    one, other = Session(plan), Session(plan)
    one.keep_draft(("name",), "one", "why")
    other.keep_draft(PROBABILITY, "other", "why")
    assert first.keep(one) != second.keep(other)
    assert set(Drafts(tmp_path).waiting(plan).texts) == {("name",), PROBABILITY}
    other.drop_draft(PROBABILITY)
    second.keep(other)
    assert set(Drafts(tmp_path).waiting(plan).texts) == {("name",)}
    heir = Drafts(tmp_path)
    heir.waiting(plan)
    heir.keep(Session(plan))
    assert Drafts(tmp_path).waiting(plan).texts == {}
    one.keep_draft(("name",), "one again", "why")
    first.keep(one)
    assert Drafts(tmp_path).waiting(plan).texts[("name",)].text == "one again"


async def test_a_clock_that_jumps_neither_loses_an_edit_nor_a_colleague(store: FailingStore) -> None:
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    today = [moment.date()]
    with time_machine.travel(moment, tick=True) as clock:
        async with playing(empty_plan(opportunities=DEAL), store=store, today=lambda: today[0]) as play:
            await play.press("9")
            for number, jump in enumerate((timedelta(days=400), timedelta(days=-5000), timedelta(hours=1))):
                clock.shift(jump)
                today[0] += jump
                await commit(play, str(50 + number))
                await play.until(lambda number=number: store.probability == 50 + number)  # type: ignore[misc]
                store.present("plan", "li", datetime.now(UTC))
                play.app.look_around()
                await play.shows("+1 li")
            await play.press("u", "u", "u")
            assert play.plan.opportunities[0].probability is None
            await play.press("q")
    revisions = [save.revision for save in store.history("plan")]
    assert revisions == sorted(revisions)
