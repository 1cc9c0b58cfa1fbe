"""The characters that lines, boxes, bars and marks are drawn with: a complete ASCII set and a Unicode one.

Box drawing is of ambiguous width, two cells on many Chinese terminals; ``ASCII`` is therefore a first-class set and
the one to use until a terminal has shown that it draws such characters in one cell. Every glyph is one cell wide.
"""

from __future__ import annotations

from typing import NamedTuple

from kaptui.draw.width import visible

_PLAIN = str.maketrans(
    {
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "--", "―": "--", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"',
        "…": "...", "‥": "..", "·": ".", "•": "*", "‧": ".", "※": "*", "★": "*", "☆": "*", "→": "->", "←": "<-",
        "↑": "^", "↓": "v", "↔": "<->", "⇒": "=>", "⇔": "<=>", "×": "x", "÷": "/", "±": "+-", "≈": "~", "≠": "!=",
        "≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "√": "v", "✓": "v", "●": "*", "○": "o", "◎": "@", "◆": "*",
        "◇": "o", "■": "#", "□": "[]", "▲": "^", "△": "^", "▼": "v", "▽": "v", "▶": ">", "◀": "<", "§": "S", "°": "o",
        "℃": "C", "№": "No", "─": "-", "━": "-", "│": "|", "┃": "|", "├": "|", "└": "`", "┌": "+", "┐": "+", "┘": "+",
        **{chr(0x2460 + n): f"({n + 1})" for n in range(20)},
        **dict(zip("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), strict=True)),
    }
)  # fmt: skip
"""Punctuation and signs of ambiguous width that Chinese writing is full of, in ASCII."""


class Glyphs(NamedTuple):
    """One set of characters. ``bar`` and ``rest`` fill a gauge; ``cut`` ends a clipped text; ``cursor`` stands before
    the row under the cursor; ``up`` and ``down`` mark the sort order."""

    name: str
    horizontal: str
    vertical: str
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    tee_left: str
    tee_right: str
    cross: str
    bar: str
    rest: str
    middle: str
    cut: str
    cursor: str
    bullet: str
    tick: str
    up: str
    down: str

    @property
    def is_ascii(self) -> bool:
        """Whether characters of ambiguous width are to be avoided."""
        return self.name == "ascii"

    def show(self, text: str) -> str:
        """People's text as it goes to the terminal: through the gate of ``visible``, and in the ASCII set with
        punctuation of ambiguous width spelt in ASCII, so that lines keep their width on a Chinese terminal."""
        if text.isascii() and text.isprintable():
            return text
        text = visible(text)
        return text.translate(_PLAIN) if self.is_ascii else text


ASCII = Glyphs(
    "ascii", horizontal="-", vertical="|", top_left="+", top_right="+", bottom_left="+", bottom_right="+",
    tee_left="+", tee_right="+", cross="+", bar="#", rest=".", middle="|", cut="~", cursor=">", bullet=".", tick="x",
    up="^", down="v",
)  # fmt: skip

UNICODE = Glyphs(
    "unicode", horizontal="─", vertical="│", top_left="┌", top_right="┐", bottom_left="└", bottom_right="┘",
    tee_left="├", tee_right="┤", cross="┼", bar="█", rest="░", middle="│", cut="…", cursor=">", bullet="·", tick="✓",
    up="▲", down="▼",
)  # fmt: skip
