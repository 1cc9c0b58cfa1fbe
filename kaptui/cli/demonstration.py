"""The demonstration accounts: copied once, kept with everything somebody tried in them, put back on request."""

from __future__ import annotations

from kaptui.cli.call import Call
from kaptui.exchange.demonstration import demonstration_plan, demonstration_plans
from kaptui.plan.document import AccountPlan
from kaptui.store.port import AlreadyThere


def demonstration_id(language: str) -> str:
    """The id of the demonstration account in that language."""
    return demonstration_plan(language).id


def keep_demonstration(call: Call, *, fresh: bool) -> None:
    """Copy the plans that are not there yet; with ``fresh`` put those back that are."""
    present = {account.id for account in call.store.accounts() if account.problem is None}
    for plan in demonstration_plans():
        if plan.id not in present:
            _copy(call, plan)
        elif fresh:
            _put_back(call, plan)


def _copy(call: Call, plan: AccountPlan) -> None:
    try:
        call.store.create(plan, call.stamp)
    except AlreadyThere:  # somebody else was quicker; a damaged one is told when it is opened
        return


def _put_back(call: Call, plan: AccountPlan) -> None:
    """The delivered content as a new revision: what was tried stays in the history."""
    from kaptui.cli.saving import save_over

    save_over(call, plan.id, lambda stored: plan.model_copy(update={"revision": stored.revision}))
