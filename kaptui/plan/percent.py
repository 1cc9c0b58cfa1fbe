"""Probabilities as people type them; stored as whole numbers from 0 to 100."""

from __future__ import annotations

import re
from decimal import Decimal

from kaptui.plan.errors import DoubtfulPercent, Expected, OutOfRange, Unreadable, Why
from kaptui.plan.exact import canonical, shifted
from kaptui.plan.halfwidth import half_width, plain_minus, says_unknown

_PERCENT = re.compile(r"(?P<minus>-\s*)?(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*(?P<sign>%)?")
_LONGEST = 40


def parse_percent(text: str) -> int | None:
    """The probability that ``text`` says, 0 to 100; nothing or ``?`` is ``None``, unknown.

    ``60``, ``60%``, ``６０％`` and ``60.0`` are 60; ``0`` and ``1`` are 0 and 1 per cent. A fraction between 0 and 1 written
    without a sign (``0.6``, also ``1.0``) raises ``DoubtfulPercent`` with its suggestion; a number that is not whole
    raises ``Unreadable``; anything below 0 or above 100 ``OutOfRange``.
    """
    if says_unknown(text):
        return None
    match = _PERCENT.fullmatch(plain_minus(half_width(text)).strip())
    if match is None or len(match["number"]) > 4 * _LONGEST:
        raise Unreadable(Expected.PERCENT, text)
    value = Decimal(match["number"])
    if value > 100 or (match["minus"] and value):
        raise OutOfRange(Expected.PERCENT, text, "0", "100")
    if not match["sign"] and "." in match["number"] and 0 < value <= 1:
        _doubt(text, value)
    return _whole(text, value)


def _doubt(text: str, fraction: Decimal) -> None:
    suggestion = canonical(shifted(fraction, 2))
    if suggestion == int(suggestion):
        raise DoubtfulPercent(text, int(suggestion))


def _whole(text: str, value: Decimal) -> int:
    if value != int(value):
        raise Unreadable(Expected.PERCENT, text, Why.NOT_WHOLE)
    return int(value)
