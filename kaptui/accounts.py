"""The accounts of the store as the app handles them: listed in lines, made, changed, removed."""

from __future__ import annotations

from datetime import date

from kaptui.desk import Surroundings
from kaptui.insight.headline import Headline, from_json, headline
from kaptui.plan.document import AccountPlan
from kaptui.plan.record import new_id
from kaptui.screens.context import AccountLine
from kaptui.store.port import Account, StoreError
from kaptui.store.sentences import store_sentence


def account_lines(around: Surroundings) -> tuple[AccountLine, ...]:
    """Every account of the store; one that cannot be read is there with its problem. Raises ``StoreError``."""
    return tuple(_line(account, around) for account in around.store.accounts())


def _line(account: Account, around: Surroundings) -> AccountLine:
    problem = "" if account.problem is None else store_sentence(account.problem)
    figures = None if account.problem else _headline(account, around, around.today())
    who, when = account.changed_by, account.changed
    return AccountLine(account.id, account.name, account.owner, when, who, account.archived, figures, problem)


def _headline(account: Account, around: Surroundings, today: date) -> Headline | None:
    """The figures the index keeps, or fresh ones when those are of another day."""
    try:
        kept = from_json(account.summary) if account.summary else None
        if kept is not None and kept.is_of(today):
            return kept
        return headline(around.store.load(account.id), today, around.limits)
    except (StoreError, ValueError, KeyError, TypeError):
        return None


def created(name: str, around: Surroundings) -> AccountPlan:
    """A new account of that name, stored; it belongs to who made it. Raises ``StoreError``."""
    return around.store.create(AccountPlan(id=new_id(), name=name, owner=around.who), around.stamp())


def changed(account_id: str, around: Surroundings, **changes: object) -> None:
    """Change fields of an account that is not open. Raises ``StoreError``, ``ValueError`` for a refused value."""
    plan = around.store.load(account_id)
    around.store.save(AccountPlan.model_validate(plan.model_dump() | changes), around.stamp())
