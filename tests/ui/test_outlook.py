"""What the year may bring: low, best and the odds of the target on the dashboard, the picture below the deals."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest

from kaptui.insight.odds import Odds, odds
from kaptui.screens import odds_shown
from kaptui.screens.opportunities import OpportunitiesScreen
from tests.ui.app_stage import Play, demo_plan, empty_plan, playing

PATIENCE = 30.0


def deals(count: int) -> list[dict[str, Any]]:
    return [
        {"id": f"o{n}", "name": f"[/] {n}", "probability": 50, "split": {"2026-10": str(1_000_000 * (n + 1))}}
        for n in range(count)
    ]


def panel(play: Play, label: str) -> str:
    """The line of the revenue panel that begins so."""
    lines = (line.rpartition("|| ")[2] for line in play.lines())
    return next(line for line in lines if line.startswith(label))


async def test_the_year_stands_with_its_odds_low_and_best() -> None:
    async with playing(demo_plan()) as play:
        assert "P(>=600) 24%" in panel(play, "FY")
        assert panel(play, "FY").split()[1:3] == ["860", "420"]
        assert panel(play, "low").startswith("low 100  best 860  [")
        assert panel(play, "won").startswith("won 0  unallocated 340")


async def test_won_and_other_years_stand_apart() -> None:
    rows = [
        {"id": "a", "status": "won", "split": {"2026-10": "3000000", "2027-10": "990000"}},
        {"id": "b", "probability": 50, "amount": "5000000", "split": {"2026-10": "1000000", "2027-10": "2000000"}},
    ]
    async with playing(empty_plan(opportunities=rows, fiscal_year_start=10, targets={"2026": "3500000"})) as play:
        assert panel(play, "won").startswith("won 300  unallocated 200")
        assert panel(play, "other").startswith("other years 200")
        assert panel(play, "low").startswith("low 300  best 400")
        assert "P(>=350) 50%" in panel(play, "FY")


async def test_without_a_target_there_are_no_odds_and_without_deals_no_picture() -> None:
    async with playing(empty_plan()) as play:
        assert "P(" not in play.text()
        assert panel(play, "low").startswith("low 0  best 0")
        await play.press("%")
        await play.shows("No open deal has money")


async def test_percent_shows_the_picture_in_place_of_the_quarters_and_back() -> None:
    async with playing(demo_plan()) as play:
        await play.press("%")
        await play.shows("What FY2026 may bring")
        for number in ("l low 100", "w weighted 420", "t P(>=600) 24%", "best 860"):
            await play.shows(number)
        await play.press("%")
        await play.shows("Weighted revenue FY2026")


async def test_large_amounts_and_full_shares_are_whole_on_the_smallest_terminal() -> None:
    deal = {"id": "o", "name": "长" * 300, "amount": "9876543219876", "probability": 50, "close_date": "2026-11-01",
            "split": {"2026-10": "9876543219876", "2026-01": "1.5"}}
    people = [{"id": "boss", "name": "Boss", "roles": ["D"], "standing": "inner", "relationship": "X", "contact": 3},
              {"id": "ann", "name": "Ann", "roles": ["A"], "relationship": "*", "contact": 2}]
    async with playing(empty_plan(opportunities=[deal], people=people, unit="万")) as play:
        assert panel(play, "FY").split()[:3] == ["FY", "987,654,322", "493,827,161"]
        for figure in ("known 100%", "D/A reach: friends ", "enemies ", "threads 1 single-threaded"):
            assert figure in play.text()
        assert re.search(r"enemies [0-9]+%", play.text())
        await play.press("~")
        await play.shows("what-if")
        row = next(line for line in play.lines() if line.startswith("| weighted"))
        assert row.split("|")[1].split() == ["weighted", "493,827,161", "493,827,161"]
        await play.press("escape", "F")
        await play.shows("still open, but")


async def test_on_a_narrow_terminal_a_panel_takes_the_whole_width_so_that_its_figures_are_read() -> None:
    async with playing(demo_plan(), size=(60, 20)) as play:
        await play.shows("Plan test")
        for whole in ("+83 [....|###.]", "P(>=600) 24%", "(Zhou Min, Zheng Jie)", "power, and no open actio"):
            await play.press("tab")
            await play.shows(whole)
        await play.press("%")
        await play.shows("What FY2026 may bring")


async def test_below_the_deals_the_picture_comes_when_asked_for_or_where_it_has_room() -> None:
    async with playing(demo_plan()) as play:
        await play.press("9")
        await play.until(lambda: isinstance(play.app.screen, OpportunitiesScreen))
        assert "may bring" not in play.text()
        await play.press("%")
        await play.shows("l low 100  w weighted 420  t P(>=600) 24%  best 860")
        await play.press("%")
        await play.until(lambda: "may bring" not in play.text())
    async with playing(demo_plan(), size=(120, 40)) as play:
        await play.press("9")
        await play.shows("What FY2026 may bring")
        await play.press("%")
        await play.until(lambda: "may bring" not in play.text())


async def test_the_picture_follows_the_year_shown() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        await play.press("9", ">")
        await play.shows("What FY2027 may bring")
        await play.shows("No open deal has money")


async def test_many_deals_show_the_last_known_until_the_odds_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Semaphore(0)

    def slow(*arguments: Any, **options: Any) -> Odds:
        assert go.acquire(timeout=PATIENCE)
        return odds(*arguments, **options)

    monkeypatch.setattr(odds_shown, "odds", slow)
    plan = empty_plan(opportunities=deals(17), fiscal_year_start=10, targets={"2026": "76500000"})
    async with playing(plan) as play:
        assert "P(>=7,650) ~-" in panel(play, "FY")
        await play.press("j", "9", "d")
        assert "P(>=7,650) ~-" in panel(play, "FY")
        go.release()
        await play.until(lambda: "P(>=7,650) 50%" in panel(play, "FY"))
        await play.press("9")
        await play.at(("opportunities", "o16", "probability"))
        await play.press("enter", "ctrl+u")
        await play.type("100")
        await play.press("enter", "d")
        await play.until(lambda: "P(>=7,650) ~50%" in panel(play, "FY"))
        go.release()
        go.release()
        await play.until(lambda: "~" not in panel(play, "FY") and "P(>=7,650) 50%" not in panel(play, "FY"))
