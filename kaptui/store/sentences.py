"""What a store could not do, as a sentence for people: what, where, and what helps. In the language in force."""

from __future__ import annotations

from typing import Final

from kaptui.store.errors import (
    AlreadyThere,
    CannotCreate,
    ChangedSince,
    Damaged,
    DiskFull,
    LockBusy,
    NewerFormat,
    NoAnswer,
    NoSuchAccount,
    NoSuchRevision,
    NotPermitted,
    NotShared,
    OutOfReach,
    OwnFault,
    Reason,
    StoreError,
)
from kaptui.text import N_, tr

_REASONS: Final[dict[Reason, str]] = {
    Reason.EMPTY: N_("it is empty"),
    Reason.NOT_JSON: N_("it is not JSON"),
    Reason.FOREIGN: N_("it is not a kaptui plan"),
    Reason.REFUSED_VALUE: N_("a value in it is refused"),
    Reason.UNKNOWN_FORMAT: N_("its format number is unknown"),
    Reason.NOT_A_FILE: N_("it is not a regular file"),
    Reason.NOT_A_DIRECTORY: N_("it is not a directory"),
    Reason.NOT_AN_ARCHIVE: N_("it is not a kaptui archive"),
    Reason.MISNAMED: N_("it is stored under another plan's name"),
    Reason.TOO_LARGE: N_("it is too large"),
    Reason.HISTORY_BROKEN: N_("the history does not lead there"),
    Reason.IN_THE_WAY: N_("a file is in the way"),
    Reason.DANGLING: N_("it is a link that leads nowhere"),
    Reason.READ_ONLY: N_("it is read-only"),
    Reason.NOT_PERMITTED: N_("it is not permitted"),
    Reason.UNREACHABLE: N_("it is out of reach"),
}
"""Each reason in a clause."""


def store_sentence(error: StoreError) -> str:
    """One sentence about ``error``; of an error that is new here, its own words."""
    match error:
        case NoSuchAccount():
            return tr('There is no account "{id}"; "kaptui list --all" shows which there are.', id=error.plan_id)
        case NoSuchRevision():
            return tr('Account "{id}" never had revision {number}.', id=error.plan_id, number=error.revision)
        case AlreadyThere():
            return tr('An account with the id "{id}" exists already.', id=error.plan_id)
        case ChangedSince():
            return tr("Somebody else changed this account in the meantime; nothing was written. Try again.")
        case NewerFormat():
            return tr(
                "{file} has format {found}, this kaptui reads formats up to {known}; install a newer kaptui.",
                file=str(error.path or ""), found=error.found, known=error.known,
            )  # fmt: skip
        case Damaged():
            return _damaged(error)
        case _:
            return _about_the_place(error)


def _damaged(error: Damaged) -> str:
    where = str(error.set_aside or error.path)
    reason = tr(_REASONS[error.reason]) + (f" ({error.detail})" if error.detail else "")
    if error.reason in (Reason.NOT_A_FILE, Reason.NOT_A_DIRECTORY) and error.backup is None:
        msgid = N_("{file} is in the way: {reason}. It was left as it is; move it elsewhere.")
        return tr(msgid, file=where, reason=reason)
    if error.backup is not None:
        return tr(
            '{file} cannot be used as a plan: {reason}. An earlier version is {backup}; "kaptui recover {name}" puts it'
            " back.",
            file=where, reason=reason, backup=str(error.backup), name=error.path.name,
        )  # fmt: skip
    return tr("{file} cannot be used as a plan: {reason}. It was left as it is.", file=where, reason=reason)


def _about_the_place(error: StoreError) -> str:
    match error:
        case NotPermitted():
            msgid = N_("No access to {place}: {reason}. Ask whoever owns it, or choose another --data-dir.")
            return tr(msgid, place=str(error.path), reason=tr(_REASONS[error.reason]))
        case NotShared():
            msgid = N_("{place} belongs to its owner alone; make it a group's first: chgrp GROUP, chmod 2770.")
            return tr(msgid, place=str(error.path))
        case CannotCreate():
            msgid = N_("The data directory cannot be made: {place}: {reason}. Choose another --data-dir.")
            return tr(msgid, place=str(error.path), reason=tr(_REASONS[error.reason]))
        case OutOfReach():
            return tr("{place} is out of reach: {reason}.", place=str(error.path), reason=error.reason)
        case DiskFull():
            return tr("No room left at {place}; nothing was written. Make room and try again.", place=str(error.path))
        case OwnFault():
            return tr("kaptui made a mistake while saving ({kind}).", kind=error.kind)
        case NoAnswer():
            return tr("The storage has not answered for {seconds} seconds.", seconds=round(error.waited))
        case LockBusy():
            return tr("{place} is locked by another program; try again.", place=str(error.path))
        case _:
            return tr("Refused: {reason}", reason=str(error))
