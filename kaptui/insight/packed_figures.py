"""Key figures as JSON values under short keys: an index of ten thousand accounts is read at every start of home.

Amounts are whole numbers of base units, or of their millionths when any of them has decimals, so that totals over all
accounts are sums of plain integers. What only a few accounts are asked for, the texts of findings and actions, is
packed once more into one string that costs next to nothing until it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kaptui.insight.figures import DueAction, Figures, Pressing, YearFigures
from kaptui.insight.plan_test.finding import Severity
from kaptui.insight.power import MapState
from kaptui.insight.wording import Message, MessageValue
from kaptui.plan.exact import canonical, shifted
from kaptui.plan.fiscal import fiscal_year_of

VERSION: Final = 1
"""Summaries of another version are not read; the account is summarised anew."""
DECIMALS: Final = 6
"""Weighted amounts have at most so many decimals: four of the amount, two of the percentage."""
QUARTER_NUMBERS: Final = 12
"""A packed year begins with planned, weighted and won of its four quarters."""
WEIGHTED: Final = slice(4, 8)
YEAR_NUMBERS: Final = 17
"""Then come the targets of the quarters and of the year."""
NO_MONEY: Final = (0,) * QUARTER_NUMBERS + (None,) * (YEAR_NUMBERS - QUARTER_NUMBERS)
"""A packed year in which there is nothing; it is left out."""


def as_summary(found: Figures) -> dict[str, Any]:
    """The figures as JSON values: version, day, currency, people, counts and ranks, years, texts."""
    scale = 0 if _all_whole(found.years) else DECIMALS
    years = {str(year.year): _packed(year, scale) for year in found.years}
    texts = [[_packed_finding(each) for each in found.findings], [_packed_action(each) for each in found.actions]]
    last, first = found.last_contact, found.actions[0].due if found.actions else None
    return {
        "v": VERSION,
        "d": found.day.isoformat(),
        "c": [found.currency, found.unit, found.year_start, scale],
        "p": [found.map_state.value, found.support, found.known, found.coverage, found.unmet],
        "n": [found.urgent, found.warnings, last and last.isoformat()],
        "r": [_cents_at_stake(found.findings) if found.urgent else None, first and first.isoformat()],
        "y": {year: row for year, row in years.items() if tuple(row) != NO_MONEY},
        "t": json.dumps(texts, ensure_ascii=False, separators=(",", ":")),
    }


def figures_of(summary: Mapping[str, Any] | None) -> Figures | None:
    """The figures that ``as_summary`` packed; ``None`` for none, for another version and for what cannot be read."""
    if summary is None or summary.get("v") != VERSION:
        return None
    try:
        return _unpacked(summary)
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError):
        return None


def amount_of(number: int | None, scale: int) -> Decimal:
    """A packed whole number as an amount in base units; nothing is 0."""
    return canonical(shifted(Decimal(number or 0), -scale))


def _amounts(year: YearFigures) -> list[Decimal | None]:
    return [*year.planned, *year.weighted, *year.won, *year.targets, year.target]


def _all_whole(years: Iterable[YearFigures]) -> bool:
    return all(amount is None or amount == int(amount) for year in years for amount in _amounts(year))


def _packed(year: YearFigures, scale: int) -> list[int | None]:
    return [None if amount is None else int(shifted(amount, scale)) for amount in _amounts(year)]


def _cents_at_stake(findings: Sequence[Pressing]) -> int:
    """What the first, most pressing finding puts at stake, 0 when that is not known: ranks accounts unread."""
    return int(shifted(findings[0].at_stake or Decimal(0), 2)) if findings else 0


def _packed_action(action: DueAction) -> list[str]:
    return [action.due.isoformat(), action.what, action.owner, action.opportunity, action.deal, action.id]


def _packed_finding(found: Pressing) -> list[Any]:
    values = {
        name: {"day": value.isoformat()} if isinstance(value, date) else value
        for name, value in found.message.values.items()
    }
    stake = None if found.at_stake is None else str(found.at_stake)
    said = [found.message.msgid, values]
    return [found.rule, found.severity.value, found.subject, found.opportunity, stake, list(found.place), *said]


def _unpacked(summary: Mapping[str, Any]) -> Figures:
    currency, unit, year_start, scale = summary["c"]
    state, support, known, coverage, unmet = summary["p"]
    urgent, warnings, last_contact = summary["n"]
    findings, actions = json.loads(summary["t"])
    day = date.fromisoformat(summary["d"])
    first = fiscal_year_of(day, year_start)
    return Figures(
        day=day,
        currency=currency,
        unit=unit,
        year_start=year_start,
        map_state=MapState(state),
        support=support,
        known=known,
        coverage=coverage,
        unmet=unmet,
        urgent=urgent,
        warnings=warnings,
        last_contact=None if last_contact is None else date.fromisoformat(last_contact),
        years=tuple(_unpacked_year(year, summary["y"].get(str(year), NO_MONEY), scale) for year in (first, first + 1)),
        findings=tuple(_unpacked_finding(row) for row in findings),
        actions=tuple(DueAction(date.fromisoformat(due), *rest) for due, *rest in actions),
    )


def _unpacked_year(year: int, row: Sequence[int | None], scale: int) -> YearFigures:
    money = tuple(amount_of(number, scale) for number in row[:QUARTER_NUMBERS])
    rest = row[QUARTER_NUMBERS:YEAR_NUMBERS]
    targets = tuple(None if number is None else amount_of(number, scale) for number in rest)
    return YearFigures(year, money[:4], money[4:8], money[8:], targets[:4], targets[4])


def _unpacked_finding(row: Sequence[Any]) -> Pressing:
    rule, severity, subject, opportunity, stake, place, msgid, values = row
    filled: dict[str, MessageValue] = {
        name: date.fromisoformat(value["day"]) if isinstance(value, dict) else value for name, value in values.items()
    }
    at_stake = None if stake is None else Decimal(stake)
    message = Message(msgid, **filled)
    return Pressing(rule, Severity(severity), subject, opportunity, at_stake, tuple(place), message)
