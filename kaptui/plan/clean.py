"""The border for text: what may enter a plan, the same for every screen, file and store.

Nothing a person can read is lost; what only a terminal or a renderer would obey (control characters, direction
overrides, invisible joints and tags of no script) is taken out, and text too long to be an answer is refused.
"""

from __future__ import annotations

import json
import re
from typing import Final

LINE_LIMIT: Final = 2_000
TEXT_LIMIT: Final = 50_000
NAME_LIMIT: Final = 200

_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]*"
)
"""What takes part in writing some scripts and emoji; a line of nothing else looks empty."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class TooLong(ValueError):
    """Text beyond what a field holds; ``length`` and ``limit`` in characters."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} characters, at most {limit} fit")
        self.length = length
        self.limit = limit


def cleaned_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Text of several lines: ``\\r\\n`` becomes ``\\n``, a tab stays. Raises ``TooLong`` above ``limit`` characters."""
    if len(text) > limit:
        raise TooLong(len(text), limit)
    if text.isascii() and text.isprintable():
        return text
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _SURROGATE.sub("\ufffd", _OBEYED.sub("", unified))


def cleaned_line(text: str) -> str:
    """Text of one line: line ends and tabs become a space, outer blanks go; a line of nothing that can be seen is empty.

    Raises ``TooLong`` above ``LINE_LIMIT`` characters.
    """
    clean = cleaned_text(text, LINE_LIMIT)
    if "\n" in clean or "\t" in clean:
        clean = re.sub(r"[\n\t]+", " ", clean)
    return "" if _UNSEEN.fullmatch(clean) else clean.strip()


def cleaned_name(text: str) -> str:
    """A name that the system gave to somebody or something (a user, a file): one line, cut at ``NAME_LIMIT``.

    Nobody at the keyboard chose it, so it is never refused.
    """
    return cleaned_text(text[:NAME_LIMIT]).replace("\n", " ").replace("\t", " ")


def removed_characters(text: str) -> int:
    """How many characters of a text only a terminal or a renderer would obey: what cleaning takes out or replaces.

    Line ends of any kind are none of them: cleaning unifies them.
    """
    if text.isascii() and text.isprintable():
        return 0
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return len(_OBEYED.findall(unified)) + len(_SURROGATE.findall(unified))


def spelled_out(json_text: str) -> str:
    """JSON in which characters that a terminal obeys stand as escapes: the same to every reader, harmless on a screen.

    No text of a plan has them; names of files and what somebody wrote into our files by hand may.
    """
    return _OBEYED.sub(lambda found: json.dumps(found.group())[1:-1], json_text)
