"""Processes that save, for the campaigns: run as ``python -m tests.store.campaigns WORK DIRECTORY ...``.

Each tells on its standard output what was acknowledged, one line a save, before it begins the next.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tinydb import TinyDB

from kaptui.plan.changes import document_of
from kaptui.plan.document import AccountPlan
from kaptui.store.errors import ChangedSince
from kaptui.store.port import Stamp
from kaptui.store.tiny import open_store
from tests.store.plans import big_plan

PLAN = "p1"
STAMP = Stamp("campaign", datetime(2026, 11, 23, tzinfo=UTC))


def first_plan() -> AccountPlan:
    """What every campaign starts from: large enough for a write to be cut."""
    return big_plan(40, 4, PLAN)


def with_target(plan: AccountPlan, year: int, amount: int) -> AccountPlan:
    """The plan with one more edit in it: the target of a year that belongs to one writer."""
    document = document_of(plan)
    document["targets"][str(year)] = str(amount)
    return AccountPlan.model_validate(document)


def save_for_ever(directory: Path, start: int) -> None:
    """Save edit after edit until killed."""
    store = open_store(directory)
    plan = store.load(PLAN)
    for number in range(start, sys.maxsize):
        plan = store.save(with_target(plan, 2000, number), STAMP)
        print(number, flush=True)


def save_without_protection(directory: Path, start: int) -> None:
    """The same with TinyDB's own storage; texts grow and shrink as they do when people write them."""
    table = TinyDB(directory / "plain.json").table("targets")
    for number in range(start, sys.maxsize):
        table.update({"amount": number, "text": "x" * (400_000 if number % 2 else 200_000)})
        print(number, flush=True)


def wait_for_the_others() -> None:
    """Say that we are ready and wait for the word to begin."""
    print("ready", flush=True)
    sys.stdin.readline()


def write_edits(directory: Path, writer: int, edits: int) -> None:
    """Make so many edits of our own year while others make theirs; a refused save is made again on their plan."""
    store = open_store(directory)
    plan = store.load(PLAN)
    wait_for_the_others()
    for number in range(1, edits + 1):
        while True:
            try:
                plan = store.save(with_target(plan, 2000 + writer, number), STAMP)
                break
            except ChangedSince as refusal:
                plan = refusal.theirs


def write_edits_without_protection(directory: Path, writer: int, edits: int) -> None:
    """The same with TinyDB's own storage: every session adds rows of its own."""
    table = TinyDB(directory / "plain.json").table("edits")
    wait_for_the_others()
    for number in range(edits):
        table.insert({"writer": writer, "number": number})


def main(work: str, directory: str, *numbers: str) -> None:
    """Do one of the works above."""
    works: dict[str, Callable[..., None]] = {
        each.__name__: each
        for each in (save_for_ever, save_without_protection, write_edits, write_edits_without_protection)
    }
    works[work](Path(directory), *(int(number) for number in numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
