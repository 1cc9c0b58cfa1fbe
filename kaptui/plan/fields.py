"""Fields described once, on the model: label, help, editor kind, width, bounds and choices.

``described()`` writes the description where the field is declared; ``fields_of()`` reads it back. Forms, tables,
readiness and help all come from these descriptions, so a template is never described twice.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, Literal, NamedTuple, cast

from pydantic import BaseModel, Field

from kaptui.plan.vocabulary import CHOICES, Choice, choices_of

EditorKind = Literal[
    "text",
    "long",
    "lines",
    "money",
    "percent",
    "date",
    "month",
    "score",
    "choice",
    "flags",
    "bool",
    "ref",
    "refs",
    "tags",
]
"""text: one line · long: several lines · lines: one item a line · score: 1-5 · choice: one code · flags: several codes ·
ref/refs: one/several rows of the section in ``refers_to`` · tags: a list of words."""


class Ui(NamedTuple):
    """How a field is edited and how wide its column wants to be, in cells. Data only: no callables, no conditions."""

    kind: EditorKind
    width: int = 16
    choices: str = ""
    refers_to: str = ""


class FieldSpec(NamedTuple):
    """One field of a template as read off its model. ``label`` and ``help`` are msgids."""

    name: str
    label: str
    help: str
    kind: EditorKind
    width: int
    choices: tuple[Choice, ...] = ()
    refers_to: str = ""
    optional: bool = False
    low: int | None = None
    high: int | None = None


def described(
    label: str,
    kind: EditorKind,
    default: Any,
    *,
    width: int = 16,
    help: str = "",  # noqa: A002 - the word of the method: each field has a label and a help text
    choices: type[StrEnum] | type[IntEnum] | None = None,
    refers_to: str = "",
    **bounds: Any,
) -> Any:
    """A pydantic ``Field`` that carries its own description. ``bounds`` are pydantic's (``ge``, ``le``, …)."""
    if choices is not None and not choices_of(choices):
        raise ValueError(f"no labels for {choices.__name__}")
    ui = Ui(kind, width, choices.__name__ if choices else "", refers_to)
    factory: dict[str, Any] = {"default_factory": default} if callable(default) else {"default": default}
    return Field(title=label, description=help, json_schema_extra={"ui": cast(Any, ui)}, **factory, **bounds)


@cache
def fields_of(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The described fields of a model in the order of declaration; fields without description (ids, tables) are left out."""
    return tuple(_spec(name, info) for name, info in model.model_fields.items() if _ui(info) is not None)


def field_of(model: type[BaseModel], name: str) -> FieldSpec:
    """The description of one field. Raises ``KeyError`` when the model has no described field of that name."""
    for spec in fields_of(model):
        if spec.name == name:
            return spec
    raise KeyError(name)


def _ui(info: Any) -> Ui | None:
    extra = info.json_schema_extra
    return extra.get("ui") if isinstance(extra, dict) else None


def _spec(name: str, info: Any) -> FieldSpec:
    ui = _ui(info)
    assert ui is not None
    low = high = None
    for bound in info.metadata:
        low = getattr(bound, "ge", low)
        high = getattr(bound, "le", high)
    optional = type(None) in getattr(info.annotation, "__args__", ())
    choices = CHOICES[ui.choices] if ui.choices else ()
    return FieldSpec(
        name, info.title, info.description or "", ui.kind, ui.width, choices, ui.refers_to, optional, low, high
    )
