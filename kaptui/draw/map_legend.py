"""What the signs of the map mean, in a few lines that a wide window shows below it and help shows always."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from kaptui.draw.map_codes import contact_gauge
from kaptui.draw.map_glyphs import MapGlyphs
from kaptui.draw.map_options import MapOptions, View
from kaptui.draw.width import wrap
from kaptui.plan.vocabulary import Contact, LinkKind, Relationship, Role, Standing, Style, label_of
from kaptui.text import tr


def legend(options: MapOptions, width: int) -> tuple[str, ...]:
    """The signs of one view in lines of at most ``width`` cells."""
    glyphs = options.map_glyphs
    match options.view:
        case View.CHART | View.PROCESS:
            parts = [_corners(glyphs), _sides(glyphs), _codes(), _marks()]
        case View.OUTLINE:
            parts = [_standings(), _gauges(), _codes(), _marks(), *([_arcs(glyphs)] if options.show_links else [])]
        case View.MATRIX:
            parts = [_standings(), _codes()]
    return tuple(line for part in parts for line in wrap(part, width))


def _words(pairs: Iterable[tuple[str, StrEnum | IntEnum]]) -> str:
    return "  ".join(f"{sign} {tr(label_of(value))}" for sign, value in pairs)


def _standings() -> str:
    ranks = (("@", Standing.INNER), ("o", Standing.STRUCTURE), ("+", Standing.OUTSIDE))
    return f"{_words(ranks)}  ? {tr('unknown')}"


def _corners(glyphs: MapGlyphs) -> str:
    ranks = (Standing.INNER, Standing.STRUCTURE, Standing.OUTSIDE)
    corners = _words((glyphs.corners[rank][0], rank) for rank in ranks)
    return tr("corners: {corners}  ? unknown", corners=f"{corners}  {glyphs.outsider[0]} {tr('external')}")


def _sides(glyphs: MapGlyphs) -> str:
    samples = {contact: (glyphs.sides[contact].across * 2)[:3] for contact in Contact}
    sides = _words((f"{sample} {contact_gauge(contact)}", contact) for contact, sample in samples.items())
    return tr("sides: {sides}  ??? unknown", sides=sides)


def _gauges() -> str:
    return f"{_words((contact_gauge(contact), contact) for contact in Contact)}  ??? {tr('unknown')}"


def _codes() -> str:
    kinds: tuple[type[StrEnum], ...] = (Role, Style, Relationship)
    return "   ".join(_words((value.value, value) for value in kind) for kind in kinds)


def _marks() -> str:
    return tr(
        "(n) decision step  +n folded away  [>n] moves, [<n] is moved with strength n  [xn] conflict  [:] second boss"
        "  {braces} differs in this deal (roles, support, standing)",
        braces="{rsw}",
    )


def _arcs(glyphs: MapGlyphs) -> str:
    lines = "  ".join(f"{glyphs.links[kind].down} {tr(label_of(kind))}" for kind in LinkKind)
    return f"{lines}  1-3 {glyphs.links[LinkKind.INFLUENCES].heads[0]} {tr('from, with strength, to')}"
