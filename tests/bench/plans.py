"""Large plans in the shapes that cost most: 500 people and 50 open deals, each time with something else in excess."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from kaptui.plan.assessment import QUESTION_IDS
from kaptui.plan.document import AccountPlan

TODAY: Final = date(2026, 11, 23)
PEOPLE: Final = 500
DEALS: Final = 50
SIGNS: Final = ("X", "-", "=", "+", "*", None)
STANDINGS: Final = ("outside", "structure", "inner", None)
KINDS: Final = ("influences", "influences", "conflicts", "dotted")
STRATEGIES: Final = ("frontal", "flanking", "fragment", "defend", "develop", None)
CATEGORIES: Final = ("prove", "retrieve", "insulate", "minimise", "emphasise", None)

SHAPES: Final[Mapping[str, Mapping[str, Any]]] = {
    "no overrides": {},
    "20 overrides in every deal": {"overrides": 20},
    "every person overridden in every deal": {"overrides": PEOPLE},
    "2,000 links": {"links": 2000},
    "everything fires": {"troubled": True},
    "hardly anything fires": {"healthy": True},
    "one reporting chain": {"chain": True},
    "40 actions and steps a deal": {"actions": 40},
    "200 competitors": {"rivals": 200},
    "all of it": {"overrides": 20, "links": 2000, "actions": 40, "rivals": 200},
}
"""What each plan has more of than the plain one."""


def large_plan(
    *, people: int = PEOPLE, deals: int = DEALS, overrides: int = 0, links: int = 400, actions: int = 3,
    rivals: int = 5, chain: bool = False, troubled: bool = False, healthy: bool = False, seed: int = 1,
) -> AccountPlan:
    """A plan of that size. ``troubled``: everybody decides and nobody is for us; ``healthy``: most is in order."""
    random = Random(seed)
    ids = [f"p{number}" for number in range(people)]
    enemies = [f"c{number}" for number in range(rivals)]
    return AccountPlan.model_validate({
        "id": "large", "name": "Large", "targets": {"2026": "900000000"},
        "people": [_person(number, random, enemies, chain, troubled, healthy) for number in range(people)],
        "links": [_link(number, random, ids) for number in range(links)],
        "competitors": [{"id": rival, "name": f"Rival {rival}", "strategy": _any(random, STRATEGIES)}
                        for rival in enemies],
        "needs": [{"id": f"n{number}", "challenge": f"Challenge {number}", "people": [_any(random, ids)],
                   "solution": _any(random, ("", "Ours"))} for number in range(40)],
        "values": [{"id": f"v{number}", "need": f"Need {number}", "our_score": 4} for number in range(40)],
        "spin": [{"id": f"s{number}", "problem": f"Problem {number}?", "opportunity": f"d{number % deals}",
                  "situation": "a?\nb?\nc?"} for number in range(100)],
        "opportunities": [_deal(number, random, ids, enemies, overrides, actions, healthy) for number in range(deals)],
    })  # fmt: skip


def _person(
    number: int, random: Random, rivals: list[str], chain: bool, troubled: bool, healthy: bool
) -> dict[str, Any]:
    person = {
        "id": f"p{number}", "name": f"Person {number}", "title": f"Title {number % 40}",
        "department": f"Department {number % 12}",
        "reports_to": None if not number else f"p{number - 1}" if chain else f"p{(number - 1) // 6}",
        "kind": "consultant" if number % 25 == 24 else "member",
        "roles": [role for role in "UEDA" if random.random() < 0.15],
        "relationship": _any(random, SIGNS), "standing": _any(random, STANDINGS),
        "contact": _any(random, (0, 1, 2, 3, None)), "supports": _any(random, (*rivals, *[None] * 20)),
        "last_contact": _day(random, -200, 0), "confirmed": _day(random, -300, 0),
    }  # fmt: skip
    if troubled:
        person |= {"roles": ["D", "A"], "standing": "inner", "contact": 0, "relationship": "X", "confirmed": None}
    if healthy:
        person |= {"roles": ["D", "A"] if number < 3 else ["U"], "standing": "structure" if number < 12 else "outside",
                   "contact": 3, "relationship": "*" if number % 2 else "-",
                   "confirmed": _day(random, -20, 0)}  # fmt: skip
    return person


def _link(number: int, random: Random, ids: list[str]) -> dict[str, Any]:
    return {"id": f"l{number}", "source": _any(random, ids), "target": _any(random, ids), "kind": _any(random, KINDS)}


def _deal(
    number: int, random: Random, ids: list[str], rivals: list[str], overrides: int, actions: int, healthy: bool
) -> dict[str, Any]:
    return {
        "id": f"d{number}", "name": f"Deal {number}", "amount": str(random.randrange(50, 900) * 10_000),
        "probability": _any(random, (10, 30, 50, 60, 80, None)), "close_date": _day(random, -10, 400),
        "split": {f"{year}-{month:02}": str(random.randrange(0, 90) * 10_000)
                  for year in (2026, 2027) for month in (1, 4, 7, 10)},
        "strategy": _any(random, STRATEGIES), "goal": _any(random, ("", "Win it")),
        "risks": "Budget" if healthy else "", "needs": [f"n{number % 40}"] if healthy else [],
        "overrides": {who: {"relationship": _any(random, SIGNS), "roles": [_any(random, ("U", "E", "D", "A"))],
                            "standing": _any(random, STANDINGS)} for who in random.sample(ids, overrides)},
        "assessment": {column: {question: {"rating": "+" if healthy else _any(random, ("+", "-", "?"))}
                                for question in QUESTION_IDS} for column in ("us", *rivals[:5])},
        "actions": [{"id": f"a{each}", "what": f"Action {each}", "category": _any(random, CATEGORIES),
                     "owner": _any(random, ("", "Ann")), "due": _day(random, -30, 60), "person": _any(random, ids)}
                    for each in range(actions)],
        "steps": [{"id": f"t{each}", "step": f"Step {each}", "date": _day(random, -30, 60)}
                  for each in range(actions)],
        "reviews": [{"id": "r", "date": _day(random, -60, 0)}],
    }  # fmt: skip


def _any(random: Random, choices: Any) -> Any:
    return random.choice(choices)


def _day(random: Random, first: int, last: int) -> str:
    return (TODAY + timedelta(random.randint(first, last))).isoformat()
