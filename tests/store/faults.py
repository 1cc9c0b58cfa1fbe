"""System calls that fail on demand: the store makes every call through ``os``, so each can be counted."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CALLS = (
    "open", "read", "pread", "write", "fsync", "close", "rename", "link", "unlink", "fchmod", "fchown", "fstat",
    "lstat", "mkdir", "chmod", "rmdir", "listdir",
)  # fmt: skip
KINDS = {
    "no room": errno.ENOSPC, "quota": errno.EDQUOT, "broken disk": errno.EIO, "no rights": errno.EACCES,
    "read-only": errno.EROFS, "stale": errno.ESTALE, "too many files": errno.EMFILE,
}  # fmt: skip


_fstat = os.fstat


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, number: int, number_of_error: int) -> Iterator[list[str]]:
    """The ``number``-th call from now on fails (``close`` closes and then fails); yields the names of calls made.

    A number beyond the last call lets everything through.
    """
    made: list[str] = []
    with monkeypatch.context() as patched:
        for name in CALLS:
            patched.setattr(os, name, _counted(getattr(os, name), name, made, number, number_of_error))
        patched.setattr(fcntl, "flock", _counted(fcntl.flock, "flock", made, number, number_of_error))
        yield made


def _counted(
    call: Callable[..., Any], name: str, made: list[str], number: int, number_of_error: int
) -> Callable[..., Any]:
    def counted(*arguments: Any, **options: Any) -> Any:
        is_directory = name == "fsync" and stat.S_ISDIR(_fstat(arguments[0]).st_mode)
        made.append(f"{name} of a directory" if is_directory else name)
        if len(made) - 1 != number:
            return call(*arguments, **options)
        if name == "close":
            call(*arguments, **options)
        if name == "write" and len(arguments[1]) > 10:
            call(arguments[0], arguments[1][: len(arguments[1]) // 2])
        raise OSError(number_of_error, os.strerror(number_of_error))

    return counted
