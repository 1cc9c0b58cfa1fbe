"""What tests of the map share: opening it, pressing what people type, reading its parts off the terminal."""

from __future__ import annotations

from typing import Any

from textual import events

from kaptui.screens.map import MapScreen
from tests.ui.app_stage import Play, key_of


def the_map(play: Play) -> MapScreen:
    """The screen that is shown."""
    screen = play.app.screen
    assert isinstance(screen, MapScreen)
    return screen


async def keys(play: Play, text: str) -> None:
    """Press keys, each written as the character it types."""
    await play.press(*map(key_of, text))


async def go(play: Play) -> MapScreen:
    """Open the map by its digit."""
    await play.press("3")
    await play.until(lambda: isinstance(play.app.screen, MapScreen) and play.app.screen.sight.size != (0, 0))
    return the_map(play)


def stands(play: Play, name: str) -> None:
    """Whether that person is selected."""
    selected = the_map(play).selected
    assert selected is not None
    assert selected.name == name


def person(play: Play, name: str) -> Any:
    """The person of that name in the plan."""
    (found,) = [each for each in play.plan.people if each.name == name]
    return found


async def select(play: Play, name: str) -> None:
    """Select somebody by name."""
    the_map(play).select(person(play, name).id)
    await play.pilot.pause()


def map_text(play: Play) -> str:
    """What the terminal shows of the outline at 80 columns: without title, card and hints."""
    return "\n".join(line[:50] for line in play.lines()[3:-3])


def card_text(play: Play) -> str:
    """Everything on the side card, scrolled away or not."""
    return the_map(play).card.as_text()


def selected_row(play: Play) -> str:
    """The outline's row of the selected person."""
    return next(line for line in play.lines()[3:] if line.startswith("> "))


async def paste(play: Play, text: str) -> None:
    """A bracketed paste."""
    play.app.post_message(events.Paste(text))
    await play.pilot.pause()
    await play.pilot.pause()
