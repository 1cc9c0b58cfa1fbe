"""The words and marks for map state and severity, and findings as sentences, the same wherever they are shown."""

from __future__ import annotations

from kaptui.draw.width import clip
from kaptui.insight.states import MapState, Severity
from kaptui.insight.wording import Message
from kaptui.text import N_, tr

STATE_WORDS = {
    MapState.RED: (N_("red"), "bad"),
    MapState.AMBER: (N_("amber"), "warning"),
    MapState.GREEN: (N_("green"), "good"),
}
LONGEST_NAME = 48
"""Cells of a name in a sentence: a longer one would hide what is said about it."""
MARKS = {Severity.URGENT: ("!!", "urgent"), Severity.WARNING: (" !", "warning"), Severity.HINT: (" .", "dim")}


def finding_words(message: Message) -> str:
    """The sentence in the language in force, its names cut to a length that leaves room for the rest."""
    values = message.values.items()
    short = {name: clip(value, LONGEST_NAME) if isinstance(value, str) else value for name, value in values}
    return tr(message.msgid, **short)
