"""The state of choosing: what is typed, what it finds, where the cursor is, what is chosen. No widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from time import sleep

from kaptui.text.fuzzy import query_of
from kaptui.text.pinyin import may_be_pinyin, spellings
from kaptui.widgets.options import Option

SPELT_AT_ONCE = 300
"""Chinese options whose pinyin is looked up while somebody types; more of them are looked up beside it."""


class Picking:
    """Choosing of ``options``. With ``multi`` any number can be chosen; with ``new`` what is typed can be, too.

    ``found`` are the options that the query finds, best first, in their own order for an empty query."""

    def __init__(
        self, options: Iterable[Option], *, multi: bool = False, chosen: Iterable[str] = (), new: bool = False
    ) -> None:
        self.options = tuple(options)
        self.multi = multi
        self.new = new
        self.query = ""
        self.cursor = 0
        self._chosen = dict.fromkeys(chosen)
        self._spelt: dict[str, tuple[str, ...]] = {}
        self._chinese = tuple(option.text for option in self.options if not option.text.isascii())
        self.found: Sequence[Option] = self.options
        self._stand_on_chosen()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys chosen, in the order of choosing."""
        return tuple(self._chosen)

    @property
    def offered(self) -> Option | None:
        """What is typed, when it can be chosen as new: no option has just this text."""
        text = self.query.strip()
        if not self.new or not text or any(option.text == text for option in self.options):
            return None
        return Option(text, text)

    @property
    def rows(self) -> Sequence[Option]:
        """What the cursor can stand on: the found options, and what is typed if it can be new."""
        offered = self.offered
        return self.found if offered is None else [*self.found, offered]

    @property
    def current(self) -> Option | None:
        """The option under the cursor."""
        rows = self.rows
        return rows[self.cursor] if self.cursor < len(rows) else None

    @property
    def wants_spelling(self) -> bool:
        """Whether the query could be pinyin of options whose spelling is not known yet and is not looked up at once."""
        return (
            len(self._chinese) > SPELT_AT_ONCE
            and len(self._spelt) < len(set(self._chinese))
            and any(may_be_pinyin(word) for word in self.query.split())
        )

    def type(self, query: str) -> None:
        """Another query: the cursor goes to the best option."""
        if query != self.query:
            narrower = bool(self.query.strip()) and query.startswith(self.query)
            self.query = query
            self._find(self.found if narrower else self.options)

    def move(self, dy: int) -> None:
        """Move the cursor, stopping at the ends."""
        self.cursor = max(0, min(self.cursor + dy, len(self.rows) - 1))

    def toggles(self, character: str) -> bool:
        """Whether a typed character chooses instead of being typed: a space, unless new text is being written, which
        may have spaces; there a comma does."""
        if not self.multi:
            return False
        return character == ("," if self.new and self.query.strip() else " ")

    def toggle(self, option: Option) -> None:
        """Choose an option, or no longer."""
        if option.key in self._chosen:
            del self._chosen[option.key]
        else:
            self._chosen[option.key] = None

    def clear(self) -> None:
        """Choose nothing."""
        self._chosen.clear()

    def spelling(self) -> Callable[[], dict[str, tuple[str, ...]]]:
        """A function that looks up the pinyin of all options; may run in a thread. Its result goes to ``learn``."""
        return partial(_spelt_gently, self._chinese)

    def learn(self, spelt: dict[str, tuple[str, ...]]) -> None:
        """Find by these spellings from now on."""
        self._spelt.update(spelt)
        key = self.current.key if self.current is not None else None
        self._find(self.options)
        self.cursor = next((place for place, option in enumerate(self.rows) if option.key == key), 0)

    def result(self) -> tuple[str, ...]:
        """The keys that Enter takes: the chosen ones, and what the query found (without ``multi``: that alone)."""
        current = self.current
        if not self.multi:
            return (current.key,) if current is not None else ()
        if self.query.strip() and current is not None and current.key not in self._chosen:
            return (*self._chosen, current.key)
        return self.chosen

    def _find(self, among: Sequence[Option]) -> None:
        self.cursor = 0
        if not self.query.strip():
            self.found = self.options
            self._stand_on_chosen()
            return
        query = query_of(self.query)
        scored = [
            (score, option)
            for option in among
            if (score := query.score(option.text, (option.search, option.hint), self._spell)) is not None
        ]
        scored.sort(key=lambda pair: -pair[0])
        self.found = [option for _, option in scored]

    def _spell(self, text: str) -> Sequence[str]:
        known = self._spelt.get(text)
        if known is None:
            if len(self._chinese) > SPELT_AT_ONCE:
                return ()
            known = self._spelt[text] = spellings(text)
        return known

    def _stand_on_chosen(self) -> None:
        """Begin on the first option that is chosen already."""
        self.cursor = next((place for place, option in enumerate(self.found) if option.key in self._chosen), 0)


def _spelt_gently(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The spellings of many names, letting the thread in which somebody types come in between."""
    spelt: dict[str, tuple[str, ...]] = {}
    for count, name in enumerate(names):
        spelt[name] = spellings(name)
        if count % 20 == 0:
            sleep(0)
    return spelt
