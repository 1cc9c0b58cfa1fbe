"""The whole program as click knows it: global options, and commands found by name when they are called."""

from __future__ import annotations

from importlib import import_module
from typing import NoReturn

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.help import program_page
from kaptui.cli.output import put_exactly
from kaptui.cli.parsing import Misuse, global_options, help_option
from kaptui.cli.table import ENTRIES
from kaptui.text import N_


class Program(click.Group):
    """``kaptui`` itself: it finds commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the help."""
        return list(ENTRIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        entry = ENTRIES.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names. Raises ``Misuse`` with the likeliest one."""
        command = self.get_command(ctx, args[0])
        if command is None:
            _no_command(args[0])
        return args[0], command, args[1:]

    def get_help(self, ctx: click.Context) -> str:
        """The page of the whole program."""
        return program_page()


def outcome(call: Call) -> int:
    """Parse the arguments and do what they say; the exit code. Raises whatever goes wrong."""
    version = click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_tell_version)
    program = Program(
        "kaptui",
        callback=_home,
        invoke_without_command=True,
        params=[version, *global_options(), help_option()],
        add_help_option=False,
    )
    try:
        with program.make_context("kaptui", list(call.arguments), obj=call) as ctx:
            return program.invoke(ctx) or ExitCode.DONE
    except click.exceptions.Exit as end:
        return end.exit_code


def _no_command(word: str) -> NoReturn:
    from difflib import get_close_matches

    likely = get_close_matches(word, ENTRIES, 1)
    if likely:
        raise Misuse(N_('There is no command "{word}"; perhaps {likely} is meant.'), word=word, likely=likely[0])
    raise Misuse(N_('There is no command "{word}"; "kaptui --help" lists them.'), word=word)


def _tell_version(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        from kaptui import __version__

        put_exactly(f"kaptui {__version__}\n")
        ctx.exit()


@click.pass_context
def _home(ctx: click.Context) -> int:
    """Without a command: all accounts."""
    if ctx.invoked_subcommand is not None:
        return ExitCode.DONE
    from kaptui.cli.screens import show_screen

    call: Call = ctx.obj
    call.begin()
    return show_screen(call, None)
