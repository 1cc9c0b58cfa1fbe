"""When each rule about a deal's money, answers, strategy and execution fires, at the day or number where it changes."""

from __future__ import annotations

from typing import Any

import pytest

from kaptui.insight.plan_test import Severity, SubjectKind
from tests.unit.healthy import Changes, action, day, of_rule, ratings, step, thread


def deal(**values: Any) -> Changes:
    """The healthy plan with the deal otherwise."""
    return {"deal": values}


def answered(default: str = "+", **signs: str) -> Changes:
    """The deal with our answers rated so."""
    return deal(assessment={"us": ratings(default, **signs)})


def rated(count: int) -> dict[str, Any]:
    """So many of the twenty-one questions rated +."""
    return {question: {"rating": "+"} for question in list(ratings())[:count]}


def frontal(theirs: str, **signs: str) -> Changes:
    """The frontal strategy, ours rated + but as told; the rival's ratings of c1 to c5 and w1 to w3, one sign each."""
    contest = ("c1", "c2", "c3", "c4", "c5", "w1", "w2", "w3")
    rival = {question: {"rating": sign} for question, sign in zip(contest, theirs, strict=False)}
    return deal(strategy="frontal", assessment={"us": ratings("+", **signs), "rival": rival})


def of_year(start: int, **values: Any) -> Changes:
    """The deal otherwise, in a plan whose fiscal year starts in another month."""
    return {"plan": {"fiscal_year_start": start}, "deal": values}


FIRES: list[tuple[str, Changes, bool]] = [
    ("gate-negative", answered("?", o1="-", o2="-", o3="-", o4="+"), True),
    ("gate-negative", answered("?", o1="-", o2="-", o3="-"), False),
    ("gate-negative", answered("?", o1="-", o2="-", o3="+", o4="+"), False),
    ("gate-negative", answered("?", v1="-", v2="-", v3="+"), True),
    ("gate-negative", answered("?", v1="-", v2="-"), False),
    ("gate-negative", answered("?", c1="-", c2="-", c3="-", c4="-", c5="-"), False),
    ("gate-negative", deal(assessment={"us": ratings(), "rival": ratings("-")}), False),

    ("close-overdue", deal(close_date=day(-1)), True),
    ("close-overdue", deal(close_date=day(0)), False),
    ("close-overdue", deal(close_date=None), False),

    ("value-unacknowledged", answered(c2="?"), True),
    ("value-unacknowledged", answered(c2="-"), True),
    ("value-unacknowledged", deal(probability=50, assessment={}), True),
    ("value-unacknowledged", deal(probability=49, assessment={}), False),
    ("value-unacknowledged", deal(probability=None, assessment={}), False),
    ("budget-unconfirmed", answered(o5="?"), True),
    ("budget-unconfirmed", deal(probability=50, assessment={"us": ratings(o5="-")}), True),
    ("budget-unconfirmed", deal(probability=49, assessment={"us": ratings(o5="-")}), False),

    ("overallocated", deal(split={"2027-07": "600000", "2027-10": "400000.01"}), True),
    ("overallocated", deal(split={"2027-07": "600000", "2027-10": "400000"}), False),
    ("overallocated", deal(amount=None, split={"2027-07": "600000"}), False),

    ("money-before-close", deal(close_date="2027-07-01", split={"2027-04": "1"}), True),
    ("money-before-close", deal(close_date="2027-06-30", split={"2027-04": "1"}), False),
    ("money-before-close", deal(close_date="2027-07-01", split={"2027-06": "1"}), True),
    ("money-before-close", deal(close_date="2027-07-01", split={"2027-04": "0"}), False),
    ("money-before-close", deal(close_date=None, split={"2020-01": "1"}), False),
    ("money-before-close", of_year(6, close_date="2027-07-01", split={"2027-04": "1"}), True),
    ("money-before-close", of_year(6, close_date="2027-07-01", split={"2027-06": "1"}), False),

    ("unanswered", deal(assessment={"us": rated(10)}), True),
    ("unanswered", deal(assessment={"us": rated(11)}), False),
    ("unanswered", deal(assessment={"us": rated(10), "rival": ratings()}), True),
    ("unanswered", answered("-"), False),
    ("risks-empty", deal(risks=""), True),
    ("risks-empty", deal(risks=" \n "), True),
    ("risks-empty", deal(risks="none known"), False),
    ("need-unlinked", deal(needs=[]), True),
    ("need-unlinked", deal(needs=["gone"]), True),
    ("need-unlinked", deal(needs=["gone", "need"]), False),

    ("spin-thin", {"plan": {"spin": [thread("t1"), thread("t2")]}}, True),
    ("spin-thin", {"plan": {"spin": [thread("t1"), thread("t2"), thread("t3", opportunity=None)]}}, True),
    ("spin-thin", {"plan": {"spin": [thread("t1"), thread("t2"), thread("t3")]}}, False),
    ("spin-no-explicit", {"t1": {"explicit_need": False}}, True),
    ("spin-no-explicit", {"t1": {"explicit_need": False, "explicit_words": "I want it"}}, True),
    ("spin-no-explicit", {"plan": {"spin": []}}, True),
    ("spin-no-explicit", {"t3": {"explicit_need": True}}, False),
    ("spin-situations", {"t2": {"situation": "a?\nb?\nc?"}}, True),
    ("spin-situations", {"t2": {"situation": "a?\n\n  \nb?\n"}}, False),
    ("spin-situations", {"t2": {"situation": "a?\nb?\nc?", "opportunity": None}}, False),

    ("strategy-unfit", deal(strategy=None), False),
    ("strategy-unfit", frontal("++--"), False),
    ("strategy-unfit", frontal("++++"), False),
    ("strategy-unfit", frontal("+++++"), True),
    ("strategy-unfit", frontal("---"), True),
    ("strategy-unfit", frontal("----", c2="?"), True),
    ("strategy-unfit", frontal("----", c3="-"), True),
    ("strategy-unfit", frontal("----", c4="?"), False),
    ("strategy-unfit", frontal("++--") | {"boss": {"relationship": "="}, "treasurer": {"relationship": None}}, True),
    ("strategy-unfit", frontal("++--") | {"boss": {"relationship": "="}}, False),
    ("strategy-unfit", {"boss": {"contact": 1}, "treasurer": {"contact": 1}}, True),
    ("strategy-unfit", {"boss": {"contact": 1}, "treasurer": {"contact": 2, "relationship": None}}, False),
    ("strategy-unfit", {"boss": {"contact": 1}, "treasurer": {"contact": 3, "relationship": "-"}}, True),
    ("strategy-unfit", {"boss": {"contact": None}, "treasurer": {"standing": "structure"}}, True),
    ("strategy-unfit", deal(strategy="fragment", fragment="the base", fragment_amount="2400000"), False),
    ("strategy-unfit", deal(strategy="fragment", fragment="", fragment_amount="2400000"), True),
    ("strategy-unfit", deal(strategy="fragment", fragment="the base"), True),
    ("strategy-unfit", deal(strategy="defend", actions=[action("a", category="insulate")]), False),
    ("strategy-unfit", deal(strategy="defend", actions=[action("a", category="insulate")], incumbent=False), True),
    ("strategy-unfit", deal(strategy="defend", actions=[action("a", category="insulate", done=True)]), True),
    ("strategy-unfit", deal(strategy="defend"), True),
    ("strategy-unfit", deal(strategy="develop"), False),
    ("strategy-unfit", deal(strategy="develop", split={"2026-10": "1"}), True),
    ("strategy-unfit", deal(strategy="develop", split={"2026-01": "1"}), True),
    ("strategy-unfit", deal(strategy="develop", split={"2026-10": "0", "2027-01": "1"}), False),
    ("strategy-unfit", of_year(10, strategy="develop", split={"2027-07": "1"}), True),
    ("strategy-unfit", of_year(10, strategy="develop", split={"2027-10": "1"}), False),

    ("no-goal", deal(goal=""), True),
    ("no-goal", deal(strategy=None), True),
    ("no-goal", deal(goal="", strategy=None), True),
    ("no-next-step", deal(actions=[]), True),
    ("no-next-step", deal(actions=[action("a", due=day(0))]), False),
    ("no-next-step", deal(actions=[action("a", due=day(-1))]), True),
    ("no-next-step", deal(actions=[action("a", due=None)]), True),
    ("no-next-step", deal(actions=[action("a", done=True)]), True),

    ("never-reviewed", deal(reviews=[]), True),
    ("review-old", deal(reviews=[]), False),
    ("never-reviewed", deal(reviews=[{"id": "r"}]), False),
    ("review-old", deal(reviews=[{"id": "r"}]), False),
    ("review-old", deal(reviews=[{"id": "r", "date": day(-30)}]), False),
    ("review-old", deal(reviews=[{"id": "r", "date": day(-31)}]), True),
    ("review-old", deal(reviews=[{"id": "r", "date": day(-31)}, {"id": "s", "date": day(-2)}]), False),
    ("review-old", deal(close_date=day(90), reviews=[{"id": "r", "date": day(-14)}]), False),
    ("review-old", deal(close_date=day(90), reviews=[{"id": "r", "date": day(-15)}]), True),
    ("review-old", deal(close_date=day(91), reviews=[{"id": "r", "date": day(-15)}]), False),
    ("review-old", deal(close_date=None, reviews=[{"id": "r", "date": day(-31)}]), True),
    ("review-old", deal(strategy="develop", reviews=[{"id": "r", "date": day(-90)}]), False),
    ("review-old", deal(strategy="develop", reviews=[{"id": "r", "date": day(-91)}]), True),
    ("review-old", deal(strategy="develop", close_date=day(5), reviews=[{"id": "r", "date": day(-90)}]), False),
]
"""Rule, changes to the healthy plan, whether it fires."""


@pytest.mark.parametrize(("rule", "changes", "fires"), FIRES, ids=[f"{row[0]}-{n}" for n, row in enumerate(FIRES)])
def test_a_rule_about_a_deal_fires_once_or_stays_silent(rule: str, changes: Changes, fires: bool) -> None:
    found = of_rule(rule, changes)
    assert len(found) == fires
    assert {each.opportunity for each in found} <= {"deal"}


ACTIONS: list[tuple[dict[str, Any], str | None]] = [
    ({}, None),
    ({"due": day(0)}, None),
    ({"due": day(-1)}, "due"),
    ({"due": None}, "due"),
    ({"owner": ""}, "owner"),
    ({"category": None}, "category"),
    ({"category": None, "owner": "", "due": day(-1)}, "due"),
    ({"due": day(-1), "done": True}, None),
    ({"owner": "", "category": None, "due": None, "done": True}, None),
]


@pytest.mark.parametrize(("values", "field"), ACTIONS)
def test_an_open_action_is_loose_when_overdue_or_without_owner_date_or_category(
    values: dict[str, Any], field: str | None
) -> None:
    found = of_rule("action-loose", deal(actions=[action("sound"), action("a", **values)]))
    assert [each.place for each in found] == ([("opportunities", "deal", "actions", "a", field)] if field else [])
    assert all(each.subject.kind is SubjectKind.ACTION and each.subject.name == "what a" for each in found)


STEPS: list[tuple[dict[str, Any], bool]] = [
    ({"date": day(0)}, False), ({"date": day(-1)}, True), ({"date": day(-1), "done": True}, False),
    ({"date": None}, False), ({"date": day(200)}, False), ({"date": day(201)}, True),
    ({"date": day(201), "done": True}, False),
]


@pytest.mark.parametrize(("values", "late"), STEPS)
def test_a_step_is_late_when_past_its_date_or_after_the_close_date(values: dict[str, Any], late: bool) -> None:
    found = of_rule("step-late", deal(steps=[step("sound"), step("s", **values)]))
    assert [each.subject_id for each in found] == (["s"] if late else [])
    assert all(each.subject.kind is SubjectKind.STEP for each in found)


def test_a_step_after_an_unknown_close_date_is_not_late() -> None:
    assert not of_rule("step-late", deal(close_date=None, steps=[step("s", date=day(900))]))


def test_every_loose_action_and_every_late_step_is_told() -> None:
    late = [step("s", date=day(-1)), step("t", date=day(-2))]
    changes = deal(actions=[action("a", owner=""), action("b", owner="")], steps=late)
    assert len(of_rule("action-loose", changes)) == len(of_rule("step-late", changes)) == 2


def test_both_gates_are_one_finding_at_the_first_answer_that_speaks_against_us() -> None:
    [found] = of_rule("gate-negative", answered("-", o1="+"))
    assert found.severity is Severity.URGENT
    assert found.place == ("opportunities", "deal", "assessment", "us", "o2", "rating")


@pytest.mark.parametrize(("amount", "probability", "at_stake"), [
    ("1000000", 60, "600000.00"), ("100.01", 50, "50.01"), ("0.01", 50, "0.01"), ("0.0099", 50, "0.00"),
    ("0.05", 10, "0.01"), ("0.04", 10, "0.00"), ("999999999999999.9999", 100, "1000000000000000.00"),
    ("1000000", 0, "0.00"), ("0", 60, "0.00"), (None, 60, None), ("1000000", None, None),
])
def test_the_money_at_stake_is_rounded_half_away_from_zero_once(
    amount: str | None, probability: int | None, at_stake: str | None
) -> None:
    [found] = of_rule("risks-empty", deal(amount=amount, probability=probability, risks="", split={}))
    assert (None if found.at_stake is None else str(found.at_stake)) == at_stake
