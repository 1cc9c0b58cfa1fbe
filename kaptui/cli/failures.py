"""From anything that can go wrong to an exit code and sentences, in the language of the call."""

from __future__ import annotations

from pathlib import Path

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import say
from kaptui.cli.refusal import Refusal
from kaptui.text import tr


def told(call: Call, error: Exception) -> int:
    """Say what went wrong; the exit code. An error nobody foresaw leaves its details in a private file."""
    try:
        call.speak()
        code, sentences = answer(error)
    except Exception as unforeseen:  # noqa: BLE001 - an error about which not even a sentence can be made is our own
        code, sentences = ExitCode.SOFTWARE, (_own_fault(unforeseen),)
    for sentence in sentences:
        say(sentence)
    return code


def answer(error: Exception) -> tuple[ExitCode, tuple[str, ...]]:
    """The exit code and the sentences of an error, in the language in force."""
    if isinstance(error, Refusal):
        return error.code, error.sentences
    if isinstance(error, click.UsageError):
        from kaptui.cli.parsing import usage_sentence

        msgid, values = usage_sentence(error)
        return ExitCode.USAGE, (tr(msgid, **values),)
    if isinstance(error, OSError):
        return _answer_to_system(error)
    from kaptui.cli.answers import answer_to

    known = answer_to(error)
    return known if known is not None else (ExitCode.SOFTWARE, (_own_fault(error),))


def _answer_to_system(error: OSError) -> tuple[ExitCode, tuple[str, ...]]:
    """A failure of the operating system that no command answered itself: mostly output that cannot be written."""
    place = str(error.filename or tr("the output"))
    reason = error.strerror or str(error)
    code = ExitCode.NOT_PERMITTED if isinstance(error, PermissionError) else ExitCode.CANNOT_CREATE
    return code, (tr("{place} cannot be written: {reason}.", place=place, reason=reason),)


def _own_fault(error: Exception) -> str:
    """Write the report and say where it is."""
    from kaptui._crash import kind, write_report

    directory = state_directory()
    report = write_report(error, directory) if directory is not None else None
    if report is None:
        return tr("kaptui failed because of a fault of its own ({kind}); nothing more was changed.", kind=kind(error))
    return tr(
        "kaptui failed because of a fault of its own ({kind}); the details are in {file}.",
        kind=kind(error),
        file=str(report),
    )


def state_directory() -> Path | None:
    """The private directory for what is neither plan nor configuration; ``None`` when it cannot be made."""
    try:
        from platformdirs import user_state_path

        from kaptui.config_file import make_private

        directory = user_state_path("kaptui", appauthor=False)
        make_private(directory)
    except (OSError, ImportError):  # the program may be damaged itself: that too ends in a sentence
        return None
    return directory
