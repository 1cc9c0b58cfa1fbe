"""Key figures as JSON values: an index of ten thousand accounts is read at every start of home.

What all accounts are asked for at once, to sort, rank and add them up, stands under a key of its own with a plain
value, so that an index can keep it in columns. What only the accounts in sight are asked for, all of their figures, is
one string under ``text``. Amounts in columns are whole numbers of base units, or of their millionths when any of the
account's has decimals (``scale``), so that totals over all accounts are sums of plain integers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kaptui.insight.figures import DueAction, Figures, Pressing, YearFigures
from kaptui.insight.states import MapState, Severity
from kaptui.insight.wording import Message, MessageValue
from kaptui.plan.exact import canonical, exact_sum, shifted

VERSION: Final = 4
"""Belongs to what a store knows its summaries by: another version is worked out anew."""
DECIMALS: Final = 6
"""Weighted amounts have at most so many decimals: four of the amount, two of the percentage."""
AGE: Final = "days"
"""In sentences of the plan test this value is an age: it grows by one a day."""
WEIGHTED: Final = ("weighted1", "weighted2", "weighted3", "weighted4")
MONEY: Final = (*WEIGHTED, "planned", "won")
"""The columns of a fiscal year's money: weighted by quarter, planned, won. Those of the next year end in ``NEXT``."""
NEXT: Final = "+"
QUARTER_AMOUNTS: Final = 12
"""A year in a text begins with planned, weighted and won of its four quarters; then come its targets."""
TARGET: Final = "target"


def as_summary(found: Figures) -> dict[str, Any]:
    """The figures as JSON values by column."""
    scale = 0 if _all_whole(found.years) else DECIMALS
    first, after = found.years
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "currency": found.currency,
        "unit": found.unit,
        "year_start": found.year_start,
        "year": first.year,
        "scale": scale,
        "state": found.map_state.value,
        "support": found.support,
        "known": found.known,
        "coverage": found.coverage,
        "unmet": found.unmet,
        "urgent": found.urgent,
        "warnings": found.warnings,
        "last_contact": found.last_contact and found.last_contact.isoformat(),
        "stake": _cents_at_stake(found.findings),
        "due": found.actions[0].due.isoformat() if found.actions else None,
        **_money(first, scale, ""),
        **_money(after, scale, NEXT),
        "text": _text(found),
    }


def figures_of(text: str, today: date | None = None) -> Figures | None:
    """The figures in the ``text`` of a summary, ages as of today; ``None`` for what cannot be read."""
    try:
        return _read(json.loads(text), today)
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError):
        return None


def amount_of(number: int | None, scale: int) -> Decimal:
    """A whole number from a column as an amount in base units; nothing is 0."""
    return canonical(shifted(Decimal(number or 0), -scale))


def _all_whole(years: Iterable[YearFigures]) -> bool:
    return all(amount is None or amount == int(amount) for year in years for amount in _amounts(year))


def _amounts(year: YearFigures) -> list[Decimal | None]:
    return [*year.planned, *year.weighted, *year.won, *year.targets, year.target]


def _money(year: YearFigures, scale: int, suffix: str) -> dict[str, int | None]:
    amounts = (*year.weighted, exact_sum(year.planned), exact_sum(year.won))
    columns: dict[str, int | None] = {
        f"{name}{suffix}": int(shifted(amount, scale)) for name, amount in zip(MONEY, amounts, strict=True)
    }
    return columns | {f"{TARGET}{suffix}": None if year.target is None else int(shifted(year.target, scale))}


def _cents_at_stake(findings: Sequence[Pressing]) -> int | None:
    """The most that an urgent finding puts at stake, 0 when that is not known, ``None`` without one: ranks unread."""
    urgent = [each.at_stake or Decimal(0) for each in findings if each.severity is Severity.URGENT]
    return int(shifted(max(urgent), 2)) if urgent else None


def _text(found: Figures) -> str:
    parts = (
        [found.day.isoformat(), found.since.isoformat(), found.until.isoformat()],
        [found.currency, found.unit, found.year_start],
        [found.map_state.value, found.support, found.known, found.doubtful, found.coverage, found.unmet],
        [found.urgent, found.warnings, found.last_contact and found.last_contact.isoformat()],
        [[year.year, *(None if amount is None else str(amount) for amount in _amounts(year))] for year in found.years],
        [_packed_finding(each) for each in found.findings],
        [[each.due.isoformat(), each.what, each.owner, each.opportunity, each.deal, each.id] for each in found.actions],
    )
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _packed_finding(found: Pressing) -> list[Any]:
    values = {
        name: {"day": value.isoformat()} if isinstance(value, date) else value
        for name, value in found.message.values.items()
    }
    stake = None if found.at_stake is None else str(found.at_stake)
    said = [found.message.msgid, values]
    return [found.rule, found.severity.value, found.subject, found.opportunity, stake, list(found.place), *said]


def _read(parts: Sequence[Any], today: date | None) -> Figures:
    days, (currency, unit, year_start), people, counts, years, findings, actions = parts
    day, since, until = map(date.fromisoformat, days)
    state, support, known, doubtful, coverage, unmet = people
    urgent, warnings, last_contact = counts
    older = 0 if today is None else (today - day).days
    return Figures(
        day=day,
        since=since,
        until=until,
        currency=currency,
        unit=unit,
        year_start=year_start,
        map_state=MapState(state),
        support=support,
        known=known,
        doubtful=doubtful,
        coverage=coverage,
        unmet=unmet,
        urgent=urgent,
        warnings=warnings,
        last_contact=None if last_contact is None else date.fromisoformat(last_contact),
        years=tuple(_read_year(year, amounts) for year, *amounts in years),
        findings=tuple(_read_finding(row, older) for row in findings),
        actions=tuple(DueAction(date.fromisoformat(due), *rest) for due, *rest in actions),
    )


def _read_year(year: int, texts: Sequence[str | None]) -> YearFigures:
    amounts = [Decimal(text or "") for text in texts[:QUARTER_AMOUNTS]]
    targets = [None if text is None else Decimal(text) for text in texts[QUARTER_AMOUNTS:]]
    planned, weighted, won = (tuple(amounts[first : first + 4]) for first in (0, 4, 8))
    return YearFigures(year, planned, weighted, won, tuple(targets[:4]), targets[4])


def _read_finding(row: Sequence[Any], older: int) -> Pressing:
    rule, severity, subject, opportunity, stake, place, msgid, values = row
    filled: dict[str, MessageValue] = {
        name: date.fromisoformat(value["day"]) if isinstance(value, dict) else value for name, value in values.items()
    }
    if isinstance(filled.get(AGE), int):
        filled[AGE] = int(values[AGE]) + older
    at_stake = None if stake is None else Decimal(stake)
    return Pressing(rule, Severity(severity), subject, opportunity, at_stake, tuple(place), Message(msgid, **filled))
