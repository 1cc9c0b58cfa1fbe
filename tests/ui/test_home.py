"""Home with accounts of every kind: shown, sorted, found, opened where somebody is needed, changed and removed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kaptui.draw.glyphs import UNICODE
from kaptui.draw.width import cells
from kaptui.insight.key_figures import key_figures
from kaptui.plan.document import AccountPlan
from kaptui.screens.home import HomeScreen
from kaptui.screens.strategy import StrategyScreen
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from kaptui.store.tiny import TinyStore, open_store
from kaptui.widgets.lazy_rows import LazyRows
from tests.ui.app_stage import TODAY, Play, demo_plan, empty_plan, playing
from tests.ui.widget_stage import HOSTILE

BY_LI = Stamp("li", datetime(2026, 11, 20, tzinfo=UTC))


def stored(*plans: AccountPlan) -> MemoryStore:
    store = MemoryStore(summarise=lambda plan: key_figures(plan, TODAY))
    for plan in plans:
        store.create(plan, BY_LI)
    return store


def on_disk(directory: Path, *plans: AccountPlan, today: date = TODAY) -> TinyStore:
    store = open_store(directory, summarise=lambda plan: key_figures(plan, today), today=lambda: today)
    for plan in plans:
        store.create(plan, BY_LI)
    return store


def named(plan_id: str, name: str, **parts: Any) -> AccountPlan:
    return empty_plan(id=plan_id, name=name, **parts)


def dealing(plan_id: str, name: str, amount: str = "1000000", **parts: Any) -> AccountPlan:
    """An account with one deal: half of ``amount`` stands in the fourth quarter."""
    deal = {"id": "d", "name": "Desk", "amount": amount, "probability": 50, "split": {"2026-10": amount}}
    return named(plan_id, name, opportunities=[deal | parts.pop("deal", {})], **parts)


def home(play: Play) -> HomeScreen:
    screen = play.app.screen
    assert isinstance(screen, HomeScreen)
    return screen


def order(play: Play) -> list[str]:
    return list(home(play).grid.visible_keys())


def pane(play: Play) -> str:
    return "\n".join(lines.as_text() for lines in home(play).panes)


async def settled(play: Play) -> None:
    await play.until(lambda: not home(play).is_catching_up)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_account_is_a_line_of_figures(language: str, size: tuple[int, int]) -> None:
    async with playing(store=stored(demo_plan(language)), size=size, language=language) as play:
        line = next(line for line in play.lines() if "97%" in line)
        told = ("-7", "97%", "34%", "1", "2!!", "420 万")
        assert all(word in line for word in told), line
        assert {"en": "amber", "zh": "黄"}[language] in line
        assert all(cells(line) <= size[0] for line in play.lines())
        if size[0] >= 120:
            assert "70%" in line  # won and weighted of the target
            assert "li" in line


async def test_support_known_too_little_stands_in_brackets_and_nobody_is_a_dash() -> None:
    people = [
        {"id": "a", "name": "A", "relationship": "-"},
        {"id": "b", "name": "B", "standing": "inner", "roles": ["D"]},
    ]
    async with playing(store=stored(named("a", "Alpha", people=people), named("b", "Beta"))) as play:
        alpha, beta = (next(line for line in play.lines() if name in line) for name in ("Alpha", "Beta"))
        assert "(-50)?" in alpha
        assert beta.split()[1:4] == ["red", "-", "-"]


async def test_the_accounts_that_need_most_come_first_and_a_column_sorts_both_ways() -> None:
    plans = [
        named("a", "Alpha"),
        dealing("b", "Beta", deal={"close_date": "2026-11-01"}),
        dealing("c", "Gamma", "9000000"),
    ]
    async with playing(store=stored(*plans)) as play:
        assert order(play)[0] == "b"
        for _ in range(8):
            await play.run("move.right")
        await play.run("home.sort")
        assert order(play) == ["c", "b", "a"]
        await play.shows("Weightedv")
        await play.run("home.sort")
        assert order(play) == ["a", "b", "c"]
        await play.shows("Weighted^")


async def test_every_column_can_be_sorted_by_and_every_account_stays() -> None:
    plans = [demo_plan(), named("a", "Alpha"), dealing("b", "Beta", currency="USD", unit="k")]
    async with playing(store=stored(*plans), size=(80, 24)) as play:
        for _ in range(18):
            await play.run("home.sort")
            assert sorted(order(play)) == ["a", "b", "demo-en"]
            await play.run("move.right")


async def test_accounts_are_filtered_by_chinese_pinyin_initials_and_owner() -> None:
    plans = [
        named("a", "某省公司", owner="林晓"),
        named("b", "城市银行", owner="Wu"),
        named("c", "Port Group", owner="Wu"),
    ]
    async with playing(store=stored(*plans)) as play:
        for text, found in (
            ("银行", ["b"]),
            ("mousheng", ["a"]),
            ("csyh", ["b"]),
            ("linxiao", ["a"]),
            ("wu", ["b", "c"]),
        ):
            await play.run("home.filter")
            await play.press("ctrl+u")
            await play.type(text)
            await play.press("enter")
            assert sorted(order(play)) == found, text
        await play.shows("2 of 3 accounts")
        await play.press("escape")
        assert len(order(play)) == 3


async def test_an_account_is_found_by_typing_and_the_cursor_goes_there() -> None:
    plans = [named(str(number), f"Account {number}") for number in range(40)] + [named("x", "城市银行")]
    async with playing(store=stored(*plans)) as play:
        await play.press("slash")
        await play.type("csyh")
        await play.press("enter")
        assert home(play).grid.cursor[0] == "x"
        await play.press("enter")
        assert play.plan.id == "x"


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


async def test_two_panes_stand_beside_each_other_where_there_is_room() -> None:
    async with playing(store=stored(demo_plan()), size=(120, 40), glyphs=UNICODE) as play:
        assert "Needs you today" in pane(play)
        assert "Weighted revenue by owner and quarter" in pane(play)
        await play.run("home.view")
        assert "Support against coverage" in pane(play)
        await play.pilot.resize_terminal(80, 24)
        await play.until(lambda: len(home(play).panes) == 1)


async def test_a_new_account_needs_a_name_of_its_own() -> None:
    async with playing(store=stored(named("a", "Alpha Ltd"))) as play:
        for name in ("ＡＬＰＨＡ ltd", "a"):
            await play.press("n", "ctrl+u")
            await play.type(name)
            await play.press("enter")
            await play.shows('There is an account "')
            await play.press("escape")
        await play.press("n")
        await play.press("enter")
        await play.shows("An account needs a name that can be seen.")
        await play.type("新客户 [/]")
        await play.press("enter")
        assert play.plan.name == "新客户 [/]"
        assert play.plan.owner == "tester"
        assert len(play.store.accounts()) == 2


async def test_an_account_is_renamed_unless_another_has_the_name() -> None:
    async with playing(store=stored(named("a", "Alpha"), named("b", "Beta"))) as play:
        home(play).stand_on("b")
        await play.press("r", "ctrl+u")
        await play.type("alpha")
        await play.press("enter")
        await play.shows('There is an account "Alpha" already')
        await play.press("ctrl+u")
        await play.type("Zeta")
        await play.press("enter")
        assert play.store.load("b").name == "Zeta"
        assert play.store.history("b")[-1].who == "tester"
        assert home(play).grid.cursor[0] == "b"
        await play.shows("Zeta")


async def test_an_archived_account_is_hidden_until_asked_for_and_counts_nowhere() -> None:
    urgent = dealing("a", "Alpha", deal={"close_date": "2026-11-01"})
    async with playing(store=stored(urgent, named("b", "Beta"))) as play:
        home(play).stand_on("a")
        await play.run("home.archive")
        assert order(play) == ["b"]
        assert play.store.load("a").archived
        assert "Alpha" not in pane(play)
        await play.run("home.archived")
        assert sorted(order(play)) == ["a", "b"]
        assert "Nothing urgent" in pane(play)
        home(play).stand_on("a")
        await play.run("home.archive")
        assert not play.store.load("a").archived
        assert "Alpha" in pane(play)


async def test_removing_asks_once_and_takes_everything_with_it(tmp_path: Path) -> None:
    store = on_disk(tmp_path / "plans", named("a", "Alpha [/]"), named("b", "Beta"))
    store.save(store.load("a").model_copy(update={"owner": "Li"}), BY_LI)
    async with playing(store=store) as play:
        await settled(play)
        home(play).stand_on("a")
        await play.run("home.remove")
        await play.shows("Remove Alpha [/] for good")
        await play.press("enter")
        assert len(store.accounts()) == 2
        await play.run("home.remove")
        await play.press("y")
        await play.shows("Alpha [/] is removed")
        assert order(play) == ["b"]
    left = [path.name for path in (tmp_path / "plans").rglob("*") if path.name.startswith("a-")]
    assert left == []
    assert "Alpha" not in (tmp_path / "plans" / ".kaptui").joinpath(index_of(tmp_path / "plans")).read_text("utf-8")


def index_of(directory: Path) -> str:
    return next(path.name for path in (directory / ".kaptui").iterdir() if path.name.startswith("index-"))


async def test_a_damaged_account_is_told_and_hurts_no_other(tmp_path: Path) -> None:
    store = on_disk(tmp_path, named("a", "Alpha"), named("b", "Beta"))
    broken = next(tmp_path.glob("b-*.json"))
    broken.write_bytes(b'{"half')
    async with playing(store=on_disk(tmp_path)) as play:
        await settled(play)
        assert len(order(play)) == 2
        bad = next(key for key in order(play) if key != "a")
        home(play).stand_on(bad)
        assert "it is not JSON" in home(play).status_text()
        for command in ("home.open", "home.rename", "home.archive", "home.remove", "home.share", "home.brief"):
            await play.run(command)
            assert isinstance(play.app.screen, HomeScreen), command
        assert broken.read_bytes() == b'{"half'
        home(play).stand_on("a")
        await play.run("home.open")
        assert play.plan.id == "a"
    assert store.load("a").name == "Alpha"


async def test_a_session_that_only_looks_changes_no_account() -> None:
    async with playing(store=stored(named("a", "Alpha")), read_only=True) as play:
        for command in ("home.new", "home.rename", "home.archive", "home.remove"):
            await play.run(command)
            await play.shows("This session is read-only")
            assert isinstance(play.app.screen, HomeScreen)
        assert play.store.revision_of("a") == 0
        await play.run("home.open")
        assert play.plan.id == "a"


async def test_a_new_day_is_worked_out_beside_the_typing(tmp_path: Path) -> None:
    soon = dealing("a", "Alpha", deal={"close_date": "2026-11-22", "probability": 90})
    before = on_disk(tmp_path, soon, named("b", "Beta"), today=date(2026, 11, 20))
    for _ in before.catching_up():
        pass
    async with playing(store=on_disk(tmp_path)) as play:
        await settled(play)
        assert home(play).portfolio.outdated() == 0
        await play.shows("Needs you today: 1 account with urgent findings")
        assert "it was to close on 2026-11-22" in pane(play)


async def test_what_a_colleague_saves_is_seen_at_the_next_look(tmp_path: Path) -> None:
    store = on_disk(tmp_path, named("a", "Alpha"))
    async with playing(store=store) as play:
        await settled(play)
        other = on_disk(tmp_path)
        other.save(other.load("a").model_copy(update={"name": "Omega"}), BY_LI)
        other.create(named("b", "Beta"), BY_LI)
        play.app.look_around()
        await play.shows("Omega")
        assert sorted(order(play)) == ["a", "b"]


async def test_what_was_changed_in_an_account_is_seen_on_the_way_back(tmp_path: Path) -> None:
    async with playing(store=on_disk(tmp_path, named("a", "Alpha"), named("b", "Beta"))) as play:
        await settled(play)
        home(play).stand_on("b")
        await play.press("enter", "9", "a")
        await play.type("Desk")
        await play.press("enter", "g", "h")
        await play.until(lambda: isinstance(play.app.screen, HomeScreen))
        await play.shows("2 accounts")
        place = home(play).portfolio.place_of("b")
        assert place is not None
        assert home(play).portfolio.account(place).revision > 0
        assert home(play).grid.cursor[0] == "b"


async def test_only_the_accounts_in_sight_are_made_into_rows() -> None:
    async with playing(store=stored(*(named(str(number), f"Account {number}") for number in range(500)))) as play:
        rows = home(play).grid.data.rows
        assert isinstance(rows, LazyRows)
        assert len(rows) == 500
        assert len(rows._made) < 60


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_hostile_names_are_data(language: str) -> None:
    def hostile(number: int, text: str) -> AccountPlan:
        deal = {"name": text, "close_date": "2026-11-01", "risks": text}
        people = [{"id": "p", "name": text, "roles": ["D"], "relationship": "X", "standing": "inner", "contact": 1}]
        return dealing(f"h{number}", text, owner=text, deal=deal, people=people)

    plans = [hostile(number, text.encode("utf-8", "replace").decode()) for number, text in enumerate(HOSTILE)]
    async with playing(store=stored(*plans), language=language, size=(120, 40)) as play:
        for command in ("home.view", "home.view", "home.sort", "home.archived", "home.panel", "home.panel", "copy"):
            await play.run(command)
            assert all(cells(line) <= 120 for line in play.lines())
            assert "\x1b" not in play.text()
        for number in range(len(plans)):
            home(play).stand_on(f"h{number}")
            await play.run("home.remove")
            await play.press("escape")
        await play.press("slash")
        await play.type("[/]")
        await play.press("enter")
        await play.press("r", "escape", "enter")
        assert not isinstance(play.app.screen, HomeScreen)
