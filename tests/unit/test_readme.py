"""The README says what is so: its generated parts are fresh, its two commands are the ones CI runs."""

from __future__ import annotations

import re

from tests.tools.readme import README, ROOT, written


def test_the_screen_and_the_keys_are_fresh() -> None:
    text = README.read_text("utf-8")
    assert written(text) == text, "python -m tests.tools.readme writes them"


def test_ci_runs_the_second_command_unchanged() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README.read_text("utf-8"), re.MULTILINE)
    assert len(commands) >= 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8").split("\n")


def test_both_commands_stand_on_the_first_screen() -> None:
    head = README.read_text("utf-8").split("\n")[:24]
    assert sum(line.startswith("python3 -m venv .venv") for line in head) == 2


def test_every_file_the_readme_names_is_there() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README.read_text("utf-8")):
        assert (ROOT / link).exists(), link
