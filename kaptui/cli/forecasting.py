"""``kaptui forecast``: the quarters of a fiscal year, planned, weighted, won, against target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, put_json, say
from kaptui.cli.parsing import Command
from kaptui.cli.table import ENTRIES
from kaptui.text import N_

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan

EARLIEST, LATEST = 1, 9998


@click.command("forecast", cls=Command, help=ENTRIES["forecast"].help)
@click.argument("accounts", metavar="[ACCOUNT...]", nargs=-1)
@click.option(
    "--year", metavar="YYYY", type=click.IntRange(EARLIEST, LATEST), help=N_("the fiscal year; not set: today's")
)
@click.option("--json", "as_json", is_flag=True, help=N_("as JSON, for programs"))
@click.pass_obj
def forecast(call: Call, accounts: tuple[str, ...], year: int | None, as_json: bool) -> int:
    """Print the forecast of the accounts named, of all that are not archived when none is; then by owner, together.

    What slipped is told of accounts that are named: it takes the whole history of each.
    """
    call.begin()
    plans, complaints = _plans(call, accounts)
    if as_json:
        alone = len(accounts) == 1
        objects = [_json(call, plan, year, None if alone else plan.id) for plan in plans]
        put_json(objects[0] if alone else objects)
    else:
        put(_lines(call, plans, year, with_past=bool(accounts)))
    for complaint in complaints:
        say(complaint)
    return ExitCode.BAD_DATA if complaints else ExitCode.DONE


def _lines(call: Call, plans: Sequence[AccountPlan], year: int | None, *, with_past: bool) -> Iterator[str]:
    from kaptui.cli.forecast_lines import forecast_lines
    from kaptui.cli.forecast_totals import totals_lines
    from kaptui.insight import revenue

    told = [(plan, revenue.forecast(plan, _year(call, plan, year))) for plan in plans]
    for plan, found in told:
        yield from forecast_lines(plan, found, call.limits)
        if with_past and found.year == revenue.current_year(plan, call.today):
            yield from _slipped(call, plan)
        yield ""
    yield from totals_lines(told)


def _slipped(call: Call, plan: AccountPlan) -> Iterator[str]:
    """What slipped since the current fiscal year began, a line where anything did and the history can tell."""
    from kaptui.draw.differences import slipped_text
    from kaptui.insight.past import in_force_when_began
    from kaptui.insight.slipped import slips, year_begins
    from kaptui.store.port import StoreError

    since = year_begins(plan, call.today)
    try:
        before = in_force_when_began(call.store.history(plan.id), since)
        found = slips(call.store.at(plan.id, before.revision), plan)
    except (StoreError, IndexError):
        return
    if found:
        yield slipped_text(since, found, plan.unit)


def _plans(call: Call, accounts: tuple[str, ...]) -> tuple[list[AccountPlan], list[str]]:
    """The plans named, or all of them; of all, those that cannot be read are complaints and no reason to stop."""
    from kaptui.store.port import StoreError
    from kaptui.store.sentences import store_sentence

    if accounts:
        ids = dict.fromkeys(call.account(typed).id for typed in accounts)
        return [call.store.load(account_id) for account_id in ids], []
    plans, complaints = [], []
    for account in call.store.accounts():
        if account.archived:
            continue
        try:
            if account.problem is not None:
                raise account.problem
            plans.append(call.store.load(account.id))
        except StoreError as problem:
            complaints.append(store_sentence(problem))
    return plans, complaints


def _year(call: Call, plan: AccountPlan, year: int | None) -> int:
    from kaptui.insight.revenue import current_year

    return current_year(plan, call.today) if year is None else year


def _json(call: Call, plan: AccountPlan, year: int | None, account: str | None) -> dict[str, Any]:
    from kaptui.insight import revenue
    from kaptui.insight.odds import odds

    found = revenue.forecast(plan, _year(call, plan, year))
    return revenue.as_json(found, odds(found, call.limits), account=account)
