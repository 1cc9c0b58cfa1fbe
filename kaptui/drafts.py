"""What was typed and is in no plan yet, kept privately between two sessions so that no word is lost.

Text that cannot be read as its field waits here until the account is opened again. So does a whole plan that the store
could not take when somebody had to leave; ``unsaved`` finds it. Files are the user's own (0600), one an account.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path as File
from typing import Any

from kaptui.editing.session import Draft
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path


class Drafts:
    """The drafts of one user below ``directory``; without a directory nothing is kept."""

    def __init__(self, directory: File | None) -> None:
        self._directory = directory / "drafts" if directory is not None else None

    def keep(self, plan: AccountPlan, drafts: Mapping[Path, Draft], *, is_saved: bool) -> File | None:
        """Keep an account's drafts, and its plan when it could not be saved; with nothing to keep the file goes.

        Returns the file that holds them. Raises nothing: this is the last resort of somebody who is leaving.
        """
        file = self._file(plan.id)
        if file is None:
            return None
        texts = [["/".join(path), draft.text, draft.complaint] for path, draft in drafts.items()]
        unsaved = None if is_saved else plan.model_dump(mode="json")
        try:
            if not texts and unsaved is None:
                file.unlink(missing_ok=True)
                return None
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_privately(file, json.dumps({"drafts": texts, "unsaved": unsaved}, ensure_ascii=False))
        except OSError:
            return None
        return file

    def taken(self, plan_id: str) -> dict[Path, Draft]:
        """The drafts that wait for an account; empty when there are none or they cannot be read."""
        document = self._read(plan_id)
        try:
            return {tuple(path.split("/")): Draft(text, complaint) for path, text, complaint in document["drafts"]}
        except (KeyError, TypeError, ValueError, AttributeError):
            return {}

    def unsaved(self, plan_id: str) -> AccountPlan | None:
        """The plan that could not be saved when somebody left; None when there is none."""
        document = self._read(plan_id).get("unsaved")
        try:
            return AccountPlan.model_validate(document) if document is not None else None
        except ValueError:
            return None

    def drop(self, plan_id: str) -> None:
        """Let go of everything that waits for an account."""
        file = self._file(plan_id)
        if file is not None:
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)

    def _file(self, plan_id: str) -> File | None:
        if self._directory is None:
            return None
        return self._directory / f"{hashlib.sha256(plan_id.encode('utf-8', 'replace')).hexdigest()[:24]}.json"

    def _read(self, plan_id: str) -> dict[str, Any]:
        file = self._file(plan_id)
        try:
            document = json.loads(file.read_text("utf-8")) if file is not None else {}
        except (OSError, ValueError):
            return {}
        return document if isinstance(document, dict) else {}


def _write_privately(file: File, text: str) -> None:
    """Whole or not at all, readable by its owner only."""
    aside = file.with_suffix(f".{os.getpid()}.tmp")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(file)
