"""Who may see an account, and who is to be forgotten: ``share`` and ``forget``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.named import meant
from kaptui.cli.output import put, say
from kaptui.cli.parsing import Command, Misuse, check_choice
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan
    from kaptui.store.port import Revision

GROUP, PRIVATE = "group", "private"


@click.command("share", cls=Command, help=ENTRIES["share"].help)
@click.argument("account", metavar="ACCOUNT")
@click.argument("whom", metavar="[group|private]", default="")
@click.pass_obj
def share(call: Call, account: str, whom: str) -> int:
    """Make an account its group's or its owner's alone; without a second word, tell which it is."""
    from kaptui.store.port import SHARED

    call.begin()
    if whom:
        check_choice("share", whom, (GROUP, PRIVATE))
    found = call.account(account)
    if whom:
        was_shared = call.store.is_shared(found.id)
        call.store.share(found.id, whom == GROUP)
        if was_shared != (whom == GROUP):
            call.store.note_export(found.id, call.stamp, whom, SHARED)
        msgid = N_('"{name}" is the group\'s now.') if whom == GROUP else N_('"{name}" is its owner\'s alone now.')
        say(tr(msgid, name=found.name))
    else:
        put([GROUP if call.store.is_shared(found.id) else PRIVATE])
    return ExitCode.DONE


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the plan, or one of whom only the history speaks."""

    id: str
    name: str
    is_present: bool


@click.command("forget", cls=Command, help=ENTRIES["forget"].help)
@click.argument("account", metavar="ACCOUNT")
@click.argument("person", metavar="PERSON")
@click.option("--yes", "sure", is_flag=True, help=N_("yes, for good: nothing brings the person back"))
@click.pass_obj
def forget(call: Call, account: str, person: str, sure: bool) -> int:
    """Remove a person from the plan, its history and its backups; somebody removed before is forgotten, too."""
    from kaptui.cli.saving import save_over
    from kaptui.editing.forgetting import forgetting_edit

    call.begin()
    found = call.account(account)
    somebody = _somebody(call, found.id, person)
    if not sure:
        msgid = N_('This removes "{name}" from plan, history and backups, and nothing brings it back; say --yes.')
        raise Misuse(msgid, name=somebody.name)

    def change(plan: AccountPlan) -> AccountPlan:
        is_present = any(each.id == somebody.id for each in plan.people)
        return forgetting_edit(plan, somebody.id).apply(plan) if is_present else plan

    save_over(call, found.id, change)
    call.store.forget(found.id, somebody.id, call.stamp)
    say(tr('"{name}" is forgotten here. Exports and archives made before still speak of them.', name=somebody.name))
    return ExitCode.DONE


def _somebody(call: Call, plan_id: str, typed: str) -> Somebody:
    """Whom somebody means: archived people and those the history speaks of count, too. Raises ``Refusal``."""
    plan = call.store.load(plan_id)
    there = {each.id: Somebody(each.id, each.name, True) for each in plan.people}
    gone = {each.id: each for each in _removed(call.store.history(plan_id)) if each.id not in there}
    return meant(
        [*there.values(), *gone.values()],
        typed,
        unknown=N_('Nobody is called "{text}" here; there are: {names}'),
        ambiguous=N_('"{text}" may mean {count} people: {names}. Give the id.'),
    )


def _removed(history: tuple[Revision, ...]) -> Iterator[Somebody]:
    """Everybody whose row a save took out; the latest name counts."""
    for revision in history:
        for change in revision.changes:
            match change.path, change.old:
                case ("people", person_id), {"name": str(name)}:
                    yield Somebody(person_id, name, False)
