"""``kaptui check``: the plan test, for people and for cron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, put_json, say
from kaptui.cli.parsing import Command, check_choice
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kaptui.insight.plan_test import Finding
    from kaptui.plan.document import AccountPlan

FAIL_ON: Final = {"urgent": ("urgent",), "warning": ("urgent", "warning")}
"""Which severities make the check fail."""


@click.command("check", cls=Command, help=ENTRIES["check"].help)
@click.argument("account", metavar="ACCOUNT")
@click.option("--json", "as_json", is_flag=True, help=N_("as JSON, for programs"))
@click.option(
    "--fail-on", metavar="urgent|warning", help=N_("exit with 1 when there is a finding at least as pressing as this")
)
@click.pass_obj
def check(call: Call, account: str, as_json: bool, fail_on: str | None) -> int:
    """Print the findings of an account, most pressing first; those acknowledged are left out."""
    from kaptui.insight.plan_test import findings

    call.begin()
    if fail_on is not None:
        check_choice("--fail-on", fail_on, tuple(FAIL_ON))
    plan = call.store.load(call.account(account).id)
    found = findings(plan, call.today, call.limits)
    if as_json:
        put_json([finding_json(each) for each in found])
    elif found:
        put(_lines(plan, found))
    else:
        say(tr("Nothing to complain about."))
    fails = any(each.severity.value in FAIL_ON.get(fail_on or "", ()) for each in found)
    return ExitCode.CHECK_FAILED if fails else ExitCode.DONE


def finding_json(found: Finding) -> dict[str, Any]:
    """One finding as ``check --json`` prints it; its message in the language in force."""
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "subject": {"kind": found.subject.kind.value, "id": found.subject.id, "name": found.subject.name},
        "opportunity": found.opportunity,
        "message": tr(found.message.msgid, **found.message.values),
        "at_stake": None if found.at_stake is None else f"{found.at_stake:f}",
    }


def _lines(plan: AccountPlan, found: Iterable[Finding]) -> list[str]:
    from kaptui.insight.plan_test import grouped

    lines = []
    for group in grouped(found):
        first = group.first
        more = trn("({n} deal)", "({n} deals)", len(group.findings)) if len(group.findings) > 1 else ""
        words = [
            _SIGNS[first.severity.value],
            tr(first.message.msgid, **first.message.values),
            more,
            _stake(plan, first),
        ]
        lines.append(" ".join(word for word in [*words, f"[{first.rule}]"] if word))
    return lines


_SIGNS: Final = {"urgent": "!!", "warning": "! ", "hint": ". "}


def _stake(plan: AccountPlan, found: Finding) -> str:
    from kaptui.text.format import money_with_unit

    if found.at_stake is None:
        return ""
    return tr("at stake {amount}", amount=money_with_unit(found.at_stake, plan.unit, plan.currency, places=0))
