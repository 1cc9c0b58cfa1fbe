"""What stands behind an entry of the value match: the needs it answers, and whether the customer has said its worth."""

from __future__ import annotations

from collections.abc import Iterator

from kaptui.plan.document import AccountPlan
from kaptui.plan.needs import Need, ValueEntry
from kaptui.plan.spin import SpinThread


def needs_behind(plan: AccountPlan, entry: ValueEntry) -> tuple[Need, ...]:
    """The needs that an entry answers: its words for the need meet theirs, or both name the same solution.

    The entry's need is a text of its own (deck slide 14), not a link; so words are all there is to go by.
    """
    return tuple(
        need
        for need in plan.needs
        if any(_meet(entry.need, words) for words in (need.challenge, need.features, need.benefit))
        or _meet(entry.solution, need.solution)
    )


def acknowledgements(plan: AccountPlan, entry: ValueEntry) -> Iterator[SpinThread]:
    """The SPIN threads of those needs in which somebody at the customer acknowledged the value."""
    behind = {need.id for need in needs_behind(plan, entry)}
    return (thread for thread in plan.spin if thread.need in behind and thread.value_acknowledged)


def _meet(one: str, other: str) -> bool:
    """Whether one text stands in the other, whatever the case; an empty one meets nothing."""
    short, long = sorted((one.strip().casefold(), other.strip().casefold()), key=len)
    return bool(short) and short in long
