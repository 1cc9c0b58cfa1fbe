"""Home with accounts of every kind: shown, sorted, found, changed and removed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kaptui.draw.width import cells
from kaptui.plan.document import AccountPlan
from kaptui.screens.home import HomeScreen
from kaptui.store.errors import DiskFull
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from kaptui.widgets.lazy_rows import LazyRows
from tests.ui.app_stage import demo_plan, empty_plan, playing
from tests.ui.home_stage import BY_LI, dealing, home, named, on_disk, order, pane, settled, stored
from tests.ui.widget_stage import HOSTILE


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
        assert play.lines()[0].rstrip().endswith("  1 account")
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


async def test_a_half_typed_name_is_there_when_it_is_asked_for_again(tmp_path: Path) -> None:
    store = MemoryStore()
    for keys, typed in ((("n",), "Province Tel"), (("r",), " and sons")):
        async with playing(demo_plan() if typed[0] == "P" else None, store=store, state_directory=tmp_path) as play:
            await play.press("g", "h")
            await play.shows("Needs you today")
            await play.press(*keys)
            await play.type(typed)
            play.app.leave(129)
    assert (tmp_path / "names.json").stat().st_mode & 0o777 == 0o600
    async with playing(store=store, state_directory=tmp_path) as play:
        await play.shows("A text was broken off")
        await play.press("r")
        await play.shows("(demo) and sons")
        await play.press("escape", "n")
        await play.shows("Province Tel")
        await play.press("enter")
        await play.until(lambda: any(account.name == "Province Tel" for account in store.accounts()))
        await play.press("g", "h", "n")
        assert "Province Tel[" not in play.text()
        play.app.leave(0)
    assert not (tmp_path / "names.json").exists()


@pytest.mark.parametrize("key", ["n", "r"])
async def test_a_name_that_the_store_could_not_take_is_there_when_it_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    def refuse(store: MemoryStore, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        raise DiskFull(tmp_path)

    store = stored(named("a", "Alpha"))
    async with playing(store=store, state_directory=tmp_path) as play:
        await play.shows("Alpha")
        with monkeypatch.context() as full:
            full.setattr(MemoryStore, "create" if key == "n" else "save", refuse)
            await play.press(key)
            await play.type(" and sons")
            await play.press("enter")
            await play.shows("No room left")
        await play.press(key)
        await play.press("enter")
        await play.until(lambda: any(account.name.endswith("and sons") for account in store.accounts()))


async def test_looking_around_waits_until_the_first_screen_stands() -> None:
    async with playing() as play:
        play.app.push_screen(HomeScreen())
        assert not play.app.screen.is_mounted
        play.app.look_around()
        await play.shows("Needs you today")


async def test_an_account_whose_only_finding_is_accepted_stands_on_home_without_one() -> None:
    accepted = {"id": "k", "rule": "no-opportunity", "subject": "plan", "reason": "new", "until": "2027-06-30"}
    async with playing(empty_plan(acknowledged=[accepted])) as play:
        await play.press("g", "h")
        await play.shows("1 account")
        assert "客户 [/]" in play.text()
