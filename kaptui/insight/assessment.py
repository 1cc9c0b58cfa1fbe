"""What the twenty-one answers say: section scores, gates, verdict, and the gap to the best rival (deck slides 17-20).

Scores are exact fractions from -100 to +100. Answers are those of one opportunity, for us and for each competitor;
columns of competitors that are no longer in the plan are ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.plan.assessment import QUESTION_IDS_IN, QUESTIONS, US, Answer, Section
from kaptui.plan.competitors import Competitor
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import Rating, Verdict

GATES: Final = (Section.OPPORTUNITY, Section.WORTH)
"""准入门槛: the sections that can end a pursuit by themselves."""
CONTEST: Final = (Section.COMPETE, Section.WIN)
"""The sections compared with a rival's."""

Answers = Mapping[str, Answer]
"""Answers by question id; a question that is not there is not answered."""
CONTEST_IDS: Final = tuple(question for section in CONTEST for question in QUESTION_IDS_IN[section])
"""The eight questions that are compared."""


class Score(NamedTuple):
    """Counts of some questions: how many good for us, bad for us, and how many there are."""

    plus: int
    minus: int
    total: int

    @property
    def unknown(self) -> int:
        """Questions not rated."""
        return self.total - self.plus - self.minus

    @property
    def answered(self) -> int:
        """Questions rated plus or minus."""
        return self.plus + self.minus

    @property
    def is_negative(self) -> bool:
        """Whether ``value`` is below 0."""
        return self.plus < self.minus

    @property
    def value(self) -> Fraction:
        """``Q = 100 (n+ - n-) / n`` over all questions, rated or not: -100 to +100."""
        return Fraction(100 * (self.plus - self.minus), self.total)

    def has_share_answered(self, percent: int) -> bool:
        """Whether at least ``percent`` of the questions are rated."""
        return 100 * self.answered >= percent * self.total


_UNANSWERED: Final = {section: Score(0, 0, len(ids)) for section, ids in QUESTION_IDS_IN.items()}
_UNANSWERED_CONTEST: Final = Score(0, 0, len(CONTEST_IDS))


class Column(NamedTuple):
    """The scores of one column of the checklist: ``id`` is ``us`` or a competitor's, ``name`` the competitor's."""

    id: str
    name: str
    sections: Mapping[Section, Score]

    @property
    def contest(self) -> Score:
        """Compete and win together, the eight questions that are compared with a rival's."""
        return _together(self.sections[section] for section in CONTEST)

    @property
    def overall(self) -> Score:
        """All twenty-one questions; ``overall.answered`` is the count shown beside the verdict."""
        return _together(self.sections.values())


class Assessment(NamedTuple):
    """One opportunity judged. ``rivals`` are all competitors of the plan in its order; ``failed_gates`` in the deck's.

    ``counting`` are the rivals with enough questions rated among those that the opportunity faces; ``best_rival`` is
    the one with the highest contest score (the first on a tie) and ``gap`` ours minus its, ``None`` without any.
    """

    us: Column
    rivals: tuple[Column, ...]
    failed_gates: tuple[Section, ...]
    verdict: Verdict
    counting: tuple[Column, ...]

    @property
    def best_rival(self) -> Column | None:
        """The counting rival that is strongest in the contest."""
        return max(self.counting, key=lambda rival: rival.contest.value, default=None)

    def gap_to(self, rival: Column) -> Fraction | None:
        """Our contest score minus a rival's, -200 to +200; ``None`` for one that does not count."""
        return self.us.contest.value - rival.contest.value if rival in self.counting else None

    @property
    def gap(self) -> Fraction | None:
        """Our contest score minus the best rival's, -200 to +200."""
        best = self.best_rival
        return None if best is None else self.gap_to(best)


def assess(plan: AccountPlan, opportunity: Opportunity, limits: Limits = DEFAULT_LIMITS) -> Assessment:
    """The assessment of an opportunity: us, every rival, gates, verdict, best rival."""
    us = column(US, "", opportunity.assessment.get(US, {}))
    rivals = {
        rival.id: column(rival.id, rival.name, opportunity.assessment.get(rival.id, {})) for rival in plan.competitors
    }
    return Assessment(
        us=us,
        rivals=tuple(rivals.values()),
        failed_gates=failed_gates(us, limits),
        verdict=_verdict(us, _rating(opportunity, "c2"), limits),
        counting=tuple(rivals[rival] for rival, _ in _counting(plan, opportunity, limits)),
    )


def contest_gap(plan: AccountPlan, opportunity: Opportunity, limits: Limits = DEFAULT_LIMITS) -> Fraction | None:
    """``Assessment.gap`` alone: the plan test asks it of fifty deals with up to hundreds of rivals."""
    best = max([score.plus - score.minus for _, score in _counting(plan, opportunity, limits)], default=None)
    if best is None:
        return None
    ours = _contest(opportunity.assessment.get(US, {}))  # over the same questions as theirs
    return Fraction(100 * (ours.plus - ours.minus - best), ours.total)


def _counting(plan: AccountPlan, opportunity: Opportunity, limits: Limits) -> Iterator[tuple[str, Score]]:
    """The rivals with enough questions rated, by id, with their contest scores."""
    answers, nothing = opportunity.assessment, dict[str, Answer]()
    facing = ((rival.id, _contest(answers.get(rival.id, nothing))) for rival in rivals_of(plan, opportunity))
    return ((rival, score) for rival, score in facing if score.answered >= limits.rival_rated)


def _contest(answers: Answers) -> Score:
    return _score(answers, CONTEST_IDS) if answers else _UNANSWERED_CONTEST


def rivals_of(plan: AccountPlan, opportunity: Opportunity) -> tuple[Competitor, ...]:
    """The opportunity's linked competitors if it names any that still exist, else all of the plan; in plan order."""
    if not opportunity.competitors:
        return plan.competitors
    linked = tuple(rival for rival in plan.competitors if rival.id in opportunity.competitors)
    return linked or plan.competitors


def column(column_id: str, name: str, answers: Answers) -> Column:
    """The section scores of one column's answers."""
    if not answers:
        return Column(column_id, name, _UNANSWERED)
    return Column(column_id, name, {section: _score(answers, ids) for section, ids in QUESTION_IDS_IN.items()})


def failed_gates(us: Column, limits: Limits = DEFAULT_LIMITS) -> tuple[Section, ...]:
    """The gates that fail, in the deck's order."""
    return tuple(gate for gate in GATES if is_failed(us.sections[gate], limits))


def is_failed(gate: Score, limits: Limits) -> bool:
    """Below 0 with at least half of its questions answered: one minus among unknowns is no verdict."""
    return gate.is_negative and gate.has_share_answered(limits.gate_answered)


def _verdict(us: Column, value_agreed: Rating, limits: Limits) -> Verdict:
    """The first of the method's four that fits, in its order: reconsider, explore, pursue, cautious."""
    if failed_gates(us, limits):
        return Verdict.RECONSIDER
    gates = [us.sections[gate] for gate in GATES]
    if not all(score.has_share_answered(limits.explore_answered) for score in (us.overall, *gates)):
        return Verdict.EXPLORE
    above_zero = all(score.value > 0 for score in (*gates, us.sections[Section.COMPETE]))
    win = us.sections[Section.WIN]
    if above_zero and win.plus >= limits.pursue_win_yes and value_agreed is Rating.YES:
        return Verdict.PURSUE
    return Verdict.CAUTIOUS


class AnswerChange(NamedTuple):
    """A rating that is not what it was: in which column (``us`` or a competitor's id), of which question."""

    column: str
    question: str
    before: Rating
    after: Rating


def assessment_changes(old: Opportunity, new: Opportunity) -> tuple[AnswerChange, ...]:
    """The ratings that differ between two states of an opportunity: our column first, questions in the deck's order."""
    columns = dict.fromkeys((US, *old.assessment, *new.assessment))
    return tuple(
        AnswerChange(name, question.id, before, after)
        for name in columns
        for question in QUESTIONS
        if (before := _rating(old, question.id, name)) is not (after := _rating(new, question.id, name))
    )


def aged_answers(opportunity: Opportunity, today: date, days: int) -> tuple[str, ...]:
    """Our rated questions whose answer was learned more than ``days`` before today; an undated answer has no age."""
    ours = opportunity.assessment.get(US, {})
    return tuple(
        question.id
        for question in QUESTIONS
        if (answer := ours.get(question.id)) is not None
        and answer.rating is not Rating.UNKNOWN
        and answer.date is not None
        and (today - answer.date).days > days
    )


def _rating(opportunity: Opportunity, question: str, name: str = US) -> Rating:
    answer = opportunity.assessment.get(name, {}).get(question)
    return Rating.UNKNOWN if answer is None else answer.rating


def _score(answers: Answers, ids: Sequence[str]) -> Score:
    ratings = [answers[question].rating for question in ids if question in answers]
    return Score(ratings.count(Rating.YES), ratings.count(Rating.NO), len(ids))


def _together(scores: Iterable[Score]) -> Score:
    parts = tuple(scores)
    return Score(sum(part.plus for part in parts), sum(part.minus for part in parts), sum(part.total for part in parts))
