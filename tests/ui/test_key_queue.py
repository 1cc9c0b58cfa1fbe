"""One key after the other: a key waits as long as anything is on its way that may take it, but not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from kaptui import _keys
from kaptui._keys import KeyQueue
from tests.ui.slow_machine import key
from tests.ui.widget_stage import until

MANY_TURNS = 300
"""More than anything takes that is under way; fewer than the queue's patience."""


class Slow(Static):
    """A widget that is built only when ``go_on`` is set."""

    def __init__(self, go_on: asyncio.Event) -> None:
        super().__init__("slow", markup=False)
        self.go_on = go_on

    async def on_mount(self) -> None:
        await self.go_on.wait()


class Desk(App[None]):
    """``e`` opens something; every other key that comes up to the app is a command."""

    def __init__(self, opens: Callable[[Desk], object]) -> None:
        super().__init__()
        self.opens = opens
        self.go_on = asyncio.Event()
        self.commands = ""
        self.line = Input()

    def compose(self) -> ComposeResult:
        yield Static("nothing to type into", markup=False)
        yield Vertical(id="place")

    def on_key(self, event: events.Key) -> None:
        if event.key == "e":
            self.opens(self)
        else:
            self.commands += event.key

    async def turns(self, count: int = MANY_TURNS) -> None:
        for _ in range(count):
            await asyncio.sleep(0)


def line_beside_a_slow_widget(desk: Desk) -> None:
    """The widget has the place first, and the line comes and has the focus when it is built."""

    async def bring() -> None:
        await desk.query_one("#place").mount(Slow(desk.go_on))
        await desk.query_one("#place").mount(desk.line)
        desk.screen.set_focus(desk.line)

    desk.query_one("#place").call_later(bring)


def line_given_by_a_handler(desk: Desk) -> None:
    """The app itself takes its time over what it does."""

    async def bring() -> None:
        await desk.go_on.wait()
        await desk.mount(desk.line)
        desk.screen.set_focus(desk.line)

    desk.call_later(bring)


def screen_with_a_line(desk: Desk) -> None:
    """A dialog whose first widget is slow."""

    class Dialog(Screen[None]):
        AUTO_FOCUS = "Input"

        def compose(self) -> ComposeResult:
            yield Slow(desk.go_on)
            yield desk.line

    desk.push_screen(Dialog())


def line_after_the_next_picture(desk: Desk) -> None:
    """The focus comes once the screen was painted."""

    async def bring() -> None:
        await desk.go_on.wait()
        await desk.mount(desk.line)
        desk.call_after_refresh(desk.screen.set_focus, desk.line)

    desk.screen.call_later(bring)


WAYS = [line_beside_a_slow_widget, line_given_by_a_handler, screen_with_a_line, line_after_the_next_picture]


@pytest.mark.parametrize("opens", WAYS)
async def test_keys_wait_for_what_is_being_opened(opens: Callable[[Desk], object]) -> None:
    desk = Desk(opens)
    async with desk.run_test(size=(80, 24)) as pilot:
        keys = KeyQueue(desk)
        for name in "exy":
            keys.put(key(name))
        await desk.turns()
        early = desk.commands
        desk.go_on.set()
        await until(pilot, lambda: len(desk.line.value + desk.commands) == 2)
        assert (early, desk.commands, desk.line.value) == ("", "", "xy")


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A patience of few turns, without rests."""
    monkeypatch.setattr(_keys, "_PATIENCE", 50)
    monkeypatch.setattr(_keys, "_REST", 0)
    yield


@pytest.mark.usefixtures("impatience")
async def test_what_never_comes_keeps_no_key_for_ever() -> None:
    desk = Desk(lambda desk: desk.query_one("#place").call_later(desk.go_on.wait))
    async with desk.run_test(size=(80, 24)):
        keys = KeyQueue(desk)
        for name in "exy":
            keys.put(key(name))
        await desk.turns()
        desk.go_on.set()
        assert desk.commands == "xy"


async def test_who_is_typed_into_has_a_place() -> None:
    sizes: list[object] = []

    class Sized(Input):
        def on_key(self) -> None:
            sizes.append(self.size)

    async def bring(desk: Desk) -> None:
        await desk.mount(line)
        desk.screen.set_focus(line, scroll_visible=False)

    line = Sized()
    desk = Desk(lambda desk: desk.call_later(bring, desk))
    async with desk.run_test(size=(80, 24)) as pilot:
        keys = KeyQueue(desk)
        for name in "ex":
            keys.put(key(name))
        await until(pilot, lambda: sizes)
        assert all(sizes)
