"""One archive of many plans: each plan's file as it stands and its history, in a ZIP that any computer can open.

The plan's file is read before its history. Saves in between only add to the history, and records beyond the plan's
revision count for nothing, so the two always fit without anybody being kept from saving.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final

from kaptui.plan.document import AccountPlan
from kaptui.store.directory import Directory
from kaptui.store.durable import SIZE_LIMIT, read_file, replace_file, store_errors, sync_directory
from kaptui.store.errors import AlreadyThere, Damaged, NewerFormat, Reason, StoreError
from kaptui.store.names import HISTORY, PLAN, exports_name
from kaptui.store.planfile import plan_file
from kaptui.store.port import Stamp
from kaptui.store.strict_json import strict_json
from kaptui.store.upkeep import files_set_aside, give_to_owner, held, is_private, owner_of

FORMAT: Final = 1
"""The number of the archive's own format."""
NOTE: Final = "kaptui-backup.json"
"""The member that makes a ZIP an archive of ours; it says when and by whom it was made."""

EXPORTS: Final = ".exports"
"""How the name of the list of a plan's exports ends in an archive."""

_SIGN: Final = b"PK"
_FIRST: Final = (1980, 1, 1, 0, 0, 0)
_LAST: Final = (2107, 12, 31, 23, 59, 58)
"""The times that an entry in a ZIP can have."""
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How members may be packed: ours are, and what another unpacker gives up on is nothing to foresee here."""


@dataclass(frozen=True, slots=True)
class Archived:
    """One plan of an archive, checked; ``raw``, ``history`` and the list of its exports are its files byte for byte.
    ``private_to`` is the user whose alone it was, None for one that a group could read."""

    plan: AccountPlan
    raw: bytes
    history: bytes
    exports: bytes = b""
    private_to: str | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive as it was opened. ``made`` and ``by`` are its own words; ``private`` says of files that no group could
    read whose they were."""

    source: Path
    content: zipfile.ZipFile
    made: str
    by: str
    private: Mapping[str, str]

    def plans(self) -> Iterator[Archived | StoreError]:
        """Every plan in it, or what is wrong with it, in the order of the names of their files."""
        for name in sorted(self.content.namelist()):
            if name.endswith(PLAN) and name != NOTE:
                try:
                    yield self._plan(name)
                except StoreError as problem:
                    yield problem

    def _plan(self, name: str) -> Archived:
        raw = _member(self, name)
        plan = _plan_in(raw, str(self.source / name))
        stem, names = name.removesuffix(PLAN), self.content.namelist()
        history, exports = (_member(self, stem + end) if stem + end in names else b"" for end in (HISTORY, EXPORTS))
        return Archived(plan, raw, history, exports, self.private.get(name))


def archived(paths: Iterable[str], stamp: Stamp) -> tuple[bytes, tuple[StoreError, ...]]:
    """The bytes of an archive of these plan files, and why some are not in it."""
    target, problems, private = io.BytesIO(), [], dict[str, str]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as content:
        for path in sorted(paths):
            try:
                files = _files(path)
            except StoreError as problem:
                problems.append(problem)
                continue
            for name, raw in files:
                content.writestr(_entry(name, stamp), raw, zipfile.ZIP_DEFLATED)
            if is_private(path):
                private[os.path.basename(path)] = owner_of(path)
        note = {"format": FORMAT, "made": stamp.when.astimezone(UTC).isoformat(timespec="seconds"), "by": stamp.who}
        told = json.dumps(note | {"private": private}, ensure_ascii=False).encode("utf-8", "replace")
        content.writestr(_entry(NOTE, stamp), told, zipfile.ZIP_DEFLATED)
    return target.getvalue(), tuple(problems)


def _entry(name: str, stamp: Stamp) -> zipfile.ZipInfo:
    """A member for its owner alone, of the time of the archive, as far as ZIP has it: a clock may say 1970."""
    moment = stamp.when.astimezone().timetuple()[:6]
    entry = zipfile.ZipInfo(name, min(max(moment, _FIRST), _LAST))
    entry.external_attr = 0o600 << 16
    return entry


def is_archive(beginning: bytes) -> bool:
    """Whether a file that begins like this may be an archive."""
    return beginning.startswith(_SIGN)


def opened_archive(raw: bytes, source: Path) -> Archive:
    """The archive in these bytes. Raises ``Damaged``, ``NewerFormat``."""
    try:
        content = zipfile.ZipFile(io.BytesIO(raw))
        archive = Archive(source, content, "", "", {})
        note = strict_json(_member(archive, NOTE))
        number, made, by = note["format"], note["made"], note["by"]
        private = {str(name): str(owner) for name, owner in note.get("private", {}).items()}
    except (zipfile.BadZipFile, ValueError, LookupError, TypeError, AttributeError, NotImplementedError) as error:
        raise Damaged(source, Reason.NOT_AN_ARCHIVE) from error
    if isinstance(number, int) and number > FORMAT:
        raise NewerFormat(source, number, FORMAT)
    return Archive(source, content, str(made), str(by), private)


def put_back(directory: Directory, found: Archived) -> None:
    """Store a plan of an archive with its history, both as they were. It is its owner's alone when it was so then, or
    when what is left of it here is. Raises ``AlreadyThere`` when it is there."""
    with held(directory, found.plan.id) as paths, store_errors(paths.plan):
        if os.path.lexists(paths.plan):
            raise AlreadyThere(found.plan.id)
        left = [path for path in (paths.backup, paths.history, *files_set_aside(paths)) if is_private(path)]
        owner = found.private_to or (owner_of(left[0]) if left else "")
        mode = 0o600 if left or found.private_to is not None else directory.file_mode
        exported = directory.at(exports_name(found.plan.id))
        for path, content in ((paths.history, found.history), (exported, found.exports)):
            if content and not _goes_on(path, content):
                replace_file(path, paths.temporary, content, mode)
                give_to_owner(path, owner)
        replace_file(paths.plan, paths.temporary, found.raw, mode)
        give_to_owner(paths.plan, owner)
        sync_directory(directory.path)


def _goes_on(path: str, archived: bytes) -> bool:
    """Whether what outlived its plan begins as the archive has it: then it remembers more, and stays."""
    try:
        return read_file(path)[0].startswith(archived)
    except FileNotFoundError:
        return False


def _files(path: str) -> list[tuple[str, bytes]]:
    """A plan's file, its history and the list of its exports with their names in the archive. Raises ``StoreError``."""
    with store_errors(path):
        raw = read_file(path)[0]
        exported = f"{os.path.dirname(path)}/{exports_name(_plan_in(raw, path).id)}"
        stem = path.removesuffix(PLAN)
        files = [(os.path.basename(path), raw)]
        with contextlib.suppress(FileNotFoundError):
            files.append((os.path.basename(stem) + HISTORY, read_file(stem + HISTORY)[0]))
        with contextlib.suppress(OSError, StoreError):  # a courtesy, for which no plan is left out
            files.append((os.path.basename(stem) + EXPORTS, read_file(exported)[0]))
        return files


def _plan_in(raw: bytes, path: str) -> AccountPlan:
    return plan_file(raw, None, path).plan


def _member(archive: Archive, name: str) -> bytes:
    """The content of a member, of which no more is unpacked than a plan may weigh. Raises ``Damaged``, ``KeyError``."""
    if archive.content.getinfo(name).compress_type not in _PACKED:
        raise Damaged(archive.source / name, Reason.NOT_AN_ARCHIVE)
    try:
        with archive.content.open(name) as file:
            raw = file.read(SIZE_LIMIT + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Damaged(archive.source / name, Reason.NOT_AN_ARCHIVE) from error
    if len(raw) > SIZE_LIMIT:
        raise Damaged(archive.source / name, Reason.TOO_LARGE)
    return raw
