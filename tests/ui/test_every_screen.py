"""Every screen and dialog of the program stands in a situation. What is half typed there is kept when the program has
to leave, and stays as it is when a colleague's save comes in."""

from __future__ import annotations

import pkgutil
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from textual.screen import Screen

import kaptui.screens
import kaptui.widgets
from kaptui.editing.edits import AddRow, SetField
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Person
from kaptui.screens.places import SCREENS
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from kaptui.widgets.calm_screen import CalmModalScreen, CalmScreen
from kaptui.widgets.grid import Grid
from tests.conftest import Campaign
from tests.situations import SITUATIONS, Situation
from tests.ui.app_stage import Play, demo_plan, key_of, playing


def screens_and_dialogs() -> set[str]:
    """The classes that can be on the screen: those of ``go``, and every other one that nothing is derived from."""
    for package in (kaptui.screens, kaptui.widgets):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            import_module(module.name)
    of_go = {place.partition(":")[2] for place in SCREENS.values()}
    return of_go | _ends(CalmScreen) | _ends(CalmModalScreen)


def _ends(base: type) -> set[str]:
    every: list[type] = type.__subclasses__(base)
    derived = [each for each in every if each.__module__.startswith("kaptui.")]
    return set().union(*map(_ends, derived)) if derived else {base.__name__}


def test_no_screen_and_no_dialog_is_forgotten() -> None:
    assert {situation.screen for situation in SITUATIONS.values()} == screens_and_dialogs()


async def brought_about(play: Play, situation: Situation) -> None:
    """From whatever is on the screen to a situation, with its text half typed."""
    play.app.opportunity_id = None
    await play.at(("opportunities", play.plan.opportunities[0].id, "probability"))
    for key in situation.keys:
        await play.pilot.press(key if len(key) > 1 else key_of(key))
    await play.shows(situation.sign)
    assert type(play.app.screen).__name__ == situation.screen
    await play.type(situation.typed)


def forget_screens(play: Play) -> None:
    """Back to the dashboard, the others made anew: their editors have been told that the program ends."""
    while len(play.app.screen_stack) > 2:
        play.app.pop_screen()
    play.app.go("dashboard")
    for place in SCREENS:
        if place != "dashboard" and play.app.is_screen_installed(place):
            play.app.uninstall_screen(place)


def is_kept(play: Play, typed: str) -> bool:
    """Whether a text is in the plan, waits as a draft, or stands in a what-if that waits."""
    session = play.app.session
    what_if = session.what_if.wanted.model_dump_json() if session.what_if else ""
    waiting = [draft.text for draft in session.drafts.values()]
    return any(typed in text for text in (session.plan.model_dump_json(), what_if, *waiting))


async def test_whatever_is_half_typed_is_kept_when_the_program_has_to_leave(campaign: Campaign) -> None:
    typing = [name for name, situation in SITUATIONS.items() if situation.typed]
    looking = [name for name, situation in SITUATIONS.items() if not situation.typed and name != "home"]
    async with playing(demo_plan(), size=(100, 30)) as play:
        play.app.make(SetField(("owner",), "Lin"))
        await play.until(lambda: play.app.session.is_saved)
        for name in (*typing, *campaign.random.sample(looking, campaign.rounds(5, len(looking)))):
            print(name)
            await brought_about(play, SITUATIONS[name])
            play.app.commit_pending()
            assert is_kept(play, SITUATIONS[name].typed.strip())
            forget_screens(play)
            while play.app.session.undo():
                pass
            play.app.session.drafts.clear()


async def test_what_was_broken_off_in_a_dialog_is_there_when_it_is_asked_for_again(tmp_path: Path) -> None:
    store = MemoryStore()
    broken_off = [name for name, each in SITUATIONS.items() if each.typed and each.screen in ("AskText", "OutlineText")]
    assert len(broken_off) == 4
    plan = demo_plan()
    async with playing(plan, store=store, state_directory=tmp_path, size=(100, 30)) as play:
        for name in broken_off:
            await brought_about(play, SITUATIONS[name])
            play.app.commit_pending()
            forget_screens(play)
        play.app.leave(129)
    async with playing(store=store, state_directory=tmp_path, size=(100, 30)) as play:
        play.app.open_account(plan.id)
        await play.shows("A text was broken off")
        for name in broken_off:
            situation = SITUATIONS[name]
            await brought_about(play, Situation(situation.screen, situation.keys, situation.sign))
            await play.shows(situation.typed)
            await play.press("escape")
        assert play.app.session.drafts == {}
        play.app.leave(0)
    assert list((tmp_path / "drafts").iterdir()) == []


async def test_a_what_if_that_was_broken_off_goes_on_and_can_then_be_kept_or_thrown_away(tmp_path: Path) -> None:
    store = MemoryStore()
    plan = demo_plan()
    async with playing(plan, store=store, state_directory=tmp_path, size=(100, 30)) as play:
        await brought_about(play, Situation("WhatIfScreen", ("~", "enter", "ctrl+u", "8", "5", "enter"), "85%"))
        play.app.leave(143)
    assert store.load(plan.id).opportunities[0].probability == 60
    for ending, probability in (("escape", 60), ("ctrl+s", 85)):
        async with playing(store=store, state_directory=tmp_path, size=(100, 30)) as play:
            play.app.open_account(plan.id)
            if probability == 60:
                await play.shows("A what-if was broken off: ~ goes on with it")
                kept = play.app.session.what_if
            else:
                play.app.session.what_if = kept
            await brought_about(play, Situation("WhatIfScreen", ("~",), "85%"))
            await play.press(ending, *(["y"] if ending == "escape" else []))
            await play.shows("> Opportunities")
            assert play.plan.opportunities[0].probability == probability
            assert play.app.session.what_if is None
            play.app.leave(0)
        assert list((tmp_path / "drafts").iterdir()) == []


def cursor_of(screen: Screen[object]) -> object:
    """Where the cursor of a screen's table stands."""
    grids = screen.query(Grid)
    return grids.first().cursor if grids else None


def colleague_saves(play: Play, number: int) -> AccountPlan:
    """A colleague renames the account and puts a deal and a person before all others."""
    plan = SetField(("name",), f"Renamed {number}").apply(play.store.load(play.plan.id))
    plan = AddRow(("opportunities",), Opportunity(id=f"new{number}", name="New deal"), 0).apply(plan)
    plan = AddRow(("people",), Person(id=f"new{number}", name="New one"), 0).apply(plan)
    return play.store.save(plan, Stamp("li", datetime.now(UTC)))


async def is_renamed(play: Play, before: str, after: str) -> None:
    """Wait until one name stands on the screen and the other does not."""
    await play.until(lambda: after in play.text() and before not in play.text())


async def test_a_colleague_s_save_is_seen_everywhere_and_moves_neither_cursor_nor_text(campaign: Campaign) -> None:
    async with playing(demo_plan(), size=(100, 30)) as play:
        play.app.make(SetField(("owner",), "Lin"))
        for number, name in enumerate(campaign.random.sample(list(SITUATIONS), campaign.rounds(6, len(SITUATIONS)))):
            print(name)
            await play.until(lambda: play.app.session.is_saved)
            await brought_about(play, SITUATIONS[name])
            before, screen, cursor = play.plan.name, play.app.screen, cursor_of(play.app.screen)
            is_named = before in play.text()
            after = colleague_saves(play, number)
            play.app.look_around()
            if is_named:
                await is_renamed(play, before, after.name)
            await play.pilot.pause()
            assert SITUATIONS[name].typed in play.text()
            assert play.app.screen is screen
            assert cursor_of(screen) == cursor
            if name == "home":
                play.app.open_account(after.id)
            forget_screens(play)
            play.app.session.drafts.clear()
