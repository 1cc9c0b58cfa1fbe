"""The commands that open a screen: home, ``open``, ``demo``."""

from __future__ import annotations

import gc

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import say
from kaptui.cli.parsing import Command
from kaptui.cli.refusal import Refusal
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, language, tr


@click.command("open", cls=Command, help=ENTRIES["open"].help)
@click.argument("account", metavar="ACCOUNT")
@click.option("--read-only", is_flag=True, help=N_("look at it without being able to change anything"))
@click.pass_obj
def open_account(call: Call, account: str, read_only: bool) -> int:
    """Open an account on its dashboard."""
    call.begin()
    return show_screen(call, call.account(account).id, read_only=read_only)


@click.command("demo", cls=Command, help=ENTRIES["demo"].help)
@click.option("--fresh", is_flag=True, help=N_("put the demonstration accounts back as they were delivered"))
@click.pass_obj
def demo(call: Call, fresh: bool) -> int:
    """Copy the demonstration accounts into the data directory, once, and open the one in the language spoken."""
    from kaptui.cli.demonstration import demonstration_id, keep_demonstration

    call.begin()
    call.begins_anew = True
    keep_demonstration(call, fresh=fresh)
    if not _has_terminal():
        say(tr("The demonstration accounts are in {directory}.", directory=str(call.config.data_dir)))
        say(tr("Their dashboard needs a terminal; nothing was opened."))
        return ExitCode.DONE
    return show_screen(call, demonstration_id(language()))


def show_screen(call: Call, account_id: str | None, *, read_only: bool = False) -> int:
    """Show the account's dashboard, or home without one, until somebody leaves. Raises ``Refusal`` without terminal."""
    if not _has_terminal():
        raise Refusal(
            ExitCode.USAGE,
            N_('This needs a terminal for keys and screen; without one, use "kaptui list" or "kaptui show ACCOUNT".'),
        )
    from kaptui._probe import glyphs_for
    from kaptui.cli.failures import state_directory
    from kaptui.draw.glyphs import ASCII, UNICODE
    from kaptui.store.mounts import REMOTE, file_system_of

    store, limits = call.store, call.limits
    typed_ahead = bytearray()
    file_system = file_system_of(call.config.data_dir)
    glyphs = glyphs_for(call.config.glyphs, call.environment, typed_ahead)
    gc.disable()  # until the first picture is painted, then the app turns it on again
    from kaptui.app import Setup, run

    setup = Setup(
        store=store,
        who=call.who,
        glyphs=UNICODE if glyphs == "unicode" else ASCII,
        today=call.day_of_today,
        limits=limits,
        keys=call.config.keys,
        remember=call.remember,
        state_directory=state_directory(),
        read_only=read_only,
        handover=call.handover,
        typed_ahead=bytes(typed_ahead),
        remote_disk=file_system if file_system in REMOTE else "",
    )
    return run(setup, account_id)


def _has_terminal() -> bool:
    from kaptui._probe import NoTerminal, refuse_without_terminal

    try:
        refuse_without_terminal()
    except NoTerminal:
        return False
    return True
