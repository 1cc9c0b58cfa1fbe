"""Looking after the data directory: ``doctor`` and ``recover``."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, say
from kaptui.cli.parsing import Command, check_day
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
            f"kaptui {__version__}, Python {platform.python_version()}, {_libraries()}",
            tr("configuration: {file}", file=str(call.files.user)),
            tr("data: {directory} ({kind})", directory=str(call.config.data_dir), kind=found.file_system or "?"),
            tr("accounts: {count}", count=len(call.store.accounts())),
            tr("acting as: {who}", who=call.who),
            *_about_care(call, found),
            *_about_terminal(call),
        ]
    )
    complaints = [*_complaints(found, call.store.directory.path), *_about_drafts()]
    for complaint in complaints:
        say(complaint)
    if not complaints:
        say(tr("Nothing to complain about."))
    return ExitCode.BAD_DATA if found.is_damaged else ExitCode.DONE


def _libraries() -> str:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in ("textual", "rich", "tinydb", "pydantic", "click"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    return ", ".join(found)


def _about_care(call: Call, found: Inspection) -> list[str]:
    """How the data are kept: who may use the directory, which days there are, what restricted mode allows."""
    directory = call.store.directory
    kind = tr("shared with a group") if directory.is_shared else tr("its owner's alone")
    days = found.dated
    lines = [
        tr("data directory: {kind}, new files {mode}", kind=kind, mode=f"{directory.file_mode:04o}"),
        tr("daily backups: {latest} to {first}", latest=days[0], first=days[-1]) if days else tr("daily backups: none"),
    ]
    if found.others:
        lines.append(tr("private plans of others: {count}, not looked at", count=len(found.others)))
    if call.is_restricted:
        place = str(call.config.exchange_dir or tr("none"))
        lines.append(tr("restricted mode: files in {directory}", directory=place))
    return lines


def _about_terminal(call: Call) -> list[str]:
    """What the terminal says of itself, and how the screens would draw on it."""
    from kaptui._probe import glyphs_for, speaks_utf8

    spoken = call.environment
    words = [spoken.get(name, "") or "-" for name in ("TERM", "COLORTERM")]
    size = shutil.get_terminal_size((0, 0))
    words.append(f"{size.columns}x{size.lines}" if size.columns else "-")
    words.append("UTF-8" if speaks_utf8(spoken) else tr("not UTF-8"))
    words.append("SSH" if spoken.get("SSH_CONNECTION") else tr("local"))
    return [tr("terminal: {abilities}; lines are drawn in {glyphs}", abilities=", ".join(words),
               glyphs=glyphs_for(call.config.glyphs, spoken))]  # fmt: skip


def _complaints(found: Inspection, directory: str) -> list[str]:
    from kaptui.store.names import INNER
    from kaptui.store.sentences import store_sentence

    damaged = [store_sentence(each.problem) for each in found.problems if each.problem is not None]
    damaged += [store_sentence(each) for each in found.in_the_way]
    gone = N_('{file} is gone, but an earlier version is there: "kaptui recover {name}" puts it back.')
    damaged += [tr(gone, file=str(path), name=path.name) for path in found.missing]
    lists = (
        (
            N_("{file} is damaged or incomplete: not every earlier state of its plan can be shown or restored."),
            found.broken_histories,
        ),
        (N_("{file} is a backup that cannot be read; nothing can be recovered from it."), found.spoilt_backups),
        (
            N_("{file} is damaged: somebody who was removed for good may come back with an old file."),
            found.spoilt_lists,
        ),
        (N_("{file} was set aside after an accident; remove it when it is no longer needed."), found.set_aside),
        (
            N_("{file} is a plan as an older format had it; remove it when nobody uses an older kaptui any more."),
            found.old_formats,
        ),
        (N_("{file} was left behind by an accident; it may be removed."), found.leftovers),
        (N_("{file} is closed to you, so that saves fail; its owner or root opens it to the group."), found.unusable),
        (N_("{file} can be read or written by others; take their rights away."), found.too_open),
    )
    told = [tr(msgid, file=str(path)) for msgid, paths in lists for path in paths]
    if not found.is_writable:
        told.append(tr("{directory} cannot be written; plans can be read only.", directory=directory))
    if found.is_closed:
        closed = N_("{folder} is closed to you, so that you cannot save here; its owner opens it by saving anything.")
        told.append(tr(closed, folder=f"{directory}/{INNER}"))
    if not found.has_room:
        told.append(tr("The disk of {directory} is full or nearly so; make room.", directory=directory))
    if found.is_remote:
        told.append(tr("The data lie on a remote disk ({kind}); locks depend on its server.", kind=found.file_system))
    return [*damaged, *told]


def _about_drafts() -> list[str]:
    """What is wrong where drafts are kept: nobody misses them until the store fails, and then they are all there is."""
    from kaptui.cli.failures import state_directory
    from kaptui.store.inspection import has_room

    directory = state_directory()
    if directory is None:
        return [tr("There is no directory for drafts: what cannot be saved would be lost. Set XDG_STATE_HOME.")]
    places = [place for place in (directory, directory / "drafts") if os.path.lexists(place)]
    closed = [place for place in places if not (place.is_dir() and os.access(place, os.R_OK | os.W_OK | os.X_OK))]
    lost = N_("{directory} cannot be used for drafts: what cannot be saved would be lost.")
    full = N_("The disk of {directory} is full or nearly so; make room.")
    told = [tr(lost, directory=str(place)) for place in closed]
    return told if told or has_room(directory) else [tr(full, directory=str(directory))]


@click.command("recover", cls=Command, help=ENTRIES["recover"].help)
@click.argument("file", metavar="FILE")
@click.option("--day", metavar="YYYY-MM-DD", default="", help=N_("take the backup of that day"))
@click.option("--over", metavar="ACCOUNT", default="", help=N_("put this account's archived state on top, too"))
@click.option("--dry-run", is_flag=True, help=N_("say what an archive holds, and write nothing"))
@click.pass_obj
def recover(call: Call, file: str, day: str, over: str, dry_run: bool) -> int:
    """Put a backup into the place of a damaged plan file, which is set aside; or put back from an archive what is
    missing."""
    from kaptui.cli.archives import archive_at, recover_from
    from kaptui.cli.saving import tell_left_out
    from kaptui.store.port import NoSuchAccount
    from kaptui.store.upkeep import recover as put_back

    call.begin()
    if day:
        check_day("--day", day)
    archive = archive_at(call, file)
    if archive is not None:
        return recover_from(call, archive, over, dry_run=dry_run)
    directory = call.store.directory
    path = Path(directory.path) / Path(file).name
    _refuse_whole_or_foreign(call, path, file)
    try:
        plan = put_back(directory, path, day)
    except NoSuchAccount as error:
        raise Refusal(ExitCode.NO_INPUT, N_("There is no version before {file} to put back."), file=file) from error
    tell_left_out(call.store.forget_again(plan.id, call.stamp))
    say(tr('"{name}" is back as it was in revision {number}.', name=plan.name, number=plan.revision))
    return ExitCode.DONE


def _refuse_whole_or_foreign(call: Call, path: Path, file: str) -> None:
    if Path(file).is_absolute() and Path(file).parent.resolve() != Path(call.store.directory.path).resolve():
        raise Refusal(ExitCode.NO_INPUT, N_("{file} does not lie in the data directory."), file=file)
    for account in call.store.accounts():
        if account.path == str(path) and account.problem is None:
            raise Refusal(ExitCode.CANNOT_CREATE, N_("{file} is not damaged; nothing was changed."), file=file)
