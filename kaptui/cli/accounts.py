"""Which account, person or deal of an account somebody means, and what is said when it is none or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kaptui.cli.named import meant
from kaptui.text import N_

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan
    from kaptui.plan.opportunities import Opportunity
    from kaptui.plan.people import Person
    from kaptui.store.port import Account


def account_meant(accounts: Sequence[Account], typed: str) -> Account:
    """The account. Raises ``Refusal``: 66 when there is none, 2 with the candidates when there are several."""
    unknown = N_('There is no account "{text}"; "kaptui list --all" shows which there are.')
    if any(account.problem is not None for account in accounts):
        unknown = N_(
            'There is no account "{text}" among those that can be read; "kaptui doctor" names the damaged files,'
            ' "kaptui recover FILE" puts the version before in their place.'
        )
    return meant(
        accounts,
        typed,
        unknown=unknown,
        ambiguous=N_('"{text}" may mean {count} accounts: {names}. Give the id.'),
    )


def person_meant(plan: AccountPlan, typed: str) -> Person:
    """The person of the plan; archived people are nobody. Raises ``Refusal`` as ``account_meant``."""
    return meant(
        [person for person in plan.people if not person.archived],
        typed,
        unknown=N_('Nobody is called "{text}" here; there are: {names}'),
        ambiguous=N_('"{text}" may mean {count} people: {names}. Give the id.'),
    )


def deal_meant(plan: AccountPlan, typed: str) -> Opportunity:
    """The opportunity of the plan. Raises ``Refusal`` as ``account_meant``."""
    return meant(
        plan.opportunities,
        typed,
        unknown=N_('No opportunity is called "{text}"; there are: {names}'),
        ambiguous=N_('"{text}" may mean {count} opportunities: {names}. Give the id.'),
    )
