"""What a routed link meets in the chart: boxes and headings it may not enter, lines it may only cross straight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from kaptui.draw.map_layout import Bus, Measure, Trunk
from kaptui.draw.picture import Box, Size

_AROUND_X, _AROUND_Y = 12, 5
"""How far beyond its two ends a link may go."""
REACH_X, REACH_Y = 80, 45
"""What is further from the selected person's box than this is never met: more than a near link can span."""

Cell = tuple[int, int]


class Lying(Enum):
    """What a taken cell is: part of a line that may be crossed at a right angle, or nothing to cross."""

    ACROSS = "across"
    DOWN = "down"
    CLOSED = "closed"


@dataclass(slots=True)
class Obstacles:
    """The taken cells of a chart of the given size. ``closed`` are boxes and texts, ``trunks`` and ``buses`` its
    lines."""

    size: Size
    closed: tuple[Box, ...]
    trunks: tuple[Trunk, ...]
    buses: tuple[Bus, ...]
    measure: Measure
    _paths: dict[Cell, Lying] = field(default_factory=dict)

    def around(self, center: Box, columns: int, rows: int) -> Obstacles:
        """Only what lies within so many columns and rows of a box."""
        left, right = center.x - columns, center.right + columns
        top, bottom = center.y - rows, center.bottom + rows
        closed = (box for box in self.closed if box.y < bottom and box.bottom > top)
        trunks = (trunk for trunk in self.trunks if trunk.top < bottom and trunk.stops[-1] >= top)
        return Obstacles(
            self.size,
            tuple(box for box in closed if box.x < right and box.right > left),
            tuple(trunk for trunk in trunks if left <= trunk.x < right),
            tuple(bus for bus in self.buses if top <= bus.y < bottom),
            self.measure,
        )

    def region(self, source: Box, target: Box) -> Region:
        """The part of the chart around two boxes with what lies in it."""
        left, top = max(0, min(source.x, target.x) - _AROUND_X), max(0, min(source.y, target.y) - _AROUND_Y)
        right = min(self.size.width, max(source.right, target.right) + _AROUND_X)
        bottom = min(self.size.height, max(source.bottom, target.bottom) + _AROUND_Y)
        region = Region(Box(left, top, right - left, bottom - top), dict(self._paths))
        for trunk in self.trunks:
            region.take_all(_trunk_cells(trunk, self.measure, top, bottom))
        for bus in self.buses:
            if top <= bus.y < bottom:
                region.take_all(_bus_cells(bus))
        for box in self.closed:
            region.close(box)
        return region

    def add_path(self, cells: list[Cell]) -> None:
        """Take the cells of a drawn link: its straight parts may be crossed, its bends and ends not."""
        for place, (x, y) in enumerate(cells):
            around = cells[place - 1 : place] + cells[place + 1 : place + 2]
            if len(around) == 2 and all(cell[1] == y for cell in around):
                self._paths.setdefault((x, y), Lying.ACROSS)
            elif len(around) == 2 and all(cell[0] == x for cell in around):
                self._paths.setdefault((x, y), Lying.DOWN)
            else:
                self._paths[x, y] = Lying.CLOSED


@dataclass(slots=True)
class Region:
    """The taken cells within an area; everything outside the area is closed."""

    area: Box
    taken: dict[Cell, Lying]

    def free(self, x: int, y: int) -> bool:
        """Whether nothing is there."""
        return (x, y) not in self.taken and self.area.holds(x, y)

    def toll(self, x: int, y: int, moving_across: bool) -> int | None:
        """0 for a free cell, 1 for a line crossed at a right angle, ``None`` where there is no way through."""
        lying = self.taken.get((x, y))
        if lying is None:
            return 0 if self.area.holds(x, y) else None
        return 1 if lying is (Lying.DOWN if moving_across else Lying.ACROSS) else None

    def take_all(self, cells: Iterable[tuple[Cell, Lying]]) -> None:
        """Take the cells of a line; a link on the same cell gives way to it."""
        self.taken.update(cells)

    def close(self, box: Box) -> None:
        """Close the part of a box that lies within the area."""
        area = self.area
        for y in range(max(box.y, area.y), min(box.bottom, area.bottom)):
            for x in range(max(box.x, area.x), min(box.right, area.right)):
                self.taken[x, y] = Lying.CLOSED


def _trunk_cells(trunk: Trunk, measure: Measure, top: int, bottom: int) -> Iterable[tuple[Cell, Lying]]:
    if trunk.top >= bottom or trunk.stops[-1] < top:
        return
    stops = set(trunk.stops)
    for y in range(max(top, trunk.top), min(bottom, trunk.stops[-1] + 1)):
        if y not in stops:
            yield (trunk.x, y), Lying.DOWN
            continue
        yield (trunk.x, y), Lying.CLOSED
        for x in range(trunk.x + 1, trunk.x + measure.indent - measure.trunk):
            yield (x, y), Lying.ACROSS


def _bus_cells(bus: Bus) -> Iterable[tuple[Cell, Lying]]:
    joints = {bus.stem, *bus.drops}
    for x in range(min(joints), max(joints) + 1):
        yield (x, bus.y), Lying.CLOSED if x in joints else Lying.ACROSS
