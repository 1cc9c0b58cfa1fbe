"""Runs ``kaptui`` under an audit hook: ``python -m tests.tools.audited REPORT ARGUMENTS...``.

REPORT gets one JSON line for each file opened, each process started and each connection made.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

STARTS = ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn",
          "subprocess.Popen")  # fmt: skip
"""Events of a process that is started, or becomes another program."""
CONNECTS = ("socket.connect", "socket.bind", "webbrowser.open")


def main(report: str, arguments: list[str]) -> int:
    """Install the hook, then be ``kaptui``; the exit code."""
    target = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def told(**entry: Any) -> None:
        os.write(target, (json.dumps(entry, default=repr) + "\n").encode())

    def heard(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and not isinstance(args[0], int):
            flags = args[2] or 0
            writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))
            path = os.path.abspath(os.fsdecode(args[0]))  # noqa: PTH100 - a hook had better open nothing itself
            told(event="open", path=path, writes=writes)
        elif event in STARTS or event in CONNECTS:
            told(event=event, path=repr(args[:1]), writes=False)

    sys.argv = ["kaptui", *arguments]
    from kaptui.__main__ import main as kaptui

    sys.addaudithook(heard)
    return kaptui()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
