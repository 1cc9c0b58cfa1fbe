"""The border for text: what only a terminal or a renderer obeys stays outside, what a person reads comes in."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kaptui.plan.clean import (
    LINE_LIMIT,
    TEXT_LIMIT,
    TooLong,
    cleaned_line,
    cleaned_text,
    removed_characters,
    spelled_out,
)
from kaptui.plan.people import Person

ANYTHING = st.text(
    st.characters(codec=None) | st.sampled_from("\x1b\x9b\u061c\u202e\u2028\u200b\U000e0041\ud800\r\n\t ")
)


@given(ANYTHING)
@example("a\u061cb\u206f\U000e0041")
def test_nothing_that_is_obeyed_comes_in(text: str) -> None:
    clean = cleaned_text(text)
    assert not any(unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") for each in clean if each not in "\n\t")
    assert not any(
        unicodedata.bidirectional(each) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for each in clean
    )
    assert cleaned_text(clean) == clean
    assert removed_characters(clean) == clean.count("\ud800") == 0


@given(ANYTHING)
def test_a_line_is_one_line_and_cleaning_it_again_changes_nothing(text: str) -> None:
    clean = cleaned_line(text)
    assert not set(clean) & set("\n\t\r")
    assert cleaned_line(clean) == clean == clean.strip()


@pytest.mark.parametrize(
    "text", ["", "  ", "\u3000", "\u200b", "\u200d\u200d", "\ufe0f", "\u3164\u115f", "\u00ad \u034f", "\U000e0041"]
)
def test_a_line_of_nothing_to_see_is_empty(text: str) -> None:
    assert cleaned_line(text) == ""


@pytest.mark.parametrize("text", ["❤️", "👨‍👩‍👧", "سلام\u200cها", "e\u0301", "王\u3000总", "a\u00adb"])
def test_what_belongs_to_a_script_stays(text: str) -> None:
    assert cleaned_line(text) == text


def test_text_that_is_no_answer_any_more_is_refused() -> None:
    assert len(cleaned_line("x" * LINE_LIMIT)) == LINE_LIMIT
    assert len(cleaned_text("x" * TEXT_LIMIT)) == TEXT_LIMIT
    for clean, length in ((cleaned_line, LINE_LIMIT + 1), (cleaned_text, 100_000)):
        with pytest.raises(TooLong) as caught:
            clean("x" * length)
        assert caught.value.length == length


def test_a_reference_is_cleaned_even_where_its_row_is_gone() -> None:
    assert Person.model_validate({"id": "p", "reports_to": "\x1b[2J\u202eboss\n"}).reports_to == "[2Jboss"


@given(ANYTHING)
def test_json_spelled_out_says_the_same_and_commands_nothing(text: str) -> None:
    spelled = spelled_out(json.dumps([text, {text: 1}], ensure_ascii=False))
    assert json.loads(spelled) == [text, {text: 1}]
    assert not any(unicodedata.category(each) in ("Cc", "Zl", "Zp") for each in spelled)
