"""Care for what is said about people, on screen: forgetting for good, sharing, looking only, files in one place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaptui.exchange.handover import Handover
from kaptui.plan.document import AccountPlan
from kaptui.screens.people import PeopleScreen
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp, Store
from tests.ui.app_stage import empty_plan, playing

SOON = Stamp("colleague", datetime(2026, 11, 2, tzinfo=UTC))


def plan_with(*people: str) -> AccountPlan:
    rows = [{"id": name, "name": f"{name} [/]", "notes": "a judgement"} for name in people]
    links = [{"id": "l", "source": people[0], "target": people[-1], "note": "golf"}]
    return empty_plan(people=rows, links=links)


def remembered(store: Store) -> str:
    """Everything the store says about any revision."""
    return repr(store.history("plan")) + "".join(
        repr(store.at("plan", each.revision)) for each in store.history("plan")
    )


async def test_a_person_is_removed_from_plan_history_and_undo_after_one_question() -> None:
    async with playing(plan_with("wang", "li")) as play:
        play.app.go("people")
        await play.shows("wang [/]")
        await play.run("people.forget")
        await play.shows("for good")
        assert "wang" in [person.id for person in play.plan.people]
        await play.press("y")
        await play.until(lambda: "golf" not in remembered(play.store))
        assert [person.id for person in play.plan.people] == ["li"]
        assert "wang" not in remembered(play.store)
        await play.press("u")
        assert [person.id for person in play.plan.people] == ["li"]
        await play.shows("Nothing to undo")


async def test_the_first_answer_keeps_the_person() -> None:
    async with playing(plan_with("wang", "li")) as play:
        play.app.go("people")
        await play.shows("wang [/]")
        for key in ("enter", "escape"):
            await play.run("people.forget")
            await play.shows("for good")
            await play.press(key)
        assert len(play.plan.people) == 2


async def test_whoever_leaves_at_once_has_forgotten_all_the_same() -> None:
    store = MemoryStore()
    async with playing(plan_with("wang", "li"), store=store) as play:
        play.app.go("people")
        await play.shows("wang [/]")
        await play.run("people.forget")
        await play.press("y")
        play.app.leave(0)
    assert "wang" not in remembered(store)


async def test_a_person_a_colleague_removed_meanwhile_is_forgotten_too() -> None:
    store = MemoryStore()
    async with playing(plan_with("wang", "li"), store=store) as play:
        play.app.go("people")
        await play.shows("wang [/]")
        await play.run("people.forget")
        theirs = store.load("plan")
        store.save(theirs.model_copy(update={"people": theirs.people[1:], "links": ()}), SOON)
        play.app.look_around()
        await play.press("y")
        await play.until(lambda: "wang" not in remembered(store))


async def test_an_account_is_given_to_the_group_and_taken_back() -> None:
    store = MemoryStore()
    store.create(empty_plan(), SOON)
    async with playing(store=store) as play:
        await play.run("home.share")
        await play.shows("owner's alone")
        await play.press("g")
        assert store.is_shared("plan")
        await play.run("home.share")
        await play.shows("is the group's")
        await play.press("p")
        assert not store.is_shared("plan")
    assert [(each.path, each.what) for each in store.exports("plan")] == [("share", "group"), ("share", "private")]


class Closed(MemoryStore):
    """A store whose plans may be read only."""

    def may_write(self, plan_id: str) -> bool:
        return False


async def test_an_account_that_may_not_be_written_opens_read_only_and_says_so() -> None:
    async with playing(plan_with("wang", "li"), store=Closed()) as play:
        assert "read-only" in play.lines()[0]
        play.app.go("people")
        await play.shows("wang [/]")
        await play.run("people.forget")
        await play.run("row.remove")
        await play.run("people.shorthand")
        assert isinstance(play.app.screen, PeopleScreen)
        assert len(play.plan.people) == 2
    assert "read-only" not in remembered(play.store)


async def test_whoever_only_looks_changes_no_account_from_home_either() -> None:
    async with playing(plan_with("wang", "li"), read_only=True) as play:
        assert "read-only" in play.lines()[0]
        play.app.go("home")
        await play.run("home.archive")
        await play.run("home.remove")
        await play.press("y")
        play.app.new_account("Beta")
        play.app.share_account("plan", True)
        assert [(account.id, account.archived) for account in play.store.accounts()] == [("plan", False)]
        assert not play.store.is_shared("plan")


async def test_a_view_is_written_into_the_exchange_directory_and_noted(tmp_path: Path) -> None:
    handover = Handover(tmp_path, is_bound=True)
    async with playing(plan_with("wang", "li"), handover=handover) as play:
        play.app.write_text("../../brief.html", "text")
        assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]
        assert [(each.who, each.what) for each in play.store.exports("plan")] == [("tester", "brief.html")]
        assert not play.app.may_suspend


@pytest.mark.parametrize("read_only", [False, True])
async def test_a_view_that_is_copied_is_noted_for_the_account_that_is_open(read_only: bool) -> None:
    async with playing(plan_with("wang", "li"), read_only=read_only) as play:
        await play.run("go.people")
        await play.run("copy")
        assert [(each.who, each.what) for each in play.store.exports("plan")] == [("tester", "clipboard")]
        await play.run("go.home")
        await play.run("copy")
        assert len(play.store.exports("plan")) == 1


async def test_without_an_exchange_directory_no_view_is_written() -> None:
    async with playing(plan_with("wang", "li"), handover=Handover(None, is_bound=True)) as play:
        play.app.write_text("brief.html", "text")
        await play.shows("no exchange directory")
        assert play.store.exports("plan") == ()


async def test_there_is_no_screenshot(tmp_path: Path) -> None:
    async with playing(plan_with("wang", "li")) as play:
        play.app.action_screenshot(None, str(tmp_path))
        await play.pilot.pause()
        assert list(tmp_path.iterdir()) == []
