"""The one gate through which every character on the screen passes.

Text of people goes through ``kaptui.draw.width.visible`` where it is measured. This filter is for whatever did not:
Textual takes five control characters out of texts and lets the others through, Escape among them, in contents, titles
of borders, labels, toasts and inputs, and reckons one emoji where many terminals draw several. It stands behind every
widget, before strips are joined to a frame: what leaves it takes the cells that Textual reckoned with, everywhere.
"""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from kaptui.draw.width import is_doubtful, visible

_COMMANDING: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, C0 and C1
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # line ends, and what turns the direction of the whole line
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def harmless(text: str) -> str:
    """The text without characters that command a terminal, in the cells that Textual reckons for it on any terminal."""
    if not is_doubtful(text):
        return text
    return set_cell_size(visible(_COMMANDING.sub("", text)), cell_len(text))


class Gate(LineFilter):
    """Lets only text and styles through; a link goes only if its address cannot be more than that."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where nothing has to be taken out."""
        if all(_is_harmless(segment) for segment in segments):
            return segments
        return [Segment(harmless(segment.text), _without_bad_link(segment.style)) for segment in segments]


def _is_harmless(segment: Segment) -> bool:
    text, style, control = segment
    return not control and harmless(text) is text and (style is None or not style.link or _link_is_good(style))


def _without_bad_link(style: Style | None) -> Style | None:
    return style if style is None or _link_is_good(style) else style.update_link(None)


def _link_is_good(style: Style) -> bool:
    return style.link is None or _COMMANDING.search(style.link) is None
