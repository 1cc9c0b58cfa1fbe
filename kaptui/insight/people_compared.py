"""People who came, went or moved, and what they are to us now, everywhere or in one deal; then what that does to the
power for us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from kaptui.insight.difference import Difference, Topic, deal_name, text_of, whole
from kaptui.insight.limits import Limits
from kaptui.insight.plan_test.people import person_name
from kaptui.insight.power import MapState, coverage, map_state, support
from kaptui.insight.view import Seen, view_of, views_of
from kaptui.insight.wording import N_, Message
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.people import Person
from kaptui.plan.vocabulary import Contact, Relationship, Role, Standing

_RELATIONSHIP: Final[Mapping[Relationship | None, str]] = {
    Relationship.ENEMY: N_("{person} has become an enemy"),
    Relationship.NON_SUPPORTER: N_("{person} has become a non-supporter"),
    Relationship.NEUTRAL: N_("{person} is neutral now"),
    Relationship.SUPPORTER: N_("{person} has become a supporter"),
    Relationship.MENTOR: N_("{person} has become a mentor"),
    None: N_("it is no longer known where {person} stands towards us"),
}
_CONTACT: Final[Mapping[Contact | None, str]] = {
    Contact.NONE: N_("there is no contact with {person} now"),
    Contact.BRIEF: N_("contact with {person} is brief now"),
    Contact.MULTIPLE: N_("contact with {person} is multiple now"),
    Contact.IN_DEPTH: N_("contact with {person} is in depth now"),
    None: N_("the contact with {person} is no longer known"),
}
_STANDING: Final[Mapping[Standing | None, str]] = {
    Standing.OUTSIDE: N_("{person} stands outside now"),
    Standing.STRUCTURE: N_("{person} belongs to the political structure now"),
    Standing.INNER: N_("{person} belongs to the inner circle now"),
    None: N_("the standing of {person} is no longer known"),
}
_STATE: Final[Mapping[MapState, str]] = {
    MapState.RED: N_("the map has turned red: no key player supports us"),
    MapState.AMBER: N_("the map has turned amber: a key player supports us, but none who decides or approves"),
    MapState.GREEN: N_("the map has turned green: a key player who decides or approves supports us"),
}


def people_compared(old: AccountPlan, new: AccountPlan) -> Iterator[Difference]:
    """Who came, who went, and what differs about everybody who stayed; archived people are gone."""
    before = {person.id: person for person in old.people if not person.archived}
    after = {person.id: person for person in new.people if not person.archived}
    for person in after.values():
        if person.id not in before:
            yield _told(person, "person-came", Message("{person} is new on the map", person=person_name(person)))
    for person in before.values():
        if person.id not in after:
            message = Message("{person} is no longer on the map", person=person_name(person))
            yield Difference(Topic.PEOPLE, "person-went", person.id, message, ("people",))
    for person in after.values():
        if person.id in before and person is not before[person.id]:
            yield from _person_compared(before[person.id], person, _Names(old, new))


class _Names:
    """The names of the rows that people refer to, as they are now, or as they were when they are gone."""

    def __init__(self, old: AccountPlan, new: AccountPlan) -> None:
        self.people = {person.id: person_name(person) for plan in (old, new) for person in plan.people}
        self.rivals = {rival.id: rival.name for plan in (old, new) for rival in plan.competitors}


def _person_compared(before: Person, after: Person, names: _Names) -> Iterator[Difference]:
    name = person_name(after)
    yield from _moved(before, after, names)
    for change in _stances_compared(name, before, after):
        yield _told(after, change.name, change.message, change.name, change.before, change.after, change.better)
    if before.contact != after.contact:
        message = Message(_CONTACT[after.contact], person=name)
        yield _told(after, "contact", message, "contact", before.contact, after.contact,
                    _rose(before.contact, after.contact))  # fmt: skip
    yield from _support_of_rival(before, after, names)


class _Stance(Protocol):
    """What may differ from deal to deal: of a person, or of a person as seen from one deal."""

    @property
    def roles(self) -> tuple[Role, ...]: ...
    @property
    def relationship(self) -> Relationship | None: ...
    @property
    def standing(self) -> Standing | None: ...


@dataclass(frozen=True, slots=True)
class _Turn:
    """An attribute that turned: its ``name``, the sentence, both values, and whether that is good for us."""

    name: str
    message: Message
    before: object
    after: object
    better: bool | None = None


def _stances_compared(person: str, before: _Stance, after: _Stance) -> Iterator[_Turn]:
    if before.roles != after.roles:
        old, new = "".join(before.roles), "".join(after.roles)
        message = Message("the roles of {person} went from {before} to {after}",
                          person=person, before=old or "?", after=new or "?")  # fmt: skip
        yield _Turn("roles", message, old, new)
    if before.relationship is not after.relationship:
        message = Message(_RELATIONSHIP[after.relationship], person=person)
        better = _rose(_score(before), _score(after))
        yield _Turn("relationship", message, before.relationship, after.relationship, better)
    if before.standing is not after.standing:
        yield _Turn("standing", Message(_STANDING[after.standing], person=person), before.standing, after.standing)


def stances_compared(old: AccountPlan, new: AccountPlan) -> Iterator[Difference]:
    """What people are in one deal only, where a deal that stayed says otherwise of them than it did.

    What is told is what counts in the deal, so that taking back what a deal says is told like saying it. What merely
    follows from the person is told once, by ``people_compared``.
    """
    deals = {deal.id: deal for deal in old.opportunities}
    pairs = [(deals[deal.id], deal) for deal in new.opportunities if deal.id in deals]
    for before, after in pairs:
        if before.overrides != after.overrides:
            was, now = views_of(old).of(before).by_id, views_of(new).of(after).by_id
            for person in after.overrides | before.overrides:
                if person in was and person in now:
                    yield from _in_deal(after, was[person], now[person])


def _in_deal(deal: Opportunity, before: Seen, after: Seen) -> Iterator[Difference]:
    for turn in _stances_compared(person_name(after.person), before, after):
        if turn.name in before.overridden or turn.name in after.overridden:
            place: Path = ("opportunities", deal.id, "overrides", after.id, turn.name)
            if turn.name not in after.overridden:
                place = ("people", after.id, turn.name)
            yield Difference(
                Topic.PEOPLE, turn.name, after.id, turn.message, place, text_of(turn.before), text_of(turn.after),
                turn.better, deal.id, within=deal_name(deal),
            )  # fmt: skip


def _moved(before: Person, after: Person, names: _Names) -> Iterator[Difference]:
    name = person_name(after)
    if before.name != after.name and before.name:
        message = Message("{before} is now called {person}", person=name, before=before.name)
        yield _told(after, "renamed", message, "name", before.name, after.name)
    elif before.name != after.name:
        yield _told(after, "seat-filled", Message("{person} has taken an open seat", person=name), "name")
    if before.reports_to != after.reports_to:
        boss = names.people.get(after.reports_to or "")
        message = (
            Message("{person} now reports to {boss}", person=name, boss=boss)
            if boss
            else Message("{person} reports to nobody on the map now", person=name)
        )
        yield _told(after, "moved", message, "reports_to", before.reports_to, after.reports_to)
    if before.department != after.department:
        message = Message("{person} has moved to {department}", person=name, department=after.department or "?")
        yield _told(after, "moved", message, "department", before.department, after.department)
    if before.title != after.title:
        message = Message("{person} is now {post}", person=name, post=after.title or "?")
        yield _told(after, "title", message, "title", before.title, after.title)


def _support_of_rival(before: Person, after: Person, names: _Names) -> Iterator[Difference]:
    old, new = names.rivals.get(before.supports or ""), names.rivals.get(after.supports or "")
    if before.supports == after.supports or not (old or new):
        return
    if new:
        message = Message("{person} supports {rival} now", person=person_name(after), rival=new)
    else:
        message = Message("{person} no longer supports {rival}", person=person_name(after), rival=old or "")
    yield _told(after, "supports", message, "supports", before.supports, after.supports, not new)


def power_compared(old: AccountPlan, new: AccountPlan, limits: Limits) -> Iterator[Difference]:
    """Support, coverage and the state of the map, as far as their printed numbers differ."""
    before, after = view_of(old, limits=limits), view_of(new, limits=limits)
    yield from _number(
        "support", whole(support(before).score), whole(support(after).score),
        (N_("support rose from {before} to {after}"), N_("support fell from {before} to {after}")),
        (N_("support is known now: {after}"), N_("support is no longer known")),
    )  # fmt: skip
    yield from _number(
        "coverage", whole(coverage(before).score), whole(coverage(after).score),
        (N_("coverage rose from {before} % to {after} %"), N_("coverage fell from {before} % to {after} %")),
        (N_("coverage is known now: {after} %"), N_("coverage is no longer known")),
    )  # fmt: skip
    states = list(MapState)
    was, now = map_state(before), map_state(after)
    if was is not now:
        better = states.index(now) > states.index(was)
        yield Difference(Topic.POWER, "map-state", new.id, Message(_STATE[now]), ("people",), was, now, better)


def _number(
    kind: str, before: int | None, after: int | None, moved: tuple[str, str], known: tuple[str, str]
) -> Iterator[Difference]:
    if before == after:
        return
    better = _rose(before, after)
    if after is None:
        message = Message(known[1])
    elif before is None:
        message = Message(known[0], after=after)
    else:
        message = Message(moved[0] if better else moved[1], before=before, after=after)
    yield Difference(Topic.POWER, kind, "", message, ("people",), text_of(before), text_of(after), better)


def _told(
    person: Person, kind: str, message: Message, field: str = "", before: object = None, after: object = None,
    better: bool | None = None,
) -> Difference:  # fmt: skip
    place = ("people", person.id, field) if field else ("people", person.id)
    return Difference(Topic.PEOPLE, kind, person.id, message, place, _code(before), _code(after), better)


def _code(value: object) -> str:
    return str(int(value)) if isinstance(value, Contact) else text_of(value)


def _score(stance: _Stance) -> int | None:
    return None if stance.relationship is None else stance.relationship.rank


def _rose(before: int | None, after: int | None) -> bool | None:
    return None if before is None or after is None else after > before
