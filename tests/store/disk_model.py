"""A model of a disk that loses power: which files there may be afterwards, given the system calls of a save.

What counts as kept is only what was forced: a file's bytes by ``fsync`` of the file, names by ``fsync`` of the
directory. Of what was not forced any part may be there: bytes not at all, half or whole; changes of names each or not,
in any combination. Real file systems keep more than that, none keeps less.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest

Names = dict[str, int]
Files = dict[str, bytes]


@dataclass
class Disk:
    """The state of one directory: forced bytes and names, and what has happened since."""

    kept: dict[int, bytes] = field(default_factory=dict)
    written: dict[int, bytes] = field(default_factory=dict)
    names: Names = field(default_factory=dict)
    pending: list[Callable[[Names], None]] = field(default_factory=list)

    @classmethod
    def of(cls, directory: Path) -> Disk:
        """A disk on which everything now in the directory has been forced."""
        disk = cls()
        for path in directory.iterdir():
            if path.is_file():
                inode = path.stat().st_ino
                disk.names[path.name] = inode
                disk.kept[inode] = disk.written[inode] = path.read_bytes()
        return disk

    def after_power_loss(self) -> Iterator[Files]:
        """Every state of the directory that the disk may come back with, each once."""
        seen = set()
        for choice in product((False, True), repeat=len(self.pending)):
            names = dict(self.names)
            for happened, change in zip(choice, self.pending, strict=True):
                if happened:
                    change(names)
            for files in self._contents(names):
                key = tuple(sorted(files.items()))
                if key not in seen:
                    seen.add(key)
                    yield files

    def _contents(self, names: Names) -> Iterator[Files]:
        inodes = sorted(set(names.values()))
        for contents in product(*(self._versions(inode) for inode in inodes)):
            by_inode = dict(zip(inodes, contents, strict=True))
            yield {name: by_inode[inode] for name, inode in names.items()}

    def _versions(self, inode: int) -> set[bytes]:
        kept, written = self.kept.get(inode, b""), self.written[inode]
        half = (len(kept) + len(written)) // 2
        return {kept} if kept == written else {kept, written[:half], written}


@contextmanager
def traced(monkeypatch: pytest.MonkeyPatch, disk: Disk, moments: Callable[[], None]) -> Iterator[None]:
    """Follows the system calls on the files of ``disk``; ``moments`` is called after each that changes something."""
    inode_of: dict[int, int] = {}
    directories: set[int] = set()
    real = {name: getattr(os, name) for name in ("open", "write", "fsync", "rename", "link", "unlink")}

    def opened(path: str, flags: int, *rest: Any, **options: Any) -> int:
        is_new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
        descriptor: int = real["open"](path, flags, *rest, **options)
        inode = os.fstat(descriptor).st_ino
        inode_of[descriptor] = inode
        directories.discard(descriptor)
        if flags & os.O_DIRECTORY:
            directories.add(descriptor)
        elif is_new:
            disk.kept.pop(inode, None)
            disk.written[inode] = b""
            changed(_named(path, inode))
        return descriptor

    def changed(change: Callable[[Names], None]) -> None:
        disk.pending.append(change)
        moments()

    def write(descriptor: int, content: Any) -> int:
        count: int = real["write"](descriptor, content)
        if inode_of.get(descriptor) in disk.written:
            disk.written[inode_of[descriptor]] += bytes(content)[:count]
            moments()
        return count

    def fsync(descriptor: int) -> None:
        real["fsync"](descriptor)
        if descriptor in directories:
            for change in disk.pending:
                change(disk.names)
            disk.pending.clear()
        else:
            disk.kept[inode_of[descriptor]] = disk.written[inode_of[descriptor]]
        moments()

    def rename(old: str, new: str) -> None:
        real["rename"](old, new)
        changed(_renamed(old, new))

    def link(old: str, new: str, **options: Any) -> None:
        real["link"](old, new, **options)
        changed(_named(new, os.lstat(new).st_ino))

    def unlink(path: str) -> None:
        real["unlink"](path)
        changed(_unnamed(path))

    with monkeypatch.context() as patched:
        for call in (write, fsync, rename, link, unlink):
            patched.setattr(os, call.__name__, call)
        patched.setattr(os, "open", opened)
        yield


def _named(path: str, inode: int) -> Callable[[Names], None]:
    return lambda names: names.update({os.path.basename(path): inode})


def _unnamed(path: str) -> Callable[[Names], None]:
    def change(names: Names) -> None:
        names.pop(os.path.basename(path), None)

    return change


def _renamed(old: str, new: str) -> Callable[[Names], None]:
    def change(names: Names) -> None:
        inode = names.get(os.path.basename(old))
        if inode is not None and inode != names.get(os.path.basename(new)):
            names[os.path.basename(new)] = names.pop(os.path.basename(old))

    return change
