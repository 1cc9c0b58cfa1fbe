"""Moving on the map: by family, by geometry, to a person found by name, to the next finding."""

from __future__ import annotations

from kaptui.draw.map_moves import Direction
from kaptui.screens.choosing import choose
from kaptui.screens.map_base import MapBase
from kaptui.text import tr
from kaptui.widgets.options import Option


class MapMoving(MapBase):
    """The commands that select somebody else or scroll."""

    def do_map_report(self) -> None:
        self.select(self.sight.to_report())

    def do_map_boss(self) -> None:
        self.select(self.sight.to_boss())

    def do_map_before(self) -> None:
        self.select(self.sight.to_side(-1))

    def do_map_after(self) -> None:
        self.select(self.sight.to_side(1))

    def do_map_left(self) -> None:
        self.select(self.sight.to_nearest(Direction.LEFT))

    def do_map_right(self) -> None:
        self.select(self.sight.to_nearest(Direction.RIGHT))

    def do_map_up(self) -> None:
        self.select(self.sight.to_nearest(Direction.UP))

    def do_map_down(self) -> None:
        self.select(self.sight.to_nearest(Direction.DOWN))

    def do_map_root(self) -> None:
        self.select(self.sight.first())

    def do_map_page_up(self) -> None:
        self.map_view.scroll_cells(0, 1 - self.map_view.size.height)

    def do_map_page_down(self) -> None:
        self.map_view.scroll_cells(0, self.map_view.size.height - 1)

    def do_map_scroll_left(self) -> None:
        self.map_view.scroll_cells(-self.map_view.size.width // 2, 0)

    def do_map_scroll_right(self) -> None:
        self.map_view.scroll_cells(self.map_view.size.width // 2, 0)

    def do_find(self) -> None:
        """Find a person by name, title, department, pinyin or initials."""
        people = self.sight.scene.people.values()
        options = [Option(each.id, each.name, each.title, each.department) for each in people]
        choose(self, tr("Find a person"), options, self.select)

    def do_map_finding_next(self) -> None:
        self._next_finding(1)

    def do_map_finding_previous(self) -> None:
        self._next_finding(-1)

    def _next_finding(self, step: int) -> None:
        """The next person the plan test finds something about, and what it is."""
        there = self.sight.people_with_findings()
        if not there:
            self.context.tell(tr("The plan test finds nothing about anybody here"))
            return
        here = self.sight.selected
        at = there.index(here) + step if here in there else 0 if step > 0 else -1
        person = there[at % len(there)]
        self.select(person)
        message = self.sight.findings_about(person)[0].message
        self.show_notice(tr(message.msgid, **message.values))

    def do_map_details(self) -> None:
        """The selected person in the table of people, where every field can be changed."""
        if self.selected is not None:
            self.context.go_to(("people", self.selected.id))
