"""What people call a row: wherever a row has to be named in words, it is named the same."""

from __future__ import annotations

from kaptui.plan.record import Row

_NAMING = ("name", "challenge", "solution", "problem", "situation", "what", "step", "need")
"""The fields that say what a row is, the most telling first."""


def name_of(row: Row) -> str:
    """The row's name, else the first line of the first text that says what it is, else its title; may be empty."""
    for field in _NAMING:
        text = getattr(row, field, "")
        if text:
            return str(text).split("\n", 1)[0]
    return str(getattr(row, "title", "") or "")
