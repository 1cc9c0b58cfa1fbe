"""Who took a plan out of the program, and when: one line an export, in a file a plan that only grows.

A courtesy to whoever answers for the data, not a proof: somebody who may write the plan may also write this file.
Nothing here raises while an export is noted, so that no export fails because it cannot be told.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from datetime import UTC

from kaptui.plan.clean import cleaned_name
from kaptui.store.directory import Directory, make_inner
from kaptui.store.durable import append_to_file, read_file
from kaptui.store.errors import StoreError
from kaptui.store.names import exports_name, paths_of
from kaptui.store.port import EXPORTED, Export, Stamp
from kaptui.store.strict_json import strict_json
from kaptui.store.times import time_in


def note_export(directory: Directory, plan_id: str, stamp: Stamp, revision: int, what: str, path: str) -> None:
    """Append one export; the file may be read by whoever may read the plan."""
    kind = {} if path == EXPORTED else {"path": path}
    row = {"time": stamp.when.astimezone(UTC).isoformat(), "who": stamp.who, "revision": revision}
    with contextlib.suppress(OSError, StoreError, ValueError):
        line = json.dumps(row | kind | {"what": cleaned_name(what)}, ensure_ascii=False)
        make_inner(directory)
        plan = paths_of(directory.path, plan_id).plan
        mode = stat.S_IMODE(os.lstat(plan).st_mode) & directory.file_mode
        append_to_file(directory.at(exports_name(plan_id)), f"{line}\n".encode(), mode, beside=plan)


def exports_of(directory: Directory, plan_id: str) -> tuple[Export, ...]:
    """Every export that was noted, in order; lines that are none are passed over. Raises ``OSError``, ``Damaged``."""
    try:
        lines = read_file(directory.at(exports_name(plan_id)))[0].split(b"\n")
    except FileNotFoundError:
        return ()
    found = (_export(line) for line in lines if line)
    return tuple(export for export in found if export is not None)


def _export(line: bytes) -> Export | None:
    try:
        row = strict_json(line)
        when, who, revision, what = time_in(row["time"]), row["who"], row["revision"], row["what"]
        path = row.get("path", EXPORTED)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    is_whole = all(isinstance(word, str) for word in (who, what, path)) and isinstance(revision, int)
    return Export(when, who, revision, what, path) if is_whole and when is not None else None
