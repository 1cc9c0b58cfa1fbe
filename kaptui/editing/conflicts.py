"""Conflicts between the first sight of them and the decision: what becomes of them meanwhile, and the deciding edit.

A conflict keeps both texts until it is decided, whatever happens to its field: what I write there is mine from then on,
what a colleague saves there is theirs. It is over when both are the same, when the row that one of us deleted is there
for both again, or when the row it is in is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from kaptui.editing.edits import AddRow, RemoveRow, Title, rows_at
from kaptui.editing.merge import Conflict
from kaptui.plan.changes import Change, document_of, json_of, patched
from kaptui.plan.document import OPPORTUNITY_TABLES, TABLES, AccountPlan
from kaptui.plan.paths import ABSENT, NoSuchPlace, Path, replaced, value_at
from kaptui.plan.places import spec_at
from kaptui.plan.record import Row

Conflicts = tuple[Conflict, ...]


class Choice(Enum):
    """How a conflict is decided."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Decision:
    """The edit that puts the chosen value of a conflict into its place; a row comes back, or goes with all references
    to it."""

    path: Path
    value: Any

    @property
    def place(self) -> Path:
        return self.path

    @property
    def title(self) -> Title:
        return Title("decision of a conflict")

    def apply(self, plan: AccountPlan) -> AccountPlan:
        """The plan with the value; raises ``NoSuchPlace`` when the row around it is gone, ``ValueError`` when it is
        refused."""
        present, table = present_value(plan, self.path), self.path[:-1]
        if present == self.value:
            return plan
        if not _is_row(self.path):
            return replaced(plan, self.path, self.value)
        if self.value is ABSENT:
            return RemoveRow(table, self.path[-1]).apply(plan)
        if present is ABSENT:
            return AddRow(table, self.value).apply(plan)
        rows = (self.value if row.id == self.value.id else row for row in rows_at(plan, table))
        return replaced(plan, table, tuple(rows))


def decided(conflict: Conflict, choice: Choice) -> Decision:
    """The edit of a decision. Raises ``ValueError`` when both cannot be kept."""
    match choice:
        case Choice.MINE:
            return Decision(conflict.path, conflict.ours)
        case Choice.THEIRS:
            return Decision(conflict.path, conflict.theirs)
        case Choice.BOTH:
            joined = both(conflict)
            if joined is None:
                raise ValueError("these two cannot be joined")
            return Decision(conflict.path, joined)


def both(conflict: Conflict) -> Any:
    """Both sides in one value: text of several lines theirs first, what they begin or end with in common once; of a
    list everything once. ``None`` where two values cannot be one."""
    ours, theirs = conflict.ours, conflict.theirs
    kind = _kind(conflict.path)
    if kind in ("long", "lines") and isinstance(ours, str) and isinstance(theirs, str):
        return _joined(theirs.split("\n"), ours.split("\n")) if ours and theirs else ours or theirs
    if kind in ("refs", "tags", "flags") and isinstance(ours, tuple) and isinstance(theirs, tuple):
        return tuple(dict.fromkeys((*theirs, *ours)))
    return None


def after_own_change(conflicts: Conflicts, before: AccountPlan, after: AccountPlan) -> Conflicts:
    """The open conflicts once the plan was changed here: what stands in the place now is mine."""
    if not conflicts or before is after:
        return conflicts
    kept = []
    for conflict in conflicts:
        present = present_value(after, conflict.path)
        if present != present_value(before, conflict.path):
            conflict = replace(conflict, ours=present)
        kept.append(conflict)
    return _open(kept, after)


def after_theirs(
    conflicts: Conflicts, fresh: Iterable[Conflict], before: AccountPlan, theirs: AccountPlan, after: AccountPlan
) -> Conflicts:
    """The open conflicts once a colleague's save came in and made the plan ``after``, ``fresh`` being those that it
    brought: what the colleague changed again since is theirs; a place in conflict twice keeps what it was at first.

    Of a row that the colleague deleted, what he had made of its fields before stays theirs.
    """
    by_path = {conflict.path: conflict for conflict in conflicts}
    for path, conflict in by_path.items():
        saved = present_value(theirs, path)
        if saved != present_value(before, path) and _leads_somewhere(theirs, path):
            by_path[path] = replace(conflict, theirs=saved, revision=theirs.revision)
    for conflict in fresh:
        first = by_path.get(conflict.path, conflict)
        by_path[conflict.path] = replace(conflict, base=first.base, revision=theirs.revision)
    return _open(by_path.values(), after)


def _open(conflicts: Iterable[Conflict], plan: AccountPlan) -> Conflicts:
    """Those that are not over."""
    return tuple(each for each in conflicts if not _is_settled(each) and _leads_somewhere(plan, each.path))


def _is_settled(conflict: Conflict) -> bool:
    ours, theirs = conflict.ours, conflict.theirs
    return bool(ours == theirs) or (isinstance(ours, Row) and isinstance(theirs, Row))


def present_value(plan: AccountPlan, path: Path) -> Any:
    """What stands at the place of a conflict; ``ABSENT`` also where nothing leads there."""
    try:
        return value_at(plan, path)
    except NoSuchPlace:
        return ABSENT


def as_json(conflict: Conflict) -> dict[str, Any]:
    """The conflict as JSON values; a side that is nothing is left out."""
    sides = {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}
    row: dict[str, Any] = {"path": list(conflict.path), "revision": conflict.revision}
    return row | {name: json_of(side) for name, side in sides.items() if side is not ABSENT}


def from_json(row: Any, plan: AccountPlan) -> Conflict:
    """The conflict in ``row``, its values read as the plan's fields. Raises ``ValueError``, ``LookupError`` or
    ``TypeError`` when it is none of this plan."""
    path = tuple(map(str, row["path"]))
    sides = {name: _read(plan, path, row[name]) if name in row else ABSENT for name in ("base", "ours", "theirs")}
    if sides["ours"] == sides["theirs"] or not _leads_somewhere(plan, path):
        raise ValueError("no conflict")
    return Conflict(path, sides["base"], sides["ours"], sides["theirs"], int(row["revision"]))


def _read(plan: AccountPlan, path: Path, value: Any) -> Any:
    """A JSON value as the plan would hold it at this path."""
    document = patched(document_of(plan), [Change(path, ABSENT, value)])
    return value_at(AccountPlan.model_validate(document), path)


def _joined(first: list[str], second: list[str]) -> str:
    head = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), None)
    if head is None:
        return "\n".join(first if len(first) > len(second) else second)
    tail = 0
    while tail < min(len(first), len(second)) - head and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    end = len(first) - tail
    return "\n".join([*first[:end], *second[head : len(second) - tail], *first[end:]])


def _kind(path: Path) -> str:
    try:
        return spec_at(path).kind
    except NoSuchPlace:
        return ""


def _is_row(path: Path) -> bool:
    return (len(path) == 2 and path[0] in TABLES) or (len(path) == 4 and path[2] in OPPORTUNITY_TABLES)


def _leads_somewhere(plan: AccountPlan, path: Path) -> bool:
    """Whether the rows around a place are there; a row itself may be gone, which is what is to be decided."""
    around = [path[:depth] for depth in (2, 4) if depth < len(path) and _is_row(path[:depth])]
    return all(isinstance(present_value(plan, row), Row) for row in around)
