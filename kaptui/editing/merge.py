"""Three-way merging of plans: fields by name, rows by id, mapping keys one by one.

``base`` is what both sides started from. What only one side changed is taken from it; what both changed to the same is
no question; what both changed differently is a ``Conflict``, for which the merged plan holds *ours*. A row that one
side deleted and the other changed stays, with all that refers to it, until somebody decides. Undo uses the same
function: it carries "after -> before" onto the present plan. Except for conflicts the result does not depend on which
side is called ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar, cast

from kaptui.editing.row_order import merged_order
from kaptui.plan.document import TABLES, AccountPlan
from kaptui.plan.paths import ABSENT, Path, swapped
from kaptui.plan.record import Record, Row
from kaptui.plan.references import without_references

R = TypeVar("R", bound=Record)
_SAID_OF = {"overrides": "people", "assessment": "competitors"}
"""What a deal says of a row of another table, by the mapping it stands in."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place both sides changed differently; ``ABSENT`` stands for a row or key that one side removed.

    ``revision`` is the stored one in which ``theirs`` came, once a session has received it.
    """

    path: Path
    base: Any
    ours: Any
    theirs: Any
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged plan and what somebody has to decide."""

    plan: AccountPlan
    conflicts: tuple[Conflict, ...]


def merge(base: AccountPlan, ours: AccountPlan, theirs: AccountPlan) -> Merged:
    """Both sides' changes since ``base`` in one plan; ``revision`` and ``format`` are the higher ones."""
    if theirs is base:
        return Merged(ours, ())
    merged = _merged_once(base, ours, theirs)
    rows = list(dict.fromkeys(row for each in merged.conflicts if (row := _deleted_row(each, base, ours, theirs))))
    if not rows:
        return merged
    asked = (Conflict(path, *(_row(side, path) for side in (base, ours, theirs))) for path in rows)
    whole = _merged_once(base, _with_deleted(base, ours, rows), _with_deleted(base, theirs, rows))
    return Merged(whole.plan, (*whole.conflicts, *asked))


def _merged_once(base: AccountPlan, ours: AccountPlan, theirs: AccountPlan) -> Merged:
    conflicts: list[Conflict] = []
    plan = _merged_record(base, ours, theirs, (), conflicts)
    revision = max(ours.revision, theirs.revision)
    if plan.revision != revision:
        plan = plan.model_copy(update={"revision": revision})
    return Merged(plan, tuple(conflict for conflict in conflicts if conflict.path != ("revision",)))


def _deleted_row(conflict: Conflict, *plans: AccountPlan) -> Path | None:
    """The row of one of the plan's own tables that one side deleted while the other worked in it, or on what a deal
    says of it: only to these rows something refers. None when the conflict is not about a deletion."""
    path = conflict.path
    if ABSENT not in (conflict.ours, conflict.theirs):
        return None
    if len(path) == 2 and path[0] in TABLES:
        return path
    if len(path) != 4 or path[2] not in _SAID_OF:
        return None
    row = (_SAID_OF[path[2]], path[3])
    here = [_row(plan, row) is not ABSENT for plan in plans]
    return row if here[0] and not all(here) else None


def _row(plan: AccountPlan, path: Path) -> Any:
    return next((row for row in getattr(plan, path[0]) if row.id == path[1]), ABSENT)


def _with_deleted(base: AccountPlan, side: AccountPlan, rows: list[Path]) -> AccountPlan:
    """A side as if it had not deleted these rows: they, and what referred to them, as in ``base``."""
    for path in rows:
        if _row(side, path) is ABSENT:
            table, gone = path[0], _row(base, path)
            shorter = swapped(base, table, tuple(row for row in getattr(base, table) if row is not gone))
            side = _merged_once(without_references(shorter, table, gone), side, base).plan
    return side


def merge_onto(base: AccountPlan, ours: AccountPlan, theirs: AccountPlan) -> Merged:
    """As ``merge``, to be saved over ``theirs``: the plan goes on from their revision, whatever ours is.

    Raises ``ValueError`` should the merged plan not be valid.
    """
    merged = merge(base, ours, theirs)
    plan = merged.plan
    if plan != theirs:
        AccountPlan.model_validate(plan.model_dump())
    if plan.revision != theirs.revision:
        plan = plan.model_copy(update={"revision": theirs.revision})
    return Merged(plan, merged.conflicts)


def _merged(base: Any, ours: Any, theirs: Any, path: Path, conflicts: list[Conflict]) -> Any:
    if ours is theirs or theirs is base:
        return ours
    if ours is base:
        return theirs
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, Record) and isinstance(theirs, Record):
        origin = base if isinstance(base, Record) else type(ours).model_construct(_fields_set=set())
        return _merged_record(origin, ours, theirs, path, conflicts)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _merged_mapping(base if isinstance(base, dict) else {}, ours, theirs, path, conflicts)
    if _is_table(ours) and _is_table(theirs) and _is_table(base):
        return _merged_table(base, ours, theirs, path, conflicts)
    conflicts.append(Conflict(path, base, ours, theirs))
    return ours


def _is_table(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, Row) for item in value)


def _field(record: Record, name: str) -> Any:
    """A field as merging sees it: in a record where being unset means something (an override), unset is ``ABSENT``.

    Elsewhere it makes no difference who set a default: a file that was read sets every field.
    """
    if record.UNSET_IS_ABSENT and name not in record.model_fields_set:
        return ABSENT
    return getattr(record, name, ABSENT)


def _merged_record(base: R, ours: R, theirs: R, path: Path, conflicts: list[Conflict]) -> R:
    values: dict[str, Any] = {}
    for name in type(ours).model_fields:
        value = _merged(_field(base, name), _field(ours, name), _field(theirs, name), (*path, name), conflicts)
        if value is not ABSENT:
            values[name] = value
    if all(name in ours.model_fields_set and getattr(ours, name) is value for name, value in values.items()) and len(
        values
    ) == len(ours.model_fields_set):
        return ours
    spoken = {name for name in values if name in ours.model_fields_set | theirs.model_fields_set}
    if not isinstance(ours, Row | AccountPlan):
        values = {name: value for name, value in values.items() if name in spoken}
    return cast("R", type(ours).model_construct(_fields_set=spoken, **values))


def _merged_mapping(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], path: Path, conflicts: list[Conflict]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key in _keys_in_order(base, ours, theirs):
        value = _merged_entry(
            base.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT), (*path, key), conflicts
        )
        if value is not ABSENT:
            result[key] = value
    return result


def _keys_in_order(*mappings: dict[str, Any]) -> list[str]:
    return sorted({key for mapping in mappings for key in mapping})


def _merged_entry(base: Any, ours: Any, theirs: Any, path: Path, conflicts: list[Conflict]) -> Any:
    """One row or key: removing what the other side left alone wins, removing what
    it changed is a conflict that keeps the row."""
    if ours is ABSENT and theirs is not ABSENT and base is not ABSENT and theirs != base:
        conflicts.append(Conflict(path, base, ours, theirs))
        return theirs
    if theirs is ABSENT and ours is not ABSENT and base is not ABSENT and ours != base:
        conflicts.append(Conflict(path, base, ours, theirs))
        return ours
    return _merged(base, ours, theirs, path, conflicts)


def _merged_table(
    base: tuple[Row, ...], ours: tuple[Row, ...], theirs: tuple[Row, ...], path: Path, conflicts: list[Conflict]
) -> tuple[Row, ...]:
    by_id = [{row.id: row for row in rows} for rows in (base, ours, theirs)]
    kept: dict[str, Row] = {}
    for row_id in dict.fromkeys(row.id for rows in (base, ours, theirs) for row in rows):
        versions = [rows.get(row_id, ABSENT) for rows in by_id]
        row = _merged_entry(versions[0], versions[1], versions[2], (*path, row_id), conflicts)
        if row is not ABSENT:
            kept[row_id] = row
    order = merged_order(tuple(by_id[0]), tuple(by_id[1]), tuple(by_id[2]), frozenset(kept))
    return tuple(kept[row_id] for row_id in order)
