"""The editor of each kind of field: one registry, so that a template only says of which kind its fields are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.plan.fields import EditorKind, FieldSpec
from kaptui.plan.vocabulary import Choice
from kaptui.text import N_, tr
from kaptui.widgets.cell_editor import CellEditor, Complain, Parse
from kaptui.widgets.choice_editor import ChoiceEditor, FlagsEditor
from kaptui.widgets.line_editor import LineEditor
from kaptui.widgets.options import Option
from kaptui.widgets.pick_editor import PickEditor
from kaptui.widgets.text_pane import TextPane

_YES_NO = (Choice("yes", "y", N_("Yes")), Choice("no", "n", N_("No")))


@dataclass(frozen=True, slots=True)
class Opening:
    """What an editor is opened with: the field, its text, what it can refer to, the characters to draw with."""

    spec: FieldSpec
    text: str
    options: tuple[Option, ...]
    glyphs: Glyphs

    @property
    def title(self) -> str:
        """The field's label in the language in force."""
        return tr(self.spec.label)


def open_editor(
    spec: FieldSpec,
    text: str,
    options: Sequence[Option] = (),
    *,
    parse: Parse | None = None,
    complain: Complain | None = None,
    glyphs: Glyphs = ASCII,
) -> CellEditor:
    """The editor of a field, begun with ``text``.

    Text is: the words of a text, amount, percentage, date or month · lines of a long text · the code of a choice, score
    or ``yes``/``no`` (empty: unknown) · the codes of flags · the key of a reference, the keys or words of several, one
    a line. ``options`` are the rows that a reference can point at. ``parse`` turns the text into the value that is
    committed; its ``ValueError`` makes the text a draft, with the sentence that ``complain`` gives.
    """
    editor = _EDITORS[spec.kind](Opening(spec, text, tuple(options), glyphs))
    editor.reads_with(parse, complain)
    return editor


def _line(opening: Opening) -> CellEditor:
    return LineEditor(opening.text)


def _figure(opening: Opening) -> CellEditor:
    return LineEditor(opening.text, select_all=True)


def _pane(opening: Opening) -> CellEditor:
    return TextPane(opening.text, title=opening.title, glyphs=opening.glyphs)


def _choice(opening: Opening) -> CellEditor:
    spec = opening.spec
    return _popup(opening, spec.choices, spec.optional)


def _score(opening: Opening) -> CellEditor:
    spec = opening.spec
    low, high = spec.low or 0, 9 if spec.high is None else spec.high
    if not 0 <= low <= high <= 9:
        return _figure(opening)
    scores = tuple(Choice(str(score), str(score), str(score)) for score in range(low, high + 1))
    return _popup(opening, spec.choices or scores, spec.optional)


def _yes_no(opening: Opening) -> CellEditor:
    return _popup(opening, _YES_NO, False)


def _popup(opening: Opening, choices: Sequence[Choice], optional: bool) -> CellEditor:
    return ChoiceEditor(choices, opening.text, title=opening.title, optional=optional, glyphs=opening.glyphs)


def _flags(opening: Opening) -> CellEditor:
    return FlagsEditor(opening.spec.choices, opening.text, title=opening.title, glyphs=opening.glyphs)


def _reference(opening: Opening) -> CellEditor:
    return _pick(opening, multi=False, new=False)


def _references(opening: Opening) -> CellEditor:
    return _pick(opening, multi=True, new=False)


def _words(opening: Opening) -> CellEditor:
    return _pick(opening, multi=True, new=True)


def _pick(opening: Opening, *, multi: bool, new: bool) -> CellEditor:
    given = [key for key in opening.text.split("\n") if key]
    keys = {option.key for option in opening.options}
    return PickEditor(
        opening.options,
        given if new else [key for key in given if key in keys],
        query="" if new else " ".join(key for key in given if key not in keys),
        multi=multi,
        new=new,
        optional=opening.spec.optional,
        title=opening.title,
        glyphs=opening.glyphs,
    )


_EDITORS: dict[EditorKind, Callable[[Opening], CellEditor]] = {
    "text": _line,
    "long": _pane,
    "lines": _pane,
    "money": _figure,
    "percent": _figure,
    "date": _figure,
    "month": _figure,
    "score": _score,
    "choice": _choice,
    "flags": _flags,
    "bool": _yes_no,
    "ref": _reference,
    "refs": _references,
    "tags": _words,
}
