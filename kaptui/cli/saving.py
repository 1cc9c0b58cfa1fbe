"""Saving a change that somebody else may meet: read again and try once more, then say so."""

from __future__ import annotations

from collections.abc import Callable

from kaptui.cli.call import Call
from kaptui.cli.output import say
from kaptui.plan.document import AccountPlan
from kaptui.store.port import ChangedSince
from kaptui.text import trn

Change = Callable[[AccountPlan], AccountPlan]


def save_over(call: Call, plan_id: str, change: Change) -> tuple[AccountPlan, AccountPlan]:
    """The stored plan and what it became; the same one twice when ``change`` changes nothing.

    A colleague's save in between is taken as the new beginning, once. Raises ``ChangedSince`` after that, and what
    ``change`` and the store raise; nothing is saved then.
    """
    stored = call.store.load(plan_id)
    try:
        return stored, _saved(call, stored, change(stored))
    except ChangedSince as newer:
        stored = newer.theirs
        return stored, _saved(call, stored, change(stored))


def _saved(call: Call, stored: AccountPlan, changed: AccountPlan) -> AccountPlan:
    if changed is stored or changed == stored:
        return stored
    saved = call.store.save(changed, call.stamp)
    tell_left_out(len(changed.people) - len(saved.people))
    return saved


def tell_left_out(count: int) -> None:
    """Say how many people the store did not take, because they were removed for good."""
    if count:
        say(
            trn(
                "{n} person who was removed for good was left out.",
                "{n} people who were removed for good were left out.",
                count,
            )
        )
