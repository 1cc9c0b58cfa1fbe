"""Money, percentages, dates and ages as people read them. Unknown is ``unknown``: ``—``, in ASCII ``-``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from kaptui.plan.exact import exact_sum, largest_remainder, rounded, shifted
from kaptui.plan.money import base_unit_name, in_unit
from kaptui.text.sentences import doubt_readings, sentence
from kaptui.text.speech import tr

__all__ = [
    "UNKNOWN", "UNKNOWN_ASCII", "age", "day", "doubt_readings", "fewest_places", "listed", "moment", "money",
    "money_line", "money_row", "money_with_unit", "percent", "sentence", "signed", "unit_label",
]  # fmt: skip

UNKNOWN = "—"
UNKNOWN_ASCII = "-"


def money(amount: Decimal | None, unit: str, places: int | None = None, *, unknown: str = UNKNOWN) -> str:
    """``amount`` (base units) in the plan's unit with thousands separators: 12000000 in 万 is ``1,200``.

    Exact with as many decimals as it takes, or rounded half away from zero to ``places`` decimals.
    """
    if amount is None:
        return unknown
    number = in_unit(amount, unit)
    return f"{number if places is None else rounded(number, places):,f}"


def money_with_unit(amount: Decimal | None, unit: str, currency: str = "CNY", places: int | None = None) -> str:
    """``money`` with its unit behind it: ``1,200 万``; of a plan in base units the currency's name: ``1,200 元``."""
    if amount is None:
        return tr("unknown")
    return f"{money(amount, unit, places)} {unit_label(unit, currency)}"


def money_row(
    parts: Sequence[Decimal | None], unit: str, places: int = 0, *, unknown: str = UNKNOWN
) -> tuple[tuple[str, ...], str]:
    """The parts and their total rounded to ``places``, so that the parts shown add up to the total shown.

    Unknown parts count 0; where every part is unknown the total is, too.
    """
    known = [in_unit(part or Decimal(0), unit) for part in parts]
    total = rounded(exact_sum(known), places)
    shown = largest_remainder(known, total, shifted(Decimal(1), -places))
    texts = tuple(unknown if part is None else f"{text:,f}" for part, text in zip(parts, shown, strict=True))
    return texts, unknown if parts and all(part is None for part in parts) else f"{total:,f}"


def money_line(
    parts: Sequence[Decimal | None], unit: str, *, unknown: str = UNKNOWN
) -> tuple[tuple[str, ...], str]:
    """``money_row`` with as few decimals as show every part exactly, at most two."""
    return money_row(parts, unit, fewest_places(in_unit(part, unit) for part in parts if part), unknown=unknown)


def fewest_places(numbers: Iterable[Decimal], most: int = 2) -> int:
    """With how few decimals, at most ``most``, every number is shown exactly, if it can be."""
    exact = list(numbers)
    return next((places for places in range(most) if all(rounded(each, places) == each for each in exact)), most)


def unit_label(unit: str, currency: str = "CNY") -> str:
    """What the amounts of a plan are counted in: its unit, else the currency's own name."""
    return unit.strip() or base_unit_name(currency)


def percent(value: Decimal | Fraction | float | None, places: int = 0, *, unknown: str = UNKNOWN) -> str:
    """A percentage (60 is ``60%``) rounded half away from zero."""
    return unknown if value is None else f"{rounded(Fraction(value), places):,f}%"


def listed(names: Iterable[str]) -> str:
    """Several names one after the other, as a sentence lists them: ``A, B``, ``甲、乙``; empty for none."""
    return tr(", ").join(names)


def signed(value: Decimal | Fraction | float | None, places: int = 0, *, unknown: str = UNKNOWN) -> str:
    """A number whose sign matters: ``+12``, ``-16``, ``0``."""
    if value is None:
        return unknown
    number = rounded(Fraction(value), places)
    return f"{number:+,f}" if number else f"{number:f}"


def day(when: date | None, *, unknown: str = UNKNOWN) -> str:
    """A date as ISO writes it, in both languages."""
    return unknown if when is None else when.isoformat()


def moment(when: datetime) -> str:
    """A point in time by the clock of this machine, to the minute: ``2026-11-23 14:05``."""
    return when.astimezone().strftime("%Y-%m-%d %H:%M")


def age(since: date | None, today: date, *, unknown: str = UNKNOWN) -> str:
    """How long ago a day was: ``3 d``, ``3天``; of a day to come ``in 3 d``."""
    if since is None:
        return unknown
    days = (today - since).days
    return tr("{n} d", n=days) if days >= 0 else tr("in {n} d", n=-days)
