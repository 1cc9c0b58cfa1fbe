"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.plan.dates import FIRST_DAY, LAST_DAY, parse_date
from kaptui.plan.errors import OutOfRange, Refused, Unreadable, Why

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-29", "2026/1/29", "2026.1.29", "20260129", "2026年1月29日", "2026 年 1 月 29 日", "2026年1月29",
        "２０２６－０１－２９", "２０２６／１／２９", " 2026-1-29 ", "2026年1月29号",
    ],
)  # fmt: skip
def test_a_whole_date(text: str) -> None:
    assert parse_date(text, TODAY) == date(2026, 1, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1-29", date(2027, 1, 29)), ("1/29", date(2027, 1, 29)), ("1月29日", date(2027, 1, 29)),
        ("12-31", date(2026, 12, 31)), ("11-23", TODAY), ("11-22", date(2027, 11, 22)),
    ],
)  # fmt: skip
def test_a_date_without_a_year_is_the_next_one(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"), [("11-02", date(2026, 11, 2)), ("11-23", TODAY), ("12-20", date(2025, 12, 20))]
)
def test_of_what_has_happened_it_is_the_latest_one(text: str, day: date) -> None:
    assert parse_date(text, TODAY, past=True) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY), ("今天", TODAY), ("Today", TODAY),
        ("明天", date(2026, 11, 24)), ("yesterday", date(2026, 11, 22)),
        ("+7", date(2026, 11, 30)), ("＋７", date(2026, 11, 30)), ("-7", date(2026, 11, 16)),
        ("+2w", date(2026, 12, 7)), ("+2周", date(2026, 12, 7)), ("+1m", date(2026, 12, 23)),
        ("+3个月", date(2027, 2, 23)), ("+1y", date(2027, 11, 23)),
        ("+0", TODAY),
    ],
)  # fmt: skip
def test_a_date_counted_from_today(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


def test_a_month_later_is_the_last_day_of_a_shorter_month() -> None:
    assert parse_date("+1m", date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize("text", ["", " ", "?", "？"])
def test_nothing_and_a_question_mark_are_unknown(text: str) -> None:
    assert parse_date(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30", "2-30", "2026-13-01", "13-01", "0-1", "26-1-29", "2026-1/29", "2026-1", "2026", "soon",
        "202611", "+",
        "7", "2026-01-29T10:00", "29.1.2026", "٢٠٢٦-01-01", "2026--1-1", "2026年", "2-29",
    ],
)  # fmt: skip
def test_what_is_no_day_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_date(text, TODAY)


def test_the_reason_is_told_apart() -> None:
    reasons = []
    for text in ("2026-02-30", "26-1-29", "soon"):
        with pytest.raises(Unreadable) as refusal:
            parse_date(text, TODAY)
        reasons.append(refusal.value.why)
    assert reasons == [Why.NO_SUCH_DAY, Why.SHORT_YEAR, Why.FORM]


@pytest.mark.parametrize("text", ["0226-01-01", "9999-12-31", "+99999", "+99999y", "-99999m"])
def test_a_slip_of_the_keyboard_is_out_of_range(text: str) -> None:
    with pytest.raises(OutOfRange):
        parse_date(text, TODAY)


@given(st.dates(FIRST_DAY, LAST_DAY), st.dates(FIRST_DAY, LAST_DAY))
def test_an_iso_date_reads_back_whatever_the_day_is(day: date, today: date) -> None:
    assert parse_date(day.isoformat(), today) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日", today) == day


@given(st.text(alphabet="0123456789-/.+dwmy年月日 今天", max_size=12), st.dates())
def test_any_text_is_read_or_refused(text: str, today: date) -> None:
    try:
        day = parse_date(text, today)
    except Refused as refusal:
        assert refusal.text == text
    else:
        assert day is None or FIRST_DAY <= day <= LAST_DAY
