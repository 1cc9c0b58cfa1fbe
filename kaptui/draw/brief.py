"""A brief as parts of labelled lines, and those parts on one screen: nothing wider, nothing longer than it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kaptui.draw.differences import told
from kaptui.draw.width import clip, fit, visible, wrap
from kaptui.insight.brief import Brief
from kaptui.insight.view import Seen
from kaptui.plan.advice import STYLE_ADVICE
from kaptui.plan.shorthand import format_code
from kaptui.plan.vocabulary import Standing, Style, label_of
from kaptui.text import tr
from kaptui.text.format import listed

LABEL_WIDTH = 9
"""Cells of the labels at the left, with the blank behind them."""
METER = ("...", "#..", "##.", "###")
FEW = 2
"""Up to so many people are described in words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One labelled part of a brief. ``lines`` are whole sentences, not yet wrapped; the first ``least`` of them stay
    on a screen that is too small for all."""

    label: str
    lines: tuple[str, ...]
    least: int = 1
    tone: str = ""


def brief_parts(brief: Brief) -> tuple[Part, ...]:
    """Every part of a brief that has something to say, in reading order, in the present language."""
    rivals = [
        tr("{rival}: {people}", rival=rival.name, people=listed(map(_name, people)))
        for rival, people in brief.rivals
    ]
    watch = [_watched(_name(one.seen), one.seen, [_name(seen) for seen in one.moves]) for one in brief.watch]
    needs = [f"{need.challenge} > {need.solution}" if need.solution else need.challenge for need in brief.needs]
    parts = (
        Part(
            tr("GOAL"),
            (_one_line(brief.objective) or tr("not written yet: what is the one thing to reach?"),),
            1,
            "title",
        ),
        Part(tr("WHO"), tuple(_room(brief)), len(brief.people)),
        Part(tr("WATCH"), tuple(watch), 1, "warning"),
        Part(tr("RIVALS"), tuple(rivals), 1, "warning"),
        Part(tr("CARE"), tuple(_one_line(need) for need in needs), 2),
        Part(tr("ASK"), tuple(f"{n} {text}" for n, text in enumerate(brief.questions, start=1)), 3),
        Part(tr("WE OWE"), brief.our_promises, 2, "warning"),
        Part(tr("THEY OWE"), brief.their_promises, 2),
        Part(
            tr("NEXT"), (_one_line(brief.next_step) or tr("not written yet: which step do you ask for?"),), 1, "title"
        ),
        Part(tr("WAY IN"), tuple(_way(brief)), 0),
        Part(tr("NEW"), tuple(text for _, text in told(brief.changes)), 1),
    )
    return tuple(part for part in parts if part.lines)


def heading(brief: Brief) -> str:
    """What stands above a brief: account, deal, day and people."""
    deal = f" - {brief.opportunity.name}" if brief.opportunity and brief.opportunity.name else ""
    return f"{brief.plan.name}{deal}  {day_and_people(brief)}"


def day_and_people(brief: Brief) -> str:
    """When and with whom; the people last, since there may be too many for a line."""
    people = listed(map(_name, brief.people)) or tr("nobody yet")
    when = brief.meeting.date if brief.meeting and brief.meeting.date else brief.today
    return f"{when.isoformat()}: {people}"


def brief_lines(brief: Brief, width: int, height: int, show: Callable[[str], str] = visible) -> list[tuple[str, str]]:
    """The brief as at most ``height`` lines of at most ``width`` cells, each with its tone.

    Lines that do not fit give way from the end of the longest part, never below the ``least`` of a part while another
    has more to give; a part that was shortened ends in ``+n``.
    """
    blocks = [_block(part, width, show) for part in brief_parts(brief)]
    while sum(map(len, blocks)) > height:
        index = max(range(len(blocks)), key=lambda number: (_spare(blocks[number]), len(blocks[number].lines)))
        if len(blocks[index].lines) == 0:
            break
        blocks[index] = blocks[index].shorter()
    return [line for block in blocks for line in block.shown(width)][:height]


@dataclass(frozen=True, slots=True)
class _Block:
    """The wrapped lines of a part; ``cut`` of them are left out."""

    part: Part
    lines: tuple[str, ...]
    least: int
    cut: int = 0

    def __len__(self) -> int:
        return len(self.lines)

    def shorter(self) -> _Block:
        return _Block(self.part, self.lines[:-1], self.least, self.cut + 1)

    def shown(self, width: int) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(self.lines):
            label = fit(self.part.label if number == 0 else "", LABEL_WIDTH)
            more = f" +{self.cut}" if self.cut and number == len(self.lines) - 1 else ""
            yield label + clip(line, width - LABEL_WIDTH - len(more)) + more, self.part.tone


def _spare(block: _Block) -> int:
    return len(block.lines) - block.least


def _block(part: Part, width: int, show: Callable[[str], str]) -> _Block:
    room = max(10, width - LABEL_WIDTH)
    wrapped = [wrap(show(line), room) for line in part.lines]
    least = sum(len(lines[:2]) for lines in wrapped[: part.least])
    return _Block(part, tuple(line for lines in wrapped for line in lines), least)


def _room(brief: Brief) -> Iterator[str]:
    """One or two people in words; more of them a line each by their codes, and what to sell by style."""
    if len(brief.people) <= FEW:
        for seen in brief.people:
            yield _person(brief, seen)
            yield from _moved_by(seen, alone=len(brief.people) == 1)
        return
    for seen in brief.people:
        yield _coded(brief, seen)
    for style in Style:
        names = [_name(seen) for seen in brief.people if seen.person.style is style]
        if names:
            yield tr("{name}: sell {what}", name=listed(names), what=tr(STYLE_ADVICE[style].sell))
    for seen in brief.people:
        yield from _agendas(seen)


def _coded(brief: Brief, seen: Seen) -> str:
    person = seen.person
    code = format_code(seen.roles, person.style, seen.relationship, seen.contact, seen.standing)
    post = f", {person.title}" if person.title and person.name else ""
    return f"{fit(code or '?', 9)}{_ago(brief, seen)}  {_name(seen)}{post}"


def _ago(brief: Brief, seen: Seen) -> str:
    met = seen.person.last_contact
    return fit(tr("{n} d", n=(brief.today - met).days) if met else "?", 5, "right")


def _person(brief: Brief, seen: Seen) -> str:
    person = seen.person
    words = [
        _name(seen) + (f", {person.title}" if person.title and person.name else ""),
        " ".join(tr(label_of(role)) for role in seen.roles) or tr("role unknown"),
        f"{person.style.value} {tr(label_of(person.style))}" if person.style else tr("style unknown"),
        f"{seen.relationship.value} {tr(label_of(seen.relationship))}"
        if seen.relationship
        else tr("relationship unknown"),
        METER[int(seen.contact)] if seen.contact is not None else "???",
    ]
    if seen.standing not in (None, Standing.OUTSIDE):
        words.append(tr(label_of(seen.standing)))
    if person.last_contact:
        words.append(tr("last {days} d ago", days=(brief.today - person.last_contact).days))
    return " | ".join(words)


def _moved_by(seen: Seen, *, alone: bool) -> Iterator[str]:
    person, name = seen.person, _name(seen)
    if person.style:
        yield tr("{name}: sell {what}", name=name, what=tr(STYLE_ADVICE[person.style].sell))
    yield from _agendas(seen)
    if alone and person.style:
        yield tr("{name} buys {what}", name=name, what=tr(STYLE_ADVICE[person.style].buys))


def _agendas(seen: Seen) -> Iterator[str]:
    agendas = [text for text in (seen.person.business_agenda, seen.person.personal_agenda) if text]
    if agendas:
        yield tr("{name} wants: {agendas}", name=_name(seen), agendas=_one_line(tr("; ").join(agendas)))


def _watched(name: str, seen: Seen, moves: list[str]) -> str:
    relationship = tr(label_of(seen.relationship)) if seen.relationship else ""
    if moves:
        return tr(
            "{name} ({relationship}) moves {people}", name=name, relationship=relationship, people=listed(moves)
        )
    return tr("{name} ({relationship}) reports to somebody in the room", name=name, relationship=relationship)


def _way(brief: Brief) -> Iterator[str]:
    for way in brief.ways:
        if way.start is not None and way.start.id not in {seen.id for seen in brief.people}:
            path = " > ".join(_name(seen) for seen in (way.start, *(hop.to for hop in way.hops)))
            yield path


def _name(seen: Seen) -> str:
    return seen.person.name or seen.person.title or tr("TBD")


def _one_line(text: str) -> str:
    return " ".join(text.split())
