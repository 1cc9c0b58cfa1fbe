"""The value of a field as people read it, in the language in force: amounts in the plan's unit, codes with labels."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any, Final

from kaptui.plan.changes import is_in_override
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec
from kaptui.plan.naming import name_of
from kaptui.plan.paths import ABSENT, Path
from kaptui.plan.vocabulary import label_of
from kaptui.text.format import listed, money
from kaptui.text.speech import tr

CODED: Final = frozenset({"roles", "style", "relationship", "rating"})
"""Fields known by their code, as on the deck's map; every other choice is known by its label."""


def is_unknown(value: Any) -> bool:
    """Whether a field holds nothing: no value, no text, an empty list, an absent key."""
    return value is None or value is ABSENT or value in ("", (), [])


def nothing_text(path: Path, value: Any) -> str:
    """What an unknown value means at a path: a deal may say nothing about a person, or that it is unknown there.

    Empty everywhere else, where nothing is simply not known.
    """
    if not is_in_override(path):
        return ""
    return tr("as the person") if value is ABSENT else tr("unknown in this deal")


def value_text(plan: AccountPlan, value: Any, spec: FieldSpec) -> str:
    """A known value in words; empty for one that is not known. Texts of several lines stay so."""
    if is_unknown(value):
        return ""
    match spec.kind:
        case "money":
            return money(value, plan.unit) if isinstance(value, Decimal) else str(value)
        case "percent":
            return f"{value}%"
        case "flags":
            return " ".join(value)
        case "bool":
            return tr("yes") if value else ""
        case "ref":
            return reference_text(plan, spec.refers_to, value)
        case "refs":
            return listed(reference_text(plan, spec.refers_to, each) for each in value)
        case "tags":
            return listed(value)
        case "choice":
            return choice_text(value, spec)
        case _:
            return value.isoformat() if isinstance(value, date) else str(value)


def choice_text(value: StrEnum | IntEnum, spec: FieldSpec) -> str:
    """A code with its label, ``V Visionary``; the label alone where people know no code."""
    label = tr(label_of(value))
    return f"{value.value} {label}" if spec.name in CODED else label


def reference_text(plan: AccountPlan, section: str, row_id: str) -> str:
    """What a reference points at: its name, or words that say that it has none or is gone."""
    for row in getattr(plan, section):
        if row.id == row_id:
            return name_of(row) or tr("(no name)")
    return tr("(removed)")
