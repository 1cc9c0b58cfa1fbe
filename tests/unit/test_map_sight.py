"""What the map looks at: who is selected whatever happens to plan, folds and filter; nothing is worked out twice."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.draw.glyphs import ASCII
from kaptui.draw.map_moves import Direction
from kaptui.draw.map_options import View, Zoom
from kaptui.draw.map_overlay import Overlay
from kaptui.draw.map_shown import everyone_folded
from kaptui.insight.summary import Summary
from kaptui.plan.document import AccountPlan
from kaptui.screens.map_sight import Sight
from tests.unit.accounts import account, deal, organisations, person

TODAY = date(2026, 11, 23)


def family() -> AccountPlan:
    """A boss with three reports, one of whom has a report, and a consultant."""
    return account(
        person("boss"), person("anna", reports_to="boss", relationship="X"), person("bert", reports_to="boss"),
        person("carl", reports_to="boss"), person("dora", reports_to="bert", relationship="+"),
        person("outsider", kind="consultant"),
        opportunities=[deal("o1", overrides={"anna": {"relationship": "*"}}), deal("o2")],
    )  # fmt: skip


def looking(plan: AccountPlan, **how: Any) -> Sight:
    """A sight of a plan in a window of 80 by 20."""
    sight = Sight()
    look(sight, plan)
    sight.fit(80, 20)
    for name, value in how.items():
        setattr(sight, name, value)
    sight.stand()
    return sight


def look(sight: Sight, plan: AccountPlan) -> None:
    """The same sight of another plan."""
    sight.look(Summary(plan, TODAY), next(iter(plan.opportunities), None), ASCII)


def without(plan: AccountPlan, *gone: str) -> AccountPlan:
    """The plan without some people."""
    return plan.model_copy(update={"people": tuple(each for each in plan.people if each.id not in gone)})


def test_selecting_works_nothing_out_again() -> None:
    sight = looking(family())
    scene, shown, drawing = sight.scene, sight.shown, sight.drawing
    sight.select("carl")
    assert (sight.scene is scene, sight.shown is shown, sight.drawing is drawing) == (True, True, True)
    look(sight, family())
    assert sight.scene is not scene


def test_changing_the_zoom_keeps_who_is_shown() -> None:
    sight = looking(family(), view=View.CHART)
    shown, drawing = sight.shown, sight.drawing
    sight.zoom = Zoom.CARD
    assert sight.shown is shown
    assert sight.drawing is not drawing


def test_somebody_who_is_gone_is_followed_by_a_sibling_then_by_the_boss() -> None:
    sight = looking(family(), selected="bert")
    look(sight, without(family(), "bert"))
    assert sight.selected == "carl"
    look(sight, without(family(), "bert", "carl"))
    assert sight.selected == "anna"
    look(sight, without(family(), "bert", "carl", "anna"))
    assert sight.selected == "boss"
    look(sight, account())
    assert sight.selected is None
    look(sight, family())
    assert sight.selected == "boss"


def test_folding_a_boss_selects_the_boss() -> None:
    sight = looking(family(), selected="dora")
    sight.folded = {"bert"}
    sight.stand()
    assert sight.selected == "bert"
    assert not sight.select("dora")
    assert sight.folded == set()


def test_the_lens_changes_the_scene_and_nobody_moves() -> None:
    sight = looking(family(), selected="anna")
    sight.through_deal = True
    sight.stand()
    assert sight.lens is not None
    assert sight.scene.people["anna"].changed == ("relationship",)
    assert sight.selected == "anna"


def test_choosing_a_view_survives_another_size() -> None:
    sight = looking(family())
    sight.view, sight.chosen = View.MATRIX, True
    views = []
    for chosen, height in ((True, 60), (False, 61)):
        sight.chosen = chosen
        sight.fit(200, height)
        views.append(sight.view)
    assert views == [View.MATRIX, View.CHART]


def test_a_small_edit_does_not_change_the_view_by_itself() -> None:
    sight = looking(family())
    before = sight.view
    people = [person(f"p{n}", reports_to="boss") for n in range(40)]
    look(sight, family().model_copy(update={"people": (*family().people, *people)}))
    assert sight.view is before


def test_arrows_from_somebody_who_is_not_drawn_go_to_the_first_who_is() -> None:
    plan = family().model_copy(update={"links": ()})
    sight = looking(plan, view=View.MATRIX, selected="boss")
    assert sight.to_nearest(Direction.DOWN) in (None, *sight.drawing.boxes)


def test_findings_are_those_of_the_lens() -> None:
    plan = account(person("d", roles="D", standing="inner"), opportunities=[deal("o1"), deal("o2", status="won")])
    sight = looking(plan)
    assert sight.people_with_findings() == ("d",)
    assert {each.opportunity for each in sight.findings_about("d")} <= {None, "o1"}
    assert sight.findings_about("nobody") == ()


@settings(max_examples=40, deadline=None)
@given(organisations(), organisations(), st.data())
def test_whoever_is_selected_is_shown_whatever_happens(
    one: AccountPlan, other: AccountPlan, data: st.DataObject
) -> None:
    sight = looking(one)
    for _ in range(data.draw(st.integers(1, 8))):
        match data.draw(st.sampled_from(["plan", "fold", "unfold", "filter", "lens", "view", "move", "overlay"])):
            case "plan":
                look(sight, data.draw(st.sampled_from([one, other])))
            case "fold":
                sight.folded = set(everyone_folded(sight.scene))
            case "unfold":
                sight.folded = set()
            case "filter":
                sight.filter = data.draw(st.sampled_from(["", "rel:X", "role:D", "p1", "contact<2"]))
            case "lens":
                sight.through_deal = not sight.through_deal
            case "view":
                sight.view = data.draw(st.sampled_from(View))
            case "overlay":
                sight.overlay = data.draw(st.sampled_from([None, *Overlay]))
            case "move":
                directions = (sight.to_report, sight.to_boss, partial(sight.to_side, 1), partial(sight.to_side, -1))
                found = directions[data.draw(st.integers(0, 3))]()
                if found is not None:
                    sight.select(found)
        sight.stand()
        everyone = sight.shown.everyone()
        assert (sight.selected in everyone) if everyone else sight.selected is None
        assert set(sight.drawing.boxes) <= set(everyone)
