"""What one person is in one view: in the account, or in a deal that says otherwise about him.

Everything a person counts for (weight, key player, decider, friend) is worked out once per person and deal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from kaptui.insight.groups import OPPONENTS, open_to_contact, open_to_mind, open_to_place
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.plan.people import Override, Person
from kaptui.plan.vocabulary import Contact, Kind, Relationship, Role, Standing

OVERRIDABLE: tuple[str, ...] = ("roles", "relationship", "standing")
"""What may differ from deal to deal; style and contact belong to the person (method.md, section 1)."""


@dataclass(slots=True, eq=False)
class Seen:
    """One person in one view. Compared by identity: two views share it when nothing about the person differs.

    Never changed once it is made. It is not declared frozen because that triples the cost of making one, and opening a
    large plan makes thousands.

    ``weight`` is ``standing × (1 + highest role)``, 1 to 15 by default. ``is_key``: inner circle or political
    structure, or a D or A whose standing is unknown; members only. ``decides``: a member who is D or A.
    ``is_friend``: contact of at least 2 and + or *, inside or outside the tree; a member who is a friend is a
    *thread*. ``tally`` says to which of the ``groups`` the person belongs. ``override`` is the deal's.
    """

    person: Person
    position: int
    id: str
    roles: tuple[Role, ...]
    relationship: Relationship | None
    standing: Standing | None
    contact: Contact | None
    weight: int
    is_member: bool
    is_key: bool
    decides: bool
    is_for_us: bool
    is_against_us: bool
    is_friend: bool
    tally: int
    override: Override | None = None

    @property
    def overridden(self) -> tuple[str, ...]:
        """What the deal says otherwise, even where it says the same."""
        said = self.override.model_fields_set if self.override is not None else ()
        return tuple([name for name in OVERRIDABLE if name in said])

    @property
    def name(self) -> str:
        """The person's name, ``""`` for a seat whose holder is unknown."""
        return self.person.name


_STANDING_LIMITS: Final[Mapping[Standing | None, str]] = {
    Standing.INNER: "standing_inner", Standing.STRUCTURE: "standing_structure",
    Standing.OUTSIDE: "standing_outside", None: "standing_outside",
}  # fmt: skip
_ROLE_LIMITS: Final[Mapping[Role, str]] = {
    Role.DECIDER: "role_decider", Role.APPROVER: "role_approver",
    Role.EVALUATOR: "role_evaluator", Role.USER: "role_user",
}  # fmt: skip

_FOR_US: Final = frozenset({Relationship.SUPPORTER, Relationship.MENTOR})
_AGAINST_US: Final = frozenset({Relationship.ENEMY, Relationship.NON_SUPPORTER})
_MEMBER, _OUTSIDE, _DECIDER, _APPROVER = Kind.MEMBER, Standing.OUTSIDE, Role.DECIDER, Role.APPROVER
# Reading a member off its enum runs Python code each time.


def weight(standing: Standing | None, roles: Collection[Role], limits: Limits = DEFAULT_LIMITS) -> int:
    """``standing × (1 + role)``, role the highest held. Standing unknown weighs as outside."""
    role = max([getattr(limits, _ROLE_LIMITS[role]) for role in roles]) if roles else limits.role_none
    return int(getattr(limits, _STANDING_LIMITS[standing]) * (1 + role))


class Lens:
    """Looks at people under one set of limits. What follows from an attribute alone is worked out once per value."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._places: dict[tuple[bool, tuple[Role, ...], Standing | None], tuple[int, bool, bool, int]] = {}
        self._minds = {mind: self._mind(mind) for mind in (*Relationship, None)}
        self._contacts = {
            contact: (open_to_contact(contact, limits), contact is not None and contact >= limits.thread_contact)
            for contact in (*Contact, None)
        }

    def seen(self, person: Person, position: int, override: Override | None = None) -> Seen:
        """The person at ``position`` among those who are there; ``override`` is what a deal says otherwise."""
        roles, relationship, standing, contact = person.roles, person.relationship, person.standing, person.contact
        if override is not None:
            said = override.model_fields_set
            roles = (override.roles or ()) if "roles" in said else roles
            relationship = override.relationship if "relationship" in said else relationship
            standing = override.standing if "standing" in said else standing
        is_member = person.kind is _MEMBER
        place = is_member, roles, standing
        of_place = self._places.get(place)
        if of_place is None:
            of_place = self._places[place] = self._place(*place)
        heaviness, decides, is_key, groups = of_place
        of_mind, is_for_us, is_against_us = self._minds[relationship]
        of_contact, is_touched = self._contacts[contact]
        tally = groups & of_mind & of_contact
        return Seen(
            person, position, person.id, roles, relationship, standing, contact, heaviness, is_member, is_key, decides,
            is_for_us, is_against_us, is_for_us and is_touched, tally | OPPONENTS if person.supports else tally,
            override,
        )  # fmt: skip

    def _place(
        self, is_member: bool, roles: tuple[Role, ...], standing: Standing | None
    ) -> tuple[int, bool, bool, int]:
        """Weight, whether somebody there decides, whether he is a key player, and the groups he may belong to."""
        decides = is_member and (_DECIDER in roles or _APPROVER in roles)
        is_key = is_member and (decides if standing is None else standing is not _OUTSIDE)
        groups = open_to_place(roles, standing, is_member=is_member, is_key=is_key)
        return weight(standing, roles, self.limits), decides, is_key, groups

    def _mind(self, relationship: Relationship | None) -> tuple[int, bool, bool]:
        """The groups that a relationship leaves open, whether it is for us, whether against us."""
        is_for_us, is_against_us = relationship in _FOR_US, relationship in _AGAINST_US
        groups = open_to_mind(relationship, is_for_us=is_for_us, is_against_us=is_against_us)
        return groups, is_for_us, is_against_us
