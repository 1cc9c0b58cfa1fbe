"""The one saver of an open plan: half a second after the last change, two at most, never two at once.

It runs the store in a thread, so that a slow disk never stops the keyboard. A colleague's newer revision is merged into
the session and saved again. What cannot be saved stays in memory, is told, and is tried again. The thread is one that
the end of the program does not wait for: a disk that never answers must not keep anybody from leaving. It is there from
the beginning: where memory or processes have run out none can be started, and Python may wait for ever for one that
died while it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.store.port import ChangedSince, NoAnswer, OwnFault, Stamp, Store, StoreError

if TYPE_CHECKING:
    from kaptui.editing.merge import Conflict

PAUSE_SECONDS = 0.5
LONGEST_SECONDS = 2.0
RETRY_SECONDS = 5.0
PATIENCE_SECONDS = 8.0
"""So long somebody who leaves, or decides, waits for a save under way, and tries again when colleagues were faster;
longer than a save waits for a lock."""


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
        self._writer = _Writer(store.save)
        if not session.read_only:
            self._writer.prepare()
        self._session = session
        self._stamp = stamp
        self._told = told
        self._conflicts = conflicts
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None
        self._pending: tuple[AccountPlan, Future[AccountPlan]] | None = None
        self._closed = False
        self._unsaved_since: float | None = None

    @property
    def is_saving(self) -> bool:
        """Whether a save is under way, so that nobody else may change what the session takes for saved."""
        return self._pending is not None

    def touch(self) -> None:
        """The plan changed: save soon."""
        if self._session.is_saved or self._closed:
            return
        now = asyncio.get_running_loop().time()
        if self._unsaved_since is None:
            self._unsaved_since = now
        self._schedule(min(PAUSE_SECONDS, max(0.0, self._unsaved_since + LONGEST_SECONDS - now)))

    def close(self) -> bool:
        """Save now, wait, and end: for leaving. Called in the loop's thread; True when the store has everything."""
        self._closed = True
        try:
            return self.save_now()
        finally:
            self._writer.end()

    def save_now(self) -> bool:
        """Save and wait for it, in the loop's thread; True when the store has everything."""
        self._cancel_timer()
        self._unsaved_since = None
        end = monotonic() + PATIENCE_SECONDS
        while self._pending is not None or not self._session.is_saved:
            if self._pending is None:
                self._begin()
            if not self._waited():
                return False
            if monotonic() > end:
                break
        return self._session.is_saved

    def _begin(self) -> Future[AccountPlan]:
        """Begin to save the plan as it stands."""
        sent = self._session.plan
        future = self._writer.saved(sent, self._stamp())
        self._pending = (sent, future)
        return future

    def _waited(self) -> bool:
        """Wait for the save under way and take its outcome; False when the store could not take it, or not yet."""
        assert self._pending is not None
        sent, future = self._pending
        if not wait([future], PATIENCE_SECONDS).done:
            self.problem = NoAnswer(PATIENCE_SECONDS)
            if self._running is None and not self._closed:
                self._running = asyncio.get_running_loop().create_task(self._end_of(sent, future))
            return False
        return self._settle(sent, future)

    def _settle(self, sent: AccountPlan, future: Future[AccountPlan]) -> bool:
        """Take the outcome of one save into the session; False when the store could not take it."""
        self._pending = None
        try:
            self._session.take_saved(sent, future.result())
            self.problem = None
        except ChangedSince as newer:
            self._take_in(newer)
        except StoreError as problem:
            self.problem = problem
        except Exception as fault:  # noqa: BLE001 - whoever is at work can go on, and what he wrote is kept beside it
            self.problem = OwnFault(type(fault).__qualname__)
        return self.problem is None

    def _take_in(self, newer: ChangedSince) -> None:
        """Merge what somebody saved in between; two plans that cannot be one are a failure like others."""
        try:
            conflicts = self._session.receive(newer.theirs)
        except ValueError:
            self.problem = newer
            return
        self.problem = None
        self._conflicts(conflicts)

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
        if self._running is None and self._pending is None and not self._session.is_saved:
            self._running = asyncio.get_running_loop().create_task(self._save())

    async def _save(self) -> None:
        self._unsaved_since = None
        sent = self._session.plan
        await self._end_of(sent, self._begin())

    async def _end_of(self, sent: AccountPlan, future: Future[AccountPlan]) -> None:
        """Wait for a save without keeping anybody from typing, and take its outcome unless somebody else has.

        A disk that hangs is told after a while: from then on what is typed is kept beside it.
        """
        outcome = asyncio.wrap_future(future)
        if not (await asyncio.wait([outcome], timeout=PATIENCE_SECONDS))[0]:
            if not self._closed:
                self.problem = NoAnswer(PATIENCE_SECONDS)
                self._told()
            await asyncio.wait([outcome])
        outcome.exception()
        self._running = None
        if self._pending is None or self._pending[1] is not future:
            self.touch()  # what changed since whoever took the outcome could not be scheduled beside this
            return
        self._settle(sent, future)
        if self._closed:
            return
        self._told()
        if not self._session.is_saved:
            self._schedule(RETRY_SECONDS if self.problem else 0.0)


class _Writer:
    """A thread that saves one plan after the other, and that the end of the program does not wait for."""

    def __init__(self, save: Callable[[AccountPlan, Stamp], AccountPlan]) -> None:
        self._save = save
        self._wishes: SimpleQueue[tuple[AccountPlan, Stamp, Future[AccountPlan]] | None] = SimpleQueue()
        self._is_there = False

    def prepare(self) -> None:
        """Start the thread; where that cannot be done now the first save tries again."""
        with suppress(RuntimeError):
            self._start()

    def saved(self, plan: AccountPlan, stamp: Stamp) -> Future[AccountPlan]:
        """The outcome of saving this plan; whoever asks for it gets it, whatever it is."""
        future: Future[AccountPlan] = Future()
        try:
            self._start()
            self._wishes.put((plan, stamp, future))
        except RuntimeError as problem:
            future.set_exception(problem)
        return future

    def end(self) -> None:
        """Let the thread end once it has nothing more to save."""
        self._is_there = False
        self._wishes.put(None)

    def _start(self) -> None:
        if not self._is_there:
            Thread(target=self._work, name="save", daemon=True).start()
            self._is_there = True

    def _work(self) -> None:
        while (wish := self._wishes.get()) is not None:
            plan, stamp, future = wish
            try:
                future.set_result(self._save(plan, stamp))
            except BaseException as problem:  # noqa: BLE001 - see ``saved``
                future.set_exception(problem)
            del wish, plan, future  # a plan is not kept for the sake of a thread that waits
