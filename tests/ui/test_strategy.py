"""The strategy by keys: its conditions live, steps and actions done, due dates, all parts where there is room."""

from __future__ import annotations

from typing import Any

import pytest

from kaptui.draw.glyphs import ASCII, UNICODE, Glyphs
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from tests.ui.app_stage import Play, demo_plan, empty_plan, playing
from tests.ui.widget_stage import HOSTILE


def deal_plan(**deal: Any) -> AccountPlan:
    return empty_plan(
        people=[{"id": "p", "name": "Wang [/]", "standing": "inner", "contact": 1}],
        opportunities=[{"id": "o", "name": "deal"} | deal],
    )


def deal(play: Play) -> Opportunity:
    return play.plan.opportunities[0]


def action(action_id: str, due: str | None = None, **values: Any) -> dict[str, Any]:
    return {"id": action_id, "what": f"do {action_id}", "due": due} | values


async def test_each_condition_of_the_strategy_is_ticked_as_it_is_met() -> None:
    async with playing(deal_plan()) as play:
        await play.press("0")
        await play.shows("No strategy is chosen")
        await play.at(("opportunities", "o", "strategy"))
        await play.press("enter", "g")
        await play.shows("Fragment: 0 of 2 conditions met")
        assert "[!] the part to win is named" in play.text()
        await play.at(("opportunities", "o", "fragment"))
        await play.press("enter")
        await play.type("knowledge base")
        await play.press("enter")
        await play.shows("[x] the part to win is named")
        assert "Fragment: 1 of 2 conditions met" in play.text()
        await play.at(("opportunities", "o", "fragment_amount"))
        await play.press("enter")
        await play.type("80")
        await play.press("enter")
        await play.shows("Fragment fits")
        await play.press("u")
        await play.shows("Fragment: 1 of 2 conditions met")


async def test_the_conditions_follow_the_map_and_an_opened_deal() -> None:
    async with playing(deal_plan(strategy="flanking")) as play:
        await play.press("0")
        await play.shows("[!] access to the inner circle with contact of at least 2: Wang [/] has 1")
        await play.at(("people", "p", "contact"))
        await play.press("enter", "2")
        await play.press("0")
        await play.shows("Flanking fits")


async def test_space_does_a_step_and_an_action_and_undoes_them() -> None:
    plan = deal_plan(steps=[{"id": "s", "step": "tender", "date": "2026-11-01"}], actions=[action("a", "2026-11-20")])
    async with playing(plan) as play:
        await play.press("0", "space")
        await play.shows("Steps and actions can be done")
        await play.press("tab")
        await play.shows("! tender")
        assert "late" in play.text()
        await play.press("space")
        assert deal(play).steps[0].done
        assert "late" not in play.text()
        await play.press("tab", "space", "space")
        assert not deal(play).actions[0].done
        await play.press("space")
        assert deal(play).actions[0].done
        await play.press("u")
        assert not deal(play).actions[0].done


async def test_d_goes_to_the_due_date_and_on_to_what_is_due_next() -> None:
    actions = [action("c", "2026-12-24"), action("a", "2026-11-20"), action("d"), action("b", "2026-12-01")]
    actions.append(action("e", "2026-01-01", done=True))
    async with playing(deal_plan(actions=actions)) as play:
        await play.press("0", "D")
        cursors = [play.app.screen.query_one("#actions").cursor]  # type: ignore[attr-defined] # a Grid
        for _ in range(4):
            await play.press("D")
            cursors.append(play.app.screen.query_one("#actions").cursor)  # type: ignore[attr-defined]
        assert cursors == [("a", "due"), ("b", "due"), ("c", "due"), ("d", "due"), ("a", "due")]
        await play.press("left", "left", "D")
        assert play.app.screen.query_one("#actions").cursor == ("a", "due")  # type: ignore[attr-defined]
        await play.press("enter")
        await play.type("+7")
        await play.press("enter")
        assert str(deal(play).actions[1].due) == "2026-11-30"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_part_turned_into_columns_is_edited_done_and_dated_as_before(size: tuple[int, int]) -> None:
    actions = [action("a", "2026-11-20"), action("b", "2026-12-01")]
    async with playing(deal_plan(actions=actions), size=size) as play:
        await play.press("0", "tab", "tab", "T", "right", "space")
        assert [row.done for row in deal(play).actions] == [False, True]
        await play.press("D", "enter")
        await play.type("+7")
        await play.press("enter")
        assert str(deal(play).actions[1].due) == "2026-11-30"
        await play.press("D")
        assert play.app.screen.query_one("#actions").cursor == ("due", "a")  # type: ignore[attr-defined] # a Grid


async def test_every_word_of_an_action_and_its_state_are_read_without_scrolling_at_80_cells() -> None:
    what = "Two weeks of trial with the whole call centre to prove the accuracy that we promised"
    actions = [action("a", "2026-11-20", what=what, category="emphasise", owner="Lin", person="p")]
    async with playing(deal_plan(actions=actions)) as play:
        await play.press("0", "tab", "tab")
        words = {word for line in play.lines() for word in line.split()}
        assert {*what.split(), "Emphasise", "Lin", "2026-11-20", "Wang", "late"} <= words


async def test_steps_are_put_in_order() -> None:
    async with playing(deal_plan(steps=[{"id": "s", "step": "one"}, {"id": "t", "step": "two"}])) as play:
        await play.press("0", "tab", "J")
        assert [step.id for step in deal(play).steps] == ["t", "s"]
        await play.press("K")
        assert [step.id for step in deal(play).steps] == ["s", "t"]


async def test_all_parts_stand_there_where_there_is_room() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        await play.press("0")
        await play.shows("[Goal and strategy]")
        for text in ("Decision steps 4", "Actions 5", "Reviews 1", "Flanking: 0 of 1", "Mr Fang", "Tender and eval"):
            assert text in play.text()
        await play.press("tab")
        await play.shows("[Decision steps 4]")
        await play.press("shift+tab", "shift+tab")
        await play.shows("[Reviews 1]")
        await play.pilot.resize_terminal(80, 24)
        await play.until(lambda: "Tender and eval" not in play.text())
        assert "[Reviews 1]" in play.text()


async def test_undo_comes_back_to_the_part_it_changes() -> None:
    async with playing(deal_plan(actions=[action("a")]), size=(80, 40)) as play:
        await play.press("0", "D", "enter")
        await play.type("+1")
        await play.press("enter", "tab", "u")
        await play.shows("[Actions 1]")
        assert deal(play).actions[0].due is None


async def test_without_an_opportunity_everything_says_so() -> None:
    async with playing(empty_plan()) as play:
        for keys in (["0"], ["D"], ["R"], ["tab", "space"]):
            await play.press(*keys)
            assert play.app.is_running
        assert "No opportunity yet" in play.text()


async def test_a_read_only_plan_is_neither_done_nor_reviewed() -> None:
    async with playing(deal_plan(actions=[action("a")]), read_only=True) as play:
        await play.press("0", "tab", "tab", "space")
        await play.shows("read-only")
        await play.press("R")
        await play.shows("read-only")
        assert not deal(play).actions[0].done


@pytest.mark.parametrize("glyphs", [ASCII, UNICODE], ids=["ascii", "unicode"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (80, 36)])
async def test_hostile_words_are_shown_as_they_are(size: tuple[int, int], language: str, glyphs: Glyphs) -> None:
    words = [text.replace("\ud83d", "").replace("\n", " ") for text in HOSTILE]
    plan = empty_plan(
        people=[{"id": "p", "name": words[1], "standing": "inner"}],
        opportunities=[{
            "id": "o", "name": words[0], "strategy": "flanking", "goal": "\n".join(words), "reasoning": words[4],
            "steps": [{"id": f"s{n}", "step": word, "people": ["p", "gone"]} for n, word in enumerate(words)],
            "actions": [action(f"a{n}", what=word, owner=word, person="p") for n, word in enumerate(words)],
            "reviews": [{"id": "r", "vulnerabilities": "\n".join(words)}],
        }],
    )  # fmt: skip
    async with playing(plan, size=size, language=language, glyphs=glyphs) as play:
        for key in ("0", "tab", "tab", "tab", "D", "R", "tab", "tab", "tab", "tab"):
            await play.press(key)
            assert all(line.isprintable() for line in play.lines())
