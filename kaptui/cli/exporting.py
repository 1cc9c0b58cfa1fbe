"""``kaptui export``: a plan into a file, whole or not at all, readable by its owner only."""

from __future__ import annotations

from pathlib import Path

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import say
from kaptui.cli.parsing import Command, Misuse
from kaptui.cli.refusal import Refusal
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr

ENDINGS = (".json",)


@click.command("export", cls=Command, help=ENTRIES["export"].help)
@click.argument("account", metavar="ACCOUNT")
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help=N_("replace a file that is there already"))
@click.pass_obj
def export(call: Call, account: str, file: str, force: bool) -> int:
    """Write the account's plan to FILE; the ending says in which format."""
    from kaptui.exchange.plan_json import plan_as_json

    call.begin()
    path = Path(file)
    if path.suffix.lower() not in ENDINGS:
        raise Misuse(
            N_('"{file}" has no ending that says the format; known: {endings}.'), file=file, endings=", ".join(ENDINGS)
        )
    plan = call.store.load(call.account(account).id)
    written(call, file, plan_as_json(plan).encode(), replace=force)
    call.store.note_export(plan.id, call.stamp, path.name)
    say(tr('Wrote "{name}" to {file}.', name=plan.name, file=file))
    return ExitCode.DONE


def written(call: Call, file: str, data: bytes, *, replace: bool) -> None:
    """Write a file that a user named. Raises ``Refusal`` (73, 77), ``Outside``."""
    try:
        call.handover.write(file, data, replace=replace)
    except FileExistsError as error:
        raise Refusal(ExitCode.CANNOT_CREATE, N_("{file} exists already; --force replaces it."), file=file) from error
    except PermissionError as error:
        raise Refusal(
            ExitCode.NOT_PERMITTED, N_("{file} may not be written here; choose another directory."), file=file
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refusal(
            ExitCode.CANNOT_CREATE, N_("{file} cannot be written: {reason}."), file=file, reason=reason
        ) from error
