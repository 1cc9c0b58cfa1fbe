"""Readiness: what was asked for and is not there counts; an ordinary good plan can reach a hundred per cent."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kaptui.insight.readiness import Filled, readiness, record_filled
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.needs import Need, ValueEntry
from kaptui.plan.profile import Profile

DATA = Path(__file__).parents[2] / "data"
RIVAL = {
    "id": "k", "name": "K", "sold": "x", "departments": "IT", "yearly_spend": "0", "relationship": "new",
    "approach": "attack", "strategy": "frontal",
}
NEED = {"id": "n", "challenge": "c", "features": "f", "benefit": "b", "concerns": "w", "solution": "s"}
ENTRY = {
    "id": "m", "need": "n", "solution": "s", "value_to_customer": "much", "customer_score": 5, "value_to_us": "some",
    "our_score": 4,
}
PROFILE = dict.fromkeys(Profile.model_fields, "x")


def plan_of(**values: Any) -> AccountPlan:
    return AccountPlan.model_validate({"id": "p", "name": "P"} | values)


def person(id_: str, roles: str = "", **values: Any) -> dict[str, Any]:
    return {"id": id_, "roles": list(roles), **values}


def shares(plan: AccountPlan, deal_id: str | None = None) -> dict[str, Fraction]:
    deal = next((row for row in plan.opportunities if row.id == deal_id), None)
    return {each.key: each.share for each in readiness(plan, deal)}


def test_zero_and_no_are_answers() -> None:
    rival = Competitor.model_validate(RIVAL)
    assert record_filled(rival) == Filled(7, 7)
    assert record_filled(ValueEntry.model_validate(ENTRY | {"customer_score": None})) == Filled(5, 6)


def test_what_may_stay_empty_is_not_asked_for() -> None:
    assert record_filled(Need.model_validate(NEED)).share == 100


def test_nothing_is_ready_in_an_empty_plan() -> None:
    assert shares(plan_of(name="")) == {"information": 0, "map": 0, "needs": 0, "values": 0}


def test_everything_can_be_ready() -> None:
    known = {"style": "P", "relationship": "=", "contact": 0, "standing": "outside"}
    plan = plan_of(
        profile=PROFILE, competitors=[RIVAL], needs=[NEED], values=[ENTRY],
        people=[person("a", "D", **known), person("b", "A", **known), person("c")],
        opportunities=[{"id": "o", "steps": [{"id": "s", "step": "tender", "people": ["a"]}]}],
    )
    assert shares(plan, "o") == {"information": 100, "map": 100, "needs": 100, "values": 100}
    assert shares(plan) == shares(plan, "o")


@pytest.mark.parametrize("profile", [{}, PROFILE])
def test_information_is_half_profile_half_competitors(profile: dict[str, str]) -> None:
    of_profile = Fraction(100 * (len(profile) + 1), 10)
    assert shares(plan_of(profile=profile))["information"] == of_profile / 2
    assert shares(plan_of(profile=profile, competitors=[RIVAL]))["information"] == (of_profile + 100) / 2


def test_a_deal_is_judged_by_what_it_links_and_by_everything_when_it_links_nothing() -> None:
    plan = plan_of(
        needs=[NEED, {"id": "empty"}],
        opportunities=[{"id": "o", "needs": ["n"]}, {"id": "x"}, {"id": "gone", "needs": ["nowhere"]}],
    )
    assert [shares(plan, each)["needs"] for each in ("o", "x", "gone")] == [100, 50, 50]


def test_the_map_of_a_deal_sees_its_overrides() -> None:
    plan = plan_of(
        people=[person("a", "D", style="P", relationship="+", contact=1, standing="inner")],
        opportunities=[{"id": "o", "overrides": {"a": {"roles": ["E"], "standing": None}}}],
    )
    assert shares(plan)["map"] == (Fraction(100) + Fraction(100, 4)) / 2
    assert shares(plan, "o")["map"] == (Fraction(100 * 3, 4) + 0) / 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_demonstration_leaves_something_to_do_and_is_no_empty_shell(language: str) -> None:
    plan = AccountPlan.model_validate_json((DATA / f"demo_{language}.json").read_text(encoding="utf-8"))
    assert all(each.share > 50 for each in readiness(plan))
    assert min(each.share for each in readiness(plan)) < 100
