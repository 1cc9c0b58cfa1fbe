"""The value match as a picture: entries in a 5 by 5 field by their two scores, the best-opportunity quadrant named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, fit

SCORES = (1, 2, 3, 4, 5)
HIGH_ABOVE = 3
"""High is above 3 (deck slide 13)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One solution between the scales; a score of None keeps it off the field."""

    id: str
    label: str
    ours: int | None
    theirs: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: its text, whether it names a quadrant or the axes, and the entry it shows, if any."""

    text: str
    tone: str = ""
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the picture, translated."""

    best: str
    theirs: str
    ours: str
    unscored: str


def matrix_lines(
    entries: Sequence[Entry], width: int, height: int, glyphs: Glyphs, words: Words, selected: str | None
) -> list[tuple[Piece, ...]]:
    """Lines of exactly ``width`` cells, ``height`` of them: the field, its axes, the entries that have no place yet.

    x is the value to us, y the value to the customer. Several entries in one place stand below each other; what has no
    room is counted as ``+n``.
    """
    cell_width = max(5, (width - 5) // 5)
    cell_height = max(1, (height - 3) // 5)
    inner = cell_width * 5
    lines: list[tuple[Piece, ...]] = [_edge(inner, cell_width, glyphs, words.best, width)]
    for theirs in reversed(SCORES):
        for line in range(cell_height):
            label = f"{theirs:>2} " if line == cell_height // 2 else "   "
            row = [Piece(label, "dim"), Piece(glyphs.vertical)]
            for ours in SCORES:
                here = [entry for entry in entries if entry.ours == ours and entry.theirs == theirs]
                if ours == HIGH_ABOVE + 1:
                    row.append(Piece(glyphs.vertical if cell_width > 5 else ""))
                room = cell_width - (1 if ours == HIGH_ABOVE + 1 and cell_width > 5 else 0)
                row.append(_place(here, line, cell_height, room, selected))
            row.append(Piece(glyphs.vertical))
            lines.append(_padded(row, width))
        if theirs == HIGH_ABOVE + 1:
            lines.append(_padded([Piece("   "), Piece(glyphs.vertical + glyphs.horizontal * inner + glyphs.vertical)], width))
    lines.append(_axis(inner, cell_width, words, width))
    missing = [entry.label for entry in entries if entry.ours is None or entry.theirs is None]
    lines.append(_padded([Piece(clip(f"   {words.unscored}: {', '.join(missing)}" if missing else "", width), "warning")], width))
    return lines


def _place(here: Sequence[Entry], line: int, height: int, room: int, selected: str | None) -> Piece:
    if len(here) > height and line == height - 1:
        return Piece(fit(f" +{len(here) - height + 1}", room), "dim")
    if line >= len(here):
        return Piece(" " * room)
    entry = here[line]
    mark = ">" if entry.id == selected else " "
    return Piece(fit(clip(mark + entry.label, room), room), "cursor" if entry.id == selected else "", entry.id)


def _edge(inner: int, cell_width: int, glyphs: Glyphs, best: str, width: int) -> tuple[Piece, ...]:
    title = f" {best} "
    room = cell_width * 2
    name = clip(title, max(1, room - 1))
    left = glyphs.horizontal * (inner - room)
    right = name + glyphs.horizontal * (room - cells(name))
    return _padded(
        [Piece("   " + glyphs.top_left + left, ""), Piece(right, "title"), Piece(glyphs.top_right)], width
    )


def _axis(inner: int, cell_width: int, words: Words, width: int) -> tuple[Piece, ...]:
    numbers = "".join(fit(str(score), cell_width, "left") for score in SCORES)
    text = f"    {numbers}"
    return _padded([Piece(clip(text, width), "dim")], width)


def _padded(pieces: Sequence[Piece], width: int) -> tuple[Piece, ...]:
    used = sum(cells(piece.text) for piece in pieces)
    return (*pieces, Piece(" " * (width - used))) if used < width else tuple(pieces)
