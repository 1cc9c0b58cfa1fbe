"""The open plan: what is on screen, what is saved, what was typed and cannot be read, and the way back.

Pure of any terminal and any store. Undo and redo carry the difference of one edit onto the *present* plan, so they
never take a colleague's later work away; where a colleague changed the same field since, his value stays.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path

if TYPE_CHECKING:
    from kaptui.editing.conflicts import Choice
    from kaptui.editing.edits import Edit, Title
    from kaptui.editing.merge import Conflict
    from kaptui.editing.scratch import Kept

MOST_FOREIGN = 10_000
"""So many of the revisions that come in at once are known as others': a file put back may bear any number."""
COALESCE_SECONDS = 1.0
"""Commits of one kind to one place within this time are one step of undo: moving a score, or trying ratings."""


class Draft(NamedTuple):
    """Text that cannot be read as its field's type, kept where it was typed, and the sentence that says why.

    ``about``: whom the row speaks of that it was typed in, such as both ends of a link; its path does not say so.
    """

    text: str
    complaint: str
    about: frozenset[str] = frozenset()


class Change(NamedTuple):
    """One step of undo: the plans around an edit, its title and its place."""

    before: AccountPlan
    after: AccountPlan
    title: Title
    place: Path
    at: float


class Retraced(NamedTuple):
    """What an undo or redo did; ``kept`` are the places where a colleague's later value stayed."""

    title: Title
    place: Path
    kept: tuple[Conflict, ...]


class Session:
    """One account being edited. Listeners are called after every change of ``plan`` or ``drafts``.

    ``conflicts`` are those nobody decided yet; ``foreign`` the revisions that others saved since this one was opened;
    ``what_if`` what a what-if had changed that somebody had to leave, for the next one to begin with; ``spent`` the
    seconds that went into each review that was broken off, by its id.
    """

    def __init__(self, plan: AccountPlan, *, read_only: bool = False) -> None:
        self.plan = plan
        self.saved = plan
        self.read_only = read_only
        self.drafts: dict[Path, Draft] = {}
        self.conflicts: tuple[Conflict, ...] = ()
        self.foreign: frozenset[int] = frozenset()
        self.what_if: Kept | None = None
        self.spent: dict[str, int] = {}
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

    def apply(self, edit: Edit, at: float = 0.0, *, since: AccountPlan | None = None) -> bool:
        """Make an edit; ``at`` is a clock in seconds for coalescing. False when it changes nothing.

        ``since`` is the plan that was seen when the edit was begun: what others did to it meanwhile stands, and where
        they changed the same there is a conflict. Raises what ``edit.apply`` raises, and ``PermissionError`` in a
        read-only session, without any effect.
        """
        if self.read_only:
            raise PermissionError("this plan is open read-only")
        before = self.plan
        conflicts: tuple[Conflict, ...] = ()
        if since is None or since is before:
            after = edit.apply(before)
        else:
            from kaptui.editing.merge import merge

            merged = merge(since, edit.apply(since), before)
            after, conflicts = merged.plan, merged.conflicts
        self._forget_draft(edit.place)
        if after is before or after == before:
            self._tell()
            return False
        self._note(Change(before, after, edit.title, edit.place, at))
        self._settle_own(before, after)
        if conflicts:
            self._settle_theirs(conflicts, self.saved, after)
        self._become(after)
        return True

    def decide(self, conflict: Conflict, choice: Choice) -> bool:
        """Decide a conflict, which is one step of undo; False when it stands as decided already.

        Raises ``ValueError`` when both cannot be kept, ``NoSuchPlace`` when its row is gone; then it stays open.
        """
        from kaptui.editing.conflicts import decided

        changed = self.apply(decided(conflict, choice))
        self.conflicts = tuple(other for other in self.conflicts if other.path != conflict.path)
        self._tell()
        return changed

    def undo(self) -> Retraced | None:
        """Take the last edit back; None when there is nothing to take back."""
        return self._retrace(self._done, self._undone)

    def redo(self) -> Retraced | None:
        """Make the edit again that was taken back last; None when there is none."""
        return self._retrace(self._undone, self._done)

    def keep_draft(self, path: Path, text: str, complaint: str) -> None:
        """Keep text that cannot be read in its field; the plan does not change."""
        from kaptui.plan.references import whom_at  # not before something cannot be read

        self.drafts[path] = Draft(text, complaint, whom_at(self.plan, path))
        self._tell()

    def drop_draft(self, path: Path) -> None:
        """Give up the draft of a field, if there is one: nobody is told of nothing, for whoever listens repaints."""
        if path in self.drafts:
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
        """Take in a colleague's save: both sides' changes stand; conflicts keep our value and are returned and kept.

        The plan goes on from their revision, also when that is a lower one (a backup put back). Raises ``ValueError``
        without any effect should the merged plan not be valid.
        """
        from kaptui.editing.merge import merge_onto  # not before somebody else has saved

        merged = merge_onto(self.saved, self.plan, theirs)
        first = max(self.saved.revision + 1, theirs.revision + 1 - MOST_FOREIGN)
        self.foreign |= set(range(first, theirs.revision + 1)) or {theirs.revision}
        self._settle_theirs(merged.conflicts, theirs, merged.plan)
        self.saved = theirs
        self._become(merged.plan)
        return merged.conflicts

    def people(self) -> frozenset[str]:
        """Everybody of whom anything here speaks, what undo and redo could bring back, too."""
        steps = (*self._done, *self._undone)
        tried = () if self.what_if is None else (self.what_if.base, self.what_if.wanted)
        plans = (self.plan, self.saved, *tried, *(plan for step in steps for plan in (step.before, step.after)))
        tables = {id(plan.people): plan.people for plan in plans}
        written = (word for path in (*self.drafts, *(each.path for each in self.conflicts)) for word in path[1:])
        about = (who for draft in self.drafts.values() for who in draft.about)
        return frozenset((*(person.id for rows in tables.values() for person in rows), *written, *about))

    def forget(self, people: Set[str]) -> bool:
        """Let go of everything that speaks of people whom the store has removed for good, for undo, redo, drafts and
        conflicts could bring them back. Whether there was any."""
        if not people or self.people().isdisjoint(people):
            return False
        from kaptui.editing.forgetting import is_about
        from kaptui.plan.references import without_people

        self.plan = without_people(self.plan, people)
        self.saved = without_people(self.saved, people)
        if self.what_if is not None:
            base, wanted = without_people(self.what_if.base, people), without_people(self.what_if.wanted, people)
            self.what_if = replace(self.what_if, base=base, wanted=wanted)
        self._done, self._undone = _without(self._done, people), _without(self._undone, people)
        for path in [path for path, draft in self.drafts.items() if not people.isdisjoint((*path, *draft.about))]:
            self._forget_draft(path)
        self.conflicts = tuple(each for each in self.conflicts if not is_about(each, people))
        self._tell()
        return True

    def bring_back(self, base: AccountPlan, unsaved: AccountPlan) -> None:
        """Merge in what an earlier session made from ``base`` and could not save; it counts as done here.

        Raises ``ValueError`` without any effect should the merged plan not be valid.
        """
        from kaptui.editing.merge import merge_onto

        merged = merge_onto(base, unsaved, self.plan)
        self._settle_theirs(merged.conflicts, self.saved, merged.plan)
        self._become(merged.plan)

    def _retrace(self, source: list[Change], target: list[Change]) -> Retraced | None:
        from kaptui.editing.retracing import carried

        if not source:
            return None
        change = source.pop()
        before = self.plan
        done = carried(change.after, change.before, before, self.conflicts)
        target.append(Change(change.after, change.before, change.title, change.place, 0.0))
        self._forget_draft(change.place)
        self.conflicts = tuple(each for each in self.conflicts if each not in done.given_up)
        self._settle_own(before, done.plan)
        self._become(done.plan)
        return Retraced(change.title, change.place, done.kept)

    def _note(self, change: Change) -> None:
        """A step of undo, joined with the one before it when it goes on with that."""
        last = self._done[-1] if self._done else None
        if (
            last
            and not self._undone
            and (last.place, last.title) == (change.place, change.title)
            and 0 < change.at - last.at < COALESCE_SECONDS
            and last.after is change.before
        ):
            self._done[-1] = Change(last.before, change.after, last.title, last.place, change.at)
        else:
            self._done.append(change)
        self._undone.clear()

    def _settle_own(self, before: AccountPlan, after: AccountPlan) -> None:
        """What an edit of mine does to the open conflicts."""
        if self.conflicts:
            from kaptui.editing.conflicts import after_own_change

            self.conflicts = after_own_change(self.conflicts, before, after)

    def _settle_theirs(self, fresh: tuple[Conflict, ...], theirs: AccountPlan, after: AccountPlan) -> None:
        """What a colleague's save does to the open conflicts, ``fresh`` ones among them, in the plan it leads to."""
        if self.conflicts or fresh:
            from kaptui.editing.conflicts import after_theirs

            self.conflicts = after_theirs(self.conflicts, fresh, self.saved, theirs, after)

    def _forget_draft(self, place: Path) -> None:
        self.drafts.pop(place, None)

    def _become(self, plan: AccountPlan) -> None:
        self.plan = plan
        self._tell()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()


def _without(steps: list[Change], people: Set[str]) -> list[Change]:
    """Steps of undo without these people; what was nothing but an edit of theirs is no step any more."""
    from kaptui.plan.references import without_people

    kept: list[Change] = []
    for step in steps:
        before, after = without_people(step.before, people), without_people(step.after, people)
        if before != after:
            kept.append(step._replace(before=before, after=after))
    return kept
