"""Whom or what somebody means: an id, a name, a unique beginning of either, or pinyin.

The levels are tried in this order, and the first that knows anything decides: id, name, either without regard to case
and width, beginnings of either, whole pinyin (full or initials), beginnings of pinyin. A level with several is
ambiguous, never guessed. What is archived answers to its whole id or name only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from kaptui.cli.codes import ExitCode
from kaptui.cli.refusal import Refusal

CANDIDATES_SHOWN = 12


class Named(Protocol):
    """Anything with an id and a name: an account, a person, a deal."""

    @property
    def id(self) -> str:
        """Its id, which never changes."""

    @property
    def name(self) -> str:
        """What people call it."""


N = TypeVar("N", bound=Named)


def meant(all_there_are: Sequence[N], typed: str, *, unknown: str, ambiguous: str) -> N:
    """The one that is meant. Raises ``Refusal``: 66 with ``unknown`` when there is none, 2 with ``ambiguous``.

    Both are msgids that may have ``{text}``, ``{count}`` and ``{names}``: of the candidates, else of all there are.
    """
    for matching in _levels(all_there_are, typed):
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise Refusal(ExitCode.USAGE, ambiguous, text=typed, count=len(matching), names=names_of(matching))
    names = names_of(all_there_are) or "-"
    raise Refusal(ExitCode.NO_INPUT, unknown, text=typed, count=len(all_there_are), names=names)


def names_of(rows: Sequence[Named]) -> str:
    """The names with their ids in one line, at most twelve of them."""
    shown = ", ".join(f"{row.name} ({row.id})" for row in rows[:CANDIDATES_SHOWN])
    return shown + ", ..." if len(rows) > CANDIDATES_SHOWN else shown


def folded(text: str) -> str:
    """Text without regard to case and width."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _levels(rows: Sequence[N], typed: str) -> Iterator[list[N]]:
    wanted = folded(typed)
    if not wanted:
        return
    yield [row for row in rows if row.id == typed]
    yield [row for row in rows if row.name == typed]
    yield [row for row in rows if wanted in (folded(row.id), folded(row.name))]
    present = [row for row in rows if not getattr(row, "archived", False)]
    yield [row for row in present if folded(row.id).startswith(wanted) or folded(row.name).startswith(wanted)]
    yield from _pinyin_levels(present, typed)


def _pinyin_levels(rows: Sequence[N], typed: str) -> Iterator[list[N]]:
    from kaptui.text.pinyin import bare, may_be_pinyin, spellings

    if not may_be_pinyin(typed):
        return
    letters = bare(typed)
    spelled = [(row, spellings(row.name)) for row in rows]
    yield [row for row, ways in spelled if letters in ways]
    yield [row for row, ways in spelled if any(way.startswith(letters) for way in ways)]
