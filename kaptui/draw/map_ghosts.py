"""Ghost boxes: seats that nobody on the map fills."""

from __future__ import annotations

from kaptui.draw.canvas import Canvas
from kaptui.draw.map_glyphs import MapGlyphs
from kaptui.draw.map_model import Ghost
from kaptui.draw.map_words import ghost_words
from kaptui.draw.picture import Box, Tone
from kaptui.draw.width import fit, wrap


def paint_ghost(canvas: Canvas, box: Box, ghost: Ghost, glyphs: MapGlyphs) -> None:
    """A box without corners, with what is missing inside."""
    inner = box.w - 2
    border = f" {(glyphs.ghost.across * inner)[:inner]} "
    canvas.put(box.x, box.y, border, Tone.GHOST, box.w)
    canvas.put(box.x, box.bottom - 1, border, Tone.GHOST, box.w)
    lines = wrap(ghost_words(ghost), inner)
    for row in range(box.h - 2):
        text = fit(lines[row] if row < len(lines) else "", inner, "center")
        canvas.put(box.x, box.y + 1 + row, glyphs.ghost.down + text + glyphs.ghost.down, Tone.GHOST, box.w)
