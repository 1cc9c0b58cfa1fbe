"""Moving on the map: by family (boss, first report, beside at the same level) and by geometry (nearest box).

All are questions about who is drawn; ``None`` says that there is nobody in that direction. By ``boss_of``,
``report_of`` and ``beside`` alone everybody drawn can be reached from everybody, and ``boss_of`` undoes ``report_of``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from kaptui.draw.map_shown import Shown
from kaptui.draw.picture import Box


class Direction(Enum):
    """Where an arrow key points."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    UP = (0, -1)
    DOWN = (0, 1)


def first_of(shown: Shown) -> str | None:
    """Who is selected when the map opens, and where ``Home`` goes: the first person in reading order."""
    return next(iter(shown.everyone()), None)


def boss_of(shown: Shown, person: str) -> str | None:
    """The boss on the map (``k``)."""
    found = shown.scene.person(person)
    return found.boss if found is not None and person not in shown.external else None


def report_of(shown: Shown, person: str, visited: str | None = None) -> str | None:
    """The first report (``j``), or ``visited`` if that is a report: who comes up from somebody can go back down."""
    reports = shown.reports.get(person, ())
    return visited if visited in reports else next(iter(reports), None)


def beside(shown: Shown, person: str, step: int) -> str | None:
    """Who stands ``step`` places to the right at the same level, across families (``h`` is -1, ``l`` is 1).

    People outside the tree follow the last of those without a boss.
    """
    level = level_of(shown, person)
    if person not in level:
        return None
    place = level.index(person) + step
    return level[place] if 0 <= place < len(level) else None


def level_of(shown: Shown, person: str) -> tuple[str, ...]:
    """Everybody drawn at the depth at which the person stands, from left to right."""
    depth = next((depth for each, depth in shown.order if each == person), 0)
    level = tuple(each for each, its_depth in shown.order if its_depth == depth)
    return level + shown.external if depth == 0 else level


def nearest(boxes: Mapping[str, Box], person: str, direction: Direction) -> str | None:
    """The nearest box in a direction, columns counted half, because a cell is about twice as high as wide.

    Only boxes that lie wholly beyond the edge count; leaving the straight line costs twice as much as following it. Of
    equally near ones the first in reading order is taken.
    """
    if person not in boxes:
        return None
    here = boxes[person]
    ways = ((_way(here, box, direction), box.y, box.x, each) for each, box in boxes.items())
    reached = [(way, y, x, each) for way, y, x, each in ways if way is not None]
    return min(reached)[3] if reached else None


def _way(here: Box, there: Box, direction: Direction) -> float | None:
    """The cost of going from one box to another in a direction; ``None`` when it does not lie there."""
    ahead_x, ahead_y = direction.value
    if ahead_x:
        ahead = there.x - here.right if ahead_x > 0 else here.x - there.right
        aside = 2 * _gap(here.y, here.bottom, there.y, there.bottom) + abs(here.y - there.y) / 100
        return None if ahead < 0 else ahead / 2 + aside
    ahead = there.y - here.bottom if ahead_y > 0 else here.y - there.bottom
    aside = _gap(here.x, here.right, there.x, there.right) + abs(here.x - there.x) / 100
    return None if ahead < 0 else ahead + aside


def _gap(first: int, first_end: int, second: int, second_end: int) -> int:
    """The cells from one stretch to another: 0 where they overlap, 1 where they only touch."""
    return max(0, second - first_end + 1, first - second_end + 1)
