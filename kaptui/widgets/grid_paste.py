"""Tab-separated text, as spreadsheets put it on the clipboard, to cells."""

from __future__ import annotations

import re

MOST_CHARACTERS = 200_000
MOST_CELLS = 20_000

_QUOTED = re.compile(r'"((?:[^"]|""){0,5000})"(?=[\t\n]|\Z)')


def pasted_cells(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of cells of pasted text; none for no text. A cell that a spreadsheet put in quotes, because it holds a
    tab, a line end or a quote, comes out whole; quotes inside a text stay as they are.

    Raises ``ValueError`` with the limit as its argument when it is more than anyone pastes on purpose."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError(MOST_CHARACTERS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\t") + text.count("\n") > MOST_CELLS:
        raise ValueError(MOST_CELLS)
    text = text.removesuffix("\n")
    if not text:
        return ()
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        cell, at = _next_cell(text, at)
        rows[-1].append(cell)
        if at >= len(text):
            return tuple(tuple(row) for row in rows)
        if text[at] == "\n":
            rows.append([])
        at += 1


def _next_cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at ``at`` and the place of the tab or line end behind it."""
    quoted = _QUOTED.match(text, at) if text.startswith('"', at) else None
    if quoted:
        return quoted.group(1).replace('""', '"'), quoted.end()
    tab, end = text.find("\t", at), text.find("\n", at)
    stop = min(place for place in (tab, end, len(text)) if place >= 0)
    return text[at:stop], stop
