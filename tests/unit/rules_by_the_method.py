"""The table of the plan test once more, rule by rule as ``method.md`` puts it; the arithmetic is ``by_the_method``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tests.unit.by_the_method import (
    ALL,
    Json,
    Told,
    contact,
    costs_of_ways,
    day,
    decides,
    fails,
    gap,
    is_against_us,
    is_for_us,
    is_friend,
    is_key,
    last_day,
    members,
    month_number,
    planned,
    quarters,
    rating,
    score,
    seen_from,
    target,
    weight,
    weighted,
    with_status,
    within,
    year_of,
)  # fmt: skip


def findings(plan: Json, today: date) -> Iterator[Told]:
    """All findings, acknowledged or not, in no order that matters."""
    supported = {person["supports"] for person in plan["people"]}
    for rival in plan["competitors"]:
        if rival["strategy"] is None or rival["id"] not in supported:
            yield Told("rival-unknown", "warning", "competitor", rival["id"], None, None)
    deals = list(with_status(plan, "open"))
    if not deals:
        yield Told("no-opportunity", "hint", "plan", plan["id"], None, None)
        return
    for deal in deals:
        yield from _Deal(plan, deal, today).findings()
    yield from _once_per_plan(plan, deals, today)


def _cents(money: Fraction | None) -> int | None:
    return None if money is None else int((200 * money + 1) // 2)


class _Deal:
    """One open deal: the people in its view, and what the rules ask of it."""

    def __init__(self, plan: Json, deal: Json, today: date) -> None:
        self.plan, self.deal, self.today = plan, deal, today
        self.everybody = seen_from(plan, deal)
        self.members = members(self.everybody)
        self.close, self.probability = day(deal["close_date"]), deal["probability"]
        self.closes_soon = self.close is not None and (self.close - today).days <= 90
        self.is_near = self.closes_soon or self.likely(50)
        self.pending = [action for action in deal["actions"] if not action["done"]]
        self.money = None
        if deal["amount"] is not None and self.probability is not None:
            self.money = Fraction(deal["amount"]) * self.probability / 100

    def likely(self, percent: int) -> bool:
        return self.probability is not None and self.probability >= percent

    def is_plus(self, question: str) -> bool:
        return rating(self.deal, "us", question) == "+"

    def findings(self) -> Iterator[Told]:
        deal = self.deal["id"]
        for rule, severity in (*self.about_people(), *self.about_the_deal(), *self.about_the_work()):
            yield Told(rule, severity, "opportunity", deal, deal, _cents(self.money))
        total = sum(map(weight, self.members))
        for rule, severity, person in self.about_one_person():
            part = None if self.money is None else self.money * weight(person) / total
            yield Told(rule, severity, "person", person["id"], deal, _cents(part))
        for rule, severity, kind, row in self.about_rows():
            yield Told(rule, severity, kind, row["id"], deal, _cents(self.money))

    def about_people(self) -> Iterator[tuple[str, str]]:
        key = list(filter(is_key, self.members))
        against, friendly = list(filter(is_against_us, key)), list(filter(is_for_us, key))
        deciding = [person for person in self.members if "D" in (person["roles"] or [])]
        threads = list(filter(is_friend, self.members))
        departments = {person["department"] for person in threads}
        if not deciding:
            yield "no-decider", "urgent" if self.is_near else "warning"
        if not any("A" in (person["roles"] or []) for person in self.members):
            yield "no-approver", "warning"
        if not any(is_against_us(person) or person["supports"] for person in self.everybody):
            yield "no-opponent", "warning"
        if against and not len(friendly) > len(against):
            yield "outnumbered", "warning"
        if deciding and all(map(is_for_us, deciding)) and 2 * (len(key) - len(friendly)) > len(key):
            yield "deciders-alone", "warning"
        if len(threads) <= 1 or (len(departments) == 1 and "" not in departments):
            yield "single-threaded", "warning" if self.is_near else "hint"
        if not any(person["relationship"] == "*" for person in self.members):
            yield "no-mentor", "warning" if self.is_near else "hint"
        if not any(person["standing"] == "inner" for person in self.members):
            yield "inner-circle-empty", "warning"
        if self.likely(60) and not any(decides(person) and is_for_us(person) for person in self.members):
            yield "overconfident", "warning"
        contacts = [day(person["last_contact"]) for person in self.members]
        if self.likely(50) and not any(last and (self.today - last).days <= 30 for last in contacts):
            yield "no-customer-contact", "warning"

    def about_one_person(self) -> Iterator[tuple[str, str, Json]]:
        ways = costs_of_ways(self.plan, self.everybody)
        answered = any(action["category"] in ("insulate", "minimise") for action in self.pending)
        targets = {action["person"] for action in self.pending}
        for person in self.members:
            is_answered = answered or person["id"] in targets
            if is_key(person) and person["relationship"] == "X" and not is_answered:
                yield "enemy-unattended", "urgent", person
            if decides(person) and contact(person) < 2:
                yield "decider-untouched", "warning", person
            if decides(person) and contact(person) <= 1 and person["id"] not in ways:
                yield "no-way-in", "warning", person

    def about_the_deal(self) -> Iterator[tuple[str, str]]:
        split = {month: Fraction(amount) for month, amount in self.deal["split"].items()}
        threads = [thread for thread in self.plan["spin"] if thread["opportunity"] == self.deal["id"]]
        if any(fails(self.deal, gate) for gate in ("opportunity", "worth")):
            yield "gate-negative", "urgent"
        if self.close is not None and self.close < self.today:
            yield "close-overdue", "urgent"
        if self.likely(50) and not self.is_plus("c2"):
            yield "value-unacknowledged", "warning"
        if self.likely(50) and not self.is_plus("o5"):
            yield "budget-unconfirmed", "warning"
        if self.deal["amount"] is not None and sum(split.values()) > Fraction(self.deal["amount"]):
            yield "overallocated", "warning"
        if self.close is not None and any(split[month] and self.ends_before_close(month) for month in split):
            yield "money-before-close", "warning"
        if len(threads) < 3:
            yield "spin-thin", "hint"
        if not any(thread["explicit_need"] for thread in threads):
            yield "spin-no-explicit", "hint"
        if 2 * score(self.deal, "us", ALL)[1] < 21:
            yield "unanswered", "hint"
        if not self.deal["risks"]:
            yield "risks-empty", "hint"
        if not self.deal["needs"]:
            yield "need-unlinked", "hint"

    def ends_before_close(self, month: str) -> bool:
        number = month_number(month)
        start = number - (number - (self.plan["fiscal_year_start"] - 1)) % 3
        return self.close is not None and last_day(start) < self.close

    def about_the_work(self) -> Iterator[tuple[str, str]]:
        reviews = [reviewed for review in self.deal["reviews"] if (reviewed := day(review["date"]))]
        limit = 90 if self.deal["strategy"] == "develop" else 14 if self.closes_soon else 30
        dues = [due for action in self.pending if (due := day(action["due"]))]
        if self.is_unfit():
            yield "strategy-unfit", "warning"
        if not any(due >= self.today for due in dues):
            yield "no-next-step", "warning"
        if not self.deal["reviews"]:
            yield "never-reviewed", "hint"
        if reviews and (self.today - max(reviews)).days > limit:
            yield "review-old", "warning"
        if not self.deal["goal"] or self.deal["strategy"] is None:
            yield "no-goal", "hint"

    def is_unfit(self) -> bool:
        match self.deal["strategy"]:
            case "frontal":
                lead = gap(self.plan, self.deal)
                agreed = self.is_plus("c2") and self.is_plus("c3")
                has_decider = any(decides(person) and is_for_us(person) for person in self.members)
                return lead is None or lead < 50 or not agreed or not has_decider
            case "flanking":
                inner = [person for person in self.members if person["standing"] == "inner"]
                return not any(contact(person) >= 2 and not is_against_us(person) for person in inner)
            case "fragment":
                return not self.deal["fragment"] or self.deal["fragment_amount"] is None
            case "defend":
                insulated = any(action["category"] == "insulate" for action in self.pending)
                return not self.deal["incumbent"] or not insulated
            case "develop":
                year = quarters(self.plan, year_of(self.plan, self.today))
                return any(within(self.deal["split"], quarter) for quarter in year)
        return False

    def about_rows(self) -> Iterator[tuple[str, str, str, Json]]:
        for action in self.pending:
            due = day(action["due"])
            if not action["owner"] or not action["category"] or due is None or due < self.today:
                yield "action-loose", "warning", "action", action
        for step in self.deal["steps"]:
            planned_on = day(step["date"])
            if planned_on is not None and not step["done"]:
                is_past_close = self.close is not None and planned_on > self.close
                if planned_on < self.today or is_past_close:
                    yield "step-late", "warning", "step", step
        for thread in self.plan["spin"]:
            questions = [line for line in thread["situation"].split("\n") if line.strip()]
            if thread["opportunity"] == self.deal["id"] and len(questions) > 2:
                yield "spin-situations", "hint", "row", thread


def _once_per_plan(plan: Json, deals: list[Json], today: date) -> Iterator[Told]:
    year = year_of(plan, today)
    all_weighted = sum(weighted(plan, quarter) for quarter in quarters(plan, year))
    aim = target(plan, year)
    if aim is not None and planned(plan, year, "won") + all_weighted < aim:
        yield Told("target-gap", "hint", "plan", plan["id"], None, None)
    for deal in deals if len(deals) >= 3 else ():
        alone = plan | {"opportunities": [deal]}
        if 2 * sum(weighted(alone, quarter) for quarter in quarters(plan, year)) > all_weighted:
            stake = _cents(_Deal(plan, deal, today).money)
            yield Told("concentration", "hint", "opportunity", deal["id"], deal["id"], stake)
    for person in members(seen_from(plan, None)):
        known = day(person["confirmed"] or person["last_contact"])
        if is_key(person) if known is None else (today - known).days > (60 if is_key(person) else 180):
            yield Told("stale-knowledge", "hint", "person", person["id"], None, None)
    for need in plan["needs"]:
        if not (need["people"] or need["departments"]) or not need["solution"]:
            yield Told("need-orphan", "hint", "row", need["id"], None, None)
    for entry in plan["values"]:
        texts = (entry["value_to_customer"], entry["value_to_us"])
        if "" in texts or None in (entry["customer_score"], entry["our_score"]):
            yield Told("value-missing", "hint", "row", entry["id"], None, None)
