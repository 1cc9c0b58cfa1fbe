"""When each strategy fits: its conditions one by one, met or not, and always of one mind with the plan test."""

from __future__ import annotations

from typing import Any

import pytest

from kaptui.insight.limits import Limits
from kaptui.insight.plan_test import Condition, strategy_conditions
from kaptui.plan.document import AccountPlan
from tests.unit.healthy import TODAY, Changes, action, changed, day, of_rule, person, ratings


def conditions(changes: Changes, limits: Limits | None = None) -> tuple[Condition, ...]:
    plan = changed(changes)
    return strategy_conditions(plan, plan.opportunities[0], TODAY, limits or Limits())


def met(changes: Changes) -> list[bool]:
    return [condition.met for condition in conditions(changes)]


def told(changes: Changes) -> list[str]:
    return [condition.message.msgid.format(**condition.message.values) for condition in conditions(changes)]


def frontal(**deal: Any) -> Changes:
    against = ratings("-")
    return {"deal": {"strategy": "frontal", "assessment": {"us": ratings(), "rival": against}} | deal}


def test_without_a_strategy_there_is_no_condition() -> None:
    assert conditions({"deal": {"strategy": None}}) == ()


def test_frontal_asks_for_superiority_value_difference_and_a_decider() -> None:
    assert met(frontal()) == [True, True, True, True]
    assert told(frontal())[0] == "gap to the best rival of at least 50: it is 200"


def test_frontal_without_a_rival_rated_knows_no_gap() -> None:
    found = conditions(frontal(assessment={"us": ratings()}))
    assert [condition.met for condition in found] == [False, True, True, True]
    assert "not known" in found[0].message.msgid
    assert found[0].place == ("opportunities", "deal", "assessment", "rival", "c1", "rating")


def test_each_condition_of_frontal_is_told_by_itself() -> None:
    found = conditions(frontal(assessment={"us": ratings(c2="?", c3="-"), "rival": ratings("-")}))
    assert [condition.met for condition in found] == [True, False, False, True]
    assert found[1].place == ("opportunities", "deal", "assessment", "us", "c2", "rating")
    alone = frontal() | {"boss": {"relationship": "="}, "treasurer": {"relationship": "-"}}
    assert met(alone) == [True, True, True, False]


def test_flanking_asks_for_somebody_in_the_inner_circle() -> None:
    assert told({}) == ["access to the inner circle with contact of at least 2: boss has 3"]
    hardly: Changes = {"boss": {"contact": 1}, "treasurer": {"contact": None}}
    assert met(hardly) == [False]
    assert told(hardly) == ["access to the inner circle with contact of at least 2: boss has 1"]
    unknown: Changes = {"boss": {"contact": None}, "treasurer": {"contact": None}}
    assert "has none known" in told(unknown)[0]
    against: Changes = {"boss": {"relationship": "X"}, "treasurer": {"relationship": "-"}}
    assert told(against) == ["access to the inner circle: nobody in it who is not against us"]


def test_fragment_asks_for_the_part_and_its_amount() -> None:
    part: Changes = {"deal": {"strategy": "fragment"}}
    assert met(part) == [False, False]
    part["deal"] |= {"fragment": "the knowledge base"}
    assert met(part) == [True, False]
    part["deal"] |= {"fragment_amount": "0"}
    assert met(part) == [True, True]


def test_defend_asks_for_the_incumbent_and_an_open_action_that_insulates() -> None:
    defend: Changes = {"deal": {"strategy": "defend"}}
    assert met(defend) == [True, False]
    defend["deal"] |= {"actions": [action("a", category="insulate", done=True)]}
    assert met(defend) == [True, False]
    defend["deal"] |= {"actions": [action("a", category="insulate")], "incumbent": False}
    assert met(defend) == [False, True]


def test_develop_wants_no_money_in_the_current_year() -> None:
    assert met({"deal": {"strategy": "develop"}}) == [True]
    planned: Changes = {"deal": {"strategy": "develop", "split": {"2026-10": "1"}}}
    assert met(planned) == [False]
    assert told(planned) == ["no money planned in FY2026"]


def test_a_deal_that_is_lost_still_has_conditions() -> None:
    assert met({"deal": {"strategy": "develop", "split": {"2026-10": "1"}, "status": "lost"}}) == [True]


def test_a_deal_with_overrides_is_seen_with_them() -> None:
    enemies = {"boss": {"relationship": "X"}, "treasurer": {"relationship": "X"}}
    assert met({"deal": {"overrides": enemies}}) == [False]


def test_the_limits_are_those_of_the_data_directory() -> None:
    assert not conditions(frontal(), Limits(frontal_gap=201))[0].met
    hardly: Changes = {"boss": {"contact": 2}, "treasurer": {"contact": 2}}
    assert [conditions(hardly, Limits(flanking_contact=limit))[0].met for limit in (2, 3)] == [True, False]


CASES: dict[str, Changes] = {
    "frontal": frontal(),
    "frontal without gap": frontal(assessment={"us": ratings()}),
    "frontal, value not agreed": frontal(assessment={"us": ratings(c2="-"), "rival": ratings("-")}),
    "flanking": {},
    "flanking without access": {"boss": {"standing": None}, "treasurer": {"standing": "outside"}},
    "fragment": {"deal": {"strategy": "fragment", "fragment": "  "}},
    "defend": {"deal": {"strategy": "defend"}},
    "develop": {"deal": {"strategy": "develop", "split": {"2026-10": "5"}}},
    "none": {"deal": {"strategy": None}},
}


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_the_plan_test_tells_the_first_condition_that_is_not_met(changes: Changes) -> None:
    unmet = [condition for condition in conditions(changes) if not condition.met]
    found = of_rule("strategy-unfit", changes)
    assert [(each.message, each.place) for each in found] == [(each.lack, each.place) for each in unmet[:1]]


def test_people_with_hostile_names_are_data() -> None:
    plan = AccountPlan.model_validate({
        "id": "p", "name": "x", "people": [person("p", name="[/]{name}", standing="inner", contact=2)],
        "opportunities": [{"id": "o", "strategy": "flanking", "close_date": day(9)}],
    })  # fmt: skip
    message = strategy_conditions(plan, plan.opportunities[0], TODAY)[0].message
    assert message.values["name"] == "[/]{name}"
