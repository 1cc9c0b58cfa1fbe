"""What is wrong with a file from outside, as data: where, and a sentence with its values for the text room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from kaptui.plan.paths import Path

SHOWN: Final = 10
"""So many complaints are told at once; somebody who corrects ten will find the pattern of the rest."""
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong. ``place`` is a path as ``set`` takes it, empty for the file as a whole; ``msgid`` and
    ``values`` make the sentence when it is shown."""

    msgid: str
    place: Path = ()
    values: Mapping[str, str] = field(default_factory=dict)


class UnreadableFile(ValueError):
    """Nothing was taken from a file. At most ``SHOWN`` complaints; ``more`` is how many others there are.

    ``source`` is the file's name as somebody gave it, empty while nobody has said.
    """

    def __init__(self, complaints: tuple[Complaint, ...], more: int = 0, source: str = "") -> None:
        super().__init__("; ".join("/".join(each.place) + ": " + each.msgid for each in complaints))
        self.complaints = complaints
        self.more = more
        self.source = source

    def of(self, source: str) -> UnreadableFile:
        """The same error, about the file of that name."""
        return UnreadableFile(self.complaints, self.more, source)


def unreadable(msgid: str, **values: str) -> UnreadableFile:
    """The error of a file that is wrong as a whole."""
    return UnreadableFile((Complaint(msgid, values=values),))


def shown(value: Any) -> str:
    """What was found, as the file spells it, shortened; lists and objects by their brackets."""
    if isinstance(value, dict):
        return "{...}"
    if isinstance(value, (list, tuple)):
        return "[...]"
    text = str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."
