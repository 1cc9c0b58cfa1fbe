"""What one file of drafts says (see ``drafts``): all of it, or nothing.

A file that another version has written, or that somebody has spoilt, may hold the only copy of somebody's words. One
in which anything cannot be read is therefore left alone, and named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, Final

from kaptui.drafts import Unsaved, Waiting
from kaptui.editing.session import Draft
from kaptui.plan.document import AccountPlan
from kaptui.plan.formats import in_present_format
from kaptui.plan.paths import Path
from kaptui.store.durable import read_file
from kaptui.store.port import StoreError

if TYPE_CHECKING:
    from kaptui.editing.merge import Conflict
    from kaptui.editing.scratch import Kept

_UNREADABLE: Final = (LookupError, TypeError, ValueError, AttributeError)


def document_in(file: File) -> dict[str, Any] | None:
    """The document in a file; ``None`` for anything else. Never waits for a pipe and never reads without an end."""
    try:
        document = json.loads(read_file(str(file))[0])
    except (OSError, StoreError, ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def waiting_in(document: dict[str, Any], plan: AccountPlan) -> Waiting | None:
    """What a document has for the account of ``plan``; ``None`` where any of it cannot be read."""
    try:
        return Waiting(
            _texts(document),
            tuple(_conflicts(document, plan)),
            _unsaved(document, plan.id),
            _what_if(document, plan.id),
            _spent(document),
        )
    except _UNREADABLE:
        return None


def joined(found: list[Waiting], unreadable: list[File]) -> Waiting:
    """What several files say together; of two words about one thing the later counts."""
    texts: dict[Path, Draft] = {}
    conflicts: dict[Path, Conflict] = {}
    unsaved: list[Unsaved] = []
    what_if: Kept | None = None
    spent: dict[str, int] = {}
    for each in found:
        texts |= each.texts
        conflicts |= {conflict.path: conflict for conflict in each.conflicts}
        unsaved += each.unsaved
        what_if = each.what_if or what_if
        spent |= each.spent
    return Waiting(texts, tuple(conflicts.values()), tuple(unsaved), what_if, spent, tuple(unreadable))


def _texts(document: dict[str, Any]) -> dict[Path, Draft]:
    whom = document.get("about") or {}
    return {
        tuple(str(path).split("/")): Draft(str(text), str(complaint), frozenset(map(str, whom.get(path, ()))))
        for path, text, complaint in document["drafts"]
    }


def _conflicts(document: dict[str, Any], plan: AccountPlan) -> Iterator[Conflict]:
    """The conflicts that the plan still has a place for."""
    rows = document.get("conflicts")
    if not rows:
        return
    from kaptui.editing.conflicts import from_json  # hardly ever needed

    for row in rows:
        try:
            yield from_json(row, plan)
        except _UNREADABLE:
            continue


def _unsaved(document: dict[str, Any], plan_id: str) -> tuple[Unsaved, ...]:
    """The plan in a document, if there is one. Raises ``ValueError`` for one of another account."""
    if document.get("unsaved") is None:
        return ()
    plan = AccountPlan.model_validate(in_present_format(document["unsaved"]))
    base = AccountPlan.model_validate(in_present_format(document.get("base") or document["unsaved"]))
    if not plan.id == base.id == plan_id:
        raise ValueError("of another account")
    return (Unsaved(base, plan),)


def _what_if(document: dict[str, Any], plan_id: str) -> Kept | None:
    """The what-if in a document, if there is one. Raises as ``_unsaved``."""
    row = document.get("what_if")
    if not row:
        return None
    from kaptui.editing.scratch import Kept  # hardly ever needed

    return next((Kept(found.base, found.plan) for found in _unsaved(row, plan_id)), None)


def _spent(document: dict[str, Any]) -> dict[str, int]:
    rows = document.get("spent") or {}
    return {key: row for key, row in rows.items() if type(row) is int and row > 0}
