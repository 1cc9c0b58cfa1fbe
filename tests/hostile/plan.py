"""A valid plan whose every text is hostile: each template, each field, each nested row, at least two hundred texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

from kaptui.plan.assessment import QUESTION_IDS, Answer
from kaptui.plan.clean import cleaned_line, cleaned_text
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.meetings import Acknowledgement, Meeting
from kaptui.plan.needs import Need, ValueEntry
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Link, Person
from kaptui.plan.profile import Profile
from kaptui.plan.record import Record
from kaptui.plan.spin import SpinThread
from kaptui.plan.strategy import Action, Review, Step
from tests.hostile.strings import EVERY, LONG

IDS = (
    "[b]",
    "[@click=app.quit]x[..]",
    "$x",
    "=1+1",
    "{0}",
    "%s",
    "--help",
    "..",
    "`id`",
    "'",
    '"',
    "<i>",
    "👨‍👩‍👧",
    "שלום",
    "_default",
    "|",
    "*",
    "?",
)
"""Ids that rows may have: everything that can be seen, but for ``/``."""

RULES = ("no-mentor", "no-approver", "risks-empty", "unanswered")


def hostile_document(texts: Sequence[str] = EVERY, start: int = 0, plan_id: str = "hostile") -> dict[str, Any]:
    """The plan as a file may hold it. Texts are dealt out in turn from the one at ``start`` on, so that another start
    puts other texts into the same fields; four fields hold the longest texts there can be."""
    deal = _Deal([*texts[start % len(texts) :], *texts[: start % len(texts)]])
    people = [deal.row(Person, "p", number, **_person(number)) for number in range(26)]
    rivals = [deal.row(Competitor, "k", number, yearly_spend=str(number * 10**6)) for number in range(5)]
    deals = [_opportunity(deal, number, people, rivals) for number in range(4)]
    first = deals[0]["id"]
    who = [person["id"] for person in people]
    document: dict[str, Any] = {
        "id": plan_id, "name": deal.line(), "owner": deal.line(), "team": [deal.line() for _ in range(4)],
        "targets": {"2026": "17000000", "2026-04": "4000000"},
        "profile": {**deal.texts(Profile), "vision": LONG[0]},
        "people": people,
        "links": [
            deal.row(Link, "l", number, source=who[number], target=who[-1 - number], kind=kind)
            for number, kind in enumerate(("influences", "conflicts", "dotted", "influences", "conflicts"))
        ],
        "competitors": rivals,
        "needs": [deal.row(Need, "n", number, people=who[number : number + 2]) for number in range(7)],
        "values": [deal.row(ValueEntry, "v", n, customer_score=1 + n % 5, our_score=5 - n % 3) for n in range(7)],
        "spin": [
            deal.row(SpinThread, "s", number, person=who[number], opportunity=first, explicit_need=number % 2 == 0)
            for number in range(6)
        ],
        "opportunities": deals,
        "meetings": [
            deal.row(Meeting, "m", n, people=who[: n + 1], opportunity=first, date=f"2026-11-{10 + 9 * n}")
            for n in range(3)
        ],
        "acknowledged": [
            deal.row(Acknowledgement, "a", n, rule=rule, subject=first, opportunity=first, until="2027-01-31")
            for n, rule in enumerate(RULES)
        ],
    }  # fmt: skip
    people[1]["notes"], people[2]["background"], people[3]["business_agenda"] = LONG[1:4]
    return document


def hostile_plan(texts: Sequence[str] = EVERY, start: int = 0, plan_id: str = "hostile") -> AccountPlan:
    """The same, taken in at the border."""
    return AccountPlan.model_validate(hostile_document(texts, start, plan_id))


class _Deal:
    """Deals out texts, one after the other and round again, and ids."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts: Iterator[str] = cycle(texts)

    def line(self) -> str:
        return next(self._texts)

    def texts(self, model: type[Record]) -> dict[str, Any]:
        """A text for each field that takes one: several of them where several lines or words are taken."""
        found: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            if any(getattr(mark, "func", None) is cleaned_line for mark in info.metadata):
                found[name] = self.line()
            elif any(getattr(mark, "func", None) is cleaned_text for mark in info.metadata):
                found[name] = f"{self.line()}\n{self.line()}"
            elif name == "departments":
                found[name] = [self.line(), self.line()]
        return found

    def row(self, model: type[Record], letter: str, number: int, **values: Any) -> dict[str, Any]:
        row_id = f"{letter}{IDS[number]}" if number < len(IDS) else f"{letter}{number}"
        return {"id": row_id, **self.texts(model), **values}


def _person(number: int) -> dict[str, Any]:
    """A tree of three levels with some people outside of it, all attributes mixed."""
    return {
        "reports_to": f"p{IDS[(number - 1) // 4]}" if number else None,
        "roles": list(["UE", "E", "D", "A", ""][number % 5]),
        "style": ["I", "V", "P", "C", "L", None][number % 6],
        "relationship": ["X", "-", "=", "+", "*", None][number % 6],
        "contact": [0, 1, 2, 3, None][number % 5],
        "standing": ["outside", "structure", "inner", None][number % 4],
        "kind": ["member", "consultant", "colleague", "salesperson"][max(0, number - 20) % 4],
        "supports": f"k{IDS[number % 5]}" if number % 3 == 0 else None,
        "last_contact": "2026-10-02",
    }


def _opportunity(
    deal: _Deal, number: int, people: list[dict[str, Any]], rivals: list[dict[str, Any]]
) -> dict[str, Any]:
    """A deal in which everything is filled: answers for us and each rival, steps, actions, reviews."""
    who = [person["id"] for person in people]
    answers = {
        side: {question: {**deal.texts(Answer), "rating": "+-?"[n % 3]} for n, question in enumerate(QUESTION_IDS)}
        for side in ("us", *(rival["id"] for rival in rivals[:2]))
    }
    return deal.row(
        Opportunity, "o", number, amount="12000000", probability=40 + number * 10, close_date="2027-06-30",
        status=["open", "open", "open", "lost"][number], split={"2027-01": "1200000", "2027-04": "3000000"},
        needs=[f"n{IDS[0]}"], people=who[:4], competitors=[rival["id"] for rival in rivals[:2]],
        overrides={who[1]: {"roles": ["D"]}}, assessment=answers,
        strategy=["fragment", "flanking", "defend", "frontal"][number],
        against=rivals[0]["id"],
        steps=[deal.row(Step, "t", n, people=who[n : n + 2], date="2026-12-24") for n in range(4)],
        actions=[
            deal.row(Action, "c", n, category="prove", due=f"2026-11-{20 + n}", person=who[n]) for n in range(5)
        ],
        reviews=[deal.row(Review, "r", n, date=f"2026-10-{10 + n}") for n in range(2)],
    )  # fmt: skip


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a document, ids and keys apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "id":
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
