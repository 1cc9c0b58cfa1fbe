"""Bytes of a terminal become text, whatever they are and however they are cut."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from kaptui._input import Keys, Pasted, Pastes, Utf8


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
