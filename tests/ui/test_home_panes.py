"""What stands below the accounts: opened where somebody is needed, added up by owner, drawn as a picture."""

from __future__ import annotations

from kaptui.draw.glyphs import UNICODE
from kaptui.screens.home import HomeScreen
from kaptui.screens.strategy import StrategyScreen
from tests.ui.app_stage import demo_plan, playing
from tests.ui.home_stage import dealing, home, named, order, pane, stored


async def test_enter_on_an_urgent_finding_opens_the_account_at_the_place_that_fixes_it() -> None:
    decider = {"id": "p", "name": "P", "roles": ["D"], "relationship": "+", "contact": 3, "standing": "inner"}
    plan = dealing("a", "Alpha", deal={"close_date": "2026-11-01"}, people=[decider])
    async with playing(store=stored(named("b", "Beta"), plan)) as play:
        await play.shows("Needs you today: 1 account with urgent findings")
        await play.press("tab", "enter")
        assert play.plan.id == "a"
        assert play.app.opportunity_id == "d"
        await play.until(lambda: not isinstance(play.app.screen, HomeScreen))


async def test_an_action_that_is_due_is_shown_and_opened() -> None:
    actions = [
        {"id": "late", "what": "Call", "owner": "Li", "due": "2026-11-20"},
        {"id": "soon", "what": "Visit", "due": "2026-11-27"},
        {"id": "done", "what": "Done", "due": "2026-11-01", "done": True},
    ]
    quiet = dealing("a", "Alpha", deal={"probability": 10, "actions": actions})
    async with playing(store=stored(quiet)) as play:
        assert "was due 2026-11-20 Li" in pane(play)
        assert "Visit" not in pane(play)
        await play.run("home.days")
        assert "due 2026-11-27" in pane(play)
        await play.press("tab", "enter")
        await play.until(lambda: isinstance(play.app.screen, StrategyScreen))
        assert play.app.opportunity_id == "d"


async def test_totals_never_add_two_currencies_and_show_one_owner_alone() -> None:
    plans = [
        dealing("a", "Alpha", "4000000", owner="Li"),
        dealing("b", "Beta", "2000000", owner="Wu", targets={"2026": "5000000"}),
        dealing("c", "Gamma", "8000", owner="Li", currency="USD", unit="k"),
        dealing("x", "Old", owner="Li", archived=True),
    ]
    async with playing(store=stored(*plans)) as play:
        await play.run("home.view")
        rows = [line.split() for line in pane(play).splitlines()]
        assert ["FY2026", "CNY", "万", "Q1", "Q2", "Q3", "Q4", "weighted", "won", "target", "Tgt%", "accounts"] in rows
        assert ["All", "0", "0", "0", "300", "300", "0", "500", "60%", "2"] in rows
        assert ["All", "0", "0", "0", "4", "4", "0", "-", "-", "1"] in rows
        assert ["Li", "0", "0", "0", "200", "200", "0", "-", "-", "1"] in rows
        await play.press("tab", "enter")
        assert order(play) == ["a", "c"]
        assert "Wu" not in pane(play)


async def test_totals_add_up_down_the_owners_as_along_the_quarters() -> None:
    splits = [{"2026-01": f"{n}3333", "2026-04": f"{n}6667", "2026-10": "5000"} for n in range(1, 8)]
    plans = [
        dealing(f"a{n}", f"A{n}", owner=f"Owner{n % 4}", targets={"2026": f"{n}4999"}, deal={"split": split})
        for n, split in enumerate(splits)
    ]
    async with playing(store=stored(*plans), size=(100, 40)) as play:
        await play.run("home.view")
        lines = [line.split() for line in pane(play).splitlines()]
        rows = {line[0]: line[1:] for line in lines if line and line[0].startswith(("All", "Owner"))}
        whole, owners = rows.pop("All"), list(rows.values())
        assert len(owners) == 4
        for column in (0, 1, 2, 3, 4, 5, 6, 8):
            assert int(whole[column]) == sum(int(row[column]) for row in owners)
        assert all(sum(map(int, row[:4])) == int(row[4]) for row in (whole, *owners))


async def test_support_against_coverage_marks_the_account_under_the_cursor() -> None:
    async with playing(store=stored(demo_plan(), named("b", "Beta")), size=(80, 40)) as play:
        await play.run("home.view")
        await play.run("home.view")
        assert "A Province Te" in pane(play)
        assert "1 not known" in pane(play)
        assert any("A" in line and "|" in line for line in pane(play).splitlines())
        await play.run("move.down")
        await play.shows("Support against coverage")
        await play.press("tab", "enter")
        assert play.plan.id == "b"


async def test_two_panes_stand_beside_each_other_where_there_is_room() -> None:
    async with playing(store=stored(demo_plan()), size=(120, 40), glyphs=UNICODE) as play:
        assert "Needs you today" in pane(play)
        assert "Weighted revenue by owner and quarter" in pane(play)
        await play.run("home.view")
        assert "Support against coverage" in pane(play)
        await play.pilot.resize_terminal(80, 24)
        await play.until(lambda: len(home(play).panes) == 1)
