"""What every command shares: the global options, before or after it, and the parser's complaints in our own words."""

from __future__ import annotations

from typing import Any

import click

from kaptui.cli.call import Call, today_meant
from kaptui.cli.help import SHARED, command_page, spelling, usage_of
from kaptui.cli.output import put_page
from kaptui.config import SETTINGS
from kaptui.text import N_

NEEDS_VALUE = N_("{option} needs a value.")
EXCLUDE = N_("{one} and {other} exclude each other.")


class Misuse(click.UsageError):
    """The arguments make no sense; a sentence not yet in any language."""

    def __init__(self, msgid: str, /, **values: str) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.values = values


class Command(click.Command):
    """A command that knows the global options too, and says in our words what is wrong with its arguments."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "add_help_option": False})
        self.params += [*global_options(), help_option()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it; too many arguments are our own complaint."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise Misuse(N_('"{text}" is one argument too many: {usage}'), text=str(rest[0]), usage=usage_of(ctx))
        return rest

    def get_help(self, ctx: click.Context) -> str:
        """The page of this command."""
        return command_page(self, ctx)


def global_options() -> list[click.Parameter]:
    """The options that every command takes; they leave their values in the call. What is said later wins."""
    return [
        click.Option(
            [flag], metavar=metavar, help=text, expose_value=False, callback=_keep, is_flag=not metavar or None
        )
        for flag, metavar, text in SHARED
    ]


def help_option() -> click.Option:
    """``--help``: the page of whatever it stands behind, in the language of the call."""
    return click.Option(["--help"], is_flag=True, is_eager=True, expose_value=False, callback=_help)


def _help(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        call: Call = ctx.obj
        call.speak()
        put_page(ctx.get_help())
        ctx.exit()


def _keep(ctx: click.Context, param: click.Parameter, value: str | bool | None) -> None:
    if value is None or value is False or param.name is None:
        return
    option, call = param.opts[0], ctx.obj
    if value is True:
        call.flags[param.name] = "true"
        return
    if not value:
        raise Misuse(NEEDS_VALUE, option=option)
    choices = next((setting.choices for setting in SETTINGS if setting.key == param.name), ())
    if choices:
        check_choice(option, value, choices)
    if param.name == "today":
        check_day(option, value)
    call.flags[param.name] = value


def check_choice(option: str, text: str, choices: tuple[str, ...]) -> None:
    """Raises ``Misuse`` when ``text`` is none of the choices."""
    if text not in choices:
        raise Misuse(
            N_('{option} is "{text}"; one of {choices} is expected.'),
            option=option,
            text=text,
            choices=", ".join(choices),
        )


def check_day(option: str, text: str) -> None:
    """Raises ``Misuse`` when ``text`` is no day written YYYY-MM-DD that may be today."""
    if today_meant(text) is None:
        msgid = N_('{option} is "{text}"; a day from 1900-01-01 to 2199-12-31 is expected, YYYY-MM-DD.')
        raise Misuse(msgid, option=option, text=text)


def usage_sentence(error: click.UsageError) -> tuple[str, dict[str, str]]:
    """The msgid and values of what a usage error says, whichever part of click found it."""
    usage = "kaptui --help" if error.ctx is None else usage_of(error.ctx)
    match error:
        case Misuse():
            return error.msgid, error.values
        case click.NoSuchOption():
            return _no_option(error)
        case click.MissingParameter() if error.param is not None:
            return N_("{what} is missing: {usage}"), {"what": spelling(error.param), "usage": usage}
        case click.BadOptionUsage():
            # Click has one class for both faults, and only its English sentence tells them apart.
            msgid = _MISUSED if error.message.endswith("does not take a value.") else NEEDS_VALUE
            return msgid, {"option": error.option_name, "command": _command(error)}
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.IntRange):
            bounds = error.param.type
            msgid = N_("{option} takes a whole number from {low} to {high}.")
            return msgid, {"option": error.param.opts[0], "low": str(bounds.min), "high": str(bounds.max)}
        case click.BadParameter() if error.param is not None:
            return _MISUSED, {"option": error.param.opts[0], "command": _command(error)}
        case _:
            return N_("The arguments are wrong: {usage}"), {"usage": usage}


_MISUSED = N_('{option} is not used like this; "{command} --help" shows how.')


def _command(error: click.UsageError) -> str:
    return "kaptui" if error.ctx is None else error.ctx.command_path


def _no_option(error: click.NoSuchOption) -> tuple[str, dict[str, str]]:
    from difflib import get_close_matches

    known = [option for param in error.ctx.command.params for option in param.opts] if error.ctx else []
    likely = get_close_matches(error.option_name, known, 1)
    if likely:
        msgid = N_("There is no option {option}; perhaps {likely} is meant.")
        return msgid, {"option": error.option_name, "likely": likely[0]}
    msgid = N_('There is no option {option}; "{command} --help" lists them.')
    return msgid, {"option": error.option_name, "command": _command(error)}
