"""A session that edits, as the program runs one: as ``python -m tests.store.sessions WORK DIRECTORY EDITOR EDITS``.

Editor N writes into the N-th text of every person: all editors are in the same rows and never in the same field.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from kaptui.editing.edits import SetField
from kaptui.editing.merge import Conflict
from kaptui.editing.session import Session
from kaptui.plan.paths import Path as Place
from kaptui.saving import Saver
from kaptui.store.errors import ChangedSince
from kaptui.store.tiny import TinyStore, open_store
from tests.store.campaigns import PLAN, STAMP, wait_for_the_others

FIELDS = ("title", "department", "phone", "email", "wechat", "background", "business_agenda", "notes")
"""The field of each of eight editors."""
PEOPLE = 6


def edits_of(editor: int, edits: int) -> Iterator[tuple[Place, str]]:
    """What an editor writes where, always the same."""
    random = Random(editor)
    for number in range(1, edits + 1):
        yield ("people", f"p{random.randrange(PEOPLE)}", FIELDS[editor]), f"{editor}-{number}"


async def edit_in_a_session(store: TinyStore, editor: int, edits: int) -> int:
    """Make so many edits while the saver saves whenever it wants to; the number of conflicts that were shown."""
    session, shown = Session(store.load(PLAN)), list[Conflict]()
    saver = Saver(store, session, lambda: STAMP, lambda: None, shown.extend)
    session.listen(saver.touch)
    moments = Random(editor)
    for path, text in edits_of(editor, edits):
        session.apply(SetField(path, text))
        if moments.random() < 0.3:
            saver.save_now()
        await asyncio.sleep(0)
    assert saver.close()
    return len(shown)


def edit(directory: Path, editor: int, edits: int) -> None:
    """Edit at the same time as others; tells how many conflicts there were."""
    store = open_store(directory)
    wait_for_the_others()
    print(asyncio.run(edit_in_a_session(store, editor, edits)), flush=True)


def edit_without_merging(directory: Path, editor: int, edits: int) -> None:
    """The same by somebody who saves his plan over whatever is there."""
    store = open_store(directory)
    plan = store.load(PLAN)
    wait_for_the_others()
    for path, text in edits_of(editor, edits):
        plan = SetField(path, text).apply(plan)
        while True:
            try:
                plan = store.save(plan, STAMP)
                break
            except ChangedSince as newer:
                plan = plan.model_copy(update={"revision": newer.theirs.revision})
    print(0, flush=True)


if __name__ == "__main__":
    work = {"edit": edit, "edit_without_merging": edit_without_merging}[sys.argv[1]]
    work(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
