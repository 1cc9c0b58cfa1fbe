"""The days on which what the plan test says may change although nobody changes the plan.

Every rule that asks for today compares it with a day of the plan, some days earlier or later. Between two such turning
days the findings are the same, but for the ages in their sentences, which grow by one a day. So a list of accounts
need not be worked out anew every morning.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kaptui.insight.limits import Limits
from kaptui.insight.revenue import current_year
from kaptui.plan.document import AccountPlan
from kaptui.plan.fiscal import quarters_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Kind, Status


def unchanged_days(plan: AccountPlan, today: date, limits: Limits, *, stale_too: bool = True) -> tuple[date, date]:
    """The days around today on which the findings are today's: from the first to before the second.

    Without ``stale_too`` the hints about stale knowledge are left out of account.
    """
    days = set(_turning_days(plan, today, limits))
    if stale_too:
        days.update(_stale_days(plan, limits))
    past = max((day for day in days if day <= today), default=date.min)
    return past, min((day for day in days if day > today), default=date.max)


def _turning_days(plan: AccountPlan, today: date, limits: Limits) -> Iterator[date]:
    year = current_year(plan, today)
    yield quarters_of(year, plan.fiscal_year_start)[0].first_day
    yield _after(quarters_of(year, plan.fiscal_year_start)[3].last_day, 0)
    yield from (each.until for each in plan.acknowledged if each.until is not None)
    members = (person for person in plan.people if person.kind is Kind.MEMBER and not person.archived)
    contacts = [person.last_contact for person in members if person.last_contact is not None]
    if contacts:
        yield _after(max(contacts), limits.customer_contact_days)
    for deal in plan.opportunities:
        if deal.status is Status.OPEN:
            yield from _days_of_deal(deal, limits)


def _days_of_deal(deal: Opportunity, limits: Limits) -> Iterator[date]:
    if deal.close_date is not None:
        yield _after(deal.close_date, 0)
        yield _after(deal.close_date, -limits.near_days - 1)
    yield from (_after(action.due, 0) for action in deal.actions if action.due is not None and not action.done)
    yield from (_after(step.date, 0) for step in deal.steps if step.date is not None and not step.done)
    reviews = [review.date for review in deal.reviews if review.date is not None]
    if reviews:
        for days in (limits.review_days, limits.review_near_days, limits.review_develop_days):
            yield _after(max(reviews), days)


def _stale_days(plan: AccountPlan, limits: Limits) -> Iterator[date]:
    for person in plan.people:
        day = person.confirmed or person.last_contact
        if day is not None:
            yield _after(day, limits.stale_key_days)
            yield _after(day, limits.stale_other_days)


def _after(day: date, days: int) -> date:
    """The first day that lies more than ``days`` after a day; at the ends of the calendar the last there is."""
    try:
        return day + timedelta(days + 1)
    except OverflowError:
        return date.max if days >= 0 else date.min
