"""The call sheet by keys: question by question, and what the customer answers."""

from __future__ import annotations

from datetime import date

from tests.ui.app_stage import TODAY, playing
from tests.ui.spin_stage import first, one_thread


async def test_what_is_heard_next_stands_on_a_line_of_its_own() -> None:
    async with playing(one_thread(heard="peak weeks are hard")) as play:
        await play.press("7", "v")
        await play.shows("question 1 of 4")
        await play.press("H")
        await play.type("two left")
        await play.press("ctrl+s")
        assert first(play).heard == "peak weeks are hard\ntwo left"
        await play.press("H", "ctrl+s", "H", "escape")
        assert first(play).heard == "peak weeks are hard\ntwo left"
        await play.press("u")
        assert first(play).heard == "peak weeks are hard"
        await play.press("enter")
        await play.type("er")
        await play.press("ctrl+s")
        assert first(play).heard == "peak weeks are harder"


async def test_the_call_sheet_reaches_each_answer_by_one_key() -> None:
    async with playing(one_thread(person="zhou")) as play:
        await play.press("7", "v")
        await play.shows("question 1 of 4")
        await play.press("H")
        await play.type("peak weeks\nare hard [/]")
        await play.press("ctrl+s")
        assert first(play).heard == "peak weeks\nare hard [/]"
        await play.press("E")
        thread = first(play)
        assert (thread.explicit_need, thread.said_by, thread.said_on) == (True, "zhou", TODAY)
        await play.press("W")
        await play.type("we need it by May")
        await play.press("ctrl+s")
        await play.press("V")
        await play.type("ten hires fewer")
        await play.press("ctrl+s")
        assert (first(play).explicit_words, first(play).value_acknowledged) == ("we need it by May", "ten hires fewer")
        await play.press("B")
        await play.type("Li")
        await play.press("enter")
        assert first(play).said_by == "li"
        await play.press("u", "u", "u", "u")
        assert first(play).said_on is None
        assert not first(play).explicit_need
        await play.press("D")
        assert first(play).said_on == TODAY
        await play.shows(TODAY.isoformat())


async def test_an_explicit_need_keeps_who_and_when_if_somebody_has_said() -> None:
    async with playing(one_thread(person="zhou", said_by="li", said_on="2026-01-02")) as play:
        await play.press("7", "v", "E")
        assert (first(play).said_by, first(play).said_on) == ("li", date(2026, 1, 2))
        await play.press("E")
        assert not first(play).explicit_need
        assert first(play).said_by == "li"


async def test_the_call_sheet_goes_question_by_question_in_the_order_of_a_talk() -> None:
    async with playing(one_thread(situation="s1", implication="i1\ni2", need_payoff="n1\nn2")) as play:
        await play.press("7", "v")
        for at, name in enumerate(("Situation", "Problem", "Implication", "Need-payoff", "Problem"), start=1):
            await play.shows(f"question {at} of 7")
            assert f"({name})" in play.text()
            await play.press("space")
        await play.press("space", "space", "space")
        await play.shows("last question")
        assert "question 7 of 7" in play.text()
        await play.press("p")
        await play.shows("question 6 of 7")
        await play.press("l", "h", "h")
        await play.shows("question 5 of 7")


async def test_tab_goes_from_answer_to_answer_on_the_call_sheet() -> None:
    async with playing(one_thread()) as play:
        await play.press("7", "v", "H")
        await play.type("heard")
        await play.press("tab")
        assert play.app.screen.query_one("#answers").cursor[0] == "explicit_need"  # type: ignore[attr-defined] # a Grid
        await play.press("tab", "enter")
        await play.type("words")
        await play.press("ctrl+s")
        assert first(play).explicit_words == "words"
