"""Who reports to whom and who moves whom, among the people who are there.

References may dangle and reporting may loop: a boss who is gone, archived or the person himself is no boss, and a link
with an end missing is no link. People outside the tree may name a boss too, a consultant his client, a colleague of
ours his superior: the map draws the tree of the members alone, but the line was told and carries as any other, which
method.md leaves open. These lines are the same in every opportunity, so views share them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kaptui.plan.people import Link, Person
from kaptui.plan.vocabulary import LinkKind


class Lines:
    """The lines between the people of a plan, by person id. People without a line of a kind have no key there.

    ``boss`` is the reporting line, ``kinds`` all links by kind; both in plan order. The rest follows from them and is
    worked out when first asked for: the plan test needs less than the map.
    """

    def __init__(self, boss: Mapping[str, str], kinds: Mapping[LinkKind, Sequence[Link]]) -> None:
        self.boss = boss
        self.kinds = kinds

    @cached_property
    def reports(self) -> Mapping[str, Sequence[str]]:
        """The reverse of ``boss``."""
        found: dict[str, list[str]] = {}
        for report, its_boss in self.boss.items():
            found.setdefault(its_boss, []).append(report)
        return found

    @cached_property
    def influences(self) -> Mapping[str, Sequence[Link]]:
        """Influence links along their direction."""
        return _by_end((link.source, link) for link in self.kinds[LinkKind.INFLUENCES])

    @cached_property
    def influenced_by(self) -> Mapping[str, Sequence[Link]]:
        """Influence links against their direction."""
        return _by_end((link.target, link) for link in self.kinds[LinkKind.INFLUENCES])

    @cached_property
    def conflicts(self) -> Mapping[str, Sequence[Link]]:
        """Conflicts, under both ends."""
        return _by_end((end, link) for link in self.kinds[LinkKind.CONFLICTS] for end in (link.source, link.target))

    @cached_property
    def dotted(self) -> Mapping[str, Sequence[Link]]:
        """Dotted lines, under the person who has a second boss.

        A second boss is no *boss* in reach and ways in: a dotted line says who is asked, not who moves whom, and where
        it does move somebody an influence link says so.
        """
        return _by_end((link.source, link) for link in self.kinds[LinkKind.DOTTED])

    @cached_property
    def steps(self) -> Mapping[str, Sequence[str]]:
        """Where one step of a way in leads, whatever it costs: along influence, to boss, reports, and the team.

        A team (all who report to one boss) is a stop of its own under ``team_of``: from a person to the team, from the
        team to all its members. So colleagues of a large team need no line from each to each.
        """
        found: dict[str, list[str]] = {person: [boss, team_of(boss)] for person, boss in self.boss.items()}
        for boss, ids in self.reports.items():
            found[team_of(boss)] = [*ids]
            found.setdefault(boss, []).extend(ids)
        for link in self.kinds[LinkKind.INFLUENCES]:
            if link.source is not None and link.target is not None:
                found.setdefault(link.source, []).append(link.target)
        return found


def lines_between(people: Iterable[Person], links: Iterable[Link]) -> Lines:
    """The lines among ``people`` (those who are there, in plan order)."""
    bosses = {person.id: person.reports_to for person in people}
    kinds: dict[LinkKind, list[Link]] = {kind: [] for kind in LinkKind}
    for link in links:
        source, target = link.source, link.target
        if source in bosses and target in bosses and source != target:
            kinds[link.kind].append(link)
    boss = {
        person: boss
        for person, boss in bosses.items()
        if boss is not None and boss in bosses and boss != person
    }
    return Lines(boss, kinds)


def team_of(boss: str) -> str:
    """The stop in ``Lines.steps`` that stands for all who report to one boss. No row id contains a ``/``."""
    return f"team/{boss}"


def _by_end(ends: Iterable[tuple[str | None, Link]]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for end, link in ends:
        if end is not None:
            found.setdefault(end, []).append(link)
    return found
