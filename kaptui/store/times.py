"""Times as files hold them."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, datetime


def time_in(value: object) -> datetime | None:
    """An aware time written by this program; ``None`` for anything else.

    None of the first and the last year of the calendar is one: by the clock of another place it would lie outside.
    """
    try:
        when = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if when is None or when.utcoffset() is None or not MINYEAR < when.year < MAXYEAR:
        return None
    return when
