"""One person in the chart at each zoom: a cell, a tag, a box or a card, always of the same size.

A box reads: corners standing, sides contact, in the upper border ``(n)`` the decision steps, ``+n`` people folded away
below and ``<SEL>``, then the name, the code, and in the lower border badges of links and what differs in this deal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kaptui.draw import map_words as words
from kaptui.draw.canvas import Canvas
from kaptui.draw.map_codes import changed_mark, code, relationship_sign, standing_sign, tone_of
from kaptui.draw.map_glyphs import MapGlyphs
from kaptui.draw.map_layout import MEASURES
from kaptui.draw.map_model import Fault, MapPerson
from kaptui.draw.map_options import Tag, Zoom
from kaptui.draw.map_shown import Shown
from kaptui.draw.picture import Box, Tone
from kaptui.draw.width import cells, clip, fit
from kaptui.plan.vocabulary import label_of
from kaptui.text import tr
from kaptui.text.format import listed

TAG_NAME_CELLS = 6
"""A tag's name keeps at least this much room."""


@dataclass(frozen=True, slots=True)
class Brush:
    """What painting a person needs to know beside the person."""

    shown: Shown
    zoom: Zoom
    glyphs: MapGlyphs
    tags: Mapping[str, Tag] | None
    badges: Mapping[str, tuple[str, ...]]
    selected: str | None

    def tag(self, person: MapPerson) -> Tag | None:
        """The overlay's tag of the person; without an overlay, or where it is silent, ``None``."""
        return self.tags.get(person.id) if self.tags is not None else None

    def tone(self, person: MapPerson) -> Tone:
        """The tone of the person's border."""
        if person.id in self.shown.dim:
            return Tone.DIM
        tag = self.tag(person)
        return tag.tone if tag else tone_of(person)

    def name_tone(self, person: MapPerson) -> Tone:
        """The tone of the name: reverse for the selected person."""
        if person.id == self.selected:
            return Tone.SELECTED
        return Tone.DIM if person.id in self.shown.dim else Tone.PLAIN


def paint_person(canvas: Canvas, box: Box, person: MapPerson, brush: Brush) -> None:
    """Put one person on the canvas."""
    match brush.zoom:
        case Zoom.DOT:
            _paint_dot(canvas, box, person, brush)
        case Zoom.TAG:
            _paint_tag(canvas, box, person, brush)
        case Zoom.BOX:
            _paint_frame(canvas, box, person, brush, [_code_line(person, brush)])
        case Zoom.CARD:
            _paint_frame(canvas, box, person, brush, _card_lines(person, brush))


def shown_name(person: MapPerson, shown: Shown, zoom: Zoom, tag: Tag | None = None) -> str:
    """The name as the zoom has room for it, clipped with ``~``; empty where a person is one cell."""
    match zoom:
        case Zoom.DOT:
            return ""
        case Zoom.TAG:
            room = MEASURES[zoom].w - cells(_tag_start(person, tag)) - cells(_tag_end(person, shown))
            return clip(person.name, room)
        case Zoom.BOX | Zoom.CARD:
            return clip(person.name, MEASURES[zoom].w - 2)


def _paint_dot(canvas: Canvas, box: Box, person: MapPerson, brush: Brush) -> None:
    tag = brush.tag(person)
    sign = tag.dot if tag else relationship_sign(person.relationship)
    is_selected = person.id == brush.selected
    canvas.put(box.x, box.y, ">" if is_selected else sign, Tone.SELECTED if is_selected else brush.tone(person), 1)


def _paint_tag(canvas: Canvas, box: Box, person: MapPerson, brush: Brush) -> None:
    start = _tag_start(person, brush.tag(person))
    end = _tag_end(person, brush.shown)
    if person.id == brush.selected:
        start = start[:-1] + ">"
    x = canvas.put(box.x, box.y, start, brush.tone(person))
    room = box.right - x - len(end)
    name = clip(person.name, room)
    badge = "".join(brush.badges.get(person.id, ()))
    if badge and cells(name) + 1 + len(badge) <= room:
        end = f" {badge}{end}"
    x = canvas.put(x, box.y, name, brush.name_tone(person))
    canvas.put(x, box.y, fit(end, box.right - x), Tone.LABEL, box.right - x)


def _tag_start(person: MapPerson, tag: Tag | None) -> str:
    """``@=UE `` before the name, with an overlay ``@w15 ``; a slash instead of the standing outside the tree."""
    sign = standing_sign(person.standing) if person.is_member else "/"
    roles = "".join(role.value for role in person.roles) or "."
    return f"{sign}{tag.short if tag else relationship_sign(person.relationship) + roles} "


def _tag_end(person: MapPerson, shown: Shown) -> str:
    """What follows the name at any rate: people folded away below, what differs in this deal, why at the top."""
    folded = shown.hidden.get(person.id, 0)
    end = (f"+{folded}" if folded else "") + changed_mark(person) + ("!" if person.fault else "")
    return f" {end}" if end and len(end) < TAG_NAME_CELLS else end


def _paint_frame(canvas: Canvas, box: Box, person: MapPerson, brush: Brush, lines: Sequence[tuple[str, Tone]]) -> None:
    """The border with the name on the first line and ``lines`` below it."""
    glyphs, tone, inner = brush.glyphs, brush.tone(person), box.w - 2
    corners = glyphs.corners[person.standing] if person.is_member else glyphs.outsider
    sides = glyphs.sides[person.contact]
    upper = edge(sides.across, inner, _upper_marks(person, brush), _selection(person, brush))
    lower = edge(sides.across, inner, _lower_marks(person, brush), _kind(person))
    canvas.put(box.x, box.y, corners[0] + upper + corners[1], tone, box.w)
    canvas.put(box.x, box.bottom - 1, corners[2] + lower + corners[3], tone, box.w)
    named = (fit(person.name, inner, "center"), brush.name_tone(person))
    for row, (text, text_tone) in enumerate((named, *lines), box.y + 1):
        canvas.put(box.x, row, sides.down, tone, 1)
        canvas.put(box.x + 1, row, fit(text, inner), text_tone, inner)
        canvas.put(box.right - 1, row, sides.down, tone, 1)


def edge(pattern: str, inner: int, left: Sequence[str], right: Sequence[str] = ("",)) -> str:
    """A border of ``inner`` cells in an alternating pattern with marks in it: ``-(4)- - - +2<SEL>``.

    Of ``right`` the first text that fits is taken; of ``left`` as many as still fit beside it.
    """
    ending = next((text for text in right if cells(text) < inner), "")
    marks = ""
    for mark in left:
        if cells(marks) + cells(mark) + cells(ending) < inner:
            marks += mark
    line = (pattern * inner)[:inner]
    used = cells(marks)
    return line[0] + marks + line[1 + used : inner - cells(ending)] + ending


def _upper_marks(person: MapPerson, brush: Brush) -> list[str]:
    folded = brush.shown.hidden.get(person.id, 0)
    steps = ",".join(map(str, person.steps))
    marks = [f"({steps})" if len(steps) <= 3 else f"({person.steps[0]},~)"] if steps else []
    marks += [f"+{folded}"] if folded else []
    match person.fault:
        case Fault.LOOP:
            return [*marks, "!" + tr("loop")]
        case Fault.NO_SUCH_BOSS:
            return [*marks, "!" + tr("boss?")]
        case None:
            return marks


def _selection(person: MapPerson, brush: Brush) -> tuple[str, ...]:
    return ("<SEL>",) if person.id == brush.selected else ("",)


def _lower_marks(person: MapPerson, brush: Brush) -> tuple[str, ...]:
    return (*brush.badges.get(person.id, ()), changed_mark(person))


def _kind(person: MapPerson) -> tuple[str, ...]:
    return ("",) if person.is_member else (words.kind_word(person.kind), "")


def _code_line(person: MapPerson, brush: Brush) -> tuple[str, Tone]:
    """The code, or under an overlay what it says."""
    tag = brush.tag(person)
    if person.id in brush.shown.dim:
        return (tag.words if tag else code(person)), Tone.DIM
    if tag is not None:
        return tag.words, tag.tone
    return code(person), Tone.CHANGED if person.changed else tone_of(person)


def _card_lines(person: MapPerson, brush: Brush) -> list[tuple[str, Tone]]:
    """Title, department, code, and a line for the overlay or the relationship and style in words."""
    tag = brush.tag(person)
    dim = Tone.DIM if person.id in brush.shown.dim else Tone.PLAIN
    said = [tr(label_of(value)) for value in (person.relationship, person.style) if value is not None]
    last = (tag.words, tag.tone) if tag else (listed(said), dim)
    code_tone = Tone.CHANGED if person.changed else tone_of(person)
    return [(person.title, dim), (person.department, dim), (code(person), dim if dim else code_tone), last]
