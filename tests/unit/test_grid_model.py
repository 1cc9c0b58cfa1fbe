"""Order, filter, columns, rows and pasted text of a grid, without a terminal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.text.fuzzy import found
from kaptui.widgets.grid_layout import RowLines, plan_columns
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.grid_paint import MOST_LINES, CursorLook
from kaptui.widgets.grid_paste import MOST_CHARACTERS, pasted_cells
from kaptui.widgets.grid_picture import GridPicture
from kaptui.widgets.grid_rows import RowChoice, rows_shown
from kaptui.widgets.paint import Line, Span, difference, line_cells, merged, window_line

texts = st.text(st.sampled_from("ab 中文é👍🏽\u200d\u0301\x1b\t\n[/]é"), max_size=40)
tones = st.sampled_from(["", "good", "bad", "draft", "unknown"])
lines = st.lists(st.builds(Span, st.text(st.sampled_from("ab中"), max_size=6), tones), max_size=6).map(merged)


def data_of(*amounts: object, wrap: bool = False) -> GridData:
    columns = (Column("name", "Name", 8), Column("amount", "Amount", 6, "right"))
    cells = [Cell("?", "unknown") if a is None else Cell(f"{a:,}", sort=a) for a in amounts]  # type: ignore[arg-type]
    return GridData(columns, tuple(GridRow(str(n), (Cell(f"r{n}"), c)) for n, c in enumerate(cells)), wrap=wrap)


@st.composite
def grids(draw: st.DrawFn) -> GridData:
    count = draw(st.integers(0, 5))
    columns = tuple(
        Column(
            str(n),
            draw(texts),
            draw(st.integers(1, 20)),
            draw(st.sampled_from(["left", "right", "center"])),
            draw(st.booleans()),
        )
        for n in range(count)
    )
    cells = st.lists(st.builds(Cell, texts, tones), max_size=count + 1).map(tuple)
    rows = draw(st.lists(st.builds(GridRow, st.uuids().map(str), cells, tones, st.integers(1, 2)), max_size=6))
    footer = draw(st.lists(st.builds(GridRow, st.just("sum"), cells), max_size=2))
    return GridData(columns, tuple(rows), tuple(footer), draw(st.integers(0, 2)), draw(st.booleans()), draw(texts))


@given(grids(), st.integers(1, 70), st.integers(1, 20), st.integers(0, 30), st.integers(0, 8), st.booleans())
def test_every_line_of_a_grid_is_exactly_as_wide_as_the_grid(
    data: GridData, width: int, height: int, left: int, top: int, ascii_only: bool
) -> None:
    picture = GridPicture(data, range(len(data.rows)), width, height, ASCII if ascii_only else UNICODE)
    picture.scrolled(min(left, picture.plan.furthest))
    top = min(top, max(0, picture.lines.total - 1))
    painted = picture.picture(top, height, 1, CursorLook(0, True), ("1", True))
    assert len(painted) == height
    assert [line_cells(line) for line in painted] == [width] * height
    assert all(cell_len(span.text) > 0 for line in painted for span in line)


@given(grids(), st.integers(5, 60))
def test_a_row_takes_the_lines_that_are_counted_for_it(data: GridData, width: int) -> None:
    picture = GridPicture(data, range(len(data.rows)), width, 12, ASCII)
    counted = [picture.lines.height(place) for place in range(len(data.rows))]
    assert [len(picture._row(place, None)) for place in range(len(data.rows))] == counted
    if data.wrap:
        assert all(height <= MOST_LINES + 1 for height in counted)


@given(lines, st.integers(0, 12), st.integers(0, 12))
def test_a_window_of_a_line_is_exactly_as_wide_as_asked(line: Line, start: int, width: int) -> None:
    assert line_cells(window_line(line, start, width)) == width


@given(lines, lines)
def test_outside_the_difference_two_lines_look_the_same(old: Line, new: Line) -> None:
    width = max(line_cells(old), line_cells(new))
    old, new = window_line(old, 0, width), window_line(new, 0, width)
    cells_old, cells_new = cells_of(old), cells_of(new)
    span = difference(old, new)
    if span is None:
        assert cells_old == cells_new
    else:
        start, end = span
        assert 0 <= start < end <= width
        assert cells_old[:start] == cells_new[:start]
        assert cells_old[end:] == cells_new[end:]


def cells_of(line: Line) -> list[tuple[str, str]]:
    """What stands in each cell."""
    return [(c, span.tone) for span in line for character in span.text for c in [character, ""][: cell_len(character)]]


def test_rows_sort_by_value_and_unknown_ones_come_last_either_way() -> None:
    data = data_of(300, None, Decimal("20.5"), 1000)
    assert list(rows_shown(data, RowChoice("amount"), found)) == [2, 0, 3, 1]
    assert list(rows_shown(data, RowChoice("amount", reverse=True), found)) == [3, 0, 2, 1]
    assert list(rows_shown(data, RowChoice("no such column"), found)) == [0, 1, 2, 3]


def test_rows_of_equal_value_keep_their_order() -> None:
    assert list(rows_shown(data_of(1, 1, 0, 1), RowChoice("amount", reverse=True), found)) == [0, 1, 3, 2]


def test_a_filter_wants_every_word_in_either_case() -> None:
    data = data_of(10, 20, 210)
    assert list(rows_shown(data, RowChoice(needle="R 10"), found)) == [0, 2]
    assert list(rows_shown(data, RowChoice("amount", True, "10"), found)) == [2, 0]


def test_flexible_columns_share_what_is_left() -> None:
    columns = (Column("a", "A", 10), Column("b", "B", 10, flexible=True), Column("c", "C", 10, flexible=True))
    plan = plan_columns(GridData(columns, ()), 51)
    assert plan.widths == (10, 18, 17)
    assert plan.starts[2] + plan.widths[2] == 51
    assert plan_columns(GridData(columns, ()), 20).widths == (10, 10, 10)


def test_scrolling_shows_the_whole_column_under_the_cursor() -> None:
    columns = tuple(Column(str(n), "", 10) for n in range(6))
    plan = plan_columns(GridData(columns, ()), 40)
    for column in range(6):
        left = plan.left_showing(column, 0)
        assert plan.seen(column, left)[1] == 10
        assert plan.seen(0, left) == (2, 10)
    assert plan.left_showing(1, plan.furthest) == 0
    assert plan.left_showing(0, plan.furthest) == 0


@given(st.integers(24, 60), st.lists(st.integers(1, 6), min_size=10, max_size=10), st.booleans())
def test_a_figure_is_shown_whole_or_not_at_all(width: int, path: list[int], ascii_only: bool) -> None:
    figures = [f"-{number}234{number}" for number in range(1, 7)]
    columns = (Column("name", "", 3), *(Column(figure, "", 8, "right") for figure in figures))
    data = GridData(columns, (GridRow("r", (Cell("x"), *map(Cell, figures))),), frozen=1)
    picture = GridPicture(data, [0], width, 5, ASCII if ascii_only else UNICODE)
    left = 0
    for column in path:
        left = picture.plan.left_showing(column, left)
        picture.scrolled(left)
        lines = picture.picture(0, 5, 0, CursorLook(column, True), (None, False))
        shown = "".join(span.text for span in lines[1])
        assert set(shown.replace("[", " ").split()) - {">", "x"} <= set(figures)
        assert f"[  {figures[column - 1]}" in shown


@given(st.lists(st.integers(1, 4), min_size=1), st.data())
def test_the_row_at_a_line_is_the_row_that_holds_it(heights: list[int], data: st.DataObject) -> None:
    rows = RowLines(len(heights), heights)
    line = data.draw(st.integers(0, rows.total - 1))
    row = rows.row_at(line)
    assert rows.start(row) <= line < rows.start(row) + rows.height(row)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ("one", (("one",),)),
        ("a\t\t", (("a", "", ""),)),
        ('"two\nlines"\tx', (("two\nlines", "x"),)),
        ('"say ""hi"""\tx', (('say "hi"', "x"),)),
        ('"Smart" desk\t5" pipe', (('"Smart" desk', '5" pipe'),)),
        ("\n", ()),
        ("", ()),
    ],
)
def test_pasted_text_becomes_cells(text: str, cells: tuple[tuple[str, ...], ...]) -> None:
    assert pasted_cells(text) == cells


@given(st.text(st.sampled_from('a"\t\n'), max_size=40))
def test_any_paste_becomes_cells(text: str) -> None:
    assert all(row for row in pasted_cells(text))


def test_a_paste_beyond_measure_is_refused_with_the_limit() -> None:
    with pytest.raises(ValueError, match=str(MOST_CHARACTERS)):
        pasted_cells("x" * 1_000_000)
    with pytest.raises(ValueError, match="20000"):
        pasted_cells("\t" * 30_000)


@given(st.lists(st.integers(1, 4), min_size=1), st.integers(1, 12), st.data())
def test_scrolling_brings_a_row_into_view_and_not_past_the_end(
    heights: list[int], view: int, data: st.DataObject
) -> None:
    rows = RowLines(len(heights), heights)
    row = data.draw(st.integers(0, len(heights) - 1))
    top = rows.top_showing(row, data.draw(st.integers(0, rows.total)), view)
    assert top <= rows.start(row) < top + view
    if rows.height(row) <= view:
        assert rows.start(row) + rows.height(row) <= top + view
    assert rows.top_showing(row, top, view) == top


def test_a_held_key_scrolls_in_jumps() -> None:
    rows = RowLines(1000)
    tops = [top := 0]
    for row in range(100):
        top = rows.top_showing(row, top, 20)
        tops.append(top)
    assert len(set(tops)) <= 1 + 100 // 5
