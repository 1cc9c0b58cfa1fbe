"""How the map is seen: views, zooms, folding, filter, overlays, all links, lens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kaptui.commands import Command
from kaptui.draw.map_filter import matching
from kaptui.draw.map_options import View, Zoom
from kaptui.draw.map_shown import everyone_folded
from kaptui.screens.choosing import choose
from kaptui.screens.map_base import MapBase
from kaptui.screens.map_keys import overlay_of
from kaptui.screens.map_strip import Power
from kaptui.text import tr
from kaptui.text.format import sentence
from kaptui.widgets.dialogs import AskText
from kaptui.widgets.options import Option

ACCOUNT = "/"
"""The key of the whole account among opportunities; no id has a slash."""


class MapViews(MapBase):
    """The commands that change what is drawn, and nothing in the plan."""

    def do_map_view(self) -> None:
        """The next of the four views."""
        views = list(View)
        self.show_view(views[(views.index(self.sight.view) + 1) % len(views)])

    def show_view(self, view: View) -> None:
        """Show a view, and stay with it when the window changes its size."""
        self.sight.view, self.sight.chosen = view, True
        self.show_map()

    def do_map_closer(self) -> None:
        self._zoom(1)

    def do_map_farther(self) -> None:
        self._zoom(-1)

    def _zoom(self, step: int) -> None:
        if self.sight.view not in (View.CHART, View.PROCESS):
            self.context.tell(tr("Zoom is for chart and process; v changes the view"))
            return
        zooms = list(Zoom)
        at = zooms.index(self.sight.zoom) + step
        if 0 <= at < len(zooms):
            self.sight.zoom = zooms[at]
            self.show_map()

    def do_map_fold(self) -> None:
        """Fold away everybody below the selected person, or unfold."""
        person, sight = self.sight.selected, self.sight
        if sight.filter:
            self.context.tell(tr("The filter decides who is shown; Esc drops it"))
        elif person is None or not sight.scene.reports.get(person):
            self.context.tell(tr("Nobody reports to this person"))
        else:
            sight.folded ^= {person}
            self.show_map()

    def do_map_fold_all(self) -> None:
        """Fold everybody below the top, or unfold all."""
        sight = self.sight
        sight.folded = set() if sight.folded else set(everyone_folded(sight.scene))
        sight.stand()
        self.show_map()

    def do_map_all_links(self) -> None:
        """All links at once: lines beside the outline. The matrix shows them always."""
        sight = self.sight
        if sight.view is View.MATRIX:
            self.context.tell(tr("The matrix shows all links"))
            return
        sight.all_links = not sight.all_links
        if sight.all_links and sight.view is not View.OUTLINE:
            self.context.tell(tr("All links are drawn beside the outline; v goes on to the other views"))
            sight.view, sight.chosen = View.OUTLINE, True
        self.show_map()

    def do_map_filter(self) -> None:
        """Ask for a filter; an empty one shows everybody."""

        def answered(text: str | None) -> None:
            if text is not None:
                self.set_filter(text)

        question = tr(
            "Show only: role:D dept:IT rel:X-? contact<2 standing:inner step:2 kind:consultant, a name, pinyin or "
            "initials. All must hold; ! in front turns one around."
        )
        asked = AskText(question, self.sight.filter, check=self._filter_complaint, glyphs=self.context.glyphs)
        self.app.push_screen(asked, answered)

    def _filter_complaint(self, text: str) -> str:
        try:
            found = matching(self.sight.scene, text)
        except ValueError as problem:
            return sentence(problem)
        return tr("Nobody matches") if found is not None and not found else ""

    def set_filter(self, text: str) -> None:
        """Show only the people a filter leaves, with their bosses."""
        sight = self.sight
        sight.filter = text.strip()
        found = matching(sight.scene, sight.filter)
        if found is not None and sight.selected not in found:
            sight.selected = next((person for person in sight.shown.everyone() if person in found), None)
        sight.stand()
        self.show_map()

    def action_of(self, command: Command) -> Callable[[], None] | None:
        if command.id.startswith("map.overlay."):
            return partial(self.lay_over, command)
        if command.id.startswith("map.list."):
            return partial(self.open_list, command.id.removeprefix("map.list."))
        return super().action_of(command)

    def lay_over(self, command: Command) -> None:
        """Lay an overlay over the map; the same again, or none, takes it off."""
        overlay = overlay_of(command.id)
        self.sight.overlay = None if overlay is self.sight.overlay else overlay
        self.show_map()

    def open_list(self, name: str) -> None:
        """The people behind a number of the strip; choosing one selects them."""
        found = Power(self.context.summary, self.lens).people_of(name)
        if found.people:
            choose(self, found.title, found.people, self.select)
        else:
            self.context.tell(found.empty)

    def do_map_lens(self) -> None:
        """The map as the opportunity in view sees it, or the whole account."""
        if self.opportunity is None:
            self.context.tell(tr("This account has no opportunity yet; 9 opens the table, a adds one"))
            return
        self.sight.through_deal = not self.sight.through_deal
        self.refresh_plan()

    def do_map_lens_choose(self) -> None:
        """Choose the lens."""

        def chosen(key: str) -> None:
            self.sight.through_deal = key != ACCOUNT
            if key != ACCOUNT:
                self.context.opportunity_id = key
            self.refresh_plan()

        deals = [Option(deal.id, deal.name or tr("(no name)")) for deal in self.plan.opportunities]
        present = self.lens.id if self.lens else ACCOUNT
        choose(
            self, tr("See the map through"), [Option(ACCOUNT, tr("The whole account")), *deals], chosen, present=present
        )
