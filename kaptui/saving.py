"""The one saver of an open plan: half a second after the last change, two at most, never two at once.

It runs the store in a thread, so that a slow disk never stops the keyboard. A colleague's newer revision is merged into
the session and saved again. What cannot be saved stays in memory, is told, and is tried again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.store.port import ChangedSince, Stamp, Store, StoreError

if TYPE_CHECKING:
    from kaptui.editing.merge import Conflict

PAUSE_SECONDS = 0.5
LONGEST_SECONDS = 2.0
RETRY_SECONDS = 5.0
ATTEMPTS = 20


class Saver:
    """Keeps one session's plan in the store.

    ``stamp`` says who saves and when; ``told`` is called on the loop after each attempt, ``conflicts`` with what
    a merge could not decide. ``problem`` is the last failure, None when the last save went well.
    """

    def __init__(
        self,
        store: Store,
        session: Session,
        stamp: Callable[[], Stamp],
        told: Callable[[], None],
        conflicts: Callable[[tuple[Conflict, ...]], None],
    ) -> None:
        self.problem: StoreError | None = None
        self._store = store
        self._session = session
        self._stamp = stamp
        self._told = told
        self._conflicts = conflicts
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="save")
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None
        self._pending: tuple[AccountPlan, Future[AccountPlan]] | None = None
        self._closed = False
        self._unsaved_since: float | None = None

    def touch(self) -> None:
        """The plan changed: save soon."""
        if self._session.is_saved or self._closed:
            return
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._unsaved_since = self._unsaved_since or now
        self._schedule(min(PAUSE_SECONDS, max(0.0, self._unsaved_since + LONGEST_SECONDS - now)))

    def close(self) -> bool:
        """Save now, wait, and end: for leaving. Called in the loop's thread; True when the store has everything."""
        self._cancel_timer()
        self._closed = True
        self._worker.shutdown(wait=True)
        if self._pending is not None:
            sent, future = self._pending
            self._settle(sent, future)
        for _ in range(ATTEMPTS):
            if self._session.is_saved:
                return True
            sent = self._session.plan
            if not self._settle(sent, _done(self._store.save, sent, self._stamp())):
                return False
        return self._session.is_saved

    def _settle(self, sent: AccountPlan, future: Future[AccountPlan]) -> bool:
        """Take the outcome of one save into the session; False when the store could not take it."""
        self._pending = None
        try:
            self._session.take_saved(sent, future.result())
            self.problem = None
        except ChangedSince as newer:
            self._conflicts(self._session.receive(newer.theirs))
            self.problem = None
        except StoreError as problem:
            self.problem = problem
        return self.problem is None

    def _schedule(self, seconds: float) -> None:
        self._cancel_timer()
        if self._running is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._start)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start(self) -> None:
        self._timer = None
        if self._running is None and not self._session.is_saved:
            self._running = asyncio.get_running_loop().create_task(self._save())

    async def _save(self) -> None:
        sent = self._session.plan
        self._unsaved_since = None
        future = self._worker.submit(self._store.save, sent, self._stamp())
        self._pending = (sent, future)
        outcome = asyncio.wrap_future(future)
        await asyncio.wait([outcome])
        outcome.exception()
        self._running = None
        if self._closed:
            return
        self._settle(sent, future)
        self._told()
        if not self._session.is_saved:
            self._schedule(RETRY_SECONDS if self.problem else 0.0)


def _done(save: Callable[[AccountPlan, Stamp], AccountPlan], plan: AccountPlan, stamp: Stamp) -> Future[AccountPlan]:
    """The outcome of a save made here and now, in the shape of one made by the worker."""
    future: Future[AccountPlan] = Future()
    try:
        future.set_result(save(plan, stamp))
    except StoreError as problem:
        future.set_exception(problem)
    return future
