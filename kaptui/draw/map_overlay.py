"""Overlays of the map: one thing about everybody at a time, first as text, then as a tone.

Each gives a ``Tag`` per person: one cell for the dot zoom, ``TAG_CELLS`` for the outline and tags, and words for boxes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import assert_never

from kaptui.draw.map_codes import relationship_sign, relationship_tone
from kaptui.draw.map_options import TAG_CELLS, Tag
from kaptui.draw.map_scene import Show
from kaptui.draw.picture import Tone
from kaptui.draw.width import cells, clip, visible
from kaptui.insight.plan_test.finding import Finding, Severity, SubjectKind
from kaptui.insight.power import contact_gap, required_contact
from kaptui.insight.view import Seen, View
from kaptui.plan.vocabulary import Role, label_of
from kaptui.text import N_, tr
from kaptui.text.format import listed


class Overlay(StrEnum):
    """What can be laid over the map, one at a time."""

    RELATIONSHIP = "relationship"
    COVERAGE = "coverage"
    ROLE = "role"
    WEIGHT = "weight"
    FINDINGS = "findings"
    FRESHNESS = "freshness"
    OUR_CONTACT = "our_contact"


OVERLAY_TITLES: Mapping[Overlay, str] = {
    Overlay.RELATIONSHIP: N_("Relationship"),
    Overlay.COVERAGE: N_("Coverage"),
    Overlay.ROLE: N_("Roles"),
    Overlay.WEIGHT: N_("Weight"),
    Overlay.FINDINGS: N_("Findings"),
    Overlay.FRESHNESS: N_("Age of knowledge"),
    Overlay.OUR_CONTACT: N_("Our contact"),
}
"""What each overlay is called; msgids."""

_SIGNS: Mapping[Severity, str] = {Severity.URGENT: "!!", Severity.WARNING: "!", Severity.HINT: "."}
_TONES: Mapping[Severity, Tone] = {
    Severity.URGENT: Tone.URGENT, Severity.WARNING: Tone.WARNING, Severity.HINT: Tone.PLAIN,
}  # fmt: skip
_HIGHEST_FIRST = (Role.DECIDER, Role.APPROVER, Role.EVALUATOR, Role.USER)
_YEAR_DAYS = 365


def overlay_tags(
    overlay: Overlay, view: View, today: date, findings: Iterable[Finding] = (), *, show: Show = visible
) -> Mapping[str, Tag]:
    """The tag of everybody in the view, by id. ``findings`` are the plan test's and used by that overlay only; under a
    deal's view only that deal's count, with those of no deal."""
    tag = _tagger(overlay, view, today, findings, show)
    return {seen.id: tag(seen) for seen in view.everyone}


def _tagger(
    overlay: Overlay, view: View, today: date, findings: Iterable[Finding], show: Show
) -> Callable[[Seen], Tag]:
    match overlay:
        case Overlay.RELATIONSHIP:
            return _relationship
        case Overlay.COVERAGE:
            return lambda seen: _coverage(seen, view)
        case Overlay.ROLE:
            return _role
        case Overlay.WEIGHT:
            return _weight
        case Overlay.FINDINGS:
            counted = _counted(findings, view.opportunity)
            return lambda seen: _findings(counted.get(seen.id, Counter()))
        case Overlay.FRESHNESS:
            return lambda seen: _freshness(seen, view, today)
        case Overlay.OUR_CONTACT:
            letters = _letters(view)
            return lambda seen: _our_contact(seen, letters, show)
    assert_never(overlay)


def _relationship(seen: Seen) -> Tag:
    sign = relationship_sign(seen.relationship)
    words = tr(label_of(seen.relationship)) if seen.relationship is not None else tr("unknown")
    return Tag(sign, sign, words, relationship_tone(seen.relationship))


def _coverage(seen: Seen, view: View) -> Tag:
    """``1/3``: the contact there is of the contact the person needs; in the dot zoom the degrees that are missing."""
    required, gap = required_contact(seen, view.limits), contact_gap(seen, view.limits)
    actual = "?" if seen.contact is None else str(seen.contact.value)
    words = tr("contact {actual} of {required}", actual=actual, required=required)
    return Tag(str(gap), f"{actual}/{required}", words, (Tone.GOOD, Tone.WARNING, Tone.URGENT)[min(gap, 2)])


def _role(seen: Seen) -> Tag:
    """The roles; in the dot zoom the highest, D and A above E above U."""
    letters = "".join(role.value for role in seen.roles)
    highest = next((role.value for role in _HIGHEST_FIRST if role in seen.roles), ".")
    words = listed(tr(label_of(role)) for role in reversed(seen.roles)) or tr("no role known")
    return Tag(highest, letters or ".", words, Tone.LABEL if seen.decides else Tone.PLAIN if letters else Tone.UNKNOWN)


def _weight(seen: Seen) -> Tag:
    """``w15``; in the dot zoom a digit, letters from 10 on."""
    dot = f"{seen.weight:x}" if seen.weight < 16 else "+"
    words = tr("weight {weight}", weight=seen.weight)
    return Tag(dot, clip(f"w{seen.weight}", TAG_CELLS), words, Tone.LABEL if seen.is_key else Tone.PLAIN)


def _counted(findings: Iterable[Finding], deal: str | None) -> dict[str, Counter[Severity]]:
    """How many findings of each severity are about each person; the same rule over several deals counts once."""
    rules: dict[tuple[str, str], Severity] = {}
    order = list(Severity)
    for found in findings:
        about_person = found.subject.kind is SubjectKind.PERSON
        if about_person and (deal is None or found.opportunity in (None, deal)):
            key = (found.subject.id, found.rule)
            rules[key] = min(found.severity, rules.get(key, found.severity), key=order.index)
    counted: dict[str, Counter[Severity]] = {}
    for (person, _), severity in rules.items():
        counted.setdefault(person, Counter())[severity] += 1
    return counted


def _findings(counted: Counter[Severity]) -> Tag:
    """``!!2``: the worst severity and how many there are of it; in words all of them."""
    worst = next((severity for severity in Severity if counted[severity]), None)
    if worst is None:
        return Tag(" ", "", tr("nothing found"), Tone.DIM)
    words = " ".join(f"{_SIGNS[severity]}{counted[severity]}" for severity in Severity if counted[severity])
    dot = {Severity.URGENT: "!", Severity.WARNING: "w", Severity.HINT: "."}[worst]
    return Tag(dot, clip(f"{_SIGNS[worst]}{counted[worst]}", TAG_CELLS), words, _TONES[worst])


def _freshness(seen: Seen, view: View, today: date) -> Tag:
    """``78d`` since the person was last confirmed, else last met; ``!`` in the dot zoom when that is stale."""
    day = seen.person.confirmed or seen.person.last_contact
    if day is None:
        return Tag("?", "?", tr("never confirmed"), Tone.UNKNOWN)
    days = max(0, (today - day).days)
    patience = view.limits.stale_key_days if seen.is_key else view.limits.stale_other_days
    short = f"{days}d" if days < 1000 else f"{min(days // _YEAR_DAYS, 999)}y"
    words = tr("{days} days old", days=days)
    return Tag("!", short, words, Tone.WARNING) if days > patience else Tag(".", short, words, Tone.GOOD)


def _letters(view: View) -> dict[str, str]:
    """A letter for each of our people, in the order in which they first appear; ``+`` when the alphabet is used up."""
    ours = dict.fromkeys(seen.person.our_contact for seen in view.everyone if seen.person.our_contact)
    return {name: chr(ord("a") + place) if place < 26 else "+" for place, name in enumerate(ours)}


def _our_contact(seen: Seen, letters: Mapping[str, str], show: Show) -> Tag:
    name = show(seen.person.our_contact)
    if not name:
        return Tag(".", "-", tr("nobody of ours"), Tone.UNKNOWN)
    short = name if cells(name) <= TAG_CELLS else clip(name, TAG_CELLS)
    return Tag(letters[seen.person.our_contact], short, name, Tone.PLAIN)
