"""Money, percentages, ages and complaints as people read them."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.plan.dates import parse_date
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import Doubtful, Expected, OutOfRange, Refused, Unreadable, Why
from kaptui.plan.money import parse_cell, parse_money, parse_percent
from kaptui.plan.shorthand import parse_code
from kaptui.text import use_language
from kaptui.text.format import (
    age,
    day,
    doubt_readings,
    money,
    money_line,
    money_row,
    money_with_unit,
    percent,
    sentence,
    signed,
)

AMOUNTS = st.decimals(0, 10**14, places=4)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("amount", "unit", "places", "text"),
    [
        ("12000000", "万", None, "1,200"), ("12345678", "万", None, "1,234.5678"), ("12345678", "万", 0, "1,235"),
        ("5000", "万", 0, "1"), ("4999", "万", 0, "0"), ("12000000", "元", None, "12,000,000"),
        ("1500", "k", None, "1.5"), ("0", "万", None, "0"), ("540000.00", "万", None, "54"),
        ("30000000", "亿", 2, "0.30"), ("1200", "", None, "1,200"),
    ],
)  # fmt: skip
def test_money_in_the_plans_unit(amount: str, unit: str, places: int | None, text: str) -> None:
    assert money(Decimal(amount), unit, places) == text


def test_unknown_is_shown_as_the_glyph_set_permits() -> None:
    assert [money(None, "万"), percent(None), signed(None), day(None), age(None, TODAY)] == ["—"] * 5
    assert money(None, "万", unknown="-") == "-"
    assert money_row([None], "万", unknown="-") == (("-",), "-")
    assert money_row([None, Decimal(20_000)], "万", unknown="-") == (("-", "2"), "2")


def test_money_with_its_unit() -> None:
    assert money_with_unit(Decimal(12_000_000), "万") == "1,200 万"
    assert money_with_unit(Decimal(1_200), "") == "1,200 元"
    assert money_with_unit(Decimal(1_200), "", "USD") == "1,200 USD"


def test_money_does_not_hear_the_ambient_context() -> None:
    with decimal.localcontext(decimal.Context(prec=2)):
        assert money(Decimal("123456789"), "万") == "12,345.6789"
        assert money_row([Decimal(123456), Decimal(654321)], "元") == (("123,456", "654,321"), "777,777")


def shown(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@given(st.lists(AMOUNTS, max_size=8), st.sampled_from(["万", "元", "亿"]), st.integers(0, 2))
def test_parts_shown_add_up_to_the_total_shown(parts: list[Decimal], unit: str, places: int) -> None:
    texts, total = money_row(parts, unit, places)
    assert sum(map(shown, texts)) == shown(total)
    assert total == money(sum(parts, Decimal(0)), unit, places)


def test_a_line_has_only_the_decimals_it_needs() -> None:
    assert money_line([Decimal(10_000), Decimal(20_000)], "万") == (("1", "2"), "3")
    assert money_line([Decimal(15_000), Decimal(20_000)], "万") == (("1.5", "2.0"), "3.5")


def test_percentages_and_signed_numbers() -> None:
    assert [percent(60), percent(Fraction(55, 58) * 100), percent(12.5, 1)] == ["60%", "95%", "12.5%"]
    assert [signed(Fraction(-1800, 110)), signed(12), signed(0), signed(Decimal("-0.2"))] == ["-16", "+12", "0", "0"]


def test_ages_in_both_languages() -> None:
    ages = []
    for code in ("en", "zh"):
        use_language(code)
        ages.append([age(date(2026, 11, 20), TODAY), age(TODAY, TODAY), age(date(2026, 11, 25), TODAY)])
    assert ages == [["3 d", "0 d", "in 2 d"], ["3天", "0天", "2天后"]]


def complaint(read: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        read()
    return sentence(refusal.value)


def test_a_complaint_names_text_expectation_reason_and_example() -> None:
    assert complaint(lambda: parse_money("3万4")) == (
        'Cannot be read as an amount: "3万4" - 4 has no unit. Example: 300, 300万, 0.3亿'
    )
    assert complaint(lambda: parse_percent("59.5")) == (
        'Cannot be read as a percentage: "59.5" - it must be a whole number. Example: 60'
    )
    assert complaint(lambda: parse_percent("101")) == 'Out of range: "101". It must be 0 to 100'


def test_complaints_in_chinese_use_the_words_of_the_interface() -> None:
    use_language("zh")
    assert complaint(lambda: parse_money("abc")).startswith("格式无法识别：“abc”不是金额")
    assert "须为 0–100" in complaint(lambda: parse_percent("101"))
    assert complaint(lambda: parse_date("2026-02-30", TODAY)).startswith(
        "格式无法识别：“2026-02-30”不是日期，没有这一天"
    )
    assert "“Z”" in complaint(lambda: parse_code("AZ"))


def test_a_doubtful_value_names_both_readings() -> None:
    assert complaint(lambda: parse_money("3000000")) == (
        '"3000000" may mean 3,000,000 万 or 3,000,000 元 (= 300 万): type the unit'
    )
    assert complaint(lambda: parse_percent("0.6")) == '"0.6" may mean 60% or 0.6%: type 60'


def test_a_doubtful_value_becomes_a_question() -> None:
    with pytest.raises(Doubtful) as doubt:
        parse_money("3000000")
    assert doubt_readings(doubt.value, "万") == (
        'What does "3000000" mean?', ("3,000,000 万", "3,000,000 元 (= 300 万)"),
    )  # fmt: skip
    with pytest.raises(Doubtful) as doubt:
        parse_percent("0.6")
    assert doubt_readings(doubt.value, "万")[1] == ("60%",)


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("what", Expected)
@pytest.mark.parametrize("why", Why)
def test_every_complaint_has_a_sentence(code: str, what: Expected, why: Why) -> None:
    use_language(code)
    for error in (Unreadable(what, "te{x}t", why, "{detail}"), OutOfRange(what, "te{x}t", "1", "5")):
        assert "te{x}t" in sentence(error)
        assert "{text}" not in sentence(error)


def test_what_was_typed_stays_on_one_line_and_cannot_give_orders() -> None:
    told = complaint(lambda: parse_money("\x1b[31m300\n" + "9" * 100 + "x"))
    assert told.isprintable()
    assert "..." in told
    assert "[/]" in complaint(lambda: parse_money("[/]"))


def test_a_validation_error_is_told_by_its_cause() -> None:
    with pytest.raises(ValueError, match="unit") as refusal:
        AccountPlan(id="a", unit="apples")
    assert sentence(refusal.value) == 'Cannot be read as a unit: "apples". Example: 万, 元, 亿, k, m'
    assert sentence(ValueError("no {good}")) == "Refused: no {good}"


def test_a_share_of_an_unknown_amount_says_what_is_missing() -> None:
    assert "the opportunity's amount is unknown" in complaint(lambda: parse_cell("25%", "万", None))
