"""How the files of a plan are called: from its id alone, so that no search is needed and no name is ever a path.

A plan's file is ``slug-<hash of id>.json``: the slug is for people's eyes, the hash decides. Beside it stand
``.bak`` (the previous version), ``.history`` (older saves), after an accident ``.damaged-1`` and so on, and after a
change of format ``.format-1``, the plan as it was before. What is hidden serves the program: the temporary file of a
save, and a directory of locks, indexes and signs of life.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final, NamedTuple

PLAN: Final = ".json"
BACKUP: Final = ".bak"
HISTORY: Final = ".history"
SET_ASIDE: Final = ".damaged-"
OLD_FORMAT: Final = ".format-"
INNER: Final = ".kaptui"
"""The directory inside the data directory for what is no data: locks, indexes, signs of life."""
BACKUPS: Final = f"{INNER}/backups"
"""The directory of the dated backups, with one directory a day in it (see ``daily``)."""
LOCKS: Final = 64
"""Locks are shared by plans: their number is fixed, so that none need ever be deleted and no name outlives its plan."""
FORGOTTEN: Final = f"{INNER}/forgotten"
"""The list of whom to forget (see ``forgotten``)."""
INDEX: Final = "index-"
"""What the names of indexes begin with, inside ``INNER``."""
SIGN: Final = "here-"
"""What files that are signs of life begin with."""
COMMON: Final = ("lock-", "forgotten", SIGN)
"""What files inside ``INNER`` begin with that are everybody's who works in the directory."""

_SLUG_LIMIT = 40


def hash_of(text: str) -> str:
    """Sixteen hexadecimal digits for any text, unpaired surrogates included."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def stem_of(plan_id: str) -> str:
    """What all files of a plan begin with: at most 57 characters of ``a-z``, ``0-9`` and ``-``."""
    slug = re.sub(r"[^a-z0-9]+", "-", plan_id.lower()).strip("-")[:_SLUG_LIMIT].strip("-")
    return f"{slug}-{hash_of(plan_id)}" if slug else hash_of(plan_id)


class PlanPaths(NamedTuple):
    """Where the files of one plan are. ``temporary`` is used under the lock only, so a leftover is known to be one."""

    plan: str
    backup: str
    history: str
    temporary: str
    lock: str
    set_aside: str
    """The beginning of the names of files set aside; a number follows."""
    old_format: str
    """The beginning of the names of files kept as an older format had them; its number follows."""


def paths_of(directory: str, plan_id: str) -> PlanPaths:
    """The paths of a plan's files in a data directory."""
    stem = stem_of(plan_id)
    beside = f"{directory}/{stem}"
    return PlanPaths(
        plan=beside + PLAN,
        backup=beside + BACKUP,
        history=beside + HISTORY,
        temporary=f"{directory}/.{stem}.tmp",
        lock=f"{directory}/{INNER}/lock-{int(hash_of(plan_id), 16) % LOCKS:02x}",
        set_aside=beside + SET_ASIDE,
        old_format=beside + OLD_FORMAT,
    )


def index_name(user: int) -> str:
    """The index of one user: it tells of every plan this user can read, and nobody else reads it."""
    return f"{INNER}/{INDEX}{user}"


def exports_name(plan_id: str) -> str:
    """The list of a plan's exports."""
    return f"{INNER}/exports-{hash_of(plan_id)}"


def signs_of(plan_id: str) -> str:
    """What the signs of life of a plan begin with, inside ``INNER``."""
    return f"{SIGN}{hash_of(plan_id)}-"


def is_plan(name: str) -> bool:
    """Whether a file of this name claims to be a plan."""
    return name.endswith(PLAN) and not name.startswith(".")
