"""A plan with which the plan test finds no fault, so that each test changes what its rule is about and nothing else."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

from kaptui.insight.plan_test import Finding, Findings, all_findings
from kaptui.plan.assessment import QUESTION_IDS
from kaptui.plan.document import AccountPlan

TODAY = date(2026, 11, 23)

Changes = dict[str, dict[str, Any]]
"""New values by row: ``{"boss": {"roles": ["E"]}, "deal": {"probability": 40}}``; ``"plan"`` is the plan itself."""


def day(days: int) -> str:
    """The ISO date so many days from today."""
    return (TODAY + timedelta(days)).isoformat()


def ratings(default: str = "+", **signs: str) -> dict[str, dict[str, str]]:
    """A column of the checklist: every question rated alike but those named."""
    return {question: {"rating": signs.get(question, default)} for question in QUESTION_IDS}


def person(person_id: str, **values: Any) -> dict[str, Any]:
    """A person known and met three days ago."""
    return {"id": person_id, "name": person_id, "confirmed": day(-3), "last_contact": day(-3)} | values


def action(action_id: str, **values: Any) -> dict[str, Any]:
    """An open action as it should be: owner, date ahead, category."""
    sound = {"id": action_id, "what": f"what {action_id}", "owner": "us", "due": day(8), "category": "prove"}
    return sound | values


def step(step_id: str, **values: Any) -> dict[str, Any]:
    """A decision step in a week."""
    return {"id": step_id, "step": f"step {step_id}", "date": day(7)} | values


def thread(thread_id: str, **values: Any) -> dict[str, Any]:
    """A SPIN thread that serves the deal."""
    return {"id": thread_id, "problem": f"what about {thread_id}?", "opportunity": "deal"} | values


def another_deal(deal_id: str, **values: Any) -> dict[str, Any]:
    """A second deal that is as sound as the first."""
    return _deal(deal_id) | values


def _deal(deal_id: str) -> dict[str, Any]:
    return {
        "id": deal_id, "name": f"name of {deal_id}", "amount": "1000000", "probability": 60, "close_date": day(200),
        "split": {"2027-07": "400000"}, "risks": "the budget is cut", "needs": ["need"], "incumbent": True,
        "assessment": {"us": ratings()}, "goal": "a frame contract", "strategy": "flanking",
        "actions": [action(f"action-{deal_id}")], "steps": [step(f"step-{deal_id}")],
        "reviews": [{"id": f"review-{deal_id}", "date": day(-3), "reviewer": "a colleague"}],
    }


def healthy() -> dict[str, Any]:
    """The plan as a file holds it: a boss who decides, a treasurer who approves, a fan of the only rival."""
    return copy.deepcopy({
        "id": "plan", "name": "Province Telecom", "fiscal_year_start": 1,
        "people": [
            person("boss", roles=["D"], standing="inner", relationship="*", contact=3, department="Board"),
            person("treasurer", roles=["A"], standing="inner", relationship="+", contact=3, department="Finance"),
            person("fan", roles=["E"], standing="structure", relationship="-", contact=2, supports="rival"),
        ],
        "competitors": [{"id": "rival", "name": "H", "strategy": "defend"}],
        "needs": [{"id": "need", "challenge": "cost", "people": ["boss"], "solution": "ours"}],
        "values": [{
            "id": "value", "solution": "ours", "value_to_customer": "saves", "customer_score": 4,
            "value_to_us": "margin", "our_score": 5,
        }],
        "spin": [thread("t1", explicit_need=True), thread("t2"), thread("t3")],
        "opportunities": [_deal("deal")],
    })


def changed(changes: Changes) -> AccountPlan:
    """The healthy plan with some rows otherwise. A key of a row that is not there is a mistake in the test."""
    plan = healthy()
    for row_id, values in changes.items():
        _row(plan, row_id).update(copy.deepcopy(values))
    return AccountPlan.model_validate(plan)


def findings_of(changes: Changes, today: date = TODAY) -> Findings:
    """What the plan test finds in the changed plan."""
    return all_findings(changed(changes), today)


def of_rule(rule: str, changes: Changes) -> list[Finding]:
    """What one rule finds in the changed plan."""
    return [found for found in findings_of(changes) if found.rule == rule]


def _row(plan: dict[str, Any], row_id: str) -> dict[str, Any]:
    if row_id == "plan":
        return plan
    for table in ("people", "competitors", "needs", "values", "spin", "opportunities"):
        for row in plan[table]:
            if row["id"] == row_id:
                found: dict[str, Any] = row
                return found
    raise KeyError(row_id)
