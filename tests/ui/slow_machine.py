"""A machine with too much to do: everything takes many turns of the loop, in another order each time, while the clock
runs away. And who gets which key."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

import pytest
from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

from kaptui._keys import KeyQueue, _is_waiting
from tests.hostile.stations import ESCAPE
from tests.ui.app_stage import Play, key_of

TURNS = 8
"""How many turns of the loop a widget may be held up before it is built, and before each message that it handles."""
LEAP = 0.02
"""Seconds that are gone whenever somebody looks at the clock."""


@contextmanager
def overloaded(random: Random) -> Iterator[None]:
    """The machine gets to everything late: which of two widgets is first is chance, and a second is over at once."""
    build, handle, clock = MessagePump._pre_process, MessagePump._dispatch_message, time.monotonic
    gone = 0.0

    async def held_up() -> None:
        for _ in range(random.randrange(TURNS)):
            await asyncio.sleep(0)

    async def build_late(pump: MessagePump) -> bool:
        await held_up()
        return await build(pump)

    async def handle_late(pump: MessagePump, message: Message) -> None:
        await held_up()
        await handle(pump, message)

    def leaping() -> float:
        nonlocal gone
        gone += LEAP
        return clock() + gone

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MessagePump, "_pre_process", build_late)
        patch.setattr(MessagePump, "_dispatch_message", handle_late)
        patch.setattr(time, "monotonic", leaping)
        yield


def key(name: str) -> events.Key:
    """A key by Textual's name, or a character, as the driver posts it."""
    name = "escape" if name == ESCAPE else name
    characters = {"space": " ", "enter": "\r", "tab": "\t"}
    return events.Key(name if len(name) > 1 else key_of(name), name if len(name) == 1 else characters.get(name))


class Fingers:
    """Somebody who types into the app, and notes who was given each key: the screen, what has the focus there, the
    text in it."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.given: list[tuple[str, str, str, str]] = []
        self._queue = KeyQueue(play.app)
        self._listen()

    def _listen(self) -> None:
        app = self.play.app
        handle = app.on_event

        async def noted(event: events.Event) -> None:
            if isinstance(event, events.Key) and not event.is_forwarded:
                focused = app.focused
                text = str(getattr(focused, "value", getattr(focused, "text", "")))
                self.given.append((event.key, type(app.screen).__name__, type(focused).__name__, text))
            await handle(event)

        app.on_event = noted  # type: ignore[method-assign] # of this one app

    async def type_slowly(self, keys: list[str]) -> None:
        """One key after the other, each when nothing moves any more."""
        for name in keys:
            count = len(self.given)
            self._queue.put(key(name))
            await self._turns_until(lambda count=count: len(self.given) > count)  # type: ignore[misc] # a default
            await self.at_rest()

    async def type_at_once(self, keys: list[str]) -> None:
        """All keys in one packet."""
        count = len(self.given) + len(keys)
        for name in keys:
            self._queue.put(key(name))
        await self._turns_until(lambda: len(self.given) == count)

    async def at_rest(self) -> None:
        """Wait until no widget has anything to do, nothing is to be painted, and that stays so."""
        still = 0
        while still < 3:
            await asyncio.sleep(0.002)
            still = still + 1 if self._rests() else 0

    def _rests(self) -> bool:
        screen = self.play.app.screen
        busy = [pump for pump in (self.play.app, *screen.walk_children(with_self=True)) if not _is_waiting(pump)]
        painted = not (screen._layout_required or screen._repaint_required or screen._dirty_widgets)
        return not busy and painted and not screen._callbacks

    async def _turns_until(self, fact: Callable[[], object]) -> None:
        """Wait without looking at the clock; a fault of the app comes out here."""
        while not fact():
            if self.play.app._exception is not None:
                raise self.play.app._exception
            await asyncio.sleep(0)
