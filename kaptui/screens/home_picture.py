"""Support against coverage of the accounts shown: the picture in a pane of home."""

from __future__ import annotations

from collections.abc import Sequence

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.scatter import Field, Point, field_of, scatter_lines
from kaptui.insight.portfolio import Portfolio
from kaptui.text import tr
from kaptui.widgets.paint import Line, Span


class Picture:
    """Support against coverage of the accounts shown, worked out once for each size."""

    def __init__(self, portfolio: Portfolio, places: Sequence[int]) -> None:
        supports, coverages = portfolio.column("support"), portfolio.column("coverage")
        known = [place for place in places if supports[place] is not None and coverages[place] is not None]
        self.points = {place: Point(supports[place], coverages[place]) for place in known}
        self.without = len(places) - len(known)
        names = portfolio.column("name")
        self._names = [names[place] for place in known[:26]]
        self._size = (0, 0)
        self._field: Field | None = None

    def lines(self, width: int, height: int, glyphs: Glyphs, selected: int | None) -> list[Line]:
        """The picture with its legend; the selected account is marked."""
        if self._field is None or self._size != (width, height):
            self._size = (width, height)
            self._field = field_of(list(self.points.values()), width, height - 1)
        words = (tr("cov"), tr("support"))
        chosen = self.points.get(selected) if selected is not None else None
        rows = scatter_lines(self._field, self._names, glyphs, words=words, selected=chosen)
        return [tuple(Span(text, tone) for text, tone in row) for row in rows]
