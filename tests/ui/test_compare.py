"""Compare, history and slipped money: what changed since a day, who changed it when."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from kaptui.app import KaptuiApp, Setup
from kaptui.draw.glyphs import ASCII
from kaptui.editing.edits import SetField
from kaptui.plan.document import AccountPlan
from kaptui.screens.compare import CompareScreen
from kaptui.screens.dashboard import DashboardScreen
from kaptui.screens.history import HistoryScreen
from kaptui.screens.map import MapScreen
from kaptui.screens.past import PastScreen
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from kaptui.text import use_language
from tests.ui.app_stage import TODAY, Play, demo_plan

NASTY = "[@click=app.quit]x[/] 日本"


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def with_past(store: MemoryStore) -> AccountPlan:
    """A plan of September whose first deal became less likely, whose second slipped, with a new mentor."""
    plan = demo_plan()
    store.create(plan, Stamp("li", at(9, 1)))
    first, second = plan.opportunities[0].id, plan.opportunities[1].id
    changed: Any = SetField(("opportunities", first, "probability"), 45).apply(plan)
    plan = store.save(changed, Stamp("王", at(10, 20)))
    changed = SetField(
        ("opportunities", second, "split"), {"2027-07": Decimal(1_600_000), "2027-10": Decimal(1_200_000)}
    )
    plan = store.save(changed.apply(plan), Stamp(NASTY, at(11, 20)))
    changed = SetField(("people", plan.people[2].id, "relationship"), "*").apply(plan)
    return store.save(changed, Stamp("li", at(11, 22)))


@asynccontextmanager
async def playing_with_past(size: tuple[int, int] = (100, 40), language: str = "en") -> AsyncIterator[Play]:
    store = MemoryStore()
    plan = with_past(store)
    use_language(language)
    app = KaptuiApp(Setup(store=store, who="tester", glyphs=ASCII, today=lambda: TODAY), plan.id)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Play(app, pilot, store)
    finally:
        use_language("en")


async def test_compare_opens_with_the_last_review() -> None:
    async with playing_with_past() as play:
        await play.press("g", "x")
        await play.until(lambda: isinstance(play.app.screen, CompareScreen))
        await play.shows("since the review of 2026-11-05")
        await play.shows("Zhou Min has become a mentor")
        await play.shows("E-channel: 120 万 slipped from Q3 FY2026 to Q1 FY2027")
        assert "the probability fell" not in play.text()
        play.app.session.apply(SetField(("name",), "A very long name of an account " * 3))
        await play.shows("A very long name of an account A very long")
        assert "since the review of 2026-11-05" in play.text()


async def test_the_day_is_chosen_by_a_key() -> None:
    async with playing_with_past() as play:
        await play.press("g", "x", "w")
        await play.shows("since 2026-11-16")
        await play.press("a")
        await play.shows("Smart service: the probability fell from 60 % to 45 %")
        await play.press("m")
        await play.shows("since 2026-10-24")
        assert "the probability fell" not in play.text()
        await play.press("s")
        await play.type("2026-10-20")
        await play.press("enter")
        await play.shows("the probability fell from 60 % to 45 %")
        await play.press("s")
        await play.type("2026-11-22")
        await play.press("enter")
        await play.until(lambda: "slipped" not in play.text())
        await play.shows("Zhou Min has become a mentor")


async def test_a_day_to_come_is_refused() -> None:
    async with playing_with_past() as play:
        await play.press("g", "x", "s")
        await play.type("2027-01-01")
        await play.press("enter")
        await play.shows("A day up to today is needed")


async def test_enter_goes_to_the_place_and_what_is_edited_now_counts() -> None:
    async with playing_with_past() as play:
        first = play.plan.opportunities[0].id
        play.app.make(SetField(("opportunities", first, "probability"), 80))
        await play.press("g", "x")
        await play.shows("Smart service: the probability rose from 45 % to 80 %")
        screen = play.app.screen
        assert isinstance(screen, CompareScreen)
        while "probability" not in "".join(line for line in play.lines() if line.startswith(">")):
            await play.press("down")
        await play.press("enter")
        await play.until(lambda: not isinstance(play.app.screen, CompareScreen))
        await play.shows("Project")


async def test_y_copies_sentences_to_read_aloud() -> None:
    async with playing_with_past() as play:
        await play.press("g", "x")
        await play.shows("Zhou Min")
        screen = play.app.screen
        assert isinstance(screen, CompareScreen)
        text = screen.as_text()
        assert "Zhou Min has become a mentor" in text
        assert text.index("Key people") < text.index("Opportunities") < text.index("Plan test")


async def test_slipped_money_of_the_fiscal_year_stands_on_dashboard_and_deals() -> None:
    async with playing_with_past(size=(120, 40)) as play:
        await play.shows("slipped 120")
        await play.press("9")
        await play.shows("slipped since 2026-10-01: E-channel 120 (Q3 FY2026 > Q1 FY2027)")


async def test_h_tells_who_changed_a_field_and_when() -> None:
    async with playing_with_past() as play:
        await play.press("9")
        await play.at(("opportunities", play.plan.opportunities[0].id, "probability"))
        await play.press("H")
        await play.until(lambda: isinstance(play.app.screen, HistoryScreen))
        await play.shows("王  r1")
        await play.shows("60% > 45%")
        await play.press("escape")
        await play.at(("opportunities", play.plan.opportunities[1].id, "split", "2027-07"))
        await play.press("H")
        await play.shows("[@click=app.quit]x[/] 日本  r2")
        await play.shows("Quarter / 2027-04: 120 > ?")


async def test_h_elsewhere_tells_everything_and_enter_goes_there() -> None:
    async with playing_with_past() as play:
        await play.press("tab", "tab", "H")
        await play.until(lambda: isinstance(play.app.screen, HistoryScreen))
        await play.shows("Zhou Min / Relationship: Supporter > Mentor")
        assert play.text().index("r3") < play.text().index("r2") < play.text().index("r1")
        await play.press("enter")
        await play.until(lambda: not isinstance(play.app.screen, HistoryScreen | DashboardScreen))
        await play.shows("Zhou Min")


async def test_h_on_the_map_tells_about_the_selected_person() -> None:
    async with playing_with_past() as play:
        await play.press("3")
        await play.until(lambda: isinstance(play.app.screen, MapScreen))
        cast("MapScreen", play.app.screen).reveal(("people", play.plan.people[2].id))
        await play.press("H")
        await play.until(lambda: isinstance(play.app.screen, HistoryScreen))
        await play.shows("Relationship: Supporter > Mentor")
        assert "slipped" not in play.text()
        await play.shows("1 change")


async def test_a_field_nobody_changed_says_since_when() -> None:
    async with playing_with_past() as play:
        await play.press("9")
        await play.at(("opportunities", play.plan.opportunities[0].id, "name"))
        await play.press("H")
        await play.shows("Not changed since the history begins: 2026-09-01")


async def test_it_all_speaks_chinese() -> None:
    async with playing_with_past(language="zh") as play:
        await play.press("g", "x")
        await play.shows("变化对比")
        assert "has become" not in play.text()
        await play.press("d", "H")
        await play.until(lambda: isinstance(play.app.screen, HistoryScreen))
        assert "Relationship" not in play.text()


async def test_the_account_is_shown_as_a_save_left_it_and_gone_back_to_as_one_edit() -> None:
    async with playing_with_past() as play:
        await play.press("tab", "tab", "H")
        await play.until(lambda: isinstance(play.app.screen, HistoryScreen))
        await play.press("end", "r")
        await play.until(lambda: isinstance(play.app.screen, PastScreen))
        await play.shows("As it was r0")
        await play.shows("Opportunities / Smart service / Prob.: 45% > 60%")
        await play.shows("Key people / Zhou Min / Relationship: Mentor > Supporter")
        numbers = next(line for line in play.lines() if "weighted" in line).split()
        assert numbers[2:5] == ["300", "420", "+120"]
        before, began = play.plan, play.store.at(play.plan.id, 0)
        await play.press("enter")
        await play.until(lambda: isinstance(play.app.screen, DashboardScreen))
        assert play.plan.model_copy(update={"revision": 0}) == began
        await play.until(lambda: play.store.load(began.id).opportunities[0].probability == 60)
        assert len(play.store.history(began.id)) == 5, "what was since stays in the history"
        await play.press("u")
        assert play.plan.opportunities == before.opportunities
        assert play.plan.people == before.people


async def test_a_plan_that_may_only_be_read_is_seen_as_it_was_and_stays() -> None:
    async with playing_with_past() as play:
        play.app.session.read_only = True
        before = play.plan
        await play.press("tab", "tab", "H")
        await play.press("end", "r")
        await play.until(lambda: isinstance(play.app.screen, PastScreen))
        await play.press("enter")
        await play.shows("read-only")
        assert isinstance(play.app.screen, PastScreen)
        assert play.plan is before
