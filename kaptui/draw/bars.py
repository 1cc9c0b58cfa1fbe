"""Gauges of cells: a filled bar for shares, a bar around zero for scores from -100 to +100. Always 7-bit shapes."""

from __future__ import annotations

from fractions import Fraction

from kaptui.draw.glyphs import Glyphs
from kaptui.plan.exact import rounded


def filled_bar(part: Fraction | None, width: int, glyphs: Glyphs) -> str:
    """``[####......]``, ``width`` cells in all; ``part`` of 1 is full, more than full stays full, None is empty.

    Anything above nothing shows at least one cell, anything below all leaves one.
    """
    room = max(1, width - 2)
    share = max(Fraction(0), min(Fraction(1), part or Fraction(0)))
    filled = int(rounded(share * room))
    if share > 0:
        filled = max(1, filled)
    if share < 1:
        filled = min(room - 1, filled)
    return f"[{glyphs.bar * filled}{glyphs.rest * (room - filled)}]"


def centred_bar(score: Fraction | None, width: int, glyphs: Glyphs) -> str:
    """``[....|##..]`` for a score from -100 to +100, zero in the middle; ``width`` cells, an odd room is best."""
    half = max(1, (width - 3) // 2)
    value = max(Fraction(-100), min(Fraction(100), score or Fraction(0)))
    cells = int(rounded(abs(value) * half / 100))
    if value and not cells:
        cells = 1
    left = glyphs.rest * (half - cells) + glyphs.bar * cells if value < 0 else glyphs.rest * half
    right = glyphs.bar * cells + glyphs.rest * (half - cells) if value > 0 else glyphs.rest * half
    return f"[{left}{glyphs.middle}{right}]"
