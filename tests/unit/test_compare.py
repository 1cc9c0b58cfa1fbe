"""Comparison: every difference worth telling is told once, and nothing is told of a plan compared with itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.draw.differences import sentence_of
from kaptui.insight.compare import Difference, Topic, as_json, compare, last_review_day
from kaptui.insight.deals_compared import moves_between
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import NoSuchPlace, replaced, value_at

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 23)
months = st.sampled_from(["2026-10", "2027-01", "2027-02", "2027-04", "2027-07", "2028-01"])
splits = st.dictionaries(months, st.integers(0, 50).map(str))


@pytest.fixture
def plan() -> AccountPlan:
    return AccountPlan.model_validate_json((DATA / "demo_en.json").read_text(encoding="utf-8"))


def told(old: AccountPlan, new: AccountPlan, *topics: Topic) -> list[str]:
    """The sentences in English, of some topics or of all but findings."""
    wanted = topics or tuple(topic for topic in Topic if topic is not Topic.FINDINGS)
    return [sentence(found) for found in compare(old, new, TODAY) if found.topic in wanted]


def sentence(found: Difference) -> str:
    return found.message.msgid.format(**found.message.values)


def changed(plan: AccountPlan, path: str, value: Any) -> AccountPlan:
    return replaced(plan, tuple(path.split("/")), value)


def without(plan: AccountPlan, table: str, row_id: str) -> AccountPlan:
    return plan.model_copy(update={table: tuple(row for row in getattr(plan, table) if row.id != row_id)})


def test_nothing_is_told_of_a_plan_compared_with_itself(plan: AccountPlan) -> None:
    again = AccountPlan.model_validate_json(plan.model_dump_json())
    assert compare(plan, again, TODAY) == ()


def test_people_come_and_go(plan: AccountPlan) -> None:
    fewer = without(plan, "people", "feng")
    assert told(fewer, plan, Topic.PEOPLE) == ["Feng Bin is new on the map"]
    assert told(plan, fewer, Topic.PEOPLE) == ["Feng Bin is no longer on the map"]


def test_an_archived_person_is_gone(plan: AccountPlan) -> None:
    archived = changed(plan, "people/feng/archived", True)
    assert told(plan, archived, Topic.PEOPLE) == ["Feng Bin is no longer on the map"]
    assert told(archived, plan, Topic.PEOPLE) == ["Feng Bin is new on the map"]


def test_people_move(plan: AccountPlan) -> None:
    moved = changed(changed(plan, "people/he/reports_to", "zhang"), "people/he/department", "Marketing")
    moved = changed(moved, "people/he/title", "General Manager")
    assert told(plan, moved, Topic.PEOPLE) == [
        "He Feng now reports to VP Zhang", "He Feng has moved to Marketing", "He Feng is now General Manager",
    ]
    assert told(plan, changed(plan, "people/he/reports_to", None), Topic.PEOPLE) == [
        "He Feng reports to nobody on the map now",
    ]


@pytest.mark.parametrize(
    ("path", "value", "said", "better"),
    [
        ("people/wang/relationship", "+", "VP Wang has become a supporter", True),
        ("people/zhou/relationship", "X", "Zhou Min has become an enemy", False),
        ("people/feng/relationship", "=", "Feng Bin is neutral now", None),
        ("people/zhou/relationship", None, "it is no longer known where Zhou Min stands towards us", None),
        ("people/wang/contact", 2, "contact with VP Wang is multiple now", True),
        ("people/zhou/contact", 0, "there is no contact with Zhou Min now", False),
        ("people/wu/standing", "inner", "Wu Tao belongs to the inner circle now", None),
        ("people/wu/roles", ["D"], "the roles of Wu Tao went from UE to D", None),
        ("people/sun/supports", None, "Sun Qiang no longer supports H Co.", True),
        ("people/sun/supports", "y", "Sun Qiang supports Y Co. now", False),
        ("people/wu/name", "Wu Tong", "Wu Tao is now called Wu Tong", None),
    ],
)
def test_what_people_are_to_us(plan: AccountPlan, path: str, value: Any, said: str, better: bool | None) -> None:
    [found] = [each for each in compare(plan, changed(plan, path, value), TODAY) if each.topic is Topic.PEOPLE]
    assert (sentence(found), found.better, "/".join(found.place)) == (said, better, path)


def seen_in(plan: AccountPlan, deal: str, **override: Any) -> AccountPlan:
    """The plan with what one deal says of Wu Tao."""
    return changed(plan, f"opportunities/{deal}/overrides", {"wu": override} if override else {})


def test_what_people_are_to_us_in_one_deal_is_told_of_that_deal(plan: AccountPlan) -> None:
    plain = seen_in(plan, "o1")
    against = seen_in(plan, "o1", roles=["D"], relationship="-", standing=None)
    found = [each for each in compare(plain, against, TODAY) if each.topic is Topic.PEOPLE]
    assert [(sentence_of(each), each.better, "/".join(each.place)) for each in found] == [
        ("Smart service: the roles of Wu Tao went from UE to D", None, "opportunities/o1/overrides/wu/roles"),
        ("Smart service: Wu Tao has become a non-supporter", False, "opportunities/o1/overrides/wu/relationship"),
    ]
    back = [each for each in compare(against, plain, TODAY) if each.topic is Topic.PEOPLE]
    assert [(sentence_of(each), each.better, "/".join(each.place)) for each in back] == [
        ("Smart service: the roles of Wu Tao went from D to UE", None, "people/wu/roles"),
        ("Smart service: Wu Tao is neutral now", True, "people/wu/relationship"),
    ]


def test_what_a_deal_leaves_to_the_person_is_told_once(plan: AccountPlan) -> None:
    before = seen_in(plan, "o1", relationship="-")
    after = changed(seen_in(before, "o1", relationship="-", standing="inner"), "people/wu/relationship", "+")
    assert told(before, after, Topic.PEOPLE) == [
        "Wu Tao has become a supporter", "Wu Tao belongs to the inner circle now",
    ]
    people = [each for each in compare(before, after, TODAY) if each.topic is Topic.PEOPLE]
    assert [each.within for each in people] == ["", "Smart service"]


def test_support_coverage_and_the_map_follow_the_people(plan: AccountPlan) -> None:
    better = changed(changed(plan, "people/wang/relationship", "+"), "people/wang/contact", 3)
    found = told(plan, better, Topic.POWER)
    assert [line.split(" from ")[0] for line in found[:2]] == ["support rose", "coverage rose"]
    assert found[2:] == ["the map has turned green: a key player who decides or approves supports us"]
    back = told(better, plan, Topic.POWER)
    assert [line.split(" from ")[0] for line in back[:2]] == ["support fell", "coverage fell"]


def test_a_rise_in_probability_moves_the_year_and_the_odds(plan: AccountPlan) -> None:
    likelier = changed(plan, "opportunities/o1/probability", 80)
    before, after = Decimal("0.6") * 480 + 132, Decimal("0.8") * 480 + 132
    assert told(plan, likelier) == [
        f"weighted revenue of FY2026 rose from {int(before)} 万 to {int(after)} 万",
        "the odds of the target of FY2026 rose from 24 % to 32 %",
        "Smart service: the probability rose from 60 % to 80 %",
    ]


def test_a_target_that_moves_is_told_before_the_odds_that_follow(plan: AccountPlan) -> None:
    higher, none = changed(plan, "targets", {"2026": "9000000"}), changed(plan, "targets", {})
    assert told(plan, higher, Topic.REVENUE) == [
        "the target of FY2026 went from 600 万 to 900 万", "the odds of the target of FY2026 fell from 24 % to 0 %",
    ]
    assert told(plan, none, Topic.REVENUE) == ["the target of FY2026 is no longer set"]
    assert told(none, plan, Topic.REVENUE) == ["the target of FY2026 is set now: 600 万"]


def test_unknown_numbers_are_told_as_such(plan: AccountPlan) -> None:
    unknown = changed(changed(plan, "opportunities/o3/probability", None), "opportunities/o3/amount", None)
    assert told(plan, unknown, Topic.DEALS) == [
        "Knowledge base: the probability is no longer known", "Knowledge base: the amount is no longer known",
    ]
    assert told(unknown, plan, Topic.DEALS) == [
        "Knowledge base: the probability is known now: 20 %", "Knowledge base: the amount is known now: 240 万",
    ]


def test_deals_come_go_and_are_won(plan: AccountPlan) -> None:
    fewer = without(plan, "opportunities", "o3")
    assert told(fewer, plan, Topic.DEALS) == ["Knowledge base is a new opportunity"]
    assert told(plan, fewer, Topic.DEALS) == ["Knowledge base is no longer in the plan"]
    assert told(plan, changed(plan, "opportunities/o3/status", "won"), Topic.DEALS, Topic.REVENUE)[:2] == [
        "won revenue of FY2026 rose from 0 万 to 100 万",
        "weighted revenue of FY2026 fell from 420 万 to 400 万",
    ]


def test_a_close_date_slips_and_money_with_it(plan: AccountPlan) -> None:
    later = changed(plan, "opportunities/o1/close_date", date(2027, 4, 30))
    later = changed(later, "opportunities/o1/split", {"2027-04": "4800000"})
    assert told(plan, later, Topic.DEALS) == [
        "Smart service: the close date slipped from 2027-01-29 to 2027-04-30",
        "Smart service: 300 万 slipped from Q2 FY2026 to Q3 FY2026",
    ]
    assert told(later, plan, Topic.DEALS) == [
        "Smart service: the close date moved up from 2027-04-30 to 2027-01-29",
        "Smart service: 300 万 came forward from Q3 FY2026 to Q2 FY2026",
    ]


def test_money_that_goes_nowhere_is_less_and_money_from_nowhere_more(plan: AccountPlan) -> None:
    less = changed(plan, "opportunities/o1/split", {"2027-01": "1000000", "2027-04": "1800000"})
    assert told(plan, less, Topic.DEALS) == ["Smart service: 200 万 less in Q2 FY2026"]
    assert told(less, plan, Topic.DEALS) == ["Smart service: 200 万 more in Q2 FY2026"]


def deal_with(split: dict[str, str]) -> Opportunity:
    return Opportunity.model_validate({"id": "o", "split": split})


@given(splits, splits, st.integers(1, 12))
def test_moves_lead_from_the_old_quarters_to_the_new_ones(
    before: dict[str, str], after: dict[str, str], start: int
) -> None:
    moves = moves_between(deal_with(before), deal_with(after), start)
    assert all(move.amount > 0 for move in moves)
    left = sum(move.amount for move in moves if move.source is not None)
    came = sum(move.amount for move in moves if move.target is not None)
    assert came - left == sum(map(int, after.values())) - sum(map(int, before.values()))
    back = moves_between(deal_with(after), deal_with(before), start)
    assert sum(move.amount for move in back) == sum(move.amount for move in moves)


def test_moving_the_fiscal_year_moves_no_money(plan: AccountPlan) -> None:
    assert told(plan, changed(plan, "fiscal_year_start", 1), Topic.DEALS) == []


def test_answers_that_flipped_are_told_with_their_question_and_the_verdict(plan: AccountPlan) -> None:
    path = ("opportunities", "o1", "assessment", "us")
    new = plan
    for question in ("c2", "w1", "w2"):
        new = replaced(new, (*path, question, "rating"), "+")
    new = changed(new, "opportunities/o1/assessment/k/c1/rating", "-")
    found = [each for each in compare(plan, new, TODAY) if each.topic is Topic.ASSESSMENT]
    assert [(sentence(each), each.better) for each in found] == [
        ("Smart service: our c2 went from ? to +", True),
        ("Smart service: our w1 went from - to +", True),
        ("Smart service: our w2 went from ? to +", True),
        ("Smart service: c1 of K Co. went from + to -", True),
        ("Smart service: the verdict is now to pursue", True),
    ]
    assert found[0].about == "Does the customer explicitly agree with that value?"


def test_answers_of_a_rival_that_is_gone_are_not_told(plan: AccountPlan) -> None:
    path = "opportunities/o1/assessment/gone/c1/rating"
    assert told(plan, changed(plan, path, "+"), Topic.ASSESSMENT) == []


def test_what_was_done_and_planned(plan: AccountPlan) -> None:
    new = changed(plan, "opportunities/o1/actions/a1/done", True)
    new = changed(new, "opportunities/o1/steps/s2/done", True)
    new = changed(new, "opportunities/o2/strategy", "develop")
    new = changed(new, "opportunities/o2/reviews", [{"id": "r", "date": "2026-11-20"}])
    new = changed(new, "opportunities/o2/actions", [{"id": "x", "what": "Visit Liu Yang"}])
    new = changed(new, "spin/t2/explicit_need", True)
    assert told(plan, new, Topic.STRATEGY) == [
        "Smart service: the customer has done: Technical specification",
        "Smart service: done: Two-week trial with Zhou Min to prove the accuracy",
        "E-channel has a new strategy",
        "E-channel: planned: Visit Liu Yang",
        "E-channel was reviewed on 2026-11-20",
        "Zhao Lei has stated an explicit need",
    ]


def test_findings_close_and_open(plan: AccountPlan) -> None:
    found = [each for each in compare(plan, changed(plan, "people/wang/contact", 2), TODAY)
             if each.topic is Topic.FINDINGS]  # fmt: skip
    assert {each.kind for each in found} == {"finding-closed"}
    assert "Smart service: flanking without access to the inner circle" in map(sentence, found)


def test_what_fell_due_since_then_counts_as_opened(plan: AccountPlan) -> None:
    then = date(2026, 11, 6)
    opened = [each for each in compare(plan, plan, TODAY, then=then) if each.kind == "finding-opened"]
    assert "Smart service: the last review is 18 days old" in map(sentence, opened)


def test_json_carries_everything_but_the_sentence(plan: AccountPlan) -> None:
    [found] = [
        as_json(each) for each in compare(plan, changed(plan, "opportunities/o2/probability", 50), TODAY)
        if each.kind == "probability"
    ]  # fmt: skip
    assert found == {
        "topic": "deals", "kind": "probability", "subject": "o2", "opportunity": "o2", "before": "40", "after": "50",
        "better": True, "path": "opportunities/o2/probability",
    }


def test_topics_come_in_order_and_places_lead_somewhere(plan: AccountPlan) -> None:
    chinese = AccountPlan.model_validate_json((DATA / "demo_zh.json").read_text(encoding="utf-8"))
    new = changed(without(chinese, "people", "wu"), "opportunities/o1/probability", 5)
    found = compare(plan, new, TODAY)
    topics = [each.topic for each in found]
    assert topics == sorted(topics, key=list(Topic).index)
    for each in found:
        try:
            value_at(new, each.place)
        except NoSuchPlace as problem:
            pytest.fail(f"{each.kind}: {problem}")


def test_the_last_review_is_the_latest_up_to_today(plan: AccountPlan) -> None:
    rows = [{"id": "a", "date": "2026-11-20"}, {"id": "b", "date": "2026-12-24"}, {"id": "c"}]
    reviewed = changed(plan, "opportunities/o2/reviews", rows)
    assert last_review_day(reviewed, TODAY) == date(2026, 11, 20)
    assert last_review_day(plan, TODAY) == date(2026, 11, 5)
    assert last_review_day(AccountPlan(id="p"), TODAY) is None
