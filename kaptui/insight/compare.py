"""What changed between two states of a plan, told topic by topic, in sentences that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kaptui.insight.deals_compared import deals_compared, revenue_compared
from kaptui.insight.difference import Difference, Topic
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.people_compared import people_compared, power_compared, stances_compared
from kaptui.insight.plan_test import Finding, findings
from kaptui.insight.revenue import current_year
from kaptui.insight.work_compared import assessments_compared, work_compared
from kaptui.plan.document import AccountPlan

__all__ = ["Difference", "Topic", "as_json", "compare", "findings_compared", "last_review_day"]


def compare(
    old: AccountPlan, new: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS, *, then: date | None = None
) -> tuple[Difference, ...]:
    """Every difference worth telling, in the order of ``Topic``; within a topic in the order of the plan.

    ``then`` is the day of the old state: its findings are those of that day, so that what fell due since counts as
    opened. Without it only what the plan says counts. Money is that of the fiscal year that contains today.
    """
    return (
        *people_compared(old, new),
        *stances_compared(old, new),
        *power_compared(old, new, limits),
        *revenue_compared(old, new, current_year(new, today), limits),
        *deals_compared(old, new),
        *assessments_compared(old, new, limits),
        *work_compared(old, new),
        *findings_compared(findings(old, then or today, limits), findings(new, today, limits)),
    )


def as_json(found: Difference) -> dict[str, Any]:
    """A difference as JSON values without its sentence, which is made in a language: whoever prints it adds that."""
    return {
        "topic": found.topic.value,
        "kind": found.kind,
        "subject": found.subject,
        "opportunity": found.opportunity,
        "before": found.before,
        "after": found.after,
        "better": found.better,
        "path": "/".join(found.place),
    }


def last_review_day(plan: AccountPlan, today: date) -> date | None:
    """The day of the latest review of any deal, today's included; ``None`` when there was none."""
    days = (review.date for deal in plan.opportunities for review in deal.reviews)
    return max((day for day in days if day is not None and day <= today), default=None)


def findings_compared(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Difference]:
    """Findings closed, then findings opened; the same finding is one rule about one subject in one deal."""
    old, new = {_key(found): found for found in before}, {_key(found): found for found in after}
    for key, found in old.items():
        if key not in new:
            yield _finding(found, "finding-closed", better=True)
    for key, found in new.items():
        if key not in old:
            yield _finding(found, "finding-opened", better=False)


def _key(found: Finding) -> tuple[str, str, str | None]:
    return found.rule, found.subject_id, found.opportunity


def _finding(found: Finding, kind: str, *, better: bool) -> Difference:
    return Difference(
        Topic.FINDINGS, kind, found.subject_id, found.message, found.place, better=better, opportunity=found.opportunity
    )
