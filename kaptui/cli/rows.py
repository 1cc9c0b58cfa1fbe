"""Which row of a plan somebody means: by id, by name, by the only beginning of a name, or by pinyin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from kaptui.cli.accounts import folded
from kaptui.cli.parsing import Misuse

CANDIDATES_SHOWN = 20


class Named(Protocol):
    """A row with a name."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


R = TypeVar("R", bound=Named)


def row_meant(rows: Sequence[R], typed: str, msgid: str) -> R:
    """The row that ``typed`` means; an exact one wins over a beginning, a name over its pinyin.

    Raises ``Misuse`` with ``msgid``, which has places for ``{text}`` and for the candidates, ``{names}``.
    """
    matching = next((level for level in _levels(rows, typed) if level), [])
    if len(matching) == 1:
        return matching[0]
    shown = [f"{row.name} ({row.id})" for row in (matching or rows)[:CANDIDATES_SHOWN]]
    raise Misuse(msgid, text=typed, names=", ".join(shown) or "-")


def _levels(rows: Sequence[R], typed: str) -> Sequence[list[R]]:
    from kaptui.text.pinyin import bare, may_be_pinyin, spellings

    wanted = folded(typed)
    levels = [
        [row for row in rows if row.id == typed],
        [row for row in rows if folded(row.name) == wanted],
        [row for row in rows if wanted and folded(row.name).startswith(wanted)],
    ]
    if not any(levels) and may_be_pinyin(typed):
        letters = bare(typed)
        spelled = [(row, spellings(row.name)) for row in rows]
        levels.append([row for row, ways in spelled if letters in ways])
        levels.append([row for row, ways in spelled if any(way.startswith(letters) for way in ways)])
    return levels
