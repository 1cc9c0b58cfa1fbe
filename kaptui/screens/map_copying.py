"""The map as text that leaves the program: copied, or written to a file; in ASCII, which survives e-mail."""

from __future__ import annotations

from collections.abc import Iterable

from kaptui.draw.glyphs import ASCII
from kaptui.draw.map import draw_map
from kaptui.draw.map_filter import matching
from kaptui.draw.map_options import View
from kaptui.screens.map_base import WIDE, MapBase
from kaptui.screens.map_strip import Power


class MapCopying(MapBase):
    """``y`` the view, ``Y`` the whole map, ``W`` the whole map to a file."""

    def as_text(self) -> str:
        """The map as it is seen, folded and filtered, in ASCII: it survives e-mail."""
        sight = self.sight
        return self._text(sight.folded, matching(sight.scene, sight.filter), show_links=sight.all_links)

    def whole_text(self) -> str:
        """Everybody on the map, in the present view, in ASCII."""
        return self._text((), None, show_links=True)

    def _text(self, folded: Iterable[str], matches: frozenset[str] | None, *, show_links: bool) -> str:
        sight = self.sight
        picture = draw_map(
            sight.scene, view=sight.view, zoom=sight.zoom, glyphs=ASCII, overlay=sight.tags, folded=tuple(folded),
            matches=matches, show_links=show_links and sight.view is View.OUTLINE,
        )  # fmt: skip
        strip = "".join(span.text for span in Power(self.context.summary, self.lens).strip(WIDE)).strip()
        head = [f"{ASCII.show(self.heading())}  {self.context.today.isoformat()}", strip, ""]
        return "\n".join(line.rstrip() for line in (*head, *picture.lines()))

    def do_map_copy_whole(self) -> None:
        self.context.copy_text(self.whole_text())

    def do_map_write(self) -> None:
        self.context.write_text(f"{self.plan.name}-map", self.whole_text())
