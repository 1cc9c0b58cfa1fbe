"""Moving on the map: everybody can be reached, up undoes down, arrows go where they point."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.draw.map import lay_out
from kaptui.draw.map_moves import Direction, beside, boss_of, first_of, level_of, nearest, report_of
from kaptui.draw.map_options import MapOptions, View
from kaptui.draw.map_scene import scene_of
from kaptui.draw.map_shown import Shown, shown
from kaptui.plan.document import AccountPlan
from tests.draw.organisations import plan_of, plans, slide_9


def neighbours(people: Shown, person: str) -> set[str]:
    """Whom one key of ``hjkl`` reaches."""
    steps = (boss_of(people, person), report_of(people, person), beside(people, person, -1), beside(people, person, 1))
    return {step for step in steps if step is not None}


@settings(max_examples=80)
@given(plans(most=20, least=1), st.data())
def test_everybody_drawn_is_reached_by_family_alone(plan: AccountPlan, data: st.DataObject) -> None:
    ids = [person.id for person in plan.people]
    folded = data.draw(st.sets(st.sampled_from(ids)))
    matches = data.draw(st.one_of(st.none(), st.sets(st.sampled_from(ids))))
    people = shown(scene_of(plan), folded, matches)
    everyone = set(people.everyone())
    start = first_of(people)
    reached: set[str] = set()
    waiting = {start} if start is not None else set()
    while waiting:
        reached |= waiting
        waiting = {step for person in waiting for step in neighbours(people, person)} - reached
    assert reached == everyone


@given(plans(most=20))
def test_up_undoes_down_and_down_remembers(plan: AccountPlan) -> None:
    people = shown(scene_of(plan))
    for person in people.everyone():
        report = report_of(people, person)
        if report is not None:
            assert boss_of(people, report) == person
        boss = boss_of(people, person)
        if boss is not None:
            assert report_of(people, boss, visited=person) == person


@given(plans(most=20))
def test_left_undoes_right(plan: AccountPlan) -> None:
    people = shown(scene_of(plan))
    for person in people.everyone():
        right = beside(people, person, 1)
        assert right is None or beside(people, right, -1) == person


def test_levels_cross_families_and_end_with_people_outside() -> None:
    people = shown(scene_of(slide_9()))
    assert level_of(people, "mkt") == ("mkt", "eng", "is")
    assert beside(people, "prod", 1) == "rd"
    assert beside(people, "svp", 1) == "con"
    assert boss_of(people, "con") is None
    assert first_of(people) == "svp"
    assert first_of(shown(scene_of(plan_of("")))) is None


@settings(max_examples=60)
@given(plans(most=20, least=1), st.sampled_from([View.OUTLINE, View.CHART]), st.sampled_from(list(Direction)))
def test_an_arrow_goes_where_it_points(plan: AccountPlan, view: View, direction: Direction) -> None:
    boxes = lay_out(shown(scene_of(plan)), MapOptions(view)).boxes
    for person, box in boxes.items():
        there = nearest(boxes, person, direction)
        beyond = {
            Direction.LEFT: [each for each in boxes.values() if each.right <= box.x],
            Direction.RIGHT: [each for each in boxes.values() if each.x >= box.right],
            Direction.UP: [each for each in boxes.values() if each.bottom <= box.y],
            Direction.DOWN: [each for each in boxes.values() if each.y >= box.bottom],
        }[direction]
        assert (there is None) == (not beyond)
        assert there is None or boxes[there] in beyond


def test_arrows_follow_rows_of_the_outline_and_columns_of_the_chart() -> None:
    people = shown(scene_of(slide_9()))
    outline = lay_out(people, MapOptions(View.OUTLINE)).boxes
    assert nearest(outline, "svp", Direction.DOWN) == "mkt"
    assert nearest(outline, "is", Direction.UP) == "mfg"
    chart = lay_out(people, MapOptions(View.CHART)).boxes
    assert nearest(chart, "svp", Direction.DOWN) == "eng"
    assert nearest(chart, "eng", Direction.RIGHT) == "is"
    assert nearest(chart, "sys", Direction.LEFT) == "rd"
    assert nearest(chart, "ops", Direction.DOWN) == "sal"
    assert nearest(chart, "nobody", Direction.DOWN) is None
