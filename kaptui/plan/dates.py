"""Dates as people type them. Nothing is guessed: a year of two digits or a day that does not exist is unreadable."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from kaptui.plan.errors import Expected, OutOfRange, Unreadable, Why
from kaptui.plan.halfwidth import half_width, plain_minus, says_unknown

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Typed dates lie between these; anything else is a slip of the keyboard (0226, 20226)."""

_FULL = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?)"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SHORT = re.compile(r"([0-9]{1,2})(?:[-/]([0-9]{1,2})|\s*月\s*([0-9]{1,2})\s*[日号]?)")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{2}\s*年.*")
_STEP = re.compile(r"([+-])\s*([0-9]{1,5})\s*(d|w|m|y|天|日|周|个?月|年)?")
_WORDS = {
    "today": 0,
    "今天": 0,
    "今日": 0,
    "tomorrow": 1,
    "明天": 1,
    "后天": 2,
    "yesterday": -1,
    "昨天": -1,
    "前天": -2,
}
_DAYS = {"": 1, "d": 1, "天": 1, "日": 1, "w": 7, "周": 7}
_MONTHS = {"m": 1, "月": 1, "个月": 1, "y": 12, "年": 12}


def parse_date(text: str, today: date, *, past: bool = False) -> date | None:
    """The day that ``text`` says; nothing or ``?`` is ``None``, unknown.

    ``2026-01-29``, ``2026/1/29``, ``2026.1.29``, ``20260129``, ``2026年1月29日``; ``1-29``, ``1/29``, ``1月29日``: the next
    such day from today on, this year's or next year's (with ``past`` the latest one up to today, for what has happened);
    ``today``, ``今天``, ``tomorrow``, ``yesterday`` and their Chinese words; ``+7``, ``-7``, ``+2w``, ``+1m``, ``+1y``, ``+2周``.
    Full width too. Raises ``Unreadable``, or ``OutOfRange`` outside 1900 to 2199.
    """
    if says_unknown(text):
        return None
    typed = plain_minus(half_width(text)).strip().lower()
    if typed in _WORDS:
        return _in_range(text, lambda: today + timedelta(_WORDS[typed]))
    if step := _STEP.fullmatch(typed):
        return _stepped(text, today, step)
    if full := _FULL.fullmatch(typed) or _COMPACT.fullmatch(typed):
        year, month, day = (int(part) for part in full.groups() if part and part.isdecimal())
        return _in_range(text, lambda: date(year, month, day))
    if short := _SHORT.fullmatch(typed):
        return _nearest(text, int(short[1]), int(short[2] or short[3]), today, past)
    raise Unreadable(Expected.DATE, text, Why.SHORT_YEAR if _SHORT_YEAR.fullmatch(typed) else Why.FORM)


def _stepped(text: str, today: date, step: re.Match[str]) -> date:
    count = int(step[2]) * (-1 if step[1] == "-" else 1)
    unit = step[3] or ""
    if unit in _DAYS:
        return _in_range(text, lambda: today + timedelta(count * _DAYS[unit]))
    return _in_range(text, lambda: _months_later(today, count * _MONTHS[unit]))


def _months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last day when it is shorter."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = ordinal // 12, ordinal % 12 + 1
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise OverflowError
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _nearest(text: str, month: int, day: int, today: date, past: bool) -> date:
    for year in (today.year, today.year - 1 if past else today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (found <= today) if past else (found >= today):
            return _checked(text, found)
    raise Unreadable(Expected.DATE, text, Why.NO_SUCH_DAY)


def _in_range(text: str, day: Callable[[], date]) -> date:
    try:
        found = day()
    except OverflowError:
        raise OutOfRange(Expected.DATE, text, FIRST_DAY.isoformat(), LAST_DAY.isoformat()) from None
    except ValueError:
        raise Unreadable(Expected.DATE, text, Why.NO_SUCH_DAY) from None
    return _checked(text, found)


def _checked(text: str, found: date) -> date:
    if not FIRST_DAY <= found <= LAST_DAY:
        raise OutOfRange(Expected.DATE, text, FIRST_DAY.isoformat(), LAST_DAY.isoformat())
    return found
