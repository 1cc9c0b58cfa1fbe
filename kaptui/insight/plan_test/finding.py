"""What the plan test finds: rule, severity, subject, deal, one sentence, money at stake, the place that fixes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, overload

from kaptui.insight.states import Severity as Severity
from kaptui.insight.wording import Message
from kaptui.plan.exact import exact_sum
from kaptui.plan.paths import Path


class SubjectKind(StrEnum):
    """What a finding is about. ``row`` is a need, an entry of the value match or a SPIN thread."""

    PERSON = "person"
    OPPORTUNITY = "opportunity"
    COMPETITOR = "competitor"
    ACTION = "action"
    STEP = "step"
    ROW = "row"
    PLAN = "plan"


class Subject(NamedTuple):
    """Who or what a finding is about. ``name`` is text of people; of a seat without a holder it is the title."""

    kind: SubjectKind
    id: str
    name: str


class Finding(NamedTuple):
    """One thing that is wrong or missing. A tuple because the plan test makes thousands between two frames.

    ``opportunity`` is the id of the deal in whose view the rule fired, ``None`` for rules that run once per plan.
    ``at_stake`` is in the currency's base unit, rounded half away from zero to 0.01, ``None`` when amount or
    probability is unknown or the rule knows no money. ``place`` leads to what fixes it: a table, a row or a field,
    perhaps still empty.
    """

    rule: str
    severity: Severity
    subject: Subject
    opportunity: str | None
    at_stake: Decimal | None
    place: Path
    message: Message

    @property
    def subject_id(self) -> str:
        """The id of the subject."""
        return self.subject.id


class Batch:
    """Findings of one rule in one deal about people whose shares of the money are equal: made only when looked at.

    ``rows`` say what is told of each of them, never of nobody: subject, place and sentence. ``place`` is that of all
    of them, ``()`` where each has one of his own.
    """

    __slots__ = ("at_stake", "opportunity", "place", "rows", "rule", "severity")

    def __init__(
        self, rule: str, severity: Severity, opportunity: str, at_stake: Decimal | None, place: Path,
        rows: Sequence[tuple[Subject, Path, Message]],
    ) -> None:
        self.rule = rule
        self.severity = severity
        self.opportunity = opportunity
        self.at_stake = at_stake
        self.place = place
        self.rows = rows

    def __iter__(self) -> Iterator[Finding]:
        rule, severity, deal, stake, place = self.rule, self.severity, self.opportunity, self.at_stake, self.place
        for subject, own_place, message in self.rows:
            yield Finding(rule, severity, subject, deal, stake, place or own_place, message)


Part = Finding | Batch


class Findings(Sequence[Finding]):
    """Findings in their order, equal to a tuple of them.

    A plan of five hundred people has five thousand, most of them about people in many deals. ``parts`` holds those in
    batches, so that counting and drawing them together need not make each.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """How many there are of each severity."""
        found = dict.fromkeys(Severity, 0)
        for part in self.parts:
            found[part.severity] += len(part.rows) if isinstance(part, Batch) else 1
        return found

    @cached_property
    def _each(self) -> tuple[Finding, ...]:
        return tuple(each_of(self.parts))

    def __len__(self) -> int:
        return sum(self.counts.values())

    @overload
    def __getitem__(self, index: int) -> Finding: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...

    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self._each[index]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._each)

    def __eq__(self, other: object) -> bool:
        return self._each == (other._each if isinstance(other, Findings) else other)

    __hash__ = None  # type: ignore[assignment] # as with lists, equality goes by content


def parts_of(findings: Iterable[Finding]) -> Sequence[Part]:
    """Findings as far as they are drawn together already."""
    return findings.parts if isinstance(findings, Findings) else tuple(findings)


def each_of(parts: Iterable[Part]) -> Iterator[Finding]:
    """The findings one by one."""
    for part in parts:
        if isinstance(part, Batch):
            yield from part
        else:
            yield part


def stakes_of_deals(findings: Iterable[Part]) -> dict[str, Decimal]:
    """The money at stake on each deal where any is known: the highest of its findings, never their sum.

    The most pressing deals come first.
    """
    highest: dict[str, Decimal] = {}
    for found in findings:
        deal, stake = found.opportunity, found.at_stake
        if deal is not None and stake is not None:
            known = highest.get(deal)
            if known is None or stake > known:
                highest[deal] = stake
    return highest


def stake_of_account(findings: Iterable[Part]) -> Decimal | None:
    """The money at stake on all deals: the sum of each deal's; ``None`` when no deal's is known."""
    stakes = stakes_of_deals(findings)
    return exact_sum(stakes.values()) if stakes else None


def as_json(found: Finding, message: str) -> dict[str, Any]:
    """One entry of ``check --json``; ``message`` is the sentence in the language in force, money a plain string."""
    subject = found.subject
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "subject": {"kind": subject.kind.value, "id": subject.id, "name": subject.name},
        "opportunity": found.opportunity,
        "message": message,
        "at_stake": None if found.at_stake is None else format(found.at_stake, "f"),
    }


Ranked = Mapping[Severity, Mapping[Decimal | None, Sequence[Part]]]
"""Findings by severity and money at stake; alike ones in the order they came in."""


def ranked(findings: Iterable[Part]) -> Ranked:
    """Findings by severity and stake: they share few distinct ones, so this is several times faster than sorting."""
    by_severity: dict[Severity, dict[Decimal | None, list[Part]]] = {}
    for found in findings:
        by_stake = by_severity.get(found.severity)
        if by_stake is None:
            by_stake = by_severity[found.severity] = {}
        alike = by_stake.get(found.at_stake)
        if alike is None:
            by_stake[found.at_stake] = [found]
        else:
            alike.append(found)
    return by_severity


def in_order(*all_ranked: Ranked) -> list[Part]:
    """Most pressing first, then the most money (unknown last); among equals the order of what is given."""
    ordered: list[Part] = []
    for severity in Severity:
        by_stake: dict[Decimal | None, list[Sequence[Part]]] = {}
        for each in all_ranked:
            for stake, alike in each.get(severity, {}).items():
                by_stake.setdefault(stake, []).append(alike)
        without_money = by_stake.pop(None, [])
        for stake in sorted((stake for stake in by_stake if stake is not None), reverse=True):
            ordered += chain.from_iterable(by_stake[stake])
        ordered += chain.from_iterable(without_money)
    return ordered
