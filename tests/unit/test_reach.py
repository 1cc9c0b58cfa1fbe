"""Reach follows the arrows two links far; ways in take the cheapest path that passes no enemy."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kaptui.insight.reach import (
    HopKind,
    reach,
    reached_past_enemies,
    reached_through_enemies,
    ways_in,
    within_reach,
)
from kaptui.insight.view import View, view_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.people import Link, Person
from tests.unit.accounts import account, influence, organisations, person


def chain(*ids: str) -> list[Link]:
    return [influence(source, target) for source, target in pairwise(ids)]


def reached_from(view: View, person_id: str) -> frozenset[str]:
    return within_reach(view, [view.by_id[person_id]])


def test_reach_is_two_links_downstream_and_the_direct_boss() -> None:
    plan = account(
        person("x", reports_to="boss"), person("boss", reports_to="top"), person("top"),
        person("one", reports_to="top"), person("two"), person("three"), person("upstream"), person("second-boss"),
        links=[*chain("upstream", "x", "one", "two", "three"), influence("x", "second-boss", "dotted"),
               influence("x", "top", "conflicts")],
    )
    assert reached_from(view_of(plan), "x") == {"x", "boss", "one", "two"}


def test_reach_is_the_share_of_the_weight_that_decides() -> None:
    plan = account(
        person("mentor", relationship="*", contact=1), person("friend", relationship="+", contact=2, reports_to="a"),
        person("d", roles="D", standing="inner"), person("a", roles="A"), person("e", roles="E", standing="inner"),
        person("enemy", kind="consultant", relationship="X"),
        person("outside", kind="consultant", roles="D", standing="inner"),
        links=[influence("mentor", "d"), influence("enemy", "a"), influence("enemy", "d")],
    )
    found = reach(view_of(plan))
    assert found.mentors == Fraction(1500, 20)
    assert found.friends == Fraction(500, 20)
    assert found.enemies == 100


def test_without_anybody_who_decides_there_is_no_reach_to_tell() -> None:
    found = reach(view_of(account(person("mentor", relationship="*"))))
    assert (found.mentors, found.friends, found.enemies) == (None, None, None)
    assert reach(view_of(account(person("d", roles="D")))).mentors == 0


def steps(plan: AccountPlan, target: str) -> list[tuple[str, HopKind, int]] | None:
    way = next(way for way in ways_in(view_of(plan)) if way.target.id == target)
    if way.start is None:
        return None
    return [(way.start.id, HopKind.INFLUENCE, 0), *((hop.to.id, hop.kind, hop.cost) for hop in way.hops)]


def friend(person_id: str = "friend", **values: Any) -> Person:
    return person(person_id, relationship="+", contact=2, **values)


def test_those_who_decide_and_are_hardly_touched_need_a_way_in() -> None:
    view = view_of(account(
        person("d0", roles="D", contact=0), person("a1", roles="A", contact=1), person("unknown", roles="D"),
        person("d2", roles="D", contact=2), person("e0", roles="E", contact=0),
        person("out", roles="D", kind="consultant"),
    ))
    assert [seen.id for seen in view.to_be_reached] == ["d0", "a1", "unknown"]


def test_a_way_in_climbs_crosses_and_descends_at_its_price() -> None:
    team = [person("top"), person("boss", reports_to="top"), friend(reports_to="boss")]
    up = account(*team, person("d", roles="D", reports_to="boss"))
    assert steps(up, "d") == [("friend", HopKind.INFLUENCE, 0), ("d", HopKind.COLLEAGUE, 3)]
    above = account(person("top", roles="D"), *team[1:])
    assert steps(above, "top") == [
        ("friend", HopKind.INFLUENCE, 0), ("boss", HopKind.BOSS, 2), ("top", HopKind.BOSS, 2),
    ]
    down = account(*team, person("report", roles="A", reports_to="friend"))
    assert steps(down, "report") == [("friend", HopKind.INFLUENCE, 0), ("report", HopKind.REPORT, 2)]


def test_influence_is_cheaper_than_the_line_and_goes_only_along_the_arrow() -> None:
    people = [friend(), person("middle"), person("d", roles="D")]
    along = account(*people, links=chain("friend", "middle", "d"))
    assert steps(along, "d") == [
        ("friend", HopKind.INFLUENCE, 0), ("middle", HopKind.INFLUENCE, 1), ("d", HopKind.INFLUENCE, 1),
    ]
    against = account(*people, links=chain("d", "middle", "friend"))
    assert steps(against, "d") is None


def test_no_way_passes_an_enemy_but_it_may_end_at_one() -> None:
    people = [friend(), person("enemy", relationship="X", roles="A"), person("d", roles="D")]
    plan = account(*people, links=chain("friend", "enemy", "d"))
    to_enemy, to_d = ways_in(view_of(plan))
    assert to_enemy.cost == 1
    assert to_d.start is None
    assert to_d.cost is None
    assert to_d.only_through_enemy
    alone = ways_in(view_of(account(*people)))[1]
    assert not alone.only_through_enemy


def test_a_friend_outside_the_tree_opens_ways() -> None:
    plan = account(
        friend("adviser", kind="consultant"), person("d", roles="D"), links=[influence("adviser", "d")],
    )
    assert steps(plan, "d") == [("adviser", HopKind.INFLUENCE, 0), ("d", HopKind.INFLUENCE, 1)]


def test_a_reporting_line_of_somebody_outside_the_tree_carries_as_any_other() -> None:
    plan = account(
        friend("adviser", kind="consultant", reports_to="d"), person("d", roles="D"),
        person("ours", kind="colleague", relationship="*", reports_to="superior"), person("superior", kind="colleague"),
        person("a", roles="A"), links=[influence("superior", "a")],
    )
    view = view_of(plan)
    assert reached_from(view, "adviser") == {"adviser", "d"}
    assert reached_from(view, "ours") == {"ours", "superior"}
    assert steps(plan, "d") == [("adviser", HopKind.INFLUENCE, 0), ("d", HopKind.BOSS, 2)]


def test_among_equal_ways_the_plan_s_order_decides() -> None:
    people = [person("d", roles="D"), friend("late"), friend("later")]
    plan = account(*people, links=[influence("later", "d"), influence("late", "d")])
    assert steps(plan, "d") == [("late", HopKind.INFLUENCE, 0), ("d", HopKind.INFLUENCE, 1)]


def test_an_enemy_of_a_team_opens_no_way_to_its_colleagues() -> None:
    plan = account(
        friend(), person("boss", relationship="X"), person("enemy", relationship="X", reports_to="boss"),
        person("d", roles="D", reports_to="boss"), links=[influence("friend", "enemy")],
    )
    assert steps(plan, "d") is None


def costs_by_relaxation(view: View) -> dict[str, int]:
    """Bellman-Ford over every edge written out: the slow, plain definition of the cheapest way."""
    lines, enemies = view.lines, {seen.id for seen in view.enemies}
    edges = [(link.source, link.target, 1) for links in lines.influences.values() for link in links]
    for report, boss in lines.boss.items():
        edges += [(report, boss, 2), (boss, report, 2)]
        edges += [(report, other, 3) for other in lines.reports[boss] if other != report]
    costs = {seen.id: 0 for seen in view.friends}
    for _ in view.everyone:
        for source, target, cost in edges:
            if source in costs and source not in enemies and target is not None:
                costs[target] = min(costs.get(target, 99), costs[str(source)] + cost)
    return costs


def _reached(view: View, *, through: bool = False) -> set[str]:
    """The people to whom some way leads."""
    reached = reached_past_enemies((view,))
    if through:
        reached = reached_through_enemies((view,), reached)
    return reached.keys() & view.by_id.keys()


@given(organisations())
def test_ways_in_are_the_cheapest_and_whoever_is_reached_has_one(plan: AccountPlan) -> None:
    view = view_of(plan, plan.opportunities[0])
    costs = costs_by_relaxation(view)
    assert _reached(view) == costs.keys()
    for way in ways_in(view):
        assert way.cost == costs.get(way.target.id)
        assert all(hop.to.id not in {seen.id for seen in view.enemies} for hop in way.hops[:-1])


@given(organisations(), st.booleans())
def test_walking_through_several_views_at_once_is_walking_through_each(plan: AccountPlan, through: bool) -> None:
    views = [view_of(plan), view_of(plan, plan.opportunities[0])]
    past = reached_past_enemies(views)
    together = reached_through_enemies(views, past) if through else past
    for number, view in enumerate(views):
        here = {person for person in view.by_id if together.get(person, 0) >> number & 1}
        assert here == _reached(view, through=through)


@given(organisations())
def test_a_new_friend_never_closes_a_way_or_shrinks_friend_reach(plan: AccountPlan) -> None:
    adviser = person("adviser", kind="consultant", relationship="+", contact=3)
    more = account(*plan.people, adviser, links=[*plan.links, influence("adviser", "p0")])
    before, after = view_of(plan), view_of(more)
    assert _reached(before) <= _reached(after)
    share, shared = reach(before).friends, reach(after).friends
    assert (share is None) == (shared is None)
    assert share is None or shared is None or shared >= share
