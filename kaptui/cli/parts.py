"""The parts a plan is read in: a title, entries with their fields, and two ways to lay them out.

``as_tables`` puts short texts into columns and cuts long ones; ``as_lines`` says everything, a field a line, for screen
readers and for searching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kaptui.cli.columns import Column, table
from kaptui.draw.width import cells
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec
from kaptui.plan.naming import name_of
from kaptui.plan.record import Row
from kaptui.text import tr
from kaptui.text.values import CODED, is_unknown, value_text

UNKNOWN: Final = "?"
_MARKED: Final = frozenset({"choice", "flags", "money", "percent", "score"})
_RIGHT: Final = frozenset({"money", "percent", "score"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``text`` is empty when unknown and ``blank`` what a table shows then; ``widest`` limits its column.

    ``code`` is what a table shows of a field that people know by its code.
    """

    label: str
    text: str
    blank: str = ""
    is_number: bool = False
    widest: int = 40
    code: str = ""

    @property
    def brief(self) -> str:
        """What a table shows: the code where the field has one, several lines in one."""
        return self.code or " / ".join(self.text.split("\n")) or self.blank


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, or one form: what it is called, its id (for ``set``), its fields."""

    name: str
    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a form has one entry that is always laid out in lines; ``notes`` stand below the entries."""

    title: str
    entries: tuple[Entry, ...]
    is_form: bool = False
    notes: tuple[str, ...] = ()


def field_of_row(plan: AccountPlan, value: object, spec: FieldSpec) -> Field:
    """The field of a row as its model describes it."""
    blank = UNKNOWN if spec.kind in _MARKED and is_unknown(value) else ""
    text = value_text(plan, value, spec)
    label = tr(spec.label)
    code = str(getattr(value, "value", "")) if spec.name in CODED else ""
    return Field(label, text, blank, spec.kind in _RIGHT, max(spec.width, cells(label)), code)


def entry_of_row(plan: AccountPlan, row: Row, specs: Sequence[FieldSpec], more: Iterable[Field] = ()) -> Entry:
    """The entry of a row with the fields of ``specs`` and ``more`` behind them."""
    fields = tuple(field_of_row(plan, getattr(row, spec.name), spec) for spec in specs)
    return Entry(name_of(row) or tr("(no name)"), row.id, (*fields, *more))


def as_lines(part: Part) -> list[str]:
    """The part a field a line, unknown fields left out; an empty line at the end."""
    lines = [f"== {part.title} =="]
    for entry in part.entries:
        indent = "" if part.is_form else "  "
        if not part.is_form:
            lines.append(f"{entry.name} [{entry.id}]")
        for field in entry.fields:
            if field.text:
                lines += _field_lines(field, indent)
    return [*lines, *_closing(part)]


def _field_lines(field: Field, indent: str) -> list[str]:
    first, *rest = field.text.split("\n")
    return [f"{indent}{field.label}: {first}", *(f"{indent}    {line}" for line in rest)]


def as_table(part: Part) -> list[str]:
    """The part as a table with the ids first; columns in which nothing is known are left out."""
    if part.is_form or not part.entries:
        return as_lines(part)
    kept = [at for at, _ in enumerate(part.entries[0].fields) if any(entry.fields[at].text for entry in part.entries)]
    heads = part.entries[0].fields
    columns = [Column("id", widest=24)]
    columns += [Column(heads[at].label, "right" if heads[at].is_number else "left", heads[at].widest) for at in kept]
    rows = [[entry.id, *(entry.fields[at].brief for at in kept)] for entry in part.entries]
    return [f"== {part.title} ==", *table(columns, rows), *_closing(part)]


def _closing(part: Part) -> list[str]:
    nothing = [] if part.entries else [tr("(nothing yet)")]
    return [*nothing, *part.notes, ""]
