"""What home shows of an account without opening it: the key figures of its plan, small enough for ten thousand of them.

``packed_figures`` turns them into the JSON values that a store keeps beside the account, and back. Money of the fiscal
year, due dates and last contact hold on any day; findings, state and counts are those of ``day``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.plan_test import Finding
from kaptui.insight.plan_test.finding import Severity
from kaptui.insight.power import MapState
from kaptui.insight.revenue import Forecast, forecast
from kaptui.insight.summary import Summary
from kaptui.insight.wording import Message
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path
from kaptui.plan.vocabulary import Contact, Status

FINDINGS_KEPT: Final = 3
ACTIONS_KEPT: Final = 3

Quarters = tuple[Decimal, ...]
"""Four amounts in base units, one a quarter."""


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A fiscal year's money: planned and weighted of open deals, won apart, the year's target or ``None``."""

    year: int
    planned: Quarters
    weighted: Quarters
    won: Quarters
    targets: tuple[Decimal | None, ...]
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class Pressing:
    """One of the most pressing findings: enough to say it, to rank it and to go there."""

    rule: str
    severity: Severity
    subject: str
    opportunity: str | None
    at_stake: Decimal | None
    place: Path
    message: Message


@dataclass(frozen=True, slots=True)
class DueAction:
    """An open action of an open deal with its due date; ``opportunity`` is the deal's id, ``deal`` its name."""

    due: date
    what: str
    owner: str
    opportunity: str
    deal: str
    id: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The key figures of a plan on ``day``; quotients in percent, ``None`` where there is nothing to divide.

    ``unmet`` counts members who are D or A and with whom there is no contact, known or not. ``findings`` and
    ``actions`` are the first few, most pressing and soonest due.
    """

    day: date
    currency: str
    unit: str
    year_start: int
    map_state: MapState
    support: float | None
    known: float | None
    coverage: float | None
    unmet: int
    urgent: int
    warnings: int
    last_contact: date | None
    years: tuple[YearFigures, ...]
    findings: tuple[Pressing, ...]
    actions: tuple[DueAction, ...]

    def year(self, number: int) -> YearFigures | None:
        """The money of one fiscal year: that of ``day`` and the next are kept."""
        return next((year for year in self.years if year.year == number), None)


def figures(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> Figures:
    """The key figures of a plan as of today."""
    summary = Summary(plan, today, limits)
    view, support, coverage, found = summary.view(), summary.support(), summary.coverage(), summary.findings()
    days = [seen.person.last_contact for seen in view.members if seen.person.last_contact is not None]
    return Figures(
        day=today,
        currency=plan.currency,
        unit=plan.unit,
        year_start=plan.fiscal_year_start,
        map_state=summary.map_state(),
        support=_number(support.score),
        known=_number(support.known),
        coverage=_number(coverage.score),
        unmet=sum(seen.decides and seen.contact in (None, Contact.NONE) for seen in view.members),
        urgent=sum(each.severity is Severity.URGENT for each in found),
        warnings=sum(each.severity is Severity.WARNING for each in found),
        last_contact=max(days, default=None),
        years=tuple(_year_figures(forecast(plan, year)) for year in (summary.year, summary.year + 1)),
        findings=tuple(_pressing(each) for each in found[:FINDINGS_KEPT]),
        actions=due_actions(plan)[:ACTIONS_KEPT],
    )


def due_actions(plan: AccountPlan) -> tuple[DueAction, ...]:
    """The open actions of open deals that have a due date, soonest first."""
    found = [
        DueAction(action.due, action.what, action.owner, deal.id, deal.name, action.id)
        for deal in plan.opportunities
        if deal.status is Status.OPEN
        for action in deal.actions
        if action.due is not None and not action.done
    ]
    return tuple(sorted(found, key=lambda action: action.due))


def _number(quotient: Fraction | None) -> float | None:
    """A quotient for a screen: four decimals are more than it shows."""
    return None if quotient is None else round(float(quotient), 4)


def _year_figures(year: Forecast) -> YearFigures:
    return YearFigures(
        year=year.year,
        planned=tuple(part.planned for part in year.quarters),
        weighted=tuple(part.weighted for part in year.quarters),
        won=tuple(part.won for part in year.quarters),
        targets=tuple(part.target for part in year.quarters),
        target=year.target,
    )


def _pressing(found: Finding) -> Pressing:
    return Pressing(
        found.rule, found.severity, found.subject.name, found.opportunity, found.at_stake, found.place, found.message
    )
