"""The place over a grid where an editor stands."""

from __future__ import annotations

from textual.geometry import Region
from textual.widget import Widget


class EditorHost(Widget, can_focus=False):
    """A window on the screen's top layer, empty and without size until an editor stands in it.

    It is there from the start, so that opening an editor changes neither what its parent holds nor its geometry:
    Textual would paint the whole grid again."""

    DEFAULT_CSS = """
    EditorHost {
        overlay: screen;
        width: 0;
        height: 0;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._place = Region(0, 0, 0, 0)

    def stand_at(self, region: Region) -> None:
        """Take a place on the screen; lays out only when it is another one than before."""
        if region != self._place:
            self._place = region
            self.absolute_offset = region.offset
            self.styles.width, self.styles.height = region.size
            self.refresh(layout=True)  # another offset alone lays nothing out

    def vanish(self) -> None:
        """Take no place."""
        self.stand_at(Region(self._place.x, self._place.y, 0, 0))
