"""Differences between two states of a plan as sentences: for a screen, a command, a brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from kaptui.insight.difference import Difference, Topic
from kaptui.insight.slipped import Slip
from kaptui.text import N_, tr, trn
from kaptui.text.format import listed, money

FINDINGS: Final = {"finding-opened": N_("New: {finding}"), "finding-closed": N_("No longer: {finding}")}
"""A finding's sentence is about the present; these say that it came or went."""
TOPICS: Final = {
    Topic.PEOPLE: N_("Key people"),
    Topic.POWER: N_("Power"),
    Topic.REVENUE: N_("Revenue"),
    Topic.DEALS: N_("Opportunities"),
    Topic.ASSESSMENT: N_("Assessment"),
    Topic.STRATEGY: N_("Strategy and execution"),
    Topic.FINDINGS: N_("Plan test"),
}
SIGNS: Final = {True: "+", False: "-", None: " "}
"""Whether a difference is good for us."""


def sentence_of(found: Difference) -> str:
    """One difference in the language in force, as a manager reads it aloud."""
    text = tr(found.message.msgid, **found.message.values)
    if found.within:
        text = tr("{deal}: {sentence}", deal=found.within, sentence=text)
    if found.kind in FINDINGS:
        return tr(FINDINGS[found.kind], finding=text)
    return tr("{sentence}: {about}", sentence=text, about=tr(found.about)) if found.about else text


def told(found: Iterable[Difference]) -> tuple[tuple[Difference, str], ...]:
    """The differences with their sentences, each sentence once: of findings that several deals share says how many."""
    alike: dict[tuple[str, str], list[Difference]] = {}
    for each in found:
        alike.setdefault((each.kind, sentence_of(each)), []).append(each)
    return tuple(
        (members[0], f"{text} {trn('({n} deal)', '({n} deals)', len(members))}" if len(members) > 1 else text)
        for (_, text), members in alike.items()
    )


def by_topic(found: Iterable[Difference]) -> Iterator[tuple[Topic, tuple[Difference, ...]]]:
    """The differences of each topic that has any, in the order of topics."""
    everything = tuple(found)
    for topic in Topic:
        members = tuple(each for each in everything if each.topic is topic)
        if members:
            yield topic, members


def slipped_text(since: date, slips: Iterable[Slip], unit: str) -> str:
    """Each deal that slipped since a day with its money and where from, where to."""
    deals = listed(
        f"{slip.name or tr('(no name)')} {money(slip.amount, unit)}"
        f" ({slip.source.label} FY{slip.source.year} > {slip.target.label} FY{slip.target.year})"
        for slip in slips
    )
    return tr("slipped since {day}: {deals}", day=since.isoformat(), deals=deals)
