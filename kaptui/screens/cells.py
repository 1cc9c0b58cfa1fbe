"""From a field of the plan to a cell of a grid: one way to show each kind of value, unknown shown as unknown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from kaptui.draw.width import cells
from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec
from kaptui.plan.naming import name_of
from kaptui.plan.paths import Path, value_at
from kaptui.plan.record import Row
from kaptui.plan.vocabulary import label_of
from kaptui.text import N_, tr
from kaptui.text.values import CODED, is_unknown, value_text
from kaptui.widgets.grid_model import Cell, SortValue
from kaptui.widgets.options import Option

SHORT = {
    "outside": N_("Outside"),
    "structure": N_("Structure"),
    "inner": N_("Inner"),
    "member": N_("Member"),
    "consultant": N_("Consultant"),
    "colleague": N_("Colleague"),
    "salesperson": N_("Salesperson"),
}
"""Labels that are cut to the width of a column."""
SHORT_TITLES = {
    "Roles": N_("Role"),
    "Relationship": N_("Rel."),
    "Contact": N_("Cont."),
    "Amount": N_("Amt"),
    "Target person": N_("Person"),
    "Review verdict": N_("Verdict"),
}
"""Short forms of labels (msgids both) for columns in which the label has no room in one of the languages."""
METER = {0: "...", 1: "#..", 2: "##.", 3: "###"}
"""Degree of contact as a meter: the same in every glyph set."""


def field_cell(session: Session, path: Path, spec: FieldSpec, row: Row | None = None) -> Cell:
    """The cell of one field: a draft when unreadable text waits there, else the value as people read it.

    ``row`` may be the row whose field it is, where it is at hand: a table does not look each of its rows up.
    """
    draft = session.drafts.get(path)
    if draft is not None:
        return Cell(draft.text, "draft")
    value = value_at(session.plan, path) if row is None else getattr(row, spec.name)
    return value_cell(session.plan, value, spec)


def column_title(spec: FieldSpec, width: int | None = None) -> str:
    """What heads the column of a field that is ``width`` cells wide: its label, or a short form where that is cut."""
    title = tr(spec.label)
    if cells(title) <= (width or spec.width) or spec.label not in SHORT_TITLES:
        return title
    return tr(SHORT_TITLES[spec.label])


def value_cell(plan: AccountPlan, value: Any, spec: FieldSpec) -> Cell:
    """The cell of a value that is not being edited."""
    if is_unknown(value):
        empty = spec.optional or spec.kind in ("flags", "money", "percent")
        return Cell("?" if empty and spec.kind in ("choice", "score", "flags", "money", "percent") else "", "unknown")
    return Cell(shown(plan, value, spec), "", _sort_value(value))


def shown(plan: AccountPlan, value: Any, spec: FieldSpec) -> str:
    """A known value in a table's words: codes and meters where the deck has them, labels cut to a column's width."""
    if spec.kind == "flags":
        return "".join(value)
    if spec.kind != "choice":
        return value_text(plan, value, spec)
    if spec.name == "contact":
        return METER[int(value)]
    if spec.name in CODED:
        return str(value.value)
    return tr(SHORT.get(str(value.value)) or label_of(value))


def options_for(plan: AccountPlan, spec: FieldSpec) -> tuple[Option, ...]:
    """What a reference field can point at, archived people left out."""
    if spec.refers_to:
        return tuple(
            Option(row.id, name_of(row) or tr("(no name)"), _hint(row))
            for row in getattr(plan, spec.refers_to)
            if not getattr(row, "archived", False)
        )
    if spec.name == "departments":
        return tuple(Option(name, name) for name in departments_of(plan))
    return ()


def departments_of(plan: AccountPlan) -> tuple[str, ...]:
    """Every department that is named anywhere, once."""
    named: Iterable[str] = (person.department for person in plan.people)
    wanted = (name for need in plan.needs for name in need.departments)
    return tuple(dict.fromkeys(name for name in (*named, *wanted) if name))


def _hint(row: Any) -> str:
    return getattr(row, "title", "") or getattr(row, "department", "") or ""


def _sort_value(value: Any) -> SortValue:
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, int | Decimal | date) else None
