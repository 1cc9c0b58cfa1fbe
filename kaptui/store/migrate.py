"""Which file formats this program reads. There has been one; what is newer or of no known number is left alone."""

from __future__ import annotations

from pathlib import Path

from kaptui.plan.document import FORMAT
from kaptui.store.errors import NewerFormat, Reason
from kaptui.store.layout import META, ONE, Tables, Unreadable


def migrated(tables: Tables, path: Path) -> Tables:
    """The tables of the file at ``path`` in the present format.

    Raises ``NewerFormat``, or ``Unreadable`` for a number that never was a format.
    """
    found = tables[META][ONE].get("format")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise Unreadable(Reason.UNKNOWN_FORMAT, repr(found)[:80])
    if found > FORMAT:
        raise NewerFormat(path, found, FORMAT)
    return tables
