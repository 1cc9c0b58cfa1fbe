"""Saving a change that somebody else may meet: read again and try once more, then say so."""

from __future__ import annotations

from collections.abc import Callable

from kaptui.cli.call import Call
from kaptui.plan.document import AccountPlan
from kaptui.store.port import ChangedSince

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
    return stored if changed is stored or changed == stored else call.store.save(changed, call.stamp)
