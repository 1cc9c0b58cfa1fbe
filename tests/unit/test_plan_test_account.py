"""Rules that run once per plan: rivals, target, concentration, age of knowledge, needs and values, no open deal."""

from __future__ import annotations

from typing import Any

import pytest

from kaptui.insight.plan_test import SubjectKind
from tests.unit.healthy import Changes, another_deal, day, findings_of, healthy, of_rule, person

HEALTHY_DEAL: dict[str, Any] = healthy()["opportunities"][0]


def subjects(rule: str, changes: Changes) -> list[str]:
    found = of_rule(rule, changes)
    assert all(each.opportunity is None and each.at_stake is None for each in found)
    return [each.subject_id for each in found]


def deals(*all_of_them: dict[str, Any], **plan: Any) -> Changes:
    return {"plan": {"opportunities": list(all_of_them), **plan}}


def test_a_rival_is_unknown_without_strategy_or_supporter() -> None:
    assert subjects("rival-unknown", {}) == []
    assert subjects("rival-unknown", {"rival": {"strategy": None}}) == ["rival"]
    assert subjects("rival-unknown", {"rival": {"approach": "to stay", "strategy": None}}) == ["rival"]
    assert subjects("rival-unknown", {"fan": {"supports": None}}) == ["rival"]
    assert subjects("rival-unknown", {"fan": {"archived": True}}) == ["rival"]
    assert subjects("rival-unknown", {"fan": {"kind": "consultant"}}) == []


def test_without_an_open_deal_there_is_one_hint_beside_unknown_rivals() -> None:
    stale: Changes = {"boss": {"confirmed": day(-500)}, "need": {"people": []}, "plan": {"targets": {"2026": "1000"}}}
    for status in ("won", "lost", "dropped"):
        assert subjects("no-opportunity", {**stale, "deal": {"status": status}}) == ["plan"]
        assert [found.rule for found in findings_of({**stale, "deal": {"status": status}})] == ["no-opportunity"]
    empty: Changes = {"plan": {"opportunities": []}, "rival": {"strategy": None}}
    assert [found.rule for found in findings_of(empty)] == ["rival-unknown", "no-opportunity"]
    assert subjects("no-opportunity", {}) == []


TARGETS: list[tuple[dict[str, str], bool]] = [
    ({}, False), ({"2026": "60000.01"}, True), ({"2026": "60000"}, False), ({"2027": "9000000"}, False),
    ({"2026-10": "60001"}, True), ({"2026-01": "30000", "2026-10": "30000"}, False),
    ({"2026": "1", "2026-10": "900000"}, False),
]


@pytest.mark.parametrize(("targets", "fires"), TARGETS)
def test_won_and_weighted_below_the_year_s_target(targets: dict[str, str], fires: bool) -> None:
    """100,000 at 60 % fall into 2026; a year's own target goes before the sum of its quarters'."""
    split = {"2026-10": "100000", "2027-07": "1"}
    found = subjects("target-gap", deals(HEALTHY_DEAL | {"split": split}, targets=targets))
    assert found == (["plan"] if fires else [])


def test_what_is_won_counts_in_full_towards_the_target() -> None:
    won = another_deal("won", status="won", probability=None, split={"2026-04": "500"})
    pair = (HEALTHY_DEAL | {"split": {"2026-10": "1000"}}, won)
    assert subjects("target-gap", deals(*pair, targets={"2026": "1100"})) == []
    assert subjects("target-gap", deals(*pair, targets={"2026": "1101"})) == ["plan"]
    [found] = of_rule("target-gap", deals(*pair, targets={"2026": "1101"}))
    assert found.subject.kind is SubjectKind.PLAN


def shares(*in_year: str, probability: int = 50, **more: Any) -> Changes:
    return deals(*(
        another_deal(f"d{index}", probability=probability, split={"2026-10": amount}, **more)
        for index, amount in enumerate(in_year)
    ))


def test_one_of_three_deals_holding_more_than_half_of_the_year_is_concentration() -> None:
    assert not of_rule("concentration", shares("200", "100", "100"))
    [found] = of_rule("concentration", shares("201", "100", "100"))
    assert (found.subject_id, found.opportunity, str(found.at_stake)) == ("d0", "d0", "500000.00")
    assert not of_rule("concentration", shares("300", "100"))
    assert not of_rule("concentration", shares("0", "0", "0"))
    assert not of_rule("concentration", shares("300", "100", "100", probability=0))
    assert of_rule("concentration", shares("300", "0", "0"))


def test_only_open_deals_and_this_year_s_money_concentrate() -> None:
    sold = another_deal("sold", status="won", split={"2026-10": "900"})
    assert not of_rule("concentration", deals(
        HEALTHY_DEAL | {"split": {"2026-10": "300"}}, another_deal("d1", split={"2026-10": "100"}), sold,
    ))
    assert not of_rule("concentration", deals(
        HEALTHY_DEAL | {"split": {"2026-10": "100", "2027-01": "9000"}},
        another_deal("d1", split={"2026-10": "100"}), another_deal("d2", split={"2026-10": "100"}),
    ))


KNOWLEDGE: list[tuple[dict[str, Any], bool]] = [
    ({"confirmed": day(-60)}, False), ({"confirmed": day(-61)}, True),
    ({"confirmed": day(-61), "last_contact": day(-1)}, True),
    ({"confirmed": day(-1), "last_contact": day(-300)}, False),
    ({"confirmed": None, "last_contact": day(-60)}, False), ({"confirmed": None, "last_contact": day(-61)}, True),
    ({"confirmed": None, "last_contact": None}, True), ({"confirmed": day(5)}, False),
    ({"confirmed": day(-180), "standing": "outside"}, False), ({"confirmed": day(-181), "standing": "outside"}, True),
    ({"confirmed": None, "last_contact": None, "standing": "outside"}, False),
    ({"confirmed": None, "last_contact": None, "standing": None}, False),
    ({"confirmed": None, "last_contact": None, "standing": None, "roles": ["A"]}, True),
    ({"confirmed": day(-999), "kind": "consultant"}, False), ({"confirmed": day(-999), "archived": True}, False),
]


@pytest.mark.parametrize(("values", "stale"), KNOWLEDGE)
def test_knowledge_goes_stale_after_sixty_days_of_key_players_and_a_hundred_and_eighty_of_others(
    values: dict[str, Any], stale: bool
) -> None:
    assert subjects("stale-knowledge", {"fan": values}) == (["fan"] if stale else [])


def test_stale_knowledge_is_told_once_and_not_by_any_deal_s_view() -> None:
    here = HEALTHY_DEAL | {"overrides": {"fan": {"standing": "outside"}}}
    people = [*healthy()["people"][:2], person("fan", standing="inner", confirmed=day(-90))]
    changes = deals(here, another_deal("second"), people=people)
    assert subjects("stale-knowledge", changes) == ["fan"]


def test_a_need_is_an_orphan_without_people_and_departments_or_without_solution() -> None:
    assert subjects("need-orphan", {"need": {"people": []}}) == ["need"]
    assert subjects("need-orphan", {"need": {"people": [], "departments": ["IT"]}}) == []
    assert subjects("need-orphan", {"need": {"people": ["gone"]}}) == ["need"]
    assert subjects("need-orphan", {"need": {"people": [], "concerns": "the IT department"}}) == ["need"]
    assert subjects("need-orphan", {"need": {"solution": " "}}) == ["need"]


@pytest.mark.parametrize("values", [
    {"value_to_customer": ""}, {"value_to_us": ""}, {"customer_score": None}, {"our_score": None},
])
def test_an_entry_lacks_a_value_s_text_or_score(values: dict[str, Any]) -> None:
    assert subjects("value-missing", {"value": values}) == ["value"]
    [found] = of_rule("value-missing", {"value": values})
    assert found.place == ("values", "value", next(iter(values)))
    assert found.subject.kind is SubjectKind.ROW
