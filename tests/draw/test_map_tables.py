"""The process view and the matrix: nobody is lost, every link stands in its cell, any width is kept."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kaptui.draw.glyphs import ASCII, UNICODE, Glyphs
from kaptui.draw.map import draw_map, lay_out
from kaptui.draw.map_model import MapScene
from kaptui.draw.map_options import MapOptions, View, Zoom
from kaptui.draw.map_process import Process
from kaptui.draw.map_scene import scene_of
from kaptui.draw.map_shown import shown
from kaptui.draw.picture import Window
from kaptui.draw.width import window
from kaptui.plan.document import AccountPlan
from kaptui.plan.vocabulary import LinkKind
from tests.draw.chart_reader import Cells
from tests.draw.organisations import hostile_names, plan_of, plans, slide_9

tables = st.sampled_from([View.PROCESS, View.MATRIX])
widths = st.one_of(st.none(), st.integers(0, 120))


@settings(max_examples=60)
@given(
    plans(names=hostile_names, most=10), tables, st.sampled_from(list(Zoom)), widths, st.sampled_from([ASCII, UNICODE])
)
def test_every_row_is_as_wide_as_the_picture(
    plan: AccountPlan, view: View, zoom: Zoom, width: int | None, glyphs: Glyphs
) -> None:
    picture = draw_map(scene_of(plan), view=view, zoom=zoom, width=width, glyphs=glyphs)
    assert {cell_len(line) for line in picture.lines()} <= {picture.width}
    assert width in (None, picture.width)
    assert picture.rows


@given(plans(most=10), widths.map(lambda width: None if width is None else width + 60))
def test_everybody_stands_in_each_of_his_steps_by_standing(plan: AccountPlan, width: int | None) -> None:
    scene = scene_of(plan)
    process = lay_out(shown(scene), MapOptions(View.PROCESS, Zoom.TAG, width))
    assert isinstance(process, Process)
    drawn = [person for _, person in process.entries]
    for person in scene.people.values():
        assert drawn.count(person.id) == max(1, len(person.steps))
    boxes = [box for box, _ in process.entries]
    assert len(set(boxes)) == len(boxes)
    assert all(box.right <= process.size.width for box in boxes)


def test_steps_head_the_columns() -> None:
    text = draw_map(scene_of(slide_9()), view=View.PROCESS, zoom=Zoom.TAG).text()
    first = text.split("\n")[0]
    assert re.search(r"\| 1 Specification +\| 2 Evaluation +\| 3 Decision +\| 4 Approval +\| in no step", first)
    assert "2026-12-11 done" in text
    inner = next(line for line in text.split("\n") if line.startswith("Inner circle"))
    assert "@XE Dir.Sales&Mktg" in inner and "@=A SeniorVP" in inner


@given(plans(most=12), widths)
def test_the_matrix_has_every_link_where_it_belongs(plan: AccountPlan, width: int | None) -> None:
    scene = scene_of(plan)
    picture = draw_map(scene, view=View.MATRIX, width=None if width is None else width + 60)
    people = list(picture.boxes)
    assert set(people) == {end for link in scene.links for end in (link.source, link.target)}
    expected = {
        (source, target): expected_mark(scene, source, target) for source in people for target in people
    }
    assert read_matrix(picture.text(), people) == expected


def read_matrix(text: str, people: list[str]) -> dict[tuple[str, str], str]:
    """What stands in each cell: a row's number leads to the source, the column's number above it to the target."""
    cells = Cells(text)
    read: dict[tuple[str, str], str] = {}
    columns: dict[int, str] = {}
    for y, line in enumerate(text.split("\n")):
        if line.startswith("who moves"):
            columns = {number.end() - 1: people[int(number[0]) - 1] for number in re.finditer(r"\d+", line)}
        elif row := re.match(r" +(\d+) [+o@?][-X=+*?] ", line):
            read |= {(people[int(row[1]) - 1], person): cells.stretch(x, y, 2) for x, person in columns.items()}
    return read


def expected_mark(scene: MapScene, source: str, target: str) -> str:
    """What the matrix has to say about two people."""
    here = [link for link in scene.links if (link.source, link.target) == (source, target)]
    back = [link for link in scene.links if (link.target, link.source) == (source, target)]
    strength = max((link.strength for link in here if link.kind is LinkKind.INFLUENCES), default=0)
    at_odds = any(link.kind is LinkKind.CONFLICTS for link in here + back)
    dotted = any(link.kind is LinkKind.DOTTED for link in here)
    sign = "*" if at_odds and dotted else "x" if at_odds else ":" if dotted else " "
    return ("-" if source == target else str(strength or ".")) + sign


def test_a_matrix_without_links_says_so() -> None:
    assert draw_map(scene_of(plan_of("a|Ann")), view=View.MATRIX).text() == "no links between people yet"
    assert draw_map(scene_of(plan_of("")), view=View.MATRIX).text() == "nobody on the map yet"


@settings(max_examples=40)
@given(plans(names=hostile_names, most=8), tables, st.data())
def test_any_part_is_a_part_of_the_whole(plan: AccountPlan, view: View, data: st.DataObject) -> None:
    drawing = lay_out(shown(scene_of(plan)), MapOptions(view, Zoom.TAG))
    whole = drawing.paint(Window(0, 0, *drawing.size))
    part = Window(*(data.draw(st.integers(0, 40)) for _ in range(4)))
    for offset, row in enumerate(drawing.paint(part)):
        y = part.top + offset
        line = "".join(span.text for span in whole[y]) if y < len(whole) else ""
        assert "".join(span.text for span in row) == window(line, part.left, part.width)
