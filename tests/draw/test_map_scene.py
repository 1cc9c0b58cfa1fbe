"""The scene: whatever a plan holds, everybody stands on the map once, in the plan's order."""

from __future__ import annotations

from hypothesis import given

from kaptui.draw.map_forest import forest_of
from kaptui.draw.map_model import Fault, Ghost, GhostKind
from kaptui.draw.map_scene import scene_of
from kaptui.draw.map_shown import everyone_folded, shown
from kaptui.plan.document import AccountPlan
from kaptui.plan.vocabulary import Role
from tests.draw.organisations import demonstration, hostile_names, plan_of, plans, slide_9


@given(plans(names=hostile_names))
def test_everybody_who_is_not_archived_stands_on_the_map_once(plan: AccountPlan) -> None:
    scene = scene_of(plan)
    drawn = shown(scene).everyone()
    assert sorted(drawn) == sorted(person.id for person in plan.people if not person.archived)
    assert len(set(drawn)) == len(drawn)


@given(plans())
def test_siblings_keep_the_order_of_the_plan(plan: AccountPlan) -> None:
    scene = scene_of(plan)
    rank = {person.id: place for place, person in enumerate(plan.people)}
    for family in (scene.roots, *scene.reports.values()):
        assert list(family) == sorted(family, key=rank.__getitem__)


@given(plans())
def test_a_boss_on_the_map_is_the_boss_of_the_plan(plan: AccountPlan) -> None:
    scene = scene_of(plan)
    claims = {person.id: person.reports_to for person in plan.people}
    for person in scene.people.values():
        assert person.boss in (None, claims[person.id])
        if person.is_member and person.boss is None:
            assert (person.fault is not None) == (claims[person.id] is not None)


def test_a_loop_is_cut_at_its_first_person() -> None:
    forest = forest_of({"a": "c", "b": "a", "c": "b", "d": "c", "e": "e"})
    assert forest.roots == ("a", "e")
    assert forest.faults == {"a": Fault.LOOP, "e": Fault.LOOP}
    assert forest.boss == {"b": "a", "c": "b", "d": "c"}


def test_people_of_a_missing_boss_stand_at_the_top_and_say_so() -> None:
    plan = plan_of("a|Ann\n  b|Bob\nk|Kay||||||consultant\n")
    people = [
        person.model_copy(update={"archived": True}) if person.id == "a" else person for person in plan.people
    ]
    lee = plan.people[1].model_copy(update={"id": "l", "name": "Lee", "reports_to": "k"})
    scene = scene_of(plan.model_copy(update={"people": (*people, lee)}))
    assert scene.roots == ("b", "l")
    assert [scene.people[root].fault for root in scene.roots] == [Fault.NO_SUCH_BOSS] * 2
    assert [scene.people[root].claimed for root in scene.roots] == ["Ann", "Kay"]


def test_the_deal_overrides_and_says_what_it_changed() -> None:
    plan = plan_of(
        "a|Ann|D||=|1|!!",
        opportunities=[{"id": "deal", "overrides": {"a": {"roles": [], "relationship": "=", "standing": None}}}],
    )
    assert scene_of(plan).people["a"].roles == (Role.DECIDER,)
    ann = scene_of(plan, "deal").people["a"]
    assert (ann.roles, ann.standing, ann.changed) == ((), None, ("roles", "standing"))


def test_ghosts_stand_for_missing_seats_in_that_deal() -> None:
    plan = plan_of(
        "a|Ann|DA\nk|Kay|A|||||consultant",
        needs=[{"id": "n", "departments": ["IT", "it ", "HR"]}],
        opportunities=[{"id": "deal", "overrides": {"a": {"roles": ["D"]}}}],
    )
    department = Ghost(GhostKind.DEPARTMENT, "HR")
    assert [ghost.kind for ghost in scene_of(plan).ghosts] == [GhostKind.DEPARTMENT] * 2
    assert scene_of(plan, "deal").ghosts[0] == Ghost(GhostKind.APPROVER)
    assert department in scene_of(plan, "deal").ghosts
    assert len(scene_of(plan, "deal").ghosts) == 3


def test_decision_steps_number_the_people() -> None:
    scene = scene_of(slide_9())
    assert scene.people["sys"].steps == (1,)
    assert scene.people["svp"].steps == (4,)
    assert scene.people["sales"].steps == ()
    assert [step.number for step in scene.steps] == [1, 2, 3, 4]


def test_a_seat_without_holder_shows_its_title() -> None:
    plan = plan_of("a|\nb|")
    titled = plan.people[1].model_copy(update={"title": "CFO"})
    scene = scene_of(plan.model_copy(update={"people": (plan.people[0], titled)}))
    assert [person.name for person in scene.people.values()] == ["TBD", "TBD / CFO"]


def test_folding_counts_whom_it_hides() -> None:
    scene = scene_of(slide_9())
    drawn = shown(scene, folded={"svp"})
    assert [person for person, _ in drawn.order] == ["svp"]
    assert drawn.hidden == {"svp": 9}
    assert everyone_folded(scene) == {"mkt", "eng", "is"}


def test_a_filter_keeps_matches_and_dims_their_bosses() -> None:
    drawn = shown(scene_of(slide_9()), folded={"svp"}, matches={"rd", "con"})
    assert [person for person, _ in drawn.order] == ["svp", "eng", "rd"]
    assert drawn.dim == {"svp", "eng"}
    assert drawn.external == ("con",)
    assert drawn.hidden == {"svp": 6, "eng": 1}
    assert drawn.left_out == 2


def test_the_demonstration_plan_has_no_faults() -> None:
    scene = scene_of(demonstration("zh"))
    assert scene.roots and not any(person.fault for person in scene.people.values())
