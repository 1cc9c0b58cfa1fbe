"""Reporting lines of the chart on a canvas: trunks with arms to hanging reports, buses over reports side by side."""

from __future__ import annotations

from bisect import bisect_left

from kaptui.draw.canvas import Canvas
from kaptui.draw.map_glyphs import MapGlyphs
from kaptui.draw.map_layout import Bus, Measure, Trunk
from kaptui.draw.picture import Tone, Window


def paint_trunk(canvas: Canvas, view: Window, trunk: Trunk, measure: Measure, glyphs: MapGlyphs) -> None:
    """The part of a trunk within the window. Where a person is one row high the outline's signs are used."""
    if measure.h == 1:
        tee, last = glyphs.branch[0], glyphs.end[0]
    else:
        tee, last = glyphs.tee, glyphs.last
    arm = glyphs.across * (measure.indent - measure.trunk - 1)
    end = trunk.stops[-1]
    for y in range(max(trunk.top, view.top), min(end + 1, view.top + view.height)):
        place = bisect_left(trunk.stops, y)
        if trunk.stops[place] == y:
            canvas.put(trunk.x, y, (last if y == end else tee) + arm, Tone.LINE, 1 + len(arm))
        else:
            canvas.put(trunk.x, y, glyphs.down, Tone.LINE, 1)


def paint_bus(canvas: Canvas, bus: Bus, glyphs: MapGlyphs) -> None:
    """A whole bus: one row."""
    text = bus_text(bus, glyphs)
    canvas.put(min(bus.stem, *bus.drops), bus.y, text, Tone.LINE, len(text))


def bus_text(bus: Bus, glyphs: MapGlyphs) -> str:
    """The bus from its leftmost joint to its rightmost."""
    joints = {bus.stem, *bus.drops}
    first, last = min(joints), max(joints)
    drops = set(bus.drops)
    row = [glyphs.across] * (last - first + 1)
    for x in joints:
        directions = "".join(
            name
            for name, joined in (("l", x > first), ("r", x < last), ("u", x == bus.stem), ("d", x in drops))
            if joined
        )
        row[x - first] = glyphs.bus[directions]
    return "".join(row)
