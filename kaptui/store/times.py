"""Times as files hold them."""

from __future__ import annotations

from datetime import datetime


def time_in(value: object) -> datetime | None:
    """An aware time written by this program; ``None`` for anything else."""
    try:
        when = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return when if when is not None and when.utcoffset() is not None else None
