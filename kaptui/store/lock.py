"""One writer at a time: a lock file beside the plans, held for the milliseconds of a save, never while people edit."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from kaptui.store.durable import store_errors
from kaptui.store.errors import Damaged, LockBusy, Reason

_OPEN = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@contextlib.contextmanager
def locked(path: str, mode: int, wait: float) -> Iterator[None]:
    """Holds the lock file for the block. Raises ``LockBusy`` after ``wait`` seconds, another ``StoreError`` on trouble.

    The file is never deleted: whoever deleted it could let two others lock two files of one name.
    """
    with store_errors(path):
        descriptor = _lock_file(path, mode)
    try:
        with store_errors(path):
            _check(descriptor, path, mode)
            _acquire(descriptor, path, wait)
        yield
    finally:
        # The lock goes with the descriptor whatever close says; what was done under it is done.
        with contextlib.suppress(OSError):
            os.close(descriptor)


def _lock_file(path: str, mode: int) -> int:
    """Opened without ``O_CREAT`` first: sticky directories refuse that flag on other people's files."""
    with contextlib.suppress(FileNotFoundError):
        return os.open(path, _OPEN)
    try:
        return os.open(path, _OPEN | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return os.open(path, _OPEN)


def _check(descriptor: int, path: str, mode: int) -> None:
    """Refuses what is no regular file; gives a lock of ours the mode that the umask may have kept from it."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise Damaged(Path(path), Reason.NOT_A_FILE)
    if stat.S_IMODE(status.st_mode) != mode and status.st_uid == os.geteuid():
        os.fchmod(descriptor, mode)


def _acquire(descriptor: int, path: str, wait: float) -> None:
    deadline = time.monotonic() + wait
    pause = 0.0005
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockBusy(Path(path), wait) from None
        time.sleep(pause * random.uniform(0.5, 1.5))
        pause = min(pause * 1.5, 0.01)
