"""Nothing typed is lost: drafts, half-typed text, another screen, another session, a store that refuses."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kaptui.begun_names import BegunNames
from kaptui.drafts import Drafts, Waiting
from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.store.memory import MemoryStore
from kaptui.store.port import OutOfReach, Stamp
from kaptui.store.tiny import open_store
from tests.ui.app_stage import empty_plan, playing

DEAL = [{"id": "o", "name": "deal", "amount": "1000000"}]
PROBABILITY = ("opportunities", "o", "probability")
STAMP = Stamp("li", datetime(2026, 11, 23, tzinfo=UTC))


class RefusingStore(MemoryStore):
    """A store that takes nothing while ``is_down``."""

    is_down = False

    def save(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        if self.is_down:
            raise OutOfReach(Path("/nowhere"), "gone")
        return super().save(plan, stamp)


async def test_unreadable_text_stays_in_its_field_across_screens() -> None:
    async with playing(empty_plan(opportunities=DEAL)) as play:
        await play.press("9")
        await play.at(PROBABILITY)
        await play.press("enter")
        await play.type("six")
        await play.press("enter")
        assert play.plan.opportunities[0].probability is None
        await play.shows("six")
        await play.press("1", "9")
        await play.shows("six")
        await play.at(PROBABILITY)
        await play.press("enter", "enter")
        assert play.app.session.drafts[PROBABILITY].text == "six"


async def test_a_doubtful_amount_is_asked_about() -> None:
    async with playing(empty_plan(opportunities=DEAL)) as play:
        await play.press("9")
        for answer, amount in (("2", 30_000_000), ("1", 300_000_000_000)):
            await play.at(("opportunities", "o", "amount"))
            await play.press("enter")
            await play.type("30000000")
            await play.press("enter")
            await play.press(answer)
            assert play.value("opportunities", "o", "amount") == amount


async def test_giving_up_a_doubt_keeps_the_text() -> None:
    async with playing(empty_plan(opportunities=DEAL)) as play:
        await play.press("9")
        await play.at(PROBABILITY)
        await play.press("enter")
        await play.type("0.6")
        await play.press("enter", "escape")
        assert play.app.session.drafts[PROBABILITY].text == "0.6"
        assert play.plan.opportunities[0].probability is None


async def test_half_typed_text_is_kept_when_the_app_is_told_to_leave() -> None:
    store = MemoryStore()
    async with playing(empty_plan(opportunities=DEAL), store=store) as play:
        await play.press("9")
        await play.at(PROBABILITY)
        await play.press("enter")
        await play.type("75")
        play.app.leave(0)
    assert store.load("plan").opportunities[0].probability == 75


async def test_a_draft_is_there_again_in_the_next_session(tmp_path: Path) -> None:
    store = MemoryStore()
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        await play.at(PROBABILITY)
        await play.press("enter")
        await play.type("sixty")
        play.app.leave(0)
    (file,) = (tmp_path / "drafts").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    kept = Drafts(tmp_path).waiting(store.load("plan")).texts
    assert kept[PROBABILITY].text == "sixty"


async def test_what_the_store_refused_is_told_tried_again_and_brought_back(tmp_path: Path) -> None:
    store = RefusingStore()
    async with playing(empty_plan(opportunities=DEAL), store=store, state_directory=tmp_path) as play:
        await play.press("9")
        store.is_down = True
        await play.at(PROBABILITY)
        await play.press("enter")
        await play.type("75")
        await play.press("enter")
        await play.shows("NOT SAVED")
        play.app.leave(0)
    assert store.load("plan").opportunities[0].probability is None
    store.is_down = False
    async with playing(store=store, state_directory=tmp_path) as play:
        play.app.open_account("plan")
        await play.until(lambda: store.load("plan").opportunities[0].probability == 75)


async def test_a_colleagues_save_comes_in_without_moving_the_cursor() -> None:
    async with playing(empty_plan(opportunities=DEAL)) as play:
        await play.press("9")
        await play.at(PROBABILITY)
        theirs = play.store.load("plan")
        changed: dict[str, Any] = theirs.model_dump()
        changed["opportunities"][0]["name"] = "renamed [/]"
        play.store.save(AccountPlan.model_validate(changed), Stamp("colleague", _now()))
        play.app.look_around()
        await play.shows("renamed [/]")
        assert play.app.screen.grid.cursor == ("o", "probability")  # type: ignore[attr-defined]


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 11, 23, tzinfo=UTC)


def with_draft() -> Session:
    session = Session(empty_plan())
    session.keep_draft(("name",), "x", "y")
    return session


def test_drafts_without_a_directory_keep_nothing() -> None:
    drafts = Drafts(None)
    assert drafts.keep(with_draft()) is None
    assert drafts.waiting(empty_plan()) == Waiting()


def test_a_damaged_draft_file_is_passed_over(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    file = drafts.keep(with_draft(), with_plan=True)
    assert file is not None
    for garbage in ("", "[]", '{"drafts": 3, "unsaved": {"id": 1}}', "\x00", '{"conflicts": [{"path": "name"}]}'):
        file.write_text(garbage)
        assert drafts.waiting(empty_plan()).unreadable == (file,)
        assert drafts.keep(with_draft()) != file
        assert file.read_text() == garbage


def newer(document: dict[str, Any]) -> dict[str, Any]:
    return document | {"unsaved": document["unsaved"] | {"mood": "from a later version"}}


def of_another(document: dict[str, Any]) -> dict[str, Any]:
    return document | {"unsaved": document["unsaved"] | {"id": "another"}}


def spoilt(document: dict[str, Any]) -> dict[str, Any]:
    return document | {"what_if": {"base": 1, "unsaved": 2}}


@pytest.mark.parametrize("alter", [newer, of_another, spoilt])
async def test_a_draft_that_cannot_be_read_is_told_and_outlives_the_session(
    tmp_path: Path, alter: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    file = Drafts(tmp_path).keep(with_draft(), with_plan=True)
    assert file is not None
    file.write_text(json.dumps(alter(json.loads(file.read_text()))))
    left = file.read_bytes()
    async with playing(empty_plan(), state_directory=tmp_path) as play:
        await play.until(lambda: any("cannot" in each.message for each in play.app._notifications))
        await play.press("q")
        assert play.app.return_code == 0
    assert file.read_bytes() == left


def test_no_draft_is_waited_for_that_is_a_pipe(tmp_path: Path) -> None:
    file = Drafts(tmp_path).keep(with_draft())
    assert file is not None
    file.unlink()
    os.mkfifo(file)
    store = MemoryStore()
    drafts = Drafts(tmp_path, store.forgotten)
    drafts.forget()
    assert drafts.waiting(empty_plan()) == Waiting()
    assert not BegunNames(file, store.forgotten)


def test_a_draft_waits_for_its_account_in_its_own_directory_while_that_is_there(tmp_path: Path) -> None:
    stores = [open_store(tmp_path / name) for name in ("one", "other")]
    for store in stores:
        store.create(empty_plan(), STAMP)
    file = Drafts(tmp_path, stores[0].forgotten).keep(with_draft())
    elsewhere = Drafts(tmp_path, stores[1].forgotten)
    assert elsewhere.waiting(empty_plan()) == Waiting()
    assert elsewhere.keep(with_draft()) != file
    elsewhere.drop("plan")
    assert Drafts(tmp_path, stores[0].forgotten).waiting(empty_plan()).texts
    (tmp_path / "one").rename(tmp_path / "moved")
    assert elsewhere.waiting(empty_plan()).texts


def test_a_directory_by_another_name_is_the_same(tmp_path: Path) -> None:
    store = open_store(tmp_path / "one")
    store.create(empty_plan(), STAMP)
    (tmp_path / "link").symlink_to(tmp_path / "one")
    Drafts(tmp_path, store.forgotten).keep(with_draft())
    assert Drafts(tmp_path, open_store(tmp_path / "link").forgotten).waiting(empty_plan()).texts


async def test_a_remote_disk_is_told_when_the_first_screen_stands() -> None:
    async with playing(empty_plan(), remote_disk="nfs4") as play:
        await play.shows("(nfs4)")
