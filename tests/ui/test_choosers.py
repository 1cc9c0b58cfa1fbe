"""Dialogs: the chooser, a question with answers, a question answered by a line."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from kaptui.draw.glyphs import UNICODE
from kaptui.widgets.chooser import Chooser
from kaptui.widgets.dialogs import Ask, AskText
from kaptui.widgets.lines import Lines
from kaptui.widgets.options import Option
from kaptui.widgets.pick_list import PickList
from tests.ui.widget_stage import HOSTILE, Stage, shown, until

ACCOUNTS = (
    Option("1", "Province Telecom", "Li", "carrier"),
    Option("2", "重庆银行", "Wu"),
    Option("3", "Port Group [/]", "Chen"),
)


class Dialog:
    """A dialog on an otherwise empty stage, and what it was ended with."""

    def __init__(self) -> None:
        self.app = Stage(Lines(focusable=True))
        self.answers: list[object] = []

    async def open(self, pilot: Pilot[None], screen: Screen[Any]) -> None:
        """Push it and wait until it is painted."""
        self.app.push_screen(screen, self.answers.append)
        await until(pilot, lambda: self.app.screen is screen and self.app.focused is not None)
        await until(pilot, lambda: self.app.focused is not None and self.app.focused.region.width)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("tele\r", "1"),
        ("carrier\r", "1"),
        ("cqyh\r", "2"),
        ("银行\r", "2"),
        ("[/]\r", "3"),
        ("↓↓\r", "3"),
        ("↓↓↑\r", "2"),
        ("zzz\r\x1b", None),
        ("\x1b", None),
    ],
)
async def test_what_is_typed_in_one_packet_with_enter_chooses(keys: str, answer: str | None) -> None:
    dialog = Dialog()
    names = {"\r": "enter", "\x1b": "escape", "↓": "down", "↑": "up"}
    async with dialog.app.run_test(size=(80, 24)) as pilot:
        await dialog.open(pilot, Chooser("Accounts", ACCOUNTS))
        for key in keys:
            dialog.app.post_message(events.Key(names.get(key, key), None if key in names else key))
        await until(pilot, lambda: dialog.answers)
        assert dialog.answers == [answer]


async def test_several_are_chosen_with_space_and_a_full_width_space_too() -> None:
    dialog = Dialog()
    async with dialog.app.run_test(size=(80, 24)) as pilot:
        await dialog.open(pilot, Chooser("People", ACCOUNTS, multi=True, chosen=["3"]))
        await pilot.press("up", "up", "space", "down")
        dialog.app.post_message(events.Key("ideographic_space", "\u3000"))
        await pilot.press("enter")
        assert dialog.answers == [("3", "1", "2")]


@pytest.mark.parametrize("digit", ["2", "２"])
async def test_a_digit_takes_from_a_numbered_menu(digit: str) -> None:
    dialog = Dialog()
    async with dialog.app.run_test(size=(80, 24)) as pilot:
        await dialog.open(pilot, Chooser("Actions", ACCOUNTS, numbered=True))
        dialog.app.post_message(events.Key(digit, digit))
        await until(pilot, lambda: dialog.answers)
        assert dialog.answers == ["2"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 6)])
async def test_hostile_options_and_titles_are_only_text(size: tuple[int, int]) -> None:
    dialog = Dialog()
    options = [Option(str(n), text, text) for n, text in enumerate(HOSTILE)]
    async with dialog.app.run_test(size=size) as pilot:
        for screen in (
            Chooser(HOSTILE[1], options, multi=True, glyphs=UNICODE),
            Ask("\n".join(HOSTILE), options, title=HOSTILE[1]),
            AskText(HOSTILE[1], HOSTILE[2], title=HOSTILE[0]),
        ):
            await dialog.open(pilot, screen)
            await pilot.press("down", "up")
            lines = shown(dialog.app)
            assert [cell_len(line) for line in lines] == [size[0]] * size[1]
            assert not any("\x1b" in line or "\u202e" in line for line in lines)
            await pilot.press("escape")
        assert dialog.answers == [None, None, None]


async def test_five_thousand_options_render_only_those_in_view() -> None:
    dialog = Dialog()
    options = [Option(str(n), f"客户 {n}", "owner") for n in range(5_000)]
    async with dialog.app.run_test(size=(80, 24)) as pilot:
        await dialog.open(pilot, Chooser("Accounts", options))
        await pilot.press("pagedown", "pagedown", "up")
        rows = dialog.app.screen.query_one(PickList).region.height
        seen = [line for line in shown(dialog.app) if "客户" in line]
        assert len(seen) == rows
        last = int(seen[-1].split("客户")[1].split()[0])
        assert f" +{4_999 - last} " in seen[-1]
        for key in "kehu4999":
            dialog.app.post_message(events.Key(key, key))
        dialog.app.post_message(events.Key("enter", None))
        await until(pilot, lambda: dialog.answers)
        assert dialog.answers == ["4999"]


@pytest.mark.parametrize(("key", "answer"), [("y", "y"), ("Y", "y"), ("ｙ", "y"), ("enter", "n"), ("escape", None)])
async def test_a_question_is_answered_by_one_key(key: str, answer: str | None) -> None:
    dialog = Dialog()
    async with dialog.app.run_test(size=(80, 24)) as pilot:
        await dialog.open(pilot, Ask("Remove [/]?", [Option("n", "No"), Option("y", "Yes")]))
        dialog.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: dialog.answers)
        assert dialog.answers == [answer]


async def test_answers_with_long_keys_are_numbered() -> None:
    dialog = Dialog()
    async with dialog.app.run_test(size=(80, 24)) as pilot:
        await dialog.open(pilot, Ask("Which?", [Option("mine", "Mine"), Option("theirs", "Theirs")]))
        assert any("2  Theirs" in line for line in shown(dialog.app))
        await pilot.press("x", "2")
        assert dialog.answers == ["theirs"]


async def test_a_line_is_asked_for_and_a_complaint_keeps_it_open() -> None:
    dialog = Dialog()
    async with dialog.app.run_test(size=(80, 24)) as pilot:
        check = {"": "A name is needed"}
        await dialog.open(pilot, AskText("Name?", "", check=lambda text: check.get(text, "")))
        await pilot.press("enter")
        assert any("A name is needed" in line for line in shown(dialog.app))
        await pilot.press("王", "enter")
        assert dialog.answers == ["王"]
