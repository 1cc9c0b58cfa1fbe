"""What points at a row: found through the field descriptions, so that a new reference needs no code here."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any, TypeVar

from kaptui.plan.document import OPPORTUNITY_TABLES, TABLES, AccountPlan
from kaptui.plan.fields import fields_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path, swapped
from kaptui.plan.people import Person
from kaptui.plan.record import Row

R = TypeVar("R", bound=Row)

_ABOUT: dict[str, Callable[[Any], tuple[str | None, ...]]] = {
    "people": lambda row: (row.id,),
    "links": lambda row: (row.source, row.target),
    "acknowledged": lambda row: (row.subject,),
}
"""Whom a row of a table is about, where it is about people."""


def without_references(plan: AccountPlan, section: str, gone: Row) -> AccountPlan:
    """The plan with no reference to a removed row of ``section``; its reports go to its own boss."""
    for table in TABLES:
        rows = getattr(plan, table)
        cleared = tuple(_without(row, section, gone) for row in rows)
        if any(new is not old for new, old in zip(cleared, rows, strict=True)):
            plan = swapped(plan, table, cleared)
    return plan


def without_people(plan: AccountPlan, people: Set[str]) -> AccountPlan:
    """The plan without these people and all that is said about them and nobody else: links, overrides, findings."""
    for table in ("links", "acknowledged"):
        plan = _without_rows(plan, table, people)
    for person in people:
        row = next((row for row in plan.people if row.id == person), Person(id=person))
        plan = without_references(plan, "people", row)
    return _without_rows(plan, "people", people)


def people_spoken_of(plan: AccountPlan) -> frozenset[str]:
    """Everybody who has a row in the plan or whom any row names, by id; some may have gone while others wrote of them."""
    rows: list[Row] = [row for table in TABLES for row in getattr(plan, table)]
    rows += [row for deal in plan.opportunities for table in OPPORTUNITY_TABLES for row in getattr(deal, table)]
    found = {who for table, whom in _ABOUT.items() for row in getattr(plan, table) for who in whom(row)}
    found.update(key for deal in plan.opportunities for key in deal.overrides)
    for row in rows:
        for spec in fields_of(type(row)):
            if spec.refers_to == "people":
                value = getattr(row, spec.name)
                found.update(value if isinstance(value, tuple) else (value,))
    return frozenset(who for who in found if who)


def whom_at(plan: AccountPlan, path: Path) -> frozenset[str]:
    """Whom the row is about that a path leads into, where it is about people and no person's own."""
    if path[:1] not in (("links",), ("acknowledged",)):
        return frozenset()
    rows = (row for row in getattr(plan, path[0]) if row.id in path[1:2])
    return frozenset(who for row in rows for who in _ABOUT[path[0]](row) if who)


def is_about(table: str, row: Row, people: Set[str]) -> bool:
    """Whether a row of a table says something about one of these people, and is nothing without them."""
    return table in _ABOUT and not people.isdisjoint(_ABOUT[table](row))


def _without_rows(plan: AccountPlan, table: str, people: Set[str]) -> AccountPlan:
    rows: tuple[Row, ...] = getattr(plan, table)
    kept = tuple(row for row in rows if not is_about(table, row, people))
    return plan if len(kept) == len(rows) else swapped(plan, table, kept)


def _without(row: R, section: str, gone: Row) -> R:
    for spec in fields_of(type(row)):
        if spec.refers_to == section:
            row = _cleared(row, spec.name, gone)
    if isinstance(row, Opportunity):
        for table in OPPORTUNITY_TABLES:
            rows = getattr(row, table)
            cleared = tuple(_without(inner, section, gone) for inner in rows)
            if any(new is not old for new, old in zip(cleared, rows, strict=True)):
                row = swapped(row, table, cleared)
        row = _without_key(row, {"people": "overrides", "competitors": "assessment"}.get(section), gone.id)
    return row


def _cleared(row: R, name: str, gone: Row) -> R:
    value = getattr(row, name)
    if isinstance(value, tuple):
        return swapped(row, name, tuple(item for item in value if item != gone.id)) if gone.id in value else row
    if value != gone.id:
        return row
    heir = gone.reports_to if isinstance(gone, Person) and name == "reports_to" and gone.reports_to != row.id else None
    return swapped(row, name, heir)


def _without_key(row: R, name: str | None, key: str) -> R:
    mapping: dict[str, Any] = getattr(row, name) if name else {}
    if name is None or key not in mapping:
        return row
    return swapped(row, name, {other: value for other, value in mapping.items() if other != key})
