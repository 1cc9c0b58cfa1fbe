"""The canvas: rows of exactly the window's width whatever is put where, the later piece on top."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kaptui.draw.canvas import Canvas
from kaptui.draw.picture import Tone, Window
from kaptui.draw.width import visible, window

texts = st.text(st.sampled_from("ab王副é👍 -"), max_size=8).map(visible)
pieces = st.lists(st.tuples(st.integers(-5, 20), st.integers(-1, 4), texts, st.sampled_from(list(Tone))), max_size=8)
windows = st.builds(Window, st.integers(0, 12), st.integers(0, 3), st.integers(0, 15), st.integers(0, 4))


@given(pieces, windows)
def test_every_row_is_as_wide_as_the_window(put: list[tuple[int, int, str, Tone]], view: Window) -> None:
    canvas = Canvas(view)
    for x, y, text, tone in put:
        canvas.put(x, y, text, tone)
    rows = canvas.rows()
    assert len(rows) == view.height
    assert all(sum(cell_len(span.text) for span in row) == view.width for row in rows)


@given(pieces, windows)
def test_a_window_shows_what_the_whole_would_show(put: list[tuple[int, int, str, Tone]], view: Window) -> None:
    whole, part = Canvas(Window(0, 0, 60, 8)), Canvas(view)
    for x, y, text, tone in put:
        whole.put(x, y, text, tone)
        part.put(x, y, text, tone)
    lines = ["".join(span.text for span in row) for row in whole.rows()]
    for offset, row in enumerate(part.rows()):
        assert "".join(span.text for span in row) == window(lines[view.top + offset], view.left, view.width)


def test_the_later_piece_wins_and_a_broken_wide_character_is_blank() -> None:
    canvas = Canvas(Window(0, 0, 8, 1))
    canvas.put(0, 0, "王副总", Tone.LABEL)
    canvas.put(3, 0, "x", Tone.LINK)
    (row,) = canvas.rows()
    assert "".join(span.text for span in row) == "王 x总  "
    assert [span.tone for span in row] == [Tone.LABEL, Tone.LINK, Tone.LABEL, Tone.PLAIN]


def test_neighbours_of_one_tone_become_one_span() -> None:
    canvas = Canvas(Window(0, 0, 4, 2))
    canvas.put(0, 0, "ab", Tone.LINE)
    canvas.put(2, 0, "cd", Tone.LINE)
    assert [len(row) for row in canvas.rows()] == [1, 1]
