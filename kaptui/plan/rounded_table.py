"""Rounding a table of amounts so that what is shown adds up, down every column and along every row.

Rounding each amount by itself leaves sums that are off by some units; largest remainders mend rows or columns, never
both. Here every amount and every total becomes its exact value cut down or up (Cox, *A constructive procedure for
unbiased controlled rounding*, 1987): with the totals as a further row and column whose sums are taken off, every row and
column adds up to nothing, so the amounts that are no multiples yet lie on circles from row to column to row. Adding to
and taking from the amounts of a circle in turn keeps all sums, until one of them is a multiple.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kaptui.plan.exact import exact_sum, largest_remainder, rounded, shifted

Place = tuple[int, int]
"""Row and column."""


class RoundedTable(NamedTuple):
    """Amounts by row and column, the total of every row and of every column, and the total of all."""

    cells: tuple[tuple[Decimal, ...], ...]
    of_rows: tuple[Decimal, ...]
    of_columns: tuple[Decimal, ...]
    total: Decimal


def rounded_table(amounts: Sequence[Sequence[Decimal]], places: int = 0) -> RoundedTable:
    """The table in steps of ``places`` decimals, each value less than one step off.

    The total is rounded half away from zero; the totals of columns, those of rows, and the amounts come as near to
    their largest remainders and their own rounding as the sums allow, in this order. Rows are of one length.
    """
    columns = [exact_sum(column) for column in zip(*amounts, strict=True)]
    rows = [exact_sum(row) for row in amounts]
    total = exact_sum(rows)
    work = _Circles([*(list(row) for row in amounts), columns], [*rows, total], places)
    last_row, last_column = len(rows), len(columns)
    work.settle((last_row, last_column), rounded(total, places))
    by_remainder = largest_remainder(columns, rounded(total, places), shifted(Decimal(1), -places))
    for column, wanted in enumerate(by_remainder):
        work.settle((last_row, column), wanted)
    for row, amount in enumerate(rows):
        work.settle((row, last_column), rounded(amount, places))
    for row, line in enumerate(amounts):
        for column, amount in enumerate(line):
            work.settle((row, column), rounded(amount, places))
    shown = [[work.value((row, column)) for column in range(last_column + 1)] for row in range(last_row + 1)]
    return RoundedTable(
        tuple(tuple(line[:-1]) for line in shown[:-1]),
        tuple(line[-1] for line in shown[:-1]), tuple(shown[-1][:-1]), shown[-1][-1],
    )  # fmt: skip


class _Circles:
    """The table and its totals as whole numbers of which ``step`` are one step of what is shown."""

    def __init__(self, lines: Sequence[Sequence[Decimal]], ends: Sequence[Decimal], places: int) -> None:
        table = [[*line, end] for line, end in zip(lines, ends, strict=True)]
        exponents = [int(value.as_tuple().exponent) for line in table for value in line]
        self._decimals = max(places, -min(exponents, default=0))
        self._places = places
        self._step = 10 ** (self._decimals - places)
        self._last: Place = (len(table) - 1, len(table[0]) - 1)
        self._values = {
            (row, column): int(shifted(value, self._decimals)) * self._sign((row, column))
            for row, line in enumerate(table)
            for column, value in enumerate(line)
        }
        self._in_row: list[set[int]] = [set() for _ in table]
        self._in_column: list[set[int]] = [set() for _ in table[0]]
        for (row, column), value in self._values.items():
            if value % self._step:
                self._in_row[row].add(column)
                self._in_column[column].add(row)

    def value(self, place: Place) -> Decimal:
        """What stands at a settled place."""
        return shifted(Decimal(self._values[place] // self._step * self._sign(place)), -self._places)

    def settle(self, place: Place, wanted: Decimal) -> None:
        """Make an amount a multiple, the wanted one of the two next to it if that is still possible."""
        aim = int(shifted(wanted, self._decimals)) * self._sign(place)
        while self._values[place] % self._step:
            self._turn(place, 1 if aim > self._values[place] else -1)

    def _sign(self, place: Place) -> int:
        """Totals are taken off what they are the totals of; the total of totals is taken off those."""
        return -1 if (place[0] == self._last[0]) is not (place[1] == self._last[1]) else 1

    def _turn(self, place: Place, direction: int) -> None:
        """Add to ``place`` and to every second amount of a circle through it, and take that from the others, or the
        other way round: as much as makes the first of them a multiple."""
        circle = [place, *self._way(place)]
        signs = [direction if number % 2 == 0 else -direction for number in range(len(circle))]
        room = min(
            self._step - self._values[each] % self._step if sign > 0 else self._values[each] % self._step
            for each, sign in zip(circle, signs, strict=True)
        )
        for each, sign in zip(circle, signs, strict=True):
            self._values[each] += sign * room
            if self._values[each] % self._step == 0:
                self._in_row[each[0]].discard(each[1])
                self._in_column[each[1]].discard(each[0])

    def _way(self, place: Place) -> list[Place]:
        """From the row of ``place`` back to its column, by amounts that are no multiples. There always is a way: were
        there none, that one amount would make a sum of whole numbers a fraction."""
        row, column = place
        for other in self._in_row[row] - {column}:
            fewer, more = sorted((self._in_column[column], self._in_column[other]), key=len)
            between = next((each for each in fewer if each != row and each in more), None)
            if between is not None:
                return [(row, other), (between, other), (between, column)]
        return self._long_way(place)

    def _long_way(self, place: Place) -> list[Place]:
        """The same where no single row lies between, which is rare: breadth first."""
        end, start = place
        row_by: dict[int, int] = {}
        column_by: dict[int, int] = {start: -1}
        waiting = deque([start])
        while end not in row_by:
            column = waiting.popleft()
            for row in self._in_column[column]:
                if row in row_by or (row, column) == place:
                    continue
                row_by[row] = column
                for other in self._in_row[row] - column_by.keys():
                    column_by[other] = row
                    waiting.append(other)
        return _traced(row_by, column_by, end, start)


def _traced(row_by: dict[int, int], column_by: dict[int, int], row: int, start: int) -> list[Place]:
    """The way from a row to the first column, by what each row and column was reached from."""
    way = [(row, row_by[row])]
    while way[-1][1] != start:
        row = column_by[way[-1][1]]
        way += [(row, way[-1][1]), (row, row_by[row])]
    return way
