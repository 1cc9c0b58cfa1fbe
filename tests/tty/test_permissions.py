"""Every kind of file that the program writes has the mode that is meant for it, whatever the umask."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tty.altered import altered
from tests.tty.harness import ROOT
from tests.tty.test_program import edit_probability


@pytest.fixture(params=[0, 0o377], ids=["everybody", "nobody"])
def umask(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A umask that takes nothing away, or nearly all; what is not the program's own is there already."""
    for name in ("state", "config", "data"):
        (tmp_path / name).mkdir(0o700)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    before = os.umask(request.param)
    yield
    os.umask(before)


def leave_something_of_every_kind(tmp_path: Path) -> None:
    """A session with an edit, a choice that is remembered, a draft, and a fault at its end; an export and a backup."""
    with altered(tmp_path, "fails", "secret", "demo") as terminal:
        edit_probability(terminal, "85\r")
        terminal.wait_for("85%")
        terminal.press("L")
        terminal.wait_for("销售机会")
        terminal.wait_for("  已保存")
        terminal.press("left", "enter", "ctrl+u")
        terminal.send("half")
        terminal.wait_for("half")
        terminal.press("f10")
        assert terminal.exit_code() == 70
    kaptui = [sys.executable, "-m", "kaptui", "--data-dir", str(tmp_path / "data")]
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    for words in (("export", "demo-en", f"{tmp_path}/out.json"), ("backup", f"{tmp_path}/all.zip")):
        subprocess.run([*kaptui, *words], env=env, cwd=ROOT, check=True, capture_output=True, timeout=60)


def modes_below(directory: Path) -> dict[str, int]:
    """The mode of everything below a directory, set-group bits left out."""
    return {str(path.relative_to(directory)): path.stat().st_mode & 0o777 for path in directory.rglob("*")}


def expected(path: str, *, shared: bool) -> int:
    """What mode a path is to have: what lies in a group's directory is the group's, but an index is its reader's."""
    is_group_s = shared and path.startswith("data") and "index-" not in path
    is_folder = not Path(path).suffix and not any(sign in path for sign in ("index-", "lock-", "exports-", "here-"))
    return (0o770 if is_group_s else 0o700) if is_folder else (0o660 if is_group_s else 0o600)


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("shared", [False, True], ids=["private", "shared"])
def test_every_file_has_its_mode_whatever_the_umask(tmp_path: Path, shared: bool) -> None:
    if shared:
        (tmp_path / "data").chmod(0o2770)
    leave_something_of_every_kind(tmp_path)
    modes = modes_below(tmp_path)
    kinds = ["demo-en", ".bak", ".history", "backups/", "index-", "lock-", "exports-"]
    kinds += ["drafts/", "crash", "config.toml", "all.zip", "out.json"]
    assert [kind for kind in kinds if not any(kind in path for path in modes)] == []
    assert {path: oct(mode) for path, mode in modes.items()} == {
        path: oct(expected(path, shared=shared)) for path in modes
    }
