"""What a review of a strategy begins with: the findings about its deal, and the questions that are still open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kaptui.insight.plan_test import Finding, Group, Severity, lines_for_screen
from kaptui.plan.assessment import QUESTIONS, US, Question
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Rating

ANSWERED_BY_REVIEW: Final = frozenset({"review-old", "never-reviewed"})
"""Rules whose finding a review settles by taking place."""


def lines_of_deal(plan: AccountPlan, findings: Iterable[Finding], deal: str) -> tuple[Group, ...]:
    """The findings about one deal, the same things drawn together as on every screen, most pressing first.

    That the deal was not reviewed is none of them.
    """
    asked = [found for found in findings if found.opportunity == deal and found.rule not in ANSWERED_BY_REVIEW]
    return lines_for_screen(plan, asked)


def weak_points(groups: Iterable[Group]) -> tuple[Finding, ...]:
    """What is urgent or a warning among them: where we can be beaten. Hints are work, not weakness."""
    return tuple(group.first for group in groups if group.severity in (Severity.URGENT, Severity.WARNING))


def open_questions(deal: Opportunity) -> tuple[Question, ...]:
    """Of the twenty-one those that are answered with a minus or not at all, in the deck's order."""
    ours = deal.assessment.get(US, {})
    return tuple(
        question
        for question in QUESTIONS
        if (answer := ours.get(question.id)) is None or answer.rating is not Rating.YES
    )
