"""A dozen frames: every screen of the demonstration account as text, for a reader to look at and a test to hold.

``python -m tests.frames.frames`` draws them anew into ``tests/frames/golden``; look at the difference first.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from kaptui.draw.glyphs import ASCII, UNICODE
from tests.ui.app_stage import demo_plan, playing

GOLDEN = Path(__file__).parent / "golden"
SCREENS = {
    "dashboard": "d", "profile": "1", "people": "2", "map": "3", "competitors": "4", "needs": "5", "values": "6",
    "spin": "7", "assessment": "8", "opportunities": "9", "strategy": "0", "brief": "b",
}  # fmt: skip
"""Each screen and the key that opens it."""
FORMS = (("en", "80x24", "ascii"), ("zh", "80x24", "unicode"), ("en", "120x40", "unicode"))
"""Language, size and glyph set of the frames."""


async def frames(language: str, size: str, glyphs: str) -> dict[str, str]:
    """The screens in one form, by file name."""
    columns, rows = map(int, size.split("x"))
    drawn = {}
    chosen = ASCII if glyphs == "ascii" else UNICODE
    async with playing(demo_plan(language), size=(columns, rows), language=language, glyphs=chosen) as play:
        for name, key in SCREENS.items():
            await play.press(key)
            await play.settled()
            lines = (line.rstrip() for line in play.lines())
            drawn[f"{name}_{language}_{size}_{glyphs}.txt"] = "\n".join(lines) + "\n"
    return drawn


async def redraw() -> None:
    """Write every frame."""
    GOLDEN.mkdir(exist_ok=True)
    for form in FORMS:
        for name, text in (await frames(*form)).items():
            (GOLDEN / name).write_text(text, "utf-8")


if __name__ == "__main__":
    asyncio.run(redraw())
