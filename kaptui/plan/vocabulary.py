"""The closed sets of the method: codes are stored, labels are shown (deck slides 4-8, 22; target account selling).

Every set is an enum whose values are the codes in files, CSV and ``--json``; ``CHOICES`` gives each set's labels as
English msgids in the order in which people are offered them.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """Decision role of a person; a person may hold several (slide 4)."""

    USER = "U"
    EVALUATOR = "E"
    DECIDER = "D"
    APPROVER = "A"


class Style(StrEnum):
    """Adaptability to change (slides 6-7)."""

    INNOVATOR = "I"
    VISIONARY = "V"
    PRAGMATIST = "P"
    CONSERVATIVE = "C"
    LAGGARD = "L"


class Relationship(StrEnum):
    """支持态度: what the person is to us (slide 8)."""

    ENEMY = "X"
    NON_SUPPORTER = "-"
    NEUTRAL = "="
    SUPPORTER = "+"
    MENTOR = "*"

    @property
    def rank(self) -> int:
        """-2 for an enemy up to +2 for a mentor, 0 for a neutral: which of two is better for us."""
        return {"X": -2, "-": -1, "=": 0, "+": 1, "*": 2}[self.value]

    @property
    def is_for_us(self) -> bool:
        """Supporter or mentor."""
        return self.rank > 0

    @property
    def is_against_us(self) -> bool:
        """Enemy or non-supporter."""
        return self.rank < 0


class Contact(IntEnum):
    """Degree of contact (slide 5); the number enters coverage as it stands."""

    NONE = 0
    BRIEF = 1
    MULTIPLE = 2
    IN_DEPTH = 3


class Standing(StrEnum):
    """政治地位: the inner circle controls outcomes, the structure makes things happen, the outside watches."""

    OUTSIDE = "outside"
    STRUCTURE = "structure"
    INNER = "inner"


class Kind(StrEnum):
    """Whether a person belongs to the customer; the last three stand outside the reporting tree (slide 9)."""

    MEMBER = "member"
    CONSULTANT = "consultant"
    COLLEAGUE = "colleague"
    SALESPERSON = "salesperson"


class StrategyKind(StrEnum):
    """The five competitive strategies (slide 22)."""

    FRONTAL = "frontal"
    FLANKING = "flanking"
    FRAGMENT = "fragment"
    DEFEND = "defend"
    DEVELOP = "develop"


class Category(StrEnum):
    """PRIME: what an action is meant to do."""

    PROVE = "prove"
    RETRIEVE = "retrieve"
    INSULATE = "insulate"
    MINIMISE = "minimise"
    EMPHASISE = "emphasise"


class Rating(StrEnum):
    """Answer to one of the twenty-one questions; plus always means good for us."""

    YES = "+"
    NO = "-"
    UNKNOWN = "?"


class Status(StrEnum):
    """What became of an opportunity."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    DROPPED = "dropped"


class RevenueBasis(StrEnum):
    """What a quarter's amount means in this plan (slide 21)."""

    SIGNED = "signed"
    RECOGNISED = "recognised"
    CASH = "cash"


class LinkKind(StrEnum):
    """What an arrow between two people means."""

    INFLUENCES = "influences"
    CONFLICTS = "conflicts"
    DOTTED = "dotted"


class Verdict(StrEnum):
    """What an assessment of the twenty-one questions advises."""

    RECONSIDER = "reconsider"
    EXPLORE = "explore"
    PURSUE = "pursue"
    CAUTIOUS = "cautious"


class Choice(NamedTuple):
    """One value of a closed set: its stored code, the key that picks it in the interface, its label (a msgid)."""

    code: str
    key: str
    label: str


def _choices(*rows: tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, key, label) for code, key, label in rows)


CHOICES: dict[str, tuple[Choice, ...]] = {
    "Role": _choices(("U", "u", "User"), ("E", "e", "Evaluator"), ("D", "d", "Decision-maker"), ("A", "a", "Approver")),
    "Style": _choices(
        ("I", "i", "Innovator"),
        ("V", "v", "Visionary"),
        ("P", "p", "Pragmatist"),
        ("C", "c", "Conservative"),
        ("L", "l", "Laggard"),
    ),
    "Relationship": _choices(
        ("X", "x", "Enemy"),
        ("-", "-", "Non-supporter"),
        ("=", "=", "Neutral"),
        ("+", "+", "Supporter"),
        ("*", "*", "Mentor"),
    ),
    "Contact": _choices(
        ("0", "0", "No contact"),
        ("1", "1", "Brief contact"),
        ("2", "2", "Multiple contacts"),
        ("3", "3", "In-depth contact"),
    ),
    "Standing": _choices(
        ("outside", "o", "Outside"), ("structure", "s", "Political structure"), ("inner", "i", "Inner circle")
    ),
    "Kind": _choices(
        ("member", "m", "Customer's member"),
        ("consultant", "k", "Consultant"),
        ("colleague", "c", "Our colleague"),
        ("salesperson", "s", "Other salesperson"),
    ),
    "StrategyKind": _choices(
        ("frontal", "f", "Frontal"),
        ("flanking", "l", "Flanking"),
        ("fragment", "g", "Fragment"),
        ("defend", "d", "Defend"),
        ("develop", "v", "Develop"),
    ),
    "Category": _choices(
        ("prove", "p", "Prove"),
        ("retrieve", "r", "Retrieve"),
        ("insulate", "i", "Insulate"),
        ("minimise", "m", "Minimise"),
        ("emphasise", "e", "Emphasise"),
    ),
    "Rating": _choices(("+", "+", "Yes, good for us"), ("-", "-", "No, bad for us"), ("?", "?", "Not known")),
    "Status": _choices(("open", "o", "Open"), ("won", "w", "Won"), ("lost", "l", "Lost"), ("dropped", "d", "Dropped")),
    "RevenueBasis": _choices(
        ("signed", "s", "Signed"), ("recognised", "r", "Recognised revenue"), ("cash", "c", "Cash received")
    ),
    "LinkKind": _choices(
        ("influences", "i", "Influences"),
        ("conflicts", "c", "Conflicts with"),
        ("dotted", "d", "Dotted line (second boss)"),
    ),
    "Verdict": _choices(
        ("reconsider", "r", "Reconsider"),
        ("explore", "e", "Explore"),
        ("pursue", "p", "Pursue"),
        ("cautious", "c", "Cautious"),
    ),
}
"""Labels of each enum, by the enum's name; never changed after import."""


def choices_of(kind: type[StrEnum] | type[IntEnum]) -> tuple[Choice, ...]:
    """The values of a closed set in the order in which people are offered them."""
    return CHOICES[kind.__name__]


def label_of(value: StrEnum | IntEnum) -> str:
    """The msgid of a value's label, to be passed through ``tr`` when it is shown."""
    code = str(value.value)
    return next(choice.label for choice in CHOICES[type(value).__name__] if choice.code == code)
