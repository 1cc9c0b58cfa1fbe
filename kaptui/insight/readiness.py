"""资料齐备度: whether the inputs of an assessment are ready (deck slide 17).

That is read off the field descriptions: an answer is *missing* where a described field still stands at nothing (no
text, no value, an empty list). Fields that always say something (yes/no, status, kind) and those in ``MAY_STAY_EMPTY``
are not asked for, so that an ordinary good plan can reach 100 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Final

from kaptui.insight.assessment import rivals_of
from kaptui.insight.view import View, view_of
from kaptui.insight.wording import N_
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import fields_of
from kaptui.plan.needs import Need
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.record import Record
from kaptui.plan.vocabulary import Role

MAY_STAY_EMPTY: Final[Mapping[type[Record], frozenset[str]]] = {
    Competitor: frozenset({"website"}),
    Need: frozenset({"people", "departments"}),
}
"""Fields that a complete row may leave empty: there may be nothing to say."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How many of the answers asked for are there; a table without rows has none asked for and none given."""

    filled: int
    total: int

    @property
    def share(self) -> Fraction:
        """Percent filled, 0 to 100; 0 when nothing was asked for, because nothing is there."""
        return Fraction(100 * self.filled, self.total) if self.total else Fraction(0)

    def __add__(self, other: Filled) -> Filled:
        return Filled(self.filled + other.filled, self.total + other.total)


NOTHING: Final = Filled(0, 0)


def record_filled(record: Record) -> Filled:
    """How many of the fields asked for in one record are filled."""
    names = _asked_for(type(record))
    return Filled(sum(not _is_missing(getattr(record, name)) for name in names), len(names))


@dataclass(frozen=True, slots=True)
class Input:
    """One of the four inputs of slide 17: its name (a msgid), how ready it is in percent, what the number counts."""

    key: str
    title: str
    share: Fraction
    help: str


def readiness(plan: AccountPlan, deal: Opportunity | None = None, view: View | None = None) -> tuple[Input, ...]:
    """How ready the four inputs of an assessment are, for one deal or for the whole account.

    For a deal, competitors, needs and entries are those it links, if it links any that exist, else all of the plan;
    people are seen in its ``view``, which is worked out when it is not given.
    """
    return (
        Input(
            "information", N_("Customer and competitors"), _information(plan, deal),
            N_("Half: answers of the customer profile. Half: what is known of the competitors; 0 when none is named."),
        ),
        Input(
            "map", N_("Key people and decision process"), _people_and_process(view or view_of(plan, deal), deal, plan),
            N_("Half: style, relationship, contact and standing of everybody with a role. "
               "Half: a decision-maker, an approver, decision steps, and people in every step."),
        ),
        Input(
            "needs", N_("Needs analysis"), _rows(_linked(plan.needs, deal.needs if deal else ())).share,
            N_("Challenge, features, benefit, concerns and solution of every need."),
        ),
        Input(
            "values", N_("Value match"), _rows(_linked(plan.values, deal.values if deal else ())).share,
            N_("Need, solution, both values and both scores of every entry."),
        ),
    )  # fmt: skip


def _information(plan: AccountPlan, deal: Opportunity | None) -> Fraction:
    rivals = rivals_of(plan, deal) if deal else plan.competitors
    return (_profile(plan).share + _rows(rivals).share) / 2


def _people_and_process(view: View, deal: Opportunity | None, plan: AccountPlan) -> Fraction:
    acting = [seen for seen in view.members if seen.roles]
    known = [(seen.person.style, seen.relationship, seen.contact, seen.standing) for seen in acting]
    people = Filled(sum(value is not None for values in known for value in values), 4 * len(acting))
    roles = {role for seen in acting for role in seen.roles}
    steps = deal.steps if deal else tuple(step for each in plan.opportunities for step in each.steps)
    manned = bool(steps) and all(step.people for step in steps)
    process = [Role.DECIDER in roles, Role.APPROVER in roles, bool(steps), manned]
    return (people.share + Filled(sum(process), len(process)).share) / 2


def _profile(plan: AccountPlan) -> Filled:
    return record_filled(plan.profile) + Filled(bool(plan.name), 1)


def _linked(rows: Sequence[Any], ids: Iterable[str]) -> Sequence[Any]:
    wanted = set(ids)
    return [row for row in rows if row.id in wanted] or rows


def _rows(rows: Iterable[Record]) -> Filled:
    return _sum(record_filled(row) for row in rows)


def _sum(parts: Iterable[Filled]) -> Filled:
    return sum(parts, NOTHING)


@cache
def _asked_for(model: type[Record]) -> tuple[str, ...]:
    """The described fields that stand at nothing until somebody answers, without those that may stay so."""
    optional = MAY_STAY_EMPTY.get(model, frozenset())
    names = (spec.name for spec in fields_of(model))
    return tuple(name for name in names if name not in optional and _is_missing(model.model_fields[name].default))


def _is_missing(value: Any) -> bool:
    return value is None or value in ("", ())
