"""The writing of a plan's files: the first time, at every save, and when somebody is to be forgotten.

Everything here is done under the plan's lock, which is the caller's, and raises ``OSError`` as the system gives it.
"""

from __future__ import annotations

import contextlib
import os
import stat
from datetime import UTC

from kaptui.plan import formats
from kaptui.plan.changes import Document, changes, document_of
from kaptui.plan.document import AccountPlan
from kaptui.store.durable import append_to_file, keep_as, read_file, replace_file, sync_directory
from kaptui.store.history import Record, as_lines, as_row, is_due, joined, records_in, records_in_file, with_whole_plan
from kaptui.store.layout import HISTORY, META, Lines, Tables, digest_of
from kaptui.store.names import PlanPaths
from kaptui.store.planfile import BEGINNING, PlanFile
from kaptui.store.port import Stamp
from kaptui.store.rebuilding import Redact, redacted
from kaptui.store.tables import PlanDatabase, write_plan
from kaptui.store.upkeep import free_name

WHOLE_PLAN_BYTES = 65_536
"""A whole plan enters the history when the changes since the last one weigh more than it, and at least this."""


def create_files(paths: PlanPaths, plan: AccountPlan, stamp: Stamp, mode: int) -> PlanFile:
    """Write a plan that is not there yet; its history, which begins with the whole plan, comes first."""
    database, lines = PlanDatabase({}), Lines()
    database.rows(META).arrange([{}])
    database.rows(HISTORY).truncate()
    write_plan(database, plan, None)
    body = lines.body(database.plan_storage.read())
    digest = digest_of(body)
    first = Record(plan.revision, stamp.when.astimezone(UTC), stamp.who, (), digest, document_of(plan))
    _set_aside_what_outlived(paths)
    replace_file(paths.history, paths.temporary, as_lines([first]), mode)
    try:
        return _committed(paths, database, lines, body, _meta(plan, stamp, digest, 0), plan, mode)
    except BaseException:
        if not os.path.lexists(paths.plan):
            with contextlib.suppress(OSError):
                os.unlink(paths.history)
        raise


def _set_aside_what_outlived(paths: PlanPaths) -> None:
    """What an accident has left of a plan with this id: its last version and its history may be all there is of it."""
    if os.path.lexists(paths.backup):
        for path in (paths.history, paths.backup):
            with contextlib.suppress(FileNotFoundError):
                os.rename(path, free_name(paths.set_aside))


def save_files(paths: PlanPaths, present: PlanFile, plan: AccountPlan, stamp: Stamp, mode: int) -> PlanFile:
    """Write ``plan`` as the next revision after ``present``, with the record of what it changes, as one step.

    A file of an older format stays beside it as it was, for whoever has to go back to an older program.
    """
    saved = plan.model_copy(update={"revision": present.plan.revision + 1})
    if present.format < formats.FORMAT:
        keep_as(paths.plan, f"{paths.old_format}{present.format}", paths.temporary)
    database, lines = PlanDatabase(present.tables), present.lines
    write_plan(database, saved, present.plan if present.is_ours else None)
    body = lines.body(database.plan_storage.read())
    digest = digest_of(body)
    since = _with_records_moved(paths, present, database, mode)
    record = Record(
        saved.revision, stamp.when.astimezone(UTC), stamp.who, changes(present.plan, saved), digest,
        None if present.is_ours else document_of(saved), not present.is_ours,
    )  # fmt: skip
    database.rows(HISTORY).insert(as_row(record))
    return _committed(paths, database, lines, body, _meta(saved, stamp, digest, since), saved, mode)


def records_of(paths: PlanPaths, present: PlanFile) -> list[Record]:
    """Every record of a plan, from its history file and its own, oldest first."""
    try:
        moved = records_in_file(read_file(paths.history)[0])
    except FileNotFoundError:
        moved = []
    return joined([*moved, *records_in(present.saves)], present.plan.revision)


def current_document(present: PlanFile, records: list[Record]) -> Document | None:
    """The plan as the state that the last record leads to, or ``None`` when it is not that state."""
    is_last = bool(records) and records[-1].revision == present.plan.revision
    return document_of(present.plan) if is_last and present.is_ours else None


def forget_in_files(paths: PlanPaths, present: PlanFile, redact: Redact) -> PlanFile:
    """Rewrite history and backup as if what ``redact`` takes out had never been there before now.

    All records move to the history file first, so that this is replaced as one step. Should it fail half-way it is to
    be done again: until the end something may be left, and nothing is lost.
    """
    mode = _mode_of(paths.plan)
    written = _without_records(paths, present, mode) if present.saves else present
    records = records_of(paths, written)
    kept = redacted(records, current_document(written, records), redact)
    replace_file(paths.history, paths.temporary, as_lines(kept), mode)
    if os.path.lexists(paths.backup):
        keep_as(paths.plan, paths.backup, paths.temporary)
        sync_directory(os.path.dirname(paths.plan))
    return written


def _without_records(paths: PlanPaths, present: PlanFile, mode: int) -> PlanFile:
    append_to_file(paths.history, as_lines(records_in(present.saves)), mode, beside=paths.plan)
    database = PlanDatabase(present.tables)
    database.rows(HISTORY).truncate()
    body = present.lines.body(database.plan_storage.read())
    return _committed(
        paths, database, present.lines, body, present.meta, present.plan, mode, backup=False, is_ours=present.is_ours
    )


def _with_records_moved(paths: PlanPaths, present: PlanFile, database: PlanDatabase, mode: int) -> int:
    """Move the records to the history file when it is time; returns the bytes there since the last whole plan."""
    since = present.meta.get("since")
    since = since if isinstance(since, int) else 0
    saves = present.saves
    records = records_in(saves) if is_due(len(saves), present.head_size) else []
    if not records:
        return since
    lines = as_lines(records)
    is_last = records[-1].revision == present.plan.revision
    weight = since + len(lines)
    if present.is_ours and is_last and (weight > WHOLE_PLAN_BYTES or not os.path.lexists(paths.history)):
        whole = as_lines(with_whole_plan(records, document_of(present.plan)))
        if weight > len(whole) - len(lines) or not os.path.lexists(paths.history):
            lines, weight = whole, 0
    plan = paths.plan if os.path.lexists(paths.plan) else ""
    append_to_file(paths.history, lines, _mode_of(plan) if plan else mode, beside=plan)
    database.rows(HISTORY).truncate()
    return weight


def _meta(plan: AccountPlan, stamp: Stamp, digest: str, since: int) -> dict[str, object]:
    """The row of ``_meta``; what tells one state from the next comes first, see ``planfile.BEGINNING``."""
    return {
        "format": formats.FORMAT,
        "revision": plan.revision,
        "changed": stamp.when.astimezone(UTC).isoformat(),
        "digest": digest,
        "since": since,
        "id": plan.id,
        "changed_by": stamp.who,
        "name": plan.name,
    }


def _committed(
    paths: PlanPaths, database: PlanDatabase, lines: Lines, body: bytes, meta: dict[str, object], plan: AccountPlan,
    mode: int, *, backup: bool = True, is_ours: bool = True,
) -> PlanFile:  # fmt: skip
    """Make what is in the database the plan's file; ``is_ours``: ``meta`` holds the digest of ``body``."""
    database.rows(META).arrange([meta])
    storage = database.plan_storage
    tables: Tables = storage.read()
    head = lines.head(tables)
    signature = storage.commit(paths, mode, head + body, backup=backup)
    lines.forget_all_but(tables)
    return PlanFile(plan, tables, lines, signature, (head + body)[:BEGINNING], len(head), is_ours)


def _mode_of(path: str) -> int:
    return stat.S_IMODE(os.lstat(path).st_mode) & 0o777
