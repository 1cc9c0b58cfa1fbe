"""How much power is for us and how well we know it: support, coverage, threads, map state (method.md, section 5).

Only members of the customer count. Quotients are exact ``Fraction``s in percent; ``None`` where there is nothing to
divide.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from kaptui.insight.limits import Limits
from kaptui.insight.states import MapState as MapState
from kaptui.insight.view import Seen, View
from kaptui.plan.exact import rounded
from kaptui.plan.vocabulary import Relationship, Role, Standing


class Support(NamedTuple):
    """Support ``S``, -100 to 100, over the members whose relationship is known.

    ``score`` is ``None`` when nobody is known (shown as a dash, never as 0); ``known`` is their share of all weight in
    percent, ``None`` without members; ``against`` are the key players who are X or -, always listed beside the number.
    """

    score: Fraction | None
    known: Fraction | None
    known_weight: int
    total_weight: int
    against: tuple[Seen, ...]


def support(view: View) -> Support:
    """Support and its known share. More support for anyone never lowers it; an unknown person moves the share only."""
    known_weight = signed = 0
    for seen in view.members:
        if seen.relationship is not None:
            known_weight += seen.weight
            signed += points(seen, view.limits)
    return Support(
        score=Fraction(100 * signed, _most_points(view.limits) * known_weight) if known_weight else None,
        known=Fraction(100 * known_weight, view.total_weight) if view.total_weight else None,
        known_weight=known_weight,
        total_weight=view.total_weight,
        against=tuple(seen for seen in view.key_players if seen.is_against_us),
    )


def points(seen: Seen, limits: Limits) -> int:
    """What a person adds to support, ``w·s``: 0 for a neutral and while the relationship is unknown."""
    match seen.relationship:
        case Relationship.ENEMY:
            score = limits.support_enemy
        case Relationship.NON_SUPPORTER:
            score = limits.support_non_supporter
        case Relationship.NEUTRAL | None:
            score = 0
        case Relationship.SUPPORTER:
            score = limits.support_supporter
        case Relationship.MENTOR:
            score = limits.support_mentor
    return seen.weight * score


def _most_points(limits: Limits) -> int:
    """What one unit of weight adds at most, for us or against us: it makes 100 of support."""
    return max(limits.support_mentor, -limits.support_enemy)


class SupportShown(NamedTuple):
    """What a screen prints for support: ``number`` rounded half away from zero, ``None`` for a dash; ``doubtful`` puts
    it in brackets with a question mark, ``(-16)?``."""

    number: int | None
    doubtful: bool


def support_shown(support: Support, limits: Limits) -> SupportShown:
    """The number to print, doubtful when the exact known share is below the limit (50 %)."""
    if support.score is None or support.known is None:
        return SupportShown(None, doubtful=False)
    return SupportShown(int(rounded(support.score)), doubtful=support.known < limits.known_share)


def required_contact(seen: Seen, limits: Limits) -> int:
    """The contact a person needs: inner 3, structure 2, else 1; a D or A at least 2 (also outside the tree)."""
    match seen.standing:
        case Standing.INNER:
            required = limits.required_inner
        case Standing.STRUCTURE:
            required = limits.required_structure
        case Standing.OUTSIDE | None:
            required = limits.required_other
    if Role.DECIDER in seen.roles or Role.APPROVER in seen.roles:
        return max(required, limits.required_decider)
    return required


def contact_gap(seen: Seen, limits: Limits) -> int:
    """How many degrees of contact are missing, 0 when none; unknown contact counts as 0."""
    return max(0, required_contact(seen, limits) - (seen.contact or 0))


class Gap(NamedTuple):
    """A key player whose contact falls ``missing`` degrees short of ``required``."""

    seen: Seen
    required: int
    missing: int


class Coverage(NamedTuple):
    """Coverage ``C``, 0 to 100, over key players; ``None`` without any.

    ``unknown`` are the key players whose contact is unknown (counted as 0), ``gaps`` those short of what they need,
    the weightiest first.
    """

    score: Fraction | None
    gaps: tuple[Gap, ...]
    unknown: tuple[Seen, ...]


def coverage(view: View) -> Coverage:
    """Coverage of the key players and where contact is missing."""
    weights = sum(seen.weight for seen in view.key_players)
    touched = sum(seen.weight * (seen.contact or 0) for seen in view.key_players)
    gaps = [
        Gap(seen, required_contact(seen, view.limits), missing)
        for seen in view.key_players
        if (missing := contact_gap(seen, view.limits))
    ]
    return Coverage(
        score=Fraction(100 * touched, 3 * weights) if weights else None,
        gaps=tuple(sorted(gaps, key=lambda gap: (-gap.seen.weight, -gap.missing, gap.seen.position))),
        unknown=tuple(seen for seen in view.key_players if seen.contact is None),
    )


def is_single_threaded(view: View) -> bool:
    """Whether at most one member is a thread (none at all too), or all threads are in one known department."""
    threads = view.threads
    if len(threads) <= 1:
        return True
    departments = {seen.person.department for seen in threads}
    return len(departments) == 1 and "" not in departments


def map_state(view: View) -> MapState:
    """The state of the map; *supportive* is + or *."""
    supportive = [seen for seen in view.key_players if seen.is_for_us]
    if not supportive:
        return MapState.RED
    return MapState.GREEN if any(seen.decides for seen in supportive) else MapState.AMBER


def by_weight(people: Iterable[Seen]) -> tuple[Seen, ...]:
    """People in order of falling weight, plan order among equals."""
    return tuple(sorted(people, key=lambda seen: (-seen.weight, seen.position)))
