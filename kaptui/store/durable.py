"""Files that are whole at every moment: read without following links, written under a lock, replaced in one step.

The order of a save, and why each step stands where it does:

1. lock (a file of its own: the plan's file changes its inode at every save, so a lock on it would guard nothing);
2. the temporary file, created anew in the same directory (``O_EXCL``, ``O_NOFOLLOW``: nobody can plant it), with the
   mode of the file it replaces;
3. its bytes written and forced to the device, before any name points at them;
4. the present file linked as the backup, so that a backup is there at every moment;
5. the temporary file renamed over the present one: the one step by which readers see old or new and nothing else;
6. the directory forced to the device: from here on the save survives power loss, and only now it is acknowledged.

That is two forced writes a save, one of the bytes and one of the name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kaptui.store.errors import Damaged, DiskFull, NotPermitted, OutOfReach, Reason, StoreError

SIZE_LIMIT: Final = 256 * 1024 * 1024
"""No plan comes near this many bytes; a file that does is not read into memory."""

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_LINKS: Final = frozenset({errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})


class Signature(NamedTuple):
    """What tells one state of a file from the next without reading it."""

    size: int
    modified: int
    changed: int
    inode: int


def signature_of(status: os.stat_result) -> Signature:
    """The signature in a file's status."""
    return Signature(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def signature_or_none(path: str) -> Signature | None:
    """The signature of whatever stands at ``path`` now; ``None`` when nothing does. Raises ``OSError``."""
    try:
        return signature_of(os.lstat(path))
    except FileNotFoundError:
        return None


def as_store_error(error: OSError, path: str) -> StoreError:
    """The error of the operating system as the situation it means for a store.

    What is in the way is named itself: somebody told to move ``path`` elsewhere would move a plan that is whole.
    """
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return DiskFull(Path(path))
        case errno.EACCES | errno.EPERM:
            return NotPermitted(Path(path))
        case errno.EROFS:
            return NotPermitted(Path(path), Reason.READ_ONLY)
        case errno.ELOOP | errno.ENXIO | errno.EISDIR:
            return Damaged(Path(_met_by(error) or path), Reason.NOT_A_FILE)
        case _:
            return OutOfReach(Path(path), error.strerror or str(error))


def _met_by(error: OSError) -> str:
    """The path that the system refused, the second of two: what should have been replaced; empty when not told."""
    names = (error.filename2, error.filename)
    return next((name for name in names if isinstance(name, str)), "")


@contextlib.contextmanager
def store_errors(path: str) -> Iterator[None]:
    """Turns every ``OSError`` of the block into a ``StoreError`` about ``path``; ``FileNotFoundError`` too."""
    try:
        yield
    except OSError as error:
        raise as_store_error(error, path) from error


def regular_status(path: str) -> os.stat_result:
    """The status of a file, links not followed. Raises ``Damaged`` for anything but a regular file, ``OSError``."""
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        raise Damaged(Path(path), Reason.NOT_A_FILE)
    return status


def read_file(path: str, limit: int = SIZE_LIMIT) -> tuple[bytes, Signature]:
    """All bytes of a regular file and the signature they were read under.

    Never follows a link and never waits for a pipe: raises ``Damaged`` for both; ``OSError`` otherwise.
    """
    with _opened(path, _READ) as descriptor:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Damaged(Path(path), Reason.NOT_A_FILE)
        if status.st_size > limit:
            raise Damaged(Path(path), Reason.TOO_LARGE)
        return _all_bytes(descriptor, status.st_size), signature_of(status)


def read_beginning(path: str, length: int) -> tuple[bytes, Signature]:
    """The first bytes of a regular file and the file's signature; errors as ``read_file``."""
    with _opened(path, _READ) as descriptor:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Damaged(Path(path), Reason.NOT_A_FILE)
        return os.read(descriptor, length), signature_of(status)


def replace_file(path: str, temporary: str, content: bytes, mode: int, *, backup: str = "") -> Signature | None:
    """Put ``content`` in the place of ``path`` as one step, durable on return; the lock is the caller's.

    An existing file keeps its mode and its group, and stays as ``backup`` when that is named. Returns the signature of
    the new file, ``None`` when somebody who takes no lock replaced it at once. Raises ``OSError``: until the rename the
    old file is untouched, after it the new one is whole.
    """
    present = _status_or_none(path)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary)
    try:
        inode = _write_new(temporary, content, mode, present)
        if backup and present is not None:
            _keep_as(path, backup, temporary + "~", stat.S_IMODE(present.st_mode))
        os.rename(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync_directory(os.path.dirname(path))
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        return signature_of(status) if status.st_ino == inode else None
    return None


def append_to_file(path: str, lines: bytes, mode: int, *, beside: str = "") -> None:
    """Append whole lines to a file and force them to the device; a line torn by an earlier accident is closed first. A
    new one that root makes belongs to whose the file ``beside`` it is.

    Raises ``OSError``; then part of ``lines`` may have been appended, and readers pass over what is no whole line.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    is_new = False
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, mode)
        is_new = True
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Damaged(Path(path), Reason.NOT_A_FILE)
        if is_new:
            _set_access(descriptor, mode, None, path)
            give_to_owner_of(beside or os.path.dirname(path), descriptor)
        elif stat.S_IMODE(status.st_mode) != mode and status.st_uid == os.geteuid():
            os.fchmod(descriptor, mode)
        is_torn = status.st_size > 0 and os.pread(descriptor, 1, status.st_size - 1) != b"\n"
        _write_all(descriptor, b"\n" + lines if is_torn else lines)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        sync_directory(os.path.dirname(path))


def keep_as(path: str, other: str, temporary: str) -> None:
    """Make ``other`` a second name of the file ``path`` as one step, or a copy where links cannot be made."""
    _keep_as(path, other, temporary, stat.S_IMODE(os.lstat(path).st_mode))


def copy_as_own(path: str, temporary: str, mode: int) -> None:
    """Put a copy with this mode, which belongs to whoever acts, in the place of a file of somebody else's.

    Raises ``OSError``, ``Damaged``; then the file is as it was.
    """
    content = read_file(path)[0]
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary)
    _write_new(temporary, content, mode, None)
    os.rename(temporary, path)


def sync_directory(path: str) -> None:
    """Force the names in a directory to the device."""
    with _opened(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) as descriptor:
        os.fsync(descriptor)


@contextlib.contextmanager
def _opened(path: str, flags: int) -> Iterator[int]:
    """A descriptor nothing is written through, so that an error at its end means nothing.

    Raises ``Damaged`` for a link where none is followed, and for a socket.
    """
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise as_store_error(error, path) from error
        raise
    try:
        yield descriptor
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)


def _all_bytes(descriptor: int, size: int) -> bytes:
    parts = []
    while part := os.read(descriptor, max(size, 4096) + 1):
        parts.append(part)
    return b"".join(parts)


def _status_or_none(path: str) -> os.stat_result | None:
    try:
        return regular_status(path)
    except FileNotFoundError:
        return None


def _write_new(path: str, content: bytes, mode: int, replaced: os.stat_result | None) -> int:
    """Create a file with these bytes, forced to the device; returns its inode."""
    descriptor = os.open(path, _CREATE, 0o600)
    try:
        _set_access(descriptor, mode, replaced, path)
        _write_all(descriptor, content)
        os.fsync(descriptor)
        return os.fstat(descriptor).st_ino
    finally:
        os.close(descriptor)


def _set_access(descriptor: int, mode: int, replaced: os.stat_result | None, path: str) -> None:
    """The mode and group of the file replaced, else this mode and the directory's group, whatever umask and set-group
    bit. A group that we cannot give gets no rights. What root writes belongs to whose file or directory it was."""
    wanted = mode if replaced is None else stat.S_IMODE(replaced.st_mode) & 0o777
    status = os.fstat(descriptor)
    if wanted & 0o070:
        group = os.stat(os.path.dirname(path)).st_gid if replaced is None else replaced.st_gid
        try:
            if status.st_gid != group:
                os.fchown(descriptor, -1, group)
        except PermissionError:
            wanted &= ~0o070
    if stat.S_IMODE(status.st_mode) != wanted:
        os.fchmod(descriptor, wanted)
    give_to_owner_of(replaced or os.path.dirname(path), descriptor)


def give_to_owner_of(other: str | os.stat_result, file: int | str) -> None:
    """Let a file or folder that root has just made belong to whose the other is: whoever administers the machine keeps
    nobody from his own plans. For anybody else it stays as it is."""
    if os.geteuid() == 0:
        owner = (os.lstat(other) if isinstance(other, str) else other).st_uid
        if isinstance(file, int):
            os.fchown(file, owner, -1)
        else:
            os.chown(file, owner, -1, follow_symlinks=False)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _keep_as(path: str, other: str, temporary: str, mode: int) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary)
    try:
        os.link(path, temporary, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _write_new(temporary, read_file(path)[0], mode, os.lstat(path))
    try:
        os.rename(temporary, other)
    finally:
        # Renaming one of two names of the same file over the other does nothing and leaves both.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
