"""The chart: boxes with reporting lines, below them the strip of people outside the tree and the ghosts.

Nothing here depends on who is selected: selecting repaints, it never moves anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kaptui.draw import map_words as words
from kaptui.draw.canvas import Canvas
from kaptui.draw.map_badges import badges
from kaptui.draw.map_boxes import Brush, paint_person, shown_name
from kaptui.draw.map_ghosts import paint_ghost
from kaptui.draw.map_layout import MEASURES, Measure, Placement, place_forest, stack_forest
from kaptui.draw.map_lines import paint_bus, paint_trunk
from kaptui.draw.map_model import Ghost
from kaptui.draw.map_obstacles import Obstacles
from kaptui.draw.map_options import MapOptions, Zoom
from kaptui.draw.map_outline import heading
from kaptui.draw.map_route import Routes, route_links
from kaptui.draw.map_shown import Shown
from kaptui.draw.picture import Box, Label, Row, Size, Tone, Window
from kaptui.draw.width import cells, wrap

_BAND = 16
"""Rows are indexed in bands of this height, so that painting looks at what is near only."""


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A chart laid out. ``boxes`` holds everybody drawn; ``near`` the boxes by bands of rows."""

    shown: Shown
    options: MapOptions
    placed: Placement
    boxes: Mapping[str, Box]
    ghosts: tuple[tuple[Box, Ghost], ...]
    notes: tuple[Label, ...]
    size: Size
    near: Mapping[int, tuple[str, ...]]
    _routes: dict[str, Routes] = field(default_factory=dict, repr=False)

    def paint(self, view: Window, selected: str | None = None) -> tuple[Row, ...]:
        """The rows of a part of the chart; lines below boxes, links of the selected person below reporting lines."""
        canvas = Canvas(view)
        measure, glyphs = MEASURES[self.options.zoom], self.options.map_glyphs
        for x, y, glyph, tone in self.routes(selected).cells if selected is not None else ():
            canvas.put(x, y, glyph, tone, 1)
        for trunk in self.placed.trunks:
            if trunk.top < view.top + view.height and trunk.stops[-1] >= view.top:
                paint_trunk(canvas, view, trunk, measure, glyphs)
        for bus in self.placed.buses:
            if view.top <= bus.y < view.top + view.height:
                paint_bus(canvas, bus, glyphs)
        self._put_people(canvas, view, selected)
        for box, ghost in self.ghosts:
            paint_ghost(canvas, box, ghost, glyphs)
        for note in self.notes:
            canvas.put(*note)
        return canvas.rows()

    def _put_people(self, canvas: Canvas, view: Window, selected: str | None) -> None:
        scene, options = self.shown.scene, self.options
        marks = badges(scene, selected, options.show_links)
        brush = Brush(self.shown, options.zoom, options.map_glyphs, options.tags, marks, selected)
        for person_id in self._in_sight(view):
            paint_person(canvas, self.boxes[person_id], scene.people[person_id], brush)

    def _in_sight(self, view: Window) -> Iterable[str]:
        """The people whose boxes touch the window, each once."""
        bands = range(view.top // _BAND, (view.top + view.height - 1) // _BAND + 1) if view.height > 0 else ()
        for person_id in dict.fromkeys(person for band in bands for person in self.near.get(band, ())):
            box = self.boxes[person_id]
            if box.x < view.left + view.width and box.right > view.left:
                yield person_id

    def routes(self, selected: str) -> Routes:
        """The links of somebody that are drawn as lines; found once, because scrolling asks again and again."""
        if selected not in self.boxes or self.options.zoom is Zoom.DOT:
            return Routes()
        if selected not in self._routes:
            self._routes[selected] = route_links(
                self.shown.scene, selected, self.boxes, self._obstacles(), self.options
            )
        return self._routes[selected]

    def _obstacles(self) -> Obstacles:
        texts = (Box(0, note.y, cells(note.text), 1) for note in self.notes)
        ghosts = (box for box, _ in self.ghosts)
        return Obstacles(
            self.size, (*self.boxes.values(), *ghosts, *texts), tuple(self.placed.trunks), tuple(self.placed.buses),
            MEASURES[self.options.zoom],
        )  # fmt: skip


def lay_out_chart(shown: Shown, options: MapOptions) -> Chart:
    """The chart in its own extent. Given a width, the widest of these that fits it is taken: the tidy tree, hanging
    columns side by side, one column; what still does not fit is cut at the edge."""
    measure = MEASURES[options.zoom]
    placed = _placed_within(shown, measure, options.width)
    boxes = dict(placed.boxes)
    notes: list[Label] = []
    y = placed.size.height
    if not shown.scene.people:
        notes.append(Label(0, y, words.nobody_yet(), Tone.GHOST))
        y += 1
    if shown.external:
        notes.append(Label(0, y + 1, heading(words.external_heading(), options.map_glyphs), Tone.LABEL))
        strip, y = _strip(len(shown.external), measure, y + 2, options.width)
        boxes.update(zip(shown.external, strip, strict=True))
    ghosts, y = _ghost_strip(shown, measure, y, options, notes)
    y = _footer(shown, options, boxes, notes, y)
    right = max((box.right for box in (*boxes.values(), *(box for box, _ in ghosts))), default=0)
    own = max(right, max((cells(note.text) for note in notes), default=0))
    return Chart(
        shown, options, placed, boxes, ghosts, tuple(notes), Size(own if options.width is None else options.width, y),
        _bands(boxes),
    )  # fmt: skip


def _placed_within(shown: Shown, measure: Measure, width: int | None) -> Placement:
    tidy = place_forest(shown.roots, shown.reports, measure)
    if width is None or tidy.size.width <= width:
        return tidy
    hanging = place_forest(shown.roots, shown.reports, measure, depth=0)
    if hanging.size.width <= width:
        return hanging
    return stack_forest(shown.roots, shown.reports, measure)


def _strip(count: int, measure: Measure, y: int, width: int | None) -> tuple[list[Box], int]:
    """Boxes in one row, or in as many as a given width asks for, and the first row below them.

    Without a width one row holds them all: wrapping would send people from the end of a row to the beginning of the
    next when somebody joins.
    """
    pitch = measure.w + measure.gap
    in_row = count if width is None else max(1, (width + measure.gap) // pitch)
    cells_of = (divmod(place, in_row) for place in range(count))
    boxes = [Box(column * pitch, y + row * measure.h, measure.w, measure.h) for row, column in cells_of]
    return boxes, boxes[-1].bottom if boxes else y


def _ghost_strip(
    shown: Shown, measure: Measure, y: int, options: MapOptions, notes: list[Label]
) -> tuple[tuple[tuple[Box, Ghost], ...], int]:
    """Ghost boxes below everybody, so that filling a seat moves nobody; rows of text where people are one row high."""
    ghosts = shown.scene.ghosts
    if not ghosts:
        return (), y
    notes.append(Label(0, y + 1, heading(words.missing_heading(), options.map_glyphs), Tone.LABEL))
    if measure.h == 1:
        missing = (f"   {words.ghost_words(ghost)}" for ghost in ghosts)
        notes += [Label(0, row, text, Tone.GHOST) for row, text in enumerate(missing, y + 2)]
        return (), y + 2 + len(ghosts)
    strip, bottom = _strip(len(ghosts), measure, y + 2, options.width)
    return tuple(zip(strip, ghosts, strict=True)), bottom


def _footer(shown: Shown, options: MapOptions, boxes: Mapping[str, Box], notes: list[Label], y: int) -> int:
    """What stands below everything: people not drawn at all, and the names that boxes had to clip."""
    if shown.left_out:
        notes.append(Label(0, y + 1, f"   {words.left_out_words(shown.left_out)}", Tone.LABEL))
        y += 2
    clipped = _clipped_names(shown, options, boxes) if options.list_names else []
    if clipped:
        notes.append(Label(0, y + 1, heading(words.names_heading(), options.map_glyphs), Tone.LABEL))
        notes += [Label(0, row, text, Tone.PLAIN) for row, text in enumerate(clipped, y + 2)]
        y += 2 + len(clipped)
    return y


def _clipped_names(shown: Shown, options: MapOptions, boxes: Mapping[str, Box]) -> list[str]:
    """``Dir.Engineeri~  Dir.Engineering`` for each clipped name, in the order in which the boxes are read, row by
    row."""
    found = []
    for person_id in sorted(boxes, key=lambda each: (boxes[each].y, boxes[each].x)):
        person = shown.scene.people[person_id]
        tag = options.tags.get(person_id) if options.tags is not None else None
        short = shown_name(person, shown, options.zoom, tag)
        if short not in ("", person.name):
            line = f"{short}  {person.name}"
            found += [line] if options.width is None else wrap(line, options.width)
    return found


def _bands(boxes: Mapping[str, Box]) -> dict[int, tuple[str, ...]]:
    bands: dict[int, list[str]] = {}
    for person_id, box in boxes.items():
        for band in range(box.y // _BAND, (box.bottom - 1) // _BAND + 1):
            bands.setdefault(band, []).append(person_id)
    return {band: tuple(people) for band, people in bands.items()}
