"""What every save changed, so that any earlier state can be rebuilt to the last byte.

One record a save: revision, time, who, the changes, and the digest of the state they lead to. The latest records stand
in the plan's own file, in its ``_history`` table, so that a save and its record are one rename and can never
disagree. When they grow many they move to the ``.history`` file beside the plan, one JSON line each, which is only
ever appended to: forced to the device before the plan's file goes on without them. An accident in between leaves
records in both places; they are the same, and the later line of a revision counts.

A record may also carry the whole ``plan`` it leads to: the first one, one in a while so that rebuilding stays short,
and one that follows on a state this program did not write (``outside``), where changes alone would lead nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from kaptui.plan.changes import Change, Document, document_of, is_order, told
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT
from kaptui.store.layout import Lines, digest_of, tables_of
from kaptui.store.port import Revision
from kaptui.store.strict_json import strict_json
from kaptui.store.times import time_in

TAIL_RECORDS: Final = 16
"""So many records stand in the plan's file before they move: the second forced write is paid once in so many saves."""
TAIL_BYTES: Final = 16_384
"""The records in the plan's file move as soon as they weigh this much: every save writes them again."""


class Record(NamedTuple):
    """One save. ``plan`` is the whole state it leads to, where it is recorded; ``outside`` as described above."""

    revision: int
    when: datetime
    who: str
    changes: tuple[Change, ...]
    digest: str
    plan: Document | None = None
    outside: bool = False


def as_row(record: Record) -> dict[str, Any]:
    """The record as JSON values: a row of ``_history``, or a line of the history file."""
    row: dict[str, Any] = {
        "revision": record.revision,
        "time": record.when.isoformat(),
        "who": record.who,
        "changes": [_as_json(change) for change in record.changes],
        "digest": record.digest,
    }
    if record.outside:
        row["outside"] = True
    if record.plan is not None:
        row["plan"] = record.plan
    return row


def as_lines(records: Iterable[Record]) -> bytes:
    """The lines of these records for the history file. Raises ``ValueError`` for what JSON or UTF-8 cannot hold."""
    rows = (json.dumps(as_row(record), ensure_ascii=False, allow_nan=False) for record in records)
    return "".join(f"{row}\n" for row in rows).encode()


def records_in(rows: Iterable[Mapping[str, Any]]) -> list[Record]:
    """The records in rows of ``_history``; what is none is passed over."""
    found = (_record(row) for row in rows)
    return [record for record in found if record is not None]


def records_in_file(raw: bytes) -> list[Record]:
    """The records in a history file; lines torn by an accident are passed over."""
    rows = []
    for line in raw.split(b"\n"):
        try:
            row = strict_json(line) if line else None
        except ValueError:
            continue
        if isinstance(row, dict):
            rows.append(row)
    return records_in(rows)


def joined(records: Iterable[Record], revision: int) -> list[Record]:
    """One record a revision up to ``revision``, in order: a later record puts an end to those from its number on.

    What lies beyond ``revision`` belongs to saves that an accident, or a backup put back by hand, took away.
    """
    kept: list[Record] = []
    for record in records:
        while kept and kept[-1].revision >= record.revision:
            kept.pop()
        kept.append(record)
    return [record for record in kept if record.revision <= revision]


def revisions(records: Sequence[Record]) -> tuple[Revision, ...]:
    """The records as the rest of the program sees them, with the changes a person would tell."""
    return tuple(Revision(record.revision, record.when, record.who, told(record.changes)) for record in records)


def people_in(records: Iterable[Record]) -> set[str]:
    """The ids of everybody whose row a record carries, or whose coming, going or change it tells."""
    found: set[str] = set()
    for record in records:
        found |= {path[1] for path in (each.path for each in record.changes) if path[:1] == ("people",) and path[1:]}
        rows = (record.plan or {}).get("people")
        found |= {str(row.get("id")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    return found


def is_due(count: int, weight: int) -> bool:
    """Whether the records in the plan's file, ``weight`` bytes, are to move to the history file now."""
    return count >= TAIL_RECORDS or weight > TAIL_BYTES


def with_whole_plan(records: Sequence[Record], plan: Document) -> list[Record]:
    """The records, the last of them carrying the whole plan it leads to."""
    return [*records[:-1], records[-1]._replace(plan=plan)]


def state_digest(plan: AccountPlan) -> str:
    """The digest that a file with this plan carries."""
    return document_digest(document_of(plan))


def document_digest(document: Document) -> str:
    """The same for a plan as JSON values, in the order in which a plan is written."""
    return digest_of(Lines().body(tables_of(document)))


def _as_json(change: Change) -> dict[str, Any]:
    sides = {"old": change.old, "new": change.new}
    return {"path": list(change.path)} | {side: value for side, value in sides.items() if value is not ABSENT}


def _record(row: Mapping[str, Any]) -> Record | None:
    try:
        when = time_in(row["time"])
        found = tuple(_change(change) for change in row["changes"])
        revision, who, digest, plan = row["revision"], row["who"], row["digest"], row.get("plan")
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
    is_whole = isinstance(revision, int) and isinstance(who, str) and (plan is None or isinstance(plan, dict))
    if not is_whole or when is None:
        return None
    return Record(revision, when, who, found, digest, plan, row.get("outside") is True)


def _change(row: Mapping[str, Any]) -> Change:
    path = tuple(row["path"])
    if not path or not all(isinstance(word, str) for word in path):
        raise ValueError("not a path")
    change = Change(path, row.get("old", ABSENT), row.get("new", ABSENT))
    if is_order(change) and not (_are_ids(change.old) and _are_ids(change.new)):
        raise ValueError("not an order")
    return change


def _are_ids(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(key, str) for key in value)
