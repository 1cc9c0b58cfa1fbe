"""The command as a process of its own: what it loads, what it does with pipes, and that nobody sees a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kaptui import __version__

ROOT = Path(__file__).parents[2]
LOADED = """
import json, runpy, sys
try:
    sys.argv[0] = "kaptui"
    runpy.run_module("kaptui", run_name="__main__")
except SystemExit as end:
    code = end.code
print(json.dumps([int(code or 0), sorted(sys.modules)]), file=sys.stderr)
"""


def environment(directory: Path, **variables: str) -> dict[str, str]:
    """A user with nothing of his own but what lies in the directory."""
    own = {"HOME": str(directory), "KAPTUI_DATA_DIR": str(directory / "data"), "LANG": "C.UTF-8"}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | own | variables


def kaptui(directory: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kaptui", *arguments],
        env=environment(directory, **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def loaded(directory: Path, *arguments: str) -> set[str]:
    """The names of the packages a call loaded; it has to succeed."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        env=environment(directory),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return {str(name) for name in modules}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home directory of somebody who has the demonstration accounts."""
    directory = tmp_path_factory.mktemp("home")
    assert kaptui(directory, "demo").returncode == 0
    return directory


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["--help", "--lang", "zh"], ["--lang", "en", "--help"]]
)
def test_version_and_help_load_next_to_nothing(tmp_path: Path, arguments: list[str]) -> None:
    names = loaded(tmp_path, *arguments)
    assert not names & {"textual", "rich", "pydantic", "tinydb", "click"}


@pytest.mark.parametrize("name", ["show", "set", "forecast"])
def test_help_on_a_command_loads_neither_plan_nor_screen(tmp_path: Path, name: str) -> None:
    assert not loaded(tmp_path, name, "--help") & {"textual", "rich", "pydantic", "tinydb"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "--json"],
        ["show", "demo-en"],
        ["show", "demo-zh", "--plain", "--lang", "zh"],
        ["show", "demo-en", "--json"],
        ["forecast"],
        ["forecast", "demo-en", "--json"],
        ["check", "demo-en"],
        ["map", "demo-en", "--view", "chart"],
        ["brief", "demo-en"],
        ["brief", "demo-zh", "陈静", "--html"],
        ["log", "demo-en"],
        ["diff", "demo-en", "--since", "2026-01-01"],
        ["doctor"],
        ["set", "demo-en", "owner", "Lin"],
        ["config", "show"],
        ["keys"],
        ["demo"],
    ],
)
def test_commands_without_a_screen_load_no_textual(home: Path, arguments: list[str]) -> None:
    names = loaded(home, *arguments)
    assert "textual" not in names
    assert "pypinyin" not in names


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["list", "--all", "--lang", "zh"]])
def test_a_list_of_known_accounts_loads_no_model_of_a_plan(home: Path, arguments: list[str]) -> None:
    assert kaptui(home, "list").returncode == 0  # from now on the figures are known
    assert not loaded(home, *arguments) & {"pydantic", "tinydb", "kaptui.plan.document", "kaptui.insight.summary"}


def test_the_version_is_told_alone(tmp_path: Path) -> None:
    done = kaptui(tmp_path, "--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"kaptui {__version__}\n")


def test_a_reader_who_goes_away_is_no_error(home: Path) -> None:
    command = f"'{sys.executable}' -m kaptui show demo-zh --plain"
    done = subprocess.run(
        ["sh", "-c", f"{command} | head -c 1; exit 0"], env=environment(home), capture_output=True, check=True
    )
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("arguments", [["list"], ["show", "demo-en", "--json"], ["--help"], ["--version"]])
def test_output_that_cannot_be_written_is_told(home: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kaptui", *arguments],
            env=environment(home),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 73
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_are_no_reason_for_a_traceback(home: Path, closed: str) -> None:
    for arguments in ("list", "--help", "frob", "--version", "show demo-en"):
        command = f"'{sys.executable}' -m kaptui {arguments} {closed}"
        done = subprocess.run(["sh", "-c", command], env=environment(home), capture_output=True, check=False)
        assert done.returncode in (0, 2, 73), (arguments, closed, done)
        assert b"Traceback" not in done.stderr + done.stdout
        assert b"Exception" not in done.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_terminal_gets_no_encoding_in_which_letters_are_orders(home: Path, encoding: str) -> None:
    done = kaptui(home, "keys", PYTHONIOENCODING=encoding)
    assert b"\0" not in done.stdout
    assert b"\0" not in kaptui(home, "nonsense", PYTHONIOENCODING=encoding).stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_a_terminal_of_another_encoding_gets_what_it_can_show(home: Path, encoding: str) -> None:
    done = kaptui(home, "list", "--lang", "zh", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert done.stdout.decode(encoding)
    machine = kaptui(home, "list", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(machine.stdout.decode("utf-8"))[1]["name"] == "示例省公司"


def test_a_fault_of_our_own_is_a_sentence_and_a_private_report(home: Path, tmp_path: Path) -> None:
    broken = (
        "import sys; from kaptui.cli import listing, main\n"
        "def fail(*_): raise RuntimeError('secret judgement')\n"
        "listing._table = fail\n"
        "sys.exit(main.run(['list']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken],
        env=environment(home, XDG_STATE_HOME=str(tmp_path)),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (70, b"")
    (line,) = done.stderr.decode().splitlines()
    (report,) = (tmp_path / "kaptui").glob("*.txt")
    assert "RuntimeError" in line
    assert str(report) in line
    assert "secret" not in report.read_text() + line
    assert report.stat().st_mode & 0o777 == 0o600


def test_an_interrupt_ends_with_its_code(home: Path) -> None:
    interrupted = (
        "import sys; from kaptui.cli import listing, main\n"
        "def fail(*_): raise KeyboardInterrupt\n"
        "listing._table = fail\n"
        "sys.exit(main.run(['list']))\n"
    )
    done = subprocess.run([sys.executable, "-c", interrupted], env=environment(home), capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        ("KeyboardInterrupt", 130, ""),
        ("MemoryError", 70, "kaptui failed because of a fault of its own (MemoryError).\n"),
    ],
)
@pytest.mark.parametrize("module", ["kaptui.cli.main", "kaptui.cli.program", "kaptui.draw.width"])
def test_what_strikes_while_the_program_is_loaded_shows_no_traceback(
    home: Path, fault: str, code: int, told: str, module: str
) -> None:
    struck = (
        "import sys; from importlib.abc import MetaPathFinder\n"
        "class Struck(MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {module!r}: raise {fault}\n"
        "sys.meta_path.insert(0, Struck()); sys.argv = ['kaptui', 'frob']\n"
        "from kaptui.__main__ import main; sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", struck], env=environment(home), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (code, b"")
    if module != "kaptui.cli.program":
        assert done.stderr.decode() == told
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("home_variable", [None, "", "relative"])
def test_who_has_no_home_directory_can_work_all_the_same(home: Path, home_variable: str | None) -> None:
    unknown = (
        "import pwd, sys\n"
        "def getpwuid(number): raise KeyError(number)\n"
        "pwd.getpwuid = getpwuid; sys.argv = ['kaptui', *sys.argv[1:]]\n"
        "from kaptui.__main__ import main; sys.exit(main())\n"
    )
    env = environment(home, HOME=home_variable or "", XDG_STATE_HOME=str(home / "state"))
    if home_variable is None:
        del env["HOME"]
    for words in (["config", "path"], ["list"]):
        done = subprocess.run([sys.executable, "-c", unknown, *words], env=env, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert b"demo-en" in done.stdout
