"""One configuration file: read into entries and complaints, and written so that its comments stay."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kaptui.config import KEYS, LOCKED, SETTINGS, BadConfiguration, Fault, Problem, fault_of

_BY_KEY = {setting.key: setting for setting in SETTINGS}
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Entries:
    """What one file says: settings, locked settings (system file only), keys by command id."""

    values: Mapping[str, str] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_entries(path: Path, *, system: bool) -> tuple[Entries, list[Problem]]:
    """What a file says and everything that is wrong in it; a file that does not exist says nothing."""
    try:
        text = text_of(path)
    except (FileNotFoundError, NotADirectoryError):
        return Entries(), []
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        return Entries(), [Problem(str(path), Fault.UNREADABLE, found=str(reason))]
    try:
        table = table_in(text)
    except NotToml as error:
        return Entries(), [Problem(str(path), Fault.NOT_TOML, found=str(error))]
    return _entries(str(path), table, system)


class NotToml(ValueError):
    """A text is not TOML, or holds what could not even be told in a complaint; the reason is its message."""


def table_in(text: str) -> dict[str, Any]:
    """What TOML text says. Raises ``NotToml``, also for what the parser itself gives up on: a number of thousands of
    digits, brackets in thousands."""
    import tomllib

    try:
        table = tomllib.loads(text)
        repr(table)  # a number that is too long to be written out could be found wrong, but not shown
    except tomllib.TOMLDecodeError as error:
        raise NotToml(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise NotToml("a number is too long, or brackets stand too deep") from error
    return table


def text_of(path: Path, *, follow: bool = True) -> str:
    """The text of a regular file. Never waits for a pipe, never reads without an end, follows links only if told so.

    Raises ``OSError`` and ``UnicodeDecodeError``.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "no regular file", str(path))
        return file.read(_LARGEST).decode("utf-8-sig")


def limits_text(path: Path) -> str:
    """What a limits' file says. Its directory is one that many may write in, so no link is followed.

    Raises ``OSError`` and ``UnicodeDecodeError``.
    """
    return text_of(path, follow=False)


def _entries(where: str, table: dict[str, Any], system: bool) -> tuple[Entries, list[Problem]]:
    locked = table.pop(LOCKED, {})
    keys = table.pop(KEYS, {})
    problems = [*_wrong(where, table, ""), *_wrong_keys(where, keys)]
    if not system:
        switches = (key for key in table if _is_switch(key))
        problems += [Problem(where, Fault.ONLY_SYSTEM, key) for key in switches]
    if locked and not system:
        problems.append(Problem(where, Fault.ONLY_SYSTEM, LOCKED))
    elif not isinstance(locked, dict):
        problems.append(Problem(where, Fault.NOT_TEXT, LOCKED, _short(locked)))
    else:
        problems += _wrong(where, locked, f"{LOCKED}.")
    if problems:
        return Entries(), problems
    return Entries(_named(table), _named(locked), {name: _key_words(value) for name, value in keys.items()}), []


def _named(table: Mapping[str, Any]) -> dict[str, str]:
    return {_setting_key(key): _text(value) for key, value in table.items()}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_switch(key: str) -> bool:
    setting = _BY_KEY.get(_setting_key(key))
    return setting is not None and setting.is_switch


def _setting_key(key: str) -> str:
    """``data-dir`` as on the command line and ``data_dir`` are the same setting."""
    return key.replace("-", "_")


def _wrong(where: str, table: Mapping[str, Any], prefix: str) -> Iterator[Problem]:
    for key, value in table.items():
        setting = _BY_KEY.get(_setting_key(key))
        if setting is None:
            yield Problem(where, Fault.UNKNOWN_KEY, prefix + key, expected=_likely(key))
            continue
        fault = fault_of(setting, value)
        if fault is not None:
            yield Problem(where, fault, prefix + key, _short(value), setting.choices)


def _likely(key: str) -> tuple[str, ...]:
    """The setting somebody probably meant, else all of them."""
    from difflib import get_close_matches

    return tuple(get_close_matches(_setting_key(key.lower()), _BY_KEY, 1)) or tuple(_BY_KEY)


def _wrong_keys(where: str, keys: Any) -> Iterator[Problem]:
    if not isinstance(keys, dict):
        yield Problem(where, Fault.NOT_KEYS, KEYS, _short(keys))
        return
    for name, value in keys.items():
        if not all(isinstance(word, str) and word for word in (value if isinstance(value, list) else [value])):
            yield Problem(where, Fault.NOT_KEYS, f"{KEYS}.{name}", _short(value))


def _key_words(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:40] + "..."


def write_entry(path: Path, key: str, value: str) -> None:
    """Set one entry of a file, made when it is not there; everything else in it stays as it was, comments too.

    Raises ``OSError``, and ``BadConfiguration`` when what stands there is no TOML: a file somebody is editing is not
    overwritten.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    target = path.resolve()
    try:
        document = tomlkit.parse(text_of(target))
    except FileNotFoundError:
        document = tomlkit.document()
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise BadConfiguration((Problem(str(path), Fault.NOT_TOML, found=str(error)),)) from error
    spelling = next((name for name in document if _setting_key(name) == key), key)
    if document.get(spelling) == value:
        return
    document[spelling] = value
    _replace(target, tomlkit.dumps(document))


def _replace(path: Path, text: str) -> None:
    """The whole file at once, so that a reader never meets half of it; private when it is new."""
    from secrets import token_hex

    make_private(path.parent)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    draft = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def make_private(directory: Path) -> None:
    """Make a directory, and those above it that are not there, so that only their owner gets in, whatever the umask.

    Raises ``OSError``.
    """
    for place in (*reversed(directory.parents), directory):
        if not place.is_dir():
            place.mkdir(exist_ok=True)
            place.chmod(0o700)
