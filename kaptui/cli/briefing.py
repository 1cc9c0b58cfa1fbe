"""``kaptui brief``: what to know five minutes before a meeting, as one screen, Markdown or a page to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kaptui.cli.accounts import person_meant
from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put
from kaptui.cli.parsing import EXCLUDE, Command, Misuse
from kaptui.cli.table import ENTRIES
from kaptui.text import N_

if TYPE_CHECKING:
    from kaptui.insight.brief import Brief


@click.command("brief", cls=Command, help=ENTRIES["brief"].help)
@click.argument("account", metavar="ACCOUNT")
@click.argument("people", metavar="[PERSON...]", nargs=-1)
@click.option("--plain", is_flag=True, help=N_("at most 24 lines of 80 cells (default)"))
@click.option("--markdown", is_flag=True, help=N_("as Markdown, everything"))
@click.option("--html", is_flag=True, help=N_("as one page that prints"))
@click.pass_obj
def brief_meeting(call: Call, /, account: str, people: Sequence[str], **forms: bool) -> int:
    """Print the brief for a meeting with these people; without names, about the weightiest key players."""
    from kaptui.exchange import brief_page
    from kaptui.insight.brief import brief

    call.begin()
    wanted = [form for form in ("plain", "markdown", "html") if forms[form]]
    if len(wanted) > 1:
        raise Misuse(EXCLUDE, one=f"--{wanted[0]}", other=f"--{wanted[1]}")
    plan = call.store.load(call.account(account).id)
    chosen = [person_meant(plan, typed).id for typed in people]
    found = with_changes(call, brief(plan, call.today, chosen, limits=call.limits))
    pages = {"plain": brief_page.plain, "markdown": brief_page.markdown, "html": brief_page.html}
    put(pages[wanted[0] if wanted else "plain"](found).rstrip("\n").split("\n"))
    return ExitCode.DONE


def with_changes(call: Call, found: Brief) -> Brief:
    """The brief with what changed about it since the last meeting, as far as the history goes back."""
    from kaptui.insight.brief import changes_since
    from kaptui.insight.past import last_until

    day = found.last.date if found.last else None
    if day is None:
        return found
    revision = last_until(call.store.history(found.plan.id), day)
    if revision is None:
        return found
    old = call.store.at(found.plan.id, revision.revision)
    return replace(found, changes=changes_since(found, old, call.limits))
