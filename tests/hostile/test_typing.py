"""What comes in from a terminal may be anything, in whatever editor it lands: nothing kills, freezes or corrupts."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from tests.conftest import Campaign
from tests.hostile.stations import ESCAPE
from tests.hostile.wire import strays_on
from tests.tty.harness import Terminal
from tests.tty.test_program import kaptui, shown

FIELDS = {
    "a line": "2,enter", "a date": "2,left,enter", "a person": "2,right,right,right,enter", "long text": "1,down,enter",
    "roles": "2,right,right,right,right,enter", "an amount": "9,right,enter", "a chance": "9,right,right,enter",
    "find": "/", "the palette": ":", "a filter": "2,f", "a code": "3,enter", "a filter of the map": "3,f",
    "an organisation": "3,P", "a choice": "0,O", "a table": "2", "the map": "3", "the dashboard": "d",
    "questions": "7,enter", "an answer": "8,enter", "the strategy": "0,enter", "help": "?", "a new account": "g,h,n",
    "a chord": "g", "a what-if": "9,~,enter",
}  # fmt: skip
"""What has the keys, and the keys that lead there from a dashboard."""
MEGABYTES = {
    "one line": "王x" * 500_000,
    "lines": "a line of text\n" * 70_000,
    "blanks": " " * 1_000_000,
    "an outline": "Name / Title @Department AP=2!!\n  Below\n" * 25_000,
    "orders": "\x1b[31m\x07[/]\u202e\x00\x9b" * 120_000,
}
GARBAGE = (
    "王副总经理".encode("gbk"), b"\xff\xfe\xc3\x28", "王".encode("gbk") * 50, b"\xed\xa0\x80\xf8\x88\x80\x80\x80",
    b"\x80" * 99, "王".encode("utf-16"), b"\x1b[200~\xb0\xa1\x1b[201~", b"\x1b[200~a\x1b[201~\x1b[201~",
    b"\x1b]52;c;x\x07\x1bP1$r\x1b\\", b"\x00" * 99, b"\x1b[<0;1;1M\x1b[M   ", b"\x1b[1;99999999R\x1b[?62c",
    "👨‍👩‍👧 e\u0301 \u202e\x9b".encode(),
)  # fmt: skip
"""What terminals set up otherwise, programs that died and people who play send."""
SURROUNDINGS: tuple[dict[str, str | None], ...] = (
    {"TERM": "dumb"}, {"TERM": "vt100"}, {"TERM": "linux"}, {"TERM": None}, {"TERM": "\x1b[31m"}, {"LANG": "C"},
    {"LC_ALL": "zh_CN.GBK"}, {"NO_COLOR": "1"}, {"LANG": None}, {"UNICODE_VERSION": "[/]"},
    {"UNICODE_VERSION": "4.1.0"}, {"COLORTERM": "\x9b"}, {"TZ": "[/]"}, {"PYTHONIOENCODING": "utf-16"},
    {"LANGUAGE": "../../x"}, {"COLUMNS": "x", "LINES": "-1"}, {"TMUX": "\x1b\\"}, {"HOME": None},
)  # fmt: skip


def lead_to(terminal: Terminal, field: str) -> None:
    """Press the keys to a field, each when the one before has had its effect."""
    for key in FIELDS[field].split(","):
        terminal.press(key)
        terminal.wait_until_settled()


def test_a_paste_of_a_megabyte_freezes_nothing_wherever_it_lands(tmp_path: Path, campaign: Campaign) -> None:
    every = list(product(FIELDS, MEGABYTES))
    for number, (field, text) in enumerate(campaign.random.sample(every, campaign.rounds(1, len(every)))):
        directory = tmp_path / str(number)
        directory.mkdir()
        with kaptui(directory, "demo") as terminal:
            terminal.wait_for("Dashboard")
            lead_to(terminal, field)
            before = len(terminal.output)
            terminal.paste(MEGABYTES[text])
            terminal.press(*[ESCAPE] * 4, "q")
            assert terminal.exit_code() == 0, (field, text)
            assert len(terminal.output) - before < 100_000, (field, text)
            assert strays_on(bytes(terminal.output)) == [], (field, text)
        assert shown(directory)["people"], (field, text)


def test_bytes_of_any_kind_are_taken_for_text_or_for_nothing(tmp_path: Path, campaign: Campaign) -> None:
    fields = campaign.random.sample(list(FIELDS), campaign.rounds(1, len(FIELDS)))
    with kaptui(tmp_path, "demo") as terminal:
        terminal.wait_for("Dashboard")
        for field in fields:
            lead_to(terminal, field)
            for garbage in campaign.random.sample(GARBAGE, len(GARBAGE)):
                terminal.send(garbage)
            terminal.wait_until_settled()
            terminal.press(*[ESCAPE] * 3)
            terminal.wait_until_settled()
            assert terminal.is_running(), field
            for key in ("g", "h", "enter"):
                terminal.press(key)
                terminal.wait_until_settled()
        terminal.press(*[ESCAPE] * 4, "q")
        assert terminal.exit_code() == 0
        assert strays_on(bytes(terminal.output)) == []
        assert terminal.modes_left_on() == []
    assert shown(tmp_path)["people"]


def test_the_program_lives_in_any_surroundings(tmp_path: Path, campaign: Campaign) -> None:
    for number, env in enumerate(campaign.random.sample(SURROUNDINGS, campaign.rounds(1, len(SURROUNDINGS)))):
        directory = tmp_path / str(number)
        directory.mkdir()
        with kaptui(directory, "demo", env=env) as terminal:
            terminal.wait_for("Dashboard")
            terminal.press("3")
            terminal.wait_until_settled()
            terminal.press("q")
            assert terminal.exit_code() == 0, env
            assert strays_on(bytes(terminal.output)) == [], env
            assert terminal.modes_left_on() == [], env
