"""The characters of the influence map in both glyph sets: borders by standing and contact, reporting lines, links.

Every character is one cell wide. The corners of a box say the political standing, its sides the degree of contact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaptui.draw.glyphs import Glyphs
from kaptui.plan.vocabulary import Contact, LinkKind, Standing


@dataclass(frozen=True, slots=True)
class Sides:
    """The border of one degree of contact: ``across`` is two characters that alternate, ``down`` stands on both
    sides."""

    across: str
    down: str


@dataclass(frozen=True, slots=True)
class LinkGlyphs:
    """One kind of link as a line. ``bends`` are the corners open to right-down, left-down, right-up and left-up;
    ``start`` stands beside the source, ``heads`` beside the target pointing left, right, up and down."""

    across: str
    down: str
    bends: str
    start: str
    heads: str


@dataclass(frozen=True, slots=True)
class MapGlyphs:
    """One complete set. ``corners`` and ``outsider`` hold four characters: top left, top right, bottom left, right.

    Reporting lines: ``down`` and ``across``; ``tee`` and ``last`` join a hanging report, ``stem`` is its arm; ``bus``
    gives the joints of the line above reports that stand side by side, by the directions (left, right, up, down) it
    joins. ``branch``, ``end`` and ``pass_`` are the outline's three-cell tree. ``crossing`` is where an arc's arm
    crosses a lane.
    """

    is_ascii: bool
    corners: Mapping[Standing | None, str]
    outsider: str
    ghost: Sides
    sides: Mapping[Contact | None, Sides]
    down: str
    across: str
    tee: str
    last: str
    bus: Mapping[str, str]
    branch: str
    end: str
    pass_: str
    crossing: str
    links: Mapping[LinkKind, LinkGlyphs]


_ASCII = MapGlyphs(
    is_ascii=True,
    corners={Standing.OUTSIDE: "++++", Standing.STRUCTURE: "oooo", Standing.INNER: "@@@@", None: "????"},
    outsider="/\\\\/",
    ghost=Sides(". ", ":"),
    sides={
        Contact.NONE: Sides(". ", ":"), Contact.BRIEF: Sides("- ", ":"), Contact.MULTIPLE: Sides("--", "|"),
        Contact.IN_DEPTH: Sides("==", "|"), None: Sides("? ", ":"),
    },
    down="|", across="-", tee="+", last="+",
    bus={"rd": "+", "lrd": "+", "ld": "+", "lru": "+", "lrud": "+", "ud": "|", "rud": "+", "lud": "+"},
    branch="|- ", end="`- ", pass_="|  ", crossing="+",
    links={
        LinkKind.INFLUENCES: LinkGlyphs("~", ":", "..''", "*", "<>^v"),
        LinkKind.CONFLICTS: LinkGlyphs("x", "x", "xxxx", "x", "xxxx"),
        LinkKind.DOTTED: LinkGlyphs(".", ".", "....", "o", "<>^v"),
    },
)  # fmt: skip

_UNICODE = MapGlyphs(
    is_ascii=False,
    corners={Standing.OUTSIDE: "┌┐└┘", Standing.STRUCTURE: "╭╮╰╯", Standing.INNER: "╔╗╚╝", None: "????"},
    outsider="╱╲╲╱",
    ghost=Sides("┄ ", "┆"),
    sides={
        Contact.NONE: Sides("┄┄", "┆"), Contact.BRIEF: Sides("╌╌", "╎"), Contact.MULTIPLE: Sides("──", "│"),
        Contact.IN_DEPTH: Sides("━━", "┃"), None: Sides("? ", "┆"),
    },
    down="│", across="─", tee="├", last="└",
    bus={"rd": "┌", "lrd": "┬", "ld": "┐", "lru": "┴", "lrud": "┼", "ud": "│", "rud": "├", "lud": "┤"},
    branch="├─ ", end="└─ ", pass_="│  ", crossing="┼",
    links={
        LinkKind.INFLUENCES: LinkGlyphs("┈", "┊", "╭╮╰╯", "∙", "◂▸▴▾"),
        LinkKind.CONFLICTS: LinkGlyphs("╳", "╳", "╳╳╳╳", "╳", "╳╳╳╳"),
        LinkKind.DOTTED: LinkGlyphs("·", "·", "····", "○", "◂▸▴▾"),
    },
)  # fmt: skip


def map_glyphs(glyphs: Glyphs) -> MapGlyphs:
    """The map's characters that go with a glyph set."""
    return _ASCII if glyphs.is_ascii else _UNICODE
