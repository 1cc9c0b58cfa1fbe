"""``kaptui keys``: the keys of every screen, from the one table of commands."""

from __future__ import annotations

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put
from kaptui.cli.parsing import Command
from kaptui.cli.table import ENTRIES
from kaptui.text import tr


@click.command("keys", cls=Command, help=ENTRIES["keys"].help)
@click.pass_obj
def keys(call: Call) -> int:
    """Print scope, keys, title and id of each command, as they are mapped now."""
    from kaptui.cli.columns import Column, table
    from kaptui.commands import COMMANDS, Keymap

    call.begin()
    keymap = Keymap(call.config.keys)
    columns = [Column(tr("Where")), Column(tr("Keys")), Column(tr("Command"), widest=70), Column("id")]
    rows = [[each.scope, "  ".join(keymap.keys_of(each)), tr(each.title), each.id] for each in COMMANDS]
    put(table(columns, rows))
    return ExitCode.DONE
