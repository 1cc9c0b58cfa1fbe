"""Two languages: every text has its Chinese, nothing typed is read as a pattern."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.plan.fields import fields_of
from kaptui.plan.people import Person
from kaptui.plan.vocabulary import CHOICES
from kaptui.text import language, preferred_language, tr, trn, use_language
from tests.tools import texts
from tests.tools.msgids import collected, never_translated


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_language("en")


def test_every_text_is_translated_and_every_translation_used() -> None:
    assert texts.problems(collected(texts.PACKAGE), texts.entries()) == []


def test_no_text_is_made_on_the_spot() -> None:
    assert never_translated(texts.PACKAGE) == []


def test_the_compiled_catalogue_says_what_the_fragments_say() -> None:
    assert not texts.is_stale(), "run: python -m tests.tools.texts --compile"


def test_every_label_and_help_of_a_described_field_is_collected() -> None:
    msgids = {text.msgid for text in collected(texts.PACKAGE)}
    assert {spec.label for spec in fields_of(Person)} | {spec.help for spec in fields_of(Person)} <= msgids
    assert {choice.label for choices in CHOICES.values() for choice in choices} <= msgids


def test_the_words_of_the_deck() -> None:
    use_language("zh")
    words = {"Mentor": "朋友（内线）", "Standing": "政治地位", "Relationship": "支持态度", "Close date": "预计结单时间"}
    assert {msgid: tr(msgid) for msgid in words} == words


def test_the_language_is_switched_at_run_time() -> None:
    spoken = []
    for code in ("en", "zh", "en"):
        use_language(code)
        spoken.append((language(), tr("Approver")))
    assert spoken == [("en", "Approver"), ("zh", "批准者"), ("en", "Approver")]


def test_another_language_is_refused_and_nothing_changes() -> None:
    use_language("zh")
    with pytest.raises(ValueError, match="fr"):
        use_language("fr")
    assert language() == "zh"


@given(st.text())
def test_values_are_never_read_as_a_pattern(value: str) -> None:
    assert tr("{n} d", n=value) == f"{value} d"
    assert tr("{a}{b}", a="{b}", b=value) == "{b}" + value


@given(st.text(min_size=1))
def test_a_text_nobody_knows_comes_back_as_it_is(text: str) -> None:
    use_language("en")
    assert tr(text) == text


def test_nothing_stays_nothing_in_both_languages() -> None:
    for code in ("en", "zh"):
        use_language(code)
        assert tr("") == ""


def test_numbers_choose_their_form() -> None:
    assert [trn("{n} row", "{n} rows", n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    assert trn("{n} row of {what}", "{n} rows of {what}", 3, what="{n}") == "3 rows of {n}"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh"}, "zh"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_a_terminal_has_a_language(variables: dict[str, str], expected: str) -> None:
    assert preferred_language(variables) == expected


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


def fragments(folder: Path, **bodies: str) -> Path:
    for name, body in bodies.items():
        (folder / f"{name}.po").write_text(HEAD + body, "utf-8")
    return folder


def test_the_check_finds_what_is_wrong(tmp_path: Path) -> None:
    package = tmp_path / "program"
    package.mkdir()
    (package / "room.py").write_text(
        'tr("One {a}", a=1); trn("{n} x", "{n} xs", 2); N_("Two" if a else "Three"); Title("Four"); tr(f"Five {a}")\n'
        "class Title:\n    msgid: str\n",
        "utf-8",
    )
    folder = fragments(
        tmp_path,
        first='msgid "One {a}"\nmsgstr "一 {b}"\n\nmsgid "Two"\nmsgstr "二"\n\nmsgid "Four"\nmsgstr ""\n',
        second='msgid "Two"\nmsgstr "两"\n\nmsgid "Six"\nmsgstr "六"\n\n'
        'msgid "{n} x"\nmsgid_plural "{n} xs"\nmsgstr[0] "{n} 个"\n',
    )
    found = texts.problems(collected(package), texts.entries(folder))
    assert found == [
        "missing: program/room.py:1: 'Three'",
        "missing: program/room.py:1: 'Four'",
        "unused: second.po: 'Six'",
        "contradiction: second.po and first.po: 'Two'",
        "placeholders: first.po: 'One {a}'",
    ]
    assert never_translated(package) == ["program/room.py:1"]


def test_a_changed_fragment_makes_the_compiled_catalogue_stale(tmp_path: Path) -> None:
    compiled = tmp_path / "kaptui.mo"
    body = 'msgid "{n} x"\nmsgid_plural "{n} xs"\nmsgstr[0] "{n} 个"\n\nmsgid "Two"\nmsgstr "二"\n'
    folder = fragments(tmp_path, only=body)
    assert texts.is_stale(compiled, folder)
    assert texts.compile_catalogue(compiled, folder) == 2
    assert not texts.is_stale(compiled, folder)
    fragments(tmp_path, only=body.replace("二", "两"))
    assert texts.is_stale(compiled, folder)
