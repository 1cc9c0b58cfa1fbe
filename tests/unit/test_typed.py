"""Typed text becomes the edit its field means, the same on every screen and on the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kaptui.editing.edits import SetField
from kaptui.editing.typed import text_of, typed, value_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.errors import DoubtfulAmount, DoubtfulPercent, OutOfRange, Unreadable, WouldLoop
from kaptui.plan.paths import NoSuchPlace, value_at
from kaptui.plan.places import spec_at
from kaptui.text.format import sentence

TODAY = date(2026, 11, 23)
PLAN = AccountPlan.model_validate(
    {
        "id": "plan",
        "name": "客户",
        "people": [{"id": "p1", "name": "王副总"}, {"id": "p2", "name": "张副总"}, {"id": "p3", "name": "张三, 李四"}],
        "competitors": [{"id": "h", "name": "H公司"}],
        "opportunities": [{"id": "o", "name": "智能客服", "amount": "6000000"}],
    }
)
DEAL = ("opportunities", "o")


def after(path: tuple[str, ...], text: str, **how: Any) -> Any:
    return value_at(typed(PLAN, path, text, TODAY, **how).apply(PLAN), path)


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ((*DEAL, "amount"), "300", Decimal(3000000)),
        ((*DEAL, "amount"), "３千万", Decimal(30000000)),
        ((*DEAL, "amount"), "?", None),
        ((*DEAL, "probability"), "６０％", 60),
        ((*DEAL, "probability"), "", None),
        ((*DEAL, "close_date"), "2027/1/29", date(2027, 1, 29)),
        ((*DEAL, "split", "2026-10"), "25%", Decimal(1500000)),
        ((*DEAL, "split", "2026-10"), "100", Decimal(1000000)),
        ((*DEAL, "status"), "won", "won"),
        ((*DEAL, "status"), "w", "won"),
        ((*DEAL, "incumbent"), "是", True),
        ((*DEAL, "competitors"), "H公司", ("h",)),
        ((*DEAL, "against"), "h", "h"),
        ((*DEAL, "assessment", "us", "o1", "rating"), "+", "+"),
        ((*DEAL, "assessment", "us", "o1", "rating"), "－", "-"),
        ((*DEAL, "overrides", "p1", "roles"), "d e", ("E", "D")),
        (("people", "p1", "relationship"), "m", "*"),
        (("people", "p1", "relationship"), "＋", "+"),
        (("people", "p1", "relationship"), "×", "X"),
        (("people", "p1", "contact"), "2", 2),
        (("people", "p1", "contact"), "?", None),
        (("people", "p1", "standing"), "inner", "inner"),
        (("people", "p1", "reports_to"), "张副总", "p2"),
        (("people", "p1", "reports_to"), "张副", "p2"),
        (("people", "p1", "last_contact"), "今天", TODAY),
        (("fiscal_year_start",), "10", 10),
        (("targets", "2026"), "600", Decimal(6000000)),
        (("targets", "2026-10"), "0.1亿", Decimal(10000000)),
        (("profile", "goals"), "两行\r\n目标", "两行\n目标"),
        (("profile_facts", "goals", "confirmed"), "2026-11-14", date(2026, 11, 14)),
        (("team",), "李、王", ("李", "王")),
        (("name",), "  [/]\x1b[31m ", "[/][31m"),
    ],
)
def test_text_means_what_its_field_says(path: tuple[str, ...], text: str, value: object) -> None:
    assert after(path, text) == value


@pytest.mark.parametrize(
    ("path", "text", "refusal"),
    [
        ((*DEAL, "amount"), "abc", Unreadable),
        ((*DEAL, "probability"), "101", OutOfRange),
        ((*DEAL, "probability"), "many", Unreadable),
        ((*DEAL, "status"), "?", Unreadable),
        ((*DEAL, "split", "2026-1"), "1", Unreadable),
        (("targets", "26"), "1", Unreadable),
        (("people", "p1", "reports_to"), "张", Unreadable),
        (("people", "p1", "reports_to"), "nobody", Unreadable),
        (("people", "p1", "roles"), "XYZ", Unreadable),
        (("people", "p1", "contact"), "4", Unreadable),
        (("fiscal_year_start",), "13", OutOfRange),
        (("fiscal_year_start",), "?", Unreadable),
    ],
)
def test_unreadable_text_is_refused_with_its_reason(path: tuple[str, ...], text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        typed(PLAN, path, text, TODAY)


def test_a_doubtful_amount_is_never_guessed() -> None:
    with pytest.raises(DoubtfulAmount):
        typed(PLAN, (*DEAL, "amount"), "30000000", TODAY)
    assert after((*DEAL, "amount"), "30000000", sure=True) == Decimal(300_000_000_000)


def test_a_doubtful_probability_is_never_guessed() -> None:
    with pytest.raises(DoubtfulPercent):
        typed(PLAN, (*DEAL, "probability"), "0.6", TODAY)
    assert after((*DEAL, "probability"), "0.6", sure=True) == 60


@pytest.mark.parametrize(
    "path", [("people",), ("people", "p1"), (*DEAL, "split"), ("nonsense",), ("people", "p1", "x")]
)
def test_only_fields_take_text(path: tuple[str, ...]) -> None:
    with pytest.raises(NoSuchPlace):
        spec_at(path)


def test_an_editor_starts_with_text_that_reads_back_as_the_value() -> None:
    plan = PLAN
    for path, text in (
        ((*DEAL, "amount"), "12345.6789万"), ((*DEAL, "close_date"), "2027-01-29"), ((*DEAL, "competitors"), "h"),
        (("people", "p1", "roles"), "UD"), (("people", "p1", "contact"), "3"), ((*DEAL, "people"), "p3\np1"),
        (("team",), "李\n王, 小"), ((*DEAL, "incumbent"), "yes"), (("profile", "goals"), "a\nb"),
    ):  # fmt: skip
        plan = typed(plan, path, text, TODAY).apply(plan)
        assert value_of(plan, path, text_of(plan, path), TODAY) == value_at(plan, path)


def test_nobody_reports_to_themselves_or_to_one_of_their_reports() -> None:
    people = [{"id": "a", "name": "Anna"}, {"id": "b", "name": "Bert", "reports_to": "a"}, {"id": "c", "name": "Chen"}]
    plan = AccountPlan.model_validate({"id": "x", "people": people})
    told = {}
    for name in ("Anna", "Bert"):
        with pytest.raises(WouldLoop) as refused:
            typed(plan, ("people", "a", "reports_to"), name, TODAY)
        told[name] = sentence(refused.value)
    assert told == {
        "Anna": "Nobody reports to themselves",
        "Bert": "Bert stands below Anna: nobody can report to one of their own reports",
    }
    assert typed(plan, ("people", "a", "reports_to"), "Chen", TODAY).apply(plan).people[0].reports_to == "c"
    knot = SetField(("people", "a", "reports_to"), "b").apply(plan)  # as two people at once may tie it
    for boss in ("Bert", "?"):
        typed(knot, ("people", "a", "reports_to"), boss, TODAY)


def test_a_name_with_a_comma_is_one_name() -> None:
    assert value_of(PLAN, (*DEAL, "people"), "张三, 李四", TODAY) == ("p3",)
