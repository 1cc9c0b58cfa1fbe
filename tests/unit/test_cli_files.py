"""Import and export: ids and order kept, nothing overwritten unasked, every bad file its own sentence."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from kaptui.exchange.demonstration import data_directory, demonstration_plan
from kaptui.exchange.plan_json import read_plan
from kaptui.plan.document import AccountPlan
from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]

DEMO = data_directory() / "demo_zh.json"


def written(path: Path, content: Any) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_what_is_exported_is_what_was_imported(kaptui: CommandLine, tmp_path: Path) -> None:
    assert kaptui("import", DEMO, "--as", "plan").out == "demo-zh\n"
    target = tmp_path / "out.json"
    assert kaptui("export", "demo-zh", target).code == 0
    assert read_plan(target.read_bytes()).plan == demonstration_plan("zh")
    assert target.read_text() == kaptui("show", "demo-zh", "--json").out
    assert target.stat().st_mode & 0o777 == 0o600


@BOTH
def test_an_id_that_is_there_needs_into(kaptui: CommandLine, lang: str) -> None:
    kaptui("import", DEMO)
    kaptui("set", "demo-zh", "owner", "Somebody")
    before = kaptui.contents()
    again = kaptui("import", DEMO, "--lang", lang)
    assert (again.code, "--into demo-zh" in again.said) == (73, True)
    assert kaptui.contents() == before
    assert kaptui("import", DEMO, "--into", "demo-zh").code == 0
    plan = kaptui("show", "demo-zh", "--json").json
    assert (plan["owner"], plan["revision"]) == ("林晓", 2)


def test_into_another_account_keeps_that_accounts_id(kaptui: CommandLine) -> None:
    kaptui.keep(AccountPlan(id="b", name="Beta"))
    assert kaptui("import", DEMO, "--into", "beta").out == "b\n"
    plan = kaptui("show", "b", "--json").json
    assert (plan["id"], plan["name"], plan["revision"], len(plan["people"])) == ("b", "示例省公司", 1, 14)


def test_importing_the_same_again_saves_nothing(kaptui: CommandLine) -> None:
    kaptui("import", DEMO)
    before = kaptui.contents()
    assert kaptui("import", DEMO, "--into", "demo-zh").code == 0
    assert kaptui.contents() == before


def test_a_dry_run_says_what_would_happen_and_writes_nothing(kaptui: CommandLine) -> None:
    first = kaptui("import", DEMO, "--dry-run")
    assert (first.code, first.said) == (0, 'Would create the account "示例省公司" with the id demo-zh.')
    assert kaptui("list", "--json").json == []
    kaptui("import", DEMO)
    assert kaptui("import", DEMO, "--dry-run").code == 73
    replaced = kaptui("import", DEMO, "--dry-run", "--into", "demo-zh", "--json")
    assert replaced.json["rows"]["people"] == 14
    assert (replaced.json["created"], replaced.json["dry_run"]) == (False, True)


def test_a_plan_comes_through_a_pipe(kaptui: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DEMO.read_bytes())))
    assert kaptui("import", "-").out == "demo-zh\n"


def test_cleaned_characters_are_counted(kaptui: CommandLine, tmp_path: Path) -> None:
    path = written(tmp_path / "in.json", {"id": "x", "name": "a\x1b[31m\u202eb"})
    outcome = kaptui("import", path)
    assert outcome.code == 0
    assert outcome.err.splitlines()[0] == "2 control characters were removed."
    assert kaptui("show", "x", "--json").json["name"] == "a[31mb"


@BOTH
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "in.json"),
        (b'{"id": "x"', "1"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[1]", "[...]"),
        ({"id": "x", "format": 2}, "2"),
        ({"id": "x", "peopel": []}, "peopel"),
        ({"id": "x", "opportunities": [{"id": "o1", "probability": 150}]}, "opportunities/o1/probability"),
        (b'{"id": "x", "id": "y"}', "id"),
        (b'{"id": "x", "revision": NaN}', "NaN"),
    ],
)
def test_a_bad_file_is_told_by_name_and_place(
    kaptui: CommandLine, tmp_path: Path, content: Any, words: str, lang: str
) -> None:
    kaptui("list")
    outcome = kaptui("import", written(tmp_path / "in.json", content), "--lang", lang)
    assert (outcome.code, outcome.out) == (65, "")
    assert words in outcome.err
    assert "in.json" in outcome.err
    assert kaptui.contents() == {}


@BOTH
def test_a_file_that_is_none_is_told(kaptui: CommandLine, tmp_path: Path, lang: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("missing.json", "pipe", "", ".", "missing/in.json", "a\udcff.json"):
        outcome = kaptui("import", tmp_path / name, "--lang", lang)
        assert (outcome.code, bool(outcome.said)) == (66, True), name


@pytest.mark.skipif(os.getuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_told(kaptui: CommandLine, tmp_path: Path) -> None:
    path = written(tmp_path / "in.json", {"id": "x"})
    path.chmod(0)
    assert kaptui("import", path).code == 77


def test_an_existing_file_is_replaced_only_by_force(kaptui: CommandLine, tmp_path: Path) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    target = written(tmp_path / "out.json", b"mine")
    assert kaptui("export", "a", target).code == 73
    assert target.read_bytes() == b"mine"
    assert kaptui("export", "a", target, "--force").code == 0
    assert read_plan(target.read_bytes()).plan.name == "Alpha"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


@BOTH
@pytest.mark.parametrize(
    ("name", "code"),
    [("out.pdf", 2), ("out", 2), ("no/such/out.json", 73), ("directory.json", 73), ("a\udcff.json", 0)],
)
def test_a_target_that_cannot_be_is_told(kaptui: CommandLine, tmp_path: Path, name: str, code: int, lang: str) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    (tmp_path / "directory.json").mkdir()
    outcome = kaptui("export", "a", tmp_path / name, "--lang", lang)
    assert (outcome.code, len(outcome.err.splitlines())) == (code, 1)


def test_a_planted_link_is_not_written_through(kaptui: CommandLine, tmp_path: Path) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    victim = written(tmp_path / "victim", b"precious")
    (tmp_path / "out.json").symlink_to(victim)
    assert kaptui("export", "a", tmp_path / "out.json").code == 73
    assert kaptui("export", "a", tmp_path / "out.json", "--force").code == 0
    assert victim.read_bytes() == b"precious"


def test_the_demonstration_is_copied_once_and_kept(kaptui: CommandLine) -> None:
    assert kaptui("demo").code == 0
    assert [row["id"] for row in kaptui("list", "--json").json] == ["demo-en", "demo-zh"]
    kaptui("set", "demo-en", "owner", "Somebody")
    kaptui("demo")
    assert kaptui("show", "demo-en", "--json").json["owner"] == "Somebody"
    kaptui("demo", "--fresh")
    plan = kaptui("show", "demo-en", "--json").json
    assert (plan["owner"], plan["revision"]) == ("Lin Xiao", 2)


@BOTH
@pytest.mark.parametrize("arguments", [[], ["open", "a"]])
def test_a_screen_needs_a_terminal(kaptui: CommandLine, arguments: list[str], lang: str) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    outcome = kaptui(*arguments, "--lang", lang)
    assert (outcome.code, "kaptui list" in outcome.said) == (2, True)
