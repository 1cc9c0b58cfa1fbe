"""What may stand on the wire to a terminal: text, and the few sequences that frames and the driver's modes need."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ALLOWED: Final = {
    "colours and styles": r"\x1b\[[\d;]*m",
    "cursor to a place": r"\x1b\[\d+;\d+H",
    "a mode on or off": r"\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026)[hl]",
    "is output synchronised": r"\x1b\[\?2026\$p",
    "keys as sequences": r"\x1b\[(?:>1|<1)u",
    "how wide is a box": r"\r│\x1b\[6n",
    "and wiped off": r"\r\x1b\[K",
    "the clipboard": r"\x1b\]52;c;[A-Za-z0-9+/]*=*\x07",
    "the end of what was cut off": r"\x1b\\",
    "a sentence on the way out": r"\r\n",
    "rows of a frame": r"\n",
}
"""Every sequence that may be written, by what it is for. None has room for a text of anybody's."""

_SEQUENCE: Final = re.compile("|".join(ALLOWED.values()))
OBEYED: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that command a terminal or its text, and are nothing to see."""


def strays_on(wire: bytes) -> list[str]:
    """Whatever on the wire is neither an allowed sequence nor text that can be seen, with what stands around it."""
    text = wire.decode("utf-8", "surrogateescape")
    words = _SEQUENCE.sub(lambda found: "\0" * len(found[0]), text)
    at = [n for n, each in enumerate(words) if each != "\0" and unicodedata.category(each) in OBEYED]
    return [ascii(text[max(0, n - 20) : n + 30]) for n in at]
