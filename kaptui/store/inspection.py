"""A look at the whole data directory for what should not be: damage, leftovers, rights too wide, a remote disk."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kaptui.store.daily import days_of
from kaptui.store.durable import store_errors
from kaptui.store.mounts import MOUNTS, REMOTE, file_system_of
from kaptui.store.names import BACKUP, BACKUPS, HISTORY, INNER, OLD_FORMAT, PLAN, SET_ASIDE
from kaptui.store.port import Account
from kaptui.store.tiny import TinyStore

ROOM: Final = 1024 * 1024
"""Bytes below which there is no room for the next save of a large plan, its backup and its history."""
ROOM_NAMES: Final = 4
"""A save has so many new files at once."""
_TEMPORARY = re.compile(r"(\.|index-).*\.tmp~?")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found. ``too_open``: what others than the owner (and, where shared, the group) may read or write."""

    problems: tuple[Account, ...]
    leftovers: tuple[Path, ...]
    set_aside: tuple[Path, ...]
    old_formats: tuple[Path, ...]
    """Plans as an older format had them."""
    dated: tuple[str, ...]
    """The days of which there are backups, the latest first."""
    too_open: tuple[Path, ...]
    is_writable: bool
    has_room: bool
    """Whether the disk has room for another plan, and a name for it."""
    file_system: str
    is_remote: bool
    """On a remote disk locks and fresh reads depend on the server: a warning, not an error."""


def inspected(store: TinyStore, *, mounts: Path = MOUNTS) -> Inspection:
    """The findings for a store's directory; changes nothing. Raises ``StoreError`` when it cannot be listed."""
    directory = Path(store.directory.path)
    problems = tuple(account for account in store.accounts() if account.problem is not None)
    with store_errors(store.directory.path):
        files = sorted(directory.iterdir())
        inner = [directory / INNER, *sorted((directory / INNER).rglob("*"))] if (directory / INNER).is_dir() else []
    file_system = file_system_of(directory, mounts)
    return Inspection(
        problems=problems,
        leftovers=tuple(path for path in (*files, *inner) if _is_leftover(path)) + _backups_of_nobody(directory),
        set_aside=tuple(path for path in files if SET_ASIDE in path.name),
        old_formats=tuple(path for path in files if OLD_FORMAT in path.name),
        dated=tuple(days_of(store.directory.path)),
        too_open=tuple(path for path in (directory, *files, *inner) if _is_too_open(path, store.directory.is_shared)),
        is_writable=os.access(directory, os.W_OK | os.X_OK),
        has_room=_has_room(directory),
        file_system=file_system,
        is_remote=file_system in REMOTE,
    )


def _has_room(directory: Path) -> bool:
    try:
        found = os.statvfs(directory)
    except OSError:
        return True
    # A file system that counts no names says that it has none at all.
    return found.f_bavail * found.f_frsize >= ROOM and (found.f_files == 0 or found.f_favail > ROOM_NAMES)


def _is_leftover(path: Path) -> bool:
    """A save's temporary file, or a backup or history whose plan is gone."""
    if _TEMPORARY.fullmatch(path.name):
        return True
    return path.suffix in (BACKUP, HISTORY) and not os.path.lexists(path.with_suffix(PLAN))


def _backups_of_nobody(directory: Path) -> tuple[Path, ...]:
    """Dated backups of plans that are gone: they can be put back by hand, or removed."""
    found = (directory / BACKUPS).glob(f"*/*{PLAN}")
    return tuple(path for path in sorted(found) if not os.path.lexists(directory / path.name))


def _is_too_open(path: Path, is_shared: bool) -> bool:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return False
    allowed = 0o770 if is_shared else 0o700
    return not stat.S_ISLNK(mode) and bool(mode & 0o777 & ~allowed)
