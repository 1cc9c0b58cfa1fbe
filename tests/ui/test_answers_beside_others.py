"""What somebody was asked, and answers after a colleague worked there: nothing is lost of either, nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest

from kaptui.editing.edits import RemoveRow, SetField
from kaptui.plan.paths import value_at
from kaptui.plan.vocabulary import Contact, Relationship, Role
from tests.ui.app_stage import demo_plan, empty_plan, playing
from tests.ui.map_stage import go
from tests.ui.spin_stage import first, one_thread
from tests.ui.test_two_people import PEOPLE, colleague_s_work_is_seen


@pytest.mark.parametrize("gone", ["a", "b"])
async def test_of_a_new_boss_chosen_on_the_map_somebody_may_be_gone(gone: str) -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await go(play)
        await play.press("m", "down")
        await play.shows("To whom does person a report?")
        await colleague_s_work_is_seen(play, RemoveRow(("people",), gone))
        await play.press("enter")
        await play.shows("That row is no longer")
        assert [person.reports_to for person in play.plan.people] == [None, None]


async def test_a_code_typed_on_the_map_may_be_of_somebody_who_is_gone() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await go(play)
        await play.press("enter")
        await colleague_s_work_is_seen(play, RemoveRow(("people",), "a"))
        await play.type("AP=2")
        await play.press("enter")
        await play.shows("That row is no longer")


async def test_a_link_under_way_from_somebody_who_is_gone_is_not_drawn() -> None:
    async with playing(empty_plan(people=PEOPLE)) as play:
        await go(play)
        await play.press(">", "down")
        await colleague_s_work_is_seen(play, RemoveRow(("people",), "a"))
        await play.press("2")
        await play.shows("That row is no longer")
        assert play.plan.links == ()


async def test_a_code_changes_nothing_that_a_colleague_changed_while_it_was_typed() -> None:
    coded: dict[str, Any] = {"id": "a", "name": "a", "roles": ["U"], "relationship": "=", "contact": 1}
    async with playing(empty_plan(people=[coded])) as play:
        await play.press("2", "c")
        await colleague_s_work_is_seen(play, SetField(("people", "a", "relationship"), "+"))
        await play.press("ctrl+u")
        await play.type("A=2")
        await play.press("enter")
        (person,) = play.plan.people
        assert (person.roles, person.contact) == ((Role.APPROVER,), Contact.MULTIPLE)
        assert (person.relationship, play.app.session.conflicts) == (Relationship.SUPPORTER, ())


PROBLEM = ("spin", "t", "problem")


async def test_a_question_typed_while_a_colleague_took_another_out_stands_against_his() -> None:
    async with playing(one_thread(problem="p1\np2\np3")) as play:
        await play.press("7", "tab", "down", "enter", "ctrl+u")
        await play.type("mine")
        await colleague_s_work_is_seen(play, SetField(PROBLEM, "p2\np3"))
        await play.press("enter")
        (conflict,) = play.app.session.conflicts
        assert (conflict.path, conflict.ours, conflict.theirs) == (PROBLEM, "p1\nmine\np3", "p2\np3")
        assert first(play).problem == "p1\nmine\np3"


async def test_a_question_typed_into_a_thread_that_a_colleague_removed_is_asked_about() -> None:
    async with playing(one_thread(problem="p1\np2")) as play:
        await play.press("7", "tab", "a")
        await play.type("mine")
        await colleague_s_work_is_seen(play, RemoveRow(("spin",), "t"))
        await play.press("enter")
        assert first(play).problem == "p1\np2\nmine"
        assert [conflict.path for conflict in play.app.session.conflicts] == [("spin", "t")]


async def test_an_answer_typed_in_a_review_stands_against_a_colleague_s() -> None:
    async with playing(demo_plan(), size=(100, 30)) as play:
        deal = play.plan.opportunities[0].id
        await play.press("0", "R", "tab")
        question = play.app.screen.question_at_cursor()  # type: ignore[attr-defined]
        place = ("opportunities", deal, "assessment", "us", question.id, "answer")
        await play.press("enter")
        await play.type("mine")
        await colleague_s_work_is_seen(play, SetField(place, "theirs"))
        await play.press("ctrl+s")
        assert [(each.path, each.theirs) for each in play.app.session.conflicts] == [(place, "theirs")]
        assert str(value_at(play.plan, place)).endswith("mine")


async def test_an_entry_put_back_keeps_the_score_that_a_colleague_gave_it_meanwhile() -> None:
    entry = {"id": "v", "solution": "S", "our_score": 3, "customer_score": 3}
    async with playing(empty_plan(values=[entry])) as play:
        await play.press("6", "enter", "right", "right")
        await play.until(lambda: play.app.session.is_saved)
        await colleague_s_work_is_seen(play, SetField(("values", "v", "customer_score"), 5))
        await play.press("escape")
        assert (play.plan.values[0].our_score, play.plan.values[0].customer_score) == (3, 5)


async def test_a_finding_that_two_people_accepted_is_not_said_to_be_open_when_one_takes_it_back() -> None:
    rows = [
        {"id": who, "rule": "no-goal", "subject": "o", "opportunity": "o", "reason": who, "until": "2027-06-30"}
        for who in ("mine", "theirs")
    ]
    deal = {"id": "o", "name": "deal"}
    async with playing(empty_plan(opportunities=[deal], acknowledged=rows), size=(120, 30)) as play:
        await play.press("g", "f", "V", "enter")
        await play.shows("Taken back; it stays accepted")
        await play.press("V", "enter")
        await play.shows("No longer accepted")
