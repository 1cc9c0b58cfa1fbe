"""What differs between two states of a plan, place by place, and how to carry a state across that difference.

A change names one place by its path (see ``paths``) with what stood there before and after, as JSON values. Rows are
known by id and mappings by key; a whole row that came or went is one change. Where the order of rows (or keys) does
not follow from that, one further change at the table's own path lists the ids before and after. The difference is
complete in both directions: ``patched(old, changes)`` is the new document and ``patched(new, inverted(changes))`` the
old one, row order included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from kaptui.plan.document import TABLES, AccountPlan
from kaptui.plan.paths import ABSENT, NoSuchPlace, Path, Place, place_in, place_of
from kaptui.plan.people import Override

Json: TypeAlias = Any
"""A value as JSON knows it: None, bool, int, str, a list or a dict of these."""
Document: TypeAlias = dict[str, Json]
"""A whole plan as ``show --json`` prints it."""

_OVERRIDE_DEPTH: Final = 4
"""So many words lead to an override: ``opportunities``, the deal, ``overrides``, the person."""
UNRECORDED: Final = frozenset({"format", "id", "revision"})
"""Facts about the file that no edit changes: they are no part of a difference."""


class Change(NamedTuple):
    """One place that differs: ``old`` and ``new`` are JSON values, ``ABSENT`` where there is nothing."""

    path: Path
    old: Json
    new: Json


def document_of(plan: AccountPlan) -> Document:
    """The plan as JSON values, in the shape and order of ``show --json``."""
    return plan.model_dump(mode="json")


def json_of(value: object) -> Json:
    """One value of a plan, whatever field or row it is of, as ``document_of`` shows it."""
    return to_jsonable_python(value)


def changes(old: AccountPlan, new: AccountPlan) -> tuple[Change, ...]:
    """What differs between two states of a plan, in the order of the file. Parts that both share are not looked at."""
    return document_changes(*_narrowed(old, new))


def document_changes(old: Mapping[str, Json], new: Mapping[str, Json]) -> tuple[Change, ...]:
    """What differs between two documents in the shape of ``show --json``; ``format``, ``id`` and ``revision`` apart."""
    return tuple(_in_record((), AccountPlan, old, new, UNRECORDED))


def inverted(found: Iterable[Change]) -> tuple[Change, ...]:
    """The way back: each change with its two sides exchanged."""
    return tuple(Change(change.path, change.new, change.old) for change in found)


def patched(document: Mapping[str, Json], found: Iterable[Change]) -> Document:
    """A document with the changes carried out; the given one and its parts stay as they are.

    Raises ``NoSuchPlace`` when a row on the way is not there: the document is not the one the changes start from.
    """
    result = dict(document)
    orders = []
    for change in found:
        if is_order(change):
            orders.append(change)
        else:
            _put(result, AccountPlan, change.path, change.new, change.path)
    for change in orders:
        _put(result, AccountPlan, change.path, _Order(change.new), change.path)
    return result


def by_attribute(change: Change) -> tuple[Change, ...]:
    """An override that came or went as a whole, attribute by attribute; any other change by itself.

    There nothing is two things (see ``Override``), and a whole override tells them apart no more than its name would.
    """
    if len(change.path) != _OVERRIDE_DEPTH or not is_in_override((*change.path, "")):
        return (change,)
    old, new = ({} if side is ABSENT else side for side in (change.old, change.new))
    if not (isinstance(old, dict) and isinstance(new, dict)):  # what another program wrote into the history
        return (change,)
    names = [name for name in Override.model_fields if name in old or name in new]
    return tuple(Change((*change.path, name), old.get(name, ABSENT), new.get(name, ABSENT)) for name in names)


def is_in_override(path: Path) -> bool:
    """Whether a path leads to what one deal says otherwise about a person: where absent is not null."""
    return len(path) > _OVERRIDE_DEPTH and path[0] == "opportunities" and path[2] == "overrides"


def is_order(change: Change) -> bool:
    """Whether a change lists the ids of a table (or the keys of a mapping) in their order, not a value."""
    place = _place_at(change.path)
    return (place.row is not None or place.item is not None) and isinstance(change.new, list)


def told(found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes a person would tell: order only where rows were moved, not where it follows rows that came or went."""
    return tuple(change for change in found if not is_order(change) or _is_move(change))


def _is_move(change: Change) -> bool:
    if _place_at(change.path).row is None:
        return False
    before, after = set(change.old), set(change.new)
    return [key for key in change.old if key in after] != [key for key in change.new if key in before]


def _narrowed(old: AccountPlan, new: AccountPlan) -> tuple[Document, Document]:
    """Both plans as documents that leave out the fields they share; a shared row is there by its id alone."""
    differing = [name for name in AccountPlan.model_fields if getattr(old, name) is not getattr(new, name)]
    plain = {name for name in differing if name not in TABLES and name not in UNRECORDED}
    left: Document = old.model_dump(mode="json", include=plain) if plain else {}
    right: Document = new.model_dump(mode="json", include=plain) if plain else {}
    for name in differing:
        if name in TABLES:
            left[name], right[name] = _narrowed_rows(getattr(old, name), getattr(new, name))
    return left, right


def _narrowed_rows(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Document], list[Document]]:
    if [row.id for row in old] == [row.id for row in new]:
        pairs = [pair for pair in zip(old, new, strict=True) if pair[0] is not pair[1]]
        return [row.model_dump(mode="json") for row, _ in pairs], [row.model_dump(mode="json") for _, row in pairs]
    before = {row.id: row for row in old}
    shared = {row.id for row in new if row.id in before and before[row.id] is row}
    left, right = (
        [{"id": row.id} if row.id in shared else row.model_dump(mode="json") for row in rows] for rows in (old, new)
    )
    return left, right


def _in_record(
    path: Path, model: type[BaseModel], old: Mapping[str, Json], new: Mapping[str, Json], skipped: frozenset[str]
) -> Iterator[Change]:
    for name in model.model_fields:
        before, after = old.get(name, ABSENT), new.get(name, ABSENT)
        if before is after or name in skipped:
            continue
        yield from _between((*path, name), place_in(model, name), before, after)


def _between(path: Path, place: Place, before: Json, after: Json) -> Iterator[Change]:
    if before is ABSENT or after is ABSENT or not _is_entered(place):
        if before is not after and before != after:
            yield Change(path, before, after)
    elif place.row is not None:
        yield from _in_table(path, place.row, before, after)
    elif place.model is not None:
        yield from _in_record(path, place.model, before, after, frozenset())
    else:
        yield from _in_mapping(path, place_of(place.item), before, after)


def _is_entered(place: Place) -> bool:
    return place.row is not None or place.model is not None or place.item is not None


def _in_table(path: Path, model: type[BaseModel], old: list[Document], new: list[Document]) -> Iterator[Change]:
    if old == new and not _holds_mappings(model):
        return
    before, after = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    for key, row in before.items():
        if key not in after:
            yield Change((*path, key), row, ABSENT)
        elif row is not after[key] and (row != after[key] or _holds_mappings(model)):
            yield from _in_record((*path, key), model, row, after[key], frozenset({"id"}))
    yield from _arrivals_and_order(path, before, after)


def _in_mapping(path: Path, item: Place, old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[Change]:
    for key, value in old.items():
        if key not in new:
            yield Change((*path, key), value, ABSENT)
        else:
            yield from _between((*path, key), item, value, new[key])
    yield from _arrivals_and_order(path, old, new)


def _arrivals_and_order(path: Path, before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Change]:
    added = [key for key in after if key not in before]
    for key in added:
        yield Change((*path, key), ABSENT, after[key])
    stayed = [key for key in before if key in after]
    removed = [key for key in before if key not in after]
    if list(after) != stayed + added or list(before) != stayed + removed:
        yield Change(path, list(before), list(after))


@cache
def _holds_mappings(model: type[BaseModel]) -> bool:
    """Whether equal documents of the model may still differ, in the order of keys."""
    return any(place_in(model, name).item is not None for name in model.model_fields)


class _Order(NamedTuple):
    """The value of a change of order while it is carried out."""

    keys: Sequence[str]

    def of_rows(self, rows: Sequence[Document]) -> list[Document]:
        rank = {key: number for number, key in enumerate(self.keys)}
        return sorted(rows, key=lambda row: rank.get(row["id"], len(rank)))

    def of_keys(self, mapping: Mapping[str, Json]) -> Document:
        rank = {key: number for number, key in enumerate(self.keys)}
        return {key: mapping[key] for key in sorted(mapping, key=lambda key: rank.get(key, len(rank)))}


def _put(document: Document, model: type[BaseModel], path: Path, value: Json, whole: Path) -> None:
    """Set one place of a document that may be changed; everything below its own level is copied before it is."""
    name, rest = path[0], path[1:]
    if name not in model.model_fields:
        raise NoSuchPlace(whole, name)
    changed = _entered(place_in(model, name), document.get(name, ABSENT), rest, value, whole)
    _set(document, name, changed)


def _set(mapping: Document, key: str, value: Json) -> None:
    if value is ABSENT:
        mapping.pop(key, None)
    else:
        mapping[key] = value


def _entered(place: Place, present: Json, rest: Path, value: Json, whole: Path) -> Json:
    """The new value of a place whose present value is ``present``, ``rest`` being the way on from it."""
    if not rest:
        if not isinstance(value, _Order):
            return value
        return value.of_rows(present) if place.row is not None else value.of_keys(present)
    if present is ABSENT or not _is_entered(place):
        raise NoSuchPlace(whole, rest[0])
    if place.row is not None:
        return _table_with(place.row, present, rest, value, whole)
    copied = dict(present)
    if place.model is not None:
        _put(copied, place.model, rest, value, whole)
    else:
        item = place_of(place.item)
        _set(copied, rest[0], _entered(item, copied.get(rest[0], ABSENT), rest[1:], value, whole))
    return copied


def _table_with(model: type[BaseModel], rows: Sequence[Document], rest: Path, value: Json, whole: Path) -> list[Document]:
    changed = list(rows)
    index = next((index for index, row in enumerate(changed) if row["id"] == rest[0]), None)
    if len(rest) == 1:
        if index is not None:
            changed.pop(index)
        return changed if value is ABSENT else [*changed, value]
    if index is None:
        raise NoSuchPlace(whole, rest[0])
    copied = dict(changed[index])
    _put(copied, model, rest[1:], value, whole)
    changed[index] = copied
    return changed


@lru_cache(maxsize=4096)
def _place_at(path: Path) -> Place:
    """The kind of place a path leads to; plain for one that leads nowhere."""
    place = Place(model=AccountPlan)
    for word in path:
        if place.row is not None:
            place = Place(model=place.row)
        elif place.model is not None and word in place.model.model_fields:
            place = place_in(place.model, word)
        else:
            place = place_of(place.item) if place.item is not None else Place()
    return place
