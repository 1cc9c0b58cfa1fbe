"""One step of undo or redo carried onto the present plan: what a colleague did to the same places since stays.

A row that a colleague removed since does not come back by it. A conflict whose own side is taken back is over: nobody
but the colleague wants anything else there than what was.
"""

from __future__ import annotations

from typing import NamedTuple

from kaptui.editing.conflicts import Choice, Conflicts, decided, present_value
from kaptui.editing.merge import Conflict, merge
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT


class Carried(NamedTuple):
    """The plan with the step carried out; ``kept`` are the places where a colleague's value stayed, ``given_up`` the
    open conflicts that are over by it."""

    plan: AccountPlan
    kept: Conflicts
    given_up: Conflicts


def carried(start: AccountPlan, end: AccountPlan, present: AccountPlan, conflicts: Conflicts = ()) -> Carried:
    """The step from ``start`` to ``end`` carried onto ``present``, in which ``conflicts`` are open."""
    merged = merge(start, present, end)
    given_up = tuple(each for each in conflicts if _is_given_up(each, start, end))
    plan = merged.plan
    for conflict in merged.conflicts:
        if conflict.ours is ABSENT:
            plan = decided(conflict, Choice.MINE).apply(plan)
    for conflict in given_up:
        plan = decided(conflict, Choice.THEIRS).apply(plan)
    return Carried(plan, (*merged.conflicts, *given_up), given_up)


def _is_given_up(conflict: Conflict, start: AccountPlan, end: AccountPlan) -> bool:
    """Whether the step leads from our side of a conflict back to how it was before both."""
    sides = present_value(start, conflict.path), present_value(end, conflict.path)
    return sides == (conflict.ours, conflict.base)
