"""Which accounts a text finds: by words of their name, owner and last author, in Chinese, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from time import sleep

from kaptui.insight.portfolio import Portfolio
from kaptui.text.pinyin import bare, may_be_pinyin, spellings

SPELT_AT_ONCE = 300
"""So many words are looked up while somebody waits; more of them are looked up beside the typing."""
SEARCHED = ("name", "owner", "changed_by", "id")

Spelt = dict[str, tuple[str, ...]]


class AccountFilter:
    """A text, and the spellings that were looked up so far."""

    def __init__(self) -> None:
        self.text = ""
        self.owner = ""
        """The whole name of the only owner to be seen, empty for all."""
        self._spelt: Spelt = {}

    @property
    def spelt(self) -> int:
        """How many names are looked up: more of them may be found now."""
        return len(self._spelt)

    @property
    def told(self) -> str:
        """What is filtered by, in the words of whoever filters; empty when everything is seen."""
        return " ".join(filter(None, (self.owner, self.text)))

    @property
    def words(self) -> list[str]:
        """The words that must all be found."""
        return self.text.casefold().split()

    def chosen(self, portfolio: Portfolio, places: Iterable[int]) -> list[int]:
        """The places of the accounts that the text finds; those whose pinyin is not looked up yet only as written."""
        if self.owner:
            owners = portfolio.column("owner")
            places = [place for place in places if owners[place] == self.owner]
        words = [(word, bare(word) if may_be_pinyin(word) else "") for word in self.words]
        if not words:
            return list(places)
        missing = self.missing(portfolio)
        if missing and len(missing) <= SPELT_AT_ONCE:
            self.learn({word: spellings(word) for word in missing})
        columns = [portfolio.column(key) for key in SEARCHED]
        return [place for place in places if self._finds(words, [column[place] or "" for column in columns])]

    def missing(self, portfolio: Portfolio) -> list[str]:
        """The Chinese names whose pinyin the text may mean and nobody has looked up yet."""
        if not any(may_be_pinyin(word) for word in self.words):
            return []
        names = {text for key in SEARCHED[:3] for text in portfolio.column(key) if text and not text.isascii()}
        return [name for name in names if name not in self._spelt]

    def learn(self, spelt: Spelt) -> None:
        """Find by these spellings from now on."""
        self._spelt.update(spelt)

    def _finds(self, words: Sequence[tuple[str, str]], texts: Sequence[str]) -> bool:
        whole = " ".join(texts).casefold()
        return all(
            word in whole or (plain and any(plain in way for text in texts for way in self._spelt.get(text, ())))
            for word, plain in words
        )


def looking_up(names: Sequence[str]) -> Callable[[], Spelt]:
    """A function that looks up the pinyin of many names; for a thread, it lets others come in between."""
    return partial(_looked_up, names)


def _looked_up(names: Sequence[str]) -> Spelt:
    spelt: Spelt = {}
    for count, name in enumerate(names):
        spelt[name] = spellings(name)
        if count % 20 == 0:
            sleep(0)
    return spelt
