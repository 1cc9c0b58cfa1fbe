"""Exit codes: sysexits.h where it has one, 128 + n after a signal."""

from __future__ import annotations

import signal
from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell gets to know."""

    DONE = 0
    CHECK_FAILED = 1
    USAGE = 2
    BAD_DATA = 65
    NO_INPUT = 66
    OUT_OF_REACH = 69
    SOFTWARE = 70
    CANNOT_CREATE = 73
    TRY_AGAIN = 75
    NOT_PERMITTED = 77
    BAD_CONFIGURATION = 78
    INTERRUPTED = 128 + signal.SIGINT
    NOBODY_READS = 128 + signal.SIGPIPE
