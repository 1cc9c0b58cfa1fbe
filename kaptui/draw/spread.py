"""The year's distribution as a picture: one line of shades, or bars over an axis. Plain shapes in both glyph sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kaptui.draw.glyphs import Glyphs

ASCII_LEVELS: Final = " .:-=+*#"
UNICODE_LEVELS: Final = " ▁▂▃▄▅▆▇█"
"""From nothing to the most; a share above nothing is never drawn as nothing."""


def spark(shares: Sequence[float], width: int, glyphs: Glyphs) -> str:
    """The shares as one line of at most ``width`` cells, the largest as high as there is; empty without shares."""
    grouped = regrouped(shares, width)
    highest = max(grouped, default=0.0)
    levels = ASCII_LEVELS if glyphs.is_ascii else UNICODE_LEVELS
    return "".join(levels[_height(share, highest, len(levels) - 1)] for share in grouped)


def bars(shares: Sequence[float], width: int, height: int, glyphs: Glyphs) -> list[str]:
    """The shares as ``height`` lines of bars, ``width`` cells wide, top line first."""
    grouped = regrouped(shares, width)
    highest = max(grouped, default=0.0)
    heights = [_height(share, highest, height) for share in grouped]
    wide = max(1, width // max(1, len(grouped)))
    return ["".join((glyphs.bar if tall >= height - row else " ") * wide for tall in heights) for row in range(height)]


def marks(places: Mapping[str, float], width: int) -> str:
    """A line below an axis of ``width`` cells with each one-cell mark at its place, 0 to 1; where two meet the first
    stands and the other moves to the nearest free cell."""
    cells = [" "] * width
    for mark, place in places.items():
        wanted = max(0, min(width - 1, int(place * (width - 1) + 0.5)))
        free = sorted((at for at in range(width) if cells[at] == " "), key=lambda at: abs(at - wanted))
        if free:
            cells[free[0]] = mark
    return "".join(cells).rstrip()


def regrouped(shares: Sequence[float], count: int) -> list[float]:
    """At most ``count`` shares, neighbours added together; nothing is lost."""
    if count < 1 or len(shares) <= count:
        return list(shares)
    sums = [0.0] * count
    for index, share in enumerate(shares):
        sums[index * count // len(shares)] += share
    return sums


def _height(share: float, highest: float, most: int) -> int:
    if share <= 0 or highest <= 0:
        return 0
    return max(1, min(most, round(share / highest * most)))
