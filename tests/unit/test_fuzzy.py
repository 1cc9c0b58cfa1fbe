"""Finding people, accounts and commands by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.text.fuzzy import found, match


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("prov", "Province Telecom"),
        ("TELE", "Province Telecom"),
        ("pte", "Province Telecom"),
        ("tel prov", "Province Telecom"),
        ("王", "王副总"),
        ("wang", "王副总"),
        ("wfz", "王副总"),
        ("wangfuz", "王副总"),
        ("fuzong", "王副总"),
        ("cq", "重庆银行"),
        ("[/]", "[/] hostile"),
        (".*", "a.*b"),
        ("", "anything"),
    ],
)
def test_what_is_found(query: str, text: str) -> None:
    assert match(query, text) is not None


@pytest.mark.parametrize(
    ("query", "text"), [("xyz", "Province"), ("li", "王副总"), ("pg", "Telecom group"), ("tel x", "Telecom")]
)
def test_what_is_not_found(query: str, text: str) -> None:
    assert match(query, text) is None


def test_better_fits_come_first() -> None:
    texts = ["Step mentor", "Mentor", "Mentors", "Manual to read", "Our mentor", "Tormentor"]
    ranked = sorted((t for t in texts if match("mentor", t) is not None), key=lambda t: -(match("mentor", t) or 0))
    assert ranked == ["Mentor", "Mentors", "Our mentor", "Step mentor", "Tormentor"]


def test_search_keys_find_what_the_text_does_not_say() -> None:
    assert match("boss", "Li Wei", ["the boss of IT"]) is not None
    assert (match("li", "Li Wei") or 0) > (match("li", "Wang", ["li"]) or 0)


def test_pinyin_is_not_looked_up_for_chinese_queries_nor_for_latin_texts() -> None:
    def never(_: str) -> tuple[str, ...]:
        raise AssertionError("asked for pinyin")

    assert match("张", "王副总", spell=never) is None
    assert match("zhang", "Wang", spell=never) is None
    assert match("王", "王副总", spell=never) is not None


def test_a_filter_finds_words_in_any_cell_and_pinyin_of_single_words() -> None:
    assert found("telecom 35%", "Province Telecom evaluate 35%")
    assert found("ms eval", "某省公司 evaluate")
    assert not found("gse", "某省公司 evaluate")


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_part_of_a_text_finds_it(before: str, part: str) -> None:
    if part == part.casefold() and part in (before + part).casefold():
        assert match(part, before + part) is not None
