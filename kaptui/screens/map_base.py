"""The map screen without its commands: what it is made of, what it shows, who is selected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from kaptui.draw.map_model import MapPerson
from kaptui.draw.map_options import TAG_CELLS, View, Zoom
from kaptui.draw.map_overlay import OVERLAY_TITLES
from kaptui.draw.width import fit
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.templates import template_of
from kaptui.screens.map_card import PersonCard
from kaptui.screens.map_sight import Sight
from kaptui.screens.map_strip import Power, ways_lines
from kaptui.screens.plan_screen import PlanScreen
from kaptui.text import N_, tr
from kaptui.widgets.card import Card
from kaptui.widgets.lines import Lines
from kaptui.widgets.map_view import MapView

VIEW_WORDS = {
    View.OUTLINE: N_("outline"), View.CHART: N_("chart"), View.PROCESS: N_("process"), View.MATRIX: N_("matrix"),
}  # fmt: skip
ZOOM_WORDS = {Zoom.DOT: N_("dot"), Zoom.TAG: N_("tag"), Zoom.BOX: N_("box"), Zoom.CARD: N_("card")}
WIDE, TALL = 120, 32
"""From this size on there is room for a wider card, and for the ways in below it."""
NARROW = 64
"""Below this width the card is shown only while it has the keys."""


class MapBase(PlanScreen):
    """What every command of the map builds on. ``sight`` knows what is looked at."""

    PLACE = "map"
    NAME = template_of("map").title
    SCOPES: ClassVar[tuple[str, ...]] = ("map", "map.edit")
    DEFAULT_CSS = """
    MapBase #strip { height: 1; }
    MapBase #body { height: 1fr; }
    MapBase #side { width: 30; height: 1fr; }
    MapBase.-wide #side { width: 37; }
    MapBase #ways { display: none; height: 9; }
    MapBase.-wide.-tall #ways { display: block; }
    MapBase.-narrow #side { display: none; }
    MapBase.-narrow.-card #side { display: block; width: 1fr; }
    MapBase.-narrow.-card MapView { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.sight = Sight()
        self._account = ""
        self._view_shown: View | None = None

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        side = Vertical(
            Card(glyphs=glyphs, id="card"),
            Card(glyphs=glyphs, focusable=False, id="ways"),
            id="side",
        )
        yield Lines(glyphs=glyphs, id="strip")
        yield Horizontal(MapView(glyphs=glyphs), side, id="body")

    def screen_ready(self) -> None:
        super().screen_ready()
        self.map_view.focus()

    def resized(self) -> None:
        """The card is as wide as there is room for."""
        self.set_class(self.size.width >= WIDE, "-wide")
        self.set_class(self.size.height >= TALL, "-tall")
        self.set_class(self.size.width < NARROW, "-narrow")
        super().resized()

    def on_map_view_fitted(self, event: MapView.Fitted) -> None:
        """The window on the map has another size."""
        self.sight.fit(event.width, event.height)
        self.show_map()

    # what is shown

    @property
    def map_view(self) -> MapView:
        """The window on the map."""
        return self.query_one(MapView)

    @property
    def card(self) -> Card:
        """The side card."""
        return self.query_one("#card", Card)

    @property
    def selected(self) -> MapPerson | None:
        """Who is selected, as the map shows them."""
        return self.sight.scene.person(self.sight.selected)

    @property
    def lens(self) -> Opportunity | None:
        """The opportunity through which the map is seen; ``None`` for the whole account."""
        return self.sight.lens

    def refresh_plan(self) -> None:
        if self.is_mounted:
            self._look()
            self.show_strip()
            self.show_map()
        super().refresh_plan()

    def _look(self) -> None:
        if self.plan.id != self._account:
            self._account, size = self.plan.id, self.sight.size
            self.sight = Sight()
            self.sight.look(self.context.summary, self.opportunity, self.context.glyphs)
            if size != (0, 0):
                self.sight.fit(*size)
        else:
            self.sight.look(self.context.summary, self.opportunity, self.context.glyphs)

    def show_strip(self) -> None:
        """The numbers of power, and the ways in."""
        if self.is_mounted and self._account:
            power = Power(self.context.summary, self.lens)
            self.query_one("#strip", Lines).show([power.strip(self.size.width)])
            ways = self.query_one("#ways", Card)
            ways.show(ways_lines(power, max(20, ways.size.width - 4)), tr("Ways in"))

    def show_map(self) -> None:
        """The drawing with the selected person, the card beside it, the words below it."""
        if not self.is_mounted or self.sight.size == (0, 0):
            return
        anew = self.sight.view is not self._view_shown
        self._view_shown = self.sight.view
        self.map_view.show(
            self.sight.drawing, self.sight.selected, heading=self.columns(), legend=self.legend(), anew=anew
        )
        self._show_card()
        self.refresh_chrome()

    def columns(self) -> str:
        """What stands above the columns of the outline: step, standing, roles, style, relationship, contact, name."""
        sight = self.sight
        if sight.view is not View.OUTLINE or not sight.scene.people:
            return ""
        before = " " * (2 + len(str(len(sight.scene.steps))) - 1)
        tag = tr(OVERLAY_TITLES[sight.overlay]) if sight.overlay is not None else None
        tags = "" if tag is None else fit(tag, TAG_CELLS) + " "
        return before + fit(tr("# P UEDA S R Con"), 17) + tags + tr("Name")

    def legend(self) -> tuple[str, ...]:
        """How a box is read, for a window with room to spare."""
        if self.sight.view not in (View.CHART, View.PROCESS) or self.sight.zoom not in (Zoom.BOX, Zoom.CARD):
            return ()
        corners = (
            tr("corners: @ inner circle, o political structure, + outside, ? unknown")
            if self.context.glyphs.is_ascii
            else tr("corners: double inner circle, round political structure, square outside, ? unknown")
        )
        sides = (
            tr("sides: . . none, - - brief, --- multiple, === in depth    (n) decision step")
            if self.context.glyphs.is_ascii
            else tr("sides: dotted none, dashed brief, solid multiple, heavy in depth    (n) decision step")
        )
        return (corners, sides, tr("[>n] moves the selected person, [<n] is moved by them, n = strength 1-3"))

    def _show_card(self) -> None:
        card, person = self.person_card(), self.sight.selected
        title = card.heading() if card else ""
        if person != self._card_of:
            self._card_of = person
            self.card.lines.go_to(0)
        self.card.show(card.lines() if card else [], title)

    _card_of: str | None = None

    def person_card(self) -> PersonCard | None:
        """The card of the selected person."""
        person = self.selected
        seen = self.context.summary.view(self.lens).seen(person.id) if person else None
        if person is None or seen is None:
            return None
        found = self.sight.findings_about(person.id)
        return PersonCard(self.context.summary, self.lens, seen, person.steps, found)

    def heading(self) -> str:
        lens = f" - {self.lens.name or tr('(no name)')}" if self.lens else ""
        return super().heading() + lens

    def status_text(self) -> str:
        sight = self.sight
        words = [tr("view: {view}", view=tr(VIEW_WORDS[sight.view]))]
        if sight.view in (View.CHART, View.PROCESS):
            words.append(tr("zoom: {zoom}", zoom=tr(ZOOM_WORDS[sight.zoom])))
        if sight.overlay is not None:
            words.append(tr("overlay: {overlay}", overlay=tr(OVERLAY_TITLES[sight.overlay])))
        if sight.filter:
            words.append(tr("filter: {filter}", filter=sight.filter))
        if self.lens is not None:
            words.append(tr("seen through: {deal}", deal=self.lens.name or tr("(no name)")))
        if sight.all_links:
            words.append(tr("all links"))
        return "  ".join(words)

    # moving

    def select(self, person: str | None) -> None:
        """Select somebody and show them; ``None``, nobody in that direction, leaves everything as it is."""
        if person is not None and self.sight.select(person):
            self.context.tell(tr("The filter was dropped to show this person"))
        self.show_map()

    def reveal(self, path: Path) -> None:
        """Select the person a path is about; a difference in a deal is shown through that deal."""
        person = self.person_of(path)
        if path[:1] == ("opportunities",) and not self.sight.through_deal:
            self.context.opportunity_id = path[1]
            self.sight.through_deal = True
            self.refresh_plan()
        if person is not None:
            self.select(person)

    def shows(self, path: Path) -> bool:
        return path[:1] in (("people",), ("links",)) or (path[:1] == ("opportunities",) and "overrides" in path[2:3])

    def history_path(self) -> Path:
        selected = self.sight.selected
        return next((("people", person.id) for person in self.plan.people if person.id == selected), ())

    def person_of(self, path: Path) -> str | None:
        """The person a path of the plan is about, if the map shows somebody there."""
        if path[:1] == ("people",) and len(path) > 1:
            return path[1]
        if path[:1] == ("links",) and len(path) > 1:
            return next((link.source for link in self.plan.links if link.id == path[1]), None)
        return path[3] if path[2:3] == ("overrides",) and len(path) > 3 else None
