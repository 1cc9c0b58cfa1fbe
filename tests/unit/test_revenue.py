"""Revenue: every number is a plain sum that can be checked by hand; unknown counts nothing and is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.insight.odds import odds
from kaptui.insight.revenue import (
    as_json,
    current_year,
    forecast,
    is_close_overdue,
    months_before_close,
    unallocated,
)
from kaptui.plan.document import AccountPlan

TODAY = date(2026, 11, 23)
months = st.tuples(st.integers(2024, 2028), st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02d}")
amounts = st.decimals(0, 10**9, places=2).map(lambda amount: str(amount))


def money(*whole: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(number) for number in whole)


def deal(id_: str = "a", **values: Any) -> dict[str, Any]:
    return {"id": id_, "name": id_.upper(), "amount": "1000", "probability": 50} | values


def plan_of(*deals: dict[str, Any], **values: Any) -> AccountPlan:
    return AccountPlan.model_validate({"id": "p", "opportunities": deals, **values})


@st.composite
def plans(draw: st.DrawFn) -> AccountPlan:
    deals = [
        deal(
            str(index),
            amount=draw(st.none() | amounts),
            probability=draw(st.none() | st.integers(0, 100)),
            status=draw(st.sampled_from(["open", "won", "lost", "dropped"])),
            split=draw(st.dictionaries(months, amounts, max_size=6)),
        )
        for index in range(draw(st.integers(0, 5)))
    ]
    return plan_of(*deals, fiscal_year_start=draw(st.integers(1, 12)))


def test_each_deal_is_weighted_by_its_own_probability() -> None:
    plan = plan_of(
        deal("a", probability=90, split={"2026-01": "1000"}), deal("b", probability=10, split={"2026-01": "100"})
    )
    assert forecast(plan, 2026).quarters[0].weighted == Decimal("910")


def test_a_won_deal_counts_in_full_and_stands_apart() -> None:
    plan = plan_of(deal(status="won", probability=30, split={"2026-04": "400"}))
    year = forecast(plan, 2026)
    assert (year.won, year.planned, year.weighted, year.unallocated) == money(400, 0, 0, 0)


@pytest.mark.parametrize("status", ["lost", "dropped"])
def test_lost_and_dropped_deals_count_nowhere(status: str) -> None:
    plan = plan_of(deal(status=status, amount=None, probability=None, split={"2026-01": "400", "2030-01": "1"}))
    year = forecast(plan, 2026)
    assert (year.won, year.planned, year.weighted, year.unallocated, year.later) == money(0, 0, 0, 0, 0)
    assert year.unknown_amounts == year.unknown_probabilities == ()
    assert year.deals == ()


def test_unknown_probability_is_planned_weighs_nothing_and_is_named() -> None:
    year = forecast(plan_of(deal(probability=None, split={"2026-01": "400"})), 2026)
    assert (year.planned, year.weighted) == money(400, 0)
    assert year.unknown_probabilities == ("a",)


def test_unknown_amount_keeps_its_split_has_nothing_unallocated_and_is_named() -> None:
    year = forecast(plan_of(deal(amount=None, split={"2026-01": "400"})), 2026)
    assert (year.planned, year.weighted, year.unallocated) == money(400, 200, 0)
    assert (year.unknown_amounts, year.overallocated) == (("a",), ())


def test_unallocated_counts_the_splits_of_all_years() -> None:
    plan = plan_of(deal(amount="1000", split={"2025-01": "100", "2026-01": "200", "2028-01": "300"}))
    year = forecast(plan, 2026)
    assert (year.unallocated, year.earlier, year.planned, year.later) == money(400, 100, 200, 300)


def test_an_over_split_deal_has_nothing_unallocated_and_takes_nothing_from_others() -> None:
    plan = plan_of(deal("a", amount="100", split={"2026-01": "150"}), deal("b", amount="80"))
    year = forecast(plan, 2026)
    assert year.unallocated == 80
    assert year.overallocated == ("a",)


def test_a_split_equal_to_the_amount_is_not_over_split() -> None:
    assert forecast(plan_of(deal(amount="100", split={"2026-01": "100.00"})), 2026).overallocated == ()


def test_money_in_a_quarter_that_ends_before_the_close_date_is_flagged() -> None:
    early = plan_of(deal(close_date="2026-04-01", split={"2026-01": "1", "2026-04": "1"}))
    assert months_before_close(early.opportunities[0], 1) == ("2026-01",)
    assert forecast(early, 2026).money_before_close == ("a",)


@pytest.mark.parametrize("close", ["2026-03-31", "2026-01-01", None])
def test_money_in_the_quarter_of_the_close_date_is_in_time(close: str | None) -> None:
    plan = plan_of(deal(close_date=close, split={"2026-01": "1"}))
    assert forecast(plan, 2026).money_before_close == ()


def test_an_empty_cell_before_the_close_date_is_no_money() -> None:
    assert forecast(plan_of(deal(close_date="2026-12-01", split={"2026-01": "0"})), 2026).money_before_close == ()


def test_a_month_that_no_longer_starts_a_quarter_belongs_to_the_one_that_contains_it() -> None:
    plan = plan_of(deal(split={"2026-05": "10", "2026-06": "5", "2026-07": "1"}), fiscal_year_start=4)
    year = forecast(plan, 2026)
    assert [part.planned for part in year.quarters] == [15, 1, 0, 0]
    assert [part.quarter.start for part in year.quarters] == ["2026-04", "2026-07", "2026-10", "2027-01"]


def test_a_close_date_before_today_is_overdue_while_the_deal_is_open() -> None:
    past, today, won = plan_of(
        deal("a", close_date="2026-11-22"), deal("b", close_date="2026-11-23"),
        deal("c", close_date="2026-11-22", status="won"),
    ).opportunities
    assert [is_close_overdue(each, TODAY) for each in (past, today, won)] == [True, False, False]


def test_the_current_year_is_the_one_that_began_last() -> None:
    assert current_year(plan_of(fiscal_year_start=12), TODAY) == 2025
    assert current_year(plan_of(fiscal_year_start=11), TODAY) == 2026


def test_a_year_target_not_given_is_the_sum_of_its_quarters() -> None:
    plan = plan_of(targets={"2026-10": "5", "2027-08": "7", "2027-10": "100"}, fiscal_year_start=10)
    year = forecast(plan, 2026)
    assert year.target == 12
    assert [part.target for part in year.quarters] == [Decimal(5), None, None, Decimal(7)]


def test_a_given_year_target_stands_whatever_the_quarters_say() -> None:
    assert forecast(plan_of(targets={"2026": "0", "2026-01": "9"}), 2026).target == 0


def test_without_any_target_there_is_none() -> None:
    year = forecast(plan_of(deal(split={"2026-01": "1"}), targets={"2025": "9"}), 2026)
    assert year.target is None
    assert odds(year).chance is None


@given(plans(), st.integers(2024, 2028))
def test_every_number_is_the_plain_sum_it_says_it_is(plan: AccountPlan, year: int) -> None:
    found = forecast(plan, year)
    first = year * 12 + plan.fiscal_year_start - 1
    for index, part in enumerate(found.quarters):
        of_quarter = [
            (each, amount)
            for each in plan.opportunities
            for month, amount in each.split.items()
            if (int(month[:4]) * 12 + int(month[5:]) - 1 - first) // 3 == index
        ]
        pending = [(each, Fraction(amount)) for each, amount in of_quarter if each.status == "open"]
        assert part.planned == sum(amount for _, amount in pending)
        assert part.weighted == sum(amount * (each.probability or 0) / 100 for each, amount in pending)
        assert part.won == sum(Fraction(amount) for each, amount in of_quarter if each.status == "won")
    running = [each for each in plan.opportunities if each.status == "open"]
    everything = sum(Fraction(amount) for each in running for amount in each.split.values())
    assert found.earlier + found.planned + found.later == everything
    assert found.unallocated == sum(unallocated(each) for each in running)


@given(plans(), st.integers(1, 12))
def test_moving_the_fiscal_year_moves_no_money(plan: AccountPlan, start: int) -> None:
    moved = plan.model_copy(update={"fiscal_year_start": start})
    for year in (2023, 2026):
        before, after = forecast(plan, year), forecast(moved, year)
        total = before.earlier + before.planned + before.later
        assert after.earlier + after.planned + after.later == total
        assert after.unallocated == before.unallocated


def test_json_carries_plain_decimal_strings_in_the_promised_shape() -> None:
    plan = plan_of(
        deal(amount="12000000", probability=45, split={"2026-01": "1200000", "2026-04": "3000000"}),
        deal("b", amount="10", probability=None), targets={"2026": "17000000", "2026-04": "4000000"},
    )
    year = forecast(plan, 2026)
    told = as_json(year, odds(year), account="p")
    assert list(told)[:4] == ["account", "year", "currency", "quarters"]
    assert told["quarters"][0] == {
        "start": "2026-01", "label": "Q1", "planned": "1200000", "weighted": "540000.00", "won": "0", "target": None,
    }
    assert told["quarters"][1]["target"] == "4000000"
    assert (told["planned"], told["weighted"], told["unallocated"]) == ("4200000", "1890000.00", "7800010")
    assert (told["target"], told["odds_of_target"], told["odds_bounds"]) == ("17000000", 0.0, [0.0, 0.0])
    assert (told["unknown_amount"], told["unknown_probability"]) == ([], ["b"])


def test_json_without_target_has_null_odds() -> None:
    year = forecast(plan_of(), 2026)
    told = as_json(year, odds(year))
    assert (told["target"], told["odds_of_target"], told["odds_bounds"], "account" in told) == (None, None, None, False)
