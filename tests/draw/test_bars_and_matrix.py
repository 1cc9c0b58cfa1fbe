"""Gauges and the value match: exact widths, honest ends, every entry found where its scores say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.draw.bars import centred_bar, filled_bar
from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.draw.matrix import Entry, Words, matrix_lines
from kaptui.draw.width import cells

WORDS = Words("Best opportunity", "value to them", "value to us", "not scored yet")


@given(st.fractions(0, 3), st.integers(5, 60))
def test_a_filled_bar_is_exactly_as_wide_as_asked_and_full_only_when_full(part: Fraction, width: int) -> None:
    bar = filled_bar(part, width, ASCII)
    assert len(bar) == width
    assert ("#" in bar) == (part > 0)
    assert ("." in bar) == (part < 1)


@given(st.fractions(-100, 100), st.integers(7, 61).filter(lambda width: width % 2))
def test_a_centred_bar_leans_to_the_side_of_its_sign(score: Fraction, width: int) -> None:
    left, _, right = centred_bar(score, width, ASCII)[1:-1].partition("|")
    assert len(left) == len(right) == (width - 3) // 2
    assert ("#" in left, "#" in right) == (score < 0, score > 0)


def test_nothing_known_is_an_empty_bar() -> None:
    assert filled_bar(None, 8, ASCII) == "[......]"
    assert centred_bar(None, 9, ASCII) == "[...|...]"


ENTRIES = st.lists(
    st.tuples(st.text(max_size=30), st.none() | st.integers(1, 5), st.none() | st.integers(1, 5)), max_size=12
).map(lambda rows: [Entry(str(n), *row) for n, row in enumerate(rows)])


@given(ENTRIES, st.integers(20, 130), st.integers(8, 50), st.sampled_from([ASCII, UNICODE]))
def test_the_field_has_exact_lines_and_shows_or_counts_every_entry(
    entries: list[Entry], width: int, height: int, glyphs: object
) -> None:
    assert glyphs in (ASCII, UNICODE)
    chosen = ASCII if glyphs is ASCII else UNICODE
    selected = entries[-1].id if entries else None
    lines = matrix_lines(entries, width, height, chosen, WORDS, selected)
    assert len(lines) <= height
    assert {sum(cells(piece.text) for piece in line) for line in lines} == {width}
    assert height < 15 or selected in {None, *(piece.entry for line in lines for piece in line)}


@pytest.mark.parametrize(("ours", "theirs"), [(1, 1), (5, 5), (4, 2), (3, 4)])
def test_an_entry_stands_in_the_row_and_the_half_of_its_scores(ours: int, theirs: int) -> None:
    lines = matrix_lines([Entry("e", "thing", ours, theirs)], 80, 22, ASCII, WORDS, "e")
    row = next(n for n, line in enumerate(lines) if any(piece.entry == "e" for piece in line))
    texts = ["".join(piece.text for piece in line) for line in lines]
    border = next(n for n, text in enumerate(texts) if n and text.startswith("   +"))
    assert (row < border) == (theirs > 3)
    middle = texts[border].index("+", 4)
    assert (texts[row].index(">thing") > middle) == (ours > 3)


@pytest.mark.parametrize("score", [5, 2, None])
def test_more_entries_than_a_place_holds_are_counted_and_the_selected_one_is_seen(score: int | None) -> None:
    entries = [Entry(str(n), f"thing {n}", score, score) for n in range(9)]
    lines = matrix_lines(entries, 80, 22, ASCII, WORDS, "7")
    seen = [piece for line in lines for piece in line if piece.entry]
    assert seen[0].text.startswith(">")
    assert seen[0].entry == "7"
    assert f" +{9 - len(seen)}" in {piece.text for line in lines for piece in line}
