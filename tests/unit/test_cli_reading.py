"""Reading on the command line: what programs get is exactly as promised, what people get is exact in cells."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from kaptui.draw.width import cells
from kaptui.exchange.demonstration import demonstration_plan
from kaptui.exchange.plan_json import plan_as_json
from kaptui.plan.document import AccountPlan
from kaptui.plan.templates import TEMPLATES
from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]

LIST_KEYS = [
    "id", "name", "owner", "revision", "changed", "changed_by", "weighted", "support", "known", "coverage", "urgent",
    "warnings",
]  # fmt: skip
QUARTER_KEYS = ["start", "label", "planned", "weighted", "won", "target"]
FORECAST_KEYS = {
    "year", "currency", "quarters", "planned", "weighted", "unallocated", "target", "odds_of_target", "odds_bounds"
}  # fmt: skip


@pytest.fixture
def demo(kaptui: CommandLine) -> CommandLine:
    """The command line of somebody who has both demonstration accounts."""
    kaptui.keep(demonstration_plan("zh"), demonstration_plan("en"))
    return kaptui


def test_list_tells_programs_what_was_promised(demo: CommandLine) -> None:
    rows = demo("list", "--json").json
    assert [row["id"] for row in rows] == ["demo-en", "demo-zh"]
    for row in rows:
        assert list(row)[: len(LIST_KEYS)] == LIST_KEYS
        assert row["changed"] == "2020-01-02T08:00:00+00:00"
        assert row["changed_by"] == "anna"
        assert Decimal(row["weighted"]) == 4_200_000
        assert -100 <= row["support"] <= 100
        assert 0 <= row["coverage"] <= row["known"] <= 100


def test_the_figures_of_the_list_follow_today(demo: CommandLine) -> None:
    def weighted(today: str) -> str:
        return str(demo("list", "--json", "--today", today).json[0]["weighted"])

    assert [Decimal(weighted(day)) for day in ("2026-11-23", "2027-10-01", "2026-11-23")] == [4_200_000, 0, 4_200_000]


def test_nothing_is_known_of_an_empty_plan(kaptui: CommandLine) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"))
    row = kaptui("list", "--json").json[0]
    assert (row["support"], row["known"], row["coverage"], row["weighted"]) == (None, None, None, "0")


def test_no_account_is_an_empty_list_and_a_hint(kaptui: CommandLine) -> None:
    outcome = kaptui("list")
    assert (outcome.code, outcome.said.startswith("There are no accounts yet")) == (0, True)
    assert kaptui("list", "--json").json == []
    assert kaptui("forecast", "--json").json == []


def test_archived_accounts_are_listed_when_asked_for(kaptui: CommandLine) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"), AccountPlan(id="old", name="Gone", archived=True))
    assert [row["id"] for row in kaptui("list", "--json").json] == ["a"]
    everything = kaptui("list", "--json", "--all").json
    assert [(row["id"], row.get("archived")) for row in everything] == [("a", None), ("old", True)]
    assert [each["account"] for each in kaptui("forecast", "--json").json] == ["a"]
    assert kaptui("show", "old", "--json").json["name"] == "Gone"


def test_a_damaged_account_is_listed_with_what_is_wrong_and_the_others_stay(kaptui: CommandLine) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"), AccountPlan(id="b", name="Beta"))
    broken = next(kaptui.data.glob("b-*.json"))
    broken.write_bytes(b'{"half')
    outcome = kaptui("list", "--json")
    assert outcome.code == 0
    assert str(broken) in outcome.err
    assert [("problem" in row, row["weighted"] is None) for row in outcome.json] == [(False, False), (True, True)]
    assert broken.read_bytes() == b'{"half'
    assert kaptui("show", "a").code == 0
    forecast = kaptui("forecast", "--json")
    assert (forecast.code, len(forecast.json)) == (65, 1)


@BOTH
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}', b"\xff", None])
def test_a_file_that_is_no_plan_stops_what_is_about_it_and_nothing_else(
    kaptui: CommandLine, content: bytes | None, lang: str
) -> None:
    kaptui.keep(AccountPlan(id="a", name="Alpha"), AccountPlan(id="b", name="Beta"))
    path = next(kaptui.data.glob("b-*.json"))
    newer = path.read_bytes().replace(b'"format":1', b'"format":9').replace(b'"format": 1', b'"format": 9')
    path.write_bytes(newer if content is None else content)
    before = kaptui.contents()
    known = next(row["id"] for row in kaptui("list", "--json").json if "problem" in row)
    for arguments in (["show", known], ["set", known, "owner", "x"], ["forecast", known], ["check", known]):
        outcome = kaptui(*arguments, "--lang", lang)
        assert (outcome.code, path.name in outcome.said) == (65, True), arguments
    assert kaptui.contents() == before
    assert kaptui("set", "a", "owner", "x").code == 0


def test_show_prints_what_import_reads(demo: CommandLine) -> None:
    plan = demonstration_plan("zh")
    outcome = demo("show", "demo-zh", "--json")
    assert outcome.out == plan_as_json(plan)
    assert list(outcome.json)[:4] == ["format", "id", "revision", "name"]
    assert outcome.err == ""


@BOTH
@pytest.mark.parametrize("template", [each.key for each in TEMPLATES])
def test_every_template_is_shown_in_every_way(demo: CommandLine, template: str, lang: str) -> None:
    for options in ([], ["--plain"], ["--json"]):
        outcome = demo("show", f"demo-{lang}", "--template", template, *options, "--lang", lang)
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.strip()


def test_one_template_as_json_is_that_part_of_the_plan(demo: CommandLine) -> None:
    whole = demo("show", "demo-en", "--json").json
    part = demo("show", "demo-en", "--template", "people", "--json").json
    assert part == {key: whole[key] for key in ("people", "links")}


def test_plain_shows_all_of_every_text(demo: CommandLine) -> None:
    shown = demo("show", "demo-zh", "--plain", "--lang", "zh").out
    for person in demonstration_plan("zh").people:
        assert f"{person.name} [{person.id}]" in shown
        assert all(line in shown for line in person.business_agenda.split("\n"))


def test_an_archived_person_is_not_shown(kaptui: CommandLine) -> None:
    people = [{"id": "p", "name": "Anna"}, {"id": "q", "name": "Gone", "archived": True}]
    kaptui.keep(AccountPlan.model_validate({"id": "a", "name": "Alpha", "people": people}))
    assert "Gone" not in kaptui("show", "a").out
    assert "Gone" in kaptui("show", "a", "--json").out


HOSTILE = ["[/]", "[@click=app.quit]x", "\u202eabc", "a\x1b]0;x\x07b", "客户\u200b名", "é" * 50, "👩‍👩‍👧", "x" * 2000]


def test_no_name_commands_the_terminal_or_shifts_a_column(kaptui: CommandLine) -> None:
    people = [{"id": f"p{n}", "name": name, "title": "TITLE"} for n, name in enumerate(HOSTILE)]
    kaptui.keep(AccountPlan.model_validate({"id": "a", "name": HOSTILE[3], "people": people, "owner": HOSTILE[2]}))
    for arguments in (["list"], ["show", "a"], ["show", "a", "--plain"], ["forecast", "a"]):
        out = kaptui(*arguments).out
        assert all(sign == "\n" or sign.isprintable() for sign in out), arguments
    lines = kaptui("show", "a", "--template", "people").out.splitlines()
    rows = [line for line in lines if line.startswith("p")]
    assert len(rows) == len(HOSTILE)
    assert len({cells(row[: row.index("TITLE")]) for row in rows}) == 1


def test_the_forecast_tells_programs_what_was_promised(demo: CommandLine) -> None:
    found = demo("forecast", "demo-en", "--json").json
    assert set(found) >= FORECAST_KEYS
    assert all(list(quarter) == QUARTER_KEYS for quarter in found["quarters"])
    assert [quarter["start"] for quarter in found["quarters"]] == ["2026-10", "2027-01", "2027-04", "2027-07"]
    assert [Decimal(quarter["weighted"]) for quarter in found["quarters"]] == [0, 1_800_000, 1_560_000, 840_000]
    assert [Decimal(found[key]) for key in ("year", "weighted", "unallocated")] == [2026, 4_200_000, 3_400_000]
    assert found["odds_bounds"] == [found["odds_of_target"]] * 2
    assert "account" not in found


def test_several_forecasts_are_a_list_never_a_sum(demo: CommandLine) -> None:
    for arguments in (["demo-en", "demo-zh"], []):
        found = demo("forecast", *arguments, "--json").json
        assert [each["account"] for each in found] == ["demo-en", "demo-zh"]
    assert len(demo("forecast", "demo-en", "demo-en", "demo-zh", "--json").json) == 2


def test_a_year_can_be_named(demo: CommandLine) -> None:
    found = demo("forecast", "demo-en", "--year", "2027", "--json").json
    assert (found["year"], found["planned"]) == (2027, "0")
    assert found["target"] is found["odds_of_target"] is None


def test_the_parts_shown_add_up_to_the_total_shown(kaptui: CommandLine) -> None:
    split = {"2026-01": "3333333.3333", "2026-04": "3333333.3333", "2026-07": "3333333.3333"}
    deal = {"id": "o", "name": "Deal", "amount": "10000000", "probability": 33, "split": split}
    kaptui.keep(AccountPlan.model_validate({"id": "a", "name": "Alpha", "opportunities": [deal]}))
    rows = [line.split() for line in kaptui("forecast", "a").out.splitlines()]
    weighted = next(row for row in rows if row and row[0] == "Weighted")
    assert sum(Decimal(part.replace(",", "")) for part in weighted[1:5]) == Decimal(weighted[5].replace(",", ""))


def account(name: str, owner: str, weighted: str, **more: object) -> AccountPlan:
    """An account with one deal at 100 %, in the second quarter of 2026."""
    deal = {"id": "o", "amount": weighted, "probability": 100, "split": {"2026-05": weighted}}
    return AccountPlan.model_validate({"id": name, "name": name, "owner": owner, "opportunities": [deal]} | more)


def test_accounts_together_stand_by_owner_and_quarter_each_currency_for_itself(kaptui: CommandLine) -> None:
    kaptui.keep(account("a", "Li", "10000", targets={"2026": "50000"}), account("b", "Li", "25000"))
    kaptui.keep(account("c", "", "40000"), account("d", "Li", "70000", currency="USD"))
    kaptui.keep(account("e", "Li", "80000", fiscal_year_start=4))
    out = kaptui("forecast").out
    assert out.count("Weighted by owner") == 1
    heading, _, _, *rows = out[out.index("Weighted by owner") :].splitlines()
    assert heading == "Weighted by owner  FY2026  CNY, 万"
    assert [row.split() for row in rows if row] == [
        ["(no", "owner)", "0.0", "4.0", "0.0", "0.0", "4.0", "0", "-", "1"],
        ["Li", "0.0", "3.5", "0.0", "0.0", "3.5", "0", "5", "2"],
        ["All", "0.0", "7.5", "0.0", "0.0", "7.5", "0", "5", "3"],
    ]
    assert "Weighted by owner" not in kaptui("forecast", "a").out
    assert "Weighted by owner" not in kaptui("forecast", "a", "d").out


def test_what_slipped_this_year_is_told_of_accounts_that_are_named(kaptui: CommandLine) -> None:
    kaptui.keep(account("a", "Li", "20000"), account("b", "Li", "20000"))
    kaptui("set", "a", "opportunities/o/split/2026-05", "1万")
    kaptui("set", "a", "opportunities/o/split/2026-08", "1万")
    told = "slipped since 2026-01-01: (no name) 1 (Q2 FY2026 > Q3 FY2026)"
    assert kaptui("forecast", "a", "b").out.count(told) == 1
    assert told not in kaptui("forecast", "a", "--year", "2027").out


def test_deals_that_need_a_look_are_named(kaptui: CommandLine) -> None:
    deals = [
        {"id": "1", "name": "No amount", "probability": 10},
        {"id": "2", "name": "No odds", "amount": "10"},
        {"id": "3", "name": "Too much", "amount": "10", "probability": 10, "split": {"2026-01": "20"}},
    ]
    kaptui.keep(AccountPlan.model_validate({"id": "a", "name": "Alpha", "opportunities": deals}))
    out = kaptui("forecast", "a").out
    assert "Amount unknown, counts 0: No amount" in out
    assert "Probability unknown, counts 0: No odds" in out
    assert "More in the quarters than the amount: Too much" in out


@BOTH
@pytest.mark.parametrize("command", [["show"], ["forecast"], ["export", "x.json"], ["set", "name", "x"], ["open"]])
def test_an_unknown_and_an_ambiguous_account_are_told(demo: CommandLine, command: list[str], lang: str) -> None:
    name, *rest = command
    before = demo.contents()
    unknown = demo(name, "nobody", *rest, "--lang", lang)
    ambiguous = demo(name, "demo", *rest, "--lang", lang)
    assert (unknown.code, ambiguous.code) == (66, 2)
    assert "nobody" in unknown.said
    assert all(each in ambiguous.said for each in ("demo-en", "demo-zh"))
    assert demo.contents() == before


def test_the_keys_of_every_screen_are_printed(kaptui: CommandLine) -> None:
    from kaptui.commands import COMMANDS

    out = kaptui("keys").out
    assert all(command.id in out for command in COMMANDS)
    kaptui.files.user.parent.mkdir()
    kaptui.files.user.write_text('[keys]\nquit = ["f10"]\n')
    assert "f10" in kaptui("keys").out


def test_limits_of_the_data_directory_change_what_the_list_says(demo: CommandLine) -> None:
    before = demo("list", "--json").json[0]["warnings"]
    (demo.data / "limits.toml").write_text("spin_threads = 0\nunanswered_share = 0\nreview_days = 3650\n")
    changed = demo("list", "--json").json[0]["warnings"]
    assert changed <= before
    (demo.data / "limits.toml").write_text("review_days = many")
    assert demo("list").code == 78


def test_json_is_utf8_whatever_the_locale(demo: CommandLine) -> None:
    assert "示例省公司" in json.dumps(demo("list", "--json").json, ensure_ascii=False)
