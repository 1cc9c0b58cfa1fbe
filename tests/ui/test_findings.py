"""The plan test on screen: few lines on the dashboard, all of them on a screen of their own, some of them accepted."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from kaptui.insight.plan_test import RULES, grouped
from kaptui.plan.paths import Path
from kaptui.screens.dashboard import DashboardScreen
from kaptui.screens.findings import FindingsScreen
from kaptui.screens.grid_screen import GridScreen
from kaptui.screens.plan_screen import PlanScreen
from kaptui.screens.strategy import StrategyScreen
from tests.ui.app_stage import Play, demo_plan, empty_plan, playing
from tests.unit.healthy import Changes, another_deal, changed, day, person, ratings, thread
from tests.unit.test_plan_test import TROUBLED

NASTY = "[@click=app.quit]x[/] 日本"


def thin_plan() -> Any:
    return empty_plan(opportunities=[{"id": "o", "name": NASTY, "amount": "1000000", "probability": 60}])


async def accept(play: Play, reason: str, until: str = "") -> None:
    await play.press("A")
    await play.type(reason)
    await play.press("enter")
    if until:
        await play.press("ctrl+u")
        await play.type(until)
    await play.press("enter")
    await play.until(lambda: isinstance(play.app.screen, DashboardScreen | FindingsScreen))


async def test_a_plan_with_little_in_it_shows_few_useful_lines() -> None:
    async with playing(thin_plan()) as play:
        await play.shows("Start with the people")
        screen = play.app.screen
        assert isinstance(screen, DashboardScreen)
        assert len(play.app.summary.findings()) > 15
        assert len(play.app.summary.finding_lines()) <= 7


async def test_the_status_line_explains_the_rule_under_the_cursor() -> None:
    async with playing(demo_plan(), size=(160, 40)) as play:
        await play.shows("An enemy among the key players works against us every day. Plan an action aimed at this")


async def test_accepting_asks_why_and_until_when_and_is_undone() -> None:
    async with playing(demo_plan()) as play:
        first = play.app.summary.finding_lines()[0].first
        await accept(play, f"known {NASTY}", "2027-01-31")
        rows = play.plan.acknowledged
        assert {(row.rule, row.subject, row.until) for row in rows} == {
            (first.rule, first.subject.id, date(2027, 1, 31))
        }
        assert {row.reason for row in rows} == {f"known {NASTY}"}
        assert all(line.first.rule != first.rule for line in play.app.summary.finding_lines())
        await play.press("u")
        assert play.plan.acknowledged == ()
        assert isinstance(play.app.screen, DashboardScreen)
        assert play.app.summary.finding_lines()[0].first.rule == first.rule


async def test_what_is_accepted_covers_every_deal_of_the_line() -> None:
    async with playing(demo_plan()) as play:
        line = play.app.summary.finding_lines()[0]
        await accept(play, "his boss knows")
        assert {row.opportunity for row in play.plan.acknowledged} == {found.opportunity for found in line.findings}
        assert {row.until for row in play.plan.acknowledged} == {date(2026, 12, 23)}


async def test_a_reason_and_a_day_to_come_are_needed() -> None:
    async with playing(demo_plan()) as play:
        await play.press("A", "enter")
        await play.shows("A reason is needed")
        await play.type("known")
        await play.press("enter", "ctrl+u")
        await play.type("2026-11-23")
        await play.press("enter")
        await play.shows("A day after today is needed")
        await play.press("ctrl+u")
        await play.type("soon")
        await play.press("enter", "escape")
        assert play.plan.acknowledged == ()


async def test_v_lists_what_is_accepted_and_takes_one_back() -> None:
    async with playing(demo_plan()) as play:
        await play.press("V")
        await play.shows("No finding is accepted")
        await accept(play, NASTY, "+1w")
        await play.press("V")
        await play.shows("He Feng / E-channel")
        await play.shows("2026-11-30")
        await play.press("enter")
        await play.until(lambda: play.plan.acknowledged == ())
        await play.press("u")
        assert play.plan.acknowledged


async def test_a_finding_returns_on_its_day() -> None:
    row = {"id": "a", "rule": "no-opportunity", "subject": "plan", "opportunity": None, "reason": "r"}
    for until, expected in (("2026-11-24", False), ("2026-11-23", True)):
        plan = empty_plan(acknowledged=[row | {"until": until}])
        async with playing(plan) as play:
            assert ("no-opportunity" in {found.rule for found in play.app.summary.findings()}) is expected


async def test_all_findings_stand_with_deal_money_and_explanation() -> None:
    async with playing(demo_plan(), size=(140, 40)) as play:
        await play.press("F")
        await play.until(lambda: isinstance(play.app.screen, FindingsScreen))
        head = next(line for line in play.lines() if "!! urgent" in line)
        assert "He Feng is an enemy with power" in head
        assert "E-channel, Knowledge base" in head
        assert " 13 " in head
        await play.shows("aimed at this person, or one that insulates or minimises.")
        await play.shows("E-channel 10, Knowledge base 3")


async def test_the_list_is_filtered_and_enter_goes_to_the_place() -> None:
    async with playing(demo_plan()) as play:
        await play.press("g", "f", "f")
        await play.type("owner")
        await play.press("enter")
        await play.until(lambda: not any("urgent" in line for line in play.lines()))
        await play.shows("Compare with the res")
        await play.press("enter")
        await play.until(lambda: not isinstance(play.app.screen, FindingsScreen))
        await play.shows("Strategy")


async def test_findings_are_accepted_from_the_list_too() -> None:
    async with playing(thin_plan(), size=(120, 40)) as play:
        await play.press("F")
        await play.until(lambda: isinstance(play.app.screen, FindingsScreen))
        count = len(play.app.summary.findings())
        await accept(play, "later")
        assert len(play.app.summary.findings()) == count - 1
        await play.press("j")
        await play.shows("1 accepted")


async def test_a_read_only_plan_takes_no_acceptance() -> None:
    async with playing(demo_plan(), read_only=True) as play:
        await play.press("A")
        await play.shows("read-only")
        assert isinstance(play.app.screen, DashboardScreen)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_limits_stand_in_the_help_by_group_with_their_values(language: str) -> None:
    async with playing(demo_plan(), language=language, size=(120, 200)) as play:
        await play.press("?")
        await play.shows("near_days")
        line = next(line for line in play.lines() if "near_days" in line and "review" not in line)
        assert " 90 " in line
        await play.shows("Plan test" if language == "en" else "计划体检")


async def test_each_group_of_keys_stands_in_the_help_once() -> None:
    async with playing(demo_plan(), size=(80, 120)) as play:
        await play.press("?")
        await play.shows("What-if: try changes on a scratch copy")
        assert [line.strip() for line in play.lines()].count("This screen") == 1


FAULTY: tuple[Changes, ...] = (
    TROUBLED,
    {"deal": {"status": "won"}},
    {"deal": {"split": {"2027-01": "100"}, "close_date": day(300), "assessment": {}}},
    {"treasurer": {"relationship": "=", "last_contact": day(-50)}, "fan": {"relationship": "=", "supports": None},
     "boss": {"last_contact": day(-50)}, "deal": {"strategy": "fragment", "fragment": "a part", "needs": []}},
    {"plan": {"people": [person("ann", contact=1)], "spin": [thread("t1", situation="a?\nb?\nc?")]},
     "deal": {"strategy": "frontal", "assessment": {"us": ratings("+", v1="-", v2="-", v3="-", v4="-")}}},
    {"plan": {"opportunities": [another_deal(name, split={"2026-10": amount}, strategy="develop")
                                for name, amount in (("big", "900000"), ("b", "1000"), ("c", "1000"))]}},
)
"""Plans in which between them every rule fires."""


def stands_at(play: Play) -> Path:
    """The place of the plan under the cursor, of a part that is empty yet the part."""
    screen = play.app.screen
    if isinstance(screen, GridScreen) and screen.cursor_path() is not None:
        return screen.cursor_path() or ()
    if isinstance(screen, StrategyScreen) and screen.table_path() is not None:
        return screen.table_path() or ()
    assert isinstance(screen, PlanScreen)
    return screen.history_path()


def stands_in(play: Play, place: Path) -> bool:
    return stands_at(play)[: len(place)] == place


async def test_every_finding_leads_to_the_place_that_fixes_it_with_its_deal_in_view() -> None:
    visited: set[tuple[str, str]] = set()
    for changes in FAULTY:
        async with playing(changed(changes)) as play:
            board = play.app.screen
            assert isinstance(board, DashboardScreen)
            for line in grouped(play.app.summary.findings()):
                first = line.first
                kind = (first.rule, "/".join(first.place[:1] + first.place[2:3]))
                if kind in visited:
                    continue
                visited.add(kind)
                board.fix(line)
                await play.until(partial(stands_in, play, first.place))
                assert first.opportunity in (None, play.app.opportunity_id)
    assert {rule for rule, _ in visited} == {rule.id for rule in RULES}


async def test_the_cursor_comes_back_to_the_finding_that_was_opened() -> None:
    async with playing(demo_plan()) as play:
        await play.press("F", "j", "j", "j", "enter", "g", "f")
        screen = play.app.screen
        assert isinstance(screen, FindingsScreen)
        assert screen.grid.cursor_place[0] == 3


@pytest.mark.parametrize(
    ("rule", "keys", "text"),
    [
        ("close-overdue", ["enter", "ctrl+u"], "2027-06-30"),
        ("overallocated", ["enter", "ctrl+u"], "1"),
        ("no-decider", ["enter", "d"], ""),
        ("no-mentor", ["enter", "asterisk"], ""),
        ("value-unacknowledged", ["plus"], ""),
    ],
)
async def test_what_is_typed_there_takes_the_finding_away_at_once(rule: str, keys: list[str], text: str) -> None:
    plan = changed({
        "boss": {"relationship": "+", "roles": ["E"]},
        "deal": {"close_date": day(-1), "split": {"2027-07": "99000000"}, "assessment": {"us": ratings(c2="?")}},
    })  # fmt: skip
    async with playing(plan) as play:
        await play.press("F")
        await play.until(lambda: isinstance(play.app.screen, FindingsScreen))
        screen = play.app.screen
        assert isinstance(screen, FindingsScreen)
        [row] = [key for key in screen.grid.visible_keys() if key.startswith(f"{rule}/")]
        screen.grid.go_to(row=row)
        await play.press("enter")
        await play.until(lambda: play.app.screen is not screen)
        await play.press(*keys)
        await play.type(text)
        await play.press("enter")
        await play.until(lambda: rule not in {found.rule for found in play.app.summary.findings()})
