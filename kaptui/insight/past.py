"""Looking back through the saves of a plan: the state before a day, and who changed one place when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple, Protocol, TypeVar

from kaptui.plan.changes import Change, by_attribute, is_in_override
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT, Path


class Save(Protocol):
    """One save as a store tells it: its number, when (an aware time), who, what it changed (the first one nothing)."""

    @property
    def revision(self) -> int: ...
    @property
    def when(self) -> datetime: ...
    @property
    def who(self) -> str: ...
    @property
    def changes(self) -> tuple[Change, ...]: ...


S = TypeVar("S", bound=Save)


class Touch(NamedTuple):
    """One change of a place, ``path``: JSON values before and after, ``ABSENT`` where there was nothing."""

    save: Save
    path: Path
    old: Any
    new: Any


def day_of(moment: datetime, zone: tzinfo | None = None) -> date:
    """The day of a save, in ``zone``, by default where this machine stands."""
    return moment.astimezone(zone).date()


def last_until(history: Sequence[S], day: date, zone: tzinfo | None = None) -> S | None:
    """The last save up to the end of a day; ``None`` when the plan is younger."""
    return next((save for save in reversed(history) if day_of(save.when, zone) <= day), None)


def in_force_when_began(history: Sequence[S], day: date, zone: tzinfo | None = None) -> S:
    """The save that stood when a day began, of a younger plan its first one. Raises ``IndexError`` without any."""
    return last_until(history, max(day, date.min + timedelta(1)) - timedelta(1), zone) or history[0]


def is_by_clock(today: date) -> bool:
    """Whether ``today`` is the machine's, so that days in a plan and days of saves are the same days.

    They are not where somebody named another day (``--today``).
    """
    return today == day_of(datetime.now(UTC))


def left_by_review(
    history: Sequence[S], plan: AccountPlan, day: date, zone: tzinfo | None = None, *, by_clock: bool = True
) -> S:
    """The save with the state that the reviews of ``day`` left behind; ``plan`` is the last saved state.

    A review written down on its day ends with the last save that touched its row: what followed that same day came
    after it. Written down on another day it ends with its own - unless the days of the plan are not those of the clock
    (``is_by_clock``): then the day on which it was written down is its own. Raises ``IndexError`` without any save.
    """
    written: set[int] = set()
    for deal in plan.opportunities:
        for review in deal.reviews:
            if review.date == day:
                brought = [touch.save for touch in touches(history, ("opportunities", deal.id, "reviews", review.id))]
                own = day if by_clock or not brought else day_of(brought[-1].when, zone)
                saves = brought or history[:1]
                written |= {save.revision for save in saves if day_of(save.when, zone) == own}
    that_day = (save for save in reversed(history) if save.revision in written)
    return next(that_day, None) or last_until(history, day, zone) or history[0]


def judged_on(since: date, begins: date, today: date) -> date:
    """The day for which an older state is tested in a comparison: ``since``, of a younger plan the day it ``begins``.

    So what was due before the plan began has not come up since. Never after ``today``.
    """
    return min(max(since, begins), today)


def touches(history: Sequence[Save], path: Path) -> tuple[Touch, ...]:
    """Every change of a place, of what lies in it, or of a row it came and went with; the latest first.

    ``path`` may lead to a field, a row or a table; the empty path is the whole plan.
    """
    return tuple(
        touch
        for save in reversed(history)
        for whole in save.changes
        for change in by_attribute(whole)
        if (touch := _touch(save, change, path))
    )


def _touch(save: Save, change: Change, path: Path) -> Touch | None:
    if change.path[: len(path)] == path:
        return Touch(save, change.path, change.old, change.new)
    if path[: len(change.path)] != change.path:
        return None
    rest = path[len(change.path) :]
    old, new = _inside(change.old, rest), _inside(change.new, rest)
    is_same = old == new if is_in_override(path) else _same(old, new)
    return None if is_same else Touch(save, path, old, new)


def _inside(value: Any, rest: Path) -> Any:
    """What stands at ``rest`` inside a row that came or went as a whole."""
    for word in rest:
        if isinstance(value, dict):
            value = value.get(word, ABSENT)
        elif isinstance(value, list):
            value = next((row for row in value if isinstance(row, dict) and row.get("id") == word), ABSENT)
        else:
            return ABSENT
    return value


def _same(old: Any, new: Any) -> bool:
    """Whether nothing a person would tell happened: a new row's empty field was nothing before and is nothing now."""
    nothing: tuple[Any, ...] = (None, "", [], {})
    return old == new or ((old is ABSENT or old in nothing) and (new is ABSENT or new in nothing))
