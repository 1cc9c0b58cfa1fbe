"""The value match as a picture: entries in a 5 by 5 field by their two scores, the best-opportunity quadrant named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, clip, fit

SCORES = (1, 2, 3, 4, 5)
HIGH_ABOVE = 3
"""High is above 3 (deck slide 13)."""
MIDDLE = 3
"""Where an entry without a score comes in when it is moved."""


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
    its quadrant. Several entries in one place stand below each other, the selected one always among them; behind the
    last of them what has no room is counted as ``+n``.
    """
    room = max(14, width - 6)
    missing = [entry for entry in entries if entry.ours is None or entry.theirs is None]
    spare = height - 5 - bool(missing)
    size = _Size(room // 7, (room - room // 7 * HIGH_ABOVE) // 2, max(1, spare // len(SCORES)))
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
    lines += _unscored(missing, width, height - len(lines), glyphs, words, selected)
    return [_exactly(line, width, glyphs) for line in lines[:height]]


def _unscored(
    missing: list[Entry], width: int, height: int, glyphs: Glyphs, words: Words, selected: str | None
) -> list[tuple[Piece, ...]]:
    """The entries that have no place yet, the selected one first, on as many lines as there are; the rest as ``+n``."""
    lines: list[tuple[Piece, ...]] = [(Piece(f"   {words.unscored}:" if missing else "", "warning"),)]
    room = max(1, height - 1)
    missing = _stack(missing, room, selected)
    for number, entry in enumerate(missing[:room]):
        behind = len(missing) - room if number == room - 1 else 0
        lines.append((Piece("   "), *_named(entry, max(2, width - 3), behind, glyphs, selected)))
    return lines


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
    stacks = {
        score: _stack([entry for entry in here if entry.ours == score], size.height, selected) for score in scores
    }
    pieces: list[Piece] = []
    score = scores.start
    while score in scores:
        stack = stacks[score]
        beyond = score + 1
        if line < len(stack):
            while beyond in scores and line >= len(stacks[beyond]):
                beyond += 1
        room = (beyond - score) * size.place(score)
        behind = len(stack) - size.height if line == size.height - 1 else 0
        pieces += _named(stack[line], room, behind, glyphs, selected) if line < len(stack) else (Piece(" " * room),)
        score = beyond
    return pieces


def _stack(here: list[Entry], height: int, selected: str | None) -> list[Entry]:
    """The entries of one place from above; the selected one comes up when it would be out of sight."""
    hidden = any(entry.id == selected for entry in here[height:])
    return sorted(here, key=lambda entry: entry.id != selected) if hidden else here


def _named(entry: Entry, room: int, behind: int, glyphs: Glyphs, selected: str | None) -> tuple[Piece, ...]:
    """An entry in ``room`` cells, the selected one marked, and how many more stand behind it."""
    chosen = entry.id == selected
    more = f" +{behind}" if behind > 0 else ""
    text = (glyphs.cursor if chosen else " ") + glyphs.show(entry.label)
    width = max(0, room - cells(more))
    label = Piece(fit(clip(text, max(0, width - 1), glyphs.cut), width), "cursor" if chosen else "", entry.id)
    return (label, Piece(more[: room - width], "dim")) if more else (label,)


def _top(size: _Size, glyphs: Glyphs, words: Words) -> tuple[Piece, ...]:
    """The upper edge, with the name of the vertical axis at its left and that of the best quadrant at its right."""
    left = clip(f" {words.theirs} ", size.low, glyphs.cut)
    spaced = f" {words.best} "
    right = clip(spaced if cells(spaced) <= size.high else words.best, size.high, glyphs.cut)
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
