"""Reads an organisation back from a printed chart: finds boxes by their borders and follows the lines between them.

Nothing here looks at a plan or a layout: only at the text, the sizes of the zoom, and which characters are lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kaptui.draw.map_layout import Measure
from kaptui.draw.picture import Box
from kaptui.draw.width import clusters

CORNERS = {
    "++++": "+", "oooo": "o", "@@@@": "@", "????": "?", "/\\\\/": "/",
    "┌┐└┘": "+", "╭╮╰╯": "o", "╔╗╚╝": "@", "╱╲╲╱": "/",
}  # fmt: skip
SIDES = set(":|┆╎│┃")
ACROSS = set("-─")
DOWN = set("|│")
JOINTS = set("+`├└┌┬┐┴┼┤") | DOWN
_CODE = re.compile(r"([U.][E.][D.][A.]) ([IVPCL?]) ([-X=+*?]) ([#.]{3}|\?\?\?)")
_STEP = re.compile(r"\((\d+)")


class ReadBox(NamedTuple):
    """One person as read from a box; ``standing`` is ``/`` outside the tree."""

    box: Box
    name: str
    step: str
    standing: str
    roles: str
    style: str
    relationship: str
    contact: str


class Cells:
    """A text as cells: the second cell of a wide character is empty."""

    def __init__(self, text: str) -> None:
        self.rows = [
            [cell for one, size in clusters(line) for cell in (one, *[""] * (size - 1))] for line in text.split("\n")
        ]

    def at(self, x: int, y: int) -> str:
        """The character at a cell, a blank outside the text."""
        inside = 0 <= y < len(self.rows) and 0 <= x < len(self.rows[y])
        return self.rows[y][x] if inside else " "

    def stretch(self, x: int, y: int, width: int) -> str:
        """The text of some cells of a row."""
        return "".join(self.at(x + step, y) for step in range(width))


def read_boxes(text: str, measure: Measure, heading: str = "names in full") -> list[ReadBox]:
    """Every person's box, row by row; clipped names are looked up in the list below the chart."""
    chart, _, listed = text.partition(heading)
    in_full = [line.strip() for line in listed.split("\n")[1:]]
    cells = Cells(chart)
    taken: set[tuple[int, int]] = set()
    found = []
    for y in range(len(cells.rows)):
        for x in range(len(cells.rows[y])):
            sign = _corner_sign(cells, x, y, measure)
            if sign and (x, y) not in taken:
                box = Box(x, y, measure.w, measure.h)
                taken.update((column, row) for column in range(x, box.right) for row in range(y, box.bottom))
                found.append(_read_box(cells, box, sign, in_full))
    return found


def _corner_sign(cells: Cells, x: int, y: int, measure: Measure) -> str | None:
    right, bottom = x + measure.w - 1, y + measure.h - 1
    corners = cells.at(x, y) + cells.at(right, y) + cells.at(x, bottom) + cells.at(right, bottom)
    sides = {cells.at(column, row) for column in (x, right) for row in range(y + 1, bottom)}
    return CORNERS.get(corners) if sides <= SIDES else None


def _read_box(cells: Cells, box: Box, sign: str, in_full: list[str]) -> ReadBox:
    inner = box.w - 2
    name = cells.stretch(box.x + 1, box.y + 1, inner).strip()
    if name.endswith("~"):
        short, _, name = in_full.pop(0).partition("  ")
        assert short.endswith("~")
    step = _STEP.search(cells.stretch(box.x, box.y, box.w))
    codes = (_CODE.match(cells.stretch(box.x + 1, box.y + row, inner)) for row in range(2, box.h - 1))
    code = next(match for match in codes if match)
    return ReadBox(box, name, step.group(1) if step else ".", sign, *code.groups())


def traced_bosses(text: str, boxes: Iterable[Box], measure: Measure) -> dict[Box, Box]:
    """Who stands under whom, by following from each box the lines that leave it downwards."""
    cells = Cells(text)
    every = {(box.x, box.y): box for box in boxes}
    bosses: dict[Box, Box] = {}
    for box in every.values():
        reports = _down_the_trunk(cells, box, every, measure) or _along_the_bus(cells, box, every, measure)
        for report in reports:
            assert report not in bosses, "two lines reach one box"
            bosses[report] = box
    return bosses


def _down_the_trunk(cells: Cells, boss: Box, every: dict[tuple[int, int], Box], measure: Measure) -> list[Box]:
    x, y = boss.x + measure.trunk, boss.bottom
    reports = []
    while cells.at(x, y) in JOINTS and not any(box.holds(x, y) for box in every.values()):
        arm = x + 1
        while cells.at(arm, y) in ACROSS and (arm, y - measure.join) not in every:
            arm += 1
        report = every.get((arm, y - measure.join))
        if report is not None:
            reports.append(report)
        if cells.at(x, y) in "`└":
            break
        y += 1
    return reports


def _along_the_bus(cells: Cells, boss: Box, every: dict[tuple[int, int], Box], measure: Measure) -> list[Box]:
    middle, y = boss.x + measure.w // 2, boss.bottom
    if cells.at(middle, y) not in JOINTS or any(box.holds(middle, y) for box in every.values()):
        return []
    line = [middle]
    if cells.at(middle, y) not in DOWN:
        for step in (-1, 1):
            x = middle + step
            while cells.at(x, y) in JOINTS | ACROSS:
                line.append(x)
                x += step
    below = ((x - measure.w // 2, y + 1) for x in sorted(line) if cells.at(x, y) in JOINTS - {"┴"})
    return [every[place] for place in below if place in every]
