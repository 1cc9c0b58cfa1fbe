"""One archive of everything: ``backup`` writes it, ``recover`` puts back from it what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.named import meant
from kaptui.cli.output import put, say
from kaptui.cli.parsing import Command
from kaptui.cli.refusal import Refusal
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr, trn

if TYPE_CHECKING:
    from kaptui.plan.document import AccountPlan
    from kaptui.store.archive import Archive, Archived
    from kaptui.store.port import Account, StoreError

LARGEST = 2**31
"""An archive of more bytes is not read into memory."""


@click.command("backup", cls=Command, help=ENTRIES["backup"].help)
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help=N_("replace a file that is there already"))
@click.pass_obj
def backup(call: Call, file: str, force: bool) -> int:
    """Write every plan you may read, with its history, into one archive that only you can read."""
    from kaptui.cli.exporting import written
    from kaptui.store.archive import archived

    call.begin()
    accounts = call.store.accounts()
    raw, problems = archived((account.path for account in accounts), call.stamp)
    written(call, file, raw, replace=force)
    missing = {Path(_path_of(problem)) for problem in problems}
    for account in accounts:
        if Path(account.path) not in missing:
            call.store.note_export(account.id, call.stamp, Path(file).name)
    _tell(problems)
    count = len(accounts) - len(problems)
    say(trn("Wrote {n} account to {file}.", "Wrote {n} accounts to {file}.", count, file=file))
    return ExitCode.BAD_DATA if problems else ExitCode.DONE


def archive_at(call: Call, file: str) -> Archive | None:
    """The archive in a file, ``None`` when there is no such file, or it is something else. Raises ``Damaged``."""
    from kaptui.exchange.handover import Outside
    from kaptui.store.archive import is_archive, opened_archive

    try:
        if not is_archive(call.handover.read(file, 1)):
            return None
        raw = call.handover.read(file, LARGEST)
    except (Outside, OSError, ValueError):
        return None
    if len(raw) > LARGEST:
        raise Refusal(ExitCode.BAD_DATA, N_("{file} is larger than {limit} MiB."), file=file, limit=LARGEST // 2**20)
    return opened_archive(raw, Path(file))


def recover_from(call: Call, archive: Archive, over: str, *, dry_run: bool) -> int:
    """Tell what an archive holds and put back what is missing; ``over`` names an account whose state is to stand on
    top of what is there, as its next revision."""
    from kaptui.cli.columns import Column, table
    from kaptui.store.port import StoreError

    found = list(archive.plans())
    plans = [each for each in found if not isinstance(each, StoreError)]
    problems = [each for each in found if isinstance(each, StoreError)]
    wanted = _meant(plans, over).plan.id if over else ""
    say(tr("Archive of {when} by {who}:", when=archive.made, who=archive.by))
    columns = [Column("id"), Column(tr("Account")), Column(tr("Revision"), "right"), Column(tr("Here"), widest=70)]
    present = {account.id: account for account in call.store.accounts()}
    rows = []
    for each in plans:
        outcome = _outcome(call, each, present.get(each.plan.id), is_wanted=each.plan.id == wanted, dry_run=dry_run)
        rows.append((each.plan.id, each.plan.name, str(each.plan.revision), outcome))
    put(table(columns, rows))
    _tell(problems)
    return ExitCode.BAD_DATA if problems else ExitCode.DONE


def _outcome(call: Call, found: Archived, here: Account | None, *, is_wanted: bool, dry_run: bool) -> str:
    """Put one account back where that is right; what was done, or why it was not, in a few words."""
    from kaptui.store.port import Damaged

    if here is None and not is_wanted and call.store.forgotten(found.plan.id).removals:
        return tr("removed for good; --over {id} brings it back", id=found.plan.id)
    if here is None or isinstance(here.problem, Damaged):
        return tr("missing") if dry_run else _put_back(call, found, here)
    if here.problem is not None:
        return tr("cannot be read; left as it is")
    plan = call.store.load(here.id)
    if plan == found.plan:
        return tr("the same")
    if is_wanted and not dry_run:
        return _put_over(call, found.plan)
    newer, older = N_("revision {number}, newer; left as it is"), N_("revision {number}, older; left as it is")
    other = N_("revision {number}, but another state; left as it is")
    step = plan.revision - found.plan.revision
    return tr(newer if step > 0 else older if step < 0 else other, number=plan.revision)


def _put_back(call: Call, found: Archived, here: Account | None) -> str:
    from kaptui.cli.saving import tell_left_out
    from kaptui.store.archive import put_back
    from kaptui.store.upkeep import set_aside

    if here is not None:
        set_aside(Path(here.path))
    put_back(call.store.directory, found)
    tell_left_out(call.store.forget_again(found.plan.id, call.stamp))
    return tr("put back")


def _put_over(call: Call, plan: AccountPlan) -> str:
    from kaptui.cli.saving import save_over

    _, after = save_over(call, plan.id, lambda stored: plan.model_copy(update={"revision": stored.revision}))
    return tr("put on top as revision {number}", number=after.revision)


def _meant(plans: list[Archived], typed: str) -> Archived:
    plan = meant(
        [each.plan for each in plans],
        typed,
        unknown=N_('The archive holds no account "{text}"; it holds: {names}'),
        ambiguous=N_('"{text}" may mean {count} accounts: {names}. Give the id.'),
    )
    return next(each for each in plans if each.plan is plan)


def _tell(problems: list[StoreError] | tuple[StoreError, ...]) -> None:
    from kaptui.store.sentences import store_sentence

    for problem in problems:
        say(store_sentence(problem))


def _path_of(problem: StoreError) -> str:
    return str(getattr(problem, "path", ""))
