"""Routed links: through free cells only, from beside the one box to beside the other, never over a reporting line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.draw.glyphs import ASCII, UNICODE, Glyphs
from kaptui.draw.map import draw_map, lay_out
from kaptui.draw.map_chart import Chart
from kaptui.draw.map_layout import MEASURES
from kaptui.draw.map_options import MapOptions, View, Zoom
from kaptui.draw.map_route import NEAR, distance
from kaptui.draw.map_scene import scene_of
from kaptui.draw.map_shown import shown
from kaptui.draw.picture import Box, Window
from kaptui.plan.document import AccountPlan
from tests.draw.chart_reader import traced_bosses
from tests.draw.organisations import plan_of, plans, slide_9, slide_10
from tests.draw.test_map_chart import cells_of, line_cells

zooms = st.sampled_from([Zoom.TAG, Zoom.BOX, Zoom.CARD])


@settings(max_examples=60)
@given(plans(most=14, least=2), zooms, st.data())
def test_a_link_enters_no_box_and_covers_no_reporting_line(plan: AccountPlan, zoom: Zoom, data: st.DataObject) -> None:
    selected = data.draw(st.sampled_from([person.id for person in plan.people]))
    chart = lay_out(shown(scene_of(plan)), MapOptions(View.CHART, zoom))
    assert isinstance(chart, Chart)
    routes = chart.routes(selected)
    taken = {cell for box in chart.boxes.values() for cell in cells_of(box)} | line_cells(chart, zoom)
    assert not taken & {(cell.x, cell.y) for cell in routes.cells}
    assert all(0 <= cell.x < chart.size.width and 0 <= cell.y < chart.size.height for cell in routes.cells)
    for link in routes.links:
        assert selected in (link.source, link.target)
        assert distance(chart.boxes[link.source], chart.boxes[link.target]) <= NEAR


@settings(max_examples=40)
@given(plans(most=14, least=2), zooms, st.sampled_from([ASCII, UNICODE]), st.data())
def test_reporting_lines_can_be_followed_below_links(
    plan: AccountPlan, zoom: Zoom, glyphs: Glyphs, data: st.DataObject
) -> None:
    selected = data.draw(st.sampled_from([person.id for person in plan.people]))
    scene = scene_of(plan)
    picture = draw_map(scene, view=View.CHART, zoom=zoom, glyphs=glyphs, selected=selected)
    who = {box: person for person, box in picture.boxes.items()}
    bosses = traced_bosses(picture.text(), who, MEASURES[zoom])
    assert {who[report]: who[boss] for report, boss in bosses.items()} == {
        person.id: person.boss for person in scene.people.values() if person.boss
    }


def test_every_selected_box_shows_its_badges_whatever_is_drawn() -> None:
    plan = plan_of(
        "a|Ann\nb|Bob\nc|Cid\nd|Dan\ne|Eve\nf|Fay",
        links=[{"id": "1", "source": "a", "target": "f", "strength": 2}, {"id": "2", "source": "b", "target": "a"}],
    )
    chart = lay_out(shown(scene_of(plan)), MapOptions(View.CHART))
    assert isinstance(chart, Chart)
    assert [link.source for link in chart.routes("a").links] == ["b"]
    text = "\n".join("".join(span.text for span in row) for row in chart.paint(Window(0, 0, *chart.size), "a"))
    assert text.count("[>2][<1]") == 1 and text.count("[<2]") == 1 and text.count("[>1]") == 1


def test_near_links_of_both_slides_are_drawn() -> None:
    first = draw_map(scene_of(slide_9()), view=View.CHART, selected="is").text()
    assert "*~~~~>" in first
    second = draw_map(scene_of(slide_10()), view=View.CHART, selected="s1", glyphs=UNICODE).text()
    assert "╳" in second


def test_distance_counts_a_column_as_half_a_row() -> None:
    assert distance(Box(0, 0, 4, 4), Box(10, 6, 4, 4)) == 2 + 3
    assert distance(Box(0, 0, 4, 4), Box(4, 0, 4, 4)) == 0
