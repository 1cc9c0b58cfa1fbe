"""One journey per template: filled by keys in 80 by 24, seen on the screen, kept in the store - with hostile names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kaptui.plan.document import AccountPlan
from tests.ui.app_stage import Play, demo_plan, empty_plan, playing
from tests.ui.widget_stage import HOSTILE

NASTY = "[@click=app.quit]x[/] 日本"


async def stored(play: Play) -> AccountPlan:
    """The plan as the store has it once everything is saved."""
    await play.until(lambda: play.app.session.is_saved)
    return play.store.load(play.plan.id)


async def test_the_profile_form_takes_text_amounts_and_certainty() -> None:
    async with playing(empty_plan()) as play:
        await play.press("1")
        await play.shows("Business goals")
        await play.at(("profile", "goals"))
        await play.press("enter")
        await play.type(NASTY)
        await play.press("ctrl+s")
        assert play.value("profile", "goals") == NASTY
        assert play.value("profile_facts", "goals", "confirmed") == date(2026, 11, 23)
        await play.shows("[@click=app.quit]x")
        await play.run("form.sure")
        assert play.value("profile_facts", "goals", "assumed") is True
        await play.at(("targets", "2026"))
        await play.press("enter")
        await play.type("600")
        await play.press("enter")
        plan = await stored(play)
        assert plan.targets == {"2026": Decimal(6_000_000)}
        assert plan.profile.goals == NASTY


async def test_an_answer_is_typed_beside_the_name_of_its_field() -> None:
    async with playing(empty_plan()) as play:
        await play.press("1")
        await play.shows("1 Customer")
        await play.press("down", "enter")
        await play.type("www")
        await play.shows("www")
        (line,) = [line for line in play.lines() if "www" in line]
        assert "2 Website" in line
        await play.press("enter")
        assert play.value("profile", "website") == "www"


async def test_people_are_typed_in_cells_and_by_their_code() -> None:
    async with playing(empty_plan()) as play:
        await play.press("2", "a")
        await play.type("[/] 王")
        await play.press("enter", "c")
        await play.press("ctrl+u")
        await play.type("AP=2!!")
        await play.press("enter")
        person = play.plan.people[0]
        assert (person.name, person.roles, person.style, person.relationship) == ("[/] 王", ("A",), "P", "=")
        assert (person.contact, person.standing) == (2, "inner")
        await play.shows("[/] 王")
        await play.press("u")
        assert play.plan.people[0].standing is None
        await play.press("U")
        assert play.plan.people[0].standing == "inner"
        plan = await stored(play)
        assert plan.people[0].name == "[/] 王"


async def test_links_join_people_by_name() -> None:
    people = [{"id": "a", "name": "[/]"}, {"id": "b", "name": "王副总"}]
    async with playing(empty_plan(people=people)) as play:
        await play.press("g", "l", "a")
        await play.type("[/]")
        await play.press("enter")
        await play.at(("links", play.plan.links[0].id, "target"))
        await play.press("enter")
        await play.type("wang")
        await play.press("enter")
        link = play.plan.links[0]
        assert (link.source, link.target) == ("a", "b")
        await play.shows("王副总")


async def test_undo_says_what_it_did_where_it_goes_and_no_longer_where_it_came_from() -> None:
    async with playing(demo_plan()) as play:
        await play.press("5", "x")
        await play.shows("Deleted; u brings it back")
        await play.press("d")
        await play.shows("Plan test")
        await play.press("u")
        await play.shows("Benefit")
        await play.shows("Undone: deleting a need")
        await play.press("d")
        await play.shows("Plan test")
        assert "Undone" not in play.text()


async def test_competitors_stand_side_by_side_and_turn() -> None:
    async with playing(demo_plan()) as play:
        await play.press("4")
        await play.shows("H Co.")
        head = next(line for line in play.lines() if "H Co." in line)
        assert "Y Co." in head
        assert "K Co." in head
        await play.press("T")
        await play.until(lambda: not any("H Co." in line and "K Co." in line for line in play.lines()))
        await play.press("a")
        await play.type(NASTY)
        await play.press("enter")
        assert NASTY in {rival.name for rival in (await stored(play)).competitors}


async def test_needs_name_people_and_departments() -> None:
    async with playing(empty_plan(people=[{"id": "p", "name": "陈静", "department": "客服部"}])) as play:
        await play.press("5", "a")
        await play.type("seats [/]")
        await play.press("ctrl+s")
        need = play.plan.needs[0]
        assert need.challenge == "seats [/]"
        await play.at(("needs", need.id, "people"))
        await play.press("enter")
        await play.type("chenj")
        await play.press("space", "enter")
        assert play.value("needs", need.id, "people") == ("p",)
        await play.shows("陈静")


async def test_a_value_entry_is_moved_with_the_arrows() -> None:
    values = [{"id": "v", "solution": NASTY, "customer_score": 3, "our_score": 3}]
    async with playing(empty_plan(values=values)) as play:
        await play.press("6", "enter", "up", "up", "right", "enter")
        assert (play.plan.values[0].customer_score, play.plan.values[0].our_score) == (5, 4)
        await play.press("up", "up")
        assert play.plan.values[0].customer_score == 5
        plan = await stored(play)
        assert (plan.values[0].customer_score, plan.values[0].our_score) == (5, 4)


async def test_a_lifted_entry_is_put_back_by_esc_and_undo_brings_the_move_again() -> None:
    values = [{"id": "v", "solution": NASTY, "customer_score": 3}]
    async with playing(empty_plan(values=values)) as play:
        await play.press("6", "enter", "right", "up", "up", "up")
        assert (play.plan.values[0].our_score, play.plan.values[0].customer_score) == (4, 5)
        await play.press("escape")
        assert (play.plan.values[0].our_score, play.plan.values[0].customer_score) == (None, 3)
        await play.shows("not scored yet")
        await play.press("up")
        assert play.plan.values[0].customer_score == 3
        await play.press("u")
        assert play.plan.values[0].customer_score == 5


async def test_no_key_in_the_value_field_changes_a_cell_that_is_not_seen() -> None:
    values = [{"id": key, "need": f"need {key}", "solution": key, "customer_score": 4, "our_score": 4} for key in "ab"]
    async with playing(empty_plan(values=values)) as play:
        await play.press("6", "down", "backspace")
        assert [row.need for row in play.plan.values] == ["need a", "need b"]
        assert [(row.our_score, row.customer_score) for row in play.plan.values] == [(4, 4), (None, None)]
        await play.press("e", "end")
        await play.type("!")
        await play.press("enter")
        assert [row.need for row in play.plan.values] == ["need a", "need b!"]
        await play.shows("Value to the customer")
        await play.press("T")
        await play.shows("value to them")
        await play.press("tab", "tab", "x")
        assert [row.id for row in play.plan.values] == ["a"]


async def test_a_table_that_cannot_be_turned_says_so_and_stays_editable() -> None:
    async with playing(empty_plan(opportunities=[{"id": "o", "name": "deal"}])) as play:
        await play.press("9", "T")
        await play.shows("cannot become columns")
        await play.press("l", "enter")
        await play.type("300")
        await play.press("enter")
        assert play.plan.opportunities[0].amount == 3_000_000


async def test_spin_threads_hold_several_questions_a_field() -> None:
    async with playing(empty_plan()) as play:
        await play.press("7", "a")
        await play.type("现有多少座席？\n多久换人？")
        await play.press("ctrl+s")
        assert play.plan.spin[0].situation == "现有多少座席？\n多久换人？"


async def test_ratings_are_single_keys_for_us_and_each_rival() -> None:
    plan = empty_plan(opportunities=[{"id": "o", "name": NASTY}], competitors=[{"id": "h", "name": "[/]"}])
    async with playing(plan) as play:
        await play.press("8")
        await play.at(("opportunities", "o", "assessment", "us", "o1", "rating"))
        await play.press("+", "down", "-", "right")
        assert play.value("opportunities", "o", "assessment", "us", "o1", "rating") == "+"
        assert play.value("opportunities", "o", "assessment", "us", "o2", "rating") == "-"
        await play.press("+")
        assert play.value("opportunities", "o", "assessment", "h", "o2", "rating") == "+"
        await play.press("backspace")
        assert play.plan.opportunities[0].assessment["h"] == {}
        await play.press("left", "enter")
        await play.type("by March")
        await play.press("ctrl+s")
        assert play.value("opportunities", "o", "assessment", "us", "o2", "answer") == "by March"
        assert play.value("opportunities", "o", "assessment", "us", "o2", "rating") == "-"
        await play.shows("by March")


async def test_opportunities_take_money_percentages_and_quarters() -> None:
    async with playing(empty_plan(fiscal_year_start=10)) as play:
        await play.press("9", "a")
        await play.type(NASTY)
        await play.press("tab", "enter")
        await play.type("600")
        await play.press("tab", "enter")
        await play.type("60%")
        await play.press("tab", "enter")
        await play.type("25%")
        await play.press("enter")
        deal = play.plan.opportunities[0]
        assert (deal.name, deal.amount, deal.probability) == (NASTY, Decimal(6_000_000), 60)
        assert deal.split == {"2026-10": Decimal(1_500_000)}
        weighted = next(line for line in play.lines() if "Weighted" in line)
        assert "90" in weighted
        assert (await stored(play)).opportunities[0].split == {"2026-10": Decimal(1_500_000)}


async def test_the_strategy_holds_steps_actions_and_reviews() -> None:
    async with playing(empty_plan(opportunities=[{"id": "o", "name": "deal"}])) as play:
        await play.press("0")
        await play.at(("opportunities", "o", "strategy"))
        await play.press("enter", "l")
        assert play.value("opportunities", "o", "strategy") == "flanking"
        for part, text in (("steps", "tender [/]"), ("actions", "trial [/]")):
            await play.press("tab", "a")
            await play.type(text)
            await play.press("enter")
            assert len(play.value("opportunities", "o", part)) == 1
        await play.press("tab", "a")
        await play.type("today")
        await play.press("enter")
        assert play.value("opportunities", "o", "reviews")[0].date == date(2026, 11, 23)
        assert play.value("opportunities", "o", "actions")[0].what == "trial [/]"


async def test_the_dashboard_moves_with_a_probability_edited_beside_it() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        before = next(line for line in play.lines() if "FY " in line)
        await play.press("tab", "right", "right")
        await play.press("enter")
        await play.type("90")
        await play.press("enter")
        assert play.plan.opportunities[0].probability == 90
        after = next(line for line in play.lines() if "FY " in line)
        assert before != after


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_screen_shows_hostile_names_as_they_are(language: str) -> None:
    people = [{"id": f"p{n}", "name": name.replace("\ud83d", ""), "roles": ["D"]} for n, name in enumerate(HOSTILE)]
    text = HOSTILE[1]
    plan = empty_plan(
        people=people,
        competitors=[{"id": "h", "name": text, "sold": HOSTILE[4]}],
        needs=[{"id": "n", "challenge": text, "people": ["p0", "p1"]}],
        values=[{"id": "v", "solution": text, "customer_score": 5, "our_score": 5}],
        spin=[{"id": "s", "problem": text}],
        opportunities=[{"id": "o", "name": text, "risks": HOSTILE[0], "actions": [{"id": "a", "what": text}]}],
    )
    async with playing(plan, language=language) as play:
        for key in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "d"):
            await play.press(key)
            shown = play.text()
            assert "\x1b" not in shown
            assert "\u202e" not in shown
            for line in play.lines():
                assert line.isprintable()
        await play.press("g", "h")
        assert play.app.is_running


async def test_a_long_sentence_in_chinese_fills_the_lines_of_its_toast() -> None:
    async with playing(demo_plan(), language="zh") as play:
        play.app.tell("与同事有 1 处编辑冲突，暂时保留您的内容；按 C 处理，也可以稍后再说。", "warning")
        await play.shows("与同事有 1 处编辑冲突，暂时保留")
