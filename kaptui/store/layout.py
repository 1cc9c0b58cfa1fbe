"""A plan's tables as the text of its file and back: strict on reading, one row a line on writing.

The file is what TinyDB keeps: ``{table: {document id: row}}``. Any JSON reader understands it; people can compare two
versions line by line. ``_meta`` comes first and ``_history`` second, then the plan itself, the *body*. The digest of
the body stands in ``_meta``: a body that no longer matches was written by somebody else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from kaptui.plan.changes import UNRECORDED, Document
from kaptui.plan.document import TABLES
from kaptui.store.errors import Reason
from kaptui.store.strict_json import strict_json

Tables: TypeAlias = dict[str, dict[str, dict[str, Any]]]
"""What TinyDB keeps: tables by name, rows by document id."""

META: Final = "_meta"
HISTORY: Final = "_history"
ACCOUNT: Final = "account"
ONE: Final = "1"
"""The document id of the only row of ``_meta`` and of ``account``."""

_BODY: Final = (ACCOUNT, *TABLES)
_BODY_STARTS: Final = f'\n"{ACCOUNT}": {{\n'.encode()
_NOT_IN_ACCOUNT: Final = UNRECORDED | set(TABLES)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


class Unreadable(ValueError):
    """Bytes that are no plan file; ``reason`` and ``detail`` as in ``Damaged``."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail or reason.value)
        self.reason = reason
        self.detail = detail


def parsed(raw: bytes) -> Tables:
    """The tables in a file. Raises ``Unreadable``: empty, not JSON (NaN and repeated keys are none), not tables."""
    if not raw.strip(b" \t\r\n\0"):
        raise Unreadable(Reason.EMPTY)
    try:
        value = strict_json(raw)
    except ValueError as error:
        raise Unreadable(Reason.NOT_JSON, str(error)) from None
    if not _are_tables(value):
        raise Unreadable(Reason.FOREIGN)
    tables: Tables = value
    return tables


def document_in(tables: Tables, names: Iterable[str] = TABLES) -> Document:
    """The plan in the shape of ``show --json``, unchecked. ``tables`` hold ``_meta`` and ``account``; ``names`` are
    those that belong to the plan."""
    meta = tables[META][ONE]
    head = {"format": meta.get("format"), "id": meta.get("id"), "revision": meta.get("revision")}
    rows = {name: list(tables.get(name, {}).values()) for name in names}
    return tables[ACCOUNT][ONE] | head | rows


def tables_of(document: Mapping[str, Any]) -> Tables:
    """The body's tables for a document in the shape of ``show --json``; rows are numbered from 1 in their order."""
    account = {name: value for name, value in document.items() if name not in _NOT_IN_ACCOUNT}
    rows = {name: {str(number): row for number, row in enumerate(document[name], 1)} for name in TABLES}
    return {ACCOUNT: {ONE: account}, **rows}


def digest_of(body: bytes) -> str:
    """What proves that a body is the one that was written."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def body_in(raw: bytes) -> bytes:
    """The part of a file that holds the plan itself; empty when the file was laid out by somebody else."""
    start = raw.find(_BODY_STARTS)
    return raw[start:] if start >= 0 else b""


class Lines:
    """The text of each row, kept between saves: a save encodes the rows that changed and no others.

    Rows are known by identity; whoever changes a row must put another in its place, as ``RowTable`` does.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def body(self, tables: Tables) -> bytes:
        """The text of the plan's own tables. Raises ``ValueError`` for what JSON or UTF-8 cannot hold."""
        parts = [self._table(name, tables.get(name, {})) for name in _BODY]
        return ("\n" + ",\n".join(parts) + "\n}\n").encode()

    def head(self, tables: Tables) -> bytes:
        """The text before the body: ``_meta``, ``_history`` and whatever other tables somebody put into the file."""
        names = (META, *(name for name in tables if name not in _BODY and name != META))
        return ("{" + "".join(f"\n{self._table(name, tables[name])}," for name in names)).encode()

    def learn(self, body: bytes, tables: Tables) -> None:
        """Take over the rows' texts from a body that this class wrote and of which ``tables`` are the parsed form."""
        lines = iter(body.decode().split("\n")[1:])
        for name in _BODY:
            rows = tables.get(name, {})
            next(lines)
            for number, row in rows.items():
                self._known[id(row)] = (row, next(lines)[len(number) + 4 :].removesuffix(","))
            if rows:
                next(lines)

    def forget_all_but(self, tables: Tables) -> None:
        """Let go of the texts of rows that are no longer in the tables."""
        alive = {id(row) for rows in tables.values() for row in rows.values()}
        self._known = {key: entry for key, entry in self._known.items() if key in alive}

    def _table(self, name: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
        if not rows:
            return f"{_ENCODER.encode(name)}: {{}}"
        texts = ",\n".join([f'"{number}": {self._text(row)}' for number, row in rows.items()])
        return f"{_ENCODER.encode(name)}: {{\n{texts}\n}}"

    def _text(self, row: Mapping[str, Any]) -> str:
        known = self._known.get(id(row))
        if known is None:
            known = self._known[id(row)] = (row, _ENCODER.encode(row))
        return known[1]


def _are_tables(value: Any) -> bool:
    """Tables of rows under decimal ids, with one row in ``_meta`` and in ``account``."""
    return (
        isinstance(value, dict)
        and all(isinstance(rows, dict) for rows in value.values())
        and all(_is_number(key) and isinstance(row, dict) for rows in value.values() for key, row in rows.items())
        and list(value.get(META, ())) == [ONE] == list(value.get(ACCOUNT, ()))
    )


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 16
