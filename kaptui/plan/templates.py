"""The ten templates and the places beside them: one table from which screens, keys, help and exports are made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kaptui.plan.competitors import Competitor
from kaptui.plan.needs import Need, ValueEntry
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Person
from kaptui.plan.profile import Profile
from kaptui.plan.record import Record
from kaptui.plan.spin import SpinThread


class Shape(Enum):
    """Which screen serves a template: the described form, the described table, or a room of its own."""

    FORM = "form"
    TABLE = "table"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Template:
    """One template: ``key`` names it everywhere, ``digit`` and ``letter`` (after ``g``) open it, ``title`` is a msgid and
    ``hint`` another that says it in a word.

    ``section`` is the part of the plan it edits, ``model`` the record or row it is made of.
    """

    key: str
    digit: str
    letter: str
    title: str
    section: str
    shape: Shape
    model: type[Record]
    hint: str


TEMPLATES: tuple[Template, ...] = (
    Template("profile", "1", "p", "Customer profile", "profile", Shape.FORM, Profile, "profile"),
    Template("people", "2", "k", "Key people", "people", Shape.TABLE, Person, "people"),
    Template("map", "3", "m", "Influence map", "people", Shape.OWN, Person, "map"),
    Template("competitors", "4", "c", "Competitors", "competitors", Shape.TABLE, Competitor, "rivals"),
    Template("needs", "5", "n", "Needs", "needs", Shape.TABLE, Need, "needs"),
    Template("values", "6", "v", "Value match", "values", Shape.OWN, ValueEntry, "value"),
    Template("spin", "7", "s", "SPIN", "spin", Shape.OWN, SpinThread, "spin"),
    Template("assessment", "8", "a", "Assessment", "opportunities", Shape.OWN, Opportunity, "assess"),
    Template("opportunities", "9", "o", "Opportunities", "opportunities", Shape.TABLE, Opportunity, "deals"),
    Template("strategy", "0", "t", "Strategy", "opportunities", Shape.OWN, Opportunity, "strategy"),
)
"""In the order of the keys 1 to 9 and 0, which is the order of the deck."""


def template_of(key: str) -> Template:
    """The template of that key. Raises ``KeyError``."""
    for template in TEMPLATES:
        if template.key == key:
            return template
    raise KeyError(key)
