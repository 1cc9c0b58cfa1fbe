"""Whatever a plan file or a history has become, only errors of ours come out of it, and nothing writes over it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from random import Random
from typing import Any

from tinydb import TinyDB

from kaptui.plan.people import Person
from kaptui.store.errors import StoreError
from kaptui.store.names import paths_of
from kaptui.store.tiny import TinyStore, open_store
from tests.conftest import Campaign
from tests.store.disk import BY_LI
from tests.store.plans import edited, random_plan

VALUES: tuple[Any, ...] = (
    None, True, -1, 10**30, 1.5, float("inf"), "", "x", "\ud800", [], ["a", "a"], [None], {}, {"1": []}, {"id": 7},
)  # fmt: skip


def mutated_text(raw: bytes, random: Random) -> bytes:
    """Bytes changed, cut out, doubled or cut off."""
    start, end = sorted((random.randrange(len(raw)), random.randrange(len(raw))))
    return random.choice(
        (
            raw[:start],
            raw[:start] + raw[end:],
            raw[:end] + raw[start:],
            raw[:start] + bytes([random.randrange(256)]) + raw[start + 1 :],
            raw[:start] + b"\0" * (end - start) + raw[end:],
        )
    )


def mutated_value(value: Any, random: Random) -> Any:
    """A JSON value with another value, or none, somewhere inside."""
    if random.random() < 0.15 or not isinstance(value, dict | list) or not value:
        return random.choice(VALUES)
    if isinstance(value, list):
        index = random.randrange(len(value))
        return [*value[:index], mutated_value(value[index], random), *value[index + 1 :]]
    key = random.choice(list(value))
    if random.random() < 0.1:
        return {other: inner for other, inner in value.items() if other != key}
    return value | {key: mutated_value(value[key], random)}


def mutated_file(raw: bytes, random: Random) -> bytes:
    if random.random() < 0.4:
        return mutated_text(raw, random)
    lines = raw.splitlines() if raw.startswith(b'{"revision"') else [raw]
    index = random.randrange(len(lines))
    lines[index] = json.dumps(mutated_value(json.loads(lines[index]), random), allow_nan=True).encode()
    return b"\n".join(lines) + b"\n"


def everything_asked(store: TinyStore) -> None:
    """Ask whatever can be asked; errors of ours are answers."""
    store.accounts()
    for question in (store.load, store.revision_of, store.history):
        with contextlib.suppress(StoreError):
            question("p1")
    for number in (0, 5, 17, 19, 20):
        with contextlib.suppress(StoreError):
            store.at("p1", number)


def test_mutated_files_raise_errors_of_ours_only(tmp_path: Path, campaign: Campaign) -> None:
    store = open_store(tmp_path)
    plan = store.create(random_plan(campaign.random, 25), BY_LI)
    for _ in range(20):
        plan = store.save(edited(plan, campaign.random), BY_LI)
    paths = paths_of(str(tmp_path), "p1")
    healthy = {path: Path(path).read_bytes() for path in (paths.plan, paths.history)}
    for _ in range(campaign.rounds(150, 10_000)):
        for path, raw in healthy.items():
            Path(path).write_bytes(raw)
        victim = campaign.random.choice(list(healthy))
        Path(victim).write_bytes(mutated_file(healthy[victim], campaign.random))
        check_that_only_readable_files_are_replaced(open_store(tmp_path), Path(paths.plan))


def test_without_protection_mutated_files_raise_whatever_they_like(tmp_path: Path, campaign: Campaign) -> None:
    store = open_store(tmp_path)
    store.create(random_plan(campaign.random, 25), BY_LI)
    path = Path(paths_of(str(tmp_path), "p1").plan)
    healthy, raised = path.read_bytes(), set[str]()
    for _ in range(campaign.rounds(150, 10_000)):
        path.write_bytes(mutated_file(healthy, campaign.random))
        try:
            with TinyDB(path) as database:
                people = database.table("people").all()
            [Person.model_validate(person) for person in people]
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            raised.add(type(error).__name__)
    assert len(raised) > 2, raised


def check_that_only_readable_files_are_replaced(store: TinyStore, path: Path) -> None:
    everything_asked(store)
    before = path.read_bytes()
    try:
        plan = store.load("p1")
    except StoreError:
        assert path.read_bytes() == before
        return
    saved = store.save(plan.model_copy(update={"owner": "after"}), BY_LI)
    assert open_store(path.parent).load("p1") == saved
    with contextlib.suppress(StoreError):
        store.forget("p1", "nobody", BY_LI)
    assert open_store(path.parent).load("p1") == saved
    assert store.at("p1", saved.revision) == saved
