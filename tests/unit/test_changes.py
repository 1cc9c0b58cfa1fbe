"""The difference between two states of a plan is complete, minimal and works in both directions."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.plan.changes import Change, changes, document_changes, document_of, inverted, is_order, patched, told
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT, NoSuchPlace
from tests.store.plans import edited, empty_plan, random_plan

RANDOMS = st.randoms(use_true_random=False)


def plan_with_people(*ids: str) -> AccountPlan:
    return AccountPlan.model_validate({"id": "p", "people": [{"id": key, "name": key.upper()} for key in ids]})


def text_of(plan: AccountPlan) -> str:
    return json.dumps(document_of(plan), ensure_ascii=False)


def carried(plan: AccountPlan, found: tuple[Change, ...]) -> AccountPlan:
    return AccountPlan.model_validate(patched(document_of(plan), found))


def test_equal_plans_differ_nowhere() -> None:
    assert changes(plan_with_people("a"), plan_with_people("a")) == ()


def test_a_field_is_named_by_its_path() -> None:
    old = plan_with_people("a", "b")
    new = AccountPlan.model_validate(document_of(old) | {"owner": "Li"})
    assert changes(old, new) == (Change(("owner",), "", "Li"),)


def test_a_field_of_a_row_is_named_by_the_row_s_id() -> None:
    old = plan_with_people("a", "b")
    document = document_of(old)
    document["people"][1]["contact"] = 2
    assert changes(old, AccountPlan.model_validate(document)) == (Change(("people", "b", "contact"), None, 2),)


def test_a_row_that_comes_or_goes_at_the_end_is_one_change() -> None:
    old, new = plan_with_people("a"), plan_with_people("a", "b")
    (added,) = changes(old, new)
    (removed,) = changes(new, old)
    assert (added.path, added.old, added.new["name"]) == (("people", "b"), ABSENT, "B")
    assert (removed.path, removed.old["name"], removed.new) == (("people", "b"), "B", ABSENT)


def test_a_row_removed_from_the_middle_comes_back_at_its_place() -> None:
    old, new = plan_with_people("a", "b", "c"), plan_with_people("a", "c")
    found = changes(old, new)
    assert [person.id for person in carried(new, inverted(found)).people] == ["a", "b", "c"]
    assert [change.path for change in told(found)] == [("people", "b")]


def test_a_move_is_told_as_the_order_of_the_ids() -> None:
    found = changes(plan_with_people("a", "b", "c"), plan_with_people("c", "a", "b"))
    assert told(found) == (Change(("people",), ["a", "b", "c"], ["c", "a", "b"]),)


def test_a_list_of_words_is_a_value_not_an_order() -> None:
    (found,) = changes(empty_plan(team=("x", "y")), empty_plan(team=("y", "x")))
    assert not is_order(found)


def test_unknown_in_a_deal_is_not_as_the_person() -> None:
    def plan(override: dict[str, object]) -> AccountPlan:
        return AccountPlan.model_validate({"id": "p", "opportunities": [{"id": "o", "overrides": {"a": override}}]})

    assert changes(plan({}), plan({"standing": None})) == (
        Change(("opportunities", "o", "overrides", "a", "standing"), ABSENT, None),
    )


def test_the_revision_is_no_part_of_a_difference() -> None:
    assert changes(empty_plan(), empty_plan(revision=7)) == ()


def test_changes_of_another_plan_are_refused() -> None:
    with pytest.raises(NoSuchPlace):
        patched(document_of(empty_plan()), (Change(("people", "gone", "name"), "a", "b"),))


@settings(max_examples=150, deadline=None)
@given(RANDOMS)
def test_a_difference_leads_there_and_back_to_the_last_byte(random: Random) -> None:
    old = random_plan(random, 12)
    new = old
    for _ in range(random.randrange(6)):
        new = edited(new, random)
    found = changes(old, new)
    assert text_of(carried(old, found)) == text_of(new)
    assert text_of(carried(new, inverted(found))) == text_of(old)


@settings(max_examples=60, deadline=None)
@given(RANDOMS)
def test_unrelated_plans_differ_the_same_way_with_or_without_shared_parts(random: Random) -> None:
    old, new = random_plan(random, 8), random_plan(random, 8)
    found = changes(old, new)
    assert found == document_changes(document_of(old), document_of(new))
    assert text_of(carried(old, found)) == text_of(new)


@settings(max_examples=60, deadline=None)
@given(RANDOMS)
def test_carrying_changes_out_leaves_the_document_alone(random: Random) -> None:
    old = random_plan(random, 12)
    document = document_of(old)
    patched(document, changes(old, random_plan(random, 12)))
    assert json.dumps(document) == json.dumps(document_of(old))
