"""A deal's view: overrides applied, archived people left out, everything else shared with the account's."""

from __future__ import annotations

from hypothesis import given

from kaptui.insight.limits import DEFAULT_LIMITS, limits_from
from kaptui.insight.view import view_of, views_of, weight
from kaptui.plan.document import AccountPlan
from kaptui.plan.vocabulary import Relationship, Role, Standing
from tests.unit.accounts import account, deal, influence, organisations, person


def ids(people: tuple[object, ...]) -> list[str]:
    return [str(getattr(seen, "id", "")) for seen in people]


def test_weight_is_standing_times_one_plus_the_highest_role() -> None:
    assert weight(Standing.INNER, (Role.USER, Role.DECIDER)) == 15
    assert weight(Standing.INNER, (Role.APPROVER,)) == 15
    assert weight(Standing.STRUCTURE, (Role.USER, Role.EVALUATOR)) == 6
    assert weight(Standing.OUTSIDE, (Role.USER,)) == 2
    assert weight(None, ()) == 1
    assert weight(None, (Role.DECIDER,), limits_from({"standing_outside": 2, "role_decider": 6})) == 14


def test_an_override_replaces_clears_or_leaves_each_attribute() -> None:
    ann = person("ann", roles="D", relationship="+", standing="inner")
    here = deal(overrides={"ann": {"roles": ["E"], "relationship": None}})
    seen = view_of(account(ann, opportunities=[here]), here).by_id["ann"]
    assert seen.roles == (Role.EVALUATOR,)
    assert seen.relationship is None
    assert seen.standing is Standing.INNER
    assert seen.overridden == ("roles", "relationship")
    assert view_of(account(ann)).by_id["ann"].relationship is Relationship.SUPPORTER


def test_roles_overridden_as_unknown_are_no_roles() -> None:
    here = deal(overrides={"ann": {"roles": None}})
    view = view_of(account(person("ann", roles="D"), opportunities=[here]), here)
    assert view.by_id["ann"].roles == ()
    assert view.deciders == ()


def test_key_players_are_the_powerful_and_until_told_those_who_decide() -> None:
    view = view_of(account(
        person("inner", standing="inner"), person("structure", standing="structure"),
        person("outside-decider", standing="outside", roles="D"), person("untold-decider", roles="D"),
        person("untold-approver", roles="A"), person("untold-evaluator", roles="E"),
        person("adviser", standing="inner", roles="D", kind="consultant"),
    ))
    assert ids(view.key_players) == ["inner", "structure", "untold-decider", "untold-approver"]
    assert ids(view.deciders) == ["outside-decider", "untold-decider", "untold-approver"]


def test_people_outside_the_tree_are_others_yet_friends_mentors_and_enemies() -> None:
    view = view_of(account(
        person("adviser", kind="consultant", relationship="*", contact=3),
        person("rival", kind="salesperson", relationship="X"), person("member", relationship="+", contact=1),
    ))
    assert ids(view.members) == ["member"]
    assert ids(view.others) == ["adviser", "rival"]
    assert ids(view.friends) == ids(view.mentors) == ["adviser"]
    assert view.threads == ()
    assert ids(view.enemies) == ["rival"]


def test_archived_people_are_nowhere_and_their_reports_have_no_boss() -> None:
    plan = account(
        person("boss", archived=True, roles="D", relationship="X"), person("ann", reports_to="boss"),
        links=[influence("boss", "ann")],
    )
    view = view_of(plan)
    assert ids(view.everyone) == ["ann"]
    assert view.boss_of("ann") is None
    assert view.lines.influences == {}
    assert view.seen("boss") is None


def test_a_boss_who_is_gone_or_oneself_is_none_and_loops_stay_direct() -> None:
    plan = account(
        person("a", reports_to="b"), person("b", reports_to="a"),
        person("c", reports_to="c"), person("d", reports_to="gone"),
    )
    view = view_of(plan)
    assert view.lines.boss == {"a": "b", "b": "a"}
    assert view.lines.reports == {"b": ["a"], "a": ["b"]}


def test_links_are_kept_by_kind_and_broken_ones_passed_over() -> None:
    plan = account(
        person("a"), person("b"),
        links=[influence("a", "b"), influence("a", "gone"), influence("a", "a"), influence("b", "a", "conflicts"),
               influence("a", "b", "dotted")],
    )
    lines = view_of(plan).lines
    assert [link.target for link in lines.influences["a"]] == ["b"]
    assert [link.source for link in lines.influenced_by["b"]] == ["a"]
    assert set(lines.conflicts) == {"a", "b"}
    assert set(lines.dotted) == {"a"}


def test_deals_without_overrides_share_the_account_s_view() -> None:
    views = views_of(account(person("ann")))
    assert views.of(deal()) is views.whole
    assert views.of(deal(overrides={"gone": {"roles": ["D"]}})) is views.whole
    assert views.of(deal(overrides={"ann": {}})) is views.whole


GROUPS = ("members", "others", "key_players", "deciders", "inner", "friends", "mentors", "enemies", "opponents")


@given(organisations())
def test_a_view_made_from_the_account_s_equals_one_made_of_people_with_the_deal_s_attributes(plan: AccountPlan) -> None:
    here = plan.opportunities[0]
    people = []
    for each in plan.people:
        override = here.overrides.get(each.id)
        changes = {name: getattr(override, name) for name in override.model_fields_set} if override else {}
        if changes.get("roles", ()) is None:
            changes["roles"] = ()
        people.append(each.model_copy(update=changes))
    told, expected = view_of(plan, here), view_of(account(*people, links=plan.links))
    for group in GROUPS:
        assert [_facts(seen) for seen in getattr(told, group)] == [_facts(seen) for seen in getattr(expected, group)]
    assert told.total_weight == expected.total_weight
    assert told.limits is DEFAULT_LIMITS


def _facts(seen: object) -> tuple[object, ...]:
    names = ("id", "roles", "relationship", "standing", "weight", "is_key", "decides", "is_friend", "position")
    return tuple(getattr(seen, name) for name in names)
