"""What the four quadrants of SPIN show: questions with their chains, counts against the deck's advice. Pure functions.

A row's key is ``thread/line``, of a question about to be added ``thread/+chain``: the line on which the chain begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kaptui.insight.spin import Advice, Chain, Question, Signals, chains, questions_of
from kaptui.plan.fields import field_of
from kaptui.plan.spin import QuestionKind, SpinThread
from kaptui.text import N_, tr
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.paint import Line, Span

LETTERS: Final = {
    QuestionKind.SITUATION: "S",
    QuestionKind.PROBLEM: "P",
    QuestionKind.IMPLICATION: "I",
    QuestionKind.PAYOFF: "N",
}
NAMES: Final = {
    QuestionKind.SITUATION: N_("Situation"),
    QuestionKind.PROBLEM: N_("Problem"),
    QuestionKind.IMPLICATION: N_("Implication"),
    QuestionKind.PAYOFF: N_("Need-payoff"),
}
QUESTION: Final = "question"
"""The key of the one column of a quadrant."""
CONDUCT: Final = (
    N_("Treat the customer as the expert; follow the emotional line of the talk"),
    N_("Do not hurry to judge or to sell: ask, listen, write down"),
    N_("Ask open questions: why, what, how, who, where"),
    N_("Prepare in this order: problem, predicament, implication"),
    N_("Do not try to solve everything: let them say which remedy helps most"),
    N_("The signal that counts: an explicit need, and its value agreed in the customer's words"),
)
"""How to lead the talk (deck slide 16); what each kind is for is the help of its field."""


class Spot(NamedTuple):
    """A question's place in a quadrant: its thread, its line, or the chain that a new one is to go into."""

    thread: str
    line: int
    is_new: bool

    @property
    def key(self) -> str:
        """The key of its row."""
        return f"{self.thread}/{'+' if self.is_new else ''}{self.line}"


def spot_of(key: str) -> Spot | None:
    """The place that a row's key names; None for a key that names none."""
    thread, slash, line = key.rpartition("/")
    if not slash or not line.lstrip("+").isdecimal():
        return None
    return Spot(thread, int(line), line.startswith("+"))


def quadrant_data(threads: Sequence[SpinThread], kind: QuestionKind, adding: Spot | None = None) -> GridData:
    """The questions of one kind, chain by chain, with a row for each that is missing and for the one being added."""
    rows = list(_situations(threads) if kind is QuestionKind.SITUATION else _chained(threads, kind))
    if adding is not None and all(row.key != adding.key for row in rows):
        rows.insert(_place_for(rows, adding, _end_of(threads, adding)), GridRow(adding.key, (Cell(""),)))
    empty = tr("No question yet: a adds one, Q the question bank")
    return GridData((Column(QUESTION, "", 10, flexible=True),), tuple(rows), wrap=True, empty=empty, bare=True)


def _situations(threads: Sequence[SpinThread]) -> Iterator[GridRow]:
    for thread in threads:
        yield from (_row(each, each.text) for each in questions_of(thread, QuestionKind.SITUATION))


def _chained(threads: Sequence[SpinThread], kind: QuestionKind) -> Iterator[GridRow]:
    for chain in chains(threads):
        mark = f"P{chain.number}" if chain.number else "!"
        lead = mark if kind is QuestionKind.PROBLEM and chain.number else f"{mark}>"
        found = chain.of(kind)
        yield from (_row(each, f"{lead} {each.text}", "" if chain.number else "warning") for each in found)
        if not found:
            missing = Spot(chain.thread, chain.start, True)
            yield GridRow(missing.key, (Cell(f"{lead} ! {tr('no question yet')}", "warning"),))


def _row(question: Question, text: str, tone: str = "") -> GridRow:
    return GridRow(Spot(question.thread, question.line, False).key, (Cell(text, tone),))


def _end_of(threads: Sequence[SpinThread], adding: Spot) -> int | None:
    """Before which line the chain ends that a question is added to; None where none begins there."""
    found = chains(threads)
    return next((each.end for each in found if (each.thread, each.start) == (adding.thread, adding.line)), None)


def _place_for(rows: Sequence[GridRow], adding: Spot, end: int | None) -> int:
    """Where the row of a question being added stands: behind the last of its chain, else of its thread, else last."""
    spots = [(index, spot) for index, row in enumerate(rows) if (spot := spot_of(row.key)) is not None]
    places = [
        index + 1 for index, spot in spots if spot.thread == adding.thread and (end is None or spot.line < end)
    ]
    return places[-1] if places else len(rows)


def quadrant_title(kind: QuestionKind, is_chosen: bool) -> str:
    """What stands in the upper edge of a quadrant; the chosen one's in brackets."""
    name = f"{LETTERS[kind]} {tr(NAMES[kind])}"
    return f"[{name}]" if is_chosen else name


def advice_text(advice: Advice, is_one_thread: bool) -> str:
    """A count against the deck's advice, with a mark when it is not met."""
    mark = "" if advice.is_met else " !"
    match advice.kind:
        case QuestionKind.SITUATION if is_one_thread:
            return tr("{number}, at most {high}", number=advice.number, high=advice.high) + mark
        case QuestionKind.SITUATION:
            return tr("{number}, at most {high} a thread", number=advice.number, high=advice.high) + mark
        case QuestionKind.PROBLEM if advice.number != advice.total:
            values = {"number": advice.number, "total": advice.total, "low": advice.low, "high": advice.high}
            return tr("{number}; in this deal {total} of {low}-{high}", **values) + mark
        case QuestionKind.PROBLEM:
            return tr("{total} of {low}-{high}", total=advice.total, low=advice.low, high=advice.high) + mark
        case _:
            return tr("{number} of {total} chains", number=advice.number, total=advice.total) + mark


def chain_line(found: Sequence[Chain], heard: Signals) -> Line:
    """Every chain in a few signs, broken ones marked, and what was heard so far."""
    spans = [Span(" ")]
    for chain in found:
        text = f"P{chain.number}" if chain.number else "!"
        text += ">" + ("I" if chain.implications else "!") + ">" + ("N" if chain.payoffs else "!")
        spans += [Span(text, "warning" if chain.is_broken else "good"), Span("  ")]
    if not found:
        spans.append(Span(tr("no chain yet") + "  ", "dim"))
    told = tr("needs heard {implied}, explicit {explicit}, value agreed {agreed}", **heard._asdict())
    return (*spans, Span(told, "good" if heard.agreed else "dim"))


def short_guidance(kind: QuestionKind) -> Line:
    """What the questions of one kind are for, in a line."""
    return (Span(f" {LETTERS[kind]}: ", "key"), Span(tr(field_of(SpinThread, kind.value).help), "dim"))


def guidance_lines() -> list[Line]:
    """The deck's guidance to stand beside the quadrants: each kind, then how to lead the talk."""
    lines: list[Line] = []
    for kind in QuestionKind:
        lines += [short_guidance(kind), ()]
    lines += [(Span(f" - {tr(text)}", "dim"),) for text in CONDUCT]
    return lines
