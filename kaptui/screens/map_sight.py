"""What the map screen looks at and how: lens, view, zoom, folding, filter, overlay, and who is selected. No widget.

The scene, who of it is shown, and where everybody stands are worked out once and kept until something they depend on
changes: moving the selection touches none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, TypeVar, cast

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.map import lay_out, opening_view
from kaptui.draw.map_filter import matching
from kaptui.draw.map_model import MapScene
from kaptui.draw.map_moves import Direction, beside, boss_of, first_of, nearest, report_of
from kaptui.draw.map_options import Drawing, MapOptions, Tag, View, Zoom
from kaptui.draw.map_overlay import Overlay, overlay_tags
from kaptui.draw.map_scene import scene_of
from kaptui.draw.map_shown import FOLDED_ABOVE, Shown, everyone_folded, shown
from kaptui.insight.plan_test import Finding, SubjectKind
from kaptui.insight.summary import Summary
from kaptui.plan.opportunities import Opportunity
from kaptui.text import language, tr

T = TypeVar("T")

FITTED: Collection[View] = (View.OUTLINE, View.PROCESS)
"""The views drawn in the width of the window; the others take what they need and are scrolled."""


class Sight:
    """See the module. ``look`` has to be called first, and again whenever the plan may be another one."""

    summary: Summary
    deal: Opportunity | None
    glyphs: Glyphs

    def __init__(self) -> None:
        self.view = View.OUTLINE
        self.chosen = False
        self.zoom = Zoom.BOX
        self.overlay: Overlay | None = None
        self.filter = ""
        self.through_deal = False
        self.all_links = False
        self.folded: set[str] = set()
        self.selected: str | None = None
        self.size = (0, 0)
        self._came_from: dict[str, str] = {}
        self._held: str | None = None
        self._kept: dict[str, tuple[tuple[Hashable, ...], Any]] = {}

    def look(self, summary: Summary, deal: Opportunity | None, glyphs: Glyphs) -> None:
        """Look at a plan; ``deal`` is the opportunity in view. Whoever was selected stays, or somebody near."""
        before = self._shown_now() if "scene" in self._kept else None
        self.summary, self.deal, self.glyphs = summary, deal, glyphs
        if before is not None and before.scene is not self.scene:
            self._stay_near(before)
        self.stand()

    def fit(self, width: int, height: int) -> None:
        """The window has that size: unless somebody chose a view, boxes where they fit, else the outline."""
        if (width, height) == self.size:
            return
        opened = self.size == (0, 0)
        self.size = (width, height)
        if opened and len(self.scene.people) > FOLDED_ABOVE:
            self.folded |= everyone_folded(self.scene)
        if not self.chosen:
            self.view = opening_view(self.scene, width, height)
        self.stand()

    # what is seen

    @property
    def lens(self) -> Opportunity | None:
        """The opportunity through which the map is seen; ``None`` for the whole account."""
        return self.deal if self.through_deal else None

    @property
    def scene(self) -> MapScene:
        """Everybody there is."""
        lens = self.lens.id if self.lens else None

        def work_out() -> MapScene:
            view = self.summary.view(self.lens)
            return scene_of(self.summary.plan, lens, view=view, show=self.glyphs.show, nobody=tr("TBD"))

        return self._keep("scene", (_Same(self.summary.plan), lens, self.glyphs.name, language()), work_out)

    @property
    def shown(self) -> Shown:
        """Whom of them the folding and the filter leave."""
        return self._shown_now()

    def _shown_now(self) -> Shown:
        scene = self.scene
        key = (_Same(scene), self.filter, frozenset(self.folded), self._held)
        return self._keep("shown", key, lambda: shown(scene, self.folded, self._matches()))

    def _matches(self) -> frozenset[str] | None:
        found = matching(self.scene, self.filter)
        return found if found is None or self._held is None else found | {self._held}

    @property
    def tags(self) -> Mapping[str, Tag] | None:
        """What the overlay says about everybody."""
        overlay, summary = self.overlay, self.summary
        if overlay is None:
            return None

        def work_out() -> Mapping[str, Tag]:
            found = summary.findings() if overlay is Overlay.FINDINGS else ()
            return overlay_tags(overlay, summary.view(self.lens), summary.today, found, show=self.glyphs.show)

        return self._keep("tags", (_Same(self.scene), overlay, summary.today), work_out)

    @property
    def drawing(self) -> Drawing:
        """Where everybody stands."""
        width = self.size[0] if self.view in FITTED else None
        people, tags = self.shown, self.tags
        options = MapOptions(
            self.view, self.zoom, width, self.glyphs, tags, self.all_links and self.view is View.OUTLINE, cursor=True
        )
        key = (_Same(people), _Same(tags), self.view, self.zoom, width, options.show_links)
        return self._keep("drawing", key, lambda: lay_out(people, options))

    def findings_about(self, person: str) -> tuple[Finding, ...]:
        """What the plan test finds about somebody through the lens, most pressing first."""
        return self._findings.get(person, ())

    def people_with_findings(self) -> tuple[str, ...]:
        """Everybody on the map about whom the plan test finds something, the most pressing first."""
        return tuple(person for person in self._findings if person in self.scene.people)

    @property
    def _findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings about people by person, in the order of the first of each."""
        lens = self.lens.id if self.lens else None

        def work_out() -> Mapping[str, tuple[Finding, ...]]:
            by_person: dict[str, list[Finding]] = {}
            about_person = SubjectKind.PERSON
            for finding in self.summary.findings():
                if finding.subject.kind is about_person and (lens is None or finding.opportunity in (None, lens)):
                    by_person.setdefault(finding.subject.id, []).append(finding)
            return {each: tuple(found) for each, found in by_person.items()}

        return self._keep("findings", (_Same(self.summary), lens), work_out)

    def _keep(self, name: str, key: tuple[Hashable, ...], work_out: Callable[[], T]) -> T:
        if name not in self._kept or self._kept[name][0] != key:
            self._kept[name] = (key, work_out())
        return cast("T", self._kept[name][1])

    # who is selected

    def select(self, person: str) -> bool:
        """Select somebody, unfolding bosses; True when the filter had to go for it."""
        if person not in self.scene.people:
            return False
        if person != self.selected:
            self._held = None
        dropped = False
        if self.filter and person not in self.shown.everyone():
            self.filter, dropped = "", True
        above = self.scene.people[person].boss
        while above is not None:
            self.folded.discard(above)
            above = self.scene.people[above].boss
        self.selected = person
        return dropped

    def stand(self) -> None:
        """Select somebody who is shown: the selected person, the nearest boss who is shown, or the first of all."""
        there = set(self.shown.everyone())
        here = self.scene.person(self.selected)
        while here is not None and here.id not in there:
            here = self.scene.person(here.boss)
        self.selected = here.id if here is not None else first_of(self.shown)

    def _stay_near(self, before: Shown) -> None:
        """Another scene: somebody whom the filter no longer finds stays until the selection moves on; in place of
        somebody who is gone a sibling or the boss is selected."""
        if self.selected is None:
            return
        if self.selected in self.scene.people:
            found = matching(self.scene, self.filter)
            if found is not None and self.selected not in found and self.selected in before.everyone():
                self._held = self.selected
            return
        boss = before.scene.people[self.selected].boss if self.selected in before.scene.people else None
        siblings = before.reports.get(boss, ()) if boss is not None else before.roots
        there = [person for person in siblings if person in self.scene.people or person == self.selected]
        place = there.index(self.selected) if self.selected in there else 0
        near = there[place + 1 : place + 2] or there[max(0, place - 1) : place] or ([boss] if boss else [])
        self.selected = near[0] if near else None

    def to_report(self) -> str | None:
        """The first report, or the one somebody came up from."""
        here = self.selected
        return report_of(self.shown, here, self._came_from.get(here)) if here is not None else None

    def to_boss(self) -> str | None:
        """The boss, who remembers whom one came up from."""
        if self.selected is None:
            return None
        boss = boss_of(self.shown, self.selected)
        if boss is not None:
            self._came_from[boss] = self.selected
        return boss

    def to_side(self, step: int) -> str | None:
        """Somebody at the same level."""
        return beside(self.shown, self.selected, step) if self.selected is not None else None

    def to_nearest(self, direction: Direction) -> str | None:
        """The nearest box in a direction; from somebody who is not drawn in this view, the first box."""
        boxes = self.drawing.boxes
        if self.selected is None or self.selected not in boxes:
            return next(iter(boxes), None)
        return nearest(boxes, self.selected, direction)

    def first(self) -> str | None:
        """The first person in reading order."""
        return first_of(self.shown)


class _Same:
    """Compares a value by identity, so that plans and scenes can stand in a key; keeps it alive meanwhile."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)
