"""What a start takes until its first screen stands, counted: modules, classes to compile, styles to match.

The numbers are those of today and a little more: whoever exceeds one has loaded something that could wait, or knows why
it cannot.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kaptui.plan.document import AccountPlan
from kaptui.plan.record import Record
from tests.tty.harness import ROOT, Terminal
from tests.tty.test_program import kaptui


def started(directory: Path, *arguments: str) -> dict[str, Any]:
    """What a start took for which everything was made before, as ``tests.tty.counted`` tells it."""
    told = directory / "told.json"
    env: dict[str, str | None] = {
        "HOME": str(directory),
        "XDG_STATE_HOME": str(directory / "state"),
        "XDG_CONFIG_HOME": str(directory / "config"),
    }
    options = ["--data-dir", str(directory / "data"), "--today", "2026-11-23", "--lang", "en", "--glyphs", "ascii"]
    with Terminal([sys.executable, "-m", "tests.tty.counted", told, *arguments, *options], env, cwd=ROOT) as terminal:
        assert terminal.exit_code() == 0
    found: dict[str, Any] = json.loads(told.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home directory of somebody who has the demonstration accounts and has looked at them once."""
    made = tmp_path_factory.mktemp("start")
    for arguments in (["demo"], []):
        with kaptui(made, *arguments) as terminal:
            terminal.wait_for("Province Telecom")
            terminal.wait_until_quiet()
            terminal.press("q")
            assert terminal.exit_code() == 0
    return made


def own(modules: list[str]) -> list[str]:
    """The modules of this program."""
    return [name for name in modules if name.split(".")[0] == "kaptui"]


def test_home_loads_no_account(directory: Path) -> None:
    found = started(directory)
    wanted_later = {"pydantic", "tinydb", "pypinyin", "tomllib", "kaptui.plan.document", "kaptui.insight.summary"}
    assert not wanted_later & set(found["modules"])
    assert len(own(found["modules"])) <= 112
    assert len(found["dataclasses"]) <= 25
    assert found["rules"] <= 30
    assert found["matches"] <= 40


def test_the_dashboard_loads_nothing_that_only_edits_want(directory: Path) -> None:
    found = started(directory, "demo")
    wanted_later = {
        "kaptui.editing.edits", "kaptui.editing.merge", "kaptui.editing.conflicts",
        "kaptui.exchange.plan_json", "kaptui.screens.help", "kaptui.screens.findings", "kaptui.widgets.chooser",
        "kaptui.widgets.dialogs", "kaptui.draw.map", "pypinyin", "tomllib",
    }  # fmt: skip
    assert not wanted_later & set(found["modules"])
    assert len(own(found["modules"])) <= 188
    assert len(found["dataclasses"]) <= 41
    assert found["rules"] <= 37
    assert found["matches"] <= 46


def models(model: type[Record]) -> Iterator[type[Record]]:
    """A model and every one that is made from it."""
    yield model
    for each in model.__subclasses__():
        yield from models(each)


def test_no_model_postpones_its_annotations() -> None:
    assert AccountPlan in models(Record)
    assert not {each.__module__ for each in models(Record) if hasattr(sys.modules[each.__module__], "annotations")}
