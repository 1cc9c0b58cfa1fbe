"""What the demonstration shows of the plan test: raising one contact by one degree clears one finding, and says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kaptui.insight.plan_test import findings
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import replaced

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 23)


@pytest.fixture(params=("zh", "en"))
def plan(request: pytest.FixtureRequest) -> AccountPlan:
    return AccountPlan.model_validate_json((DATA / f"demo_{request.param}.json").read_text(encoding="utf-8"))


def found(plan: AccountPlan) -> set[tuple[str, str, str | None]]:
    return {(each.rule, each.subject_id, each.opportunity) for each in findings(plan, TODAY)}


def test_meeting_the_vice_president_twice_opens_the_flank(plan: AccountPlan) -> None:
    closed = found(plan) - found(replaced(plan, ("people", "wang", "contact"), 2))
    assert ("strategy-unfit", "o1", "o1") in closed
    assert {rule for rule, _, _ in closed} == {"strategy-unfit", "decider-untouched"}


def test_raising_the_contact_opens_no_new_finding(plan: AccountPlan) -> None:
    assert found(replaced(plan, ("people", "wang", "contact"), 2)) <= found(plan)


def test_each_deal_shows_something_of_its_own(plan: AccountPlan) -> None:
    everything = found(plan)
    assert ("no-decider", "o2", "o2") in everything
    assert ("enemy-unattended", "he", "o2") in everything
    assert ("enemy-unattended", "he", "o1") not in everything
    assert ("action-loose", "a4", "o1") in everything
    assert ("rival-unknown", "y", None) in everything
    assert not {rule for rule, _, deal in everything if deal == "o3"} & {"strategy-unfit", "no-decider", "no-approver"}
