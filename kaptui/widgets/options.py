"""What can be chosen from: the rows of every chooser, palette and popup list."""

from __future__ import annotations

from typing import NamedTuple


class Option(NamedTuple):
    """One thing to choose. ``key`` is what comes back; ``text`` is what is shown and searched; ``hint`` stands dim at
    the right (a key, a department, why it is disabled); ``search`` holds further words by which it is found."""

    key: str
    text: str
    hint: str = ""
    search: str = ""
