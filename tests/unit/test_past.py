"""Looking back: the last save up to a day, who changed a place, what slipped since the year began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from kaptui.editing.edits import SetField
from kaptui.insight.past import in_force_when_began, judged_on, last_until, left_by_review, touches
from kaptui.insight.slipped import SlipsSince, slipped_amount, slips, year_begins
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


def test_a_day_begins_with_what_was_saved_before_it_or_with_the_first_state() -> None:
    history = (saved(0, 3), saved(1, 3), saved(2, 5))
    found = [in_force_when_began(history, date(2026, 11, day), UTC).revision for day in (1, 3, 4, 5, 6)]
    assert found == [0, 0, 1, 1, 2]
    assert in_force_when_began(history, date.min, UTC).revision == 0


def reviewed(**days: int | None) -> AccountPlan:
    """A plan whose only deal has these reviews."""
    rows = [{"id": name, "date": None if day is None else f"2026-11-{day:02}"} for name, day in days.items()]
    return AccountPlan.model_validate({"id": "p", "opportunities": [{"id": "o", "reviews": rows}]})


def review_came(name: str, field: str = "") -> Change:
    path = ("opportunities", "o", "reviews", name)
    return Change((*path, field), "", "text") if field else Change(path, ABSENT, {"id": name})


def test_what_follows_a_review_on_its_own_day_comes_after_it() -> None:
    history = (saved(0, 1), saved(1, 5, hour=9), saved(2, 5, review_came("a"), hour=10), saved(3, 5, hour=11))
    assert left_by_review(history, reviewed(a=5), date(2026, 11, 5), UTC).revision == 2
    more = (*history, saved(4, 5, review_came("a", "verdict"), hour=13), saved(5, 5, hour=14), saved(6, 6))
    assert left_by_review(more, reviewed(a=5), date(2026, 11, 5), UTC).revision == 4
    later = (*more, saved(7, 7, review_came("a", "verdict")))
    assert left_by_review(later, reviewed(a=5), date(2026, 11, 5), UTC).revision == 4


def test_a_review_the_account_began_with_is_followed_by_every_change_of_that_day() -> None:
    history = (saved(0, 5), saved(1, 5), saved(2, 6))
    assert left_by_review(history, reviewed(a=5, b=3, c=None), date(2026, 11, 5), UTC).revision == 0


def test_a_review_written_down_on_another_day_ends_with_its_own() -> None:
    history = (saved(0, 1), saved(1, 5), saved(2, 7, review_came("a")), saved(3, 8))
    assert left_by_review(history, reviewed(a=5), date(2026, 11, 5), UTC).revision == 1
    assert left_by_review(history[2:], reviewed(a=5), date(2026, 11, 5), UTC).revision == 2
    assert left_by_review(history, reviewed(a=8), date(2026, 11, 8), UTC).revision == 3


def test_of_a_day_that_is_not_the_clocks_a_review_ends_with_the_save_that_brought_it() -> None:
    history = (saved(0, 7), saved(1, 7), saved(2, 7, review_came("a")), saved(3, 7, review_came("a", "verdict")))
    more = (*history, saved(4, 7), saved(5, 8, review_came("a", "verdict")))
    for day in (5, 9):
        assert left_by_review(more, reviewed(a=day), date(2026, 11, day), UTC, by_clock=False).revision == 3
    assert left_by_review(history, reviewed(b=5), date(2026, 11, 5), UTC, by_clock=False).revision == 0


def test_findings_of_an_older_state_are_those_of_a_day_on_which_it_stood() -> None:
    first, second, third = (date(2026, 11, day) for day in (1, 2, 3))
    assert judged_on(second, begins=first, today=third) == second
    assert judged_on(first, begins=second, today=third) == second
    assert judged_on(first, begins=third, today=second) == second


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


def test_only_a_deal_that_an_edit_changed_is_compared_again() -> None:
    rows = [deal(id=name, split={"2026-01": "100"}) for name in "ab"]
    moved = [row | {"split": {"2026-04": "100"}} for row in rows]
    old, new = (AccountPlan.model_validate({"id": "p", "name": "x", "opportunities": each}) for each in (rows, moved))
    since = SlipsSince(old)
    a, b = since.until(new)
    edited = SetField(("opportunities", "b", "split", "2026-07"), Decimal(50)).apply(new)
    again = since.until(edited)
    assert again == slips(old, edited)
    assert again[0] is a
    assert again[1] is not b
    turned = new.model_copy(update={"fiscal_year_start": 2})
    assert since.until(turned) == slips(old, turned)
