"""The plan as JSON: what ``show --json`` and ``export`` write, and what ``import --as plan`` reads back.

Absent keys take their default; unknown keys are refused by name; ids and the order of rows are kept. Text passes the
same gate as typed text, and what the gate took out is counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from kaptui.exchange.complaint import SHOWN, Complaint, UnreadableFile, shown, unreadable
from kaptui.exchange.json_text import parsed, word_of
from kaptui.exchange.plan_complaints import complaint_of
from kaptui.plan import formats
from kaptui.plan.clean import removed_characters, spelled_out
from kaptui.plan.document import OPPORTUNITY_TABLES, TABLES, AccountPlan
from kaptui.plan.paths import Path, place_in
from kaptui.text import N_


@dataclass(frozen=True, slots=True)
class PlanRead:
    """A plan from a file, and how many characters that only a terminal would obey were taken out of its texts."""

    plan: AccountPlan
    removed: int


def plan_as_json(plan: AccountPlan) -> str:
    """The plan in the shape of ``show --json``, two spaces an indent, text as it is, ending in a line end."""
    return spelled_out(plan.model_dump_json(indent=2)) + "\n"


def read_plan(data: bytes) -> PlanRead:
    """The plan that the bytes of a file hold. Raises ``UnreadableFile`` with the place and reason of each complaint."""
    tree = parsed(data)
    if not isinstance(tree, dict):
        raise unreadable(N_("The file holds no plan: an object with keys is expected, not {found}."), found=shown(tree))
    _refuse_newer(tree.get("format", formats.FORMAT))
    tree = formats.in_present_format(tree)
    complaints = [*_flags_for_numbers(tree), *_repeated_ids(tree)]
    try:
        plan = AccountPlan.model_validate(tree)
    except ValidationError as error:
        told = error.errors(include_url=False)
        complaints += [complaint_of(each, tree) for each in told if each["loc"] or each["type"] != "value_error"]
    if complaints:
        raise UnreadableFile(tuple(complaints[:SHOWN]), max(0, len(complaints) - SHOWN))
    return PlanRead(plan, _removed(tree))


def _refuse_newer(found: Any) -> None:
    if isinstance(found, int) and not isinstance(found, bool) and found > formats.FORMAT:
        raise unreadable(
            N_("The plan has format {found}; this kaptui reads formats up to {known}. Install a newer kaptui."),
            found=str(found),
            known=str(formats.FORMAT),
        )


def _removed(tree: Any) -> int:
    if isinstance(tree, str):
        return removed_characters(tree)
    if isinstance(tree, dict):
        return sum(_removed(inner) for inner in tree.values())
    if isinstance(tree, list):
        return sum(_removed(inner) for inner in tree)
    return 0


def _flags_for_numbers(tree: Any, place: Path = (), key: str = "") -> list[Complaint]:
    """``true`` and ``false`` where the model knows no flag: pydantic would read them as 1 and 0."""
    if isinstance(tree, bool) and key not in _flags(AccountPlan):
        return [Complaint(N_("{found} cannot stand here"), place, {"found": shown(tree)})]
    found: list[Complaint] = []
    if isinstance(tree, dict):
        for name, inner in tree.items():
            found += _flags_for_numbers(inner, (*place, name), name)
    elif isinstance(tree, list):
        for index, inner in enumerate(tree):
            found += _flags_for_numbers(inner, (*place, word_of(inner, index)), key)
    return found


@cache
def _flags(model: type[BaseModel]) -> frozenset[str]:
    """The names of the yes-or-no fields of a model and of everything in it."""
    names: set[str] = set()
    for name, info in model.model_fields.items():
        if info.annotation is bool:
            names.add(name)
        place = place_in(model, name)
        inner = place.row or place.model or _record_in(place.item)
        if inner is not None:
            names |= _flags(inner)
    return frozenset(names)


def _record_in(item: Any) -> type[BaseModel] | None:
    """The record that a mapping holds, at whatever depth."""
    if isinstance(item, type) and issubclass(item, BaseModel):
        return item
    return next((found for part in get_args(item) if (found := _record_in(part)) is not None), None)


def _repeated_ids(tree: dict[str, Any]) -> list[Complaint]:
    complaints = [each for table in TABLES for each in _repeated((table,), tree.get(table))]
    deals = tree.get("opportunities")
    for deal in deals if isinstance(deals, list) else []:
        if isinstance(deal, dict):
            place = ("opportunities", str(deal.get("id")))
            complaints += [each for table in OPPORTUNITY_TABLES for each in _repeated((*place, table), deal.get(table))]
    return complaints


def _repeated(place: Path, rows: Any) -> list[Complaint]:
    ids = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    counts = Counter(row_id for row_id in ids if isinstance(row_id, str))
    return [Complaint(N_("the id {id} appears twice"), place, {"id": each}) for each, n in counts.items() if n > 1]
