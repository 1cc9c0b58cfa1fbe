"""Who has a plan open: one small file a person and plan, touched now and then, that says a name and the processes.

A courtesy among colleagues and never a lock: nothing depends on it and nothing here raises. Clocks are not trusted: one
may be set back, and two hosts that share a directory never agree. A sign counts when it is of about now, or when it
was given anew while we looked; one that stands still in the past or in the future is of a session long dead. Before
that it is only known to be when its processes ran here and are gone (``processes``): killed, they took nothing back.
"""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime

from kaptui.plan.clean import NAME_LIMIT, cleaned_name
from kaptui.store.directory import Directory
from kaptui.store.durable import read_file
from kaptui.store.errors import StoreError
from kaptui.store.names import INNER, hash_of, signs_of
from kaptui.store.port import HEARTBEAT_SECONDS, PRESENT_SECONDS
from kaptui.store.processes import is_gone, is_running, own_mark

_MARKS = 16
"""So many sessions of one person on one plan are told apart."""
_SIGN_BYTES = 4 * NAME_LIMIT + 100 * _MARKS


class Clocks:
    """Tells signs of life from what was left behind, by clocks that may be wrong."""

    def __init__(self) -> None:
        self._met: dict[str, tuple[float, float | None]] = {}

    def is_alive(self, sign: str, given: float, now: float) -> bool:
        """Whether a sign given at ``given``, by its giver's clock in seconds, counts ``now``, by ours."""
        before, renewed = self._met.get(sign, (given, None))
        renewed = renewed if given == before else now
        self._met[sign] = (given, renewed)
        return abs(now - given) < PRESENT_SECONDS or (renewed is not None and abs(now - renewed) < PRESENT_SECONDS)


class Presence:
    """Signs of life in one data directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._given: dict[str, datetime] = {}
        self._clocks = Clocks()
        self._mark: str | None = None

    def present(self, plan_id: str, who: str, now: datetime) -> None:
        """``who`` has the plan open; writes at most once in ``HEARTBEAT_SECONDS``, unless the sign was taken away."""
        path, last = self._sign(plan_id, who), self._given.get(self._sign(plan_id, who))
        if last is not None and abs((now - last).total_seconds()) < HEARTBEAT_SECONDS and os.path.lexists(path):
            return
        self._given[path] = now
        with contextlib.suppress(OSError, ValueError, StoreError):
            self._touch(path, self._saying(path, cleaned_name(who)), now)

    def absent(self, plan_id: str, who: str) -> None:
        """``who`` has left."""
        path = self._sign(plan_id, who)
        self._given.pop(path, None)
        with contextlib.suppress(OSError):
            os.unlink(path)

    def others(self, plan_id: str, who: str, now: datetime) -> tuple[str, ...]:
        """The names of everybody else seen in the last ``PRESENT_SECONDS``, in order."""
        names = {self._name_in(path, now.timestamp()) for path in self._signs(plan_id)}
        return tuple(sorted(names - {cleaned_name(who), ""}))

    def remove(self, plan_id: str) -> None:
        """Remove every sign of life of a plan, as far as rights allow."""
        for path in self._signs(plan_id):
            with contextlib.suppress(OSError):
                os.unlink(path)

    def _sign(self, plan_id: str, who: str) -> str:
        return self._directory.at(f"{INNER}/{signs_of(plan_id)}{hash_of(cleaned_name(who))}")

    def _signs(self, plan_id: str) -> list[str]:
        beginning = signs_of(plan_id)
        try:
            names = os.listdir(self._directory.at(INNER))
        except OSError:
            return []
        return [self._directory.at(f"{INNER}/{name}") for name in names if name.startswith(beginning)]

    def _saying(self, path: str, who: str) -> bytes:
        """What a sign says: who, and the processes here in which he has the plan open, this one first."""
        self._mark = own_mark() if self._mark is None else self._mark
        marks = {self._mark: None} | dict.fromkeys(mark for mark in self._marks_in(path) if is_running(mark))
        return "\n".join((who, *list(filter(None, marks))[:_MARKS])).encode()

    def _marks_in(self, path: str) -> list[str]:
        with contextlib.suppress(OSError, StoreError):
            return read_file(path, _SIGN_BYTES)[0].decode("utf-8", "replace").split("\n")[1:]
        return []

    def _touch(self, path: str, saying: bytes, now: datetime) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(path, flags, self._directory.file_mode)
        try:
            if os.pread(descriptor, _SIGN_BYTES, 0) != saying:
                os.fchmod(descriptor, self._directory.file_mode)
                os.ftruncate(descriptor, 0)
                os.write(descriptor, saying)
            nanoseconds = int(now.astimezone(UTC).timestamp() * 1_000_000_000)
            os.utime(descriptor, ns=(nanoseconds, nanoseconds))
        finally:
            os.close(descriptor)

    def _name_in(self, path: str, now: float) -> str:
        """The name in a sign of life that counts, else the empty string."""
        try:
            raw, signature = read_file(path, _SIGN_BYTES)
        except (OSError, StoreError):
            return ""
        is_alive = self._clocks.is_alive(path, signature.modified / 1e9, now)
        name, *marks = raw.decode("utf-8", "replace").split("\n")
        return cleaned_name(name) if is_alive and not (marks and all(map(is_gone, marks))) else ""
