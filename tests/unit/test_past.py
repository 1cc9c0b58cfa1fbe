"""Looking back: the last save up to a day, who changed a place, what slipped since the year began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from kaptui.insight.past import last_until, touches
from kaptui.insight.slipped import slipped_amount, slips, year_begins
from kaptui.plan.changes import Change
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT


@dataclass(frozen=True, slots=True)
class Saved:
    """A save as a store tells it."""

    revision: int
    when: datetime
    who: str
    changes: tuple[Change, ...] = ()


def saved(revision: int, day: int, *changes: Change, hour: int = 12) -> Saved:
    return Saved(revision, datetime(2026, 11, day, hour, tzinfo=UTC), f"who{revision}", changes)


def test_the_last_save_up_to_the_end_of_a_day() -> None:
    history = (saved(0, 1), saved(1, 3), saved(2, 3, hour=23), saved(3, 5))
    found = [last_until(history, date(2026, 11, day), UTC) for day in (1, 2, 3, 4, 9)]
    assert [each.revision if each else None for each in found] == [0, 0, 2, 2, 3]
    assert last_until(history, date(2026, 10, 31), UTC) is None
    assert last_until((), date(2026, 11, 1), UTC) is None


def test_a_day_is_a_day_where_the_reader_stands() -> None:
    late = saved(1, 3, hour=20)
    assert last_until((late,), date(2026, 11, 3), UTC) is late
    assert last_until((late,), date(2026, 11, 3), timezone(timedelta(hours=8))) is None


def test_who_changed_a_field_a_row_or_anything_the_latest_first() -> None:
    row = {"id": "o", "name": "n", "probability": 40, "risks": "", "actions": [{"id": "x", "what": "call"}]}
    history = (
        saved(0, 1),
        saved(1, 2, Change(("opportunities", "o"), ABSENT, row)),
        saved(2, 3, Change(("opportunities", "o", "probability"), 40, 60), Change(("people", "a", "name"), "", "王")),
        saved(3, 4, Change(("opportunities", "o"), row, ABSENT)),
    )
    of_field = touches(history, ("opportunities", "o", "probability"))
    assert [(each.save.revision, each.old, each.new) for each in of_field] == [
        (3, 40, ABSENT),
        (2, 40, 60),
        (1, ABSENT, 40),
    ]
    assert [each.save.revision for each in touches(history, ("opportunities", "o"))] == [3, 2, 1]
    assert len(touches(history, ())) == 4
    assert [each.new for each in touches(history, ("opportunities", "o", "actions", "x", "what"))] == [ABSENT, "call"]
    assert touches(history, ("opportunities", "o", "risks")) == ()
    assert touches(history, ("opportunities", "other")) == ()


def deal(**fields: Any) -> dict[str, Any]:
    return {"id": "o", "name": "[/]", "amount": "600", "status": "open", **fields}


def slipped(before: dict[str, Any], after: dict[str, Any], start: int = 1) -> list[tuple[Decimal, str, str]]:
    old, new = (
        AccountPlan.model_validate({"id": "p", "name": "x", "fiscal_year_start": start, "opportunities": [each]})
        for each in (before, after)
    )
    return [
        (slip.amount, f"{slip.source.label} {slip.source.year}", f"{slip.target.label} {slip.target.year}")
        for slip in slips(old, new)
    ]


def test_money_that_moved_to_a_later_quarter_slipped() -> None:
    before = deal(split={"2026-01": "100", "2026-04": "200"})
    assert slipped(before, deal(split={"2026-04": "200", "2026-07": "100"})) == [(Decimal(100), "Q1 2026", "Q3 2026")]
    assert slipped(before, deal(split={"2026-01": "300"})) == []
    assert slipped(before, deal(split={"2026-01": "40", "2026-04": "200", "2027-01": "60"})) == [
        (Decimal(60), "Q1 2026", "Q1 2027")
    ]


def test_a_close_date_in_a_later_quarter_slips_the_whole_deal() -> None:
    before = deal(close_date="2026-03-31", split={"2026-07": "100"})
    assert slipped(before, before | {"close_date": "2026-04-01"}) == [(Decimal(600), "Q1 2026", "Q2 2026")]
    assert slipped(before | {"close_date": "2026-03-01"}, before) == []
    assert slipped(before | {"close_date": "2026-05-01"}, before) == []
    assert slipped(before | {"amount": None}, before | {"amount": None, "close_date": "2026-04-01"}) == [
        (Decimal(0), "Q1 2026", "Q2 2026")
    ]


def test_quarters_are_those_of_the_plans_fiscal_year() -> None:
    before = deal(close_date="2026-03-31")
    assert slipped(before, before | {"close_date": "2026-04-30"}, start=2) == []


def test_only_open_deals_that_were_there_slip() -> None:
    before = deal(split={"2026-01": "100"})
    after = deal(split={"2026-04": "100"})
    assert slipped(before, after | {"status": "won"}) == []
    assert slipped(before | {"id": "other"}, after) == []


def test_slipped_money_adds_up_and_is_counted_from_the_first_day_of_the_year() -> None:
    rows = [deal(id=name, split={"2026-01": "100.50"}) for name in "ab"]
    later = [row | {"split": {"2026-04": "100.50"}} for row in rows]
    old, new = (AccountPlan.model_validate({"id": "p", "name": "x", "opportunities": each}) for each in (rows, later))
    assert slipped_amount(slips(old, new)) == Decimal("201.00")
    plan = AccountPlan.model_validate({"id": "p", "name": "x", "fiscal_year_start": 10})
    assert year_begins(plan, date(2026, 11, 23)) == date(2026, 10, 1)
    assert year_begins(plan, date(2026, 9, 30)) == date(2025, 10, 1)
