"""What the influence map draws, as plain values: people in a forest, people beside it, ghosts, links and steps.

A ``MapScene`` knows no plan any more. Whatever the plan holds, its forest is sound: every person stands in it once,
each under a boss who is in it too; where that is not what the plan says, the person's ``fault`` tells why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kaptui.plan.vocabulary import Contact, Kind, LinkKind, Relationship, Role, Standing, Style


class Fault(StrEnum):
    """Why a person stands at the top although the plan names a boss."""

    LOOP = "loop"
    NO_SUCH_BOSS = "no such boss"


class GhostKind(StrEnum):
    """A seat that the map misses."""

    DECIDER = "decider"
    APPROVER = "approver"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class MapPerson:
    """One person as the map shows them: names are safe for the terminal, attributes are those of the scene's lens.

    ``name`` is never empty: a seat whose holder is unknown shows ``TBD`` and its title. ``steps`` are the numbers of
    the decision steps the person acts in, from 1. ``changed`` names the attributes that differ in this deal.
    ``claimed`` is the name of the boss the plan gives when ``fault`` says that the person could not be put under it.
    """

    id: str
    name: str
    title: str = ""
    department: str = ""
    boss: str | None = None
    roles: tuple[Role, ...] = ()
    style: Style | None = None
    relationship: Relationship | None = None
    contact: Contact | None = None
    standing: Standing | None = None
    kind: Kind = Kind.MEMBER
    our_contact: str = ""
    steps: tuple[int, ...] = ()
    changed: tuple[str, ...] = ()
    fault: Fault | None = None
    claimed: str = ""

    @property
    def is_member(self) -> bool:
        """Whether the person belongs to the reporting tree."""
        return self.kind is Kind.MEMBER


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link between two people who are both on the map and not the same. Of a dotted line ``source`` reports."""

    source: str
    target: str
    kind: LinkKind
    strength: int


@dataclass(frozen=True, slots=True)
class MapStep:
    """One of the customer's decision steps: its number from 1, its text, its day as text, whether it is done."""

    number: int
    text: str
    day: str
    done: bool


@dataclass(frozen=True, slots=True)
class Ghost:
    """A missing seat; ``department`` is the one that nobody on the map belongs to."""

    kind: GhostKind
    department: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class MapScene:
    """Everything the map can show, in the plan's order. ``people`` holds the forest and ``external``.

    ``roots`` are the people without a boss, ``reports`` the direct reports of those who have any, ``external`` the
    people outside the tree by kind, within a kind in the plan's order. ``lens`` is the id of the deal whose view this
    is, ``None`` for the whole account. ``steps`` belong to that deal, or to the first open one that has any.
    """

    people: Mapping[str, MapPerson]
    roots: tuple[str, ...]
    reports: Mapping[str, tuple[str, ...]]
    external: tuple[str, ...]
    ghosts: tuple[Ghost, ...]
    links: tuple[MapLink, ...]
    steps: tuple[MapStep, ...]
    lens: str | None = None

    def person(self, person_id: str | None) -> MapPerson | None:
        """The person of that id, or ``None``."""
        return self.people.get(person_id) if person_id is not None else None
