"""What a terminal makes of a frame of the app: a second opinion on widths, and what could be clicked or obeyed."""

from __future__ import annotations

import unicodedata
from typing import Any

from textual.app import App
from textual.strip import Strip
from wcwidth import wcwidth

from tests.hostile.wire import OBEYED


def faults_of(app: App[Any]) -> list[str]:
    """What is wrong with the frame that the app shows: nothing, when all is well."""
    width = app.size.width
    found = []
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        found += [f"row {y}: {fault}" for fault in _faults(strip, width)]
    return found


def _faults(strip: Strip, width: int) -> list[str]:
    found = []
    advanced = 0
    for text, style, control in strip:
        if control:
            found.append(f"a control segment {text!r}")
        found += [f"{character!r} in {text!r}" for character in text if unicodedata.category(character) in OBEYED]
        advanced += sum(max(0, wcwidth(character)) for character in text)
        if style is not None and (style.link or set(style.meta) - {"offset"}):
            found.append(f"{text!r} does something: {style.link} {style.meta}")
    if advanced != width:
        found.append(f"{advanced} cells instead of {width}: {''.join(segment.text for segment in strip)!r}")
    return found
