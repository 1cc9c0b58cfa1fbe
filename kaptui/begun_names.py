"""Names of accounts that somebody was typing on home when the program had to leave: there when asked for again.

No account is open there, so they wait in a file of their own beside the drafts, which is the user's alone (0600). The
name of an account that was removed for good since is let go of. Nothing is locked: of two sessions of one user that
break off within the same millisecond one name may be lost, where waiting for a lock could lose the whole session.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaptui.drafts import write_privately
from kaptui.store.durable import read_file
from kaptui.store.port import StoreError

if TYPE_CHECKING:
    from kaptui.store.port import Forgotten


class BegunNames:
    """Without a ``file`` nothing is kept; ``forgotten`` says of an id in which data directory it is looked for, and how
    often an account of this id was removed there."""

    def __init__(self, file: Path | None, forgotten: Callable[[str], Forgotten]) -> None:
        self._file = file
        self._forgotten = forgotten

    def __bool__(self) -> bool:
        """Whether any name waits for the accounts here."""
        return any(row["place"] == self._forgotten("").place for row in self._rows())

    def of(self, account_id: str) -> str:
        """The name begun for an account, or for a new one (``""``); empty where there is none."""
        return next((row["text"] for row in self._rows() if self._is_about(row, account_id)), "")

    def keep(self, account_id: str, text: str) -> None:
        """Keep what was typed so far; empty text lets go of it. Raises nothing: somebody is leaving."""
        kept = [row for row in self._rows() if not self._is_about(row, account_id)]
        if text.strip():
            known = self._forgotten(account_id)
            kept.append({"place": known.place, "id": account_id, "removals": known.removals, "text": text})
        self._write(kept)

    def forget(self) -> None:
        """Take out of the file what may not be said any more. Raises nothing."""
        self._write(self._rows())

    def _write(self, rows: list[dict[str, Any]]) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._file is not None and rows != self._read():
                if rows:
                    write_privately(self._file, json.dumps(rows, ensure_ascii=False))
                else:
                    self._file.unlink(missing_ok=True)

    def _rows(self) -> list[dict[str, Any]]:
        """What the file says, as far as it can be read and may still be said."""
        rows = self._read()
        return [row for row in rows if self._may_be_said(row)] if isinstance(rows, list) else []

    def _read(self) -> object:
        """What the file says; ``None`` where it says nothing."""
        try:
            return json.loads(read_file(str(self._file))[0]) if self._file is not None else None
        except (OSError, StoreError, ValueError, RecursionError):
            return None

    def _may_be_said(self, row: object) -> bool:
        kinds = {"place": str, "id": str, "removals": int, "text": str}
        if not isinstance(row, dict) or any(not isinstance(row.get(key), kind) for key, kind in kinds.items()):
            return False
        known = self._forgotten(row["id"])
        return bool(not row["id"] or row["place"] != known.place or row["removals"] >= known.removals)

    def _is_about(self, row: dict[str, Any], account_id: str) -> bool:
        return bool(row["id"] == account_id and row["place"] == self._forgotten(account_id).place)
