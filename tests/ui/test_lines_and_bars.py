"""Panels, title bar and hint bar: exact widths, small repaints, a cursor that is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.strip import Strip
from textual.widgets import Input

from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.draw.width import visible
from kaptui.widgets.bars import HintBar, TitleBar, shortened, whole_hints
from kaptui.widgets.box import boxed, broken, cut_line, rule
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span, line_cells
from tests.ui.widget_stage import HOSTILE, Stage, shown, until

spans = st.builds(Span, st.text(st.sampled_from("ab 中é，"), max_size=9).map(visible), st.sampled_from(["", "bad"]))
lines = st.lists(spans, max_size=4).map(tuple)


class CountedLines(Lines):
    """Counts the lines that it is asked to render."""

    rendered = 0

    def render_line(self, y: int) -> Strip:
        self.rendered += 1
        return super().render_line(y)


def said(*texts: str) -> list[Line]:
    return [(Span(text),) for text in texts]


async def test_what_is_shown_while_out_of_sight_is_there_when_it_comes_back() -> None:
    pane = Lines()
    app = Stage(pane)
    async with app.run_test(size=(20, 5)) as pilot:
        pane.show(said("before"))
        await until(pilot, lambda: "before" in shown(app)[0])
        pane.display = False
        await pilot.pause()
        pane.show(said("after"))
        await pilot.pause()
        pane.display = True
        await until(pilot, lambda: "after" in shown(app)[0])


@given(st.lists(lines, max_size=5), st.integers(0, 30), st.integers(0, 8), st.text(max_size=8))
def test_a_box_is_exactly_as_large_as_asked(inside: list[Line], width: int, height: int, title: str) -> None:
    box = boxed(inside, width, height, UNICODE, title, title)
    assert [line_cells(line) for line in box] == [width] * height


@given(lines, st.integers(1, 30))
def test_a_broken_line_keeps_every_sign_in_its_tone(line: Line, width: int) -> None:
    parts = list(broken(line, width))
    assert all(line_cells(part) <= width for part in parts)
    if width > 3:
        assert signs(parts) == signs([line])


def signs(parts: list[Line]) -> list[tuple[str, str]]:
    return [(sign, span.tone) for part in parts for span in part for sign in span.text if sign != " "]


@given(lines, st.integers(1, 30))
def test_a_cut_line_has_its_width_and_says_that_it_is_cut(line: Line, width: int) -> None:
    shown_line = cut_line(line, width, ASCII)
    assert line_cells(shown_line) == width
    if line_cells(line) > width:
        assert "".join(span.text for span in shown_line).endswith("~")


@given(st.integers(0, 30), st.text(max_size=30))
def test_a_rule_spans_its_width(width: int, words: str) -> None:
    assert line_cells(rule(width, ASCII, words)) == width


def test_hints_that_do_not_fit_are_left_out_whole() -> None:
    assert whole_hints(" a add  e edit  x delete", 16) == " a add  e edit"
    assert whole_hints(" a add  e edit", 80) == " a add  e edit"
    assert whole_hints(" 很长的提示", 6) == " 很长~"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (7, 3)])
@pytest.mark.parametrize("wraps", [False, True])
async def test_hostile_lines_keep_the_panel_in_its_box(size: tuple[int, int], wraps: bool) -> None:
    panel = Lines(glyphs=UNICODE, title=HOSTILE[1], boxed=True, wraps=wraps)
    app = Stage(panel)
    async with app.run_test(size=size) as pilot:
        panel.show(said(*HOSTILE), selectable=True)
        await pilot.press("down", "pagedown")
        painted = shown(app)
        assert [cell_len(line) for line in painted] == [size[0]] * size[1]
        assert all(line.startswith(("│", "┌", "└")) for line in painted)
        assert not any("\x1b" in line or "\u202e" in line for line in painted)


async def test_one_figure_that_changes_renders_one_line_and_lays_nothing_out() -> None:
    panel = CountedLines(boxed=True)
    app = Stage(panel)
    async with app.run_test(size=(80, 24)) as pilot:
        panel.show(said(*(f"line {n}" for n in range(20))), title="Power")
        await pilot.pause()
        panel.rendered = 0
        reflows = app.screen._layout_updates
        panel.show(said(*(f"line {n if n != 7 else 77}" for n in range(20))), title="Power")
        await pilot.pause()
        assert panel.rendered == 1
        assert app.screen._layout_updates == reflows
        panel.show(said(*(f"line {n if n != 7 else 77}" for n in range(20))), title="Power")
        await pilot.pause()
        assert panel.rendered == 1


async def test_long_lines_are_broken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[Line] = []

    def counting(line: Line, width: int) -> Iterator[Line]:
        counted.append(line)
        return broken(line, width)

    monkeypatch.setattr("kaptui.widgets.lines.broken", counting)
    panel = Lines(wraps=True)
    async with Stage(panel).run_test(size=(40, 10)) as pilot:
        for head in ("one", "two", "two"):
            panel.show(said(head, "word " * 10_000))
            await pilot.pause()
        panel.move(3)
        await pilot.pause()
    assert [line[0].text[:4] for line in counted] == ["one", "word", "two"]


async def test_a_live_panel_leaves_the_cursor_where_somebody_types() -> None:
    class Both(Stage):
        def compose(self):  # type: ignore[no-untyped-def]  # as Textual's
            yield Input(id="typed")
            yield self.widget

    panel = Lines()
    app = Both(panel)
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(Input).focus()
        await pilot.press("a", "b")
        before = app.cursor_position
        panel.show(said("moves", "along"))
        await pilot.pause()
        assert app.cursor_position == before
        assert app.focused is app.query_one(Input)


async def test_the_cursor_stands_only_on_lines_that_can_be_selected() -> None:
    panel = Lines(boxed=True)
    app = Stage(panel, Lines.Opened, Lines.Moved)
    async with app.run_test(size=(40, 6)) as pilot:
        panel.show(said("head", "one", "", "two", "foot"), selectable=(1, 3))
        await pilot.press("down", "down", "enter", "x")
        assert [(type(m).__name__, m.index) for m in app.heard] == [("Moved", 3), ("Opened", 3)]  # type: ignore[attr-defined]  # both have it
        assert panel.cursor == 3
        assert any("> two" in line or "|>two" in line for line in shown(app))
        assert app.keys == ["x"]
        panel.show(said("only"), selectable=True)
        assert panel.cursor == 0
        panel.show(said("none"))
        assert panel.cursor is None


async def test_lines_without_a_box_say_how_many_are_below() -> None:
    panel = Lines(focusable=True)
    app = Stage(panel)
    async with app.run_test(size=(12, 4)) as pilot:
        panel.show(said(*(f"line {n} of ten" for n in range(10))))
        await pilot.pause()
        assert shown(app)[3].endswith(" +6")
        await pilot.press("end")
        assert not any("+" in line for line in shown(app))


async def test_a_panel_without_a_cursor_scrolls_and_says_how_much_is_left() -> None:
    panel = Lines(boxed=True)
    app = Stage(panel)
    async with app.run_test(size=(40, 6)) as pilot:
        panel.show(said(*(str(n) for n in range(10))))
        await pilot.pause()
        assert "+6" in shown(app)[-1]
        await pilot.press("down", "end")
        assert shown(app)[4].startswith("| 9")
        assert "+" not in shown(app)[-1].strip("+-")
        await pilot.press("home")
        assert shown(app)[1].startswith("| 0")


async def test_the_title_gives_way_before_the_state_at_the_right() -> None:
    bar = TitleBar(ASCII)
    app = Stage(bar)
    async with app.run_test(size=(50, 10)) as pilot:
        bar.set(" kaptui  " + "很长的客户名称" * 5 + " [/]", "2026-11-23 saved  +1 李")
        await pilot.pause()
        assert shown(app)[0].endswith("2026-11-23 saved  +1 李 ")
        assert "~" in shown(app)[0]
        assert shown(app)[1] == "-" * 50
        assert cell_len(shown(app)[0]) == 50


async def test_the_title_keeps_half_of_the_line_however_many_are_here() -> None:
    bar = TitleBar(ASCII)
    app = Stage(bar)
    async with app.run_test(size=(80, 10)) as pilot:
        state = "2026-11-23  saved  +30 " + "colleague, " * 30
        for account, seen in (("Telecom", " kaptui  Telecom > Dashboard"), ("A long name " * 9, " > Dashboard")):
            bar.set(f" kaptui  {account} > Dashboard", state)
            await pilot.pause()
            assert f"{seen} 2026-11-23  saved  +30 colle" in shown(app)[0]
        assert cell_len(shown(app)[0]) == 80


@pytest.mark.parametrize(
    ("title", "width", "shown"),
    [
        ("a > b", 20, "a > b"),
        ("Province Telecom > Key people", 24, "Province T~ > Key people"),
        ("某省电信运营公司 > 关键人", 18, "某省电信~ > 关键人"),
        ("Province Telecom > Assessment > Smart service", 30, "Provinc~ > Assessm~ > Smart s~"),
        ("a > Assessment", 3, "a ~"),
        (" > ".join("abcdefgh"), 9, "a > b > ~"),
        ("", 5, ""),
    ],
)
def test_a_title_too_long_is_shortened_where_it_is_longest(title: str, width: int, shown: str) -> None:
    assert shortened(title, width, "~") == shown


async def test_the_hint_bar_has_a_rule_with_the_status_and_two_lines_of_keys() -> None:
    bar = HintBar(UNICODE)
    app = Stage(bar)
    async with app.run_test(size=(80, 24)) as pilot:
        bar.set("3 empty [/]", " jk field  Enter edit", " g go to  ? help", "bad")
        await pilot.pause()
        painted = shown(app)[-3:]
        assert painted[0].startswith("─ 3 empty [/] ───")
        assert painted[1].startswith(" jk field  Enter edit")
        assert painted[2].startswith(" g go to  ? help")
