"""Paths: the one way to name a place in a plan, for edits, history, merging, the command line and jumps.

A path is a tuple of words from the root: ``("opportunities", "<row id>", "split", "2026-04")``. Tables are entered by
row id, mappings by key. ``value_at`` reads, ``replaced`` makes a new plan that shares everything beside the path.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, NamedTuple, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

from kaptui.plan.record import Record, Row

Path = tuple[str, ...]
R = TypeVar("R", bound=Record)


class _Absent:
    """The value of a place that is not there: a key not in its mapping, a row that is gone, a field not set."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


class NoSuchPlace(LookupError):
    """A path that leads nowhere; ``path`` is the whole of it, ``at`` the word that is not known there."""

    def __init__(self, path: Path, at: str) -> None:
        super().__init__("/".join(path))
        self.path = path
        self.at = at


class Place(NamedTuple):
    """What a field of a model holds: ``row`` for tables, ``model`` for one record, ``item`` for the values of a mapping."""

    row: type[Row] | None = None
    model: type[Record] | None = None
    item: Any = None


@cache
def place_of(annotation: Any) -> Place:
    """The kind of place an annotation describes; a plain value gives an empty ``Place``."""
    if get_origin(annotation) is Annotated:
        return place_of(get_args(annotation)[0])
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple and isinstance(arguments[0], type) and issubclass(arguments[0], Row):
        return Place(row=arguments[0])
    if get_origin(annotation) is dict:
        return Place(item=arguments[1])
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return Place(model=annotation)
    return Place()


def place_in(model: type[BaseModel], name: str) -> Place:
    """The place that a model's field is. Raises ``KeyError`` for an unknown field."""
    annotation: Any = model.model_fields[name].annotation
    return place_of(annotation)


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    annotation: Any = info.annotation
    for mark in info.metadata:
        annotation = Annotated[annotation, mark]
    return TypeAdapter(annotation)


@cache
def _item_adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    annotation: Any = model.model_fields[name].annotation
    return TypeAdapter(annotation)


def validated(model: type[BaseModel], name: str, value: Any) -> Any:
    """The value as the field stores it. Raises pydantic's ``ValidationError`` (a ``ValueError``) when it is refused."""
    return _adapter(model, name).validate_python(value)


def value_at(root: Record, path: Path) -> Any:
    """The value at a path, or ``ABSENT`` when a row, key or field on the way is not there. Raises ``NoSuchPlace``."""
    here: Any = root
    for word in path:
        here = _step(here, word, path)
        if here is ABSENT:
            return ABSENT
    return here


def _step(here: Any, word: str, path: Path) -> Any:
    if isinstance(here, Record):
        if word not in type(here).model_fields:
            raise NoSuchPlace(path, word)
        return ABSENT if here.UNSET_IS_ABSENT and word not in here.model_fields_set else getattr(here, word)
    if isinstance(here, Mapping):
        return here.get(word, ABSENT)
    if isinstance(here, tuple) and (not here or isinstance(here[0], Row)):
        return next((row for row in here if row.id == word), ABSENT)
    raise NoSuchPlace(path, word)


def replaced(root: R, path: Path, value: Any) -> R:
    """A copy of ``root`` in which the place holds ``value`` (validated); ``ABSENT`` takes a key out or unsets a field.

    Missing mapping entries on the way are created (an answer, an override); missing rows raise ``NoSuchPlace``.
    """
    if not path:
        raise NoSuchPlace(path, "")
    return _replaced_in_record(root, path, value, path)


def _replaced_in_record(record: R, path: Path, value: Any, whole: Path) -> R:
    name, rest = path[0], path[1:]
    model = type(record)
    if name not in model.model_fields:
        raise NoSuchPlace(whole, name)
    if not rest:
        return unset(record, name) if value is ABSENT else swapped(record, name, validated(model, name, value))
    place = place_in(model, name)
    present = getattr(record, name)
    if place.row is not None:
        return swapped(record, name, _replaced_in_table(present, rest, value, whole))
    if place.model is not None:
        return swapped(record, name, _replaced_in_record(present, rest, value, whole))
    if place.item is not None:
        mapping = _replaced_in_mapping(present, place.item, rest, value, whole)
        return swapped(record, name, _item_adapter(model, name).validate_python(mapping))
    raise NoSuchPlace(whole, rest[0])


def _replaced_in_table(rows: tuple[Row, ...], path: Path, value: Any, whole: Path) -> tuple[Row, ...]:
    for index, row in enumerate(rows):
        if row.id == path[0]:
            if len(path) == 1:
                raise NoSuchPlace(whole, path[0])
            return (*rows[:index], _replaced_in_record(row, path[1:], value, whole), *rows[index + 1 :])
    raise NoSuchPlace(whole, path[0])


def _replaced_in_mapping(mapping: Mapping[str, Any], item: Any, path: Path, value: Any, whole: Path) -> dict[str, Any]:
    key, rest = path[0], path[1:]
    changed = dict(mapping)
    if not rest:
        changed.pop(key, None)
        return changed if value is ABSENT else changed | {key: value}
    inner = place_of(item)
    if inner.model is not None:
        changed[key] = _replaced_in_record(changed.get(key) or inner.model(), rest, value, whole)
    elif inner.item is not None:
        changed[key] = _replaced_in_mapping(changed.get(key) or {}, inner.item, rest, value, whole)
    else:
        raise NoSuchPlace(whole, rest[0])
    return changed


def swapped(record: R, name: str, value: Any) -> R:
    """A copy with one field exchanged, unvalidated: for values that were validated already. Shares everything else."""
    if getattr(record, name) is value and name in record.model_fields_set:
        return record
    return record.model_copy(update={name: value})


def unset(record: R, name: str) -> R:
    """A copy in which a field stands at its default as if nobody had ever said anything."""
    values = {key: getattr(record, key) for key in record.model_fields_set if key != name}
    return cast("R", type(record).model_construct(_fields_set=set(values), **values))
