"""The year's distribution drawn: nothing is lost, nothing above nothing is invisible, marks find their place."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.draw.spread import ASCII_LEVELS, bars, marks, regrouped, spark
from kaptui.draw.width import cells

shares = st.lists(st.floats(0, 1), max_size=60)


@given(shares, st.integers(1, 40))
def test_neighbours_are_added_and_nothing_is_lost(found: list[float], count: int) -> None:
    grouped = regrouped(found, count)
    assert len(grouped) == min(len(found), count)
    assert math.isclose(math.fsum(grouped), math.fsum(found), abs_tol=1e-6)


@given(shares, st.integers(1, 40))
def test_a_line_is_never_wider_than_its_room_and_shows_whatever_is_there(found: list[float], width: int) -> None:
    for glyphs in (ASCII, UNICODE):
        line = spark(found, width, glyphs)
        assert cells(line) <= width
        grouped = regrouped(found, width)
        assert [mark == " " for mark in line] == [share <= 0 for share in grouped]
    assert spark(found, width, ASCII).isascii()


def test_the_highest_share_is_as_high_as_there_is() -> None:
    assert spark([0.1, 0.8, 0.0], 10, ASCII) == f".{ASCII_LEVELS[-1]} "
    assert bars([0.25, 0.5, 0.0, 0.01], 8, 4, ASCII) == ["  ##    ", "  ##    ", "####    ", "####  ##"]


def test_marks_stand_at_their_place_and_make_room_for_each_other() -> None:
    assert marks({"l": 0.0, "t": 1.0}, 5) == "l   t"
    assert sorted(marks({"t": 0.5, "w": 0.5, "l": 0.5}, 5).strip()) == ["l", "t", "w"]
    assert marks({"t": 0.5, "w": 0.5}, 5)[2] == "t"
    assert marks({"a": 7.0, "b": -3.0}, 4) == "b  a"
