"""What a person or an administrator set: flag, then ``KAPTUI_*`` variable, user's file, system's file, default.

The system's ``[locked]`` table stands above all of them. Everything that is wrong in any source is collected and raised
together, as data: file, key, what was found, what is expected. Nothing is read at import, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

SYSTEM_FILE: Final = Path("/etc/xdg/kaptui/config.toml")
"""The administrator's file. No variable moves it: what it locks would not be locked otherwise."""
LIMITS_FILE: Final = "limits.toml"
"""The file of the data directory that sets weights and limits otherwise than the method (see ``config_limits``)."""
LOCKED: Final = "locked"
RESTRICTED_FLAG: Final = "--restricted"
KEYS: Final = "keys"


class Source(StrEnum):
    """Where a value comes from, the strongest first."""

    LOCKED = "locked"
    FLAG = "flag"
    VARIABLE = "variable"
    USER = "user"
    SYSTEM = "system"
    DEFAULT = "default"


class Fault(StrEnum):
    """What is wrong with an entry or a whole file."""

    UNREADABLE = "unreadable"
    NOT_TOML = "not_toml"
    UNKNOWN_KEY = "unknown_key"
    ONLY_SYSTEM = "only_system"
    NOT_TEXT = "not_text"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_SWITCH = "not_a_switch"
    NOT_ABSOLUTE = "not_absolute"
    NOT_KEYS = "not_keys"
    NOT_WHOLE = "not_whole"
    OUT_OF_BOUNDS = "out_of_bounds"


class Setting(NamedTuple):
    """One setting. ``help`` is a msgid; default ``""`` is found when needed.

    Without ``choices`` it is a directory, or a switch: a flag without value, ``true`` or ``false`` in a file, and only
    in the system's file.
    """

    key: str
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    is_switch: bool = False

    @property
    def is_directory(self) -> bool:
        """Whether its value is a directory."""
        return not self.choices and not self.is_switch

    @property
    def flag(self) -> str:
        """The option of the command line: ``--data-dir``."""
        return "--" + self.key.replace("_", "-")

    @property
    def variable(self) -> str:
        """The environment variable: ``KAPTUI_DATA_DIR``."""
        return "KAPTUI_" + self.key.upper()


SETTINGS: Final = (
    Setting("data_dir", "Directory of the account plans."),
    Setting("lang", "Language of the interface; not set: the language of the terminal.", ("zh", "en")),
    Setting("glyphs", "Characters for lines and boxes.", ("auto", "ascii", "unicode"), "auto"),
    Setting("exchange_dir", "The one directory for files in and out when restricted."),
    Setting("restricted", "For a forced command: no files but those exchanged.", default="false", is_switch=True),
)


class Problem(NamedTuple):
    """One wrong entry: ``where`` is the file or variable, ``found`` what it says, ``expected`` what it may say."""

    where: str
    fault: Fault
    key: str = ""
    found: str = ""
    expected: tuple[str, ...] = ()


class BadConfiguration(Exception):
    """One or more wrong entries; nothing was taken from any source."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.key} {problem.fault.value}" for problem in problems))
        self.problems = problems


class Files(NamedTuple):
    """The two files. ``of_this_machine`` is where they are; tests put them elsewhere."""

    user: Path
    system: Path = SYSTEM_FILE

    @classmethod
    def of_this_machine(cls) -> Files:
        """The user's file in the platform's configuration directory, and the system's."""
        from platformdirs import user_config_path

        return cls(user_config_path("kaptui", appauthor=False) / "config.toml")


class Value(NamedTuple):
    """A value in force, where it comes from, and the file or variable by name (empty for flags and defaults)."""

    text: str
    source: Source
    where: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force. ``ignored`` are flags that a lock overrules; ``keys`` the remapped keys by command id."""

    files: Files
    values: Mapping[str, Value]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @property
    def lang(self) -> str:
        """``zh``, ``en``, or ``""`` when nobody chose."""
        return self.values["lang"].text

    @property
    def glyphs(self) -> Literal["auto", "ascii", "unicode"]:
        """Which characters draw lines; ``auto`` asks the terminal."""
        match self.values["glyphs"].text:
            case "ascii":
                return "ascii"
            case "unicode":
                return "unicode"
            case _:
                return "auto"

    @property
    def data_dir(self) -> Path:
        """The directory of the plans: as set, else the platform's place for a user's data."""
        text = self.values["data_dir"].text
        return _expanded(text) if text else default_data_dir()

    @property
    def exchange_dir(self) -> Path | None:
        """The one directory for files in and out in restricted mode, where there is one."""
        text = self.values["exchange_dir"].text
        return _expanded(text) if text else None

    def remember(self, key: str, value: str) -> bool:
        """Write a choice into the user's file, its comments and order kept. False when the key is locked.

        Raises ``OSError`` when the file cannot be written and ``BadConfiguration`` when it cannot be read as TOML.
        """
        if self.values[key].source is Source.LOCKED:
            return False
        from kaptui.config_file import write_entry

        write_entry(self.files.user, key, value)
        return True


def _expanded(text: str) -> Path:
    """A directory as somebody wrote it, ``~`` in it or not."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # "~somebody" of whom the machine knows nothing
        return Path(text)


def default_data_dir() -> Path:
    """The platform's place for a user's data."""
    from platformdirs import user_data_path

    return user_data_path("kaptui", appauthor=False)


def restricted_by_system(files: Files) -> bool:
    """Whether the system's file restricts everybody; one in which anything is wrong does, until it is corrected."""
    from kaptui.config_file import read_entries

    system, problems = read_entries(files.system, system=True)
    return bool(problems) or "true" in (system.locked.get("restricted"), system.values.get("restricted"))


def load(
    flags: Mapping[str, str], variables: Mapping[str, str], files: Files, *, is_restricted: bool = False
) -> Config:
    """The settings in force; ``flags`` by setting key, ``variables`` the environment. Raises ``BadConfiguration``.

    In restricted mode neither a variable nor the user's file says where files lie.
    """
    from kaptui.config_file import read_entries

    user, problems = read_entries(files.user, system=False)
    system, more = read_entries(files.system, system=True)
    free = tuple(setting for setting in SETTINGS if not (is_restricted and setting.is_directory))
    spoken = {setting.key: variables.get(setting.variable, "") for setting in free if not setting.is_switch}
    own = {setting.key: user.values[setting.key] for setting in free if setting.key in user.values}
    problems += [*more, *_wrong_variables(spoken)]
    if problems:
        raise BadConfiguration(tuple(problems))
    values = {
        setting.key: next(_candidates(setting, system.locked, flags, spoken, own, system.values, files))
        for setting in SETTINGS
    }
    if is_restricted and values["restricted"].text != "true":
        values["restricted"] = Value("true", Source.FLAG)
    ignored = tuple(key for key, text in flags.items() if system.locked.get(key, text) != text and key != "restricted")
    return Config(files, values, {**system.keys, **user.keys}, ignored)


def _candidates(
    setting: Setting,
    locked: Mapping[str, str],
    flags: Mapping[str, str],
    variables: Mapping[str, str],
    user: Mapping[str, str],
    system: Mapping[str, str],
    files: Files,
) -> Iterator[Value]:
    """The values somebody gave this setting, the strongest first, the default last."""
    layers: tuple[tuple[Source, Mapping[str, str], str], ...] = (
        (Source.LOCKED, locked, str(files.system)),
        (Source.FLAG, flags, ""),
        (Source.VARIABLE, variables, setting.variable),
        (Source.USER, user, str(files.user)),
        (Source.SYSTEM, system, str(files.system)),
    )
    for source, layer, where in layers:
        if layer.get(setting.key):
            yield Value(layer[setting.key], source, where)
    yield Value(setting.default, Source.DEFAULT)


def _wrong_variables(spoken: Mapping[str, str]) -> Iterator[Problem]:
    for setting in SETTINGS:
        text = spoken.get(setting.key, "")
        fault = text and setting.choices and fault_of(setting, text)
        if fault:
            yield Problem(setting.variable, fault, setting.key, text, setting.choices)


def fault_of(setting: Setting, value: Any) -> Fault | None:
    """What is wrong with a value of a setting, ``None`` when nothing is. Files name directories absolutely."""
    if setting.is_switch:
        return None if isinstance(value, bool) else Fault.NOT_A_SWITCH
    if not isinstance(value, str):
        return Fault.NOT_TEXT
    if setting.choices:
        return None if value in setting.choices else Fault.NOT_A_CHOICE
    return None if value.startswith(("/", "~")) and "\0" not in value else Fault.NOT_ABSOLUTE
