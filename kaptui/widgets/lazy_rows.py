"""Rows that are made when they come into view, for lists of thousands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar, overload

from kaptui.widgets.grid_model import GridRow

T = TypeVar("T")


class LazyRows(Sequence[GridRow]):
    """Rows by key, each one line high, made by ``make(place)`` at the first look and remembered.

    ``GridData.rows`` may be these; ordering or filtering in the grid makes them all, so a list of very many has its
    order and filter from its owner.
    """

    def __init__(self, count: int, keys: Callable[[], Sequence[str]], make: Callable[[int], GridRow]) -> None:
        """``keys`` gives the keys of all rows, when a row is looked for by its key."""
        self._count = count
        self._keys_of_all = keys
        self._make = make
        self._made: dict[int, GridRow] = {}

    @cached_property
    def keys(self) -> Sequence[str]:
        """The keys of all rows."""
        return self._keys_of_all()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> GridRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[GridRow]: ...
    def __getitem__(self, place: int | slice) -> GridRow | Sequence[GridRow]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        index = place if place >= 0 else place + len(self)
        row = self._made.get(index)
        if row is None:
            if not 0 <= index < len(self):
                raise IndexError(place)
            row = self._made[index] = self._make(index)
        return row


def rows_on_sight(rows: Sequence[T], key: Callable[[T], str], make: Callable[[T], GridRow]) -> LazyRows:
    """A row of the grid for each of ``rows``, made when it comes into view."""
    return LazyRows(len(rows), lambda: [key(row) for row in rows], lambda place: make(rows[place]))


def are_single_lines(rows: Sequence[GridRow]) -> bool:
    """Whether every row is one line high."""
    return isinstance(rows, LazyRows) or all(row.height == 1 for row in rows)


def keys_of(rows: Sequence[GridRow]) -> Sequence[str]:
    """The keys of all rows."""
    return rows.keys if isinstance(rows, LazyRows) else [row.key for row in rows]
