"""Edits of one person: here or in one deal, under another boss, in another order, linked, in a decision step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.editing.edits import Edit
from kaptui.editing.links import LinkToSelf, link_edit, links_between, unlink_edit
from kaptui.editing.people import (
    NoSuchStep,
    as_person_edit,
    attributes_edit,
    boss_edit,
    code_edit,
    newcomer,
    newcomer_edit,
    order_edit,
    out_of_steps_edit,
    role_edit,
    seen_in,
    step_edit,
)
from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import Unreadable, WouldLoop
from kaptui.plan.outline import parse_outline
from kaptui.plan.paths import NoSuchPlace
from kaptui.plan.shorthand import parse_code
from kaptui.plan.vocabulary import Contact, Kind, LinkKind, Relationship, Role, Standing
from tests.unit.accounts import account, deal, influence, organisations, person


def boss_and_report(**values: object) -> AccountPlan:
    return account(
        person("boss", roles="A", relationship="=", standing="inner"),
        person("anna", roles="UE", relationship="+", reports_to="boss"),
        person("bert", reports_to="boss"),
        opportunities=[deal("o1"), deal("o2")],
        **values,
    )


def order(plan: AccountPlan) -> list[str]:
    return [each.id for each in plan.people]


def test_an_attribute_changes_on_the_person() -> None:
    plan = boss_and_report()
    after = attributes_edit(plan, "anna", {"relationship": Relationship.ENEMY}).apply(plan)
    assert seen_in(after, "anna").relationship is Relationship.ENEMY
    assert seen_in(after, "anna", "o1").relationship is Relationship.ENEMY


def test_in_a_deal_roles_relationship_and_standing_change_there_alone() -> None:
    plan = boss_and_report()
    after = code_edit(plan, "anna", parse_code("DX3!"), "o1").apply(plan)
    here, there = seen_in(after, "anna", "o1"), seen_in(after, "anna")
    assert (here.roles, here.relationship, here.standing) == (
        (Role.DECIDER,), Relationship.ENEMY, Standing.STRUCTURE,
    )  # fmt: skip
    assert (there.roles, there.relationship, there.standing) == (
        (Role.USER, Role.EVALUATOR), Relationship.SUPPORTER, None,
    )  # fmt: skip
    assert here.contact is there.contact is Contact.IN_DEPTH
    assert after.opportunities[1].overrides == {}


def test_what_stands_there_already_does_not_become_a_difference() -> None:
    plan = boss_and_report()
    after = code_edit(plan, "anna", parse_code("UE+X".replace("X", "")), "o1").apply(plan)
    assert after == plan


def test_unknown_in_a_deal_is_a_difference_and_can_be_taken_back() -> None:
    plan = boss_and_report()
    after = attributes_edit(plan, "anna", {"roles": (), "relationship": None}, "o1").apply(plan)
    assert after.model_dump(mode="json")["opportunities"][0]["overrides"] == {
        "anna": {"roles": None, "relationship": None}
    }
    assert seen_in(after, "anna", "o1").roles == ()
    one = as_person_edit(after, "anna", "o1", "roles").apply(after)
    assert seen_in(one, "anna", "o1").overridden == ("relationship",)
    assert as_person_edit(one, "anna", "o1", "relationship").apply(one) == plan
    assert as_person_edit(after, "anna", "o1").apply(after) == plan
    assert as_person_edit(plan, "anna", "o1").apply(plan) == plan


def test_a_role_is_given_and_taken_away() -> None:
    plan = boss_and_report()
    given_ = role_edit(plan, "anna", Role.DECIDER).apply(plan)
    assert seen_in(given_, "anna").roles == (Role.USER, Role.EVALUATOR, Role.DECIDER)
    assert role_edit(given_, "anna", Role.DECIDER).apply(given_) == plan
    in_deal = role_edit(plan, "anna", Role.USER, "o2").apply(plan)
    assert seen_in(in_deal, "anna", "o2").roles == (Role.EVALUATOR,)


def test_somebody_who_is_gone_is_no_place() -> None:
    with pytest.raises(NoSuchPlace):
        attributes_edit(boss_and_report(), "gone", {"contact": None})
    with pytest.raises(NoSuchPlace):
        attributes_edit(boss_and_report(), "anna", {"contact": None}, "gone")


def test_nobody_reports_to_somebody_below() -> None:
    plan = boss_and_report()
    with pytest.raises(WouldLoop) as refused:
        boss_edit(plan, "boss", "anna")
    assert (refused.value.person, refused.value.boss) == ("boss", "anna")
    with pytest.raises(WouldLoop):
        boss_edit(plan, "anna", "anna")
    after = boss_edit(plan, "bert", "anna").apply(plan)
    assert after.people[2].reports_to == "anna"
    assert boss_edit(after, "bert", None).apply(after).people[2].reports_to is None


@given(organisations(), st.data())
def test_a_new_boss_never_closes_a_loop(plan: AccountPlan, data: st.DataObject) -> None:
    ids = order(plan)
    if not ids:
        return
    who, boss = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from([*ids, None]))
    try:
        after = boss_edit(plan, who, boss).apply(plan)
    except WouldLoop:
        return
    bosses = {each.id: each.reports_to for each in after.people}
    here, passed = bosses[who], set()
    while here is not None and here in bosses and here not in passed:
        assert here != who
        passed.add(here)
        here = bosses[here]


def test_siblings_change_places() -> None:
    plan = boss_and_report()
    later = order_edit(plan, "anna", "bert").apply(plan)
    assert order(later) == ["boss", "bert", "anna"]
    assert order_edit(later, "anna", "bert").apply(later) == plan


def test_a_newcomer_is_typed_in_one_line() -> None:
    plan = boss_and_report()
    (line,) = parse_outline("王伟 / CIO @IT D=2!!").lines
    added = newcomer(line, "boss")
    after = newcomer_edit(plan, added, "anna").apply(plan)
    assert order(after) == ["boss", "anna", added.id, "bert"]
    assert (added.name, added.title, added.department, added.reports_to) == ("王伟", "CIO", "IT", "boss")
    assert added.standing is Standing.INNER
    (outsider,) = parse_outline("Qian").lines
    assert newcomer(outsider, kind=Kind.CONSULTANT).kind is Kind.CONSULTANT
    with pytest.raises(Unreadable):
        newcomer(parse_outline("Bob X=").lines[0])


def test_steps_are_numbered_by_the_customer_and_grow_by_one() -> None:
    plan = boss_and_report()
    one = step_edit(plan, "o1", "anna", 1).apply(plan)
    two = step_edit(one, "o1", "boss", 1).apply(one)
    assert [step.people for step in two.opportunities[0].steps] == [("anna", "boss")]
    out = step_edit(two, "o1", "anna", 1).apply(two)
    assert [step.people for step in out.opportunities[0].steps] == [("boss",)]
    with pytest.raises(NoSuchStep) as refused:
        step_edit(out, "o1", "anna", 3)
    assert refused.value.count == 1
    more = step_edit(out, "o1", "boss", 2).apply(out)
    none = out_of_steps_edit(more, "o1", "boss").apply(more)
    assert [step.people for step in none.opportunities[0].steps] == [(), ()]


def test_a_link_is_drawn_once_and_then_changes_its_strength() -> None:
    plan = boss_and_report()
    drawn = link_edit(plan, "anna", "boss", LinkKind.INFLUENCES, 2).apply(plan)
    assert [(link.source, link.target, link.strength) for link in drawn.links] == [("anna", "boss", 2)]
    stronger = link_edit(drawn, "anna", "boss", LinkKind.INFLUENCES, 3).apply(drawn)
    assert [link.strength for link in stronger.links] == [3]
    back = link_edit(stronger, "boss", "anna", LinkKind.INFLUENCES, 1).apply(stronger)
    assert len(back.links) == 2
    assert unlink_edit(back, "boss", "anna", LinkKind.INFLUENCES).apply(back) == stronger
    with pytest.raises(LinkToSelf):
        link_edit(plan, "anna", "anna", LinkKind.INFLUENCES)


def test_a_conflict_has_no_direction() -> None:
    plan = boss_and_report(links=[influence("anna", "boss", "conflicts")])
    assert len(links_between(plan, "boss", "anna", LinkKind.CONFLICTS)) == 1
    after = link_edit(plan, "boss", "anna", LinkKind.CONFLICTS, 3).apply(plan)
    assert [link.strength for link in after.links] == [3]


@pytest.mark.parametrize(
    "edit",
    [
        lambda plan: link_edit(plan, "anna", "bert", LinkKind.INFLUENCES),
        lambda plan: step_edit(plan, "o1", "anna", 1),
        lambda plan: attributes_edit(plan, "anna", {"contact": Contact.NONE}),
        lambda plan: attributes_edit(plan, "anna", {"standing": Standing.INNER}, "o1"),
    ],
)
def test_undo_goes_to_the_person(edit: object) -> None:
    session = Session(boss_and_report())
    made: Edit = edit(session.plan)  # type: ignore[operator]  # one of the functions above
    assert session.apply(made)
    undone = session.undo()
    assert undone is not None
    assert "anna" in undone.place
    assert session.plan == boss_and_report()


def test_two_links_drawn_in_one_second_are_two_steps_of_undo() -> None:
    session = Session(boss_and_report())
    session.apply(link_edit(session.plan, "anna", "bert", LinkKind.INFLUENCES), 10.0)
    session.apply(link_edit(session.plan, "anna", "boss", LinkKind.INFLUENCES), 10.1)
    session.undo()
    assert [link.target for link in session.plan.links] == ["bert"]
