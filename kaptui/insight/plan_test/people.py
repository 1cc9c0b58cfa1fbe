"""What the rules ask of the people in one view, asked once: deals that override nothing share the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from kaptui.insight.plan_test.finding import Subject, SubjectKind
from kaptui.insight.power import is_single_threaded
from kaptui.insight.reach import needs_way_in, reached_in
from kaptui.insight.view import Seen, View
from kaptui.insight.wording import Message
from kaptui.plan.paths import Path
from kaptui.plan.people import Person
from kaptui.plan.vocabulary import Role


class Told(NamedTuple):
    """What a finding about a person says in every deal alike. ``weight`` is the person's in one view."""

    subject: Subject
    place: Path
    message: Message
    weight: int


class Common:
    """What some views of one plan have in common: all ways in are looked for at once, each sentence made once."""

    def __init__(self, views: Sequence[View]) -> None:
        self.told: dict[str, dict[str, Told]] = {}
        self._views = views
        self.bits = {view: 1 << number for number, view in enumerate(views)}

    @cached_property
    def past_enemies(self) -> Mapping[str, int]:
        """By person the ``bits`` of the views in which a way past all enemies leads there."""
        return reached_in(self._views)

    @cached_property
    def through_enemies(self) -> Mapping[str, int]:
        """The same when ways may pass through an X."""
        return reached_in(self._views, through_enemies=True)


class ViewFacts:
    """Facts of one view that overrides may change; deals that override nothing share them.

    ``untouched``: D or A with contact below 2, unknown counting as 0. ``key_against`` and ``key_for``: the key players
    who are X or -, and how many are + or *. ``deciders_are_for_us``: there is a D, and every D is + or *.
    """

    def __init__(self, view: View, common: Common) -> None:
        self.view = view
        self.common = common
        decider, approver, limit = Role.DECIDER, Role.APPROVER, view.limits.decider_contact
        self.has_decider = any(decider in seen.roles for seen in view.deciders)
        self.has_approver = any(approver in seen.roles for seen in view.deciders)
        self.has_decider_for_us = any(seen.is_for_us for seen in view.deciders)
        self.deciders_are_for_us = self.has_decider and not any(
            decider in seen.roles and not seen.is_for_us for seen in view.deciders
        )
        self.has_mentor = any(seen.is_member for seen in view.mentors)
        self.untouched = [seen for seen in view.deciders if seen.contact is None or seen.contact < limit]
        self.key_against = [seen for seen in view.key_players if seen.is_against_us]
        self.key_for = len([seen for seen in view.key_players if seen.is_for_us])
        self.powerful_enemies = [seen for seen in view.enemies if seen.is_key]
        self.is_single_threaded = is_single_threaded(view)
        self._told: dict[str, list[Told]] = {}

    def told(self, key: str, people: Iterable[Seen], tell: Callable[[Seen], Told]) -> list[Told]:
        """What ``tell`` says about each of ``people``; under one ``key`` it is asked once a view and once a person."""
        if key in self._told:
            return self._told[key]
        before = self.common.told.setdefault(key, {})
        rows = []
        for seen in people:
            row = before.get(seen.id)
            if row is None:
                row = before[seen.id] = tell(seen)
            elif row.weight != seen.weight:
                row = Told(row.subject, row.place, row.message, seen.weight)
            rows.append(row)
        self._told[key] = rows
        return rows

    @cached_property
    def weightiest(self) -> Seen | None:
        """The member with the most weight in this view; the first of equals."""
        return max(self.view.members, key=lambda seen: seen.weight, default=None)

    @cached_property
    def weightiest_to_win(self) -> Seen | None:
        """The weightiest member who is no thread yet."""
        return max((seen for seen in self.view.members if not seen.is_friend), key=lambda s: s.weight, default=None)

    @cached_property
    def cut_off(self) -> tuple[Seen, ...]:
        """The deciders in need of a way in to whom no way leads, or only one through an X."""
        open_ways, here = self.common.past_enemies, self.common.bits[self.view]
        return tuple([seen for seen in needs_way_in(self.view) if not open_ways.get(seen.id, 0) & here])

    @cached_property
    def only_through_enemy(self) -> tuple[Seen, ...]:
        """Of those cut off the ones to whom a way through an X would lead."""
        if not self.cut_off:
            return ()
        any_way, here = self.common.through_enemies, self.common.bits[self.view]
        return tuple([seen for seen in self.cut_off if any_way.get(seen.id, 0) & here])

    @cached_property
    def led_to_by_nobody(self) -> tuple[Seen, ...]:
        """Of those cut off the ones to whom no way leads at all."""
        behind = frozenset(self.only_through_enemy)
        return tuple([seen for seen in self.cut_off if seen not in behind])


UNNAMED: Final = "?"
"""What stands in a sentence for a person, deal or row without a name."""


def person_name(person: Person) -> str:
    """A person as a sentence names them: the name, of a seat without a holder its title."""
    return person.name or person.title or UNNAMED


def person_subject(person: Person) -> Subject:
    """A person as the subject of a finding."""
    return Subject(SubjectKind.PERSON, person.id, person.name or person.title)


def told_of(seen: Seen, message: Message, *attribute: str) -> Told:
    """What a finding says about a person; ``attribute`` is what fixes it."""
    return Told(person_subject(seen.person), ("people", seen.id, *attribute), message, seen.weight)
