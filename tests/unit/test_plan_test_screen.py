"""A screen shows few, useful lines: grouped, drawn together where a part is empty or a rule fires on many."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given

from kaptui.insight.plan_test import Severity, all_findings, for_screen, grouped, lines_for_screen
from kaptui.plan.document import AccountPlan
from tests.unit.healthy import TODAY, another_deal, changed, day, findings_of, person
from tests.unit.test_plan_test import plans


def bare(count: int, **values: Any) -> AccountPlan:
    """A plan with nothing but so many named deals."""
    deals = [{"id": f"d{index}", "name": f"Deal {index}"} | values for index in range(count)]
    return AccountPlan.model_validate({"id": "plan", "name": "New", "opportunities": deals})


def sentences(plan: AccountPlan) -> list[str]:
    lines = lines_for_screen(plan, all_findings(plan, TODAY))
    return [line.first.message.msgid.format(**line.first.message.values) for line in lines]


def test_the_same_rule_and_subject_in_several_deals_is_one_line() -> None:
    deals = [another_deal("one"), another_deal("two", probability=10)]
    found = findings_of({"plan": {"opportunities": deals}, "treasurer": {"contact": 0, "reports_to": "boss"}})
    [line] = [group for group in grouped(found) if group.first.rule == "decider-untouched"]
    assert line.opportunities == ("one", "two")
    assert line.at_stake == Decimal("250000.00") + Decimal("41666.67")
    assert line.severity is Severity.WARNING
    assert len([group for group in grouped(found) if group.first.rule == "single-threaded"]) == 2


def test_a_plan_with_one_new_deal_says_where_to_start() -> None:
    assert sentences(bare(1)) == [
        "Start with the people: who decides and who is for us is not on the map yet",
        "Deal 0: no goal, no strategy, no actions",
        "Deal 0: no questions are prepared",
        "Deal 0: neither needs nor risks are written",
        "Deal 0: 0 of 21 questions are answered",
    ]


def test_many_new_deals_take_no_more_lines_than_one() -> None:
    plan = bare(30, probability=60, amount="100")
    assert len(all_findings(plan, TODAY)) > 400
    lines = sentences(plan)
    assert len(lines) == 5
    assert "30 deals: none of the twenty-one questions is answered" in lines


def test_a_line_that_draws_findings_together_is_as_pressing_as_the_worst_and_counts_each_deal_once() -> None:
    plan = bare(2, probability=60, amount="100", close_date=day(10))
    first, *_ = lines_for_screen(plan, all_findings(plan, TODAY))
    assert first.severity is Severity.URGENT
    assert first.at_stake == Decimal("120.00")
    assert first.first.place == ("people",)


def test_more_than_three_subjects_of_a_rule_share_a_line_with_their_number() -> None:
    people = [person(f"p{index}", standing="inner", confirmed=day(-99)) for index in range(4)]
    healthy_people = changed({}).model_dump(mode="json")["people"]
    for count, lines in ((3, 3), (4, 1)):
        plan = changed({"plan": {"people": [*healthy_people, *people[:count]]}})
        everything = lines_for_screen(plan, all_findings(plan, TODAY))
        stale = [line for line in everything if line.first.rule == "stale-knowledge"]
        assert len(stale) == lines
        assert sum(len(line.findings) for line in stale) == count


def test_a_screen_takes_the_most_pressing_lines_and_counts_the_rest() -> None:
    plan = bare(1, probability=60, amount="100", close_date=day(-1))
    found = all_findings(plan, TODAY)
    lines = lines_for_screen(plan, found)
    screen = for_screen(plan, found, 2)
    assert screen.lines == lines[:2]
    assert screen.more == len(lines) - 2
    assert for_screen(plan, found, 99).more == 0


@given(plans())
def test_every_finding_stands_behind_exactly_one_line(plan: AccountPlan) -> None:
    found = all_findings(plan, TODAY)
    lines = lines_for_screen(plan, found)
    assert sorted(map(str, found)) == sorted(str(each) for line in lines for each in line.findings)
    order = list(Severity)
    assert [order.index(line.severity) for line in lines] == sorted(order.index(line.severity) for line in lines)
