"""Findings that somebody has looked at and accepts, with a reason, until a day on which they return."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kaptui.insight.plan_test.finding import Finding, Findings, Part, each_of
from kaptui.plan.meetings import Acknowledgement


def without_acknowledged(found: Findings, acknowledged: Iterable[Acknowledgement], today: date) -> Findings:
    """The findings that no acknowledgement silences today, in their order."""
    silent = _silenced(acknowledged, today)
    if not silent:
        return found
    rules = {rule for rule, _, _ in silent}
    left: list[Part] = []
    for part in found.parts:
        left += (each for each in each_of((part,)) if not _is_silent(each, silent)) if part.rule in rules else (part,)
    return Findings(left)


def acknowledged_findings(
    found: Iterable[Finding], acknowledged: Iterable[Acknowledgement], today: date
) -> tuple[Finding, ...]:
    """The findings that an acknowledgement silences today, for a list of what was accepted."""
    silent = _silenced(acknowledged, today)
    return tuple(each for each in found if _is_silent(each, silent))


def is_in_force(acknowledgement: Acknowledgement, today: date) -> bool:
    """Whether it still silences: before ``until``, on which day the finding returns; without a day it never returns."""
    return acknowledgement.until is None or today < acknowledgement.until


def _silenced(acknowledged: Iterable[Acknowledgement], today: date) -> set[tuple[str, str, str | None]]:
    return {(each.rule, each.subject, each.opportunity) for each in acknowledged if is_in_force(each, today)}


def _is_silent(found: Finding, silent: set[tuple[str, str, str | None]]) -> bool:
    """An acknowledgement without a deal silences the finding in every deal: screens show them as one line."""
    rule, subject = found.rule, found.subject.id
    return (rule, subject, found.opportunity) in silent or (rule, subject, None) in silent
