"""Amounts as people type them: ``Decimal`` in the currency's base unit (1,200 万 is ``Decimal("12000000")``).

Nothing is guessed (method.md, arithmetic). A bare number is in the plan's unit; one that probably is not raises
``DoubtfulAmount`` with both readings; what cannot be read raises ``Unreadable``, what is too large or negative ``OutOfRange``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kaptui.plan.errors import DoubtfulAmount, Expected, OutOfRange, Unreadable, Why
from kaptui.plan.exact import (
    EXACT,
    canonical,
    exact_product,
    exact_sum,
    largest_remainder,
    rounded,
    shifted,
    weighted,
)
from kaptui.plan.halfwidth import half_width, plain_minus, says_unknown
from kaptui.plan.percent import parse_percent

__all__ = [
    "LIMIT", "as_typed", "base_unit_name", "exact_sum", "in_unit", "largest_remainder", "parse_cell", "parse_money",
    "parse_percent", "rounded", "unit_value", "weighted",
]  # fmt: skip

LIMIT = Decimal(10) ** 15
"""Amounts stay below this many base units; a larger one is a slip of the keyboard."""
DECIMALS = 4
"""Decimals of a base unit that are kept: a hundredth of a fen."""
DOUBTFUL_ABOVE = Decimal(1_000_000)
"""A bare number above this in a plan counted in 万 (or any unit above 1) is probably meant in 元."""

_MULTIPLIERS = {
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
    "w": 4, "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9,
}  # fmt: skip
_SPOKEN_SHORT = ("十", "百", "千")  # "3千" said of a plan in 万 may be 3千元 or 3千万
_TRADITIONAL = str.maketrans("萬億仟佰拾圆圓块塊", "万亿千百十元元元元")
_MARKS = {"CNY": ("¥", "rmb", "cny", "人民币"), "USD": ("$", "us$", "usd", "美元"), "EUR": ("€", "eur", "欧元"),
          "GBP": ("£", "gbp", "英镑"), "JPY": ("¥", "jpy", "日元"), "HKD": ("hk$", "hkd", "港元", "港币")}  # fmt: skip

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])|[0-9]+"
_NUMBER = rf"(?:{_DIGITS})(?:\.[0-9]+)?|\.[0-9]+"
_WORD = "|".join(sorted(_MULTIPLIERS, key=len, reverse=True))
_TERM = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<word>{_WORD})?\s*")
_LONGEST_NUMBER = 60


class _Term(NamedTuple):
    """One number with the word behind it: ``1亿`` in ``1亿2000万``; the power of ten is ``None`` without a word."""

    number: Decimal
    word: str

    @property
    def power(self) -> int:
        return _MULTIPLIERS[self.word] if self.word else 0

    @property
    def value(self) -> Decimal:
        return shifted(self.number, self.power)


@lru_cache(maxsize=64)
def unit_value(unit: str) -> Decimal:
    """How many base units one of ``unit`` is: 万 (or 万元, RMB万) 10000, k 1000, m 1000000, 元, USD and nothing 1.

    Raises ``Unreadable`` for a unit that is none of the method's number words.
    """
    word = _number_word(unit)
    if word and word not in _MULTIPLIERS:
        raise Unreadable(Expected.UNIT, unit)
    return Decimal(10 ** (_MULTIPLIERS[word] if word else 0))


def base_unit_name(currency: str) -> str:
    """What one base unit is called: 元 for CNY, else the currency's code."""
    return "元" if currency == "CNY" else currency


def parse_money(text: str, unit: str = "万", *, currency: str = "CNY") -> Decimal | None:
    """The amount ``text`` says, in base units; nothing or ``?`` is ``None``, unknown.

    ``300``, ``300万``, ``3千万``, ``0.3亿``, ``3,000万``, ``1亿2000万``, ``30000000元``, ``￥300万``, ``300w``, ``30k``, in full
    width too. A bare number is in the plan's ``unit``. Doubtful, when the unit is above 1: a bare number above a million,
    a number with the currency's mark but no unit (``￥300``), and ``3千`` in a plan of 万. Raises ``DoubtfulAmount``,
    ``Unreadable`` or ``OutOfRange``.
    """
    if says_unknown(text):
        return None
    body, marked = _without_mark(_folded(text), currency, text)
    negative = body.startswith("-")
    body, in_base = _without_base_word(body.removeprefix("-").strip(), currency)
    terms = _terms(body, text)
    if negative:
        raise OutOfRange(Expected.AMOUNT, text, "0", str(LIMIT))
    if in_base or (terms[0].word and not _is_short(terms, unit)):
        return _checked(_compound(terms, in_base, text), text)
    return _bare(terms, unit, currency, text, marked)


def parse_cell(text: str, unit: str, amount: Decimal | None, *, currency: str = "CNY") -> Decimal | None:
    """A quarter's amount in base units: an amount, or ``25%`` of the opportunity's ``amount``; ``None`` empties the cell.

    A percentage may have decimals and lies between 0 and 100; its product is rounded to 4 decimals of a base unit. Raises
    ``Unreadable`` when a percentage is given of an unknown amount, else what ``parse_money`` raises.
    """
    typed = plain_minus(half_width(text)).strip()
    if not typed.endswith("%"):
        return parse_money(text, unit, currency=currency)
    number = typed[:-1].strip()
    if not re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", number):
        raise Unreadable(Expected.CELL, text)
    if not 0 <= Decimal(number) <= 100:
        raise OutOfRange(Expected.CELL, text, "0%", "100%")
    if amount is None:
        raise Unreadable(Expected.CELL, text, Why.AMOUNT_UNKNOWN)
    return canonical(rounded(exact_product(amount, shifted(Decimal(number), -2)), DECIMALS))


def in_unit(amount: Decimal, unit: str) -> Decimal:
    """``amount`` (base units) as a number of the plan's unit, exactly: 12000000 is 1200 in 万."""
    return canonical(EXACT.divide(amount, unit_value(unit)))


def as_typed(amount: Decimal | None, unit: str) -> str:
    """The text that ``parse_money`` reads back as exactly ``amount``; unknown is empty. What an editor starts with."""
    if amount is None:
        return ""
    number = in_unit(amount, unit)
    doubtful = unit_value(unit) > 1 and number > DOUBTFUL_ABOVE
    return f"{number:f}{_number_word(unit)}" if doubtful else f"{number:f}"


def _number_word(unit: str) -> str:
    """A unit without the currency's name or mark: ``万`` of ``RMB万``, ``k`` of ``k€``."""
    word = _folded(unit)
    for mark in sorted((mark for group in _MARKS.values() for mark in (*group, "元")), key=len, reverse=True):
        word = word.removeprefix(mark).removesuffix(mark).strip()
    return word


def _folded(text: str) -> str:
    return plain_minus(half_width(text)).strip().lower().translate(_TRADITIONAL)


def _without_mark(body: str, currency: str, text: str) -> tuple[str, bool]:
    """The text without its currency mark, and whether it had one; a mark of another currency is unreadable."""
    marks = {*_MARKS.get(currency, ()), currency.lower()}
    for mark in sorted(marks, key=len, reverse=True):
        if body.startswith(mark) or body.endswith(mark):
            return body.removeprefix(mark).removesuffix(mark).strip(), True
    for mark in sorted({mark for group in _MARKS.values() for mark in group} - marks, key=len, reverse=True):
        if body.startswith(mark) or body.endswith(mark):
            raise Unreadable(Expected.AMOUNT, text, Why.FOREIGN_CURRENCY, currency)
    return body, False


def _without_base_word(body: str, currency: str) -> tuple[str, bool]:
    for word in ("元整", "元"):
        if body.endswith(word) and currency == "CNY":
            return body.removesuffix(word).strip(), True
    return body, False


def _terms(body: str, text: str) -> list[_Term]:
    """The numbers of the text with their words, at least one; raises ``Unreadable`` when anything else is in it."""
    terms, at = [], 0
    while at < len(body):
        match = _TERM.match(body, at)
        if match is None:
            raise Unreadable(Expected.AMOUNT, text, _why(body))
        digits = re.sub(r"[,\s]", "", match["number"])
        if len(digits) > _LONGEST_NUMBER:
            raise OutOfRange(Expected.AMOUNT, text, "0", str(LIMIT))
        terms.append(_Term(Decimal(digits), match["word"] or ""))
        at = match.end()
    if not terms:
        raise Unreadable(Expected.AMOUNT, text, Why.NO_NUMBER)
    if any(not term.word for term in terms[:-1]):
        raise Unreadable(Expected.AMOUNT, text, _why(body))
    return terms


def _why(body: str) -> Why:
    if not re.search(r"[0-9]", body):
        return Why.NO_NUMBER
    return Why.GROUPING if re.search(r"[0-9][,\s][0-9]", body) else Why.FORM


def _compound(terms: list[_Term], in_base: bool, text: str) -> Decimal:
    """``1亿2000万`` as one amount: whole numbers, each smaller than the unit before it, the last with a unit or 元."""
    for above, below in pairwise(terms):
        if not below.word and not in_base:
            raise Unreadable(Expected.AMOUNT, text, Why.UNIT_MISSING, f"{below.number:f}")
        whole = above.number == int(above.number) and below.number == int(below.number)
        if not whole or below.power >= above.power or below.value >= 10**above.power:
            raise Unreadable(Expected.AMOUNT, text)
    return exact_sum(term.value for term in terms)


def _is_short(terms: list[_Term], unit: str) -> bool:
    return len(terms) == 1 and terms[0].word in _SPOKEN_SHORT and terms[0].value < terms[0].number * unit_value(unit)


def _bare(terms: list[_Term], unit: str, currency: str, text: str, marked: bool) -> Decimal:
    """A number without a unit of its own is in the plan's unit, unless that is doubtful."""
    number = terms[0].value
    as_written = _checked(exact_product(number, unit_value(unit)), text)
    if unit_value(unit) > 1 and number and (marked or terms[0].word or number > DOUBTFUL_ABOVE):
        raise DoubtfulAmount(text, as_written, _checked(number, text), unit, currency)
    return as_written


def _checked(value: Decimal, text: str) -> Decimal:
    amount = canonical(value)
    if amount >= LIMIT:
        raise OutOfRange(Expected.AMOUNT, text, "0", str(LIMIT))
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        raise Unreadable(Expected.AMOUNT, text, Why.TOO_FINE)
    return amount
