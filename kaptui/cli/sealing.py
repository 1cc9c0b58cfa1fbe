"""Before anything else is imported: what the environment could have this process load, write or run is taken away.

Python itself has read its variables when this is reached, so a forced command had better start ``python -I -m kaptui``;
what follows holds without it, too, for everything that is imported or asked from here on.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import MutableMapping
from typing import Final

OWN_PLACE: Final = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120 - before any import
"""The directory from which this package was imported."""

_NAMES: Final = ("PYTHON", "TEXTUAL")
"""Variables that begin so make Python or Textual load code, write files or open ports."""


def narrow_path(path: list[str], environment: MutableMapping[str, str]) -> None:
    """Take out of Python's search path what the environment or the working directory has put there."""
    named = [each for each in environment.get("PYTHONPATH", "").split(os.pathsep) if each]
    user_site = getattr(sys.modules.get("site"), "USER_SITE", None)
    foreign = {_whole(each) for each in (*named, *([user_site] if user_site else []), "")} - {OWN_PLACE}
    path[:] = [each for each in path if _whole(each) not in foreign]


def seal(environment: MutableMapping[str, str]) -> None:
    """Take the variables away, sleep for nobody, and write no compiled modules, which would lie beside the program."""
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    for name in [each for each in environment if each.startswith(_NAMES)]:
        del environment[name]


def end(code: int) -> None:
    """End the process here when Python was told to go on with a prompt of its own afterwards (``PYTHONINSPECT``)."""
    if sys.flags.inspect or sys.flags.interactive:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(code)


def _whole(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - before any import
