"""What lies on the disk: a JSON file any program can read, with the right modes."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import Query

from kaptui.plan.changes import document_of
from kaptui.plan.document import TABLES
from kaptui.store.errors import (
    CannotCreate,
    OutOfReach,
    Reason,
)
from kaptui.store.layout import Lines, body_in, digest_of, document_in, parsed, tables_of
from kaptui.store.names import stem_of
from kaptui.store.tiny import TinyStore, open_store
from tests.store.disk import BY_LI, file_of, mode_of, with_people
from tests.store.plans import edited, random_plan


def test_a_plan_is_a_json_file_any_program_can_read(store: TinyStore) -> None:
    store.save(store.create(with_people("甲", "乙"), BY_LI), BY_LI)
    value = json.loads(file_of(store).read_text(encoding="utf-8"))
    assert value["_meta"]["1"]["format"] == 1
    assert value["_meta"]["1"]["id"] == "p1"
    assert [row["name"] for row in value["people"].values()] == ["甲", "乙"]
    assert "某省公司" in file_of(store).read_text(encoding="utf-8")


def test_rows_stand_one_a_line(store: TinyStore) -> None:
    store.create(with_people("甲", "乙"), BY_LI)
    lines = file_of(store).read_text(encoding="utf-8").splitlines()
    assert [line[:15] for line in lines if '"甲"' in line or '"乙"' in line] == ['"1": {"id": "甲"', '"2": {"id": "乙"']


def test_rows_are_found_by_query(store: TinyStore) -> None:
    store.create(with_people("a", "b", "c"), BY_LI)
    assert [row["id"] for row in store.rows("p1", "people", Query().name != "b")] == ["a", "c"]


def test_the_name_of_a_file_is_never_the_name_of_the_account() -> None:
    assert stem_of("../../etc/passwd").startswith("etc-passwd-")
    assert stem_of("王副总").isalnum()
    assert len(stem_of("x" * 200)) < 60
    assert stem_of("a b") != stem_of("a-b")


def test_the_previous_version_stays_as_backup(store: TinyStore) -> None:
    first = store.create(with_people("a"), BY_LI)
    before = file_of(store).read_bytes()
    store.save(first.model_copy(update={"owner": "Li"}), BY_LI)
    assert file_of(store).with_suffix(".bak").read_bytes() == before


def test_private_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(tmp_path / "a" / "b")
        store.save(store.create(with_people("a"), BY_LI), BY_LI)
        store.accounts()
        store.present("p1", "li", BY_LI.when)
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "a") == mode_of(tmp_path / "a" / "b") == 0o700
    modes = {mode_of(path) for path in (tmp_path / "a" / "b").rglob("*") if path.is_file()}
    assert modes == {0o600}


def test_shared_files_are_the_group_s_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        store = open_store(tmp_path / "plans", shared=True)
        store.save(store.create(with_people("a"), BY_LI), BY_LI)
        store.accounts()
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "plans") == mode_of(tmp_path / "plans" / ".kaptui") == 0o2770
    index = next((tmp_path / "plans" / ".kaptui").glob("index-*"))
    others = [path for path in (tmp_path / "plans").rglob("*") if path.is_file() and path != index]
    assert {mode_of(path) for path in others} == {0o660}
    assert mode_of(index) == 0o600


@pytest.mark.parametrize("mode", [0o2700, 0o2755, 0o2750, 0o755])
def test_a_directory_that_its_group_may_not_write_is_private(tmp_path: Path, mode: int) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans").chmod(mode)
    store = open_store(tmp_path / "plans")
    store.save(store.create(with_people("a"), BY_LI), BY_LI)
    found = {path.is_dir(): mode_of(path) & 0o777 for path in (tmp_path / "plans").rglob("*")}
    assert found == {True: 0o700, False: 0o600}


def test_a_file_keeps_the_mode_somebody_gave_it(store: TinyStore) -> None:
    plan = store.create(with_people("a"), BY_LI)
    file_of(store).chmod(0o640)
    store.save(plan, BY_LI)
    assert mode_of(file_of(store)) == 0o640


def test_a_directory_that_cannot_be_made_names_what_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for path, part, reason in (
        (tmp_path / "file", "file", Reason.IN_THE_WAY),
        (tmp_path / "file" / "plans", "file", Reason.IN_THE_WAY),
        (tmp_path / "link", "link", Reason.DANGLING),
        (tmp_path / "link" / "plans", "link", Reason.DANGLING),
    ):
        with pytest.raises(CannotCreate) as refusal:
            open_store(path)
        assert (refusal.value.path.name, refusal.value.reason) == (part, reason)


def test_a_link_to_a_directory_is_a_directory(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    open_store(tmp_path / "link").create(with_people("a"), BY_LI)
    assert open_store(tmp_path / "real").load("p1").name == "某省公司"


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_plan_s_tables_read_back_to_the_last_byte(random: Random) -> None:
    document = document_of(random_plan(random, 15))
    tables = {"_meta": {"1": {"format": 1, "id": "p1", "revision": 0}}} | tables_of(document)
    lines = Lines()
    raw = lines.head(tables) + lines.body(tables)
    assert document_in(parsed(raw)) == document
    again = Lines()
    again.learn(body_in(raw), parsed(raw))
    assert digest_of(again.body(parsed(raw))) == digest_of(body_in(raw))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_lines_kept_between_saves_are_the_lines_a_fresh_save_writes(
    tmp_path_factory: pytest.TempPathFactory, random: Random
) -> None:
    store = open_store(tmp_path_factory.mktemp("plans"))
    plan = store.create(random_plan(random, 8), BY_LI)
    for _ in range(6):
        plan = store.save(edited(plan, random), BY_LI)
        body = body_in(file_of(store).read_bytes())
        assert body == Lines().body(tables_of(document_of(plan)))
        assert set(parsed(file_of(store).read_bytes())) >= {"_meta", "_history", "account", *TABLES}


@pytest.mark.parametrize("is_mount_point", [False, True], ids=["gone", "empty"])
def test_a_directory_that_vanishes_under_a_session_is_out_of_reach_not_without_accounts(
    tmp_path: Path, is_mount_point: bool
) -> None:
    place = tmp_path / "data"
    store = open_store(place)
    plan = store.create(with_people("a"), BY_LI)
    assert len(store.accounts()) == 1
    shutil.rmtree(place)
    if is_mount_point:
        place.mkdir()
    for attempt in (
        store.accounts,
        lambda: list(store.catching_up()),
        lambda: store.load("p1"),
        lambda: store.revision_of("p1"),
        lambda: store.save(plan, BY_LI),
    ):
        store.present("p1", "anna", BY_LI.when)
        with pytest.raises(OutOfReach):
            attempt()
    assert place.exists() == is_mount_point
    assert not is_mount_point or not list(place.iterdir())
