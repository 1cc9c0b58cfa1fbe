"""Copying over OSC 52, the one clipboard that SSH carries: wrapped for tmux, and not more than terminals take.

What is too long for it, or is wanted as a file, is written to a new file that only its writer can read.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from kaptui.exchange.whole_file import write_new

MOST_BYTES = 74_000
"""Terminals drop longer sequences in silence (xterm and tmux at about 75,000 bytes after encoding)."""


def osc52(text: str, *, inside_tmux: bool) -> str | None:
    """The sequence that puts ``text`` on the clipboard of the terminal; None when it is too long to arrive whole."""
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > MOST_BYTES:
        return None
    sequence = f"\x1b]52;c;{encoded}\x07"
    return f"\x1bPtmux;\x1b{sequence}\x1b\\" if inside_tmux else sequence


ENDINGS = ("txt", "md", "html")
"""Endings of file names that are kept; any other name gets ``.txt``."""


def write_file(text: str, name: str, directories: Iterable[Path]) -> Path:
    """Write a text to a new file called after ``name`` in the first of the directories that takes it; which file.

    A file that is there already is never touched: a number tells the new one from it. Raises ``OSError`` where no
    directory takes it.
    """
    refused: OSError = FileNotFoundError(name)
    for directory in directories:
        try:
            return _new_file(directory, name, text.encode("utf-8", "replace") + b"\n")
        except OSError as problem:
            refused = problem
    raise refused


def _new_file(directory: Path, name: str, content: bytes) -> Path:
    base, dot, ending = name.rpartition(".")
    known = bool(dot) and ending in ENDINGS
    stem = re.sub(r"[^\w.]+", "-", base if known else name).strip("-.")[:60] or "kaptui"
    for number in count(1):
        path = directory / f"{stem}{'' if number == 1 else f'-{number}'}.{ending if known else 'txt'}"
        try:
            write_new(path, content)
        except FileExistsError:
            continue
        return path
    raise AssertionError("count never ends")
