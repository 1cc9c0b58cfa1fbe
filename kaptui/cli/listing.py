"""``kaptui list``: every account with its key figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, put_json, say
from kaptui.cli.parsing import Command
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr

if TYPE_CHECKING:
    from kaptui.store.port import Account

Figures = Mapping[str, Any]
KEYS: Final[Figures] = {
    "weighted": "weighted",
    "support": "support_exact",
    "known": "known",
    "coverage": "coverage",
    "urgent": "urgent",
    "warnings": "warnings",
    "currency": "currency",
}
"""The keys of ``list --json`` and where their values stand in what is kept of an account."""
UNKNOWN_FIGURES: Final[Figures] = dict.fromkeys(("support", "support_doubtful", *KEYS.values()))


@click.command("list", cls=Command, help=ENTRIES["list"].help)
@click.option("--json", "as_json", is_flag=True, help=N_("as JSON, for programs"))
@click.option("--all", "everything", is_flag=True, help=N_("archived accounts too"))
@click.pass_obj
def list_accounts(call: Call, as_json: bool, everything: bool) -> int:
    """List the accounts by name; a damaged one is listed with what is wrong, and nothing else suffers."""
    from kaptui.store.sentences import store_sentence

    call.begin()
    accounts = [each for each in call.store.accounts() if everything or not each.archived]
    if as_json:
        put_json([_json(account) for account in accounts])
    elif accounts:
        put(_table(accounts))
    else:
        say(tr('There are no accounts yet; "kaptui new NAME" creates one, "kaptui demo" shows two.'))
    for account in accounts:
        if account.problem is not None:
            say(store_sentence(account.problem))
    return ExitCode.DONE


def _json(account: Account) -> dict[str, Any]:
    from kaptui.store.sentences import store_sentence

    row = {
        "id": account.id,
        "name": account.name,
        "owner": account.owner,
        "revision": account.revision,
        "changed": None if account.changed is None else account.changed.isoformat(),
        "changed_by": account.changed_by,
        **{key: _figures(account)[kept] for key, kept in KEYS.items()},
    }
    if account.archived:
        row["archived"] = True
    if account.problem is not None:
        row["problem"] = store_sentence(account.problem)
    return row


def _table(accounts: Sequence[Account]) -> list[str]:
    from kaptui.cli.columns import Column, table

    columns = [
        Column("id"),
        Column(tr("Account")),
        Column(tr("Owner"), widest=16),
        Column(tr("Weighted revenue"), "right"),
        Column(tr("Support"), "right"),
        Column(tr("Coverage"), "right"),
        Column(tr("Urgent"), "right"),
        Column(tr("Warning"), "right"),
        Column(tr("Changed"), widest=16),
    ]
    return table(columns, [_cells(each) for each in accounts])


def _cells(account: Account) -> list[str]:
    from kaptui.text.format import UNKNOWN_ASCII, percent

    figures = _figures(account)
    counts = [UNKNOWN_ASCII if figures[key] is None else str(figures[key]) for key in ("urgent", "warnings")]
    return [
        account.id,
        account.name or tr("(no name)"),
        account.owner,
        _weighted(figures),
        support_text(figures),
        percent(figures["coverage"], unknown=UNKNOWN_ASCII),
        *counts,
        "" if account.changed is None else account.changed.astimezone().strftime("%Y-%m-%d %H:%M"),
    ]


def _figures(account: Account) -> Figures:
    """The account's figures; nothing is known of one that cannot be read."""
    return UNKNOWN_FIGURES if account.summary is None else account.summary


def _weighted(figures: Figures) -> str:
    from decimal import Decimal

    from kaptui.text.format import UNKNOWN_ASCII, money_with_unit

    if figures["weighted"] is None:
        return UNKNOWN_ASCII
    return money_with_unit(Decimal(figures["weighted"]), figures["unit"], figures["currency"], places=0)


def support_text(figures: Figures) -> str:
    """Support as people read it, ``(-16)?`` when less than half of the weight is known."""
    from kaptui.text.format import UNKNOWN_ASCII, signed

    shown = signed(figures["support"], unknown=UNKNOWN_ASCII)
    return f"({shown})?" if figures["support_doubtful"] else shown
