"""All accounts together: packed figures come back as they were, and money of two currencies never meets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.insight.figures import Figures
from kaptui.insight.key_figures import ACTIONS_KEPT, figures, key_figures
from kaptui.insight.limits import DEFAULT_LIMITS
from kaptui.insight.packed_figures import as_summary, figures_of
from kaptui.insight.plan_test import findings, stake_of_account
from kaptui.insight.portfolio import Portfolio, SortBy
from kaptui.insight.portfolio_totals import totals, totals_by_owner
from kaptui.insight.revenue import forecast
from kaptui.insight.states import Severity
from kaptui.insight.turning import unchanged_days
from kaptui.plan.document import AccountPlan

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 23)


class Accounts:
    """A listing of a few accounts, each given by its summary and what the store knows of it."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self.rows = sorted(rows, key=lambda row: (row["name"], row["id"]))

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, key: str) -> Sequence[Any]:
        return [row.get(key) for row in self.rows]

    def text(self, place: int) -> str:
        return str(self.rows[place].get("text", ""))


def demo() -> AccountPlan:
    return AccountPlan.model_validate_json((DATA / "demo_zh.json").read_text(encoding="utf-8"))


def plan_of(split: dict[str, str] | None = None, **values: Any) -> AccountPlan:
    deal = {"id": "a", "name": "A", "amount": "1000", "probability": 50, "split": split or {"2026-10": "400"}}
    return AccountPlan.model_validate({"id": "p", "opportunities": [deal]} | values)


def row(plan: AccountPlan, **values: Any) -> dict[str, Any]:
    """The row of an account in a listing, its summary as it comes back from a file."""
    return figured(figures(plan, TODAY), **{"id": plan.id, "name": plan.name, "owner": plan.owner} | values)


def figured(found: Figures, **values: Any) -> dict[str, Any]:
    known = {"id": "p", "name": "", "owner": "", "revision": 1, "changed_by": "", "archived": False}
    return json.loads(json.dumps(as_summary(found))) | known | values  # type: ignore[no-any-return]  # JSON holds any value


def unreadable(name: str, **values: Any) -> dict[str, Any]:
    known = {"id": name, "name": name, "owner": "", "revision": 0, "changed_by": "", "archived": False}
    return known | {"problem": "damaged"} | values


def portfolio(*rows: dict[str, Any], today: date = TODAY) -> Portfolio:
    return Portfolio(Accounts(rows), today)


def everybody(all_accounts: Portfolio) -> range:
    return range(len(all_accounts))


def test_the_figures_of_the_demonstration_are_those_of_its_screens() -> None:
    found = figures(demo(), TODAY)
    assert found.unmet == 1  # 李副总 approves, and nobody has met him
    assert found.map_state == "amber"
    assert found.last_contact == date(2026, 11, 18)
    assert [each.severity for each in found.findings] == [Severity.URGENT, Severity.WARNING, Severity.WARNING]
    assert found.findings[0].at_stake == stake_of_account(findings(demo(), TODAY)[:2])  # one enemy in two deals
    assert found.urgent == 2
    assert [each.due.isoformat() for each in found.actions] == ["2026-12-04", "2026-12-08", "2026-12-11"]
    year = found.year(2026)
    assert year is not None
    assert year.weighted == tuple(part.weighted for part in forecast(demo(), 2026).quarters)
    assert year.target == 6_000_000


def test_packed_figures_come_back_as_they_were() -> None:
    found = figures(demo(), TODAY)
    packed = json.loads(json.dumps(as_summary(found)))
    assert figures_of(packed["text"], TODAY) == found
    assert str(figures_of(packed["text"])) == str(found)  # to the last digit and its zeros
    assert key_figures(demo(), TODAY) == packed


@given(st.decimals(0, 10**9, places=4), st.none() | st.integers(0, 100), st.integers(1, 12))
def test_no_decimal_is_lost_in_packing(amount: Decimal, probability: int | None, start: int) -> None:
    plan = plan_of({"2026-10": str(amount)}, fiscal_year_start=start, targets={"2026-10": "0.5", "2025": "7"})
    plan = plan.model_copy(
        update={
            "opportunities": tuple(each.model_copy(update={"probability": probability}) for each in plan.opportunities)
        }
    )
    found = figures(plan, TODAY)
    back = figures_of(as_summary(found)["text"])
    assert back is not None
    assert back.years == found.years
    (total,) = totals(portfolio(row(plan)), [0])
    year = found.years[0]
    assert (total.planned, total.weighted, total.target) == (sum(year.planned), year.weighted, year.target)


@pytest.mark.parametrize("text", ["", "[]", "{}", "7", "[1,2,3,4,5,6,7]", "[[],[],[],[],[],[],[]]", "nothing"])
def test_what_is_no_summary_gives_no_figures(text: str) -> None:
    assert figures_of(text) is None
    assert portfolio(unreadable("a") | {"text": text}).account(0).figures is None


def test_only_open_actions_of_open_deals_with_a_date_are_due() -> None:
    rows = [{"id": str(day), "what": str(day), "due": f"2026-12-{day:02d}"} for day in range(20, 10, -1)]
    rows[0]["done"] = True  # type: ignore[assignment]  # a row of JSON holds any value
    rows.append({"id": "undated", "what": "some day"})
    deals = [{"id": "a", "actions": rows}, {"id": "b", "status": "lost", "actions": rows[1:2]}]
    found = figures(AccountPlan.model_validate({"id": "p", "opportunities": deals}), TODAY)
    assert [each.id for each in found.actions] == [str(day) for day in range(11, 11 + ACTIONS_KEPT)]
    assert found.actions[0].place == ("opportunities", "a", "actions", "11", "done")


# days


def told(plan: AccountPlan, today: date) -> list[tuple[object, ...]]:
    return [(each.rule, each.severity, each.subject, each.opportunity) for each in findings(plan, today)]


DAYS = st.none() | st.integers(-200, 200).map(lambda days: (TODAY + timedelta(days)).isoformat())


@st.composite
def dated_deals(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """A deal in which every day that a rule looks at may lie on either side of today."""
    actions = draw(st.lists(st.tuples(DAYS, st.booleans()), max_size=3))
    return {
        "id": f"d{number}", "amount": "100", "close_date": draw(DAYS),
        "probability": draw(st.sampled_from((None, 10, 60))), "strategy": draw(st.sampled_from((None, "develop"))),
        "status": draw(st.sampled_from(("open", "open", "won"))), "split": {"2026-10": "7", "2027-01": "8"},
        "actions": [{"id": f"a{n}", "due": due, "done": done} for n, (due, done) in enumerate(actions)],
        "steps": [{"id": f"s{n}", "date": day} for n, day in enumerate(draw(st.lists(DAYS, max_size=2)))],
        "reviews": [{"id": f"r{n}", "date": day} for n, day in enumerate(draw(st.lists(DAYS, max_size=2)))],
    }  # fmt: skip


@st.composite
def dated_plans(draw: st.DrawFn) -> AccountPlan:
    """Plans in which all that findings ask of a day lies around today."""
    deals = [draw(dated_deals(number)) for number in range(draw(st.integers(0, 3)))]
    people = [
        {"id": f"p{number}", "name": "P", "roles": roles, "last_contact": contact, "confirmed": confirmed}
        for number, (roles, contact, confirmed) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(([], ["D"])), DAYS, DAYS), max_size=3))
        )
    ]
    accepted = [
        {"id": "x", "rule": "no-mentor", "subject": "d0", "opportunity": "d0", "reason": "", "until": draw(DAYS)}
    ]
    return AccountPlan.model_validate({
        "id": "p", "opportunities": deals, "people": people, "acknowledged": accepted, "targets": {"2026": "9"},
        "fiscal_year_start": draw(st.integers(1, 12)),
    })  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(dated_plans(), st.integers(-250, 250), st.data())
def test_findings_are_the_same_while_figures_hold(plan: AccountPlan, days: int, data: st.DataObject) -> None:
    today = TODAY + timedelta(days)
    since, until = unchanged_days(plan, today, DEFAULT_LIMITS)
    assert since <= today < until
    first, last = max(since, today - timedelta(400)), min(until - timedelta(1), today + timedelta(400))
    other = first + timedelta(data.draw(st.integers(0, (last - first).days)))
    assert told(plan, other) == told(plan, today)
    packed, anew = figures(plan, today), figures(plan, other)
    assert packed.hold_on(other)
    assert (packed.urgent, packed.warnings) == (anew.urgent, anew.warnings)
    aged = figures_of(as_summary(packed)["text"], other)
    assert aged is not None
    assert [each.message for each in aged.findings] == [each.message for each in anew.findings]


def test_figures_hold_until_the_first_day_that_changes_a_finding() -> None:
    deal = {"id": "a", "amount": "1", "close_date": "2026-12-01", "reviews": [{"id": "r", "date": "2026-11-22"}]}
    plan = AccountPlan.model_validate({"id": "p", "opportunities": [deal]})
    found = figures(plan, TODAY)
    assert (found.since, found.until) == (date(2026, 9, 2), date(2026, 12, 2))  # near for 90 days, then overdue
    assert figures(plan, date(2026, 12, 2)).urgent == found.urgent + 1


def test_a_plan_without_days_holds_for_its_fiscal_year() -> None:
    found = figures(AccountPlan(id="p", fiscal_year_start=4), TODAY)
    assert (found.since, found.until) == (date(2026, 4, 1), date(2027, 4, 1))


def test_what_does_not_hold_today_is_counted_and_shown_as_of_its_day() -> None:
    rows = [row(demo(), id=str(number)) for number in range(3)] + [unreadable("x")]
    now, later = portfolio(*rows), portfolio(*rows, today=date(2027, 5, 1))
    assert (now.outdated(), later.outdated()) == (0, 3)
    assert [now.account(1).is_of_today, later.account(1).is_of_today] == [True, False]
    assert portfolio({"id": "new", "name": "new", "archived": False}).outdated() == 1


# money


def test_currencies_and_kinds_of_year_stand_in_totals_of_their_own() -> None:
    accounts = portfolio(
        row(plan_of({"2026-10": "400"}, fiscal_year_start=10)),
        row(plan_of({"2026-10": "100.5"}, fiscal_year_start=10, targets={"2026": "7"})),
        row(plan_of({"2026-10": "30"}, fiscal_year_start=10, currency="USD")),
        row(plan_of({"2026-10": "5"}, fiscal_year_start=1)),
    )
    found = {(each.currency, each.year_start): each for each in totals(accounts, everybody(accounts))}
    nothing = Decimal(0)
    assert {key: each.weighted for key, each in found.items()} == {
        ("CNY", 1): (nothing, nothing, nothing, Decimal("2.5")),
        ("CNY", 10): (Decimal("250.25"), nothing, nothing, nothing),
        ("USD", 10): (Decimal(15), nothing, nothing, nothing),
    }
    yuan = found["CNY", 10]
    assert (yuan.planned, yuan.won, yuan.expected) == (Decimal("500.5"), nothing, Decimal("250.25"))
    assert (yuan.accounts, yuan.without_target) == (2, 1)
    assert yuan.target == 7
    assert found["USD", 10].target is None


def test_totals_by_owner_leave_out_what_is_not_asked_for_and_unreadable_accounts() -> None:
    plan = plan_of(fiscal_year_start=10)
    accounts = portfolio(
        row(plan, owner="Li"),
        row(plan, owner="Wu"),
        row(plan, owner="Li"),
        row(plan, owner="Li", archived=True),
        unreadable("broken", owner="Li"),
    )
    found = totals_by_owner(accounts, accounts.live)
    assert [(each.owner, each.accounts, int(each.planned)) for each in found] == [("Li", 2, 800), ("Wu", 1, 400)]


def test_a_new_fiscal_year_shows_its_own_money() -> None:
    one = row(plan_of({"2026-10": "400", "2027-10": "70"}, fiscal_year_start=10))
    for today, weighted in ((TODAY, 200), (date(2027, 10, 1), 35), (date(2028, 10, 1), None), (date(2026, 1, 1), None)):
        accounts = portfolio(one, today=today)
        money = accounts.account(0).money
        assert (None if money is None else money.all_weighted) == weighted
        assert accounts.weighted() == [(weighted or 0) * 10**6]
        assert totals(accounts, [0])[0].weighted[0] == (weighted or 0)


def test_accounts_of_two_fiscal_years_are_added_by_the_year_that_contains_today() -> None:
    today = date(2027, 1, 2)
    old = row(plan_of({"2026-01": "100", "2027-01": "7"}), id="old")
    new = figured(figures(plan_of({"2027-01": "30"}), today), id="new")
    accounts = portfolio(old, new, today=today)
    (total,) = totals(accounts, everybody(accounts))
    assert (total.year, int(total.planned)) == (2027, 37)


# what needs somebody


def test_urgent_findings_come_first_and_then_what_is_due() -> None:
    late = [{"id": "x", "what": "call", "due": "2026-11-20"}, {"id": "y", "what": "visit", "due": "2026-11-27"}]
    deal = {"id": "a", "name": "A", "amount": "1000", "probability": 10, "actions": late}
    quiet = row(AccountPlan.model_validate({"id": "q", "opportunities": [deal]}), name="quiet")
    accounts = portfolio(quiet, row(demo()), row(demo(), archived=True), unreadable("z"))
    today = accounts.needs_today(accounts.live)
    assert [each.finding.rule for each in today if each.finding] == ["enemy-unattended"]
    assert [each.action.what for each in today if each.action] == ["call"]
    assert today[-1].account.name == "quiet"
    week = accounts.needs_today(accounts.live, days=7)
    assert [each.action.what for each in week if each.action] == ["call", "visit"]


def test_the_most_at_stake_comes_first_and_no_more_than_asked() -> None:
    accounts = portfolio(*(row(demo(), id=str(number)) for number in range(5)))
    asked = accounts.needs_today(everybody(accounts), days=30, most=3)
    assert [(each.account.id, each.finding.opportunity) for each in asked if each.finding] == [
        ("0", "o2"),
        ("1", "o2"),
        ("2", "o2"),
    ]
    assert [(each.account.id, each.action.due.day) for each in asked if each.action] == [("0", 4), ("1", 4), ("2", 4)]


# order


def named(name: str, **values: Any) -> dict[str, Any]:
    return figured(figures(demo(), TODAY)._replace(**values), id=name, name=name)


def in_order(accounts: Portfolio, by: SortBy, *, reverse: bool = False) -> str:
    return "".join(
        accounts.account(place).name for place in accounts.in_order(everybody(accounts), by, reverse=reverse)
    )


def test_sorting_puts_unknown_last_whichever_way() -> None:
    rows = [named("a", support=None), named("b", support=20.0), named("c", support=-5.0), unreadable("d")]
    assert in_order(portfolio(*rows), SortBy.SUPPORT) == "cbad"
    assert in_order(portfolio(*rows), SortBy.SUPPORT, reverse=True) == "bcad"


def test_sorting_by_findings_puts_urgent_before_many_warnings() -> None:
    counts = {"a": (0, 9), "b": (1, 0), "c": (0, 0)}
    rows = [named(name, urgent=urgent, warnings=warnings) for name, (urgent, warnings) in counts.items()]
    assert in_order(portfolio(*rows), SortBy.FINDINGS) == "bac"


def test_sorting_by_money_keeps_currencies_apart() -> None:
    rows = [
        row(plan_of({"2026-10": amount}, fiscal_year_start=10, currency=currency), name=name)
        for name, amount, currency in (("a", "10", "USD"), ("b", "20.5", "CNY"), ("c", "900", "CNY"))
    ]
    assert in_order(portfolio(*rows), SortBy.WEIGHTED) == "cba"
    assert in_order(portfolio(*rows), SortBy.QUARTER_1) == "cba"


def test_the_latest_change_and_the_worst_attainment_come_first() -> None:
    rows = [
        row(plan_of({"2026-10": "400"}, fiscal_year_start=10, targets=targets), name=name, changed=changed)
        for name, targets, changed in (
            ("a", {"2026": "100"}, "2026-11-01T00:00:00+00:00"),
            ("b", {"2026": "1000"}, "2026-11-02T00:00:00+00:00"),
            ("c", {}, None),
        )
    ]
    assert in_order(portfolio(*rows), SortBy.CHANGED) == "bac"
    assert in_order(portfolio(*rows), SortBy.ATTAINMENT) == "bac"


def test_every_column_sorts_every_account() -> None:
    changed = datetime(2026, 11, 1, tzinfo=UTC).isoformat()
    rows = [row(demo(), name="d", changed=changed), unreadable("x"), named("y", coverage=None, last_contact=None)]
    for column in SortBy:
        assert sorted(in_order(portfolio(*rows), column)) == ["d", "x", "y"]
