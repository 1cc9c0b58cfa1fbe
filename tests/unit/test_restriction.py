"""Restricted mode on the command line: what may be typed behind ``ssh host``, and which files there are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.cli.refusal import Refusal
from kaptui.cli.restriction import READING, command_in, words_in_force
from kaptui.cli.sealing import OWN_PLACE, narrow_path
from kaptui.exchange.handover import ANYWHERE, Handover, NotRegular, Outside, is_plain
from kaptui.plan.document import AccountPlan
from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable says where plans lie in restricted mode: the platform's place for them is this one."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    """An exchange directory."""
    directory = tmp_path / "exchange"
    directory.mkdir()
    return directory


@pytest.fixture
def forced(kaptui: CommandLine, exchange: Path) -> tuple[str, ...]:
    """The forced command's own arguments; an account is there."""
    kaptui.keep(AccountPlan(id="acme", name="Acme & Sons"))
    return ("--restricted", "--data-dir", str(kaptui.data), "--exchange-dir", str(exchange))


@pytest.mark.parametrize(
    "typed",
    [
        "list", "kaptui list", "kaptui list --json", "kaptui --lang zh list", "show acme --json", "check acme",
        "kaptui brief 'Acme & Sons'", "forecast", "map acme --width 80", "log acme", "diff acme --since 2020-01-01",
        "keys", "--version", "kaptui --version", "--help", "list --help", "  kaptui   list  ", "show --restricted acme",
    ],
)  # fmt: skip
def test_what_only_reads_may_be_typed_behind_the_host(kaptui: CommandLine, forced: tuple[str, ...], typed: str) -> None:
    done = kaptui(*forced, SSH_ORIGINAL_COMMAND=typed)
    assert done.code == 0
    assert done.out + done.err != ""


@pytest.mark.parametrize(
    "typed",
    [
        "sh", "/bin/sh", "bash -c list", "scp -f x", "sftp-server", "/usr/lib/openssh/sftp-server", "rsync --server .",
        "kaptui", "kaptui --lang zh", "kaptui open acme", "kaptui set acme name x", "kaptui export acme a.json",
        "kaptui import a.json", "kaptui backup a", "kaptui config path", "kaptui new x", "kaptui people acme --paste -",
        "list; sh", "list && sh", "list | sh", "list > /tmp/x", "list $(sh)", "(sh)", "'unfinished", '"', "\\",
        "kaptui -- set acme name x", "kaptui kaptui list", "python3", "git-upload-pack x", "LIST", "list\0x", "''",
    ],
)  # fmt: skip
@BOTH
def test_everything_else_is_refused_with_a_sentence(
    kaptui: CommandLine, forced: tuple[str, ...], typed: str, lang: str
) -> None:
    before = kaptui.contents()
    done = kaptui(*forced, "--lang", lang, SSH_ORIGINAL_COMMAND=typed)
    assert done.code == 77
    assert done.said
    assert kaptui.contents() == before


def test_of_a_command_without_end_only_the_beginning_is_repeated(kaptui: CommandLine, forced: tuple[str, ...]) -> None:
    done = kaptui(*forced, SSH_ORIGINAL_COMMAND="x" * 100_000)
    assert (done.code, len(done.said) < 500) == (77, True)


@pytest.mark.parametrize(
    "typed",
    ["list --data-dir /tmp", "--data-dir=/ list", "kaptui --exchange-dir / list", "list --exchange-dir=/etc"],
)
def test_no_directory_may_be_typed(kaptui: CommandLine, forced: tuple[str, ...], typed: str) -> None:
    done = kaptui(*forced, SSH_ORIGINAL_COMMAND=typed)
    assert (done.code, "-dir" in done.said) == (77, True)


def test_a_login_for_one_command_takes_no_other(kaptui: CommandLine, forced: tuple[str, ...]) -> None:
    assert kaptui(*forced, "list").code == 0
    assert kaptui(*forced, "list", SSH_ORIGINAL_COMMAND="show acme").code == 77


def test_without_restriction_the_original_command_means_nothing(kaptui: CommandLine) -> None:
    assert kaptui("list", SSH_ORIGINAL_COMMAND="sh").code == 0


@given(st.text())
def test_any_text_is_a_reading_command_or_refused(typed: str) -> None:
    try:
        words = words_in_force(("--restricted",), {"SSH_ORIGINAL_COMMAND": typed}, is_trusted=True)
    except Refusal as refusal:
        assert refusal.code == 77
        return
    own = words[1:]
    assert own == () or command_in(own) in READING or {"--version", "--help"} & set(own)


def test_the_system_s_file_restricts_everybody_and_trusts_no_flag(kaptui: CommandLine, exchange: Path) -> None:
    kaptui.files.system.parent.mkdir()
    for text in ("restricted = true\n", "[locked]\nrestricted = true\n"):
        kaptui.files.system.write_text(text)
        assert kaptui("list", SSH_ORIGINAL_COMMAND="sh").code == 77
        assert kaptui("list", "--data-dir", exchange).code == 77
        assert kaptui("--", "list", "--data-dir", exchange).code == 77
        assert kaptui("--", "list", f"--exchange-dir={exchange}").code == 77
        assert kaptui("--restricted", "--exchange-dir", exchange, "list").code == 77
        assert "restricted = true  #" in kaptui("config", "show").out
    kaptui.files.system.write_text(f'[locked]\nrestricted = true\nexchange_dir = "{exchange}"\n')
    (exchange / "a.json").write_text('{"format": 1, "id": "a", "name": "A"}')
    assert kaptui("import", "a.json").code == 0


def test_a_system_s_file_with_a_mistake_restricts_until_it_is_corrected(kaptui: CommandLine) -> None:
    kaptui.files.system.parent.mkdir()
    kaptui.files.system.write_text('[locked]\nrestricted = "yes"\n')
    assert kaptui("list", SSH_ORIGINAL_COMMAND="sh").code == 77
    assert kaptui("list").code == 78


def test_the_user_s_file_neither_restricts_nor_frees(kaptui: CommandLine) -> None:
    kaptui.files.user.parent.mkdir()
    kaptui.files.user.write_text("restricted = false\n")
    assert kaptui("list").code == 78


def test_neither_variable_nor_user_s_file_says_where_plans_lie(kaptui: CommandLine, tmp_path: Path) -> None:
    kaptui.files.user.parent.mkdir()
    kaptui.files.user.write_text(f'data_dir = "{tmp_path / "evil"}"\nexchange_dir = "{tmp_path}"\nlang = "zh"\n')
    shown = kaptui("--restricted", "config", "show", KAPTUI_DATA_DIR=str(tmp_path), KAPTUI_EXCHANGE_DIR=str(tmp_path))
    assert str(tmp_path / "evil") not in shown.out
    assert "KAPTUI_DATA_DIR" not in shown.out
    assert 'exchange_dir = ""' in shown.out
    assert 'lang = "zh"' in shown.out


@pytest.mark.parametrize("file", ["/etc/passwd", "../data/x", "a/b", ".", "..", "", ".hidden", "./a.json", "~/a.json"])
def test_files_have_plain_names(kaptui: CommandLine, forced: tuple[str, ...], exchange: Path, file: str) -> None:
    (exchange / ".hidden").write_text("{}")
    for command in (("import", file), ("people", "acme", "--paste", file), ("backup", file)):
        assert kaptui(*forced, *command).code in (77, 2)
    assert kaptui(*forced, "export", "acme", f"{file}.json").code in (77, 2, 0)
    assert {path.name for path in exchange.iterdir()} <= {".hidden", ".json.json", "..json.json"}


def test_files_come_and_go_through_the_exchange_directory(
    kaptui: CommandLine, forced: tuple[str, ...], exchange: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kaptui(*forced, "export", "acme", "acme.json").code == 0
    assert (exchange / "acme.json").stat().st_mode & 0o777 == 0o600
    assert kaptui(*forced, "export", "acme", "acme.json").code == 73
    assert kaptui(*forced, "import", "acme.json", "--into", "acme").code == 0
    (exchange / "team.txt").write_text("Wang / CEO AP=2!!\n")
    assert kaptui(*forced, "people", "acme", "--paste", "team.txt").code == 0
    assert len(kaptui(*forced, "show", "acme", "--json").json["people"]) == 1


def test_links_and_pipes_in_the_exchange_directory_lead_nowhere(
    kaptui: CommandLine, forced: tuple[str, ...], exchange: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text('{"format": 1, "id": "secret", "name": "Secret"}')
    (exchange / "link.json").symlink_to(outside)
    os.mkfifo(exchange / "pipe.json")
    (exchange / "folder.json").mkdir()
    for name in ("link.json", "pipe.json", "folder.json"):
        assert kaptui(*forced, "import", name).code == 66
        assert kaptui(*forced, "export", "acme", name).code == 73
    assert kaptui(*forced, "export", "acme", "link.json", "--force").code == 0
    assert "secret" in outside.read_text()
    assert [account.id for account in kaptui.store.accounts()] == ["acme"]


@BOTH
def test_a_file_with_another_name_elsewhere_is_not_read(
    kaptui: CommandLine, forced: tuple[str, ...], exchange: Path, tmp_path: Path, lang: str
) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text('{"format": 1, "id": "secret", "name": "Secret"}')
    (exchange / "link.json").hardlink_to(outside)
    before = kaptui.contents()
    for command in (("import", "link.json"), ("people", "acme", "--paste", "link.json")):
        done = kaptui(*forced, *command, "--lang", lang)
        assert (done.code, "link.json" in done.said, "ecret" in done.said) == (66, True, False)
    assert kaptui(*forced, "recover", "link.json").code == 66
    assert kaptui.contents() == before
    assert kaptui("import", exchange / "link.json").code == 0
    assert kaptui(*forced, "export", "acme", "link.json").code == 73
    assert kaptui(*forced, "export", "acme", "link.json", "--force").code == 0
    assert "secret" in outside.read_text()
    assert kaptui(*forced, "import", "link.json", "--into", "acme").code == 0


@BOTH
@pytest.mark.parametrize("below", ["", "exchange", ".kaptui"])
def test_no_files_are_exchanged_where_plans_lie(kaptui: CommandLine, lang: str, below: str, tmp_path: Path) -> None:
    kaptui.keep(AccountPlan(id="acme", name="Acme"))
    (tmp_path / "link").symlink_to(kaptui.data / below)
    before = kaptui.contents()
    (plan,) = kaptui.data.glob("acme-*.json")
    for exchange in (kaptui.data / below, tmp_path / "link"):
        forced = ("--restricted", "--data-dir", kaptui.data, "--exchange-dir", exchange, "--lang", lang)
        for command in (("export", "acme", plan.name, "--force"), ("import", plan.name), ("backup", "x.zip")):
            done = kaptui(*forced, *command)
            assert (done.code, str(exchange) in done.said) == (78, True)
    assert kaptui.contents() == before


def test_without_an_exchange_directory_there_are_no_files(kaptui: CommandLine, tmp_path: Path) -> None:
    kaptui.keep(AccountPlan(id="acme", name="Acme"))
    (tmp_path / "a.json").write_text("{}")
    for command in (("import", "a.json"), ("export", "acme", "acme.json")):
        done = kaptui("--restricted", "--data-dir", kaptui.data, *command)
        assert (done.code, "exchange directory" in done.said) == (77, True)


def test_a_choice_on_screen_is_not_written_into_the_user_s_file(kaptui: CommandLine) -> None:
    from kaptui.cli.call import Call

    call = Call(("--restricted",), kaptui.environment, kaptui.files)
    call.remember("lang", "zh")
    assert not kaptui.files.user.exists()


@given(st.text(max_size=300))
def test_a_plain_name_stays_in_its_directory(name: str) -> None:
    if is_plain(name):
        assert Path("/exchange", name).parent == Path("/exchange")
        assert Path(os.path.normpath(f"/exchange/{name}")).parent == Path("/exchange")


def test_unbound_any_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert ANYWHERE.read(str(tmp_path / "link"), 3) == b"1234"
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotRegular):
        ANYWHERE.read(str(tmp_path / "pipe"), 3)
    with pytest.raises(Outside):
        Handover(tmp_path, is_bound=True).read(str(tmp_path / "a"), 3)


def test_nothing_the_environment_names_stays_on_the_search_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    path = ["", str(tmp_path), "/evil", OWN_PLACE, "/usr/lib/python"]
    narrow_path(path, {"PYTHONPATH": f"/evil:{OWN_PLACE}:relative"})
    assert path == [OWN_PLACE, "/usr/lib/python"]
