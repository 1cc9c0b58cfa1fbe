"""Looking at the influence map by keyboard: moving, views, folds, filters, overlays, lists and the card."""

from __future__ import annotations

import pytest

from kaptui.draw.map_options import View, Zoom
from kaptui.plan.vocabulary import Relationship
from kaptui.widgets.dialogs import AskText
from tests.ui.app_stage import demo_plan, playing
from tests.ui.map_stage import card_text, go, keys, map_text, person, select, selected_row, stands, the_map


async def test_the_map_opens_as_an_outline_where_boxes_do_not_fit_and_as_a_chart_where_they_do() -> None:
    async with playing(demo_plan()) as play:
        assert (await go(play)).sight.view is View.OUTLINE
        await play.shows("> 4 @ ...A V = #.. VP Wang")
        await play.shows("# P UEDA S R Con Name")
    async with playing(demo_plan(), size=(120, 40)) as play:
        assert (await go(play)).sight.view is View.CHART
        await play.shows("<SEL>@")


async def test_a_chosen_view_stays_when_the_window_changes() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        screen = await go(play)
        await play.pilot.resize_terminal(80, 24)
        await play.until(lambda: screen.sight.view is View.OUTLINE)
        await play.pilot.resize_terminal(120, 40)
        await play.until(lambda: screen.sight.view is View.CHART)
        await keys(play, "vvv")
        assert screen.sight.view is View.OUTLINE
        await play.pilot.resize_terminal(100, 30)
        await play.pilot.resize_terminal(120, 40)
        await play.pilot.pause()
        assert screen.sight.view is View.OUTLINE


async def test_moving_by_family_and_back() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "jj")
        stands(play, "Zhou Min")
        await keys(play, "l")
        stands(play, "Zhao Lei")
        await keys(play, "kk")
        stands(play, "VP Zhang")
        await keys(play, "lj")
        stands(play, "Sun Qiang")
        await keys(play, "h")
        stands(play, "Liu Yang")
        await play.press("home")
        stands(play, "VP Wang")


async def test_going_down_again_finds_whom_one_came_up_from() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "Zheng Jie")
        await keys(play, "k")
        stands(play, "Sun Qiang")
        await keys(play, "j")
        stands(play, "Zheng Jie")


async def test_arrows_go_to_the_nearest_box() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        await go(play)
        await play.press("right")
        stands(play, "VP Zhang")
        await play.press("down")
        stands(play, "Liu Yang")
        await play.press("left")
        stands(play, "Chen Jing")
        await play.press("up")
        stands(play, "VP Wang")


@pytest.mark.parametrize(("typed", "name"), [("zhengj", "Zheng Jie"), ("operations", "Feng Bin"), ("sq", "Sun Qiang")])
async def test_finding_somebody(typed: str, name: str) -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "/")
        await play.type(typed)
        await play.press("enter")
        stands(play, name)


async def test_finding_by_initials_of_chinese_names_unfolds_and_drops_the_filter() -> None:
    async with playing(demo_plan("zh"), language="zh") as play:
        screen = await go(play)
        await keys(play, "F")
        assert "zj" not in play.text()
        await keys(play, "/zj")
        await play.press("enter")
        stands(play, "郑洁")
        screen.set_filter("rel:X")
        await keys(play, "/wfz")
        await play.press("enter")
        stands(play, "王副总")
        assert screen.sight.filter == ""


async def test_the_next_finding_is_the_most_pressing_and_says_what_it_is() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "Zhou Min")
        await keys(play, "n")
        stands(play, "He Feng")
        await play.shows("He Feng is an enemy with power")
        await keys(play, "n")
        first = the_map(play).sight.selected
        await keys(play, "N")
        stands(play, "He Feng")
        await keys(play, "n")
        assert the_map(play).sight.selected == first


# seeing


async def test_views_and_zooms() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        screen = await go(play)
        seen = []
        zooms = []
        for _ in View:
            seen.append(screen.sight.view)
            await keys(play, "v")
        assert set(seen) == set(View)
        assert screen.sight.view is View.CHART
        for key in "zZZZZ":
            await keys(play, key)
            zooms.append(screen.sight.zoom)
        assert zooms == [Zoom.CARD, Zoom.BOX, Zoom.TAG, Zoom.DOT, Zoom.DOT]


async def test_zoom_says_where_it_works() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "z")
        await play.shows("Zoom is for chart and process")


async def test_folding_counts_who_is_hidden() -> None:
    async with playing(demo_plan()) as play:
        screen = await go(play)
        await keys(play, "F")
        await play.shows("+1")
        await keys(play, "F")
        await select(play, "Sun Qiang")
        await play.press("space")
        assert "Zheng Jie" not in map_text(play)
        assert "+4" in selected_row(play)
        await keys(play, "j")
        stands(play, "Sun Qiang")
        screen.select(person(play, "Zheng Jie").id)
        await play.shows("Zheng Jie")


async def test_a_filter_leaves_matches_and_their_bosses() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "f")
        await play.type("rel:X")
        await play.press("enter")
        stands(play, "He Feng")
        assert "Zhou Min" not in map_text(play)
        assert "Sun Qiang" in map_text(play)
        await play.shows("filter: rel:X")
        await play.press("escape")
        assert "Zhou Min" in map_text(play)


async def test_a_filter_that_cannot_be_read_or_finds_nobody_stays_open_with_a_complaint() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "f")
        await play.type("colour:red")
        await play.press("enter")
        await play.shows("Cannot be read as one of the choices")
        assert isinstance(play.app.screen, AskText)
        await play.press("ctrl+u")
        await play.type("name:nobody")
        await play.press("enter")
        await play.shows("Nobody matches")
        await play.press("escape")
        assert the_map(play).sight.filter == ""


async def test_somebody_whom_an_edit_takes_out_of_the_filter_stays_until_one_moves_on() -> None:
    async with playing(demo_plan()) as play:
        screen = await go(play)
        screen.set_filter("rel:X")
        stands(play, "He Feng")
        await keys(play, "s=")
        stands(play, "He Feng")
        assert person(play, "He Feng").relationship is Relationship.NEUTRAL


@pytest.mark.parametrize(
    ("letter", "told"),
    [
        ("s", "Relationship"),
        ("c", "Coverage"),
        ("d", "Roles"),
        ("w", "Weight"),
        ("f", "Findings"),
        ("o", "Our contact"),
    ],
)
async def test_overlays(letter: str, told: str) -> None:
    async with playing(demo_plan()) as play:
        screen = await go(play)
        await keys(play, f"o{letter}")
        await play.shows(f"overlay: {told}")
        await keys(play, f"o{letter}")
        assert screen.sight.overlay is None


async def test_an_overlay_changes_the_text_not_only_the_colour() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "ow")
        assert "w15" in selected_row(play)


async def test_all_links_are_drawn_beside_the_outline() -> None:
    async with playing(demo_plan(), size=(120, 40)) as play:
        screen = await go(play)
        await keys(play, "i")
        assert screen.sight.view is View.OUTLINE
        assert any(line.count("<") and "VP Wang" in line for line in play.lines())
        await keys(play, "i")
        assert not screen.sight.all_links


# the strip and the card


async def test_every_number_of_the_strip_opens_its_list() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await play.shows("supp -7 (97%)  cover 34%  unmet 3  inner X 0  thr 2  reach 50%/0%  amber")
        for letter, words in {
            "s": "Support -7", "k": "known share 97%", "c": "Coverage 34%: 6 gaps", "d": "hardly met: 3",
            "x": "Inner circle 3, enemies in it 0", "t": "Threads 2", "f": "in reach of friends 50%",
            "e": "in reach of enemies 0%", "m": "amber: a key player is for us", "w": "Ways in",
        }.items():  # fmt: skip
            await keys(play, f"={letter}")
            await play.shows(words)
            await play.press("escape")
        await keys(play, "=k")
        await play.press("enter")
        stands(play, "Feng Bin")


async def test_the_strip_follows_every_edit() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await select(play, "Chen Jing")
        await keys(play, "s*")
        await play.shows("green")


async def test_the_card_says_everything_about_the_selected_person() -> None:
    async with playing(demo_plan(), size=(120, 60)) as play:
        await go(play)
        await select(play, "He Feng")
        text = card_text(play)
        for words in (
            "Deputy General Manager, Enterprise IT", "Roles E Evaluator", "Relationship X Enemy",
            "Contact ... none, needs 2", "Standing o Political structure w6", "Conflict x Zheng Jie(1)",
            "is an enemy with power", "Supports rival K Co.", "Last contact -",
        ):  # fmt: skip
            assert words in text, words
        await select(play, "Sun Qiang")
        for words in ("Hears < Zheng Jie(2)", "Moves > VP Li(3)", "WANTS something revolutionary", "SELL what gives"):
            assert words in card_text(play)
            await play.shows(words[:24])


async def test_the_card_scrolls_when_it_has_the_keys() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await play.shows("Vice President, customer")
        await play.press("tab")
        await keys(play, "jjj")
        stands(play, "VP Wang")
        assert "Vice President, customer" not in play.text()
        await play.press("escape")
        await keys(play, "j")
        stands(play, "Chen Jing")


async def test_a_mentor_is_explained() -> None:
    async with playing(demo_plan(), size=(120, 60)) as play:
        await go(play)
        await keys(play, "s*")
        await play.shows("sells our solution inside")
