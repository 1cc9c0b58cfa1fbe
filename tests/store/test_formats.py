"""Files of every format there ever was are read for ever; a next format, made up here, shows how older ones come on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kaptui.config import Files
from kaptui.drafts import Drafts
from kaptui.editing.session import Session
from kaptui.exchange.plan_json import read_plan
from kaptui.plan import formats
from kaptui.plan.changes import document_of
from kaptui.plan.document import AccountPlan
from kaptui.store.archive import Archived, opened_archive
from kaptui.store.errors import NewerFormat
from kaptui.store.inspection import inspected
from kaptui.store.names import index_name
from kaptui.store.planfile import read_plan_file
from kaptui.store.tiny import TinyStore, open_store
from kaptui.store.upkeep import recover
from tests.store.disk import BY_LI, file_of
from tests.unit.cli_calls import CommandLine, kaptui

__all__ = ["kaptui"]

GOLDEN = Path(__file__).parent / "golden"
FORMATS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
REVISIONS = 20
"""Every golden account was saved so often after it was made."""


@pytest.fixture(params=FORMATS)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the files of one format that may be written to."""
    shutil.copytree(GOLDEN / request.param, tmp_path / "golden")
    return tmp_path / "golden"


def shown(golden: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((golden / "shown.json").read_text())
    return found


def test_every_format_up_to_the_present_one_has_its_files() -> None:
    assert [f"format-{number}" for number in range(1, formats.FORMAT + 1)] == FORMATS


def test_the_plan_and_all_its_past_are_read(golden: Path) -> None:
    store = open_store(golden / "data")
    assert document_of(store.load("golden")) == document_of(read_plan((golden / "shown.json").read_bytes()).plan)
    history = store.history("golden")
    assert [revision.revision for revision in history] == list(range(REVISIONS + 1))
    assert {revision.who for revision in history} == {"li", "王"}
    states = [store.at("golden", number) for number in range(REVISIONS + 1)]
    assert [state.owner for state in states[17:]] == ["owner 17", "owner 18", "owner 19", "owner 20"]
    assert [states[n].people[0].id == "new" for n in (2, 3, 4, 5)] == [False, True, True, False]
    assert states[7].opportunities[0].split["2027-01"] == 100.5
    assert [export.what for export in store.exports("golden")] == ["golden.xlsx"]
    assert store.forgotten("other").among(["gone", "here"]) == {"gone"}
    assert not inspected(store).problems


def test_a_plan_of_any_format_is_saved_and_remembers_all_before(golden: Path) -> None:
    store = open_store(golden / "data")
    saved = store.save(store.load("golden").model_copy(update={"owner": "next"}), BY_LI)
    assert saved.revision == REVISIONS + 1
    again = open_store(golden / "data")
    assert [again.at("golden", number).revision for number in range(REVISIONS + 2)] == list(range(REVISIONS + 2))


def test_backups_archives_and_exports_are_read(golden: Path) -> None:
    store = open_store(golden / "data")
    file_of(store, "golden").write_text("damaged")
    assert recover(store.directory, file_of(store, "golden")).revision == REVISIONS - 1
    found = list(opened_archive((golden / "archive.zip").read_bytes(), golden / "archive.zip").plans())
    assert all(isinstance(each, Archived) for each in found)
    assert read_plan((golden / "shown.json").read_bytes()).plan.revision == REVISIONS


def test_the_index_is_read_or_made_anew(golden: Path) -> None:
    shutil.copy(golden / "index", golden / "data" / index_name(os.geteuid()))
    assert [account.id for account in open_store(golden / "data").accounts()] == ["golden"]


def test_drafts_come_back(golden: Path) -> None:
    plan = open_store(golden / "data").load("golden")
    waiting = Drafts(golden).waiting(plan)
    assert [draft.text for draft in waiting.texts.values()] == ["about 60"]
    assert [(each.ours, each.theirs) for each in waiting.conflicts] == [("mine", "theirs")]
    assert [(each.plan.owner, each.plan.name) for each in waiting.unsaved] == [("unsaved", "mine")]


@pytest.mark.parametrize("part", ["unsaved", "what_if"])
def test_what_a_newer_program_kept_waits_for_it(golden: Path, part: str) -> None:
    plan = open_store(golden / "data").load("golden")
    (file,) = (golden / "drafts").iterdir()
    document = json.loads(file.read_text())
    newer = {name: document[name] | {"format": formats.FORMAT + 1} for name in ("base", "unsaved")}
    kept = document | (newer if part == "unsaved" else {"what_if": newer})
    file.write_text(json.dumps(kept))
    drafts, session = Drafts(golden), Session(plan)
    waiting = drafts.waiting(plan)
    assert (waiting.unsaved, waiting.texts, waiting.what_if) == ((), {}, None)
    session.keep_draft(("name",), "of this program", "?")
    assert drafts.keep(session) not in (None, file)
    session.drop_draft(("name",))
    drafts.keep(session)
    assert [json.loads(each.read_text()) for each in (golden / "drafts").iterdir()] == [kept]


def test_the_configuration_is_read(golden: Path, kaptui: CommandLine) -> None:
    kaptui.files = Files(golden / "config.toml", golden / "none.toml")
    kaptui.environment = {}
    assert kaptui("config", "check").code == 0
    told = kaptui("config", "show").out
    assert "/srv/plans" in told and "ascii" in told


# a next format, for these tests only


def on_to_the_next(document: dict[str, Any]) -> dict[str, Any]:
    """What the made-up next format has that this one has not: every owner is written in capitals."""
    return document | {"owner": document["owner"].upper()}


@pytest.fixture
def next_format(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(formats, "FORMAT", formats.FORMAT + 1)
    monkeypatch.setitem(formats.STEPS, formats.FORMAT - 1, on_to_the_next)
    for number in range(1, formats.FORMAT - 1):
        formats.STEPS.setdefault(number, dict)
    yield


@pytest.mark.usefixtures("next_format")
def test_a_program_of_the_next_format_brings_files_on(golden: Path) -> None:
    store = open_store(golden / "data")
    before = file_of(store, "golden").read_bytes()
    plan = store.load("golden")
    assert (plan.format, plan.owner, plan.revision) == (formats.FORMAT, "OWNER 20", REVISIONS)
    assert file_of(store, "golden").read_bytes() == before, "reading changes nothing"
    saved = store.save(plan.model_copy(update={"name": "Next"}), BY_LI)
    assert json.loads(file_of(store, "golden").read_text())["_meta"]["1"]["format"] == formats.FORMAT
    (kept,) = inspected(store).old_formats
    assert kept.read_bytes() == before
    assert kept.name.endswith(f".format-{formats.FORMAT - 1}")
    for number in range(2, 20):  # until the records have moved to the history file
        saved = store.save(saved.model_copy(update={"owner": f"{number}"}), BY_LI)
    assert kept.read_bytes() == before
    again = open_store(golden / "data")
    assert again.load("golden") == saved
    states = [again.at("golden", number) for number in range(saved.revision + 1)]
    assert [state.owner for state in states[19:24]] == ["OWNER 19", "OWNER 20", "OWNER 20", "2", "3"]
    assert {state.format for state in states} == {formats.FORMAT}


@pytest.mark.usefixtures("next_format")
def test_archives_drafts_and_exports_of_the_format_before_come_on(golden: Path) -> None:
    assert read_plan((golden / "shown.json").read_bytes()).plan.owner == "OWNER 20"
    (found,) = [
        each
        for each in opened_archive((golden / "archive.zip").read_bytes(), golden).plans()
        if isinstance(each, Archived) and each.plan.id == "golden"
    ]
    assert found.plan.owner == "OWNER 20"
    waiting = Drafts(golden).waiting(open_store(golden / "data").load("golden"))
    assert [each.plan.owner for each in waiting.unsaved] == ["UNSAVED"]


@pytest.mark.usefixtures("next_format")
def test_forgetting_reaches_what_an_older_format_kept(golden: Path) -> None:
    store = open_store(golden / "data")
    plan = store.save(store.load("golden"), BY_LI)
    store.forget("golden", "new", BY_LI)
    assert inspected(store).old_formats == ()
    assert '"name": "新人"' not in file_of(store, "golden").with_suffix(".history").read_text()
    assert store.at("golden", 4).owner == "OWNER 4"
    store.remove(plan.id)
    assert not list((golden / "data").glob("golden*"))


@pytest.mark.usefixtures("next_format")
def test_a_file_that_no_step_can_read_is_damage_and_stays(golden: Path) -> None:
    store = open_store(golden / "data")
    path = file_of(store, "golden")
    document = json.loads(path.read_text())
    del document["account"]["1"]["owner"]
    path.write_text(json.dumps(document))
    before = path.read_bytes()
    assert [account.problem is not None for account in store.accounts()] == [True]
    assert path.read_bytes() == before


def test_the_older_program_refuses_what_the_next_wrote(
    golden: Path, kaptui: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(formats, "FORMAT", formats.FORMAT + 1)
        newer.setitem(formats.STEPS, formats.FORMAT - 1, on_to_the_next)
        store = open_store(golden / "data")
        store.save(store.load("golden"), BY_LI)
        exported = document_of(store.load("golden"))
    path = file_of(store, "golden")
    before = path.read_bytes()
    with pytest.raises(NewerFormat):
        read_plan_file(str(path))
    kaptui.data = golden / "data"
    kaptui.environment["KAPTUI_DATA_DIR"] = str(kaptui.data)
    (golden / "next.json").write_text(json.dumps(exported))
    for words in (
        ("show", "golden"), ("set", "golden", "owner", "x"), ("log", "golden"), ("restore", "golden", "--at", "r1"),
        ("import", golden / "next.json", "--into", "golden"), ("import", golden / "next.json"),
        ("forget", "golden", "new", "--yes"),
    ):  # fmt: skip
        refused = kaptui(*words)
        assert (refused.code, str(formats.FORMAT + 1) in refused.err) == (65, True), words
    assert kaptui("recover", path.name).code != 0
    assert path.read_bytes() == before
    kept = path.with_suffix(f".format-{formats.FORMAT}")
    path.write_bytes(kept.read_bytes())
    assert kaptui("show", "golden").code == 0


def test_a_plan_says_only_the_present_format() -> None:
    assert AccountPlan(id="p").format == formats.FORMAT
    for wrong in (0, formats.FORMAT + 1, "1", 1.5, True, None):
        with pytest.raises(ValueError, match="format"):
            AccountPlan.model_validate({"id": "p", "format": wrong})


def test_nothing_older_is_thought_to_be_there(golden: Path) -> None:
    store: TinyStore = open_store(golden / "data")
    assert inspected(store).old_formats == ()
