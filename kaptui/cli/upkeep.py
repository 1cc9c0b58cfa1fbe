"""Looking after the data directory: ``doctor`` and ``recover``."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, say
from kaptui.cli.parsing import Command
from kaptui.cli.refusal import Refusal
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr

if TYPE_CHECKING:
    from kaptui.store.inspection import Inspection


@click.command("doctor", cls=Command, help=ENTRIES["doctor"].help)
@click.pass_obj
def doctor(call: Call) -> int:
    """Look for damaged files, leftovers, rights that are too wide and a disk that is far away; change nothing."""
    from kaptui import __version__
    from kaptui.store.inspection import inspected

    call.begin()
    found = inspected(call.store)
    put(
        [
            f"kaptui {__version__}, Python {platform.python_version()}",
            tr("configuration: {file}", file=str(call.files.user)),
            tr("data: {directory} ({kind})", directory=str(call.config.data_dir), kind=found.file_system or "?"),
            tr("accounts: {count}", count=len(call.store.accounts())),
            tr("acting as: {who}", who=call.who),
        ]
    )
    complaints = _complaints(found)
    for complaint in complaints:
        say(complaint)
    if not complaints:
        say(tr("Nothing to complain about."))
    return ExitCode.BAD_DATA if found.problems else ExitCode.DONE


def _complaints(found: Inspection) -> list[str]:
    from kaptui.store.sentences import store_sentence

    damaged = [store_sentence(each.problem) for each in found.problems if each.problem is not None]
    lists = (
        (N_("{file} was set aside because it is damaged; remove it when it is no longer needed."), found.set_aside),
        (N_("{file} was left behind by an accident; it may be removed."), found.leftovers),
        (N_("{file} can be read or written by others; take their rights away."), found.too_open),
    )
    told = [tr(msgid, file=str(path)) for msgid, paths in lists for path in paths]
    if found.is_remote:
        told.append(tr("The data lie on a remote disk ({kind}); locks depend on its server.", kind=found.file_system))
    return [*damaged, *told]


@click.command("recover", cls=Command, help=ENTRIES["recover"].help)
@click.argument("file", metavar="FILE")
@click.pass_obj
def recover(call: Call, file: str) -> int:
    """Put the version before into the place of a damaged plan file; the damaged one is set aside, not removed."""
    from kaptui.store.port import NoSuchAccount
    from kaptui.store.upkeep import recover as put_back

    call.begin()
    directory = call.store.directory
    path = Path(directory.path) / Path(file).name
    _refuse_whole_or_foreign(call, path, file)
    try:
        plan = put_back(directory, path)
    except NoSuchAccount as error:
        raise Refusal(ExitCode.NO_INPUT, N_("There is no version before {file} to put back."), file=file) from error
    say(tr('"{name}" is back as it was in revision {number}.', name=plan.name, number=plan.revision))
    return ExitCode.DONE


def _refuse_whole_or_foreign(call: Call, path: Path, file: str) -> None:
    if Path(file).is_absolute() and Path(file).parent.resolve() != Path(call.store.directory.path).resolve():
        raise Refusal(ExitCode.NO_INPUT, N_("{file} does not lie in the data directory."), file=file)
    for account in call.store.accounts():
        if account.path == str(path) and account.problem is None:
            raise Refusal(ExitCode.CANNOT_CREATE, N_("{file} is not damaged; nothing was changed."), file=file)
