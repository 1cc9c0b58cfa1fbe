"""Whoever types faster than the machine answers gets what a patient one gets: each key goes where it was meant for, to
the editor, dialog or screen that the keys before it open, never to what was there before as a command."""

from __future__ import annotations

import re
from contextlib import nullcontext
from random import Random

from kaptui.exchange.handover import Handover
from tests.conftest import Campaign
from tests.hostile.stations import STATIONS
from tests.situations import SITUATIONS
from tests.ui.app_stage import Play, demo_plan, playing
from tests.ui.slow_machine import Fingers, overloaded

FIRST = ["9", "right", "right"]
"""To the probability of the first deal, from where each situation begins."""
WALKS = {
    **{name: [key for keys in station.moves() for key in keys] for name, station in STATIONS.items()},
    **{f"{name} (situation)": [*FIRST, *each.keys, *each.typed] for name, each in SITUATIONS.items()},
}
"""Keys through everything that can be on the screen, each opening key followed at once by one for what it opens."""

NO_FILES = Handover(None, is_bound=True)
"""What is written says into which file: another one each time."""


async def walked(keys: list[str], overload: Random | None) -> tuple[object, ...]:
    """Who was given each key, what the screen shows in the end, and the plan; at once on an overloaded machine, or
    slowly."""
    machine = nullcontext() if overload is None else overloaded(overload)
    with machine:
        async with playing(demo_plan(), size=(100, 30), handover=NO_FILES) as play:
            fingers = Fingers(play)
            await fingers.at_rest()
            await (fingers.type_slowly(keys) if overload is None else fingers.type_at_once(keys))
            await fingers.at_rest()
            return fingers.given, seen(play), stored(play)


def seen(play: Play) -> str:
    """The screen without what depends on the moment: times, and how far a save has come."""
    return re.sub(r"\d\d:\d\d|saved|saving|not saved", "~", "\n".join(play.lines()[1:]))


def stored(play: Play) -> str:
    """The plan without what depends on the moment: how often it was saved, the ids of new rows."""
    if play.app._desk is None:
        return ""
    return re.sub(r"\b[0-9a-f]{10}\b", "~", play.plan.model_dump_json(exclude={"revision"}))


async def test_every_key_finds_whom_it_was_meant_for(campaign: Campaign) -> None:
    for name in campaign.random.sample(list(WALKS), campaign.rounds(8, len(WALKS))):
        print(name)
        assert await walked(WALKS[name], Random(name)) == await walked(WALKS[name], None)
