"""Where accounts were met: so that a data directory that has vanished is not taken for one that was never there.

An empty directory begun in its place would show no accounts, as if all were lost; below the place of a disk that is not
mounted it would take new ones, which nobody finds when the disk is back. For each data directory with accounts in it
that a user has worked in, a note lies in his state directory: a file that says its path and the number of its device.
Where a note is, but neither a plan nor anything else of ours, and the disk is another one, the command ends with a
sentence. On the same disk somebody has removed it, and it is begun anew, as at the very first start.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from kaptui.cli.codes import ExitCode
from kaptui.cli.refusal import Refusal
from kaptui.store.directory import is_blank
from kaptui.store.names import is_plan
from kaptui.text import N_

FOLDER: Final = "places"


def refuse_vanished(directory: Path, state: Path | None) -> None:
    """Raises ``Refusal`` (69) where accounts were met in a directory that is gone now or quite empty, with its disk."""
    note = _note(directory, state)
    if note is not None and _is_untouched(directory) and _is_on_another_disk(directory, note):
        msgid = N_(
            "{directory} is gone or empty, though accounts were kept there: perhaps its disk is not mounted. Nothing"
            " was put in its place. Should it have been removed on purpose, remove {note} too."
        )
        raise Refusal(ExitCode.OUT_OF_REACH, msgid, directory=str(directory), note=str(note))


def note_place(directory: Path, state: Path | None) -> None:
    """Note that accounts were met in a directory, and on which disk, if there are any. Raises nothing."""
    with suppress(OSError):
        note = _note(directory, state)
        if note is not None and _holds_plans(directory):
            told = b"%s\n%d\n" % (os.fsencode(directory), directory.stat().st_dev)
            if not note.exists() or note.read_bytes() != told:
                _write(note, told)


def _write(note: Path, told: bytes) -> None:
    """Write a note that nobody else may read, whatever the umask."""
    if not note.parent.is_dir():
        note.parent.mkdir(exist_ok=True)
        note.parent.chmod(0o700)
    descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
        os.write(descriptor, told)
    finally:
        os.close(descriptor)


def _note(directory: Path, state: Path | None) -> Path | None:
    """The note about a directory of this host, which may not be there; ``None`` without a state directory.

    A home directory may be the same on several hosts, and the directory another on each.
    """
    if state is None:
        return None
    place = os.fsencode(f"{os.uname().nodename}\0{directory.absolute()}")
    return state / FOLDER / f"{hashlib.sha256(place).hexdigest()[:24]}.note"


def _is_untouched(directory: Path) -> bool:
    """Whether there is nothing of ours. What cannot be looked at is another trouble, of which the store tells."""
    try:
        return is_blank(str(directory))
    except OSError:
        return False


def _is_on_another_disk(directory: Path, note: Path) -> bool:
    """Whether what is nearest to the directory lies on another device than its accounts did, if there were any.

    A note that cannot be read, such as one of another user's, tells nothing.
    """
    absolute = directory.absolute()
    nearest = next(place for place in (absolute, *absolute.parents) if os.path.lexists(place))
    try:
        return nearest.stat().st_dev != int(note.read_bytes().splitlines()[-1])
    except (OSError, ValueError, IndexError):
        return False


def _holds_plans(directory: Path) -> bool:
    with os.scandir(directory) as entries:
        return any(is_plan(entry.name) for entry in entries)
