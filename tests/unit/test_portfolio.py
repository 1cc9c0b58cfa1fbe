"""All accounts together: packed figures come back as they were, and money of two currencies never meets."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaptui.insight.figures import ACTIONS_KEPT, Figures, figures
from kaptui.insight.packed_figures import as_summary, figures_of
from kaptui.insight.plan_test.finding import Severity
from kaptui.insight.portfolio import AccountSummary, SortBy, needs_today, sorted_accounts
from kaptui.insight.portfolio_totals import totals, totals_by_owner
from kaptui.insight.revenue import forecast
from kaptui.plan.document import AccountPlan

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 23)


def demo() -> AccountPlan:
    return AccountPlan.model_validate_json((DATA / "demo_zh.json").read_text(encoding="utf-8"))


def plan_of(split: dict[str, str] | None = None, **values: Any) -> AccountPlan:
    deal = {"id": "a", "name": "A", "amount": "1000", "probability": 50, "split": split or {"2026-10": "400"}}
    return AccountPlan.model_validate({"id": "p", "opportunities": [deal]} | values)


def account(plan: AccountPlan, **values: Any) -> AccountSummary:
    packed = json.loads(json.dumps(as_summary(figures(plan, TODAY))))
    return AccountSummary(**{"id": plan.id, "name": plan.name, "owner": plan.owner, "packed": packed} | values)


def test_the_figures_of_the_demonstration_are_those_of_its_screens() -> None:
    found = figures(demo(), TODAY)
    assert found.unmet == 1  # 李副总 approves, and nobody has met him
    assert found.map_state == "amber"
    assert found.last_contact == date(2026, 11, 18)
    assert [each.severity for each in found.findings] == [Severity.URGENT, Severity.URGENT, Severity.WARNING]
    assert [each.due.isoformat() for each in found.actions] == ["2026-12-04", "2026-12-08", "2026-12-11"]
    year = found.year(2026)
    assert year is not None
    assert year.weighted == tuple(part.weighted for part in forecast(demo(), 2026).quarters)
    assert year.target == 6_000_000


def test_packed_figures_come_back_as_they_were() -> None:
    found = figures(demo(), TODAY)
    assert figures_of(json.loads(json.dumps(as_summary(found)))) == found


@given(st.decimals(0, 10**9, places=4), st.none() | st.integers(0, 100), st.integers(1, 12))
def test_no_decimal_is_lost_in_packing(amount: Decimal, probability: int | None, start: int) -> None:
    plan = plan_of({"2026-10": str(amount)}, fiscal_year_start=start, targets={"2026-10": "0.5", "2025": "7"})
    plan = plan.model_copy(update={
        "opportunities": tuple(row.model_copy(update={"probability": probability}) for row in plan.opportunities)
    })
    found = figures(plan, TODAY)
    back = figures_of(json.loads(json.dumps(as_summary(found))))
    assert back is not None
    assert back.years == found.years


@pytest.mark.parametrize("packed", [None, {}, {"v": 0}, {"v": 1}, {"v": 1, "c": 3}, {"v": "1"}])
def test_what_is_no_summary_gives_no_figures(packed: dict[str, Any] | None) -> None:
    assert figures_of(packed) is None


def test_a_summary_of_another_version_counts_nowhere() -> None:
    other = AccountSummary("a", "A", packed={"v": 0})
    assert totals([other], TODAY) == ()
    assert needs_today([other], TODAY) == ()
    assert sorted_accounts([other], SortBy.SUPPORT, TODAY) == (other,)


def test_only_open_actions_of_open_deals_with_a_date_are_due() -> None:
    rows = [{"id": str(day), "what": str(day), "due": f"2026-12-{day:02d}"} for day in range(20, 10, -1)]
    rows[0]["done"] = True  # type: ignore[assignment]  # a row of JSON holds any value
    rows.append({"id": "undated", "what": "some day"})
    deals = [{"id": "a", "actions": rows}, {"id": "b", "status": "lost", "actions": rows[1:2]}]
    found = figures(AccountPlan.model_validate({"id": "p", "opportunities": deals}), TODAY)
    assert [each.id for each in found.actions] == [str(day) for day in range(11, 11 + ACTIONS_KEPT)]


def test_currencies_and_kinds_of_year_stand_in_totals_of_their_own() -> None:
    accounts = [
        account(plan_of({"2026-10": "400"}, fiscal_year_start=10)),
        account(plan_of({"2026-10": "100.5"}, fiscal_year_start=10, targets={"2026": "7"})),
        account(plan_of({"2026-10": "30"}, fiscal_year_start=10, currency="USD")),
        account(plan_of({"2026-10": "5"}, fiscal_year_start=1)),
    ]
    found = {(each.currency, each.year_start): each for each in totals(accounts, TODAY)}
    nothing = Decimal(0)
    assert {key: each.planned for key, each in found.items()} == {
        ("CNY", 1): (nothing, nothing, nothing, Decimal(5)),
        ("CNY", 10): (Decimal("500.5"), nothing, nothing, nothing),
        ("USD", 10): (Decimal(30), nothing, nothing, nothing),
    }
    yuan = found["CNY", 10]
    assert yuan.weighted[0] == Decimal("250.25")
    assert (yuan.accounts, yuan.without_target) == (2, 1)
    assert yuan.target == 7
    assert found["USD", 10].target is None


def test_totals_by_owner_leave_out_archived_and_unreadable_accounts() -> None:
    plan = plan_of(fiscal_year_start=10)
    accounts = [
        account(plan, owner="Li"), account(plan, owner="Wu"), account(plan, owner="Li"),
        account(plan, owner="Li", archived=True), AccountSummary("broken", "broken", "Li", problem=True),
    ]
    assert [(each.owner, each.accounts, int(each.planned[0])) for each in totals_by_owner(accounts, TODAY)] == [
        ("Li", 2, 800), ("Wu", 1, 400),
    ]


def test_a_new_fiscal_year_shows_its_own_money() -> None:
    one = account(plan_of({"2026-10": "400", "2027-10": "70"}, fiscal_year_start=10))
    assert one.weighted(TODAY) == 200
    assert one.weighted(date(2027, 10, 1)) == 35
    assert one.is_of(TODAY)
    assert not one.is_of(date(2026, 11, 24))


def test_urgent_findings_come_first_and_then_what_is_due() -> None:
    late = [{"id": "x", "what": "call", "due": "2026-11-20"}, {"id": "y", "what": "visit", "due": "2026-11-27"}]
    deal = {"id": "a", "name": "A", "amount": "1000", "probability": 10, "actions": late}
    quiet = account(AccountPlan.model_validate({"id": "q", "opportunities": [deal]}), name="quiet")
    accounts = [quiet, account(demo()), account(demo(), archived=True)]
    today = needs_today(accounts, TODAY)
    assert [each.finding.rule for each in today if each.finding] == ["enemy-unattended", "enemy-unattended"]
    assert [each.action.what for each in today if each.action] == ["call"]
    assert today[-1].account is quiet
    assert [each.action.what for each in needs_today(accounts, TODAY, days=7) if each.action] == ["call", "visit"]


def test_the_most_at_stake_comes_first_and_no_more_than_asked() -> None:
    accounts = [account(demo(), id=str(number)) for number in range(5)]
    asked = needs_today(accounts, TODAY, days=30, most=3)
    assert [(each.account.id, each.finding.opportunity) for each in asked if each.finding] == [
        ("0", "o2"), ("1", "o2"), ("2", "o2"),
    ]
    assert [(each.account.id, each.action.due.day) for each in asked if each.action] == [("0", 4), ("1", 4), ("2", 4)]


def figured(name: str, **values: Any) -> AccountSummary:
    found: Figures = replace(figures(demo(), TODAY), **values)
    return AccountSummary(name, name, packed=as_summary(found))


def names(accounts: tuple[AccountSummary, ...]) -> str:
    return "".join(each.name for each in accounts)


def test_sorting_puts_unknown_last_whichever_way() -> None:
    accounts = [figured("a", support=None), figured("b", support=20.0), figured("c", support=-5.0)]
    accounts.append(AccountSummary("d", "d", problem=True))
    assert names(sorted_accounts(accounts, SortBy.SUPPORT, TODAY)) == "cbad"
    assert names(sorted_accounts(accounts, SortBy.SUPPORT, TODAY, reverse=True)) == "bcad"


def test_sorting_by_findings_puts_urgent_before_many_warnings() -> None:
    counts = {"a": (0, 9), "b": (1, 0), "c": (0, 0)}
    accounts = [figured(name, urgent=urgent, warnings=warnings) for name, (urgent, warnings) in counts.items()]
    assert names(sorted_accounts(accounts, SortBy.FINDINGS, TODAY)) == "bac"


def test_sorting_by_money_keeps_currencies_apart() -> None:
    accounts = [
        account(plan_of({"2026-10": amount}, fiscal_year_start=10, currency=currency), name=name)
        for name, amount, currency in (("a", "10", "USD"), ("b", "20", "CNY"), ("c", "900", "CNY"))
    ]
    assert names(sorted_accounts(accounts, SortBy.WEIGHTED, TODAY)) == "cba"


def test_every_column_sorts_every_account() -> None:
    changed = datetime(2026, 11, 1, tzinfo=UTC)
    unknown = figured("y", coverage=None, last_contact=None)
    accounts = [account(demo(), changed=changed), AccountSummary("x", "x"), unknown]
    for column in SortBy:
        assert set(sorted_accounts(accounts, column, TODAY)) == set(accounts)
