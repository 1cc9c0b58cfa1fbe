"""Every command of every screen on a plan of hostile texts: frames are whole, nothing in them can be clicked or obeyed.

Some commands chosen by the seed in one of the settings, and all of them in all settings with ``--full-campaigns``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from random import Random

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Label, Static

from kaptui.commands import COMMANDS, Command
from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.editing.edits import SetField
from kaptui.plan import clean
from kaptui.plan.clean import cleaned_line
from kaptui.plan.document import AccountPlan
from kaptui.screens.base import BaseScreen
from kaptui.store.port import Stamp
from tests.conftest import Campaign
from tests.hostile.bare import NEVER
from tests.hostile.frames import faults_of
from tests.hostile.plan import hostile_document, hostile_plan
from tests.hostile.strings import EVERY
from tests.ui.app_stage import Play, command, empty_plan, playing

SETTINGS = tuple(product(("en", "zh"), (ASCII, UNICODE), ((80, 24), (120, 40))))
PLACES = tuple(dict.fromkeys(each.id[3:] for each in COMMANDS if each.id.startswith("go.") and each.scope != "cursor"))
ELSEWHERE = ("quit", "language", "back")
THEM = "\x1b]0;them\x07[@click=app.quit]x[/]\u202e"


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that commands write land in a directory of the test."""
    monkeypatch.chdir(tmp_path)


def commands_on(screen: BaseScreen) -> list[Command]:
    """The commands that a screen carries out itself."""
    return [
        each
        for each in COMMANDS
        if each.scope in screen.scopes and each.id not in ELSEWHERE and not each.id.startswith("go.")
    ]


async def test_whatever_is_done_on_whatever_screen_frames_are_whole(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, glyphs, size in campaign.random.sample(SETTINGS, campaign.rounds(1, len(SETTINGS))):
        with monkeypatch.context() as patched:
            if campaign.random.random() < 0.5:
                patched.setattr(clean, "_OBEYED", NEVER)
            plan = hostile_plan(start=campaign.random.randrange(len(EVERY)))
        async with playing(plan, language=language, glyphs=glyphs, size=size) as play:
            places = [place for place in PLACES if place not in ("next", "previous")]
            for place in campaign.random.sample(places, campaign.rounds(3, len(places))):
                await walked(play, place, campaign.random, campaign.rounds(5, 1000))


async def walked(play: Play, place: str, random: Random, count: int) -> None:
    """Some commands of one place, each followed by its way out."""
    await looked_at(play, place, place)
    screen = play.app.screen
    assert isinstance(screen, BaseScreen)
    commands = commands_on(screen)
    for each in random.sample(commands, min(count, len(commands))):
        await looked_at(play, place, f"{place}: {each.id}", each)


async def looked_at(play: Play, place: str, name: str, then: Command | None = None) -> None:
    """The frame after a command, from that place, where it means something now."""
    while len(play.app.screen_stack) > 2:
        play.app.pop_screen()
    play.app.go(place)
    await play.pilot.pause()
    screen = play.app.screen
    if then is not None and isinstance(screen, BaseScreen) and then.scope in screen.scopes:
        screen.run_command(then)
        await play.pilot.pause()
    assert faults_of(play.app) == [], name


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (1, 1)])
async def test_a_terminal_too_small_for_a_screen_or_dialog_shows_a_part_of_it_and_nothing_else(
    size: tuple[int, int],
) -> None:
    """Textual's own bars can be grabbed, and stand in blocks that take two cells in some terminals."""
    async with playing(empty_plan(people=[{"id": "p", "name": "x"}]), size=size) as play:
        for place, then in (("dashboard", None), ("people", None), ("people", "palette"), ("strategy", "find")):
            await looked_at(play, place, place, command(then) if then else None)
            assert "".join(play.lines()).isascii()


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/]", "\x1b]0;owned\x07", "👨‍👩‍👧 \u202e[/]"])
async def test_what_is_told_in_a_toast_or_a_notice_is_text(text: str) -> None:
    async with playing(hostile_plan()) as play:
        for severity in ("information", "error"):
            play.app.tell(text * 5, severity)
            await play.pilot.pause()
            assert faults_of(play.app) == []


async def test_a_colleague_of_a_hostile_name_and_a_conflict_of_hostile_texts_are_text(campaign: Campaign) -> None:
    mine, theirs = campaign.random.sample([text for text in EVERY if cleaned_line(text)], 2)
    field, size = ("people", "pTHEM", "title"), campaign.random.choice(SETTINGS)[2]
    plan = AccountPlan.model_validate(hostile_document() | {"people": [{"id": "pTHEM", "name": "x"}]})
    async with playing(plan, size=size) as play:
        colleague = Stamp(THEM, datetime(2026, 11, 23, 6, 5, tzinfo=UTC))
        stored = play.store.load(plan.id)
        play.store.save(SetField(field, cleaned_line(theirs)).apply(stored), colleague)
        play.store.present(plan.id, THEM, datetime.now(UTC))
        play.app.session.apply(SetField(field, cleaned_line(mine)))
        await play.until(lambda: play.app.session.conflicts and play.app.others_here)
        for place in ("people", "conflicts", "compare"):
            await looked_at(play, place, f"{place} {mine!r} {theirs!r}")
        await looked_at(play, "people", "history", command("history"))


class Unprotected(App[None]):
    """What Textual makes of a text that is given to it as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Static(self.text)
        yield Label("plain")


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/]", "[link='http://e.org']x[/]", "\x1b]0;owned\x07", "👨‍👩‍👧"])
async def test_without_protection_the_faults_are_seen(text: str) -> None:
    app = Unprotected(text)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert faults_of(app) != []


@pytest.mark.parametrize("name", ["notes", "title"])
@pytest.mark.parametrize(
    "text", ["\u200d", "a\u200d", "b\n\u200d", "👩\u200d", "\u200d\u200d b\u200d", "x\u200dy\u200d z"]
)
async def test_a_joiner_with_nothing_to_join_moves_no_border(name: str, text: str) -> None:
    plan = AccountPlan.model_validate({"id": "p", "people": [{"id": "w", "name": "Wang", name: text}]})
    async with playing(plan) as play:
        await play.at(("people", "w", name))
        await play.press("enter")
        for key in ("end", "left", "left", "home", "right"):
            await play.press(key)
            assert faults_of(play.app) == []
