"""Rules that run once per plan, on the people as they are, without money unless they are about one deal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kaptui.insight.plan_test.case import AccountCase
from kaptui.insight.plan_test.finding import Finding, Subject, SubjectKind
from kaptui.insight.plan_test.people import UNNAMED, person_name, person_subject
from kaptui.insight.view import Seen
from kaptui.insight.wording import Message, Values
from kaptui.plan.exact import exact_product, exact_sum, rounded
from kaptui.plan.needs import Need, ValueEntry
from kaptui.plan.paths import Path


def no_opportunity(case: AccountCase) -> Iterator[Finding]:
    """No open deal. Beside it only ``rival-unknown`` is told: the others wait for something to win."""
    if not case.cases:
        message = Message("{account}: no open opportunity", account=case.plan.name or UNNAMED)
        yield case.about("no-opportunity", _plan_subject(case), ("opportunities",), message)


def rival_unknown(case: AccountCase) -> Iterator[Finding]:
    """A competitor with no known strategy (one of the five) or no known supporter.

    Anybody on the map who supports it is a supporter, people outside the tree included: a consultant who favours a
    rival is known, and saying otherwise would be wrong.
    """
    supported = {seen.person.supports for seen in case.views.whole.everyone}
    asked = case.weightiest
    supporters: Path = ("people",) if asked is None else ("people", asked.id, "supports")
    for rival in case.plan.competitors:
        values: Values = {"rival": rival.name or UNNAMED}
        subject = Subject(SubjectKind.COMPETITOR, rival.id, rival.name)
        place: Path = ("competitors", rival.id, "strategy")
        if rival.strategy is None and rival.id not in supported:
            message = Message("{rival}: neither its strategy nor any supporter is known", **values)
        elif rival.strategy is None:
            message = Message("{rival}: its strategy is not known", **values)
        elif rival.id not in supported:
            place, message = supporters, Message("{rival}: its supporter is not on the map", **values)
        else:
            continue
        yield case.about("rival-unknown", subject, place, message)


def target_gap(case: AccountCase) -> Iterator[Finding]:
    """What is won plus what is weighted in the current fiscal year lies below its target; silent without a target."""
    year, target = case.forecast, case.forecast.target
    if target is None:
        return
    expected = exact_sum((year.won, year.weighted))
    if expected < target:
        values: Values = {"year": case.year, "percent": _percent(expected, target)}
        message = Message("FY{year}: won and weighted reach {percent} % of the target", **values)
        yield case.about("target-gap", _plan_subject(case), ("opportunities",), message)


def concentration(case: AccountCase) -> Iterator[Finding]:
    """Of three or more open deals one holds more than half of the current fiscal year's weighted revenue.

    The subject is that deal, so the finding carries its id and its money at stake.
    """
    if len(case.cases) < case.limits.concentration_deals:
        return
    weighted = [exact_product(each.share.in_year, Decimal(each.deal.probability or 0)) for each in case.cases]
    total = exact_sum(weighted)
    for each, amount in zip(case.cases, weighted, strict=True):
        if total and 100 * amount > case.limits.concentration_share * total:
            values: Values = {"deal": each.name, "percent": _percent(amount, total), "year": case.year}
            message = Message("{deal}: {percent} % of the weighted revenue of FY{year}", **values)
            yield each.about("concentration", each.money_place(each.months_of_year), message)


def stale_knowledge(case: AccountCase) -> Iterator[Finding]:
    """A member confirmed (else last contacted) more than 60 days ago, 180 for those who are no key players.

    Neither confirmed nor contacted ever: key players only. Who is a key player is asked of the person, not of a deal.
    """
    for seen in case.views.whole.members:
        found = case.known_stale[seen] if seen in case.known_stale else _stale(case, seen)
        case.stale[seen] = found
        if found is not None:
            yield found


def _stale(case: AccountCase, seen: Seen) -> Finding | None:
    person = seen.person
    day = person.confirmed or person.last_contact
    if day is None:
        if not seen.is_key:
            return None
        message = Message("{person}: never confirmed, and no contact on record", person=person_name(person))
    else:
        days = case.days_since(day)
        if days <= _patience(case, seen):
            return None
        message = Message("{person}: what we know is {days} days old", person=person_name(person), days=days)
    return case.about("stale-knowledge", person_subject(person), ("people", person.id, "confirmed"), message)


def _patience(case: AccountCase, seen: Seen) -> int:
    return case.limits.stale_key_days if seen.is_key else case.limits.stale_other_days


def need_orphan(case: AccountCase) -> Iterator[Finding]:
    """A need without people and departments, or without solution. People gone or archived do not care any more."""
    present = case.views.whole.by_id
    for need in case.plan.needs:
        values: Values = {"need": _need_name(need)}
        if not need.departments and not any(person in present for person in need.people):
            place, message = ("needs", need.id, "people"), Message("'{need}': nobody is named who cares", **values)
        elif not need.solution.strip():
            place, message = ("needs", need.id, "solution"), Message("'{need}': we name no solution", **values)
        else:
            continue
        yield case.about("need-orphan", Subject(SubjectKind.ROW, need.id, _need_name(need)), place, message)


_VALUE_FIELDS = ("value_to_customer", "customer_score", "value_to_us", "our_score")


def value_missing(case: AccountCase) -> Iterator[Finding]:
    """An entry of the value match lacks a value's text or score, to the customer or to us; the first missing told."""
    for entry in case.plan.values:
        missing = [name for name in _VALUE_FIELDS if getattr(entry, name) is None or getattr(entry, name) == ""]
        if missing:
            values: Values = {"entry": _entry_name(entry)}
            message = (
                Message("'{entry}': a value is not scored", **values)
                if missing[0].endswith("score")
                else Message("'{entry}': a value is not written", **values)
            )
            subject = Subject(SubjectKind.ROW, entry.id, _entry_name(entry))
            yield case.about("value-missing", subject, ("values", entry.id, missing[0]), message)


def _plan_subject(case: AccountCase) -> Subject:
    return Subject(SubjectKind.PLAN, case.plan.id, case.plan.name)


def _need_name(need: Need) -> str:
    return _first_line(need.challenge) or _first_line(need.features) or UNNAMED


def _entry_name(entry: ValueEntry) -> str:
    return _first_line(entry.solution) or _first_line(entry.need) or UNNAMED


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _percent(part: Decimal, whole: Decimal) -> int:
    return int(rounded(Fraction(part) * 100 / Fraction(whole)))
