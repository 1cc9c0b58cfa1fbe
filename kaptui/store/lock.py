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
from typing import Final

from kaptui.store.durable import give_to_owner_of, store_errors
from kaptui.store.errors import Damaged, LockBusy, Reason

TURN: Final = "-next"
"""What the name of a lock's second file ends with."""
SHORTEST: Final = 0.0005
LONGEST: Final = 0.01
"""Seconds between two questions whether a lock is free."""
_OPEN = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@contextlib.contextmanager
def locked(path: str, mode: int, wait: float) -> Iterator[None]:
    """Holds the lock file for the block. Raises ``LockBusy`` after ``wait`` seconds, another ``StoreError`` on trouble.

    The files are never deleted: whoever deleted one could let two others lock two files of one name. Only whoever
    holds the second file, the turn, may ask for the lock: somebody who saves without a pause has to queue up again
    like everybody else, and keeps nobody waiting for ever.
    """
    deadline = time.monotonic() + wait
    with _opened(path, mode) as lock:
        with _opened(path + TURN, mode) as turn, store_errors(path):
            for descriptor in (turn, lock):
                if not _is_acquired(descriptor, wait, deadline):
                    raise LockBusy(Path(path), wait)
        yield


@contextlib.contextmanager
def _opened(path: str, mode: int) -> Iterator[int]:
    with store_errors(path):
        descriptor = _lock_file(path, mode)
    try:
        with store_errors(path):
            _check(descriptor, path, mode)
        yield descriptor
    finally:
        # The lock goes with the descriptor whatever close says; what was done under it is done.
        with contextlib.suppress(OSError):
            os.close(descriptor)


def _lock_file(path: str, mode: int) -> int:
    """Opened without ``O_CREAT`` first: sticky directories refuse that flag on other people's files."""
    with contextlib.suppress(FileNotFoundError):
        return os.open(path, _OPEN)
    try:
        descriptor = os.open(path, _OPEN | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return os.open(path, _OPEN)
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, mode)  # before it is somebody else's
        give_to_owner_of(os.path.dirname(path), descriptor)
    return descriptor


def _check(descriptor: int, path: str, mode: int) -> None:
    """Refuses what is no regular file; gives a lock of ours the mode that the umask may have kept from it."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise Damaged(Path(path), Reason.NOT_A_FILE)
    if stat.S_IMODE(status.st_mode) != mode and status.st_uid == os.geteuid():
        os.fchmod(descriptor, mode)


def _is_acquired(descriptor: int, wait: float, deadline: float) -> bool:
    """Whether the lock came before the deadline. Who has waited long asks more often, and so comes first."""
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
        time.sleep(min(left, SHORTEST + LONGEST * left / wait * random.uniform(0.5, 1.0)))
