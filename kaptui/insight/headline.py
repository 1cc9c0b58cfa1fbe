"""One account in a line: the few figures of the list of accounts, as values and as the JSON an index keeps.

A headline is of one day: findings age and the fiscal year turns, so whoever shows one asks whether it ``is_of`` today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.plan_test import Finding, Severity
from kaptui.insight.power import support_shown
from kaptui.insight.reach import needs_way_in
from kaptui.insight.revenue import plain
from kaptui.insight.summary import Summary
from kaptui.insight.wording import Message
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path

MOST_PRESSING = 3
"""How many findings of an account the list of accounts can show."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """A finding as the list of accounts shows it: its severity, its sentence, the place that fixes it."""

    severity: Severity
    message: Message
    place: Path


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures of one account. Quotients are percentages, ``None`` when nothing is known; amounts in base units.

    ``support`` is rounded as it is printed, ``support_doubtful`` when less than half is known; ``unmet`` counts the D
    and A hardly known; ``weighted`` is of the fiscal year that contains ``day``, ``target`` may be unknown.
    """

    day: date
    currency: str
    unit: str
    map_state: str
    support: int | None
    support_doubtful: bool
    coverage: float | None
    unmet: int
    urgent: int
    warnings: int
    weighted: Decimal
    target: Decimal | None
    pressing: tuple[Pressing, ...]

    def is_of(self, day: date) -> bool:
        """Whether the figures are of that day."""
        return self.day == day


def headline(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> Headline:
    """The figures of an account on a day."""
    summary = Summary(plan, today, limits)
    shown, coverage = support_shown(summary.support(), limits), summary.coverage().score
    found, year = summary.findings(), summary.forecast()
    return Headline(
        day=today,
        currency=plan.currency,
        unit=plan.unit,
        map_state=summary.map_state().value,
        support=shown.number,
        support_doubtful=shown.doubtful,
        coverage=None if coverage is None else float(coverage),
        unmet=len(needs_way_in(summary.view())),
        urgent=sum(1 for one in found if one.severity is Severity.URGENT),
        warnings=sum(1 for one in found if one.severity is Severity.WARNING),
        weighted=year.weighted,
        target=year.target,
        pressing=tuple(map(_pressing, found[:MOST_PRESSING])),
    )


def _pressing(found: Finding) -> Pressing:
    return Pressing(found.severity, found.message, found.place)


def as_json(line: Headline) -> dict[str, Any]:
    """The headline as JSON values, for an index."""
    return {
        "day": line.day.isoformat(),
        "currency": line.currency,
        "unit": line.unit,
        "map_state": line.map_state,
        "support": line.support,
        "support_doubtful": line.support_doubtful,
        "coverage": line.coverage,
        "unmet": line.unmet,
        "urgent": line.urgent,
        "warnings": line.warnings,
        "weighted": plain(line.weighted),
        "target": plain(line.target),
        "pressing": [
            [one.severity.value, one.message.msgid, {key: str(value) for key, value in one.message.values.items()}, list(one.place)]
            for one in line.pressing
        ],
    }


def from_json(document: Mapping[str, Any]) -> Headline:
    """The headline that ``as_json`` wrote. Raises ``ValueError`` or ``KeyError`` for anything else."""
    return Headline(
        day=date.fromisoformat(document["day"]),
        currency=document["currency"],
        unit=document["unit"],
        map_state=document["map_state"],
        support=document["support"],
        support_doubtful=document["support_doubtful"],
        coverage=document["coverage"],
        unmet=document["unmet"],
        urgent=document["urgent"],
        warnings=document["warnings"],
        weighted=Decimal(document["weighted"]),
        target=None if document["target"] is None else Decimal(document["target"]),
        pressing=tuple(
            Pressing(Severity(severity), Message(msgid, **values), tuple(place))
            for severity, msgid, values, place in document["pressing"]
        ),
    )
