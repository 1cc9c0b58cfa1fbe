"""Edits: each makes the plan it promises, shares what it does not touch, and can be taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from kaptui.editing.edits import AddRow, MoveRow, RemoveRow, SetField, Title, Together
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import ABSENT, NoSuchPlace, value_at
from kaptui.plan.people import Override, Person


def a_plan(**parts: Any) -> AccountPlan:
    return AccountPlan.model_validate({"id": "plan", "name": "客户", **parts})


PEOPLE = [
    {"id": "boss", "name": "王副总"},
    {"id": "mid", "name": "陈静", "reports_to": "boss", "supports": "h"},
    {"id": "low", "name": "周敏", "reports_to": "mid"},
]


def test_a_field_takes_its_value_and_everything_beside_it_is_shared() -> None:
    plan = a_plan(people=PEOPLE, competitors=[{"id": "h"}])
    after = SetField(("people", "mid", "relationship"), "+").apply(plan)
    assert value_at(after, ("people", "mid", "relationship")) == "+"
    assert after.people[0] is plan.people[0]
    assert after.competitors is plan.competitors
    assert plan.people[1].relationship is None


def test_a_value_that_stands_there_already_changes_nothing() -> None:
    plan = a_plan(people=PEOPLE)
    assert SetField(("people", "mid", "reports_to"), "boss").apply(plan) is plan


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("opportunities", "o", "probability"), 101),
        (("opportunities", "o", "amount"), "-1"),
        (("opportunities", "o", "amount"), "NaN"),
        (("opportunities", "o", "split", "2026-13"), "1"),
        (("opportunities", "o", "assessment", "us", "z9", "rating"), "+"),
        (("opportunities", "o", "close_date"), "2026-02-30"),
        (("currency",), "yuan"),
        (("fiscal_year_start",), 13),
    ],
)
def test_a_refused_value_leaves_the_plan_alone(path: tuple[str, ...], value: object) -> None:
    plan = a_plan(opportunities=[{"id": "o"}])
    with pytest.raises(ValidationError):
        SetField(path, value).apply(plan)


@pytest.mark.parametrize(
    "path", [("nowhere",), ("people", "x", "name"), ("people", "boss", "nose"), ("name", "deeper")]
)
def test_a_path_that_leads_nowhere_says_so(path: tuple[str, ...]) -> None:
    with pytest.raises(NoSuchPlace):
        SetField(path, "x").apply(a_plan(people=PEOPLE))


def test_a_quarter_is_added_and_taken_out_by_its_key() -> None:
    plan = a_plan(opportunities=[{"id": "o"}])
    filled = SetField(("opportunities", "o", "split", "2026-10"), Decimal("3000000")).apply(plan)
    assert filled.opportunities[0].split == {"2026-10": Decimal("3000000")}
    assert SetField(("opportunities", "o", "split", "2026-10"), ABSENT).apply(filled).opportunities[0].split == {}


def test_an_override_tells_unknown_in_this_deal_from_as_the_person() -> None:
    plan = a_plan(people=PEOPLE, opportunities=[{"id": "o"}])
    unknown = SetField(("opportunities", "o", "overrides", "mid", "relationship"), None).apply(plan)
    assert unknown.model_dump(mode="json")["opportunities"][0]["overrides"] == {"mid": {"relationship": None}}
    as_person = SetField(("opportunities", "o", "overrides", "mid", "relationship"), ABSENT).apply(unknown)
    assert "relationship" not in as_person.opportunities[0].overrides["mid"].model_fields_set


def test_a_row_goes_in_where_it_was_put() -> None:
    plan = AddRow(("people",), Person(id="new", name="新"), 1).apply(a_plan(people=PEOPLE))
    assert [person.id for person in plan.people] == ["boss", "new", "mid", "low"]


def test_the_same_id_is_not_added_twice() -> None:
    with pytest.raises(ValueError, match="boss"):
        AddRow(("people",), Person(id="boss")).apply(a_plan(people=PEOPLE))


def test_rows_inside_an_opportunity_are_tables_too() -> None:
    plan = a_plan(opportunities=[{"id": "o", "actions": [{"id": "a"}, {"id": "b"}]}])
    moved = MoveRow(("opportunities", "o", "actions"), "b", 0).apply(plan)
    assert [action.id for action in moved.opportunities[0].actions] == ["b", "a"]
    gone = RemoveRow(("opportunities", "o", "actions"), "a").apply(moved)
    assert [action.id for action in gone.opportunities[0].actions] == ["b"]


def test_removing_somebody_moves_the_reports_up_and_clears_every_reference() -> None:
    plan = a_plan(
        people=PEOPLE,
        links=[{"id": "l", "source": "mid", "target": "low"}],
        needs=[{"id": "n", "people": ["low", "mid"]}],
        opportunities=[
            {
                "id": "o",
                "people": ["mid"],
                "overrides": {"mid": {"roles": ["D"]}},
                "actions": [{"id": "a", "person": "mid"}],
            }
        ],
    )
    after = RemoveRow(("people",), "mid").apply(plan)
    assert [(person.id, person.reports_to) for person in after.people] == [("boss", None), ("low", "boss")]
    assert after.links[0].source is None
    assert after.needs[0].people == ("low",)
    assert after.opportunities[0].people == ()
    assert after.opportunities[0].overrides == {}
    assert after.opportunities[0].actions[0].person is None


def test_removing_a_competitor_takes_its_answers_and_its_supporters_mark() -> None:
    plan = a_plan(
        people=PEOPLE,
        competitors=[{"id": "h"}],
        opportunities=[{"id": "o", "competitors": ["h"], "against": "h", "assessment": {"h": {"c1": {"rating": "-"}}}}],
    )
    after = RemoveRow(("competitors",), "h").apply(plan)
    assert after.people[1].supports is None
    assert (after.opportunities[0].competitors, after.opportunities[0].against) == ((), None)
    assert after.opportunities[0].assessment == {}


def test_edits_together_happen_all_or_not_at_all() -> None:
    plan = a_plan(people=PEOPLE)
    fine = SetField(("people", "boss", "contact"), 2)
    both = Together((fine, SetField(("people", "boss", "contact"), 9)), Title("code"))
    with pytest.raises(ValidationError):
        both.apply(plan)
    assert plan.people[0].contact is None


def test_an_override_keeps_null_apart_from_absent_in_files() -> None:
    opportunity = Opportunity(id="o", overrides={"p": Override.model_validate({"roles": None})})
    assert opportunity.model_dump(mode="json")["overrides"] == {"p": {"roles": None}}


def test_competitors_are_rows() -> None:
    assert AddRow(("competitors",), Competitor(id="h")).place == ("competitors", "h")
