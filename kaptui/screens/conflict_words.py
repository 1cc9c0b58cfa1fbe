"""A conflict in words: where it is, and what each side says. Lines for a panel, pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaptui.draw import change_words
from kaptui.editing.edits import ROW_NAMES
from kaptui.editing.merge import Conflict
from kaptui.plan.assessment import QUESTION_BY_ID
from kaptui.plan.changes import changes, told
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import fields_of
from kaptui.plan.naming import name_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import ABSENT, NoSuchPlace, Path, swapped, value_at
from kaptui.plan.places import spec_at
from kaptui.plan.record import Record, Row
from kaptui.text import N_, tr
from kaptui.text.values import is_unknown, nothing_text, reference_text, value_text

US = "us"
"""The column of the assessment that is ours."""
_FIELD_DEPTH = 3
"""So many words lead to a field of a row."""
_QUESTION_DEPTH = 5
"""So many words lead to an answer: ``opportunities``, the deal, ``assessment``, the column, the question."""
PARTS = {
    "steps": N_("Decision steps"), "actions": N_("Actions"), "reviews": N_("Reviews"),
    "overrides": N_("In this deal"), "assessment": N_("Assessment"), "split": N_("Quarter"), "targets": N_("Target"),
    "profile_facts": N_("Certainty"), "profile": N_("Customer profile"),
}  # fmt: skip
"""What a part of the plan on the way to a field is called, as msgids."""


def place_words(plan: AccountPlan, conflict: Conflict) -> str:
    """Where a conflict is: the row by its name, the way to the field, the field by its label."""
    return " > ".join(_words(plan, conflict))


def side_words(plan: AccountPlan, conflict: Conflict, side: Any) -> str:
    """What one side of a conflict says, as people read it; of a record what in it differs from how it was."""
    if side is ABSENT:
        return tr("(removed)") if _is_row(conflict) else nothing_text(conflict.path, side) or tr("(nothing)")
    if isinstance(side, Record):
        differing = list(_differing(plan, conflict, side))
        if differing:
            return "\n".join(differing)
        return name_of(side) or tr("(no name)") if isinstance(side, Row) else tr("(nothing)")
    return _value_words(plan, conflict.path, side)


def _words(plan: AccountPlan, conflict: Conflict) -> Iterator[str]:
    path = conflict.path
    for depth in range(1, len(path) + 1):
        row = _row_at(plan, conflict, path[:depth])
        if row is not None:
            yield f'{tr(ROW_NAMES[path[depth - 2]])} "{name_of(row) or tr("(no name)")}"'
        elif depth == len(path) or _row_at(plan, conflict, path[: depth + 1]) is None:
            yield _word(plan, path[:depth])


def _word(plan: AccountPlan, path: Path) -> str:
    """The last word of a path as people know it: whom a mapping's key stands for, a part, a field by its label."""
    word, mapping = path[-1], path[-2] if len(path) > 1 else ""
    if len(path) == _QUESTION_DEPTH and path[2] == "assessment" and word in QUESTION_BY_ID:
        return f"{word} {tr(QUESTION_BY_ID[word].text)}"
    match mapping:
        case "overrides":
            return reference_text(plan, "people", word)
        case "assessment":
            return tr("Us") if word == US else reference_text(plan, "competitors", word)
        case "split" | "targets":
            return word
        case "profile_facts":
            return _label((word,) if word == "name" else ("profile", word)) or word
        case _:
            return tr(PARTS[word]) if word in PARTS else _label(path) or word


def _row_at(plan: AccountPlan, conflict: Conflict, path: Path) -> Row | None:
    """The row a path leads to; of a row in conflict any side that still has it."""
    sides = (conflict.ours, conflict.theirs, conflict.base) if path == conflict.path else ()
    for found in (_value(plan, path), *sides):
        if isinstance(found, Row):
            return found
    return None


def _value(plan: AccountPlan, path: Path) -> Any:
    try:
        return value_at(plan, path)
    except NoSuchPlace:
        return ABSENT


def _is_row(conflict: Conflict) -> bool:
    return any(isinstance(side, Row) for side in (conflict.ours, conflict.theirs, conflict.base))


def _label(path: Path) -> str:
    try:
        return tr(spec_at(path).label)
    except NoSuchPlace:
        return ""


def _differing(plan: AccountPlan, conflict: Conflict, side: Record) -> Iterator[str]:
    """``label: value`` of each field in which a record is not as it was."""
    base = conflict.base if isinstance(conflict.base, Record) else type(side).model_construct()
    for spec in fields_of(type(side)):
        value = value_at(side, (spec.name,))
        if value != value_at(base, (spec.name,)):
            yield f"{tr(spec.label)}: {_value_words(plan, (*conflict.path, spec.name), value)}"
    if isinstance(side, Opportunity) and isinstance(base, Opportunity):
        yield from _differing_inside(plan, base, side)


def _differing_inside(plan: AccountPlan, base: Opportunity, side: Opportunity) -> Iterator[str]:
    """The same of each place in a deal's own tables, its quarters, its assessment and what it says of people."""
    before, after = (swapped(plan, "opportunities", (deal,)) for deal in (base, side))
    for change in told(changes(before, after)):
        if len(change.path) > _FIELD_DEPTH:
            is_gone = change.new is ABSENT
            here = before if is_gone else after
            where = change_words.place_words(here, change.path, change.old if is_gone else change.new)
            deal = change_words.place_words(here, change.path[:2])
            what = change_words.change_words(here, change.path, change.old, change.new)
            yield f"{where.removeprefix(f'{deal} / ')}: {what}"


def _value_words(plan: AccountPlan, path: Path, value: Any) -> str:
    if is_unknown(value):
        return nothing_text(path, value) or tr("(nothing)")
    try:
        return value_text(plan, value, spec_at(path))
    except NoSuchPlace:
        return str(getattr(value, "value", value))
