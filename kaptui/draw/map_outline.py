"""The outline: one row per person, attributes at fixed places, names indented under their boss.

A row reads ``4 @ UE.. V = ##. |- name``: decision step, standing, roles, style, relationship, contact, then the tree
and the name. What else there is to say follows the name after two spaces: ``+3`` people folded away below, ``{rs}``
what differs in this deal, ``[>2]`` links, ``[loop: …]`` why somebody stands at the top. Strips and ghosts are rows of
their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaptui.draw import map_words as words
from kaptui.draw.map_arcs import MOST_LANES, Arcs, arc_spans, arcs_between
from kaptui.draw.map_badges import badges
from kaptui.draw.map_codes import CODE_CELLS, changed_mark, code, first_step, standing_sign, tone_of
from kaptui.draw.map_glyphs import MapGlyphs
from kaptui.draw.map_options import TAG_CELLS, MapOptions
from kaptui.draw.map_shown import Shown
from kaptui.draw.picture import Box, Row, Size, Span, Tone, Window
from kaptui.draw.width import cells, clip, fit, window

NAME_CELLS = 8
"""A name keeps at least this much room; a tree deeper than that leaves is written as its depth, ``~12``."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: a person with the tree before the name and the notes behind it, or a heading or ghost (``text``)."""

    person: str | None = None
    tree: str = ""
    notes: str = ""
    text: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """An outline laid out. ``name_x`` is where the tree begins, ``text_width`` where the arc margin does."""

    shown: Shown
    options: MapOptions
    lines: tuple[_Line, ...]
    boxes: Mapping[str, Box]
    arcs: Arcs
    name_x: int
    text_width: int
    width: int

    @property
    def size(self) -> Size:
        """One row per person, heading and ghost."""
        return Size(self.width, len(self.lines))

    def paint(self, view: Window, selected: str | None = None) -> tuple[Row, ...]:
        """The rows of a part of the outline, the selected person's marked ``>``."""
        marks = badges(self.shown.scene, selected, self.options.show_links)
        return tuple(
            _cropped(self._spans(row, selected, marks), view.left, view.width, self.width)
            if 0 <= row < len(self.lines)
            else (Span(" " * view.width),)
            for row in range(view.top, view.top + view.height)
        )

    def _spans(self, row: int, selected: str | None, marks: Mapping[str, tuple[str, ...]]) -> list[Span]:
        line = self.lines[row]
        if line.person is None:
            return [Span(fit(line.text, self.width), line.tone)]
        is_selected = line.person == selected
        notes = " ".join(part for part in (line.notes, "".join(marks.get(line.person, ()))) if part)
        spans = [*self._codes(line.person, is_selected), *self._named(line, notes, is_selected)]
        used = sum(cells(span.text) for span in spans)
        if not self.arcs.lanes:
            return [*spans, Span(" " * (self.width - used))]
        return [*spans, Span(" "), *arc_spans(self.arcs, row, self.options.map_glyphs, self.text_width - used - 1)]

    def _codes(self, person_id: str, is_selected: bool) -> list[Span]:
        person = self.shown.scene.people[person_id]
        is_dim = person_id in self.shown.dim
        mark = ("> " if is_selected else "  ") if self.options.cursor else ""
        step = first_step(person).rjust(_step_cells(self.shown))
        start = f"{mark}{step} {standing_sign(person.standing)} {code(person)} "
        spans = [Span(start, Tone.DIM if is_dim else Tone.CHANGED if person.changed else tone_of(person))]
        if self.options.tags is not None:
            tag = self.options.tags.get(person_id)
            spans.append(Span(fit(tag.short if tag else "", TAG_CELLS) + " ", tag.tone if tag else Tone.PLAIN))
        return spans

    def _named(self, line: _Line, notes: str, is_selected: bool) -> list[Span]:
        assert line.person is not None
        person = self.shown.scene.people[line.person]
        room = self.text_width - self.name_x - len(line.tree) - (1 if self.arcs.lanes else 0)
        note = f"  {notes}" if notes else ""
        name = clip(person.name, max(room - cells(note), min(NAME_CELLS, room)))
        tone = Tone.SELECTED if is_selected else Tone.DIM if line.person in self.shown.dim else Tone.PLAIN
        return [Span(line.tree, Tone.LINE), Span(name, tone), Span(clip(note, room - cells(name)), Tone.LABEL)]


def lay_out_outline(shown: Shown, options: MapOptions) -> Outline:
    """The outline of the people shown, in ``options.width`` cells or its own extent (then no name is clipped)."""
    name_x = (2 if options.cursor else 0) + _step_cells(shown) + CODE_CELLS + 4
    name_x += TAG_CELLS + 1 if options.tags is not None else 0
    lines = _lines(shown, options, name_x)
    row_of = {line.person: row for row, line in enumerate(lines) if line.person is not None}
    most = MOST_LANES if options.width is None else max(0, (options.width - name_x - 2 * NAME_CELLS) // 4)
    arcs = arcs_between(shown.scene.links, row_of, most) if options.show_links else Arcs()
    if arcs.left_out:
        lines.append(_Line(text="   " + words.links_left_out_words(arcs.left_out), tone=Tone.LABEL))
    margin = arcs.width
    width = options.width if options.width is not None else _own_width(shown, options, lines, name_x) + margin
    return Outline(
        shown, options, tuple(lines), {person: Box(0, row, width, 1) for person, row in row_of.items()}, arcs, name_x,
        max(0, width - margin), width,
    )  # fmt: skip


def _own_width(shown: Shown, options: MapOptions, lines: list[_Line], name_x: int) -> int:
    """The width at which nothing is clipped, with room for the badges of whoever is selected and an arm before the
    arcs."""
    marks = badges(shown.scene, None, options.show_links or options.cursor)
    widest = max((cells(line.text) for line in lines), default=0)
    for line in lines:
        if line.person is not None:
            notes = cells(line.notes) + len("".join(marks.get(line.person, ())))
            name = cells(shown.scene.people[line.person].name)
            widest = max(widest, name_x + len(line.tree) + name + (notes + 3 if notes else 0))
    return widest + (2 if options.show_links else 0)


def _lines(shown: Shown, options: MapOptions, name_x: int) -> list[_Line]:
    glyphs = options.map_glyphs
    deepest = None if options.width is None else max(0, options.width - name_x - NAME_CELLS)
    trees = _trees(shown, glyphs, deepest)
    people = (person for person, _ in shown.order)
    lines = [_Line(person, tree, _notes(shown, person)) for person, tree in zip(people, trees, strict=True)]
    if not shown.scene.people:
        lines.append(_Line(text=words.nobody_yet(), tone=Tone.GHOST))
    if shown.external:
        lines += _external_lines(shown, glyphs)
    if shown.scene.ghosts:
        lines.append(_Line(text=heading(words.missing_heading(), glyphs), tone=Tone.LABEL))
        lines += [_Line(text=f"   {words.ghost_words(ghost)}", tone=Tone.GHOST) for ghost in shown.scene.ghosts]
    if shown.left_out:
        lines.append(_Line(text=f"   {words.left_out_words(shown.left_out)}", tone=Tone.LABEL))
    return lines


def _external_lines(shown: Shown, glyphs: MapGlyphs) -> list[_Line]:
    """The strip of the people outside the tree, headed once per kind so that a row ends with the name."""
    lines: list[_Line] = []
    kind = None
    for person_id in shown.external:
        person = shown.scene.people[person_id]
        if person.kind is not kind:
            kind = person.kind
            text = heading(f"{words.external_heading()}: {words.kind_word(kind)}", glyphs)
            lines.append(_Line(text=text, tone=Tone.LABEL))
        lines.append(_Line(person_id, "", _notes(shown, person_id)))
    return lines


def heading(text: str, glyphs: MapGlyphs) -> str:
    """The line that opens a strip: ``-- external --``."""
    return f"{glyphs.across * 2} {text} {glyphs.across * 2}"


def _notes(shown: Shown, person_id: str) -> str:
    person = shown.scene.people[person_id]
    folded = shown.hidden.get(person_id, 0)
    parts = (f"+{folded}" if folded else "", changed_mark(person), words.fault_words(person))
    return " ".join(part for part in parts if part)


def _trees(shown: Shown, glyphs: MapGlyphs, deepest: int | None) -> list[str]:
    """What stands before each name of the forest; a tree wider than ``deepest`` cells is written as its depth."""
    last = {people[-1] for people in shown.reports.values()}
    before: list[str] = [""]
    trees: list[str] = []
    for person, depth in shown.order:
        del before[depth + 1 :]
        if depth == 0:
            trees.append("")
            before.append("")
            continue
        tree = before[depth] + (glyphs.end if person in last else glyphs.branch)
        before.append(before[depth] + ("   " if person in last else glyphs.pass_))
        trees.append(tree if deepest is None or len(tree) <= deepest else f"~{depth} "[: max(0, deepest)])
    return trees


def _step_cells(shown: Shown) -> int:
    """The width of the column of step numbers."""
    return len(str(len(shown.scene.steps))) if shown.scene.steps else 1


def _cropped(spans: list[Span], left: int, width: int, whole: int) -> Row:
    """Exactly ``width`` cells of a row from ``left`` on."""
    kept: list[Span] = []
    at = 0
    for text, tone in spans:
        size = cells(text)
        first, end = max(at, left), min(at + size, left + width)
        if end > first:
            kept.append(Span(text if end - first == size else window(text, first - at, end - first), tone))
        at += size
    rest = width - max(0, min(at, left + width) - left)
    return (*kept, Span(" " * rest)) if rest else tuple(kept)
