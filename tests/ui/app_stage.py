"""A stage for the whole app: a store in memory, a plan in it, keys pressed, what the terminal shows."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from kaptui.app import KaptuiApp, Setup
from kaptui.commands import COMMANDS, Command
from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.insight.key_figures import key_figures
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path as Place
from kaptui.plan.paths import value_at
from kaptui.screens.base import BaseScreen
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp, Store
from kaptui.text import use_language
from tests.ui.widget_stage import shown, until

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parents[2] / "data"


def demo_plan(language: str = "en") -> AccountPlan:
    """The demonstration plan as it is delivered."""
    return AccountPlan.model_validate(json.loads((DATA / f"demo_{language}.json").read_text("utf-8")))


def empty_plan(**parts: Any) -> AccountPlan:
    """A plan with nothing in it but what is given."""
    return AccountPlan.model_validate({"id": "plan", "name": "客户 [/]", **parts})


class Play:
    """One app under test: ``press`` keys, ``run`` commands by id, read the ``screen`` and the ``plan``."""

    def __init__(self, app: KaptuiApp, pilot: Pilot[int], store: Store) -> None:
        self.app = app
        self.pilot = pilot
        self.store = store

    @property
    def plan(self) -> AccountPlan:
        """The open plan."""
        return self.app.session.plan

    def value(self, *path: str) -> Any:
        """A value of the open plan."""
        return value_at(self.plan, path)

    def lines(self) -> list[str]:
        """What the terminal shows, line by line."""
        return shown(self.app)

    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(self.lines())

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names and let everything that follows happen."""
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into the editor that has the focus."""
        for character in text:
            self.app.post_message(events.Key(key_of(character), character if character.isprintable() else None))
        await self.pilot.pause()
        await self.pilot.pause()

    async def run(self, command_id: str) -> None:
        """Run a command of the screen by its id, as its key would."""
        command = next(command for command in COMMANDS if command.id == command_id)
        screen = self.app.screen
        assert isinstance(screen, BaseScreen)
        assert command.scope in screen.scopes, f"{command_id} does not work on {type(screen).__name__}"
        screen.run_command(command)
        await self.pilot.pause()

    async def until(self, fact: Callable[[], object]) -> None:
        """Wait for a fact."""
        await until(self.pilot, fact)

    async def shows(self, text: str) -> None:
        """Wait until the terminal shows a text."""
        await self.until(lambda: text in self.text())

    async def settled(self) -> None:
        """Wait until what the terminal shows stays the same for a while."""
        before, same = "", 0
        while same < 5:
            await self.pilot.pause(0.02)
            now = self.text()
            same = same + 1 if now == before else 0
            before = now

    async def at(self, path: Place) -> None:
        """Go to the place of a path."""
        self.app.go_to(path)
        await self.pilot.pause()
        await self.pilot.pause()


def key_of(character: str) -> str:
    """What Textual calls the key that types a character."""
    names = {" ": "space", "\n": "enter", "\t": "tab"}
    return names.get(character) or _character_to_key(character)


def command(command_id: str) -> Command:
    """A command by id."""
    return next(known for known in COMMANDS if known.id == command_id)


@asynccontextmanager
async def playing(
    plan: AccountPlan | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    language: str = "en",
    glyphs: Glyphs = ASCII,
    store: Store | None = None,
    today: Callable[[], date] = lambda: TODAY,
    **setup: Any,
) -> AsyncIterator[Play]:
    """The app open on a plan's dashboard, or on home without one. The language is English again afterwards."""
    store = store or MemoryStore(summarise=lambda plan: key_figures(plan, TODAY))
    if plan is not None:
        store.create(plan, Stamp("tester", datetime(2026, 11, 1, tzinfo=UTC)))
    use_language(language)
    app = KaptuiApp(
        Setup(store=store, who="tester", glyphs=glyphs, today=today, **setup), plan.id if plan else None
    )
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Play(app, pilot, store)
    finally:
        use_language("en")
