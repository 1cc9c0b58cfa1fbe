"""The plan test on screen: few lines on the dashboard, all of them on a screen of their own, some of them accepted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kaptui.screens.dashboard import DashboardScreen
from kaptui.screens.findings import FindingsScreen
from tests.ui.app_stage import Play, demo_plan, empty_plan, playing

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
