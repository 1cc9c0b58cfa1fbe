"""The grid under the fingers: cursor, scrolling, repainting, paste, editing in place, keys typed ahead."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events, on
from textual.strip import Strip

from kaptui.draw.glyphs import UNICODE
from kaptui.widgets.cell_editor import CellEditor
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.line_editor import LineEditor
from tests.ui.widget_stage import HOSTILE, Stage, shown, until

COLUMNS = (
    Column("name", "Name", 12),
    Column("stage", "Stage", 9),
    Column("amount", "Amount", 8, "right"),
    Column("next", "Next move", 20, flexible=True),
)


def table(count: int, *, footer: bool = True) -> GridData:
    rows = tuple(
        GridRow(str(n), (Cell(f"账户 {n}"), Cell("decide"), Cell(f"{n}", sort=-n), Cell(f"move {n}")))
        for n in range(count)
    )
    return GridData(COLUMNS, rows, (GridRow("sum", (Cell("Total"), Cell(""), Cell("99"))),) if footer else ())


def changed(data: GridData, row: str, column: str, cell: Cell) -> GridData:
    index = [known.key for known in data.columns].index(column)
    rows = tuple(
        known._replace(cells=(*known.cells[:index], cell, *known.cells[index + 1 :])) if known.key == row else known
        for known in data.rows
    )
    return data._replace(rows=rows)


class CountedGrid(Grid):
    """Counts the lines that it is asked to render."""

    rendered = 0

    def render_line(self, y: int) -> Strip:
        self.rendered += 1
        return super().render_line(y)


class Sheet(Stage):
    """A screen over a grid as the project has them: letters are commands, Enter edits, Tab goes on."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid, Grid.Opened, Grid.Moved, Grid.Pasted, Grid.PasteRefused, CellEditor.GivenUp)
        self.grid = grid
        self.commands = ""

    @on(Grid.Opened)
    def edit(self) -> None:
        self.grid.edit(LineEditor(self.grid.cell_text(), select_all=True))

    @on(CellEditor.Committed)
    def keep(self, message: CellEditor.Committed) -> None:
        assert message.editor.cell is not None
        self.grid.data = changed(self.grid.data, *message.editor.cell, Cell(message.text))
        if message.then == "next" and self.grid.move(dx=1):
            self.edit()

    def on_key(self, event: events.Key) -> None:
        if event.character is not None and event.is_printable:
            self.commands += event.character
        if event.key == "e":
            self.edit()
        if event.key == "j":
            self.grid.move(dy=1)


def press_at_once(app: Stage, *keys: str) -> None:
    """Keys that arrive in one packet."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


@pytest.mark.parametrize("wrap", [False, True])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 3), (200, 60)])
async def test_hostile_cells_keep_every_line_at_its_width(size: tuple[int, int], wrap: bool) -> None:
    rows = tuple(
        GridRow(str(n), (Cell(text), Cell(text, "bad"), Cell(text), Cell(text))) for n, text in enumerate(HOSTILE)
    )
    app = Sheet(Grid(GridData(COLUMNS, rows, wrap=wrap), glyphs=UNICODE))
    async with app.run_test(size=size) as pilot:
        for _ in HOSTILE:
            await pilot.press("down", "right")
            lines = shown(app)
            assert [cell_len(line) for line in lines] == [size[0]] * size[1]
            assert not any("\x1b" in line or "\u202e" in line for line in lines)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, LineEditor))
        assert [cell_len(line) for line in shown(app)] == [size[0]] * size[1]


async def test_the_cursor_is_seen_without_colour() -> None:
    app = Sheet(Grid(table(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "right")
        line = shown(app)[2]
        assert line.startswith("> 账户 1")
        assert "[decide" in line
        strip = app.grid.render_line(2)
        assert [segment.text for segment in strip if segment.style and segment.style.reverse] == ["decide   "]


async def test_moving_posts_only_real_moves() -> None:
    app = Sheet(Grid(table(2)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up", "left", "down", "down", "right")
        assert [(m.row, m.column) for m in app.heard if isinstance(m, Grid.Moved)] == [("1", "name"), ("1", "stage")]
        assert app.keys == []


async def test_moving_the_cursor_renders_two_lines_and_an_edit_one() -> None:
    grid = CountedGrid(table(1000))
    app = Sheet(grid)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for key, most in (("down", 2), ("right", 1), ("up", 2)):
            grid.rendered = 0
            await pilot.press(key)
            await pilot.pause()
            assert grid.rendered == most, key
        grid.rendered = 0
        grid.show(changed(grid.data, "7", "amount", Cell("1,000")))
        await pilot.pause()
        assert grid.rendered == 1
        grid.rendered = 0
        grid.show(grid.data._replace())
        await pilot.pause()
        assert grid.rendered == 0


async def test_the_header_the_footer_and_the_first_column_stay_while_the_rest_scrolls() -> None:
    app = Sheet(Grid(table(100)))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("ctrl+end", "end")
        lines = shown(app)
        assert lines[0].startswith("  Name")
        assert lines[0].rstrip().endswith("Next move")
        assert lines[8].startswith("> 账户 99")
        assert lines[9].startswith("  Total")
        await pilot.press("home", "pageup")
        assert "Stage" in shown(app)[0]
        assert app.grid.cursor == ("92", "name")
        await pilot.press("ctrl+home")
        assert shown(app)[1].startswith("> 账户 0")


async def test_cursor_and_scroll_stay_when_other_data_come() -> None:
    app = Sheet(Grid(table(100)))
    async with app.run_test(size=(80, 12)) as pilot:
        app.grid.go_to("50", "amount")
        await pilot.pause()
        before = shown(app)
        more = (GridRow("new", (Cell("new"),)), *app.grid.data.rows)
        app.grid.show(app.grid.data._replace(rows=more))
        await pilot.pause()
        assert app.grid.cursor == ("50", "amount")
        app.grid.show(table(100))
        await pilot.pause()
        assert [line for line in shown(app) if "50" in line] == [line for line in before if "50" in line]
        app.grid.show(table(10))
        await pilot.pause()
        assert app.grid.cursor == ("9", "amount")
        app.grid.show(GridData(COLUMNS, (), empty="nothing yet"))
        await pilot.pause()
        assert app.grid.cursor == ("", "")
        assert "nothing yet" in shown(app)[1]


async def test_order_and_filter_touch_no_data() -> None:
    data = table(30)
    app = Sheet(Grid(data))
    async with app.run_test(size=(80, 12)) as pilot:
        app.grid.go_to("20", "amount")
        app.grid.order_by("amount")
        app.grid.filter("move 2")
        await pilot.pause()
        assert app.grid.visible_keys() == ("29", "28", "27", "26", "25", "24", "23", "22", "21", "20", "12", "2")
        assert app.grid.cursor == ("20", "amount")
        assert app.grid.data is data
        assert "Amount^" in shown(app)[0]
        app.grid.filter("no such row")
        app.grid.filter("")
        app.grid.order_by(None)
        assert app.grid.visible_keys() == tuple(str(n) for n in range(30))


async def test_the_text_of_the_table_is_tab_separated() -> None:
    app = Sheet(
        Grid(
            GridData(
                COLUMNS[:2],
                (
                    GridRow(
                        "1",
                        (Cell("a\tb\nc"), Cell("\x1b")),
                    ),
                ),
                table(0).footer,
            )
        )
    )
    async with app.run_test(size=(80, 24)):
        assert app.grid.as_text() == "Name\tStage\na b c\t?\nTotal\t\n"


async def test_enter_edits_in_place_and_the_grid_has_the_focus_again() -> None:
    app = Sheet(Grid(table(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "right", "enter")
        await until(pilot, lambda: isinstance(app.focused, LineEditor))
        await pilot.press("4", "2", "enter")
        await until(pilot, lambda: app.focused is app.grid)
        assert app.grid.data.rows[0].cells[2].text == "42"
        assert "42" in shown(app)[1]
        assert app.grid.editor is None
        assert app.keys == []


async def test_escape_gives_up_and_leaving_commits() -> None:
    app = Sheet(Grid(table(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, LineEditor))
        await pilot.press("x", "escape")
        await until(pilot, lambda: app.focused is app.grid)
        assert app.grid.data.rows[0].cells[0].text == "账户 0"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, LineEditor))
        await pilot.press("y")
        app.screen.set_focus(None)
        await until(pilot, lambda: app.grid.editor is None)
        assert app.grid.data.rows[0].cells[0].text == "y"
        assert [type(m).__name__ for m in app.heard].count("GivenUp") == 1


async def test_looking_at_another_window_does_not_end_editing() -> None:
    app = Sheet(Grid(table(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, LineEditor))
        await pilot.press("y")
        app.post_message(events.AppBlur())
        await until(pilot, lambda: app.focused is None)
        app.post_message(events.AppFocus())
        await until(pilot, lambda: isinstance(app.focused, LineEditor))
        assert app.grid.editor is not None
        await pilot.press("z", "enter")
        await until(pilot, lambda: app.grid.editor is None)
        assert app.grid.data.rows[0].cells[0].text == "yz"


async def test_what_is_typed_in_one_packet_goes_into_the_editors_not_to_commands() -> None:
    app = Sheet(Grid(table(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        press_at_once(app, "right", "enter", "6", "0", "tab", "7", "tab", "j", "enter", "j", "e", "8", "enter", "j")
        await until(pilot, lambda: app.commands == "jej")
        await until(pilot, lambda: app.focused is app.grid)
        assert [cell.text for cell in app.grid.data.rows[0].cells] == ["账户 0", "60", "7", "j"]
        assert app.grid.data.rows[1].cells[3].text == "8"
        assert app.grid.cursor == ("2", "next")


async def test_commands_in_one_packet_come_in_their_order() -> None:
    app = Sheet(Grid(table(50)))
    async with app.run_test(size=(80, 24)) as pilot:
        press_at_once(app, *"abcdfgjjj", "down", *"hik")
        await until(pilot, lambda: app.commands == "abcdfgjjjhik")
        assert app.grid.cursor == ("4", "name")


async def test_the_editor_stays_over_its_cell_and_inside_the_grid() -> None:
    app = Sheet(Grid(table(50)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.go_to("10", "next")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, LineEditor) and app.focused.region.width)
        editor = app.grid.editor
        assert editor is not None
        assert editor.region == app.grid.cell_region()
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: editor.region.right <= 40)
        assert (editor.region.x, editor.region.y) == (app.grid.cell_region().x, app.grid.cell_region().y)
        assert app.focused is editor


async def test_pasted_cells_are_told_and_a_megabyte_is_refused() -> None:
    app = Sheet(Grid(table(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(events.Paste("a\tb\n中\t[/]\n"))
        app.post_message(events.Paste("x" * 1_000_000))
        await until(pilot, lambda: len(app.heard) == 2)
        pasted, refused = app.heard
        assert isinstance(pasted, Grid.Pasted)
        assert (pasted.cells, pasted.row, pasted.column) == ((("a", "b"), ("中", "[/]")), "0", "name")
        assert isinstance(refused, Grid.PasteRefused)


async def test_pasting_into_an_open_editor_makes_one_line_and_refuses_what_does_not_fit() -> None:
    app = Sheet(Grid(table(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        press_at_once(app, "enter")
        app.post_message(events.Paste("one\r\n\ttwo\x1b[2J"))
        await until(pilot, lambda: isinstance(app.focused, LineEditor) and app.focused.value == "one two[2J")
        app.post_message(events.Paste("x" * 1_000_000))
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is app.grid)
        assert app.grid.data.rows[0].cells[0].text == "one two[2J"
        assert not any(isinstance(message, Grid.Pasted) for message in app.heard)


async def test_ten_thousand_rows_render_only_what_is_seen() -> None:
    grid = CountedGrid(table(10_000))
    app = Sheet(grid)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end")
        assert grid.rendered <= 80
        assert shown(app)[22].startswith("> 账户 9999")
