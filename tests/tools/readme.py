"""The README's generated parts: the screen and the table of keys. ``python -m tests.tools.readme`` writes them."""

from __future__ import annotations

import re
from pathlib import Path

from kaptui.commands import COMMANDS, Keymap
from kaptui.screens.base import key_label

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SCREEN = ROOT / "tests" / "frames" / "golden" / "dashboard_en_80x24_ascii.txt"


def keys_table() -> str:
    """Every command once, scope by scope, as a Markdown table."""
    keymap = Keymap()
    rows = ["| where | keys | command | id |", "|---|---|---|---|"]
    for command in COMMANDS:
        keys = " ".join(f"`{_cell(key_label(key))}`" for key in keymap.keys_of(command))
        rows.append(f"| {command.scope} | {keys} | {_cell(command.title)} | `{command.id}` |")
    return "\n".join(rows)


def screen() -> str:
    """A real screen as text."""
    return "```\n" + SCREEN.read_text("utf-8").rstrip("\n") + "\n```"


def written(readme: str) -> str:
    """The README with its generated parts brought up to date."""
    for name, text in (("screen", screen()), ("keys", keys_table())):
        pattern = rf"(<!-- {name}: [^\n]* -->\n).*?(<!-- /{name} -->)"
        readme = re.sub(pattern, lambda found, text=text: f"{found[1]}{text}\n{found[2]}", readme, flags=re.DOTALL)  # type: ignore[misc]
    return readme


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
