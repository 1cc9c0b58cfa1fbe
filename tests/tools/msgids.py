"""Every text of the program that is shown to people, read off the source: nothing has to be listed twice.

A text is a literal in ``tr(…)``, ``trn(…)`` or ``N_(…)``, or the argument of a described constructor whose field holds
a text: ``described(label, help=…)``, ``Command(title=…, hint=…)``, ``Question(text, advice)`` and the like.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MARKERS = ("tr", "N_")
PLURAL_MARKER = "trn"
CONSTRUCTORS = frozenset(
    {"Choice", "Template", "Question", "Command", "Prompt", "Setting", "Title", "Message", "FieldSpec", "Advice"}
    | {"Rule"}
)
"""Classes whose text fields are msgids; their fields are read off the class definition."""
TEXT_FIELDS = frozenset(
    {"label", "title", "hint", "help", "text", "advice", "why", "prompt", "msgid"}
    | {"question", "example", "wants", "buys", "sell", "explanation", "many"}
)
_HELPERS = {"described": ("label",), "_choices": ()}
"""Functions that build descriptions: the names of their positional arguments as far as they are texts."""


@dataclass(frozen=True, slots=True)
class Text:
    """One msgid, its plural form (mostly ``""``) and the file and line it was found at."""

    msgid: str
    plural: str
    place: str


def collected(package: Path) -> list[Text]:
    """The texts of all modules under ``package``, file by file, each as often as it stands there."""
    trees = _trees(package)
    fields = _fields_of_classes(trees.values())
    found: list[Text] = []
    for path, tree in trees.items():
        place = path.relative_to(package.parent).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found.extend(Text(msgid, plural, f"{place}:{node.lineno}") for msgid, plural in _texts_of(node, fields))
    return found


def never_translated(package: Path) -> list[str]:
    """The places where ``tr`` or ``N_`` is given a text made on the spot: no catalogue can know it."""
    return [
        f"{path.relative_to(package.parent).as_posix()}:{node.lineno}"
        for path, tree in _trees(package).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name_of(node.func) in (*MARKERS, PLURAL_MARKER) and node.args
        if isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]


def _trees(package: Path) -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(package.rglob("*.py"))}


def _texts_of(call: ast.Call, fields: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    name = _name_of(call.func)
    if name == PLURAL_MARKER and len(call.args) >= 2:
        yield from zip(_literals(call.args[0]), _literals(call.args[1]), strict=True)
    elif name in MARKERS and call.args:
        yield from ((text, "") for text in _literals(call.args[0]))
    elif name == "_choices":
        for row in call.args:
            if isinstance(row, ast.Tuple):
                yield from ((text, "") for text in _literals(row.elts[-1]))
    elif name in _HELPERS or name in CONSTRUCTORS:
        yield from ((text, "") for text in _arguments(call, _HELPERS.get(name, fields.get(name, ()))))


def _arguments(call: ast.Call, names: tuple[str, ...]) -> Iterator[str]:
    named = [*zip(names, call.args, strict=False), *((word.arg or "", word.value) for word in call.keywords)]
    for name, value in named:
        if name in TEXT_FIELDS:
            yield from _literals(value)


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts an expression can be: a literal, either branch of a condition, the items of a tuple or of ``or``."""
    match node:
        case ast.Constant(value=str() as text) if text:
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _literals(body)
            yield from _literals(other)
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.BoolOp(values=items):
            for item in items:
                yield from _literals(item)
        case _:
            return


def _fields_of_classes(trees: Iterable[ast.Module]) -> dict[str, tuple[str, ...]]:
    """The annotated fields of every class that is constructed with texts, in order: what positional arguments mean."""
    fields: dict[str, tuple[str, ...]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name in CONSTRUCTORS:
                fields[node.name] = tuple(
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                )
    return fields


def _name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
