"""Links of the selected person as lines through the free cells of the chart, where both ends are near each other.

Orthogonal A*: bends and crossings cost, boxes are never entered, a reporting line is crossed straight and keeps its own
glyph there, so that it can still be followed. A search that takes too long is given up: badges say the same at any
size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from kaptui.draw.map_badges import links_of
from kaptui.draw.map_glyphs import LinkGlyphs
from kaptui.draw.map_model import MapLink, MapScene
from kaptui.draw.map_obstacles import REACH_X, REACH_Y, Obstacles, Region
from kaptui.draw.map_options import MapOptions
from kaptui.draw.picture import Box, Tone
from kaptui.plan.vocabulary import LinkKind

NEAR = 24
"""Ends further apart than this, rows plus half the columns between their boxes, get badges only."""
MOST_ROUTES = 6
"""More lines than this around one person cannot be told apart."""
_PATIENCE = 3_000
"""States looked at before a search is given up."""
_BEND, _CROSSING, _ROW = 4, 6, 2
"""The cost of a bend and of a crossing; a row counts as two columns, as a cell is about twice as high as wide."""

_LEFT, _RIGHT, _UP, _DOWN = range(4)
_STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1))
_BENDS = {(_LEFT, _DOWN): 0, (_UP, _RIGHT): 0, (_RIGHT, _DOWN): 1, (_UP, _LEFT): 1, (_LEFT, _UP): 2, (_DOWN, _RIGHT): 2,
          (_RIGHT, _UP): 3, (_DOWN, _LEFT): 3}  # fmt: skip
"""Which corner turns one direction into another: open to right-down, left-down, right-up, left-up."""


class RouteCell(NamedTuple):
    """One cell of a drawn link."""

    x: int
    y: int
    glyph: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Routes:
    """The drawn links of one person; ``links`` are those that found a way."""

    cells: tuple[RouteCell, ...] = ()
    links: tuple[MapLink, ...] = ()


class Stop(NamedTuple):
    """A cell of a path and the direction in which it was entered."""

    x: int
    y: int
    heading: int


def route_links(
    scene: MapScene, selected: str, boxes: Mapping[str, Box], obstacles: Obstacles, options: MapOptions
) -> Routes:
    """The links of ``selected`` to people near by, strongest and nearest first, each avoiding those before it."""
    found: list[RouteCell] = []
    drawn: list[MapLink] = []
    obstacles = obstacles.around(boxes[selected], REACH_X, REACH_Y)
    for link in _worth_drawing(scene, selected, boxes):
        region = obstacles.region(boxes[link.source], boxes[link.target])
        path = find_path(boxes[link.source], boxes[link.target], region)
        if path:
            found += _cells(path, boxes[link.target], link, options.map_glyphs.links[link.kind], region)
            obstacles.add_path([(stop.x, stop.y) for stop in path])
            drawn.append(link)
    return Routes(tuple(found), tuple(drawn))


def distance(one: Box, other: Box) -> float:
    """Rows plus half the columns between two boxes; 0 where they touch."""
    columns = max(0, one.x - other.right, other.x - one.right)
    rows = max(0, one.y - other.bottom, other.y - one.bottom)
    return rows + columns / 2


def _worth_drawing(scene: MapScene, selected: str, boxes: Mapping[str, Box]) -> list[MapLink]:
    near = [
        link
        for link in links_of(scene, selected)
        if link.source in boxes and link.target in boxes and distance(boxes[link.source], boxes[link.target]) <= NEAR
    ]
    near.sort(key=lambda link: (-link.strength, distance(boxes[link.source], boxes[link.target])))
    return near[:MOST_ROUTES]


def find_path(source: Box, target: Box, region: Region) -> list[Stop]:
    """The cheapest way from a cell beside ``source`` to one beside ``target``; empty where none is found in time."""
    best: dict[Stop, int] = {}
    came: dict[Stop, Stop] = {}
    queue: list[tuple[int, int, Stop]] = []
    for stop in _beside(source):
        if region.free(stop.x, stop.y):
            best[stop] = 1
            heappush(queue, (1 + _estimate(stop, target), 1, stop))
    looked_at = 0
    while queue and looked_at < _PATIENCE:
        _, cost, stop = heappop(queue)
        if cost > best[stop]:
            continue
        looked_at += 1
        if region.free(stop.x, stop.y) and _head(stop, target) is not None:
            return _traced(stop, came)
        for onward in _onward(stop, region.free(stop.x, stop.y)):
            toll = region.toll(onward.x, onward.y, onward.heading < _UP)
            if toll is None:
                continue
            price = cost + (1 if onward.heading < _UP else _ROW) + toll * _CROSSING
            price += _BEND if onward.heading != stop.heading else 0
            if price < best.get(onward, price + 1):
                best[onward] = price
                came[onward] = stop
                heappush(queue, (price + _estimate(onward, target), price, onward))
    return []


def _beside(box: Box) -> Iterable[Stop]:
    """The cells around a box, each entered outwards."""
    for x in range(box.x, box.right):
        yield Stop(x, box.y - 1, _UP)
        yield Stop(x, box.bottom, _DOWN)
    for y in range(box.y, box.bottom):
        yield Stop(box.x - 1, y, _LEFT)
        yield Stop(box.right, y, _RIGHT)


def _onward(stop: Stop, may_turn: bool) -> Iterable[Stop]:
    for heading, (x, y) in enumerate(_STEPS):
        if heading == stop.heading or (may_turn and heading // 2 != stop.heading // 2):
            yield Stop(stop.x + x, stop.y + y, heading)


def _head(stop: Stop, target: Box) -> int | None:
    """The direction in which the target's box touches the cell, the present heading first."""
    for heading in (stop.heading, _LEFT, _RIGHT, _UP, _DOWN):
        x, y = _STEPS[heading]
        if target.holds(stop.x + x, stop.y + y):
            return heading
    return None


def _estimate(stop: Stop, target: Box) -> int:
    columns = max(0, target.x - 1 - stop.x, stop.x - target.right)
    rows = max(0, target.y - 1 - stop.y, stop.y - target.bottom)
    return columns + _ROW * rows


def _traced(stop: Stop, came: Mapping[Stop, Stop]) -> list[Stop]:
    path = [stop]
    while path[-1] in came:
        path.append(came[path[-1]])
    return path[::-1]


def _cells(
    path: list[Stop], target: Box, link: MapLink, glyphs: LinkGlyphs, region: Region
) -> Iterable[RouteCell]:
    """A path in glyphs: start, lines and bends, head; the cells of crossed lines keep theirs."""
    tone = Tone.CONFLICT if link.kind is LinkKind.CONFLICTS else Tone.LINK
    for stop, after in pairwise(path):
        if stop is path[0]:
            yield RouteCell(stop.x, stop.y, glyphs.start, tone)
        elif stop.heading != after.heading:
            yield RouteCell(stop.x, stop.y, glyphs.bends[_BENDS[stop.heading, after.heading]], tone)
        elif region.free(stop.x, stop.y):
            yield RouteCell(stop.x, stop.y, glyphs.across if stop.heading < _UP else glyphs.down, tone)
    head = _head(path[-1], target)
    assert head is not None
    yield RouteCell(path[-1].x, path[-1].y, glyphs.heads[head], tone)
