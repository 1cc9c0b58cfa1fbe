"""``kaptui show``: a plan, or one template of it, for people, for screen readers, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, put_exactly
from kaptui.cli.parsing import EXCLUDE, Command, Misuse, check_choice
from kaptui.cli.table import ENTRIES
from kaptui.text import N_

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan

KEYS_OF: Final = {
    "profile": (
        "name", "currency", "unit", "revenue_basis", "fiscal_year_start", "customer_fiscal_year_start", "owner", "team",
        "targets", "profile", "profile_facts",
    ),
    "people": ("people", "links"),
    "map": ("people", "links"),
    "competitors": ("competitors",),
    "needs": ("needs",),
    "values": ("values",),
    "spin": ("spin",),
    "assessment": ("opportunities",),
    "opportunities": ("opportunities",),
    "strategy": ("opportunities",),
    "meetings": ("meetings",),
}  # fmt: skip
"""Which keys of the plan's JSON belong to a template."""


@click.command("show", cls=Command, help=ENTRIES["show"].help)
@click.argument("account", metavar="ACCOUNT")
@click.option("--template", metavar="KEY", help=N_("only this template: profile, people, competitors, needs ..."))
@click.option("--json", "as_json", is_flag=True, help=N_("as JSON, in the shape that import reads"))
@click.option("--plain", is_flag=True, help=N_("everything, a field a line, without columns"))
@click.pass_obj
def show(call: Call, account: str, template: str | None, as_json: bool, plain: bool) -> int:
    """Print the plan of an account; tables cut long texts, --plain and --json do not."""
    call.begin()
    if as_json and plain:
        raise Misuse(EXCLUDE, one="--json", other="--plain")
    if template is not None:
        check_choice("--template", template, tuple(KEYS_OF))
    plan = call.store.load(call.account(account).id)
    if as_json:
        put_exactly(_json(plan, template))
    else:
        put(_lines(call, plan, template, plain=plain))
    return ExitCode.DONE


def _json(plan: AccountPlan, template: str | None) -> str:
    from kaptui.exchange.plan_json import plan_as_json

    if template is None:
        return plan_as_json(plan)
    return plan.model_dump_json(indent=2, include=set(KEYS_OF[template])) + "\n"


def _lines(call: Call, plan: AccountPlan, template: str | None, *, plain: bool) -> list[str]:
    from kaptui.cli.parts import as_lines, as_table
    from kaptui.cli.plan_parts import plan_parts
    from kaptui.text import tr

    head = [f"{plan.name or tr('(no name)')} ({plan.id})  {tr('revision {number}', number=plan.revision)}", ""]
    lay_out = as_lines if plain else as_table
    return [*head, *(line for part in plan_parts(plan, template, call.today, call.limits) for line in lay_out(part))]
