"""Random plans and random edits of them, reproducible from the ``Random`` that is passed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from kaptui.plan.changes import Document, document_of
from kaptui.plan.document import OPPORTUNITY_TABLES, TABLES, AccountPlan
from kaptui.plan.fields import FieldSpec, fields_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import place_in
from kaptui.plan.record import Record, Row

WORDS = ("王副总", "[/]", "a\tb", "O'Neil", '"', "\\", "é", "🙂", "", "[@click=app.quit]", "null", "</script>", "x" * 9)
PEOPLE_FIELDS = ("name", "title", "department", "notes", "business_agenda")


def empty_plan(plan_id: str = "p1", **fields: Any) -> AccountPlan:
    """A plan with nothing in it but what is given."""
    return AccountPlan(**({"id": plan_id, "name": "Customer"} | fields))


def random_plan(random: Random, edits: int = 30, plan_id: str = "p1") -> AccountPlan:
    """A plan that came about by random edits."""
    plan = empty_plan(plan_id)
    for _ in range(edits):
        plan = edited(plan, random)
    return plan


def edited(plan: AccountPlan, random: Random) -> AccountPlan:
    """The plan after one random edit: a field, a row added, removed or moved, a key of a mapping, at any depth."""
    document = document_of(plan)
    random.choice(_EDITS)(document, random)
    return AccountPlan.model_validate(document)


def big_plan(people: int, opportunities: int = 10, plan_id: str = "big") -> AccountPlan:
    """A plan of a given size whose rows are filled as people fill them."""
    text = "某某部门的一句话，说明他关心什么。" * 2
    rows = [
        {"id": f"p{n}", "name": f"姓名{n}", "title": "总经理", "reports_to": f"p{n // 5}" if n else None,
         "roles": ["U", "E"], "style": "P", "relationship": "=", "contact": 1, "business_agenda": text, "notes": text}
        for n in range(people)
    ]  # fmt: skip
    deals = [
        {"id": f"o{n}", "name": f"项目{n}", "amount": "12000000", "probability": 45, "risks": text,
         "split": {"2026-01": "1200000", "2026-04": "3000000"},
         "assessment": {"us": {f"o{q}": {"rating": "+", "answer": text} for q in range(1, 8)}},
         "actions": [{"id": f"a{n}", "what": text, "category": "prove"}]}
        for n in range(opportunities)
    ]  # fmt: skip
    return AccountPlan.model_validate({"id": plan_id, "name": "大客户", "people": rows, "opportunities": deals})


def _word(random: Random) -> str:
    return random.choice(WORDS)


def _new_id(random: Random, rows: Sequence[Document]) -> str:
    """An id that none of the rows has; one who looks for trouble gives the same number twice."""
    number, taken = random.getrandbits(40), {row["id"] for row in rows}
    while f"{number:010x}" in taken:
        number += 1
    return f"{number:010x}"


def _set_scalar(document: Document, random: Random) -> None:
    document[random.choice(("name", "owner"))] = _word(random)
    document["archived"] = random.random() < 0.2


def _set_profile(document: Document, random: Random) -> None:
    document["profile"][random.choice(("website", "goals", "needs"))] = _word(random)
    document["profile_facts"]["goals"] = {"assumed": random.random() < 0.5, "confirmed": None}


def _set_target(document: Document, random: Random) -> None:
    key = random.choice(("2026", "2025", "2026-04", "2026-10"))
    _set_key(document["targets"], key, str(random.randrange(99)), random)


def _add_row(document: Document, random: Random) -> None:
    rows = document[random.choice([name for name in TABLES if name not in ("links", "acknowledged")])]
    rows.insert(random.randrange(len(rows) + 1), {"id": _new_id(random, rows)})


def _remove_row(document: Document, random: Random) -> None:
    rows = document[random.choice(TABLES)]
    if rows:
        rows.pop(random.randrange(len(rows)))


def _move_row(document: Document, random: Random) -> None:
    rows = document[random.choice(("people", "opportunities"))]
    if rows:
        rows.insert(random.randrange(len(rows)), rows.pop(random.randrange(len(rows))))


def _set_person(document: Document, random: Random) -> None:
    if document["people"]:
        person = random.choice(document["people"])
        person[random.choice(PEOPLE_FIELDS)] = _word(random)
        person["roles"] = random.sample(["U", "E", "D", "A"], random.randrange(4))
        person["contact"] = random.choice((None, 0, 3))


def _link(document: Document, random: Random) -> None:
    if document["people"]:
        ends = {key: random.choice(document["people"])["id"] for key in ("source", "target")}
        document["links"].append({"id": _new_id(random, document["links"]), **ends, "note": _word(random)})


def _in_opportunity(document: Document, random: Random) -> None:
    if not document["opportunities"]:
        return
    deal = random.choice(document["opportunities"])
    _set_key(deal["split"], random.choice(("2026-01", "2026-04", "2026-07")), f"{random.randrange(99)}.50", random)
    _set_key(deal["overrides"], random.choice("abc"), random.choice(({"roles": ["D"]}, {"standing": None}, {})), random)
    answers = deal["assessment"].setdefault(random.choice(("us", "k", "h")), {})
    _set_key(answers, random.choice(("o1", "c2", "v6")), {"rating": "+", "answer": _word(random)}, random)
    rows = deal[random.choice(("steps", "actions", "reviews"))]
    rows.insert(random.randrange(len(rows) + 1), {"id": _new_id(random, rows)})
    if random.random() < 0.3:
        rows.pop(random.randrange(len(rows)))


def _rows_somewhere(document: Document, random: Random) -> tuple[type[Row], list[Document]]:
    """Any table that has rows, of the plan or inside one of its opportunities, and what its rows are."""
    tables: list[tuple[type[Record], str, list[Document]]] = [(AccountPlan, name, document[name]) for name in TABLES]
    tables += [(Opportunity, name, deal[name]) for deal in document["opportunities"] for name in OPPORTUNITY_TABLES]
    filled = [(place_in(model, name).row, rows) for model, name, rows in tables if rows]
    row, rows = random.choice(filled) if filled else (None, [])
    return row or Row, rows


def _set_any_field(document: Document, random: Random) -> None:
    model, rows = _rows_somewhere(document, random)
    if rows:
        spec = random.choice(fields_of(model))
        random.choice(rows)[spec.name] = _value(spec, document, random)


def _value(spec: FieldSpec, document: Document, random: Random) -> Any:
    """Something that fits a field; references may lead to rows that are gone."""
    if spec.optional and random.random() < 0.2:
        return None
    known = [row["id"] for row in document[spec.refers_to]] if spec.refers_to else []
    match spec.kind:
        case "money":
            return f"{random.randrange(10**6)}.5"
        case "percent":
            return random.randrange(101)
        case "date":
            return f"2026-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
        case "score" | "month":
            return random.randint(spec.low or 0, spec.high or 12)
        case "choice":
            code = random.choice(spec.choices).code
            return int(code) if spec.name == "contact" else code
        case "flags":
            return random.sample([choice.code for choice in spec.choices], random.randrange(len(spec.choices)))
        case "bool":
            return random.random() < 0.5
        case "ref":
            return random.choice([*known, "gone"])
        case "refs":
            return random.sample([*known, "gone"], random.randrange(len(known) + 2))
        case "tags":
            return random.sample(WORDS, 3)
        case _:
            return _word(random)


def _move_any_row(document: Document, random: Random) -> None:
    _, rows = _rows_somewhere(document, random)
    if rows:
        rows.insert(random.randrange(len(rows)), rows.pop(random.randrange(len(rows))))


def _remove_any_row(document: Document, random: Random) -> None:
    _, rows = _rows_somewhere(document, random)
    if rows:
        rows.pop(random.randrange(len(rows)))


def _override(document: Document, random: Random) -> None:
    if document["opportunities"] and document["people"]:
        deal, person = random.choice(document["opportunities"]), random.choice(document["people"])["id"]
        _set_key(deal["overrides"], person, random.choice(({"roles": ["D"]}, {"relationship": "X"}, {})), random)


def _acknowledge(document: Document, random: Random) -> None:
    subjects = [row["id"] for name in ("people", "opportunities") for row in document[name]]
    if subjects:
        row = {"id": _new_id(random, document["acknowledged"]), "rule": "no-mentor", "subject": random.choice(subjects)}
        document["acknowledged"].append(row)


def _set_key(mapping: dict[str, Any], key: str, value: Any, random: Random) -> None:
    if random.random() < 0.3:
        mapping.pop(key, None)
    else:
        mapping[key] = value


_EDITS: tuple[Callable[[Document, Random], None], ...] = (
    _set_scalar, _set_profile, _set_target, _add_row, _add_row, _remove_row, _move_row, _set_person, _link,
    _in_opportunity, _in_opportunity, _set_any_field, _set_any_field, _set_any_field, _move_any_row, _remove_any_row,
    _override, _acknowledge,
)  # fmt: skip
