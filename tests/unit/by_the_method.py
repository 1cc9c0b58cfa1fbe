"""The arithmetic and the plan test once more, as literally and as slowly as ``method.md`` puts them, section 5.

What the program says is compared with this. It reads a plan as ``show --json`` prints it, knows the default limits only
and shares no code with the program; money and quotients are fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

Json = dict[str, Any]
STANDING = {"inner": 3, "structure": 2}
ROLE = {"D": 4, "A": 4, "E": 2, "U": 1}
SCORE = {"X": -2, "-": -1, "=": 0, "+": 1, "*": 2}
SECTIONS = {
    "opportunity": [f"o{n}" for n in range(1, 8)], "compete": [f"c{n}" for n in range(1, 6)],
    "win": ["w1", "w2", "w3"], "worth": [f"v{n}" for n in range(1, 7)],
}  # fmt: skip
CONTEST = SECTIONS["compete"] + SECTIONS["win"]
ALL = [question for section in SECTIONS.values() for question in section]


class Told(NamedTuple):
    """What ``check --json`` says of a finding but its sentence; money in hundredths, rounded half away from zero."""

    rule: str
    severity: str
    kind: str
    subject: str
    opportunity: str | None
    cents: int | None


def seen_from(plan: Json, deal: Json | None) -> list[Json]:
    """The people, a deal's overrides applied: an absent key is as the person, null is unknown in this deal."""
    overrides = deal["overrides"] if deal else {}
    return [person | overrides.get(person["id"], {}) for person in plan["people"]]


def members(people: Iterable[Json]) -> list[Json]:
    return [person for person in people if person["kind"] == "member"]


def decides(person: Json) -> bool:
    return bool({"D", "A"} & set(person["roles"] or []))


def is_key(person: Json) -> bool:
    return person["standing"] in STANDING or (person["standing"] is None and decides(person))


def is_for_us(person: Json) -> bool:
    return person["relationship"] in ("+", "*")


def is_against_us(person: Json) -> bool:
    return person["relationship"] in ("X", "-")


def contact(person: Json) -> int:
    return int(person["contact"] or 0)


def is_friend(person: Json) -> bool:
    return contact(person) >= 2 and is_for_us(person)


def weight(person: Json) -> int:
    return STANDING.get(person["standing"], 1) * (1 + max((ROLE[role] for role in person["roles"] or []), default=0))


def support(people: list[Json]) -> tuple[Fraction | None, Fraction | None]:
    """The score and the known share, in percent."""
    known = [person for person in members(people) if person["relationship"]]
    all_weight, known_weight = sum(map(weight, members(people))), sum(map(weight, known))
    score = sum(weight(person) * SCORE[person["relationship"]] for person in known)
    return (
        Fraction(100 * score, 2 * known_weight) if known else None,
        Fraction(100 * known_weight, all_weight) if all_weight else None,
    )


def coverage(people: list[Json]) -> Fraction | None:
    key = list(filter(is_key, members(people)))
    touched = sum(weight(person) * contact(person) for person in key)
    return Fraction(100 * touched, 3 * sum(map(weight, key))) if key else None


def share_reached(plan: Json, people: list[Json], seeds: Iterable[Json]) -> Fraction | None:
    """The share of the D and A weight within two influence links downstream of the seeds, or their direct boss."""
    reached: set[str] = set()
    for seed in seeds:
        ends = {seed["id"]}
        for _ in range(2):
            links = [link for link in plan["links"] if link["kind"] == "influences" and link["source"] in ends]
            ends |= {link["target"] for link in links}
        reached |= ends | {seed["reports_to"]}
    deciders = list(filter(decides, members(people)))
    within = sum(weight(person) for person in deciders if person["id"] in reached)
    return Fraction(100 * within, sum(map(weight, deciders))) if deciders else None


def costs_of_ways(plan: Json, people: list[Json]) -> dict[str, int]:
    """What the cheapest way from a friend to everybody it reaches costs; a way may end at an X, never pass one."""
    steps = [(link["source"], link["target"], 1) for link in plan["links"] if link["kind"] == "influences"]
    for one, other in product(people, people):
        if one["reports_to"] == other["id"]:
            steps += [(one["id"], other["id"], 2), (other["id"], one["id"], 2)]
        if one is not other and one["reports_to"] is not None and one["reports_to"] == other["reports_to"]:
            steps.append((one["id"], other["id"], 3))
    enemies = {person["id"] for person in people if person["relationship"] == "X"}
    costs = {person["id"]: 0 for person in people if is_friend(person)}
    for _, (source, target, cost) in product(people, steps):
        if source in costs and source not in enemies:
            costs[target] = min(costs.get(target, costs[source] + cost), costs[source] + cost)
    return costs


def rating(deal: Json, column: str, question: str) -> str:
    return str(deal["assessment"].get(column, {}).get(question, {}).get("rating", "?"))


def score(deal: Json, column: str, questions: Sequence[str]) -> tuple[Fraction, int]:
    """Q, and how many of the questions are answered."""
    ratings = [rating(deal, column, question) for question in questions]
    plus, minus = ratings.count("+"), ratings.count("-")
    return Fraction(100 * (plus - minus), len(questions)), plus + minus


def fails(deal: Json, gate: str) -> bool:
    value, answered = score(deal, "us", SECTIONS[gate])
    return value < 0 and 2 * answered >= len(SECTIONS[gate])


def verdict(deal: Json) -> str:
    gates = ("opportunity", "worth")
    values = {section: score(deal, "us", questions) for section, questions in SECTIONS.items()}
    if any(fails(deal, gate) for gate in gates):
        return "reconsider"
    if 2 * score(deal, "us", ALL)[1] < 21 or any(2 * values[gate][1] < len(SECTIONS[gate]) for gate in gates):
        return "explore"
    above = all(values[section][0] > 0 for section in (*gates, "compete"))
    wins = [rating(deal, "us", question) for question in SECTIONS["win"]].count("+")
    return "pursue" if above and wins >= 2 and rating(deal, "us", "c2") == "+" else "cautious"


def gap(plan: Json, deal: Json) -> Fraction | None:
    rivals = deal["competitors"] or [rival["id"] for rival in plan["competitors"]]
    scores = [score(deal, rival, CONTEST) for rival in rivals]
    counting = [value for value, answered in scores if answered >= 4]
    return score(deal, "us", CONTEST)[0] - max(counting) if counting else None


def month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def quarters(plan: Json, year: int) -> list[int]:
    """The numbers of the months in which the quarters of a fiscal year start."""
    return [year * 12 + plan["fiscal_year_start"] - 1 + 3 * quarter for quarter in range(4)]


def year_of(plan: Json, day: date) -> int:
    return day.year if day.month >= plan["fiscal_year_start"] else day.year - 1


def within(amounts: Json, quarter: int) -> Fraction:
    """What a split, or the targets, hold in a quarter."""
    months = {month: amount for month, amount in amounts.items() if len(month) == 7}
    return sum((Fraction(amounts[each]) for each in months if 0 <= month_number(each) - quarter < 3), Fraction(0))


def with_status(plan: Json, status: str) -> Iterator[Json]:
    return (deal for deal in plan["opportunities"] if deal["status"] == status)


def planned(plan: Json, year: int, status: str = "open") -> Fraction:
    return sum(
        (within(deal["split"], quarter) for deal in with_status(plan, status) for quarter in quarters(plan, year)),
        Fraction(0),
    )


def weighted(plan: Json, start: int) -> Fraction:
    """W of the quarter that starts in a month: the sum of a·p/100 over open deals."""
    parts = (within(deal["split"], start) * (deal["probability"] or 0) / 100 for deal in with_status(plan, "open"))
    return sum(parts, Fraction(0))


def target(plan: Json, year: int) -> Fraction | None:
    if str(year) in plan["targets"]:
        return Fraction(plan["targets"][str(year)])
    months = [month_number(key) for key in plan["targets"] if len(key) == 7]
    given = any(0 <= month - quarters(plan, year)[0] < 12 for month in months)
    return sum((within(plan["targets"], quarter) for quarter in quarters(plan, year)), Fraction(0)) if given else None


def unallocated(plan: Json) -> Fraction:
    rests = (
        Fraction(deal["amount"]) - sum(map(Fraction, deal["split"].values()))
        for deal in with_status(plan, "open") if deal["amount"] is not None
    )  # fmt: skip
    return sum((max(rest, Fraction(0)) for rest in rests), Fraction(0))


def distribution(plan: Json, year: int) -> dict[Fraction, Fraction]:
    """The probability of every total of the year: won, and each open deal's split all or nothing."""
    spread = {planned(plan, year, "won"): Fraction(1)}
    for deal in with_status(plan, "open"):
        amount = sum((within(deal["split"], quarter) for quarter in quarters(plan, year)), Fraction(0))
        chance, before, spread = Fraction(deal["probability"] or 0, 100), spread, {}
        for total, share in before.items():
            spread[total] = spread.get(total, Fraction(0)) + share * (1 - chance)
            spread[total + amount] = spread.get(total + amount, Fraction(0)) + share * chance
    return {total: share for total, share in spread.items() if share}


def reached(spread: dict[Fraction, Fraction], least: Fraction) -> Fraction:
    return sum((share for total, share in spread.items() if total >= least), Fraction(0))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def last_day(quarter: int) -> date:
    return first_of(quarter + 3) - timedelta(1)
