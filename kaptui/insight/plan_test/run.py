"""The plan test itself: every rule over every open deal, then those that run once per plan (method.md, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.plan_test import account_rules, deal_rules, people_rules, strategy_rules
from kaptui.insight.plan_test.acknowledged import without_acknowledged
from kaptui.insight.plan_test.case import AccountCase, DealCase
from kaptui.insight.plan_test.finding import Finding, in_order
from kaptui.insight.plan_test.people import ViewFacts
from kaptui.insight.view import View, Views, views_of
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.spin import SpinThread

DEAL_RULES: Final[tuple[Callable[[DealCase], Iterable[Finding]], ...]] = (
    people_rules.no_decider,
    deal_rules.gate_negative,
    people_rules.enemy_unattended,
    deal_rules.close_overdue,
    people_rules.no_approver,
    people_rules.decider_untouched,
    people_rules.no_opponent,
    people_rules.outnumbered,
    people_rules.deciders_alone,
    people_rules.single_threaded,
    people_rules.no_mentor,
    people_rules.inner_circle_empty,
    people_rules.no_way_in,
    strategy_rules.strategy_unfit,
    people_rules.overconfident,
    deal_rules.value_unacknowledged,
    deal_rules.budget_unconfirmed,
    deal_rules.overallocated,
    deal_rules.money_before_close,
    strategy_rules.no_next_step,
    people_rules.no_customer_contact,
    strategy_rules.action_loose,
    strategy_rules.step_late,
    strategy_rules.review_old,
    strategy_rules.never_reviewed,
    strategy_rules.no_goal,
    deal_rules.spin_thin,
    deal_rules.spin_no_explicit,
    deal_rules.spin_situations,
    deal_rules.unanswered,
    deal_rules.risks_empty,
    deal_rules.need_unlinked,
)
"""What runs once per open deal, in the order of the method's table."""

ACCOUNT_RULES: Final[tuple[Callable[[AccountCase], Iterable[Finding]], ...]] = (
    account_rules.rival_unknown,
    account_rules.target_gap,
    account_rules.concentration,
    account_rules.stale_knowledge,
    account_rules.need_orphan,
    account_rules.value_missing,
)
"""What runs once per plan that has an open deal."""

WITHOUT_DEAL: Final = (account_rules.no_opportunity, account_rules.rival_unknown)
"""All that runs on an account without an open deal."""


ABOUT_PEOPLE: Final = frozenset(
    rule for rule in DEAL_RULES if rule.__module__ == people_rules.__name__ or rule is strategy_rules.strategy_unfit
)
"""The rules of a deal that look at people; the others look at the deal, its threads and ``Circumstances`` alone."""


def findings(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> tuple[Finding, ...]:
    """What the plan test finds, without what somebody has acknowledged: most pressing first, then the most money."""
    return without_acknowledged(all_findings(plan, today, limits), plan.acknowledged, today)


def all_findings(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> tuple[Finding, ...]:
    """What the plan test finds, acknowledged or not."""
    return tested(plan, today, limits, views_of(plan, limits)).findings


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rules of every deal look at besides the deal and the people."""

    today: date
    limits: Limits
    fiscal_year_start: int
    competitors: tuple[Competitor, ...]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class TestedDeal:
    """One deal as it was tested, and what each of ``DEAL_RULES`` found about it."""

    deal: Opportunity
    people: ViewFacts
    threads: tuple[SpinThread, ...]
    found: tuple[Sequence[Finding], ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """A plan test that was done: what it found, and what the next one can take over where nothing changed."""

    findings: tuple[Finding, ...]
    circumstances: Circumstances
    facts: Mapping[View, ViewFacts]
    deals: Mapping[str, TestedDeal]


def tested(
    plan: AccountPlan, today: date, limits: Limits, views: Views, before: Tested | None = None
) -> Tested:
    """The plan test of a plan whose views are given. ``before`` may be that of any other state of the same plan.

    A plan is frozen and an edit shares every part that it does not touch, so a deal that is the very same object in the
    same circumstances needs no test, and one whose people alone changed only the rules about people. What comes out is
    the same without ``before``.
    """
    account = AccountCase(plan, today, limits, views, before.facts if before is not None else {})
    circumstances = Circumstances(today, limits, plan.fiscal_year_start, plan.competitors, account.need_ids)
    known = before.deals if before is not None and before.circumstances == circumstances else {}
    deals = {case.deal.id: _tested_deal(case, known.get(case.deal.id)) for case in account.cases}
    everything = [found for deal in deals.values() for by_rule in deal.found for found in by_rule]
    for rule in ACCOUNT_RULES if deals else WITHOUT_DEAL:
        everything += rule(account)
    return Tested(in_order(everything), circumstances, account.facts, deals)


def _tested_deal(case: DealCase, before: TestedDeal | None) -> TestedDeal:
    if before is None or before.deal is not case.deal or before.threads != case.threads:
        found = tuple([_found(rule, case) for rule in DEAL_RULES])
    elif before.people is case.people:
        return before
    else:
        found = tuple([
            _found(rule, case) if rule in ABOUT_PEOPLE else known
            for rule, known in zip(DEAL_RULES, before.found, strict=True)
        ])
    return TestedDeal(case.deal, case.people, case.threads, found)


def _found(rule: Callable[[DealCase], Iterable[Finding]], case: DealCase) -> Sequence[Finding]:
    return tuple(rule(case))
