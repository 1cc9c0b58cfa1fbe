"""Recorded changes in words: which place, and what stood there before and after, in the language in force."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kaptui.plan.assessment import US
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec
from kaptui.plan.naming import name_of
from kaptui.plan.paths import ABSENT, NoSuchPlace, Path
from kaptui.plan.places import spec_at
from kaptui.plan.record import Row
from kaptui.text import N_, tr
from kaptui.text.format import listed, money
from kaptui.text.values import nothing_text, reference_text

TABLES = {
    "people": N_("Key people"),
    "links": N_("Links between people"),
    "competitors": N_("Competitors"),
    "needs": N_("Needs"),
    "values": N_("Value match"),
    "spin": N_("SPIN"),
    "opportunities": N_("Opportunities"),
    "meetings": N_("Meetings"),
    "acknowledged": N_("Accepted findings"),
    "steps": N_("Decision steps"),
    "actions": N_("Actions"),
    "reviews": N_("Reviews"),
    "assessment": N_("Assessment"),
    "overrides": N_("Set for this deal only"),
    "targets": N_("Target"),
    "split": N_("Quarter"),
    "profile": N_("Customer profile"),
    "profile_facts": N_("Certainty"),
    "archived": N_("Archived"),
}
"""What the parts of a plan are called, as msgids."""
LONGEST = 60
"""Characters of a text that a line about its change quotes."""


def place_words(plan: AccountPlan, path: Path, gone: Any = ABSENT) -> str:
    """A place as people say it: the part, the row's name, the field. ``gone`` is a removed row as JSON values."""
    return " / ".join(_place_parts(plan, path, gone))


def _place_parts(plan: AccountPlan, path: Path, gone: Any) -> Iterator[str]:
    """Word by word along the path; ids become names, field names labels."""
    here: Any = plan
    for index, word in enumerate(path):
        spec = _spec(path[: index + 1])
        if word in TABLES and (spec is None or spec.name != word):
            yield tr(TABLES[word])
        elif isinstance(here, tuple):
            yield _row_words(here, word, gone if index == len(path) - 1 else ABSENT)
        elif path[index - 1 : index] == ("overrides",):
            yield reference_text(plan, "people", word)
        elif path[index - 1 : index] == ("assessment",):
            yield tr("Us") if word == US else reference_text(plan, "competitors", word)
        elif spec is not None and path[index - 1 : index] not in (("split",), ("targets",)):
            yield tr(spec.label)
        else:
            yield word
        here = _step(here, word)


def _row_words(rows: tuple[Any, ...], row_id: str, gone: Any) -> str:
    for row in rows:
        if isinstance(row, Row) and row.id == row_id:
            return name_of(row) or tr("(no name)")
    if isinstance(gone, dict):
        return str(gone.get("name") or gone.get("what") or gone.get("step") or tr("(no name)"))
    return tr("(removed)")


def _step(here: Any, word: str) -> Any:
    if isinstance(here, tuple):
        return next((row for row in here if getattr(row, "id", None) == word), None)
    if isinstance(here, dict):
        return here.get(word)
    return getattr(here, word, None)


def _spec(path: Path) -> FieldSpec | None:
    try:
        return spec_at(path)
    except NoSuchPlace:
        return None


def change_words(plan: AccountPlan, path: Path, old: Any, new: Any) -> str:
    """What happened at a place: ``45% > 60%``, ``added``, ``deleted``, ``moved``. Values are JSON values, in the
    history of a file that others wrote in perhaps none that the field could hold."""
    spec = _spec(path)
    if spec is None:
        return _whole_words(old, new)
    return f"{_value_words(plan, path, old, spec)} > {_value_words(plan, path, new, spec)}"


def _whole_words(old: Any, new: Any) -> str:
    """A row or record that came, went or was put elsewhere."""
    if old is ABSENT:
        return tr("added")
    if new is ABSENT:
        return tr("deleted")
    if isinstance(old, list) and isinstance(new, list):
        return tr("order changed")
    return f"{_quoted(old)} > {_quoted(new)}"


def _value_words(plan: AccountPlan, path: Path, value: Any, spec: FieldSpec) -> str:
    if value is ABSENT or value is None or value in ("", []):
        return nothing_text(path, value) or "?"
    match spec.kind:
        case "money":
            return _money_words(value, plan.unit)
        case "percent":
            return f"{value}%"
        case "choice":
            label = next((choice.label for choice in spec.choices if choice.code == str(value)), "")
            return tr(label) if label else str(value)
        case "flags" if isinstance(value, list):
            return "".join(map(str, value))
        case "ref":
            return reference_text(plan, spec.refers_to, str(value))
        case "refs" if isinstance(value, list):
            return listed(reference_text(plan, spec.refers_to, str(each)) for each in value)
        case "tags" if isinstance(value, list):
            return listed(map(str, value))
        case _:
            return _quoted(value)


def _money_words(value: Any, unit: str) -> str:
    try:
        return money(Decimal(str(value)), unit)
    except ArithmeticError:  # no number, or one beyond every amount
        return str(value)


def _quoted(value: Any) -> str:
    """Text in one line, not too long."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."
