"""The ten templates and the places beside them: one table from which screens, keys, help and exports are made."""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kaptui.plan.record import Record


class Shape(Enum):
    """Which screen serves a template: the described form, the described table, or a room of its own."""

    FORM = "form"
    TABLE = "table"
    OWN = "own"


class Template(NamedTuple):
    """One template: ``key`` names it everywhere, ``digit`` and ``letter`` (after ``g``) open it, ``title`` is a msgid and
    ``hint`` another that says it in a word.

    ``section`` is the part of the plan it edits, ``record`` the record or row it is made of, as ``module:class`` of this
    room: whoever only lists the templates loads no model.
    """

    key: str
    digit: str
    letter: str
    title: str
    section: str
    shape: Shape
    record: str
    hint: str

    @property
    def model(self) -> type[Record]:
        """The record or row it is made of."""
        module, _, name = self.record.partition(":")
        found: type[Record] = getattr(import_module(f"kaptui.plan.{module}"), name)
        return found


TEMPLATES: tuple[Template, ...] = (
    Template("profile", "1", "p", "Customer profile", "profile", Shape.FORM, "profile:Profile", "profile"),
    Template("people", "2", "k", "Key people", "people", Shape.TABLE, "people:Person", "people"),
    Template("map", "3", "m", "Influence map", "people", Shape.OWN, "people:Person", "map"),
    Template("competitors", "4", "c", "Competitors", "competitors", Shape.TABLE, "competitors:Competitor", "rivals"),
    Template("needs", "5", "n", "Needs", "needs", Shape.TABLE, "needs:Need", "needs"),
    Template("values", "6", "v", "Value match", "values", Shape.OWN, "needs:ValueEntry", "value"),
    Template("spin", "7", "s", "SPIN", "spin", Shape.OWN, "spin:SpinThread", "spin"),
    Template("assessment", "8", "a", "Assessment", "opportunities", Shape.OWN, "opportunities:Opportunity", "assess"),
    Template("opportunities", "9", "o", "Opportunities", "opportunities", Shape.TABLE, "opportunities:Opportunity", "deals"),
    Template("strategy", "0", "t", "Strategy", "opportunities", Shape.OWN, "opportunities:Opportunity", "strategy"),
)
"""In the order of the keys 1 to 9 and 0, which is the order of the deck."""


def template_of(key: str) -> Template:
    """The template of that key. Raises ``KeyError``."""
    for template in TEMPLATES:
        if template.key == key:
            return template
    raise KeyError(key)
