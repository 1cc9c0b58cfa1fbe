"""``kaptui config``: where the configuration is, what is in force and why, and whether it is right."""

from __future__ import annotations

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, say
from kaptui.cli.parsing import Command, check_choice
from kaptui.cli.table import ENTRIES
from kaptui.config import SETTINGS, Config, Setting, Source
from kaptui.text import N_, tr

ACTIONS = ("path", "show", "check")
_SOURCES = {
    Source.LOCKED: N_("locked by {where}"),
    Source.FLAG: N_("from the command line"),
    Source.VARIABLE: N_("from {where}"),
    Source.USER: N_("from {where}"),
    Source.SYSTEM: N_("from {where}"),
    Source.DEFAULT: N_("not set"),
}


@click.command("config", cls=Command, help=ENTRIES["config"].help)
@click.argument("action", metavar="path|show|check")
@click.pass_obj
def config(call: Call, action: str) -> int:
    """Tell the user's file (``path``), the settings in force (``show``), or what is wrong with them (``check``)."""
    call.speak()
    match action:
        case "path":
            put([str(call.files.user)])
        case "show":
            put(_line(call.config, setting) for setting in SETTINGS)
        case "check":
            _ = call.config, call.limits
            say(tr("The configuration is correct."))
        case _:
            check_choice("config", action, ACTIONS)
    return ExitCode.DONE


def _line(settings: Config, setting: Setting) -> str:
    value = settings.values[setting.key]
    text = value.text or (str(settings.data_dir) if setting.key == "data_dir" else "")
    shown = text if setting.is_switch else f'"{text}"'
    return f"{setting.key} = {shown}  # {tr(_SOURCES[value.source], where=value.where)}"
