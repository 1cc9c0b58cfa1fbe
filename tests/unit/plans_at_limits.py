"""Small random plans whose people, dates, answers and money lie on and beside every limit of the method."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from kaptui.plan.assessment import QUESTION_IDS
from kaptui.plan.document import AccountPlan
from tests.unit.by_the_method import CONTEST

TODAY = date(2026, 11, 23)
RELATIONSHIPS = (None, "X", "-", "=", "+", "*", "+", "*")
STANDINGS = (None, "outside", "structure", "inner")
ROLES = ((), (), ("D",), ("A",), ("U",), ("E",), ("U", "E"), ("D", "A"), ("E", "A"))
AMOUNTS = (None, "0", "0.0001", "0.05", "12.3456", "33.33", "100", "999.9", "1200000")
PROBABILITIES = (None, 0, 1, 33, 49, 50, 51, 59, 60, 61, 99, 100)
MONTHS = ((-14, 26), (7, 13))
"""How far months of splits and targets lie from January 2026: anywhere, or about today."""


class PlansAtLimits:
    """Plans made of a ``Random``."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def plan(self) -> AccountPlan:
        """A plan of up to eight people and four deals."""
        people = [f"p{n}" for n in range(self.one_of((0, 1, 2, 3, 4, 6, 8)))]
        rivals = [f"k{n}" for n in range(self.random.randrange(4))]
        needs = [f"n{n}" for n in range(self.random.randrange(3))]
        deals = [f"o{n}" for n in range(self.one_of((0, 1, 1, 2, 3, 4)))]
        return AccountPlan.model_validate({
            "id": "p", "name": "Customer", "fiscal_year_start": self.random.randint(1, 12),
            "targets": self.by_month(2) | self.some({"2026": self.one_of(("0", "100", "600", "50.5"))}),
            "people": [self.person(each, people, rivals) for each in people],
            "links": [self.link(n, people) for n in range(self.random.randrange(6))] if people else [],
            "competitors": [{"id": each, "strategy": self.one_of((None, "defend"))} for each in rivals],
            "needs": [self.need(each, people) for each in needs],
            "values": [self.value(n) for n in range(self.random.randrange(3))],
            "spin": [self.thread(n, deals) for n in range(self.random.randrange(8))],
            "opportunities": [self.deal(each, people, rivals, needs) for each in deals],
        })

    def person(self, own: str, people: list[str], rivals: list[str]) -> dict[str, Any]:
        boss = self.one_of((None, *people))
        return self.stance() | {
            "id": own, "name": own, "department": self.one_of(("", "", "IT", "HR")),
            "contact": self.one_of((None, 0, 1, 2, 2, 3, 3)), "reports_to": None if boss == own else boss,
            "kind": self.one_of(("member", "member", "member", "consultant", "colleague", "salesperson")),
            "supports": self.one_of((None, None, None, *rivals)),
            "last_contact": self.day(0, 3, -1, -30, -31, -60, -61, -180, -181),
            "confirmed": self.day(0, 2, -60, -61, -180, -181),
        }

    def stance(self) -> dict[str, Any]:
        return {
            "roles": self.one_of(ROLES), "relationship": self.one_of(RELATIONSHIPS), "standing": self.one_of(STANDINGS),
        }

    def link(self, number: int, people: list[str]) -> dict[str, Any]:
        kind = self.one_of(("influences", "influences", "conflicts", "dotted"))
        return {"id": f"l{number}", "source": self.one_of(people), "target": self.one_of(people), "kind": kind}

    def need(self, own: str, people: list[str]) -> dict[str, Any]:
        cares, departments = self.some(dict.fromkeys(people)), self.one_of(((), ("IT",)))
        return {"id": own, "people": list(cares), "departments": departments, "solution": self.one_of(("", "ours"))}

    def value(self, number: int) -> dict[str, Any]:
        return {
            "id": f"v{number}", "value_to_customer": self.one_of(("", "time", "time")),
            "value_to_us": self.one_of(("", "money", "money")), "customer_score": self.one_of((None, 1, 5)),
            "our_score": self.one_of((None, 2, 4)),
        }

    def thread(self, number: int, deals: list[str]) -> dict[str, Any]:
        situation = self.one_of(("", "1\n2", "1\n2\n3", "1\n\n2\n", "1\n \n2\n3"))
        return {
            "id": f"t{number}", "situation": situation, "explicit_need": self.random.random() < 0.3,
            "opportunity": self.one_of((None, *deals)),
        }

    def deal(self, own: str, people: list[str], rivals: list[str], needs: list[str]) -> dict[str, Any]:
        close = self.day(0, -1, -400, 14, 89, 90, 91, 200)
        strategies = (None, "frontal", "flanking", "fragment", "defend", "develop")
        steps, actions, reviews = (range(self.random.randrange(3)) for _ in range(3))
        return {
            "id": own, "amount": self.one_of(AMOUNTS), "probability": self.one_of(PROBABILITIES), "close_date": close,
            "status": self.one_of(("open", "open", "open", "won", "lost", "dropped")), "split": self.by_month(4),
            "risks": self.one_of(("", "some")), "needs": list(self.some(dict.fromkeys(needs))),
            "competitors": list(self.some(dict.fromkeys(rivals))), "incumbent": self.random.random() < 0.5,
            "overrides": {each: self.some(self.stance()) for each in people if self.random.random() < 0.3},
            "assessment": {"us": self.answers(QUESTION_IDS)} | {each: self.answers(CONTEST) for each in rivals},
            "goal": self.one_of(("", "win")), "strategy": self.one_of(strategies),
            "fragment": self.one_of(("", "part")), "fragment_amount": self.one_of((None, "0", "50")),
            "steps": [self.step(f"{own}s{n}", close) for n in steps],
            "actions": [self.action(f"{own}a{n}", people) for n in actions],
            "reviews": [{"id": f"r{n}", "date": self.day(0, 1, -14, -15, -30, -31, -90, -91)} for n in reviews],
        }

    def answers(self, questions: Sequence[str]) -> dict[str, Any]:
        signs = self.one_of(("+-?", "+++?-", "????+-", "--?"))
        return self.some({question: {"rating": self.one_of(signs)} for question in questions}, 0.85)

    def step(self, own: str, close: str | None) -> dict[str, Any]:
        near_close = date.fromisoformat(close or TODAY.isoformat()) + timedelta(self.random.randrange(2))
        planned_on = self.one_of((self.day(0, -1, 1), near_close.isoformat()))
        return {"id": own, "date": planned_on, "done": self.random.random() < 0.4}

    def action(self, own: str, people: list[str]) -> dict[str, Any]:
        categories = (None, "prove", "retrieve", "insulate", "minimise", "emphasise")
        return {
            "id": own, "category": self.one_of(categories), "owner": self.one_of(("", "Li", "Li")),
            "due": self.day(0, -1, 1, 30), "person": self.one_of((None, *people)), "done": self.random.random() < 0.3,
        }

    def by_month(self, most: int) -> dict[str, str]:
        """Amounts in up to so many months, of which several may lie in one quarter."""
        months = [2026 * 12 + self.random.randint(*self.one_of(MONTHS)) for _ in range(self.random.randint(0, most))]
        return {f"{month // 12}-{month % 12 + 1:02}": self.one_of(AMOUNTS[1:]) or "" for month in months}

    def day(self, *offsets: int) -> str | None:
        """A day so far from today, or none."""
        offset = self.one_of((None, *offsets))
        return None if offset is None else (TODAY + timedelta(offset)).isoformat()

    def some(self, mapping: dict[str, Any], share: float = 0.5) -> dict[str, Any]:
        return {key: value for key, value in mapping.items() if self.random.random() < share}

    def one_of(self, values: Any) -> Any:
        return self.random.choice(values)
