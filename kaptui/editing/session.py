"""The open plan: what is on screen, what is saved, what was typed and cannot be read, and the way back.

Pure of any terminal and any store. Undo and redo carry the difference of one edit onto the *present* plan, so they
never take a colleague's later work away; where a colleague changed the same field since, his value stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path

if TYPE_CHECKING:
    from kaptui.editing.edits import Edit, Title
    from kaptui.editing.merge import Conflict

COALESCE_SECONDS = 1.0
"""Commits of one kind to one place within this time are one step of undo: moving a score, or trying ratings."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that cannot be read as its field's type, kept where it was typed, and the sentence that says why."""

    text: str
    complaint: str


@dataclass(frozen=True, slots=True)
class Change:
    """One step of undo: the plans around an edit, its title and its place."""

    before: AccountPlan
    after: AccountPlan
    title: Title
    place: Path
    at: float


@dataclass(frozen=True, slots=True)
class Retraced:
    """What an undo or redo did; ``kept`` are the places where a colleague's later value stayed."""

    title: Title
    place: Path
    kept: tuple[Conflict, ...]


class Session:
    """One account being edited. Listeners are called after every change of ``plan`` or ``drafts``."""

    def __init__(self, plan: AccountPlan, *, read_only: bool = False) -> None:
        self.plan = plan
        self.saved = plan
        self.read_only = read_only
        self.drafts: dict[Path, Draft] = {}
        self.conflicts: tuple[Conflict, ...] = ()
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._listeners: list[Callable[[], None]] = []

    @property
    def is_saved(self) -> bool:
        """Whether the store has everything that was committed."""
        return self.plan is self.saved or self.plan == self.saved

    def listen(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each change, until the session ends."""
        self._listeners.append(listener)

    def apply(self, edit: Edit, at: float = 0.0) -> bool:
        """Make an edit; ``at`` is a clock in seconds for coalescing. False when it changes nothing.

        Raises what ``edit.apply`` raises, and ``PermissionError`` in a read-only session, without any effect.
        """
        if self.read_only:
            raise PermissionError("this plan is open read-only")
        before, after = self.plan, edit.apply(self.plan)
        self._forget_draft(edit.place)
        if after is before or after == before:
            self._tell()
            return False
        last = self._done[-1] if self._done else None
        if (
            last
            and not self._undone
            and (last.place, last.title) == (edit.place, edit.title)
            and 0 < at - last.at < COALESCE_SECONDS
            and last.after is before
        ):
            self._done[-1] = Change(last.before, after, last.title, last.place, at)
        else:
            self._done.append(Change(before, after, edit.title, edit.place, at))
        self._undone.clear()
        self._become(after)
        return True

    def undo(self) -> Retraced | None:
        """Take the last edit back; None when there is nothing to take back."""
        return self._retrace(self._done, self._undone)

    def redo(self) -> Retraced | None:
        """Make the edit again that was taken back last; None when there is none."""
        return self._retrace(self._undone, self._done)

    def keep_draft(self, path: Path, text: str, complaint: str) -> None:
        """Keep text that cannot be read in its field; the plan does not change."""
        self.drafts[path] = Draft(text, complaint)
        self._tell()

    def drop_draft(self, path: Path) -> None:
        """Give up the draft of a field."""
        self._forget_draft(path)
        self._tell()

    def take_saved(self, sent: AccountPlan, stored: AccountPlan) -> None:
        """The store accepted ``sent`` as ``stored``; what was edited meanwhile stays unsaved on top of it."""
        if self.plan is sent:
            self.plan = stored
        else:
            self.plan = self.plan.model_copy(update={"revision": stored.revision})
        self.saved = stored
        self._tell()

    def receive(self, theirs: AccountPlan) -> tuple[Conflict, ...]:
        """Take in a colleague's save: both sides' changes stand; conflicts keep our value and are returned and kept."""
        from kaptui.editing.merge import merge  # not before somebody else has saved

        merged = merge(self.saved, self.plan, theirs)
        self.saved = theirs
        self.conflicts = (*self.conflicts, *merged.conflicts)
        self._become(merged.plan)
        return merged.conflicts

    def forget_steps(self) -> None:
        """Let go of everything undo, redo and conflicts could bring back: somebody was removed for good."""
        self._done.clear()
        self._undone.clear()
        self.conflicts = ()
        self._tell()

    def _retrace(self, source: list[Change], target: list[Change]) -> Retraced | None:
        from kaptui.editing.merge import merge

        if not source:
            return None
        change = source.pop()
        merged = merge(change.after, self.plan, change.before)
        target.append(Change(change.after, change.before, change.title, change.place, 0.0))
        self._forget_draft(change.place)
        self._become(merged.plan)
        return Retraced(change.title, change.place, merged.conflicts)

    def _forget_draft(self, place: Path) -> None:
        self.drafts.pop(place, None)

    def _become(self, plan: AccountPlan) -> None:
        self.plan = plan
        self._tell()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
