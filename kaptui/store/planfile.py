"""One plan's file as it was read: its tables, the plan in them, and how to tell whether it is still the same."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from kaptui.plan import formats
from kaptui.plan.changes import document_of
from kaptui.plan.document import AccountPlan
from kaptui.store.daily import dated_backups
from kaptui.store.durable import Signature, read_beginning, read_file
from kaptui.store.errors import Damaged, Reason, StoreError
from kaptui.store.layout import HISTORY, META, ONE, Lines, Tables, Unreadable, body_in, digest_of, parsed, tables_of
from kaptui.store.migrate import format_of, present_document
from kaptui.store.names import BACKUP, PLAN, stem_of
from kaptui.store.port import Account, Summarise
from kaptui.store.times import time_in

BEGINNING = 4096
"""This much of a file holds the row of ``_meta`` as far as its digest: two files that begin the same are the same."""

_REVISION = re.compile(rb'\{\n"_meta": \{\n"1": \{"format": (\d{1,9}), "revision": (\d{1,15}), ')


class PlanFile(NamedTuple):
    """A plan's file, read and checked. ``is_ours``: its body is, to the last byte, what this program wrote."""

    plan: AccountPlan
    tables: Tables
    lines: Lines
    signature: Signature | None
    beginning: bytes
    head_size: int
    is_ours: bool

    @property
    def meta(self) -> dict[str, Any]:
        """The row of ``_meta``."""
        return self.tables[META][ONE]

    @property
    def format(self) -> int:
        """The number of the format that the file on the disk is in."""
        return format_of(self.tables)

    @property
    def saves(self) -> list[dict[str, Any]]:
        """The rows of ``_history``, oldest first."""
        return list(self.tables.get(HISTORY, {}).values())


def read_plan_file(path: str) -> PlanFile:
    """The plan file at ``path``. Raises ``Damaged``, ``NewerFormat``, ``OSError``; the file stays as it is."""
    try:
        raw, signature = read_file(path)
    except Damaged as damage:
        if damage.reason is not Reason.NOT_A_FILE:  # which is in the way, and wants to be moved first
            damage.backup = earlier_version_of(path)
        raise
    return plan_file(raw, signature, path)


def plan_file(raw: bytes, signature: Signature | None, path: str) -> PlanFile:
    """What ``raw``, the content of a plan file at ``path``, holds. Raises ``Damaged``, ``NewerFormat``."""
    try:
        tables = parsed(raw)
        plan = AccountPlan.model_validate(present_document(tables, Path(path)))
    except Unreadable as error:
        raise Damaged(Path(path), error.reason, error.detail, backup=earlier_version_of(path)) from None
    except ValidationError as error:
        raise Damaged(Path(path), Reason.REFUSED_VALUE, _place_of(error), backup=earlier_version_of(path)) from None
    if os.path.basename(path).removesuffix(BACKUP).removesuffix(PLAN) != stem_of(plan.id):
        raise Damaged(Path(path), Reason.MISNAMED, stem_of(plan.id) + PLAN, backup=earlier_version_of(path))
    if format_of(tables) < formats.FORMAT:
        tables = {name: tables[name] for name in (META, HISTORY) if name in tables} | tables_of(document_of(plan))
        return PlanFile(plan, tables, Lines(), signature, raw[:BEGINNING], len(raw), is_ours=False)
    body, lines = body_in(raw), Lines()
    is_ours = bool(body) and digest_of(body) == tables[META][ONE].get("digest")
    if is_ours:
        lines.learn(body, tables)
    return PlanFile(plan, tables, lines, signature, raw[:BEGINNING], len(raw) - len(body), is_ours)


def is_unchanged(known: PlanFile, path: str) -> bool:
    """Whether the file at ``path`` is still the one that was read. Raises ``Damaged``, ``OSError``."""
    beginning, signature = read_beginning(path, BEGINNING)
    return signature == known.signature and beginning == known.beginning


def stored_revision(path: str) -> int | None:
    """The revision of a file in this program's layout, from its first bytes; ``None`` when it needs a closer look."""
    found = _REVISION.match(read_beginning(path, BEGINNING)[0])
    return int(found[2]) if found and int(found[1]) == formats.FORMAT else None


def backup_of(path: str) -> Path | None:
    """The previous version of a plan's file, where there is one."""
    backup = path.removesuffix(PLAN) + BACKUP
    return Path(backup) if os.path.isfile(backup) and not os.path.islink(backup) else None


def earlier_version_of(path: str) -> Path | None:
    """What a plan's file can be recovered from: the previous version, else the latest dated backup, where there is one.

    Nobody has read it yet: it may be damaged, too.
    """
    dated = dated_backups(os.path.dirname(path), os.path.basename(path))
    return backup_of(path) or next(map(Path, dated), None)


def account_in(file: PlanFile, path: str, summarise: Summarise | None) -> Account:
    """The line in the list of accounts for a file that was read."""
    plan, meta = file.plan, file.meta
    summary = None if summarise is None else summarise(plan)
    changed, changed_by = time_in(meta.get("changed")), _text(meta.get("changed_by"))
    return Account(
        plan.id, plan.name, plan.owner, plan.revision, changed, changed_by, plan.archived, path=path, summary=summary
    )


def account_with_problem(path: str, problem: StoreError) -> Account:
    """The line for a file that cannot be read as a plan, with what it or its backup still tells of itself."""
    stem = os.path.basename(path).removesuffix(PLAN)
    for candidate in (path, path.removesuffix(PLAN) + BACKUP):
        meta = _meta_or_nothing(candidate)
        plan_id = _text(meta.get("id"))
        if plan_id and stem_of(plan_id) == stem:
            return Account(plan_id, _text(meta.get("name")) or stem, problem=problem, path=path)
    return Account(stem, stem, problem=problem, path=path)


def _meta_or_nothing(path: str) -> dict[str, Any]:
    try:
        return parsed(read_file(path)[0])[META][ONE]
    except (OSError, StoreError, Unreadable):
        return {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _place_of(error: ValidationError) -> str:
    """Where the first refused value stands; the value itself is not repeated, it may be about somebody."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    return "/".join(str(word) for word in first["loc"])
