"""What the rules ask of the people in one view, asked once: deals that override nothing share the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from kaptui.insight import groups
from kaptui.insight.groups import how_many
from kaptui.insight.plan_test.finding import Subject, SubjectKind
from kaptui.insight.power import is_single_threaded
from kaptui.insight.reach import reached_past_enemies, reached_through_enemies
from kaptui.insight.view import Seen, View
from kaptui.insight.wording import Message
from kaptui.plan.paths import Path
from kaptui.plan.people import Person


class Told(NamedTuple):
    """What a finding about a person says in every deal alike."""

    subject: Subject
    place: Path
    message: Message


Telling = Callable[[Seen], Told]
"""What a rule says about a person."""


class Sentences(dict[Seen, Told]):
    """What a rule tells about people, each told when first asked for."""

    def __init__(self, tell: Telling) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, seen: Seen) -> Told:
        told = self[seen] = self._tell(seen)
        return told


class Common:
    """What some views of one plan have in common: all ways in are looked for at once, each sentence made once."""

    def __init__(self, views: Sequence[View]) -> None:
        self._views = views
        self._sentences: dict[Telling, Sentences] = {}
        self.bits = {view: 1 << number for number, view in enumerate(views)}

    def sentences(self, tell: Telling) -> Sentences:
        """What ``tell`` says about people."""
        if tell not in self._sentences:
            self._sentences[tell] = Sentences(tell)
        return self._sentences[tell]

    @cached_property
    def past_enemies(self) -> Mapping[str, int]:
        """By person the ``bits`` of the views in which a way past all enemies leads there."""
        return reached_past_enemies(self._views)

    @cached_property
    def through_enemies(self) -> Mapping[str, int]:
        """The same when ways may pass through an X."""
        return reached_through_enemies(self._views, self.past_enemies)


class ViewFacts:
    """Facts of one view that overrides may change; deals that override nothing share them.

    ``decision_makers_are_for_us``: there is a D, and every D is + or *. ``key_for`` and ``key_against``: how many key
    players are + or *, and how many X or -.
    """

    def __init__(self, view: View, common: Common) -> None:
        self.view = view
        self.common = common
        tally = view.tally
        self.has_decision_maker = how_many(tally, groups.DECISION_MAKERS) > 0
        self.has_approver = how_many(tally, groups.APPROVERS) > 0
        self.has_decider_for_us = how_many(tally, groups.DECIDERS_FOR_US) > 0
        not_for_us = how_many(tally, groups.DECISION_MAKERS_NOT_FOR_US)
        self.decision_makers_are_for_us = self.has_decision_maker and not not_for_us
        self.has_mentor = how_many(tally, groups.MENTORS_INSIDE) > 0
        self.has_opponent = how_many(tally, groups.OPPONENTS) > 0
        self.has_inner_circle = how_many(tally, groups.INNER) > 0
        self.key_players = how_many(tally, groups.KEY_PLAYERS)
        self.key_for = how_many(tally, groups.KEY_FOR_US)
        self.key_against = how_many(tally, groups.KEY_AGAINST_US)
        self._told: dict[Telling, tuple[Sequence[Seen], Mapping[int, Sequence[Told]]]] = {}

    def told_by_weight(self, people: Sequence[Seen], tell: Telling) -> Mapping[int, Sequence[Told]]:
        """What ``tell`` says about ``people``, by their weights; asked once a view while the people are the same."""
        if tell not in self._told or self._told[tell][0] != people:
            sentences, by_weight = self.common.sentences(tell), dict[int, list[Told]]()
            for seen in people:
                by_weight.setdefault(seen.weight, []).append(sentences[seen])
            self._told[tell] = people, by_weight
        return self._told[tell][1]

    @cached_property
    def is_single_threaded(self) -> bool:
        """Whether at most one member is a thread, or all threads are in one known department."""
        return is_single_threaded(self.view)

    @cached_property
    def weightiest_against(self) -> Seen:
        """The weightiest of the key players who are X or -; the first of equals. There must be one."""
        return max([seen for seen in self.view.key_players if seen.is_against_us], key=lambda seen: seen.weight)

    @cached_property
    def weightiest_not_for_us(self) -> Seen:
        """The weightiest of the key players who are neither + nor *; the first of equals. There must be one."""
        return max([seen for seen in self.view.key_players if not seen.is_for_us], key=lambda seen: seen.weight)

    @cached_property
    def weightiest(self) -> Seen | None:
        """The member with the most weight in this view; the first of equals."""
        return max(self.view.members, key=lambda seen: seen.weight, default=None)

    @cached_property
    def weightiest_to_win(self) -> Seen | None:
        """The weightiest member who is no thread yet."""
        return max((seen for seen in self.view.members if not seen.is_friend), key=lambda s: s.weight, default=None)

    @cached_property
    def weightiest_decider(self) -> Seen | None:
        """The weightiest member who is D or A; the first of equals."""
        return max(self.view.deciders, key=lambda seen: seen.weight, default=None)

    @cached_property
    def nearest_inside(self) -> Seen | None:
        """Of the inner circle who are not against us the one whom we know best, of equals the weightiest."""
        inside = [seen for seen in self.view.inner if not seen.is_against_us]
        return max(inside, key=lambda seen: (seen.contact or 0, seen.weight), default=None)

    @cached_property
    def cut_off(self) -> tuple[Seen, ...]:
        """The deciders in need of a way in to whom no way leads, or only one through an X."""
        if not self.view.to_be_reached:
            return ()
        open_ways, here = self.common.past_enemies, self.common.bits[self.view]
        return tuple([seen for seen in self.view.to_be_reached if not open_ways.get(seen.id, 0) & here])

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
    return Told(person_subject(seen.person), ("people", seen.id, *attribute), message)
