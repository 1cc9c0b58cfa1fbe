"""The demonstration plans: twins in two languages whose facts are those promised, and whose sums come out by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kaptui.insight.assessment import assess
from kaptui.insight.odds import odds
from kaptui.insight.revenue import forecast
from kaptui.plan.assessment import Section
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Verdict

DATA = Path(__file__).parents[2] / "data"
LANGUAGES = ("zh", "en")
WAN = 10_000

CODES = {
    "wang": ("A", "V", "=", 1, "inner"), "chen": ("D", "P", "=", 2, "structure"), "zhou": ("UE", "P", "+", 3, None),
    "zhang": ("A", "P", "=", 1, "structure"), "liu": ("E", "P", "=", 1, "structure"),
    "zhao": ("UE", "V", "=", 2, None), "li": ("A", "P", "=", 0, "inner"), "sun": ("E", "V", "-", 1, "inner"),
    "he": ("E", None, "X", 0, "structure"), "wu": ("UE", "P", "=", 2, None),
    "zheng": ("UE", "P", "+", 3, "structure"), "feng": ("UE", "P", None, 0, None), "qian": ("", None, "=", 1, None),
    "fang": ("", None, None, None, None),
}
BOSSES = {"chen": "wang", "zhou": "chen", "liu": "zhang", "zhao": "liu", "sun": "li", "he": "sun", "wu": "sun",
          "zheng": "sun", "feng": "sun"}
DEALS = {
    "o1": (600, 60, "2027-01-29", {"2027-01": 300, "2027-04": 180}),
    "o2": (360, 40, "2027-05-31", {"2027-04": 120, "2027-07": 160}),
    "o3": (240, 20, "2027-08-31", {"2027-07": 100}),
}


def demo(language: str) -> AccountPlan:
    return AccountPlan.model_validate_json((DATA / f"demo_{language}.json").read_text(encoding="utf-8"))


def deal(plan: AccountPlan, deal_id: str) -> Opportunity:
    return next(row for row in plan.opportunities if row.id == deal_id)


@pytest.fixture(params=LANGUAGES)
def plan(request: pytest.FixtureRequest) -> AccountPlan:
    return demo(request.param)


def without_words(value: Any, key: str = "") -> Any:
    """A plan's JSON in which every text that a language may change is only there or not there."""
    if isinstance(value, dict):
        return {name: without_words(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [without_words(part, key) for part in value]
    if isinstance(value, str) and key in WORDS:
        return bool(value)
    return value


WORDS = {
    "name", "title", "department", "departments", "owner", "team", "our_contact", "business_agenda", "personal_agenda",
    "background", "notes", "note", "sold", "approach", "challenge", "features", "benefit", "concerns", "solution",
    "value_to_customer", "value_to_us", "situation", "problem", "implication", "need_payoff", "heard", "explicit_words",
    "value_acknowledged", "stage", "outcome", "risks", "goal", "reasoning", "fragment", "what", "step", "reviewer",
    "vulnerabilities", "recommendations", "answer", "evidence", "objective", "questions", "our_promises",
    "their_promises", "next_step",
}


def test_the_plans_are_twins_in_all_but_words() -> None:
    chinese, english = (demo(language).model_dump(mode="json") for language in LANGUAGES)
    for twin in (chinese, english):
        assert twin.pop("id") in ("demo-zh", "demo-en")
        for rival in twin["competitors"]:
            rival["relationship"] = bool(rival["relationship"])
        for entry in twin["values"]:
            entry["need"] = bool(entry["need"])
        twin["profile"] = {name: bool(text) for name, text in twin["profile"].items()}
    assert without_words(chinese) == without_words(english)


def test_the_names_are_the_promised_ones() -> None:
    chinese, english = map(demo, LANGUAGES)
    assert (chinese.name, english.name) == ("示例省公司", "Province Telecom (demo)")
    assert [row.name for row in chinese.people][:3] == ["王副总", "陈静", "周敏"]
    assert [row.name for row in chinese.competitors] == ["H公司", "Y公司", "K公司"]
    assert [row.name for row in chinese.opportunities] == ["智能客服一期", "多渠道互动", "知识库分包"]
    assert [row.name for row in english.opportunities] == ["Smart service", "E-channel", "Knowledge base"]


def test_the_plan_says_that_its_names_are_invented() -> None:
    assert "虚构" in demo("zh").profile.vision
    assert "invented" in demo("en").profile.vision


def test_every_person_has_the_promised_code_and_boss(plan: AccountPlan) -> None:
    found = {
        row.id: ("".join(row.roles), row.style, row.relationship, row.contact, row.standing) for row in plan.people
    }
    assert found == CODES
    assert {row.id: row.reports_to for row in plan.people if row.reports_to} == BOSSES
    assert {row.id: row.supports for row in plan.people if row.supports} == {"sun": "h", "he": "k"}
    assert {row.id: row.kind for row in plan.people if row.kind != "member"} == {
        "qian": "consultant", "fang": "colleague",
    }


def test_the_links_are_the_promised_ones(plan: AccountPlan) -> None:
    assert [(row.source, row.target, row.kind, row.strength) for row in plan.links] == [
        ("qian", "wang", "influences", 2), ("zhou", "chen", "influences", 3), ("zheng", "sun", "influences", 2),
        ("sun", "li", "influences", 3), ("he", "zheng", "conflicts", 1),
    ]


def test_roles_differ_in_the_later_deals(plan: AccountPlan) -> None:
    roles = {
        (row.id, who): "".join(each.roles or ()) for row in plan.opportunities for who, each in row.overrides.items()
    }
    assert roles == {("o2", "chen"): "E", ("o3", "chen"): "E", ("o3", "sun"): "D"}


def test_the_deals_have_the_promised_money_and_dates(plan: AccountPlan) -> None:
    assert plan.fiscal_year_start == 10
    for deal_id, (amount, probability, close, split) in DEALS.items():
        row = deal(plan, deal_id)
        assert row.amount == amount * WAN
        assert (row.probability, str(row.close_date)) == (probability, close)
        assert {month: int(value) // WAN for month, value in row.split.items()} == split


def test_the_year_adds_up_as_plain_arithmetic_says(plan: AccountPlan) -> None:
    year = forecast(plan, 2026)
    in_year = {deal_id: sum(split.values()) * WAN for deal_id, (_, _, _, split) in DEALS.items()}
    assert year.target == 600 * WAN
    assert year.planned == sum(in_year.values())
    assert year.weighted == sum(in_year[deal_id] * row[1] // 100 for deal_id, row in DEALS.items())
    assert year.unallocated == sum(row[0] * WAN - in_year[deal_id] for deal_id, row in DEALS.items())
    assert [part.quarter.start for part in year.quarters] == ["2026-10", "2027-01", "2027-04", "2027-07"]


def test_only_the_first_two_deals_together_reach_the_target(plan: AccountPlan) -> None:
    found = odds(forecast(plan, 2026))
    assert found.chance is not None
    assert found.chance.lower == found.chance.upper == Fraction(60 * 40, 100 * 100)


def test_the_first_deal_is_cautious_and_behind_its_rival(plan: AccountPlan) -> None:
    found = assess(plan, deal(plan, "o1"))
    counts = {section: (score.plus, score.minus, score.unknown) for section, score in found.us.sections.items()}
    assert counts == {
        Section.OPPORTUNITY: (5, 0, 2), Section.COMPETE: (3, 1, 1), Section.WIN: (0, 2, 1), Section.WORTH: (5, 0, 1),
    }
    assert found.verdict is Verdict.CAUTIOUS
    assert found.best_rival is not None
    assert found.best_rival.id == "k"
    assert found.gap == Fraction(100 * (3 - 3), 8) - Fraction(100 * (3 - 1), 8)


def test_spin_threads_and_needs_lead_to_people_and_deals(plan: AccountPlan) -> None:
    assert [(row.person, row.opportunity) for row in plan.spin] == [("zhou", "o1"), ("zhao", "o2"), ("zheng", "o3")]
    first = plan.spin[0]
    assert (first.explicit_need, first.said_by, str(first.said_on)) == (True, "zhou", "2026-11-12")
    assert [row.people for row in plan.needs] == [("chen", "zhou"), ("liu", "zhao")]


def test_two_entries_win_for_both_and_one_for_us_alone(plan: AccountPlan) -> None:
    high = [((row.customer_score or 0) > 3, (row.our_score or 0) > 3) for row in plan.values]
    assert high == [(True, True), (True, True), (False, True)]


def test_strategies_actions_and_review_are_the_promised_ones(plan: AccountPlan) -> None:
    first, second, third = plan.opportunities
    assert (first.strategy, first.against, second.strategy, third.strategy) == ("flanking", "k", None, "fragment")
    assert third.fragment_amount == 240 * WAN
    assert [(row.category, str(row.due) if row.due else None, row.person) for row in first.actions] == [
        ("prove", "2026-12-11", "zhou"), ("retrieve", "2026-12-04", "chen"), ("insulate", "2026-12-08", "wang"),
        ("minimise", None, None), ("emphasise", "2026-12-18", "zhao"),
    ]
    assert [bool(row.owner) for row in first.actions] == [True, True, True, False, True]
    assert [(str(row.date), row.verdict) for row in first.reviews] == [("2026-11-05", "cautious")]


def test_every_reference_leads_somewhere(plan: AccountPlan) -> None:
    people, rivals = {row.id for row in plan.people}, {row.id for row in plan.competitors}
    deals, needs, values = ({row.id for row in rows} for rows in (plan.opportunities, plan.needs, plan.values))
    for row in plan.opportunities:
        assert set(row.people) | set(row.overrides) <= people
        assert set(row.competitors) | (set(row.assessment) - {"us"}) <= rivals
        assert set(row.needs) <= needs
        assert set(row.values) <= values
        assert {who for step in row.steps for who in step.people} <= people
    assert {who for meeting in plan.meetings for who in meeting.people} <= people
    assert {meeting.opportunity for meeting in plan.meetings} <= deals
