"""``config``, and what every command does when the configuration is wrong."""

from __future__ import annotations

import pytest

from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]


def user_says(line: CommandLine, text: str) -> None:
    line.files.user.parent.mkdir(exist_ok=True)
    line.files.user.write_text(text)


def system_says(line: CommandLine, text: str) -> None:
    line.files.system.parent.mkdir(exist_ok=True)
    line.files.system.write_text(text)


def test_the_path_of_the_users_file_is_printed(kaptui: CommandLine) -> None:
    assert kaptui("config", "path").out == f"{kaptui.files.user}\n"


def test_what_is_in_force_is_shown_with_its_source(kaptui: CommandLine) -> None:
    user_says(kaptui, 'glyphs = "ascii"\n')
    shown = kaptui("config", "show", "--lang", "en").out
    assert f'glyphs = "ascii"  # from {kaptui.files.user}' in shown
    assert 'lang = "en"  # from the command line' in shown
    assert f'data_dir = "{kaptui.data}"  # from KAPTUI_DATA_DIR' in shown


def test_a_right_configuration_is_said_to_be_right(kaptui: CommandLine) -> None:
    outcome = kaptui("config", "check")
    assert (outcome.code, outcome.said) == (0, "The configuration is correct.")


@BOTH
@pytest.mark.parametrize("arguments", [["list"], ["config", "check"], ["config", "show"], ["new", "X"], []])
def test_a_wrong_entry_stops_every_command_with_file_and_key(
    kaptui: CommandLine, arguments: list[str], lang: str
) -> None:
    user_says(kaptui, 'glyphs = "fancy"\ncolour = "red"\n')
    outcome = kaptui(*arguments, "--lang", lang)
    assert (outcome.code, outcome.out) == (78, "")
    first, second = outcome.err.splitlines()
    assert all(str(kaptui.files.user) in line for line in (first, second))
    assert "glyphs" in first
    assert "colour" in second
    assert kaptui.contents() == {}


def test_a_wrong_variable_is_told_by_its_name(kaptui: CommandLine) -> None:
    outcome = kaptui("list", KAPTUI_LANG="de")
    assert (outcome.code, outcome.said) == (78, 'KAPTUI_LANG: "lang" is "de"; write one of zh, en.')


def test_wrong_limits_of_the_data_directory_are_found(kaptui: CommandLine) -> None:
    kaptui.data.mkdir()
    (kaptui.data / "limits.toml").write_text("low_odds = 800\n")
    outcome = kaptui("config", "check")
    assert (outcome.code, "low_odds" in outcome.said) == (78, True)


@BOTH
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("support_enemy = 1", ("-100", "-2", "1")),
        ("alone_share = 5000", ("0", "100", "5000")),
        ("spin_problems = 1.5", ("1.5",)),
        ("ready_shar = 5", ("ready_share",)),
    ],
)
def test_a_limit_that_cannot_be_taken_is_told_with_what_can_be_written(
    kaptui: CommandLine, line: str, told: tuple[str, ...], lang: str
) -> None:
    kaptui("new", "Acme")
    file = kaptui.data / "limits.toml"
    file.write_text(f"near_days = 60\n{line}\n")
    before = kaptui.contents()
    outcome = kaptui("list", "--lang", lang)
    assert (outcome.code, outcome.out, len(outcome.said.splitlines())) == (78, "", 1)
    assert all(word in outcome.said for word in (str(file), line.split()[0], *told))
    assert kaptui.contents() == before


def test_the_language_of_the_file_is_spoken(kaptui: CommandLine) -> None:
    user_says(kaptui, 'lang = "zh"\n')
    assert kaptui("frob").said.startswith("没有")
    assert kaptui("frob", "--lang", "en").said.startswith("There is no")
    assert kaptui("--help").out.startswith("用法")


def test_a_flag_against_a_lock_has_no_effect_and_is_told(kaptui: CommandLine) -> None:
    system_says(kaptui, '[locked]\nlang = "zh"\n')
    outcome = kaptui("config", "show", "--lang", "en")
    assert f'lang = "zh"  # 由 {kaptui.files.system} 锁定' in outcome.out
    listed = kaptui("list", "--lang", "en")
    assert "--lang" in listed.err.splitlines()[0]
    assert str(kaptui.files.system) in listed.err
