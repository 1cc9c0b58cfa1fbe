"""Reads an organisation back from the text of a printed outline, knowing only how a row is laid out."""

from __future__ import annotations

import re
from typing import NamedTuple

ROW = re.compile(
    r"(?P<step>\d+|\.) (?P<standing>[+o@?]) (?P<roles>[U.][E.][D.][A.]) (?P<style>[IVPCL?]) (?P<relationship>[-X=+*?]) "
    r"(?P<contact>[#.]{3}|\?\?\?) (?P<tree>(?:[|│]  |   )*(?:\|- |`- |├─ |└─ )?)(?P<name>.*)"
)


class Read(NamedTuple):
    """One person as read: ``boss`` is the place in the list of the person above, ``None`` at the top."""

    name: str
    boss: int | None
    step: str
    standing: str
    roles: str
    style: str
    relationship: str
    contact: str
    notes: str


def read_outline(text: str) -> list[Read]:
    """Everybody in the order of the rows; rows that are no person's are passed over."""
    people: list[Read] = []
    above: list[int] = []
    for line in text.splitlines():
        row = ROW.fullmatch(line.strip(" "))
        if row is None:
            continue
        depth = len(row["tree"]) // 3
        name, _, notes = row["name"].partition("  ")
        boss = above[depth - 1] if depth else None
        del above[depth:]
        above.append(len(people))
        codes = {field: row[field] for field in ("step", "standing", "roles", "style", "relationship", "contact")}
        people.append(Read(name=name, boss=boss, notes=notes.strip(), **codes))
    return people
