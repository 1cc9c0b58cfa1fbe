"""From pydantic's errors to complaints: the place as ``set`` takes it, what was found, what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from kaptui.exchange.complaint import Complaint, shown
from kaptui.exchange.json_text import word_of
from kaptui.plan.clean import TooLong
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import Expected, Unreadable
from kaptui.plan.paths import Path, place_in, place_of
from kaptui.text import N_

_KEY = "[key]"
_SENTENCES = {
    "model_type": N_("an object in braces is expected, not {found}"),
    "dict_type": N_("an object in braces is expected, not {found}"),
    "tuple_type": N_("a list in brackets is expected, not {found}"),
    "string_type": N_("a text in quotes is expected, not {found}"),
    "bool_type": N_("true or false is expected, not {found}"),
    "bool_parsing": N_("true or false is expected, not {found}"),
    "int_type": N_("a whole number is expected, not {found}"),
    "int_parsing": N_("a whole number is expected, not {found}"),
    "int_parsing_size": N_("a whole number is expected, not {found}"),
    "int_from_float": N_("a whole number is expected, not {found}"),
    "decimal_type": N_('an amount like "12000000" is expected, not {found}'),
    "decimal_parsing": N_('an amount like "12000000" is expected, not {found}'),
    "finite_number": N_('an amount like "12000000" is expected, not {found}'),
}
"""By pydantic's type of error; each takes ``found``."""
_RULES = (
    N_("an amount cannot be negative"),
    N_("an amount stays below 1,000,000,000,000,000"),
    N_("an amount has at most 4 decimal places"),
    N_("a date is written YYYY-MM-DD"),
    N_("a quarter is written as the month it starts, YYYY-MM"),
    N_("a target stands under a fiscal year, YYYY, or the month its quarter starts, YYYY-MM"),
    N_("an id is 1 to 200 printable characters without '/'"),
    N_("the id of an account is 1 to 200 printable characters"),
    N_("a number is expected here"),
    N_("its format number is unknown"),
)
"""What the plan's own types say; the same words are msgids."""


def complaint_of(error: Mapping[str, Any], tree: dict[str, Any]) -> Complaint:
    """The complaint that an error of ``ValidationError.errors()`` amounts to; ``tree`` is what was validated."""
    place, models = _place(error["loc"], tree)
    found = shown(error.get("input"))
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(place, models[-1])
    if kind == "string_unicode":  # a key with a lone surrogate
        return _unknown_key((*place, str(error["input"])), models[-1])
    if kind == "missing":
        return Complaint(N_("the key {key} is missing"), place[:-1], {"key": place[-1]})
    if error["loc"][-1:] == (_KEY,):
        return _wrong_key(place, error)
    if kind in ("enum", "literal_error"):
        return Complaint(N_("{found} is none of {choices}"), place, {"found": found, "choices": _choices(error)})
    if kind in ("less_than_equal", "greater_than_equal"):
        return _out_of_bounds(place, models[-1], found)
    if kind == "value_error":
        return _broken_rule(place, error, found)
    if kind == "string_pattern_mismatch":
        return Complaint(
            N_("{found} is not a currency; three capital letters are expected, like CNY"), place, {"found": found}
        )
    return Complaint(_SENTENCES.get(kind, N_("{found} cannot stand here")), place, {"found": found})


def complaint_at(path: Path, error: Mapping[str, Any]) -> Complaint:
    """The same for an error about the one value at ``path``."""
    return complaint_of({**error, "loc": path}, {})


def _place(loc: tuple[str | int, ...], tree: Any) -> tuple[Path, list[type[BaseModel]]]:
    """The path of an error, rows by their ids, and the models on the way, the innermost last."""
    words: list[str] = []
    models: list[type[BaseModel]] = [AccountPlan]
    here, annotation = tree, None
    for word in loc:
        if word == _KEY:
            break
        if isinstance(word, int):
            here = here[word] if isinstance(here, list) and word < len(here) else None
            words.append(word_of(here, word))
            continue
        if annotation is None and word in models[-1].model_fields:
            place = place_in(models[-1], word)
            inner, annotation = place.row or place.model, place.item
        else:
            place = place_of(annotation)
            inner, annotation = place.model, place.item
        if inner is not None:
            models.append(inner)
        here = here.get(word) if isinstance(here, dict) else None
        words.append(word)
    return tuple(words), models


def _unknown_key(place: Path, model: type[BaseModel]) -> Complaint:
    likely = get_close_matches(place[-1], list(model.model_fields), 1)
    if likely:
        return Complaint(
            N_("there is no key {key} here; perhaps {likely} is meant"),
            place[:-1],
            {"key": place[-1], "likely": likely[0]},
        )
    return Complaint(N_("there is no key {key} here"), place[:-1], {"key": place[-1]})


def _wrong_key(place: Path, error: Mapping[str, Any]) -> Complaint:
    if error["type"] == "value_error" and str(error["ctx"]["error"]) in _RULES:
        return Complaint(str(error["ctx"]["error"]), place)
    if "assessment" in place:
        return Complaint(
            N_("there is no question {key}; they are o1-o7, c1-c5, w1-w3, v1-v6"), place[:-1], {"key": place[-1]}
        )
    return Complaint(N_("there is no key {key} here"), place[:-1], {"key": place[-1]})


def _choices(error: Mapping[str, Any]) -> str:
    """``U, E, D, A`` from pydantic's ``'U', 'E', 'D' or 'A'``."""
    return str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")


def _out_of_bounds(place: Path, model: type[BaseModel], found: str) -> Complaint:
    low: Any = None
    high: Any = None
    for bound in model.model_fields[place[-1]].metadata if place[-1] in model.model_fields else ():
        low, high = getattr(bound, "ge", low), getattr(bound, "le", high)
    if high is None:
        return Complaint(N_("{found} is below {low}"), place, {"found": found, "low": str(low)})
    return Complaint(
        N_("{found} is not between {low} and {high}"), place, {"found": found, "low": str(low), "high": str(high)}
    )


def _broken_rule(place: Path, error: Mapping[str, Any], found: str) -> Complaint:
    reason = error["ctx"]["error"]
    if isinstance(reason, TooLong):
        return Complaint(
            N_("a text of {length} characters is too long; {limit} fit"),
            place,
            {"length": str(reason.length), "limit": str(reason.limit)},
        )
    if isinstance(reason, Unreadable) and reason.what is Expected.UNIT:
        return Complaint(N_("{found} is not a unit; one like 万, 元, 亿, k or m is expected"), place, {"found": found})
    rule = str(reason)
    if rule == "a date is written YYYY-MM-DD":
        return Complaint(N_("{found} is not a date; a date is written YYYY-MM-DD"), place, {"found": found})
    return (
        Complaint(rule, place)
        if rule in _RULES
        else Complaint(N_("there is no such day: {found}"), place, {"found": found})
    )
