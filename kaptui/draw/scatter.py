"""Support and coverage of many accounts as a picture: a field from -100 to +100 and from 0 to 100, a sign a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import NamedTuple

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, fit

LABEL = 4
"""Cells for the numbers beside the field."""
LEAST_HEIGHT = 4
"""Lines below which there is no room for a picture."""


class Point(NamedTuple):
    """One account: support from -100 to 100, coverage from 0 to 100."""

    support: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Field:
    """Where the points of a picture of one size stand: by line from the top and cell from the left, in their order."""

    width: int
    height: int
    places: Mapping[tuple[int, int], tuple[int, ...]]

    def place_of(self, point: Point) -> tuple[int, int]:
        """The line and cell of a point."""
        return _place(point, self.width, self.height)


Piece = tuple[str, str]
"""Text and its tone."""


def field_of(points: Sequence[Point], width: int, height: int) -> Field:
    """The field in a picture of ``width`` by ``height`` cells: the picture without its axes."""
    room, lines = max(1, width - LABEL - 1), max(1, height - 2)
    places: dict[tuple[int, int], tuple[int, ...]] = {}
    for number, point in enumerate(points):
        place = _place(point, room, lines)
        places[place] = (*places.get(place, ())[:9], number)
    return Field(room, lines, places)


def scatter_lines(
    field: Field, names: Sequence[str], glyphs: Glyphs, *, words: tuple[str, str], selected: Point | None = None
) -> list[tuple[Piece, ...]]:
    """The picture, axes and legend: ``field.height + 2`` lines, or one more with a legend.

    The first accounts stand as letters, which the legend explains by ``names``; others as a dot, several in one place
    as their number, ten and more as a block. ``words`` name the upright and the level axis.
    """
    letters = dict(enumerate(ascii_uppercase))
    chosen = field.place_of(selected) if selected is not None else None
    lines: list[tuple[Piece, ...]] = []
    for line in range(field.height):
        lines.append((*_scale(line, field.height, words[0], glyphs), *_row(field, line, letters, chosen, glyphs)))
    lines.append(((" " * (LABEL - 1) + "0", "dim"), (_axis(field.width, glyphs), "dim")))
    lines.append(((" " * LABEL + _numbers(field.width, words[1]), "dim"),))
    return [*lines, _legend(field, names, glyphs)] if names else lines


def _place(point: Point, width: int, height: int) -> tuple[int, int]:
    support, coverage = max(-100.0, min(100.0, point.support)), max(0.0, min(100.0, point.coverage))
    return round((100 - coverage) * (height - 1) / 100), round((support + 100) * (width - 1) / 200)


def _scale(line: int, height: int, word: str, glyphs: Glyphs) -> tuple[Piece, ...]:
    number = round(100 - line * 100 / max(1, height - 1)) if height > 1 else 100
    told = {0: word, height // 2: str(number)} if height > 2 else {0: word}
    text = f"{number}" if line == 0 and height <= 2 else told.get(line, "")
    return ((fit(clip(text, LABEL, ""), LABEL, "right"), "dim"), (glyphs.vertical, "dim"))


def _row(
    field: Field, line: int, letters: Mapping[int, str], chosen: tuple[int, int] | None, glyphs: Glyphs
) -> list[Piece]:
    """One line of the field in as few pieces as possible."""
    pieces: list[Piece] = []
    for cell in range(field.width):
        here = field.places.get((line, cell), ())
        tone = "cursor" if chosen == (line, cell) else ""
        sign = _sign(here, letters, glyphs) if here or tone else " "
        if pieces and pieces[-1][1] == tone:
            pieces[-1] = (pieces[-1][0] + sign, tone)
        else:
            pieces.append((sign, tone))
    return pieces


def _sign(here: Sequence[int], letters: Mapping[int, str], glyphs: Glyphs) -> str:
    if len(here) > 9:
        return glyphs.bar
    if len(here) > 1:
        return str(len(here))
    return letters.get(here[0], glyphs.bullet) if here else " "


def _axis(width: int, glyphs: Glyphs) -> str:
    half = (width - 1) // 2
    line = glyphs.horizontal * half + glyphs.cross + glyphs.horizontal * (width - half - 1)
    return glyphs.cross + line


def _numbers(width: int, word: str) -> str:
    """-100, 0 and +100 under their places, and what is counted."""
    half = (width - 1) // 2
    right = clip(f"+100 {word}", max(4, width - half - 2), "")
    left = fit("-100", half + 1)[: half + 1] + "0"
    return left + fit("", width + 1 - cells(left) - cells(right)) + right


def _legend(field: Field, names: Sequence[str], glyphs: Glyphs) -> tuple[Piece, ...]:
    """Which letters are which accounts, as many as fit."""
    alone = [here[0] for _, here in sorted(field.places.items()) if len(here) == 1 and here[0] < len(ascii_uppercase)]
    text, room = "", field.width + LABEL + 1
    for number in sorted(alone):
        entry = (
            f"{ascii_uppercase[number]} {clip(glyphs.show(names[number]), 14, glyphs.cut)}"
            if number < len(names)
            else ""
        )
        longer = f"{text}  {entry}" if text else entry
        if not entry or cells(longer) > room:
            break
        text = longer
    return ((fit(text, room), "dim"),)
