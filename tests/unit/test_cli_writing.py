"""Changing plans on the command line: parsed and recorded as on screen; refused with a reason and no effect."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kaptui.cli.call import Call
from kaptui.plan.document import AccountPlan
from kaptui.store.port import Stamp
from tests.unit.cli_calls import BOTH, CommandLine, kaptui

__all__ = ["kaptui"]

PLAN: dict[str, Any] = {
    "id": "acme",
    "name": "Acme",
    "people": [{"id": "p1", "name": "王副总", "relationship": "="}, {"id": "p2", "name": "Li"}],
    "opportunities": [{"id": "o1", "name": "Service", "amount": "6000000", "probability": 60}],
}


@pytest.fixture
def acme(kaptui: CommandLine) -> CommandLine:
    """The command line of somebody with one account."""
    kaptui.keep(AccountPlan.model_validate(PLAN))
    return kaptui


def shown(line: CommandLine) -> Any:
    return line("show", "acme", "--json").json


def test_new_prints_the_id_as_its_last_word(kaptui: CommandLine) -> None:
    outcome = kaptui("new", " 某省\t公司 ")
    assert outcome.code == 0
    plan_id = outcome.out.split()[-1]
    plan = kaptui("show", plan_id, "--json").json
    assert (plan["name"], plan["owner"], plan["revision"]) == ("某省 公司", Call([]).who, 0)


@BOTH
@pytest.mark.parametrize("name", ["Acme", "acme", "ＡＣＭＥ", " Acme "])
def test_a_name_that_is_taken_is_refused(acme: CommandLine, name: str, lang: str) -> None:
    before = acme.contents()
    outcome = acme("new", name, "--lang", lang)
    assert (outcome.code, "Acme" in outcome.said) == (73, True)
    assert acme.contents() == before


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 3000, "a\udcffb"])
def test_a_name_nobody_could_see_or_type_is_refused(kaptui: CommandLine, name: str) -> None:
    outcome = kaptui("new", name)
    assert (outcome.code, outcome.out, len(outcome.err.splitlines())) == (65, "", 1)
    assert kaptui.contents() == {}


@pytest.mark.parametrize(
    ("path", "value", "stored"),
    [
        ("opportunities/o1/probability", "45", 45),
        ("opportunities/o1/probability", "45%", 45),
        ("opportunities/o1/probability", "?", None),
        ("opportunities/o1/amount", "1200", "12000000"),
        ("opportunities/o1/amount", "3千万", "30000000"),
        ("opportunities/o1/amount", "", None),
        ("opportunities/o1/split/2026-04", "25%", {"2026-04": "1500000"}),
        ("opportunities/o1/split/2026-04", "180", {"2026-04": "1800000"}),
        ("people/p1/relationship", "-", "-"),
        ("people/p1/relationship", "+", "+"),
        ("people/p1/relationship", "?", None),
        ("people/p1/relationship", "", None),
        ("people/p1/roles", "ad", ["D", "A"]),
        ("people/p2/reports_to", "王副总", "p1"),
        ("people/p2/last_contact", "2026-11-02", "2026-11-02"),
        ("profile/goals", "one\ntwo", "one\ntwo"),
        ("profile/goals", "- first\n- second", "- first\n- second"),
        ("profile/goals", "-5 % cost", "-5 % cost"),
        ("profile/goals", "?", "?"),
        ("name", "Acme Ltd", "Acme Ltd"),
        ("/owner/", "Lin", "Lin"),
        ("targets/2026", "600", {"2026": "6000000"}),
        ("opportunities/o1/assessment/us/o1/rating", "-", "-"),
    ],
)
def test_a_field_is_set_as_on_screen(acme: CommandLine, path: str, value: str, stored: Any) -> None:
    outcome = acme("set", "acme", path, value)
    assert (outcome.code, outcome.out) == (0, "")
    here: Any = shown(acme)
    assert here["revision"] == 1
    words = path.strip("/").split("/")
    for word in words[:-1] if isinstance(stored, dict) else words:
        here = next(row for row in here if row["id"] == word) if isinstance(here, list) else here[word]
    assert here == stored


def test_what_changed_is_told_with_old_and_new(acme: CommandLine) -> None:
    assert acme("set", "acme", "opportunities/o1/probability", "45").said == (
        'opportunities/o1/probability: "60" -> "45" (revision 1).'
    )
    assert acme("set", "acme", "opportunities/o1/probability", "?").said.endswith('"45" -> unknown (revision 2).')


def test_setting_what_stands_there_saves_nothing(acme: CommandLine) -> None:
    before = acme.contents()
    outcome = acme("set", "acme", "opportunities/o1/probability", "60")
    assert (outcome.code, acme.contents()) == (0, before)
    assert outcome.said == 'opportunities/o1/probability is "60" already; nothing changed.'


def test_a_change_is_in_the_history_with_who_made_it(acme: CommandLine) -> None:
    acme("set", "acme", "profile/goals", "grow")
    last = acme.store.history("acme")[-1]
    assert (last.who, last.revision) == (Call([]).who, 1)
    assert [change.path for change in last.changes] == [("profile", "goals")]


def test_a_quarter_is_emptied(acme: CommandLine) -> None:
    acme("set", "acme", "opportunities/o1/split/2026-04", "180")
    assert acme("set", "acme", "opportunities/o1/split/2026-04", "").code == 0
    assert shown(acme)["opportunities"][0]["split"] == {}


@BOTH
def test_a_doubtful_amount_is_refused_with_both_readings_unless_confirmed(acme: CommandLine, lang: str) -> None:
    before = acme.contents()
    refused = acme("set", "acme", "opportunities/o1/amount", "12000000", "--lang", lang)
    assert refused.code == 65
    assert "12,000,000 万" in refused.said
    assert "1,200 万" in refused.said
    assert acme.contents() == before
    assert acme("set", "acme", "opportunities/o1/amount", "12000000", "--yes").code == 0
    assert shown(acme)["opportunities"][0]["amount"] == "120000000000"


def test_a_doubtful_percentage_is_refused_unless_confirmed(acme: CommandLine) -> None:
    assert acme("set", "acme", "opportunities/o1/probability", "0.6").code == 65
    assert acme("set", "acme", "opportunities/o1/probability", "0.45", "--yes").code == 0
    assert shown(acme)["opportunities"][0]["probability"] == 45


@BOTH
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("opportunities/o1/probability", "101"),
        ("opportunities/o1/probability", "-5"),
        ("opportunities/o1/probability", "soon"),
        ("opportunities/o1/amount", "lots"),
        ("opportunities/o1/amount", "$5"),
        ("opportunities/o1/close_date", "2026-02-30"),
        ("opportunities/o1/split/2026-13", "5"),
        ("opportunities/o1/split/Q4", "5"),
        ("people/p1/style", "Z"),
        ("people/p1/roles", "XY"),
        ("people/p2/reports_to", "nobody"),
        ("currency", "rmb"),
        ("unit", "zork"),
        ("fiscal_year_start", "13"),
        ("name", ""),
        ("profile/goals", "a\udcffb"),
        ("profile/goals", "x" * 60_000),
    ],
)
def test_a_refused_value_changes_nothing(acme: CommandLine, path: str, value: str, lang: str) -> None:
    before = acme.contents()
    outcome = acme("set", "acme", path, value, "--lang", lang)
    assert (outcome.code, bool(outcome.said)) == (65, True)
    assert acme.contents() == before


@BOTH
@pytest.mark.parametrize(
    "path",
    [
        "", "/", "mood", "profile/mood", "people", "people/p1", "people/p9/name", "opportunities/o1/split", "id",
        "revision", "format", "archived", "opportunities/o9/split/2026-04", "profile/goals/deeper", "targets",
        "opportunities/o1/assessment/us/z9/rating", "opportunities/o1/assessment/h/o1/rating",
        "opportunities/o1/overrides/p9/roles", "profile_facts/mood/assumed",
    ],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_a_usage_error(acme: CommandLine, path: str, lang: str) -> None:
    before = acme.contents()
    outcome = acme("set", "acme", path, "5", "--lang", lang)
    assert (outcome.code, len(outcome.err.splitlines())) == (2, 1)
    assert acme.contents() == before


def test_an_unknown_long_option_of_set_is_no_value(acme: CommandLine) -> None:
    assert acme("set", "acme", "profile/goals", "--yse").code == 2
    assert acme("set", "acme", "profile/goals", "--", "--yse").code == 0
    assert shown(acme)["profile"]["goals"] == "--yse"


def test_a_name_another_account_has_is_refused(acme: CommandLine) -> None:
    acme.keep(AccountPlan(id="b", name="Beta"))
    assert acme("set", "b", "name", "acme").code == 73
    assert acme("set", "b", "name", "BETA").code == 0


def test_a_colleagues_save_in_between_is_built_upon(acme: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    interfere(acme, monkeypatch, times=1)
    assert acme("set", "acme", "opportunities/o1/probability", "45").code == 0
    plan = shown(acme)
    assert (plan["opportunities"][0]["probability"], plan["owner"], plan["revision"]) == (45, "colleague 1", 2)


@BOTH
def test_after_a_second_one_somebody_has_to_try_again(
    acme: CommandLine, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    interfere(acme, monkeypatch, times=2)
    outcome = acme("set", "acme", "opportunities/o1/probability", "45", "--lang", lang)
    assert (outcome.code, bool(outcome.said)) == (75, True)
    assert shown(acme)["opportunities"][0]["probability"] == 60


def interfere(line: CommandLine, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """A colleague saves just before each of the next ``times`` saves."""
    from kaptui.store.tiny import TinyStore

    save = TinyStore.save
    done: list[int] = []

    def later(store: TinyStore, plan: AccountPlan, stamp: Stamp) -> AccountPlan:
        if len(done) < times:
            done.append(1)
            theirs = line.store.load(plan.id).model_copy(update={"owner": f"colleague {len(done)}"})
            save(line.store, theirs, Stamp("colleague", datetime.now(UTC)))
        return save(store, plan, stamp)

    monkeypatch.setattr(TinyStore, "save", later)


@BOTH
@pytest.mark.parametrize("arguments", [["list"], ["new", "X"], ["show", "a"], ["demo"]])
def test_a_data_directory_that_cannot_be_is_told(
    kaptui: CommandLine, tmp_path: Path, arguments: list[str], lang: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    outcome = kaptui(*arguments, "--data-dir", tmp_path / "file" / "plans", "--lang", lang)
    assert outcome.code == 73
    assert str(tmp_path / "file") in outcome.said


def test_the_data_directory_and_its_files_are_private(kaptui: CommandLine) -> None:
    kaptui("new", "Acme")
    assert kaptui.data.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in kaptui.data.glob("*.json")} == {0o600}


def test_who_acts_is_known_from_the_system_and_never_from_a_variable(kaptui: CommandLine) -> None:
    kaptui("new", "Acme", LOGNAME="mallory", USER="mallory", KAPTUI_USER="mallory")
    assert kaptui("list", "--json").json[0]["changed_by"] == Call([]).who != "mallory"
