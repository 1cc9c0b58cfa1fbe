"""Overlays: everybody gets a tag that fits its places, and says what the figures say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.draw.map import draw_map
from kaptui.draw.map_options import TAG_CELLS, Zoom
from kaptui.draw.map_options import View as MapView
from kaptui.draw.map_overlay import OVERLAY_TITLES, Overlay, overlay_tags
from kaptui.draw.map_scene import scene_of
from kaptui.draw.picture import Tone
from kaptui.draw.width import cells
from kaptui.insight.plan_test.run import all_findings
from kaptui.insight.view import view_of
from kaptui.plan.document import AccountPlan
from tests.draw.organisations import hostile_names, plan_of, plans, slide_9

TODAY = date(2026, 11, 23)


@settings(max_examples=60)
@given(
    plans(names=hostile_names, most=8), st.sampled_from(list(Overlay)), st.sampled_from(list(MapView)),
    st.sampled_from(list(Zoom)), st.sampled_from([ASCII, UNICODE]),
)  # fmt: skip
def test_every_overlay_fits_every_view(
    plan: AccountPlan, overlay: Overlay, view: MapView, zoom: Zoom, glyphs: object
) -> None:
    tags = overlay_tags(overlay, view_of(plan), TODAY, all_findings(plan, TODAY))
    scene = scene_of(plan)
    assert set(tags) == set(scene.people)
    assert all(cell_len(tag.dot) == 1 and cell_len(tag.short) <= TAG_CELLS for tag in tags.values())
    picture = draw_map(scene, view=view, zoom=zoom, overlay=tags)
    assert {cell_len(line) for line in picture.lines()} <= {picture.width}
    assert picture.boxes.keys() == draw_map(scene, view=view, zoom=zoom).boxes.keys()


def test_every_overlay_has_a_title() -> None:
    assert set(OVERLAY_TITLES) == set(Overlay)


@pytest.mark.parametrize(
    ("overlay", "person", "dot", "short", "words", "tone"),
    [
        (Overlay.RELATIONSHIP, "mkt", "X", "X", "Enemy", Tone.ENEMY),
        (Overlay.COVERAGE, "svp", "2", "1/3", "contact 1 of 3", Tone.URGENT),
        (Overlay.COVERAGE, "prod", "1", "?/1", "contact ? of 1", Tone.WARNING),
        (Overlay.ROLE, "sys", "E", "UE", "Evaluator, User", Tone.PLAIN),
        (Overlay.ROLE, "is", "D", "D", "Decision-maker", Tone.LABEL),
        (Overlay.ROLE, "sales", ".", ".", "no role known", Tone.UNKNOWN),
        (Overlay.WEIGHT, "is", "f", "w15", "weight 15", Tone.LABEL),
        (Overlay.WEIGHT, "sales", "1", "w1", "weight 1", Tone.PLAIN),
        (Overlay.FRESHNESS, "is", "?", "?", "never confirmed", Tone.UNKNOWN),
        (Overlay.OUR_CONTACT, "is", ".", "-", "nobody of ours", Tone.UNKNOWN),
    ],
)  # fmt: skip
def test_a_tag_says_what_the_figures_say(
    overlay: Overlay, person: str, dot: str, short: str, words: str, tone: Tone
) -> None:
    tag = overlay_tags(overlay, view_of(slide_9()), TODAY)[person]
    assert (tag.dot, tag.short, tag.words, tag.tone) == (dot, short, words, tone)


def test_findings_count_each_rule_once_and_show_the_worst() -> None:
    plan = slide_9()
    tags = overlay_tags(Overlay.FINDINGS, view_of(plan), TODAY, all_findings(plan, TODAY))
    assert tags["mkt"].short == "!!1"
    assert tags["mkt"].tone is Tone.URGENT
    assert tags["sales"].short == ""


def test_knowledge_of_a_key_player_is_stale_sooner() -> None:
    plan = plan_of("a|Ann|D||||!!\nb|Bob\nc|Cid")
    days = {"a": date(2026, 9, 1), "b": date(2026, 9, 1), "c": date(2023, 1, 1)}
    people = tuple(person.model_copy(update={"last_contact": days[person.id]}) for person in plan.people)
    tags = overlay_tags(Overlay.FRESHNESS, view_of(plan.model_copy(update={"people": people})), TODAY)
    assert [(tag.dot, tag.short) for tag in tags.values()] == [("!", "83d"), (".", "83d"), ("!", "3y")]


def test_each_of_our_people_has_a_letter() -> None:
    plan = plan_of("a|Ann\nb|Bob\nc|Cid")
    owners = {"a": "张三丰", "b": "Li", "c": "张三丰"}
    people = tuple(person.model_copy(update={"our_contact": owners[person.id]}) for person in plan.people)
    tags = overlay_tags(Overlay.OUR_CONTACT, view_of(plan.model_copy(update={"people": people})), TODAY)
    assert [(tag.dot, tag.short) for tag in tags.values()] == [("a", "张~"), ("b", "Li"), ("a", "张~")]


def test_the_text_changes_before_the_tone() -> None:
    scene = scene_of(slide_9())
    tags = overlay_tags(Overlay.WEIGHT, view_of(slide_9()), TODAY)
    assert "4 @ ...A P = #.. w15  SeniorVP" in draw_map(scene, overlay=tags).text()
    assert ":weight 15     :" in draw_map(scene, overlay=tags, view=MapView.CHART).text()
    assert "@w15 Dir.Info Ser~" in draw_map(scene, overlay=tags, view=MapView.CHART, zoom=Zoom.TAG).text()


@pytest.mark.parametrize("ours", ["王工程师", "ދިވެހި", "🙂🙂", "Ann"])
def test_rows_are_as_wide_whoever_looks_after_a_person(ours: str) -> None:
    plan = slide_9()
    people = tuple(person.model_copy(update={"our_contact": ours}) for person in plan.people)
    plan = plan.model_copy(update={"people": (people[0].model_copy(update={"our_contact": "Li"}), *people[1:])})
    tags = overlay_tags(Overlay.OUR_CONTACT, view_of(plan), TODAY)
    text = draw_map(scene_of(plan), overlay=tags, view=MapView.CHART, zoom=Zoom.TAG).text()
    assert len({cells(row) for row in text.splitlines()}) == 1
