"""The store as the rest of the program sees it: plans go in and come out, whatever lies behind.

Two implementations keep this contract and share one suite of tests: ``tiny.TinyStore`` (files) and
``memory.MemoryStore``. No sentence is made here: errors carry data (see ``errors``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeAlias

from kaptui.plan.clean import cleaned_name
from kaptui.store.errors import (
    AlreadyThere,
    CannotCreate,
    ChangedSince,
    Damaged,
    DiskFull,
    LockBusy,
    NewerFormat,
    NoAnswer,
    NoSuchAccount,
    NoSuchRevision,
    NotPermitted,
    NotShared,
    OutOfReach,
    OwnFault,
    Reason,
    StoreError,
)

if TYPE_CHECKING:
    from kaptui.plan.changes import Change
    from kaptui.plan.document import AccountPlan

__all__ = [
    "EXPORTED",
    "SHARED",
    "SINCE",
    "TEXT",
    "UNTIL",
    "Account",
    "AlreadyThere",
    "CannotCreate",
    "ChangedSince",
    "Damaged",
    "DiskFull",
    "Export",
    "Forgotten",
    "Listing",
    "LockBusy",
    "NewerFormat",
    "NoAnswer",
    "NoSuchAccount",
    "NoSuchRevision",
    "NotPermitted",
    "NotShared",
    "OutOfReach",
    "OwnFault",
    "Reason",
    "Revision",
    "Stamp",
    "Store",
    "StoreError",
    "Summarise",
    "Summary",
]

Summary: TypeAlias = Mapping[str, Any]
"""Whatever the program wants to know of each account without opening it, as JSON values under keys that all summaries
share; opaque to the store but for the three keys below."""
TEXT: Final = "text"
"""What is only asked of the accounts in sight: one string, left on the disk until then."""
SINCE: Final = "since"
UNTIL: Final = "until"
"""ISO days: a summary that has both holds from the one to before the other, and is made anew on any other day."""
Summarise: TypeAlias = "Callable[[AccountPlan], Summary]"
"""Computes the summary of a plan."""

PRESENT_SECONDS = 75
"""Somebody counts as present for this long after the last sign of life."""
HEARTBEAT_SECONDS = 30
"""Signs of life are written at most this often, however often they are given."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who saves, and when (an aware time; stored in UTC). The name is cleaned: the system knows users by any bytes."""

    who: str
    when: datetime

    def __post_init__(self) -> None:
        if self.when.utcoffset() is None:
            raise ValueError("a stamp needs a time with a zone")
        object.__setattr__(self, "who", cleaned_name(self.who))


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the list of accounts. With a ``problem`` the other fields are what could still be made out."""

    id: str
    name: str
    owner: str = ""
    revision: int = 0
    changed: datetime | None = None
    changed_by: str = ""
    archived: bool = False
    problem: StoreError | None = None
    path: str = ""
    summary: Summary | None = field(default=None, hash=False)


class Revision(NamedTuple):
    """One save: its number, who and when, and what it changed; no changes for the state a history begins with."""

    revision: int
    when: datetime
    who: str
    changes: tuple[Change, ...] = ()


EXPORTED: Final = "export"
SHARED: Final = "share"
"""What is done with a plan and is no change of it."""


class Export(NamedTuple):
    """One time a plan left the program: when, who, which revision, and into what (a file's name, never its content).

    ``path`` is what the log tells it under: that somebody shared the plan is noted in the same way, and ``what`` says
    then whose it became.
    """

    when: datetime
    who: str
    revision: int
    what: str
    path: str = EXPORTED


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Whom a plan is to forget. Another value once somebody was forgotten; without a ``version`` nobody ever was.
    ``removals`` is how often an account of this id was removed for good, ``place`` tells one directory from another.
    """

    plan_id: str
    place: str
    version: object
    removals: int
    among: Callable[[Iterable[str]], frozenset[str]] = field(compare=False)
    """Those of some people, by id, who were removed for good."""

    def in_plan(self, plan: AccountPlan) -> frozenset[str]:
        """Those who were removed for good and of whom the plan speaks all the same, by id."""
        if not self.version:
            return frozenset()
        from kaptui.plan.references import people_spoken_of  # hardly ever needed

        return self.among(people_spoken_of(plan))

    def without(self, plan: AccountPlan) -> AccountPlan:
        """The plan without anybody it is to forget; the very same where there is nobody."""
        gone = self.in_plan(plan)
        if not gone:
            return plan
        from kaptui.plan.references import without_people  # hardly ever needed

        return without_people(plan, gone)


class Listing(Protocol):
    """Accounts by name as they stood at one moment, by column: of ten thousand only what is asked for is made.

    An account's place is its number in every column. An account that cannot be read has a ``problem`` and the facts
    that could still be made out.
    """

    def __len__(self) -> int: ...

    def column(self, key: str) -> Sequence[Any]:
        """The values of all accounts under a key: ``id name owner revision changed changed_by archived`` (``changed``
        as an ISO time or None), ``problem`` (a ``StoreError`` or None), or a key of the summaries, None without one."""

    def text(self, place: int) -> str:
        """What the account's summary has under ``TEXT``, empty without one."""

    def account(self, place: int) -> Account:
        """The account itself."""


class Store(Protocol):
    """Where plans are kept. Every method may raise a ``StoreError``; then nothing was changed unless it says so."""

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, archived ones too, by name; one that cannot be read is there with its ``problem``.

        What they say is what their files say now; the summary of one that did not change may be of another day.
        """

    def listing(self) -> Listing:
        """All accounts as far as they are known without looking at their files; what this program saved is known."""

    def catching_up(self, first: Collection[str] = ()) -> Iterator[int]:
        """Bring the listing up to date with the files and the summaries up to today, a few milliseconds a step.

        Each step yields how many accounts are still to be read; those with an id in ``first`` come first. A later run
        ends an earlier one.
        """

    def pulse(self) -> object:
        """A value that is another one once any account was created, saved or removed; cheap enough for every second."""

    def load(self, plan_id: str) -> AccountPlan:
        """The plan as it was last saved. Raises ``NoSuchAccount``, ``Damaged``, ``NewerFormat``."""

    def create(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        """Store a plan that is not there yet, its revision as given; returns it. Raises ``AlreadyThere``."""

    def save(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        """Store the plan made from revision ``plan.revision``; returns it with the next revision, then safe on disk.

        Whoever was removed for good is left out, of a plan that is created, too. Raises ``ChangedSince`` when what is
        stored has another revision; nothing is written then.
        """

    def remove(self, plan_id: str) -> None:
        """Remove a plan for good, with its backups and its history. Raises ``NoSuchAccount``."""

    def revision_of(self, plan_id: str) -> int:
        """The stored revision, cheap enough to ask every second. Raises ``NoSuchAccount``."""

    def history(self, plan_id: str) -> tuple[Revision, ...]:
        """Every recorded save, oldest first. Raises ``NoSuchAccount``."""

    def at(self, plan_id: str, revision: int) -> AccountPlan:
        """The plan exactly as it was saved with this revision.

        Raises ``NoSuchRevision``, or ``Damaged`` when the history no longer leads there.
        """

    def forget(self, plan_id: str, person_id: str, stamp: Stamp) -> None:
        """Remove a person for good: from the plan, which then has another revision, from its history and its backups.

        From then on no plan that is saved, created or read has this person. Raises ``NoSuchAccount``.
        """

    def forgotten(self, plan_id: str) -> Forgotten:
        """Whom the plan is to forget; cheap enough to ask every second. Raises nothing."""

    def may_write(self, plan_id: str) -> bool:
        """Whether a save of this plan is permitted, as far as that can be told beforehand. Raises nothing."""

    def is_shared(self, plan_id: str) -> bool:
        """Whether a plan is its group's to read and write, and not its owner's alone. Raises ``NoSuchAccount``."""

    def share(self, plan_id: str, with_group: bool) -> None:
        """Make a plan its group's or its owner's alone, with all that is kept of it.

        Raises ``NoSuchAccount``, ``NotPermitted`` for anybody but the owner, ``NotShared`` where there is no group.
        """

    def note_export(self, plan_id: str, stamp: Stamp, what: str, path: str = EXPORTED) -> None:
        """Note that the plan was taken out of the program into ``what``, or what ``Export.path`` says. Raises nothing,
        it is a courtesy."""

    def exports(self, plan_id: str) -> tuple[Export, ...]:
        """Every noted export, oldest first. Raises ``NoSuchAccount``."""

    def present(self, plan_id: str, who: str, now: datetime) -> None:
        """A sign of life: ``who`` has the plan open. May be called at every poll; raises nothing, it is a courtesy."""

    def absent(self, plan_id: str, who: str) -> None:
        """``who`` has left the plan. Raises nothing."""

    def others(self, plan_id: str, who: str, now: datetime) -> tuple[str, ...]:
        """Who else has the plan open, by name. Raises nothing."""
