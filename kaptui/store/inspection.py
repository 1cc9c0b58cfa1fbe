"""A look at the whole data directory for what should not be: damage, leftovers, rights too wide, a remote disk."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kaptui.store.daily import days_of
from kaptui.store.durable import store_errors
from kaptui.store.errors import Damaged, NotPermitted, Reason
from kaptui.store.inspection_kept import broken_histories, spoilt_backups, spoilt_lists
from kaptui.store.mounts import MOUNTS, REMOTE, file_system_of
from kaptui.store.names import BACKUP, BACKUPS, HISTORY, INDEX, INNER, OLD_FORMAT, PLAN, SET_ASIDE, SIGN
from kaptui.store.port import Account
from kaptui.store.tiny import TinyStore
from kaptui.store.upkeep import is_private

ROOM: Final = 1024 * 1024
"""Bytes below which there is no room for the next save of a large plan, its backup and its history."""
ROOM_NAMES: Final = 4
"""A save has so many new files at once."""
_LOCK: Final = "lock-"
_OURS: Final = (_LOCK, INDEX, SIGN, "exports-", "forgotten")
"""What the files inside ``INNER`` are called."""
_USED: Final = os.R_OK | os.W_OK
_ALL: Final = os.R_OK | os.W_OK | os.X_OK
_TEMPORARY = re.compile(r"(\.|index-).*\.tmp~?")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found. ``too_open``: what others than the owner (and, where shared, the group) may read or write."""

    problems: tuple[Account, ...]
    others: tuple[Account, ...]
    """Plans that are somebody else's alone, and rightly closed to whoever asks."""
    missing: tuple[Path, ...]
    """Plans that are gone, though earlier versions of them are there."""
    in_the_way: tuple[Damaged, ...]
    """What has a name that the store needs, and is not what it should be: a link, a pipe, a file for a directory."""
    broken_histories: tuple[Path, ...]
    spoilt_backups: tuple[Path, ...]
    spoilt_lists: tuple[Path, ...]
    """See ``inspection_kept``."""
    leftovers: tuple[Path, ...]
    set_aside: tuple[Path, ...]
    old_formats: tuple[Path, ...]
    """Plans as an older format had them."""
    dated: tuple[str, ...]
    """The days of which there are backups, the latest first."""
    too_open: tuple[Path, ...]
    is_writable: bool
    is_closed: bool
    """Whether the folder inside, which another's program made, keeps whoever asks from saving."""
    unusable: tuple[Path, ...]
    """Locks, and histories of plans that may be written, that whoever asks may not read and write: a save fails."""
    has_room: bool
    """Whether the disk has room for another plan, and a name for it."""
    file_system: str
    is_remote: bool
    """On a remote disk locks and fresh reads depend on the server: a warning, not an error."""

    @property
    def is_damaged(self) -> bool:
        """Whether anything is broken or gone; the rest wants to be tidied at most."""
        broken = (self.problems, self.missing, self.in_the_way)
        return any((*broken, self.broken_histories, self.spoilt_backups, self.spoilt_lists))


def inspected(store: TinyStore, *, mounts: Path = MOUNTS) -> Inspection:
    """The findings for a store's directory; changes nothing. Raises ``StoreError`` when it cannot be listed."""
    directory = Path(store.directory.path)
    accounts = store.accounts()
    others = tuple(account for account in accounts if _is_another_s(account))
    problems = tuple(account for account in accounts if account.problem is not None and account not in others)
    every, healthy = [each.path for each in accounts], [each.path for each in accounts if each.problem is None]
    with store_errors(store.directory.path):
        files = sorted(directory.iterdir())
        is_open = os.access(directory / INNER, os.R_OK | os.X_OK)
        inner = sorted((directory / INNER).rglob("*")) if is_open and _is_directory(directory / INNER) else []
        dated = days_of(store.directory.path) if is_open else []
    file_system = file_system_of(directory, mounts)
    missing = _missing(directory, [*files, *inner])
    is_writable = os.access(directory, os.W_OK | os.X_OK)
    return Inspection(
        problems=problems,
        others=others,
        missing=missing,
        in_the_way=tuple(_in_the_way(directory, [*files, *inner])),
        broken_histories=tuple(broken_histories(healthy)),
        spoilt_backups=tuple(spoilt_backups(store.directory, every)) if is_open else (),
        spoilt_lists=tuple(spoilt_lists(store.directory)),
        leftovers=tuple(path for path in (*files, *inner) if _is_leftover(path, missing)),
        set_aside=tuple(path for path in files if SET_ASIDE in path.name),
        old_formats=tuple(path for path in files if OLD_FORMAT in path.name),
        dated=tuple(dated),
        too_open=tuple(path for path in (directory, *files, *inner) if _is_too_open(path, store.directory.is_shared)),
        is_writable=is_writable,
        is_closed=is_writable and os.path.lexists(directory / INNER) and not os.access(directory / INNER, _ALL),
        unusable=tuple(path for path in (*files, *inner) if is_writable and _is_unusable(path)),
        has_room=has_room(directory),
        file_system=file_system,
        is_remote=file_system in REMOTE,
    )


def _is_another_s(account: Account) -> bool:
    """Whether a plan cannot be read because another user has made it private."""
    try:
        owner = os.lstat(account.path).st_uid
    except OSError:
        return False
    return isinstance(account.problem, NotPermitted) and is_private(account.path) and owner != os.geteuid()


def has_room(directory: Path) -> bool:
    """Whether a disk has room for another plan, and a name for it; where nobody says, it has."""
    try:
        found = os.statvfs(directory)
    except OSError:
        return True
    # A file system that counts no names says that it has none at all.
    return found.f_bavail * found.f_frsize >= ROOM and (found.f_files == 0 or found.f_favail > ROOM_NAMES)


def _is_leftover(path: Path, missing: Collection[Path]) -> bool:
    """A save's temporary file, or the beginning of a history whose plan never came to be."""
    if _TEMPORARY.fullmatch(path.name):
        return True
    plan = path.with_suffix(PLAN)
    return path.suffix in (BACKUP, HISTORY) and plan not in missing and not os.path.lexists(plan)


def _missing(directory: Path, paths: Collection[Path]) -> tuple[Path, ...]:
    """The plans that are gone and can be recovered: from the version before, or from a dated backup."""
    before = {path.with_suffix(PLAN) for path in paths if path.suffix == BACKUP and path.is_file()}
    kept = (path for path in paths if path.suffix == PLAN and path.parent.parent == directory / BACKUPS)
    dated = {directory / path.name for path in kept}
    return tuple(plan for plan in sorted(before | dated) if not os.path.lexists(plan))


def _in_the_way(directory: Path, paths: Iterable[Path]) -> Iterator[Damaged]:
    """What a save, or whoever reads, would stumble over; of plans the list of accounts tells."""
    backups = directory / BACKUPS
    for path in paths:
        if path in (directory / INNER, backups) or path.parent == backups:
            if not _is_directory(path):
                yield Damaged(path, Reason.NOT_A_DIRECTORY)
            continue
        is_ours = path.suffix in (BACKUP, HISTORY) or path.name.startswith(_OURS) or path.parent.parent == backups
        if is_ours and _mode_of(path) and not stat.S_ISREG(_mode_of(path)):
            yield Damaged(path, Reason.NOT_A_FILE)


def _is_unusable(path: Path) -> bool:
    is_needed = path.name.startswith(_LOCK) or (path.suffix == HISTORY and os.access(path.with_suffix(PLAN), _USED))
    return is_needed and not os.access(path, _USED)


def _is_directory(path: Path) -> bool:
    """Whether a directory stands there itself, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def _is_too_open(path: Path, is_shared: bool) -> bool:
    allowed = 0o770 if is_shared else 0o700
    mode = _mode_of(path)
    return not stat.S_ISLNK(mode) and bool(mode & 0o777 & ~allowed)


def _mode_of(path: Path) -> int:
    """What stands there and who may use it; 0 for what has gone meanwhile."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return 0
