"""The map's filter language: ``role:D dept:IT rel:X-? contact<2 standing:inner step:2 wang``.

Terms are parted by blanks and all must hold; a ``!`` in front turns one around. Letters after ``role:``, ``style:`` and
``rel:`` are alternatives, as are words parted by commas elsewhere; ``?`` stands for unknown. Contact compares as
coverage counts: unknown is 0. A word without a key is looked for in name, title and department, as it stands, in pinyin
or by initials. Keys and signs may be Chinese, signs full-width, words with blanks in double quotes.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kaptui.draw.map_codes import relationship_sign
from kaptui.draw.map_model import MapPerson, MapScene
from kaptui.plan.errors import Expected, Unreadable
from kaptui.plan.halfwidth import half_width, plain_minus
from kaptui.plan.vocabulary import Kind, Role, Standing, Style
from kaptui.text.fuzzy import found

Test = Callable[[MapPerson], bool]
Reader = Callable[[str, str, str], Test]
"""From a term, its sign and its value to what it asks of a person; raises ``Unreadable``."""

_TERM = re.compile(r'(?P<no>!?)(?P<key>[^\W\d]+)(?P<sign><=|>=|[:=<>])(?P<value>"[^"]*"|\S*)|(?P<free>"[^"]*"|\S+)')
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, ":": operator.eq, "=": operator.eq,
}  # fmt: skip
_STANDINGS: Mapping[str, Standing | None] = {
    "inner": Standing.INNER, "@": Standing.INNER, "!!": Standing.INNER, "structure": Standing.STRUCTURE,
    "o": Standing.STRUCTURE, "!": Standing.STRUCTURE, "outside": Standing.OUTSIDE, "+": Standing.OUTSIDE,
    ".": Standing.OUTSIDE, "unknown": None, "?": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MapFilter:
    """A filter that was read: everybody who passes all ``tests`` is a match."""

    text: str
    tests: tuple[Test, ...]

    def passes(self, person: MapPerson) -> bool:
        """Whether the person is a match."""
        return all(test(person) for test in self.tests)


def read_filter(text: str) -> MapFilter:
    """The filter that somebody typed. Raises ``Unreadable`` naming the term and what it could have been."""
    plain = plain_minus(half_width(text))
    return MapFilter(text, tuple(_test(term) for term in _TERM.finditer(plain)))


def matching(scene: MapScene, text: str) -> frozenset[str] | None:
    """The ids of the people a filter leaves, in or outside the tree; ``None`` for a filter of blanks: no filter."""
    asked = read_filter(text)
    if not asked.tests:
        return None
    return frozenset(person.id for person in scene.people.values() if asked.passes(person))


def _test(term: re.Match[str]) -> Test:
    if term["free"] is not None:
        return _free(term["free"])
    reader = _READERS.get(term["key"].casefold())
    if reader is None:
        raise Unreadable(Expected.CHOICE, term[0], detail=" ".join(f"{key}:" for key in KEYS))
    test = reader(term[0], term["sign"], term["value"].strip('"'))
    return _turned(test) if term["no"] else test


def _turned(test: Test) -> Test:
    return lambda person: not test(person)


def _free(word: str) -> Test:
    """A word in name, title or department; each ``!`` in front turns it around."""
    asked = word.lstrip("!") or "!"
    needle, is_turned = asked.strip('"'), (len(word) - len(asked)) % 2 == 1
    return lambda person: found(needle, f"{person.name} {person.title} {person.department}") != is_turned


def _letters(of: Callable[[MapPerson], Iterable[str]], allowed: str) -> Reader:
    """A key whose value is a set of letters of which one must hold; ``?`` holds where there is none."""

    def read(term: str, sign: str, value: str) -> Test:
        wanted = set(value.upper().replace("M", "*") if "*" in allowed else value.upper())
        if not wanted or not wanted <= {*allowed, "?"} or sign not in ":=":
            raise Unreadable(Expected.CHOICE, term, detail=" ".join([*allowed, "?"]))
        return lambda person: bool(wanted & set(of(person) or "?"))

    return read


def _words(of: Callable[[MapPerson], str]) -> Reader:
    """A key whose value stands in a text: Latin words from their beginning, Chinese anywhere or as pinyin."""

    def read(term: str, sign: str, value: str) -> Test:
        if sign not in ":=" or not value:
            raise Unreadable(Expected.CHOICE, term, detail=f"{term.rstrip(':=<>')}:IT ?")
        return lambda person: any(_stands_in(word, of(person)) for word in value.split(",") if word)

    return read


def _stands_in(word: str, text: str) -> bool:
    if word == "?":
        return not text
    if word.isascii():
        return bool(re.search(rf"(?<![a-z0-9]){re.escape(word.casefold())}", text.casefold())) or (
            not text.isascii() and found(word, text)
        )
    return word.casefold() in text.casefold()


def _contact(term: str, sign: str, value: str) -> Test:
    """``contact<2``, ``contact:01``, ``contact:?``; in a comparison unknown is 0."""
    if sign in ":=" and value and set(value) <= set("0123?"):
        return lambda person: ("?" if person.contact is None else str(person.contact.value)) in value
    if sign in ":=" or value not in ("0", "1", "2", "3"):
        raise Unreadable(Expected.CHOICE, term, detail="contact<2 contact>=2 contact:0 contact:01 contact:?")
    return lambda person: _COMPARE[sign](person.contact.value if person.contact is not None else 0, int(value))


def _standing(term: str, sign: str, value: str) -> Test:
    wanted: set[Standing | None] = set()
    for word in value.casefold().split(","):
        fitting = {standing for name, standing in _STANDINGS.items() if name == word} or {
            standing for name, standing in _STANDINGS.items() if len(word) > 1 and name.startswith(word)
        }
        if len(fitting) != 1 or sign not in ":=":
            raise Unreadable(Expected.CHOICE, term, detail="inner structure outside ?")
        wanted |= fitting
    return lambda person: person.standing in wanted


def _step(term: str, sign: str, value: str) -> Test:
    """``step:2``, ``step:1,3``, ``step>=2``, ``step:?`` for those who act in none."""
    if value == "?" and sign in ":=":
        return lambda person: not person.steps
    numbers = value.split(",")
    if not all(re.fullmatch(r"[0-9]{1,4}", number) for number in numbers) or (len(numbers) > 1 and sign not in ":="):
        raise Unreadable(Expected.CHOICE, term, detail="step:2 step:1,3 step>=2 step:?")
    wanted = [int(number) for number in numbers]
    return lambda person: any(_COMPARE[sign](step, number) for step in person.steps for number in wanted)


def _kind(term: str, sign: str, value: str) -> Test:
    """``kind:consultant``, a beginning of the word is enough; ``kind:external`` is everybody outside the tree."""
    word = value.casefold()
    if sign in ":=" and word and "external".startswith(word):
        return lambda person: not person.is_member
    wanted = [kind for kind in Kind if word and kind.value.startswith(word)]
    if len(wanted) != 1 or sign not in ":=":
        raise Unreadable(Expected.CHOICE, term, detail=" ".join([*Kind, "external"]))
    return lambda person: person.kind is wanted[0]


KEYS: Mapping[str, tuple[Reader, tuple[str, ...]]] = {
    "role": (_letters(lambda person: person.roles, "".join(Role)), ("roles", "角色", "职责")),
    "style": (_letters(lambda person: person.style or "", "".join(Style)), ("风格",)),
    "rel": (
        _letters(lambda person: relationship_sign(person.relationship), "X-=+*"),
        ("relationship", "态度", "支持态度", "关系"),
    ),
    "contact": (_contact, ("接触", "接触程度")),
    "standing": (_standing, ("地位", "政治地位")),
    "step": (_step, ("步骤", "流程")),
    "kind": (_kind, ("类别",)),
    "dept": (_words(lambda person: person.department), ("department", "部门")),
    "name": (_words(lambda person: person.name), ("姓名",)),
    "title": (_words(lambda person: person.title), ("职务",)),
    "ours": (_words(lambda person: person.our_contact), ("owner", "对接人", "我方")),
}
"""The keys, each with its reader and its other names."""

_READERS: Mapping[str, Reader] = {
    name: reader for key, (reader, others) in KEYS.items() for name in (key, *others)
}
