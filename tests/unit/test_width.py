"""Widths: what is promised to fit into n cells takes n cells, whatever the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.draw.width import cells, clip, clusters, fit, visible, window, wrap

any_text = st.one_of(
    st.text(st.characters(codec=None), max_size=60),
    st.text(st.sampled_from("ab 中，。（）é\u0301\u200d\ufe0f👍🏽👨❤🇨🇳\u202e\x1b\x00\t\n-…“”1각\ud800 "), max_size=60),
)
a_width = st.integers(-1, 40)


@given(any_text)
def test_cells_counts_what_the_gate_lets_through(text: str) -> None:
    assert cells(text) == cell_len(visible(text)) == sum(size for _, size in clusters(visible(text)))


@given(any_text)
def test_a_terminal_advances_as_many_cells_as_are_counted(text: str) -> None:
    widths = [wcwidth(character) for character in visible(text)]
    assert min(widths, default=0) >= 0
    assert sum(widths) == cells(text)


def test_so_it_does_for_every_character_of_the_planes_in_use() -> None:
    astray = [
        hex(code)
        for first in (*range(0, 0x34000, 0x400), *range(0xE0000, 0xE1000, 0x400))
        if sum(map(wcwidth, shown := visible("|".join(map(chr, range(first, first + 0x400)))))) != cell_len(shown)
        for code in range(first, first + 0x400)
    ]
    assert astray == []


def test_no_mark_is_shown_that_takes_a_cell_in_some_terminals_only() -> None:
    every = visible("|".join(map(chr, range(0x34000))))
    assert not {"Mc", "Cf"} & set(map(unicodedata.category, every))


@given(any_text)
def test_the_gate_lets_nothing_through_twice(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert all(size in (1, 2) for _, size in clusters(once))


@given(any_text, any_text)
def test_widths_add_up(left: str, right: str) -> None:
    assert cell_len(visible(left) + "|" + visible(right)) == cells(left) + 1 + cells(right)


@given(any_text, a_width, st.sampled_from(["left", "right", "center"]))
def test_fit_takes_exactly_its_width(text: str, width: int, align: str) -> None:
    shown = fit(text, width, align)  # type: ignore[arg-type]  # sampled_from loses the literal
    assert cell_len(shown) == max(0, width)


@given(any_text, a_width)
def test_clip_takes_at_most_its_width_and_changes_nothing_that_fits(text: str, width: int) -> None:
    shown = clip(text, width)
    assert cell_len(shown) <= max(0, width)
    if cells(text) <= width:
        assert shown == visible(text)


@given(any_text, st.integers(0, 30), st.integers(0, 30))
def test_a_window_takes_exactly_its_width(text: str, start: int, width: int) -> None:
    assert cell_len(window(text, start, width)) == width


@given(any_text, st.integers(1, 30))
def test_two_windows_side_by_side_show_the_text_again(text: str, start: int) -> None:
    rest = max(0, cells(text) - start)
    whole = window(text, 0, start) + window(text, start, rest)
    assert cell_len(whole) == start + rest
    if all(size == 1 for _, size in clusters(visible(text))):
        assert whole.rstrip() == visible(text).rstrip()


@given(any_text, st.integers(1, 30))
def test_wrapped_lines_fit_and_keep_every_character_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines
    assert all(cell_len(line) <= width for line in lines)
    if width > 1:
        assert "".join("".join(lines).split()) == "".join(visible(text).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "?[31mred"),
        ("a\tb\r\nc\nd", "a b c d"),
        ("safe\u202eevil\u2066x\u2069", "safeevilx"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ud83d", "?"),
        ("👨‍👩‍👧", "👨👩👧"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
        ("🇨🇳", "CN"),
        ("e\u0301", "é"),
        ("\u0301x", " \u0301x"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
        ("\x9b31m", "?31m"),
        ("\u0378\U0001fadd\U00018e00", "???"),
        ("𠮷𰻞", "𠮷𰻞"),
        ("रवि \u302e \u09be", "रव? ? ?"),
        ("☰䷀𝌆㉈", "????"),
        ("\u3097\ufada\uff00\U0002ffff", "????"),
    ],
)
def test_what_the_gate_shows(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_chinese_takes_two_cells_each() -> None:
    assert cells("客户总览") == 8
    assert fit("客户总览", 5) == "客户~"
    assert fit("客户总览", 4) == "客~ "
    assert fit("客户", 6, "right") == "  客户"


def test_a_window_cuts_a_wide_character_into_spaces() -> None:
    assert window("客户ab", 1, 4) == " 户a"
    assert window("客户ab", 0, 3) == "客 "
    assert window("ab", 5, 2) == "  "


def test_wrapping_breaks_latin_at_spaces_and_chinese_anywhere() -> None:
    assert wrap("Enterprise IT; customer service", 17) == ["Enterprise IT;", "customer service"]
    assert wrap("客户有明确需求而且认同", 8) == ["客户有明", "确需求而", "且认同"]
    assert wrap("supercalifragilistic", 8) == ["supercal", "ifragili", "stic"]
    assert wrap("one\n\ntwo", 10) == ["one", "", "two"]
    assert wrap("", 5) == [""]
    assert wrap("中", 1) == ["~"]


def test_closing_punctuation_does_not_begin_a_line() -> None:
    assert wrap("我们会赢吗？会", 10) == ["我们会赢", "吗？会"]
    assert wrap("问题（难点）", 6) == ["问题", "（难", "点）"]


def test_the_ascii_glyphs_spell_punctuation_of_ambiguous_width() -> None:
    assert ASCII.show("“价值”…—①") == '"价值"...--(1)'
    assert UNICODE.show("“价值”…") == "“价值”…"
    assert ASCII.show("\x1b[2J") == "?[2J"


@pytest.mark.parametrize("glyphs", [ASCII, UNICODE], ids=["ascii", "unicode"])
def test_every_glyph_takes_one_cell(glyphs: object) -> None:
    marks = [getattr(glyphs, name) for name in glyphs.__slots__ if name != "name"]  # type: ignore[attr-defined]  # slots
    assert all(cells(mark) == 1 for mark in marks)
    if glyphs is ASCII:
        assert all(mark.isascii() for mark in marks)
