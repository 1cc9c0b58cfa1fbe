"""What a plan remembers: ``log``, ``restore`` and ``diff``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from kaptui.cli.call import Call, day_meant
from kaptui.cli.codes import ExitCode
from kaptui.cli.output import put, put_json, say
from kaptui.cli.parsing import Command, Misuse
from kaptui.cli.refusal import Refusal
from kaptui.cli.table import ENTRIES
from kaptui.text import N_, tr

if TYPE_CHECKING:
    from kaptui.insight.compare import Difference
    from kaptui.plan.changes import Change
    from kaptui.plan.document import AccountPlan
    from kaptui.plan.paths import Path
    from kaptui.store.port import Export, Revision

LAST_REVIEW = "last-review"
_REVISION = re.compile("r([0-9]{1,9})")


@click.command("log", cls=Command, help=ENTRIES["log"].help)
@click.argument("account", metavar="ACCOUNT")
@click.option("--json", "as_json", is_flag=True, help=N_("as JSON, for programs"))
@click.pass_obj
def log(call: Call, account: str, as_json: bool) -> int:
    """Print every recorded change, oldest first: when, who, where, from what to what.

    The order is that of the revisions, whatever the clock said; an export follows the revision that it took out.
    """
    call.begin()
    plan_id = call.account(account).id
    history, exports = call.store.history(plan_id), call.store.exports(plan_id)
    if as_json:
        told = [(revision.revision, _entry(revision, change)) for revision in history for change in revision.changes]
        told += [(revision.revision, _untold(revision)) for revision in history[1:] if not revision.changes]
        told += [(export.revision, _export_entry(export)) for export in exports]
        put_json([entry for _, entry in sorted(told, key=lambda each: each[0])])
    else:
        lines = [(revision.revision, _log_lines(revision)) for revision in history]
        lines += [(export.revision, _export_lines(export)) for export in exports]
        put(line for _, part in sorted(lines, key=lambda each: each[0]) for line in part)
    return ExitCode.DONE


def _entry(revision: Revision, change: Change) -> dict[str, Any]:
    return _told(revision, "/".join(change.path), _value(change.old), _value(change.new))


def _untold(revision: Revision) -> dict[str, Any]:
    """A save of which nothing may be told any more but who made it, for it was about somebody removed for good."""
    return _told(revision, "", None, None)


def _export_entry(export: Export) -> dict[str, Any]:
    """An export among the changes: its path is ``export`` and its new value what was written; see ``Export.path``."""
    return _told(export, export.path, None, export.what)


def _told(what: Revision | Export, path: str, old: Any, new: Any) -> dict[str, Any]:
    head = {"revision": what.revision, "time": what.when.isoformat(), "who": what.who}
    return head | {"path": path, "old": old, "new": new}


def _value(side: Any) -> Any:
    """A side of a change as JSON; nothing is null."""
    from kaptui.plan.paths import ABSENT

    return None if side is ABSENT else side


def _head(revision: Revision | Export) -> str:
    return f"r{revision.revision}  {revision.when.astimezone().strftime('%Y-%m-%d %H:%M')}  {revision.who}"


def _export_lines(export: Export) -> list[str]:
    from kaptui.exchange.complaint import shown

    return [_head(export), f"    {export.path}: {shown(export.what)}"]


def _log_lines(revision: Revision) -> list[str]:
    from kaptui.plan.changes import by_attribute

    changes = [
        f"    {'/'.join(change.path)}: {_side(change.path, change.old)} -> {_side(change.path, change.new)}"
        for whole in revision.changes
        for change in by_attribute(whole)
    ]
    return [_head(revision), *changes]


def _side(path: Path, value: Any) -> str:
    """A side of a change as the file spells it; in words where a deal's ``null`` is one thing and nothing another."""
    from kaptui.exchange.complaint import shown
    from kaptui.text.values import is_unknown, nothing_text

    return (is_unknown(value) and nothing_text(path, value)) or shown(_value(value))


@click.command("restore", cls=Command, help=ENTRIES["restore"].help)
@click.argument("account", metavar="ACCOUNT")
@click.option("--at", "moment", metavar="DATE|REVISION", required=True, help=N_("YYYY-MM-DD, or r12"))
@click.pass_obj
def restore(call: Call, account: str, moment: str) -> int:
    """Write a new revision with the content of an old one; what lies between stays in the history."""
    from kaptui.cli.saving import save_over
    from kaptui.editing.going_back import GoBack

    call.begin()
    plan_id = call.account(account).id
    number = _revision_at(call, plan_id, moment)
    before, after = save_over(call, plan_id, GoBack(call.store.at(plan_id, number)).apply)
    if after is before:
        say(tr("The plan is as it was in revision {number} already; nothing changed.", number=number))
    else:
        say(tr("Restored revision {number} as revision {new}.", number=number, new=after.revision))
    return ExitCode.DONE


def _revision_at(call: Call, plan_id: str, moment: str) -> int:
    """The revision that was in force at the end of a day, or the one named."""
    named = _REVISION.fullmatch(moment)
    if named:
        return int(named[1])
    from kaptui.insight.past import last_until

    day = day_meant(moment)
    if day is None:
        raise Misuse(N_('--at is "{text}"; a day (YYYY-MM-DD) or a revision (r12) is expected.'), text=moment)
    found = last_until(_history(call, plan_id), day)
    if found is None:
        raise Refusal(ExitCode.NO_INPUT, N_("There was no such account yet on {day}."), day=moment)
    return found.revision


def _history(call: Call, plan_id: str) -> tuple[Revision, ...]:
    """Every recorded save, at least one. Raises ``Refusal``: a plan's file may have come here alone."""
    history = call.store.history(plan_id)
    if not history:
        raise Refusal(ExitCode.NO_INPUT, N_("No history is kept of this account yet; the next save begins one."))
    return history


@click.command("diff", cls=Command, help=ENTRIES["diff"].help)
@click.argument("account", metavar="ACCOUNT")
@click.option(
    "--since",
    metavar=f"DATE|{LAST_REVIEW}",
    required=True,
    help=N_("YYYY-MM-DD, that day included, or the last review"),
)
@click.option("--json", "as_json", is_flag=True, help=N_("as JSON, for programs"))
@click.pass_obj
def diff(call: Call, account: str, since: str, as_json: bool) -> int:
    """Tell what changed since a day, in sentences that can be read aloud."""
    from kaptui.draw.differences import sentence_of
    from kaptui.insight.compare import as_json as difference_json
    from kaptui.insight.compare import compare
    from kaptui.insight.past import day_of, judged_on

    call.begin()
    plan = call.store.load(call.account(account).id)
    history = _history(call, plan.id)
    save, day = _older(call, plan, history, since)
    then = judged_on(day, day_of(history[0].when), call.today)
    found = compare(call.store.at(plan.id, save.revision), plan, call.today, call.limits, then=then)
    if as_json:
        put_json([difference_json(each) | {"message": sentence_of(each)} for each in found])
    elif found:
        put(_by_topic(found))
    else:
        say(tr("Nothing changed since {day}.", day=day))
    return ExitCode.DONE


def _older(call: Call, plan: AccountPlan, history: Sequence[Revision], since: str) -> tuple[Revision, date]:
    """The save to compare with, and the day named: in force when that day began, or left behind by the last review.

    An account that is younger is compared with its first state.
    """
    from kaptui.insight.past import in_force_when_began, is_by_clock, left_by_review

    if since == LAST_REVIEW:
        day = _last_review(call, plan)
        return left_by_review(history, plan, day, by_clock=is_by_clock(call.today)), day
    day = _day_since(since)
    return in_force_when_began(history, day), day


def _day_since(text: str) -> date:
    day = day_meant(text)
    if day is None:
        raise Misuse(N_('--since is "{text}"; a day (YYYY-MM-DD) or last-review is expected.'), text=text)
    return day


def _last_review(call: Call, plan: AccountPlan) -> date:
    from kaptui.insight.compare import last_review_day

    day = last_review_day(plan, call.today)
    if day is None:
        raise Refusal(ExitCode.NO_INPUT, N_("No opportunity of this account was ever reviewed; name a day."))
    return day


def _by_topic(found: Sequence[Difference]) -> Iterator[str]:
    """Each topic and below it its differences, + for what is good for us, - for what is bad."""
    from kaptui.draw.differences import SIGNS, TOPICS, by_topic, told

    for topic, members in by_topic(found):
        yield tr(TOPICS[topic])
        yield from (f"  {SIGNS[each.better]} {sentence}" for each, sentence in told(members))
