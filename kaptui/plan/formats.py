"""The formats of a plan as JSON (the shape of ``show --json``), and the way from each one to the next.

Whoever changes the shape so that a plan written before cannot be read gives ``FORMAT`` the next number and adds to
``STEPS`` what makes the new shape of the old one. Files, history, archives, drafts and imports all come this way, and a
file of every format there ever was stays among the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

FORMAT = 1
"""The number that this program writes; a newer one is refused, never rewritten."""

STEPS: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""By the number it starts from: a new document in the next format. What it is given is JSON, not yet checked."""


def is_older(document: Mapping[str, Any]) -> bool:
    """Whether a document is of a format before the present one; one that says nothing is of the present one."""
    found = document.get("format", FORMAT)
    return isinstance(found, int) and not isinstance(found, bool) and 1 <= found < FORMAT


def in_present_format(document: dict[str, Any]) -> dict[str, Any]:
    """The document brought to the present format, step by step; the same one when it is of it already.

    Raises ``ValueError`` when a step cannot read what it is given.
    """
    while is_older(document):
        number = document["format"]
        try:
            document = STEPS[number](document) | {"format": number + 1}
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError(f"format {number} cannot be brought to the next") from error
    return document
