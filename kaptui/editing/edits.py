"""Edits as values: each knows how to make the next plan, what it is called and where it happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Protocol, cast

from kaptui.insight.wording import N_
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT, NoSuchPlace, Path, replaced, value_at
from kaptui.plan.record import Row
from kaptui.plan.references import without_references

ROW_NAMES: Final[Mapping[str, str]] = {
    "people": N_("a person"),
    "links": N_("a link"),
    "competitors": N_("a competitor"),
    "needs": N_("a need"),
    "values": N_("a value match"),
    "spin": N_("a SPIN thread"),
    "opportunities": N_("an opportunity"),
    "meetings": N_("a meeting"),
    "acknowledged": N_("an accepted finding"),
    "steps": N_("a decision step"),
    "actions": N_("an action"),
    "reviews": N_("a review"),
}
"""What one row of each table is called, as msgids."""


@dataclass(frozen=True, slots=True)
class Title:
    """What an edit is called: a msgid, and values that are msgids (or numbers) themselves; all are translated when
    the title is shown."""

    msgid: str
    values: dict[str, str] = field(default_factory=dict)


class Edit(Protocol):
    """One change of a plan. ``apply`` is pure and raises ``ValueError`` or ``NoSuchPlace`` without any effect."""

    @property
    def place(self) -> Path:
        """Where the change happens: undo and redo go there."""

    @property
    def title(self) -> Title:
        """What undo says it took back."""

    def apply(self, plan: AccountPlan) -> AccountPlan:
        """The plan after the change, sharing every part that did not change."""


class SetField(NamedTuple):
    """Put a value into a field or a mapping key; ``ABSENT`` takes a key out (a quarter, an override)."""

    path: Path
    value: Any
    name: str = ""

    @property
    def place(self) -> Path:
        return self.path

    @property
    def title(self) -> Title:
        return Title("change of {what}", {"what": self.name or self.path[-1]})

    def apply(self, plan: AccountPlan) -> AccountPlan:
        present = value_at(plan, self.path)
        if present == self.value and type(present) is type(self.value):
            return plan
        return replaced(plan, self.path, self.value)


@dataclass(frozen=True, slots=True)
class AddRow:
    """Put a new row into a table, at ``index`` or at the end. ``table`` is the path of the table."""

    table: Path
    row: Row
    index: int | None = None

    @property
    def place(self) -> Path:
        return (*self.table, self.row.id)

    @property
    def title(self) -> Title:
        return Title("adding {what}", {"what": ROW_NAMES[self.table[-1]]})

    def apply(self, plan: AccountPlan) -> AccountPlan:
        rows = rows_at(plan, self.table)
        if any(row.id == self.row.id for row in rows):
            raise ValueError(f"{'/'.join(self.table)}: the id {self.row.id!r} stands there already")
        at = len(rows) if self.index is None else max(0, min(self.index, len(rows)))
        return replaced(plan, self.table, (*rows[:at], self.row, *rows[at:]))


class RemoveRow(NamedTuple):
    """Take a row out, and every reference to it; reports of a removed person move up to that person's boss."""

    table: Path
    row_id: str

    @property
    def place(self) -> Path:
        return (*self.table, self.row_id)

    @property
    def title(self) -> Title:
        return Title("deleting {what}", {"what": ROW_NAMES[self.table[-1]]})

    def apply(self, plan: AccountPlan) -> AccountPlan:
        rows = rows_at(plan, self.table)
        index = position_of(rows, self.row_id, self.place)
        shorter = replaced(plan, self.table, (*rows[:index], *rows[index + 1 :]))
        return without_references(shorter, self.table[-1], rows[index]) if len(self.table) == 1 else shorter


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Put a row at another position of its table; positions beyond the ends mean the ends."""

    table: Path
    row_id: str
    index: int

    @property
    def place(self) -> Path:
        return (*self.table, self.row_id)

    @property
    def title(self) -> Title:
        return Title("moving {what}", {"what": ROW_NAMES[self.table[-1]]})

    def apply(self, plan: AccountPlan) -> AccountPlan:
        rows = rows_at(plan, self.table)
        present = position_of(rows, self.row_id, self.place)
        wanted = max(0, min(self.index, len(rows) - 1))
        if wanted == present:
            return plan
        rest = (*rows[:present], *rows[present + 1 :])
        return replaced(plan, self.table, (*rest[:wanted], rows[present], *rest[wanted:]))


class Together(NamedTuple):
    """Several edits as one step of undo; none of them happens when one of them cannot."""

    edits: tuple[Edit, ...]
    title: Title

    @property
    def place(self) -> Path:
        return self.edits[0].place if self.edits else ()

    def apply(self, plan: AccountPlan) -> AccountPlan:
        for edit in self.edits:
            plan = edit.apply(plan)
        return plan


def rows_at(plan: AccountPlan, table: Path) -> tuple[Row, ...]:
    """The rows of a table. Raises ``NoSuchPlace`` when the path leads to no table."""
    rows = value_at(plan, table)
    if rows is ABSENT or not isinstance(rows, tuple):
        raise NoSuchPlace(table, table[-1] if table else "")
    return cast("tuple[Row, ...]", rows)


def position_of(rows: tuple[Row, ...], row_id: str, place: Path) -> int:
    """Where a row stands. Raises ``NoSuchPlace`` for a row that is gone, perhaps by a colleague's hand."""
    for index, row in enumerate(rows):
        if row.id == row_id:
            return index
    raise NoSuchPlace(place, row_id)
