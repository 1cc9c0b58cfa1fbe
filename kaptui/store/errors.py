"""What can go wrong with a store, as data: ``text`` makes the sentences, the command line the exit codes.

Each error is a situation somebody can act on. ``str()`` of one is short English for a log, never for a user.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan


class Reason(StrEnum):
    """Why a file is not a plan of ours, or a directory not usable."""

    EMPTY = "empty"
    NOT_JSON = "not JSON"
    FOREIGN = "not a plan of this program"
    REFUSED_VALUE = "a value is refused"
    UNKNOWN_FORMAT = "an unknown format number"
    NOT_A_FILE = "not a regular file"
    NOT_A_DIRECTORY = "not a directory"
    NOT_AN_ARCHIVE = "not an archive of this program"
    MISNAMED = "stands under another plan's name"
    TOO_LARGE = "too large"
    HISTORY_BROKEN = "the history does not lead there"
    IN_THE_WAY = "a file is in the way"
    DANGLING = "a link that leads nowhere"
    READ_ONLY = "read-only"
    NOT_PERMITTED = "not permitted"
    UNREACHABLE = "out of reach"


class StoreError(Exception):
    """The root: a store could not do what was asked, and what is stored is as it was."""


class NoSuchAccount(StoreError):
    """No plan has this id."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(f"no account {plan_id!r}")
        self.plan_id = plan_id


class NoSuchRevision(StoreError):
    """The plan exists, but never had this revision."""

    def __init__(self, plan_id: str, revision: int) -> None:
        super().__init__(f"account {plan_id!r} has no revision {revision}")
        self.plan_id = plan_id
        self.revision = revision


class AlreadyThere(StoreError):
    """A plan of this id exists already; nothing was written."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(f"account {plan_id!r} exists already")
        self.plan_id = plan_id


class ChangedSince(StoreError):
    """Somebody saved in between: ``theirs`` is what is stored now; nothing was written and both are intact."""

    def __init__(self, theirs: AccountPlan) -> None:
        super().__init__(f"account {theirs.id!r} was changed by somebody else, now at revision {theirs.revision}")
        self.theirs = theirs


class NewerFormat(StoreError):
    """The file was written by a newer program: ``found`` and ``known`` are format numbers. It is never rewritten."""

    def __init__(self, path: Path | None, found: int, known: int) -> None:
        super().__init__(f"{path}: format {found} is newer than {known}")
        self.path = path
        self.found = found
        self.known = known


class Damaged(StoreError):
    """A file that cannot be read as a plan; it stays where it is until somebody says otherwise.

    ``detail`` says where in the file (data, not a sentence); ``set_aside`` is where the file lies now when it was set
    aside, ``backup`` an earlier version of the plan where there is one.
    """

    def __init__(
        self, path: Path, reason: Reason, detail: str = "", *, set_aside: Path | None = None, backup: Path | None = None
    ) -> None:
        super().__init__(f"{path}: {reason.value}{': ' if detail else ''}{detail}")
        self.path = path
        self.reason = reason
        self.detail = detail
        self.set_aside = set_aside
        self.backup = backup


class NotPermitted(StoreError):
    """The operating system refuses access to ``path``: rights, or (``READ_ONLY``) a read-only file system."""

    def __init__(self, path: Path, reason: Reason = Reason.NOT_PERMITTED) -> None:
        super().__init__(f"{path}: {reason.value}")
        self.path = path
        self.reason = reason


class NotShared(StoreError):
    """A plan cannot be a group's: the data directory at ``path`` is its owner's alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not shared with a group")
        self.path = path


class OutOfReach(StoreError):
    """The storage itself fails: gone, a read or write error, a lost server. ``reason`` is the system's own word."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class CannotCreate(StoreError):
    """The data directory does not exist and cannot be made; ``path`` is the part of it that stands in the way."""

    def __init__(self, path: Path, reason: Reason) -> None:
        super().__init__(f"{path}: cannot be created: {reason.value}")
        self.path = path
        self.reason = reason


class DiskFull(StoreError):
    """No room on the device, or the quota is used up."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: no room left")
        self.path = path


class LockBusy(StoreError):
    """Another process held the lock for the whole of ``waited`` seconds."""

    def __init__(self, path: Path, waited: float) -> None:
        super().__init__(f"{path}: locked for {waited:g} s")
        self.path = path
        self.waited = waited


class OwnFault(StoreError):
    """An error nobody foresaw; ``kind`` is the name of its class. What was asked may have happened, or not."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"fault: {kind}")
        self.kind = kind


class NoAnswer(StoreError):
    """The storage has not answered for ``waited`` seconds; what was asked may still happen, or not."""

    def __init__(self, waited: float) -> None:
        super().__init__(f"no answer for {waited:g} s")
        self.waited = waited
