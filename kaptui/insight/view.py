"""The people of a plan as seen from one opportunity: overrides applied, archived people left out.

The plan test looks through every open deal after each edit, so views share what is the same: those of one plan what no
override touches, those of a plan and of the plan before an edit all people who stayed as they were.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Final

from kaptui.insight import groups
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.lines import Lines, lines_between
from kaptui.insight.seen import OVERRIDABLE as OVERRIDABLE
from kaptui.insight.seen import Lens
from kaptui.insight.seen import Seen as Seen
from kaptui.insight.seen import weight as weight
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Link, Override


class View:
    """The people of one deal or of the whole account, each group in plan order.

    ``opportunity`` is the id of a deal that overrides something, ``None`` for the account and for deals that do not.
    ``total_weight`` is that of all members. ``changed`` are the people in whom this view differs from ``whole``, the
    account's; of the account's own view everybody. Groups are worked out when first asked for; a deal's are the
    account's with the changed people exchanged, and the very same tuple where nobody in them changed.
    """

    def __init__(
        self, opportunity: str | None, limits: Limits, lines: Lines, total_weight: int,
        changed: Mapping[str, Seen], whole: View | None = None,
    ) -> None:
        self.opportunity = opportunity
        self.limits = limits
        self.lines = lines
        self.total_weight = total_weight
        self.changed = changed
        self.whole = whole

    @cached_property
    def by_id(self) -> Mapping[str, Seen]:
        """Everybody by id, in plan order."""
        return self.changed if self.whole is None else {**self.whole.by_id, **self.changed}

    @cached_property
    def everyone(self) -> tuple[Seen, ...]:
        """Members and others together."""
        return tuple(self.by_id.values())

    @cached_property
    def tally(self) -> int:
        """How many people are in each of the ``groups``: see ``how_many``."""
        if self.whole is None:
            return sum([seen.tally for seen in self.everyone])
        return self.whole.tally + sum([now.tally - before.tally for before, now in self.exchanged])

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
    def untouched(self) -> tuple[Seen, ...]:
        """The deciders with contact below 2; unknown contact counts as 0."""
        return self._group("untouched")

    @cached_property
    def to_be_reached(self) -> tuple[Seen, ...]:
        """The deciders with contact of at most 1, unknown counting as 0: those to whom a way in is looked for."""
        return self._group("to_be_reached")

    @cached_property
    def inner(self) -> tuple[Seen, ...]:
        """The members in the inner circle."""
        return self._group("inner")

    @cached_property
    def friends(self) -> tuple[Seen, ...]:
        """Everybody with contact of at least 2 and + or *, people outside the tree included: the seeds of ways in."""
        return self._group("friends")

    @cached_property
    def threads(self) -> tuple[Seen, ...]:
        """The members who are friends."""
        return self._group("threads")

    @cached_property
    def mentors(self) -> tuple[Seen, ...]:
        """Everybody who is *, people outside the tree included."""
        return self._group("mentors")

    @cached_property
    def enemies(self) -> tuple[Seen, ...]:
        """Everybody who is X, people outside the tree included."""
        return self._group("enemies")

    @cached_property
    def enemies_with_power(self) -> tuple[Seen, ...]:
        """The key players who are X."""
        return self._group("enemies_with_power")

    @cached_property
    def opponents(self) -> tuple[Seen, ...]:
        """Everybody who is X or - or supports a competitor, people outside the tree included."""
        return self._group("opponents")

    def seen(self, person_id: str | None) -> Seen | None:
        """The person of that id, or ``None`` when there is none or it is archived."""
        return self.by_id.get(person_id) if person_id is not None else None

    def boss_of(self, person_id: str) -> Seen | None:
        """The direct boss, or ``None`` at the top."""
        return self.seen(self.lines.boss.get(person_id))

    def _group(self, name: str) -> tuple[Seen, ...]:
        group = _GROUPS[name]
        if self.whole is None:
            return tuple([seen for seen in self.everyone if seen.tally & group])
        return _exchanged(getattr(self.whole, name), self.exchanged, group)

    @cached_property
    def exchanged(self) -> Sequence[tuple[Seen, Seen]]:
        """The changed people as they are in the account's own view and as they are here; in that view itself nobody."""
        if self.whole is None:
            return ()
        before = self.whole.by_id
        return [(before[person], seen) for person, seen in self.changed.items()]

    def _take_over(self, before: View, pairs: Sequence[tuple[Seen, Seen]]) -> View:
        """Itself, with the groups that ``before`` had worked out; ``pairs`` are all people who are not the same in it,
        each as they were and as they are."""
        worked_out = vars(before)
        for name, group in _GROUPS.items():
            if name in worked_out:
                vars(self)[name] = _exchanged(worked_out[name], pairs, group)
        return self


_GROUPS: Final[Mapping[str, int]] = {
    "members": groups.MEMBERS, "others": groups.OTHERS, "key_players": groups.KEY_PLAYERS,
    "deciders": groups.DECIDERS, "untouched": groups.UNTOUCHED, "to_be_reached": groups.TO_BE_REACHED,
    "inner": groups.INNER, "friends": groups.FRIENDS, "threads": groups.THREADS, "mentors": groups.MENTORS,
    "enemies": groups.ENEMIES, "enemies_with_power": groups.ENEMIES_WITH_POWER, "opponents": groups.OPPONENTS,
}  # fmt: skip
"""The groups of a view by the names of its properties."""
_position = attrgetter("position")


def _exchanged(
    people: tuple[Seen, ...], pairs: Iterable[tuple[Seen, Seen]], group: int
) -> tuple[Seen, ...]:
    """The people of a group with some exchanged, in plan order; the very same tuple where none of them was or is in."""
    changed: list[Seen] | None = None
    for before, after in pairs:
        was, comes = before.tally & group, after.tally & group
        if was or comes:
            if changed is None:
                changed = list(people)
            at = bisect_left(changed, before.position, key=_position)
            changed[at : at + bool(was)] = [after] if comes else []
    return people if changed is None else tuple(changed)


class Views:
    """The views of one plan: ``whole`` is the account, ``of`` a deal. Made by ``views_of``."""

    def __init__(self, whole: View, links: tuple[Link, ...], lens: Lens) -> None:
        self.whole = whole
        self._lens = lens
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
                changed[person_id] = self._lens.seen(before.person, before.position, override)
        return _changed_view(whole, opportunity.id, changed) if changed else whole

    def after_edit(self, plan: AccountPlan) -> Views:
        """The views of ``plan``, another state of the same plan, sharing what stayed; itself when everything did."""
        everyone = _everyone(plan, self._lens, self.whole.everyone)
        if [seen.id for seen in everyone] != list(self.whole.by_id):
            return _views(plan, self._lens, everyone)
        pairs = [(was, now) for was, now in zip(self.whole.everyone, everyone, strict=True) if was is not now]
        same_lines = plan.links is self._links and all(
            was.person.reports_to == now.person.reports_to for was, now in pairs
        )
        if same_lines and not pairs:
            return self
        whole = _whole_view(plan, self._lens.limits, everyone, self.whole.lines if same_lines else None)
        return self._exchanging(pairs, Views(whole._take_over(self.whole, pairs), plan.links, self._lens))

    def _exchanging(self, pairs: Sequence[tuple[Seen, Seen]], views: Views) -> Views:
        """``views`` with those of the deals that are known here, as they are once the people in ``pairs`` changed."""
        whole = views.whole
        for deal, (overrides, view) in self._deals.items():
            if view is self.whole:
                continue
            own = {
                now.id: self._lens.seen(now.person, now.position, overrides[now.id])
                for _, now in pairs if now.id in view.changed
            }  # fmt: skip
            its_pairs = [(view.changed.get(was.id, was), own.get(now.id, now)) for was, now in pairs]
            changed = _changed_view(whole, deal, {**view.changed, **own})._take_over(view, its_pairs)
            views._deals[deal] = overrides, changed
        return views


def views_of(plan: AccountPlan, limits: Limits = DEFAULT_LIMITS) -> Views:
    """The views of a plan, sharing what no override touches."""
    lens = Lens(limits)
    return _views(plan, lens, _everyone(plan, lens))


def view_of(plan: AccountPlan, opportunity: Opportunity | None = None, limits: Limits = DEFAULT_LIMITS) -> View:
    """The people as seen from one deal, or from the whole account. For many deals of one plan keep its ``views_of``."""
    return views_of(plan, limits).of(opportunity)


def _everyone(plan: AccountPlan, lens: Lens, before: Sequence[Seen] = ()) -> list[Seen]:
    """Everybody who is there, in plan order: the same ``Seen`` as before where person and place are the same."""
    people = [person for person in plan.people if not person.archived]
    same = [seen.person is person for seen, person in zip(before, people, strict=False)]
    same += [False] * (len(people) - len(same))
    return [before[index] if same[index] else lens.seen(person, index) for index, person in enumerate(people)]


def _views(plan: AccountPlan, lens: Lens, everyone: Sequence[Seen]) -> Views:
    return Views(_whole_view(plan, lens.limits, everyone), plan.links, lens)


def _whole_view(plan: AccountPlan, limits: Limits, everyone: Sequence[Seen], lines: Lines | None = None) -> View:
    if lines is None:
        lines = lines_between([seen.person for seen in everyone], plan.links)
    total = sum([seen.weight for seen in everyone if seen.is_member])
    return View(None, limits, lines, total, {seen.id: seen for seen in everyone})


def _changed_view(whole: View, opportunity: str, changed: Mapping[str, Seen]) -> View:
    moved = sum([seen.weight - whole.by_id[seen.id].weight for seen in changed.values() if seen.is_member])
    return View(opportunity, whole.limits, whole.lines, whole.total_weight + moved, changed, whole)
