"""From typed text to an edit and back: the one parser behind every editor, the command line and paste.

``typed`` reads text as the field at a path means it; ``text_of`` is what an editor starts with and reads back the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kaptui.editing.edits import Edit, SetField
from kaptui.plan.clean import cleaned_line, cleaned_text
from kaptui.plan.dates import parse_date
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import Doubtful, Expected, OutOfRange, Unreadable, Why
from kaptui.plan.fields import FieldSpec
from kaptui.plan.fiscal import month_key
from kaptui.plan.halfwidth import half_width, plain_minus, says_unknown
from kaptui.plan.money import as_typed, parse_cell, parse_money
from kaptui.plan.naming import name_of
from kaptui.plan.paths import ABSENT, Path, value_at
from kaptui.plan.percent import parse_percent
from kaptui.plan.places import spec_at

YES = frozenset({"y", "yes", "true", "1", "是", "x", "✓", "on"})
PAST = frozenset({"last_contact", "confirmed", "said_on"})
"""Days that lie behind us: without a year the latest such day is meant, elsewhere the next."""
NO = frozenset({"n", "no", "false", "0", "否", "", "?", "off"})


@dataclass(frozen=True, slots=True)
class _Typing:
    """Everything a reader needs: the plan for units and names, the path, its description, today for dates."""

    plan: AccountPlan
    path: Path
    spec: FieldSpec
    today: date


def typed(plan: AccountPlan, path: Path, text: str, today: date, *, sure: bool = False) -> Edit:
    """The edit that puts ``text`` into the field at ``path``.

    Empty text or ``?`` clears a coded field to unknown. With ``sure`` a doubtful amount or percentage is taken as
    written. Raises ``NoSuchPlace``, and a ``Refused`` (``Unreadable``, ``OutOfRange``, ``Doubtful``, ``WouldLoop``) or
    ``TooLong``.
    """
    spec = spec_at(path)
    value = value_of(plan, path, text, today, sure=sure)
    if path[-2:-1] in (("split",), ("targets",)):
        if path[-2] == "split" or not re.fullmatch(r"[0-9]{4}", path[-1]):
            month_key(path[-1])
        return SetField(path, ABSENT if value is None else value, spec.label)
    if path[0] == "people" and spec.name == "reports_to" and value not in (None, value_at(plan, path)):
        from kaptui.editing.people import boss_edit  # hardly ever typed

        return boss_edit(plan, path[1], value)
    return SetField(path, value, spec.label)


def value_of(plan: AccountPlan, path: Path, text: str, today: date, *, sure: bool = False) -> Any:
    """The value ``text`` means in the field at ``path``; raises as ``typed`` does."""
    spec = spec_at(path)
    reader = _READERS[spec.kind]
    try:
        return reader(_Typing(plan, path, spec, today), text)
    except Doubtful as doubt:
        if not sure:
            raise
        return doubt.if_confirmed


def text_of(plan: AccountPlan, path: Path) -> str:
    """What an editor of that field starts with; ``value_of`` reads it back as the same value. Empty when unknown."""
    spec = spec_at(path)
    value = value_at(plan, path)
    if value is ABSENT or value is None:
        return ""
    match spec.kind:
        case "money":
            return as_typed(value, plan.unit)
        case "flags":
            return "".join(value)
        case "refs" | "tags":
            return "\n".join(value)
        case "bool":
            return "yes" if value else "no"
        case _:
            return str(getattr(value, "value", value))


def _text(at: _Typing, text: str) -> str:
    return cleaned_text(text) if at.spec.kind in ("long", "lines") else cleaned_line(text)


def _money(at: _Typing, text: str) -> Decimal | None:
    if at.path[-2:-1] == ("split",):
        amount = value_at(at.plan, (*at.path[:-2], "amount"))
        return parse_cell(text, at.plan.unit, amount, currency=at.plan.currency)
    return parse_money(text, at.plan.unit, currency=at.plan.currency)


def _percent(at: _Typing, text: str) -> int | None:
    return parse_percent(text)


def _date(at: _Typing, text: str) -> date | None:
    return parse_date(text, at.today, past=at.spec.name in PAST)


def _whole(at: _Typing, text: str) -> int | None:
    if says_unknown(text) and at.spec.optional:
        return None
    expected = Expected.SCORE if at.spec.kind == "score" else Expected.WHOLE
    plain = half_width(text).strip()
    if not re.fullmatch(r"[0-9]{1,9}", plain):
        raise Unreadable(expected, text)
    low, high = at.spec.low or 0, at.spec.high or 10**9
    if not low <= int(plain) <= high:
        raise OutOfRange(expected, text, str(low), str(high))
    return int(plain)


def _choice(at: _Typing, text: str) -> str | int | None:
    plain = plain_minus(half_width(text)).strip()
    exact = next((choice for choice in at.spec.choices if choice.code == plain), None)
    if exact is None and says_unknown(text) and at.spec.optional:
        return None
    if exact is None:
        folded = {"m": "*", "★": "*", "×": "X", "x": "X", "＊": "*"}.get(plain.lower(), plain).lower()
        exact = next(
            (choice for choice in at.spec.choices if folded in (choice.code.lower(), choice.label.lower())), None
        ) or next((choice for choice in at.spec.choices if folded == choice.key), None)
    if exact is None:
        raise Unreadable(Expected.CHOICE, text, detail=" ".join(choice.code for choice in at.spec.choices))
    return int(exact.code) if at.spec.name == "contact" else exact.code


def _flags(at: _Typing, text: str) -> tuple[str, ...]:
    if says_unknown(text):
        return ()
    letters = re.sub(r"[\s,;、，；/.]+", "", half_width(text)).upper()
    known = {choice.code for choice in at.spec.choices}
    if not letters or not set(letters) <= known:
        raise Unreadable(Expected.FLAGS, text, detail=" ".join(choice.code for choice in at.spec.choices))
    return tuple(code for code in (choice.code for choice in at.spec.choices) if code in letters)


def _yes_no(at: _Typing, text: str) -> bool:
    word = half_width(text).strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unreadable(Expected.YES_NO, text)


def _row(at: _Typing, text: str) -> str | None:
    return None if says_unknown(text) else _row_id(at, text.strip())


def _rows(at: _Typing, text: str) -> tuple[str, ...]:
    if says_unknown(text):
        return ()
    try:
        return (_row_id(at, text.strip()),)
    except Unreadable:
        separators = r"\n" if "\n" in text else r"[,;、，；]"
        return tuple(dict.fromkeys(_row_id(at, part.strip()) for part in re.split(separators, text) if part.strip()))


def _words(at: _Typing, text: str) -> tuple[str, ...]:
    separators = r"\n" if "\n" in text else r"[,;、，；]"
    words = (cleaned_line(part) for part in re.split(separators, text))
    return tuple(dict.fromkeys(word for word in words if word))


def _row_id(at: _Typing, text: str) -> str:
    """The id of the row that ``text`` names: an id, a whole name, or the beginning of exactly one name."""
    rows = getattr(at.plan, at.spec.refers_to)
    if any(row.id == text for row in rows):
        return text
    wanted = text.casefold()
    names = [(name_of(row).casefold(), row) for row in rows]
    for matching in (
        [row for name, row in names if name == wanted],
        [row for name, row in names if wanted and name.startswith(wanted)],
    ):
        if len(matching) == 1:
            return str(matching[0].id)
        if matching:
            named = ", ".join(f"{name_of(row)} ({row.id})" for row in matching[:6])
            raise Unreadable(Expected.ROW, text, Why.REPEATED, detail=named)
    raise Unreadable(Expected.ROW, text)


_READERS: dict[str, Callable[[_Typing, str], Any]] = {
    "text": _text,
    "long": _text,
    "lines": _text,
    "money": _money,
    "percent": _percent,
    "date": _date,
    "month": _whole,
    "score": _whole,
    "choice": _choice,
    "flags": _flags,
    "bool": _yes_no,
    "ref": _row,
    "refs": _rows,
    "tags": _words,
}
