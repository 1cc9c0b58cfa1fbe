"""The data directory: made when it is not there, with rights that fit what a plan says about people."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import NamedTuple

from kaptui.store.durable import as_store_error, give_to_owner_of, sync_directory
from kaptui.store.errors import CannotCreate, Damaged, NotPermitted, Reason
from kaptui.store.names import COMMON, INNER, is_plan


class Directory(NamedTuple):
    """A data directory that exists. ``is_shared``: a group may write in it, so its files are the group's too."""

    path: str
    is_shared: bool

    @property
    def file_mode(self) -> int:
        """The mode of a new file, whatever the umask: 0660 in a shared directory, 0600 in a private one."""
        return 0o660 if self.is_shared else 0o600

    @property
    def folder_mode(self) -> int:
        """The mode of a directory inside: 2770 or 0700."""
        return 0o2770 if self.is_shared else 0o700

    @property
    def is_blank(self) -> bool:
        """See ``is_blank`` of a path."""
        return is_blank(self.path)

    def at(self, name: str) -> str:
        """The path of a file in it."""
        return f"{self.path}/{name}"


def open_directory(path: Path, *, shared: bool = False) -> Directory:
    """The data directory at ``path``, made (0700, or 2770 when ``shared``) with the directories above it if need be.

    One that exists is taken as it is: its own mode says whether it is shared. Raises ``CannotCreate`` when it is not
    there and cannot be made, ``NotPermitted`` when it may not be looked at, ``OutOfReach`` when the device fails.
    """
    absolute = Path(os.path.abspath(path))
    try:
        status = os.stat(absolute)
    except (FileNotFoundError, NotADirectoryError):
        _make(absolute, 0o2770 if shared else 0o700)
        status = os.stat(absolute)
    except OSError as error:
        raise as_store_error(error, str(absolute)) from error
    if not stat.S_ISDIR(status.st_mode):
        raise CannotCreate(absolute, Reason.IN_THE_WAY)
    if not os.access(absolute, os.R_OK | os.X_OK):
        raise NotPermitted(absolute)
    return Directory(str(absolute), bool(status.st_mode & stat.S_IWGRP))


def is_blank(path: str) -> bool:
    """Whether a directory holds neither a plan nor our own folder, or is not there at all. Raises ``OSError``."""
    if os.path.lexists(f"{path}/{INNER}"):
        return False
    try:
        with os.scandir(path) as entries:
            return not any(is_plan(entry.name) for entry in entries)
    except FileNotFoundError:
        return True


def make_folder(path: str, mode: int) -> None:
    """Make a directory with exactly this mode, and of the group of the one around it where a group is to use it; one
    that is there stays as it is.

    Raises ``OSError``, and ``Damaged`` when something else stands there, a link to a directory too.
    """
    try:
        os.mkdir(path, 0o700)
        if mode & 0o070:
            with contextlib.suppress(PermissionError):
                os.chown(path, -1, os.stat(os.path.dirname(path)).st_gid)
        os.chmod(path, mode)
        give_to_owner_of(os.path.dirname(path), path)
    except FileExistsError:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            raise Damaged(Path(path), Reason.NOT_A_DIRECTORY) from None


def make_inner(directory: Directory) -> None:
    """Make the folder inside for what is no data. One of our own that is there is brought to what the directory is now,
    with what in it belongs to no plan: somebody may have given his directory to a group since, or taken it back.

    Raises as ``make_folder``.
    """
    path = directory.at(INNER)
    make_folder(path, directory.folder_mode)
    group = os.stat(directory.path).st_gid if directory.is_shared else -1
    group = group if os.geteuid() == 0 or group in (os.getegid(), *os.getgroups()) else -1
    status = os.lstat(path)
    if status.st_uid == os.geteuid() and not _has_access(status, directory.folder_mode, group):
        for place, folders, files in os.walk(path):
            for name in files:
                if name.startswith(COMMON):
                    _give_access(f"{place}/{name}", directory.file_mode, group)
            for name in folders:
                _give_access(f"{place}/{name}", directory.folder_mode, group)
        _give_access(path, directory.folder_mode, group)


def _has_access(status: os.stat_result, mode: int, group: int) -> bool:
    return stat.S_IMODE(status.st_mode) == mode and group in (-1, status.st_gid)


def _give_access(path: str, mode: int, group: int) -> None:
    """Give a file or folder of our own a mode, and a group unless it is -1; links are not followed."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if os.fstat(descriptor).st_uid == os.geteuid():
                os.fchown(descriptor, -1, group)
                os.fchmod(descriptor, mode)
        finally:
            os.close(descriptor)


def _make(path: Path, mode: int) -> None:
    for part in (*reversed(path.parents), path):
        try:
            if not os.path.lexists(part):
                make_folder(str(part), mode)
                sync_directory(str(part.parent))
            elif not part.is_dir():
                raise CannotCreate(part, Reason.DANGLING if part.is_symlink() else Reason.IN_THE_WAY)
        except OSError as error:
            raise CannotCreate(part, _why(error)) from error


def _why(error: OSError) -> Reason:
    match as_store_error(error, ""):
        case NotPermitted(reason=reason):
            return reason
        case _:
            return Reason.IN_THE_WAY if isinstance(error, NotADirectoryError) else Reason.UNREACHABLE
