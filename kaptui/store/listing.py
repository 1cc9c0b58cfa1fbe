"""The list of accounts by column: what an index on disk says, with what was read since put in its place."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kaptui.store.index_file import IndexFile, NoIndex
from kaptui.store.port import TEXT, Account
from kaptui.store.times import time_in

FACTS: Final[Mapping[str, Any]] = {
    "file": "", "id": "", "name": "", "owner": "", "revision": 0, "changed": None, "changed_by": "", "archived": False,
    "is_summarised": False,
}  # fmt: skip
"""The columns that every account has, and what stands for one that cannot be read any more."""
PROBLEM: Final = "problem"
SUMMARY: Final = ":"
"""Columns of summaries begin with it on the disk, so that none is ever taken for a fact."""


class AccountListing:
    """Accounts in an order of their own; immutable. Keeps the ``Listing`` of ``port``.

    ``base`` is an index on disk, or none. ``fresh`` are the accounts read since, by their row in it; rows behind its
    last are those it does not know. ``order`` are the rows in the order of the list, ``None`` for that of the base.
    Without ``summaries_too`` what the base says in summaries was made for another key and is left out.
    """

    def __init__(
        self,
        directory: str,
        base: IndexFile | None,
        fresh: Mapping[int, Account],
        order: Sequence[int] | None = None,
        *,
        summaries_too: bool = True,
    ) -> None:
        self._directory = directory
        self._base = base
        self._fresh = fresh
        self._order = order
        self._summaries_too = summaries_too
        self._columns: dict[str, Sequence[Any]] = {}
        self._count = len(order) if order is not None else (base.count if base is not None else 0)

    def __len__(self) -> int:
        return self._count

    def column(self, key: str) -> Sequence[Any]:
        """See ``Listing.column``."""
        known = self._columns.get(key)
        if known is None:
            values = self._by_row(key)
            known = self._columns[key] = values if self._order is None else [values[row] for row in self._order]
        return known

    def text(self, place: int) -> str:
        """See ``Listing.text``."""
        return self.text_bytes(place).decode("utf-8", "replace")

    def text_bytes(self, place: int) -> bytes:
        """The long text of an account's summary as UTF-8, nothing without one."""
        row = place if self._order is None else self._order[place]
        account = self._fresh.get(row)
        if account is not None:
            return str((account.summary or {}).get(TEXT, "")).encode()
        if self._base is not None and self._summaries_too:
            with contextlib.suppress(NoIndex):
                return self._base.text(row)
        return b""

    def account(self, place: int) -> Account:
        """See ``Listing.account``."""
        fresh = self._fresh.get(place if self._order is None else self._order[place])
        if fresh is not None:
            return fresh
        facts = {key: self.column(key)[place] for key in FACTS}
        return Account(
            facts["id"], facts["name"], facts["owner"], facts["revision"], time_in(facts["changed"]),
            facts["changed_by"], facts["archived"], None, f"{self._directory}/{facts['file']}",
            KeptSummary(self, place) if facts["is_summarised"] else None,
        )  # fmt: skip

    @property
    def summary_keys(self) -> tuple[str, ...]:
        """The keys of all summaries together, without that of the long text."""
        names = self._base.names if self._base is not None and self._summaries_too else ()
        kept = [name.removeprefix(SUMMARY) for name in names if name.startswith(SUMMARY)]
        made = [key for account in self._fresh.values() for key in account.summary or () if key != TEXT]
        return tuple(dict.fromkeys((*kept, *made)))

    def _by_row(self, key: str) -> Sequence[Any]:
        values = self._of_base(key)
        if not self._fresh:
            return values
        values = [*values, *(None,) * (max(self._fresh) + 1 - len(values))]
        for row, account in self._fresh.items():
            values[row] = _value(account, key)
        return values

    def _of_base(self, key: str) -> Sequence[Any]:
        base = self._base
        if base is None:
            return ()
        is_fact = key in FACTS
        if (is_fact and key != "is_summarised") or (self._summaries_too and key != PROBLEM):
            with contextlib.suppress(NoIndex):
                return base.column(key if is_fact else SUMMARY + key)
        return [FACTS.get(key)] * base.count


class KeptSummary(Mapping[str, Any]):
    """The summary of one account of a listing, read when it is asked for."""

    __slots__ = ("_listing", "_place")

    def __init__(self, listing: AccountListing, place: int) -> None:
        self._listing = listing
        self._place = place

    def __getitem__(self, key: str) -> Any:
        if key == TEXT and (text := self._listing.text(self._place)):
            return text
        if key == TEXT or key not in self._listing.summary_keys:
            raise KeyError(key)
        return self._listing.column(key)[self._place]

    def __iter__(self) -> Iterator[str]:
        yield from self._listing.summary_keys
        if self._listing.text(self._place):
            yield TEXT

    def __len__(self) -> int:
        return sum(1 for _ in self)


def listing_of(accounts: Sequence[Account]) -> AccountListing:
    """Accounts as they are, in their order, without an index."""
    return AccountListing("", None, dict(enumerate(accounts)), range(len(accounts)))


def _value(account: Account, key: str) -> Any:
    """What a fresh account says under a key."""
    match key:
        case "file":
            return os.path.basename(account.path)
        case "changed":
            return None if account.changed is None else account.changed.isoformat()
        case "is_summarised":
            return account.summary is not None
        case "id" | "name" | "owner" | "revision" | "changed_by" | "archived" | "problem":
            return getattr(account, key)
        case _:
            return (account.summary or {}).get(key)
