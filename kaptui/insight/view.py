"""The people of a plan as seen from one opportunity: overrides applied, archived people left out.

Everything a person counts for in that view (weight, key player, decider, friend) is worked out once per person and
deal. Views of one plan share what no override touches, because the plan test looks through every open deal after each
edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.lines import Lines, lines_between
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Override, Person
from kaptui.plan.vocabulary import Contact, Kind, Relationship, Role, Standing

OVERRIDABLE: tuple[str, ...] = ("roles", "relationship", "standing")
"""What may differ from deal to deal; style and contact belong to the person (method.md, section 1)."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One person in one view. Compared by identity: two views share it when nothing about the person differs.

    ``weight`` is ``standing × (1 + highest role)``, 1 to 15 by default. ``is_key``: inner circle or political
    structure, or a D or A whose standing is unknown; members only. ``decides``: a member who is D or A.
    ``is_friend``: contact of at least 2 and + or *, inside or outside the tree; a member who is a friend is a
    *thread*. ``overridden`` names what the deal says otherwise, even where it says the same.
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
    overridden: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The person's name, ``""`` for a seat whose holder is unknown."""
        return self.person.name

    @property
    def is_thread(self) -> bool:
        """Whether the person counts as one of our threads: a friend who belongs to the customer."""
        return self.is_friend and self.is_member


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The people of one deal or of the whole account, each group in plan order.

    ``opportunity`` is the id of a deal that overrides something, ``None`` for the account and for deals that do not.

    ``members`` belong to the customer and are all that counts unless a rule says otherwise; ``others`` stand outside
    the tree. ``deciders`` are the members who are D or A, ``key_players`` and ``inner`` are members too. ``friends``
    (contact and + or *), ``mentors`` (*) and ``enemies`` (X) include people outside the tree, who seed reach and ways
    in.
    """

    opportunity: str | None
    limits: Limits
    lines: Lines
    everyone: tuple[Seen, ...]
    by_id: Mapping[str, Seen]
    total_weight: int
    members: tuple[Seen, ...]
    others: tuple[Seen, ...]
    key_players: tuple[Seen, ...]
    deciders: tuple[Seen, ...]
    inner: tuple[Seen, ...]
    friends: tuple[Seen, ...]
    mentors: tuple[Seen, ...]
    enemies: tuple[Seen, ...]
    opponents: tuple[Seen, ...]

    @property
    def threads(self) -> tuple[Seen, ...]:
        """The members who are threads."""
        return tuple(seen for seen in self.friends if seen.is_member)

    def seen(self, person_id: str | None) -> Seen | None:
        """The person of that id, or ``None`` when there is none or it is archived."""
        return self.by_id.get(person_id) if person_id is not None else None

    def boss_of(self, person_id: str) -> Seen | None:
        """The direct boss, or ``None`` at the top."""
        return self.seen(self.lines.boss.get(person_id))


_GROUPS: Mapping[str, Callable[[Seen], bool]] = {
    "members": lambda seen: seen.is_member,
    "others": lambda seen: not seen.is_member,
    "key_players": lambda seen: seen.is_key,
    "deciders": lambda seen: seen.decides,
    "inner": lambda seen: seen.is_member and seen.standing is Standing.INNER,
    "friends": lambda seen: seen.is_friend,
    "mentors": lambda seen: seen.relationship is Relationship.MENTOR,
    "enemies": lambda seen: seen.relationship is Relationship.ENEMY,
    "opponents": lambda seen: seen.is_against_us or seen.person.supports is not None,
}


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """The views of one plan: ``whole`` is the account, ``of`` a deal. Made by ``views_of``."""

    whole: View

    def of(self, opportunity: Opportunity | None) -> View:
        """The view from one deal. A deal that overrides nothing gets ``whole`` itself: nothing is worked out twice."""
        if opportunity is None or not opportunity.overrides:
            return self.whole
        changed = {}
        for person_id, override in opportunity.overrides.items():
            before = self.whole.by_id.get(person_id)
            if before is not None and override.model_fields_set:
                changed[person_id] = _seen(before.person, before.position, self.whole.limits, override)
        return _changed_view(self.whole, opportunity.id, changed) if changed else self.whole


def views_of(plan: AccountPlan, limits: Limits = DEFAULT_LIMITS) -> Views:
    """The views of a plan, sharing what no override touches."""
    people = tuple(person for person in plan.people if not person.archived)
    everyone = tuple(_seen(person, index, limits) for index, person in enumerate(people))
    return Views(View(
        opportunity=None, limits=limits, lines=lines_between(people, plan.links), everyone=everyone,
        by_id={seen.id: seen for seen in everyone},
        total_weight=sum(seen.weight for seen in everyone if seen.is_member),
        **{name: tuple(filter(belongs, everyone)) for name, belongs in _GROUPS.items()},
    ))


def view_of(plan: AccountPlan, opportunity: Opportunity | None = None, limits: Limits = DEFAULT_LIMITS) -> View:
    """The people as seen from one deal, or from the whole account. For many deals of one plan keep its ``views_of``."""
    return views_of(plan, limits).of(opportunity)


def _changed_view(whole: View, opportunity: str, changed: Mapping[str, Seen]) -> View:
    everyone = list(whole.everyone)
    for seen in changed.values():
        everyone[seen.position] = seen
    moved = sum(seen.weight - whole.by_id[seen.id].weight for seen in changed.values() if seen.is_member)
    return View(
        opportunity=opportunity, limits=whole.limits, lines=whole.lines, everyone=tuple(everyone),
        by_id={**whole.by_id, **changed}, total_weight=whole.total_weight + moved,
        **{name: _regrouped(getattr(whole, name), belongs, changed) for name, belongs in _GROUPS.items()},
    )


def _regrouped(
    before: tuple[Seen, ...], belongs: Callable[[Seen], bool], changed: Mapping[str, Seen]
) -> tuple[Seen, ...]:
    """The group after some people changed; the very same tuple when it holds the same people, unchanged."""
    joining = [seen for seen in changed.values() if belongs(seen)]
    if not joining and not any(seen.id in changed for seen in before):
        return before
    kept = [seen for seen in before if seen.id not in changed]
    return tuple(sorted(kept + joining, key=_position))


def _position(seen: Seen) -> int:
    return seen.position


def _seen(person: Person, position: int, limits: Limits, override: Override | None = None) -> Seen:
    roles, relationship, standing = person.roles, person.relationship, person.standing
    overridden: tuple[str, ...] = ()
    if override is not None:
        overridden = tuple(name for name in OVERRIDABLE if name in override.model_fields_set)
        roles = (override.roles or ()) if "roles" in overridden else roles
        relationship = override.relationship if "relationship" in overridden else relationship
        standing = override.standing if "standing" in overridden else standing
    is_member = person.kind is Kind.MEMBER
    decides = is_member and (Role.DECIDER in roles or Role.APPROVER in roles)
    for_us = relationship is Relationship.SUPPORTER or relationship is Relationship.MENTOR
    contact = person.contact
    return Seen(
        person, position, person.id, roles, relationship, standing, contact,
        weight=weight(standing, roles, limits),
        is_member=is_member,
        is_key=is_member and (decides if standing is None else standing is not Standing.OUTSIDE),
        decides=decides,
        is_for_us=for_us,
        is_against_us=relationship is Relationship.ENEMY or relationship is Relationship.NON_SUPPORTER,
        is_friend=for_us and contact is not None and contact >= limits.thread_contact,
        overridden=overridden,
    )


def weight(standing: Standing | None, roles: Iterable[Role], limits: Limits = DEFAULT_LIMITS) -> int:
    """``standing × (1 + role)``, role the highest held. Standing unknown weighs as outside."""
    match standing:
        case Standing.INNER:
            power = limits.standing_inner
        case Standing.STRUCTURE:
            power = limits.standing_structure
        case Standing.OUTSIDE | None:
            power = limits.standing_outside
    return power * (1 + max((_role_weight(role, limits) for role in roles), default=limits.role_none))


def _role_weight(role: Role, limits: Limits) -> int:
    match role:
        case Role.DECIDER:
            return limits.role_decider
        case Role.APPROVER:
            return limits.role_approver
        case Role.EVALUATOR:
            return limits.role_evaluator
        case Role.USER:
            return limits.role_user
