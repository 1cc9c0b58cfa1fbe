"""Which saves of a plan are worth rebuilding for the history of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from kaptui.insight.assessment_history import assessing_saves, by_answers, raters
from kaptui.plan.changes import Change
from kaptui.plan.paths import ABSENT, Path

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
RATING = ("opportunities", "o", "assessment", "us", "o1", "rating")


@dataclass(frozen=True, slots=True)
class Saved:
    """A save as a store tells it."""

    revision: int
    when: datetime
    who: str
    changes: tuple[Change, ...]


def saved(revision: int, day: int, *paths: Path) -> Saved:
    when = datetime(2026, 11, day, 12, tzinfo=UTC)
    return Saved(revision, when, "us", tuple(Change(path, ABSENT, "+") for path in paths))


def numbers(*history: Saved, most: int = 9) -> list[int]:
    return [save.revision for save in assessing_saves(history, most)]


def test_the_first_state_counts_and_what_touches_an_assessment() -> None:
    history = (saved(0, 1), saved(1, 2, ("name",)), saved(2, 3, RATING), saved(3, 4, ("opportunities", "o", "goal")))
    assert numbers(*history) == [0, 2]


def test_a_deal_that_came_or_went_as_a_whole_counts() -> None:
    assert numbers(saved(0, 1), saved(1, 2, ("opportunities", "o")), saved(2, 3, ("opportunities",))) == [0, 1, 2]


def test_of_each_day_the_last_save_counts() -> None:
    assert numbers(saved(0, 1), saved(1, 2, RATING), saved(2, 2, RATING), saved(3, 3, RATING)) == [0, 2, 3]


def test_the_latest_are_kept_when_there_are_too_many() -> None:
    history = [saved(number, number + 1, RATING) for number in range(9)]
    assert numbers(*history, most=3) == [6, 7, 8]
    assert numbers() == []


def test_where_somebody_named_another_day_saves_are_as_old_as_the_answers_they_date() -> None:
    dated = [Change((*RATING[:-1], "date"), None, day) for day in ("2026-11-23", "2026-12-05")]
    history = (saved(0, 27), saved(1, 27, RATING), *(Saved(2 + n, AT, "us", (dated[n],)) for n in (0, 1)), saved(4, 28))
    for today, last in (("2026-11-23", 5), ("2026-12-09", 6)):
        day = by_answers(history, date.fromisoformat(today))
        assert [day(save).day for save in history] == [23, 23, 23, 5, last]
    early = by_answers(history, date(2026, 11, 1))
    assert [save.revision for save in assessing_saves(history, 9, early)] == [0, 1, 2, 3]
    days = [day.isoformat() for day, _, _ in raters(history, "o", early)]
    assert days == ["2026-11-01", "2026-11-23", "2026-12-05"]
