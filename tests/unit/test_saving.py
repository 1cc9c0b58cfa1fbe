"""The one saver of a session: what is changed while it works is saved after it, whoever has waited for it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from threading import Event, Thread, Timer

import pytest

from kaptui.editing.edits import SetField
from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.saving import Saver
from kaptui.store.memory import MemoryStore
from kaptui.store.port import OwnFault, Stamp

STAMP = Stamp("li", datetime(2026, 11, 23, tzinfo=UTC))


class Slow(MemoryStore):
    """A store that takes as long for a save as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = Event()

    def save(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        self.go_on.wait(20)
        return super().save(plan, stamp)


async def until_saved(session: Session) -> None:
    async with asyncio.timeout(20):
        while not session.is_saved:
            await asyncio.sleep(0.01)


async def test_what_is_changed_right_after_somebody_waited_for_a_save_is_saved_too() -> None:
    store = Slow()
    session = Session(store.create(AccountPlan(id="a", name="A"), STAMP))
    saver = Saver(store, session, lambda: STAMP, lambda: None, lambda conflicts: None)
    session.listen(saver.touch)
    session.apply(SetField(("name",), "B"))
    async with asyncio.timeout(20):
        while not saver.is_saving:
            await asyncio.sleep(0.01)
    Timer(0.05, store.go_on.set).start()
    assert saver.save_now()
    session.apply(SetField(("name",), "C"))
    await until_saved(session)
    assert store.load("a").name == "C"


@pytest.mark.parametrize("since", ["the beginning", "the account was opened"])
async def test_where_no_thread_can_be_started_it_is_saved_or_told_and_saved_later(
    monkeypatch: pytest.MonkeyPatch, since: str
) -> None:
    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    store = MemoryStore()
    session = Session(store.create(AccountPlan(id="a", name="A"), STAMP))
    with monkeypatch.context() as spoilt:
        if since == "the beginning":
            spoilt.setattr(Thread, "start", refuse)
        saver = Saver(store, session, lambda: STAMP, lambda: None, lambda conflicts: None)
        spoilt.setattr(Thread, "start", refuse)
        session.apply(SetField(("name",), "B"))
        assert saver.save_now() == (since != "the beginning")
        assert isinstance(saver.problem, OwnFault) != session.is_saved
    assert saver.close()
    assert store.load("a").name == "B"
