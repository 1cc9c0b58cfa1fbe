"""What the prepared questions add up to: chains from problem to payoff, counts against the deck's advice, signals.

A thread is a table of three columns (problem, implication, need-payoff) whose rows are the lines of its texts; a
problem question begins a chain, which goes on until the next one (deck slides 15-16; Rackham).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final, NamedTuple

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.plan.document import AccountPlan
from kaptui.plan.spin import QuestionKind, SpinThread

CHAINED: Final = (QuestionKind.PROBLEM, QuestionKind.IMPLICATION, QuestionKind.PAYOFF)
"""The kinds that form a chain; situation questions stand before it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: of which thread and kind, on which line of its text (from 0)."""

    thread: str
    kind: QuestionKind
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A problem with what it leads to. ``number`` counts the problems of the threads looked at, from 1; 0 when
    questions stand there without a problem. Its questions lie on the lines from ``start`` to before ``end``."""

    thread: str
    number: int
    start: int
    end: int
    problem: Question | None
    implications: tuple[Question, ...]
    payoffs: tuple[Question, ...]

    @property
    def missing(self) -> tuple[QuestionKind, ...]:
        """The kinds without a question: they break the chain."""
        parts = ((self.problem,) if self.problem else (), self.implications, self.payoffs)
        return tuple(kind for kind, questions in zip(CHAINED, parts, strict=True) if not questions)

    @property
    def is_broken(self) -> bool:
        """Whether a problem, an implication or a payoff is missing."""
        return bool(self.missing)

    def of(self, kind: QuestionKind) -> tuple[Question, ...]:
        """Its questions of one kind; none of the situation."""
        match kind:
            case QuestionKind.PROBLEM:
                return (self.problem,) if self.problem else ()
            case QuestionKind.IMPLICATION:
                return self.implications
            case QuestionKind.PAYOFF:
                return self.payoffs
            case QuestionKind.SITUATION:
                return ()


class Advice(NamedTuple):
    """How many questions of a kind there are, and how many there should be.

    Situation: ``total`` is the most in one thread, ``high`` what a thread may hold. Problem: ``total`` are those of
    the whole deal, which should have ``low`` to ``high``. Implication, payoff: how many of ``total`` chains have one.
    """

    kind: QuestionKind
    number: int
    total: int
    low: int
    high: int

    @property
    def is_met(self) -> bool:
        """Whether the advice is followed."""
        if self.kind in (QuestionKind.IMPLICATION, QuestionKind.PAYOFF):
            return self.number == self.total > 0
        return self.low <= self.total <= self.high


class Signals(NamedTuple):
    """What was heard, in so many threads: an implied need, an explicit need, and the signal that counts, an explicit
    need with its value agreed."""

    implied: int
    explicit: int
    agreed: int


def questions_of(thread: SpinThread, kind: QuestionKind) -> tuple[Question, ...]:
    """The questions of one kind; blank lines are none."""
    return tuple(
        Question(thread.id, kind, line, text.strip())
        for line, text in enumerate(lines_of(thread, kind))
        if text.strip()
    )


def lines_of(thread: SpinThread, kind: QuestionKind) -> tuple[str, ...]:
    """The lines of one of the four texts, blank ones too; none of an empty text."""
    text: str = getattr(thread, kind.value)
    return tuple(text.split("\n")) if text else ()


def rows_of(thread: SpinThread) -> tuple[tuple[str, ...], ...]:
    """The thread as a table: on each line a problem, an implication and a payoff, ``""`` where there is none."""
    columns = ([line.strip() for line in lines_of(thread, kind)] for kind in CHAINED)
    return tuple(zip_longest(*columns, fillvalue=""))


def chains(threads: Iterable[SpinThread]) -> tuple[Chain, ...]:
    """The chains of these threads, thread by thread, problems numbered throughout."""
    found: list[Chain] = []
    number = 0
    for thread in threads:
        for start, end, has_problem in _spans(rows_of(thread)):
            number += has_problem
            found.append(_chain(thread, number if has_problem else 0, start, end))
    return tuple(found)


def _spans(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int, bool]]:
    """From which line to before which each chain goes, and whether it begins with a problem."""
    starts = [line for line, row in enumerate(rows) if row[0]]
    first = starts[0] if starts else len(rows)
    if any(any(row) for row in rows[:first]):
        yield 0, first, False
    yield from ((start, end, True) for start, end in pairwise((*starts, len(rows))))


def _chain(thread: SpinThread, number: int, start: int, end: int) -> Chain:
    problems, implications, payoffs = (
        tuple(question for question in questions_of(thread, kind) if start <= question.line < end) for kind in CHAINED
    )
    return Chain(thread.id, number, start, end, problems[0] if problems else None, implications, payoffs)


def threads_of_deal(plan: AccountPlan, opportunity: str | None) -> tuple[SpinThread, ...]:
    """The threads that serve a deal; with None those that serve none."""
    return tuple(thread for thread in plan.spin if thread.opportunity == opportunity)


def threads_of_person(plan: AccountPlan, person: str | None) -> tuple[SpinThread, ...]:
    """The threads to be asked of a person; with None those for nobody in particular."""
    return tuple(thread for thread in plan.spin if thread.person == person)


def advice(plan: AccountPlan, threads: Sequence[SpinThread], limits: Limits = DEFAULT_LIMITS) -> tuple[Advice, ...]:
    """The four kinds in these threads against the deck's advice.

    The three to five problems (准备3-5个问题, limits) are those of a whole deal: when all threads serve the same one,
    all of its count.
    """
    situations = [len(questions_of(thread, QuestionKind.SITUATION)) for thread in threads]
    found = chains(threads)
    deals = {thread.opportunity for thread in threads}
    together = threads_of_deal(plan, next(iter(deals))) if len(deals) == 1 else threads
    problems = sum(len(questions_of(thread, QuestionKind.PROBLEM)) for thread in together)
    most = max(limits.spin_threads, limits.spin_problems)
    own = sum(chain.problem is not None for chain in found)
    return (
        Advice(QuestionKind.SITUATION, sum(situations), max(situations, default=0), 0, limits.spin_situations),
        Advice(QuestionKind.PROBLEM, own, problems, limits.spin_threads, most),
        *(
            Advice(kind, sum(bool(chain.of(kind)) for chain in found), len(found), len(found), len(found))
            for kind in (QuestionKind.IMPLICATION, QuestionKind.PAYOFF)
        ),
    )


def signals(threads: Iterable[SpinThread]) -> Signals:
    """What the customer has said so far in these threads."""
    found = tuple(threads)
    return Signals(
        sum(bool(thread.heard.strip()) for thread in found),
        sum(thread.explicit_need for thread in found),
        sum(thread.explicit_need and bool(thread.value_acknowledged.strip()) for thread in found),
    )
