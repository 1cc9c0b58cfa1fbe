"""A summary that takes over from the one before an edit says the same as one made from nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kaptui.insight.limits import limits_from
from kaptui.insight.plan_test.case import AccountCase, DealCase
from kaptui.insight.plan_test.people import Common, ViewFacts
from kaptui.insight.plan_test.run import ABOUT_PEOPLE, DEAL_RULES
from kaptui.insight.summary import Summary
from kaptui.insight.view import View, views_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT, replaced
from kaptui.plan.vocabulary import Status
from tests.bench.plans import SIGNS, STANDINGS, TODAY, large_plan

Change = Callable[[AccountPlan, Random], AccountPlan]


def _set(path: tuple[str, ...], *values: Any) -> Change:
    """Put one of the values at a place; ``*`` in the path is any row of the table before it."""
    def change(plan: AccountPlan, random: Random) -> AccountPlan:
        at = tuple(random.choice(getattr(plan, path[0])).id if word == "*" else word for word in path)
        return replaced(plan, at, random.choice(values))
    return change


def _override(plan: AccountPlan, random: Random) -> AccountPlan:
    deal, somebody = random.choice(plan.opportunities), random.choice(plan.people)
    name, value = random.choice([("relationship", random.choice(SIGNS)), ("standing", random.choice(STANDINGS)),
                                 ("roles", random.choice([("D",), ("A",), (), ABSENT]))])
    return replaced(plan, ("opportunities", deal.id, "overrides", somebody.id, name), value)


def _no_override(plan: AccountPlan, random: Random) -> AccountPlan:
    deal = random.choice(plan.opportunities)
    return replaced(plan, ("opportunities", deal.id, "overrides"), dict(list(deal.overrides.items())[1:]))


def _fewer_or_other_rows(plan: AccountPlan, random: Random) -> AccountPlan:
    table = random.choice(["people", "links", "competitors", "needs", "spin", "opportunities"])
    rows = list(getattr(plan, table))
    if len(rows) > 2 and random.random() < 0.5:
        rows.pop(random.randrange(len(rows)))
    random.shuffle(rows)
    return plan.model_copy(update={table: tuple(rows)})


CHANGES: list[Change] = [
    _set(("people", "*", "relationship"), *SIGNS), _set(("people", "*", "standing"), *STANDINGS),
    _set(("people", "*", "roles"), (), ("D",), ("A", "U")), _set(("people", "*", "contact"), 0, 1, 2, 3, None),
    _set(("people", "*", "reports_to"), None, "p0", "p3", "p9"), _set(("people", "*", "archived"), True, False),
    _set(("people", "*", "kind"), "member", "consultant"), _set(("people", "*", "supports"), None, "c1"),
    _set(("people", "*", "name"), "Other"), _set(("people", "*", "last_contact"), TODAY, None),
    _set(("links", "*", "kind"), "influences", "dotted"), _set(("links", "*", "target"), "p1", "p5", None),
    _set(("opportunities", "*", "probability"), 10, 60, None), _set(("opportunities", "*", "status"), *Status),
    _set(("opportunities", "*", "strategy"), "frontal", "flanking", "develop", None),
    _set(("opportunities", "*", "close_date"), TODAY, TODAY + timedelta(200), TODAY - timedelta(1), None),
    _set(("opportunities", "*", "assessment", "us", "c2", "rating"), "+", "-", "?"),
    _set(("opportunities", "*", "risks"), "", "Some"), _set(("competitors", "*", "strategy"), None, "frontal"),
    _set(("needs", "*", "solution"), "", "Ours"), _set(("spin", "*", "opportunity"), "d0", "d1", None),
    _set(("fiscal_year_start",), 1, 4), _set(("name",), "Another"), _override, _override, _no_override,
    _fewer_or_other_rows,
]  # fmt: skip


def everything_told(summary: Summary) -> list[Any]:
    """All that a summary says of a plan, people named by id."""
    told: list[Any] = [summary.all_findings(), summary.findings(), summary.finding_lines(), summary.forecast()]
    for deal in (None, *summary.plan.opportunities):
        view = summary.view(deal)
        told.append([
            [seen.id for seen in group]
            for group in (view.members, view.others, view.key_players, view.deciders, view.inner, view.friends,
                          view.mentors, view.enemies, view.opponents)
        ])
        told += [[(each.id, each.weight, each.overridden) for each in view.everyone], view.total_weight]
        told += [view.lines.boss, view.lines.kinds]
        told += [summary.map_state(deal), summary.reach(deal), summary.support(deal).score]
        told += [summary.coverage(deal).score]
        told.append([(way.target.id, way.cost, way.only_through_enemy) for way in summary.ways_in(deal)])
    return told


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_a_summary_that_takes_over_says_the_same_as_a_new_one(seed: int) -> None:
    random = Random(seed)
    plan = large_plan(people=14, deals=4, overrides=random.choice([0, 4]), links=20, rivals=3, seed=seed)
    summary = Summary(plan, TODAY)
    for _ in range(8):
        if random.random() < 0.8:
            everything_told(summary)
        plan = random.choice(CHANGES)(plan, random)
        today = TODAY if random.random() < 0.9 else TODAY + timedelta(31)
        summary = Summary(plan, today, before=summary)
        assert everything_told(summary) == everything_told(Summary(plan, today)), f"seed {seed}"


def test_a_summary_with_other_limits_takes_nothing_over() -> None:
    plan = large_plan(people=14, deals=4)
    before, limits = Summary(plan, TODAY), limits_from({"near_probability": 99})
    before.findings()
    assert Summary(plan, TODAY, limits, before).findings() == Summary(plan, TODAY, limits).findings()


def test_an_edit_of_one_deal_looks_at_that_deal_only(monkeypatch: Any) -> None:
    plan = large_plan(people=30, deals=6, overrides=5)
    before = Summary(plan, TODAY)
    before.findings()
    made: list[View] = []
    plain = ViewFacts.__init__

    def init(self: ViewFacts, view: View, common: Common) -> None:
        made.append(view)
        plain(self, view, common)

    monkeypatch.setattr(ViewFacts, "__init__", init)
    after = Summary(replaced(plan, ("opportunities", "d3", "probability"), 77), TODAY, before=before)
    known = set(map(id, before.all_findings().parts))
    assert not made
    assert {part.opportunity for part in after.all_findings().parts if id(part) not in known} <= {"d3", None}
    assert after.views is before.views


class _Nobody:
    """Stands where a rule would look at people."""

    def __init__(self) -> None:
        self.view = self

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"a rule about the deal asked the people for {name}")


def test_only_the_rules_about_people_look_at_people() -> None:
    plan = large_plan(people=20, deals=8, overrides=4)
    account = AccountCase(plan, date(2026, 11, 23), limits_from({}), views_of(plan))
    vars(account).update(last_contact=_Nobody(), weightiest=_Nobody())
    for deal in plan.opportunities:
        case = DealCase(account, deal, _Nobody())  # type: ignore[arg-type] # that is the point
        for rule in DEAL_RULES:
            if rule not in ABOUT_PEOPLE:
                list(rule(case))
