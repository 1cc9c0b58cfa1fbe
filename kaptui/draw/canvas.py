"""A window of cells that pieces of text are put on, and that gives back rows of exactly its width.

Pieces are kept as they come and put together row by row, so that an empty stretch of any length costs nothing. What
lies outside the window is cut; a wide character cut through is a space. Where pieces meet, the later one wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kaptui.draw.picture import Row, Span, Tone, Window
from kaptui.draw.width import cells, clusters, window


class _Piece(NamedTuple):
    x: int
    size: int
    text: str
    tone: Tone


class Canvas:
    """Put text on with ``put``, in coordinates of the whole drawing; read the window's rows with ``rows``."""

    def __init__(self, view: Window) -> None:
        self._view = view
        self._pieces: dict[int, list[_Piece]] = {}

    def put(self, x: int, y: int, text: str, tone: Tone = Tone.PLAIN, size: int | None = None) -> int:
        """Put visible text at a cell and return the column after it. ``size`` is its width in cells where known."""
        if size is None:
            size = cells(text)
        view = self._view
        if size and view.top <= y < view.top + view.height and x + size > view.left and x < view.left + view.width:
            self._pieces.setdefault(y, []).append(_Piece(x, size, text, tone))
        return x + size

    def rows(self) -> tuple[Row, ...]:
        """The rows of the window, each exactly its width in cells."""
        blank: Row = (Span(" " * self._view.width),) if self._view.width > 0 else ()
        first = self._view.top
        return tuple(
            self._row(self._pieces[y]) if y in self._pieces else blank for y in range(first, first + self._view.height)
        )

    def _row(self, pieces: list[_Piece]) -> Row:
        ordered = sorted(pieces, key=lambda piece: piece.x)
        if any(right.x < left.x + left.size for left, right in pairwise(ordered)):
            ordered = _flattened(pieces)
        return _composed(ordered, self._view.left, self._view.width)


def _composed(pieces: Sequence[_Piece], left: int, width: int) -> Row:
    """Pieces that do not meet, in order, with blanks between them and cut at the window's edges."""
    spans: list[Span] = []
    at, end = left, left + width
    for x, size, text, tone in pieces:
        first, last = max(x, left), min(x + size, end)
        if first >= last:
            continue
        if first > at:
            _append(spans, " " * (first - at), Tone.PLAIN)
        _append(spans, text if last - first == size else window(text, first - x, last - first), tone)
        at = last
    if at < end:
        _append(spans, " " * (end - at), Tone.PLAIN)
    return tuple(spans)


def _append(spans: list[Span], text: str, tone: Tone) -> None:
    """Add text, to the last span where the tone is the same: fewer spans are fewer bytes on the wire."""
    if spans and spans[-1].tone is tone:
        spans[-1] = Span(spans[-1].text + text, tone)
    else:
        spans.append(Span(text, tone))


def _flattened(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The same row in pieces that do not meet: one for each character that is still seen whole."""
    owner: dict[int, _Piece] = {}
    for piece in pieces:
        x = piece.x
        for cluster, size in clusters(piece.text):
            single = _Piece(x, size, cluster, piece.tone)
            owner.update((cell, single) for cell in range(x, x + size))
            x += size
    seen: list[_Piece] = []
    for cell in sorted(owner):
        piece = owner[cell]
        if all(owner[own] is piece for own in range(piece.x, piece.x + piece.size)):
            if cell == piece.x:
                seen.append(piece)
        else:
            seen.append(_Piece(cell, 1, " ", piece.tone))
    return seen
