"""``kaptui people --paste``: an indented outline in shorthand becomes the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kaptui.cli.call import Call
from kaptui.cli.codes import ExitCode
from kaptui.cli.importing import bytes_of
from kaptui.cli.output import say
from kaptui.cli.parsing import Command
from kaptui.cli.refusal import Refusal
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr, trn

if TYPE_CHECKING:
    from kaptui.editing.outline import LineComplaint, Pasted
    from kaptui.plan.document import AccountPlan

LARGEST = 4 * 1024 * 1024


@click.command("people", cls=Command, help=ENTRIES["people"].help)
@click.argument("account", metavar="ACCOUNT")
@click.option("--paste", "file", metavar="FILE|-", required=True, help=N_("the outline: Name / Title @Department CODE"))
@click.option("--dry-run", is_flag=True, help=N_("say what would happen, and write nothing"))
@click.pass_obj
def people(call: Call, account: str, file: str, dry_run: bool) -> int:
    """Add the people of an outline, or change those already there; a line that cannot be read is kept and told."""
    from kaptui.cli.saving import save_over
    from kaptui.editing.outline import outline_edits

    call.begin()
    found = call.account(account)
    text = _text_of(call, file)
    if dry_run:
        _tell(outline_edits(call.store.load(found.id), text))
        return ExitCode.DONE
    done: list[Pasted] = []

    def change(plan: AccountPlan) -> AccountPlan:
        done.append(outline_edits(plan, text))
        return done[-1].edit.apply(plan)

    save_over(call, found.id, change)
    _tell(done[-1])
    return ExitCode.DONE


def _text_of(call: Call, file: str) -> str:
    from kaptui.editing.outline import MOST_LINES, TOO_MANY_LINES, has_too_many_lines

    data = bytes_of(call, file)
    if len(data) > LARGEST:
        raise Refusal(ExitCode.BAD_DATA, N_("{file} is larger than {limit} MiB."), file=file, limit=LARGEST // 2**20)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msgid = N_("{file} is not UTF-8 text (byte {position}); save it as UTF-8.")
        raise Refusal(ExitCode.BAD_DATA, msgid, file=file, position=error.start + 1) from error
    if not text.strip():
        raise Refusal(ExitCode.BAD_DATA, N_("{file} holds no line; write one person a line."), file=file)
    if has_too_many_lines(text):
        raise Refusal(ExitCode.BAD_DATA, TOO_MANY_LINES, limit=MOST_LINES)
    return text


def _tell(pasted: Pasted) -> None:
    for complaint in pasted.complaints:
        say(tr("Line {number}: {reason}", number=complaint.number, reason=_reason(complaint)))
    added = trn("{n} person added", "{n} people added", len(pasted.added))
    changed = trn("{n} changed", "{n} changed", len(pasted.changed))
    say(tr("{added}, {changed}.", added=added, changed=changed))


def _reason(complaint: LineComplaint) -> str:
    from kaptui.plan.errors import Unreadable
    from kaptui.text.format import sentence

    why = complaint.why
    return sentence(why) if isinstance(why, Unreadable) else tr(why.msgid, **why.values)
