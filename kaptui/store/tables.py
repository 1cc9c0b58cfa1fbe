"""A plan in TinyDB: a table per template, a document per row, on a storage that writes once and durably.

TinyDB reads and writes its whole storage at every operation; here both are memory until ``commit``. Its own file
storage is not used: it writes into the file that others read, locks nothing and gives up half-way when killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from kaptui.plan.changes import UNRECORDED
from kaptui.plan.document import TABLES, AccountPlan
from kaptui.store.durable import Signature, replace_file
from kaptui.store.layout import ACCOUNT, Tables
from kaptui.store.names import PlanPaths


class RowTable(Table):
    """A TinyDB table whose rows have an order, numbered from 1; rows are exchanged, never changed in place."""

    default_query_cache_capacity = 0

    def arrange(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Make these the rows of the table, in this order."""

        def updater(table: dict[int, Mapping[str, Any]]) -> None:
            table.clear()
            table.update(enumerate(rows, 1))

        self._update_table(updater)


class PlanStorage(Storage):
    """The storage under a plan's database: what TinyDB writes is kept until ``commit`` makes it the file."""

    def __init__(self, tables: Tables) -> None:
        self._tables = dict(tables)

    def read(self) -> Tables:
        """All tables as last written, whether committed or not."""
        return self._tables

    def write(self, data: Tables) -> None:
        """Keep the tables for ``commit``."""
        self._tables = data

    def commit(self, paths: PlanPaths, mode: int, content: bytes, *, backup: bool) -> Signature | None:
        """Make ``content``, the text of the tables, the plan's file in one durable step; as ``replace_file``."""
        return replace_file(paths.plan, paths.temporary, content, mode, backup=paths.backup if backup else "")


class PlanDatabase(TinyDB):
    """TinyDB over the tables of one plan."""

    table_class = RowTable

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables, storage=PlanStorage)

    @property
    def plan_storage(self) -> PlanStorage:
        """The storage underneath."""
        storage = self.storage
        assert isinstance(storage, PlanStorage)
        return storage

    def rows(self, name: str) -> RowTable:
        """The table of a template, or one of the store's own."""
        table = self.table(name)
        assert isinstance(table, RowTable)
        return table


def write_plan(database: PlanDatabase, plan: AccountPlan, before: AccountPlan | None) -> None:
    """Put a plan into the database; tables and rows that it shares with ``before``, the plan in it, are left alone."""
    account = plan.model_dump(mode="json", exclude=set(UNRECORDED | set(TABLES)))
    database.rows(ACCOUNT).arrange([account])
    for name in TABLES:
        rows: Sequence[Any] = getattr(plan, name)
        if before is None:
            database.rows(name).arrange(row.model_dump(mode="json") for row in rows)
        elif rows is not getattr(before, name):
            database.rows(name).arrange(_kept_or_new(rows, getattr(before, name), database.rows(name)))


def _kept_or_new(rows: Sequence[Any], before: Sequence[Any], table: RowTable) -> Iterator[Mapping[str, Any]]:
    stored = {id(row): document for row, document in zip(before, _documents(table), strict=True)}
    return (stored[id(row)] if id(row) in stored else row.model_dump(mode="json") for row in rows)


def _documents(table: RowTable) -> list[Mapping[str, Any]]:
    """The stored rows themselves, not the copies TinyDB hands out: a row's text is known by its identity."""
    return list(table._read_table().values())
