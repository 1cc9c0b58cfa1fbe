"""The commands that change a plan: ``new`` and ``set``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, say
from kaptui.cli.parsing import Command
from kaptui.cli.refusal import Refusal
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan
    from kaptui.plan.paths import Path
    from kaptui.store.port import Account


@click.command("new", cls=Command, help=ENTRIES["new"].help)
@click.argument("name", metavar="NAME")
@click.pass_obj
def new(call: Call, name: str) -> int:
    """Create an empty plan owned by whoever acts; print its id."""
    from kaptui.plan.clean import cleaned_line
    from kaptui.plan.document import AccountPlan
    from kaptui.plan.record import new_id

    call.begin()
    refuse_broken_text(name)
    clean = cleaned_line(name)
    if not clean:
        raise Refusal(ExitCode.BAD_DATA, N_("An account needs a name that can be seen."))
    refuse_taken_name(call.store.accounts(), clean)
    plan = call.store.create(AccountPlan(id=new_id(), name=clean, owner=call.who), call.stamp)
    say(tr('Created "{name}".', name=plan.name))
    put([plan.id])
    return ExitCode.DONE


def refuse_taken_name(accounts: Sequence[Account], name: str, own_id: str = "") -> None:
    """Raises ``Refusal`` (73) when another account answers to ``name``, as its name or its id."""
    from kaptui.cli.accounts import folded

    for account in accounts:
        if account.id != own_id and folded(name) in (folded(account.name), folded(account.id)):
            raise Refusal(
                ExitCode.CANNOT_CREATE,
                N_('There is an account "{name}" already, with the id {id}; choose another name.'),
                name=account.name,
                id=account.id,
            )


def refuse_broken_text(text: str) -> None:
    """Raises ``Refusal`` (65) for bytes that are no text in the terminal's encoding."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refusal(ExitCode.BAD_DATA, N_("What was typed is not valid UTF-8 text; check the terminal's encoding."))


# Values may begin with a minus (a rating, a list): an unknown option that is no long one is taken as a value.
@click.command("set", cls=Command, help=ENTRIES["set"].help, context_settings={"ignore_unknown_options": True})
@click.argument("account", metavar="ACCOUNT")
@click.argument("path", metavar="PATH")
@click.argument("value", metavar="VALUE")
@click.option("--yes", "sure", is_flag=True, help=N_("take an amount or percentage with two readings as written"))
@click.pass_obj
def set_field(call: Call, account: str, path: str, value: str, sure: bool) -> int:
    """Change one field, parsed and recorded as on screen; an empty value or ? clears a coded field."""
    from kaptui.cli.saving import save_over
    from kaptui.editing.typed import typed

    call.begin()
    refuse_broken_text(value)
    found = call.account(account)
    place: Path = tuple(path.strip("/").split("/"))

    def change(plan: AccountPlan) -> AccountPlan:
        changed = typed(plan, place, value, call.today, sure=sure).apply(plan)
        _refuse_unusable(call, plan, changed)
        return changed

    before, after = save_over(call, found.id, change)
    say(_told(before, after, place))
    return ExitCode.DONE


def _refuse_unusable(call: Call, before: AccountPlan, after: AccountPlan) -> None:
    """What one field's own rules cannot know: names are unique, and amounts need a unit that is a number."""
    from kaptui.plan.money import unit_value

    if after.unit != before.unit:
        unit_value(after.unit)
    if after.name != before.name:
        if not after.name:
            raise Refusal(ExitCode.BAD_DATA, N_("An account needs a name that can be seen."))
        refuse_taken_name(call.store.accounts(), after.name, own_id=after.id)


def _told(before: AccountPlan, after: AccountPlan, place: Path) -> str:
    from kaptui.editing.typed import text_of

    path, old, new_text = "/".join(place), text_of(before, place), text_of(after, place)
    if after is before:
        return tr("{path} is {value} already; nothing changed.", path=path, value=_quoted(old))
    return tr(
        "{path}: {old} -> {new} (revision {number}).",
        path=path,
        old=_quoted(old),
        new=_quoted(new_text),
        number=after.revision,
    )


def _quoted(text: str) -> str:
    return f'"{text}"' if text else tr("unknown")
