"""Two people in one account: what a colleague saves comes in beside what I do, and conflicts are shown and decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kaptui.editing.edits import AddRow, Edit, RemoveRow, SetField
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path as Place
from kaptui.plan.people import Person
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from kaptui.widgets.grid import Grid
from kaptui.widgets.lines import Lines
from tests.ui.app_stage import Play, demo_plan, empty_plan, playing

LI = Stamp("li [/]", datetime(2026, 11, 23, 6, 5, tzinfo=UTC))
PEOPLE: list[dict[str, Any]] = [{"id": key, "name": f"person {key}"} for key in "abc"]
NOTES = ("people", "b", "notes")
NAME = ("people", "b", "name")


def colleague_saves(play: Play, *edits: Edit) -> None:
    """A colleague edits what is stored."""
    plan = play.store.load(play.plan.id)
    for edit in edits:
        plan = edit.apply(plan)
    play.store.save(plan, LI)


async def colleague_s_work_is_seen(play: Play, *edits: Edit) -> None:
    """A colleague saves, and the app looks around as it does every second."""
    colleague_saves(play, *edits)
    play.app.look_around()
    await play.pilot.pause()


async def typing(play: Play, place: Place, text: str) -> None:
    """The editor of a field open, a text typed over what was there, not committed."""
    await play.at(place)
    await play.press("enter")
    await play.press("ctrl+u")
    await play.type(text)


async def in_conflict(play: Play, place: Place = NOTES, mine: str = "mine", theirs: str = "theirs") -> None:
    """I typed while a colleague saved the same field; mine is committed and saved."""
    await typing(play, place, mine)
    await colleague_s_work_is_seen(play, SetField(place, theirs))
    await play.press("ctrl+s" if place == NOTES else "enter")
    await play.until(lambda: play.app.session.is_saved)


def values_in_history(play: Play, read: Callable[[AccountPlan], object]) -> list[object]:
    """A value in every revision that is kept."""
    return [read(play.store.at(play.plan.id, save.revision)) for save in play.store.history(play.plan.id)]


async def test_a_colleague_s_save_leaves_the_half_typed_text_and_the_cursor_alone() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await play.press("2")
        await typing(play, NAME, "half ty")
        await colleague_s_work_is_seen(
            play,
            AddRow(("people",), Person(id="new", name="came in"), 0),
            SetField(("people", "a", "name"), "renamed"),
        )
        await play.shows("came in")
        await play.type("ped")
        assert play.app.screen.grid.cursor == ("b", "name")  # type: ignore[attr-defined]
        await play.press("enter")
        assert [person.name for person in play.plan.people] == ["came in", "renamed", "half typed", "person c"]
        assert play.app.session.conflicts == ()


def row_written_in(play: Play) -> str:
    """The line of the terminal that the open editor stands on."""
    grid = play.app.screen.query_one(Grid)
    assert grid.editor is not None
    return play.lines()[grid.editor.region.y]


async def test_the_editor_goes_with_its_row_when_rows_come_in_above() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await play.press("2")
        await typing(play, ("people", "b", "title"), "half ty")
        await colleague_s_work_is_seen(play, AddRow(("people",), Person(id="new", name="came in"), 0))
        await play.until(lambda: "person b" in row_written_in(play))
        assert "half ty" in row_written_in(play)


async def test_a_row_in_which_i_write_stays_in_sight_when_it_no_longer_matches_the_filter() -> None:
    async with playing(empty_plan(people=[{**row, "department": "IT"} for row in PEOPLE])) as play:
        await play.press("2", "f")
        await play.type("IT")
        await play.press("enter")
        await typing(play, ("people", "b", "title"), "half ty")
        await colleague_s_work_is_seen(play, SetField(("people", "b", "department"), "Finance"))
        await play.until(lambda: "person b" in row_written_in(play))
        await play.press("enter")
        assert [person.title for person in play.plan.people] == ["", "half ty", ""]
        play.app.screen.refresh_plan()  # type: ignore[attr-defined]
        assert play.app.screen.query_one(Grid).visible_keys() == ("a", "c")


async def test_whoever_writes_in_a_row_is_told_at_once_that_a_colleague_removed_it() -> None:
    async with playing(empty_plan(people=PEOPLE), size=(120, 30)) as play:
        await play.press("2")
        await typing(play, ("people", "b", "title"), "half ty")
        await colleague_s_work_is_seen(play, SetField(("people", "a", "title"), "CEO"))
        assert "removed the row" not in play.text()
        await colleague_s_work_is_seen(play, RemoveRow(("people",), "b"))
        await play.shows("removed the row you are writing in")


@pytest.mark.parametrize("is_typing", [True, False])
async def test_a_loop_of_bosses_that_two_people_close_together_is_told(is_typing: bool) -> None:
    async with playing(empty_plan(people=PEOPLE), size=(120, 30)) as play:
        await play.press("2")
        if is_typing:
            await typing(play, ("people", "a", "reports_to"), "person b")
        else:
            play.app.make(SetField(("people", "a", "reports_to"), "b"))
        await colleague_s_work_is_seen(play, SetField(("people", "b", "reports_to"), "a"))
        if is_typing:
            await play.press("enter")
        assert [person.reports_to for person in play.plan.people] == ["b", "a", None]
        await play.shows("there is a loop of bosses")


async def test_different_fields_both_stand_with_a_short_note() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await play.press("2")
        await typing(play, NAME, "mine")
        await play.press("enter")
        colleague_saves(play, SetField(NOTES, "theirs"))
        await play.shows("colleague's changes came in")
        await play.until(lambda: play.app.session.is_saved)
        assert (play.plan.people[1].name, play.plan.people[1].notes) == ("mine", "theirs")
        assert play.store.load("plan") == play.plan


@pytest.mark.parametrize(("key", "text"), [("m", "mine"), ("t", "theirs"), ("b", "theirs\nmine")])
async def test_one_key_decides_a_conflict_of_the_same_field_and_the_history_keeps_both(key: str, text: str) -> None:
    async with playing(empty_plan(people=PEOPLE), size=(100, 30)) as play:
        await play.press("2")
        await in_conflict(play)
        await play.shows("1 conflict with a colleague")
        await play.press("C")
        await play.shows("Mine")
        shown = play.text()
        assert "+1" not in shown, "nothing of it is out of sight"
        for words in ('a person "person b" > Notes', "li [/], 2026-11-23", "mine", "A colleague's (li [/]", "Before"):
            assert words in shown
        await play.press(key)
        assert (play.plan.people[1].notes, play.app.session.conflicts) == (text, ())
        await play.shows("Key people")
        await play.shows('Decided: a person "person b" > Notes')
        await play.press("C")
        await play.shows("Nothing is in conflict")
        assert "Decided" not in play.text()
        await play.until(lambda: play.app.session.is_saved)
        kept = values_in_history(play, lambda plan: plan.people[1].notes)
        assert kept == ["", "theirs", "mine", *([text] if key != "m" else [])]


async def test_mine_is_saved_before_it_is_given_up() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await play.press("2")
        await typing(play, NOTES, "mine")
        await colleague_s_work_is_seen(play, SetField(NOTES, "theirs"))
        await play.press("ctrl+s")
        await play.press("C", "t")
        await play.until(lambda: play.app.session.is_saved)
        assert values_in_history(play, lambda plan: plan.people[1].notes) == ["", "theirs", "mine", "theirs"]


async def test_deleting_here_what_was_edited_there_is_asked_about() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await play.press("2")
        await play.at(NAME)
        await play.press("x")
        colleague_saves(play, SetField(("people", "b", "title"), "CEO"))
        await play.shows("with a colleague: C")
        assert [person.title for person in play.plan.people] == ["", "CEO", ""]
        await play.press("C")
        await play.shows("(removed)")
        await play.shows("A colleague's stands for now")
        await play.shows("Title: CEO")
        await play.press("m")
        assert [person.id for person in play.plan.people] == ["a", "c"]
        await play.press("u")
        assert play.plan.people[1].title == "CEO" or play.plan.people[-1].title == "CEO"


async def test_the_row_under_the_cursor_may_be_removed_by_a_colleague() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await play.press("2")
        await play.at(NAME)
        await colleague_s_work_is_seen(play, RemoveRow(("people",), "b"))
        assert play.app.screen.grid.cursor == ("c", "name")  # type: ignore[attr-defined]
        await typing(play, ("people", "c", "name"), "half")
        await colleague_s_work_is_seen(play, RemoveRow(("people",), "c"))
        await play.type(" typed")
        await play.press("enter")
        await play.shows("1 conflict")
        assert [person.name for person in play.plan.people] == ["person a", "half typed"]
        assert play.app.screen.grid.cursor == ("c", "name")  # type: ignore[attr-defined]


async def test_what_was_half_typed_about_a_person_removed_for_good_brings_nobody_back(tmp_path: Path) -> None:
    async with playing(empty_plan(people=PEOPLE), state_directory=tmp_path) as play:
        await play.press("2")
        await typing(play, ("people", "b", "title"), "SECRET")
        play.store.forget("plan", "b", LI)
        play.app.look_around()
        await play.press("enter")
        await play.shows("That row is no longer there")
        assert [person.id for person in play.plan.people] == ["a", "c"]
        assert (play.app.session.conflicts, play.app.session.undo()) == ((), None)
        play.app.leave(0)
    assert not [file for file in tmp_path.rglob("*.json") if "SECRET" in file.read_text()]


async def test_the_status_line_says_who_changed_the_field_under_the_cursor() -> None:
    async with playing(empty_plan(people=PEOPLE), size=(120, 30)) as play:
        await play.press("2")
        await play.at(("people", "b", "title"))
        await colleague_s_work_is_seen(play, SetField(("people", "b", "title"), "CEO"))
        await play.press("right", "left")
        await play.shows("changed by li [/] at 2026-11-23")
        await play.press("right")
        assert "changed by" not in play.text()
        await play.press("left")
        await typing(play, ("people", "b", "title"), "mine")
        await play.press("enter")
        await play.until(lambda: play.app.session.is_saved)
        await play.press("right", "left")
        assert "changed by" not in play.text()


async def test_conflicts_nobody_decided_are_there_again_after_leaving(tmp_path: Path) -> None:
    store = MemoryStore()
    async with playing(empty_plan(people=PEOPLE), store=store, state_directory=tmp_path) as play:
        await play.press("2")
        await in_conflict(play)
        play.app.leave(0)
    async with playing(store=store, state_directory=tmp_path) as play:
        play.app.open_account("plan")
        await play.shows("1 conflict")
        await play.press("C")
        await play.shows("A colleague's (li [/]")
        await play.press("t")
        assert play.plan.people[1].notes == "theirs"
        play.app.leave(0)
    assert list((tmp_path / "drafts").iterdir()) == []


async def test_both_texts_of_a_conflict_can_be_read_to_the_end_however_long_they_are() -> None:
    people = [{"id": "b", "name": "a very long name " * 20}]
    async with playing(empty_plan(people=people), language="zh") as play:
        await play.press("2")
        await in_conflict(play, mine="我" * 300, theirs="שלום " * 60 + "\nend of theirs")
        await play.press("C")
        await play.shows("> 备注")
        assert "end of theirs" not in play.text()
        await play.press("tab", "end")
        await play.shows("end of theirs")
        await play.press("tab", "t")
        await play.until(lambda: play.plan.people[0].notes.endswith("end of theirs"))


async def test_several_conflicts_are_walked_through() -> None:
    async with playing(empty_plan(people=PEOPLE), language="zh") as play:
        await play.press("2")
        for place in (NAME, ("people", "c", "name"), ("people", "a", "name")):
            await in_conflict(play, place)
        await play.press("C", "down")
        assert [conflict.path[1] for conflict in play.app.session.conflicts] == ["b", "c", "a"]
        await play.press("b")
        assert len(play.app.session.conflicts) == 3
        await play.press("m", "t", "t")
        assert [person.name for person in play.plan.people] == ["theirs", "theirs", "mine"]


async def test_enter_goes_to_the_field_and_esc_back_to_where_one_was() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await play.press("2")
        await in_conflict(play)
        await play.press("5", "C", "escape")
        assert play.app.screen.PLACE == "needs"  # type: ignore[attr-defined]
        await play.press("C", "enter")
        await play.pilot.pause()
        assert play.app.screen.grid.cursor == ("b", "notes")  # type: ignore[attr-defined]
        await play.press("C", "escape", "C", "m")
        assert play.app.screen.PLACE == "people"  # type: ignore[attr-defined]


SCREENS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "d", "b", "C")


@pytest.mark.parametrize("key", SCREENS)
async def test_a_colleague_may_empty_the_whole_plan_under_an_open_editor(key: str) -> None:
    async with playing(demo_plan()) as play:
        await play.press(key, "enter")
        await play.type("7")
        nothing = AccountPlan(id=play.plan.id, revision=play.store.load(play.plan.id).revision)
        play.store.save(nothing, LI)
        play.app.look_around()
        await play.pilot.pause()
        await play.type("5")
        await play.press("enter", "escape", "escape")
        assert play.app.is_running
        await play.until(lambda: play.app.session.is_saved)
        AccountPlan.model_validate(play.plan.model_dump())


async def test_who_else_is_here_stands_in_the_title() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        play.store.present("plan", "li [/]", datetime.now(UTC))
        play.app.look_around()
        await play.shows("+1 li [/]")
        await play.press("?")
        play.store.absent("plan", "li [/]")
        play.app.look_around()
        await play.press("escape")
        await play.until(lambda: "+1 li" not in play.text())


async def test_a_list_that_grows_above_the_cursor_leaves_it_on_its_line() -> None:
    async with playing(empty_plan(people=PEOPLE), size=(100, 30)) as play:
        for text in ("one", "two", "three"):
            play.app.make(SetField(NOTES, text))
            await play.until(lambda: play.app.session.is_saved)
        await play.press("2")
        await play.at(NOTES)
        await play.press("H", "down", "down", "down")
        lines = play.app.screen.query_one(Lines)
        assert lines.cursor is not None
        stood = lines.as_text().splitlines()[lines.cursor]
        await colleague_s_work_is_seen(play, SetField(NOTES, "theirs"))
        await play.shows("li [/]")
        assert lines.as_text().splitlines()[lines.cursor] == stood


async def test_an_account_that_a_colleague_removed_is_told_of_and_what_is_written_is_kept(tmp_path: Path) -> None:
    async with playing(empty_plan(people=PEOPLE), size=(120, 30), state_directory=tmp_path) as play:
        await play.press("2")
        await typing(play, NAME, "mine")
        play.store.remove(play.plan.id)
        play.app.look_around()
        await play.shows("This account was removed meanwhile")
        await play.press("enter")
        await play.shows("NOT SAVED")
        play.app.leave(0)
    assert play.app.return_code == 75
    assert "mine" in next((tmp_path / "drafts").iterdir()).read_text()


async def test_an_account_that_was_put_back_and_removed_again_is_told_of_again() -> None:
    async with playing(empty_plan(people=PEOPLE), size=(120, 30)) as play:
        await play.press("2")
        for _ in range(2):
            stored = play.store.load(play.plan.id)
            play.store.remove(play.plan.id)
            play.app.look_around()
            await play.shows("This account was removed meanwhile")
            play.app.clear_notifications()
            await play.until(lambda: "This account was removed" not in play.text())
            play.store.create(stored, LI)
            play.app.look_around()


async def test_a_review_of_a_deal_that_a_colleague_removed_is_written_and_asked_about() -> None:
    async with playing(demo_plan(), size=(100, 30)) as play:
        deal = play.plan.opportunities[0].id
        await play.press("0", "R", "tab", "tab", "a")
        await play.type("weak spot")
        await play.press("enter")
        await colleague_s_work_is_seen(play, RemoveRow(("opportunities",), deal))
        play.app.commit_pending()
        assert "weak spot" in play.plan.opportunities[0].reviews[-1].vulnerabilities
        assert [conflict.path for conflict in play.app.session.conflicts] == [("opportunities", deal)]
