"""What every app on ``TerminalApp`` has without a terminal, too: one save, a gate, no blinking, readable colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.content import Content
from textual.filter import Monochrome, NoColor
from textual.widgets import Input, Static, TextArea

from kaptui._crash import EX_SOFTWARE
from kaptui.terminal import TerminalApp


class Counting(TerminalApp):
    """Counts its saves."""

    def __init__(self) -> None:
        super().__init__()
        self.saves = 0
        self.fields = 0

    def compose(self) -> ComposeResult:
        yield Input("text")
        yield TextArea("text")
        yield Static(Content("a\x1b[31mb"), id="hostile")

    def save_before_leaving(self) -> None:
        self.saves += 1
        self.fields = len(self.query(Input))


async def test_leaving_saves_once_while_the_screen_is_still_there() -> None:
    app = Counting()
    async with app.run_test() as pilot:
        app.leave(3)
        app.leave(4)
        await pilot.pause()
    assert (app.saves, app.fields, app.return_code) == (1, 1, 3)


async def test_being_shut_down_saves_once() -> None:
    app = Counting()
    async with app.run_test():
        pass
    assert app.saves == 1


async def test_a_fault_saves_once_and_is_handed_to_the_test() -> None:
    app = Counting()
    with pytest.raises(RuntimeError, match="of ours"):
        async with app.run_test() as pilot:
            app.call_later(fails)
            await pilot.pause()
    assert (app.saves, app.return_code) == (1, EX_SOFTWARE)


def fails() -> None:
    raise RuntimeError("a fault of ours")


async def test_a_save_that_fails_does_not_hide_that_it_failed() -> None:
    class Failing(Counting):
        def save_before_leaving(self) -> None:
            super().save_before_leaving()
            fails()

    app = Failing()
    async with app.run_test() as pilot:
        app.leave(0)
        await pilot.pause()
    assert (app.saves, app.return_code) == (1, EX_SOFTWARE)


async def test_no_report_is_written_without_a_terminal(tmp_path: Path) -> None:
    class Reporting(Counting):
        def crash_directory(self) -> Path:
            return tmp_path

    with pytest.raises(RuntimeError):
        async with Reporting().run_test() as pilot:
            pilot.app.call_later(fails)
            await pilot.pause()
    assert list(tmp_path.iterdir()) == []


async def test_nothing_moves_or_blinks() -> None:
    app = Counting()
    async with app.run_test():
        assert app.animation_level == "none"
        assert not app.query_one(Input).cursor_blink
        assert not app.query_one(TextArea).cursor_blink


async def test_no_escape_leaves_a_widget() -> None:
    app = Counting()
    async with app.run_test():
        hostile = app.query_one("#hostile")
        text = "".join(strip.text for strip in hostile.render_lines(hostile.region.reset_offset))
        assert text.startswith("a[31mb")


@pytest.mark.parametrize(("theme", "expected"), [("ansi-dark", NoColor), ("textual-dark", Monochrome)])
async def test_without_colour_a_theme_chosen_later_can_be_read(
    theme: str, expected: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Counting()
    async with app.run_test():
        app.theme = theme
        kinds = {type(each) for each in app.get_line_filters()} & {NoColor, Monochrome}
        assert kinds == {expected}
