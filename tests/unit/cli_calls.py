"""Calling the command line in this process: a private data directory, configuration and home, and what came out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kaptui.cli.main import run
from kaptui.config import Files
from kaptui.plan.document import AccountPlan
from kaptui.store.tiny import TinyStore, open_store
from kaptui.text import use_language

TODAY = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code and both streams of one call."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stdout says to programs."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """The one sentence on stderr; fails when there are several, or none, or data beside it."""
        assert self.out == ""
        (line,) = self.err.splitlines()
        return line


class CommandLine:
    """``kaptui`` with everything it touches in one directory."""

    def __init__(self, directory: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.data = directory / "data"
        self.files = Files(directory / "user" / "config.toml", directory / "system" / "config.toml")
        self.environment: dict[str, str] = {"KAPTUI_DATA_DIR": str(self.data), "KAPTUI_TODAY": TODAY}
        self._capture = capture

    def __call__(self, *arguments: str | Path, **variables: str) -> Outcome:
        """One call; ``variables`` are added to its environment."""
        self._capture.readouterr()
        environment: Mapping[str, str] = self.environment | variables
        code = run([str(each) for each in arguments], environment, self.files)
        captured = self._capture.readouterr()
        return Outcome(code, captured.out, captured.err)

    @property
    def store(self) -> TinyStore:
        """The plans as another program would meet them."""
        return open_store(self.data)

    def keep(self, *plans: AccountPlan) -> None:
        """Put plans into the data directory."""
        from datetime import UTC, datetime

        from kaptui.store.port import Stamp

        for plan in plans:
            self.store.create(plan, Stamp("anna", datetime(2020, 1, 2, 8, tzinfo=UTC)))

    def contents(self) -> dict[str, bytes]:
        """Every plan file's bytes, to see that nothing was changed."""
        return {path.name: path.read_bytes() for path in sorted(self.data.glob("*.json"))}


@pytest.fixture
def kaptui(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[CommandLine]:
    """The command line of a new user."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield CommandLine(tmp_path, capsys)
    use_language("en")


BOTH = pytest.mark.parametrize("lang", ["en", "zh"])
