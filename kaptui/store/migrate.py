"""From the tables of a file to the plan in the present format: older ones are brought to it, newer ones left alone."""

from __future__ import annotations

from pathlib import Path

from kaptui.plan import formats
from kaptui.plan.changes import Document
from kaptui.plan.document import TABLES
from kaptui.store.errors import NewerFormat, Reason
from kaptui.store.layout import ACCOUNT, HISTORY, META, ONE, Tables, Unreadable, document_in


def present_document(tables: Tables, path: Path) -> Document:
    """The plan in the tables of the file at ``path``, unchecked, in the present format.

    Raises ``NewerFormat``, or ``Unreadable`` for a number that never was a format and for what an older one is not.
    """
    found = format_of(tables)
    if found > formats.FORMAT:
        raise NewerFormat(path, found, formats.FORMAT)
    if found == formats.FORMAT:
        return document_in(tables, TABLES)
    try:
        return formats.in_present_format(document_in(tables, tables.keys() - {META, HISTORY, ACCOUNT}))
    except ValueError as error:
        raise Unreadable(Reason.REFUSED_VALUE, str(error)) from None


def format_of(tables: Tables) -> int:
    """The number of the format that tables are in. Raises ``Unreadable`` for what never was one."""
    found = tables[META][ONE].get("format")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise Unreadable(Reason.UNKNOWN_FORMAT, repr(found)[:80])
    return found
