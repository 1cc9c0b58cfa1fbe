"""What was typed and is not in the store yet, kept privately so that no word is lost, however a session ends.

Five things wait here until the account is opened again: text that cannot be read as its field, or that nobody finished;
conflicts that nobody decided; what a what-if had changed that somebody had to leave; how long a review took so far that
was broken off; and a whole plan that the store could not take. Plans are kept with the one they were made from. Files
are the user's own (0600), normally one an account. A second session of the same user may be at work: what it has
written since we looked is left alone, and ours goes into a file beside it.

What waits may speak of people, or of a whole account, that a colleague has removed for good since. Nobody else reaches
these files, so whoever owns them takes that out, of all of them, before the first is read (``forget``).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, NamedTuple

from kaptui.editing.session import Draft, Session
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path
from kaptui.store.names import paths_of

if TYPE_CHECKING:
    from kaptui.editing.merge import Conflict
    from kaptui.editing.scratch import Kept
    from kaptui.store.port import Forgotten

MOST_FILES = 8
"""So many sessions of one user may leave drafts of one account."""


class Unsaved(NamedTuple):
    """A plan that the store could not take, and the stored one that it was made from."""

    base: AccountPlan
    plan: AccountPlan


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an account: texts by their field, conflicts, plans that were not saved, a what-if, and the seconds
    that went into reviews, by their ids."""

    texts: dict[Path, Draft] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    unsaved: tuple[Unsaved, ...] = ()
    what_if: Kept | None = None
    spent: dict[str, int] = field(default_factory=dict)
    unreadable: tuple[File, ...] = ()
    """Files that cannot be read, and were left as they are."""


class Drafts:
    """The drafts of one user below ``directory``; without a directory nothing is kept."""

    def __init__(self, directory: File | None, forgotten: Callable[[str], Forgotten] | None = None) -> None:
        """``forgotten`` says whom the plan of an id is to forget."""
        self._directory = directory / "drafts" if directory is not None else None
        self._forgotten = forgotten
        self._removals: dict[str, int] = {}
        self._seen: dict[File, tuple[int, int]] = {}

    def keep(self, session: Session, *, with_plan: bool = False, known: Forgotten | None = None) -> File | None:
        """Keep what a session has beside the store; ``with_plan`` its plan, too. With nothing to keep the files go.

        ``known`` is whom to forget where the store cannot be asked now; what it does not know yet is taken out later.
        Returns the file that holds it. Raises nothing: this is the last resort of somebody who is leaving.
        """
        if self._directory is None:
            return None
        plan_id = session.plan.id
        document: dict[str, Any] = {
            "drafts": [["/".join(path), draft.text, draft.complaint] for path, draft in session.drafts.items()],
            "conflicts": _rows(session.conflicts),
            "about": _about(session),
            "unsaved": session.plan.model_dump(mode="json") if with_plan else None,
            "base": session.saved.model_dump(mode="json") if with_plan else None,
            "what_if": _what_if_row(session.what_if),
            "spent": session.spent,
        }
        try:
            forgotten = known or (self._forgotten(plan_id) if self._forgotten is not None else None)
            document = self._cleared(session, document, forgotten)
            origin = self._origin(plan_id, forgotten)
            return self._written(plan_id, document | origin if any(document.values()) else None)
        except (OSError, ValueError):
            return None

    def waiting(self, plan: AccountPlan) -> Waiting:
        """What waits for an account. From now on ``keep`` replaces what could be read, and leaves the rest alone."""
        self._removals[plan.id] = self._forgotten(plan.id).removals if self._forgotten is not None else 0
        files = self._files(plan.id)
        if not files:
            return Waiting()
        from kaptui.drafts_read import document_in, joined, waiting_in

        found: list[Waiting] = []
        unreadable: list[File] = []
        for file in files:
            document = document_in(file)
            if document is not None and self._is_elsewhere(document, plan.id):
                continue
            said = waiting_in(document, plan) if document is not None else None
            if said is None:
                unreadable.append(file)
            else:
                self._seen[file] = _signature(file)
                found.append(said)
        return joined(found, unreadable)

    def _is_elsewhere(self, document: dict[str, Any], plan_id: str) -> bool:
        """Whether a document is about an account of this id in another data directory, which is still there."""
        place = document.get("place")
        if self._forgotten is None or not isinstance(place, str) or place == self._forgotten(plan_id).place:
            return False
        try:
            is_same = File(place).samefile(self._forgotten(plan_id).place)
            return not is_same and os.path.lexists(paths_of(place, plan_id).plan)
        except (OSError, ValueError):
            return False

    def forget(self) -> None:
        """Take out of all files whom and what their accounts are to forget; files that cannot be read stay."""
        if self._directory is None or self._forgotten is None or not self._directory.is_dir():
            return
        for file in sorted(self._directory.glob("*.json")):
            from kaptui.drafts_read import document_in  # hardly ever needed

            document = document_in(file)
            if document is None or not isinstance(document.get("id"), str):
                continue
            forgotten = self._forgotten(document["id"])
            is_here = document.get("place") == forgotten.place
            with contextlib.suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
                from kaptui.drafts_cleared import holds_anything, without_forgotten  # hardly ever needed

                cleared = without_forgotten(document, forgotten)
                if (is_here and document.get("removals", 0) < forgotten.removals) or not holds_anything(cleared):
                    file.unlink()
                elif cleared != document:
                    write_privately(file, json.dumps(cleared, ensure_ascii=False))

    def _cleared(self, session: Session, document: dict[str, Any], forgotten: Forgotten | None) -> dict[str, Any]:
        """The document without anybody removed for good, of whom a session may speak a moment longer."""
        if forgotten is None or not any(document.values()):
            return document
        if not forgotten.among(session.people()):
            return document
        from kaptui.drafts_cleared import without_forgotten  # hardly ever needed

        return without_forgotten(document, forgotten)

    def _origin(self, plan_id: str, forgotten: Forgotten | None) -> dict[str, Any]:
        """Which account a file is about: there may have been one of this id before, and in another directory, too."""
        if forgotten is None:
            return {"id": plan_id}
        removals = self._removals.get(plan_id, forgotten.removals)
        return {"id": plan_id, "place": forgotten.place, "removals": removals}

    def drop(self, plan_id: str) -> None:
        """Let go of everything that waits for an account."""
        for file in self._files(plan_id):
            from kaptui.drafts_read import document_in  # hardly ever needed

            if not self._is_elsewhere(document_in(file) or {}, plan_id):
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)

    def leave_alone(self, plan_id: str) -> None:
        """What waits for an account could not be taken in: its files stay as they are."""
        for file in self._files(plan_id):
            self._seen.pop(file, None)

    def _written(self, plan_id: str, document: dict[str, Any] | None) -> File | None:
        """Write the document (``None``: none) in place of every file we have seen, and of no other."""
        ours = [file for file in self._files(plan_id) if self._is_ours(file)]
        target: File | None = None
        if document is not None:
            free = (file for file in self._names(plan_id) if not os.path.lexists(file))
            target = ours[0] if ours else next(free, None)
            if target is None:
                raise FileExistsError(plan_id)
            if not target.parent.is_dir():
                target.parent.mkdir(parents=True)
                target.parent.chmod(0o700)
            write_privately(target, json.dumps(document, ensure_ascii=False))
            self._seen[target] = _signature(target)
        for file in ours:
            if file != target:
                file.unlink(missing_ok=True)
        return target

    def _is_ours(self, file: File) -> bool:
        try:
            return self._seen.get(file) == _signature(file)
        except OSError:
            return False

    def _files(self, plan_id: str) -> list[File]:
        return [file for file in self._names(plan_id) if file.is_file()]

    def _names(self, plan_id: str) -> Iterator[File]:
        """The names that files of an account may have."""
        if self._directory is None:
            return
        name = hashlib.sha256(plan_id.encode("utf-8", "replace")).hexdigest()[:24]
        for number in range(MOST_FILES):
            yield self._directory / (f"{name}.json" if number == 0 else f"{name}-{number}.json")


def _signature(file: File) -> tuple[int, int]:
    status = file.stat()
    return status.st_ino, status.st_mtime_ns


def _about(session: Session) -> dict[str, list[str]]:
    """Whom drafts and conflicts speak of whose paths do not say so."""
    about = {path: draft.about for path, draft in session.drafts.items()}
    if session.conflicts:
        from kaptui.plan.references import whom_at

        about |= {conflict.path: whom_at(session.plan, conflict.path) for conflict in session.conflicts}
    return {"/".join(path): sorted(whom) for path, whom in about.items() if whom}


def _rows(conflicts: tuple[Conflict, ...]) -> list[dict[str, Any]]:
    if not conflicts:
        return []
    from kaptui.editing.conflicts import as_json

    return [as_json(conflict) for conflict in conflicts]


def _what_if_row(kept: Kept | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return {"base": kept.base.model_dump(mode="json"), "unsaved": kept.wanted.model_dump(mode="json")}


def write_privately(file: File, text: str) -> None:
    """Whole or not at all, readable by its owner only; what could not be written whole leaves nothing behind."""
    aside = file.with_suffix(f".{os.getpid()}.tmp")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
            os.fchmod(handle, 0o600)
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
