"""A store in a directory of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaptui.store.tiny import TinyStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> TinyStore:
    """A private store that holds nothing yet."""
    return open_store(tmp_path / "plans")
