"""Influence at both ends of a link as text: ``[>3]`` moves, ``[<1]`` is moved, ``[x2]`` conflicts, ``[:]`` second boss.

With somebody selected only that person's links count, so that ``[<3]`` on another box means: moved by the selected one.
The number is the strength of the strongest link, 1 to 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kaptui.draw.map_model import MapLink, MapScene
from kaptui.plan.vocabulary import LinkKind

_ORDER = "><x:"


def links_of(scene: MapScene, person_id: str | None) -> tuple[MapLink, ...]:
    """The links with that person at either end, in the plan's order."""
    return tuple(link for link in scene.links if person_id in (link.source, link.target))


def badges(scene: MapScene, selected: str | None, show_links: bool) -> Mapping[str, tuple[str, ...]]:
    """The badges of everybody who has any, by id: of the selected person's links, or of all where none is selected."""
    links = links_of(scene, selected) if selected is not None else scene.links if show_links else ()
    strongest: dict[str, dict[str, int]] = {}
    for person_id, sign, strength in _ends(links):
        mine = strongest.setdefault(person_id, {})
        mine[sign] = max(strength, mine.get(sign, 0))
    return {person_id: _texts(signs) for person_id, signs in strongest.items()}


def _ends(links: Iterable[MapLink]) -> Iterable[tuple[str, str, int]]:
    for link in links:
        match link.kind:
            case LinkKind.INFLUENCES:
                yield link.source, ">", link.strength
                yield link.target, "<", link.strength
            case LinkKind.CONFLICTS:
                yield link.source, "x", link.strength
                yield link.target, "x", link.strength
            case LinkKind.DOTTED:
                yield link.source, ":", link.strength
                yield link.target, ":", link.strength


def _texts(signs: Mapping[str, int]) -> tuple[str, ...]:
    return tuple("[:]" if sign == ":" else f"[{sign}{signs[sign]}]" for sign in _ORDER if sign in signs)
