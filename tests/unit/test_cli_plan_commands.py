"""Commands on what a plan says and remembers: check, map, people, log, restore, diff; doctor and recover."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kaptui.draw.width import cells
from kaptui.editing.outline import MOST_LINES
from kaptui.exchange.demonstration import demonstration_plan
from kaptui.plan.document import AccountPlan
from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]

OUTLINE = "王总 / 总裁 A=2!!\n  李工 @技术部 U+\n  赵工 / 主任 E?\n"


@pytest.fixture
def demo(kaptui: CommandLine) -> CommandLine:
    """The command line of somebody who has both demonstration accounts."""
    kaptui.keep(demonstration_plan("zh"), demonstration_plan("en"))
    return kaptui


def test_check_tells_programs_what_was_promised(demo: CommandLine) -> None:
    found = demo("check", "demo-en", "--json").json
    assert found
    for each in found:
        assert list(each) == ["rule", "severity", "subject", "opportunity", "message", "at_stake"]
        assert list(each["subject"]) == ["kind", "id", "name"]
        assert each["at_stake"] is None or Decimal(each["at_stake"]) >= 0
    severities = [each["severity"] for each in found]
    assert severities == sorted(severities, key=["urgent", "warning", "hint"].index)


def test_check_fails_only_when_it_is_told_to(demo: CommandLine) -> None:
    assert demo("check", "demo-en").code == 0
    assert demo("check", "demo-en", "--fail-on", "urgent").code == 1
    assert demo("check", "demo-en", "--fail-on", "warning", "--json").code == 1
    demo.keep(AccountPlan(id="a", name="Alpha"))
    assert demo("check", "a", "--fail-on", "urgent").code == 0
    assert demo("check", "demo-en", "--fail-on", "hint").code == 2


def test_check_speaks_both_languages(demo: CommandLine) -> None:
    english, chinese = (demo("check", "demo-en", "--lang", lang).out.splitlines() for lang in ("en", "zh"))
    assert len(english) == len(chinese) > 10
    assert not set(english) & set(chinese)


@pytest.mark.parametrize("view", ["outline", "chart", "process", "matrix"])
@pytest.mark.parametrize("zoom", ["dot", "tag", "box", "card"])
def test_every_view_of_the_map_is_ascii_and_equally_wide(demo: CommandLine, view: str, zoom: str) -> None:
    outcome = demo("map", "demo-en", "--view", view, "--zoom", zoom, "--glyphs", "ascii")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.isascii()
    assert len({cells(line) for line in outcome.out.splitlines()}) == 1


def test_the_outline_names_everybody_with_the_code(demo: CommandLine) -> None:
    lines = demo("map", "demo-zh").out.splitlines()
    assert sum(person.name in line for person in demonstration_plan("zh").people for line in lines) == 14
    assert any(line.startswith("4 @ ...A V = #.. 王副总") for line in lines)


def test_the_map_of_one_deal_applies_its_differences(demo: CommandLine) -> None:
    whole = demo("map", "demo-en").out
    assert demo("map", "demo-en", "--opportunity", "o3").out != whole
    assert demo("map", "demo-en", "--opportunity", "knowledge").code == 0
    unknown = demo("map", "demo-en", "--opportunity", "zzz")
    assert (unknown.code, "Knowledge base (o3)" in unknown.said) == (66, True)


@pytest.mark.parametrize("arguments", [["--view", "tree"], ["--zoom", "huge"], ["--width", "0"], ["--width", "x"]])
def test_a_map_that_cannot_be_is_a_usage_error(demo: CommandLine, arguments: list[str]) -> None:
    assert demo("map", "demo-en", *arguments).code == 2


def test_box_drawing_characters_are_for_those_who_ask(demo: CommandLine) -> None:
    assert not demo("map", "demo-en", "--view", "chart", "--glyphs", "unicode").out.isascii()
    assert demo("map", "demo-en", "--view", "chart").out.isascii()


def test_an_outline_becomes_the_organisation(kaptui: CommandLine, tmp_path: Path) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    path = tmp_path / "people.txt"
    path.write_text(OUTLINE, "utf-8")
    assert kaptui("people", "a", "--paste", path, "--dry-run").said == "3 people added, 0 changed."
    assert kaptui("show", "a", "--json").json["people"] == []
    assert kaptui("people", "a", "--paste", path).code == 0
    people = kaptui("show", "a", "--json").json["people"]
    assert [person["name"] for person in people] == ["王总", "李工", "赵工"]
    assert (people[0]["roles"], people[0]["standing"], people[1]["reports_to"]) == (["A"], "inner", people[0]["id"])
    assert kaptui("people", "a", "--paste", path).said == "0 people added, 0 changed."
    assert kaptui("show", "a", "--json").json["revision"] == 1


def test_a_line_that_cannot_be_read_is_kept_and_told(kaptui: CommandLine, tmp_path: Path) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    path = tmp_path / "people.txt"
    path.write_text("Anna AP=2!!\nBert =+*!!\n", "utf-8")
    outcome = kaptui("people", "a", "--paste", path)
    assert (outcome.code, outcome.err.splitlines()[0].startswith("Line 2: ")) == (0, True)
    assert len(kaptui("show", "a", "--json").json["people"]) == 2


@BOTH
@pytest.mark.parametrize(("content", "code"), [(b"", 65), (b" \n\t\n", 65), (b"\xff\xfe", 65), (None, 66)])
def test_an_outline_that_is_none_is_told(
    kaptui: CommandLine, tmp_path: Path, content: bytes | None, code: int, lang: str
) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    path = tmp_path / "people.txt"
    if content is not None:
        path.write_bytes(content)
    outcome = kaptui("people", "a", "--paste", path, "--lang", lang)
    assert (outcome.code, bool(outcome.said)) == (code, True)


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)], ids=["for good", "dry run"])
def test_as_many_lines_are_taken_as_on_the_map(kaptui: CommandLine, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    kaptui.keep(AccountPlan(id="a", name="A"))
    before, outline = kaptui.contents(), tmp_path / "outline"
    outline.write_text("Wang AP=2\n" * (MOST_LINES + 1))
    outcome = kaptui("people", "a", "--paste", outline, *arguments)
    assert (outcome.code, outcome.said) == (65, "That is too much to paste at once: at most 5000 lines")
    assert kaptui.contents() == before


def test_people_needs_to_be_told_what_to_paste(demo: CommandLine) -> None:
    assert demo("people", "demo-en").code == 2


def test_the_log_tells_who_changed_what(demo: CommandLine) -> None:
    demo("set", "demo-en", "opportunities/o1/probability", "45")
    demo("set", "demo-en", "opportunities/o1/split/2027-01", "")
    entries = demo("log", "demo-en", "--json").json
    assert [list(each) for each in entries] == [["revision", "time", "who", "path", "old", "new"]] * 2
    first, second = entries
    assert (first["revision"], first["path"], first["old"], first["new"]) == (1, "opportunities/o1/probability", 60, 45)
    assert (second["path"], second["old"], second["new"]) == ("opportunities/o1/split/2027-01", "3000000", None)
    text = demo("log", "demo-en").out
    assert text.index("r1  ") < text.index("opportunities/o1/probability: 60 -> 45") < text.index("r2  ")


@BOTH
def test_the_log_says_in_words_what_nothing_means_in_a_deal(demo: CommandLine, lang: str) -> None:
    place = "opportunities/o1/overrides/zhou"
    demo("set", "demo-en", f"{place}/standing", "inner")
    said = demo("set", "demo-en", f"{place}/relationship", "?", "--lang", lang).said
    demo("restore", "demo-en", "--at", "r1")
    text = demo("log", "demo-en", "--lang", lang).out
    person, unknown = {"en": ("as the person", "unknown in this deal"), "zh": ("未单独设置", "本机会中未知")}[lang]
    assert f'{place}/standing: {person} -> "inner"' in text
    assert text.index(f"{place}/relationship: {person} -> {unknown}") < text.index(
        f"{place}/relationship: {unknown} -> {person}"
    )
    assert "null" not in text
    assert f"{person} -> {unknown}" in said


def test_a_day_told_for_today_dates_no_save(demo: CommandLine) -> None:
    """It judges as on that day; the log is a witness, and what is looked up in it by a day goes by its days."""
    demo("set", "demo-en", "opportunities/o1/probability", "45", "--today", "2031-05-05")
    (entry,) = demo("log", "demo-en", "--json", "--today", "2031-05-05").json
    day = datetime.fromisoformat(entry["time"]).astimezone().date()
    assert day < date(2031, 5, 5)
    assert "45" not in demo("diff", "demo-en", "--since", "2031-05-05", "--today", "2031-05-05").out
    assert "45" in demo("diff", "demo-en", "--since", str(day), "--today", "2031-05-05").out
    assert "--since" in demo("--help").out


def test_an_earlier_state_is_restored_as_a_new_revision(demo: CommandLine) -> None:
    for value in ("45", "30"):
        demo("set", "demo-en", "opportunities/o1/probability", value)
    assert demo("restore", "demo-en", "--at", "r1").code == 0
    plan = demo("show", "demo-en", "--json").json
    assert (plan["opportunities"][0]["probability"], plan["revision"]) == (45, 3)
    assert demo("restore", "demo-en", "--at", "2020-01-03").code == 0
    plan = demo("show", "demo-en", "--json").json
    assert (plan["opportunities"][0]["probability"], plan["revision"]) == (60, 4)
    assert demo("restore", "demo-en", "--at", "r4").said.endswith("nothing changed.")


@BOTH
@pytest.mark.parametrize("words", [("diff", "--since", "2026-01-01"), ("restore", "--at", "2026-01-01")])
def test_a_plan_that_came_without_its_history_is_told(demo: CommandLine, words: tuple[str, ...], lang: str) -> None:
    for path in demo.data.glob("*.history"):
        path.unlink()
    before = demo.contents()
    outcome = demo(words[0], "demo-en", *words[1:], "--lang", lang)
    assert (outcome.code, {"en": "history", "zh": "历史"}[lang] in outcome.said) == (66, True)
    assert demo.contents() == before


@BOTH
@pytest.mark.parametrize(
    ("moment", "code"), [("r99", 66), ("2019-01-01", 66), ("yesterday", 2), ("12", 2), ("r", 2), ("2026-02-30", 2)]
)
def test_a_state_that_never_was_is_told(demo: CommandLine, moment: str, code: int, lang: str) -> None:
    before = demo.contents()
    outcome = demo("restore", "demo-en", "--at", moment, "--lang", lang)
    assert (outcome.code, bool(outcome.said)) == (code, True)
    assert demo.contents() == before


@BOTH
def test_what_changed_since_a_day_is_told_in_sentences(demo: CommandLine, lang: str) -> None:
    demo("set", "demo-en", "opportunities/o1/probability", "45")
    for since in ("2020-01-03", "2019-01-01"):
        outcome = demo("diff", "demo-en", "--since", since, "--lang", lang)
        assert (outcome.code, "60" in outcome.out, "45" in outcome.out) == (0, True, True)
    found = demo("diff", "demo-en", "--since", "2020-01-03", "--json", "--lang", lang).json
    probability = next(each for each in found if each["kind"] == "probability")
    assert (probability["before"], probability["after"], probability["opportunity"]) == ("60", "45", "o1")
    assert probability["message"]


def test_what_changed_stands_under_its_topic(demo: CommandLine) -> None:
    demo("set", "demo-en", "opportunities/o1/probability", "45")
    lines = demo("diff", "demo-en", "--since", "2020-01-03").out.splitlines()
    assert lines.index("Revenue") < lines.index("Opportunities") < lines.index("Plan test")
    assert "  - Smart service: the probability fell from 60 % to 45 %" in lines


def test_nothing_changed_is_said(demo: CommandLine) -> None:
    assert demo("diff", "demo-en", "--since", "2026-11-23").said == "Nothing changed since 2026-11-23."


def test_the_last_review_is_a_day_too(demo: CommandLine) -> None:
    assert demo("diff", "demo-en", "--since", "last-review").code == 0
    demo.keep(AccountPlan(id="a", name="Alpha"))
    assert demo("diff", "a", "--since", "last-review").code == 66
    assert demo("diff", "a", "--since", "last-week").code == 2
    assert demo("diff", "a", "--since", "0001-01-01").code == 0


def test_since_a_review_of_another_today_is_what_followed_it(demo: CommandLine) -> None:
    demo("set", "demo-en", "opportunities/o2/probability", "45")
    plan = demo("show", "demo-en", "--json").json
    plan["opportunities"][0]["reviews"].append({"id": "r2", "date": "2026-11-23", "verdict": "go on"})
    reviewed = demo.data.parent / "reviewed.json"
    reviewed.write_text(json.dumps(plan), encoding="utf-8")
    assert demo("import", reviewed, "--into", "demo-en").code == 0
    demo("set", "demo-en", "opportunities/o2/probability", "30")
    for today in ("2026-11-23", "2026-11-30"):
        lines = demo("diff", "demo-en", "--since", "last-review", "--today", today).out.splitlines()
        assert "  - E-channel: the probability fell from 45 % to 30 %" in lines


def test_of_a_younger_account_only_what_was_edited_has_changed(kaptui: CommandLine) -> None:
    deal = {"id": "o", "name": "Deal", "close_date": "2020-06-01", "reviews": [{"id": "r", "date": "2020-01-02"}]}
    kaptui.keep(AccountPlan.model_validate({"id": "a", "name": "Alpha", "opportunities": [deal]}))
    for since in ("2020-01-01", "last-review"):
        began = kaptui("diff", "a", "--since", since, "--today", "2020-01-02")
        assert began.err.startswith("Nothing changed"), began.out
    kaptui("set", "a", "opportunities/o/risks", "none")
    for since in ("2019-05-01", "last-review"):
        lines = kaptui("diff", "a", "--since", since, "--today", "2020-06-02").out.splitlines()
        told = [line for line in lines if line.startswith("  ")]
        for line, part in zip(told, ("+ No longer: Deal: no risks", "still open", "days old"), strict=True):
            assert part in line


def test_a_damaged_file_is_recovered_from_the_version_before(demo: CommandLine) -> None:
    demo("set", "demo-en", "owner", "Somebody")
    path = next(demo.data.glob("demo-en-*.json"))
    path.write_bytes(b"torn")
    doctor = demo("doctor")
    assert (doctor.code, str(path) in doctor.err) == (65, True)
    assert demo("recover", path.name).code == 0
    assert demo("show", "demo-en", "--json").json["owner"] == "Lin Xiao"
    assert [each.read_bytes() for each in demo.data.iterdir() if "damaged" in each.name] == [b"torn"]
    assert demo("doctor").code == 0


@BOTH
def test_what_needs_no_recovery_is_left_alone(demo: CommandLine, tmp_path: Path, lang: str) -> None:
    before = demo.contents()
    path = next(demo.data.glob("demo-en-*.json"))
    for file, code in ((path, 73), (path.name, 73), ("nothing.json", 66), (tmp_path / "nothing.json", 66), ("..", 66)):
        outcome = demo("recover", file, "--lang", lang)
        assert (outcome.code, bool(outcome.said)) == (code, True), file
    assert demo.contents() == before


def test_the_doctor_finds_rights_that_are_too_wide(demo: CommandLine) -> None:
    assert demo("doctor").err == "Nothing to complain about.\n"
    path = next(demo.data.glob("demo-en-*.json"))
    path.chmod(0o644)
    assert str(path) in demo("doctor").err


@BOTH
@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["map"],
        ["people", "--paste", "x"],
        ["log"],
        ["restore", "--at", "r1"],
        ["diff", "--since", "2026-01-01"],
    ],
)
def test_an_unknown_and_an_ambiguous_account_are_told(demo: CommandLine, command: list[str], lang: str) -> None:
    name, *rest = command
    unknown, ambiguous = (demo(name, typed, *rest, "--lang", lang) for typed in ("nobody", "demo"))
    assert (unknown.code, ambiguous.code) == (66, 2)
    assert all(each in ambiguous.said for each in ("demo-en", "demo-zh"))
