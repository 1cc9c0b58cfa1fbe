"""Quarters stand under absolute months: moving the fiscal year moves no money."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.plan.errors import Unreadable
from kaptui.plan.fiscal import (
    Quarter,
    cell_amount,
    cell_months,
    fiscal_year_of,
    month_key,
    month_of,
    quarter_of,
    quarters_of,
    with_quarter,
    year_amount,
)

STARTS = st.integers(1, 12)
YEARS = st.integers(1950, 2100)
MONTHS = st.builds(lambda year, month: f"{year}-{month:02d}", YEARS, STARTS)
SPLITS = st.dictionaries(MONTHS, st.decimals(0, 10**9, places=2), max_size=10)


def test_a_fiscal_year_that_begins_in_october() -> None:
    quarters = quarters_of(2026, 10)
    assert [quarter.start for quarter in quarters] == ["2026-10", "2027-01", "2027-04", "2027-07"]
    assert [quarter.label for quarter in quarters] == ["Q1", "Q2", "Q3", "Q4"]
    assert quarters[3].last_day == date(2027, 9, 30)
    assert quarters[0].first_day == date(2026, 10, 1)
    assert quarters[0].months == ("2026-10", "2026-11", "2026-12")
    assert fiscal_year_of(date(2027, 9, 30), 10) == 2026
    assert fiscal_year_of("2027-10", 10) == 2027


def test_the_last_day_of_february_follows_the_calendar() -> None:
    assert quarter_of("2024-02", 12).last_day == date(2024, 2, 29)
    assert quarter_of("2026-02", 12).last_day == date(2026, 2, 28)


def test_a_key_inside_a_quarter_belongs_to_it() -> None:
    quarter = quarter_of("2026-05", 4)
    assert quarter == Quarter(2026, 1, 4)
    assert [quarter.contains(key) for key in ("2026-03", "2026-04", "2026-06", "2026-07")] == [False, True, True, False]


@given(MONTHS, STARTS)
def test_each_month_lies_in_exactly_one_quarter_of_its_year(month: str, start: int) -> None:
    year = fiscal_year_of(month, start)
    holders = [quarter for quarter in quarters_of(year, start) if quarter.contains(month)]
    assert holders == [quarter_of(month, start)]
    assert holders[0].number == (int(month[5:]) - start) % 12 // 3 + 1
    assert month in holders[0].months
    assert quarters_of(year, start)[0].start[:4] == str(year)


@given(YEARS, STARTS)
def test_quarters_follow_each_other_without_a_gap(year: int, start: int) -> None:
    run = [*quarters_of(year, start), *quarters_of(year + 1, start)]
    for before, after in pairwise(run):
        assert before.last_day + timedelta(1) == after.first_day
        assert before < after


@given(SPLITS, STARTS, STARTS, YEARS)
def test_moving_the_fiscal_year_moves_no_money(split: dict[str, Decimal], old: int, new: int, year: int) -> None:
    del year
    for start in (old, new):
        years = {fiscal_year_of(month, start) for month in split}
        assert sum(year_amount(split, one, start) for one in years) == sum(split.values())


@given(SPLITS, MONTHS, STARTS, st.none() | st.decimals(0, 10**9, places=2))
def test_writing_a_cell_replaces_all_its_months_and_nothing_else(
    split: dict[str, Decimal], month: str, start: int, amount: Decimal | None
) -> None:
    quarter = quarter_of(month, start)
    before = dict(split)
    after = with_quarter(split, quarter, amount)
    assert cell_amount(after, quarter) == amount
    assert cell_months(after, quarter) == (() if amount is None else (quarter.start,))
    assert {key: after[key] for key in after if not quarter.contains(key)} == {
        key: split[key] for key in split if not quarter.contains(key)
    }
    assert split == before
    assert list(after) == sorted(after)


def test_a_cell_shows_the_sum_of_its_months_and_nothing_when_none_was_entered() -> None:
    split = {"2026-01": Decimal(3), "2026-02": Decimal(4), "2026-04": Decimal(0)}
    assert [cell_amount(split, quarter) for quarter in quarters_of(2026, 1)] == [7, 0, None, None]


@pytest.mark.parametrize(
    "key", ["2026-13", "2026-00", "2026-1", "2026", "2026-10-01", "Q4", "", "٢٠٢٦-10", "2026-10\n"]
)
def test_what_is_no_month_key_is_unreadable(key: str) -> None:
    with pytest.raises(Unreadable):
        month_key(key)
    with pytest.raises(Unreadable):
        quarter_of(key, 1)


def test_quarters_at_the_ends_of_the_calendar_still_have_a_last_day() -> None:
    assert quarter_of(date.max, 1).last_day == date.max
    assert quarter_of(date.max, 12).last_day == date.max
    assert quarter_of(date.min, 12).first_day == date.min
    assert quarter_of("0000-01", 1).last_day == date.min
    assert month_of(date(7, 3, 1)) == "0007-03"


@pytest.mark.parametrize("start", [0, 13, -1])
def test_a_fiscal_year_begins_in_one_of_twelve_months(start: int) -> None:
    with pytest.raises(ValueError, match="month 1 to 12"):
        quarters_of(2026, start)
    with pytest.raises(ValueError, match="month 1 to 12"):
        quarter_of("2026-01", start)
