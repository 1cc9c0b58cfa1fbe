"""When each rule about people fires and when it stays silent, on the day and at the number where it changes."""

from __future__ import annotations

from typing import Any

import pytest

from kaptui.insight.plan_test import Severity
from tests.unit.healthy import Changes, action, another_deal, day, findings_of, healthy, of_rule, person

HEALTHY_PEOPLE: list[dict[str, Any]] = healthy()["people"]
FAR = {"probability": 49, "close_date": day(91)}
"""A deal that is not near."""


def beside(*people: dict[str, Any]) -> Changes:
    """The healthy people and some more."""
    return {"plan": {"people": [*HEALTHY_PEOPLE, *people]}}


def only(*people: dict[str, Any]) -> Changes:
    """These people instead of the healthy ones."""
    return {"plan": {"people": list(people)}}


def test_a_healthy_plan_has_no_finding() -> None:
    assert findings_of({}) == ()


FIRES: list[tuple[str, Changes, list[str]]] = [
    ("no-decider", {"boss": {"roles": ["A"]}}, ["deal"]),
    ("no-decider", {"boss": {"kind": "consultant"}}, ["deal"]),
    ("no-decider", {"boss": {"archived": True}}, ["deal"]),
    ("no-decider", {"deal": {"overrides": {"boss": {"roles": None}}}}, ["deal"]),
    ("no-decider", {"boss": {"roles": ["A"]}, "deal": {"overrides": {"treasurer": {"roles": ["D"]}}}}, []),
    ("no-decider", {"boss": {"name": ""}}, []),
    ("no-approver", {"treasurer": {"roles": ["D"]}}, ["deal"]),
    ("no-approver", {"boss": {"roles": ["D", "A"]}, "treasurer": {"roles": []}}, []),

    ("enemy-unattended", {"fan": {"relationship": "X"}}, ["fan"]),
    ("enemy-unattended", {"fan": {"relationship": "X", "standing": "outside"}}, []),
    ("enemy-unattended", {"fan": {"relationship": "X", "standing": None}}, []),
    ("enemy-unattended", {"fan": {"relationship": "X", "standing": None, "roles": ["D"]}}, ["fan"]),
    ("enemy-unattended", {"fan": {"relationship": "X", "kind": "consultant"}}, []),
    ("enemy-unattended", {"fan": {"relationship": "-"}}, []),
    ("enemy-unattended", {"deal": {"overrides": {"fan": {"relationship": "X"}}}}, ["fan"]),
    ("enemy-unattended", {"fan": {"relationship": "X"}, "deal": {"overrides": {"fan": {"relationship": None}}}}, []),
    ("enemy-unattended", {"fan": {"relationship": "X"}, "deal": {"actions": [action("a", person="fan")]}}, []),
    ("enemy-unattended", {"fan": {"relationship": "X"}, "deal": {"actions": [action("a", person="boss")]}}, ["fan"]),
    ("enemy-unattended", {"fan": {"relationship": "X"},
                          "deal": {"actions": [action("a", person="fan", done=True)]}}, ["fan"]),
    ("enemy-unattended", {"fan": {"relationship": "X"}, "deal": {"actions": [action("a", category="insulate")]}}, []),
    ("enemy-unattended", {"fan": {"relationship": "X"}, "deal": {"actions": [action("a", category="minimise")]}}, []),
    ("enemy-unattended", {"fan": {"relationship": "X"},
                          "deal": {"actions": [action("a", category="minimise", due=day(-9))]}}, []),
    ("enemy-unattended", {"fan": {"relationship": "X"},
                          "deal": {"actions": [action("a", category="insulate", done=True)]}}, ["fan"]),

    ("decider-untouched", {"boss": {"contact": 1}}, ["boss"]),
    ("decider-untouched", {"boss": {"contact": 2}}, []),
    ("decider-untouched", {"treasurer": {"contact": None}}, ["treasurer"]),
    ("decider-untouched", {"fan": {"contact": 0}}, []),
    ("decider-untouched", {"fan": {"contact": 0}, "deal": {"overrides": {"fan": {"roles": ["A"]}}}}, ["fan"]),
    ("decider-untouched", beside(person("adviser", kind="consultant", roles=["D"], contact=0)), []),

    ("no-opponent", {"fan": {"relationship": "=", "supports": None}}, ["deal"]),
    ("no-opponent", {"fan": {"relationship": None, "supports": None}}, ["deal"]),
    ("no-opponent", {"fan": {"relationship": "=", "supports": "rival"}}, []),
    ("no-opponent", {"fan": {"relationship": "-", "supports": None}}, []),
    ("no-opponent", {"fan": {"relationship": "X", "supports": None, "kind": "salesperson"}}, []),
    ("no-opponent", {"fan": {"relationship": "=", "supports": "rival", "kind": "consultant"}}, []),
    ("no-opponent", {"fan": {"archived": True}}, ["deal"]),

    ("outnumbered", {"treasurer": {"relationship": "="}}, ["deal"]),
    ("outnumbered", {"treasurer": {"relationship": "X"}}, ["deal"]),
    ("outnumbered", {"treasurer": {"relationship": "="}, "fan": {"relationship": "="}}, []),
    ("outnumbered", {"treasurer": {"relationship": "="}, "fan": {"standing": "outside"}}, []),
    ("outnumbered", {"boss": {"relationship": "="}, "treasurer": {"relationship": None}}, ["deal"]),

    ("deciders-alone", {"treasurer": {"relationship": "="}}, ["deal"]),
    ("deciders-alone", {"treasurer": {"relationship": None}}, ["deal"]),
    ("deciders-alone", {"treasurer": {"relationship": "="}, "fan": {"standing": "outside"}}, []),
    ("deciders-alone", {"treasurer": {"relationship": "=", "roles": ["D"]}}, []),
    ("deciders-alone", {"treasurer": {"relationship": "="}, "boss": {"roles": ["A"]}}, []),

    ("single-threaded", {"treasurer": {"contact": 1}}, ["deal"]),
    ("single-threaded", {"treasurer": {"contact": 2}}, []),
    ("single-threaded", {"treasurer": {"relationship": "="}}, ["deal"]),
    ("single-threaded", {"treasurer": {"department": "Board"}}, ["deal"]),
    ("single-threaded", {"treasurer": {"department": ""}, "boss": {"department": ""}}, []),
    ("single-threaded", {"treasurer": {"department": ""}}, []),
    ("single-threaded", {"treasurer": {"contact": 0}, "boss": {"contact": 0}}, ["deal"]),
    ("single-threaded", {"treasurer": {"kind": "consultant"}}, ["deal"]),

    ("no-mentor", {"boss": {"relationship": "+"}}, ["deal"]),
    ("no-mentor", {"deal": {"overrides": {"boss": {"relationship": "+"}}}}, ["deal"]),
    ("no-mentor", {"boss": {"relationship": "+"}, "fan": {"relationship": "*"}}, []),
    ("no-mentor", {"boss": {"relationship": "+"}, "fan": {"relationship": "*", "kind": "consultant"}}, ["deal"]),

    ("inner-circle-empty", {"boss": {"standing": "structure"}, "treasurer": {"standing": None}}, ["deal"]),
    ("inner-circle-empty", {"boss": {"standing": "structure"}}, []),
    ("inner-circle-empty", {"boss": {"kind": "consultant"}, "treasurer": {"standing": "outside"}}, ["deal"]),

    ("no-way-in", {"treasurer": {"contact": 1}}, ["treasurer"]),
    ("no-way-in", {"treasurer": {"contact": None}}, ["treasurer"]),
    ("no-way-in", {"treasurer": {"contact": 2}}, []),
    ("no-way-in", {"treasurer": {"contact": 1, "reports_to": "boss"}}, []),
    ("no-way-in", {"treasurer": {"contact": 1}, "boss": {"reports_to": "treasurer"}}, []),
    ("no-way-in", {"treasurer": {"contact": 1, "reports_to": "fan"}, "fan": {"reports_to": "boss"}}, []),
    ("no-way-in", {"treasurer": {"contact": 1, "reports_to": "fan"},
                   "fan": {"reports_to": "boss", "relationship": "X"}}, ["treasurer"]),
    ("no-way-in", {"treasurer": {"contact": 1, "relationship": "X", "reports_to": "boss"}}, []),
    ("no-way-in", {"treasurer": {"contact": 1},
                   "plan": {"links": [{"id": "l", "source": "boss", "target": "treasurer"}]}}, []),
    ("no-way-in", {"treasurer": {"contact": 1},
                   "plan": {"links": [{"id": "l", "source": "treasurer", "target": "boss"}]}}, ["treasurer"]),
    ("no-way-in", {"treasurer": {"contact": 1},
                   "plan": {"links": [{"id": "l", "source": "boss", "target": "treasurer", "kind": "dotted"}]}},
     ["treasurer"]),
    ("no-way-in", {"boss": {"contact": 1}, "treasurer": {"contact": 1}}, ["boss", "treasurer"]),

    ("overconfident", {"boss": {"relationship": "="}, "treasurer": {"relationship": "-"}}, ["deal"]),
    ("overconfident", {"boss": {"relationship": "="}, "treasurer": {"relationship": "-"},
                       "deal": {"probability": 59}}, []),
    ("overconfident", {"boss": {"relationship": "="}}, []),
    ("overconfident", {"boss": {"roles": []}, "treasurer": {"roles": ["E"]}}, ["deal"]),
    ("overconfident", {"boss": {"roles": []}, "treasurer": {"roles": []}, "deal": {"probability": None}}, []),
]
"""Rule, changes to the healthy plan, ids of the subjects it then finds."""


@pytest.mark.parametrize(("rule", "changes", "subjects"), FIRES, ids=[f"{row[0]}-{n}" for n, row in enumerate(FIRES)])
def test_a_rule_about_people_fires_or_stays_silent(rule: str, changes: Changes, subjects: list[str]) -> None:
    found = of_rule(rule, changes)
    assert [each.subject_id for each in found] == subjects
    assert {each.opportunity for each in found} <= {"deal"}


LAST_CONTACTS: list[tuple[list[str | None], int | None, bool]] = [
    ([day(-30), None, day(-200)], 50, False),
    ([day(-31), None, day(-200)], 50, True),
    ([None, None, None], 50, True),
    ([None, None, None], 49, False),
    ([None, None, None], None, False),
    ([None, None, day(1)], 90, False),
]


@pytest.mark.parametrize(("contacts", "probability", "fires"), LAST_CONTACTS)
def test_a_likely_deal_needs_contact_within_thirty_days(
    contacts: list[str | None], probability: int | None, fires: bool
) -> None:
    changes: Changes = {
        name: {"last_contact": contact} for name, contact in zip(("boss", "treasurer", "fan"), contacts, strict=True)
    }
    assert bool(of_rule("no-customer-contact", changes | {"deal": {"probability": probability}})) is fires


def test_contact_with_people_outside_the_tree_is_no_customer_contact() -> None:
    people = [each | {"last_contact": day(-60)} for each in HEALTHY_PEOPLE]
    adviser = person("adviser", kind="consultant", last_contact=day(-1))
    assert of_rule("no-customer-contact", {"plan": {"people": [*people, adviser]}})


@pytest.mark.parametrize(("rule", "changes"), [
    ("no-decider", {"boss": {"roles": ["A"]}}),
    ("single-threaded", {"boss": {"contact": 0}}),
    ("no-mentor", {"boss": {"relationship": "+"}}),
])
@pytest.mark.parametrize(("deal", "near"), [
    (FAR, False), (FAR | {"probability": 50}, True), (FAR | {"close_date": day(90)}, True),
    (FAR | {"close_date": day(-400)}, True), ({"probability": None, "close_date": None}, False),
])
def test_nearness_raises_the_severity(rule: str, changes: Changes, deal: dict[str, Any], near: bool) -> None:
    severities = {
        "no-decider": (Severity.WARNING, Severity.URGENT), "single-threaded": (Severity.HINT, Severity.WARNING),
        "no-mentor": (Severity.HINT, Severity.WARNING),
    }
    [found] = of_rule(rule, {**changes, "deal": deal})
    assert found.severity is severities[rule][near]


def test_a_rule_judges_each_deal_in_its_own_view() -> None:
    overridden = another_deal("second", overrides={"boss": {"roles": ["E"]}, "fan": {"relationship": "X"}})
    plan = {"plan": {"opportunities": [healthy()["opportunities"][0], overridden]}}
    rules = {(found.rule, found.opportunity) for found in findings_of(plan)}
    assert ("no-decider", "second") in rules
    assert ("enemy-unattended", "second") in rules
    assert not {rule for rule, deal in rules if deal == "deal"}


def test_only_open_deals_are_judged() -> None:
    over = [another_deal(each, status=each, overrides={"boss": {"roles": []}}) for each in ("won", "lost", "dropped")]
    assert findings_of({"plan": {"opportunities": [healthy()["opportunities"][0], *over]}}) == ()


def test_a_person_s_gap_puts_the_person_s_share_of_the_weight_at_stake() -> None:
    """1,000,000 at 60 %; weights 15 + 15 + 6, the adviser outside the tree has none."""
    adviser = person("adviser", kind="consultant", roles=["D"], standing="inner")
    people = [each | ({"contact": 0} if each["id"] == "treasurer" else {}) for each in HEALTHY_PEOPLE]
    [found] = of_rule("decider-untouched", {"plan": {"people": [*people, adviser]}})
    assert str(found.at_stake) == "250000.00"


def test_a_weight_changed_for_the_deal_changes_what_is_at_stake() -> None:
    """Weights in this view: boss 15, treasurer 15, fan 3 x 5 = 15."""
    [found] = of_rule("decider-untouched", {
        "fan": {"contact": 0}, "deal": {"overrides": {"fan": {"standing": "inner", "roles": ["D"]}}, "amount": "100"},
    })
    assert str(found.at_stake) == "20.00"


def test_all_of_the_deal_is_at_stake_otherwise() -> None:
    [found] = of_rule("no-mentor", {"boss": {"relationship": "+"}, "deal": {"amount": "333333.33", "probability": 55}})
    assert str(found.at_stake) == "183333.33"
