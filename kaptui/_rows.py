"""Whole rows come to light where something vanished: an editor, a menu, a message.

Textual paints exactly the cells that were covered. Where the edge went through a wide character its other half was
drawn as a blank, and a terminal cannot be given half a character back.
"""

from __future__ import annotations

from textual._compositor import Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.widget import Widget


class WholeRows(Compositor):
    """Textual's layout of a screen, which paints the whole rows in which a widget stood that is gone or elsewhere."""

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """As Textual lays out, with those rows marked to be painted."""
        before = self._full_map
        result = super().reflow(parent, size)
        for widget, was in before.items():
            now = self._full_map.get(widget)
            seen = was.clip.intersection(was.region)
            if seen and (now is None or now.region != was.region):
                self._dirty_regions.add(Region(0, seen.y, size.width, seen.height))
        return result
