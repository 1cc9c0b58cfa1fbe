"""The plan test as a whole: order, money, acknowledgements, places that exist, sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.insight.limits import limits_from
from kaptui.insight.plan_test import (
    RULE_BY_ID,
    RULES,
    Finding,
    Severity,
    acknowledged_findings,
    all_findings,
    as_json,
    findings,
    rule_of,
    stake_of_account,
    stakes_of_deals,
)
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import value_at
from tests.tools.texts import entries, merged
from tests.unit.accounts import organisations
from tests.unit.healthy import (
    TODAY,
    Changes,
    action,
    another_deal,
    changed,
    day,
    findings_of,
    healthy,
    ratings,
    step,
    thread,
)

METHOD_S_RULES = {
    "no-decider": "warning", "gate-negative": "urgent", "enemy-unattended": "urgent", "close-overdue": "urgent",
    "no-approver": "warning", "decider-untouched": "warning", "no-opponent": "warning", "outnumbered": "warning",
    "deciders-alone": "warning", "single-threaded": "hint", "no-mentor": "hint", "inner-circle-empty": "warning",
    "no-way-in": "warning", "rival-unknown": "warning", "strategy-unfit": "warning", "overconfident": "warning",
    "value-unacknowledged": "warning", "budget-unconfirmed": "warning", "overallocated": "warning",
    "money-before-close": "warning", "no-next-step": "warning", "no-customer-contact": "warning",
    "action-loose": "warning", "step-late": "warning", "review-old": "warning", "never-reviewed": "hint",
    "no-goal": "hint", "target-gap": "hint", "concentration": "hint", "stale-knowledge": "hint", "need-orphan": "hint",
    "value-missing": "hint", "spin-thin": "hint", "spin-no-explicit": "hint", "spin-situations": "hint",
    "unanswered": "hint", "risks-empty": "hint", "need-unlinked": "hint", "no-opportunity": "hint",
}


def test_the_rules_are_the_method_s_in_its_order() -> None:
    assert {rule.id: rule.severity.value for rule in RULES} == METHOD_S_RULES
    assert [rule.id for rule in RULES] == list(METHOD_S_RULES)
    near = {rule.id: rule.near.value for rule in RULES if rule.near is not rule.severity}
    assert near == {"no-decider": "urgent", "single-threaded": "warning", "no-mentor": "warning"}
    assert rule_of("no-mentor") is RULE_BY_ID["no-mentor"]


TROUBLED: Changes = {
    "plan": {"people": [
        {"id": "boss", "name": "[/] {boss}", "roles": ["D", "A"], "standing": "inner", "relationship": "X"},
        {"id": "seat", "title": "CFO", "roles": ["A"], "contact": 0, "reports_to": "boss"},
        {"id": "ann", "name": "Ann", "relationship": "+", "contact": 2, "department": "IT", "reports_to": "gone"},
    ], "competitors": [{"id": "rival"}], "values": [{"id": "value"}], "targets": {"2026": "99000000"},
        "opportunities": [
            another_deal("big", probability=90, strategy="frontal", close_date=day(-1), split={"2026-01": "5000000"}),
            another_deal("small", amount="1000", strategy="develop", split={"2026-10": "1"}, risks="", goal="",
                         steps=[step("s", date=day(-3))], actions=[action("a", due=day(-3))], assessment={},
                         reviews=[{"id": "r", "date": day(-99)}]),
            another_deal("vague", amount=None, assessment={"us": ratings("-")}, strategy="defend", reviews=[]),
        ], "spin": [thread("t", opportunity="big", situation="a?\nb?\nc?")]},
    "need": {"people": []},
}
"""A plan in which very many rules fire, with hostile names."""


def test_findings_stand_most_pressing_first_then_the_most_money() -> None:
    found = findings_of(TROUBLED)
    order = list(Severity)
    keys = [(order.index(each.severity), -(Decimal(-1) if each.at_stake is None else each.at_stake)) for each in found]
    assert keys == sorted(keys)
    assert len({each.rule for each in found}) > 25


def test_the_same_plan_gives_the_same_findings() -> None:
    assert findings_of(TROUBLED) == findings_of(TROUBLED)


def test_the_stake_of_a_deal_is_the_highest_of_its_findings_never_their_sum() -> None:
    found = findings_of(TROUBLED)
    assert stakes_of_deals(found).get("big") == Decimal("900000.00")
    assert stakes_of_deals(found).get("small") == Decimal("600.00")
    assert stakes_of_deals(found).get("vague") is None
    assert stakes_of_deals(found).get("gone") is None
    assert stake_of_account(found) == Decimal("900600.00")
    assert stake_of_account(()) is None


def test_a_person_s_finding_alone_stakes_the_person_s_share() -> None:
    found = [each for each in findings_of({"treasurer": {"contact": 1, "reports_to": "boss"}}) if each.opportunity]
    assert {each.rule for each in found} == {"single-threaded", "decider-untouched"}
    only_the_person = [each for each in found if each.rule == "decider-untouched"]
    assert stakes_of_deals(only_the_person).get("deal") == Decimal("250000.00")
    assert stakes_of_deals(found).get("deal") == Decimal("600000.00")


def places_exist(plan: AccountPlan, found: Iterable[Finding]) -> None:
    for each in found:
        value_at(plan, each.place)
        if len(each.place) > 1:
            assert value_at(plan, each.place[:2]) is not None


def test_every_finding_has_a_place_and_a_sentence_in_both_languages() -> None:
    plan = changed(TROUBLED)
    found = [*all_findings(plan, TODAY), *findings_of({"deal": {"status": "won"}})]
    places_exist(plan, found)
    chinese = merged(entries())
    for each in found:
        assert each.message.msgid.format(**each.message.values)
        assert chinese[each.message.msgid].forms[0].format(**each.message.values)


def test_names_are_data_in_sentences() -> None:
    [enemy] = [each for each in findings_of(TROUBLED) if each.rule == "enemy-unattended" and each.opportunity == "big"]
    assert "[/] {boss}" in enemy.message.msgid.format(**enemy.message.values)
    seats = [each for each in findings_of(TROUBLED) if each.subject_id == "seat"]
    assert {each.subject.name for each in seats} == {"CFO"}


def test_every_rule_is_explained_in_chinese() -> None:
    chinese = merged(entries())
    for rule in RULES:
        assert rule.title in chinese
        assert rule.explanation in chinese
        assert rule.many in chinese


def test_an_entry_of_check_json() -> None:
    [found] = findings_of({"deal": {"risks": "", "amount": "10"}, "plan": {}})[:1]
    overallocated = as_json(found, "sentence")
    assert overallocated == {
        "rule": "overallocated", "severity": "warning", "message": "sentence", "opportunity": "deal",
        "at_stake": "6.00", "subject": {"kind": "opportunity", "id": "deal", "name": "name of deal"},
    }


ACKNOWLEDGED: dict[str, Any] = {
    "id": "k", "rule": "risks-empty", "subject": "deal", "opportunity": "deal", "reason": "asked",
}


@pytest.mark.parametrize(("values", "silent"), [
    ({}, True), ({"until": day(1)}, True), ({"until": day(0)}, False), ({"until": day(-1)}, False),
    ({"opportunity": None}, True), ({"opportunity": "other"}, False), ({"rule": "no-goal"}, False),
    ({"subject": "x"}, False),
])
def test_an_acknowledged_finding_returns_on_its_day(values: dict[str, Any], silent: bool) -> None:
    plan = changed({"deal": {"risks": ""}, "plan": {"acknowledged": [ACKNOWLEDGED | values]}})
    assert [each.rule for each in findings(plan, TODAY)] == ([] if silent else ["risks-empty"])
    everything = all_findings(plan, TODAY)
    assert [each.rule for each in everything] == ["risks-empty"]
    assert bool(acknowledged_findings(everything, plan.acknowledged, TODAY)) is silent


def test_an_acknowledgement_in_one_deal_leaves_the_other_deals_alone() -> None:
    deals = [another_deal("one", risks=""), another_deal("two", risks="")]
    here = ACKNOWLEDGED | {"subject": "one", "opportunity": "one"}
    plan = changed({"plan": {"opportunities": deals, "acknowledged": [here]}})
    assert [each.opportunity for each in findings(plan, TODAY) if each.rule == "risks-empty"] == ["two"]


def test_limits_move_the_rules() -> None:
    plan = changed({"deal": {"reviews": [{"id": "r", "date": day(-20)}]}})
    assert not findings(plan, TODAY)
    assert [each.rule for each in findings(plan, TODAY, limits_from({"review_days": 19}))] == ["review-old"]
    multiple = changed({"boss": {"contact": 2}})
    assert not findings(multiple, TODAY)
    alone = changed({"treasurer": {"relationship": "="}, "fan": {"standing": "outside"}})
    for share, fires in ((49, True), (50, False)):
        found = findings(alone, TODAY, limits_from({"alone_share": share}))
        assert any(each.rule == "deciders-alone" for each in found) == fires
    stricter = limits_from({"decider_contact": 3})
    assert [each.rule for each in findings(multiple, TODAY, stricter)] == ["decider-untouched"]


def test_time_alone_brings_findings() -> None:
    later = {each.rule for each in all_findings(changed({}), TODAY + timedelta(days=400))}
    assert {"close-overdue", "review-old", "no-next-step", "action-loose", "step-late", "stale-knowledge"} <= later


DAYS = st.one_of(st.none(), st.integers(-200, 200).map(day))


@st.composite
def plans(draw: st.DrawFn) -> AccountPlan:
    """Any organisation with a few deals in any state."""
    plan = draw(organisations(6))
    amounts = st.one_of(st.none(), st.decimals(0, 10**6, places=2).map(str))
    deals = [
        another_deal(
            f"d{index}", amount=draw(amounts), probability=draw(st.one_of(st.none(), st.integers(0, 100))),
            close_date=draw(DAYS), strategy=draw(st.sampled_from([None, "frontal", "flanking", "defend", "develop"])),
            status=draw(st.sampled_from(["open", "open", "won"])), competitors=draw(st.sampled_from([[], ["gone"]])),
            overrides=plan.opportunities[0].model_dump(mode="json")["overrides"] if draw(st.booleans()) else {},
            actions=[action("a", due=draw(DAYS), person=draw(st.sampled_from([None, "p0", "gone"])))],
            steps=[step("s", date=draw(DAYS), people=["gone"])], needs=["gone"],
        )
        for index in range(draw(st.integers(0, 3)))
    ]
    return AccountPlan.model_validate(plan.model_dump(mode="json") | {"opportunities": deals})


@given(plans(), st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_any_plan_is_tested_with_known_rules_sound_places_and_exact_money(plan: AccountPlan, today: date) -> None:
    found = all_findings(plan, today)
    places_exist(plan, found)
    deals = {deal.id for deal in plan.opportunities}
    for each in found:
        assert each.severity in (RULE_BY_ID[each.rule].severity, RULE_BY_ID[each.rule].near)
        assert each.opportunity is None or each.opportunity in deals
        assert each.at_stake is None or (each.at_stake >= 0 and each.at_stake.as_tuple().exponent == -2)
        assert each.message.msgid.format(**each.message.values)
    assert len({(each.rule, each.subject.id, each.opportunity) for each in found}) == len(found)


@given(plans())
def test_a_deal_s_findings_do_not_depend_on_the_other_deals(plan: AccountPlan) -> None:
    """Views and ways in are built upon what deals have in common; nobody may notice."""
    everything = all_findings(plan, TODAY)
    for deal in plan.opportunities:
        alone = plan.model_copy(update={"opportunities": (deal,)})
        rules = [each for each in all_findings(alone, TODAY) if each.opportunity == deal.id]
        assert rules == [each for each in everything if each.opportunity == deal.id and each.rule != "concentration"]


def test_the_healthy_plan_is_a_plan() -> None:
    assert AccountPlan.model_validate(healthy()) == changed({})
