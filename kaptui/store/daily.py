"""Dated backups: of every plan that is saved, how it stood before the first save of the day, for the last days.

They lie in ``.kaptui/backups/YYYY-MM-DD/`` under the plan's own file name and are further names of files that a save
has replaced, so that keeping one costs a directory entry. They never stand in the way of a save: what cannot be kept
is not kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from datetime import date
from typing import Final

from kaptui.store.directory import Directory, make_folder
from kaptui.store.durable import keep_as, read_file
from kaptui.store.errors import StoreError
from kaptui.store.names import BACKUPS, PlanPaths

KEPT: Final = 14
"""So many dated backups of one plan are kept, the latest."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def keep_for_the_day(directory: Directory, paths: PlanPaths, day: date) -> None:
    """Keep the plan's file as it is now as the backup of ``day``, unless there is one; the lock is the caller's."""
    folder = directory.at(f"{BACKUPS}/{day.isoformat()}")
    target = f"{folder}/{os.path.basename(paths.plan)}"
    if os.path.lexists(target):
        return
    with contextlib.suppress(OSError, StoreError):
        make_folder(directory.at(BACKUPS), directory.folder_mode)
        make_folder(folder, directory.folder_mode)
        keep_as(paths.plan, target, paths.temporary)
        kept = dated_backups(directory.path, os.path.basename(paths.plan))
        # Days that are still to come were kept under a wrong clock: they must not push the true ones out.
        for path in sorted(kept, key=lambda each: day_of(each) > day.isoformat())[KEPT:]:
            _remove(path)


def days_of(directory: str) -> list[str]:
    """The days of which there are backups in a data directory, the latest first; none when they cannot be listed."""
    try:
        return _days(directory)
    except OSError:
        return []


def dated_backups(directory: str, name: str) -> list[str]:
    """The dated backups of the plan whose file is called ``name``, the latest first, as far as they can be seen."""
    paths = (f"{directory}/{BACKUPS}/{day}/{name}" for day in days_of(directory))
    return [path for path in paths if os.path.lexists(path)]


def every_dated_backup(directory: str, name: str) -> list[str]:
    """As ``dated_backups``, for whoever must miss none. Raises ``OSError`` where some cannot be seen."""
    paths = (f"{directory}/{BACKUPS}/{day}/{name}" for day in _days(directory))
    return [path for path in paths if _is_there(path)]


def _days(directory: str) -> list[str]:
    try:
        names = os.listdir(f"{directory}/{BACKUPS}")
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted((name for name in names if _DAY.fullmatch(name)), reverse=True)


def _is_there(path: str) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def day_of(path: str) -> str:
    """The day (YYYY-MM-DD) of a dated backup."""
    return os.path.basename(os.path.dirname(path))


def remove_dated(paths: list[str]) -> None:
    """Remove these dated backups, and the day of which nothing is left. Raises ``OSError``."""
    for path in paths:
        _remove(path)


def mentioning(paths: list[str], row_id: str) -> list[str]:
    """Those of the files that name a row, or that cannot be read and therefore may."""
    return [path for path in paths if _mentions(path, row_id)]


def _mentions(path: str, row_id: str) -> bool:
    """Whether a row's id is in the file, however JSON may spell it, or the file is no text at all."""
    try:
        text = read_file(path)[0].decode("utf-8").lower()
    except (OSError, StoreError, UnicodeDecodeError):
        return True
    spellings = (row_id, *(json.dumps(row_id, ensure_ascii=is_plain)[1:-1] for is_plain in (True, False)))
    return "\0" in text or any(spelling.lower() in text for spelling in spellings)


def _remove(path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    with contextlib.suppress(OSError):
        os.rmdir(os.path.dirname(path))
