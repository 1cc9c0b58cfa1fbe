"""Tables for people: columns that are exact in cells, whatever is written in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaptui.draw.width import Align, cells, fit

GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how it is aligned, and the cells it may take at most."""

    heading: str
    align: Align = "left"
    widest: int = 40


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[str]:
    """Heading, rule and rows; each column as wide as its widest text, texts beyond ``widest`` cut with ``~``."""
    widths = [
        min(column.widest, max(cells(text) for text in (column.heading, *(row[at] for row in rows))))
        for at, column in enumerate(columns)
    ]
    heading = _line([column.heading for column in columns], widths, columns)
    rule = GAP.join("-" * width for width in widths)
    return [heading, rule, *(_line(row, widths, columns) for row in rows)]


def _line(texts: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    parts = [fit(text, width, column.align) for text, width, column in zip(texts, widths, columns, strict=True)]
    return GAP.join(parts).rstrip()
