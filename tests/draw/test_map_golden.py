"""Every golden picture is drawn as it was when somebody looked at it."""

from __future__ import annotations

import pytest

from tests.draw.golden_pictures import FOLDER, SETS, drawn


@pytest.mark.parametrize("name", list(SETS))
def test_pictures_look_as_they_did(name: str) -> None:
    for file, text in drawn(name).items():
        assert text == (FOLDER / file).read_text(encoding="utf-8"), file


def test_no_golden_file_is_left_over() -> None:
    kept = {path.name for path in FOLDER.glob("*.txt") if path.name.startswith(tuple(SETS))}
    assert kept == {file for name in SETS for file in drawn(name)}
