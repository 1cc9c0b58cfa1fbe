"""What the tests of the files share: a store in a new directory, a plan, and the hand of another program."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kaptui.plan.document import AccountPlan
from kaptui.store.names import paths_of
from kaptui.store.port import Stamp
from kaptui.store.tiny import TinyStore

BY_LI = Stamp("li", datetime(2026, 11, 23, 12, 0, tzinfo=UTC))


def file_of(store: TinyStore, plan_id: str = "p1") -> Path:
    return Path(paths_of(store.directory.path, plan_id).plan)


def with_people(*names: str) -> AccountPlan:
    return AccountPlan.model_validate({"id": "p1", "name": "某省公司", "people": [{"id": n, "name": n} for n in names]})


def rewritten(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the file as another program would: read, change, write in place."""
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value, indent=2))


def mode_of(path: str | Path) -> int:
    return stat.S_IMODE(os.lstat(path).st_mode)
