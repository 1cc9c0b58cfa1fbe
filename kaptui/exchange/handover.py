"""Where files come in and go out: anywhere, or in restricted mode one exchange directory and nothing beside it.

Bound to a directory, a file is a plain name in it: no path, no link, no pipe, nothing hidden. Nor one with another name
besides: that may lie anywhere on the disk, whoever owns it, and nothing says which of the two was there first. Whatever
reads or writes a file that a user named does so here; writing never touches what had the name before.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final, NamedTuple

from kaptui.exchange.whole_file import write_whole


class Outside(Exception):
    """A file may not be used. ``has_directory``: there is an exchange directory, but this is no plain name in it."""

    def __init__(self, file: str, has_directory: bool) -> None:
        super().__init__(file)
        self.file = file
        self.has_directory = has_directory


class NotRegular(OSError):
    """What was named is no regular file."""


class SeveralNames(NotRegular):
    """What was named has other names too (hard links), so it may be a file from outside."""


class Handover(NamedTuple):
    """``is_bound``: only plain names in ``directory`` are files, and none are where there is no directory."""

    directory: Path | None = None
    is_bound: bool = False

    def place_of(self, file: str) -> Path:
        """The path of a file that a user named. Raises ``Outside``."""
        if not self.is_bound:
            return Path(file)
        if self.directory is None:
            raise Outside(file, has_directory=False)
        if not is_plain(file):
            raise Outside(file, has_directory=True)
        return self.directory / file

    def directories(self) -> tuple[Path, ...]:
        """Where a file without a place of its own may be written, the best first. Raises ``Outside``, ``OSError``."""
        if not self.is_bound:
            return (Path.cwd(), Path.home())
        if self.directory is None:
            raise Outside("", has_directory=False)
        return (self.directory,)

    def read(self, file: str, limit: int) -> bytes:
        """The content of a regular file, at most one byte more than ``limit``. Raises ``Outside``, ``OSError``."""
        path = self.place_of(file)
        if not self.is_bound and not stat.S_ISREG(path.stat().st_mode):
            raise NotRegular(file)
        follow = os.O_NOFOLLOW if self.is_bound else 0
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | follow), "rb") as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise NotRegular(file)
            if self.is_bound and status.st_nlink > 1:
                raise SeveralNames(file)
            return opened.read(limit + 1)

    def write(self, file: str, data: bytes, *, replace: bool = False) -> None:
        """Write a file as ``write_whole`` does. Raises ``Outside``, ``OSError``."""
        write_whole(self.place_of(file), data, replace=replace)


ANYWHERE: Final = Handover()
"""Every file a user can name, as far as the system permits."""


def is_plain(name: str) -> bool:
    """Whether a text is the name of a file in a directory, and not hidden there."""
    return bool(name) and not name.startswith(".") and not set(name) & {"/", "\0"} and len(os.fsencode(name)) <= 255
