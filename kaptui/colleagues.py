"""What colleagues did to the open account: who changed which field and when, and the conflicts that are to be decided.

Everything is read from the store's history, only once somebody else has saved, and once for each revision.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kaptui.editing.session import Session
from kaptui.plan.paths import Path
from kaptui.store.port import Revision, Store, StoreError

if TYPE_CHECKING:
    from kaptui.editing.conflicts import Choice
    from kaptui.editing.merge import Conflict


class Colleagues:
    """Keeps ``screens.context.Others`` for one session; ``save_now`` saves at once and says whether that went well."""

    def __init__(self, store: Store, session: Session, save_now: Callable[[], bool]) -> None:
        self._store = store
        self._session = session
        self._save_now = save_now
        self._history: tuple[int, tuple[Revision, ...]] = (-1, ())
        self._saves: tuple[int, dict[Path, Revision]] = (-1, {})

    def last_change(self, path: Path) -> Revision | None:
        """See ``screens.context.Others``."""
        if not self._session.foreign:
            return None
        revision = self._session.saved.revision
        if self._saves[0] != revision:
            self._saves = (revision, self._found_saves())
        found = (save for place, save in self._saves[1].items() if _concerns(place, path))
        return max(found, key=lambda save: save.revision, default=None)

    def saved_by(self, conflict: Conflict) -> Revision | None:
        """See ``screens.context.Others``."""
        for revision in reversed(self._revisions()):
            if revision.revision <= conflict.revision and any(
                _concerns(change.path, conflict.path) for change in revision.changes
            ):
                return revision
        return None

    def decide(self, conflict: Conflict, choice: Choice) -> bool:
        """See ``screens.context.Others``: theirs came from the store; mine must be there before it can be given up."""
        if not self._session.is_saved and not self._save_now():
            return False
        if conflict in self._session.conflicts:  # the save may have brought another one in its place
            self._session.decide(conflict, choice)
        return True

    def _found_saves(self) -> dict[Path, Revision]:
        """The last change of each place since somebody else first saved; what I changed again since is mine."""
        first, found = min(self._session.foreign), dict[Path, Revision]()
        for revision in self._revisions():
            for change in revision.changes if revision.revision >= first else ():
                if revision.revision in self._session.foreign:
                    found[change.path] = revision
                else:
                    found.pop(change.path, None)
        return found

    def _revisions(self) -> tuple[Revision, ...]:
        """The history up to what is saved; empty when the store does not tell it."""
        saved = self._session.saved
        if self._history[0] != saved.revision:
            try:
                self._history = (saved.revision, self._store.history(saved.id))
            except StoreError:
                return ()
        return self._history[1]


def _concerns(changed: Path, place: Path) -> bool:
    """Whether a change of one place says something about another: itself, the row around it, or a part of it. The order
    of a table, whose path is one word, says nothing about its rows."""
    shorter = min(len(changed), len(place))
    return changed == place or (shorter > 1 and changed[:shorter] == place[:shorter])
