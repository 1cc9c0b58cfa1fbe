"""What the map's commands stand for: the attribute and value of a chord, the overlay, the list, the decision step."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Final

from kaptui.draw.map_overlay import Overlay
from kaptui.plan.vocabulary import Contact, Relationship, Role, Standing, Style

_KINDS: Final[dict[str, type[StrEnum] | type[IntEnum]]] = {
    "relationship": Relationship,
    "contact": Contact,
    "role": Role,
    "style": Style,
    "standing": Standing,
}
ATTRIBUTE_CHORDS: Final = ("map.relationship", "map.contact", "map.role", "map.style", "map.standing")
"""The beginnings of the ids of commands that set an attribute."""


def attribute_of(command_id: str) -> tuple[str, StrEnum | IntEnum | None] | None:
    """The attribute and the value that ``map.<attribute>.<value>`` sets, ``None`` as value for unknown; ``None`` for
    any other command."""
    prefix, _, rest = command_id.partition(".")
    kind, _, value = rest.partition(".")
    if prefix != "map" or kind not in _KINDS or not value:
        return None
    return kind, None if value == "unknown" else _KINDS[kind][value.upper()]


def overlay_of(command_id: str) -> Overlay | None:
    """The overlay that ``map.overlay.<name>`` lays over; ``None`` for none and for any other command."""
    name = command_id.removeprefix("map.overlay.")
    return Overlay(name) if name in set(Overlay) else None


def step_of(command_id: str) -> int | None:
    """The number of the decision step that ``map.step.<number>`` means, 0 for none of them."""
    name = command_id.removeprefix("map.step.")
    if name == command_id:
        return None
    return 0 if name == "none" else int(name)
