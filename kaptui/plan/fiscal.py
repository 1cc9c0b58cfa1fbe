"""Fiscal years and quarters. Money stands under absolute months, so moving the fiscal year moves no money.

Fiscal year Y is the one that begins in calendar year Y; ``q = ((month - start) mod 12) // 3 + 1`` (method.md, arithmetic).
A month key (``2026-10``) belongs to the quarter that contains it, whether or not it is that quarter's first month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from kaptui.plan.errors import Expected, Unreadable
from kaptui.plan.exact import exact_sum

MonthKey = str
"""``YYYY-MM``."""
Split = Mapping[MonthKey, Decimal]
"""Amounts in base units by month key."""

_KEY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Quarter ``number`` (1-4) of fiscal ``year``, which begins in calendar month ``year_start`` (1-12)."""

    year: int
    number: int
    year_start: int

    @property
    def start(self) -> MonthKey:
        """The key of the quarter's first month: where its money is stored."""
        return _key(self._first)

    @property
    def label(self) -> str:
        """``Q1`` to ``Q4``, the same in both languages."""
        return f"Q{self.number}"

    @property
    def months(self) -> tuple[MonthKey, MonthKey, MonthKey]:
        """The keys of its three months."""
        return _key(self._first), _key(self._first + 1), _key(self._first + 2)

    @property
    def first_day(self) -> date:
        """The first of its first month."""
        return _first_of(self._first)

    @property
    def last_day(self) -> date:
        """The last day of its third month; money in a quarter that ends before the close date is flagged."""
        after = _first_of(self._first + 3)
        return after if after == date.max else max(after, date.min + timedelta(1)) - timedelta(1)

    def contains(self, month: MonthKey) -> bool:
        """Whether a month key lies in the quarter."""
        return 0 <= _ordinal(month) - self._first < 3

    @property
    def _first(self) -> int:
        return self.year * 12 + self.year_start - 1 + 3 * (self.number - 1)


def month_key(value: str) -> MonthKey:
    """``value`` if it is ``YYYY-MM``; raises ``Unreadable`` otherwise."""
    if not _KEY.fullmatch(value):
        raise Unreadable(Expected.MONTH, value)
    return value


def month_of(day: date) -> MonthKey:
    """The key of a day's month."""
    return f"{day.year:04d}-{day.month:02d}"


@lru_cache(maxsize=1024)
def quarter_of(when: date | MonthKey, start: int) -> Quarter:
    """The quarter that contains a day or a month key, in a fiscal year beginning in month ``start``."""
    ordinal = _ordinal(when if isinstance(when, str) else month_of(when)) - (_month_number(start) - 1)
    return Quarter(ordinal // 12, ordinal % 12 // 3 + 1, start)


def fiscal_year_of(when: date | MonthKey, start: int) -> int:
    """The fiscal year that contains a day or a month key: the calendar year in which it began."""
    return quarter_of(when, start).year


def quarters_of(year: int, start: int) -> tuple[Quarter, Quarter, Quarter, Quarter]:
    """The four quarters of fiscal ``year`` in order."""
    _month_number(start)
    return Quarter(year, 1, start), Quarter(year, 2, start), Quarter(year, 3, start), Quarter(year, 4, start)


def cell_months(split: Split, quarter: Quarter) -> tuple[MonthKey, ...]:
    """The keys of ``split`` that lie in the quarter, earliest first: more than one after the fiscal year was moved."""
    return tuple(sorted(month for month in split if quarter.contains(month)))


def cell_amount(split: Split, quarter: Quarter) -> Decimal | None:
    """What the quarter's cell shows: the sum of the months in it, or ``None`` when nothing was ever entered."""
    months = cell_months(split, quarter)
    return exact_sum(split[month] for month in months) if months else None


def with_quarter(split: Split, quarter: Quarter, amount: Decimal | None) -> dict[MonthKey, Decimal]:
    """A new split whose cell holds ``amount``, under the quarter's first month; ``None`` empties the cell.

    All months of the quarter are replaced, so that an old key left from another fiscal year does not count twice.
    """
    kept = {month: value for month, value in split.items() if not quarter.contains(month)}
    if amount is not None:
        kept[quarter.start] = amount
    return dict(sorted(kept.items()))


def year_amount(split: Split, year: int, start: int) -> Decimal:
    """What ``split`` holds in fiscal ``year``, 0 when nothing."""
    return exact_sum(amount for month, amount in split.items() if fiscal_year_of(month, start) == year)


@lru_cache(maxsize=4096)
def _ordinal(month: str) -> int:
    match = _KEY.fullmatch(month)
    if match is None:
        raise Unreadable(Expected.MONTH, month)
    return int(match[1]) * 12 + int(match[2]) - 1


def _key(ordinal: int) -> MonthKey:
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"


def _first_of(ordinal: int) -> date:
    """The first day of a month, held within the calendar that ``date`` knows."""
    year = ordinal // 12
    if year < date.min.year:
        return date.min
    return date(year, ordinal % 12 + 1, 1) if year <= date.max.year else date.max


def _month_number(start: int) -> int:
    if not 1 <= start <= 12:
        raise ValueError(f"a fiscal year starts in month 1 to 12, not {start}")
    return start
