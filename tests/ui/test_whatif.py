"""What-if: a scratch copy is changed freely; old and new stand side by side; it is kept as one edit or thrown away."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import cast

from kaptui.editing.edits import SetField
from kaptui.editing.rating import rating_edit
from kaptui.plan.assessment import Answer
from kaptui.plan.people import Person
from kaptui.plan.vocabulary import Rating, Relationship
from kaptui.screens.dashboard import DashboardScreen
from kaptui.screens.home import HomeScreen
from kaptui.screens.whatif import WhatIfScreen
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from tests.ui.app_stage import TODAY, Play, demo_plan, empty_plan, playing
from tests.ui.test_two_people import colleague_s_work_is_seen

NASTY = "[@click=app.quit]x[/] 日本"


def screen(play: Play) -> WhatIfScreen:
    return cast("WhatIfScreen", play.app.screen)


async def open_what_if(play: Play) -> None:
    await play.press("~")
    await play.until(lambda: isinstance(play.app.screen, WhatIfScreen))
    await play.until(lambda: not play.plan.opportunities or screen(play).grid.cursor[1] == "probability")


async def put(play: Play, text: str) -> None:
    """Type a value over the one in the cell under the cursor."""
    await play.press("enter", "ctrl+u")
    await play.type(text)
    await play.press("enter")


async def choose(play: Play, code: str) -> None:
    """Take a code in the list over the cell under the cursor: its key is enough."""
    await play.press("enter")
    await play.type(code)


def numbers(play: Play, label: str) -> list[str]:
    """The old number, the new one and the difference, as the panel shows them."""
    panel = next(line for line in play.lines() if line.startswith(f"| {label} "))
    return panel.split("|")[1].replace(label, "", 1).split()


async def test_a_probability_is_tried_and_both_numbers_stand_side_by_side() -> None:
    async with playing(demo_plan()) as play:
        await open_what_if(play)
        assert "What-if" in play.lines()[0]
        await put(play, "90")
        await play.until(lambda: numbers(play, "weighted") == ["420", "564", "+144"])
        assert numbers(play, "P(>=600)") == ["24%", "36%", "+12"]
        assert numbers(play, "low") == ["100", "480", "+380"]
        assert numbers(play, "best") == ["860", "860"]
        await play.shows("was 60%")


async def test_nothing_of_it_reaches_the_plan_or_the_store_before_it_is_kept() -> None:
    async with playing(demo_plan()) as play:
        before = play.plan
        await open_what_if(play)
        await put(play, "90")
        assert screen(play).plan.opportunities[0].probability == 90
        assert play.plan is before
        assert play.store.load(before.id).opportunities[0].probability == 60


async def test_ctrl_s_keeps_everything_as_one_edit_that_u_takes_back() -> None:
    async with playing(demo_plan()) as play:
        before = play.plan
        await open_what_if(play)
        await put(play, "90")
        await play.press("down")
        await put(play, "70")
        await play.press("tab")
        screen(play).reveal(("people", before.people[0].id, "relationship"))
        await choose(play, "+")
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        assert [deal.probability for deal in play.plan.opportunities[:2]] == [90, 70]
        assert play.plan.people[0].relationship is Relationship.SUPPORTER
        await play.press("u")
        assert play.plan.opportunities == before.opportunities
        assert play.plan.people == before.people
        await play.press("U")
        assert [deal.probability for deal in play.plan.opportunities[:2]] == [90, 70]


async def test_enter_on_the_numbers_keeps_too() -> None:
    async with playing(demo_plan()) as play:
        await open_what_if(play)
        await put(play, "90")
        await play.press("tab", "tab", "tab", "enter")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        assert play.plan.opportunities[0].probability == 90


async def test_esc_asks_only_when_something_was_changed() -> None:
    async with playing(demo_plan()) as play:
        await open_what_if(play)
        await play.press("escape")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        await open_what_if(play)
        await put(play, "90")
        await play.press("escape")
        await play.shows("Throw the changes of this what-if away?")
        await play.press("n")
        await play.until(lambda: isinstance(play.app.screen, WhatIfScreen))
        await play.press("escape", "y")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        assert play.plan.opportunities[0].probability == 60


async def test_a_change_that_was_undone_is_none() -> None:
    async with playing(demo_plan()) as play:
        await open_what_if(play)
        await put(play, "90")
        await play.press("u", "escape")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))


async def test_deals_are_dropped_and_added_on_the_copy_alone() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        await open_what_if(play)
        await play.press("x")
        await play.shows("findings about Smart service")
        await play.shows("Smart service is no longer in the plan")
        await play.until(lambda: numbers(play, "best") == ["860", "380", "-480"])
        await play.press("a")
        await play.type(NASTY)
        await play.press("enter")
        await play.until(lambda: screen(play).plan.opportunities[-1].name == NASTY or NASTY in play.text())
        assert len(play.plan.opportunities) == 3
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        assert {deal.name for deal in play.plan.opportunities} == {"E-channel", "Knowledge base", NASTY}


async def test_findings_that_open_and_close_are_told() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        wang = play.plan.people[0]
        await open_what_if(play)
        screen(play).reveal(("people", wang.id, "contact"))
        await play.pilot.pause()
        await choose(play, "2")
        await play.until(lambda: screen(play).plan.people[0].contact == 2)
        await play.shows("No longer: Smart service: flanking")
        old, new, change = numbers(play, "findings")
        assert int(new) - int(old) == int(change) < 0


async def test_what_a_deal_sets_for_itself_is_tried_for_that_deal() -> None:
    plan = empty_plan(
        people=[{"id": "p", "name": NASTY, "roles": ["D"], "relationship": "="}],
        opportunities=[{"id": "o", "name": "[/]", "overrides": {"p": {"relationship": "-"}}}],
    )
    async with playing(plan) as play:
        await open_what_if(play)
        screen(play).reveal(("people", "p", "relationship"))
        await play.pilot.pause()
        await choose(play, "+")
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        assert play.plan.people[0].relationship is Relationship.NEUTRAL
        assert play.plan.opportunities[0].overrides["p"].relationship is Relationship.SUPPORTER


async def test_quarters_and_amounts_move_in_the_copy() -> None:
    async with playing(demo_plan()) as play:
        deal = play.plan.opportunities[0]
        await open_what_if(play)
        screen(play).reveal(("opportunities", deal.id, "split", "2027-01"))
        await play.pilot.pause()
        await put(play, "100")
        await play.shows("was 300")
        assert screen(play).plan.opportunities[0].split["2027-01"] == Decimal(1_000_000)
        assert play.plan.opportunities[0].split["2027-01"] == Decimal(3_000_000)


async def test_a_colleagues_save_is_merged_and_shown_as_the_old_number() -> None:
    store, plan = MemoryStore(), demo_plan()
    async with playing(plan, store=store) as play:
        await open_what_if(play)
        await put(play, "90")
        theirs = SetField(("opportunities", plan.opportunities[1].id, "probability"), 80).apply(store.load(plan.id))
        store.save(theirs, Stamp("li", datetime(2026, 11, 23, 8, tzinfo=UTC)))
        play.app.look_around()
        await play.until(lambda: screen(play).plan.opportunities[1].probability == 80)
        await play.until(lambda: numbers(play, "weighted")[0] == "532")
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        assert [deal.probability for deal in play.plan.opportunities[:2]] == [90, 80]
        await play.press("u")
        assert [deal.probability for deal in play.plan.opportunities[:2]] == [60, 80]


async def test_a_read_only_plan_may_be_tried_but_not_changed() -> None:
    async with playing(demo_plan(), read_only=True) as play:
        await open_what_if(play)
        await put(play, "90")
        assert screen(play).plan.opportunities[0].probability == 90
        await play.press("ctrl+s")
        assert isinstance(play.app.screen, WhatIfScreen)
        assert play.plan.opportunities[0].probability == 60


async def test_unreadable_text_is_no_part_of_what_is_kept() -> None:
    async with playing(demo_plan()) as play:
        await open_what_if(play)
        await put(play, "lots")
        await play.press("ctrl+s")
        assert isinstance(play.app.screen, WhatIfScreen)
        assert play.plan.opportunities[0].probability == 60
        assert not play.app.session.drafts


async def test_a_plan_without_deals_and_people_can_be_tried_too() -> None:
    async with playing(empty_plan()) as play:
        await open_what_if(play)
        await play.shows("no finding opens or closes")
        await play.press("tab", "a")
        await play.type(NASTY)
        await play.press("enter", "ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        assert isinstance(play.plan.people[0], Person)
        assert play.plan.people[0].name == NASTY


async def test_the_what_if_of_many_deals_never_waits_for_the_odds() -> None:
    deals = [
        {"id": f"o{n}", "name": f"{n}", "probability": 35, "split": {"2026-10": str(10007 * (n + 3) ** 3)}}
        for n in range(18)
    ]
    async with playing(empty_plan(opportunities=deals, fiscal_year_start=10, targets={"2026": "9000000"})) as play:
        await play.until(lambda: re.search(r"P\(>=900\) [0-9]+%", play.text()))
        await open_what_if(play)
        screen(play).reveal(("opportunities", "o17", "probability"))
        await play.pilot.pause()
        await put(play, "90")
        await play.until(lambda: len(numbers(play, "P(>=900)")) == 3 and "~" not in "".join(numbers(play, "P(>=900)")))
        old, new, change = numbers(play, "P(>=900)")
        assert int(new.rstrip("%")) > int(old.rstrip("%"))
        assert change.startswith("+")


async def test_leaving_the_program_asks_about_the_what_if_first() -> None:
    async with playing(demo_plan()) as play:
        await open_what_if(play)
        await put(play, "90")
        await play.press("q")
        await play.shows("Throw the changes of this what-if away?")
        await play.press("y")
        await play.until(lambda: not play.app.is_running)
    assert play.store.load(play.plan.id).opportunities[0].probability == 60


async def test_home_is_reached_from_it_and_nothing_is_kept() -> None:
    async with playing(demo_plan()) as play:
        await open_what_if(play)
        await put(play, "90")
        await play.press("g", "h", "y")
        await play.until(lambda: isinstance(play.app.screen, HomeScreen))
    assert play.store.load("demo-en").opportunities[0].probability == 60


async def test_find_help_and_language_work_inside() -> None:
    async with playing(demo_plan()) as play:
        await open_what_if(play)
        await play.press("/")
        await play.type("Zhou Min")
        await play.press("enter")
        await play.until(lambda: screen(play).part == "people")
        assert screen(play).grid.cursor[0] == play.plan.people[2].id
        await play.press("L")
        await play.shows("试算")
        await play.press("L", "?")
        await play.shows("A scratch copy of the plan")
        await play.press("escape")
        await play.until(lambda: isinstance(play.app.screen, WhatIfScreen))
        await play.press("g", "m")
        assert isinstance(play.app.screen, WhatIfScreen)


async def test_what_a_colleague_changed_too_is_told_also_to_whoever_was_typing() -> None:
    async with playing(demo_plan(), size=(120, 30)) as play:
        deal = play.plan.opportunities[0].id
        await open_what_if(play)
        await play.press("enter", "ctrl+u")
        await play.type("80")
        await colleague_s_work_is_seen(play, SetField(("opportunities", deal, "probability"), 65))
        assert "elsewhere" not in play.text()
        await play.press("enter")
        await play.shows("1 field was changed elsewhere")
        assert "1 conflict" not in play.lines()[0], "there is nothing to decide in a what-if"


async def test_a_deal_dropped_here_and_changed_by_a_colleague_is_there_again_and_said_to_be() -> None:
    async with playing(demo_plan(), size=(120, 30)) as play:
        deal = play.plan.opportunities[0].id
        await open_what_if(play)
        await play.press("x")
        await colleague_s_work_is_seen(play, SetField(("opportunities", deal, "probability"), 65))
        await play.shows("What was deleted here was changed elsewhere")
        assert screen(play).plan.opportunities[0].id == deal


async def test_answers_are_tried_and_kept_beside_what_a_colleague_answered() -> None:
    store, plan = MemoryStore(), demo_plan()
    deal = plan.opportunities[0].id
    async with playing(plan, store=store) as play:
        await open_what_if(play)
        await play.press("tab", "tab")
        assert screen(play).grid.cursor == ("o1", "us")
        screen(play).grid.go_to("o5", "us")
        await play.press("plus")
        assert numbers(play, "Real?") == ["+71", "+86", "+15"]
        assert numbers(play, "answered") == ["16", "17", "+1"]
        await play.shows("was ?")
        await play.shows("budget is not confirmed")
        assert play.value("opportunities", deal, "assessment", "us").get("o5", Answer()).rating is Rating.UNKNOWN
        theirs = rating_edit(plan, ("opportunities", deal, "assessment", "us", "o7"), Rating.NO, TODAY)
        store.save(theirs.apply(store.load(plan.id)), Stamp("li", datetime(2026, 11, 23, 8, tzinfo=UTC)))
        play.app.look_around()
        await play.until(lambda: numbers(play, "Real?") == ["+57", "+71", "+14"])
        await play.press("a")
        assert screen(play).part == "answers", "no question is added"
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        answers = play.value("opportunities", deal, "assessment", "us")
        assert (answers["o5"].rating, answers["o7"].rating) == (Rating.YES, Rating.NO)
        await play.press("u")
        answers = play.value("opportunities", deal, "assessment", "us")
        assert answers.get("o5", Answer()).rating is Rating.UNKNOWN
        assert answers["o7"].rating is Rating.NO


async def test_find_leads_to_a_question_and_undo_in_the_copy_stays_on_it() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        await open_what_if(play)
        screen(play).reveal(("opportunities", play.plan.opportunities[1].id, "assessment", "us", "c2", "rating"))
        await play.pilot.pause()
        assert (screen(play).part, screen(play).grid.cursor) == ("answers", ("c2", "us"))
        await play.press("minus", "tab", "u")
        assert (screen(play).part, screen(play).grid.cursor) == ("answers", ("c2", "us"))
        assert not screen(play).scratch.is_changed
