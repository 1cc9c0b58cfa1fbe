"""The commands that change a plan: ``new`` and ``set``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

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
    from kaptui.cli.named import folded

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


class ValueCommand(Command):
    """A command whose VALUE may begin with a minus (a rating, a list); only a long option is never a value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As ``Command`` does it; a long option that does not exist is a slip, behind ``--`` it is a value."""
        known = {option for param in self.params for option in param.opts}
        for word in itertools.takewhile(lambda each: each != "--", args):
            if re.match("--[a-z]", word) and word.partition("=")[0] not in known:
                raise click.NoSuchOption(word, ctx=ctx)
        return super().parse_args(ctx, args)


@click.command("set", cls=ValueCommand, help=ENTRIES["set"].help, context_settings={"ignore_unknown_options": True})
@click.argument("account", metavar="ACCOUNT")
@click.argument("path", metavar="PATH")
@click.argument("value", metavar="VALUE")
@click.option("--yes", "sure", is_flag=True, help=N_("take an amount or percentage with two readings as written"))
@click.pass_obj
def set_field(call: Call, account: str, path: str, value: str, sure: bool) -> int:
    """Change one field, parsed and recorded as on screen; an empty value or ? clears a coded field."""
    from kaptui.cli.saving import save_over

    call.begin()
    refuse_broken_text(value)
    found = call.account(account)
    place: Path = tuple(path.strip("/").split("/"))

    def change(plan: AccountPlan) -> AccountPlan:
        changed = _changed(call, plan, place, value, sure=sure)
        if changed.name != plan.name:
            _refuse_unusable_name(call, changed)
        return changed

    before, after = save_over(call, found.id, change)
    say(_told(before, after, place))
    return ExitCode.DONE


def _changed(call: Call, plan: AccountPlan, place: Path, value: str, *, sure: bool) -> AccountPlan:
    from pydantic import ValidationError

    from kaptui.editing.typed import typed
    from kaptui.exchange.complaint import UnreadableFile
    from kaptui.exchange.plan_complaints import complaint_at

    _refuse_unknown_key(plan, place)
    try:
        return typed(plan, place, value, call.today, sure=sure).apply(plan)
    except ValidationError as error:
        raise UnreadableFile((complaint_at(place, error.errors(include_url=False)[0]),)) from error


def _refuse_unknown_key(plan: AccountPlan, place: Path) -> None:
    """Raises ``NoSuchPlace`` for a column, question or person that is not there: a mapping would take any key."""
    from kaptui.plan.assessment import QUESTION_IDS, US
    from kaptui.plan.document import ProfileField
    from kaptui.plan.paths import NoSuchPlace

    match place:
        case ("opportunities", _, "assessment", column, question, *_):
            if column not in {US, *(rival.id for rival in plan.competitors)}:
                raise NoSuchPlace(place, column)
            if question not in QUESTION_IDS:
                raise NoSuchPlace(place, question)
        case ("opportunities", _, "overrides", person, *_) if person not in {each.id for each in plan.people}:
            raise NoSuchPlace(place, person)
        case ("profile_facts", name, *_) if name not in get_args(ProfileField):
            raise NoSuchPlace(place, name)


def _refuse_unusable_name(call: Call, plan: AccountPlan) -> None:
    if not plan.name:
        raise Refusal(ExitCode.BAD_DATA, N_("An account needs a name that can be seen."))
    refuse_taken_name(call.store.accounts(), plan.name, own_id=plan.id)


def _told(before: AccountPlan, after: AccountPlan, place: Path) -> str:
    path, old, new = "/".join(place), _quoted(before, place), _quoted(after, place)
    if after is before:
        return tr("{path} is {value} already; nothing changed.", path=path, value=old)
    return tr("{path}: {old} -> {new} (revision {number}).", path=path, old=old, new=new, number=after.revision)


def _quoted(plan: AccountPlan, place: Path) -> str:
    from kaptui.editing.typed import text_of
    from kaptui.plan.paths import value_at
    from kaptui.text.values import nothing_text

    text = text_of(plan, place)
    return f'"{text}"' if text else nothing_text(place, value_at(plan, place)) or tr("unknown")
