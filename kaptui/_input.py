"""From the bytes of a terminal to text: what is not UTF-8 is replaced and counted, pastes are taken out whole, and what
the terminal says of itself is no key."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

PASTE_START: Final = "\x1b[200~"
PASTE_END: Final = "\x1b[201~"

_BAD: Final = re.compile("([\udc80-\udcff]+)([\x40-\x7e]?)")
"""Bytes that are not UTF-8, as ``surrogateescape`` marks them, and the ASCII character after them."""

_CSI: Final = r"\[[?>=][\d;:]*[ -/]*[@-~]|\[\d+(?:;\d+)*(?:[cntx]|\$y)"
"""With a private mark, or with a last letter that no key has: attributes, states, sizes, parameters."""
_BODY: Final = r"[^\x07\x1b]*"
_STRINGS: Final = rf"(?:\]\d+;|\][lL]|P[\d;]*[!$+>=][a-z|]|_G){_BODY}"
"""Colours, clipboard, title, name and settings of the terminal, pictures; up to what ends a string."""
_ANSWER: Final = re.compile(rf"\x1b(?:{_CSI}|{_STRINGS}(?:\x07|\x1b\\))")
_FOR_TEXTUAL: Final = re.compile(r"\x1b\[(?:\?\d+;\d\$y|48;)")
"""What it asks itself and understands."""
_BEGINNING: Final = re.compile(
    rf"\x1b(?:\[(?:[?>=][\d;:]*[ -/]*|\d+(?:;\d*)*\$?)?|\]\d*|P[\d;]*[!$+>=]?|_|{_STRINGS}\x1b?)?\Z"
)
_UNMISTAKABLE: Final = re.compile(rf"\x1b{_STRINGS}\x1b?\Z")
_LONGEST: Final = 1 << 16
"""Characters of a string that are waited for without its end."""


class Utf8:
    """Decodes a stream that should be UTF-8, piece by piece; never fails."""

    def __init__(self) -> None:
        self._rest = b""

    @property
    def is_waiting(self) -> bool:
        """Whether the beginning of a character is there and its end is not."""
        return bool(self._rest)

    def feed(self, data: bytes) -> tuple[str, int]:
        """The text of these bytes, U+FFFD for each bad one, and how many were bad.

        A terminal set to GBK sends two bytes for a character, of which the second may be an ASCII letter: taken for a
        key it would be a command nobody gave. So an odd number of bad bytes takes such a letter along.
        """
        text, used = codecs.utf_8_decode(self._rest + data, "surrogateescape", False)
        self._rest = (self._rest + data)[used:]
        return self._replaced(text)

    def finish(self) -> tuple[str, int]:
        """As ``feed``, for a character whose end did not come."""
        text, self._rest = self._rest.decode("utf-8", "surrogateescape"), b""
        return self._replaced(text)

    def _replaced(self, text: str) -> tuple[str, int]:
        """Without marks of bad bytes, and their number."""
        bad = 0

        def replacement(match: re.Match[str]) -> str:
            nonlocal bad
            strays, letter = match.groups()
            taken = len(strays) % 2 == 1 and bool(letter)
            bad += len(strays) + taken
            return "\ufffd" * len(strays) + ("" if taken else letter)

        return (text, 0) if text.isascii() else (_BAD.sub(replacement, text), bad)


class Keys(NamedTuple):
    """Text that was typed, with the sequences of keys and answers of the terminal."""

    text: str


class Pasted(NamedTuple):
    """Text that was pasted, without NUL."""

    text: str


class Pastes:
    """Parts typed from pasted text. A paste of a megabyte comes out in one piece instead of a million."""

    def __init__(self) -> None:
        self._held = ""
        self._pasted: list[str] | None = None

    def feed(self, text: str) -> Iterator[Keys | Pasted]:
        """What has become complete with this text, in order."""
        text, self._held = self._held + text, ""
        while text:
            if self._pasted is None:
                before, mark, text = text.partition(PASTE_START)
                if mark:
                    self._pasted = []
                else:
                    before, self._held = _without_beginning_of(PASTE_START, before, shortest=3)
                if before:
                    yield Keys(before)
            else:
                before, mark, text = text.partition(PASTE_END)
                if not mark:
                    before, self._held = _without_beginning_of(PASTE_END, before, shortest=1)
                self._pasted.append(before)
                if mark:
                    pasted, self._pasted = "".join(self._pasted), None
                    yield Pasted(pasted.replace("\x00", ""))


def _without_beginning_of(mark: str, text: str, shortest: int) -> tuple[str, str]:
    """The text, and apart from it what at its end may be the beginning of ``mark``.

    ``shortest``: a lone Escape, or one with a bracket, is a key and must not wait for the next.
    """
    for length in range(len(mark) - 1, shortest - 1, -1):
        if text.endswith(mark[:length]):
            return text[:-length], mark[:length]
    return text, ""


class Answers:
    """Takes out of typed text, wherever it is cut, what a terminal says of itself.

    Answers to what another program asked (which terminal, which colours, what is in the clipboard) may come when that
    program is gone and this one has the terminal, over a slow line above all. Textual types whatever it does not know:
    the ``u`` of ``ESC[?1u`` undoes, the ``x`` of a terminal's name deletes a row.
    """

    def __init__(self) -> None:
        self._held = ""

    @property
    def is_waiting(self) -> bool:
        """Whether something was held back that may be the beginning of an answer: a lone Escape, too."""
        return bool(self._held)

    def feed(self, text: str) -> str:
        """The keys in the text so far."""
        text, self._held = self._held + text, ""
        if "\x1b" not in text:
            return text
        text = _ANSWER.sub(lambda found: found[0] if _FOR_TEXTUAL.match(found[0]) else "", text)
        begun = _BEGINNING.search(text)
        if begun is None or len(begun[0]) > _LONGEST:
            return text
        self._held = begun[0]
        return text[: begun.start()]

    def finish(self) -> str:
        """What was held back and nothing came behind: keys, unless nobody types such a thing."""
        held, self._held = self._held, ""
        return "" if _UNMISTAKABLE.match(held) else held
