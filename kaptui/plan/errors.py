"""What can be wrong with a typed value: each error carries data, the text room makes the sentence in either language.

``Refused`` is the root. ``Unreadable`` and ``OutOfRange`` are final; a ``Doubtful`` value has two readings: a screen asks
which is meant, the command line refuses it unless told ``--yes`` and then takes ``if_confirmed``.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum


class Expected(StrEnum):
    """What a text should have been read as."""

    AMOUNT = "amount"
    CELL = "cell"
    UNIT = "unit"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    CODE = "code"
    LINE = "line"
    SCORE = "score"
    WHOLE = "whole"
    CHOICE = "choice"
    FLAGS = "flags"
    YES_NO = "yes_no"
    ROW = "row"


class Why(StrEnum):
    """Why a text could not be read, where more can be said than what was expected."""

    FORM = "form"
    NO_NUMBER = "no_number"
    GROUPING = "grouping"
    UNIT_MISSING = "unit_missing"
    TOO_FINE = "too_fine"
    FOREIGN_CURRENCY = "foreign_currency"
    AMOUNT_UNKNOWN = "amount_unknown"
    NOT_WHOLE = "not_whole"
    NO_SUCH_DAY = "no_such_day"
    SHORT_YEAR = "short_year"
    STRANGE_SIGN = "strange_sign"
    REPEATED = "repeated"
    CONTRADICTION = "contradiction"
    UNKNOWN_MARK = "unknown_mark"
    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    LOWER_CASE = "lower_case"


class Refused(ValueError):
    """A typed value that cannot enter the plan as it stands; ``text`` is what was typed, ``what`` what was expected."""

    def __init__(self, what: Expected, text: str, summary: str) -> None:
        super().__init__(summary)
        self.what = what
        self.text = text


class Unreadable(Refused):
    """The text cannot be read as ``what``; ``why`` and ``detail`` (the offending piece, perhaps empty) explain it."""

    def __init__(self, what: Expected, text: str, why: Why = Why.FORM, detail: str = "") -> None:
        super().__init__(what, text, f"{_shown(text)} cannot be read as {what.value} ({why.value})")
        self.why = why
        self.detail = detail


class OutOfRange(Refused):
    """The text reads well, but its value lies outside ``low`` to ``high`` (both included, both as plain text)."""

    def __init__(self, what: Expected, text: str, low: str, high: str) -> None:
        super().__init__(what, text, f"{_shown(text)} is not a {what.value} between {low} and {high}")
        self.low = low
        self.high = high


class WouldLoop(Refused):
    """``boss`` reports, directly or not, to ``person``, who can therefore not report to him: names, ``boss`` None where
    it is the same person."""

    def __init__(self, person: str, boss: str | None) -> None:
        super().__init__(Expected.ROW, boss or person, f"{boss or person} reports to {person}")
        self.person = person
        self.boss = boss


class Doubtful(Refused):
    """The text has two readings and nobody guesses; ``if_confirmed`` is what a confirmed text means."""

    @property
    def if_confirmed(self) -> Decimal | int:
        """The value to store once somebody has said yes to the text."""
        raise NotImplementedError


class DoubtfulAmount(Doubtful):
    """An amount of a suspicious unit: both readings are in the currency's base unit.

    ``as_written`` takes the bare number in the plan's unit, ``as_base_unit`` in the currency's (元).
    """

    def __init__(self, text: str, as_written: Decimal, as_base_unit: Decimal, unit: str, currency: str) -> None:
        super().__init__(Expected.AMOUNT, text, f"{_shown(text)} may mean {as_written} or {as_base_unit} {currency}")
        self.as_written = as_written
        self.as_base_unit = as_base_unit
        self.unit = unit
        self.currency = currency

    @property
    def if_confirmed(self) -> Decimal:
        """The amount as written, in the plan's unit."""
        return self.as_written


class DoubtfulPercent(Doubtful):
    """A probability typed as a fraction: ``0.6`` is offered as ``suggestion`` 60, the only whole number it can mean."""

    def __init__(self, text: str, suggestion: int) -> None:
        super().__init__(Expected.PERCENT, text, f"{_shown(text)} may mean {suggestion} %")
        self.suggestion = suggestion

    @property
    def if_confirmed(self) -> int:
        """The suggested percentage."""
        return self.suggestion


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "...")
