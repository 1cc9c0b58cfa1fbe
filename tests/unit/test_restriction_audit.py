"""Restricted mode under an audit hook: which files a process opens, and that it starts no other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kaptui.exchange.demonstration import data_directory
from tests.tools.audited import CONNECTS, STARTS

ROOT = Path(__file__).parents[2]
PLAN = data_directory() / "demo_en.json"


@dataclass(frozen=True, slots=True)
class Watched:
    """The exit code of one call, and everything it opened and started."""

    code: int
    said: str
    events: tuple[dict[str, Any], ...]

    @property
    def opened(self) -> set[Path]:
        return {Path(event["path"]) for event in self.events if event["event"] == "open"}

    @property
    def opened_for_writing(self) -> set[Path]:
        return {Path(event["path"]) for event in self.events if event["writes"]}

    @property
    def started(self) -> list[str]:
        return [event["event"] for event in self.events if event["event"] in (*STARTS, *CONNECTS)]


class Login:
    """A forced command on directories of its own; ``outside`` is where nobody may get to."""

    def __init__(self, directory: Path) -> None:
        self.data, self.exchange, self.state, self.outside, self.home = (
            directory / name for name in ("data", "exchange", "state", "outside", "home")
        )
        for path in (self.exchange, self.outside, self.home):
            path.mkdir()
        (self.outside / "secret.json").write_bytes(PLAN.read_bytes())
        self._report = directory / "report"

    def __call__(self, *arguments: str, restricted: bool = True, variables: Mapping[str, str] | None = None) -> Watched:
        self._report.unlink(missing_ok=True)
        own = {"HOME": str(self.home), "XDG_STATE_HOME": str(self.state), "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
        places = ["--data-dir", str(self.data), "--exchange-dir", str(self.exchange)]
        forced = [*(["--restricted"] if restricted else []), *places]
        done = subprocess.run(
            [sys.executable, "-m", "tests.tools.audited", str(self._report), *forced, *arguments],
            cwd=ROOT,
            env=own | dict(variables or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        events = tuple(json.loads(line) for line in self._report.read_text().splitlines())
        return Watched(done.returncode, done.stderr.decode(), events)

    def is_ours(self, path: Path) -> bool:
        """Whether a path lies in the data or the state directory."""
        return path.is_relative_to(self.data) or path.is_relative_to(self.state)


@pytest.fixture(scope="module")
def login(tmp_path_factory: pytest.TempPathFactory) -> Login:
    made = Login(tmp_path_factory.mktemp("login"))
    (made.exchange / "plan.json").write_bytes(PLAN.read_bytes())
    (made.exchange / "link.json").symlink_to(made.outside / "secret.json")
    (made.exchange / "team.txt").write_text("Wang / CEO AP=2!!\n")
    assert made("import", "plan.json").code == 0
    return made


CALLS = [
    ["demo"], ["list"], ["list", "--json"], ["show", "demo-en"], ["check", "demo-en"], ["forecast"], ["keys"],
    ["map", "demo-en", "--view", "chart"], ["brief", "demo-en"], ["log", "demo-en"], ["doctor"], ["config", "show"],
    ["diff", "demo-en", "--since", "2020-01-01"], ["set", "demo-en", "owner", "Lin"], ["new", "Beta"],
    ["people", "demo-en", "--paste", "team.txt"], ["import", "plan.json", "--into", "demo-en"], ["frob"], [],
]  # fmt: skip


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_a_call_writes_only_where_plans_and_state_lie_and_starts_nothing(login: Login, arguments: list[str]) -> None:
    done = login(*arguments)
    assert done.code in (0, 2)
    assert [path for path in done.opened_for_writing if not login.is_ours(path)] == []
    assert not [path for path in done.opened if path.is_relative_to(login.outside)]
    assert done.started == []


@pytest.mark.parametrize("name", ["{outside}/secret.json", "../outside/secret.json", "link.json", "/dev/stdin"])
@pytest.mark.parametrize(
    "arguments",
    [["import"], ["import", "--into", "demo-en"], ["people", "demo-en", "--paste"], ["recover"], ["backup"],
     ["export", "demo-en"], ["export", "demo-en", "--force"], ["show"], ["brief", "demo-en"]],
    ids=" ".join,
)  # fmt: skip
def test_a_file_outside_is_never_opened(login: Login, arguments: list[str], name: str) -> None:
    target = login.outside / "secret.json"
    before = target.read_bytes()
    done = login(*arguments, name.format(outside=login.outside))
    assert not [path for path in done.opened if path.is_relative_to(login.outside) or path == Path("/dev/stdin")]
    allowed = {login.exchange} if arguments[0] in ("export", "backup") else set()
    stray = [path for path in done.opened_for_writing if not login.is_ours(path) and path.parent not in allowed]
    assert stray == []
    assert done.started == []
    assert target.read_bytes() == before


def test_without_restriction_the_hook_sees_what_it_is_to_see(login: Login) -> None:
    target = login.outside / "out.json"
    written = login("export", "demo-en", str(target), restricted=False)
    assert login.outside in {path.parent for path in written.opened_for_writing}
    secret = login.outside / "secret.json"
    assert secret in login("import", str(secret), "--dry-run", restricted=False).opened
    target.unlink()


def test_an_export_is_written_in_the_exchange_directory_and_nowhere_else(login: Login) -> None:
    done = login("export", "demo-en", "out.json", "--force")
    assert done.code == 0
    assert {path.parent for path in done.opened_for_writing if not login.is_ours(path)} == {login.exchange}


def test_typed_commands_cannot_widen_it(login: Login) -> None:
    for typed in ("sh", f"show demo-en > {login.outside}/x", f"list --data-dir {login.outside}", "import plan.json"):
        done = login(variables={"SSH_ORIGINAL_COMMAND": typed})
        assert done.code == 77
        assert done.started == []
        assert [path for path in done.opened_for_writing if not login.is_ours(path)] == []


def test_nothing_is_compiled_into_the_program_s_directory(login: Login, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "kaptui", tmp_path / "kaptui", ignore=ignored)
    code = f"import runpy, sys; sys.path.insert(0, {str(tmp_path)!r}); runpy.run_module('kaptui', run_name='__main__')"
    forced = ["--restricted", "--data-dir", str(login.data), "list"]
    done = subprocess.run([sys.executable, "-I", "-c", code, *forced], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
    assert {path.parent.parent.name for path in (tmp_path / "kaptui").rglob("*.pyc")} <= {"kaptui"}


def test_variables_load_no_code(login: Login, tmp_path: Path) -> None:
    for name in ("textual", "tinydb", "evil_driver", "sitecustomize_not", "tomllib"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    variables = {
        "PYTHONPATH": str(tmp_path), "PYTHONBREAKPOINT": "evil_driver.x", "TEXTUAL_DRIVER": "evil_driver:Driver",
        "TEXTUAL_LOG": str(login.outside / "log"), "TEXTUAL_SCREENSHOT": "1", "TEXTUAL": "devtools,debug",
    }  # fmt: skip
    done = login("list", variables=variables)
    assert done.code == 0
    assert not (tmp_path / "ran").exists()
    assert not [path for path in done.opened if path.is_relative_to(tmp_path)]
