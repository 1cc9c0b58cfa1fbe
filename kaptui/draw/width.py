"""How many cells a text takes in a terminal, and the one gate through which people's text reaches the screen.

``visible`` takes out everything on whose width two terminals disagree; after it, the width of a text is the sum of
the widths of its characters as ``rich.cells`` has them, which is what Textual reckons with and what terminals since
Unicode 9 draw. Everything here passes its text through that gate, so the widths promised are exact for *any* text.

What is left open: characters of ambiguous width (box drawing, ``…``, ``“ ”``, ``★``) count as one cell. Terminals set
up for Chinese may draw them in two; there the ASCII glyphs are chosen and ``Glyphs.show`` writes such punctuation in
ASCII. A script that runs from right to left takes the right number of cells, its order is the terminal's affair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from rich.cells import cell_len, get_character_cell_size, split_graphemes

Align = Literal["left", "right", "center"]

MARK = "~"
"""Stands where a text was cut, as the map's clipped names have it; one cell in every terminal."""

_DOUBTFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, C0 and C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\uffff\ud800-\udfff"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
"""Characters that ``visible`` never lets through, see there."""
_RARE = re.compile(
    "[^\x00-\u024f\u2000-\u206f\u2190-\u23ff\u2500-\u262f\u2638-\u2689\u2690-\u27bf\u3000-\u302d\u3030-\u303f\u3041-\u3096"
    "\u3099-\u30ff\u3105-\u312f\u3131-\u318e\u3190-\u31e3\u3200-\u321e\u3220-\u3247\u3250-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufa6d\ufa70-\ufad9\uff01-\uffbe\uffe0-\uffe6\uffe8-\uffee\U0001f300-\U0001f5ff\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
"""Characters that may be assigned in one version of Unicode and not yet in another, or be of another width there; on
the others all versions agree."""
_WIDER_SINCE_16 = re.compile(
    "[\u2630-\u2637\u268a-\u268f\u3248-\u324f\u4dc0-\u4dff\U0001d300-\U0001d356\U0001d360-\U0001d376]"
)
"""Trigrams and the like, one cell wide until Unicode 15 and two since, and numbers in black squares, on which terminals
never agreed."""

_SPACES = frozenset("\t\n\x0b\x0c\r\x85\u2028\u2029")
_CLOSING = frozenset("、。，．：；？！）］｝」』】〕〉》”’…・%％℃,.:;?!)]}")
_OPENING = frozenset("（［｛「『【〔〈《“‘([{")


def cells(text: str) -> int:
    """The cells that ``visible(text)`` takes on one line. 0 for the empty text."""
    if text.isascii() and text.isprintable():
        return len(text)
    return cell_len(visible(text))


def visible(text: str) -> str:
    """The text as one line that any terminal draws in the same number of cells and that commands no terminal.

    Line ends and tabs become a space; other control characters and lone surrogates become ``?``; characters that are
    not seen are dropped: zero-width ones, bidirectional overrides and isolates, the joiners, variation selectors and
    skin tones that make one emoji of several on some terminals only; flags become their two letters. What no version
    of Unicode known here assigns becomes ``?``: a newer terminal may take it for a mark or for a wide character. So do
    the vowel signs of Indian scripts that stand beside their letter and signs set before Arabic numbers, which take a
    cell in some terminals and none in others, and signs whose width Unicode has changed. Composed to NFC, so that
    letters with accents and Korean syllables stand in one piece; a mark without a letter gets a space to stand on.
    Applying it twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    if _DOUBTFUL.search(text):
        text = _DOUBTFUL.sub(_shown, text.replace("\r\n", "\n"))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _RARE.search(text):
        text = _RARE.sub(_assigned, text)
    if text and not get_character_cell_size(text[0]):
        return " " + text
    return text


def is_doubtful(text: str) -> bool:
    """Whether there is something in the text that ``visible`` takes out or replaces."""
    if text.isascii():
        return not text.isprintable()
    return _DOUBTFUL.search(text) is not None or (_RARE.search(text) is not None and _RARE.sub(_assigned, text) != text)


def clip(text: str, width: int, mark: str = MARK) -> str:
    """The text in at most ``width`` cells; what is cut ends in ``mark`` (left out where only the mark would fit)."""
    text = visible(text)
    if cells(text) <= width:
        return text
    room = width - cells(mark)
    if room <= 0:
        return _head(text, width)
    return _head(text, room) + mark


def fit(text: str, width: int, align: Align = "left", mark: str = MARK) -> str:
    """The text in exactly ``width`` cells, padded with spaces or clipped; empty for a width below 1."""
    text = clip(text, width, mark)
    room = width - cells(text)
    if room <= 0:
        return text
    if align == "left":
        return text + " " * room
    if align == "right":
        return " " * room + text
    return " " * (room // 2) + text + " " * (room - room // 2)


def window(text: str, start: int, width: int) -> str:
    """Exactly ``width`` cells of the text from cell ``start`` on; a wide character cut at an edge is a space there."""
    text = visible(text)
    if text.isascii():
        return text[start : start + width].ljust(max(0, width))
    kept: list[str] = []
    at = 0
    end = start + width
    for cluster, size in clusters(text):
        if at >= end:
            break
        if at >= start and at + size <= end:
            kept.append(cluster)
        else:
            kept.append(" " * max(0, min(end, at + size) - max(start, at)))
        at += size
    return "".join(kept) + " " * (width - max(0, min(at, end) - start))


def wrap(text: str, width: int, mark: str = MARK) -> list[str]:
    """The text in lines of at most ``width`` cells, at least one line.

    Lines end at spaces, between any two Chinese, Japanese or Korean characters, and inside a word that is longer than
    a line; closing punctuation does not begin a line. Newlines of the text stay. Spaces at a break are dropped. A
    width below 1 counts as 1; a wide character that does not fit into one cell is shown as ``mark``.
    """
    width = max(1, width)
    lines: list[str] = []
    for paragraph in re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text):
        lines += _wrapped(visible(paragraph), width, mark)
    return lines


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """The characters of a visible text, each with the marks that stand on it, and its cells (1 or 2)."""
    if text.isascii():
        yield from ((character, 1) for character in text)
        return
    for start, end, size in split_graphemes(text)[0]:
        yield text[start:end], size


def _shown(doubtful: re.Match[str]) -> str:
    """What stands for one doubtful character."""
    character = doubtful.group()
    if character in _SPACES:
        return " "
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return chr(ord("A") + ord(character) - 0x1F1E6)
    if character < "\xa0" or "\ud800" <= character <= "\udfff" or "\ufffc" <= character <= "\uffff":
        return "?"
    return ""


def _assigned(rare: re.Match[str]) -> str:
    """The character itself if it is one, and of one width."""
    character = rare.group()
    is_doubtful = unicodedata.category(character) in ("Cn", "Mc", "Cf") or _WIDER_SINCE_16.match(character)
    return "?" if is_doubtful else character


def _head(text: str, width: int) -> str:
    """As many whole characters from the beginning as fit."""
    if text.isascii():
        return text[: max(0, width)]
    kept: list[str] = []
    for cluster, size in clusters(text):
        width -= size
        if width < 0:
            break
        kept.append(cluster)
    return "".join(kept)


def _wrapped(text: str, width: int, mark: str) -> list[str]:
    """One paragraph of visible text."""
    if cells(text) <= width:
        return [text]
    lines: list[str] = []
    line = gap = ""
    for piece in _pieces(text):
        if piece.isspace():
            gap += piece
            continue
        if cells(line) + cells(gap) + cells(piece) <= width:
            line += gap + piece
        else:
            if line:
                lines.append(line)
            *full, line = _chopped(piece if line else _indented(gap, piece, width), width, mark)
            lines += full
        gap = ""
    lines.append(line)
    return lines


def _indented(gap: str, piece: str, width: int) -> str:
    """The first piece of a paragraph with the spaces before it, unless those alone fill the line."""
    return gap + piece if cells(gap) < width else piece


def _pieces(text: str) -> Iterator[str]:
    """Runs of spaces and the pieces that stay together: words, and wide characters with their punctuation."""
    piece = ""
    for cluster, size in clusters(text):
        if piece and _may_break(piece, cluster, size):
            yield piece
            piece = ""
        piece += cluster
    if piece:
        yield piece


def _may_break(piece: str, cluster: str, size: int) -> bool:
    """Whether a line may end between ``piece`` and the character after it."""
    if piece[-1].isspace() or cluster.isspace():
        return piece[-1].isspace() != cluster.isspace()
    if cluster in _CLOSING or piece[-1] in _OPENING:
        return False
    return size == 2 or cells(piece[-1]) == 2


def _chopped(piece: str, width: int, mark: str) -> list[str]:
    """A piece longer than a line, cut into lines; at least one."""
    lines = [""]
    room = width
    for cluster, size in clusters(piece):
        if size > width:
            cluster, size = mark, 1
        if size > room:
            lines.append("")
            room = width
        lines[-1] += cluster
        room -= size
    return lines
