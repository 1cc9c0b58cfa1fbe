"""Which account somebody means: an id, a name, a unique beginning of either, or pinyin.

The levels are tried in this order and the first that knows any account decides: id, name, either without regard to case
and width, beginnings of either, whole pinyin (full or initials), beginnings of pinyin. A level with several accounts is
ambiguous, never guessed. An archived account answers to its whole id or name only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from kaptui.cli.codes import ExitCode
from kaptui.cli.refusal import Refusal
from kaptui.store.port import Account
from kaptui.text import N_

CANDIDATES_SHOWN = 12


def account_meant(accounts: Sequence[Account], typed: str) -> Account:
    """The account. Raises ``Refusal``: 66 when there is none, 2 with the candidates when there are several."""
    for matching in _levels(accounts, typed):
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise _ambiguous(typed, matching)
    unknown = N_('There is no account "{text}"; "kaptui list --all" shows which there are.')
    raise Refusal(ExitCode.NO_INPUT, unknown, text=typed)


def folded(text: str) -> str:
    """Text without regard to case and width."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _levels(accounts: Sequence[Account], typed: str) -> Iterator[list[Account]]:
    wanted = folded(typed)
    if not wanted:
        return
    yield [each for each in accounts if each.id == typed]
    yield [each for each in accounts if each.name == typed]
    yield [each for each in accounts if wanted in (folded(each.id), folded(each.name))]
    present = [each for each in accounts if not each.archived]
    yield [each for each in present if folded(each.id).startswith(wanted) or folded(each.name).startswith(wanted)]
    yield from _pinyin_levels(present, typed)


def _pinyin_levels(accounts: Sequence[Account], typed: str) -> Iterator[list[Account]]:
    from kaptui.text.pinyin import bare, may_be_pinyin, spellings

    if not may_be_pinyin(typed):
        return
    letters = bare(typed)
    spelled = [(each, spellings(each.name)) for each in accounts]
    yield [each for each, ways in spelled if letters in ways]
    yield [each for each, ways in spelled if any(way.startswith(letters) for way in ways)]


def _ambiguous(typed: str, matching: Sequence[Account]) -> Refusal:
    shown = [f"{each.name} ({each.id})" for each in matching[:CANDIDATES_SHOWN]]
    return Refusal(
        ExitCode.USAGE,
        N_('"{text}" may mean {count} accounts: {names}. Give the id.'),
        text=typed,
        count=len(matching),
        names=", ".join(shown) + (", ..." if len(matching) > CANDIDATES_SHOWN else ""),
    )
