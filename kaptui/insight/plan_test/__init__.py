"""The plan test: the plan read as a good sales manager would: what is wrong, what it costs, where to fix it."""

from kaptui.insight.plan_test.acknowledged import acknowledged_findings, is_in_force
from kaptui.insight.plan_test.catalogue import RULE_BY_ID, RULES, Rule, rule_of
from kaptui.insight.plan_test.finding import (
    Finding,
    Findings,
    Severity,
    Subject,
    SubjectKind,
    as_json,
    stake_of_account,
    stakes_of_deals,
)
from kaptui.insight.plan_test.run import all_findings, findings
from kaptui.insight.plan_test.screen import Group, Screenful, for_screen, grouped, lines_for_screen
from kaptui.insight.plan_test.strategy_conditions import Condition, strategy_conditions

__all__ = [
    "RULES",
    "RULE_BY_ID",
    "Condition",
    "Finding",
    "Findings",
    "Group",
    "Rule",
    "Screenful",
    "Severity",
    "Subject",
    "SubjectKind",
    "acknowledged_findings",
    "all_findings",
    "as_json",
    "findings",
    "for_screen",
    "grouped",
    "is_in_force",
    "lines_for_screen",
    "rule_of",
    "stake_of_account",
    "stakes_of_deals",
    "strategy_conditions",
]
