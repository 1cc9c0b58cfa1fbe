"""Copying over OSC 52, the one clipboard that SSH carries: wrapped for tmux, and not more than terminals take."""

from __future__ import annotations

import base64

MOST_BYTES = 74_000
"""Terminals drop longer sequences in silence (xterm and tmux at about 75,000 bytes after encoding)."""


def osc52(text: str, *, inside_tmux: bool) -> str | None:
    """The sequence that puts ``text`` on the clipboard of the terminal; None when it is too long to arrive whole."""
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > MOST_BYTES:
        return None
    sequence = f"\x1b]52;c;{encoded}\x07"
    return f"\x1bPtmux;\x1b{sequence}\x1b\\" if inside_tmux else sequence
