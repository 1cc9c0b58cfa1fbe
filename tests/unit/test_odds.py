"""Odds of the year: exact where the method asks for it, guaranteed to a tenth of a percentage point beyond."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.insight.odds import WIDEST_GAP, Chance, Odds, odds, spread_of
from kaptui.insight.revenue import forecast
from kaptui.insight.spread import Gamble, exact_spread, has_at_most
from kaptui.insight.spread_lattice import lattice_spread
from kaptui.insight.spread_merged import merged_spread
from kaptui.plan.document import AccountPlan

LOW = 80
some_gambles = st.lists(st.builds(Gamble, st.integers(1, 60), st.integers(1, 99)), max_size=8).map(tuple)
far_apart = st.lists(st.builds(Gamble, st.integers(1, 10**12), st.integers(1, 99)), max_size=8).map(tuple)


def by_enumeration(gambles: Sequence[Gamble]) -> dict[int, Fraction]:
    """The distribution by walking through every outcome."""
    chances: dict[int, Fraction] = {}
    for outcome in product((False, True), repeat=len(gambles)):
        chance, total = Fraction(1), 0
        for won, gamble in zip(outcome, gambles, strict=True):
            chance *= Fraction(gamble.percent if won else 100 - gamble.percent, 100)
            total += gamble.amount if won else 0
        chances[total] = chances.get(total, Fraction(0)) + chance
    return chances


def at_least(chances: dict[int, Fraction], wanted: int) -> Fraction:
    return sum((chance for total, chance in chances.items() if total >= wanted), Fraction(0))


def year_odds(*deals: tuple[str, int | None], target: str | None = None, won: str = "0") -> Odds:
    rows: list[dict[str, Any]] = [
        {"id": str(index), "amount": amount, "probability": probability, "split": {"2026-01": amount}}
        for index, (amount, probability) in enumerate(deals)
    ]
    rows.append({"id": "won", "status": "won", "split": {"2026-01": won}})
    targets = {} if target is None else {"2026": target}
    plan = AccountPlan.model_validate({"id": "p", "opportunities": rows, "targets": targets})
    return odds(forecast(plan, 2026))


def chance(found: Odds) -> Chance:
    assert found.chance is not None
    return found.chance


@given(some_gambles, st.integers(-5, 500))
def test_the_exact_distribution_is_that_of_all_outcomes(gambles: tuple[Gamble, ...], wanted: int) -> None:
    truth = at_least(by_enumeration(gambles), wanted)
    for spread in (exact_spread(gambles), lattice_spread(gambles, 1000), spread_of(gambles, wanted, LOW)):
        assert spread.is_exact
        assert spread.at_least(wanted) == (truth, truth)


@given(far_apart, st.integers(1, 99))
def test_low_is_the_largest_total_reached_with_that_probability(gambles: tuple[Gamble, ...], percent: int) -> None:
    chances = by_enumeration(gambles)
    truth = max(total for total in chances if at_least(chances, total) >= Fraction(percent, 100))
    assert exact_spread(gambles).reached_with(percent) == truth


@given(far_apart, st.integers(2, 300), st.data())
def test_a_coarse_grid_holds_the_truth_between_its_bounds(
    gambles: tuple[Gamble, ...], points: int, data: st.DataObject
) -> None:
    chances = by_enumeration(gambles)
    spread = lattice_spread(gambles, points)
    for wanted in (*chances, data.draw(st.integers(0, 10**13))):
        lower, upper = spread.at_least(wanted)
        assert lower <= at_least(chances, wanted) <= upper


@given(far_apart, st.integers(2, 40), st.data())
def test_merged_atoms_hold_the_truth_between_their_bounds(
    gambles: tuple[Gamble, ...], atoms: int, data: st.DataObject
) -> None:
    chances = by_enumeration(gambles)
    spread = merged_spread(gambles, atoms)
    for wanted in (*chances, data.draw(st.integers(0, 10**13))):
        lower, upper = spread.at_least(wanted)
        assert lower <= at_least(chances, wanted) <= upper


def test_many_deals_on_a_grid_lose_no_digit_to_the_cutting_of_slots() -> None:
    gambles = tuple(Gamble(3, 37) for _ in range(60))
    truth = sum(
        Fraction(comb(60, count) * 37**count * 63 ** (60 - count), 100**60) for count in range(23, 61)
    )
    lower, upper = lattice_spread(gambles, 1000).at_least(67)
    assert lower <= truth <= upper
    assert float(lower) == float(truth) == float(upper)


def many_deals(seed: int, count: int) -> tuple[tuple[Gamble, ...], int]:
    rng = random.Random(seed)
    gambles = tuple(Gamble(rng.randint(1, 10**10), rng.randint(1, 99)) for _ in range(count))
    return gambles, sum(gamble.amount * gamble.percent for gamble in gambles) // 100


@pytest.mark.parametrize("count", [18, 30, 60])
def test_beyond_the_exact_range_the_bounds_are_close_at_target_and_low(count: int) -> None:
    gambles, wanted = many_deals(count, count)
    assert not has_at_most(gambles, 200_000)
    spread = spread_of(gambles, wanted, LOW)
    assert spread.gap(wanted) <= WIDEST_GAP
    low = spread.reached_with(LOW)
    assert spread.gap(low) <= WIDEST_GAP
    assert spread.at_least(low)[1] >= Fraction(LOW, 100) > spread.at_least(low + spread.best // 500)[0]


def test_close_bounds_hold_the_exact_probability_of_twenty_deals() -> None:
    gambles, wanted = many_deals(7, 20)
    truth = exact_spread(gambles).at_least(wanted)[0]
    lower, upper = spread_of(gambles, wanted, LOW).at_least(wanted)
    assert lower <= truth <= upper
    assert upper - lower <= WIDEST_GAP


def test_deals_of_nearly_one_amount_are_told_apart_where_no_grid_can() -> None:
    gambles = tuple(Gamble(10**11 + 7**index % 10**5, 50) for index in range(19))
    wanted = 9 * 10**11 + sum(gamble.amount - 10**11 for gamble in gambles) // 2
    truth = exact_spread(gambles).at_least(wanted)[0]
    lower, upper = spread_of(gambles, wanted, LOW).at_least(wanted)
    assert lower <= truth <= upper
    assert upper - lower <= WIDEST_GAP
    assert lattice_spread(gambles, 1 << 14).gap(wanted) > WIDEST_GAP


def test_the_demonstration_of_three_deals_by_hand() -> None:
    found = year_odds(("4800000", 60), ("2800000", 40), ("1000000", 20), target="6000000")
    assert (chance(found).middle, chance(found).low, chance(found).high) == (0.24, 0.24, 0.24)
    assert found.low == 1_000_000
    assert found.weighted == 4_200_000
    assert found.best == 8_600_000


def test_a_probability_reached_exactly_is_reached() -> None:
    assert year_odds(("100", 80)).low == 100
    assert year_odds(("100", 79)).low == 0


def test_a_target_met_exactly_is_met() -> None:
    assert chance(year_odds(("100.05", 35), target="100.05")).middle == 0.35
    assert chance(year_odds(("100.05", 35), target="100.06")).middle == 0


def test_what_is_won_stands_in_every_number() -> None:
    found = year_odds(("100", 50), target="150", won="60")
    assert found.low == 60
    assert found.weighted == 110
    assert found.best == 160
    assert chance(found).middle == 0.5


def test_certain_deals_count_and_impossible_or_unknown_ones_do_not() -> None:
    found = year_odds(("10", 100), ("20", 0), ("40", None), ("80", 50), target="90")
    assert found.low == 10
    assert found.best == 90
    assert chance(found).middle == 0.5


def test_nothing_to_win_is_certain_to_bring_nothing() -> None:
    assert chance(year_odds(target="0")).middle == 1
    found = year_odds(target="1")
    assert chance(found).middle == 0
    assert [(bar.start, bar.share) for bar in found.bins] == [(Decimal(0), 1.0)]


def test_only_the_split_within_the_year_is_at_play() -> None:
    rows = [{"id": "a", "amount": "500", "probability": 50, "split": {"2026-12": "30", "2027-01": "70"}}]
    plan = AccountPlan.model_validate({"id": "p", "opportunities": rows})
    assert odds(forecast(plan, 2026)).best == 30


@given(far_apart)
def test_the_bars_of_the_picture_hold_the_whole_distribution(gambles: tuple[Gamble, ...]) -> None:
    found = year_odds(*((str(gamble.amount), gamble.percent) for gamble in gambles))
    assert sum(bar.share for bar in found.bins) == pytest.approx(1)
    assert [bar.start for bar in found.bins] == sorted({bar.start for bar in found.bins})
    assert all(bar.share >= 0 for bar in found.bins)
    assert len(found.bins) <= 24
