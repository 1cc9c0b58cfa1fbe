"""Who may import whom: the rooms of the house, each with what it may look into; never back, and no other packages."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "kaptui"

ROOM_OF_FILE = {
    "__init__": "version",
    "__main__": "cli",
    "commands": "commands",
    "terminal": "terminal",
    "config": "config",
    "config_file": "config",
    "config_limits": "config",
}
"""The room of a module that lies in no folder. One that begins with an underscore belongs to the terminal, any other to
the app."""

INWARD = ("version", "plan", "insight", "text", "editing", "store", "exchange", "draw")
"""Rooms that know no terminal: nothing here imports Textual."""
MAY_SEE: dict[str, str] = {
    "version": "",
    "plan": "",
    "insight": "plan",
    "text": "plan",
    "editing": "insight plan",
    "store": "insight text plan",
    "draw": "insight text plan",
    "exchange": "draw insight text plan",
    "config": "insight text",
    "commands": "text plan",
    "terminal": "draw text version",
    "widgets": "commands draw text insight plan",
    "screens": "widgets commands exchange draw text editing insight plan",
    "app": "screens widgets commands draw text editing insight plan store exchange terminal config version",
    "cli": "app screens widgets commands draw text editing insight plan store exchange terminal config version",
}
"""Each room and the rooms it may look into; itself it always may."""
MAY_USE: dict[str, str] = {
    "plan": "pydantic pydantic_core",
    "text": "pydantic pypinyin",
    "store": "pydantic tinydb",
    "exchange": "pydantic",
    "draw": "rich",
    "config": "platformdirs tomlkit",
    "cli": "click platformdirs pydantic",
    "terminal": "textual rich",
    "widgets": "textual rich",
    "screens": "textual",
    "app": "textual",
}
"""The packages of others that each room may use; a room that is not here uses the standard library alone."""


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    if first != path.name:
        return first
    return ROOM_OF_FILE.get(path.stem, "terminal" if path.stem.startswith("_") else "app")


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, at whatever depth, with the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports name the whole path"
            names = [alias.name for alias in node.names]
            own = node.module == "kaptui"
            yield from (
                (f"kaptui.{name}" if own else str(node.module), node.lineno) for name in (names if own else [""])
            )


def room_of_module(name: str) -> str:
    path = PACKAGE / (name.split(".")[1] if "." in name else "__init__")
    if path.is_dir():
        return path.name
    return room_of(path.with_suffix(".py")) if path.with_suffix(".py").exists() else "version"


FILES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_looks_only_into_the_rooms_it_may(path: Path) -> None:
    room = room_of(path)
    allowed = {room, *MAY_SEE[room].split()}
    inside = [(name, line) for name, line in imports_of(path) if name.split(".")[0] == "kaptui"]
    wrong = [f"{name} (line {line})" for name, line in inside if room_of_module(name) not in allowed]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_uses_only_the_packages_its_room_may(path: Path) -> None:
    allowed = {*MAY_USE.get(room_of(path), "").split(), *sys.stdlib_module_names, "kaptui"}
    wrong = [f"{name} (line {line})" for name, line in imports_of(path) if name.split(".")[0] not in allowed]
    assert wrong == []


def test_nothing_inward_knows_a_terminal() -> None:
    assert not [room for room in INWARD if "textual" in MAY_USE.get(room, "")]
    assert not [(room, seen) for room in INWARD for seen in MAY_SEE[room].split() if seen not in INWARD]


def test_no_room_sees_another_that_sees_it() -> None:
    assert not [
        (one, other) for one, seen in MAY_SEE.items() for other in seen.split() if one in MAY_SEE[other].split()
    ]
