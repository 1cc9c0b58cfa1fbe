"""SPIN by keys: quadrants with chains and counts, the question bank, threads - with hostile names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from textual import events

from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.screens.spin import SpinScreen
from kaptui.store.port import Stamp
from tests.ui.app_stage import demo_plan, empty_plan, playing
from tests.ui.spin_stage import first, line_with, one_thread, spin_plan
from tests.ui.widget_stage import HOSTILE


async def test_the_quadrants_show_questions_chains_and_counts() -> None:
    async with playing(demo_plan()) as play:
        await play.press("7")
        await play.shows("[S Situation]")
        assert "How long until a new agent" in play.text()
        assert "1, at most 2" in play.text()
        assert "1 of 3-5 !" in play.text()
        assert "P1>I>N" in play.text()
        assert "needs heard 1, explicit 1, value agreed 0" in play.text()
        assert "thread 1 of 3" in play.text()
        assert "Few: they help us" in play.text()


async def test_a_broken_chain_is_marked_and_mended() -> None:
    async with playing(one_thread()) as play:
        await play.press("7")
        await play.shows("P2>!>!")
        assert line_with(play, "P1>I>N")
        assert "P2> ! no question yet" in play.text()
        await play.press("c")
        await play.type("what does it cost?")
        await play.press("enter")
        assert first(play).implication == "i1\nwhat does it cost?"
        await play.shows("P2>I>!")
        await play.press("c")
        await play.type("what is it worth?")
        await play.press("enter")
        assert first(play).need_payoff == "n1\nwhat is it worth?"
        await play.shows("P2>I>N")
        await play.press("c")
        await play.shows("No chain is broken")


async def test_tab_goes_round_the_quadrants() -> None:
    async with playing(one_thread()) as play:
        await play.press("7")
        for name in ("P Problem", "I Implication", "N Need-payoff", "S Situation"):
            await play.press("tab")
            await play.shows(f"[{name}]")
        await play.press("shift+tab")
        await play.shows("[N Need-payoff]")


async def test_questions_are_added_edited_and_deleted_where_the_cursor_stands() -> None:
    async with playing(one_thread()) as play:
        await play.press("7", "a")
        await play.type("how many [/]?")
        await play.press("enter")
        assert first(play).situation == "how many [/]?"
        await play.shows("how many [/]?")
        await play.press("enter")
        await play.press("ctrl+u")
        await play.type("how many seats?")
        await play.press("enter")
        assert first(play).situation == "how many seats?"
        await play.press("tab", "a")
        await play.type("p3")
        await play.press("enter")
        assert first(play).problem == "p1\np2\np3"
        await play.press("x")
        assert first(play).problem == "p1\np2"
        await play.press("u")
        assert first(play).problem == "p1\np2\np3"
        await play.press("u", "u")
        assert first(play).situation == "how many [/]?"


async def test_a_deleted_question_leaves_its_place_in_the_chain() -> None:
    plan = one_thread(implication="i1\ni2", need_payoff="n1\nn2")
    async with playing(plan) as play:
        await play.press("7", "tab", "tab", "x")
        assert first(play).implication == "\ni2"
        await play.shows("P1>!>N")
        await play.press("enter")
        await play.type("again")
        await play.press("enter")
        assert first(play).implication == "again\ni2"


async def test_an_implication_is_added_to_the_chain_under_the_cursor() -> None:
    plan = one_thread(implication="i1\ni2", need_payoff="n1\nn2")
    async with playing(plan) as play:
        await play.press("7", "tab", "tab", "a")
        await play.type("more of the first")
        await play.press("enter")
        thread = first(play)
        assert thread.problem == "p1\n\np2"
        assert thread.implication == "i1\nmore of the first\ni2"
        assert thread.need_payoff == "n1\n\nn2"


async def test_esc_adds_nothing() -> None:
    async with playing(one_thread()) as play:
        before = play.plan
        await play.press("7", "a")
        await play.type("half")
        await play.press("escape")
        assert play.plan.spin == before.spin
        assert "half" not in play.text()
        await play.press("tab", "x")
        assert play.plan.spin != before.spin


async def test_what_is_half_typed_enters_the_plan_when_the_screen_is_left() -> None:
    async with playing(one_thread()) as play:
        await play.press("7", "a")
        await play.type("half typed")
        play.app.save_before_leaving()
        assert first(play).situation == "half typed"
        assert play.store.load("plan").spin[0].situation == "half typed"


@pytest.mark.parametrize(
    ("language", "typed", "question"),
    [
        ("en", "halved", "What would it be worth to you if this were halved?"),
        ("zh", "减少一半", "如果能减少一半，对你们值多少？"),
    ],
)
async def test_the_question_bank_adds_to_the_quadrant_of_the_question(language: str, typed: str, question: str) -> None:
    async with playing(one_thread(), language=language) as play:
        await play.press("7", "Q")
        await play.type(typed)
        await play.until(lambda: question in play.text())
        await play.press("enter")
        await play.until(lambda: first(play).need_payoff == f"n1\n{question}")
        await play.press("u")
        assert first(play).need_payoff == "n1"


async def test_the_bank_begins_with_the_questions_of_the_quadrant() -> None:
    async with playing(one_thread()) as play:
        await play.press("7", "tab", "Q")
        await play.shows("biggest challenges")
        await play.press("enter")
        assert first(play).problem == "p1\np2\nWhat are your biggest challenges at present?"


async def test_threads_are_walked_grouped_added_and_removed() -> None:
    plan = spin_plan(
        {"id": "a", "problem": "pa", "person": "zhou", "opportunity": "o"},
        {"id": "b", "problem": "pb", "person": "zhou", "opportunity": "o2"},
        {"id": "c", "problem": "pc", "opportunity": "o"},
    )
    async with playing(plan) as play:
        await play.press("7")
        await play.shows("P1 pa")
        assert "for Zhou [/] (UP)" in play.text()
        await play.press(".")
        await play.shows("P1 pb")
        await play.press(",", ",")
        await play.shows("P1 pc")
        await play.press("J")
        await play.shows("P1 pa")
        await play.press("w")
        await play.shows("P2 pc")
        assert "all threads of this deal" in play.text()
        await play.press("w")
        await play.shows("P2 pb")
        await play.press("w", "A")
        await play.type("a new problem")
        await play.press("enter")
        new = play.plan.spin[-1]
        assert (new.problem, new.person, new.opportunity) == ("a new problem", "zhou", "o")
        await play.shows("P1 a new problem")
        await play.press("X")
        assert len(play.plan.spin) == 3
        await play.press("u")
        assert play.plan.spin[-1].problem == "a new problem"


async def test_a_new_thread_given_up_is_none() -> None:
    async with playing(one_thread()) as play:
        await play.press("7", "A")
        await play.type("x")
        await play.press("escape")
        assert len(play.plan.spin) == 1
        await play.press("A", "enter")
        assert len(play.plan.spin) == 1


async def test_without_a_thread_the_quadrants_begin_one() -> None:
    async with playing(spin_plan()) as play:
        await play.press("7", "v")
        await play.shows("[S Situation]")
        await play.press("v", "H")
        await play.shows("No thread yet")
        await play.press("v", "v", "a")
        await play.type("how many?")
        await play.press("enter")
        assert [(each.situation, each.opportunity) for each in play.plan.spin] == [("how many?", "o")]
        await play.press("u")
        assert play.plan.spin == ()


async def test_pasted_lines_are_questions() -> None:
    async with playing(one_thread()) as play:
        await play.press("7", "tab")
        grid = play.app.screen.focused
        assert grid is not None
        grid.post_message(events.Paste("p3\np4\n"))
        await play.until(lambda: first(play).problem == "p1\np2\np3\np4")
        await play.press("u")
        assert first(play).problem == "p1\np2"


async def test_a_finding_leads_to_its_quadrant_and_its_answer() -> None:
    async with playing(demo_plan()) as play:
        await play.at(("spin", "t2", "implication"))
        await play.shows("[I Implication]")
        assert "How much revenue" in play.text()
        await play.at(("spin", "t3", "explicit_need"))
        await play.shows("question 1 of 3")
        await play.at(("spin", "t3", "person"))
        await play.shows("Situation questions")


async def test_undo_goes_to_the_quadrant_it_changes() -> None:
    async with playing(one_thread()) as play:
        await play.press("7", "tab", "tab", "a")
        await play.type("i2")
        await play.press("enter", "d", "u")
        await play.shows("[I Implication]")
        assert first(play).implication == "i1"


async def test_a_read_only_plan_is_read_and_not_written() -> None:
    async with playing(one_thread(), read_only=True) as play:
        await play.press("7")
        for keys in (["a"], ["tab", "x"], ["c"], ["Q"], ["A"], ["v", "H"], ["E"]):
            await play.press(*keys)
            await play.shows("read-only")
        await play.press("space")
        await play.shows("question 2 of 4")
        assert play.plan == one_thread()


async def test_a_colleague_may_remove_the_thread_in_view() -> None:
    async with playing(spin_plan({"id": "a", "problem": "pa"}, {"id": "b", "problem": "pb"})) as play:
        await play.press("7", ".")
        await play.shows("P1 pb")
        await play.until(lambda: play.app.session.is_saved)
        present = play.store.load("plan")
        fewer = present.model_copy(update={"spin": present.spin[:1]})
        play.store.save(fewer, Stamp("colleague", datetime(2026, 11, 23, tzinfo=UTC)))
        await play.shows("P1 pa")
        await play.press("tab")
        await play.shows("thread 1 of 1")


@pytest.mark.parametrize("glyphs", [ASCII, UNICODE], ids=["ascii", "unicode"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_hostile_words_are_shown_as_they_are(size: tuple[int, int], language: str, glyphs: Any) -> None:
    words = [text.replace("\ud83d", "") for text in HOSTILE]
    joined = "\n".join(text.replace("\n", " ") for text in words)
    plan = empty_plan(
        people=[{"id": "p", "name": words[1], "roles": ["D"]}],
        opportunities=[{"id": "o", "name": words[0]}],
        spin=[
            {"id": "t", "situation": joined, "problem": joined, "implication": joined, "heard": joined,
             "person": "p", "opportunity": "o", "said_by": "p"},
            {"id": "u", "need_payoff": joined, "person": "gone", "opportunity": "gone"},
        ],
    )  # fmt: skip
    async with playing(plan, size=size, language=language, glyphs=glyphs) as play:
        await play.press("7")
        for keys in (["w"], ["w"], ["w"], ["."], ["v"], ["space"], [","], ["v"], ["v"]):
            await play.press(*keys)
            assert all(line.isprintable() for line in play.lines())
        assert isinstance(play.app.screen, SpinScreen)


async def test_the_views_are_copied_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(one_thread(situation="s1")) as play:
        await play.press("7")
        screen = play.app.screen
        assert isinstance(screen, SpinScreen)
        assert "P Problem\n  P1 p1\n  P2 p2" in screen.as_text()
        await play.press("v")
        assert screen.as_text().startswith("S  s1\nP  p1\nI  i1\nN  n1\nP  p2\n")
        assert "H Heard (implied need): " in screen.as_text()
