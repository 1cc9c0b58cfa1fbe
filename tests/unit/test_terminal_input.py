"""Bytes of a terminal become text, whatever they are and however they are cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kaptui._input import Answers, Keys, Pasted, Pastes, Utf8


def decoded(pieces: list[bytes]) -> tuple[str, int]:
    """What a stream cut like this comes to: its text and the number of bad bytes."""
    utf8 = Utf8()
    parts = [utf8.feed(piece) for piece in pieces]
    parts.append(utf8.finish())
    return "".join(text for text, _ in parts), sum(bad for _, bad in parts)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    marks = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    return [data[start:end] for start, end in pairwise(marks)]


@given(st.text(), st.lists(st.integers(0, 1000), max_size=5))
def test_utf8_comes_out_as_it_was_wherever_it_is_cut(text: str, places: list[int]) -> None:
    assert decoded(cut(text.encode(), places)) == (text, 0)


@given(st.binary(), st.lists(st.integers(0, 1000), max_size=5))
@example(b"\xed\xa0\x80", [1])
@example(b"\xff", [])
def test_any_bytes_come_out_as_text_that_can_be_written(data: bytes, places: list[int]) -> None:
    text, bad = decoded(cut(data, places))
    assert text.encode().decode() == text
    assert 0 <= bad <= len(data)
    try:
        assert (data.decode(), 0) == (text, bad)
    except UnicodeDecodeError:
        assert bad > 0
        assert "\ufffd" in text


def test_escape_sequences_and_keys_around_bad_bytes_stay() -> None:
    assert Utf8().feed(b"a\xff\x1b[Ab\r") == ("a\ufffd\x1b[Ab\r", 1)


def test_a_gbk_character_takes_its_second_byte_along_even_if_that_is_a_letter() -> None:
    assert Utf8().feed(b"\x81x") == ("\ufffd", 2)


def test_a_letter_after_whole_gbk_characters_is_a_key() -> None:
    assert Utf8().feed("王总".encode("gbk") + b"x") == ("\ufffd\ufffd\ufffd\ufffdx", 4)


@given(st.lists(st.tuples(st.booleans(), st.text(st.characters(exclude_characters="\x1b\0"), min_size=1))), st.data())
def test_pastes_come_out_whole_wherever_they_are_cut(parts: list[tuple[bool, str]], data: st.DataObject) -> None:
    stream = "".join(f"\x1b[200~{text}\x1b[201~" if is_paste else text for is_paste, text in parts)
    pastes = Pastes()
    typed, pasted = "", []
    while stream:
        length = data.draw(st.integers(1, len(stream)))
        for part in pastes.feed(stream[:length]):
            match part:
                case Keys(text):
                    typed += text
                case Pasted(text):
                    pasted.append(text)
        stream = stream[length:]
    # A mark cut within its first two characters goes to the parser of keys, which knows it, too.
    if "\x1b" not in typed:
        assert pasted == [text for is_paste, text in parts if is_paste]
        assert typed == "".join(text for is_paste, text in parts if not is_paste)


def test_a_key_that_begins_like_a_paste_is_not_lost() -> None:
    pastes = Pastes()
    assert list(pastes.feed("\x1b")) == [Keys("\x1b")]
    assert list(pastes.feed("\x1b[2")) == []
    assert list(pastes.feed("~j")) == [Keys("\x1b[2~j")]


def test_nul_is_not_pasted() -> None:
    assert list(Pastes().feed("\x1b[200~a\0b\x1b[201~")) == [Pasted("ab")]


ANSWERS = (
    "\x1b[?62;22c", "\x1b[>1;10;0c", "\x1b[0n", "\x1b[4;2$y", "\x1b[?997;1n", "\x1b[?1u", "\x1b[8;24;80t",
    "\x1b[2;1;1;128;128;1;0x", "\x1b[?2;0;9S", "\x1b]11;rgb:ffff/ffff/ffff\x07", "\x1b]10;rgb:00/00/00\x1b\\",
    "\x1b]52;c;cXF4\x07", "\x1b]lxX\x1b\\", "\x1bP1$r0m\x1b\\", "\x1bP>|tmux 3.3a\x1b\\", "\x1bP1+r544e=78\x1b\\",
    "\x1bP!|00\x1b\\", "\x1b_Gi=1;OK\x1b\\",
)  # fmt: skip
"""What terminals say to programs that ask; to this one only when it comes too late."""
TYPED = (
    "\x1b", "\x1b\x1b", "\x1b[A", "\x1b[1;2A", "\x1b[[A", "\x1bOP", "\x1b[15~", "\x1b[27u", "\x1b[113;5u", "\x1bx",
    "\x1b[27;5;113~", "\x1bP", "\x1b]", "\x1b_", "\x1b[", "\x1b[I", "\x1b[<0;1;1M", "\x1b[?2026;2$y", "\x1b[12;40R",
    "\x1b[48;24;80;480;640t", "a[?1uc]",
)  # fmt: skip
"""Keys, and what Textual is told that it asked for."""


def keys_in(pieces: list[str]) -> str:
    answers = Answers()
    return "".join([*map(answers.feed, pieces), answers.finish()])


@pytest.mark.parametrize("answer", ANSWERS, ids=ascii)
def test_an_answer_that_nobody_here_asked_for_is_no_keys_wherever_it_is_cut(answer: str) -> None:
    for place in range(1, len(answer)):
        assert keys_in(["j", answer[:place], answer[place:], "k"]) == "jk"
    assert keys_in(list(f"{answer}x{answer}")) == "x"


@pytest.mark.parametrize("typed", TYPED, ids=ascii)
def test_what_is_typed_comes_through_wherever_it_is_cut(typed: str) -> None:
    for place in range(len(typed) + 1):
        assert keys_in([typed[:place], typed[place:]]) == typed
        assert keys_in([typed[:place], typed[place:], "j"]) == f"{typed}j"


def test_an_escape_is_no_key_before_it_is_clear_that_nothing_follows() -> None:
    answers = Answers()
    assert answers.feed("j\x1b") == "j"
    assert answers.is_waiting
    assert answers.finish() == "\x1b"
    assert not answers.is_waiting


def test_a_string_without_an_end_is_no_keys_and_not_waited_for_without_end() -> None:
    assert keys_in(["\x1b]52;c;", "x" * 1000]) == ""
    answers = Answers()
    assert answers.feed("\x1b]52;c;" + "x" * 100_000)
    assert not answers.is_waiting
