"""The accounts of the store as the app handles them: listed, brought up to date, made, changed, removed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kaptui.insight.portfolio import Portfolio
from kaptui.store.listing import listing_of
from kaptui.surroundings import Surroundings

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan


def portfolio(around: Surroundings) -> Portfolio:
    """Every account as it is known; one that cannot be read is there with its problem. Raises ``StoreError``."""
    return Portfolio(around.store.listing(), around.today())


def no_accounts(today: date) -> Portfolio:
    """What is shown where the store cannot be asked."""
    return Portfolio(listing_of(()), today)


def created(name: str, around: Surroundings) -> AccountPlan:
    """A new account of that name, stored; it belongs to who made it. Raises ``StoreError``."""
    from kaptui.plan.document import AccountPlan
    from kaptui.plan.record import new_id

    return around.store.create(AccountPlan(id=new_id(), name=name, owner=around.who), around.stamp())


def changed(account_id: str, around: Surroundings, **changes: object) -> bool:
    """Change fields of an account that is not open. Raises ``StoreError``, ``ValueError`` for a refused value."""
    from kaptui.plan.document import AccountPlan

    plan = around.store.load(account_id)
    around.store.save(AccountPlan.model_validate(plan.model_dump() | changes), around.stamp())
    return True


def removed(account_id: str, around: Surroundings) -> bool:
    """Remove an account with all that is kept of it, drafts and a begun name too. Raises ``StoreError``."""
    around.store.remove(account_id)
    around.drafts.drop(account_id)
    around.begun_names.keep(account_id, "")
    return True


def shared(account_id: str, around: Surroundings, *, with_group: bool) -> None:
    """Make an account its group's or its owner's alone, which the log tells. Raises ``StoreError``."""
    from kaptui.store.port import SHARED

    around.store.share(account_id, with_group)
    around.store.note_export(account_id, around.stamp(), "group" if with_group else "private", SHARED)
