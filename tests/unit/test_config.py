"""Configuration: who wins over whom, what is wrong and where, and what a remembered choice leaves alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kaptui.config import SETTINGS, BadConfiguration, Config, Fault, Files, Source, load
from kaptui.config_file import read_entries
from kaptui.config_limits import read_limits
from kaptui.insight.limits import DEFAULT_LIMITS

SHADES = [("lang", "zh", "en"), ("glyphs", "ascii", "unicode"), ("data_dir", "/srv/a", "/srv/b")]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "user" / "config.toml", tmp_path / "system" / "config.toml")


def say(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def complaints(files: Files, flags: dict[str, str] | None = None, **variables: str) -> list[tuple[Fault, str]]:
    with pytest.raises(BadConfiguration) as caught:
        load(flags or {}, variables, files)
    return [(problem.fault, problem.key) for problem in caught.value.problems]


def test_without_any_file_the_defaults_are_in_force(files: Files) -> None:
    config = load({}, {}, files)
    assert (config.lang, config.glyphs) == ("", "auto")
    assert all(config.values[setting.key].source is Source.DEFAULT for setting in SETTINGS)


@pytest.mark.parametrize(("key", "one", "other"), SHADES)
def test_each_source_wins_over_those_below_it(files: Files, key: str, one: str, other: str) -> None:
    say(files.system, f'{key} = "{one}"\n')
    assert load({}, {}, files).values[key].text == one
    say(files.user, f'{key} = "{other}"\n')
    assert load({}, {}, files).values[key].text == other
    variable = {f"KAPTUI_{key.upper()}": one}
    assert load({}, variable, files).values[key].text == one
    assert load({key: other}, variable, files).values[key].text == other


@pytest.mark.parametrize(("key", "one", "other"), SHADES)
def test_nobody_overrides_what_the_system_locks(files: Files, key: str, one: str, other: str) -> None:
    say(files.system, f'[locked]\n{key} = "{one}"\n')
    say(files.user, f'{key} = "{other}"\n')
    config = load({key: other}, {f"KAPTUI_{key.upper()}": other}, files)
    assert (config.values[key].text, config.values[key].source) == (one, Source.LOCKED)
    assert config.ignored == (key,)
    assert not config.remember(key, other)
    assert files.user.read_text() == f'{key} = "{other}"\n'


def test_a_user_cannot_lock(files: Files) -> None:
    say(files.user, '[locked]\nlang = "zh"\n')
    assert complaints(files) == [(Fault.ONLY_SYSTEM, "locked")]


def test_hyphens_and_underscores_name_the_same_setting(files: Files) -> None:
    say(files.user, 'data-dir = "/srv/plans"\n')
    assert load({}, {}, files).data_dir == Path("/srv/plans")


def test_an_empty_variable_counts_as_not_set(files: Files) -> None:
    assert load({}, {"KAPTUI_LANG": "", "KAPTUI_DATA_DIR": ""}, files).lang == ""


def test_a_home_directory_is_expanded(files: Files) -> None:
    assert load({"data_dir": "~/plans"}, {}, files).data_dir == Path.home() / "plans"
    nobody_s = load(dict.fromkeys(("data_dir", "exchange_dir"), "~nobody-of-that-name/plans"), {}, files)
    assert nobody_s.data_dir == nobody_s.exchange_dir == Path("~nobody-of-that-name/plans")


@pytest.mark.parametrize(
    ("text", "fault", "key"),
    [
        ("lang = ", Fault.NOT_TOML, ""),
        ('lang = "de"', Fault.NOT_A_CHOICE, "lang"),
        ("lang = 1", Fault.NOT_TEXT, "lang"),
        ('langauge = "zh"', Fault.UNKNOWN_KEY, "langauge"),
        ('data_dir = "plans"', Fault.NOT_ABSOLUTE, "data_dir"),
        ('data_dir = "/a\\u0000b"', Fault.NOT_ABSOLUTE, "data_dir"),
        ("[lang]\nx = 1", Fault.NOT_TEXT, "lang"),
        ('keys = "x"', Fault.NOT_KEYS, "keys"),
        ('[keys]\n"row.add" = 3', Fault.NOT_KEYS, "keys.row.add"),
    ],
)
def test_every_wrong_entry_is_named(files: Files, text: str, fault: Fault, key: str) -> None:
    say(files.user, text)
    assert complaints(files) == [(fault, key)]


def test_all_that_is_wrong_is_told_at_once(files: Files) -> None:
    say(files.user, 'lang = "de"\nglyphs = 5\n')
    say(files.system, 'colour = "red"\n')
    found = complaints(files, KAPTUI_GLYPHS="fancy")
    assert found == [
        (Fault.NOT_A_CHOICE, "lang"), (Fault.NOT_TEXT, "glyphs"), (Fault.UNKNOWN_KEY, "colour"),
        (Fault.NOT_A_CHOICE, "glyphs"),
    ]  # fmt: skip


def test_a_likely_key_is_offered(files: Files) -> None:
    say(files.user, 'Data-Dri = "/srv"\n')
    with pytest.raises(BadConfiguration) as caught:
        load({}, {}, files)
    assert caught.value.problems[0].expected == ("data_dir",)


def test_a_file_that_is_no_text_is_unreadable(files: Files) -> None:
    files.user.parent.mkdir()
    files.user.write_bytes(b"lang = \xff")
    assert complaints(files) == [(Fault.UNREADABLE, "")]
    files.user.unlink()
    files.user.mkdir()
    assert complaints(files) == [(Fault.UNREADABLE, "")]


def test_the_users_keys_win_over_the_systems(files: Files) -> None:
    say(files.system, '[keys]\n"row.add" = "a"\n"row.remove" = ["x", "delete"]\n')
    say(files.user, '[keys]\n"row.add" = ["insert"]\n')
    assert load({}, {}, files).keys == {"row.add": ("insert",), "row.remove": ("x", "delete")}


def remembered(files: Files) -> Config:
    assert load({}, {}, files).remember("lang", "zh")
    return load({}, {}, files)


def test_a_remembered_choice_is_found_again(files: Files) -> None:
    assert remembered(files).lang == "zh"
    assert stat.S_IMODE(files.user.stat().st_mode) == 0o600


@pytest.mark.parametrize("umask", [0, 0o777])
def test_directories_made_for_a_choice_let_nobody_else_in(tmp_path: Path, umask: int) -> None:
    files = Files(tmp_path / "home" / ".config" / "kaptui" / "config.toml", tmp_path / "system.toml")
    before = os.umask(umask)
    try:
        remembered(files)
    finally:
        os.umask(before)
    made = files.user.parents[:3]
    assert {stat.S_IMODE(directory.stat().st_mode) for directory in made} == {0o700}


def test_remembering_keeps_comments_order_and_everything_else(files: Files) -> None:
    say(files.user, '# mine\nglyphs = "ascii"  # the old terminal\n\n[keys]\n# rows\n"row.add" = "a"\n')
    remembered(files)
    text = files.user.read_text()
    assert (
        text.replace('lang = "zh"\n', "")
        == '# mine\nglyphs = "ascii"  # the old terminal\n\n[keys]\n# rows\n"row.add" = "a"\n'
    )


def test_remembering_leaves_no_draft_and_keeps_the_mode_and_the_link(files: Files, tmp_path: Path) -> None:
    say(files.user, 'lang = "en"\n')
    kept = tmp_path / "dotfiles.toml"
    files.user.rename(kept)
    kept.chmod(0o640)
    files.user.symlink_to(kept)
    remembered(files)
    assert files.user.is_symlink()
    assert kept.read_text() == 'lang = "zh"\n'
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert sorted(path.name for path in files.user.parent.iterdir()) == ["config.toml"]


@pytest.mark.parametrize(
    "text", ["lang = half a l", "x = " + "9" * 5000, "x = " + "[" * 999], ids=lambda text: text[:5]
)
def test_a_file_somebody_is_editing_is_not_overwritten(files: Files, text: str) -> None:
    config = load({}, {}, files)
    say(files.user, text)
    with pytest.raises(BadConfiguration):
        config.remember("lang", "zh")
    assert files.user.read_text() == text


def test_limits_are_the_methods_own_until_the_data_directory_says_otherwise(tmp_path: Path) -> None:
    assert read_limits(tmp_path) is DEFAULT_LIMITS
    say(tmp_path / "limits.toml", "low_odds = 90\n")
    assert read_limits(tmp_path).low_odds == 90


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("low_odds = 101", Fault.OUT_OF_BOUNDS),
        ('low_odds = "80"', Fault.NOT_WHOLE),
        ("low_ods = 80", Fault.UNKNOWN_KEY),
        ("low_odds", Fault.NOT_TOML),
    ],
)
def test_a_wrong_limit_is_named(tmp_path: Path, text: str, fault: Fault) -> None:
    say(tmp_path / "limits.toml", text)
    with pytest.raises(BadConfiguration) as caught:
        read_limits(tmp_path)
    assert [problem.fault for problem in caught.value.problems] == [fault]
    assert caught.value.problems[0].where == str(tmp_path / "limits.toml")


@pytest.mark.parametrize("value", ["9" * 5000, "0x" + "f" * 5000, "[" * 5000, "{a=" * 999], ids=lambda text: text[:3])
@pytest.mark.parametrize("entry", ["lang = ", "x = ", '[keys]\n"row.add" = ', "low_odds = "])
def test_what_a_parser_gives_up_on_is_no_toml_wherever_it_stands(files: Files, entry: str, value: str) -> None:
    limits = files.user.with_name("limits.toml")
    for path in (files.user, limits):
        say(path, entry + value)
    assert complaints(files) == [(Fault.NOT_TOML, "")]
    with pytest.raises(BadConfiguration, match="not_toml"):
        read_limits(limits.parent)


def test_a_pipe_or_a_link_planted_for_the_limits_is_neither_waited_for_nor_followed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "limits.toml")
    with pytest.raises(BadConfiguration, match="unreadable"):
        read_limits(tmp_path)
    (tmp_path / "limits.toml").unlink()
    (tmp_path / "limits.toml").symlink_to("/dev/zero")
    with pytest.raises(BadConfiguration, match="unreadable"):
        read_limits(tmp_path)


def test_a_pipe_in_the_place_of_a_configuration_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    (problem,) = read_entries(tmp_path / "config.toml", system=False)[1]
    assert problem.fault is Fault.UNREADABLE
