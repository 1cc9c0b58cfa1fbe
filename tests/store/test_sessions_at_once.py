"""Eight people in one plan at once, each in fields of their own: no conflict, and every value as it was last written.

The same by people who save over each other, where the campaign finds what it looks for.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kaptui.plan.paths import Path as Place
from kaptui.plan.paths import value_at
from kaptui.store.tiny import open_store
from tests.conftest import Campaign
from tests.store.campaigns import PLAN, STAMP
from tests.store.plans import big_plan
from tests.store.sessions import FIELDS, PEOPLE, edits_of

ROOT = Path(__file__).parents[2]


def edited_at_once(work: str, directory: Path, edits: int) -> int:
    """Let eight processes edit at once; the number of conflicts that were shown to anybody."""
    open_store(directory).create(big_plan(PEOPLE, 1, PLAN), STAMP)
    editors = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.sessions", work, str(directory), str(editor), str(edits)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for editor in range(len(FIELDS))
    ]  # fmt: skip
    for process in editors:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in editors:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0] for process in editors]
    assert [process.returncode for process in editors] == [0] * len(editors)
    return sum(map(int, told))


def wrong_values(directory: Path, edits: int) -> list[Place]:
    """Every place in which something else stands than its editor wrote there last."""
    plan = open_store(directory).load(PLAN)
    wanted = {path: text for editor in range(len(FIELDS)) for path, text in edits_of(editor, edits)}
    return [path for path, text in wanted.items() if value_at(plan, path) != text]


def test_eight_people_in_fields_of_their_own_have_no_conflict_and_every_value(
    tmp_path: Path, campaign: Campaign
) -> None:
    edits = campaign.rounds(10, 200)
    assert edited_at_once("edit", tmp_path, edits) == 0
    assert wrong_values(tmp_path, edits) == []


def test_eight_people_who_save_over_each_other_lose_values(tmp_path: Path, campaign: Campaign) -> None:
    edits = campaign.rounds(10, 50)
    edited_at_once("edit_without_merging", tmp_path, edits)
    assert wrong_values(tmp_path, edits)
