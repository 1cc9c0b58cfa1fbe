"""The screens look as the golden frames say, cell by cell."""

from __future__ import annotations

import pytest

from kaptui.draw.width import cells
from tests.frames.frames import FORMS, GOLDEN, SCREENS, frames


@pytest.mark.parametrize("form", FORMS, ids="-".join)
async def test_every_screen_stands_as_its_frame(form: tuple[str, str, str]) -> None:
    drawn = await frames(*form)
    assert len(drawn) == len(SCREENS)
    for name, text in drawn.items():
        assert text == (GOLDEN / name).read_text("utf-8"), f"{name}: python -m tests.frames.frames draws it anew"


@pytest.mark.parametrize("form", FORMS, ids="-".join)
def test_no_line_of_a_frame_is_wider_than_its_terminal(form: tuple[str, str, str]) -> None:
    width = int(form[1].split("x")[0])
    for name in SCREENS:
        for line in (GOLDEN / f"{name}_{'_'.join(form)}.txt").read_text("utf-8").split("\n"):
            assert cells(line) <= width


def test_ascii_frames_hold_ascii_but_for_names() -> None:
    for name in SCREENS:
        text = (GOLDEN / f"{name}_en_80x24_ascii.txt").read_text("utf-8")
        assert {sign for sign in text if not sign.isascii()} <= set("万中文")
