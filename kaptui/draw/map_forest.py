"""A sound forest out of who says they report to whom: loops are cut, people whose boss is missing stand at the top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kaptui.draw.map_model import Fault


@dataclass(frozen=True, slots=True)
class Forest:
    """``boss`` of those who have one, ``roots`` and ``reports`` in the given order, ``faults`` of roots that name a
    boss."""

    boss: Mapping[str, str]
    roots: tuple[str, ...]
    reports: Mapping[str, tuple[str, ...]]
    faults: Mapping[str, Fault]


def forest_of(claims: Mapping[str, str | None]) -> Forest:
    """The forest of the people who are the keys of ``claims``, each with the boss they claim.

    A boss who is not among the keys is a fault of the person. Of each loop the person who comes first becomes a root,
    so that the same people always give the same forest.
    """
    faults = {
        person: Fault.NO_SUCH_BOSS for person, boss in claims.items() if boss is not None and boss not in claims
    }
    boss = {person: chief for person, chief in claims.items() if chief is not None and chief in claims}
    for person in first_of_each_loop(boss, claims):
        del boss[person]
        faults[person] = Fault.LOOP
    reports: dict[str, list[str]] = {}
    for person in claims:
        if person in boss:
            reports.setdefault(boss[person], []).append(person)
    return Forest(
        boss=boss,
        roots=tuple(person for person in claims if person not in boss),
        reports={chief: tuple(people) for chief, people in reports.items()},
        faults=faults,
    )


def first_of_each_loop(boss: Mapping[str, str], order: Iterable[str]) -> list[str]:
    """Of every loop of bosses the person who comes first in ``order``."""
    rank = {person: place for place, person in enumerate(order)}
    settled: set[str] = set()
    found: list[str] = []
    for person in rank:
        trail: dict[str, int] = {}
        here: str | None = person
        while here is not None and here not in settled and here not in trail:
            trail[here] = len(trail)
            here = boss.get(here)
        if here is not None and here in trail:
            loop = list(trail)[trail[here] :]
            found.append(min(loop, key=rank.__getitem__))
        settled.update(trail)
    return found
