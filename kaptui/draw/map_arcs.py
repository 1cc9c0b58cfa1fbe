"""The arc margin of the outline: every link as a line in a lane of its own, to the right of the names.

An arm runs from each end's row to the lane; the lane's cell there says which end it is: the strength where an influence
starts, an arrowhead where it arrives, ``x`` at both ends of a conflict, ``o`` where a dotted line reports from. Two
links share a lane only where a row lies between them, so each can be followed on its own.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from kaptui.draw.map_glyphs import MapGlyphs
from kaptui.draw.map_model import MapLink
from kaptui.draw.picture import Span, Tone
from kaptui.plan.vocabulary import LinkKind

LANE_CELLS = 2
"""Each lane takes a cell for passing arms and one for itself."""
MOST_LANES = 100
"""More lanes are not drawn even where there is room: nobody can follow them, and the matrix shows all links."""

_BLANK = Span(" ")


@dataclass(frozen=True, slots=True)
class Arc:
    """One link between two rows of the outline."""

    top: int
    bottom: int
    downward: bool
    link: MapLink


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Links in lanes from left to right; within a lane from top to bottom. ``left_out`` is how many found no lane."""

    lanes: tuple[tuple[Arc, ...], ...] = ()
    left_out: int = 0
    _tops: tuple[tuple[int, ...], ...] = field(init=False, repr=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tops", tuple(tuple(arc.top for arc in lane) for lane in self.lanes))

    @property
    def width(self) -> int:
        """The cells of the margin."""
        return LANE_CELLS * len(self.lanes)

    def at(self, row: int) -> list[Arc | None]:
        """For each lane the link that ends on the row or passes it."""
        found: list[Arc | None] = []
        for lane, tops in zip(self.lanes, self._tops, strict=True):
            place = bisect_right(tops, row) - 1
            found.append(lane[place] if place >= 0 and lane[place].bottom >= row else None)
        return found


def arcs_between(links: Iterable[MapLink], row_of: Mapping[str, int], most_lanes: int = MOST_LANES) -> Arcs:
    """The links whose ends both have a row, the shortest nearest to the names; those beyond ``most_lanes`` are left
    out."""
    drawn = (link for link in links if link.source in row_of and link.target in row_of)
    waiting = sorted((_arc(link, row_of) for link in drawn), key=_rank)
    lanes: list[list[Arc]] = []
    left_out = 0
    for arc in waiting:
        free = next((lane for lane in lanes if _fits(arc, lane)), None)
        if free is not None:
            insort(free, arc, key=_top)
        elif len(lanes) < most_lanes:
            lanes.append([arc])
        else:
            left_out += 1
    return Arcs(tuple(tuple(lane) for lane in lanes), left_out)


def _fits(arc: Arc, lane: list[Arc]) -> bool:
    """Whether the lane is free from the arc's top to its bottom; ``lane`` goes from top to bottom."""
    place = bisect_right(lane, arc.top, key=_top)
    above_is_free = place == 0 or lane[place - 1].bottom < arc.top
    return above_is_free and (place == len(lane) or lane[place].top > arc.bottom)


def arc_spans(arcs: Arcs, row: int, glyphs: MapGlyphs, gap: int) -> list[Span]:
    """The margin at one row, ``gap`` cells for an arm before the first lane; together ``gap + arcs.width`` cells."""
    here = arcs.at(row)
    feeding: Span | None = None
    spans: list[Span] = [Span(" " * (LANE_CELLS - 1))]
    for lane in range(len(here) - 1, -1, -1):
        arc = here[lane]
        if arc is not None and row in (arc.top, arc.bottom):
            feeding = Span(glyphs.links[arc.link.kind].across, _tone(arc))
            spans.append(Span(_end_glyph(arc, row, glyphs), feeding.tone))
        elif arc is not None:
            spans.append(Span(glyphs.crossing if feeding else glyphs.links[arc.link.kind].down, _tone(arc)))
        else:
            spans.append(feeding or _BLANK)
        length = LANE_CELLS - 1 if lane else gap
        spans.append(Span((feeding or _BLANK).text * length, (feeding or _BLANK).tone))
    return _joined(reversed(spans))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same row in as few spans as possible."""
    joined: list[Span] = []
    for tone, group in groupby(spans, key=_span_tone):
        joined.append(Span("".join(span.text for span in group), tone))
    return joined


def _span_tone(span: Span) -> Tone:
    return span.tone


def _end_glyph(arc: Arc, row: int, glyphs: MapGlyphs) -> str:
    kind = arc.link.kind
    arrives = (row == arc.bottom) == arc.downward
    if arrives:
        return glyphs.links[kind].heads[0]
    return str(arc.link.strength) if kind is LinkKind.INFLUENCES else glyphs.links[kind].start


def _arc(link: MapLink, row_of: Mapping[str, int]) -> Arc:
    source, target = row_of[link.source], row_of[link.target]
    return Arc(min(source, target), max(source, target), source < target, link)


def _rank(arc: Arc) -> tuple[int, int, str, str, str]:
    return arc.bottom - arc.top, arc.top, arc.link.source, arc.link.target, arc.link.kind.value


def _top(arc: Arc) -> int:
    return arc.top


def _tone(arc: Arc) -> Tone:
    match arc.link.kind:
        case LinkKind.INFLUENCES:
            return Tone.LINK
        case LinkKind.CONFLICTS:
            return Tone.CONFLICT
        case LinkKind.DOTTED:
            return Tone.LINE
