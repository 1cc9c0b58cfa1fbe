"""Writing a file so that nobody ever meets half of it, and nobody but its owner reads it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_whole(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file of mode 0600, whole or not at all; one that is there is replaced only when ``replace`` is said.

    Raises ``FileExistsError``, else the ``OSError`` of whatever failed; nothing is left behind then.
    """
    if path.is_dir():
        raise IsADirectoryError(21, os.strerror(21), str(path))
    draft = path.with_name(f".{secrets.token_hex(8)}.tmp")
    descriptor = new_private_file(draft)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            _put_in_place(draft, path, data)
    finally:
        draft.unlink(missing_ok=True)


def _put_in_place(draft: Path, path: Path, data: bytes) -> None:
    """Give the draft its name unless somebody has it; a file system without hard links gets a plain new file."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        write_new(path, data)


def write_new(path: Path, data: bytes) -> None:
    """Write a new file of mode 0600; of one that cannot be written whole nothing stays. Raises ``FileExistsError``,
    ``OSError``."""
    descriptor = new_private_file(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def new_private_file(path: Path) -> int:
    """A descriptor to write a new file of mode 0600 through, whatever the umask. Raises ``FileExistsError``,
    ``OSError``."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor
