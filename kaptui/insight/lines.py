"""Who reports to whom and who moves whom, among the people who are there.

References may dangle and reporting may loop: a boss who is gone, archived or the person himself is no boss, and a link
with an end missing is no link. These lines are the same in every opportunity, so views share them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from kaptui.plan.people import Link, Person
from kaptui.plan.vocabulary import LinkKind


class Lines(NamedTuple):
    """The lines between the people of a plan, by person id. People without a line of a kind have no key there.

    ``boss`` is the reporting line; ``reports`` its reverse, in plan order; ``influences`` and ``influenced_by``
    follow the influence links along and against their direction; ``conflicts`` stands under both ends; ``dotted``
    under the person who has a second boss. A second boss is no *boss* in reach and ways in: a dotted line says who is
    asked, not who moves whom, and where it does move somebody an influence link says so.
    """

    boss: Mapping[str, str]
    reports: Mapping[str, tuple[str, ...]]
    influences: Mapping[str, tuple[Link, ...]]
    influenced_by: Mapping[str, tuple[Link, ...]]
    conflicts: Mapping[str, tuple[Link, ...]]
    dotted: Mapping[str, tuple[Link, ...]]
    steps: Mapping[str, AbstractSet[str]]
    """Where one step of a way in leads, whatever it costs: along influence, to boss, reports, and the team.

    A team (all who report to one boss) is a stop of its own under ``team_of``: from a person to the team, from the team
    to all its members. So colleagues of a large team need no line from each to each.
    """


def lines_between(people: Iterable[Person], links: Iterable[Link]) -> Lines:
    """The lines among ``people`` (those who are there, in plan order)."""
    present = {person.id: person for person in people}
    boss = {
        person.id: person.reports_to
        for person in present.values()
        if person.reports_to is not None and person.reports_to in present and person.reports_to != person.id
    }
    reports: dict[str, list[str]] = {}
    for report, its_boss in boss.items():
        reports.setdefault(its_boss, []).append(report)
    kinds: dict[LinkKind, list[Link]] = {kind: [] for kind in LinkKind}
    for link in links:
        if link.source in present and link.target in present and link.source != link.target:
            kinds[link.kind].append(link)
    influences = kinds[LinkKind.INFLUENCES]
    return Lines(
        boss=boss,
        reports={its_boss: tuple(ids) for its_boss, ids in reports.items()},
        influences=_by_end((link.source, link) for link in influences),
        influenced_by=_by_end((link.target, link) for link in influences),
        conflicts=_by_end((end, link) for link in kinds[LinkKind.CONFLICTS] for end in (link.source, link.target)),
        dotted=_by_end((link.source, link) for link in kinds[LinkKind.DOTTED]),
        steps=_steps(reports, influences),
    )


def team_of(boss: str) -> str:
    """The stop in ``Lines.steps`` that stands for all who report to one boss. No row id contains a ``/``."""
    return f"team/{boss}"


def _steps(reports: Mapping[str, list[str]], influences: Iterable[Link]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for boss, ids in reports.items():
        team = team_of(boss)
        found[team] = set(ids)
        found.setdefault(boss, set()).update(ids)
        for report in ids:
            found.setdefault(report, set()).update((boss, team))
    for link in influences:
        if link.source is not None and link.target is not None:
            found.setdefault(link.source, set()).add(link.target)
    return found


def _by_end(ends: Iterable[tuple[str | None, Link]]) -> dict[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {}
    for end, link in ends:
        if end is not None:
            found.setdefault(end, []).append(link)
    return {end: tuple(its_links) for end, its_links in found.items()}
