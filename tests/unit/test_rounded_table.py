"""A rounded table adds up both ways, and nothing in it is a whole step off."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kaptui.plan.exact import exact_sum, rounded, shifted
from kaptui.plan.rounded_table import rounded_table

AMOUNTS = st.decimals(-(10**7), 10**7, places=4).map(lambda value: value.normalize())
TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(AMOUNTS, min_size=columns, max_size=columns), min_size=1, max_size=7)
)


@given(TABLES, st.sampled_from([0, 1, 2]))
def test_rows_and_columns_add_up_and_nothing_is_a_step_off(table: list[list[Decimal]], places: int) -> None:
    shown, step = rounded_table(table, places), shifted(Decimal(1), -places)
    columns = list(zip(*table, strict=True))
    assert shown.total == rounded(exact_sum(exact_sum(row) for row in table), places)
    assert exact_sum(shown.of_rows) == exact_sum(shown.of_columns) == shown.total
    assert [exact_sum(row) for row in shown.cells] == list(shown.of_rows)
    assert [exact_sum(column) for column in zip(*shown.cells, strict=True)] == list(shown.of_columns)
    pairs = [*zip(shown.of_rows, map(exact_sum, table), strict=True)]
    pairs += [*zip(shown.of_columns, map(exact_sum, columns), strict=True)]
    pairs += [pair for line, row in zip(shown.cells, table, strict=True) for pair in zip(line, row, strict=True)]
    assert all(abs(seen - exact) < step and seen % step == 0 for seen, exact in pairs)


def test_what_needs_no_rounding_stays_and_halves_go_where_the_total_wants_them() -> None:
    whole = [[Decimal(3), Decimal(0)], [Decimal(-2), Decimal(7)]]
    assert [list(line) for line in rounded_table(whole).cells] == whole
    half = Decimal("0.5")
    assert rounded_table([[half, half], [half, half]]).total == 2
    assert sorted(rounded_table([[half], [half], [half]]).of_rows) == [0, 1, 1]
