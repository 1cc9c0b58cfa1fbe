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
    """At most ``height`` lines of exactly ``width`` cells: the field, its axes, the entries that have no place yet.

    x is the value to us, y the value to the customer. A label runs on over empty places to its right, but not out of
    its quadrant. Several entries in one place stand below each other; what has no room is counted as ``+n``.
    """
    room = max(14, width - 6)
    size = _Size(room // 7, (room - room // 7 * HIGH_ABOVE) // 2, max(1, (height - 5) // 5))
    lines = [_top(size, glyphs, words)]
    for theirs in reversed(SCORES):
        here = [entry for entry in entries if entry.theirs == theirs and entry.ours is not None]
        for line in range(size.height):
            label = str(theirs) if line == size.height // 2 else ""
            lines.append((Piece(fit(label, 2, "right") + " ", "dim"), *_row(here, line, size, glyphs, selected)))
        if theirs == HIGH_ABOVE + 1:
            lines.append((Piece("   "), Piece(_border(size, glyphs))))
    numbers = "".join(fit(f" {score}", size.place(score) + (score == HIGH_ABOVE)) for score in SCORES)
    lines.append((Piece(f"    {numbers}", "dim"),))
    below = fit(clip(words.ours, size.low + size.high), size.low + size.high + 1, "right")
    lines.append((Piece(f"    {below}", "dim"),))
    missing = ", ".join(entry.label for entry in entries if entry.ours is None or entry.theirs is None)
    lines.append((Piece(f"   {words.unscored}: {missing}" if missing else "", "warning"),))
    return [_exactly(line, width, glyphs) for line in lines[:height]]


@dataclass(frozen=True, slots=True)
class _Size:
    """Cells and lines of one place of the field; the places of high value to us are wider, since names go there."""

    low_place: int
    high_place: int
    height: int

    @property
    def low(self) -> int:
        """Cells of the low half of the field."""
        return self.low_place * HIGH_ABOVE

    @property
    def high(self) -> int:
        """Cells of its high half."""
        return self.high_place * (len(SCORES) - HIGH_ABOVE)

    def place(self, score: int) -> int:
        """Cells of the places of one score."""
        return self.high_place if score > HIGH_ABOVE else self.low_place


def _row(here: Sequence[Entry], line: int, size: _Size, glyphs: Glyphs, selected: str | None) -> tuple[Piece, ...]:
    side = Piece(glyphs.vertical, "dim")
    low = _half(here, range(1, HIGH_ABOVE + 1), line, size, glyphs, selected)
    high = _half(here, range(HIGH_ABOVE + 1, len(SCORES) + 1), line, size, glyphs, selected)
    return (side, *low, side, *high, side)


def _half(
    here: Sequence[Entry], scores: range, line: int, size: _Size, glyphs: Glyphs, selected: str | None
) -> list[Piece]:
    """One line of the places of a half, each label as long as the places after it are empty on this line."""
    stacks = {score: [entry for entry in here if entry.ours == score] for score in scores}
    pieces: list[Piece] = []
    score = scores.start
    while score in scores:
        stack = stacks[score]
        beyond = score + 1
        if line < len(stack):
            while beyond in scores and line >= len(stacks[beyond]):
                beyond += 1
        pieces.append(_label(stack, line, size, (beyond - score) * size.place(score), glyphs, selected))
        score = beyond
    return pieces


def _label(stack: Sequence[Entry], line: int, size: _Size, room: int, glyphs: Glyphs, selected: str | None) -> Piece:
    if line >= len(stack):
        return Piece(" " * room)
    if len(stack) > size.height and line == size.height - 1:
        return Piece(fit(f" +{len(stack) - line}", room), "dim")
    entry = stack[line]
    chosen = entry.id == selected
    text = (glyphs.cursor if chosen else " ") + glyphs.show(entry.label)
    return Piece(fit(clip(text, room - 1, glyphs.cut), room), "cursor" if chosen else "", entry.id)


def _top(size: _Size, glyphs: Glyphs, words: Words) -> tuple[Piece, ...]:
    """The upper edge, with the name of the vertical axis at its left and that of the best quadrant at its right."""
    left = clip(f" {words.theirs} ", size.low, glyphs.cut)
    right = clip(f" {words.best} ", size.high, glyphs.cut)
    return (
        Piece(f"   {glyphs.top_left}", "dim"),
        Piece(left, "dim"),
        Piece(glyphs.horizontal * (size.low - cells(left) + 1), "dim"),
        Piece(right, "title"),
        Piece(glyphs.horizontal * (size.high - cells(right)) + glyphs.top_right, "dim"),
    )


def _border(size: _Size, glyphs: Glyphs) -> str:
    low, high = glyphs.horizontal * size.low, glyphs.horizontal * size.high
    return f"{glyphs.tee_left}{low}{glyphs.cross}{high}{glyphs.tee_right}"


def _exactly(line: tuple[Piece, ...], width: int, glyphs: Glyphs) -> tuple[Piece, ...]:
    used = sum(cells(piece.text) for piece in line)
    if used <= width:
        return (*line, Piece(" " * (width - used)))
    last = line[-1]
    room = max(0, width - used + cells(last.text))
    return (*line[:-1], Piece(fit(clip(last.text, room, glyphs.cut), room), last.tone))
