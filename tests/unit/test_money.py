"""Amounts and percentages as people type them: read exactly, questioned when doubtful, never guessed."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.plan.errors import Doubtful, DoubtfulAmount, DoubtfulPercent, OutOfRange, Refused, Unreadable, Why
from kaptui.plan.money import (
    LIMIT,
    as_typed,
    exact_sum,
    in_unit,
    largest_remainder,
    parse_cell,
    parse_money,
    parse_percent,
    rounded,
    unit_value,
    weighted,
)

AMOUNTS = st.decimals(min_value=0, max_value=LIMIT - 1, places=4, allow_nan=False, allow_infinity=False)
UNITS = st.sampled_from(["万", "元", "亿", "千", "k", "m", "", "万元", "百万", "RMB万", "k€"])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("300", 3_000_000),
        ("300万", 3_000_000),
        ("3千万", 30_000_000),
        ("0.3亿", 30_000_000),
        ("3,000万", 30_000_000),
        ("3，000 万", 30_000_000),
        ("3 000万", 30_000_000),
        ("30000000元", 30_000_000),
        ("３００", 3_000_000),
        ("３千万", 30_000_000),
        ("０．３亿", 30_000_000),
        (" 300 万 元 ".replace("万 元", "万元"), 3_000_000),
        ("￥300万", 3_000_000),
        ("¥ 300万", 3_000_000),
        ("RMB 300万", 3_000_000),
        ("300万 cny", 3_000_000),
        ("人民币300万元", 3_000_000),
        ("３００万元整", 3_000_000),
        ("2百万", 2_000_000),
        ("1.5千万", 15_000_000),
        ("12亿", 1_200_000_000),
        ("5000元", 5_000),
        ("5千元", 5_000),
        ("300萬", 3_000_000),
        ("300w", 3_000_000),
        ("3.5m", 3_500_000),
        ("1亿2000万", 120_000_000),
        ("3千万5百万", 35_000_000),
        ("3万5千", 35_000),
        ("3万5000元", 35_000),
        (".5", 5_000),
        ("007", 70_000),
        ("0", 0),
        ("0元", 0),
        ("1000000", 10_000_000_000),
        ("1,000,000", 10_000_000_000),
    ],
)
def test_an_amount_in_a_plan_counted_in_wan(text: str, amount: int) -> None:
    assert parse_money(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "  ", "?", "？", "\u3000"])
def test_nothing_and_a_question_mark_are_unknown(text: str) -> None:
    assert parse_money(text) is None
    assert parse_percent(text) is None
    assert parse_cell(text, "万", Decimal(1)) is None


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("300", "元", "300"),
        ("300", "", "300"),
        ("12.34", "元", "12.34"),
        ("300", "k", "300000"),
        ("300k", "m", "300000"),
        ("1.5", "m", "1500000"),
        ("2", "亿", "200000000"),
        ("30000000", "元", "30000000"),
        ("0.00000001", "万", "0.0001"),
    ],
)
def test_a_bare_number_is_in_the_plans_unit(text: str, unit: str, amount: str) -> None:
    assert str(parse_money(text, unit)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3", "3万4", "万", "元", "¥", "1,00,0万", "1,0000", "1234,567", "3,5", "1 2", "1e5",
        "NaN", "Infinity", "inf",
        "5.", "300-400万", "约300", "300万/年", "三百万", "(300)", "+300", "0x10", "1_000", "٣", "3²", "300%",
        "没有", "-",
        "5.5.万", "2千万1亿", "3万40000", "1.5亿2千万", "万300", "300万万", "$300", "300 USD", "300 a", "=1+1", "[/]",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_money(text)
    assert refusal.value.text == text


def test_the_reason_is_told_apart() -> None:
    reasons = {}
    for text in ("3万4", "万", "1,00,0万", "$300", "0.000000001", "abc1"):
        with pytest.raises(Unreadable) as refusal:
            parse_money(text)
        reasons[text] = refusal.value.why
    assert list(reasons.values()) == [
        Why.UNIT_MISSING, Why.NO_NUMBER, Why.GROUPING, Why.FOREIGN_CURRENCY, Why.TOO_FINE, Why.FORM,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["-300", "－300万", "−1", "¥-5万", "1000万亿", "9" * 500, "100000000001", "9" * 16 + "元"]
)
def test_negative_and_absurd_amounts_are_out_of_range(text: str) -> None:
    with pytest.raises(OutOfRange):
        parse_money(text)


def test_the_largest_amount_is_just_below_the_limit() -> None:
    assert parse_money("999999999999999.9999元") == LIMIT - Decimal("0.0001")


@pytest.mark.parametrize("text", ["1000001", "30000000", "３０００００００", "30,000,000", "￥30000000"])
def test_a_large_bare_number_in_wan_carries_both_readings(text: str) -> None:
    with pytest.raises(DoubtfulAmount) as doubt:
        parse_money(text)
    assert doubt.value.as_written == doubt.value.as_base_unit * 10_000
    assert doubt.value.if_confirmed == doubt.value.as_written
    assert (doubt.value.unit, doubt.value.currency, doubt.value.text) == ("万", "CNY", text)


def test_a_currency_mark_without_a_unit_is_doubtful_only_where_the_unit_is_not_the_base_unit() -> None:
    with pytest.raises(DoubtfulAmount) as doubt:
        parse_money("￥300")
    assert [doubt.value.as_written, doubt.value.as_base_unit] == [Decimal(3_000_000), Decimal(300)]
    assert parse_money("￥300", "元") == 300
    assert parse_money("$300", "", currency="USD") == 300


def test_three_thousand_said_short_is_doubtful_in_wan() -> None:
    with pytest.raises(DoubtfulAmount) as doubt:
        parse_money("3千")
    assert [doubt.value.as_written, doubt.value.as_base_unit] == [Decimal(30_000_000), Decimal(3_000)]
    assert parse_money("3千", "元") == 3_000


def test_a_currencys_own_marks_are_known() -> None:
    assert parse_money("$300k", "k", currency="USD") == 300_000
    assert parse_money("USD 1.5m", "k", currency="USD") == 1_500_000
    assert parse_money("CHF 2", "", currency="CHF") == 2
    with pytest.raises(Unreadable):
        parse_money("￥300", "k", currency="USD")


def test_units_have_values_and_unknown_ones_are_refused() -> None:
    values = [unit_value(unit) for unit in ("万", "万元", "元", "", "k", "M", "亿", "千元", "萬", "RMB万", "k€", "USD")]
    assert values == [10_000, 10_000, 1, 1, 1_000, 1_000_000, 100_000_000, 1_000, 10_000, 10_000, 1_000, 1]
    with pytest.raises(Unreadable):
        unit_value("apples")


@given(AMOUNTS, UNITS)
def test_what_an_editor_starts_with_reads_back_exactly(amount: Decimal, unit: str) -> None:
    again = parse_money(as_typed(amount, unit), unit)
    assert again == amount
    assert "E" not in str(again)


@given(st.text(max_size=30), UNITS)
def test_any_text_is_read_or_refused(text: str, unit: str) -> None:
    try:
        amount = parse_money(text, unit)
    except Refused as refusal:
        assert refusal.text == text
    else:
        assert amount is None or 0 <= amount < LIMIT


@given(st.text(alphabet="0123456789.,万千百亿元 kmw¥-%", max_size=14))
def test_number_like_text_is_read_or_refused(text: str) -> None:
    for read in (parse_money, parse_percent):
        try:
            value = read(text)
        except Refused:
            continue
        assert value is None or value >= 0


def test_arithmetic_does_not_hear_the_ambient_context() -> None:
    with decimal.localcontext(decimal.Context(prec=2)):
        assert parse_money("12345678.9012元") == Decimal("12345678.9012")
        assert in_unit(Decimal("123456789"), "万") == Decimal("12345.6789")
        assert str(weighted(Decimal("1234567"), 45)) == "555555.15"
        assert exact_sum([Decimal("999999"), Decimal("0.0001")]) == Decimal("999999.0001")
        assert rounded(Decimal("123456.5")) == 123457


def test_a_cell_takes_an_amount_or_a_share_of_the_opportunity() -> None:
    amount = Decimal("12000000")
    assert parse_cell("120", "万", amount) == 1_200_000
    assert parse_cell("25%", "万", amount) == 3_000_000
    assert parse_cell("２５％", "万", amount) == 3_000_000
    assert parse_cell("12.5 %", "万", amount) == 1_500_000
    assert parse_cell("33.333333%", "万", Decimal("0.01")) == Decimal("0.0033")
    assert parse_cell("0%", "万", amount) == 0


def test_a_share_of_an_unknown_amount_says_so() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_cell("25%", "万", None)
    assert refusal.value.why is Why.AMOUNT_UNKNOWN


@pytest.mark.parametrize("text", ["%", "a%", "1.2.3%", "25%%"])
def test_a_share_that_is_no_number_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_cell(text, "万", Decimal(1))


@pytest.mark.parametrize("text", ["101%", "-5%", "100.1%"])
def test_a_share_outside_the_whole_is_out_of_range(text: str) -> None:
    with pytest.raises(OutOfRange):
        parse_cell(text, "万", Decimal(1))


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("60", 60),
        ("60%", 60),
        ("６０％", 60),
        (" 60 % ", 60),
        ("0", 0),
        ("1", 1),
        ("100", 100),
        ("1%", 1),
        ("60.0", 60),
        ("0.0", 0),
    ],
)
def test_a_probability(text: str, percent: int) -> None:
    assert parse_percent(text) == percent


@pytest.mark.parametrize(("text", "suggestion"), [("0.6", 60), ("０．６", 60), (".25", 25), ("0.60", 60), ("1.0", 100)])
def test_a_fraction_is_offered_as_a_percentage(text: str, suggestion: int) -> None:
    with pytest.raises(DoubtfulPercent) as doubt:
        parse_percent(text)
    assert isinstance(doubt.value, Doubtful)
    assert doubt.value.suggestion == doubt.value.if_confirmed == suggestion


@pytest.mark.parametrize("text", ["59.5", "0.605", "0.6%", "59.5%", "abc", "6 0", "60%%", "%", "sixty", "1e1", "+60"])
def test_a_probability_is_a_whole_number(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_percent(text)


@pytest.mark.parametrize("text", ["101", "-1", "－5%", "100.5", "9" * 120])
def test_a_probability_lies_between_0_and_100(text: str) -> None:
    with pytest.raises(OutOfRange) as refusal:
        parse_percent(text)
    assert (refusal.value.low, refusal.value.high) == ("0", "100")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("0.5"), 0, "1"), (Decimal("-0.5"), 0, "-1"), (Decimal("2.5"), 0, "3"), (Decimal("-0.4"), 0, "0"),
        (Decimal("1.005"), 2, "1.01"), (Fraction(-1800, 110), 0, "-16"), (Fraction(2, 3), 2, "0.67"), (7, 1, "7.0"),
    ],
)  # fmt: skip
def test_rounding_is_half_away_from_zero(value: Decimal | Fraction | int, places: int, expected: str) -> None:
    assert str(rounded(value, places)) == expected


@given(
    st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=4), max_size=12),
    st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(10_000)]),
)
def test_displayed_parts_add_up_to_the_displayed_total(parts: list[Decimal], quantum: Decimal) -> None:
    total = rounded(Fraction(sum(map(Fraction, parts))) / Fraction(quantum)) * quantum
    shown = largest_remainder(parts, total, quantum)
    assert sum(shown) == total
    assert all(abs(one - part) < quantum for one, part in zip(shown, parts, strict=True))
    assert all(one == part for one, part in zip(shown, parts, strict=True) if part % quantum == 0)


def test_a_total_that_no_rounding_explains_is_refused() -> None:
    with pytest.raises(ValueError, match="rounded sum"):
        largest_remainder([Decimal("0.4"), Decimal("0.4")], Decimal(5), Decimal(1))
