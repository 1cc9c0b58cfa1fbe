"""The plan test itself: every rule over every open deal, then those that run once per plan (method.md, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.plan_test import account_rules, deal_rules, people_rules, strategy_rules
from kaptui.insight.plan_test.acknowledged import without_acknowledged
from kaptui.insight.plan_test.case import AccountCase, DealCase, ToldOfPeople
from kaptui.insight.plan_test.finding import Finding, Findings, Part, Ranked, in_order, ranked
from kaptui.insight.plan_test.people import Telling, ViewFacts
from kaptui.insight.revenue import Forecast
from kaptui.insight.view import Seen, View, Views, views_of
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.spin import SpinThread

DEAL_RULES: Final[tuple[Callable[[DealCase], Iterable[Part]], ...]] = (
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


def findings(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> Findings:
    """What the plan test finds, without what somebody has acknowledged: most pressing first, then the most money."""
    return without_acknowledged(all_findings(plan, today, limits), plan.acknowledged, today)


def all_findings(plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> Findings:
    """What the plan test finds, acknowledged or not."""
    return tested(plan, today, limits, views_of(plan, limits)).findings


class Circumstances(NamedTuple):
    """What the rules of every deal look at besides the deal and the people."""

    today: date
    limits: Limits
    fiscal_year_start: int
    competitors: tuple[Competitor, ...]
    needs: frozenset[str]


class TestedDeal(NamedTuple):
    """One deal as it was tested, what each of ``DEAL_RULES`` found about it, and all of that together."""

    deal: Opportunity
    people: ViewFacts
    threads: tuple[SpinThread, ...]
    found: Sequence[Sequence[Part]]
    told: Mapping[Telling, ToldOfPeople]
    ranked: Ranked


class Tested(NamedTuple):
    """A plan test that was done: what it found, and what the next one can take over where nothing changed."""

    findings: Findings
    circumstances: Circumstances
    facts: Mapping[View, ViewFacts]
    stale: Mapping[Seen, Finding | None]
    deals: Mapping[str, TestedDeal]


def tested(
    plan: AccountPlan, today: date, limits: Limits, views: Views, before: Tested | None = None,
    forecast_of: Callable[[int], Forecast] | None = None,
) -> Tested:
    """The plan test of a plan whose views are given. ``before`` may be that of any other state of the same plan.

    A plan is frozen and an edit shares every part that it does not touch, so a deal that is the very same object in the
    same circumstances needs no test, and one whose people alone changed only the rules about people. What comes out is
    the same without ``before``.
    """
    account = AccountCase(plan, today, limits, views, forecast_of=forecast_of)
    circumstances = Circumstances(today, limits, plan.fiscal_year_start, plan.competitors, account.need_ids)
    known: Mapping[str, TestedDeal] = {}
    if before is not None:
        account.known_facts = before.facts
        if before.circumstances == circumstances:
            known, account.known_stale = before.deals, before.stale
    deals = _tested_deals(account.cases, known)
    of_account = [found for rule in (ACCOUNT_RULES if deals else WITHOUT_DEAL) for found in rule(account)]
    findings = Findings(in_order(*(deal.ranked for deal in deals.values()), ranked(of_account)))
    return Tested(findings, circumstances, account.facts, account.stale, deals)


def _tested_deals(cases: Sequence[DealCase], known: Mapping[str, TestedDeal]) -> dict[str, TestedDeal]:
    """The deals of all ``cases``, in their order. One rule goes through all deals before the next one begins: what a
    rule works with stays near the processor, which is a sixth of the time."""
    deals: dict[str, TestedDeal] = {}
    found: dict[DealCase, list[Sequence[Part]]] = {}
    wholly = []
    for case in cases:
        before = known.get(case.deal.id)
        if before is None or before.deal is not case.deal or before.threads != case.threads:
            found[case] = [()] * len(DEAL_RULES)
            wholly.append(case)
        elif before.people is not case.people:
            found[case] = list(before.found)
            case.known = before.told
        else:
            deals[case.deal.id] = before
    for number, rule in enumerate(DEAL_RULES):
        for case in found if rule in ABOUT_PEOPLE else wholly:
            found[case][number] = tuple(rule(case))
    for case, by_rule in found.items():
        everything = ranked(chain.from_iterable(by_rule))
        deals[case.deal.id] = TestedDeal(case.deal, case.people, case.threads, by_rule, case.told, everything)
    return {case.deal.id: deals[case.deal.id] for case in cases}
