"""The legend: every sign the map uses is explained, in any width and both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from kaptui.draw.glyphs import ASCII, UNICODE
from kaptui.draw.map_legend import legend
from kaptui.draw.map_options import MapOptions, View
from kaptui.text import use_language


@pytest.fixture
def chinese() -> Iterator[None]:
    """Speaks Chinese for one test."""
    use_language("zh")
    yield
    use_language("en")


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("glyphs", [ASCII, UNICODE])
@pytest.mark.parametrize("width", [20, 78, 118])
def test_the_legend_keeps_its_width(view: View, glyphs: object, width: int) -> None:
    options = MapOptions(view, glyphs=UNICODE if glyphs is UNICODE else ASCII, show_links=True)
    assert all(cell_len(line) <= width for line in legend(options, width))


def test_the_chart_explains_corners_sides_codes_and_marks() -> None:
    text = "\n".join(legend(MapOptions(View.CHART), 400))
    assert text.isascii()
    for sign in ("@ Inner circle", "... No contact", "X Enemy", "D Decision-maker", "[>n]", "{rsw}", "/ external"):
        assert sign in text


def test_the_legend_speaks_chinese(chinese: None) -> None:
    text = " ".join(legend(MapOptions(View.OUTLINE), 200))
    assert "@ 内部影响圈" in text and "{rsw} 本机会单独设置" in text
