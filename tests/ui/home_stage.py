"""Home with accounts that a test makes up: in memory or on a disk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kaptui.insight.key_figures import key_figures
from kaptui.plan.document import AccountPlan
from kaptui.screens.home import HomeScreen
from kaptui.store.memory import MemoryStore
from kaptui.store.port import Stamp
from kaptui.store.tiny import TinyStore, open_store
from tests.ui.app_stage import TODAY, Play, empty_plan

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
