"""Small plans for tests, written as one would say them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Link, Person


def person(person_id: str, **values: Any) -> Person:
    """A member of the customer named after its id; ``roles`` may be a word such as ``"UE"``."""
    values["roles"] = tuple(values.get("roles", ()))
    return Person.model_validate({"id": person_id, "name": person_id} | values)


def changed(before: Person, **values: Any) -> Person:
    """The same person with some attributes otherwise."""
    return Person.model_validate(before.model_dump() | values)


def influence(source: str, target: str, kind: str = "influences") -> Link:
    """A link, with an id of its own."""
    return Link.model_validate({"id": f"{source}>{target}:{kind}", "source": source, "target": target, "kind": kind})


def deal(deal_id: str = "deal", **values: Any) -> Opportunity:
    """An open opportunity named after its id."""
    return Opportunity.model_validate({"id": deal_id, "name": deal_id} | values)


def account(*people: Person, **values: Any) -> AccountPlan:
    """A plan of these people; other tables by name."""
    return AccountPlan.model_validate({"id": "account", "name": "Province Telecom", "people": people} | values)


def people_of_the_check() -> tuple[Person, ...]:
    """The ten people of the method's check of the arithmetic: support -16, known 95 %, coverage 45 %."""
    return (
        person("svp", standing="inner", roles="A", relationship="=", contact=1),
        person("marketing", standing="inner", roles="E", relationship="X", contact=0),
        person("engineering", standing="structure", roles="E", relationship="-", contact=1),
        person("is", standing="inner", roles="D", relationship="=", contact=2),
        person("systems", standing="structure", roles="UE", relationship="+", contact=3),
        person("operations", standing="outside", roles="UE", relationship="=", contact=2),
        person("sales", standing="outside", relationship="=", contact=1),
        person("unknown1"), person("unknown2"), person("unknown3"),
    )


ROLES = st.lists(st.sampled_from("UEDA"), unique=True).map(tuple)
RELATIONSHIPS = st.sampled_from(["X", "-", "=", "+", "*", None])
STANDINGS = st.sampled_from(["outside", "structure", "inner", None])


@st.composite
def organisations(draw: st.DrawFn, most: int = 8) -> AccountPlan:
    """Any plan of up to ``most`` people: loops, dangling bosses, archived people and outsiders included."""
    count = draw(st.integers(0, most))
    ids = [f"p{index}" for index in range(count)]
    somebody = st.sampled_from([*ids, "gone", None])
    people = [
        person(
            person_id, roles=draw(ROLES), relationship=draw(RELATIONSHIPS), standing=draw(STANDINGS),
            contact=draw(st.sampled_from([0, 1, 2, 3, None])), reports_to=draw(somebody),
            kind=draw(st.sampled_from(["member", "member", "member", "consultant"])),
            department=draw(st.sampled_from(["", "IT", "HR"])),
            archived=draw(st.sampled_from([False, False, False, True])),
        )
        for person_id in ids
    ]
    links = [
        Link.model_validate({"id": f"l{index}", "source": draw(somebody), "target": draw(somebody), "kind": kind})
        for index, kind in enumerate(draw(st.lists(st.sampled_from(["influences", "conflicts", "dotted"]), max_size=8)))
    ]
    overrides = {
        person_id: {
            key: draw(values)
            for key, values in (("roles", ROLES), ("relationship", RELATIONSHIPS), ("standing", STANDINGS))
            if draw(st.booleans())
        }
        for person_id in ids
        if draw(st.booleans())
    }
    return account(*people, links=links, opportunities=[deal(overrides=overrides)])
