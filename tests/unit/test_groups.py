"""Whom each group holds, said once more in plain words, and that one number counts them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kaptui.insight import groups
from kaptui.insight.groups import how_many
from kaptui.insight.limits import Limits, limits_from
from kaptui.insight.view import Seen, view_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.vocabulary import Kind, Relationship, Role, Standing
from tests.unit.accounts import organisations

FOR_US = (Relationship.SUPPORTER, Relationship.MENTOR)
AGAINST_US = (Relationship.ENEMY, Relationship.NON_SUPPORTER)


def is_member(seen: Seen) -> bool:
    return seen.person.kind is Kind.MEMBER


def decides(seen: Seen) -> bool:
    return is_member(seen) and bool({Role.DECIDER, Role.APPROVER} & set(seen.roles))


def is_key(seen: Seen) -> bool:
    if seen.standing is None:
        return decides(seen)
    return is_member(seen) and seen.standing is not Standing.OUTSIDE


def is_friend(seen: Seen, limits: Limits) -> bool:
    return seen.relationship in FOR_US and seen.contact is not None and seen.contact >= limits.thread_contact


WORDS: dict[str, Callable[[Seen, Limits], Any]] = {
    "MEMBERS": lambda seen, _: is_member(seen),
    "OTHERS": lambda seen, _: not is_member(seen),
    "KEY_PLAYERS": lambda seen, _: is_key(seen),
    "KEY_FOR_US": lambda seen, _: is_key(seen) and seen.relationship in FOR_US,
    "KEY_AGAINST_US": lambda seen, _: is_key(seen) and seen.relationship in AGAINST_US,
    "INNER": lambda seen, _: is_member(seen) and seen.standing is Standing.INNER,
    "DECIDERS": lambda seen, _: decides(seen),
    "DECIDERS_FOR_US": lambda seen, _: decides(seen) and seen.relationship in FOR_US,
    "DECISION_MAKERS": lambda seen, _: is_member(seen) and Role.DECIDER in seen.roles,
    "DECISION_MAKERS_NOT_FOR_US": lambda seen, _: is_member(seen) and Role.DECIDER in seen.roles
    and seen.relationship not in FOR_US,
    "APPROVERS": lambda seen, _: is_member(seen) and Role.APPROVER in seen.roles,
    "UNTOUCHED": lambda seen, limits: decides(seen) and (seen.contact or 0) < limits.decider_contact,
    "TO_BE_REACHED": lambda seen, limits: decides(seen) and (seen.contact or 0) <= limits.way_in_contact,
    "FRIENDS": is_friend,
    "THREADS": lambda seen, limits: is_member(seen) and is_friend(seen, limits),
    "MENTORS": lambda seen, _: seen.relationship is Relationship.MENTOR,
    "MENTORS_INSIDE": lambda seen, _: is_member(seen) and seen.relationship is Relationship.MENTOR,
    "ENEMIES": lambda seen, _: seen.relationship is Relationship.ENEMY,
    "ENEMIES_WITH_POWER": lambda seen, _: is_key(seen) and seen.relationship is Relationship.ENEMY,
    "OPPONENTS": lambda seen, _: seen.relationship in AGAINST_US or seen.person.supports,
}


def test_every_group_has_a_field_of_its_own() -> None:
    bits = [getattr(groups, name) for name in WORDS]
    assert len(set(bits)) == len(WORDS) == sum(name.isupper() and name[0] != "_" for name in vars(groups))


@given(organisations(), st.booleans(), st.tuples(*[st.integers(0, 3)] * 3))
def test_the_tally_counts_whom_the_words_describe(plan: AccountPlan, in_deal: bool, contacts: tuple[int, ...]) -> None:
    names = ("thread_contact", "decider_contact", "way_in_contact")
    limits = limits_from(dict(zip(names, contacts, strict=True)))
    view = view_of(plan, plan.opportunities[0] if in_deal else None, limits)
    for name, describes in WORDS.items():
        group = getattr(groups, name)
        inside = [seen for seen in view.everyone if describes(seen, limits)]
        assert how_many(view.tally, group) == len(inside), name
        assert [seen for seen in view.everyone if seen.tally & group] == inside, name
        if hasattr(view, name.lower()):
            assert list(getattr(view, name.lower())) == inside, name
