"""Arguments: global options on either side of the command, and a sentence for everything that makes no sense."""

from __future__ import annotations

import pytest

from kaptui.cli.table import ENTRIES
from kaptui.plan.document import AccountPlan
from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]


A_DAY = "a day from 1900-01-01 to 2199-12-31 is expected, YYYY-MM-DD."


def test_global_options_stand_before_or_after_the_command(kaptui: CommandLine) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    before, after = ("--lang", "zh", "--today", "2026-01-01"), ("--today=2026-01-01", "--lang=zh")
    assert kaptui(*before, "forecast", "a").out == kaptui("forecast", "a", *after).out != ""


def test_what_is_said_later_wins(kaptui: CommandLine) -> None:
    assert kaptui("--lang", "zh", "frob").err != kaptui("frob").err
    assert kaptui("--lang", "zh", "config", "show", "--lang", "en").out.count('lang = "en"') == 1


def test_the_language_is_known_even_when_nothing_else_is_understood(kaptui: CommandLine) -> None:
    assert kaptui("frob", "--lang", "zh").said == '没有“frob”这个命令；用 "kaptui --help" 查看所有命令。'
    assert kaptui("frob", KAPTUI_LANG="zh").said.startswith("没有")
    assert kaptui("frob", LC_ALL="zh_CN.UTF-8").said.startswith("没有")
    assert kaptui("frob", "--", "--lang", "zh").said.startswith("There is no command")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["frob"], 'There is no command "frob"; "kaptui --help" lists them.'),
        (["shwo"], 'There is no command "shwo"; perhaps show is meant.'),
        (["list", "--jsn"], "There is no option --jsn; perhaps --json is meant."),
        (["list", "--zzz"], 'There is no option --zzz; "kaptui list --help" lists them.'),
        (["list", "extra"], '"extra" is one argument too many: kaptui list [OPTIONS]'),
        (["show"], "ACCOUNT is missing: kaptui show [OPTIONS] ACCOUNT"),
        (["--lang", "de", "list"], '--lang is "de"; one of zh, en is expected.'),
        (["list", "--glyphs", "fancy"], '--glyphs is "fancy"; one of auto, ascii, unicode is expected.'),
        (["list", "--today", "2026-2-3"], f'--today is "2026-2-3"; {A_DAY}'),
        (["list", "--today", "2026-02-30"], f'--today is "2026-02-30"; {A_DAY}'),
        (["list", "--today", "0001-01-05"], f'--today is "0001-01-05"; {A_DAY}'),
        (["list", "--today", "9999-12-20"], f'--today is "9999-12-20"; {A_DAY}'),
        (["list", "--data-dir", ""], "--data-dir needs a value."),
        (["list", "--data-dir"], "--data-dir needs a value."),
        (["list", "--json=1"], '--json is not used like this; "kaptui --help" shows how.'),
        (["forecast", "--year", "soon"], "--year takes a whole number from 1 to 9998."),
        (["forecast", "--year", "0"], "--year takes a whole number from 1 to 9998."),
        (
            ["restore", "a"],
            "--at DATE|REVISION is missing: kaptui restore [OPTIONS] --at DATE|REVISION ACCOUNT",
        ),
        (["brief", "a", "--html", "--plain"], "--plain and --html exclude each other."),
        (["config", "chekc"], 'config is "chekc"; one of path, show, check is expected.'),
    ],
)
def test_a_usage_error_is_one_sentence_and_exit_code_2(
    kaptui: CommandLine, arguments: list[str], sentence: str
) -> None:
    outcome = kaptui(*arguments)
    assert (outcome.code, outcome.said) == (2, sentence)
    chinese = kaptui(*arguments, KAPTUI_LANG="zh")
    assert (chinese.code, chinese.said != sentence) == (2, True)


def test_control_characters_of_an_argument_never_reach_the_terminal(kaptui: CommandLine) -> None:
    assert "\x1b" not in kaptui("\x1b[31mfrob").err


def test_a_wrong_day_in_the_variable_is_a_wrong_configuration(kaptui: CommandLine) -> None:
    outcome = kaptui("list", KAPTUI_TODAY="tomorrow")
    assert (outcome.code, outcome.said) == (78, f'KAPTUI_TODAY is "tomorrow"; {A_DAY}')


def test_the_overview_names_every_command(kaptui: CommandLine) -> None:
    for lang in ("en", "zh"):
        page = kaptui("--help", "--lang", lang)
        assert page.code == 0
        assert all(f"  {name} " in page.out or f"  {name}\n" in page.out for name in ENTRIES)
    assert "Usage" not in kaptui("--help", "--lang", "zh").out


@pytest.mark.parametrize("name", list(ENTRIES))
def test_every_command_has_a_page_in_both_languages(kaptui: CommandLine, name: str) -> None:
    english, chinese = kaptui(name, "--help"), kaptui(name, "--lang", "zh", "--help")
    assert (english.code, chinese.code) == (0, 0)
    assert english.out.startswith(f"Usage: kaptui {name}")
    assert chinese.out.startswith("用法")
    assert "--data-dir DIR" in english.out


def test_help_works_whatever_the_configuration_says(kaptui: CommandLine) -> None:
    kaptui.files.user.parent.mkdir()
    kaptui.files.user.write_text("lang = ")
    assert kaptui("--help").code == kaptui("list", "--help").code == kaptui("config", "path").code == 0


def test_the_version_is_told_wherever_it_is_asked_for(kaptui: CommandLine) -> None:
    from kaptui import __version__

    assert kaptui("--lang", "zh", "--version").out == f"kaptui {__version__}\n"


@BOTH
def test_the_bare_command_wants_the_screens_whatever_language_is_configured(kaptui: CommandLine, lang: str) -> None:
    assert kaptui(KAPTUI_LANG=lang).code == 2
    assert kaptui(KAPTUI_LANG=lang).said.startswith({"en": "This needs a terminal", "zh": "这需要"}[lang])
