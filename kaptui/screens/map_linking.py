"""Drawing a link on the map: it starts at the selected person, one goes to the other end, a digit draws it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from kaptui.editing.links import link_edit, links_between, unlink_edit
from kaptui.plan.vocabulary import LinkKind
from kaptui.screens.choosing import done_or_told
from kaptui.screens.map_base import MapBase
from kaptui.text import tr


@dataclass(frozen=True, slots=True)
class Begun:
    """A link under way: its kind and the person it starts at."""

    kind: LinkKind
    source: str


class MapLinking(MapBase):
    """``begun`` is the link under way; while there is one, moving looks for its other end."""

    begun: Begun | None = None

    def do_map_link(self) -> None:
        self._begin(LinkKind.INFLUENCES)

    def do_map_conflict(self) -> None:
        self._begin(LinkKind.CONFLICTS)

    def do_map_dotted(self) -> None:
        self._begin(LinkKind.DOTTED)

    def _begin(self, kind: LinkKind) -> None:
        if self.selected is not None:
            self.begun = Begun(kind, self.selected.id)
            self.refresh_chrome()

    def linking_words(self) -> str:
        """What is being drawn, and what to do next."""
        if self.begun is None:
            return ""
        source = self.sight.scene.person(self.begun.source)
        name = source.name if source is not None else "?"
        there = self._present()
        strength = " " + tr("(there already, strength {strength})", strength=there) if there else ""
        match self.begun.kind:
            case LinkKind.INFLUENCES:
                words = tr("{name} influences whom? Go there, then 1-3", name=name)
            case LinkKind.CONFLICTS:
                words = tr("{name} is in conflict with whom? Go there, then 1-3", name=name)
            case LinkKind.DOTTED:
                words = tr("Who is the second boss of {name}? Go there, then Enter", name=name)
        return words + strength

    def _present(self) -> int:
        """The strength of the link as it stands, 0 where there is none."""
        target = self.sight.selected
        if self.begun is None or target is None:
            return 0
        found = links_between(self.plan, self.begun.source, target, self.begun.kind)
        return found[0].strength if found else 0

    def do_link_some(self) -> None:
        self._draw(1)

    def do_link_much(self) -> None:
        self._draw(2)

    def do_link_decisive(self) -> None:
        self._draw(3)

    def do_link_done(self) -> None:
        self._draw(self._present() or 1)

    def _draw(self, strength: int) -> None:
        """Draw the link to the selected person, and go back to where it starts."""
        begun, target = self.begun, self.sight.selected
        if begun is None or target is None:
            return
        if begun.source == target:
            self.context.tell(tr("A link needs two people: go to the other one first"))
            return
        self.begun = None
        edit = partial(link_edit, self.plan, begun.source, target, begun.kind, strength)
        done_or_told(self, lambda: self.context.make(edit()))
        self.select(begun.source)

    def do_link_remove(self) -> None:
        """Take the link to the selected person away."""
        begun, target = self.begun, self.sight.selected
        if begun is None or target is None:
            return
        self.begun = None
        if not self.context.make(unlink_edit(self.plan, begun.source, target, begun.kind)):
            self.context.tell(tr("There is no such link"))
        self.select(begun.source)

    def give_up_link(self) -> None:
        """Draw nothing, and go back to where the link would have started."""
        if self.begun is not None:
            source, self.begun = self.begun.source, None
            self.select(source)
