"""The plan test itself: every rule over every open deal, then those that run once per plan (method.md, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.plan_test import account_rules, deal_rules, people_rules, strategy_rules
from kaptui.insight.plan_test.acknowledged import without_acknowledged
from kaptui.insight.plan_test.case import AccountCase, DealCase
from kaptui.insight.plan_test.finding import Finding, in_order
from kaptui.plan.document import AccountPlan

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


def findings(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> tuple[Finding, ...]:
    """What the plan test finds, without what somebody has acknowledged: most pressing first, then the most money."""
    return without_acknowledged(all_findings(plan, today, limits), plan.acknowledged, today)


def all_findings(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> tuple[Finding, ...]:
    """What the plan test finds, acknowledged or not."""
    account = AccountCase(plan, today, limits)
    if not account.cases:
        return in_order(found for rule in WITHOUT_DEAL for found in rule(account))
    everything: list[Finding] = []
    for case in account.cases:
        for rule in DEAL_RULES:
            everything += rule(case)
    for account_rule in ACCOUNT_RULES:
        everything += account_rule(account)
    return in_order(everything)
