"""What somebody does with the files by decision, never in passing: set aside, recover, share."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kaptui.plan.document import AccountPlan
from kaptui.store.directory import Directory
from kaptui.store.durable import keep_as, read_file, store_errors, sync_directory
from kaptui.store.errors import Damaged, NoSuchAccount, StoreError
from kaptui.store.lock import locked
from kaptui.store.names import PLAN, SET_ASIDE, PlanPaths, paths_of
from kaptui.store.planfile import backup_of, read_plan_file

LOCK_WAIT = 5.0


def set_aside(path: Path) -> Path:
    """Rename a damaged plan file out of the way, its bytes as they are; returns where it lies now.

    Raises ``ValueError`` for a file that can be read, ``NewerFormat`` for one that a newer program can read.
    """
    with store_errors(str(path)):
        try:
            read_plan_file(str(path))
        except Damaged:
            target = _free_name(str(path).removesuffix(PLAN) + SET_ASIDE)
            os.rename(path, target)
            sync_directory(str(path.parent))
            return Path(target)
    raise ValueError(f"{path} is not damaged")


def recover(directory: Directory, path: Path) -> AccountPlan:
    """Put the backup of a damaged or missing plan file in its place, the damaged one aside; returns the plan.

    Raises ``Damaged`` (about the backup) when that cannot be read either, ``NoSuchAccount`` when there is none; then
    nothing is changed.
    """
    backup = backup_of(str(path))
    if backup is None:
        raise NoSuchAccount(path.name)
    with store_errors(str(backup)):
        plan = read_plan_file(str(backup)).plan
        paths = paths_of(directory.path, plan.id)
        with locked(paths.lock, directory.file_mode, LOCK_WAIT):
            if os.path.lexists(paths.plan):
                set_aside(Path(paths.plan))
            keep_as(paths.backup, paths.plan, paths.temporary)
            sync_directory(directory.path)
    return plan


def is_group_s(directory: Directory, plan_id: str) -> bool:
    """Whether a plan is its group's to read and write, and not its owner's alone. Raises ``NoSuchAccount``."""
    try:
        return bool(os.lstat(paths_of(directory.path, plan_id).plan).st_mode & stat.S_IRGRP)
    except FileNotFoundError:
        raise NoSuchAccount(plan_id) from None


def give_to_group(directory: Directory, plan_id: str, shared: bool) -> None:
    """Make a plan its group's (0660) or its owner's alone (0600), with its backup, history and accidents.

    Raises ``NoSuchAccount``; ``NotPermitted`` for anybody but the owner of each file.
    """
    paths = paths_of(directory.path, plan_id)
    with store_errors(paths.plan), locked(paths.lock, directory.file_mode, LOCK_WAIT):
        if not os.path.lexists(paths.plan):
            raise NoSuchAccount(plan_id)
        group = os.stat(directory.path).st_gid if shared else -1
        # History and backup first when it becomes private, last when it is shared: what is said twice is never wider.
        others = [path for path in (paths.backup, paths.history, *files_set_aside(paths)) if os.path.lexists(path)]
        for path in (paths.plan, *others) if shared else (*others, paths.plan):
            _set_access(path, 0o660 if shared else 0o600, group)


def files_set_aside(paths: PlanPaths) -> list[str]:
    """The damaged files of a plan that were set aside."""
    directory, beginning = os.path.split(paths.set_aside)
    return [f"{directory}/{name}" for name in os.listdir(directory) if name.startswith(beginning)]


def remove_set_aside_about(paths: PlanPaths, row_id: str) -> None:
    """Remove files set aside that mention a row: what cannot be read cannot be redacted. Raises ``OSError``."""
    for path in files_set_aside(paths):
        try:
            mentions = row_id.encode() in read_file(path)[0]
        except StoreError:
            mentions = True
        if mentions:
            os.unlink(path)


def _free_name(beginning: str) -> str:
    number = 1
    while os.path.lexists(f"{beginning}{number}"):
        number += 1
    return f"{beginning}{number}"


def _set_access(path: str, mode: int, group: int) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if group != -1 and os.fstat(descriptor).st_gid != group:
            os.fchown(descriptor, -1, group)
        os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)
