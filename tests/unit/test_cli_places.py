"""A data directory that vanishes is told, and never taken for one in which no account was made yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kaptui.plan.document import AccountPlan
from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]

COMMANDS = [["list"], ["show", "acme"], ["new", "Other"], ["forecast"], ["backup", "all.kaptui"], ["doctor"]]


def notes(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "state" / "kaptui" / "places").glob("*"))


def on_another_disk(tmp_path: Path) -> Path:
    """The only note, as if the accounts had been on a disk that is not there now."""
    (note,) = notes(tmp_path)
    path, device = note.read_bytes().splitlines()
    note.write_bytes(b"%s\n%d\n" % (path, int(device) + 1))
    return note


@pytest.fixture
def used(kaptui: CommandLine) -> CommandLine:
    """The command line of somebody who has worked with an account."""
    kaptui.keep(AccountPlan(id="acme", name="Acme"))
    assert kaptui("show", "acme").code == 0
    return kaptui


@BOTH
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("is_mount_point", [False, True], ids=["gone", "empty"])
def test_where_accounts_were_an_empty_directory_is_not_begun(
    used: CommandLine, tmp_path: Path, arguments: list[str], is_mount_point: bool, lang: str
) -> None:
    shutil.rmtree(used.data)
    if is_mount_point:
        used.data.mkdir()
    note = on_another_disk(tmp_path)
    outcome = used(*arguments, "--lang", lang)
    assert (outcome.code, outcome.out) == (69, "")
    assert str(used.data) in outcome.said
    assert str(note) in outcome.said
    assert used.data.exists() == is_mount_point
    assert not is_mount_point or not list(used.data.iterdir())


def test_the_directory_is_as_it_was_when_its_disk_is_back(used: CommandLine, tmp_path: Path) -> None:
    aside, told = used.data.rename(tmp_path / "elsewhere"), notes(tmp_path)[0].read_bytes()
    note = on_another_disk(tmp_path)
    assert used("list").code == 69
    aside.rename(used.data)
    assert "Acme" in used("list").out
    assert note.read_bytes() == told


def test_what_was_removed_on_purpose_begins_anew_when_its_note_goes(used: CommandLine, tmp_path: Path) -> None:
    shutil.rmtree(used.data)
    on_another_disk(tmp_path).unlink()
    assert used("new", "Other").code == 0
    assert len(notes(tmp_path)) == 1


@pytest.mark.parametrize("arguments", [["list"], ["new", "Other"], ["doctor"]], ids=lambda arguments: arguments[0])
def test_what_was_removed_from_a_disk_that_is_there_begins_anew(used: CommandLine, arguments: list[str]) -> None:
    shutil.rmtree(used.data)
    assert used(*arguments).code == 0


def test_the_demonstration_brings_its_own_accounts(used: CommandLine, tmp_path: Path) -> None:
    shutil.rmtree(used.data)
    on_another_disk(tmp_path)
    assert used("demo").code == 0
    assert used("list").code == 0


def test_the_first_start_and_a_directory_without_accounts_are_no_loss(kaptui: CommandLine, tmp_path: Path) -> None:
    for _ in range(2):
        assert kaptui("list").code == 0
        assert notes(tmp_path) == []
        shutil.rmtree(kaptui.data)
    assert kaptui("list").code == 0


def test_accounts_removed_one_by_one_leave_a_directory_of_ours(used: CommandLine) -> None:
    used.store.remove("acme")
    assert used("list").code == 0
    assert used("new", "Other").code == 0


def test_without_a_state_directory_nothing_is_known(kaptui: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    kaptui.keep(AccountPlan(id="acme", name="Acme"))
    assert kaptui("list").code == 0
    shutil.rmtree(kaptui.data)
    assert kaptui("list").code == 0


def test_a_note_that_cannot_be_read_stops_nothing(used: CommandLine, tmp_path: Path) -> None:
    (note,) = notes(tmp_path)
    note.unlink()
    note.mkdir()
    assert "Acme" in used("list").out
    shutil.rmtree(used.data)
    assert used("list").code == 0
