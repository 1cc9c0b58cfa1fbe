"""How far people's influence carries and how we get to those who decide (method.md, section 5).

Reach of x: x, everyone at most two influence links downstream (along the arrow, from source to target), and x's direct
boss. A way in is the cheapest path from a friend. *Boss* is the reporting line, that of people outside the tree too; a
dotted line is none (see ``lines``). People outside the tree do not count in the shares, but they seed reach and ways in
and may stand on a path.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from kaptui.insight.groups import ENEMIES, FRIENDS
from kaptui.insight.view import Seen, View


class Reach(NamedTuple):
    """The share of the D and A weight, in percent, within reach of any mentor, any friend, any enemy.

    ``None`` each when there is no D or A to reach.
    """

    mentors: Fraction | None
    friends: Fraction | None
    enemies: Fraction | None


def reach(view: View) -> Reach:
    """Mentor coverage, friend reach and enemy reach. An influence link carries through anybody, an enemy included."""
    return Reach(
        mentors=_share_within_reach(view, view.mentors),
        friends=_share_within_reach(view, view.friends),
        enemies=_share_within_reach(view, view.enemies),
    )


def within_reach(view: View, seeds: Iterable[Seen]) -> frozenset[str]:
    """The ids of everybody whom any of the seeds reaches, the seeds included. Bosses of people downstream are not."""
    ids = {seed.id for seed in seeds}
    reached, ends = set(ids), ids
    for _ in range(view.limits.reach_links):
        ends = {link.target or "" for end in ends for link in view.lines.influences.get(end, ())} - reached
        reached |= ends
    return frozenset(reached.union(boss for seed in ids if (boss := view.lines.boss.get(seed)) is not None))


def _share_within_reach(view: View, seeds: Iterable[Seen]) -> Fraction | None:
    weights = sum(seen.weight for seen in view.deciders)
    if not weights:
        return None
    reached = within_reach(view, seeds)
    return Fraction(100 * sum(seen.weight for seen in view.deciders if seen.id in reached), weights)


class HopKind(StrEnum):
    """How one step of a way in goes: along an influence link, up to the boss, down to a report, over to a colleague."""

    INFLUENCE = "influence"
    BOSS = "boss"
    REPORT = "report"
    COLLEAGUE = "colleague"


class Hop(NamedTuple):
    """One step of a way in: the person it leads to, how, and what it costs."""

    to: Seen
    kind: HopKind
    cost: int


class WayIn(NamedTuple):
    """The cheapest way to one decider: it starts at the friend ``start`` and follows ``hops``.

    ``start`` is ``None`` when there is none; ``only_through_enemy`` then tells whether one would exist through an X.
    """

    target: Seen
    start: Seen | None
    hops: tuple[Hop, ...]
    only_through_enemy: bool = False

    @property
    def cost(self) -> int | None:
        """The sum of its hops' costs, ``None`` without a way."""
        return sum(hop.cost for hop in self.hops) if self.start is not None else None


def ways_in(view: View) -> tuple[WayIn, ...]:
    """A way in for each decider who needs one, in plan order.

    No way passes through an X, though it may end at one. Among equally cheap ways the one with fewer steps is taken,
    then the one whose people stand first in the plan, so that the same plan always shows the same way.
    """
    targets = view.to_be_reached
    if not targets:
        return ()
    arrivals = _cheapest_arrivals(view)
    closed = frozenset(seen.id for seen in targets if seen.id not in arrivals)
    behind_enemy = closed & reached_through_enemies((view,), reached_past_enemies((view,))).keys() if closed else closed
    return tuple(
        WayIn(seen, None, (), only_through_enemy=seen.id in behind_enemy) if seen.id in closed
        else _way_to(view, seen, arrivals)
        for seen in targets
    )


def reached_past_enemies(views: Sequence[View]) -> Mapping[str, int]:
    """To whom ways lead in many views of one plan at once, whatever the ways cost: by person (and team) a number whose
    bit *n* is set when a way leads there in ``views[n]``. An enemy is reached but not passed.

    Fifty deals are walked through together: the lines are the same in all, and ``|`` and ``&`` of two numbers do for
    every deal what a walk through one would do for one.
    """
    reached = _bits(views, "friends", FRIENDS)
    _walk(views, reached, _bits(views, "enemies", ENEMIES), reached)
    return reached


def reached_through_enemies(views: Sequence[View], past: Mapping[str, int]) -> Mapping[str, int]:
    """The same when ways may pass through an X: ``past``, carried on from the enemies who were reached."""
    reached = dict(past)
    _walk(views, reached, {}, reached.keys() & _bits(views, "enemies", ENEMIES).keys())
    return reached


def _walk(views: Sequence[View], reached: dict[str, int], barred: Mapping[str, int], begin: Iterable[str]) -> None:
    """Adds to ``reached`` whomever further steps lead to from ``begin``, and from there; not from the ``barred``."""
    steps, nowhere = views[0].lines.steps, tuple[str, ...]()
    here = set(begin)
    while here:
        further: set[str] = set()
        for each in here:
            passing = reached[each]
            if each in barred:
                passing &= ~barred[each]
            for end in steps.get(each, nowhere):
                before = reached.get(end, 0)
                after = before | passing
                if after != before:
                    reached[end] = after
                    further.add(end)
        here = further


def _bits(views: Sequence[View], name: str, group: int) -> dict[str, int]:
    """By person a number whose bit *n* is set when the person is in a group of ``views[n]``."""
    whole = views[0].whole or views[0]
    found = {seen.id: (1 << len(views)) - 1 for seen in getattr(whole, name)}
    for number, view in enumerate(views):
        for before, now in view.exchanged:
            if (before.tally ^ now.tally) & group:
                found[now.id] = found.get(now.id, 0) ^ 1 << number
    return {person: here for person, here in found.items() if here}


class _Arrival(NamedTuple):
    """How the cheapest way reaches a person: from whom (``None`` at the start) and how."""

    before: str | None
    kind: HopKind
    cost: int


def _cheapest_arrivals(view: View) -> dict[str, _Arrival]:
    """Dijkstra from all friends at once, by cost, steps and place in the plan; enemies are ends, never passages."""
    limits, lines, position = view.limits, view.lines, {seen.id: seen.position for seen in view.everyone}
    barred = {seen.id for seen in view.enemies}
    arrivals: dict[str, _Arrival] = {}
    opened: set[str] = set()
    heap: list[tuple[int, int, int, int, str, str | None, HopKind, int]] = [
        (0, 0, seen.position, -1, seen.id, None, HopKind.INFLUENCE, 0) for seen in view.friends
    ]
    heapq.heapify(heap)

    def offer(person: str, total: int, steps: int, before: str, kind: HopKind, cost: int) -> None:
        if person not in arrivals:
            order = (total + cost, steps + 1, position[person], position[before])
            heapq.heappush(heap, (*order, person, before, kind, cost))

    while heap:
        total, steps, _, _, person, before, kind, cost = heapq.heappop(heap)
        if person in arrivals:
            continue
        arrivals[person] = _Arrival(before, kind, cost)
        if person in barred:
            continue
        for link in lines.influences.get(person, ()):
            offer(link.target or "", total, steps, person, HopKind.INFLUENCE, limits.way_influence)
        for report in lines.reports.get(person, ()):
            offer(report, total, steps, person, HopKind.REPORT, limits.way_line)
        boss = lines.boss.get(person)
        if boss is None:
            continue
        offer(boss, total, steps, person, HopKind.BOSS, limits.way_line)
        # Whoever of a team is reached first is nearest to all the others: the rest of the team need not try again.
        if boss not in opened:
            opened.add(boss)
            for colleague in lines.reports[boss]:
                offer(colleague, total, steps, person, HopKind.COLLEAGUE, limits.way_colleague)
    return arrivals


def _way_to(view: View, target: Seen, arrivals: dict[str, _Arrival]) -> WayIn:
    hops: list[Hop] = []
    here = target.id
    while (arrival := arrivals[here]).before is not None:
        hops.append(Hop(view.by_id[here], arrival.kind, arrival.cost))
        here = arrival.before
    return WayIn(target, view.by_id[here], tuple(reversed(hops)))
