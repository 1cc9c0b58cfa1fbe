"""What the program says of random plans at every limit is what the method says, to the last digit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kaptui.insight import power
from kaptui.insight.assessment import assess
from kaptui.insight.odds import odds
from kaptui.insight.plan_test import RULES, Finding, findings
from kaptui.insight.reach import reach, ways_in
from kaptui.insight.revenue import as_json, forecast
from kaptui.insight.view import views_of
from kaptui.plan.changes import document_of
from kaptui.plan.document import AccountPlan
from tests.conftest import Campaign
from tests.unit import by_the_method as method
from tests.unit.by_the_method import Json, Told
from tests.unit.plans_at_limits import TODAY, PlansAtLimits
from tests.unit.rules_by_the_method import findings as findings_by_the_method

SMALL, FULL = 100, 20_000


def plans(campaign: Campaign) -> Iterator[tuple[AccountPlan, Json]]:
    made = PlansAtLimits(campaign.random)
    for _ in range(campaign.rounds(SMALL, FULL)):
        plan = made.plan()
        yield plan, document_of(plan)


def told(found: Finding) -> Told:
    cents = None if found.at_stake is None else int(100 * found.at_stake)
    return Told(found.rule, found.severity, found.subject.kind, found.subject_id, found.opportunity, cents)


def fraction(amount: Decimal | None) -> Fraction | None:
    return None if amount is None else Fraction(amount)


def test_every_rule_fires_or_stays_silent_as_the_method_says(campaign: Campaign) -> None:
    fired: Counter[str] = Counter()
    for plan, document in plans(campaign):
        found = Counter(map(told, findings(plan, TODAY)))
        assert found == Counter(findings_by_the_method(document, TODAY))
        fired.update(each.rule for each in found)
    assert len(fired) >= len(RULES) - 1  # the rarest may not come up in a small campaign


def test_people_weigh_reach_and_are_reached_as_the_method_says(campaign: Campaign) -> None:
    for plan, document in plans(campaign):
        for deal, written in zip((None, *plan.opportunities), (None, *document["opportunities"]), strict=True):
            view, people = views_of(plan).of(deal), method.seen_from(document, written)
            support = power.support(view)
            assert (support.score, support.known) == method.support(people)
            assert power.coverage(view).score == method.coverage(people)
            shares = reach(view)
            for share, signs in ((shares.mentors, "*"), (shares.enemies, "X")):
                seeds = [person for person in people if person["relationship"] == signs]
                assert share == method.share_reached(document, people, seeds)
            assert shares.friends == method.share_reached(document, people, filter(method.is_friend, people))
            costs = method.costs_of_ways(document, people)
            assert all(way.cost == costs.get(way.target.id) for way in ways_in(view))


def test_verdict_and_gap_are_the_methods(campaign: Campaign) -> None:
    for plan, document in plans(campaign):
        for deal, written in zip(plan.opportunities, document["opportunities"], strict=True):
            found = assess(plan, deal)
            assert (found.verdict, found.gap) == (method.verdict(written), method.gap(document, written))


def test_quarters_and_odds_are_the_methods_to_the_last_digit(campaign: Campaign) -> None:
    for plan, document in plans(campaign):
        for year in (2025, 2026, 2027):
            found, spread = forecast(plan, year), method.distribution(document, year)
            said = as_json(found, odds(found))
            for part, start in zip(said["quarters"], method.quarters(document, year), strict=True):
                assert part["start"] == method.first_of(start).isoformat()[:7]
                assert Fraction(part["weighted"]) == method.weighted(document, start)
            assert Fraction(said["planned"]) == method.planned(document, year)
            assert Fraction(said["won"]) == method.planned(document, year, "won")
            assert Fraction(said["unallocated"]) == method.unallocated(document)
            target = method.target(document, year)
            assert fraction(found.target) == target
            chance = None if target is None else float(method.reached(spread, target))
            assert (said["odds_of_target"], said["odds_bounds"]) == (chance, None if chance is None else [chance] * 2)
            assert Fraction(said["best"]) == max(spread)
            likely = [total for total in spread if method.reached(spread, total) >= Fraction(4, 5)]
            assert Fraction(said["low"]) == max(likely)
