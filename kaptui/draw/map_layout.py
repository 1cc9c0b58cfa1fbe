"""Where boxes and reporting lines stand in the chart: a tidy tree on top, below a fixed depth hanging columns.

Every box of a zoom has the same size and siblings keep their order, so that adding somebody moves nobody else by more
than one box: a column is as wide as its deepest report needs, and whoever joins it pushes others down by one box or
aside by one indentation (map.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kaptui.draw.map_options import Zoom
from kaptui.draw.picture import Box, Size

TIDY_DEPTH = 1
"""Down to this depth reports stand side by side under their boss; the reports of those who stand there hang."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The sizes of one zoom in cells: box, indentation of a hanging report, gap between columns.

    ``trunk`` is the column of the line below a boss, counted from the box; ``join`` the row of a report's box at which
    the line arrives.
    """

    w: int
    h: int
    indent: int
    gap: int
    trunk: int
    join: int


MEASURES: Mapping[Zoom, Measure] = {
    Zoom.DOT: Measure(1, 1, indent=1, gap=1, trunk=0, join=0),
    Zoom.TAG: Measure(18, 1, indent=3, gap=2, trunk=1, join=0),
    Zoom.BOX: Measure(16, 4, indent=3, gap=3, trunk=1, join=1),
    Zoom.CARD: Measure(26, 7, indent=3, gap=3, trunk=1, join=1),
}


@dataclass(frozen=True, slots=True)
class Trunk:
    """The line from a boss down beside hanging reports: in column ``x`` from row ``top`` to the last of ``stops``."""

    x: int
    top: int
    stops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bus:
    """The line in row ``y`` from a boss, whose stem comes down in column ``stem``, to reports below at ``drops``."""

    y: int
    stem: int
    drops: tuple[int, ...]


@dataclass(slots=True)
class Placement:
    """Boxes and lines of a forest, and the cells they take."""

    boxes: dict[str, Box] = field(default_factory=dict)
    trunks: list[Trunk] = field(default_factory=list)
    buses: list[Bus] = field(default_factory=list)
    size: Size = field(default=Size(0, 0))


def place_forest(
    roots: Iterable[str], reports: Mapping[str, tuple[str, ...]], measure: Measure, depth: int = TIDY_DEPTH
) -> Placement:
    """The forest with its trees side by side, tidy down to ``depth``; 0 makes every tree one hanging column."""
    placed = Placement()
    x = bottom = 0
    for root in roots:
        right, low = _tidy(placed, root, reports, measure, depth, x, 0)
        x, bottom = right + measure.gap, max(bottom, low)
    placed.size = Size(max(0, x - measure.gap), bottom)
    return placed


def stack_forest(roots: Iterable[str], reports: Mapping[str, tuple[str, ...]], measure: Measure) -> Placement:
    """The forest as one hanging column, tree below tree: the narrowest that shows everybody."""
    placed = Placement()
    widest = y = 0
    for root in roots:
        right, y = _hang(placed, root, reports, measure, 0, y)
        widest = max(widest, right)
    placed.size = Size(widest, y)
    return placed


def _tidy(
    placed: Placement, boss: str, reports: Mapping[str, tuple[str, ...]], measure: Measure, depth: int, x: int, y: int
) -> tuple[int, int]:
    """Place a boss above the middle of the reports, from column ``x`` on; gives the first free column and row."""
    mine = reports.get(boss, ())
    if depth == 0 or not mine:
        return _hang(placed, boss, reports, measure, x, y)
    right, bottom = x, y
    for report in mine:
        right, low = _tidy(placed, report, reports, measure, depth - 1, right, y + measure.h + 1)
        right, bottom = right + measure.gap, max(bottom, low)
    boxes = [placed.boxes[report] for report in mine]
    box = Box((boxes[0].x + boxes[-1].x) // 2, y, measure.w, measure.h)
    placed.boxes[boss] = box
    middle = measure.w // 2
    placed.buses.append(Bus(box.bottom, box.x + middle, tuple(each.x + middle for each in boxes)))
    return max(right - measure.gap, box.right), bottom


def _hang(
    placed: Placement, top: str, reports: Mapping[str, tuple[str, ...]], measure: Measure, x: int, y: int
) -> tuple[int, int]:
    """Place a column of everybody below ``top``, one box under another, indented by depth; without recursion, because a
    chain of bosses may be deeper than Python's stack."""
    waiting = [(top, x)]
    stops: dict[str, list[int]] = {}
    right = x
    while waiting:
        person, left = waiting.pop()
        placed.boxes[person] = Box(left, y, measure.w, measure.h)
        right = max(right, left + measure.w)
        y += measure.h
        waiting.extend((report, left + measure.indent) for report in reversed(reports.get(person, ())))
        if reports.get(person):
            stops[person] = []
    for boss in stops:
        box = placed.boxes[boss]
        joins = tuple(placed.boxes[report].y + measure.join for report in reports[boss])
        placed.trunks.append(Trunk(box.x + measure.trunk, box.bottom, joins))
    return right, y
