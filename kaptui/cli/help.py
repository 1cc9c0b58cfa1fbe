"""The help pages, in the language in force. Left columns are ASCII, so that no width needs to be measured."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from kaptui.cli.table import ENTRIES
from kaptui.config import SETTINGS, Setting
from kaptui.text import N_, tr

if TYPE_CHECKING:
    import click


def _form(setting: Setting) -> str:
    return "" if setting.is_switch else "|".join(setting.choices) or "DIR"


SHARED: Final = (
    *((setting.flag, _form(setting), setting.help) for setting in SETTINGS),
    ("--today", "YYYY-MM-DD", N_("The day taken for today; saves, --since and --at go by the clock.")),
)
"""Flag, form of the value (empty for a switch) and help (a msgid) of every global option."""
_LEFT = 30
_ACCOUNT = N_("ACCOUNT is an id, a name, the beginning of one, or pinyin.")


def program_page() -> str:
    """The page of ``kaptui --help``."""
    commands = [("(none)", tr("home: all accounts"))]
    commands += [(f"{name} {entry.usage}".strip(), tr(entry.help)) for name, entry in ENTRIES.items()]
    about = [("--version", tr("print the version")), ("--help", tr("print this help, or that of a command"))]
    return "\n".join(
        [
            tr("Usage: {form}", form="kaptui [OPTIONS] COMMAND"),
            "",
            tr("Key-account planning in the terminal."),
            "",
            tr("Commands:"),
            *_rows(commands),
            "",
            tr("Options, before or after the command:"),
            *_rows([*_shared_rows(), *about]),
            "",
            tr(_ACCOUNT),
            tr('"kaptui COMMAND --help" tells more about one command.'),
        ]
    )


def command_page(command: click.Command, ctx: click.Context) -> str:
    """The page of ``kaptui COMMAND --help``."""
    own = [param for param in command.params if param.expose_value and param.param_type_name == "option"]
    usage = usage_of(ctx)
    lines = [tr("Usage: {form}", form=usage), "", tr(command.help or "")]
    if "ACCOUNT" in usage:
        lines += ["", tr(_ACCOUNT)]
    if own:
        lines += ["", tr("Options:"), *_rows((spelling(option), tr(_help_of(option))) for option in own)]
    return "\n".join([*lines, "", tr("Options of every command:"), *_rows(_shared_rows())])


def _shared_rows() -> list[tuple[str, str]]:
    return [(f"{flag} {metavar}".strip(), tr(text)) for flag, metavar, text in SHARED]


def _help_of(option: Any) -> str:
    return str(option.help or "")


def usage_of(ctx: click.Context) -> str:
    """How the command is called, in one line; of its options those that it cannot do without."""
    pieces = ctx.command.collect_usage_pieces(ctx)
    required = (spelling(each) for each in ctx.command.params if each.required and each.param_type_name == "option")
    return " ".join([ctx.command_path, *pieces[:1], *required, *pieces[1:]])


def spelling(param: Any) -> str:
    """An option or argument as it is typed, with the form of its value."""
    if param.param_type_name != "option":
        return str(param.human_readable_name)
    return str(param.opts[0] if param.is_flag else f"{param.opts[0]} {param.metavar}")


def _rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Two columns; where the left one is too long, the right one goes on the next line."""
    lines: list[str] = []
    for left, right in rows:
        if len(left) <= _LEFT:
            lines.append(f"  {left:{_LEFT}}  {right}")
        else:
            lines += [f"  {left}", f"  {'':{_LEFT}}  {right}"]
    return lines
