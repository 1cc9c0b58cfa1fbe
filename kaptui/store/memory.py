"""A store in memory: the twin of the files, for tests, for trying things out and for plans nobody wants to keep."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kaptui.plan.changes import Document, changes, document_of, told
from kaptui.plan.clean import cleaned_name
from kaptui.plan.document import AccountPlan
from kaptui.plan.references import without_people
from kaptui.store.errors import AlreadyThere, ChangedSince, NoSuchAccount, NoSuchRevision
from kaptui.store.listing import listing_of
from kaptui.store.port import EXPORTED, Account, Export, Forgotten, Listing, Revision, Stamp, Summarise
from kaptui.store.presence import Clocks


@dataclass(slots=True)
class _Kept:
    """One plan: every state with the stamp it was saved under, by revision, and who was seen when."""

    states: dict[int, tuple[Stamp, AccountPlan]]
    seen: dict[str, datetime] = field(default_factory=dict)
    clocks: Clocks = field(default_factory=Clocks)
    exports: list[Export] = field(default_factory=list)
    is_shared: bool = False

    @property
    def current(self) -> tuple[Stamp, AccountPlan]:
        return self.states[max(self.states)]


class MemoryStore:
    """Keeps the ``Store`` contract without a disk; lost with the process."""

    def __init__(self, *, summarise: Summarise | None = None) -> None:
        self._kept: dict[str, _Kept] = {}
        self._summarise = summarise
        self._pulse = 0
        self._gone: Counter[tuple[str, ...]] = Counter()

    def accounts(self) -> tuple[Account, ...]:
        """See ``Store.accounts``."""
        return tuple(sorted(map(self._account, self._kept.values()), key=lambda account: (account.name, account.id)))

    def listing(self) -> Listing:
        """See ``Store.listing``."""
        return listing_of(self.accounts())

    def catching_up(self, first: Collection[str] = ()) -> Iterator[int]:
        """See ``Store.catching_up``; a store in memory is never behind."""
        return iter(())

    def pulse(self) -> object:
        """See ``Store.pulse``."""
        return self._pulse

    def load(self, plan_id: str) -> AccountPlan:
        """See ``Store.load``."""
        return self._of(plan_id).current[1]

    def create(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        """See ``Store.create``."""
        if plan.id in self._kept:
            raise AlreadyThere(plan.id)
        stored = _stored(self.forgotten(plan.id).without(plan))
        self._pulse += 1
        self._kept[plan.id] = _Kept({stored.revision: (_in_utc(stamp), stored)})
        return stored

    def save(self, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        """See ``Store.save``."""
        kept = self._of(plan.id)
        theirs = kept.current[1]
        if theirs.revision != plan.revision:
            raise ChangedSince(theirs)
        saved = self.forgotten(plan.id).without(plan).model_copy(update={"revision": plan.revision + 1})
        self._pulse += 1
        kept.states[saved.revision] = (_in_utc(stamp), _stored(saved))
        return saved

    def remove(self, plan_id: str) -> None:
        """See ``Store.remove``."""
        self._of(plan_id)
        self._pulse += 1
        self._gone[plan_id,] += 1
        del self._kept[plan_id]

    def revision_of(self, plan_id: str) -> int:
        """See ``Store.revision_of``."""
        return self.load(plan_id).revision

    def history(self, plan_id: str) -> tuple[Revision, ...]:
        """See ``Store.history``."""
        revisions: list[Revision] = []
        before: AccountPlan | None = None
        for number, (stamp, plan) in sorted(self._of(plan_id).states.items()):
            found = () if before is None else told(changes(before, plan))
            revisions.append(Revision(number, stamp.when, stamp.who, found))
            before = plan
        return tuple(revisions)

    def at(self, plan_id: str, revision: int) -> AccountPlan:
        """See ``Store.at``."""
        states = self._of(plan_id).states
        if revision not in states:
            raise NoSuchRevision(plan_id, revision)
        return states[revision][1]

    def forget(self, plan_id: str, person_id: str, stamp: Stamp) -> None:
        """See ``Store.forget``."""
        kept = self._of(plan_id)
        self._gone[plan_id, person_id] = 1
        if self.forgotten(plan_id).in_plan(kept.current[1]):
            self.save(kept.current[1], stamp)
        last = max(kept.states)
        for number, (stamp, plan) in kept.states.items():
            if number != last:
                kept.states[number] = (stamp, without_people(plan, {person_id}))

    def forgotten(self, plan_id: str) -> Forgotten:
        """See ``Store.forgotten``."""

        def among(people: Iterable[str]) -> frozenset[str]:
            return frozenset(each for each in people if self._gone[plan_id, each])

        return Forgotten(plan_id, "", len(self._gone), self._gone[plan_id,], among)

    def may_write(self, plan_id: str) -> bool:
        """See ``Store.may_write``."""
        return plan_id in self._kept

    def is_shared(self, plan_id: str) -> bool:
        """See ``Store.is_shared``."""
        return self._of(plan_id).is_shared

    def share(self, plan_id: str, with_group: bool) -> None:
        """See ``Store.share``."""
        self._of(plan_id).is_shared = with_group

    def note_export(self, plan_id: str, stamp: Stamp, what: str, path: str = EXPORTED) -> None:
        """See ``Store.note_export``."""
        if plan_id in self._kept:
            kept, when = self._kept[plan_id], stamp.when.astimezone(UTC)
            kept.exports.append(Export(when, stamp.who, kept.current[1].revision, cleaned_name(what), path))

    def exports(self, plan_id: str) -> tuple[Export, ...]:
        """See ``Store.exports``."""
        return tuple(self._of(plan_id).exports)

    def present(self, plan_id: str, who: str, now: datetime) -> None:
        """See ``Store.present``."""
        if plan_id in self._kept:
            self._kept[plan_id].seen[cleaned_name(who)] = now

    def absent(self, plan_id: str, who: str) -> None:
        """See ``Store.absent``."""
        if plan_id in self._kept:
            self._kept[plan_id].seen.pop(cleaned_name(who), None)

    def others(self, plan_id: str, who: str, now: datetime) -> tuple[str, ...]:
        """See ``Store.others``."""
        kept = self._kept.get(plan_id)
        if kept is None:
            return ()
        at = now.timestamp()
        alive = {name for name, when in kept.seen.items() if kept.clocks.is_alive(name, when.timestamp(), at)}
        return tuple(sorted(alive - {cleaned_name(who), ""}))

    def _of(self, plan_id: str) -> _Kept:
        try:
            return self._kept[plan_id]
        except KeyError:
            raise NoSuchAccount(plan_id) from None

    def _account(self, kept: _Kept) -> Account:
        stamp, plan = kept.current
        summary = None if self._summarise is None else self._summarise(plan)
        return Account(
            plan.id, plan.name, plan.owner, plan.revision, stamp.when, stamp.who, plan.archived, summary=summary
        )


def _stored(plan: AccountPlan) -> AccountPlan:
    """The plan as a file would give it back: written, read and validated. Raises ``ValueError`` where that fails."""
    document: Document = document_of(plan)
    json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
    return AccountPlan.model_validate(document)


def _in_utc(stamp: Stamp) -> Stamp:
    return Stamp(stamp.who, stamp.when.astimezone(UTC))
