"""The side card of the map: everything about one person in words, as a list of lines. Pure: values in, lines out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from kaptui.draw.map_codes import relationship_sign, standing_sign
from kaptui.insight.plan_test import Finding
from kaptui.insight.power import required_contact
from kaptui.insight.summary import Summary
from kaptui.insight.view import OVERRIDABLE, Seen, View
from kaptui.plan.advice import STYLE_ADVICE
from kaptui.plan.fields import field_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Link, Person
from kaptui.plan.vocabulary import Contact, Kind, Relationship, Role, Standing, Status, label_of
from kaptui.screens.panels import MARKS, way_text
from kaptui.screens.signs import finding_words
from kaptui.text import N_, tr
from kaptui.text.format import UNKNOWN_ASCII, age, day
from kaptui.widgets.paint import Line, Span

_CONTACT_WORDS: Final[Mapping[Contact | None, str]] = {
    Contact.NONE: N_("... none"), Contact.BRIEF: N_("#.. brief"), Contact.MULTIPLE: N_("##. multiple"),
    Contact.IN_DEPTH: N_("### in depth"), None: N_("??? unknown"),
}  # fmt: skip
"""The degrees of contact as meter and word; the label stands before them."""
_SAID_ALREADY: Final = ("stale-knowledge",)
"""Rules whose finding is what another line of the card says anyhow: here how old the knowledge is."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person as seen through ``lens`` (``None``: the whole account); ``steps`` are his numbers in the process,
    ``findings`` what the plan test finds about him there."""

    summary: Summary
    lens: Opportunity | None
    seen: Seen
    steps: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def view(self) -> View:
        """The people around, through the same lens."""
        return self.summary.view(self.lens)

    def heading(self) -> str:
        """The name, and the decision steps as the map numbers them."""
        steps = f" ({','.join(map(str, self.steps))})" if self.steps else ""
        return called(self.seen.person) + steps

    def lines(self) -> list[Line]:
        """The whole card: what one needs before a meeting first."""
        parts = (
            self._post(), self._attributes(), self._influence(), self._advice(), self._ways(), self._findings(),
            self._actions(), self._agendas(), self._knowledge(),
        )  # fmt: skip
        return [line for part in parts for line in part]

    def _post(self) -> Iterator[Line]:
        person = self.seen.person
        if person.name and person.title:
            yield (Span(person.title),)
        if person.kind is not Kind.MEMBER:
            yield said(tr("Kind"), tr(label_of(person.kind)))

    def _attributes(self) -> Iterator[Line]:
        seen, person = self.seen, self.seen.person
        yield (*said(tr("Roles"), roles_in_words(seen.roles)), *self._elsewhere("roles"))
        style = f"{person.style.value} {tr(label_of(person.style))}" if person.style else unknown()
        yield said(tr("Style"), style)
        tone = "bad" if seen.is_against_us else "good" if seen.is_for_us else ""
        relationship = relationship_in_words(seen.relationship)
        yield (*said(tr("Relationship"), relationship, tone), *self._elsewhere("relationship"))
        yield said(tr("Contact"), self._contact(), "warning" if self._is_short() else "")
        standing = f"{standing_in_words(seen.standing)} w{seen.weight}"
        yield (*said(tr("Standing"), standing), *self._elsewhere("standing"))
        if self.lens is None:
            yield from self._in_deals()

    def _contact(self) -> str:
        contact = self.seen.contact
        words = tr(_CONTACT_WORDS[contact])
        required = required_contact(self.seen, self.summary.limits)
        return f"{words}, {tr('needs {degree}', degree=required)}" if self._is_short() else words

    def _is_short(self) -> bool:
        required = required_contact(self.seen, self.summary.limits)
        return self.seen.is_member and (self.seen.contact or 0) < required

    def _elsewhere(self, name: str) -> Line:
        """The mark behind an attribute that is set for this deal only, with what holds everywhere else."""
        if name not in self.seen.overridden:
            return ()
        else_ = attribute_in_words(name, self.seen.person)
        return (Span(" " + tr("(set for this deal only; else {value})", value=else_), "changed"),)

    def _in_deals(self) -> Iterator[Line]:
        """In the account's view: the open deals that see this person otherwise."""
        for deal in self.summary.plan.opportunities:
            if deal.status is not Status.OPEN:
                continue
            there = self.summary.view(deal).seen(self.seen.id)
            differing = [name for name in OVERRIDABLE if there and getattr(there, name) != getattr(self.seen, name)]
            if there is not None and differing:
                words = ", ".join(attribute_in_words(name, there) for name in differing)
                name = deal.name or tr("(no name)")
                yield (Span(tr("In {deal}: {differences}", deal=name, differences=words), "changed"),)

    def _influence(self) -> Iterator[Line]:
        """Who moves whom, strengths in brackets."""
        lines, here = self.view.lines, self.seen.id
        yield said(tr("Hears") + " <", self._linked(lines.influenced_by.get(here, ()), to_source=True))
        yield said(tr("Moves") + " >", self._linked(lines.influences.get(here, ())))
        conflicts = lines.conflicts.get(here, ())
        if conflicts:
            yield said(tr("Conflict") + " x", self._linked(conflicts), "warning")
        dotted = lines.dotted.get(here, ())
        if dotted:
            yield said(tr("Second boss"), self._linked(dotted))

    def _linked(self, links: Iterable[Link], *, to_source: bool = False) -> str:
        names = []
        for link in links:
            other = link.source if to_source or link.target == self.seen.id else link.target
            found = self.view.seen(other)
            if found is not None:
                names.append(f"{called(found.person)}({link.strength})")
        return ", ".join(names) or UNKNOWN_ASCII

    def _advice(self) -> Iterator[Line]:
        style = self.seen.person.style
        if style is not None:
            advice = STYLE_ADVICE[style]
            yield said(tr("WANTS"), tr(advice.wants))
            yield said(tr("BUYS"), tr(advice.buys))
            yield said(tr("SELL"), tr(advice.sell))
        if self.seen.relationship is Relationship.MENTOR:
            yield said(
                tr("Mentor"), tr("sells our solution inside when we are not there: give them what they need for it")
            )

    def _ways(self) -> Iterator[Line]:
        for way in self.summary.ways_in(self.lens):
            if way.target.id == self.seen.id:
                yield (Span(way_text(way), "" if way.start else "warning"),)

    def _findings(self) -> Iterator[Line]:
        deals_by_id = {deal.id: deal.name for deal in self.summary.plan.opportunities if deal.status is Status.OPEN}
        told = (finding for finding in self.findings if finding.rule not in _SAID_ALREADY)
        for finding, deals in told_once(told, {} if self.lens else deals_by_id):
            mark, tone = MARKS[finding.severity]
            where = f" [{', '.join(deals)}]" if deals else ""
            yield (Span(f"{mark.strip()} ", tone), Span(finding_words(finding.message) + where))

    def _actions(self) -> Iterator[Line]:
        """Open actions that target the person, in this deal or in all open ones."""
        deals = [self.lens] if self.lens else self.summary.plan.opportunities
        for deal in deals:
            for action in deal.actions:
                if action.person == self.seen.id and not action.done:
                    due = f" {day(action.due, unknown='')}".rstrip()
                    overdue = action.due is not None and action.due < self.summary.today
                    owner = f", {action.owner}" if action.owner else ""
                    yield said(tr("Action"), f"{action.what or '?'}{owner}{due}", "warning" if overdue else "")

    def _agendas(self) -> Iterator[Line]:
        person = self.seen.person
        if person.department:
            yield said(tr("Department"), person.department)
        if person.business_agenda:
            yield said(tr("Business agenda"), person.business_agenda)
        if person.personal_agenda:
            yield said(tr("Personal agenda"), person.personal_agenda)
        rival = next((each for each in self.summary.plan.competitors if each.id == person.supports), None)
        if rival is not None:
            yield said(tr("Supports rival"), rival.name, "bad")

    def _knowledge(self) -> Iterator[Line]:
        person, today = self.seen.person, self.summary.today
        if person.our_contact:
            yield said(tr("Our contact"), person.our_contact)
        ago = f" ({age(person.last_contact, today)})" if person.last_contact else ""
        yield said(tr("Last contact"), day(person.last_contact, unknown=UNKNOWN_ASCII) + ago)
        known = person.confirmed or person.last_contact
        limits = self.summary.limits
        patience = limits.stale_key_days if self.seen.is_key else limits.stale_other_days
        stale = known is None or (today - known).days > patience
        confirmed = day(person.confirmed, unknown=tr("never")) + (f", {tr('assumed')}" if person.assumed else "")
        yield said(tr("Confirmed"), confirmed + (f", {tr('stale')}" if stale else ""), "warning" if stale else "")
        if person.background:
            yield said(tr("Background"), person.background)
        if person.notes:
            yield said(tr("Notes"), person.notes)


def told_once(findings: Iterable[Finding], open_deals: Mapping[str, str]) -> list[tuple[Finding, tuple[str, ...]]]:
    """Findings about one person, each rule once, with the names of the deals where it holds for some of them only.
    ``open_deals`` are their names by id."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    told = []
    for same in by_rule.values():
        deals = {finding.opportunity for finding in same if finding.opportunity is not None}
        some = 0 < len(deals) < len(open_deals)
        told.append((same[0], tuple(name for deal, name in open_deals.items() if deal in deals) if some else ()))
    return told


def said(label: str, text: str, tone: str = "") -> Line:
    """A label and what it is about; text of several lines in one.

    Labels are plain, because every change of tone costs bytes on the wire at each step of the selection.
    """
    return (Span(f"{label} "), Span(" ".join(text.split()), tone))


def called(person: Person) -> str:
    """What a person is called: the name; of a seat whose holder is unknown ``TBD`` and the title."""
    if person.name:
        return person.name
    return f"{tr('TBD')} / {person.title}" if person.title else tr("TBD")


def unknown() -> str:
    """What stands for an attribute that nobody knows."""
    return f"? {tr('unknown')}"


def in_words(value: StrEnum | IntEnum | None) -> str:
    """A code's label."""
    return tr("unknown") if value is None else tr(label_of(value))


def roles_in_words(roles: Iterable[Role]) -> str:
    """``D Decision-maker, A Approver``."""
    return ", ".join(f"{role.value} {tr(label_of(role))}" for role in roles) or unknown()


def relationship_in_words(relationship: Relationship | None) -> str:
    """``= Neutral``."""
    return f"{relationship_sign(relationship)} {in_words(relationship)}"


def standing_in_words(standing: Standing | None) -> str:
    """``@ Inner circle``."""
    return f"{standing_sign(standing)} {in_words(standing)}"


def attribute_in_words(name: str, of: Person | Seen) -> str:
    """One of the attributes that may differ from deal to deal."""
    match name:
        case "roles":
            return roles_in_words(of.roles)
        case "relationship":
            return relationship_in_words(of.relationship)
        case "standing":
            return standing_in_words(of.standing)
        case _:
            return tr(field_of(Person, name).label)
