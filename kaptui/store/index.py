"""The list of accounts without opening them: what each file said when it was last read, as long as it is the same file.

The index is a cache and never believed over the files: every listing looks at each file's size, times and inode, and
reads again what differs. It is kept per user with nobody else's access, for it repeats what private plans say, and it
may be deleted at any time. Only healthy accounts are kept in it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

from kaptui.store.directory import Directory
from kaptui.store.durable import Signature, read_file, signature_of
from kaptui.store.errors import Damaged, NewerFormat, Reason, StoreError
from kaptui.store.names import index_name, is_plan
from kaptui.store.planfile import account_with_problem, time_in
from kaptui.store.port import Account

VERSION: Final = 1
SHARE_TO_WRITE: Final = 50
"""The index is written anew when one account in so many was read again: reading a few is cheaper than writing all."""

ReadAccount: TypeAlias = Callable[[str], Account]
"""Reads the account in a plan file; raises ``StoreError`` or ``OSError``."""
Entry: TypeAlias = tuple[Signature, Account]


class Index:
    """The accounts of one data directory as this process last saw them."""

    def __init__(self, directory: Directory, read: ReadAccount, key: str) -> None:
        self._directory = directory
        self._read = read
        self._key = key
        self._path = directory.at(index_name(os.geteuid()))
        self._entries: dict[str, Entry] | None = None
        self._written: set[str] = set()
        self._listed: tuple[Account, ...] = ()

    def accounts(self) -> tuple[Account, ...]:
        """Every plan file in the directory as an account, by name. Raises ``OSError``."""
        with _without_collection():
            before, present = self._known(), self._signatures()
            stale = [name for name, signature in present.items() if not _is_fresh(before.get(name), signature)]
            if not stale and len(present) == len(before):
                return self._listed
            entries = {name: before[name] for name in present if name in before}
            entries |= {name: (present[name], self._account(name, present[name])) for name in stale}
            self._list(entries)
            self._write_if_worth_it(len(stale))
            return self._listed

    def forget(self, name: str) -> None:
        """Let go of what a removed file said, on the disk too."""
        entries = dict(self._known())
        if entries.pop(name, None) is not None:
            self._list(entries)
            self._write_if_worth_it(0)

    def _known(self) -> dict[str, Entry]:
        """What this process last saw, or else what the index on disk says, in the order of the list."""
        if self._entries is None:
            self._entries = self._stored()
            self._written = set(self._entries)
            self._listed = tuple(account for _, account in self._entries.values())
        return self._entries

    def _list(self, entries: dict[str, Entry]) -> None:
        order = sorted(entries.items(), key=lambda item: (item[1][1].name, item[1][1].id))
        self._entries = dict(order)
        self._listed = tuple(account for _, (_, account) in order)

    def _signatures(self) -> dict[str, Signature]:
        found: dict[str, Signature] = {}
        beginning = self._directory.path + "/"
        for name in os.listdir(self._directory.path):
            if is_plan(name):
                try:
                    status = os.lstat(beginning + name)
                except FileNotFoundError:
                    continue
                found[name] = signature_of(status) if stat.S_ISREG(status.st_mode) else _NO_FILE
        return found

    def _account(self, name: str, signature: Signature) -> Account:
        path = self._directory.at(name)
        try:
            if signature == _NO_FILE:
                raise Damaged(Path(path), Reason.NOT_A_FILE)
            return self._read(path)
        except StoreError as problem:
            return account_with_problem(path, problem)

    def _write_if_worth_it(self, read_again: int) -> None:
        entries = self._known()
        healthy = {name: entry for name, entry in entries.items() if entry[1].problem is None}
        if read_again * SHARE_TO_WRITE <= len(entries) and self._written <= healthy.keys():
            return
        content = {
            "version": VERSION,
            "key": self._key,
            "accounts": [_as_row(name, *entry) for name, entry in healthy.items()],
        }
        with contextlib.suppress(OSError, ValueError):
            _write(self._path, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
            self._written = set(healthy)

    def _stored(self) -> dict[str, Entry]:
        try:
            stored = json.loads(read_file(self._path)[0])
            if stored["version"] != VERSION or stored["key"] != self._key or not _is_own(self._path):
                return {}
            return dict(_entry(row, self._directory.path) for row in stored["accounts"])
        except (OSError, StoreError, ValueError, LookupError, TypeError):
            return {}


_NO_FILE: Final = Signature(-1, -1, -1, -1)


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection for the block: ten thousand new values would set it off again and again, for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_fresh(entry: Entry | None, signature: Signature) -> bool:
    """Whether an account need not be read again; rights and reachability may change without the file's changing."""
    if entry is None or entry[0] != signature:
        return False
    return entry[1].problem is None or isinstance(entry[1].problem, Damaged | NewerFormat)


def _is_own(path: str) -> bool:
    return os.lstat(path).st_uid == os.geteuid()


def _as_row(name: str, signature: Signature, account: Account) -> list[Any]:
    changed = None if account.changed is None else account.changed.isoformat()
    facts = (account.id, account.name, account.owner, account.revision, changed, account.changed_by, account.archived)
    return [name, *signature, *facts, account.summary]


def _entry(row: list[Any], directory: str) -> tuple[str, Entry]:
    name, size, modified, touched, inode, plan_id, title, owner, revision, changed, changed_by, archived, summary = row
    account = Account(
        plan_id, title, owner, revision, time_in(changed), changed_by, archived, None, f"{directory}/{name}", summary
    )
    return name, (Signature(size, modified, touched, inode), account)


def _write(path: str, content: bytes) -> None:
    """Replace the index in one step; not forced to the device, a torn index is read as none."""
    temporary = f"{path}.{os.getpid()}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.rename(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
