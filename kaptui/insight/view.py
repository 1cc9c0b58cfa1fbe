"""The people of a plan as seen from one opportunity: overrides applied, archived people left out.

Everything a person counts for in that view (weight, key player, decider, friend) is worked out once per person and
deal. Views of one plan share what no override touches, because the plan test looks through every open deal after each
edit.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True, eq=False)
class View:
    """The people of one deal or of the whole account, each group in plan order.

    ``opportunity`` is the id of a deal that overrides something, ``None`` for the account and for deals that do not.
    ``total_weight`` is that of all members. ``changed`` are the people in whom this view differs from ``whole``, the
    account's; of the account's own view everybody. Groups are worked out when first asked for; a deal's are the
    account's with the changed people exchanged, and the very same tuple where nobody in them changed.
    """

    opportunity: str | None
    limits: Limits
    lines: Lines
    total_weight: int
    changed: Mapping[str, Seen]
    whole: View | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Seen]:
        """Everybody by id, in plan order."""
        return self.changed if self.whole is None else {**self.whole.by_id, **self.changed}

    @cached_property
    def everyone(self) -> tuple[Seen, ...]:
        """Members and others together."""
        return tuple(self.by_id.values())

    @cached_property
    def members(self) -> tuple[Seen, ...]:
        """Who belongs to the customer: all that counts unless a rule says otherwise."""
        return self._group("members", lambda seen: seen.is_member)

    @cached_property
    def others(self) -> tuple[Seen, ...]:
        """Who stands outside the tree: consultants, colleagues, salespeople."""
        return self._group("others", lambda seen: not seen.is_member)

    @cached_property
    def key_players(self) -> tuple[Seen, ...]:
        """The members who are key players."""
        return self._group("key_players", lambda seen: seen.is_key)

    @cached_property
    def deciders(self) -> tuple[Seen, ...]:
        """The members who are D or A."""
        return self._group("deciders", lambda seen: seen.decides)

    @cached_property
    def inner(self) -> tuple[Seen, ...]:
        """The members in the inner circle."""
        return self._group("inner", lambda seen: seen.is_member and seen.standing is Standing.INNER)

    @cached_property
    def friends(self) -> tuple[Seen, ...]:
        """Everybody with contact of at least 2 and + or *, people outside the tree included: the seeds of ways in."""
        return self._group("friends", lambda seen: seen.is_friend)

    @cached_property
    def mentors(self) -> tuple[Seen, ...]:
        """Everybody who is *, people outside the tree included."""
        return self._group("mentors", lambda seen: seen.relationship is Relationship.MENTOR)

    @cached_property
    def enemies(self) -> tuple[Seen, ...]:
        """Everybody who is X, people outside the tree included."""
        return self._group("enemies", lambda seen: seen.relationship is Relationship.ENEMY)

    @cached_property
    def opponents(self) -> tuple[Seen, ...]:
        """Everybody who is X or - or supports a competitor, people outside the tree included."""
        return self._group("opponents", lambda seen: seen.is_against_us or bool(seen.person.supports))

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

    def _group(self, name: str, belongs: Callable[[Seen], bool]) -> tuple[Seen, ...]:
        if self.whole is None:
            return tuple(filter(belongs, self.everyone))
        before: tuple[Seen, ...] = getattr(self.whole, name)
        leaving = {person for person in self.changed if belongs(self.whole.by_id[person])}
        joining = [seen for seen in self.changed.values() if belongs(seen)]
        if not leaving and not joining:
            return before
        group = [seen for seen in before if seen.id not in leaving] if leaving else list(before)
        for seen in joining:
            insort(group, seen, key=_position)
        return tuple(group)


def _position(seen: Seen) -> int:
    return seen.position


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
    everyone = [_seen(person, index, limits) for index, person in enumerate(people)]
    total = sum([seen.weight for seen in everyone if seen.is_member])
    return Views(View(None, limits, lines_between(people, plan.links), total, {seen.id: seen for seen in everyone}))


def view_of(plan: AccountPlan, opportunity: Opportunity | None = None, limits: Limits = DEFAULT_LIMITS) -> View:
    """The people as seen from one deal, or from the whole account. For many deals of one plan keep its ``views_of``."""
    return views_of(plan, limits).of(opportunity)


def _changed_view(whole: View, opportunity: str, changed: Mapping[str, Seen]) -> View:
    moved = sum([seen.weight - whole.by_id[seen.id].weight for seen in changed.values() if seen.is_member])
    return View(opportunity, whole.limits, whole.lines, whole.total_weight + moved, changed, whole)


def _seen(person: Person, position: int, limits: Limits, override: Override | None = None) -> Seen:
    roles, relationship, standing, contact = person.roles, person.relationship, person.standing, person.contact
    overridden: tuple[str, ...] = ()
    if override is not None:
        said = override.model_fields_set
        overridden = tuple([name for name in OVERRIDABLE if name in said])
        roles = (override.roles or ()) if "roles" in said else roles
        relationship = override.relationship if "relationship" in said else relationship
        standing = override.standing if "standing" in said else standing
    is_member = person.kind is Kind.MEMBER
    decides = is_member and (Role.DECIDER in roles or Role.APPROVER in roles)
    is_key = is_member and (decides if standing is None else standing is not Standing.OUTSIDE)
    for_us = relationship is Relationship.SUPPORTER or relationship is Relationship.MENTOR
    against_us = relationship is Relationship.ENEMY or relationship is Relationship.NON_SUPPORTER
    is_friend = for_us and contact is not None and contact >= limits.thread_contact
    return Seen(
        person, position, person.id, roles, relationship, standing, contact, weight(standing, roles, limits),
        is_member, is_key, decides, for_us, against_us, is_friend, overridden,
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
    return power * (1 + _highest_role(roles, limits))


def _highest_role(roles: Iterable[Role], limits: Limits) -> int:
    highest = None
    for role in roles:
        match role:
            case Role.DECIDER:
                held = limits.role_decider
            case Role.APPROVER:
                held = limits.role_approver
            case Role.EVALUATOR:
                held = limits.role_evaluator
            case Role.USER:
                held = limits.role_user
        if highest is None or held > highest:
            highest = held
    return limits.role_none if highest is None else highest
