"""Support, coverage, threads and map state as the method computes them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kaptui.insight.limits import DEFAULT_LIMITS, limits_from
from kaptui.insight.power import (
    MapState,
    SupportShown,
    by_weight,
    contact_gap,
    coverage,
    is_single_threaded,
    map_state,
    required_contact,
    support,
    support_shown,
)
from kaptui.insight.view import view_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.exact import rounded
from kaptui.plan.people import Person
from tests.unit.accounts import ROLES, STANDINGS, account, changed, organisations, people_of_the_check, person


def test_the_method_s_check_of_the_arithmetic() -> None:
    view = view_of(account(*people_of_the_check()))
    found = support(view)
    assert found.score == Fraction(-1800, 110)
    assert (found.known_weight, found.total_weight) == (55, 58)
    assert found.known is not None
    assert rounded(found.known) == 95
    assert support_shown(found, DEFAULT_LIMITS) == SupportShown(-16, doubtful=False)
    assert [seen.id for seen in found.against] == ["marketing", "engineering"]
    covered = coverage(view).score
    assert covered == Fraction(6900, 153)
    assert rounded(covered) == 45
    assert map_state(view) is MapState.AMBER
    assert is_single_threaded(view)


def test_what_each_relationship_counts_is_a_limit() -> None:
    people = people_of_the_check()
    rated = {each.id: each.relationship for each in people}
    milder = limits_from({"support_enemy": -4, "support_non_supporter": 0})
    view = view_of(account(*people), limits=milder)
    by_hand = sum({"X": -4, "+": 1, "*": 2}.get(rated[seen.id] or "", 0) * seen.weight for seen in view.members)
    assert support(view).score == Fraction(100 * by_hand, 4 * 55)
    everybody_for_us = [changed(each, relationship="*") for each in people]
    assert support(view_of(account(*everybody_for_us), limits=limits_from({"support_mentor": 5}))).score == 100


def test_nobody_known_is_a_dash_not_a_zero() -> None:
    assert support(view_of(account())).score is None
    assert support(view_of(account())).known is None
    nobody = support(view_of(account(person("a"), person("b"))))
    assert nobody.known == 0
    assert support_shown(nobody, DEFAULT_LIMITS) == SupportShown(None, doubtful=False)
    assert support_shown(support(view_of(account(person("a", relationship="=")))), DEFAULT_LIMITS).number == 0


@pytest.mark.parametrize(("unknown", "doubtful"), [(1, False), (2, True)])
def test_support_is_doubtful_below_half_known(unknown: int, doubtful: bool) -> None:
    people = [person("known", relationship="-")] + [person(f"u{index}") for index in range(unknown)]
    assert support_shown(support(view_of(account(*people))), DEFAULT_LIMITS) == SupportShown(-50, doubtful=doubtful)


def test_people_outside_the_tree_count_neither_for_nor_against() -> None:
    outside = person("adviser", kind="consultant", relationship="X", standing="inner", roles="D")
    assert support(view_of(account(person("a", relationship="+"), outside))).score == 50


@pytest.mark.parametrize(("standing", "roles", "contact", "required", "gap"), [
    ("inner", "", 1, 3, 2), ("structure", "E", 3, 2, 0), ("structure", "D", None, 2, 2), ("outside", "U", None, 1, 1),
    ("outside", "D", 1, 2, 1), (None, "A", 0, 2, 2), (None, "", 1, 1, 0), ("inner", "A", 3, 3, 0),
])
def test_required_contact_and_gap(
    standing: str | None, roles: str, contact: int | None, required: int, gap: int
) -> None:
    seen = view_of(account(person("a", standing=standing, roles=roles, contact=contact))).by_id["a"]
    assert required_contact(seen, DEFAULT_LIMITS) == required
    assert contact_gap(seen, DEFAULT_LIMITS) == gap


def test_coverage_counts_unknown_contact_as_none_and_names_it() -> None:
    view = view_of(account(
        person("a", standing="inner", roles="D", contact=3), person("b", standing="inner", roles="D"),
        person("c", standing="outside", contact=0),
    ))
    found = coverage(view)
    assert found.score == 50
    assert [seen.id for seen in found.unknown] == ["b"]
    assert [(gap.seen.id, gap.required, gap.missing) for gap in found.gaps] == [("b", 3, 3)]
    assert coverage(view_of(account())).score is None


@pytest.mark.parametrize(("departments", "single"), [
    ([], True), (["IT"], True), ([""], True), (["IT", "IT"], True),
    (["IT", "HR"], False), (["", ""], False), (["IT", ""], False),
])
def test_single_threaded_is_one_thread_or_one_known_department(departments: list[str], single: bool) -> None:
    people = [
        person(f"p{index}", relationship="+", contact=2, department=department)
        for index, department in enumerate(departments)
    ]
    outsider = person("adviser", relationship="*", contact=3, kind="consultant", department="elsewhere")
    almost = [person("cold", relationship="*", contact=1), person("neutral", relationship="=", contact=3)]
    assert is_single_threaded(view_of(account(*people, *almost, outsider))) is single


@pytest.mark.parametrize(("people", "state"), [
    ([person("a", standing="inner", relationship="=")], MapState.RED),
    ([person("a", standing="outside", roles="D", relationship="*")], MapState.RED),
    ([person("a", standing="inner", relationship="+")], MapState.AMBER),
    ([person("a", standing="structure", roles="A", relationship="+")], MapState.GREEN),
    ([person("a", roles="D", relationship="*")], MapState.GREEN),
    ([], MapState.RED),
])
def test_map_state(people: list[Person], state: MapState) -> None:
    assert map_state(view_of(account(*people))) is state


def test_by_weight_puts_the_weightiest_first() -> None:
    view = view_of(account(person("a"), person("b", standing="inner"), person("c", roles="A"), person("d")))
    assert [seen.id for seen in by_weight(view.members)] == ["c", "b", "a", "d"]


LADDER = ["X", "-", "=", "+", "*"]


@given(organisations(), st.data())
def test_more_support_for_anyone_never_lowers_support(plan: AccountPlan, data: st.DataObject) -> None:
    known = [each for each in plan.people if each.relationship in LADDER[:-1]]
    assume(known)
    chosen = data.draw(st.sampled_from(known))
    better = data.draw(st.sampled_from(LADDER[LADDER.index(str(chosen.relationship)) + 1 :]))
    people = [changed(each, relationship=better) if each is chosen else each for each in plan.people]
    before = support(view_of(plan)).score
    after = support(view_of(account(*people))).score
    if before is not None:
        assert after is not None
        assert after >= before


@given(organisations(), ROLES, STANDINGS)
def test_an_unknown_person_moves_only_the_known_share(
    plan: AccountPlan, roles: tuple[str, ...], standing: str | None
) -> None:
    stranger = person("stranger", roles=roles, standing=standing)
    before, after = support(view_of(plan)), support(view_of(account(*plan.people, stranger)))
    assert (after.score, after.known_weight) == (before.score, before.known_weight)
    assert [seen.id for seen in after.against] == [seen.id for seen in before.against]
    assert after.total_weight > before.total_weight


@given(organisations())
def test_quotients_stay_in_their_bounds(plan: AccountPlan) -> None:
    view = view_of(plan, plan.opportunities[0])
    found, covered = support(view), coverage(view)
    assert found.score is None or -100 <= found.score <= 100
    assert found.known is None or 0 <= found.known <= 100
    assert covered.score is None or 0 <= covered.score <= 100
    assert {gap.seen.id for gap in covered.gaps} <= {seen.id for seen in view.key_players}


@given(organisations())
def test_more_contact_never_lowers_coverage(plan: AccountPlan) -> None:
    people = [changed(each, contact=3) for each in plan.people]
    before, after = coverage(view_of(plan)), coverage(view_of(account(*people)))
    assert (before.score is None) == (after.score is None)
    if before.score is not None and after.score is not None:
        assert after.score == 100 >= before.score
