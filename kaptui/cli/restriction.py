"""Restricted mode: what a forced command may be asked for, and what the environment may not bring along.

The command line of the forced command is the administrator's and is trusted; what somebody types behind ``ssh host``
comes in ``SSH_ORIGINAL_COMMAND`` and is not. Where the system's file restricts, no command line is trusted.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kaptui.cli.codes import ExitCode
from kaptui.cli.refusal import Refusal
from kaptui.config import SETTINGS
from kaptui.text import N_

ORIGINAL_COMMAND: Final = "SSH_ORIGINAL_COMMAND"
READING: Final = ("list", "show", "brief", "check", "forecast", "map", "log", "diff", "keys")
"""The commands that may be typed behind ``ssh host``: they answer and change nothing."""

_TODAY: Final = "--today"
_LONGEST_TOLD: Final = 200
"""So much of a refused command is repeated."""
_ABOUT: Final = frozenset({"--version", "--help"})
_DIRECTORIES: Final = tuple(setting.flag for setting in SETTINGS if setting.is_directory)


def words_in_force(arguments: Sequence[str], environment: Mapping[str, str], *, is_trusted: bool) -> tuple[str, ...]:
    """The arguments, with the command that was typed behind ``ssh host`` where one was.

    ``is_trusted``: the arguments are the administrator's. Raises ``Refusal`` (77) for everything that is not permitted.
    """
    if not is_trusted:
        _refuse_directories(arguments)
    typed = environment.get(ORIGINAL_COMMAND, "").strip()
    if not typed:
        return tuple(arguments)
    words = _words(typed)
    if command_in(arguments):
        raise Refusal(ExitCode.NOT_PERMITTED, N_("This login runs one command only; {text} is refused."), text=typed)
    command = command_in(words)
    if command not in READING and (command or not _ABOUT.intersection(words)):
        raise _refusal(typed)
    _refuse_directories(words)
    return (*arguments, *words)


def command_in(words: Sequence[str]) -> str:
    """The command among words of the command line: the first that is neither an option nor the value of one."""
    with_value = {_TODAY, *(setting.flag for setting in SETTINGS if not setting.is_switch)}
    rest = iter(words)
    for word in rest:
        if word in with_value:
            next(rest, None)
        elif not word.startswith("--") or word == "--":
            return word
    return ""


def refuse_exchange_of_plans(exchange: Path, kept: Iterable[Path | None]) -> None:
    """Raises ``Refusal`` (78) for an exchange directory at or below one of those in which the program keeps its own:
    there an export could replace the file of a plan."""
    place = exchange.resolve()
    for directory in filter(None, kept):
        if place.is_relative_to(directory.resolve()):
            msgid = N_(
                "The exchange directory {exchange} lies in {directory}, where kaptui keeps its own files; name another."
            )
            raise Refusal(ExitCode.BAD_CONFIGURATION, msgid, exchange=str(exchange), directory=str(directory))


def _words(typed: str) -> tuple[str, ...]:
    """The words of a typed command as a shell would part them; nothing else of a shell is known here."""
    signs = "();<>|&"
    parts = shlex.shlex(typed, posix=True, punctuation_chars=signs)
    parts.whitespace_split = True
    parts.commenters = ""
    try:
        words = tuple(parts)
    except ValueError as error:
        raise _refusal(typed) from error
    if any(word and set(word) <= set(signs) for word in words):
        raise _refusal(typed)
    return words[1:] if words[:1] == ("kaptui",) else words


def _refusal(typed: str) -> Refusal:
    return Refusal(
        ExitCode.NOT_PERMITTED,
        N_('"{text}" is refused: this login takes {commands}; without a command it opens the screens.'),
        text=typed if len(typed) <= _LONGEST_TOLD else typed[:_LONGEST_TOLD] + "...",
        commands=", ".join(READING),
    )


def _refuse_directories(words: Sequence[str]) -> None:
    """Behind ``--`` too: the parser takes options again behind the command that follows it."""
    for word in words:
        if word.partition("=")[0] in _DIRECTORIES:
            msgid = N_("{option} is refused in restricted mode; the administrator says where files lie.")
            raise Refusal(ExitCode.NOT_PERMITTED, msgid, option=word.partition("=")[0])
