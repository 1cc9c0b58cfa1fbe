"""The outline: one row per person from which name, boss and every code can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kaptui.draw.glyphs import ASCII, UNICODE, Glyphs
from kaptui.draw.map import draw_map
from kaptui.draw.map_codes import contact_gauge, first_step, relationship_sign, role_letters, standing_sign
from kaptui.draw.map_model import MapPerson
from kaptui.draw.map_scene import scene_of
from kaptui.draw.map_shown import shown
from kaptui.plan.document import AccountPlan
from tests.draw.organisations import plan_of, plans, slide_9
from tests.draw.outline_reader import Read, read_outline

glyph_sets = st.sampled_from([ASCII, UNICODE])


def codes(person: MapPerson) -> tuple[str, ...]:
    """What a row says of somebody, in the order of the columns."""
    return (
        first_step(person), standing_sign(person.standing), role_letters(person.roles),
        person.style.value if person.style else "?", relationship_sign(person.relationship),
        contact_gauge(person.contact),
    )  # fmt: skip


def codes_read(read: Read) -> tuple[str, ...]:
    """The same of a row that was read."""
    return (read.step, read.standing, read.roles, read.style, read.relationship, read.contact)


@given(plans(most=25), glyph_sets, st.sampled_from([None, "deal"]))
def test_everybody_can_be_read_back_with_boss_and_codes(plan: AccountPlan, glyphs: Glyphs, lens: str | None) -> None:
    scene = scene_of(plan, lens)
    read = read_outline(draw_map(scene, glyphs=glyphs).text())
    people = [scene.people[person] for person in shown(scene).everyone()]
    assert [row.name for row in read] == [person.name for person in people]
    assert [codes_read(row) for row in read] == [codes(person) for person in people]
    bosses = [None if row.boss is None else people[row.boss].id for row in read]
    assert bosses == [person.boss for person in people]


def test_a_row_is_laid_out_as_promised() -> None:
    lines = draw_map(scene_of(slide_9())).lines()
    assert lines[0].rstrip() == "4 @ ...A P = #.. SeniorVP"
    assert lines[1].rstrip() == "2 @ .E.. C X ... |- Dir.Sales&Mktg"
    assert lines[3].rstrip() == ". + .... ? ? ??? |  `- Prod.Mktg Mgr"
    assert lines[9].rstrip() == "1 + UE.. V = ##.    `- Operations Mgr"


@pytest.mark.parametrize("glyphs", [ASCII, UNICODE])
def test_the_selected_row_is_marked(glyphs: Glyphs) -> None:
    lines = draw_map(scene_of(slide_9()), selected="is", glyphs=glyphs).lines()
    assert [line for line in lines if line.startswith(">")] == [lines[7]]
    assert lines[7].startswith("> 3 @ ..D. V = ##. ")
    assert lines[8].rstrip().endswith("Systems Mgr  [>3]")


def test_names_are_clipped_only_where_the_width_forces_it() -> None:
    plan = plan_of("a|" + "Long name " * 4 + "\n  b|" + "系统建设部" * 4)
    wide = draw_map(scene_of(plan)).text()
    assert "~" not in wide
    narrow = draw_map(scene_of(plan), width=40).lines()
    assert narrow[0].rstrip() == ". ? .... ? ? ??? Long name Long name Lo~"
    assert narrow[1].rstrip() == ". ? .... ? ? ??? `- 系统建设部系统建设~"


def test_a_tree_deeper_than_the_width_is_written_as_its_depth() -> None:
    plan = plan_of("\n".join("  " * depth + f"p{depth}|Somebody" for depth in range(40)))
    lines = draw_map(scene_of(plan), width=80).lines()
    assert all("Somebody" in line for line in lines[:40])
    assert "~39 Somebody" in lines[39]


def test_faults_are_said_behind_the_name() -> None:
    plan = plan_of("a|Ann\n  b|Bob\nc|Cid")
    ann, bob, cid = plan.people
    looped = plan.model_copy(
        update={"people": (ann.model_copy(update={"reports_to": "b"}), bob, cid.model_copy(update={"reports_to": "x"}))}
    )
    lines = draw_map(scene_of(looped)).lines()
    assert lines[0].rstrip().endswith("Ann  [loop: Bob]")
    assert lines[2].rstrip().endswith("Cid  [boss is gone]")


def test_an_empty_map_says_so_and_shows_its_ghosts() -> None:
    text = draw_map(scene_of(plan_of(""))).text()
    assert "nobody on the map yet" in text
    assert "no decision-maker" in text and "no approver" in text


@settings(max_examples=50)
@given(plans(most=15), st.integers(0, 60), st.booleans(), glyph_sets)
def test_any_width_is_kept_exactly(plan: AccountPlan, width: int, show_links: bool, glyphs: Glyphs) -> None:
    selected = plan.people[0].id if plan.people else None
    picture = draw_map(scene_of(plan), width=width, selected=selected, show_links=show_links, glyphs=glyphs)
    assert {cell_len(line) for line in picture.lines()} == {width}
