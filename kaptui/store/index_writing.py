"""Writing the index of accounts, in steps short enough for a program that is being typed into."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Mapping
from typing import Any, Final

from kaptui.store.durable import Signature
from kaptui.store.index_file import IndexFile, parts_of_index
from kaptui.store.listing import FACTS, PROBLEM, SUMMARY, AccountListing

_STATE: Final = "@"
"""The columns that tell one state of a file from the next begin with it."""
_TEXTS_A_STEP: Final = 500
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


def signature_columns(base: IndexFile) -> list[tuple[int, int, int, int]]:
    """The signatures of an index's accounts, by row. Raises ``NoIndex``."""
    return list(zip(*(base.column(_STATE + name) for name in Signature._fields), strict=True))


def write_index(
    path: str, key: str, listing: AccountListing, signatures: Mapping[str, tuple[int, int, int, int]]
) -> Generator[None, None, bool]:
    """Write the healthy accounts of a listing; ``signatures`` by file. Returns whether it could be done.

    The index is replaced in one step and not forced to the device: a torn one is read as none.
    """
    healthy = [place for place, problem in enumerate(listing.column(PROBLEM)) if problem is None]
    names = listing.column("file")
    files = [names[place] for place in healthy]
    columns: dict[str, list[Any]] = {
        _STATE + name: [signatures[file][number] for file in files] for number, name in enumerate(Signature._fields)
    }
    for fact in FACTS:
        column = listing.column(fact)
        columns[fact] = [column[place] for place in healthy]
        yield
    for name in listing.summary_keys:
        column = listing.column(name)
        columns[SUMMARY + name] = [column[place] for place in healthy]
        yield
    texts: list[bytes] = []
    for number, place in enumerate(healthy, 1):
        texts.append(listing.text_bytes(place))
        if number % _TEXTS_A_STEP == 0:
            yield
    temporary = f"{path}.{os.getpid()}-{id(texts)}.tmp"
    try:
        yield from _write(temporary, parts_of_index(key, columns, texts))
        os.rename(temporary, path)
    except (OSError, ValueError):
        return False
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
    return True


def _write(path: str, parts: Generator[bytes, None, None]) -> Generator[None, None, None]:
    """Write the parts, one a step, into a file of our own."""
    descriptor = os.open(path, _WRITE, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
        for part in parts:
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            yield
    finally:
        os.close(descriptor)
