"""Whether a process that left its mark is gone: known at once where it ran here, and never guessed.

A mark says where a process runs (one start of one machine, one namespace of process ids), its id, and when it began; so
neither another process of the same id nor one on another host or in another container is mistaken for it. Where the
system hides other users' processes, whether the id is in use is all that can be known.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

_PROCESSES: Final = Path("/proc")
_BOOT: Final = _PROCESSES / "sys/kernel/random/boot_id"
_SPACES: Final = ("pid", "time")
"""The namespaces in which ids of processes and the times of their beginnings are the same."""


def own_mark() -> str:
    """The mark of this process, in one line; empty where the system does not tell what it takes."""
    place, began = _place(), _beginning(os.getpid())
    return f"{place} {os.getpid()} {began}" if place and began else ""


def is_gone(mark: str) -> bool:
    """Whether the process of a mark ran here and does not any more; ``False`` whenever that is not certain."""
    return _runs(mark) is False


def is_running(mark: str) -> bool:
    """Whether the process of a mark runs here; ``False`` whenever that is not certain."""
    return _runs(mark) is True


def _runs(mark: str) -> bool | None:
    """``None`` where it cannot be told."""
    words = mark.split(" ")
    if len(words) != 3 or words[0] != _place() or not words[1].isascii() or not words[1].isdigit():
        return None
    pid = int(words[1])
    try:
        os.kill(pid or os.getpid(), 0)  # sends nothing; tells of the processes of others, too
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    began = _beginning(pid)
    return began == words[2] if began else None


def _place() -> str:
    """This start of this machine, as far as processes here see each other; empty when it cannot be told."""
    try:
        boot = _BOOT.read_bytes().strip()
        spaces = [os.fsencode(os.readlink(_PROCESSES / "self/ns" / name)) for name in _SPACES]
    except OSError:
        return ""
    return hashlib.sha256(b" ".join((boot, *spaces))).hexdigest()[:16] if boot else ""


def _beginning(pid: int) -> str:
    """When a process began, in ticks since the machine did; empty when there is none, or it is hidden."""
    try:
        status = (_PROCESSES / str(pid) / "stat").read_bytes()
    except OSError:
        return ""
    words = status.rpartition(b")")[2].split()  # behind the name, which may hold anything
    return words[19].decode("utf-8", "replace") if len(words) > 19 else ""
