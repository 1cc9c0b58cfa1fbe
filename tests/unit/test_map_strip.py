"""The strip above the map and the lists behind its numbers; the card beside it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from kaptui.commands import COMMANDS
from kaptui.insight.summary import Summary
from kaptui.plan.document import AccountPlan
from kaptui.screens.map_card import PersonCard, told_once
from kaptui.screens.map_keys import attribute_of, overlay_of, step_of
from kaptui.screens.map_strip import Power
from kaptui.widgets.paint import line_cells
from tests.ui.app_stage import demo_plan
from tests.unit.accounts import account, deal, influence, organisations, people_of_the_check, person

TODAY = date(2026, 11, 23)
LISTS = tuple(each.id.removeprefix("map.list.") for each in COMMANDS if each.id.startswith("map.list."))


def power(plan: AccountPlan) -> Power:
    """The numbers of the whole account."""
    return Power(Summary(plan, TODAY), None)


def words(plan: AccountPlan, width: int) -> str:
    """The strip as text."""
    return "".join(span.text for span in power(plan).strip(width))


def test_the_strip_of_the_methods_check_of_the_arithmetic() -> None:
    plan = account(*people_of_the_check())
    assert words(plan, 120) == (
        " support -16  known 95%  coverage 45%  D/A not met 1  inner X 1  threads 1 SINGLE  friends reach 0%  "
        "enemies 0%  amber"
    )
    assert words(plan, 80) == " supp -16 (95%)  cover 45%  unmet 1  inner X 1  thr 1!  reach 0%/0%  amber"


def test_doubtful_support_and_nobody_known_are_told_apart() -> None:
    assert "support (+50)?" in words(account(person("a", relationship="+"), person("b"), person("c")), 120)
    assert "support -  known 0%" in words(account(person("a")), 120)
    assert "Nobody on the map yet" in words(account(), 120)


@settings(max_examples=30, deadline=None)
@given(organisations())
def test_every_list_names_people_of_the_plan_once(plan: AccountPlan) -> None:
    lens = plan.opportunities[0]
    for seen_through in (None, lens):
        strength = Power(Summary(plan, TODAY), seen_through)
        there = {each.id for each in plan.people if not each.archived}
        for name in LISTS:
            keys = [option.key for option in strength.people_of(name).people]
            assert len(keys) == len(set(keys))
            assert set(keys) <= there
            assert strength.people_of(name).title


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@given(plan=organisations())
@settings(max_examples=20, deadline=None)
def test_the_strip_of_a_known_width_is_the_long_one_only_where_it_fits(plan: AccountPlan, width: int) -> None:
    line = power(plan).strip(width)
    assert line_cells(line) <= max(width, 100)


def test_the_lists_say_who_makes_the_number() -> None:
    strength = power(account(*people_of_the_check()))
    first = strength.people_of("support").people[0]
    assert (first.key, first.hint) == ("marketing", "-18 of weight 9")
    assert [option.key for option in strength.people_of("unmet").people] == ["svp"]
    assert strength.people_of("enemies").people[0].key == "marketing"
    assert len(strength.people_of("unknown").people) == 3
    assert "red" in power(account()).people_of("state").title


def card(plan: AccountPlan, person_id: str, deal_id: str | None = None) -> str:
    """The card's text."""
    summary = Summary(plan, TODAY)
    lens = next((each for each in plan.opportunities if each.id == deal_id), None)
    seen = summary.view(lens).seen(person_id)
    assert seen is not None
    found = tuple(each for each in summary.findings() if each.subject.id == person_id)
    lines = PersonCard(summary, lens, seen, (1, 3), found).lines()
    return "\n".join("".join(span.text for span in line) for line in lines)


def test_what_a_deal_sees_otherwise_is_marked_through_it_and_told_outside_it() -> None:
    overrides = {"a": {"relationship": "X", "roles": None}}
    plan = account(
        person("a", relationship="+", roles="D"), opportunities=[deal("o1", overrides=overrides), deal("o2")]
    )
    inside = card(plan, "a", "o1")
    assert "Relationship X Enemy (set for this deal only; else + Supporter)" in inside
    assert "Roles ? unknown (set for this deal only; else D Decision-maker)" in inside
    outside = card(plan, "a")
    assert "In o1: ? unknown, X Enemy" in outside
    assert "Relationship + Supporter" in outside
    assert "set for this deal only" not in card(plan, "a", "o2")


def test_a_second_boss_conflicts_and_strengths_are_told() -> None:
    links = [influence("a", "b"), influence("b", "a", "conflicts"), influence("a", "b", "dotted")]
    plan = account(person("a"), person("b"), links=links)
    text = card(plan, "a")
    assert "Moves > b(1)" in text
    assert "Conflict x b(1)" in text
    assert "Second boss b(1)" in text
    assert "Hears < a(1)" in card(plan, "b")


def test_knowledge_grows_stale() -> None:
    plan = account(
        person("a", standing="inner", confirmed="2026-09-01"), person("b", confirmed="2026-09-01"),
        person("c", assumed=True, last_contact="2026-11-20"),
    )  # fmt: skip
    assert "Confirmed 2026-09-01, stale" in card(plan, "a")
    assert "stale" not in card(plan, "b")
    assert "Last contact 2026-11-20 (3 d)" in card(plan, "c")
    assert "Confirmed never, assumed" in card(plan, "c")


def test_actions_that_target_the_person_are_told_while_they_are_open() -> None:
    actions = [
        {"id": "1", "what": "show the trial", "owner": "Lin", "due": "2026-11-01", "person": "a"},
        {"id": "2", "what": "done already", "person": "a", "done": True},
        {"id": "3", "what": "somebody else", "person": "b"},
    ]
    text = card(account(person("a"), opportunities=[deal("o1", actions=actions)]), "a")
    assert "Action show the trial, Lin 2026-11-01" in text
    assert "done already" not in text
    assert "somebody else" not in text


def test_a_finding_names_the_deals_where_it_holds_for_some_only() -> None:
    plan = demo_plan()
    summary = Summary(plan, TODAY)
    deals = {each.id: each.name for each in plan.opportunities}
    sun = next(each for each in plan.people if each.name == "Sun Qiang")
    about = tuple(each for each in summary.findings() if each.subject.id == sun.id)
    told = told_once(about, deals)
    assert len({finding.rule for finding, _ in told}) == len(told)
    assert ("Knowledge base",) in [names for _, names in told]


def test_every_command_of_the_map_that_stands_for_a_value_is_understood() -> None:
    for command in COMMANDS:
        if command.id.startswith("map.step."):
            assert step_of(command.id) is not None
        elif command.id.startswith("map.list."):
            power(account(person("a"))).people_of(command.id.removeprefix("map.list."))
        elif command.id.startswith("map.overlay."):
            assert (overlay_of(command.id) is None) == command.id.endswith(".none")
        elif command.id.count(".") == 2 and command.id.startswith("map."):
            assert attribute_of(command.id) is not None, command.id
