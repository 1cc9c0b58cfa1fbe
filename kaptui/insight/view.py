"""The people of a plan as seen from one opportunity: overrides applied, archived people left out.

The plan test looks through every open deal after each edit, so views share what is the same: those of one plan what no
override touches, those of a plan and of the plan before an edit all people who stayed as they were.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.lines import Lines, lines_between
from kaptui.insight.seen import OVERRIDABLE as OVERRIDABLE
from kaptui.insight.seen import Seen as Seen
from kaptui.insight.seen import seen_of
from kaptui.insight.seen import weight as weight
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Link, Override
from kaptui.plan.vocabulary import Relationship, Standing

_INNER, _MENTOR, _ENEMY = Standing.INNER, Relationship.MENTOR, Relationship.ENEMY

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
        return self._group("members")

    @cached_property
    def others(self) -> tuple[Seen, ...]:
        """Who stands outside the tree: consultants, colleagues, salespeople."""
        return self._group("others")

    @cached_property
    def key_players(self) -> tuple[Seen, ...]:
        """The members who are key players."""
        return self._group("key_players")

    @cached_property
    def deciders(self) -> tuple[Seen, ...]:
        """The members who are D or A."""
        return self._group("deciders")

    @cached_property
    def inner(self) -> tuple[Seen, ...]:
        """The members in the inner circle."""
        return self._group("inner")

    @cached_property
    def friends(self) -> tuple[Seen, ...]:
        """Everybody with contact of at least 2 and + or *, people outside the tree included: the seeds of ways in."""
        return self._group("friends")

    @cached_property
    def mentors(self) -> tuple[Seen, ...]:
        """Everybody who is *, people outside the tree included."""
        return self._group("mentors")

    @cached_property
    def enemies(self) -> tuple[Seen, ...]:
        """Everybody who is X, people outside the tree included."""
        return self._group("enemies")

    @cached_property
    def opponents(self) -> tuple[Seen, ...]:
        """Everybody who is X or - or supports a competitor, people outside the tree included."""
        return self._group("opponents")

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

    def _group(self, name: str) -> tuple[Seen, ...]:
        belongs = _GROUPS[name]
        if self.whole is None:
            return tuple(filter(belongs, self.everyone))
        return _exchanged(getattr(self.whole, name), self._pairs, belongs)

    @cached_property
    def _pairs(self) -> Sequence[tuple[Seen, Seen]]:
        """The changed people as they are in the account's own view and as they are here."""
        before = self.changed if self.whole is None else self.whole.by_id
        return [(before[person], seen) for person, seen in self.changed.items()]

    def _take_over(self, before: View, pairs: Sequence[tuple[Seen, Seen]]) -> View:
        """Itself, with the groups that ``before`` had worked out; ``pairs`` are all people who are not the same in it,
        each as they were and as they are."""
        worked_out = vars(before)
        for name, belongs in _GROUPS.items():
            if name in worked_out:
                vars(self)[name] = _exchanged(worked_out[name], pairs, belongs)
        return self


_GROUPS: Final[Mapping[str, Callable[[Seen], bool]]] = {
    "members": attrgetter("is_member"),
    "others": lambda seen: not seen.is_member,
    "key_players": attrgetter("is_key"),
    "deciders": attrgetter("decides"),
    "inner": lambda seen: seen.is_member and seen.standing is _INNER,
    "friends": attrgetter("is_friend"),
    "mentors": lambda seen: seen.relationship is _MENTOR,
    "enemies": lambda seen: seen.relationship is _ENEMY,
    "opponents": lambda seen: seen.is_against_us or bool(seen.person.supports),
}
"""Who belongs to each group of a view, by the name of its property."""
_position = attrgetter("position")


def _exchanged(
    group: tuple[Seen, ...], pairs: Iterable[tuple[Seen, Seen]], belongs: Callable[[Seen], bool]
) -> tuple[Seen, ...]:
    """A group with people exchanged, in plan order; the very same tuple where nobody in it was or comes in."""
    people: list[Seen] | None = None
    for before, after in pairs:
        was, comes = belongs(before), belongs(after)
        if was or comes:
            people = list(group) if people is None else people
            at = bisect_left(people, before.position, key=_position)
            people[at : at + was] = [after] * comes
    return group if people is None else tuple(people)


class Views:
    """The views of one plan: ``whole`` is the account, ``of`` a deal. Made by ``views_of``."""

    def __init__(self, whole: View, links: tuple[Link, ...]) -> None:
        self.whole = whole
        self._links = links
        self._deals: dict[str, tuple[Mapping[str, Override], View]] = {}

    def of(self, opportunity: Opportunity | None) -> View:
        """The view from one deal. A deal that overrides nothing gets ``whole`` itself: nothing is worked out twice."""
        if opportunity is None or not opportunity.overrides:
            return self.whole
        known = self._deals.get(opportunity.id)
        if known is None or known[0] is not opportunity.overrides:
            known = self._deals[opportunity.id] = opportunity.overrides, self._new_view(opportunity)
        return known[1]

    def _new_view(self, opportunity: Opportunity) -> View:
        whole, changed = self.whole, {}
        for person_id, override in opportunity.overrides.items():
            before = whole.by_id.get(person_id)
            if before is not None and override.model_fields_set:
                changed[person_id] = seen_of(before.person, before.position, whole.limits, override)
        return _changed_view(whole, opportunity.id, changed) if changed else whole

    def after_edit(self, plan: AccountPlan) -> Views:
        """The views of ``plan``, another state of the same plan, sharing what stayed; itself when everything did."""
        everyone = _everyone(plan, self.whole.limits, self.whole.everyone)
        if [seen.id for seen in everyone] != list(self.whole.by_id):
            return _views(plan, self.whole.limits, everyone)
        pairs = [(was, now) for was, now in zip(self.whole.everyone, everyone, strict=True) if was is not now]
        same_lines = plan.links is self._links and all(
            was.person.reports_to == now.person.reports_to for was, now in pairs
        )
        if same_lines and not pairs:
            return self
        whole = _whole_view(plan, self.whole.limits, everyone, self.whole.lines if same_lines else None)
        return self._exchanging(pairs, Views(whole._take_over(self.whole, pairs), plan.links))

    def _exchanging(self, pairs: Sequence[tuple[Seen, Seen]], views: Views) -> Views:
        """``views`` with those of the deals that are known here, as they are once the people in ``pairs`` changed."""
        whole = views.whole
        for deal, (overrides, view) in self._deals.items():
            if view is self.whole:
                continue
            own = {
                now.id: seen_of(now.person, now.position, whole.limits, overrides[now.id])
                for _, now in pairs if now.id in view.changed
            }  # fmt: skip
            its_pairs = [(view.changed.get(was.id, was), own.get(now.id, now)) for was, now in pairs]
            changed = _changed_view(whole, deal, {**view.changed, **own})._take_over(view, its_pairs)
            views._deals[deal] = overrides, changed
        return views


def views_of(plan: AccountPlan, limits: Limits = DEFAULT_LIMITS) -> Views:
    """The views of a plan, sharing what no override touches."""
    return _views(plan, limits, _everyone(plan, limits))


def view_of(plan: AccountPlan, opportunity: Opportunity | None = None, limits: Limits = DEFAULT_LIMITS) -> View:
    """The people as seen from one deal, or from the whole account. For many deals of one plan keep its ``views_of``."""
    return views_of(plan, limits).of(opportunity)


def _everyone(plan: AccountPlan, limits: Limits, before: Sequence[Seen] = ()) -> list[Seen]:
    """Everybody who is there, in plan order: the same ``Seen`` as before where person and place are the same."""
    people = [person for person in plan.people if not person.archived]
    same = [seen.person is person for seen, person in zip(before, people, strict=False)]
    same += [False] * (len(people) - len(same))
    return [
        before[index] if same[index] else seen_of(person, index, limits) for index, person in enumerate(people)
    ]


def _views(plan: AccountPlan, limits: Limits, everyone: Sequence[Seen]) -> Views:
    return Views(_whole_view(plan, limits, everyone), plan.links)


def _whole_view(plan: AccountPlan, limits: Limits, everyone: Sequence[Seen], lines: Lines | None = None) -> View:
    if lines is None:
        lines = lines_between([seen.person for seen in everyone], plan.links)
    total = sum([seen.weight for seen in everyone if seen.is_member])
    return View(None, limits, lines, total, {seen.id: seen for seen in everyone})


def _changed_view(whole: View, opportunity: str, changed: Mapping[str, Seen]) -> View:
    moved = sum([seen.weight - whole.by_id[seen.id].weight for seen in changed.values() if seen.is_member])
    return View(opportunity, whole.limits, whole.lines, whole.total_weight + moved, changed, whole)
