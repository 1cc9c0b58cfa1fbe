"""Whole rows come to light where something vanished: an editor, a menu, a message.

Textual paints exactly the cells that were covered. Where the edge went through a wide character its other half was
drawn as a blank, and a terminal cannot be given half a character back.

And everybody who comes to light is told the size: whoever asks Textual where a widget stands that was not laid out yet
makes it forget that the widget does not know. A text typed into an editor at that moment was never broken into lines.
"""

from __future__ import annotations

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Region, Size
from textual.widget import Widget


class WholeRows(Compositor):
    """Textual's layout of a screen, which paints the whole rows in which a widget stood that is gone or elsewhere, and
    compares with the layout before, of which the widgets were told, not with what somebody looked up since."""

    def __init__(self) -> None:
        super().__init__()
        self._told: CompositorMap = {}

    def clear(self) -> None:
        """As Textual's."""
        super().clear()
        self._told = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """As Textual lays out, with those rows marked to be painted."""
        before, looked_up, self._full_map = self._told, self._full_map, self._told
        result = super().reflow(parent, size)
        self._told = self._full_map
        for widget, was in (*before.items(), *(() if looked_up is before else looked_up.items())):
            now = self._told.get(widget)
            seen = was.clip.intersection(was.region)
            if seen and (now is None or now.region != was.region):
                self._dirty_regions.add(Region(0, seen.y, size.width, seen.height))
        return result
