"""The list of accounts without opening them: what each file said when it was last read, as long as it is the same file.

The index is a cache and never believed over the files: ``accounts`` looks at each file's size, times and inode, and
reads again what differs; ``listing`` tells at once what is known, and ``catching_up`` makes it true step by step. It is
kept per user with nobody else's access, for it repeats what private plans say, and it may be deleted at any time. Only
healthy accounts are kept in it.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import stat
from collections.abc import Callable, Collection, Generator, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from kaptui.store.directory import Directory
from kaptui.store.durable import Signature, signature_of
from kaptui.store.errors import Damaged, NewerFormat, Reason, StoreError
from kaptui.store.index_file import IndexFile, NoIndex
from kaptui.store.index_writing import signature_columns, write_index
from kaptui.store.listing import FACTS, AccountListing
from kaptui.store.names import index_name, is_plan
from kaptui.store.port import SINCE, UNTIL, Account

SHARE_TO_WRITE: Final = 50
"""The index is written anew when one account in so many was read again: reading a few is cheaper than writing all."""
FILES_A_STEP: Final = 200
"""So many files are looked at (not read) in one step of ``catching_up``."""

ReadAccount: TypeAlias = Callable[[str], Account]
"""Reads the account in a plan file; raises ``StoreError`` or ``OSError``."""
TellProblem: TypeAlias = Callable[[str, StoreError], Account]
"""The account for a plan file that cannot be read."""
Today: TypeAlias = Callable[[], date]
_NO_FILE: Final = Signature(-1, -1, -1, -1)


class Kept(NamedTuple):
    """An account as it was read, and the state of its file then."""

    signature: Signature
    account: Account


class Index:
    """The accounts of one data directory as this process last saw them."""

    def __init__(
        self,
        directory: Directory,
        read: ReadAccount,
        problem: TellProblem,
        key: str,
        *,
        today: Today | None = None,
        is_summarising: bool = False,
    ) -> None:
        """``today``: summaries that say on which days they hold are made anew on others."""
        self._directory = directory
        self._read = read
        self._problem = problem
        self._key = key
        self._today = today
        self._is_summarising = is_summarising
        self._path = directory.at(index_name(os.geteuid()))
        self._base: IndexFile | None = None
        self._is_open = False
        self._is_writable = True
        self._known_rows: tuple[dict[str, int], list[tuple[int, int, int, int]]] | None = None
        self._fresh: dict[str, Kept] = {}
        self._gone: set[str] = set()
        self._touched: set[str] = set()
        self._listing: AccountListing | None = None
        self._accounts: tuple[Account, ...] | None = None
        self._running: Generator[int, None, None] | None = None

    def accounts(self) -> tuple[Account, ...]:
        """Every plan file in the directory as an account, by name. Raises ``OSError``."""
        with _without_collection():
            for name, signature in _last(self._stale_files()):
                self._read_again(name, signature)
            self._write_if_worth_it()
            listing = self.listing()
            if self._accounts is None:
                self._accounts = tuple([listing.account(place) for place in range(len(listing))])
            return self._accounts

    def listing(self) -> AccountListing:
        """The accounts as far as they are known; of the files only those that this process wrote are looked at."""
        self._open()
        while self._touched:
            name = self._touched.pop()
            signature = self._signature(name)
            if signature is not None and not self._is_known(name, signature):
                self._read_again(name, signature)
        if self._listing is None:
            self._listing = self._made_listing()
        return self._listing

    def touch(self, name: str) -> None:
        """This process wrote the file: the next listing tells what is in it."""
        self._touched.add(name)

    def renew(self, name: str) -> None:
        """Put what a file says now in the place of what it said before, on the disk too."""
        self.touch(name)
        self.listing()
        if name in self._rows:
            for _ in self._writing():
                pass

    def forget(self, name: str) -> None:
        """Let go of what a removed file said, on the disk too."""
        self._open()
        self._touched.discard(name)
        self._let_go([name])
        self._write_if_worth_it()

    def catching_up(self, first: Collection[str]) -> Iterator[int]:
        """Look at every file, read what differs and summarise what is of another day, a little a step.

        Each step yields how many accounts are still to be read; the last ones write the index. ``first`` are ids of
        accounts to begin with. Only the newest of several runs goes on. Raises ``OSError``.
        """
        if self._running is not None:
            self._running.close()
        self._running = self._catch_up(first)
        return self._running

    def _catch_up(self, first: Collection[str]) -> Generator[int, None, None]:
        stale: list[tuple[str, Signature]] = []
        looking = self._stale_files()
        for stale in looking:
            yield len(stale)
        for number, (name, signature) in enumerate(stale, 1):
            self._read_again(name, signature)
            yield len(stale) - number
        aged = self._aged(first)
        for number, name in enumerate(aged, 1):
            present = self._signature(name)
            if present is not None:
                self._read_again(name, present)
            yield len(aged) - number
        if self._is_worth_writing():
            for _ in self._writing():
                yield 0

    # what is known

    def _open(self) -> None:
        """What the index on disk says, when it is ours and whole."""
        if self._is_open:
            return
        self._is_open = True
        self._known_rows, self._base = None, None
        with contextlib.suppress(NoIndex, OSError):
            self._base = IndexFile(self._path)

    @property
    def _rows(self) -> dict[str, int]:
        """The accounts that the index on disk knows, by file; read when files are looked at."""
        return self._files_known()[0]

    @property
    def _signatures(self) -> list[tuple[int, int, int, int]]:
        """The state of their files when they were read, by row."""
        return self._files_known()[1]

    def _files_known(self) -> tuple[dict[str, int], list[tuple[int, int, int, int]]]:
        if self._known_rows is None:
            self._known_rows = {}, []
            try:
                if self._base is not None:
                    facts = {fact: self._base.column(fact) for fact in FACTS}
                    rows = {str(name): row for row, name in enumerate(facts["file"])}
                    self._known_rows = rows, signature_columns(self._base)
            except NoIndex:  # torn: begin without one
                self._base = None
                self._changed()
        return self._known_rows

    def _made_listing(self) -> AccountListing:
        summaries_too = self._base is not None and self._base.key == self._key
        if not self._fresh and not self._gone:
            return AccountListing(self._directory.path, self._base, {}, summaries_too=summaries_too)
        known = self._rows  # first of all, for a torn base ends here
        count = self._base.count if self._base is not None else 0
        new = {name: count + number for number, name in enumerate(self._fresh.keys() - known.keys())}
        rows = new | {name: known[name] for name in self._fresh.keys() & known.keys()}
        fresh = {rows[name]: kept.account for name, kept in self._fresh.items()}
        gone = {known[name] for name in self._gone & known.keys()}
        unsorted = AccountListing(
            self._directory.path, self._base, fresh, range(count + len(new)), summaries_too=summaries_too
        )
        if not new and not gone and not self._renamed(fresh):
            return AccountListing(self._directory.path, self._base, fresh, summaries_too=summaries_too)
        names, ids = unsorted.column("name"), unsorted.column("id")
        order = sorted((row for row in range(len(unsorted)) if row not in gone), key=lambda row: (names[row], ids[row]))
        return AccountListing(self._directory.path, self._base, fresh, order, summaries_too=summaries_too)

    def _renamed(self, fresh: dict[int, Account]) -> bool:
        """Whether any account that the base knows has another name or id there."""
        if not fresh or self._base is None:
            return bool(fresh)
        names, ids = self._base.column("name"), self._base.column("id")
        return any((names[row], ids[row]) != (account.name, account.id) for row, account in fresh.items())

    def _changed(self) -> None:
        self._listing = self._accounts = None

    # looking at files

    def _stale_files(self) -> Generator[list[tuple[str, Signature]], None, None]:
        """The files that differ from what is known of them, more at each step; lets go of those that are gone."""
        self._open()
        present: set[str] = set()
        stale: list[tuple[str, Signature]] = []
        for number, name in enumerate(filter(is_plan, os.listdir(self._directory.path)), 1):
            signature = self._signature(name)
            if signature is not None:
                present.add(name)
                if not self._is_known(name, signature):
                    stale.append((name, signature))
            if number % FILES_A_STEP == 0:
                yield stale
        gone = (self._rows.keys() | self._fresh.keys()) - present - self._gone
        if gone and not present and self._directory.is_blank:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self._directory.path)
        self._let_go(gone)
        yield stale

    def _signature(self, name: str) -> Signature | None:
        """The signature of a plan's file, ``None`` when it is not there any more."""
        try:
            status = os.lstat(self._directory.path + "/" + name)
        except FileNotFoundError:
            return None
        return signature_of(status) if stat.S_ISREG(status.st_mode) else _NO_FILE

    def _is_known(self, name: str, signature: Signature) -> bool:
        """Whether an account need not be read again; rights and reachability may change without the file's changing."""
        kept = self._fresh.get(name)
        if kept is not None:
            return kept.signature == signature and isinstance(kept.account.problem, Damaged | NewerFormat | None)
        row = self._rows.get(name)
        return row is not None and name not in self._gone and self._signatures[row] == signature

    def _let_go(self, names: Collection[str]) -> None:
        for name in names:
            self._fresh.pop(name, None)
            if name in self._rows:
                self._gone.add(name)
        if names:
            self._changed()

    def _read_again(self, name: str, signature: Signature) -> None:
        path = self._directory.at(name)
        try:
            if signature == _NO_FILE:
                raise Damaged(Path(path), Reason.NOT_A_FILE)
            account = self._read(path)
        except StoreError as problem:
            account = self._problem(path, problem)
        self._fresh[name] = Kept(signature, account)
        self._gone.discard(name)
        self._changed()

    def _aged(self, first: Collection[str]) -> list[str]:
        """The files of healthy accounts without a summary that holds today, those of ``first`` first."""
        if not self._is_summarising:
            return []
        listing = self.listing()
        today = "" if self._today is None else self._today().isoformat()
        keys = ("file", "id", "problem", "is_summarised", SINCE, UNTIL)
        aged = [
            (plan_id not in first, name)
            for name, plan_id, problem, is_summarised, since, until in zip(*map(listing.column, keys), strict=True)
            if problem is None and not (is_summarised and _holds(since, until, today))
        ]
        return [name for _, name in sorted(aged, key=lambda pair: pair[0])]

    # writing

    def _is_worth_writing(self) -> bool:
        """Whether a good part was read anew, or something is on the disk that should not be there any more."""
        if not self._is_writable:
            return False
        healthy = sum(kept.account.problem is None for kept in self._fresh.values())
        broken = any(kept.account.problem is not None and name in self._rows for name, kept in self._fresh.items())
        return broken or bool(self._gone) or healthy * SHARE_TO_WRITE > len(self._rows) - len(self._gone) + healthy

    def _write_if_worth_it(self) -> None:
        if self._is_worth_writing():
            for _ in self._writing():
                pass

    def _writing(self) -> Iterator[None]:
        """Write the index, a little a step, and go on from it. One that cannot be written is tried once."""
        listing = self.listing()
        signatures = {name: self._signatures[row] for name, row in self._rows.items()}
        signatures |= {name: kept.signature for name, kept in self._fresh.items()}
        fresh, gone = dict(self._fresh), set(self._gone)
        self._is_writable = yield from write_index(self._path, self._key, listing, signatures)
        if self._is_writable:
            self._fresh = {
                name: kept for name, kept in self._fresh.items() if kept is not fresh.get(name) or kept.account.problem
            }
            self._gone -= gone
            self._is_open = False
            self._open()
            self._changed()


def _holds(since: str | None, until: str | None, today: str) -> bool:
    """Whether a summary is one of today; always where days are not asked for or not told."""
    if not today or since is None or until is None:
        return not today or since is until
    return since <= today < until


def _last(steps: Iterator[list[tuple[str, Signature]]]) -> list[tuple[str, Signature]]:
    """What a search has found at its end."""
    return list(steps)[-1]


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
