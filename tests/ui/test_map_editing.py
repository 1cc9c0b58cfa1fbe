"""Changing people on the map by keyboard: codes, newcomers, bosses, steps, links, and one deal alone."""

from __future__ import annotations

from kaptui.plan.vocabulary import Contact, Kind, LinkKind, Relationship, Role, Standing, Style
from kaptui.screens.map import MapScreen
from tests.ui.app_stage import demo_plan, playing
from tests.ui.map_stage import card_text, go, keys, map_text, person, select, selected_row, stands

SINGLE_KEYS: list[tuple[str, str, object]] = [
    ("sX", "relationship", Relationship.ENEMY), ("sx", "relationship", Relationship.ENEMY),
    ("s-", "relationship", Relationship.NON_SUPPORTER), ("s=", "relationship", Relationship.NEUTRAL),
    ("s+", "relationship", Relationship.SUPPORTER), ("s*", "relationship", Relationship.MENTOR),
    ("s?", "relationship", None), ("c0", "contact", Contact.NONE), ("c1", "contact", Contact.BRIEF),
    ("c2", "contact", Contact.MULTIPLE), ("c3", "contact", Contact.IN_DEPTH), ("c?", "contact", None),
    ("rU", "roles", (Role.USER, Role.DECIDER)), ("rE", "roles", (Role.EVALUATOR, Role.DECIDER)),
    ("rd", "roles", ()), ("rA", "roles", (Role.DECIDER, Role.APPROVER)), ("r?", "roles", ()),
    ("tI", "style", Style.INNOVATOR), ("tv", "style", Style.VISIONARY), ("tP", "style", Style.PRAGMATIST),
    ("tC", "style", Style.CONSERVATIVE), ("tL", "style", Style.LAGGARD), ("t?", "style", None),
    ("wo", "standing", Standing.OUTSIDE), ("ws", "standing", Standing.STRUCTURE),
    ("wi", "standing", Standing.INNER), ("w?", "standing", None),
]  # fmt: skip
"""What two keys set on Chen Jing, a decision-maker, pragmatist, neutral, of the political structure."""


async def test_single_keys_set_attributes_and_undo_takes_them_back() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "Chen Jing")
        before = person(play, "Chen Jing")
        for pressed, field, value in SINGLE_KEYS:
            await keys(play, pressed)
            assert getattr(person(play, "Chen Jing"), field) == value, pressed
            await keys(play, "u")
            assert person(play, "Chen Jing") == before, pressed


async def test_a_chord_shows_its_second_keys_and_esc_gives_it_up() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        before = play.plan
        await keys(play, "s")
        await play.shows("X enemy  - non-supporter  = neutral  + supporter  * mentor  ? unknown")
        await play.press("escape")
        assert play.plan == before
        await keys(play, "w")
        await play.shows("o outside  s political structure  i inner circle")
        await play.press("escape")
        await keys(play, "=")
        await play.shows("w ways in  Esc gives up")


async def test_the_whole_code_at_once() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await play.press("enter")
        await play.shows("Code of VP Wang")
        await play.shows("Now AV=1!!.")
        await play.type("ed ! x0")
        await play.press("enter")
        wang = person(play, "VP Wang")
        assert (wang.roles, wang.style) == ((Role.EVALUATOR, Role.DECIDER), Style.VISIONARY)
        assert (wang.relationship, wang.contact) == (Relationship.ENEMY, Contact.NONE)
        assert wang.standing is Standing.STRUCTURE


async def test_a_code_that_cannot_be_read_stays_open_with_its_complaint() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        before = play.plan
        await play.press("enter")
        await play.type("XX")
        await play.press("enter")
        await play.shows("Cannot be read as a code")
        await play.press("escape")
        assert play.plan == before


async def test_undo_says_what_and_goes_to_the_person_while_the_map_stands_still() -> None:
    async with playing(demo_plan()) as play:
        screen = await go(play)
        await select(play, "Feng Bin")
        await keys(play, "c3")
        await keys(play, "kk")
        seen = screen.map_view.seen
        await keys(play, "u")
        stands(play, "Feng Bin")
        assert isinstance(play.app.screen, MapScreen)
        await play.shows("Undone: change of Contact")
        assert screen.map_view.seen == seen
        await keys(play, "U")
        assert person(play, "Feng Bin").contact is Contact.IN_DEPTH


async def test_a_report_and_a_peer_are_typed_in_one_line() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "Sun Qiang")
        await keys(play, "a")
        await play.type("Wang Wei / CIO @IT D=2!!")
        await play.press("enter")
        stands(play, "Wang Wei")
        added = person(play, "Wang Wei")
        assert (added.title, added.department, added.reports_to) == ("CIO", "IT", person(play, "Sun Qiang").id)
        assert (added.roles, added.standing) == ((Role.DECIDER,), Standing.INNER)
        await select(play, "He Feng")
        await keys(play, "A")
        await play.type("Next")
        await play.press("enter")
        names = [each.name for each in play.plan.people if each.reports_to == person(play, "Sun Qiang").id]
        assert names[:2] == ["He Feng", "Next"]
        await keys(play, "uu")
        assert [each.name for each in play.plan.people] == [each.name for each in demo_plan().people]


async def test_people_outside_the_tree_get_peers_but_no_reports() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "Mr Qian")
        await keys(play, "a")
        await play.shows("Nobody reports to people outside the tree")
        await keys(play, "A")
        await play.type("Mr Sun")
        await play.press("enter")
        assert person(play, "Mr Sun").kind is Kind.CONSULTANT


async def test_moving_to_another_boss_takes_the_reports_along_and_refuses_loops() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "Sun Qiang")
        await keys(play, "m")
        await play.type("Zheng Jie")
        await play.press("enter")
        await play.shows("Zheng Jie stands below Sun Qiang")
        assert person(play, "Sun Qiang").reports_to == person(play, "VP Li").id
        await keys(play, "m")
        await play.type("VP Wang")
        await play.press("enter")
        assert person(play, "Sun Qiang").reports_to == person(play, "VP Wang").id
        assert person(play, "Zheng Jie").reports_to == person(play, "Sun Qiang").id
        stands(play, "Sun Qiang")
        await keys(play, "m")
        await play.shows("> VP Wang")
        await play.press("enter")
        assert person(play, "Sun Qiang").reports_to == person(play, "VP Wang").id
        await keys(play, "m")
        await play.type("(nobody")
        await play.press("enter")
        assert person(play, "Sun Qiang").reports_to is None


async def test_siblings_change_places() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "He Feng")
        await keys(play, "J")
        rows = [line for line in map_text(play).split("\n") if "He Feng" in line or "Wu Tao" in line]
        assert "Wu Tao" in rows[0]
        stands(play, "He Feng")
        await keys(play, "KK")
        assert play.plan.people == demo_plan().people


async def test_removing_and_archiving() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "Chen Jing")
        await keys(play, "x")
        assert person(play, "Zhou Min").reports_to == person(play, "VP Wang").id
        stands(play, "VP Wang")
        await keys(play, "u")
        stands(play, "Chen Jing")
        await keys(play, "X")
        assert person(play, "Chen Jing").archived
        assert "Chen Jing" not in map_text(play)
        await keys(play, "u")
        assert play.plan.people == demo_plan().people


async def test_decision_steps_by_number() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        deal = play.plan.opportunities[0]
        await select(play, "Feng Bin")
        await keys(play, "#")
        await play.shows("1 Requirements")
        await keys(play, "2")
        assert person(play, "Feng Bin").id in play.plan.opportunities[0].steps[1].people
        assert selected_row(play).startswith("> 2 ")
        await keys(play, "#2")
        assert play.plan.opportunities[0].steps == deal.steps
        await keys(play, "#9")
        await play.shows("The decision process has 4 steps")
        await keys(play, "#5")
        assert play.plan.opportunities[0].steps[4].people == (person(play, "Feng Bin").id,)
        await keys(play, "#0")
        assert not play.plan.opportunities[0].steps[4].people
        await keys(play, "u")
        stands(play, "Feng Bin")


async def test_read_only_plans_are_looked_at_only() -> None:
    async with playing(demo_plan(), read_only=True) as play:
        await go(play)
        await keys(play, "sX")
        await play.shows("This plan is open read-only")
        await keys(play, "a")
        assert isinstance(play.app.screen, MapScreen)
        assert play.plan.people == demo_plan().people


# links


async def test_an_influence_link_is_drawn_by_going_to_its_other_end() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "VP Wang")
        await keys(play, ">")
        await play.shows("VP Wang influences whom? Go there, then 1-3")
        await keys(play, "l2")
        stands(play, "VP Wang")
        link = play.plan.links[-1]
        assert (link.source, link.target) == (person(play, "VP Wang").id, person(play, "VP Zhang").id)
        assert (link.kind, link.strength) == (LinkKind.INFLUENCES, 2)
        assert "[>2]" in selected_row(play)
        await keys(play, ">l")
        await play.shows("there already, strength 2")
        await keys(play, "3")
        assert play.plan.links[-1].strength == 3
        assert len(play.plan.links) == len(demo_plan().links) + 1
        await keys(play, ">l0")
        assert play.plan.links == demo_plan().links
        await keys(play, "u")
        stands(play, "VP Wang")
        assert len(play.plan.links) == len(demo_plan().links) + 1


async def test_conflicts_and_second_bosses_are_drawn_alike() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "!l1")
        assert play.plan.links[-1].kind == "conflicts"
        await keys(play, "B/")
        await play.type("Liu Yang")
        await play.press("enter", "enter")
        assert play.plan.links[-1].kind == "dotted"
        assert play.plan.links[-1].target == person(play, "Liu Yang").id
        stands(play, "VP Wang")


async def test_a_link_needs_two_people_and_esc_gives_it_up() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, ">1")
        await play.shows("A link needs two people")
        await keys(play, "j")
        await play.press("escape")
        stands(play, "VP Wang")
        assert play.plan.links == demo_plan().links
        await keys(play, "l")
        stands(play, "VP Zhang")


# the lens


async def test_through_a_deal_roles_relationship_and_standing_change_there_only() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "p")
        await play.shows("seen through: Smart service")
        await select(play, "Chen Jing")
        await keys(play, "s*rAwic3")
        chen = person(play, "Chen Jing")
        assert (chen.relationship, chen.roles, chen.standing) == (
            Relationship.NEUTRAL, (Role.DECIDER,), Standing.STRUCTURE,
        )  # fmt: skip
        assert chen.contact is Contact.IN_DEPTH
        override = play.plan.opportunities[0].overrides[chen.id]
        assert (override.relationship, override.standing) == (Relationship.MENTOR, Standing.INNER)
        assert override.roles == (Role.DECIDER, Role.APPROVER)
        assert "{rsw}" in selected_row(play)
        assert "(set for this deal only; else D Decision-maker)" in card_text(play)
        await play.press("backspace")
        assert chen.id not in play.plan.opportunities[0].overrides
        await keys(play, "u")
        assert play.plan.opportunities[0].overrides[chen.id] == override


async def test_the_code_through_a_deal_sets_only_what_was_changed() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "p")
        await select(play, "Chen Jing")
        await play.press("enter")
        await play.shows("are set for this deal only")
        await play.type("DP+2!")
        await play.press("enter")
        override = play.plan.opportunities[0].overrides[person(play, "Chen Jing").id]
        assert override.model_fields_set == {"relationship"}


async def test_undo_of_a_difference_shows_it_through_its_deal() -> None:
    async with playing(demo_plan()) as play:
        screen = await go(play)
        await keys(play, "p")
        await select(play, "Chen Jing")
        await keys(play, "sX")
        await keys(play, "pk")
        assert screen.lens is None
        await keys(play, "u")
        stands(play, "Chen Jing")
        assert screen.lens is not None
        assert screen.lens.id == play.plan.opportunities[0].id


async def test_choosing_the_lens() -> None:
    async with playing(demo_plan()) as play:
        screen = await go(play)
        await keys(play, "O")
        await play.type("Knowledge")
        await play.press("enter")
        assert screen.lens is not None
        assert screen.lens.name == "Knowledge base"
        await select(play, "Sun Qiang")
        assert "..D." in selected_row(play)
        await keys(play, "O")
        await play.press("pageup", "enter")
        assert screen.lens is None
        assert ".E.." in selected_row(play)


async def test_backspace_without_a_lens_explains_itself() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await play.press("backspace")
        await play.shows("Nothing here is set for one deal only")
