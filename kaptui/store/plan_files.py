"""The plans of a data directory: TinyDB files saved as ``durable`` describes, their history as ``history`` does.

Loaded when the first plan is read or written: whoever only lists accounts needs no model of a plan.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterator, Set
from functools import partial
from pathlib import Path
from typing import Any

from tinydb.queries import QueryLike

from kaptui.plan.document import AccountPlan
from kaptui.store.daily import every_dated_backup, keep_for_the_day, mentioning, remove_dated
from kaptui.store.directory import Directory, make_inner
from kaptui.store.durable import as_store_error, signature_or_none, store_errors, sync_directory
from kaptui.store.errors import (
    AlreadyThere,
    ChangedSince,
    Damaged,
    NoSuchAccount,
    NoSuchRevision,
    NotPermitted,
    Reason,
    StoreError,
)
from kaptui.store.exports import exports_of, note_export
from kaptui.store.forgotten import ForgottenList
from kaptui.store.history import Record, people_in, revisions, state_digest
from kaptui.store.lock import locked
from kaptui.store.names import PlanPaths, exports_name, paths_of
from kaptui.store.planfile import (
    PlanFile,
    account_in,
    is_unchanged,
    read_plan_file,
    stored_revision,
)
from kaptui.store.port import Account, Export, Revision, Stamp, Summarise
from kaptui.store.rebuilding import Redact, rebuilt, redacted
from kaptui.store.saving import create_files, current_document, forget_in_files, records_of, save_files
from kaptui.store.tables import PlanDatabase
from kaptui.store.upkeep import files_set_aside, give_to_group, is_group_s, may_write, remove_set_aside_about

KNOWN_FILES = 16
"""So many plans are kept as they were last read or written, so that a save need not read them again."""


class PlanFiles:
    """Reads and writes plans as ``Store`` promises. ``wrote`` is told the name of every plan file written."""

    def __init__(
        self, directory: Directory, wrote: Callable[[str], None], lock_wait: float, forgotten: ForgottenList
    ) -> None:
        self._directory = directory
        self._forgotten = forgotten
        self._wrote = wrote
        self._lock_wait = lock_wait
        self._remembering = threading.Lock()
        self._known: dict[str, PlanFile] = {}
        self._told: tuple[tuple[object, ...], list[Record]] | None = None
        self._unsure: dict[str, AccountPlan] = {}

    def load(self, plan_id: str) -> AccountPlan:
        """See ``Store.load``."""
        return self._without_forgotten(self._read(plan_id).plan)

    def rows(self, plan_id: str, template: str, condition: QueryLike) -> tuple[dict[str, Any], ...]:
        """The rows of a template that a TinyDB query finds, as JSON values and in order; errors as ``load``."""
        database = PlanDatabase(self._read(plan_id).tables)
        return tuple(dict(row) for row in database.rows(template).search(condition))

    def create(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        """See ``Store.create``."""
        with self._locked(plan.id) as paths:
            if os.path.lexists(paths.plan):
                raise AlreadyThere(plan.id)
            plan = self._without_forgotten(plan)
            self._remember(create_files(paths, plan, stamp, self._directory.file_mode))
            self._wrote(os.path.basename(paths.plan))
        return plan

    def save(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        """See ``Store.save``."""
        with self._changing(plan.id) as paths:
            plan = self._without_forgotten(plan)
            present = self._cleared(paths, stamp, plan.id)
            self._refuse_if_changed(present, plan)
            keep_for_the_day(self._directory, paths, stamp.when.astimezone().date())
            try:
                written = save_files(paths, present, plan, stamp, self._directory.file_mode)
            except BaseException:
                self._unsure[plan.id] = plan
                raise
            self._unsure.pop(plan.id, None)
            self._remember(written)
            self._wrote(os.path.basename(paths.plan))
        return written.plan

    def remove(self, plan_id: str) -> str:
        """See ``Store.remove``; the name of the file. It goes last: what fails half-way can be done again."""
        with self._changing(plan_id) as paths:
            if not os.path.lexists(paths.plan):
                raise NoSuchAccount(plan_id)
            self._forgotten.add(plan_id)
            remove_dated(every_dated_backup(self._directory.path, os.path.basename(paths.plan)))
            for path in (*self._beside(plan_id, paths), paths.plan):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path)
            sync_directory(self._directory.path)
            with self._remembering:
                self._known.pop(plan_id, None)
        return os.path.basename(paths.plan)

    def revision_of(self, plan_id: str) -> int:
        """See ``Store.revision_of``."""
        path = self._paths(plan_id).plan
        with self._about(plan_id, path):
            revision = stored_revision(path)
        return self._read(plan_id).plan.revision if revision is None else revision

    def history(self, plan_id: str) -> tuple[Revision, ...]:
        """See ``Store.history``."""
        return revisions(self._records(plan_id, self._read(plan_id)))

    def at(self, plan_id: str, revision: int) -> AccountPlan:
        """See ``Store.at``."""
        present = self._read(plan_id)
        if revision == present.plan.revision and present.is_ours:
            return self._without_forgotten(present.plan)
        records = self._records(plan_id, present)
        target = next((record for record in records if record.revision == revision), None)
        if target is None:
            raise NoSuchRevision(plan_id, revision)
        plan = rebuilt(records, current_document(present, records), target)
        if plan is None:
            raise Damaged(Path(self._paths(plan_id).history), Reason.HISTORY_BROKEN, str(revision))
        return plan

    def forget(self, plan_id: str, person_id: str, stamp: Stamp) -> str:
        """See ``Store.forget``; the name of the file. Dated backups and files set aside that speak of the person are
        removed too."""
        with self._changing(plan_id) as paths:
            self._read(plan_id)
            if not self._forgotten.of(plan_id).among([person_id]):
                self._forgotten.add(plan_id, person_id)
            self._cleared(paths, stamp, plan_id)
            self._forget_in_files(paths, plan_id, person_id)
        return os.path.basename(paths.plan)

    def forget_again(self, plan_id: str, stamp: Stamp) -> int:
        """See ``TinyStore.forget_again``."""
        with self._locked(plan_id) as paths:
            present = self._read(plan_id)
            forgotten = self._forgotten.of(plan_id)
            gone = forgotten.among(people_in(records_of(paths, present))) | forgotten.in_plan(present.plan)
            self._cleared(paths, stamp, plan_id)
            for person_id in sorted(gone):
                self._forget_in_files(paths, plan_id, person_id)
        return len(gone)

    def _forget_in_files(self, paths: PlanPaths, plan_id: str, person_id: str) -> None:
        """Take a person who is not in the plan any more out of everything else that is kept of it."""
        self._remember(forget_in_files(paths, self._read(plan_id), _leaving_out({person_id})))
        self._wrote(os.path.basename(paths.plan))
        for leftover in (paths.temporary, paths.temporary + "~"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(leftover)
        remove_set_aside_about(paths, person_id)
        remove_dated(mentioning(every_dated_backup(self._directory.path, os.path.basename(paths.plan)), person_id))

    def _cleared(self, paths: PlanPaths, stamp: Stamp, plan_id: str) -> PlanFile:
        """The plan's file without anybody removed for good, whom a file put back by hand may bring along."""
        present = self._read(plan_id)
        clear = self._without_forgotten(present.plan)
        if clear is present.plan:
            return present
        gone = sorted(self._forgotten.of(plan_id).in_plan(present.plan))
        self._remember(save_files(paths, present, clear, stamp, self._directory.file_mode))
        for person_id in gone:
            self._forget_in_files(paths, plan_id, person_id)
        return self._read(plan_id)

    def _without_forgotten(self, plan: AccountPlan) -> AccountPlan:
        return self._forgotten.of(plan.id).without(plan)

    def may_write(self, plan_id: str) -> bool:
        """See ``Store.may_write``."""
        return may_write(self._directory, plan_id)

    def is_shared(self, plan_id: str) -> bool:
        """See ``Store.is_shared``."""
        with store_errors(self._directory.path):
            return is_group_s(self._directory, plan_id)

    def share(self, plan_id: str, with_group: bool) -> None:
        """See ``Store.share``."""
        give_to_group(self._directory, plan_id, with_group)

    def note_export(self, plan_id: str, stamp: Stamp, what: str, path: str) -> None:
        """See ``Store.note_export``."""
        with contextlib.suppress(StoreError):
            note_export(self._directory, plan_id, stamp, self.revision_of(plan_id), what, path)

    def exports(self, plan_id: str) -> tuple[Export, ...]:
        """See ``Store.exports``."""
        self.revision_of(plan_id)
        with store_errors(self._directory.path):
            return exports_of(self._directory, plan_id)

    def account(self, path: str, summarise: Summarise | None) -> Account:
        """The account in a plan file, for a list. Raises ``StoreError``."""
        with store_errors(path):
            file = read_plan_file(path)
            return account_in(file._replace(plan=self._without_forgotten(file.plan)), path, summarise)

    def _paths(self, plan_id: str) -> PlanPaths:
        return paths_of(self._directory.path, plan_id)

    @contextlib.contextmanager
    def _locked(self, plan_id: str) -> Iterator[PlanPaths]:
        """Holds the plan's lock and turns the system's errors into the store's."""
        paths = self._paths(plan_id)
        with store_errors(self._directory.path):
            if self._known and self._directory.is_blank:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self._directory.path)
            make_inner(self._directory)
        with locked(paths.lock, self._directory.file_mode, self._lock_wait), store_errors(paths.plan):
            yield paths

    @contextlib.contextmanager
    def _changing(self, plan_id: str) -> Iterator[PlanPaths]:
        """As ``_locked``, for a plan that somebody may write: that its directory lets the file be replaced is
        no leave to do so. Raises ``NotPermitted``."""
        with self._locked(plan_id) as paths:
            if os.path.isfile(paths.plan) and not os.path.islink(paths.plan) and not os.access(paths.plan, os.W_OK):
                raise NotPermitted(Path(paths.plan))
            yield paths

    def _read(self, plan_id: str) -> PlanFile:
        """The plan's file, read anew unless it is known and unchanged."""
        path = self._paths(plan_id).plan
        known = self._known.get(plan_id)
        with self._about(plan_id, path):
            if known is not None and is_unchanged(known, path):
                return known
            return self._remember(read_plan_file(path))

    def _remember(self, file: PlanFile) -> PlanFile:
        with self._remembering:
            self._known.pop(file.plan.id, None)
            self._known[file.plan.id] = file
            while len(self._known) > KNOWN_FILES:
                del self._known[next(iter(self._known))]
        return file

    def _refuse_if_changed(self, present: PlanFile, plan: AccountPlan) -> None:
        """A save that failed after its rename may have been done: what it left is ours, and no colleague's."""
        attempt = self._unsure.get(plan.id)
        is_ours = (
            attempt is not None
            and attempt.revision == plan.revision == present.plan.revision - 1
            and present.meta.get("digest") == state_digest(attempt)
        )
        if present.plan.revision != plan.revision and not is_ours:
            raise ChangedSince(present.plan)

    def _records(self, plan_id: str, present: PlanFile) -> list[Record]:
        """Every record of a plan, silent about whoever was removed for good; the latest answer is kept, for whoever
        asks for one state after the other."""
        paths = self._paths(plan_id)
        with store_errors(paths.history):
            forgotten = self._forgotten.of(plan_id)
            seen = (forgotten, present.beginning, signature_or_none(paths.history))
            if self._told is None or self._told[0] != seen:
                records = records_of(paths, present)
                if gone := forgotten.among(people_in(records)) | forgotten.in_plan(present.plan):
                    records = redacted(records, current_document(present, records), _leaving_out(gone))
                self._told = (seen, records)
            return self._told[1]

    @contextlib.contextmanager
    def _about(self, plan_id: str, path: str) -> Iterator[None]:
        """Errors of the system while a plan is read: a file that is not there is an account that is not there, unless
        the directory went with it."""
        try:
            yield
        except FileNotFoundError as error:
            if self._known and self._directory.is_blank:
                raise as_store_error(error, self._directory.path) from error
            raise NoSuchAccount(plan_id) from None
        except OSError as error:
            raise as_store_error(error, path) from error

    def _beside(self, plan_id: str, paths: PlanPaths) -> list[str]:
        """Every file of a plan but its own, those of accidents too."""
        noted = self._directory.at(exports_name(plan_id))
        return [paths.temporary, paths.temporary + "~", paths.backup, paths.history, noted, *files_set_aside(paths)]


def _leaving_out(people: Set[str]) -> Redact:
    """What takes people out of a plan, with all that is said about them, their ids in other rows too."""
    from kaptui.plan.references import without_people  # hardly ever needed

    return partial(without_people, people=people)
