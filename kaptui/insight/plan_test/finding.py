"""What the plan test finds: rule, severity, subject, deal, one sentence, money at stake, the place that fixes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

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


def stake_of_deal(findings: Iterable[Finding], opportunity: str) -> Decimal | None:
    """The money at stake on one deal: the highest of its findings, never their sum; ``None`` when none knows any."""
    return max(
        (found.at_stake for found in findings if found.opportunity == opportunity and found.at_stake is not None),
        default=None,
    )


def stake_of_account(findings: Iterable[Finding]) -> Decimal | None:
    """The money at stake on all deals: the sum of each deal's; ``None`` when no deal's is known."""
    highest: dict[str, Decimal] = {}
    for _, _, _, deal, stake, _, _ in findings:
        if deal is not None and stake is not None:
            known = highest.get(deal)
            if known is None or stake > known:
                highest[deal] = stake
    return exact_sum(highest.values()) if highest else None


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


Ranked = Mapping[Severity, Mapping[Decimal | None, Sequence[Finding]]]
"""Findings by severity and money at stake; alike ones in the order they came in."""


def ranked(findings: Iterable[Finding]) -> Ranked:
    """Findings by severity and stake: they share few distinct ones, so this is several times faster than sorting."""
    by_severity: dict[Severity, dict[Decimal | None, list[Finding]]] = {}
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


def in_order(*parts: Ranked) -> tuple[Finding, ...]:
    """Most pressing first, then the most money (unknown last); among equals the order of the parts."""
    ordered: list[Finding] = []
    for severity in Severity:
        by_stake: dict[Decimal | None, list[Sequence[Finding]]] = {}
        for part in parts:
            for stake, alike in part.get(severity, {}).items():
                by_stake.setdefault(stake, []).append(alike)
        without_money = by_stake.pop(None, [])
        for stake in sorted((stake for stake in by_stake if stake is not None), reverse=True):
            ordered += chain.from_iterable(by_stake[stake])
        ordered += chain.from_iterable(without_money)
    return tuple(ordered)
