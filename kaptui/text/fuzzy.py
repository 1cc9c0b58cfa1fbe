"""Finding by a few typed letters: parts of words, letters in their order, pinyin and initials of Chinese names.

>>> match("prov", "Province Telecom") is not None
True
>>> match("pte", "Province Telecom") is not None
True
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from kaptui.text.pinyin import bare, may_be_pinyin, spellings

Speller = Callable[[str], Sequence[str]]
"""From a name to the ways in which it is typed without an input method; none for a name without Chinese."""


class Fit(IntEnum):
    """How well a word fits a text, from worst to best."""

    SCATTERED = 1
    SPELT_INSIDE = 2
    SPELT = 3
    ELSEWHERE = 4
    INSIDE = 5
    BEGINS_A_WORD = 6
    BEGINS = 7
    WHOLE = 8


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed, made ready to be compared with thousands of texts. Made by ``query_of``."""

    words: tuple[tuple[str, str], ...]
    """Each word in small letters, and as bare pinyin; that is empty when the word cannot be pinyin."""

    def score(self, text: str, search_keys: Sequence[str] = (), spell: Speller = spellings) -> int | None:
        """See ``match``."""
        if not self.words:
            return 0
        folded = text.casefold()
        total = 0
        for word, plain in self.words:
            fit = _fit(word, plain, folded, text, search_keys, spell)
            if fit is None:
                return None
            total += fit * 1000
        return total - min(len(text), 999)


def query_of(typed: str) -> Query:
    """The query that a typed text means."""
    words = typed.casefold().split()
    return Query(tuple((word, bare(word) if may_be_pinyin(word) else "") for word in words))


def match(query: str, text: str, search_keys: Sequence[str] = (), spell: Speller = spellings) -> int | None:
    """How well a query finds a text, the higher the better; None when it does not. 0 for a query of blanks.

    Every word of the query has to be found: as a part of the text, in one of the ``search_keys``, as pinyin or initials
    of the text (``spell`` is asked only for Latin letters), or as letters of the text in their order. Case is ignored;
    among equal fits the shorter text wins.
    """
    return query_of(query).score(text, search_keys, spell)


def found(needle: str, text: str) -> bool:
    """Whether every word of the needle stands in the text, as it is or as pinyin or initials of one of its words."""
    folded = text.casefold()
    return all(word in folded or _spelt_in(word, text) for word in needle.casefold().split())


def _fit(word: str, plain: str, folded: str, text: str, search_keys: Sequence[str], spell: Speller) -> Fit | None:
    place = folded.find(word)
    if place == 0:
        return Fit.WHOLE if len(word) == len(folded) else Fit.BEGINS
    if place > 0:
        begins = not folded[place - 1].isalnum() or f" {word}" in folded
        return Fit.BEGINS_A_WORD if begins else Fit.INSIDE
    for key in search_keys:
        if key and word in key.casefold():
            return Fit.ELSEWHERE
    if plain and not text.isascii():
        inside = False
        for way in spell(text):
            if way.startswith(plain):
                return Fit.SPELT
            inside = inside or plain in way
        if inside:
            return Fit.SPELT_INSIDE
    return Fit.SCATTERED if len(word) > 1 and _in_order(word, folded) else None


def _in_order(letters: str, text: str) -> bool:
    """Whether all letters stand in the text in this order, the first at the beginning of a word."""
    place = 0 if text.startswith(letters[0]) else text.find(f" {letters[0]}") + 1
    if place == 0 and not text.startswith(letters[0]):
        return False
    for letter in letters:
        place = text.find(letter, place) + 1
        if place == 0:
            return False
    return True


def _spelt_in(word: str, text: str) -> bool:
    if text.isascii() or not may_be_pinyin(word):
        return False
    plain = bare(word)
    return any(plain in way for part in text.split() for way in _spelt(part))


@lru_cache(maxsize=20_000)
def _spelt(part: str) -> tuple[str, ...]:
    """The spellings of one word, remembered: a table repeats its owners and stages in every row."""
    return spellings(part)
