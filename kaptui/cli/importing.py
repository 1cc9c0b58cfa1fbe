"""``kaptui import``: a plan in the shape of ``show --json`` becomes an account, or the next revision of one."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, put_json, say
from kaptui.cli.parsing import Command, check_choice
from kaptui.cli.refusal import Refusal
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr, trn

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan

KINDS = ("plan",)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: ``into`` names an account (empty: a new one), ``dry_run`` writes nothing."""

    into: str
    dry_run: bool
    as_json: bool


@click.command("import", cls=Command, help=ENTRIES["import"].help)
@click.argument("file", metavar="FILE")
@click.option("--as", "kind", metavar="|".join(KINDS), default="plan", help=N_("what the file holds"))
@click.option(
    "--into", metavar="ACCOUNT", default="", help=N_("put the content into this account instead of a new one")
)
@click.option("--dry-run", is_flag=True, help=N_("say what would happen, and write nothing"))
@click.option("--json", "as_json", is_flag=True, help=N_("the outcome as JSON, for programs"))
@click.pass_obj
def import_file(call: Call, file: str, kind: str, into: str, dry_run: bool, as_json: bool) -> int:
    """Take in a plan from FILE, from stdin when FILE is -."""
    from kaptui.exchange.complaint import UnreadableFile
    from kaptui.exchange.plan_json import read_plan

    call.begin()
    check_choice("--as", kind, KINDS)
    try:
        found = read_plan(bytes_of(call, file))
    except UnreadableFile as error:
        raise error.of(file) from error
    if found.removed:
        say(trn("{n} control character was removed.", "{n} control characters were removed.", found.removed))
    wish = Wish(into, dry_run, as_json)
    stored = _into(call, wish, found.plan) if into else _create(call, wish, found.plan)
    if as_json:
        put_json(_json(stored, wish, found.removed))
    elif not dry_run:
        put([stored.id])
    return ExitCode.DONE


def bytes_of(call: Call, file: str) -> bytes:
    """The content of a regular file, or of stdin for ``-``; at most one byte more than can be taken.

    Raises ``Refusal``: 66 when there is no such file, 77 when it may not be read; ``Outside``.
    """
    from kaptui.exchange.handover import NotRegular, SeveralNames
    from kaptui.exchange.json_text import LARGEST

    if file == "-":
        return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b""
    try:
        return call.handover.read(file, LARGEST)
    except SeveralNames as error:
        msgid = N_("{file} has another name somewhere (a hard link), so it may lie outside; put a copy in its place.")
        raise Refusal(ExitCode.NO_INPUT, msgid, file=file) from error
    except NotRegular as error:
        msgid = N_("{file} is not a regular file; name one, or - for stdin.")
        raise Refusal(ExitCode.NO_INPUT, msgid, file=file) from error
    except PermissionError as error:
        raise Refusal(
            ExitCode.NOT_PERMITTED, N_("{file} may not be read; check its permissions."), file=file
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refusal(ExitCode.NO_INPUT, N_("{file} cannot be read: {reason}."), file=file, reason=reason) from error


def _create(call: Call, wish: Wish, plan: AccountPlan) -> AccountPlan:
    present = next((each for each in call.store.accounts() if each.id == plan.id), None)
    if present is not None:
        raise Refusal(
            ExitCode.CANNOT_CREATE,
            N_('There is an account with the id {id} already, "{name}"; "--into {id}" puts the plan into it.'),
            id=plan.id,
            name=present.name,
        )
    if wish.dry_run:
        say(tr('Would create the account "{name}" with the id {id}.', name=plan.name, id=plan.id))
        return plan
    from kaptui.cli.saving import tell_left_out

    stored = call.store.create(plan, call.stamp)
    tell_left_out(len(plan.people) - len(stored.people))
    say(tr('Created the account "{name}".', name=plan.name))
    return stored


def _into(call: Call, wish: Wish, plan: AccountPlan) -> AccountPlan:
    """The account keeps its id and gets the content as its next revision, so that nothing before it is lost."""
    from kaptui.cli.saving import save_over

    target = call.account(wish.into)

    def content(stored: AccountPlan) -> AccountPlan:
        return plan.model_copy(update={"id": stored.id, "revision": stored.revision})

    if wish.dry_run:
        stored = call.store.load(target.id)
        say(tr('Would replace the content of "{name}" (revision {number}).', name=stored.name, number=stored.revision))
        return content(stored)
    before, after = save_over(call, target.id, content)
    if after is before:
        say(tr('"{name}" holds exactly this already; nothing changed.', name=after.name))
    else:
        say(tr('Replaced the content of "{name}" (revision {number}).', name=before.name, number=after.revision))
    return after


def _json(plan: AccountPlan, wish: Wish, removed: int) -> dict[str, Any]:
    from kaptui.plan.document import TABLES

    return {
        "id": plan.id,
        "name": plan.name,
        "revision": plan.revision,
        "created": not wish.into,
        "dry_run": wish.dry_run,
        "removed_characters": removed,
        "rows": {table: len(getattr(plan, table)) for table in TABLES},
    }
