"""The demonstration accounts: copied once, kept with everything somebody tried in them, put back on request."""

from __future__ import annotations

from kaptui.cli.call import Call
from kaptui.exchange.demonstration import IDS, demonstration_plan
from kaptui.plan.document import AccountPlan
from kaptui.store.port import AlreadyThere, StoreError


def demonstration_id(language: str) -> str:
    """The id of the demonstration account in that language."""
    return IDS[language]


def keep_demonstration(call: Call, *, fresh: bool) -> None:
    """Copy the plans that are not there yet; with ``fresh`` put those back that are."""
    for language, plan_id in IDS.items():
        if not _is_there(call, plan_id):
            _copy(call, demonstration_plan(language))
        elif fresh:
            _put_back(call, demonstration_plan(language))


def _is_there(call: Call, plan_id: str) -> bool:
    """Whether the store has that account and can read it; one it cannot read is told when it is opened."""
    try:
        call.store.revision_of(plan_id)
    except StoreError:
        return False
    return True


def _copy(call: Call, plan: AccountPlan) -> None:
    try:
        call.store.create(plan, call.stamp)
    except AlreadyThere:  # somebody else was quicker; a damaged one is told when it is opened
        return


def _put_back(call: Call, plan: AccountPlan) -> None:
    """The delivered content as a new revision: what was tried stays in the history."""
    from kaptui.cli.saving import save_over

    save_over(call, plan.id, lambda stored: plan.model_copy(update={"revision": stored.revision}))
