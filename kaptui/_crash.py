"""What is told of a fault of our own: its kind and the places in the code, never a value.

Messages of exceptions quote what they stumbled over, which is somebody's judgement of a customer; neither they nor
local variables go into the report, let alone onto the screen.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kaptui import __version__

EX_SOFTWARE: Final = 70
"""The exit code after a fault of our own, as in sysexits.h."""


def report(error: BaseException) -> str:
    """Versions, and for the error and everything that led to it the kind and the places, innermost last."""
    system = os.uname()
    head = f"kaptui {__version__}, Python {sys.version.split()[0]}, {system.sysname} {system.release}"
    return "\n".join([head, "", *_lines(error, set())]) + "\n"


def write_report(error: BaseException, directory: Path) -> Path | None:
    """Writes ``report`` into a new file of the directory that only its owner can read (0600); None if that fails."""
    import tempfile

    try:
        handle, name = tempfile.mkstemp(prefix="kaptui-crash-", suffix=".txt", dir=directory)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            os.fchmod(handle, 0o600)
            file.write(report(error))
    except OSError:
        return None
    return Path(name)


def kind(error: BaseException) -> str:
    """The name of the error's class; for a failed worker that of the error that failed it."""
    return type(_unwrapped(error)).__qualname__


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    error = _unwrapped(error)
    if id(error) in seen:
        return
    seen.add(id(error))
    if error.__cause__ is not None:
        yield from _lines(error.__cause__, seen)
        yield "which was the cause of"
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _lines(error.__context__, seen)
        yield "during which there was"
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_qualname}"
    if isinstance(error, BaseExceptionGroup):
        for number, part in enumerate(error.exceptions, 1):
            yield f"part {number}"
            yield from _lines(part, seen)


def _unwrapped(error: BaseException) -> BaseException:
    """The error itself where Textual has wrapped it in a WorkerFailed, which knows no place in the code."""
    inner = getattr(error, "error", None)
    return inner if isinstance(inner, BaseException) and error.__traceback__ is None else error
