"""The errors of the rooms behind the command line, each with its exit code and its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kaptui.cli.codes import ExitCode
from kaptui.cli.configuration_words import configuration_sentence
from kaptui.config import BadConfiguration
from kaptui.exchange.complaint import Complaint, UnreadableFile
from kaptui.exchange.handover import Outside
from kaptui.plan.clean import TooLong
from kaptui.plan.errors import Refused
from kaptui.plan.paths import NoSuchPlace
from kaptui.store import errors
from kaptui.store.sentences import store_sentence
from kaptui.text import tr

STORE_CODES: Final[Mapping[type[errors.StoreError], ExitCode]] = {
    errors.NoSuchAccount: ExitCode.NO_INPUT,
    errors.NoSuchRevision: ExitCode.NO_INPUT,
    errors.AlreadyThere: ExitCode.CANNOT_CREATE,
    errors.ChangedSince: ExitCode.TRY_AGAIN,
    errors.NewerFormat: ExitCode.BAD_DATA,
    errors.Damaged: ExitCode.BAD_DATA,
    errors.NotPermitted: ExitCode.NOT_PERMITTED,
    errors.NotShared: ExitCode.NOT_PERMITTED,
    errors.OutOfReach: ExitCode.OUT_OF_REACH,
    errors.CannotCreate: ExitCode.CANNOT_CREATE,
    errors.DiskFull: ExitCode.CANNOT_CREATE,
    errors.LockBusy: ExitCode.TRY_AGAIN,
}


LONGEST_TOLD: Final = 200


def answer_to(error: Exception) -> tuple[ExitCode, tuple[str, ...]] | None:
    """The exit code and the sentences of an error somebody foresaw; ``None`` for any other."""
    match error:
        case BadConfiguration():
            return ExitCode.BAD_CONFIGURATION, tuple(configuration_sentence(each) for each in error.problems)
        case UnreadableFile():
            return ExitCode.BAD_DATA, complaint_sentences(error)
        case errors.StoreError():
            return STORE_CODES.get(type(error), ExitCode.OUT_OF_REACH), (store_sentence(error),)
        case Outside():
            return ExitCode.NOT_PERMITTED, (outside_sentence(error),)
        case NoSuchPlace():
            return ExitCode.USAGE, (place_sentence(error),)
        case Refused() | TooLong():
            from kaptui.text.format import sentence

            return ExitCode.BAD_DATA, (sentence(error),)
    return None


def complaint_sentences(error: UnreadableFile) -> tuple[str, ...]:
    """Each complaint with its file and place, and how many are not told."""
    told = tuple(_complaint(error.source, each) for each in error.complaints)
    return (*told, tr("... and {n} more.", n=error.more)) if error.more else told


def _complaint(source: str, each: Complaint) -> str:
    values = {name: _shortened(value) for name, value in each.values.items()}
    reason = tr(each.msgid, **values) if values else tr(each.msgid)
    return ": ".join(part for part in (source, "/".join(map(_shortened, each.place)), reason) if part)


def outside_sentence(error: Outside) -> str:
    """Why a file may not be used in restricted mode."""
    if not error.has_directory:
        return tr("Files are neither read nor written here: no exchange directory is set.")
    return tr(
        'Only files in the exchange directory may be used here, by their plain name; "{file}" is none.', file=error.file
    )


def _shortened(text: str) -> str:
    """What was typed, no longer than somebody needs to know it again."""
    return text if len(text) <= LONGEST_TOLD else text[:LONGEST_TOLD] + "..."


def place_sentence(error: NoSuchPlace) -> str:
    """Why a path leads nowhere."""
    return tr(
        'There is no field "{path}": "{word}" is not known there. A path is like {example}.',
        path=_shortened("/".join(error.path)),
        word=_shortened(error.at),
        example="profile/goals, people/ID/title, opportunities/ID/probability",
    )
