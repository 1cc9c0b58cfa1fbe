"""Every command over one plan of hostile texts, to a pipe and to a terminal: whole, harmless, with the right code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.conftest import Campaign
from tests.hostile.plan import hostile_document
from tests.hostile.strings import EVERY, SURROGATES
from tests.hostile.wire import strays_on
from tests.tty.harness import ROOT, Terminal
from tests.unit.cli_calls import CommandLine, kaptui

__all__ = ["kaptui"]

SPOKEN = tuple(
    line.split()
    for line in (
        "list", "show hostile", "show hostile --plain", "map hostile", "map hostile --view chart", "check hostile",
        "map hostile --view process", "map hostile --view matrix", "forecast", "brief hostile", "keys", "doctor",
        "brief hostile --markdown", "brief hostile --html", "log hostile", "diff hostile --since 2026-01-01",
        "config show", "share hostile",
    )
)  # fmt: skip
"""Commands that tell people."""
DATA = tuple(
    line.split()
    for line in (
        "list --json", "show hostile --json", "check hostile --json", "forecast --json", "log hostile --json",
        "diff hostile --since 2026-01-01 --json", "show hostile --template people --json",
    )
)  # fmt: skip
"""Commands that tell programs."""
LOCALES = (
    {"LANG": "C"}, {"LC_ALL": "zh_CN.GBK"}, {"LANG": "C.UTF-8"}, {"PYTHONIOENCODING": "ascii:strict"},
    {"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "utf-16"}, {"PYTHONUTF8": "0", "LC_ALL": "POSIX"},
)  # fmt: skip
PROBE = "\r│\x1b[6n".encode()
"""What the doctor asks a terminal, in UTF-8 whatever the encoding of what it says."""
TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "dl", "dt", "dd", "ul", "li", "footer"}
TOKENS = {"heading_open", "heading_close", "inline", "bullet_list_open", "bullet_list_close", "list_item_open"} | {
    "list_item_close", "paragraph_open", "paragraph_close", "text", "text_special", "softbreak",
}  # fmt: skip


def obeyed_in(text: str) -> list[str]:
    """The characters of an output, line ends apart, that a terminal obeys or nobody sees."""
    return [
        ascii(each) for each in text if each != "\n" and unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


@pytest.fixture
def hostile(kaptui: CommandLine, tmp_path: Path, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line of somebody with a hostile name, with a hostile account imported and changed once."""
    monkeypatch.setattr("kaptui.cli.call.Call.who", "\x1b]0;who\x07[/]\u202e\ud800 $x")
    path = tmp_path / "in.json"
    path.write_text(json.dumps(hostile_document(start=campaign.random.randrange(len(EVERY)))))
    assert kaptui("import", path).code == 0
    assert kaptui("set", "hostile", "owner", campaign.random.choice(EVERY)).code == 0
    monkeypatch.chdir(tmp_path)
    return kaptui


def test_what_is_told_to_people_commands_nothing(hostile: CommandLine, campaign: Campaign) -> None:
    every = list(product(SPOKEN, ("en", "zh")))
    for words, lang in campaign.random.sample(every, campaign.rounds(14, len(every))):
        outcome = hostile(*words, "--lang", lang)
        assert outcome.code == 0, (words, outcome.err)
        assert obeyed_in(outcome.out + outcome.err) == [], words


def test_what_is_told_to_programs_is_json_and_commands_nothing(hostile: CommandLine) -> None:
    for words in DATA:
        outcome = hostile(*words)
        assert outcome.code == 0, (words, outcome.err)
        assert isinstance(outcome.json, list | dict)
        assert obeyed_in(without_joiners(outcome.out)) == [], words


def without_joiners(text: str) -> str:
    """The text without what joins signs of scripts: that is data, and nothing to a terminal."""
    return re.sub("[\u200c\u200d\u00ad\u180e]", "", text)


def test_a_brief_as_a_page_holds_our_tags_alone(hostile: CommandLine) -> None:
    page = hostile("brief", "hostile", "--html").out
    assert set(re.findall(r"</?([^\s>]+)", page)) - {"!DOCTYPE"} == TAGS
    assert set(re.findall(r"<[^>]*?\s([a-z-]+)=", page)) == {"lang", "charset", "http-equiv"}


def test_a_brief_in_markdown_is_headings_and_flat_lists_of_text(hostile: CommandLine) -> None:
    page = hostile("brief", "hostile", "--markdown").out
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page)
    assert {each.type for token in tokens for each in (token, *(token.children or ()))} <= TOKENS
    assert max(token.level for token in tokens) <= 3
    assert not re.search(r"(?<!\\)(://|@)|www\.", page)


REFUSED = tuple(
    line.split()
    for line in (
        "show -- TEXT", "map -- TEXT", "check -- TEXT", "log -- TEXT", "export -- TEXT x.json", "share -- TEXT", "TEXT",
        "set hostile -- TEXT x", "set hostile -- name TEXT", "set hostile -- people/TEXT/name x", "import -- TEXT",
        "set hostile -- opportunities/o[b]/probability TEXT", "set hostile -- opportunities/o[b]/close_date TEXT",
        "set hostile -- opportunities/o[b]/amount TEXT", "brief hostile -- TEXT", "map hostile --opportunity TEXT",
        "map hostile --view TEXT", "diff hostile --since TEXT", "restore hostile --at TEXT", "--lang TEXT list",
        "show hostile --template TEXT", "people hostile --paste TEXT", "recover -- TEXT", "backup -- TEXT/x/y",
        "export hostile -- TEXT/x.json", "import --into TEXT in.json", "forget hostile TEXT --yes", "forecast TEXT",
    )
)  # fmt: skip
"""Commands with a text in the place of whatever is looked up, read or written."""


def test_whatever_stands_in_a_command_is_data_in_its_answer(hostile: CommandLine, campaign: Campaign) -> None:
    for words in REFUSED:
        for text in campaign.random.sample(EVERY, campaign.rounds(2, len(EVERY))):
            outcome = hostile(*(word.replace("TEXT", text) for word in words))
            assert outcome.code != 70, (words, text, outcome.err)
            assert obeyed_in(outcome.out + outcome.err) == [], (words, text)


def beside(directory: Path) -> set[Path]:
    """Every file of the test that is not in the directory."""
    return {path for path in directory.parent.rglob("*") if directory not in (path, *path.parents)}


def test_a_new_account_of_any_name_is_a_file_in_its_directory(kaptui: CommandLine, campaign: Campaign) -> None:
    kaptui("new", "Plain")
    before = beside(kaptui.data)
    for name in campaign.random.sample(EVERY, campaign.rounds(20, len(EVERY))):
        outcome = kaptui("new", "--", name)
        assert outcome.code in (0, 2, 65, 73), (name, outcome.err)
    assert all(
        re.fullmatch(r"[a-z0-9-]+\.(json|history|bak)", path.name) for path in kaptui.data.iterdir() if path.is_file()
    )
    assert beside(kaptui.data) == before
    assert obeyed_in(kaptui("list").out) == []


@pytest.mark.parametrize("text", SURROGATES, ids=ascii)
def test_a_lone_surrogate_in_a_file_is_replaced_or_refused(kaptui: CommandLine, tmp_path: Path, text: str) -> None:
    path = tmp_path / "in.json"
    person = {"id": "a", "name": text, "notes": text, "reports_to": text}
    for number, document in enumerate(
        (
            {"id": "x", "name": text},
            {"id": text},
            {"id": "z", "people": [{"id": text}]},
            {"id": "y", "people": [person]},
            {"id": "w", text: 1},
            {"id": "u", "people": [{**person, text: 1}]},
            {"id": "v", "opportunities": [{"id": "o", "overrides": {text: {}}}]},
        )
    ):
        path.write_text(json.dumps(document))
        outcome = kaptui("import", path)
        assert outcome.code in (0, 65), (number, outcome.err)
        assert obeyed_in(outcome.out + outcome.err) == []
    assert kaptui("list", "--json").json
    assert all(json.loads(kaptui("show", each["id"], "--json").out) for each in kaptui("list", "--json").json)


@pytest.mark.parametrize("where", ["pipe", "terminal"])
def test_in_whatever_locale_a_command_is_whole(tmp_path: Path, campaign: Campaign, where: str) -> None:
    data = {"HOME": str(tmp_path), "KAPTUI_DATA_DIR": str(tmp_path / "data"), "KAPTUI_TODAY": "2026-11-23"}
    (tmp_path / "in.json").write_text(json.dumps(hostile_document(start=campaign.random.randrange(len(EVERY)))))
    program = [sys.executable, "-m", "kaptui"]
    subprocess.run([*program, "import", tmp_path / "in.json"], env=os.environ | data, check=True, capture_output=True)
    pairs = [(words, locale) for words in (*SPOKEN, *DATA) for locale in LOCALES]
    for words, locale in campaign.random.sample(pairs, campaign.rounds(2, len(pairs))):
        if where == "terminal":
            with Terminal([*program, *words], {**data, **locale}, cwd=ROOT) as terminal:
                assert terminal.exit_code() == 0, (words, locale, terminal.text())
                encoding = "gbk" if "gbk" in locale.values() and words not in DATA else "utf-8"
                said = terminal.output.replace(PROBE, b"")
                assert strays_on(without_joiners(said.decode(encoding)).encode()) == [], (words, locale)
            continue
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        done = subprocess.run([*program, *words], env=plain | data | locale, capture_output=True, timeout=60)
        assert done.returncode == 0, (words, locale, done.stderr)
        assert words not in DATA or isinstance(json.loads(done.stdout), list | dict)


def test_what_somebody_planted_in_the_data_directory_commands_nothing(hostile: CommandLine, campaign: Campaign) -> None:
    hostile("export", "hostile", "out.json")
    (plan,) = hostile.data.glob("*.json")
    (exports,) = hostile.data.glob(".kaptui/exports-*")
    planted = "\x1b]0;x\x07\x9b31m\u202e[/]"
    line = json.dumps({"time": "2026-11-20T10:00:00+00:00", "who": planted, "revision": 1, "what": planted})
    exports.write_bytes(
        exports.read_bytes() + line.encode() + b"\n" + line.encode().replace(b"\\u202e", "\u202e".encode())
    )
    record = {"revision": 0, "time": "2026-11-01T10:00:00+00:00", "who": planted, "digest": "x"} | {
        "changes": [{"path": ["people", planted, planted], "old": planted, "new": [planted]}]
    }
    plan.with_suffix(".history").write_text(json.dumps(record) + "\n")
    for name in (
        "\x1b]0;x\x07.json",
        "[b]\u202e.json",
        "\udcff.json",
        "\x9b.json",
        "a\nb.json",
        ".\x1b.tmp",
        "\x1b.damaged-1",
    ):
        (hostile.data / name).write_bytes(b'{"_meta": "\x1b[2J"}' if "[b]" in name else b"\x1b\x00\xff")
    (hostile.data / "\x1b[2J.bak").symlink_to("/etc/passwd")
    asked = (
        ["doctor"],
        ["log", "hostile"],
        *SPOKEN,
        *DATA,
        ["recover", "\x1b]0;x\x07.json"],
        ["recover", "[b]\u202e.json"],
    )
    every = list(product(asked, ("en", "zh")))
    for words, lang in (*every[:4], *campaign.random.sample(every, campaign.rounds(8, len(every)))):
        outcome = hostile(*words, "--lang", lang)
        assert outcome.code != 70, (words, outcome.err)
        assert obeyed_in(without_joiners(outcome.out + outcome.err)) == [], words


def test_what_stands_in_a_configuration_commands_nothing(hostile: CommandLine, campaign: Campaign) -> None:
    hostile.files.user.parent.mkdir(parents=True, exist_ok=True)
    for text in campaign.random.sample(EVERY, campaign.rounds(5, len(EVERY))):
        key = json.dumps(text.replace("\x7f", ""))
        for written in (
            f"lang = {key}",
            f"{key} = 1",
            f"glyphs = [{key}]",
            text,
            f"[locked]\n{key} = {key}",
            f"data_dir = {key}",
        ):
            hostile.files.user.write_text(written)
            for words in (["config", "check"], ["config", "show"], ["list"]):
                outcome = hostile(*words, KAPTUI_DATA_DIR="")
                assert outcome.code in (0, 65, 69, 73, 77, 78), (text, words, outcome.err)
                assert obeyed_in(outcome.out + outcome.err) == [], (text, words)
