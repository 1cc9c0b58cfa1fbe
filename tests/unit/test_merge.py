"""Three-way merging: nothing is lost, different fields never clash, the same field is shown to somebody."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.editing.conflicts import Choice, decided
from kaptui.editing.edits import AddRow, Edit, MoveRow, RemoveRow, SetField
from kaptui.editing.merge import merge
from kaptui.plan.changes import json_of
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.needs import Need
from kaptui.plan.paths import ABSENT, NoSuchPlace, value_at
from kaptui.plan.paths import Path as Place
from kaptui.plan.people import Link, Person

Moves = tuple[tuple[str, int], ...]
"""Who is moved where, one after the other."""


def base_plan() -> AccountPlan:
    return AccountPlan.model_validate(
        {
            "id": "plan",
            "name": "客户",
            "people": [{"id": key, "name": key} for key in "abcd"],
            "needs": [{"id": "n", "challenge": "成本"}],
            "opportunities": [
                {"id": "o", "name": "智能客服", "amount": "100", "split": {"2026-10": "5"}, "actions": [{"id": "x"}]}
            ],
        }
    )


def test_different_fields_of_one_row_both_stand() -> None:
    base = base_plan()
    ours = SetField(("people", "a", "title"), "总经理").apply(base)
    theirs = SetField(("people", "a", "contact"), 3).apply(base)
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert (merged.plan.people[0].title, merged.plan.people[0].contact) == ("总经理", 3)


def test_the_same_field_is_a_conflict_that_keeps_ours_and_shows_both() -> None:
    base = base_plan()
    ours = SetField(("opportunities", "o", "probability"), 60).apply(base)
    theirs = SetField(("opportunities", "o", "probability"), 40).apply(base)
    merged = merge(base, ours, theirs)
    assert merged.plan.opportunities[0].probability == 60
    (conflict,) = merged.conflicts
    assert (conflict.path, conflict.base, conflict.ours, conflict.theirs) == (
        ("opportunities", "o", "probability"), None, 60, 40,
    )  # fmt: skip


def test_the_same_change_on_both_sides_is_no_question() -> None:
    base = base_plan()
    side = SetField(("opportunities", "o", "probability"), 60).apply(base)
    merged = merge(base, side, SetField(("opportunities", "o", "probability"), 60).apply(base))
    assert merged.conflicts == ()
    assert merged.plan == side


def test_quarters_merge_key_by_key() -> None:
    base = base_plan()
    ours = SetField(("opportunities", "o", "split", "2027-01"), 7).apply(base)
    theirs = SetField(("opportunities", "o", "split", "2026-10"), ABSENT).apply(base)
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert dict(merged.plan.opportunities[0].split) == {"2027-01": 7}


def test_ratings_of_different_questions_merge() -> None:
    base = base_plan()
    ours = SetField(("opportunities", "o", "assessment", "us", "o1", "rating"), "+").apply(base)
    theirs = SetField(("opportunities", "o", "assessment", "us", "o2", "rating"), "-").apply(base)
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert set(merged.plan.opportunities[0].assessment["us"]) == {"o1", "o2"}


RATED = {"rating": "+", "date": "2026-11-20"}


@pytest.mark.parametrize(
    ("path", "mine", "theirs"),
    [
        (("opportunities", "o", "assessment", "us", "o1"), RATED, {"answer": "a fair in May"}),
        (("profile_facts", "goals"), {"assumed": True}, {"confirmed": "2026-11-20"}),
    ],
)
def test_what_two_people_say_first_about_one_thing_merges_whoever_read_it_from_a_file(
    path: Place, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    base = base_plan()
    said = [SetField(path, side).apply(base) for side in (mine, theirs)]
    read = [AccountPlan.model_validate_json(side.model_dump_json()) for side in said]
    for ours, others in ((said[0], said[1]), (said[0], read[1]), (read[0], said[1]), (read[0], read[1])):
        for merged in (merge(base, ours, others), merge(base, others, ours)):
            assert merged.conflicts == ()
            assert json_of(value_at(merged.plan, path)) == json_of(value_at(said[0], path)) | theirs


def test_overrides_of_one_person_merge_field_by_field() -> None:
    base = base_plan()
    ours = SetField(("opportunities", "o", "overrides", "a", "roles"), ("D",)).apply(base)
    theirs = SetField(("opportunities", "o", "overrides", "a", "relationship"), None).apply(base)
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.plan.model_dump(mode="json")["opportunities"][0]["overrides"] == {
        "a": {"roles": ["D"], "relationship": None}
    }


def test_a_row_deleted_here_and_edited_there_is_kept_and_asked_about() -> None:
    base = base_plan()
    ours = RemoveRow(("people",), "b").apply(base)
    theirs = SetField(("people", "b", "notes"), "重要").apply(base)
    for first, second in ((ours, theirs), (theirs, ours)):
        merged = merge(base, first, second)
        assert [person.id for person in merged.plan.people] == ["a", "b", "c", "d"]
        assert merged.plan.people[1].notes == "重要"
        assert [conflict.path for conflict in merged.conflicts] == [("people", "b")]


def test_what_refers_to_a_row_that_one_deleted_and_the_other_edited_stays_until_somebody_decides() -> None:
    base = base_plan()
    for edit in (
        SetField(("people", "c", "reports_to"), "b"),
        SetField(("needs", "n", "people"), ("a", "b")),
        SetField(("opportunities", "o", "overrides", "b", "roles"), ("D",)),
        SetField(("opportunities", "o", "actions", "x", "person"), "b"),
        AddRow(("links",), Link(id="l", source="b", target="a")),
    ):
        base = edit.apply(base)
    deleted = RemoveRow(("people",), "b").apply(base)
    edited_there = SetField(("people", "b", "notes"), "important").apply(base)
    for first, second in ((deleted, edited_there), (edited_there, deleted)):
        merged = merge(base, first, second)
        assert merged.plan == edited_there
        (conflict,) = merged.conflicts
        assert {conflict.ours is ABSENT, conflict.theirs is ABSENT} == {True, False}
        for choice in (Choice.MINE, Choice.THEIRS):
            plan = decided(conflict, choice).apply(merged.plan)
            is_kept = (conflict.ours if choice is Choice.MINE else conflict.theirs) is not ABSENT
            assert plan == (edited_there if is_kept else deleted)


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("people", "b", ("overrides", "b", "roles")),
        ("competitors", "k", ("assessment", "k", "c1", "answer")),
    ],
)
def test_a_row_deleted_while_the_other_worked_on_what_a_deal_says_of_it_is_asked_about(
    table: str, row: str, said: Place
) -> None:
    place = ("opportunities", "o", *said)
    values: list[Any] = [("D",), ("U",)] if table == "people" else ["before", "after"]
    base = AddRow(("competitors",), Competitor(id="k", name="K")).apply(base_plan())
    base = SetField(place, values[0]).apply(base)
    deleted, worked_on = RemoveRow((table,), row).apply(base), SetField(place, values[1]).apply(base)
    for first, second in ((deleted, worked_on), (worked_on, deleted)):
        merged = merge(base, first, second)
        assert merged.plan == worked_on
        (conflict,) = merged.conflicts
        assert conflict.path == (table, row)
        assert decided(conflict, Choice.MINE if first is deleted else Choice.THEIRS).apply(merged.plan) == deleted


def test_new_rows_of_both_sides_are_both_there_at_their_places() -> None:
    base = base_plan()
    ours = AddRow(("people",), Person(id="new1"), 1).apply(base)
    theirs = AddRow(("people",), Person(id="new2"), 4).apply(base)
    merged = merge(base, ours, theirs)
    assert [person.id for person in merged.plan.people] == ["a", "new1", "b", "c", "d", "new2"]


def people(plan: AccountPlan) -> str:
    return "".join(person.id for person in plan.people)


@pytest.mark.parametrize(
    ("ours", "theirs", "order"),
    [
        ((("a", 3),), (("d", 0),), "dbca"),
        ((("a", 1),), (("d", 2),), "badc"),
        ((("a", 3),), (("a", 1),), "bcda"),
        ((("a", 2),), (("b", 3),), "cadb"),
    ],
)
def test_what_either_side_moved_is_moved(ours: Moves, theirs: Moves, order: str) -> None:
    base = base_plan()
    one, other = (edited(base, [MoveRow(("people",), who, at) for who, at in side]) for side in (ours, theirs))
    assert people(merge(base, one, other).plan) == people(merge(base, other, one).plan) == order


def test_of_two_moves_that_exclude_each_other_one_is_followed_by_both() -> None:
    base = base_plan()
    up, down = MoveRow(("people",), "b", 0).apply(base), MoveRow(("people",), "b", 3).apply(base)
    assert people(merge(base, up, down).plan) == people(merge(base, down, up).plan) == people(down)


def test_one_side_sorts_while_the_other_edits() -> None:
    base = base_plan()
    ours = MoveRow(("people",), "d", 0).apply(base)
    theirs = SetField(("people", "c", "title"), "x").apply(base)
    merged = merge(base, ours, theirs)
    assert [person.id for person in merged.plan.people] == ["d", "a", "b", "c"]
    assert merged.plan.people[3].title == "x"


IDS = "abcdefgh"
EDITS = st.one_of(
    st.builds(
        lambda who, field, value: SetField(("people", who, field), value),
        st.sampled_from(IDS), st.sampled_from(["name", "title", "notes"]), st.sampled_from(["", "x", "y"]),
    ),
    st.builds(lambda who: RemoveRow(("people",), who), st.sampled_from(IDS)),
    st.builds(
        lambda who, at: AddRow(("people",), Person(id=who, name=who), at), st.sampled_from(IDS), st.integers(0, 8)
    ),
    st.builds(lambda who, at: MoveRow(("people",), who, at), st.sampled_from(IDS), st.integers(0, 8)),
    st.builds(
        lambda month, amount: SetField(("opportunities", "o", "split", month), amount),
        st.sampled_from(["2026-10", "2027-01"]), st.sampled_from([1, 2, ABSENT]),
    ),
    st.builds(
        lambda field, value: SetField(("opportunities", "o", "overrides", "a", field), value),
        st.sampled_from(["relationship", "standing"]), st.sampled_from([None, ABSENT]),
    ),
    st.builds(lambda who: SetField(("needs", "n", "people"), tuple(who)), st.lists(st.sampled_from(IDS), max_size=3)),
)  # fmt: skip


def edited(plan: AccountPlan, edits: list[Edit]) -> AccountPlan:
    for edit in edits:
        try:
            plan = edit.apply(plan)
        except (NoSuchPlace, ValueError):
            continue
    return plan


SIDES = st.lists(EDITS, max_size=6)


@given(SIDES, SIDES)
@settings(max_examples=150, deadline=None)
def test_merging_is_the_same_from_both_sides_but_for_conflicts(one: list[Any], other: list[Any]) -> None:
    base = base_plan()
    ours, theirs = edited(base, one), edited(base, other)
    here, there = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {conflict.path for conflict in here.conflicts} == {conflict.path for conflict in there.conflicts}
    if not here.conflicts:
        assert here.plan == there.plan
    AccountPlan.model_validate(here.plan.model_dump())


@given(SIDES)
@settings(max_examples=100, deadline=None)
def test_what_only_one_side_changed_is_that_side(edits: list[Any]) -> None:
    base = base_plan()
    side = edited(base, edits)
    assert merge(base, side, base).plan == side
    assert merge(base, base, side).plan == side
    assert merge(base, side, side).plan == side
    assert merge(base, side, AccountPlan.model_validate(side.model_dump())).conflicts == ()


@given(SIDES, SIDES)
@settings(max_examples=100, deadline=None)
def test_no_row_that_either_side_added_or_edited_is_lost(one: list[Any], other: list[Any]) -> None:
    base = base_plan()
    ours, theirs = edited(base, one), edited(base, other)
    merged = {person.id for person in merge(base, ours, theirs).plan.people}
    before = {person.id: person for person in base.people}
    for side in (ours, theirs):
        for person in side.people:
            if person != before.get(person.id):
                assert person.id in merged


def test_needs_are_rows_like_any_other() -> None:
    base = base_plan()
    ours = AddRow(("needs",), Need(id="m")).apply(base)
    assert [need.id for need in merge(base, ours, base).plan.needs] == ["n", "m"]
