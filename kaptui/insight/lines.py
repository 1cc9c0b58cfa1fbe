"""Who reports to whom and who moves whom, among the people who are there.

References may dangle and reporting may loop: a boss who is gone, archived or the person himself is no boss, and a link
with an end missing is no link. These lines are the same in every opportunity, so views share them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kaptui.plan.people import Link, Person
from kaptui.plan.vocabulary import LinkKind


@dataclass(frozen=True, slots=True)
class Lines:
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
    sound = [
        link for link in links if link.source in present and link.target in present and link.source != link.target
    ]
    of_kind = {kind: [link for link in sound if link.kind is kind] for kind in LinkKind}
    influences, dotted = of_kind[LinkKind.INFLUENCES], of_kind[LinkKind.DOTTED]
    return Lines(
        boss=boss,
        reports={its_boss: tuple(ids) for its_boss, ids in reports.items()},
        influences=_by_end(influences, source=True),
        influenced_by=_by_end(influences, target=True),
        conflicts=_by_end(of_kind[LinkKind.CONFLICTS], source=True, target=True),
        dotted=_by_end(dotted, source=True),
    )


def _by_end(links: Iterable[Link], *, source: bool = False, target: bool = False) -> dict[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        if source and link.source is not None:
            found.setdefault(link.source, []).append(link)
        if target and link.target is not None:
            found.setdefault(link.target, []).append(link)
    return {end: tuple(its_links) for end, its_links in found.items()}
