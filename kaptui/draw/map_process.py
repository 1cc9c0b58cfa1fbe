"""The process view: the customer's decision steps as columns, political standing as rows.

Somebody who acts in several steps stands in each of them. Where a width is given that not all steps fit into, the rest
follow as further tables below, so that nobody is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaptui.draw import map_words as words
from kaptui.draw.canvas import Canvas
from kaptui.draw.map_badges import badges
from kaptui.draw.map_boxes import Brush, paint_person
from kaptui.draw.map_layout import MEASURES, Measure
from kaptui.draw.map_model import MapPerson, MapStep
from kaptui.draw.map_options import MapOptions, Zoom
from kaptui.draw.map_shown import Shown
from kaptui.draw.picture import Box, Label, Row, Size, Tone, Window
from kaptui.draw.width import cells, clip, wrap
from kaptui.plan.vocabulary import Standing

_PARTING = 3
"""The cells between two columns, a line in their middle."""
_TITLE_ROWS = 3
"""A step's text takes at most this many rows."""
_RANKS: tuple[Standing | None, ...] = (Standing.INNER, Standing.STRUCTURE, Standing.OUTSIDE, None)


class _Lane(NamedTuple):
    """One row of the table: its heading and its people."""

    heading: str
    people: tuple[MapPerson, ...]


class _Column(NamedTuple):
    """One decision step, or ``None`` for the people who act in none."""

    step: MapStep | None
    people: frozenset[str]


class _Parting(NamedTuple):
    """The lines between the columns of one table: in ``columns`` from row ``top``, ``bottom`` excluded."""

    top: int
    bottom: int
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Process:
    """The table laid out: ``entries`` has everybody at every place, ``boxes`` the first place of each."""

    shown: Shown
    options: MapOptions
    zoom: Zoom
    entries: tuple[tuple[Box, str], ...]
    boxes: Mapping[str, Box]
    labels: tuple[Label, ...]
    partings: tuple[_Parting, ...]
    size: Size

    def paint(self, view: Window, selected: str | None = None) -> tuple[Row, ...]:
        """The rows of a part of the table."""
        canvas = Canvas(view)
        marks = badges(self.shown.scene, selected, self.options.show_links)
        brush = Brush(self.shown, self.zoom, self.options.map_glyphs, self.options.tags, marks, selected)
        for label in self.labels:
            canvas.put(*label)
        for parting in self.partings:
            for y in range(max(parting.top, view.top), min(parting.bottom, view.top + view.height)):
                for x in parting.columns:
                    canvas.put(x, y, self.options.map_glyphs.down, Tone.LINE, 1)
        for box, person in self.entries:
            if box.y < view.top + view.height and box.bottom > view.top:
                paint_person(canvas, box, self.shown.scene.people[person], brush)
        return canvas.rows()


def lay_out_process(shown: Shown, options: MapOptions) -> Process:
    """The table of everybody shown; the smallest zoom is drawn as tags, a single cell would leave the steps no room."""
    zoom = Zoom.TAG if options.zoom is Zoom.DOT else options.zoom
    lanes, columns = _lanes(shown), _columns(shown)
    margin = max((cells(lane.heading) for lane in lanes), default=0)
    table = _Table(MEASURES[zoom], margin, options.map_glyphs.across)
    y = 0
    for some in _fitting(columns, table, options.width):
        y = table.put(lanes, some, y) + 1
    if not shown.scene.people:
        table.labels.append(Label(0, y, words.nobody_yet(), Tone.GHOST))
        y += 1
    for ghost in shown.scene.ghosts:
        table.labels.append(Label(0, y, words.ghost_words(ghost), Tone.GHOST))
        y += 1
    if shown.left_out:
        table.labels.append(Label(0, y, words.left_out_words(shown.left_out), Tone.LABEL))
        y += 1
    first = {person: box for box, person in reversed(table.entries)}
    right = max((label.x + cells(label.text) for label in table.labels), default=0)
    width = max((right, *(box.right for box in first.values()))) if options.width is None else options.width
    return Process(
        shown, options, zoom, tuple(table.entries), first, tuple(table.labels), tuple(table.partings), Size(width, y)
    )


class _Table:
    """Puts lanes and columns into place, one table after the other."""

    def __init__(self, measure: Measure, margin: int, across: str) -> None:
        self.measure, self.margin, self.across = measure, margin, across
        self.entries: list[tuple[Box, str]] = []
        self.labels: list[Label] = []
        self.partings: list[_Parting] = []

    def x_of(self, place: int) -> int:
        """Where a column begins."""
        return self.margin + _PARTING + place * (self.measure.w + _PARTING)

    def put(self, lanes: Sequence[_Lane], columns: Sequence[_Column], y: int) -> int:
        """One table from row ``y`` on; gives the first row below it."""
        top = y
        y = self._put_titles(columns, y)
        for lane in lanes:
            self.labels.append(Label(0, y, self.across * (self.x_of(len(columns)) - _PARTING), Tone.LINE))
            self.labels.append(Label(0, y + 1, lane.heading, Tone.LABEL))
            y = self._put_lane(lane, columns, y + 1)
        self.partings.append(_Parting(top, y, tuple(self.x_of(place) - 2 for place in range(len(columns)))))
        return y

    def _put_titles(self, columns: Sequence[_Column], y: int) -> int:
        low = y + 1
        for place, column in enumerate(columns):
            for row, line in enumerate(_title(column.step, self.measure.w), y):
                self.labels.append(Label(self.x_of(place), row, line, Tone.LABEL))
                low = max(low, row + 1)
        return low

    def _put_lane(self, lane: _Lane, columns: Sequence[_Column], y: int) -> int:
        low = y + 1
        for place, column in enumerate(columns):
            row = y
            for person in lane.people:
                if person.id in column.people:
                    self.entries.append((Box(self.x_of(place), row, self.measure.w, self.measure.h), person.id))
                    row += self.measure.h
            low = max(low, row)
        return low


def _title(step: MapStep | None, width: int) -> list[str]:
    """A step's number, text and day in a few rows."""
    if step is None:
        return wrap(words.no_step_words(), width)[:_TITLE_ROWS]
    lines = wrap(f"{step.number} {step.text}".rstrip(), width)
    if len(lines) > _TITLE_ROWS:
        lines = [*lines[: _TITLE_ROWS - 1], clip(" ".join(lines[_TITLE_ROWS - 1 :]), width)]
    when = " ".join(part for part in (step.day, words.done_word() if step.done else "") if part)
    return [*lines, clip(when, width)] if when else lines


def _fitting(columns: Sequence[_Column], table: _Table, width: int | None) -> Iterable[Sequence[_Column]]:
    """The columns in groups that fit the width, at least one in each."""
    in_width = (width or 0) - table.margin
    most = len(columns) if width is None else max(1, in_width // (table.measure.w + _PARTING))
    return (columns[start : start + most] for start in range(0, len(columns), max(1, most)))


def _lanes(shown: Shown) -> list[_Lane]:
    """The people by standing, those outside the tree last; standings that nobody has are left out."""
    people = [shown.scene.people[person] for person, _ in shown.order]
    lanes = [
        _Lane(words.standing_words(rank), tuple(person for person in people if person.standing is rank))
        for rank in _RANKS
    ]
    lanes.append(_Lane(words.external_heading(), tuple(shown.scene.people[person] for person in shown.external)))
    return [lane for lane in lanes if lane.people]


def _columns(shown: Shown) -> list[_Column]:
    """The steps in their order, then a column for those who act in none, where there are any."""
    people = [shown.scene.people[person] for person in shown.everyone()]
    columns = [
        _Column(step, frozenset(person.id for person in people if step.number in person.steps))
        for step in shown.scene.steps
    ]
    idle = frozenset(person.id for person in people if not person.steps)
    return [*columns, _Column(None, idle)] if idle else columns
