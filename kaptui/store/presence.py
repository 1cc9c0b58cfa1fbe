"""Who has a plan open: one small file a person and plan, touched now and then, that says a name.

A courtesy among colleagues and never a lock: nothing depends on it and nothing here raises.
"""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime

from kaptui.store.directory import Directory, make_folder
from kaptui.store.durable import read_file
from kaptui.store.errors import StoreError
from kaptui.store.names import INNER, hash_of, signs_of
from kaptui.store.port import HEARTBEAT_SECONDS, PRESENT_SECONDS

_NAME_LIMIT = 1024


class Presence:
    """Signs of life in one data directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._given: dict[tuple[str, str], datetime] = {}

    def present(self, plan_id: str, who: str, now: datetime) -> None:
        """``who`` has the plan open; writes at most once in ``HEARTBEAT_SECONDS``."""
        last = self._given.get((plan_id, who))
        if last is not None and abs((now - last).total_seconds()) < HEARTBEAT_SECONDS:
            return
        self._given[plan_id, who] = now
        with contextlib.suppress(OSError, ValueError, StoreError):
            make_folder(self._directory.at(INNER), self._directory.folder_mode)
            self._touch(self._sign(plan_id, who), who, now)

    def absent(self, plan_id: str, who: str) -> None:
        """``who`` has left."""
        self._given.pop((plan_id, who), None)
        with contextlib.suppress(OSError):
            os.unlink(self._sign(plan_id, who))

    def others(self, plan_id: str, who: str, now: datetime) -> tuple[str, ...]:
        """The names of everybody else seen in the last ``PRESENT_SECONDS``, in order."""
        since = now.timestamp() - PRESENT_SECONDS
        names = {name for path in self._signs(plan_id) if (name := _name_in(path, since))}
        return tuple(sorted(names - {who}))

    def remove(self, plan_id: str) -> None:
        """Remove every sign of life of a plan, as far as rights allow."""
        for path in self._signs(plan_id):
            with contextlib.suppress(OSError):
                os.unlink(path)

    def _sign(self, plan_id: str, who: str) -> str:
        return self._directory.at(f"{INNER}/{signs_of(plan_id)}{hash_of(who)}")

    def _signs(self, plan_id: str) -> list[str]:
        beginning = signs_of(plan_id)
        try:
            names = os.listdir(self._directory.at(INNER))
        except OSError:
            return []
        return [self._directory.at(f"{INNER}/{name}") for name in names if name.startswith(beginning)]

    def _touch(self, path: str, who: str, now: datetime) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(path, flags, self._directory.file_mode)
        try:
            name = who.encode("utf-8", "replace")[:_NAME_LIMIT]
            if os.fstat(descriptor).st_size != len(name):
                os.fchmod(descriptor, self._directory.file_mode)
                os.ftruncate(descriptor, 0)
                os.write(descriptor, name)
            nanoseconds = int(now.astimezone(UTC).timestamp() * 1_000_000_000)
            os.utime(descriptor, ns=(nanoseconds, nanoseconds))
        finally:
            os.close(descriptor)


def _name_in(path: str, since: float) -> str:
    """The name in a sign of life that is young enough, else the empty string."""
    try:
        raw, signature = read_file(path, _NAME_LIMIT)
    except (OSError, StoreError):
        return ""
    return raw.decode("utf-8", "replace") if signature.modified / 1e9 > since else ""
