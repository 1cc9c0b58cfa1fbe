"""Dated backups: one a day, as the plan stood before its first save of the day, gone with whom they speak of."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaptui.plan.document import AccountPlan
from kaptui.store.daily import KEPT, dated_backups, days_of
from kaptui.store.errors import Damaged, NoSuchAccount
from kaptui.store.inspection import inspected
from kaptui.store.names import BACKUPS
from kaptui.store.planfile import read_plan_file
from kaptui.store.port import Stamp
from kaptui.store.tiny import TinyStore, open_store
from kaptui.store.upkeep import recover
from tests.store.disk import file_of, mode_of, with_people

FIRST = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def on(day: int) -> Stamp:
    return Stamp("li", FIRST + timedelta(days=day))


def saved(store: TinyStore, day: int, owner: str) -> AccountPlan:
    return store.save(store.load("p1").model_copy(update={"owner": owner}), on(day))


def dated(store: TinyStore) -> dict[str, str]:
    """The owner in each dated backup, by day."""
    paths = dated_backups(store.directory.path, file_of(store).name)
    return {Path(path).parent.name[-2:]: read_plan_file(path).plan.owner for path in paths}


def test_the_state_before_the_first_save_of_a_day_is_kept(store: TinyStore) -> None:
    store.create(with_people("a"), on(0))
    for owner in ("one", "two"):
        saved(store, 1, owner)
    for owner in ("three", "four"):
        saved(store, 2, owner)
    assert dated(store) == {"03": "two", "02": ""}
    assert days_of(store.directory.path) == ["2026-11-03", "2026-11-02"]


def test_only_the_latest_days_are_kept(store: TinyStore) -> None:
    store.create(with_people("a"), on(0))
    for day in range(1, KEPT + 6):
        saved(store, day, f"day {day}")
    days = days_of(store.directory.path)
    assert (len(days), days[0], days[-1]) == (KEPT, "2026-11-20", "2026-11-07")


@pytest.mark.parametrize("wrong", [-9000, 9000])
def test_days_kept_under_a_wrong_clock_do_not_push_the_true_ones_out(store: TinyStore, wrong: int) -> None:
    store.create(with_people("a"), on(0))
    for day in range(wrong, wrong + KEPT + 2):
        saved(store, day, f"day {day}")
    for day in range(1, KEPT + 1):
        saved(store, day, f"day {day}")
    true = [day for day in days_of(store.directory.path) if day.startswith("2026")]
    assert (len(true), true[0], true[-1]) == (KEPT, "2026-11-15", "2026-11-02")


def test_of_days_under_a_wrong_clock_the_latest_state_is_put_back(store: TinyStore) -> None:
    store.create(with_people("a"), on(0))
    for number, day in enumerate((9000, 1, 2)):
        saved(store, day, f"save {number}")
    file_of(store).with_suffix(".bak").unlink()
    file_of(store).write_text("damaged")
    assert recover(store.directory, file_of(store)).owner == "save 1"


def test_a_day_is_kept_for_each_plan_alone(store: TinyStore) -> None:
    store.create(with_people("a"), on(0))
    store.create(AccountPlan(id="p2", name="Beta"), on(0))
    saved(store, 1, "one")
    store.save(store.load("p2"), on(2))
    store.remove("p1")
    assert days_of(store.directory.path) == ["2026-11-03"]
    assert dated_backups(store.directory.path, file_of(store, "p2").name) != []


def test_a_forgotten_person_is_in_no_dated_backup(store: TinyStore) -> None:
    store.create(with_people("somebody", "other"), on(0))
    saved(store, 1, "one")
    store.save(store.load("p1").model_copy(update={"people": store.load("p1").people[1:]}), on(2))
    saved(store, 3, "three")
    assert len(dated(store)) == 3
    store.forget("p1", "somebody", on(9))
    assert dated(store) == {}
    held = b"".join(path.read_bytes() for path in Path(store.directory.path).rglob("*") if path.is_file())
    assert b"somebody" not in held
    saved(store, 3, "four")
    assert dated(store) == {"04": "three"}


def test_a_backup_that_cannot_be_kept_stops_no_save(store: TinyStore) -> None:
    store.create(with_people("a"), on(0))
    Path(store.directory.at(BACKUPS)).write_text("in the way")
    assert saved(store, 1, "one").revision == 1
    Path(store.directory.at(BACKUPS)).unlink()
    Path(store.directory.at(BACKUPS)).symlink_to("/nowhere")
    assert saved(store, 1, "two").revision == 2


def test_it_is_private_or_the_group_s_as_the_plan_is(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        store = open_store(tmp_path / "shared", shared=True)
        store.create(with_people("a"), on(0))
        saved(store, 1, "one")
    finally:
        os.umask(before)
    folder = Path(store.directory.at(BACKUPS))
    assert {mode_of(folder), mode_of(folder / "2026-11-02")} == {0o2770}
    assert mode_of(folder / "2026-11-02" / file_of(store).name) == 0o660
    assert inspected(store).too_open == ()
    assert inspected(store).dated == ("2026-11-02",)


def test_a_lost_plan_comes_back_from_the_latest_day_that_can_be_read(store: TinyStore) -> None:
    store.create(with_people("a"), on(0))
    for day in (1, 2, 3):
        saved(store, day, f"day {day}")
    file_of(store).write_bytes(b"broken")
    file_of(store).with_suffix(".bak").write_bytes(b"broken")
    latest = Path(dated_backups(store.directory.path, file_of(store).name)[0])
    latest.write_bytes(b"broken")
    assert recover(store.directory, file_of(store)).owner == "day 1"
    assert store.load("p1").owner == "day 1"
    assert store.save(store.load("p1"), on(4)).revision == 2


def test_the_day_can_be_chosen(store: TinyStore) -> None:
    store.create(with_people("a"), on(0))
    for day in (1, 2, 3):
        saved(store, day, f"day {day}")
    file_of(store).unlink()
    with pytest.raises(NoSuchAccount):
        recover(store.directory, file_of(store), "2026-12-24")
    assert recover(store.directory, file_of(store), "2026-11-02").owner == ""


@pytest.mark.parametrize("kept", ["all", "dated", "before"])
def test_a_plan_that_is_gone_is_named_and_what_is_left_of_it_is_no_rubbish(store: TinyStore, kept: str) -> None:
    store.create(with_people("a"), on(0))
    saved(store, 1, "one")
    file_of(store).unlink()
    if kept == "dated":
        file_of(store).with_suffix(".bak").unlink()
    if kept == "before":
        shutil.rmtree(store.directory.at(BACKUPS))
    found = inspected(store)
    assert (found.missing, found.leftovers) == ((file_of(store),), ())
    recover(store.directory, file_of(store))
    assert inspected(store).missing == ()


def test_without_any_backup_that_can_be_read_the_damage_is_told(store: TinyStore) -> None:
    store.create(with_people("a"), on(0))
    saved(store, 1, "one")
    for path in dated_backups(store.directory.path, file_of(store).name):
        Path(path).write_bytes(b"broken")
    file_of(store).unlink()
    file_of(store).with_suffix(".bak").unlink()
    with pytest.raises(Damaged):
        recover(store.directory, file_of(store))
