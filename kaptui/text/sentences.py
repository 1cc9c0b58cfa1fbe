"""Complaints about typed values as sentences: what was typed, what was expected, an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kaptui.plan.clean import TooLong
from kaptui.plan.errors import (
    Doubtful,
    DoubtfulAmount,
    DoubtfulPercent,
    Expected,
    OutOfRange,
    Refused,
    Unreadable,
    Why,
    WouldLoop,
)  # fmt: skip
from kaptui.plan.money import base_unit_name, in_unit
from kaptui.text.speech import N_, tr

if TYPE_CHECKING:
    from pydantic import ValidationError

_LONGEST_QUOTE = 40

_EXPECTED: Final[dict[Expected, tuple[str, str]]] = {
    Expected.AMOUNT: (N_("an amount"), "300, 300万, 0.3亿"),
    Expected.CELL: (N_("an amount or a share"), "120, 25%"),
    Expected.UNIT: (N_("a unit"), "万, 元, 亿, k, m"),
    Expected.PERCENT: (N_("a percentage"), "60"),
    Expected.DATE: (N_("a date"), "2026-01-29, 1-29, +7"),
    Expected.MONTH: (N_("a month"), "2026-10"),
    Expected.CODE: (N_("a code"), "AP=2!!"),
    Expected.LINE: (N_("a person"), N_("Name / Title @Department AP=2!!")),
    Expected.SCORE: (N_("a score"), "4"),
    Expected.WHOLE: (N_("a whole number"), "10"),
    Expected.CHOICE: (N_("one of the choices"), ""),
    Expected.FLAGS: (N_("one or several of the choices"), ""),
    Expected.YES_NO: (N_("yes or no"), "y, n"),
    Expected.ROW: (N_("a row's name"), ""),
}
"""What each expectation is called, and an example of it; every example but a line's is the same in both languages."""

_REASONS: Final[dict[Why, str]] = {
    Why.FORM: "",
    Why.NO_NUMBER: N_("there is no number in it"),
    Why.GROUPING: N_("thousands are grouped by three digits"),
    Why.UNIT_MISSING: N_("{detail} has no unit"),
    Why.TOO_FINE: N_("it has too many decimals"),
    Why.FOREIGN_CURRENCY: N_("this plan is in {detail}"),
    Why.AMOUNT_UNKNOWN: N_("the opportunity's amount is unknown"),
    Why.NOT_WHOLE: N_("it must be a whole number"),
    Why.NO_SUCH_DAY: N_("there is no such day"),
    Why.SHORT_YEAR: N_("the year needs four digits"),
    Why.STRANGE_SIGN: N_("{detail} is not part of a code"),
    Why.REPEATED: N_("{detail} appears twice"),
    Why.CONTRADICTION: N_("{detail} contradicts what stands before it"),
    Why.UNKNOWN_MARK: N_("unknown is set by the attribute's own key and ?"),
    Why.NO_NAME: N_("there is no name"),
    Why.TOO_LONG: N_("it is too long"),
    Why.LOWER_CASE: N_("the letters of a code are upper-case here"),
}
"""The reason in a clause; empty when there is nothing to add to what was expected."""


def sentence(error: Exception) -> str:
    """What to tell somebody whose text was refused, in the present language.

    Knows every ``Refused``, ``TooLong``, and a pydantic ``ValidationError`` around one; of any other error it says that
    the value was refused, with the error's own words.
    """
    from pydantic import ValidationError  # a list of accounts formats amounts and refuses nothing

    match error:
        case Unreadable():
            return _unreadable(error)
        case OutOfRange():
            return _out_of_range(error)
        case Doubtful():
            return _doubtful(error)
        case WouldLoop():
            return _loop(error)
        case TooLong():
            return tr("Too long: {length} characters, at most {limit} fit", length=error.length, limit=error.limit)
        case ValidationError():
            return _invalid(error)
        case _:
            return tr("Refused: {reason}", reason=quoted(str(error)))


def doubt_readings(doubt: Refused, unit: str) -> tuple[str, tuple[str, ...]]:
    """The question about a doubtful text and its readings, the one that ``if_confirmed`` stores first.

    ``unit`` is the plan's; an amount has two readings, a percentage one.
    """
    question = tr('What does "{text}" mean?', text=quoted(doubt.text))
    match doubt:
        case DoubtfulAmount():
            return question, _readings(doubt, unit)
        case DoubtfulPercent():
            return question, (f"{doubt.suggestion}%",)
        case _:
            return question, ()


def quoted(text: str) -> str:
    """What somebody typed, fit for one line of a sentence: no control characters, cut off when it is long."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= _LONGEST_QUOTE else plain[:_LONGEST_QUOTE] + "..."


def _unreadable(error: Unreadable) -> str:
    text, detail = quoted(error.text), quoted(error.detail)
    name, example = _EXPECTED[error.what]
    if error.what is Expected.ROW:
        if error.why is Why.REPEATED:
            return tr('Several are called "{text}": {names}', text=text, names=detail)
        return tr('Nothing is called "{text}" here', text=text)
    if not example:
        return tr('Cannot be read as {what}: "{text}". Possible: {choices}', what=tr(name), text=text, choices=detail)
    values = {"what": tr(name), "text": text, "example": tr(example)}
    reason = tr(_REASONS[error.why], detail=detail)
    if not reason:
        return tr('Cannot be read as {what}: "{text}". Example: {example}', **values)
    return tr('Cannot be read as {what}: "{text}" - {reason}. Example: {example}', reason=reason, **values)


def _out_of_range(error: OutOfRange) -> str:
    text = quoted(error.text)
    if error.what is Expected.AMOUNT:
        return tr('Out of range: "{text}". An amount is at least 0 and below 1,000,000,000,000,000', text=text)
    return tr('Out of range: "{text}". It must be {low} to {high}', text=text, low=error.low, high=error.high)


def _loop(error: WouldLoop) -> str:
    if error.boss is None:
        return tr("Nobody reports to themselves")
    return tr(
        "{boss} stands below {person}: nobody can report to one of their own reports",
        boss=error.boss or tr("TBD"), person=error.person or tr("TBD"),
    )  # fmt: skip


def _doubtful(error: Doubtful) -> str:
    text = quoted(error.text)
    match error:
        case DoubtfulAmount():
            first, second = _readings(error, error.unit)
            return tr('"{text}" may mean {first} or {second}: type the unit', text=text, first=first, second=second)
        case DoubtfulPercent():
            literal = text if text.endswith("%") else f"{text}%"
            return tr(
                '"{text}" may mean {percent}% or {literal}: type {percent}',
                text=text, percent=error.suggestion, literal=literal,
            )  # fmt: skip
        case _:
            return tr('"{text}" has more than one meaning', text=text)


def _readings(doubt: DoubtfulAmount, unit: str) -> tuple[str, str]:
    base = base_unit_name(doubt.currency)
    return (
        f"{in_unit(doubt.as_written, unit):,f} {unit}",
        f"{doubt.as_base_unit:,f} {base} (= {in_unit(doubt.as_base_unit, unit):,f} {unit})",
    )


def _invalid(error: ValidationError) -> str:
    """The first complaint of a validation, by the plan's own error where one lies behind it."""
    first = error.errors(include_url=False, include_input=False)[0]
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, Refused | TooLong):
        return sentence(cause)
    return tr("Refused: {reason}", reason=quoted(str(cause or first["msg"])))
