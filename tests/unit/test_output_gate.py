"""No text commands the terminal, and none changes its width at the gate."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from kaptui._gate import Gate, harmless
from kaptui.draw.width import is_doubtful

BLACK = Color(0, 0, 0)
ANYTHING = st.text(st.characters(codec=None) | st.sampled_from("\x1b\x07\x9b\x9d\u202e\u2028\u200d👩👨\ud800\x00"))


@given(ANYTHING)
@example("👨\u200d\x07👩")
@example("e\x1b\u0301")
def test_nothing_that_commands_a_terminal_passes_and_the_width_stays(text: str) -> None:
    shown = harmless(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown)
    assert not set(shown) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert cell_len(shown) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨‍👩‍👧", "👨"),
        ("❤️x", "❤x "),
        ("🇨🇳", "CN"),
        ("👍🏽 hi", "👍 hi"),
        ("1\ufe0f\u20e3", "1\u20e3 "),
        ("e\u0301", "e\u0301"),
    ],
)
def test_what_terminals_draw_in_different_widths_takes_the_cells_reckoned_with(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(
    st.text(
        st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0xFFEF).filter(
            lambda each: not is_doubtful(each)
        )
    )
)
def test_plain_text_is_not_touched(text: str) -> None:
    assert harmless(text) == text


def test_segments_without_anything_bad_stay_the_same_list() -> None:
    segments = [Segment("王总", Style(bold=True)), Segment(" ", None)]
    assert Gate().apply(segments, BLACK) is segments


def test_a_control_segment_comes_out_as_text() -> None:
    (shown,) = Gate().apply([Segment("\x1b[2J", None, [(ControlType.CLEAR,)])], BLACK)
    assert shown.text == "[2J"
    assert not shown.control


@pytest.mark.parametrize(
    ("address", "kept"), [("mailto:a@example.org", True), ("x\x1b\\\x1b]0;owned\x07", False), ("x\x9c", False)]
)
def test_a_link_goes_only_if_its_address_is_no_more_than_that(address: str, *, kept: bool) -> None:
    (shown,) = Gate().apply([Segment("write", Style(link=address, bold=True))], BLACK)
    assert shown.style is not None
    assert (shown.style.link is not None) is kept
    assert shown.style.bold
