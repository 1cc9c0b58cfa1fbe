"""Every command once: its id, its keys, its title, where it works. Help, hints, palette and README are made from this.

Keys are written as people say them: ``a``, ``enter``, ``ctrl+z``, a chord as two words (``g h``). ``Keymap`` is pure: it
finds the command a key means in the scopes of a screen, and can be remapped by command id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kaptui.plan.halfwidth import half_width
from kaptui.plan.templates import TEMPLATES


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do. ``title`` and ``hint`` are msgids; a command with a ``hint`` stands in the hint lines."""

    id: str
    scope: str
    keys: tuple[str, ...]
    title: str
    hint: str = ""


GLOBAL = "everywhere"
"""Commands of this scope work on every screen; each other scope belongs to one kind of screen."""


def _places() -> tuple[Command, ...]:
    """``g`` and a letter, and the digit, for each template."""
    return tuple(
        Command(f"go.{template.key}", "account", (f"g {template.letter}", template.digit), template.title)
        for template in TEMPLATES
    )


COMMANDS: tuple[Command, ...] = (
    # everywhere
    Command("help", GLOBAL, ("?", "f1"), "Help: keys and what this screen is for", "help"),
    Command("palette", GLOBAL, (":", "ctrl+p"), "Command palette", "command"),
    Command("find", GLOBAL, ("/",), "Find", "find"),
    Command("actions", GLOBAL, ("f2",), "Menu of this screen's actions"),
    Command("undo", GLOBAL, ("u", "ctrl+z"), "Undo", "undo"),
    Command("redo", GLOBAL, ("U", "ctrl+y"), "Redo"),
    Command("copy", GLOBAL, ("y",), "Copy this view as text", "copy text"),
    Command("language", GLOBAL, ("L",), "Switch the language", "中文"),
    Command("back", GLOBAL, ("esc",), "Back"),
    Command("quit", GLOBAL, ("q", "ctrl+q"), "Quit", "quit"),
    Command("go.home", GLOBAL, ("g h",), "Home"),
    # any account
    Command("go.dashboard", "account", ("g d", "d"), "Dashboard"),
    *_places(),
    Command("go.links", "account", ("g l",), "Links between people"),
    Command("go.next", "account", ("]",), "Next template"),
    Command("go.previous", "account", ("[",), "Previous template"),
    Command("opportunity.next", "deal", ("o",), "Next opportunity", "other opportunity"),
    Command("opportunity.choose", "deal", ("O",), "Choose an opportunity"),
    # moving in anything with a cursor
    Command("move.left", "cursor", ("h", "left"), "Left"),
    Command("move.down", "cursor", ("j", "down"), "Down", "move"),
    Command("move.up", "cursor", ("k", "up"), "Up"),
    Command("move.right", "cursor", ("l", "right"), "Right"),
    # cells
    Command("cell.edit", "cells", ("enter", "e"), "Edit", "edit"),
    Command("cell.clear", "cells", ("backspace", "delete"), "Clear to unknown", "clear"),
    Command("cell.next_empty", "cells", ("tab",), "Next empty field", "next empty"),
    Command("cell.previous_empty", "cells", ("shift+tab",), "Previous empty field"),
    # rows
    Command("row.add", "rows", ("a",), "Add a row", "add"),
    Command("row.remove", "rows", ("x",), "Delete the row", "delete"),
    Command("row.down", "rows", ("J",), "Move the row down"),
    Command("row.up", "rows", ("K",), "Move the row up"),
    Command("rows.sort", "rows", ("s",), "Sort by this column; again for the other way, again for none", "sort"),
    Command("rows.filter", "rows", ("f",), "Show only rows that contain a text", "filter"),
    Command("rows.transpose", "rows", ("T",), "Turn rows into columns", ""),
    # single templates
    Command("people.shorthand", "people", ("c",), "Type the code of this person: AP=2!!", "code"),
    Command("people.links", "people", ("i",), "Links between people", "links"),
    Command("people.people", "links", ("i",), "Key people", "people"),
    Command("people.archive", "people", ("X",), "Archive this person, or bring back"),
    Command("people.archived", "people", ("V",), "Show archived people, or hide them"),
    Command("form.sure", "form", ("s",), "Confirmed today; again for assumed, again for neither", "sure"),
    Command("opportunity.later", "opportunities", (">",), "Quarters of the next fiscal year"),
    Command("opportunity.earlier", "opportunities", ("<",), "Quarters of the fiscal year before"),
    Command("opportunity.links", "opportunities", ("D",), "This deal's differences about people"),
    Command("rate.yes", "assessment", ("+", "="), "Yes, good for us", "yes"),
    Command("rate.no", "assessment", ("-", "_"), "No, bad for us", "no"),
    Command("rate.unknown", "assessment", ("backspace", "delete", "."), "Not known", "unknown"),
    Command("assessment.answer", "assessment", ("enter", "e"), "Write the answer", "answer"),
    Command("assessment.evidence", "assessment", ("E",), "Write the evidence", "evidence"),
    Command("values.lift", "matrix", ("enter",), "Lift this entry, move it with the arrows, drop it", "lift"),
    Command("values.table", "matrix", ("T", "tab"), "Table of the entries", "table"),
    Command("spin.view", "spin", ("v", "tab"), "Other view: table, quadrants, call sheet", "view"),
    Command("strategy.section", "strategy", ("tab",), "Next part: strategy, steps, actions, reviews", "part"),
    Command("strategy.section_back", "strategy", ("shift+tab",), "Previous part"),
    Command("dashboard.panel", "dashboard", ("tab",), "Next panel", "panel"),
    Command("dashboard.fix", "dashboard", ("enter",), "Go and fix it", "go fix it"),
    # home
    Command("home.open", "home", ("enter",), "Open the account", "open"),
    Command("home.panel", "home", ("tab",), "What needs you today, and back"),
    Command("home.new", "home", ("n", "a"), "New account", "new account"),
    Command("home.rename", "home", ("r",), "Rename the account", "rename"),
    Command("home.archive", "home", ("X",), "Archive the account, or bring it back", "archive"),
    Command("home.archived", "home", ("V",), "Show archived accounts, or hide them"),
    Command("home.remove", "home", ("D",), "Remove the account for good"),
    Command("home.sort", "home", ("s",), "Sort by this column", "sort"),
    Command("home.filter", "home", ("f",), "Filter", "filter"),
)


class Keymap:
    """Which command a key means. ``remapped`` gives other keys to single commands by id."""

    def __init__(self, remapped: Mapping[str, Sequence[str]] | None = None) -> None:
        self._keys = {command.id: command.keys for command in COMMANDS}
        self._keys |= {name: tuple(keys) for name, keys in (remapped or {}).items() if name in self._keys}

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, the one to show first."""
        return self._keys.get(command.id, command.keys)

    def find(self, scopes: Sequence[str], key: str, chord: str = "") -> Command | None:
        """The command that ``key`` means, after ``chord`` when one is under way; the first scope that knows it decides."""
        wanted = f"{chord} {key}" if chord else key
        for scope in scopes:
            for command in COMMANDS:
                if command.scope == scope and wanted in self._keys[command.id]:
                    return command
        return None

    def starts_chord(self, scopes: Sequence[str], key: str) -> bool:
        """Whether ``key`` is the first key of a chord in these scopes."""
        start = f"{key} "
        return any(
            command.scope in scopes and any(keys.startswith(start) for keys in self._keys[command.id])
            for command in COMMANDS
        )


def commands_in(scopes: Sequence[str]) -> tuple[Command, ...]:
    """The commands of these scopes, scope by scope."""
    return tuple(command for scope in scopes for command in COMMANDS if command.scope == scope)


_NAMES = {"escape": "esc", "question_mark": "?", "colon": ":", "slash": "/", "space": "space"}


def key_name(key: str, character: str | None) -> str:
    """A key as commands spell it, from a terminal's key name and the character it typed; full-width signs count as half."""
    if character and len(character) == 1 and character.isprintable():
        return half_width(character) if character != " " else "space"
    return _NAMES.get(key, key)
