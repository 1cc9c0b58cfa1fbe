"""The chart: boxes that never meet, lines that reach exactly a boss's reports, people who stay where they are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.draw.glyphs import ASCII, UNICODE, Glyphs
from kaptui.draw.map import draw_map, lay_out, opening_view
from kaptui.draw.map_chart import Chart
from kaptui.draw.map_codes import contact_gauge, first_step, relationship_sign, role_letters, standing_sign
from kaptui.draw.map_layout import MEASURES
from kaptui.draw.map_lines import bus_text
from kaptui.draw.map_model import MapPerson, MapScene
from kaptui.draw.map_options import MapOptions, View, Zoom
from kaptui.draw.map_scene import scene_of
from kaptui.draw.map_shown import shown
from kaptui.draw.picture import Box, Window
from kaptui.draw.width import window
from kaptui.plan.document import AccountPlan
from kaptui.plan.people import Person
from kaptui.plan.vocabulary import Kind
from tests.draw.chart_reader import read_boxes, traced_bosses
from tests.draw.organisations import hostile_names, plans, slide_9

glyph_sets = st.sampled_from([ASCII, UNICODE])
zooms = st.sampled_from(list(Zoom))


def chart_of(scene: MapScene, zoom: Zoom, **options: Any) -> Chart:
    """The chart of everybody."""
    chart = lay_out(shown(scene), MapOptions(View.CHART, zoom, **options))
    assert isinstance(chart, Chart)
    return chart


def cells_of(box: Box) -> set[tuple[int, int]]:
    """The cells of a box."""
    return {(x, y) for x in range(box.x, box.right) for y in range(box.y, box.bottom)}


def line_cells(chart: Chart, zoom: Zoom) -> set[tuple[int, int]]:
    """The cells of all reporting lines."""
    measure = MEASURES[zoom]
    found = {(trunk.x, y) for trunk in chart.placed.trunks for y in range(trunk.top, trunk.stops[-1] + 1)}
    for trunk in chart.placed.trunks:
        arm = range(trunk.x, trunk.x + measure.indent - measure.trunk)
        found |= {(x, y) for y in trunk.stops for x in arm}
    for bus in chart.placed.buses:
        left = min(bus.stem, *bus.drops)
        found |= {(left + place, bus.y) for place in range(len(bus_text(bus, MapOptions().map_glyphs)))}
    return found


def codes(person: MapPerson) -> tuple[str, ...]:
    """What a box says of somebody."""
    return (
        first_step(person), standing_sign(person.standing) if person.is_member else "/", role_letters(person.roles),
        person.style.value if person.style else "?", relationship_sign(person.relationship),
        contact_gauge(person.contact),
    )  # fmt: skip


@settings(max_examples=60)
@given(plans(most=20), zooms)
def test_boxes_and_lines_share_no_cell(plan: AccountPlan, zoom: Zoom) -> None:
    chart = chart_of(scene_of(plan), zoom)
    boxes = [*chart.boxes.values(), *(box for box, _ in chart.ghosts)]
    taken = [cell for box in boxes for cell in cells_of(box)]
    assert len(set(taken)) == len(taken)
    assert not set(taken) & line_cells(chart, zoom)
    assert all(box.right <= chart.size.width and box.bottom <= chart.size.height for box in boxes)


@settings(max_examples=60)
@given(plans(most=20), zooms)
def test_reports_stand_below_their_boss_in_order(plan: AccountPlan, zoom: Zoom) -> None:
    scene = scene_of(plan)
    boxes = chart_of(scene, zoom).boxes
    for boss, reports in scene.reports.items():
        assert all(boxes[report].y >= boxes[boss].bottom for report in reports)
        for left, right in pairwise(reports):
            assert (boxes[left].x, boxes[left].y) < (boxes[right].x, boxes[right].y)
            assert boxes[left].x <= boxes[right].x and boxes[left].y <= boxes[right].y
    for left, right in pairwise(scene.roots):
        assert boxes[left].right < boxes[right].x


@settings(max_examples=60)
@given(plans(most=25), zooms, glyph_sets, st.booleans())
def test_from_each_boss_the_lines_reach_exactly_the_reports(
    plan: AccountPlan, zoom: Zoom, glyphs: Glyphs, narrow: bool
) -> None:
    scene = scene_of(plan)
    own = draw_map(scene, view=View.CHART, zoom=zoom, glyphs=glyphs)
    widest = max((box.right for box in own.boxes.values()), default=1)
    picture = draw_map(scene, view=View.CHART, zoom=zoom, glyphs=glyphs, width=max(30, widest // 2)) if narrow else own
    inside = {person: box for person, box in picture.boxes.items() if box.right <= picture.width}
    bosses = traced_bosses(picture.text(), inside.values(), MEASURES[zoom])
    who = {box: person for person, box in inside.items()}
    read = {who[report]: who[boss] for report, boss in bosses.items()}
    assert read == {
        person.id: person.boss for person in scene.people.values() if person.boss in inside and person.id in inside
    }


@settings(max_examples=60)
@given(plans(most=15), st.sampled_from([Zoom.BOX, Zoom.CARD]), glyph_sets, st.sampled_from([None, "deal"]))
def test_everybody_can_be_read_back_from_the_text_alone(
    plan: AccountPlan, zoom: Zoom, glyphs: Glyphs, lens: str | None
) -> None:
    scene = scene_of(plan, lens)
    picture = draw_map(scene, view=View.CHART, zoom=zoom, glyphs=glyphs)
    read = read_boxes(picture.text(), MEASURES[zoom])
    by_box = {box: scene.people[person] for person, box in picture.boxes.items()}
    assert {each.box for each in read} == set(by_box)
    for each in read:
        person = by_box[each.box]
        assert each.name == person.name
        assert (each.step, each.standing, each.roles, each.style, each.relationship, each.contact) == codes(person)
    bosses = traced_bosses(picture.text(), [each.box for each in read], MEASURES[zoom])
    assert {by_box[report].id: by_box[boss].id for report, boss in bosses.items()} == {
        person.id: person.boss for person in scene.people.values() if person.boss
    }


def with_colleagues(plan: AccountPlan, outside: set[str]) -> AccountPlan:
    """The plan with some people outside the tree."""
    people = (
        person.model_copy(update={"kind": Kind.COLLEAGUE}) if person.id in outside else person for person in plan.people
    )
    return plan.model_copy(update={"people": tuple(people)})


@settings(max_examples=60)
@given(plans(most=20, sound=True), zooms, st.data())
def test_nobody_moves_by_more_than_one_box_when_somebody_joins(
    plan: AccountPlan, zoom: Zoom, data: st.DataObject
) -> None:
    boss = data.draw(st.sampled_from([None, *(person.id for person in plan.people)]))
    place = data.draw(st.integers(0, len(plan.people)))
    outside = data.draw(st.sets(st.sampled_from([*(person.id for person in plan.people), "new"])))
    joining = Person(id="new", name="New", reports_to=boss)
    larger = plan.model_copy(update={"people": (*plan.people[:place], joining, *plan.people[place:])})
    before, after = (chart_of(scene_of(with_colleagues(each, outside)), zoom).boxes for each in (plan, larger))
    measure = MEASURES[zoom]
    for person, box in before.items():
        assert abs(after[person].x - box.x) <= measure.w + measure.gap
        assert abs(after[person].y - box.y) <= measure.h + 1


@settings(max_examples=40)
@given(plans(names=hostile_names, most=10), zooms, st.data())
def test_attributes_and_selection_move_nobody(plan: AccountPlan, zoom: Zoom, data: st.DataObject) -> None:
    plain = plan.model_copy(
        update={
            "people": tuple(
                person.model_copy(update={"relationship": None, "standing": None, "roles": (), "name": "Ann"})
                for person in plan.people
            )
        }
    )
    assert chart_of(scene_of(plan), zoom).boxes == chart_of(scene_of(plain), zoom).boxes
    selected = data.draw(st.sampled_from([None, *(person.id for person in plan.people)]))
    picture = draw_map(scene_of(plan), view=View.CHART, zoom=zoom, selected=selected)
    assert picture.boxes == chart_of(scene_of(plan), zoom).boxes


@settings(max_examples=60)
@given(plans(names=hostile_names, most=10), zooms, glyph_sets, st.data())
def test_any_part_of_the_chart_is_a_part_of_the_whole(
    plan: AccountPlan, zoom: Zoom, glyphs: Glyphs, data: st.DataObject
) -> None:
    chart = chart_of(scene_of(plan), zoom, glyphs=glyphs)
    selected = data.draw(st.sampled_from([None, *(person.id for person in plan.people)]))
    whole = chart.paint(Window(0, 0, *chart.size), selected)
    part = Window(*(data.draw(st.integers(0, 50)) for _ in range(4)))
    for offset, row in enumerate(chart.paint(part, selected)):
        y = part.top + offset
        line = "".join(span.text for span in whole[y]) if y < len(whole) else ""
        assert "".join(span.text for span in row) == window(line, part.left, part.width)


@settings(max_examples=40)
@given(plans(names=st.text(st.sampled_from("abc XYZ"), min_size=1, max_size=30), most=12), zooms, st.data())
def test_the_ascii_set_is_seven_bit_but_for_names(plan: AccountPlan, zoom: Zoom, data: st.DataObject) -> None:
    people = tuple(person.model_copy(update={"department": "", "title": ""}) for person in plan.people)
    plain = plan.model_copy(update={"people": people, "needs": ()})
    selected = data.draw(st.sampled_from([None, *(person.id for person in plan.people)]))
    for view in (View.OUTLINE, View.CHART):
        assert draw_map(scene_of(plain), view=view, zoom=zoom, selected=selected, show_links=True).text().isascii()


@given(plans(names=hostile_names), zooms, glyph_sets)
def test_the_same_people_give_the_same_text_and_command_no_terminal(
    plan: AccountPlan, zoom: Zoom, glyphs: Glyphs
) -> None:
    text = draw_map(scene_of(plan), view=View.CHART, zoom=zoom, glyphs=glyphs).text()
    again = AccountPlan.model_validate_json(plan.model_dump_json())
    assert draw_map(scene_of(again), view=View.CHART, zoom=zoom, glyphs=glyphs).text() == text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200d\ufe0f]", text)


def test_a_chain_of_two_thousand_bosses_is_drawn() -> None:
    people = [{"id": f"p{number}", "name": f"P{number}", "reports_to": f"p{number - 1}" if number else None}
              for number in range(2000)]  # fmt: skip
    scene = scene_of(AccountPlan.model_validate({"id": "plan", "people": people}))
    chart = chart_of(scene, Zoom.TAG)
    assert len(chart.boxes) == 2000
    last = chart.boxes["p1999"]
    (row,) = chart.paint(Window(last.x, last.y, 30, 1))
    assert "P1999" in "".join(span.text for span in row)


def test_marks_stand_in_the_borders() -> None:
    lines = draw_map(scene_of(slide_9()), view=View.CHART, selected="is", folded={"eng"}).lines()
    assert any("-(3)- - -<SEL>@" in line or "-(3)-----<SEL>@" in line for line in lines)
    assert any("(2)+2" in line for line in lines)
    assert any("[>3]" in line for line in lines) and any("[<3]" in line for line in lines)


def test_a_box_without_room_for_the_name_is_listed_in_full() -> None:
    lines = draw_map(scene_of(slide_9()), view=View.CHART).lines()
    assert any(":Dir.Engineeri~:" in line for line in lines)
    assert "Dir.Engineeri~  Dir.Engineering" in [line.rstrip() for line in lines]


def test_a_window_opens_with_the_chart_only_where_all_boxes_fit() -> None:
    scene = scene_of(slide_9())
    assert opening_view(scene, 120, 35) is View.CHART
    assert opening_view(scene, 80, 16) is View.OUTLINE
    assert opening_view(scene, 50, 35) is View.OUTLINE
