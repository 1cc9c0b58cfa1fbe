"""Sentences as data: an English msgid and the values that fill it. Whoever shows one calls ``tr(msgid, **values)``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

MessageValue = str | int | date
"""What may fill a place in a sentence: text of people (data, never markup), a whole number, a day."""
Values = dict[str, MessageValue]
"""The values of a sentence by the names it has for them."""


class Message:
    """A sentence not yet in any language. ``msgid`` names each of ``values`` in braces.

    Never changed once it is made; declared frozen it would take three times as long to make, and the plan test makes
    a thousand between two frames.
    """

    msgid: str
    values: Mapping[str, MessageValue]
    __slots__ = ("msgid", "values")

    def __init__(self, msgid: str, /, **values: MessageValue) -> None:
        self.msgid = msgid
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.msgid, self.values) == (other.msgid, other.values)

    def __repr__(self) -> str:
        return f"Message({self.msgid!r}, **{self.values!r})"


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name, by which msgids are collected
    """Marks a text for translation where it is declared; it is translated only where it is shown."""
    return msgid
