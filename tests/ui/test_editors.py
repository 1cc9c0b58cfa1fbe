"""The editor of each kind of field: how it ends, which keys it takes, what it shows of hostile text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot

from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.plan.fields import EditorKind, FieldSpec
from kaptui.plan.vocabulary import CHOICES, Choice
from kaptui.widgets.cell_editor import CellEditor
from kaptui.widgets.editors import open_editor
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.line_editor import one_line
from kaptui.widgets.options import Option
from kaptui.widgets.text_pane import TextPane
from tests.ui.widget_stage import HOSTILE, Stage, shown, until

PEOPLE = (Option("p1", "王副总", "Deputy"), Option("p2", "Li Wei [/]", "IT"), Option("p3", "重庆 Chen", "IT"))
KINDS: tuple[EditorKind, ...] = (
    "text", "long", "lines", "money", "percent", "date", "month", "score", "choice", "flags", "bool", "ref",
    "refs", "tags",
)  # fmt: skip


def field(kind: EditorKind, choices: str = "", *, optional: bool = True) -> FieldSpec:
    low, high = (1, 5) if kind == "score" else (None, None)
    return FieldSpec("f", "Label", "", kind, 16, CHOICES[choices] if choices else (), "", optional, low, high)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a \r\n\r\n\t b", "a b"), ("a  b", "a  b"), ("a\u2028\x1bb", "a b"), ("\n", " "),
        (" " * 1_000_000, " " * 1_000_000), (" \t" * 500_000 + "x", " x"),
    ],
    ids=range(6),
)  # fmt: skip
def test_lines_become_one_whatever_a_paste_is_made_of(text: str, line: str) -> None:
    assert one_line(text) == line


class Cells(Stage):
    """A grid over whose column b one editor is opened."""

    editor: CellEditor

    def __init__(self, opened: Callable[[], CellEditor], row: str = "3") -> None:
        rows = tuple(GridRow(str(n), (Cell(f"r{n}"), Cell("x"))) for n in range(20))
        self.grid = Grid(GridData((Column("a", "A", 12), Column("b", "B", 12)), rows))
        super().__init__(self.grid, CellEditor.Committed, CellEditor.Drafted, CellEditor.GivenUp, CellEditor.Refused)
        self.opened = opened
        self.row = row

    def on_mount(self) -> None:
        super().on_mount()
        self.grid.go_to(self.row, "b")
        self.editor = self.opened()
        self.grid.edit(self.editor)

    @property
    def endings(self) -> list[tuple[object, ...]]:
        """What the editor said: name, text, and where to go."""
        return [(type(m).__name__, getattr(m, "text", None), getattr(m, "then", None)) for m in self.heard]


async def ready(app: Cells, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: app.focused is app.editor.receiver and app.focused.region.width)


async def ended(app: Cells, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: app.focused is app.grid and app.grid.editor is None)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_editor_ends_exactly_once_and_gives_the_focus_back(kind: EditorKind) -> None:
    for keys, ending in ((["escape"], "GivenUp"), (["tab"], "Committed"), (["ctrl+s", "enter"], "Committed")):
        app = Cells(lambda: open_editor(field(kind, "Role" if kind == "flags" else "Style"), "", PEOPLE))
        async with app.run_test(size=(80, 24)) as pilot:
            await ready(app, pilot)
            for key in (*keys, "escape", "escape"):
                app.post_message(events.Key(key, None))
            await ended(app, pilot)
            assert [type(m).__name__ for m in app.heard] == [ending]
            app.editor.commit()
            app.editor.give_up()
            await pilot.pause()
            assert len(app.heard) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (24, 6)])
async def test_hostile_text_neither_breaks_an_editor_nor_the_terminal(kind: EditorKind, size: tuple[int, int]) -> None:
    options = tuple(Option(str(n), text, text) for n, text in enumerate(HOSTILE))
    spec = FieldSpec(
        "f", HOSTILE[1], "", kind, 16, tuple(Choice(text, str(n % 10), text) for n, text in enumerate(HOSTILE))
    )
    app = Cells(lambda: open_editor(spec, "\n".join(HOSTILE), options, glyphs=UNICODE))
    async with app.run_test(size=size) as pilot:
        await ready(app, pilot)
        await pilot.press("down", "end", "up")
        lines = shown(app)
        assert [cell_len(line) for line in lines] == [size[0]] * size[1]
        assert not any("\x1b" in line or "\u202e" in line or "\ud83d" in line for line in lines)


@pytest.mark.parametrize(
    ("choices", "key", "code"),
    [
        ("Relationship", "+", "+"),
        ("Relationship", "＋", "+"),
        ("Relationship", "－", "-"),
        ("Relationship", "—", "-"),
        ("Relationship", "X", "X"),
        ("Relationship", "×", "X"),
        ("Relationship", "★", "*"),
        ("Relationship", "5", "*"),
        ("Relationship", "？", ""),
        ("Style", "ｐ", "P"),
        ("Style", "２", "V"),
        ("Contact", "０", "0"),
        ("Rating", "?", "?"),
    ],
)
async def test_one_key_picks_and_commits_also_with_an_input_method_on(choices: str, key: str, code: str) -> None:
    app = Cells(lambda: open_editor(field("choice", choices), "="))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        app.post_message(events.Key(key, key))
        await ended(app, pilot)
        assert app.endings == [("Committed", code, "stay")]


async def test_a_choice_that_must_be_made_cannot_be_cleared_and_other_letters_do_nothing() -> None:
    app = Cells(lambda: open_editor(field("choice", "Status", optional=False), "won"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("backspace", "question_mark", "z", "q", "up", "enter")
        await ended(app, pilot)
        assert app.endings == [("Committed", "open", "stay")]
        assert app.keys == []


async def test_leaving_a_choice_picks_nothing_and_backspace_clears_it() -> None:
    app = Cells(lambda: open_editor(field("choice", "Style"), "P"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("down")
        app.screen.set_focus(None)
        await until(pilot, lambda: app.heard)
        assert app.endings == [("GivenUp", None, None)]
    app = Cells(lambda: open_editor(field("choice", "Style"), "P"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("backspace")
        await ended(app, pilot)
        assert app.endings == [("Committed", "", "stay")]
        assert app.heard[0].value is None  # type: ignore[attr-defined]  # a Committed, see above


async def test_letters_switch_flags_and_enter_commits_them_in_their_order() -> None:
    app = Cells(lambda: open_editor(field("flags", "Role"), "UE"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("a", "u", "d", "down", "space", "up", "enter")
        await ended(app, pilot)
        assert app.endings == [("Committed", "ED", "stay")]


@pytest.mark.parametrize(("kind", "key", "text"), [("score", "4", "4"), ("bool", "n", "no"), ("score", "?", "")])
async def test_a_score_is_one_key_and_yes_or_no_too(kind: EditorKind, key: str, text: str) -> None:
    app = Cells(lambda: open_editor(field(kind), "yes" if kind == "bool" else "2"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press(key)
        await ended(app, pilot)
        assert app.endings == [("Committed", text, "stay")]


async def test_a_popup_stands_wholly_on_the_screen() -> None:
    app = Cells(lambda: open_editor(field("choice", "Style"), "P"))
    async with app.run_test(size=(30, 11)) as pilot:
        await ready(app, pilot)
        await until(pilot, lambda: app.editor.region.height)
        assert app.screen.region.contains_region(app.editor.region)
        assert not app.editor.region.overlaps(app.grid.cell_region())


@pytest.mark.parametrize(("kind", "text"), [("percent", "7"), ("text", "607")])
async def test_a_figure_is_replaced_by_typing_a_text_is_continued(kind: EditorKind, text: str) -> None:
    app = Cells(lambda: open_editor(field(kind), "60"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("7", "tab")
        await ended(app, pilot)
        assert app.endings == [("Committed", text, "next")]


async def test_unreadable_text_becomes_a_draft_with_its_complaint() -> None:
    def complain(problem: ValueError) -> str:
        return f"no number: {problem}"

    app = Cells(lambda: open_editor(field("money"), "", parse=int, complain=complain))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("a", "shift+tab")
        await ended(app, pilot)
        assert app.endings == [("Drafted", "a", "previous")]
        assert "no number" in app.heard[0].complaint  # type: ignore[attr-defined]  # a Drafted, see above


async def test_the_parsed_value_is_committed() -> None:
    app = Cells(lambda: open_editor(field("money"), "", parse=int))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("4", "2", "enter")
        await ended(app, pilot)
        assert app.heard[0].value == 42  # type: ignore[attr-defined]  # a Committed


async def test_long_text_has_lines_and_escape_asks_before_it_loses_them() -> None:
    app = Cells(lambda: open_editor(field("long"), "one"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("enter", "t", "w", "o", "escape")
        assert app.heard == []
        assert any("Esc again" in line for line in shown(app))
        await pilot.press("exclamation_mark", "ctrl+s")
        await ended(app, pilot)
        assert app.endings == [("Committed", "one\ntwo!", "stay")]
        assert isinstance(app.editor, TextPane)


async def test_a_text_longer_than_its_box_is_drawn_with_the_glyphs_asked_for_and_follows_the_cursor() -> None:
    app = Cells(lambda: open_editor(field("long"), "\n".join(map(str, range(60))), glyphs=ASCII))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        for key in ("pageup", "ctrl+home", "pagedown"):
            await pilot.press(key)
            assert "".join(shown(app)).isascii()


async def test_escape_twice_gives_changed_text_up_and_once_unchanged_text() -> None:
    for keys in (("x", "escape", "escape"), ("escape",)):
        app = Cells(lambda: open_editor(field("long"), "one"))
        async with app.run_test(size=(80, 24)) as pilot:
            await ready(app, pilot)
            await pilot.press(*keys)
            await ended(app, pilot)
            assert app.endings == [("GivenUp", None, None)]


@pytest.mark.parametrize("row", ["3", "19"])
async def test_the_pane_is_at_least_six_lines_and_leaves_its_cell_in_sight(row: str) -> None:
    app = Cells(lambda: open_editor(field("long"), "one"), row)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        assert app.editor.receiver.region.height >= 6
        assert app.screen.region.contains_region(app.editor.region)
        assert not app.editor.region.overlaps(app.grid.cell_region())


async def test_a_megabyte_pasted_into_text_is_refused_and_the_text_stays() -> None:
    app = Cells(lambda: open_editor(field("long"), "one"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        app.post_message(events.Paste("x" * 1_000_000))
        app.post_message(events.Paste("\x1b[2J\r\ntwo"))
        await pilot.press("ctrl+s")
        await ended(app, pilot)
        assert app.endings == [("Refused", None, None), ("Committed", "one[2J\ntwo", "stay")]


@pytest.mark.parametrize(
    ("typed", "key"), [("wang", "p1"), ("wfz", "p1"), ("重", "p3"), ("cq", "p3"), ("li w", "p2"), ("[/]", "p2")]
)
async def test_a_person_is_found_by_name_pinyin_or_initials(typed: str, key: str) -> None:
    app = Cells(lambda: open_editor(field("ref"), "", PEOPLE))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        for character in typed:
            app.post_message(events.Key("space" if character == " " else character, character))
        app.post_message(events.Key("enter", None))
        await ended(app, pilot)
        assert app.endings == [("Committed", key, "stay")]


async def test_backspace_in_the_empty_line_clears_a_reference_and_nothing_found_takes_nothing() -> None:
    app = Cells(lambda: open_editor(field("ref"), "p2", PEOPLE))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("z", "z", "enter")
        assert app.heard == []
        assert any("Nothing found" in line for line in shown(app))
        await pilot.press("backspace", "backspace", "backspace")
        await ended(app, pilot)
        assert app.endings == [("Committed", "", "stay")]


async def test_space_chooses_several_people() -> None:
    app = Cells(lambda: open_editor(field("refs"), "p1", PEOPLE))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await pilot.press("l", "i", "space", "c", "h", "enter")
        await ended(app, pilot)
        assert app.endings == [("Committed", "p1\np2\np3", "stay")]


async def test_typed_words_are_offered_as_new_tags() -> None:
    app = Cells(lambda: open_editor(field("tags"), "IT", (Option("IT", "IT"), Option("Sales", "Sales"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        for key in "sal,new one":
            app.post_message(events.Key("space" if key == " " else key, key))
        await until(pilot, lambda: any("new: new one" in line for line in shown(app)))
        await pilot.press("enter")
        await ended(app, pilot)
        assert app.endings == [("Committed", "IT\nSales\nnew one", "stay")]


async def test_a_reference_that_names_nobody_is_typed_already() -> None:
    app = Cells(lambda: open_editor(field("ref"), "Wang Wu", PEOPLE))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app, pilot)
        await until(pilot, lambda: any("Wang Wu" in line for line in shown(app)))
        await pilot.press("escape")
        await ended(app, pilot)
        assert app.endings == [("GivenUp", None, None)]
