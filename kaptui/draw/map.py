"""The influence map as a pure function: ``draw_map`` for a whole picture, ``lay_out`` to paint parts of it again and
again.

A screen keeps the ``Drawing`` that ``lay_out`` gives as long as people, folding, filter, overlay and zoom stay, and
paints the rows in sight; selecting somebody moves nobody. Printing and copying call ``draw_map``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import assert_never

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.map_chart import lay_out_chart
from kaptui.draw.map_matrix import lay_out_matrix
from kaptui.draw.map_model import MapScene
from kaptui.draw.map_options import Drawing, MapOptions, Tag, View, Zoom
from kaptui.draw.map_outline import lay_out_outline
from kaptui.draw.map_process import lay_out_process
from kaptui.draw.map_shown import FOLDED_ABOVE, Shown, shown
from kaptui.draw.picture import Picture, Window


def draw_map(
    scene: MapScene,
    *,
    view: View = View.OUTLINE,
    zoom: Zoom = Zoom.BOX,
    width: int | None = None,
    glyphs: Glyphs = ASCII,
    selected: str | None = None,
    overlay: Mapping[str, Tag] | None = None,
    folded: Collection[str] = (),
    matches: Collection[str] | None = None,
    show_links: bool = False,
) -> Picture:
    """The whole map as a picture of ``width`` cells, or of its own extent where none is given.

    ``selected`` is marked and its links are shown; an id that is not drawn marks nobody. ``overlay`` comes from
    ``map_overlay``, ``matches`` from ``map_filter``. The same arguments always give the same picture.
    """
    options = MapOptions(view, zoom, width, glyphs, overlay, show_links, selected is not None, list_names=True)
    drawing = lay_out(shown(scene, folded, matches), options)
    size = drawing.size
    rows = drawing.paint(Window(0, 0, size.width, size.height), selected)
    return Picture(rows, size.width, drawing.boxes)


def opening_view(scene: MapScene, width: int, height: int) -> View:
    """The view a window of that size opens with: the chart where all its boxes fit, else the outline.

    Above ``FOLDED_ABOVE`` people always the outline; ``everyone_folded`` then gives what to fold.
    """
    if len(scene.people) > FOLDED_ABOVE:
        return View.OUTLINE
    size = lay_out_chart(shown(scene), MapOptions(View.CHART)).size
    return View.CHART if size.width <= width and size.height <= height else View.OUTLINE


def lay_out(people: Shown, options: MapOptions) -> Drawing:
    """Where everybody stands in the view and zoom asked for."""
    match options.view:
        case View.OUTLINE:
            return lay_out_outline(people, options)
        case View.CHART:
            return lay_out_chart(people, options)
        case View.PROCESS:
            return lay_out_process(people, options)
        case View.MATRIX:
            return lay_out_matrix(people, options)
    assert_never(options.view)
