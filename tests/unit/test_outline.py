"""A pasted organisation: read by indentation, nothing dropped in silence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.plan.errors import Unreadable, Why
from kaptui.plan.outline import OutlineLine, parse_outline
from kaptui.plan.shorthand import CodePatch, parse_code

ORGANISATION = """\
王副总 / VP                        A V = 1 !!
  陈静 / 客户服务部总经理 GM Service     D P = 2 !      in O2 and O3: E
    周敏 / 客服中心主任 Call centre     U E P + 3
张副总 / VP                        A P = 1 !
  刘洋 / 市场部总经理 GM Marketing      E P = 1 !
    赵磊 / 电子渠道中心主任 E-channel    U E V = 2
李副总 / VP                        A P = 0 !!
  孙强 / 企业信息化部总经理 GM IT        E V - 1 !!     supports H; in O3: D
    何峰 / 企业信息化部副总经理 Deputy    E X 0 !        supports K; moved here from the other province
    冯斌 / 系统运维部经理 Operations     U E P ? 0
"""


def only(text: str) -> OutlineLine:
    (line,) = parse_outline(text).lines
    return line


def bosses(text: str) -> list[tuple[str, str | None]]:
    lines = parse_outline(text).lines
    return [(line.name, None if line.boss is None else lines[line.boss].name) for line in lines]


def test_an_organisation_with_notes_behind_its_codes() -> None:
    outline = parse_outline(ORGANISATION)
    assert not outline.problems
    assert bosses(ORGANISATION) == [
        ("王副总", None), ("陈静", "王副总"), ("周敏", "陈静"), ("张副总", None), ("刘洋", "张副总"), ("赵磊", "刘洋"),
        ("李副总", None), ("孙强", "李副总"), ("何峰", "孙强"), ("冯斌", "孙强"),
    ]  # fmt: skip
    codes = ["AV=1!!", "DP=2!", "UEP+3", "AP=1!", "EP=1!", "UEV=2", "AP=0!!", "EV-1!!", "EX0!", "UEP0"]
    assert [line.code for line in outline.lines] == [parse_code(code) for code in codes]
    assert [line.note for line in outline.lines if line.note] == [
        "in O2 and O3: E", "supports H; in O3: D", "supports K; moved here from the other province",
    ]  # fmt: skip
    assert outline.lines[2].title == "客服中心主任 Call centre"
    assert [line.depth for line in outline.lines] == [0, 1, 2, 0, 1, 2, 0, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "name", "title", "department", "code"),
    [
        ("王副总 AP=2!!", "王副总", "", "", "AP=2!!"),
        ("王副总", "王副总", "", "", ""),
        ("王副总/总经理", "王副总", "总经理", "", ""),
        ("王副总 / 总经理 @信息部 AP＝２！！", "王副总", "总经理", "信息部", "AP=2!!"),
        ("王副总@信息部 A－", "王副总", "", "信息部", "A-"),
        ("王副总 @信息 中心 / 总经理 U", "王副总", "总经理", "信息 中心", "U"),
        ("Ann Lee / Head of IT @ Group IT  UE=", "Ann Lee", "Head of IT", "Group IT", "UE="),
        ("Ada", "Ada", "", "", ""),
        ("Ed", "Ed", "", "", ""),
        ("ADA", "ADA", "", "", ""),
        ("A", "A", "", "", ""),
        ("Ed A", "Ed", "", "", "A"),
        ("ED A", "ED", "", "", "A"),
        ("A V = 1 !!", "A", "", "", "V=1!!"),
        ("Ann pa", "Ann pa", "", "", ""),
        ("Bob / VP", "Bob", "VP", "", ""),
        ("Bob / PA", "Bob", "PA", "", ""),
        ("Bob / PA U E", "Bob", "PA", "", "UE"),
        ("Bob / VP A V = 1", "Bob", "VP", "", "AV=1"),
        ("Li @IT E", "Li", "", "IT", "E"),
        ("Li @ IT", "Li", "", "IT", ""),
        ("王总 M", "王总", "", "", "*"),
        ("王总 ★", "王总", "", "", "*"),
        ("王总 .", "王总", "", "", "."),
        ("王总 ?", "王总 ?", "", "", ""),
        ("ann@example.com / T", "ann@example.com", "T", "", ""),
        ("[/] / 经理 AP=", "[/]", "经理", "", "AP="),
        ("[@click=app.quit]x[/] U", "[@click=app.quit]x[/]", "", "", "U"),
    ],
)
def test_a_line(text: str, name: str, title: str, department: str, code: str) -> None:
    line = only(text)
    assert (line.name, line.title, line.department, line.code) == (name, title, department, parse_code(code))
    assert line.problem is None


@pytest.mark.parametrize(
    "text", ["TBD", "tbd / CIO D", "？ / CIO D", "? / CIO D", "待定 / CIO", "/ CIO D", "？", "TBD D"]
)
def test_a_seat_whose_holder_is_unknown_has_no_name(text: str) -> None:
    line = only(text)
    assert line.name == ""
    assert line.problem is None
    assert line.title == ("CIO" if "CIO" in text else "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("王总 AP=+", Why.CONTRADICTION), ("王总 A V P = 1", Why.CONTRADICTION), ("王总 A A", Why.REPEATED),
        ("王总 AP=9", Why.STRANGE_SIGN), ("王总 AQ=2", Why.STRANGE_SIGN), ("王总 ap=2!!", Why.LOWER_CASE),
        ("@信息部", Why.NO_NAME), ("------", Why.NO_NAME), ("王" * 3000, Why.TOO_LONG),
    ],
)  # fmt: skip
def test_an_unreadable_line_is_kept_and_explained(text: str, why: Why) -> None:
    outline = parse_outline(f"Boss\n\n  {text}\n    Report U")
    assert [line.number for line in outline.lines] == [1, 3, 4]
    bad = outline.lines[1]
    assert isinstance(bad.problem, Unreadable)
    assert bad.problem.why is why
    assert text.startswith(bad.name)
    assert bad.text == f"  {text}"
    assert (bad.boss, outline.lines[2].boss) == (0, 1)
    assert outline.problems == (bad,)


@pytest.mark.parametrize(
    "text",
    [
        "Boss\n  One\n    Two\n  Three",
        "Boss\n\tOne\n\t\tTwo\n\tThree",
        "Boss\n　One\n　　Two\n　Three",
        "- Boss\n  - One\n    - Two\n  - Three",
        "* Boss\n\t* One\n\t\t* Two\n\t* Three",
        "Boss\n├─ One\n│  └─ Two\n└─ Three",
        "Boss\n├── One\n│   └── Two\n└── Three",
        "Boss\n|-- One\n|   `-- Two\n`-- Three",
        "Boss\n│\n├─One\n│  └─Two\n│\n└─Three",
        "9. Boss\n   9. One\n       1. Two\n   10. Three",
        "    Boss\r\n      One\r\n        Two\r\n      Three\r\n",
        "\ufeffBoss\n - One\n   - Two\n - Three",
        "Boss\n· One\n  · Two\n· Three",
        "Boss\n      One\n        Two\n   Three",
    ],
)
def test_indentation_is_reports_to(text: str) -> None:
    assert bosses(text) == [("Boss", None), ("One", "Boss"), ("Two", "One"), ("Three", "Boss")]


def test_a_bullet_is_no_code_and_a_dash_at_the_end_is_one() -> None:
    assert only("- 王总 -").code == parse_code("-")
    assert only("- 王总 -").name == "王总"


def test_an_empty_text_has_no_lines() -> None:
    assert parse_outline("").lines == ()
    assert parse_outline(" \n\t\n\u3000").lines == ()


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=30), max_size=8))
def test_no_line_is_lost_and_each_boss_stands_above(texts: list[str]) -> None:
    outline = parse_outline("\n".join(texts))
    kept = {line.number for line in outline.lines}
    for number, text in enumerate(texts, start=1):
        if re.search(r"\w", text):
            assert number in kept
    for index, line in enumerate(outline.lines):
        assert line.boss is None or line.boss < index
        assert line.problem is None or line.code == CodePatch()


@given(st.lists(st.text(alphabet="AUEPV=+-?!.0123 /@王总m\t*", min_size=1, max_size=20), max_size=5))
def test_every_sign_of_a_line_is_found_again(texts: list[str]) -> None:
    for line in parse_outline("\n".join(texts)).lines:
        parts = " ".join((line.name, line.title, line.department, line.note))
        for sign in "王总m":
            assert parts.count(sign) == line.text.count(sign)
