"""Backup and recovery of everything, sharing, forgetting, the log of exports, and what the doctor tells."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from kaptui.plan.document import AccountPlan
from kaptui.store.names import paths_of
from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]


def plan(plan_id: str, *people: str) -> AccountPlan:
    rows = [{"id": f"id-{name}", "name": name} for name in people]
    return AccountPlan.model_validate({"id": plan_id, "name": plan_id.title(), "people": rows})


@pytest.fixture
def two(kaptui: CommandLine) -> CommandLine:
    """Two accounts with a little history."""
    kaptui.keep(plan("acme", "wang", "li"), plan("beta"))
    for owner in ("one", "two"):
        kaptui("set", "acme", "owner", owner)
    return kaptui


def file_of(line: CommandLine, plan_id: str) -> Path:
    return Path(paths_of(str(line.data), plan_id).plan)


def held(line: CommandLine) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(line.data.rglob("*")) if path.is_file())


# backup and recover


def test_a_backup_holds_every_account_with_its_history(two: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    done = two("backup", target)
    assert (done.code, done.said) == (0, f"Wrote 2 accounts to {target}.")
    assert target.stat().st_mode & 0o777 == 0o600
    assert sum(name.endswith(".history") for name in zipfile.ZipFile(target).namelist()) == 2
    assert two("backup", target).code == 73
    assert two("backup", target, "--force").code == 0


@BOTH
def test_what_is_missing_is_put_back_and_nothing_else(two: CommandLine, tmp_path: Path, lang: str) -> None:
    target = tmp_path / "all.zip"
    two("backup", target)
    file_of(two, "beta").unlink()
    two("set", "acme", "owner", "three")
    before = two.contents()
    dry = two("recover", target, "--dry-run", "--lang", lang)
    assert (dry.code, two.contents()) == (0, before)
    done = two("recover", target, "--lang", lang)
    assert done.code == 0
    assert "3" in next(line for line in done.out.splitlines() if line.startswith("acme"))
    assert {**before, file_of(two, "beta").name: file_of(two, "beta").read_bytes()} == two.contents()
    assert [each["id"] for each in two("list", "--json").json] == ["acme", "beta"]


@BOTH
def test_an_account_removed_for_good_comes_back_only_by_name(two: CommandLine, tmp_path: Path, lang: str) -> None:
    target = tmp_path / "all.zip"
    two("backup", target)
    two.store.remove("beta")
    for options in ((), ("--dry-run",), ("--over", "acme")):
        done = two("recover", target, *options, "--lang", lang)
        assert (done.code, "--over beta" in done.out) == (0, True)
        assert [each["id"] for each in two("list", "--json").json] == ["acme"]
    assert two("recover", target, "--over", "beta").code == 0
    assert [each["id"] for each in two("list", "--json").json] == ["acme", "beta"]


def test_a_newer_state_is_left_and_an_archived_one_put_on_top_only_when_asked(two: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    two("backup", target)
    assert "the same" in two("recover", target).out
    two("set", "acme", "owner", "three")
    assert "newer; left as it is" in two("recover", target).out
    assert two("show", "acme", "--json").json["owner"] == "three"
    assert "put on top as revision 4" in two("recover", target, "--over", "acme").out
    assert two("show", "acme", "--json").json["owner"] == "two"
    assert two("restore", "acme", "--at", "r3").code == 0
    assert two("recover", target, "--over", "nobody").code == 66


def test_a_damaged_account_is_set_aside_for_the_archived_one(two: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    two("backup", target)
    file_of(two, "acme").write_text("{")
    assert "put back" in two("recover", target).out
    assert two("show", "acme", "--json").json["owner"] == "two"
    assert file_of(two, "acme").with_suffix(".damaged-1").read_text() == "{"
    assert len(two("log", "acme", "--json").json) >= 2


def test_a_damaged_account_is_named_and_left_out_of_a_backup(two: CommandLine, tmp_path: Path) -> None:
    file_of(two, "acme").write_text("{")
    done = two("backup", tmp_path / "all.zip")
    assert (done.code, str(file_of(two, "acme")) in done.err) == (65, True)
    assert "beta" in two("recover", tmp_path / "all.zip").out


def test_a_file_that_is_no_archive_is_told(two: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing")
    assert two("recover", tmp_path / "a.zip").code == 65
    (tmp_path / "b.zip").write_bytes(b"nothing")
    assert two("recover", tmp_path / "b.zip").code == 66


def test_the_backup_of_a_day_is_put_back(two: CommandLine) -> None:
    (day,) = (path.name for path in (two.data / ".kaptui" / "backups").iterdir())
    file_of(two, "acme").write_text("{")
    assert two("recover", file_of(two, "acme").name, "--day", "2001-01-01").code == 66
    assert two("recover", file_of(two, "acme").name, "--day", "yesterday").code == 2
    assert two("recover", file_of(two, "acme").name, "--day", day).code == 0
    assert two("show", "acme", "--json").json["owner"] == ""


# share


def test_an_account_is_private_until_it_is_shared(kaptui: CommandLine) -> None:
    kaptui.data.mkdir()
    kaptui.data.chmod(0o2770)
    before = os.umask(0o077)
    try:
        kaptui.keep(plan("acme"))
        assert kaptui("share", "acme").out == "group\n"
        assert kaptui("share", "acme", "private").code == 0
        assert file_of(kaptui, "acme").stat().st_mode & 0o777 == 0o600
        kaptui("set", "acme", "owner", "one")
        assert kaptui("share", "acme").out == "private\n"
        assert kaptui("share", "acme", "group").code == 0
        assert file_of(kaptui, "acme").stat().st_mode & 0o777 == 0o660
    finally:
        os.umask(before)


def test_the_log_says_who_shared_an_account_and_who_took_it_back(kaptui: CommandLine) -> None:
    kaptui.data.mkdir()
    kaptui.data.chmod(0o2770)
    kaptui.keep(plan("acme"))
    for whom in ("private", "private", "group"):
        assert kaptui("share", "acme", whom).code == 0
    told = [(entry["path"], entry["new"]) for entry in kaptui("log", "acme", "--json").json]
    assert told == [("share", "private"), ("share", "group")]
    assert '    share: "private"' in kaptui("log", "acme").out.splitlines()


@BOTH
def test_in_a_directory_of_one_s_own_nothing_is_shared(two: CommandLine, lang: str) -> None:
    done = two("share", "acme", "group", "--lang", lang)
    assert (done.code, "2770" in done.said) == (77, True)
    assert two("share", "acme", "everybody").code == 2


# forget


def test_a_person_is_forgotten_everywhere(two: CommandLine) -> None:
    done = two("forget", "acme", "wang", "--yes")
    assert (done.code, "wang" in done.said) == (0, True)
    assert [person["name"] for person in two("show", "acme", "--json").json["people"]] == ["li"]
    assert b"wang" not in held(two)
    assert two("log", "acme").code == 0
    assert two("restore", "acme", "--at", "r1").code == 0
    assert b"wang" not in held(two)


def test_the_log_says_who_removed_somebody_and_not_whom(two: CommandLine) -> None:
    two("forget", "acme", "wang", "--yes")
    entry = two("log", "acme", "--json").json[-1]
    assert (entry["path"], entry["old"], entry["new"], bool(entry["who"])) == ("", None, None, True)
    assert entry["revision"] == two("show", "acme", "--json").json["revision"]
    assert "wang" not in two("log", "acme", "--json").out


@BOTH
def test_nobody_is_forgotten_unsaid(two: CommandLine, lang: str) -> None:
    before = two.contents()
    done = two("forget", "acme", "wang", "--lang", lang)
    assert (done.code, "--yes" in done.said) == (2, True)
    assert two("forget", "acme", "nobody", "--yes").code == 66
    assert two.contents() == before


def test_somebody_removed_before_is_forgotten_by_name(two: CommandLine) -> None:
    stored = two.store.load("acme")
    from datetime import UTC, datetime

    from kaptui.store.port import Stamp

    two.store.save(stored.model_copy(update={"people": stored.people[1:]}), Stamp("li", datetime.now(UTC)))
    assert b"wang" in held(two)
    assert two("forget", "acme", "wang", "--yes").code == 0
    assert b"wang" not in held(two)
    assert two("forget", "acme", "wang", "--yes").code == 66


@BOTH
def test_nothing_that_was_kept_brings_a_forgotten_person_back(two: CommandLine, tmp_path: Path, lang: str) -> None:
    archive, export, outline = tmp_path / "all.zip", tmp_path / "old.json", tmp_path / "people.txt"
    two("backup", archive)
    two("export", "acme", export)
    outline.write_text("wang / CEO\n")
    two("set", "acme", "owner", "three")
    two("forget", "acme", "wang", "--yes")

    def left_out(*words: str | Path, told: bool = True) -> None:
        done = two(*words, "--lang", lang)
        assert done.code == 0, done.err
        assert ("1 person" in done.err or "1 人" in done.err) is told
        assert b"wang" not in held(two)
        assert [person.id for person in two.store.load("acme").people] == ["id-li"]

    left_out("restore", "acme", "--at", "r0", told=False)
    left_out("import", export, "--into", "acme")
    left_out("recover", archive, "--over", "acme")
    file_of(two, "acme").write_text("damaged")
    left_out("recover", archive)
    two.store.remove("acme")
    left_out("recover", archive, "--over", "acme")
    two.store.remove("acme")
    left_out("import", export)
    assert two("people", "acme", "--paste", outline).code == 0
    assert [person.name for person in two.store.load("acme").people] == ["li", "wang"]


# exports


def test_exports_and_backups_stand_in_the_log(two: CommandLine, tmp_path: Path) -> None:
    two("export", "acme", tmp_path / "acme [x].json")
    two("backup", tmp_path / "all.zip")
    entries = [entry for entry in two("log", "acme", "--json").json if entry["path"] == "export"]
    assert [(entry["new"], entry["old"], entry["revision"]) for entry in entries] == [
        ("acme [x].json", None, 2),
        ("all.zip", None, 2),
    ]
    assert 'export: "acme [x].json"' in two("log", "acme").out
    assert two("export", "acme", tmp_path / "acme [x].json").code == 73
    assert len([entry for entry in two("log", "acme", "--json").json if entry["path"] == "export"]) == 2


def test_what_comes_back_remembers_its_exports(two: CommandLine, tmp_path: Path) -> None:
    two("export", "acme", tmp_path / "acme.json")
    before = two("log", "acme", "--json").out
    two("backup", tmp_path / "all.zip")
    shutil.rmtree(two.data)
    assert two("recover", tmp_path / "all.zip").code == 0
    assert two("log", "acme", "--json").out == before
    (path,) = (two.data / ".kaptui").glob("exports-*")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_log_of_exports_that_somebody_spoiled_is_no_obstacle(two: CommandLine, tmp_path: Path) -> None:
    two("export", "acme", tmp_path / "a.json")
    (path,) = (two.data / ".kaptui").glob("exports-*")
    with path.open("a") as file:
        file.write('{"time": 1}\n[]\nhalf a line')
    two("export", "acme", tmp_path / "b.json")
    entries = [entry["new"] for entry in two("log", "acme", "--json").json if entry["path"] == "export"]
    assert entries == ["a.json", "b.json"]
    path.unlink()
    path.mkdir()
    assert two("export", "acme", tmp_path / "c.json").code == 0


# doctor


@BOTH
def test_the_doctor_tells_versions_terminal_and_backups(two: CommandLine, lang: str) -> None:
    told = two("doctor", "--lang", lang, TERM="xterm-256color", LANG="C.UTF-8", SSH_CONNECTION="x").out
    for word in ("textual 8.", "pydantic 2.", "xterm-256color", "UTF-8", "SSH", "0600", "20"):
        assert word in told
    assert "exchange" not in told


def test_the_doctor_names_the_exchange_directory(two: CommandLine, tmp_path: Path) -> None:
    forced = ("--restricted", "--data-dir", two.data, "--exchange-dir", tmp_path)
    assert f"files in {tmp_path}" in two(*forced, "doctor").out


def test_the_doctor_finds_backups_that_others_can_read(two: CommandLine) -> None:
    (backup,) = (two.data / ".kaptui" / "backups").glob("*/*.json")
    backup.chmod(0o644)
    assert str(backup) in two("doctor").err


@BOTH
def test_the_doctor_says_how_a_lost_plan_comes_back_and_the_command_works(two: CommandLine, lang: str) -> None:
    file = file_of(two, "acme")
    before = held(two)
    for lose in (file.unlink, lambda: file.write_bytes(b"")):
        lose()
        told = two("doctor", "--lang", lang)
        assert (told.code, f'kaptui recover {file.name}"' in told.err.replace("”", '"')) == (65, True)
        assert two("recover", file.name).code == 0
        assert two("show", "acme").code == 0
    assert file.with_suffix(".bak").read_bytes() in before


@BOTH
def test_the_doctor_names_what_keeps_everybody_from_saving(two: CommandLine, lang: str) -> None:
    lock = Path(paths_of(str(two.data), "acme").lock)
    lock.unlink()
    lock.mkdir(0o700)
    told = two("doctor", "--lang", lang)
    assert (told.code, str(lock) in told.err) == (65, True)


@BOTH
@pytest.mark.parametrize("trouble", ["no directory", "no drafts", "full"])
def test_the_doctor_says_where_drafts_could_not_be_kept(
    two: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, trouble: str
) -> None:
    assert two("doctor", "--lang", lang).err.count("\n") == 1
    place = tmp_path / "state" / "kaptui"
    match trouble:
        case "no directory":
            (tmp_path / "file").touch()
            monkeypatch.setenv("XDG_STATE_HOME", str(place := tmp_path / "file"))
        case "no drafts":
            place /= "drafts"
            place.touch()
        case _:
            monkeypatch.setattr("kaptui.store.inspection.has_room", lambda directory: directory != place)
    told = two("doctor", "--lang", lang).err
    assert ("XDG_STATE_HOME" if trouble == "no directory" else str(place)) in told


def test_a_backup_is_whole_json_inside(two: CommandLine, tmp_path: Path) -> None:
    two("backup", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as content:
        assert json.loads(content.read("kaptui-backup.json"))["format"] == 1
        assert content.testzip() is None
