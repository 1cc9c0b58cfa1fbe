"""The key figures of a plan, worked out: what a store keeps of each account so that lists need not open it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final

from kaptui.insight.figures import DueAction, Figures, Pressing, YearFigures
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.packed_figures import as_summary
from kaptui.insight.plan_test import Group, lines_for_screen
from kaptui.insight.power import support_shown
from kaptui.insight.revenue import Forecast, forecast
from kaptui.insight.states import Severity
from kaptui.insight.summary import Summary
from kaptui.insight.turning import unchanged_days
from kaptui.plan.document import AccountPlan
from kaptui.plan.vocabulary import Contact, Status

FINDINGS_KEPT: Final = 3
ACTIONS_KEPT: Final = 3


def key_figures(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> dict[str, Any]:
    """``figures`` in the form in which a store keeps them."""
    return as_summary(figures(plan, today, limits))


def figures(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> Figures:
    """The key figures of a plan as of today."""
    summary = Summary(plan, today, limits)
    view, support, found = summary.view(), summary.support(), summary.findings()
    days = [seen.person.last_contact for seen in view.members if seen.person.last_contact is not None]
    pressing = lines_for_screen(plan, found)[:FINDINGS_KEPT]
    told_stale = len(pressing) < FINDINGS_KEPT or any(each.severity is Severity.HINT for each in pressing)
    since, until = unchanged_days(plan, today, limits, stale_too=told_stale)
    return Figures(
        day=today,
        since=since,
        until=until,
        currency=plan.currency,
        unit=plan.unit,
        year_start=plan.fiscal_year_start,
        map_state=summary.map_state(),
        support=_number(support.score),
        known=_number(support.known),
        doubtful=support_shown(support, limits).doubtful,
        coverage=_number(summary.coverage().score),
        unmet=sum(seen.decides and seen.contact in (None, Contact.NONE) for seen in view.members),
        urgent=found.counts[Severity.URGENT],
        warnings=found.counts[Severity.WARNING],
        last_contact=max(days, default=None),
        years=tuple(_year_figures(forecast(plan, year)) for year in (summary.year, summary.year + 1)),
        findings=tuple(map(_pressing, pressing)),
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
    """A quotient as JSON carries it: the nearest number there is."""
    return None if quotient is None else float(quotient)


def _year_figures(year: Forecast) -> YearFigures:
    return YearFigures(
        year=year.year,
        planned=tuple(part.planned for part in year.quarters),
        weighted=tuple(part.weighted for part in year.quarters),
        won=tuple(part.won for part in year.quarters),
        targets=tuple(part.target for part in year.quarters),
        target=year.target,
    )


def _pressing(group: Group) -> Pressing:
    """A line as the dashboard shows it, with all that it puts at stake in several deals."""
    first = group.first
    return Pressing(
        first.rule, first.severity, first.subject.name, first.opportunity, group.at_stake, first.place, first.message
    )
