"""Text into the map and out of it: pasted outlines, copies and files, hostile names, both languages, any size."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from rich.cells import cell_len

from kaptui.draw.glyphs import ASCII, UNICODE, Glyphs
from kaptui.draw.map_options import View
from kaptui.editing.outline import MOST_LINES
from kaptui.plan.document import AccountPlan
from kaptui.screens.map import MapScreen
from kaptui.screens.outline_dialogs import OutlinePreview
from tests.ui.app_stage import Play, demo_plan, empty_plan, playing
from tests.ui.map_stage import card_text, go, keys, paste, person, stands
from tests.ui.widget_stage import HOSTILE

ORGANISATION = """\
Zhou / President        A = 1 !!
  Chen Jing / COO @Operations   D P + 2 !
    Ma X=
"""


async def test_pasting_an_outline_shows_what_it_would_do_and_does_it_as_one_step() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await paste(play, ORGANISATION)
        await play.until(lambda: isinstance(play.app.screen, OutlinePreview))
        await play.shows("Paste: 2 new, 1 changed, 1 to look at")
        await play.shows("changes: Title")
        await play.shows("Cannot be read as a code")
        await play.press("enter")
        stands(play, "Zhou")
        assert person(play, "Chen Jing").reports_to == person(play, "Zhou").id
        assert person(play, "Ma X=").reports_to == person(play, "Chen Jing").id
        await keys(play, "u")
        assert play.plan.people == demo_plan().people


async def test_an_outline_of_more_lines_than_anybody_looks_over_is_refused_at_once() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        shown, before = play.app.screen, play.plan
        await paste(play, "a line of text\n" * (MOST_LINES + 1))
        await play.shows("too much to paste at once")
        assert play.app.screen is shown
        assert play.plan is before


async def test_giving_a_paste_up_changes_nothing() -> None:
    async with playing(demo_plan()) as play:
        await go(play)
        await paste(play, ORGANISATION)
        await play.until(lambda: isinstance(play.app.screen, OutlinePreview))
        await play.press("escape")
        assert play.plan == play.app.session.saved


async def test_an_outline_can_be_typed_on_an_empty_map() -> None:
    async with playing(empty_plan()) as play:
        await go(play)
        await play.shows("nobody on the map yet")
        await keys(play, "P")
        await play.shows("One person a line")
        await play.type("Zhou A=1!!\n  Chen D+2!")
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, OutlinePreview))
        await keys(play, "e")
        await play.type(" /x")
        await play.press("escape", "escape")
        assert isinstance(play.app.screen, MapScreen)
        assert not play.plan.people
        await keys(play, "P")
        await play.type("Zhou A=1!!\n  Chen D+2!")
        await play.press("ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, OutlinePreview))
        await play.press("enter")
        zhou, chen = person(play, "Zhou"), person(play, "Chen")
        assert (len(zhou.roles), len(chen.roles), chen.reports_to) == (1, 1, zhou.id)
        stands(play, "Zhou")


async def test_an_empty_map_asks_for_somebody() -> None:
    async with playing(empty_plan()) as play:
        await go(play)
        await keys(play, "sX")
        await play.shows("There is nobody here; a adds somebody")
        for key in "hjklvzvvFnNifpO":
            await keys(play, key)
            await play.press("escape")
            await go(play)
        await keys(play, "a")
        await play.type("Zhou")
        await play.press("enter")
        stands(play, "Zhou")


# text that leaves the program


def copied(play: Play, written: list[str]) -> str:
    """What the last OSC 52 sequence carries."""
    sequence = next(text for text in reversed(written) if text.startswith("\x1b]52;c;"))
    return base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode("utf-8")


async def test_copying_the_view_and_the_whole_map_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    async with playing(demo_plan(), size=(120, 40), glyphs=UNICODE) as play:
        await go(play)
        written: list[str] = []
        assert play.app._driver is not None
        monkeypatch.setattr(play.app._driver, "write", written.append)
        await keys(play, "F")
        await keys(play, "y")
        view = copied(play, written)
        assert view.isascii()
        assert "VP Wang" in view
        assert "Zheng Jie" not in view
        await keys(play, "Y")
        whole = copied(play, written)
        assert whole.isascii()
        assert all(each.name in whole for each in play.plan.people)


async def test_writing_the_map_to_a_file_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with playing(demo_plan()) as play:
        await go(play)
        await keys(play, "W")
        (file,) = tmp_path.iterdir()
        assert "VP Wang" in file.read_text("utf-8")
        await play.shows("Written to")


# hostile text, sizes, languages


def hostile_plan() -> AccountPlan:
    """An organisation whose every text is hostile."""
    people = [
        {"id": f"p{n}", "name": text, "title": text, "department": text, "notes": text, "background": text,
         "business_agenda": text, "our_contact": text, "reports_to": f"p{n // 2}" if n else None, "style": "V",
         "roles": ["D"], "relationship": "-", "standing": "inner"}
        for n, text in enumerate(each.replace("\ud83d", "") for each in HOSTILE)
    ]  # fmt: skip
    links = [{"id": f"l{n}", "source": f"p{n}", "target": f"p{(n * 3) % len(people)}"} for n in range(len(people))]
    deal = {"id": "d", "name": HOSTILE[1], "steps": [{"id": "s", "step": HOSTILE[0], "people": ["p1", "p2"]}],
            "overrides": {"p1": {"relationship": "X"}},
            "actions": [{"id": "a", "what": HOSTILE[1], "owner": HOSTILE[2], "person": "p1"}]}  # fmt: skip
    return empty_plan(people=people, links=links, opportunities=[deal])


@pytest.mark.parametrize("glyphs", [ASCII, UNICODE])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_hostile_names_keep_every_line_at_its_width(size: tuple[int, int], glyphs: Glyphs) -> None:
    async with playing(hostile_plan(), size=size, glyphs=glyphs) as play:
        await go(play)
        for key in ["j", "v", "j", "z", "v", "l", "v", "v", "p", "owj", "of", "i", "n", "#"]:
            await keys(play, key)
            lines = play.lines()
            assert [cell_len(line) for line in lines] == [size[0]] * size[1]
            assert not any("\x1b" in line or "\u202e" in line for line in lines)
        await play.press("escape")
        for chord in ("=s", "=w", "/", "m", "f"):
            await keys(play, chord)
            assert not isinstance(play.app.screen, MapScreen)
            await play.press("escape")
        await play.press("enter")
        await play.press("escape")
        await paste(play, "\n".join(HOSTILE).replace("\ud83d", ""))
        await play.press("enter")
        assert len(play.plan.people) >= len(HOSTILE)


async def test_in_a_small_window_the_card_takes_the_place_of_the_map() -> None:
    async with playing(demo_plan(), size=(50, 20)) as play:
        await go(play)
        assert "Relationship = Neutral" not in play.text()
        await play.press("tab")
        await play.shows("Relationship = Neutral")
        await play.press("tab")
        await play.shows("VP Zhang")


async def test_the_language_changes_on_the_spot() -> None:
    async with playing(demo_plan("zh"), language="zh") as play:
        await go(play)
        await play.shows("支持 -7 (97%)")
        assert "政治地位 @ 内部影响圈" in card_text(play)
        await keys(play, "L")
        assert "Standing @ Inner circle" in card_text(play)
        await keys(play, "L")
        assert "内部影响圈" in card_text(play)


async def test_help_explains_the_codes() -> None:
    async with playing(demo_plan(), size=(120, 60)) as play:
        await go(play)
        await keys(play, "?")
        await play.shows("who decides, who is for us")
        assert "Relationship: mentor" in play.app.screen.as_text()  # type: ignore[attr-defined]  # the help screen


async def test_another_account_starts_anew() -> None:
    async with playing(demo_plan()) as play:
        screen = await go(play)
        await keys(play, "vFp")
        play.app.new_account("Second")
        await play.pilot.pause()
        await go(play)
        assert (screen.sight.folded, screen.sight.through_deal, screen.sight.selected) == (set(), False, None)


async def test_six_hundred_people_open_folded() -> None:
    people = [
        {"id": f"p{n}", "name": f"Person {n}", "reports_to": f"p{(n - 1) // 6}" if n else None} for n in range(600)
    ]
    async with playing(empty_plan(people=people), size=(200, 60)) as play:
        screen = await go(play)
        assert screen.sight.view is View.OUTLINE
        assert len(screen.sight.shown.order) == 7
        assert sum(int(line.split("+")[1].split()[0]) for line in play.lines()[5:11]) == 593
