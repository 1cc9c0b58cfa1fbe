"""How the assessment of one opportunity came about: the states at which an answer changed, with what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kaptui.insight.assessment import AnswerChange, Assessment, assess, assessment_changes
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.past import S, Save, day_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity


@dataclass(frozen=True, slots=True)
class AssessmentPoint:
    """The assessment as it stood from ``day`` on, and the ratings that differ from the point before."""

    day: date
    assessment: Assessment
    changes: tuple[AnswerChange, ...]


def assessment_history(
    states: Iterable[tuple[date, AccountPlan]], opportunity: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[AssessmentPoint, ...]:
    """The points of an opportunity's assessment in states given oldest first, each with the day it was saved.

    States in which no rating differs are passed over, except the first that has the opportunity: what it began with is
    a point of its own. Several later saves of one day that change ratings are one point: that day's last.
    """
    points: list[AssessmentPoint] = []
    start: Opportunity | None = None
    last: Opportunity | None = None
    for day, plan in states:
        deal = next((row for row in plan.opportunities if row.id == opportunity), None)
        if deal is None or (last is not None and not assessment_changes(last, deal)):
            continue
        if len(points) > 1 and points[-1].day == day:
            points.pop()
        else:
            start = last
        changes = () if start is None else assessment_changes(start, deal)
        if changes or not points:
            points.append(AssessmentPoint(day, assess(plan, deal, limits), changes))
        last = deal
    return tuple(points)


DayOf = Callable[[Save], date]
"""On which day a save was made."""


def by_clock(save: Save) -> date:
    """The day of a save where this machine stands."""
    return day_of(save.when)


def by_answers(history: Sequence[Save], today: date) -> DayOf:
    """The days of saves where ``today`` is not the clock's (``--today``), none before the one of the save before.

    A save that dates an answer was made on that day; any other so many days from the last such save, or else the first,
    as the clock says, but not after today.
    """
    days: dict[int, date] = {}
    answered = {save.revision: day for save in history if (day := _answered_on(save)) is not None}
    aheads = {save.revision: answered[save.revision] - by_clock(save) for save in history if save.revision in answered}
    day, ahead = date.min, next(iter(aheads.values()), timedelta(0))
    for save in history:
        ahead = aheads.get(save.revision, ahead)
        day = max(day, answered.get(save.revision) or min(by_clock(save) + ahead, today))
        days[save.revision] = day
    return lambda save: days[save.revision]


def _answered_on(save: Save) -> date | None:
    """The latest day which a save gives to an answer; None when it gives none."""
    dated = [change.new for change in save.changes if change.path[2:3] == ("assessment",) and change.path[-1] == "date"]
    return max((date.fromisoformat(day) for day in dated if isinstance(day, str)), default=None)


def assessing_saves(history: Sequence[S], most: int, day: DayOf = by_clock) -> tuple[S, ...]:
    """The saves worth rebuilding for such a history: the state it begins with, and of each day the last save that
    touched an assessment; at most the latest ``most`` of them, oldest first."""
    last_of_day = {day(save): save for save in history if _touches_an_assessment(save)}
    found = {save.revision: save for save in (*history[:1], *last_of_day.values())}
    return tuple(found.values())[-most:]


ANY: Final = ""
"""Column and question under which ``raters`` names who saved an assessment or a deal as a whole."""

Raters = Mapping[tuple[date, str, str], str]
"""Who touched an answer last on a day, by day, column (``us`` or a competitor's id) and question."""


def raters(history: Iterable[Save], opportunity: str, day: DayOf = by_clock) -> Raters:
    """Who gave an opportunity its answers, out of its recorded saves, oldest first."""
    found: dict[tuple[date, str, str], str] = {}
    for save in history:
        for change in save.changes:
            path = change.path
            if path[:1] != ("opportunities",) or (len(path) > 1 and path[1] != opportunity):
                continue
            if len(path) > 4 and path[2] == "assessment":
                found[day(save), path[3], path[4]] = save.who
            elif len(path) < 3 or path[2] == "assessment":
                found[day(save), ANY, ANY] = save.who
    return found


def rater_of(found: Raters, day: date, change: AnswerChange) -> str:
    """Who made a change of that day; empty when no save tells, as for what is not saved yet."""
    return found.get((day, change.column, change.question)) or found.get((day, ANY, ANY), "")


def _touches_an_assessment(save: Save) -> bool:
    """Whether a rating may differ: an answer changed, or a deal or the table of deals as a whole."""
    return any(
        change.path[:1] == ("opportunities",) and (len(change.path) < 3 or change.path[2] == "assessment")
        for change in save.changes
    )
