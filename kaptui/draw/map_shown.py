"""Which people of a scene are drawn: everybody, all but those folded away, or what a filter leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kaptui.draw.map_model import MapScene

FOLDED_ABOVE = 500
"""From this many people on the map opens folded (map.md)."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The people to draw, as a forest in the scene's order.

    ``order`` is the forest in reading order, each with the depth below its root. ``hidden`` counts, for a person drawn,
    the people below who are not drawn and have no nearer boss who is; ``left_out`` those with nobody drawn above them.
    ``dim`` are bosses drawn only because a match stands below them.
    """

    scene: MapScene
    order: tuple[tuple[str, int], ...]
    roots: tuple[str, ...]
    reports: Mapping[str, tuple[str, ...]]
    external: tuple[str, ...]
    hidden: Mapping[str, int]
    left_out: int
    dim: frozenset[str]

    def everyone(self) -> tuple[str, ...]:
        """All people drawn: the forest in reading order, then those outside it."""
        return tuple(person for person, _ in self.order) + self.external


def shown(scene: MapScene, folded: Collection[str] = (), matches: Collection[str] | None = None) -> Shown:
    """What is drawn of a scene. With ``matches`` those and their bosses stay and the rest folds, whatever is
    ``folded``."""
    everybody = _reading_order(scene.roots, scene.reports)
    if matches is None:
        kept = set(scene.people)
        reports = {boss: people for boss, people in scene.reports.items() if boss not in folded}
    else:
        kept = _with_bosses(scene, matches)
        reports = {
            boss: drawn
            for boss, people in scene.reports.items()
            if boss in kept and (drawn := tuple(person for person in people if person in kept))
        }
    roots = tuple(person for person in scene.roots if person in kept)
    external = tuple(person for person in scene.external if matches is None or person in matches)
    order = tuple(_reading_order(roots, reports))
    hidden = _hidden(scene, everybody, {person for person, _ in order})
    left_out = hidden.pop("", 0) + len(scene.external) - len(external)
    dim = frozenset(kept.difference(matches)) if matches is not None else frozenset()
    return Shown(scene, order, roots, reports, external, hidden, left_out, dim)


def everyone_folded(scene: MapScene) -> frozenset[str]:
    """Everybody below the top who has reports: what to fold when a large map opens."""
    top = set(scene.roots)
    return frozenset(boss for boss in scene.reports if boss not in top)


def _reading_order(roots: Collection[str], reports: Mapping[str, tuple[str, ...]]) -> list[tuple[str, int]]:
    """Depth first without recursion: a chain of two thousand bosses is deeper than Python's stack."""
    order: list[tuple[str, int]] = []
    waiting = [(person, 0) for person in reversed(tuple(roots))]
    while waiting:
        person, depth = waiting.pop()
        order.append((person, depth))
        waiting.extend((report, depth + 1) for report in reversed(reports.get(person, ())))
    return order


def _with_bosses(scene: MapScene, matches: Collection[str]) -> set[str]:
    """The matches on the map and everybody above them."""
    kept: set[str] = set()
    for match in matches:
        here = scene.person(match)
        while here is not None and here.id not in kept:
            kept.add(here.id)
            here = scene.person(here.boss)
    return kept


def _hidden(scene: MapScene, everybody: Collection[tuple[str, int]], drawn: Collection[str]) -> dict[str, int]:
    """People not drawn, counted at the nearest boss who is; under ``""`` those who have none."""
    counted: dict[str, int] = {}
    nearest: dict[str, str] = {}
    for person, _ in everybody:
        if person in drawn:
            nearest[person] = person
            continue
        above = nearest.get(scene.people[person].boss or "", "")
        nearest[person] = above
        counted[above] = counted.get(above, 0) + 1
    return counted


