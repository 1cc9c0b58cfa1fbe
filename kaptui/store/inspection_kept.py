"""A look at what is kept beside the plans: whether the way back to earlier states is whole.

A plan that is well says nothing of its history and its backups: they are missed on the day when they are needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from kaptui.store.daily import dated_backups
from kaptui.store.directory import Directory
from kaptui.store.durable import read_file
from kaptui.store.errors import Damaged, StoreError
from kaptui.store.forgotten import is_whole_list
from kaptui.store.history import Record, joined, records_in, records_in_file
from kaptui.store.layout import HISTORY as SAVES
from kaptui.store.layout import META, ONE, Unreadable, body_in, digest_of, parsed
from kaptui.store.names import BACKUP, FORGOTTEN, HISTORY, PLAN
from kaptui.store.planfile import plan_file


def broken_histories(paths: Sequence[str]) -> Iterator[Path]:
    """The histories of these plan files, all of them well, that do not lead from the first state to the last."""
    for path in paths:
        try:
            records = _records(path)
        except (OSError, StoreError, Unreadable):
            continue  # what is in the way, or may not be read, is told as that
        if not _leads_on(records):
            yield Path(path.removesuffix(PLAN) + HISTORY)


def spoilt_backups(directory: Directory, paths: Sequence[str]) -> Iterator[Path]:
    """The versions before, and the dated backups, of these plan files that nothing can be recovered from."""
    known: dict[int, bool] = {}
    for path in paths:
        before = path.removesuffix(PLAN) + BACKUP
        for backup in (before, *dated_backups(directory.path, os.path.basename(path))):
            try:
                inode = os.lstat(backup).st_ino
                if inode not in known:
                    known[inode] = _is_plan(backup)
            except (OSError, StoreError):
                continue
            if not known[inode]:
                yield Path(backup)


def spoilt_lists(directory: Directory) -> Iterator[Path]:
    """The list of whom to forget, if it does not say of everybody in it any more who it is."""
    if not is_whole_list(directory):
        yield Path(directory.at(FORGOTTEN))


def _records(path: str) -> list[Record]:
    tables = parsed(read_file(path)[0])
    try:
        moved = records_in_file(read_file(path.removesuffix(PLAN) + HISTORY)[0])
    except FileNotFoundError:
        moved = []
    return joined([*moved, *records_in(tables.get(SAVES, {}).values())], tables[META][ONE]["revision"])


def _leads_on(records: Sequence[Record]) -> bool:
    """Whether the records begin with a whole plan, and each goes on from the one before or begins anew with another. A
    plan that came without any is as old as its file."""
    follows = (
        record.plan is not None or (record.revision == before.revision + 1 and not record.outside)
        for before, record in pairwise(records)
    )
    return not records or (records[0].plan is not None and all(follows))


def _is_plan(path: str) -> bool:
    """Whether a backup holds a plan, of a newer format too. Raises ``OSError``, ``StoreError`` when nobody can say."""
    raw = read_file(path)[0]
    try:
        body = body_in(raw)
        if body and digest_of(body) == parsed(raw)[META][ONE].get("digest"):
            return True  # as it was written, to the last byte
        plan_file(raw, None, path)
    except (Damaged, Unreadable):
        return False
    return True
