"""The index on disk: what every account said when it was read, one column a fact, each read when it is first asked for.

The first line is a header, the columns follow as one line of JSON each, then the long texts of the accounts one behind
the other. A list of ten thousand accounts asks for a few columns and for the texts of the accounts in sight.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Generator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

VERSION: Final = 2
LENGTHS: Final = "#text"
"""The column of the lengths of the texts, in bytes."""
_HEADER_LIMIT: Final = 1 << 16
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class NoIndex(Exception):
    """What stands at the path is no index of ours: nothing, something else, another version, another user's."""


class IndexFile:
    """An index as it was when it was opened, also after another took its place. ``key`` is what it was made for."""

    def __init__(self, path: str) -> None:
        """Raises ``NoIndex``, ``OSError``."""
        self._columns: dict[str, list[Any]] = {}
        self._starts: list[int] | None = None
        self._descriptor = -1
        self._descriptor = os.open(path, _READ)
        try:
            self._read_header()
        except BaseException as error:
            self.close()
            if isinstance(error, ValueError | LookupError | TypeError | AttributeError):
                raise NoIndex(path) from error
            raise

    def _read_header(self) -> None:
        status = os.fstat(self._descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            raise ValueError("not a file of ours")
        line = os.pread(self._descriptor, _HEADER_LIMIT, 0).partition(b"\n")[0]
        header = json.loads(line)
        if header["version"] != VERSION or not isinstance(header["count"], int):
            raise ValueError("another version")
        self.key = str(header["key"])
        self.count: int = header["count"]
        sizes = [int(size) for _, size in header["columns"]]
        starts = list(accumulate(sizes, initial=len(line) + 1))
        names = [str(name) for name, _ in header["columns"]]
        self._places = dict(zip(names, zip(starts, sizes, strict=False), strict=True))
        self._texts = starts[-1]
        if status.st_size != self._texts + header["texts"]:
            raise ValueError("not all of it is there")

    def close(self) -> None:
        """Let go of the file."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def __del__(self) -> None:
        self.close()

    @property
    def names(self) -> frozenset[str]:
        """The columns there are."""
        return frozenset(self._places)

    def column(self, name: str) -> list[Any]:
        """The values under a name, one for each account. Raises ``NoIndex`` for a column that is not there or torn."""
        known = self._columns.get(name)
        if known is None:
            start, size = self._places.get(name, (0, 0))
            try:
                known = json.loads(os.pread(self._descriptor, size, start))
            except (OSError, ValueError) as error:
                raise NoIndex(name) from error
            if not isinstance(known, list) or len(known) != self.count:
                raise NoIndex(name)
            self._columns[name] = known
        return known

    def text(self, row: int) -> bytes:
        """The long text of an account, as UTF-8. Raises ``NoIndex``."""
        if self._starts is None:
            self._starts = list(accumulate(self.column(LENGTHS), initial=self._texts))
        start, end = self._starts[row : row + 2]
        try:
            return os.pread(self._descriptor, end - start, start)
        except OSError as error:
            raise NoIndex(LENGTHS) from error


def parts_of_index(
    key: str, columns: Mapping[str, Sequence[Any]], texts: Sequence[bytes]
) -> Generator[bytes, None, None]:
    """An index in pieces, each quickly made; all of one length. Raises ``ValueError`` for what JSON cannot hold."""
    lines: list[bytes] = []
    names = [*columns, LENGTHS]
    for name in names:
        values = list(columns[name]) if name != LENGTHS else list(map(len, texts))
        lines.append(json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n")
        yield b""
    header = {
        "version": VERSION,
        "key": key,
        "count": len(texts),
        "columns": [[name, len(line)] for name, line in zip(names, lines, strict=True)],
        "texts": sum(map(len, texts)),
    }
    yield json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    yield from lines
    yield b"".join(texts)
