"""What somebody does with the files by decision, never in passing: set aside, recover, share."""

from __future__ import annotations

import contextlib
import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from kaptui.plan.document import AccountPlan
from kaptui.store.daily import dated_backups, day_of, every_dated_backup, mentioning
from kaptui.store.directory import Directory, make_inner
from kaptui.store.durable import copy_as_own, keep_as, store_errors, sync_directory
from kaptui.store.errors import Damaged, NoSuchAccount, NotPermitted, NotShared, StoreError
from kaptui.store.lock import locked
from kaptui.store.names import INNER, PLAN, SET_ASIDE, PlanPaths, exports_name, paths_of
from kaptui.store.planfile import backup_of, read_plan_file

LOCK_WAIT = 5.0


@contextlib.contextmanager
def held(directory: Directory, plan_id: str) -> Iterator[PlanPaths]:
    """Holds a plan's lock for the block, which gets the paths of its files. Raises ``StoreError``."""
    paths = paths_of(directory.path, plan_id)
    with store_errors(directory.path):
        make_inner(directory)
    with locked(paths.lock, directory.file_mode, LOCK_WAIT):
        yield paths


def set_aside(path: Path) -> Path:
    """Rename a damaged plan file out of the way, its bytes as they are; returns where it lies now.

    Raises ``ValueError`` for a file that can be read, ``NewerFormat`` for one that a newer program can read.
    """
    with store_errors(str(path)):
        try:
            read_plan_file(str(path))
        except Damaged:
            target = free_name(str(path).removesuffix(PLAN) + SET_ASIDE)
            os.rename(path, target)
            sync_directory(str(path.parent))
            return Path(target)
    raise ValueError(f"{path} is not damaged")


def recover(directory: Directory, path: Path, day: str = "") -> AccountPlan:
    """Put a backup of a damaged or missing plan file in its place, the damaged one aside; returns the plan.

    The version before is taken, else of the dated backups that can be read the one with the highest revision, whatever
    the clock said when it was kept; with a ``day`` (YYYY-MM-DD) that day's.
    Raises ``Damaged`` (about the backup) when none can be read, ``NoSuchAccount`` when there is none; then nothing is
    changed.
    """
    with store_errors(str(path)):
        backup, plan = _readable_backup(directory, path, day)
        paths = paths_of(directory.path, plan.id)
        with held(directory, plan.id):
            if os.path.lexists(paths.plan):
                set_aside(Path(paths.plan))
            keep_as(backup, paths.plan, paths.temporary)
            sync_directory(directory.path)
    return plan


def _readable_backup(directory: Directory, path: Path, day: str) -> tuple[str, AccountPlan]:
    """The backup that is to be put back, and the plan in it."""
    before = None if day else backup_of(str(path))
    dated = [each for each in dated_backups(directory.path, path.name) if not day or day_of(each) == day]
    refusal: StoreError = NoSuchAccount(path.name)
    for group in ([] if before is None else [str(before)], dated):
        readable = []
        for backup in group:
            try:
                readable.append((backup, read_plan_file(backup).plan))
            except Damaged as damage:
                refusal = refusal if isinstance(refusal, Damaged) else damage
        if readable:
            return max(readable, key=lambda found: found[1].revision)
    raise refusal


def is_group_s(directory: Directory, plan_id: str) -> bool:
    """Whether a plan is its group's to read and write, and not its owner's alone. Raises ``NoSuchAccount``."""
    plan = paths_of(directory.path, plan_id).plan
    if not os.path.lexists(plan):
        raise NoSuchAccount(plan_id)
    return not is_private(plan)


def is_private(path: str) -> bool:
    """Whether a file is there and no group may read it."""
    try:
        return not os.lstat(path).st_mode & stat.S_IRGRP
    except FileNotFoundError:
        return False


def owner_of(path: str) -> str:
    """The name of the user whose file this is; empty where the system knows none, or the file is gone."""
    try:
        return pwd.getpwuid(os.lstat(path).st_uid).pw_name
    except (KeyError, FileNotFoundError):
        return ""


def give_to_owner(path: str, name: str) -> None:
    """Let a file that root has written be that user's, where there is such a user; nobody else gives files away."""
    with contextlib.suppress(KeyError):
        if os.geteuid() == 0 and name:
            os.chown(path, pwd.getpwnam(name).pw_uid, -1, follow_symlinks=False)


def may_write(directory: Directory, plan_id: str) -> bool:
    """Whether a save can be expected to be permitted: the file is replaced, and the lock lies in ``INNER``."""
    paths = paths_of(directory.path, plan_id)
    inner = directory.at(INNER)
    folder = inner if os.path.isdir(inner) else directory.path
    is_open = all(os.access(each, os.W_OK | os.X_OK) for each in (directory.path, folder))
    return is_open and os.access(paths.plan, os.R_OK | os.W_OK)


def give_to_group(directory: Directory, plan_id: str, shared: bool) -> None:
    """Make a plan its group's (0660) or its owner's alone (0600), with its backups, history and accidents.

    Saving makes a file its saver's, so the files of one plan may have several owners: whoever owns one of them may
    decide, and gets copies of the others; root decides for whose the plan's own file is. Raises ``NoSuchAccount``;
    ``NotPermitted`` for anybody else; ``NotShared`` in a directory that no group may use.
    """
    if shared and not directory.is_shared:
        raise NotShared(Path(directory.path))
    paths = paths_of(directory.path, plan_id)
    with store_errors(paths.plan), held(directory, plan_id):
        if not os.path.lexists(paths.plan):
            raise NoSuchAccount(plan_id)
        group = os.stat(directory.path).st_gid if shared else -1
        owner = os.lstat(paths.plan).st_uid if os.geteuid() == 0 and not shared else -1
        # History and backup first when it becomes private, last when it is shared: what is said twice is never wider.
        beside = (paths.backup, paths.history, directory.at(exports_name(plan_id)), *files_set_aside(paths))
        dated = every_dated_backup(directory.path, os.path.basename(paths.plan))
        others = [path for path in (*beside, *dated) if os.path.lexists(path)]
        if not any(os.lstat(path).st_uid == os.geteuid() for path in (paths.plan, *others)) and os.geteuid() != 0:
            raise NotPermitted(Path(paths.plan))
        for path in (paths.plan, *others) if shared else (*others, paths.plan):
            _set_access(path, paths.temporary, 0o660 if shared else 0o600, owner, group)
        sync_directory(directory.path)


def files_set_aside(paths: PlanPaths) -> list[str]:
    """The files of a plan that were set aside: damaged ones, and those of older formats."""
    directory = os.path.dirname(paths.plan)
    beginnings = (os.path.basename(paths.set_aside), os.path.basename(paths.old_format))
    return [f"{directory}/{name}" for name in os.listdir(directory) if name.startswith(beginnings)]


def remove_set_aside_about(paths: PlanPaths, row_id: str) -> None:
    """Remove files set aside that mention a row: what cannot be read cannot be redacted. Raises ``OSError``."""
    for path in mentioning(files_set_aside(paths), row_id):
        os.unlink(path)


def free_name(beginning: str) -> str:
    """The first name with this beginning and a number that nothing has."""
    number = 1
    while os.path.lexists(f"{beginning}{number}"):
        number += 1
    return f"{beginning}{number}"


def _set_access(path: str, temporary: str, mode: int, owner: int, group: int) -> None:
    if os.lstat(path).st_uid != os.geteuid() != 0:
        copy_as_own(path, temporary, mode)
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if owner not in (-1, status.st_uid) or group not in (-1, status.st_gid):
            os.fchown(descriptor, owner, group)
        os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)
