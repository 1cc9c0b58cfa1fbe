"""``kaptui list``: every account with its key figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, put_json, say
from kaptui.cli.parsing import Command
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr

if TYPE_CHECKING:
    from kaptui.insight.figures import Figures
    from kaptui.store.port import Account
KEYS: Final = ("support", "known", "coverage", "urgent", "warnings", "currency")
"""The figures of ``list --json`` beside the weighted revenue, in order."""
FIGURE_COLUMNS: Final = 5


@click.command("list", cls=Command, help=ENTRIES["list"].help)
@click.option("--json", "as_json", is_flag=True, help=N_("as JSON, for programs"))
@click.option("--all", "everything", is_flag=True, help=N_("archived accounts too"))
@click.pass_obj
def list_accounts(call: Call, as_json: bool, everything: bool) -> int:
    """List the accounts by name; a damaged one is listed with what is wrong, and nothing else suffers."""
    from kaptui.store.sentences import store_sentence

    call.begin()
    for _ in call.store.catching_up():
        pass  # until every figure is of today
    accounts = [each for each in call.store.accounts() if everything or not each.archived]
    if as_json:
        put_json([_json(account, call.today) for account in accounts])
    elif accounts:
        put(_table(accounts, call.today))
    else:
        say(tr('There are no accounts yet; "kaptui new NAME" creates one, "kaptui demo" shows two.'))
    for account in accounts:
        if account.problem is not None:
            say(store_sentence(account.problem))
    return ExitCode.DONE


def _json(account: Account, today: date) -> dict[str, Any]:
    from kaptui.store.sentences import store_sentence

    row = {
        "id": account.id,
        "name": account.name,
        "owner": account.owner,
        "revision": account.revision,
        "changed": None if account.changed is None else account.changed.isoformat(),
        "changed_by": account.changed_by,
        **_figures_json(figures_in(account, today), today),
    }
    if account.archived:
        row["archived"] = True
    if account.problem is not None:
        row["problem"] = store_sentence(account.problem)
    return row


def _figures_json(figures: Figures | None, today: date) -> dict[str, Any]:
    """The figures as programs get them, exact; all of them null where there are none."""
    return {
        "weighted": None if figures is None else format(weighted_in(figures, today), "f"),
        **{key: None if figures is None else getattr(figures, key) for key in KEYS},
    }


def _table(accounts: Sequence[Account], today: date) -> list[str]:
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
    return table(columns, [_cells(each, today) for each in accounts])


def _cells(account: Account, today: date) -> list[str]:
    figures = figures_in(account, today)
    return [
        account.id,
        account.name or tr("(no name)"),
        account.owner,
        *(_figure_cells(figures, today) if figures is not None else ["-"] * FIGURE_COLUMNS),
        "" if account.changed is None else account.changed.astimezone().strftime("%Y-%m-%d %H:%M"),
    ]


def _figure_cells(figures: Figures, today: date) -> list[str]:
    from kaptui.text.format import UNKNOWN_ASCII, money_with_unit, percent

    return [
        money_with_unit(weighted_in(figures, today), figures.unit, figures.currency, places=0),
        support_text(figures),
        percent(figures.coverage, unknown=UNKNOWN_ASCII),
        str(figures.urgent),
        str(figures.warnings),
    ]


def figures_in(account: Account, today: date) -> Figures | None:
    """The account's figures as of today; nothing is known of one that cannot be read."""
    from kaptui.insight.packed_figures import figures_of
    from kaptui.store.port import TEXT

    return None if account.summary is None else figures_of(account.summary.get(TEXT, ""), today)


def weighted_in(figures: Figures, today: date) -> Decimal:
    """The weighted revenue of the fiscal year that contains today."""
    from kaptui.plan.fiscal import fiscal_year_of

    year = figures.year(fiscal_year_of(today, figures.year_start))
    return Decimal(0) if year is None else year.all_weighted


def support_text(figures: Figures) -> str:
    """Support as people read it, ``(-16)?`` when less than half of the weight is known."""
    from kaptui.text.format import UNKNOWN_ASCII, signed

    shown = signed(figures.support, unknown=UNKNOWN_ASCII)
    return f"({shown})?" if figures.doubtful else shown
