"""Who was removed for good: hashes of ids, so that nothing that still speaks of somebody brings that person back.

Drafts of colleagues, undo, merges, backups kept elsewhere and old exports know a person longer than the plan does. So a
data directory remembers, in one file that only grows, whom it is to forget: no name and no id, but a hash of the two
ids with a salt of its own, which says something only to whoever knows the ids already. Removed accounts are counted
there, too: an account may be made anew, but what waits in drafts for the one before it is not its business.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kaptui.store.directory import Directory, make_inner
from kaptui.store.durable import Signature, append_to_file, read_file, signature_or_none
from kaptui.store.errors import StoreError
from kaptui.store.lock import locked
from kaptui.store.names import FORGOTTEN, INDEX, INNER
from kaptui.store.port import Forgotten
from kaptui.store.strict_json import strict_json

_LOCK_WAIT = 5.0


class _Entries(NamedTuple):
    """The file as it was read."""

    signature: Signature | None = None
    salt: str = ""
    gone: Counter[str] | None = None


class ForgottenList:
    """The people and accounts that one data directory is to forget."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._path = directory.at(FORGOTTEN)
        self._entries = _Entries()

    def of(self, plan_id: str) -> Forgotten:
        """Whom a plan is to forget; nobody where the file cannot be read, so that plans stay in use."""
        entries = self._read()
        gone = entries.gone or Counter()

        def among(people: Iterable[str]) -> frozenset[str]:
            return frozenset(each for each in people if gone and gone[_hash(entries.salt, plan_id, each)])

        removals = gone[_hash(entries.salt, plan_id)] if gone else 0
        return Forgotten(plan_id, self._directory.path, entries.signature, removals, among)

    def add(self, *ids: str) -> None:
        """Add a person, by the ids of plan and person, or the removal of an account, by its id. Raises ``StoreError``,
        ``OSError``; then nothing was added, or it was and is not sure to stay."""
        make_inner(self._directory)
        mode = self._directory.file_mode
        with locked(self._directory.at(f"{INNER}/lock-forgotten"), mode, _LOCK_WAIT):
            entries = self._read()
            salt = entries.salt or secrets.token_hex(16)
            lines = [] if entries.salt else [{"salt": salt}]
            append_to_file(self._path, _lines([*lines, {"gone": _hash(salt, *ids)}]), mode)

    def _read(self) -> _Entries:
        with contextlib.suppress(OSError, StoreError):
            signature = signature_or_none(self._path)
            if signature != self._entries.signature:
                raw, signature = (b"", None) if signature is None else read_file(self._path)
                self._entries = _parsed(raw, signature)
        return self._entries


def is_whole_list(directory: Directory) -> bool:
    """Whether every line of the list is one of ours and it begins with a salt; one that is not there is whole. Nobody
    can say of one that may not be read."""
    try:
        lines = [line for line in read_file(directory.at(FORGOTTEN))[0].split(b"\n") if line]
        rows = [strict_json(line) for line in lines]
    except ValueError:
        return False
    except (OSError, StoreError):
        return True
    kinds = [next(iter(row), "") if isinstance(row, dict) else "" for row in rows]
    return kinds[:1] in ([], ["salt"]) and all(kind in ("salt", "gone") for kind in kinds)


def _parsed(raw: bytes, signature: Signature | None) -> _Entries:
    """The entries of a file; the first salt counts, and lines that are none of ours are passed over."""
    salt, gone = "", Counter[str]()
    for line in raw.split(b"\n"):
        with contextlib.suppress(ValueError):
            match strict_json(line) if line else None:
                case {"salt": str(found)}:
                    salt = salt or found
                case {"gone": str(found)}:
                    gone[found] += 1
    return _Entries(signature, salt, gone)


def _lines(rows: list[dict[str, str]]) -> bytes:
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


def _hash(salt: str, *ids: str) -> str:
    """The same for nobody else: ids are parted by what no id contains."""
    whole = "\0".join(ids).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, key=salt.encode()[:64], digest_size=16).hexdigest()


def remove_indexes(directory: Directory) -> None:
    """Remove what other users' indexes repeat of plans; each is made anew when its user comes back."""
    with contextlib.suppress(OSError):
        for name in os.listdir(directory.at(INNER)):
            if name.startswith(INDEX) and name != f"{INDEX}{os.geteuid()}":
                with contextlib.suppress(OSError):
                    os.unlink(directory.at(f"{INNER}/{name}"))
