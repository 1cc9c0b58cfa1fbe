"""How far a pasted line is indented: blanks, tabs, full-width blanks, bullets, numbers and drawn trees."""

from __future__ import annotations

import re

_TAB = 4
_TREE = re.compile(r"[│┃║┆┊├┣╠└┗╰╚┌╭┬][─━═╌┄-]*[>▸►]?[ \t\u3000\xa0]*|\|(?:-+>?[ \t]*|[ \t]+|$)|[+`\\]-+[ \t]+")
_BULLET = re.compile(r"(?:-+|[*+•·●○◦▪■□‣⁃–—]|[0-9]{1,3}[.)]|[(（][0-9]{1,3}[)）])\s+|[0-9]{1,3}、\s*")
_BULLET_WIDTH = 2


def column_and_content(line: str) -> tuple[int, str]:
    """The column in which a line's text begins, and that text; ``""`` for a line of nothing but blanks and tree lines.

    A tab goes to the next multiple of 4, a full-width blank counts 2. Drawn tree lines count as blanks; a bullet or number
    counts 2 whatever its length, so that ``9.`` and ``10.`` stand at the same level.
    """
    column, rest = 0, line.rstrip()
    while rest:
        blank = len(rest) - len(rest.lstrip())
        tree = _TREE.match(rest, blank)
        end = tree.end() if tree else blank
        if not end:
            break
        column, rest = _advanced(column, rest[:end]), rest[end:]
    bullet = _BULLET.match(rest)
    if bullet and bullet.end() < len(rest):
        return column + _BULLET_WIDTH, rest[bullet.end() :]
    return column, rest


def _advanced(column: int, passed: str) -> int:
    for sign in passed:
        if sign == "\t":
            column += _TAB - column % _TAB
        else:
            column += 2 if sign == "\u3000" else 1
    return column
