"""JSON as it comes from outside, read without guessing: no key twice, no NaN, no number that changes when it is read.

What comes back is plain ``dict``, ``list``, ``str``, ``int``, ``Decimal``, ``bool`` and ``None``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any, Final

from kaptui.exchange.complaint import SHOWN, Complaint, UnreadableFile, unreadable
from kaptui.plan.paths import Path
from kaptui.text import N_

LARGEST: Final = 64 * 1024 * 1024
"""Bytes; the largest plan anybody typed is a thousandth of it."""
DEEPEST: Final = 32
"""Levels of lists and objects; a plan has eight."""
_LONGEST_NUMBER = 60
_LARGEST_EXPONENT = 100


class _Object(dict[str, Any]):
    """An object that remembers the keys it was given twice."""

    twice: tuple[str, ...] = ()


def parsed(data: bytes) -> Any:
    """The value that the bytes spell. A byte-order mark is passed over. Raises ``UnreadableFile``."""
    if len(data) > LARGEST:
        raise unreadable(N_("The file is larger than {limit} MiB."), limit=str(LARGEST // 2**20))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(
            N_("The file is not UTF-8 text (byte {position}); save it as UTF-8."), position=str(error.start + 1)
        ) from error
    if not text.strip():
        raise unreadable(N_("The file is empty."))
    value = _value(text)
    _refuse_doubles(value)
    return value


def _value(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole, parse_float=_decimal
        )
    except json.JSONDecodeError as error:
        raise unreadable(
            N_("The file is not JSON: line {line}, column {column}."), line=str(error.lineno), column=str(error.colno)
        ) from error
    except RecursionError as error:
        raise _too_deep() from error


def _too_deep() -> UnreadableFile:
    return unreadable(N_("The file is nested more than {limit} levels deep."), limit=str(DEEPEST))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = _Object(pairs)
    if len(result) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        result.twice = tuple(islice((key for key, count in counts.items() if count > 1), SHOWN))
    return result


def _constant(word: str) -> Any:
    raise unreadable(N_("{word} is not a number that JSON knows; write null for unknown."), word=word)


def _whole(digits: str) -> int:
    _refuse_monsters(digits)
    return int(digits)


def _decimal(digits: str) -> Decimal:
    _refuse_monsters(digits)
    try:
        value = Decimal(digits)
    except InvalidOperation:  # an exponent of twenty digits
        value = None
    if value is None or abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise unreadable(N_("The number {number} is out of every range."), number=digits)
    return value


def _refuse_monsters(digits: str) -> None:
    if len(digits) > _LONGEST_NUMBER:
        raise unreadable(N_("The number {number} is out of every range."), number=digits[:_LONGEST_NUMBER] + "...")


def _refuse_doubles(value: Any) -> None:
    complaints: list[Complaint] = []
    for place, found in _objects(value):
        complaints += [Complaint(N_("the key {key} appears twice"), place, {"key": key}) for key in found.twice]
        if len(complaints) >= SHOWN:
            break
    if complaints:
        raise UnreadableFile(tuple(complaints[:SHOWN]))


def _objects(root: Any) -> Iterator[tuple[Path, _Object]]:
    """Every object with its place, without recursion: depth is somebody else's choice here."""
    waiting: list[tuple[Path, Any]] = [((), root)]
    while waiting:
        place, value = waiting.pop()
        if len(place) > DEEPEST:
            raise _too_deep()
        if isinstance(value, _Object):
            yield place, value
            waiting += [((*place, key), inner) for key, inner in value.items() if isinstance(inner, (dict, list))]
        elif isinstance(value, list):
            waiting += [((*place, word_of(inner, at)), inner) for at, inner in enumerate(value)]


def word_of(row: Any, index: int) -> str:
    """How a path names an item of a list: by its id where it has one, else by its number, counted from 1."""
    row_id = row.get("id") if isinstance(row, dict) else None
    return row_id if isinstance(row_id, str) and 0 < len(row_id) <= 60 else f"#{index + 1}"
