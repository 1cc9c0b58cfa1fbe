"""The window on a map: it follows the selection, stands still otherwise, and paints only what differs."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip

from kaptui.draw.glyphs import UNICODE
from kaptui.draw.map import lay_out
from kaptui.draw.map_options import Drawing, MapOptions, View
from kaptui.draw.map_scene import scene_of
from kaptui.draw.map_shown import shown as everybody
from kaptui.draw.picture import Tone
from kaptui.widgets.card import Card
from kaptui.widgets.map_view import MapView
from kaptui.widgets.paint import Span
from tests.ui.widget_stage import HOSTILE, Stage, shown, until
from tests.unit.accounts import account, person


def chart(count: int = 40, view: View = View.CHART) -> Drawing:
    """A drawing of a wide organisation."""
    people = [person(f"p{n}", name=f"名字{n}", reports_to=f"p{(n - 1) // 5}" if n else None) for n in range(count)]
    return lay_out(everybody(scene_of(account(*people))), MapOptions(view, glyphs=UNICODE, cursor=True))


class CountedView(MapView):
    """Counts the lines that it is asked to render."""

    rendered = 0

    def render_line(self, y: int) -> Strip:
        self.rendered += 1
        return super().render_line(y)


async def test_the_selected_person_is_always_seen_and_every_line_is_whole() -> None:
    drawing = chart()
    view = MapView(glyphs=UNICODE)
    app = Stage(view)
    async with app.run_test(size=(50, 12)) as pilot:
        for selected in drawing.boxes:
            view.show(drawing, selected)
            await pilot.pause()
            box, seen = drawing.boxes[selected], view.seen
            assert seen.left <= box.x
            assert box.right <= seen.left + seen.width
            assert seen.top <= box.y
            assert box.bottom <= seen.top + seen.height
            assert [cell_len(line) for line in shown(app)] == [50] * 12


async def test_another_drawing_with_the_same_person_in_sight_does_not_scroll() -> None:
    view = MapView(glyphs=UNICODE)
    app = Stage(view)
    async with app.run_test(size=(60, 14)) as pilot:
        view.show(chart(40), "p20")
        await pilot.pause()
        before = view.seen
        view.show(chart(41), "p20")
        assert view.seen == before


async def test_a_step_of_the_selection_paints_two_rows() -> None:
    view = CountedView(glyphs=UNICODE)
    drawing = chart(40, View.OUTLINE)
    app = Stage(view)
    async with app.run_test(size=(80, 30)) as pilot:
        view.show(drawing, "p1")
        await pilot.pause()
        view.rendered = 0
        view.show(drawing, "p6")
        await until(pilot, lambda: view.rendered)
        await pilot.pause()
        assert view.rendered == 2


async def test_scrolling_stays_inside_and_selecting_comes_back() -> None:
    drawing = chart()
    view = MapView(glyphs=UNICODE)
    async with Stage(view).run_test(size=(50, 12)) as pilot:
        view.show(drawing, "p0")
        view.scroll_cells(10_000, 10_000)
        await pilot.pause()
        assert view.seen.left + view.seen.width == drawing.size.width
        assert view.seen.top + view.seen.height == drawing.size.height
        view.scroll_cells(-10_000, -10_000)
        assert (view.seen.left, view.seen.top) == (0, 0)
        view.scroll_cells(10_000, 10_000)
        view.show(drawing, "p1")
        box = drawing.boxes["p1"]
        assert view.seen.top <= box.y < view.seen.top + view.seen.height


async def test_a_heading_stands_still_and_a_legend_gives_way() -> None:
    drawing = chart(6, View.OUTLINE)
    view = MapView(glyphs=UNICODE)
    app = Stage(view)
    async with app.run_test(size=(60, 20)) as pilot:
        view.show(drawing, "p0", heading="the columns", legend=("one", "two"))
        await pilot.pause()
        assert shown(app)[0].startswith("the columns")
        assert [line.strip() for line in shown(app)[-2:]] == ["one", "two"]
        await pilot.resize_terminal(60, drawing.size.height + 2)
        await until(pilot, lambda: len(shown(app)) == drawing.size.height + 2)
        assert not any("one" in line for line in shown(app))


async def test_the_window_tells_its_size() -> None:
    app = Stage(MapView(), MapView.Fitted)
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: app.heard)
        await pilot.resize_terminal(70, 21)
        await until(pilot, lambda: len(app.heard) > 1)
        told = app.heard[-1]
        assert isinstance(told, MapView.Fitted)
        assert (told.width, told.height) == (70, 21)


async def test_a_card_counts_what_is_out_of_sight_and_marks_the_focus() -> None:
    card = Card(glyphs=UNICODE)
    app = Stage(card)
    async with app.run_test(size=(40, 10)) as pilot:
        card.show([(Span(f"line {n}"),) for n in range(20)], "Title")
        card.lines.focus()
        await until(pilot, lambda: "> Title" in shown(app)[0])
        assert "+12" in shown(app)[-1]
        assert "+" not in "".join(shown(app)[:-1]), "and nowhere over a line"
        card.move(5)
        await until(pilot, lambda: "+7" in shown(app)[-1])
        await pilot.press("end")
        await until(pilot, lambda: "+" not in shown(app)[-1])
        assert "line 19" in "\n".join(shown(app))


async def test_hostile_lines_stay_inside_the_card() -> None:
    card = Card(glyphs=UNICODE)
    app = Stage(card)
    async with app.run_test(size=(40, 24)) as pilot:
        card.show([(Span(text),) for text in HOSTILE], HOSTILE[0])
        await pilot.pause()
        assert [cell_len(line) for line in shown(app)] == [40] * 24
        assert not any("\x1b" in line for line in shown(app))


def test_every_tone_of_a_drawing_looks_like_something() -> None:
    assert {tone.value for tone in Tone if tone is not Tone.PLAIN} <= MapView.tones.keys()
