"""Rules about people and power, each in one deal's view: overrides applied, members only unless said otherwise.

Each function has the name of its rule (``no_decider`` is ``no-decider``) and yields nothing while the rule is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaptui.insight.plan_test.case import DealCase
from kaptui.insight.plan_test.finding import Batch, Finding
from kaptui.insight.plan_test.people import Told, person_name, told_of
from kaptui.insight.view import Seen
from kaptui.insight.wording import Message, Values
from kaptui.plan.paths import Path
from kaptui.plan.vocabulary import Category


def no_decider(case: DealCase) -> Iterator[Finding]:
    """No member is D in this deal. A committee entered as a person counts."""
    if not case.people.has_decision_maker:
        message = Message("{deal}: nobody on the map decides", deal=case.name)
        yield case.about("no-decider", case.people_place("roles"), message)


def no_approver(case: DealCase) -> Iterator[Finding]:
    """No member is A in this deal."""
    if not case.people.has_approver:
        message = Message("{deal}: nobody on the map approves", deal=case.name)
        yield case.about("no-approver", case.people_place("roles"), message)


def enemy_unattended(case: DealCase) -> Sequence[Batch]:
    """A key player is X, and no open action of the deal targets them or insulates or minimises.

    One open action of category insulate or minimise attends to all enemies of the deal, whomever it targets.
    """
    enemies = case.view.enemies_with_power
    if not enemies:
        return []
    pending = [action for action in case.deal.actions if not action.done]
    if any(action.category in (Category.INSULATE, Category.MINIMISE) for action in pending):
        return []
    targets = {action.person for action in pending}
    unattended = [seen for seen in enemies if seen.id not in targets]
    return case.about_people("enemy-unattended", unattended, _tell_enemy, place=case.place("actions"))


def _tell_enemy(seen: Seen) -> Told:
    name = person_name(seen.person)
    message = Message("{person} is an enemy with power, and no open action answers it", person=name)
    return told_of(seen, message)


def decider_untouched(case: DealCase) -> Sequence[Batch]:
    """A member who is D or A has contact below 2. Unknown contact counts as 0, as it does in coverage."""
    return case.about_people("decider-untouched", case.view.untouched, _tell_untouched)


def _tell_untouched(seen: Seen) -> Told:
    values: Values = {"person": person_name(seen.person)}
    message = (
        Message("{person} decides or approves, and whether we have any contact is not known", **values)
        if seen.contact is None
        else Message("{person} decides or approves, and we have hardly any contact", **values)
    )
    return told_of(seen, message, "contact")


def no_way_in(case: DealCase) -> Sequence[Batch]:
    """A member who is D or A with contact of at most 1 is reachable only through an X, or not at all.

    Unknown contact counts as 0. Without any friend nobody is reachable. A way may end at an X; it may not pass one.
    """
    behind, nowhere = case.people.only_through_enemy, case.people.led_to_by_nobody
    return [
        *case.about_people("no-way-in", behind, _tell_only_through_enemy),
        *case.about_people("no-way-in", nowhere, _tell_no_way),
    ]


def _tell_only_through_enemy(seen: Seen) -> Told:
    message = Message("the only way in to {person} leads through an enemy", person=person_name(seen.person))
    return told_of(seen, message, "contact")


def _tell_no_way(seen: Seen) -> Told:
    message = Message("no friend of ours leads to {person}", person=person_name(seen.person))
    return told_of(seen, message, "contact")


def no_opponent(case: DealCase) -> Iterator[Finding]:
    """Nobody is X or -, and nobody supports a competitor; people outside the tree are asked too."""
    if not case.people.has_opponent:
        message = Message("{deal}: who supports your competitor, 'do nothing' included?", deal=case.name)
        yield case.about("no-opponent", case.people_place("relationship"), message)


def outnumbered(case: DealCase) -> Iterator[Finding]:
    """At least one key player is X or -, and those who are + or * are not more. Heads are counted, not weights."""
    against, friendly = case.people.key_against, case.people.key_for
    if against and friendly <= against:
        values: Values = {"deal": case.name, "against": against, "friendly": friendly}
        message = Message("{deal}: of the key players {against} against us, {friendly} for us", **values)
        yield case.about("outnumbered", case.attribute_place(case.people.weightiest_against, "relationship"), message)


def deciders_alone(case: DealCase) -> Iterator[Finding]:
    """Every D there is is + or *, and more than half (a limit) of the key players are not. Unknown is not for us."""
    if not case.people.decision_makers_are_for_us:
        return
    all_of_them, others = case.people.key_players, case.people.key_players - case.people.key_for
    if 100 * others > case.limits.alone_share * all_of_them:
        values: Values = {"deal": case.name, "others": others, "all": all_of_them}
        message = Message("{deal}: those who decide are for us, but {others} of {all} key players are not", **values)
        place = case.attribute_place(case.people.weightiest_not_for_us, "relationship")
        yield case.about("deciders-alone", place, message)


def single_threaded(case: DealCase) -> Iterator[Finding]:
    """At most one member is a thread (none fires too), or all are in one known department."""
    if not case.people.is_single_threaded:
        return
    threads = case.view.threads
    values: Values
    if not threads:
        message = Message("{deal}: nobody whom we know well is for us", deal=case.name)
    elif len(threads) == 1:
        values = {"deal": case.name, "person": person_name(threads[0].person)}
        message = Message("{deal}: one thread only, {person}", **values)
    else:
        values = {"deal": case.name, "department": threads[0].person.department}
        message = Message("{deal}: all threads are in one department, {department}", **values)
    yield case.about("single-threaded", case.people_place("contact", case.people.weightiest_to_win), message)


def no_mentor(case: DealCase) -> Iterator[Finding]:
    """No member is *. A mentor outside the tree seeds mentor coverage, but does not sell for us inside."""
    if not case.people.has_mentor:
        message = Message("{deal}: nobody sells for us inside", deal=case.name)
        yield case.about("no-mentor", case.people_place("relationship"), message)


def inner_circle_empty(case: DealCase) -> Iterator[Finding]:
    """No member is inner."""
    if not case.people.has_inner_circle:
        message = Message("{deal}: nobody stands in the inner circle", deal=case.name)
        yield case.about("inner-circle-empty", case.people_place("standing"), message)


def overconfident(case: DealCase) -> Iterator[Finding]:
    """Probability of at least 60, and no member who is D or A is + or * (none at all fires too)."""
    if case.is_probable(case.limits.overconfident_probability) and not case.people.has_decider_for_us:
        values: Values = {"deal": case.name, "probability": case.deal.probability or 0}
        message = Message("{deal}: {probability} %, and nobody who decides or approves is for us", **values)
        yield case.about("overconfident", case.place("probability"), message)


def no_customer_contact(case: DealCase) -> Iterator[Finding]:
    """Probability of at least 50, and no member's last contact lies within 30 days (the thirtieth day included)."""
    if not case.is_probable(case.limits.contact_probability):
        return
    latest = case.account.last_contact
    if latest is None:
        message = Message("{deal}: no contact with the customer is on record", deal=case.name)
    elif (days := case.account.days_since(latest)) > case.limits.customer_contact_days:
        values: Values = {"deal": case.name, "days": days}
        message = Message("{deal}: nobody has spoken with the customer for {days} days", **values)
    else:
        return
    weightiest = case.account.weightiest
    place: Path = ("people",) if weightiest is None else ("people", weightiest.id, "last_contact")
    yield case.about("no-customer-contact", place, message)
