"""Review mode by keys: five parts, a clock, one log entry with dated actions at the end, and nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kaptui.draw.glyphs import ASCII, UNICODE, Glyphs
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Category
from kaptui.screens.review import ReviewScreen
from kaptui.screens.strategy import StrategyScreen
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from tests.ui.app_stage import TODAY, Play, demo_plan, empty_plan, playing
from tests.ui.widget_stage import HOSTILE


def deal(play: Play) -> Opportunity:
    return play.plan.opportunities[0]


def review_screen(play: Play) -> ReviewScreen:
    screen = play.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


@asynccontextmanager
async def reviewing(**how: Any) -> AsyncIterator[Play]:
    """The demonstration account in review mode."""
    async with playing(demo_plan(how.get("language", "en")), **how) as play:
        await play.press("0", "R")
        await play.until(lambda: isinstance(play.app.screen, ReviewScreen))
        yield play


async def to_part(play: Play, number: int) -> None:
    await play.press(*["tab"] * (number - 1))


async def test_the_demonstration_account_is_reviewed_from_beginning_to_end() -> None:
    async with reviewing() as play:
        await play.shows("[Present]")
        for words in ("Goal: Sign phase 1", "Flanking: 0 of 1 conditions met", "16 of 21 answered"):
            assert words in play.text()
        await play.press("tab")
        await play.shows("[Questions]")
        await play.press("+")
        assert play.value("opportunities", "o1", "assessment", "us", "o5", "rating") == "+"
        await play.press("enter")
        await play.type("3m, released in March")
        await play.press("ctrl+s")
        assert play.value("opportunities", "o1", "assessment", "us", "o5", "answer") == "3m, released in March"
        await play.press("tab")
        await play.shows("[Vulnerabilities]")
        await play.press("space", "a")
        await play.type("Only one reference")
        await play.press("enter", "tab")
        await play.shows("[Recommendations]")
        await play.press("a")
        await play.type("Visit VP Wang")
        await play.press("tab", "i")
        await play.type("Lin Xiao")
        await play.press("tab")
        await play.type("+7")
        await play.press("tab")
        await play.type("VP Wang")
        await play.press("enter", "a")
        await play.type("Stay calm")
        await play.press("enter", "tab")
        await play.shows("[Verdict]")
        await play.press("enter")
        await play.type("go on")
        await play.press("enter", "w")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        await play.shows("[Reviews 2]")
        log = deal(play).reviews[-1]
        assert (log.date, log.reviewer, log.verdict) == (TODAY, "tester", "go on")
        assert log.recommendations == "Visit VP Wang\nStay calm"
        assert log.vulnerabilities.endswith("\nOnly one reference")
        assert "against us, 1 for us" not in log.vulnerabilities
        added = deal(play).actions[-1]
        assert (added.what, added.category, added.owner) == ("Visit VP Wang", Category.INSULATE, "Lin Xiao")
        assert (added.due, added.person) == (date(2026, 11, 30), "wang")
        assert len(deal(play).actions) == 6
        await play.press("u")
        assert (len(deal(play).actions), len(deal(play).reviews)) == (5, 1)
        assert play.value("opportunities", "o1", "assessment", "us", "o5", "rating") == "+"
        await play.press("U")
        await play.until(lambda: play.app.session.is_saved)
        assert play.store.load(play.plan.id).opportunities[0].reviews[-1] == log


async def test_the_questions_are_the_open_ones_and_the_findings() -> None:
    async with reviewing(size=(120, 40)) as play:
        await to_part(play, 2)
        for words in ("o5 What is the project's budget?", "w3 What is our biggest risk?", "do about it?"):
            assert words in play.text()
        assert "o1 " not in play.text()
        await play.press("-", "+", "backspace")
        assert "Plus: a confirmed budget" in play.text()
        assert "o5" not in deal(play).assessment["us"] or deal(play).assessment["us"]["o5"].rating == "?"


async def test_what_to_do_about_a_finding_becomes_a_recommendation() -> None:
    async with reviewing() as play:
        await to_part(play, 2)
        await play.press("ctrl+end")
        await play.press("+")
        await play.shows("A finding is not rated")
        await play.press("enter")
        await play.type("ask Zhou to introduce us")
        await play.shows("no friend of ours leads to VP Zhang: what do we do about it?")
        await play.press("enter")
        await play.shows("Noted among the recommendations")
        await play.press("tab", "tab")
        await play.shows("ask Zhou to")
        assert [each.action.what for each in review_screen(play).notes.proposals] == ["ask Zhou to introduce us"]


async def test_each_step_can_be_taken_back_ratings_among_them() -> None:
    async with reviewing() as play:
        await to_part(play, 2)
        before = play.plan
        await play.press("+", "tab", "space", "x")
        screen = review_screen(play)
        count = len(screen.begun.points)
        assert len(screen.notes.points) == count - 1
        await play.press("u")
        assert not screen.notes.points[0].is_taken
        await play.press("u")
        assert screen.notes == screen.begun
        await play.press("u")
        assert play.plan.opportunities == before.opportunities
        await play.press("u")
        await play.shows("Nothing to undo")
        await play.press("U", "U", "U")
        assert len(screen.notes.points) == count - 1
        assert play.plan.opportunities != before.opportunities


async def test_a_date_that_cannot_be_read_waits_in_its_cell_and_is_not_lost() -> None:
    async with reviewing() as play:
        await to_part(play, 4)
        await play.press("a")
        await play.type("call")
        await play.press("tab", "tab", "tab")
        await play.type("soonish")
        await play.press("enter")
        await play.shows("soonish")
        await play.until(lambda: "Cannot be read as a date" in play.text())
        play.app.save_before_leaving()
        assert deal(play).reviews[-1].recommendations == "call (soonish)"


async def test_taking_a_line_out_loses_no_text_of_another_that_waits_to_be_read() -> None:
    async with reviewing() as play:
        await to_part(play, 4)
        for what, due in (("one", "never"), ("two", "some day")):
            await play.press("a")
            await play.type(what)
            await play.press("tab", "p", "tab")
            await play.type(due)
            await play.press("enter")
        await play.press("up", "x")
        waiting = {cell: text for cell, (text, _) in review_screen(play).unread.items()}
        assert waiting == {("0", "due"): "some day"}
        await play.press("shift+tab", "x", "tab")
        await play.shows("some day")


async def test_a_review_needs_a_verdict() -> None:
    async with reviewing() as play:
        await play.press("w")
        await play.shows("[Verdict]")
        await play.type("leave")
        await play.press("enter", "w")
        await play.until(lambda: len(deal(play).reviews) == 2)
        assert deal(play).reviews[-1].verdict == "leave"


async def test_esc_asks_only_when_something_was_noted() -> None:
    async with reviewing() as play:
        await play.press("escape")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        await play.press("R")
        await to_part(play, 3)
        await play.press("space", "escape")
        await play.shows("What is to become of this review?")
        await play.press("escape")
        assert isinstance(play.app.screen, ReviewScreen)
        await play.press("escape", "x")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        assert len(deal(play).reviews) == 1
        await play.press("R")
        await to_part(play, 3)
        await play.press("space", "escape", "w")
        await play.until(lambda: len(deal(play).reviews) == 2)


async def test_a_review_left_without_a_verdict_goes_on_in_the_same_log_entry() -> None:
    async with reviewing() as play:
        await to_part(play, 4)
        await play.press("a")
        await play.type("Visit VP Wang")
        await play.press("tab", "i", "escape", "escape", "w")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        await play.press("R")
        await play.shows("Today's review, which has no verdict yet, goes on")
        await play.press("escape")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        await play.press("R")
        await to_part(play, 4)
        await play.shows("Visit VP Wang")
        await play.press("tab", "enter")
        await play.type("go on")
        await play.press("enter", "w")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        assert [row.verdict for row in deal(play).reviews[1:]] == ["go on"]
        assert [row.what for row in deal(play).actions if row.what == "Visit VP Wang"] == ["Visit VP Wang"]


async def test_home_is_no_way_out_of_a_review() -> None:
    async with reviewing() as play:
        await play.press("g", "h")
        await play.shows("Finish the review first")
        await play.press("9")
        assert isinstance(play.app.screen, ReviewScreen)


async def test_a_review_is_written_when_the_program_has_to_leave() -> None:
    async with reviewing() as play:
        await to_part(play, 4)
        await play.press("a")
        await play.type("half typed")
        play.app.save_before_leaving()
        stored = play.store.load(play.plan.id).opportunities[0]
        assert stored.reviews[-1].recommendations == "half typed"
        play.app.save_before_leaving()
        assert len(deal(play).reviews) == 2


async def test_a_review_only_looked_at_writes_nothing() -> None:
    async with reviewing() as play:
        await to_part(play, 5)
        play.app.save_before_leaving()
        assert play.plan == demo_plan()


async def test_the_clock_moves_with_the_keys() -> None:
    now = [0.0]
    async with playing(demo_plan()) as play:
        await play.press("0")
        screen = ReviewScreen(play.app.screen.context, deal(play), clock=lambda: now[0])  # type: ignore[attr-defined]
        play.app.push_screen(screen)
        await play.shows("00:00")
        now[0] = 125
        assert "02:05" not in play.text()
        await play.press("j")
        await play.shows("02:05")
        now[0] = 3725
        await play.press("tab")
        await play.shows("62:05")


async def test_the_clock_of_a_broken_off_review_goes_on_where_it_stopped(tmp_path: Path) -> None:
    now, store = [0.0], MemoryStore()

    async def review(play: Play, shown: str) -> None:
        await play.press("0")
        screen = ReviewScreen(play.app.screen.context, deal(play), clock=lambda: now[0])  # type: ignore[attr-defined]
        play.app.push_screen(screen)
        await play.shows(shown)

    async with playing(demo_plan(), store=store, state_directory=tmp_path) as play:
        await review(play, "00:00")
        now[0] = 125
        await to_part(play, 3)
        await play.press("space", "escape", "w")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        now[0] = 1000
        await review(play, "02:05")
        now[0] = 1060
        play.app.leave(0)
    async with playing(store=store, state_directory=tmp_path) as play:
        play.app.open_account(demo_plan().id)
        now[0] = 0
        await review(play, "03:05")
        await to_part(play, 5)
        await play.press("enter")
        await play.type("go on")
        await play.press("enter", "w")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        await play.until(lambda: not list((tmp_path / "drafts").iterdir()))
        await review(play, "00:00")


async def test_a_colleague_may_take_the_deal_away_meanwhile() -> None:
    async with reviewing() as play:
        await to_part(play, 3)
        await play.press("space")
        await play.until(lambda: play.app.session.is_saved)
        present = play.store.load(play.plan.id)
        without = present.model_copy(update={"opportunities": present.opportunities[1:]})
        play.store.save(without, Stamp("colleague", datetime(2026, 11, 23, tzinfo=UTC)))
        await play.until(lambda: len(play.plan.opportunities) == len(without.opportunities))
        await play.press("tab", "tab", "enter")
        await play.type("go")
        await play.press("enter", "w")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        assert play.plan.opportunities[0].reviews[-1].verdict == "go"
        assert len(play.app.session.conflicts) == 1


async def test_the_language_changes_in_the_middle() -> None:
    async with reviewing() as play:
        await to_part(play, 3)
        await play.press("L")
        await play.until(lambda: "[Vulnerabilities]" not in play.text())
        await play.press("L")
        await play.shows("[Vulnerabilities]")


@pytest.mark.parametrize("glyphs", [ASCII, UNICODE], ids=["ascii", "unicode"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_hostile_words_are_shown_as_they_are(size: tuple[int, int], language: str, glyphs: Glyphs) -> None:
    words = [text.replace("\ud83d", "").replace("\n", " ") for text in HOSTILE]
    people = [
        {"id": f"p{n}", "name": word, "roles": ["D"], "standing": "inner", "relationship": "X"}
        for n, word in enumerate(words)
    ]
    deals = [{"id": "o", "name": words[1], "probability": 60, "goal": words[0], "strategy": "flanking"}]
    plan = empty_plan(people=people, opportunities=deals)
    async with playing(plan, size=size, language=language, glyphs=glyphs) as play:
        await play.press("0", "R")
        for key in ("j", "tab", "down", "tab", "space", "tab", "tab"):
            await play.press(key)
            assert all(line.isprintable() for line in play.lines())
        await play.press("enter")
        await play.type(words[1])
        await play.press("enter", "w")
        await play.until(lambda: deal(play).reviews)
        assert deal(play).reviews[0].verdict == words[1]
