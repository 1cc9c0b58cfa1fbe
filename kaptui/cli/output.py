"""The one way out: data to stdout, talk to stderr.

Text for people passes ``visible``, so that no name commands a terminal; JSON goes out as UTF-8, with escapes for what a
terminal would obey.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any


def put(lines: Iterable[str]) -> None:
    """Lines of data for people to stdout. Raises ``OSError`` when they cannot be written."""
    from kaptui.draw.width import visible

    put_page("\n".join(visible(line) for line in lines))


def put_page(text: str) -> None:
    """Our own words in several lines to stdout, in the terminal's encoding; nothing at all when it is empty."""
    if text:
        _write(text + "\n", encoding_of(sys.stdout))


def encoding_of(stream: Any) -> str:
    """The encoding of a stream, UTF-8 where ASCII is not ASCII: a terminal would obey the other bytes."""
    encoding: str = getattr(stream, "encoding", None) or "utf-8"
    return encoding if "\n~".encode(encoding, "replace") == b"\n~" else "utf-8"


def put_json(value: Any) -> None:
    """A value as indented JSON to stdout."""
    import json

    put_exactly(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def put_exactly(text: str) -> None:
    """JSON, or our own words, for programs to stdout, as UTF-8 whatever the locale says."""
    from kaptui.plan.clean import spelled_out

    _write(spelled_out(text), "utf-8")


def _write(text: str, encoding: str) -> None:
    if sys.stdout is None:  # closed by whoever started us
        raise OSError("stdout")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))
        sys.stdout.buffer.flush()
    except OSError:
        hush()
        raise


def say(sentence: str) -> None:
    """A sentence to stderr; if nobody hears it, so be it."""
    from kaptui.draw.width import visible

    if sys.stderr is None:
        return
    try:
        sys.stderr.flush()
        sys.stderr.buffer.write((visible(sentence) + "\n").encode(encoding_of(sys.stderr), "backslashreplace"))
        sys.stderr.buffer.flush()
    except OSError:
        return


def hush() -> None:
    """Nothing more goes to stdout: what is left in the buffers must not become a complaint when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
