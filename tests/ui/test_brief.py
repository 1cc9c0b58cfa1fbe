"""The brief on screen: read before the meeting, and its result written in a few keys after it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kaptui.draw.brief import brief_lines
from kaptui.draw.width import cells
from kaptui.editing.edits import RemoveRow
from kaptui.exchange.brief_page import html, markdown, plain
from kaptui.insight.brief import brief, changes_since
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import replaced
from kaptui.screens.brief import BriefScreen
from kaptui.store.port import Stamp
from tests.ui.app_stage import TODAY, demo_plan, empty_plan, playing

NASTY = "[/]<script>alert(1)</script> *x* [a](http://b) \x1b[31m"


def nasty_plan() -> AccountPlan:
    people: list[dict[str, Any]] = [
        {"id": f"p{n}", "name": f"{NASTY}{n}", "title": "长" * 90, "roles": ["D"], "style": "V", "standing": "inner"}
        for n in range(9)
    ]
    needs = [{"id": f"n{n}", "challenge": NASTY * 3, "people": ["p0"]} for n in range(9)]
    return empty_plan(people=people, needs=needs, competitors=[{"id": "h", "name": NASTY}])


@pytest.mark.parametrize("people", [[], ["zhou"], ["zhou", "sun"], ["wang", "chen", "zhou", "sun"], ["nobody"]])
def test_a_brief_is_one_screen_for_one_person_or_a_whole_meeting(people: list[str]) -> None:
    text = plain(brief(demo_plan(), TODAY, people))
    lines = text.rstrip("\n").split("\n")
    assert len(lines) <= 24
    assert all(cells(line) <= 80 for line in lines)
    for label in ("GOAL", "NEXT"):
        assert any(line.startswith(label) for line in lines)


def test_without_names_the_weightiest_key_players_are_briefed_at_most_six() -> None:
    found = brief(demo_plan(), TODAY)
    assert len(found.people) == 6
    weights = [seen.weight for seen in found.people]
    assert weights == sorted(weights, reverse=True)


def test_a_brief_says_what_to_sell_to_whom_and_asks_three_questions() -> None:
    found = brief(demo_plan(), TODAY, ["zhou"])
    text = plain(found)
    assert "sell proof that the features solve his problem" in text
    assert len(found.questions) == 3


def test_promises_of_the_last_meeting_are_open_on_both_sides() -> None:
    meetings = [
        {"id": "old", "date": "2026-10-01", "people": ["zhou"], "our_promises": "forgotten"},
        {"id": "last", "date": "2026-11-20", "people": ["zhou"], "our_promises": "a\nb", "their_promises": "c"},
    ]
    plan = AccountPlan.model_validate(demo_plan().model_dump() | {"meetings": meetings})
    found = brief(plan, TODAY, ["zhou"])
    assert (found.our_promises, found.their_promises) == (("a", "b"), ("c",))


def test_what_was_promised_today_is_open_from_now_on() -> None:
    meetings = [
        {"id": "last", "date": "2026-11-20", "people": ["zhou"], "our_promises": "a"},
        {"id": "now", "date": "2026-11-23", "people": ["zhou"]},
    ]
    plan = AccountPlan.model_validate(demo_plan().model_dump() | {"meetings": meetings})
    assert brief(plan, TODAY, ["zhou"]).our_promises == ("a",)
    plan = replaced(plan, ("meetings", "now", "their_promises"), "b")
    found = brief(plan, TODAY, ["zhou"])
    assert (found.our_promises, found.their_promises) == ((), ("b",))


def test_a_meeting_that_was_only_planned_hides_no_promise() -> None:
    meetings = [
        {"id": "held", "date": "2026-11-12", "people": ["zhou"], "our_promises": "a"},
        {"id": "planned", "date": "2026-11-20", "people": ["zhou"], "objective": "the budget"},
    ]
    plan = AccountPlan.model_validate(demo_plan().model_dump() | {"meetings": meetings})
    assert brief(plan, TODAY, ["zhou"]).our_promises == ("a",)
    heard = replaced(plan, ("meetings", "planned", "heard"), "all is well")
    assert brief(heard, TODAY, ["zhou"]).our_promises == ()


def test_what_is_new_since_the_last_meeting_says_whether_it_came_or_went() -> None:
    old = demo_plan()
    meetings = [{"id": "m", "date": "2026-11-20", "people": ["wang"]}]
    new = replaced(replaced(old, ("people", "wang", "contact"), 2), ("meetings",), meetings)
    found = brief(new, TODAY, ["wang"])
    page = markdown(replace(found, changes=changes_since(found, old)))
    assert "contact with VP Wang is multiple now" in page
    assert "No longer: Smart service: flanking without access to the inner circle" in page


@pytest.mark.parametrize("height", [1, 3, 10, 22, 60])
@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_a_brief_fits_any_screen_whatever_it_says(width: int, height: int) -> None:
    lines = brief_lines(brief(nasty_plan(), TODAY), width, height)
    assert len(lines) <= height
    for text, _ in lines:
        assert cells(text) <= width
        assert text.isprintable()


def test_the_page_holds_no_live_thing_of_anybodys_text() -> None:
    page = html(brief(nasty_plan(), TODAY))
    assert "<script" not in page
    assert "\x1b" not in page
    assert not re.search(r"(src|href)=", page)


def test_markdown_takes_text_as_text() -> None:
    page = markdown(brief(nasty_plan(), TODAY))
    assert "](http" not in page
    assert "http://" not in page
    assert "\x1b" not in page


async def test_the_result_of_a_meeting_takes_a_few_keys() -> None:
    async with playing(demo_plan()) as play:
        await play.press("b")
        await play.shows("GOAL")
        await play.press("p")
        play.app.pop_screen()
        await play.pilot.pause()
        await play.press("r", "enter")
        await play.type("They want it before March [/]")
        await play.press("ctrl+s")
        meeting = play.plan.meetings[-1]
        assert meeting.date == date(2026, 11, 23)
        assert meeting.heard == "They want it before March [/]"
        for person in meeting.people:
            assert play.value("people", person, "last_contact") == date(2026, 11, 23)
        await play.at(("meetings", meeting.id, "next_step"))
        await play.press("enter")
        await play.type("visit")
        await play.press("ctrl+s", "down")
        assert play.plan.meetings[-1].next_step == "visit"
        await play.press("escape")
        await play.shows("GOAL")


async def test_the_result_is_typed_at_once_and_tab_leads_through_it() -> None:
    async with playing(demo_plan()) as play:
        await play.press("b")
        await play.shows("GOAL")
        assert "Edit" not in play.text()
        await play.press("r")
        await play.type("They want it before March")
        await play.press("tab")
        await play.type("Send the references")
        await play.press("tab", "tab")
        await play.type("Meet again in December")
        await play.press("tab", "+")
        await play.until(lambda: play.store.load(play.plan.id) == play.plan)
        meeting = play.plan.meetings[-1]
        assert meeting.heard == "They want it before March"
        assert (meeting.our_promises, meeting.their_promises) == ("Send the references", "")
        assert meeting.next_step == "Meet again in December"
        assert play.value("people", meeting.people[0], "relationship") == "+"
        await play.press("escape")
        await play.shows("WE OWE")
        await play.press("r", "down", *("u" for _ in range(5)))
        assert play.plan.meetings == demo_plan().meetings


async def test_a_meeting_of_which_nothing_was_written_is_none() -> None:
    async with playing(demo_plan()) as play:
        await play.press("b", "r")
        await play.shows("Their promises")
        await play.press("escape", "escape", "r", "tab", "tab", "ctrl+s", "x", "backspace", "escape")
        await play.shows("GOAL")
        await play.press("r")
        play.app.save_before_leaving()
        assert play.plan == demo_plan()
        assert [each.revision for each in play.store.history(play.plan.id)] == [play.plan.revision]


async def test_who_is_removed_while_a_meeting_is_recorded_leaves_the_room() -> None:
    async with playing(demo_plan()) as play:
        await play.press("b", "r", "escape")
        screen = play.app.screen
        assert isinstance(screen, BriefScreen)
        assert screen.coming is not None
        gone, *others = screen.coming.people
        fewer = RemoveRow(("people",), gone).apply(play.store.load(play.plan.id))
        play.store.save(fewer, Stamp("colleague", datetime(2026, 11, 23, tzinfo=UTC)))
        await play.until(lambda: gone not in {person.id for person in play.plan.people})
        await play.press("enter")
        await play.type("They want it before March")
        await play.press("ctrl+s")
        assert play.plan.meetings[-1].people == tuple(others)
        assert ("people", gone, "contact") not in screen.paths()


async def test_a_meeting_with_somebody_who_is_unknown_is_shown() -> None:
    meeting = {"id": "mm", "date": "2026-11-20", "people": ["gone", "li"], "heard": "much"}
    async with playing(empty_plan(people=[{"id": "li", "name": "Li"}], meetings=[meeting])) as play:
        await play.at(("meetings", "mm", "heard"))
        await play.shows("much")
        await play.shows("Li: Contact")


async def test_what_cannot_be_read_brings_its_meeting_too() -> None:
    async with playing(demo_plan()) as play:
        await play.press("b", "r", "escape")
        await play.at(("meetings", play.app.screen.meeting_id, "date"))  # type: ignore[attr-defined]
        await play.press("enter")
        await play.type("whenever")
        await play.press("enter")
        assert play.app.session.drafts[("meetings", play.plan.meetings[-1].id, "date")].text == "whenever"
        await play.press("u")
        assert play.plan.meetings == demo_plan().meetings
        await play.press(*["up"] * 20, "enter")
        await play.type("heard after all")
        await play.press("ctrl+s")
        assert len(play.plan.meetings) == len(demo_plan().meetings) + 1


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_an_empty_account_has_a_brief_too(language: str) -> None:
    async with playing(empty_plan(), language=language) as play:
        await play.press("b", "r", "escape", "p", "escape", "b")
        assert play.app.is_running


async def test_from_the_map_the_brief_is_about_the_person_in_view() -> None:
    async with playing(demo_plan()) as play:
        await play.press("3")
        play.app.go_to(("people", "zhou", "name"))
        await play.press("3")
        await play.pilot.pause()
        selected = play.app.screen.selected  # type: ignore[attr-defined]  # the map
        await play.press("b")
        assert play.app.brief_people == (selected.id,)
        await play.shows("GOAL")
