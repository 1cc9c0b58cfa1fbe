"""What stands at a path, without a plan at hand: the description of the field there, read off the models."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec, field_of
from kaptui.plan.paths import NoSuchPlace, Path, place_in, place_of

_AMOUNTS = {
    "split": FieldSpec(
        "split", "Quarter", "What of it falls into this quarter: an amount, or a share such as 25%.", "money", 10,
        optional=True,
    ),
    "targets": FieldSpec(
        "targets", "Target", "What we are to sell in this period; a year without one is the sum of its quarters.",
        "money", 10, optional=True,
    ),
}  # fmt: skip
"""What the amounts under a month or a year are, by the mapping they stand in."""


def spec_at(path: Path) -> FieldSpec:
    """The description of the field a path leads to; a quarter or a target is described as money.

    Raises ``NoSuchPlace`` when the path leads to no field: to a table, a row, a mapping, or nowhere.
    """
    return _spec(AccountPlan, path, path)


def _spec(model: type[BaseModel], path: Path, whole: Path) -> FieldSpec:
    if not path:
        raise NoSuchPlace(whole, whole[-1] if whole else "")
    name, rest = path[0], path[1:]
    if name not in model.model_fields:
        raise NoSuchPlace(whole, name)
    if not rest:
        try:
            return field_of(model, name)
        except KeyError:
            raise NoSuchPlace(whole, name) from None
    place = place_in(model, name)
    if place.model is not None:
        return _spec(place.model, rest, whole)
    if place.row is not None:
        return _spec(place.row, rest[1:], whole)
    if place.item is not None:
        return _item_spec(name, place.item, rest, whole)
    raise NoSuchPlace(whole, rest[0])


def _item_spec(name: str, item: Any, path: Path, whole: Path) -> FieldSpec:
    """The description behind a mapping's key: an amount, a record, or one more mapping (the assessment's columns)."""
    inner = place_of(item)
    if inner.model is not None:
        return _spec(inner.model, path[1:], whole)
    if inner.item is not None and len(path) > 1:
        return _item_spec(name, inner.item, path[1:], whole)
    if name in _AMOUNTS and len(path) == 1:
        return _AMOUNTS[name]
    raise NoSuchPlace(whole, path[-1])
