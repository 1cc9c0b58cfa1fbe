"""What a screen shows of the findings: few, useful lines, of a plan with little in it as of a very full one.

Three things are drawn together, in this order. The same rule about the same subject in several deals is one line
(``grouped``). What is missing only because a whole part of the plan is still empty (no people, no answers, no plan of
action, no questions, neither needs nor risks) is one line that says where to start. And a rule that fires on more than
``SEVERAL`` subjects is one line with their number. ``check`` and the files list every finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kaptui.insight.plan_test.catalogue import rule_of
from kaptui.insight.plan_test.finding import (
    Batch,
    Finding,
    Findings,
    Part,
    Severity,
    Subject,
    SubjectKind,
    each_of,
    in_order,
    parts_of,
    ranked,
    stake_of_account,
)
from kaptui.insight.wording import N_, Message
from kaptui.plan.assessment import US
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.vocabulary import Kind, Rating

SEVERAL: Final = 3
"""More subjects of one rule than this share a line."""


class Group(NamedTuple):
    """One line: ``first`` says it (sentence, mark, place), ``findings`` are all that stand behind it, never none.

    ``at_stake`` is the money at stake on all deals among them, on each deal the highest; ``None`` when none is known.
    """

    first: Finding
    findings: Findings
    at_stake: Decimal | None

    @property
    def severity(self) -> Severity:
        """The most pressing severity among them."""
        return self.first.severity

    @property
    def opportunities(self) -> tuple[str, ...]:
        """The ids of the deals among them, each once."""
        return tuple(dict.fromkeys(part.opportunity for part in self.findings.parts if part.opportunity is not None))


class Screenful(NamedTuple):
    """The lines that fit, most pressing first, and how many more there would be."""

    lines: tuple[Group, ...]
    more: int


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The findings with the same rule about the same subject in several deals drawn into one, in their order."""
    groups: dict[tuple[str, SubjectKind, str], list[Finding]] = {}
    for found in findings:
        groups.setdefault((found.rule, found.subject.kind, found.subject.id), []).append(found)
    return tuple(map(_group, groups.values()))


def _group(members: Sequence[Finding]) -> Group:
    return Group(members[0], Findings(members), stake_of_account(members))


def for_screen(plan: AccountPlan, findings: Sequence[Finding], limit: int) -> Screenful:
    """The ``limit`` most pressing lines about a plan."""
    lines = lines_for_screen(plan, findings)
    return Screenful(lines[:limit], max(0, len(lines) - limit))


def lines_for_screen(plan: AccountPlan, findings: Iterable[Finding]) -> tuple[Group, ...]:
    """All lines about a plan, most pressing first, of findings that stand in the plan test's order."""
    parts = parts_of(findings)
    by_rule: dict[str, list[Part]] = {}
    for part in parts:
        by_rule.setdefault(part.rule, []).append(part)
    starts = [(start, inside) for start in _starts(plan) if len(inside := start.covered(parts, by_rule)) > 1]
    lines = [_summed(start.id, start.place, start.told(inside), inside) for start, inside in starts]
    start_of = {rule: start for start, _ in starts for rule in start.rules}
    for rule, of_rule in by_rule.items():
        if (start := start_of.get(rule)) is not None:
            of_rule = [part for part in of_rule if part.opportunity not in start.deals]
        subjects = _how_many_subjects(of_rule)
        if subjects <= SEVERAL:
            lines += grouped(each_of(of_rule))
        else:
            lines.append(_summed(rule, (), Message(rule_of(rule).many, count=subjects), of_rule))
    by_first = {id(line.first): line for line in lines}
    return tuple(by_first[id(first)] for first in each_of(in_order(ranked(line.first for line in lines))))


def _how_many_subjects(parts: Iterable[Part]) -> int:
    """Deals that see the same people share what is told of them, so that most batches need no second look."""
    told = {id(part.rows): part.rows for part in parts if isinstance(part, Batch)}
    subjects = {part.subject for part in parts if not isinstance(part, Batch)}
    return len(subjects.union(row[0] for rows in told.values() for row in rows))


def _summed(rule: str, place: Path, message: Message, parts: Sequence[Part]) -> Group:
    """A line of its own over several findings, as pressing as the first of them, which is the most pressing.

    ``place`` is ``()`` where it is the place of the first.
    """
    first, stake = next(each_of(parts)), stake_of_account(parts)
    is_one_deal = all(part.opportunity == first.opportunity for part in parts)
    subject = first.subject if _how_many_subjects(parts) == 1 else Subject(SubjectKind.PLAN, "", "")
    deal = first.opportunity if is_one_deal else None
    told = Finding(rule, first.severity, subject, deal, stake, place or first.place, message)
    return Group(told, Findings(parts), stake)


class _Start(NamedTuple):
    """A part of the plan that is still empty: the rules it explains, in which deals, and the line that says so.

    No rule is explained by two of them. ``place`` is where to start filling it; ``()`` is the place of the most
    pressing finding.
    """

    id: str
    rules: frozenset[str]
    deals: Mapping[str, str]
    place: Path
    one: str
    several: str

    def covered(self, parts: Iterable[Part], rules: Iterable[str]) -> list[Part]:
        """What was found because this part is empty; ``rules`` are all that found anything."""
        explained, deals = self.rules.intersection(rules), self.deals
        if not explained or not deals:
            return []
        return [part for part in parts if part.rule in explained and part.opportunity in deals]

    def told(self, parts: Sequence[Part]) -> Message:
        """The sentence for one deal or for several."""
        deals = list(dict.fromkeys(part.opportunity or "" for part in parts))
        if len(deals) == 1:
            return Message(self.one, deal=self.deals[deals[0]])
        return Message(self.several, count=len(deals))


_PEOPLE: Final = frozenset({
    "no-decider", "no-approver", "no-opponent", "single-threaded", "no-mentor", "inner-circle-empty", "overconfident",
    "no-customer-contact",
})


def _starts(plan: AccountPlan) -> Iterable[_Start]:
    """The empty parts of a plan, in the order in which they should be filled."""
    everywhere = {deal.id: deal.name or "?" for deal in plan.opportunities}
    if not _is_anybody_described(plan):
        yield _Start(
            "start-people", _PEOPLE, everywhere, ("people",),
            N_("Start with the people: who decides and who is for us is not on the map yet"),
            N_("Start with the people: who decides and who is for us is not on the map yet"),
        )
    yield _Start(
        "start-answers", frozenset({"unanswered", "value-unacknowledged", "budget-unconfirmed"}),
        _deals(plan, _is_without_answers), (),
        N_("{deal}: none of the twenty-one questions is answered"),
        N_("{count} deals: none of the twenty-one questions is answered"),
    )
    yield _Start(
        "start-strategy", frozenset({"no-goal", "no-next-step", "never-reviewed"}),
        _deals(plan, _is_without_strategy), (),
        N_("{deal}: no goal, no strategy, no actions"),
        N_("{count} deals: no goal, no strategy, no actions"),
    )
    asked = {thread.opportunity for thread in plan.spin}
    yield _Start(
        "start-questions", frozenset({"spin-thin", "spin-no-explicit"}),
        _deals(plan, lambda deal: deal.id not in asked), ("spin",),
        N_("{deal}: no questions are prepared"),
        N_("{count} deals: no questions are prepared"),
    )
    yield _Start(
        "start-needs", frozenset({"risks-empty", "need-unlinked"}),
        _deals(plan, lambda deal: not deal.needs and not deal.risks.strip()), (),
        N_("{deal}: neither needs nor risks are written"),
        N_("{count} deals: neither needs nor risks are written"),
    )


def _deals(plan: AccountPlan, is_empty: Callable[[Opportunity], bool]) -> dict[str, str]:
    return {deal.id: deal.name or "?" for deal in plan.opportunities if is_empty(deal)}


def _is_anybody_described(plan: AccountPlan) -> bool:
    """Whether any member has a role, a standing or a relationship: without them nothing can be said about power."""
    return any(
        person.roles or person.relationship or person.standing
        for person in plan.people
        if person.kind is Kind.MEMBER and not person.archived
    )


def _is_without_answers(deal: Opportunity) -> bool:
    return all(answer.rating is Rating.UNKNOWN for answer in deal.assessment.get(US, {}).values())


def _is_without_strategy(deal: Opportunity) -> bool:
    return not (deal.goal.strip() or deal.strategy or deal.actions or deal.reviews)
