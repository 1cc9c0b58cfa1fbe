"""The groups in which people are counted, and the one number that says in which of them somebody is.

Such a *tally* has a field of 32 bits for every group, 1 where the person belongs. Tallies add up: the sum over many
people counts them in all groups at once, and exchanging a person is one addition and one subtraction.
"""

from __future__ import annotations

from typing import Final

from kaptui.insight.limits import Limits
from kaptui.plan.vocabulary import Contact, Relationship, Role, Standing

_WIDTH: Final = 32
_MOST: Final = (1 << _WIDTH) - 1

(
    MEMBERS, OTHERS, KEY_PLAYERS, KEY_FOR_US, KEY_AGAINST_US, INNER,
    DECIDERS, DECIDERS_FOR_US, DECISION_MAKERS, DECISION_MAKERS_NOT_FOR_US, APPROVERS, UNTOUCHED, TO_BE_REACHED,
    FRIENDS, THREADS, MENTORS, MENTORS_INSIDE, ENEMIES, ENEMIES_WITH_POWER, OPPONENTS,
) = (1 << _WIDTH * number for number in range(20))  # fmt: skip
"""One bit each: the lowest of the group's field.

Key players ``FOR_US`` are + or *, ``AGAINST_US`` X or -, ``ENEMIES_WITH_POWER`` X. ``DECIDERS`` are members who are D
or A, ``DECISION_MAKERS`` those who are D, ``APPROVERS`` those who are A; ``UNTOUCHED`` are deciders with contact below
the limit, ``TO_BE_REACHED`` those who need a way in, unknown contact counting as 0 in both. ``FRIENDS`` are + or * with
contact enough, ``THREADS`` the members among them; ``MENTORS`` are *, ``MENTORS_INSIDE`` the members among them.
``OPPONENTS`` are X, - or whoever supports a competitor. ``OTHERS``, ``FRIENDS``, ``MENTORS``, ``ENEMIES`` and
``OPPONENTS`` hold people outside the tree too, all the rest members only.
"""

_EVERY: Final = (1 << _WIDTH * 20) - 1
_BY_DEED: Final = {
    Role.DECIDER: DECISION_MAKERS | DECISION_MAKERS_NOT_FOR_US, Role.APPROVER: APPROVERS,
}  # fmt: skip
_OF_DECIDERS: Final = DECIDERS | DECIDERS_FOR_US | UNTOUCHED | TO_BE_REACHED
_OF_KEY_PLAYERS: Final = KEY_PLAYERS | KEY_FOR_US | KEY_AGAINST_US | ENEMIES_WITH_POWER
_OPEN_TO_ALL: Final = FRIENDS | MENTORS | ENEMIES | OPPONENTS


def how_many(tally: int, group: int) -> int:
    """How many people of a group a sum of tallies counts."""
    return tally // group & _MOST


# Each attribute opens some groups and bars others; a person is in those that all attributes leave open.


def open_to_place(roles: tuple[Role, ...], standing: Standing | None, *, is_member: bool, is_key: bool) -> int:
    """The groups that kind, roles and standing leave open."""
    if not is_member:
        return OTHERS | _OPEN_TO_ALL
    groups = MEMBERS | THREADS | MENTORS_INSIDE | _OPEN_TO_ALL
    for role, its_groups in _BY_DEED.items():
        if role in roles:
            groups |= its_groups | _OF_DECIDERS
    if is_key:
        groups |= _OF_KEY_PLAYERS
    return groups | INNER if standing is Standing.INNER else groups


def open_to_mind(relationship: Relationship | None, *, is_for_us: bool, is_against_us: bool) -> int:
    """The groups that the relationship leaves open. ``OPPONENTS`` is not barred by it: supporting a rival is enough."""
    barred = MENTORS | MENTORS_INSIDE if relationship is not Relationship.MENTOR else 0
    barred |= ENEMIES | ENEMIES_WITH_POWER if relationship is not Relationship.ENEMY else 0
    barred |= DECISION_MAKERS_NOT_FOR_US if is_for_us else FRIENDS | THREADS | KEY_FOR_US | DECIDERS_FOR_US
    barred |= 0 if is_against_us else KEY_AGAINST_US | OPPONENTS
    return _EVERY ^ barred


def open_to_contact(contact: Contact | None, limits: Limits) -> int:
    """The groups that the degree of contact leaves open."""
    barred = 0 if contact is not None and contact >= limits.thread_contact else FRIENDS | THREADS
    barred |= 0 if (contact or 0) < limits.decider_contact else UNTOUCHED
    barred |= 0 if (contact or 0) <= limits.way_in_contact else TO_BE_REACHED
    return _EVERY ^ barred
