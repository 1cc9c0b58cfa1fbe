"""The store on disk: accounts listed from an index, plans in one TinyDB file each (``plan_files``)."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaptui.store.directory import Directory, open_directory
from kaptui.store.durable import store_errors
from kaptui.store.errors import StoreError
from kaptui.store.forgotten import ForgottenList, remove_indexes
from kaptui.store.index import Index
from kaptui.store.port import EXPORTED, Account, Export, Forgotten, Listing, Revision, Stamp, Summarise
from kaptui.store.presence import Presence

if TYPE_CHECKING:
    from tinydb.queries import QueryLike

    from kaptui.plan.document import AccountPlan
    from kaptui.store.plan_files import PlanFiles

LOCK_WAIT = 5.0
"""Seconds a writer waits for another, who holds the lock for milliseconds."""


def open_store(
    directory: Path,
    *,
    summarise: Summarise | None = None,
    summary_key: str = "",
    today: Callable[[], date] | None = None,
    shared: bool = False,
) -> TinyStore:
    """The store in a data directory, which is made when it is not there. Raises as ``open_directory``.

    ``summarise`` gives ``Account.summary``; its results are kept between runs as long as ``summary_key`` is the same,
    so the key names whatever they depend on besides the plan and the day (the program's version, settings); ``today``
    says on which day they have to hold (``SINCE``, ``UNTIL``).
    """
    opened = open_directory(directory, shared=shared)
    return TinyStore(opened, summarise=summarise, summary_key=summary_key, today=today)


class TinyStore:
    """Keeps the ``Store`` contract in files. Several processes, and several threads of one, may use a directory."""

    def __init__(
        self,
        directory: Directory,
        *,
        summarise: Summarise | None = None,
        summary_key: str = "",
        today: Callable[[], date] | None = None,
        lock_wait: float = LOCK_WAIT,
    ) -> None:
        self._directory = directory
        self._summarise = summarise
        self._lock_wait = lock_wait
        self._loading = threading.Lock()
        self._loaded: PlanFiles | None = None
        self._index = Index(
            directory, self._account_at, _account_with_problem, summary_key,
            today=today, is_summarising=summarise is not None,
        )  # fmt: skip
        self._presence = Presence(directory)
        self._forgotten = ForgottenList(directory)

    @property
    def directory(self) -> Directory:
        """Where the files are."""
        return self._directory

    def accounts(self) -> tuple[Account, ...]:
        """See ``Store.accounts``."""
        with store_errors(self._directory.path):
            return self._index.accounts()

    def listing(self) -> Listing:
        """See ``Store.listing``."""
        with store_errors(self._directory.path):
            return self._index.listing()

    def catching_up(self, first: Collection[str] = ()) -> Iterator[int]:
        """See ``Store.catching_up``."""
        with store_errors(self._directory.path):
            yield from self._index.catching_up(first)

    def pulse(self) -> object:
        """See ``Store.pulse``."""
        with store_errors(self._directory.path):
            status = os.stat(self._directory.path)
            return status.st_mtime_ns, status.st_ino

    def load(self, plan_id: str) -> AccountPlan:
        """See ``Store.load``."""
        return self._plans.load(plan_id)

    def rows(self, plan_id: str, template: str, condition: QueryLike) -> tuple[dict[str, Any], ...]:
        """The rows of a template that a TinyDB query finds, as JSON values and in order; errors as ``load``."""
        return self._plans.rows(plan_id, template, condition)

    def create(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        """See ``Store.create``."""
        return self._plans.create(plan, stamp)

    def save(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        """See ``Store.save``."""
        return self._plans.save(plan, stamp)

    def remove(self, plan_id: str) -> None:
        """See ``Store.remove``."""
        file = self._plans.remove(plan_id)
        self._presence.remove(plan_id)
        self._index.forget(file)
        remove_indexes(self._directory)

    def revision_of(self, plan_id: str) -> int:
        """See ``Store.revision_of``."""
        return self._plans.revision_of(plan_id)

    def history(self, plan_id: str) -> tuple[Revision, ...]:
        """See ``Store.history``."""
        return self._plans.history(plan_id)

    def at(self, plan_id: str, revision: int) -> AccountPlan:
        """See ``Store.at``."""
        return self._plans.at(plan_id, revision)

    def forget(self, plan_id: str, person_id: str, stamp: Stamp) -> None:
        """See ``Store.forget``."""
        file = self._plans.forget(plan_id, person_id, stamp)
        with store_errors(self._directory.path):
            self._index.renew(file)
        remove_indexes(self._directory)

    def forget_again(self, plan_id: str, stamp: Stamp) -> int:
        """Take everybody whom a plan is to forget out of files that were put back; returns how many there were."""
        return self._plans.forget_again(plan_id, stamp)

    def forgotten(self, plan_id: str) -> Forgotten:
        """See ``Store.forgotten``."""
        return self._forgotten.of(plan_id)

    def may_write(self, plan_id: str) -> bool:
        """See ``Store.may_write``."""
        return self._plans.may_write(plan_id)

    def is_shared(self, plan_id: str) -> bool:
        """See ``Store.is_shared``."""
        return self._plans.is_shared(plan_id)

    def share(self, plan_id: str, with_group: bool) -> None:
        """See ``Store.share``."""
        self._plans.share(plan_id, with_group)

    def note_export(self, plan_id: str, stamp: Stamp, what: str, path: str = EXPORTED) -> None:
        """See ``Store.note_export``."""
        self._plans.note_export(plan_id, stamp, what, path)

    def exports(self, plan_id: str) -> tuple[Export, ...]:
        """See ``Store.exports``."""
        return self._plans.exports(plan_id)

    def present(self, plan_id: str, who: str, now: datetime) -> None:
        """See ``Store.present``."""
        self._presence.present(plan_id, who, now)

    def absent(self, plan_id: str, who: str) -> None:
        """See ``Store.absent``."""
        self._presence.absent(plan_id, who)

    def others(self, plan_id: str, who: str, now: datetime) -> tuple[str, ...]:
        """See ``Store.others``."""
        return self._presence.others(plan_id, who, now)

    @property
    def _plans(self) -> PlanFiles:
        """The plans themselves, loaded now if they were not yet; any thread may ask."""
        with self._loading:
            if self._loaded is None:
                from kaptui.store.plan_files import PlanFiles

                self._loaded = PlanFiles(self._directory, self._index.touch, self._lock_wait, self._forgotten)
            return self._loaded

    def _account_at(self, path: str) -> Account:
        return self._plans.account(path, self._summarise)


def _account_with_problem(path: str, problem: StoreError) -> Account:
    from kaptui.store.planfile import account_with_problem

    return account_with_problem(path, problem)
