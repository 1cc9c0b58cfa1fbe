"""The matrix: who influences whom, with what strength, who is at odds, who has a second boss.

Rows move columns: ``3`` is the strength of an influence, ``x`` beside it a conflict (shown at both places, it has no
direction), ``:`` a second boss in the column, ``*`` both. Only people with links have a row and a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kaptui.draw import map_words as words
from kaptui.draw.canvas import Canvas
from kaptui.draw.map_codes import relationship_sign, standing_sign, tone_of
from kaptui.draw.map_model import MapLink, MapPerson
from kaptui.draw.map_options import MapOptions
from kaptui.draw.map_shown import Shown
from kaptui.draw.picture import Box, Label, Row, Size, Tone, Window
from kaptui.draw.width import cells, clip, wrap
from kaptui.plan.vocabulary import LinkKind

_NAME_CELLS = 24
"""The most a row's name takes where the width is given."""


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows of everybody against some of the columns: ``first`` and ``last`` number them from 0, ``last`` excluded."""

    y: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """The matrix laid out. ``people`` stand in rows and columns alike; ``marks`` has what is in a cell, by row."""

    shown: Shown
    options: MapOptions
    people: tuple[str, ...]
    marks: Mapping[int, Mapping[int, str]]
    bands: tuple[_Band, ...]
    labels: tuple[Label, ...]
    boxes: Mapping[str, Box]
    name_width: int
    size: Size

    def paint(self, view: Window, selected: str | None = None) -> tuple[Row, ...]:
        """The rows of a part of the matrix, the selected person's name marked ``>``."""
        canvas = Canvas(view)
        for label in self.labels:
            canvas.put(*label)
        for band in self.bands:
            for place in range(max(0, view.top - band.y), min(len(self.people), view.top + view.height - band.y)):
                self._put_row(canvas, band, place, selected)
        return canvas.rows()

    def _put_row(self, canvas: Canvas, band: _Band, place: int, selected: str | None) -> None:
        person = self.shown.scene.people[self.people[place]]
        digits, y = len(str(len(self.people))), band.y + place
        is_selected = person.id == selected
        x = canvas.put(0, y, f"{'>' if is_selected else ' '}{place + 1:>{digits}} ", Tone.LABEL, digits + 2)
        x = canvas.put(x, y, _signs(person), tone_of(person), len(_signs(person)))
        tone = Tone.SELECTED if is_selected else Tone.DIM if person.id in self.shown.dim else Tone.PLAIN
        canvas.put(x, y, clip(person.name, self.name_width), tone)
        x += self.name_width
        width, mine = _cell_width(len(self.people)), self.marks.get(place, {})
        for from_place, text, tone in _runs(place, mine, band, width):
            canvas.put(x + (from_place - band.first) * width, y, text, tone, len(text))


def lay_out_matrix(shown: Shown, options: MapOptions) -> Matrix:
    """The matrix of the people shown; columns that do not fit the width given follow in further tables below."""
    drawn = set(shown.everyone())
    links = [link for link in shown.scene.links if link.source in drawn and link.target in drawn]
    linked = {end for link in links for end in (link.source, link.target)}
    people = tuple(person for person in shown.everyone() if person in linked)
    if not people:
        text = words.no_links_words() if shown.scene.people else words.nobody_yet()
        width = cells(text) if options.width is None else options.width
        return Matrix(shown, options, (), {}, (), (Label(0, 0, text, Tone.GHOST),), {}, 0, Size(width, 1))
    names = [shown.scene.people[person] for person in people]
    name_width = _name_width(names, options.width)
    left = len(str(len(people))) + 2 + len(_signs(names[0])) + name_width
    labels: list[Label] = []
    bands = _bands(len(people), left, options.width, labels)
    bottom = bands[-1].y + len(people)
    legend = [words.matrix_legend()] if options.width is None else wrap(words.matrix_legend(), options.width)
    labels += [Label(0, row, line, Tone.LABEL) for row, line in enumerate(legend, bottom + 1)]
    right = left + max(band.last - band.first for band in bands) * _cell_width(len(people))
    width = max(right, cells(legend[0])) if options.width is None else options.width
    boxes = {person: Box(0, bands[0].y + place, width, 1) for place, person in enumerate(people)}
    return Matrix(
        shown, options, people, _marks(links, people), bands, tuple(labels), boxes, name_width,
        Size(width, bottom + 1 + len(legend)),
    )  # fmt: skip


def _name_width(people: Sequence[MapPerson], width: int | None) -> int:
    widest = max(cells(words.matrix_heading()), *(cells(person.name) for person in people)) + 1
    return widest if width is None else min(widest, _NAME_CELLS)


def _bands(count: int, left: int, width: int | None, labels: list[Label]) -> tuple[_Band, ...]:
    """The tables one below the other, each with its row of column numbers."""
    cell = _cell_width(count)
    most = count if width is None else max(1, (width - left) // cell)
    bands: list[_Band] = []
    y = 0
    for first in range(0, count, most):
        last = min(count, first + most)
        numbers = "".join(f"{place + 1:>{cell - 1}} " for place in range(first, last))
        labels.append(Label(0, y, clip(words.matrix_heading(), left - 1), Tone.LABEL))
        labels.append(Label(left, y, numbers, Tone.LABEL))
        bands.append(_Band(y + 1, first, last))
        y += count + 2
    return tuple(bands)


def _cell_width(count: int) -> int:
    """Two cells for what stands there or three digits of a number, and one between columns."""
    return max(2, len(str(count))) + 1


def _signs(person: MapPerson) -> str:
    """Standing and relationship before the name."""
    return f"{standing_sign(person.standing)}{relationship_sign(person.relationship)} "


def _marks(links: Iterable[MapLink], people: Sequence[str]) -> dict[int, dict[int, str]]:
    """What stands in the cells that are not empty, by row and column."""
    place_of = {person: place for place, person in enumerate(people)}
    strengths: dict[tuple[int, int], int] = {}
    signs: dict[tuple[int, int], str] = {}
    for link in links:
        source, target = place_of[link.source], place_of[link.target]
        match link.kind:
            case LinkKind.INFLUENCES:
                strengths[source, target] = max(link.strength, strengths.get((source, target), 0))
            case LinkKind.CONFLICTS:
                for place in ((source, target), (target, source)):
                    signs[place] = "*" if signs.get(place, "x") in ":*" else "x"
            case LinkKind.DOTTED:
                signs[source, target] = "*" if signs.get((source, target), ":") in "x*" else ":"
    marks: dict[int, dict[int, str]] = {}
    for source, target in {*strengths, *signs}:
        strength = strengths.get((source, target))
        marks.setdefault(source, {})[target] = f"{strength or '.'}{signs.get((source, target), ' ')}"
    return marks


def _runs(place: int, mine: Mapping[int, str], band: _Band, width: int) -> Iterable[tuple[int, str, Tone]]:
    """A row's cells in as few texts as possible: stretches of empty cells, and each one that is not."""
    special = sorted(column for column in {*mine, place} if band.first <= column < band.last)
    start = band.first
    for column in [*special, band.last]:
        if column > start:
            yield start, ". ".rjust(width) * (column - start), Tone.DIM
        if column < band.last:
            mark = mine.get(column, "- ")
            tone = Tone.CONFLICT if mark[-1] in "x*" else Tone.LINK if column in mine else Tone.DIM
            yield column, mark.rjust(width), tone
        start = column + 1
