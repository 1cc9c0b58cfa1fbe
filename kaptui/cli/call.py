"""One call of the command line: its flags, and what follows from them, found out when it is needed."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from kaptui.cli.codes import ExitCode
from kaptui.cli.output import say
from kaptui.cli.refusal import Refusal
from kaptui.config import LIMITS_FILE, RESTRICTED_FLAG, BadConfiguration, Config, Files, load
from kaptui.text import LANGUAGES, N_, preferred_language, tr, use_language

if TYPE_CHECKING:
    from kaptui.exchange.handover import Handover
    from kaptui.insight.limits import Limits
    from kaptui.plan.document import AccountPlan
    from kaptui.store.port import Account, Stamp
    from kaptui.store.tiny import TinyStore

TODAY_VARIABLE = "KAPTUI_TODAY"


class Call:
    """``arguments`` as typed; ``flags`` fills while they are parsed. ``files`` are the configuration's, for tests.

    ``begins_anew``: this command brings its own accounts and asks for no others, wherever they have gone.
    """

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str] | None = None, files: Files | None = None
    ) -> None:
        self.arguments = tuple(arguments)
        self.environment = os.environ if environment is None else environment
        self.flags: dict[str, str] = {}
        self.begins_anew = False
        self._files = files

    @cached_property
    def files(self) -> Files:
        """Where the configuration lies."""
        return self._files or Files.of_this_machine()

    @cached_property
    def config(self) -> Config:
        """The settings in force. Raises ``BadConfiguration``."""
        flags = {key: text for key, text in self.flags.items() if key != "today"}
        return load(flags, self.environment, self.files, is_restricted=self.is_restricted)

    @cached_property
    def is_restricted(self) -> bool:
        """Whether this call is that of a forced command, or the system's file restricts everybody."""
        return RESTRICTED_FLAG in self.arguments or self._is_bound_by_system

    @cached_property
    def _is_bound_by_system(self) -> bool:
        from kaptui.config import restricted_by_system

        return restricted_by_system(self.files)

    def narrow(self) -> None:
        """Take the command typed behind ``ssh host``, if any, for the arguments. Raises ``Refusal`` (77)."""
        from kaptui.cli.restriction import words_in_force

        is_trusted = not self._is_bound_by_system
        self.arguments = words_in_force(self.arguments, self.environment, is_trusted=is_trusted)

    @property
    def handover(self) -> Handover:
        """Where the files are that a user names. Raises ``Refusal`` (78) for a directory in which there are plans."""
        from kaptui.exchange.handover import Handover

        exchange = self.config.exchange_dir
        if self.is_restricted and exchange is not None:
            from kaptui.cli.failures import state_directory
            from kaptui.cli.restriction import refuse_exchange_of_plans

            refuse_exchange_of_plans(exchange, (self.config.data_dir, state_directory()))
        return Handover(exchange, self.is_restricted)

    @cached_property
    def today(self) -> date:
        """The day every computation takes for today: told, else the machine's."""
        told = self.flags.get("today") or self.environment.get(TODAY_VARIABLE, "")
        if not told:
            return datetime.now().astimezone().date()
        day = today_meant(told)
        if day is None:
            msgid = N_('{variable} is "{text}"; a day from 1900-01-01 to 2199-12-31 is expected, YYYY-MM-DD.')
            raise Refusal(ExitCode.BAD_CONFIGURATION, msgid, variable=TODAY_VARIABLE, text=told)
        return day

    @cached_property
    def who(self) -> str:
        """Who acts, as the operating system knows it; a variable can be forged."""
        import pwd

        from kaptui.plan.clean import cleaned_name

        user = os.getuid()
        try:
            name = cleaned_name(pwd.getpwuid(user).pw_name)
        except KeyError:
            name = ""
        return name or f"uid {user}"

    @property
    def stamp(self) -> Stamp:
        """Who saves, now."""
        from kaptui.store.port import Stamp

        return Stamp(self.who, datetime.now(UTC))

    @cached_property
    def store(self) -> TinyStore:
        """The plans, in the directory in force. Raises a ``StoreError``, and ``Refusal`` (69) for a vanished one."""
        from kaptui.cli.failures import state_directory
        from kaptui.cli.places import refuse_vanished
        from kaptui.store.tiny import open_store

        if not gc.isenabled():  # the program is loaded: from here on there may be garbage
            gc.freeze()
            gc.enable()
        if not self.begins_anew:
            refuse_vanished(self.config.data_dir, state_directory())
        key = self._figures_key()
        return open_store(self.config.data_dir, summarise=self._figures, summary_key=key, today=self.day_of_today)

    def end(self) -> None:
        """What is done after every command, whatever became of it: note where accounts are."""
        if "store" in vars(self):
            from kaptui.cli.failures import state_directory
            from kaptui.cli.places import note_place

            note_place(self.config.data_dir, state_directory())

    def _figures(self, plan: AccountPlan) -> dict[str, Any]:
        """What lists of accounts show of a plan; loaded when a plan has changed since the figures were kept."""
        from kaptui.insight.key_figures import key_figures

        return key_figures(plan, self.day_of_today(), self.limits)

    def _figures_key(self) -> str:
        """What the figures depend on beside the plan and the day: the program, and what the limits' file says."""
        from kaptui import __version__
        from kaptui.config_file import limits_text
        from kaptui.insight.packed_figures import VERSION

        try:
            limits = limits_text(self.config.data_dir / LIMITS_FILE)
        except (FileNotFoundError, NotADirectoryError):
            limits = ""
        except (OSError, UnicodeDecodeError):
            limits = "?"  # whoever works figures out is told of it
        return f"{__version__} {VERSION} {limits}"

    @cached_property
    def limits(self) -> Limits:
        """The weights and limits of the data directory. Raises ``BadConfiguration``."""
        from kaptui.config_limits import read_limits

        return read_limits(self.config.data_dir)

    def account(self, typed: str) -> Account:
        """The account that somebody means. Raises ``Refusal`` when there is none, or more than one, and the account's
        own problem when it cannot be read."""
        from kaptui.cli.accounts import account_meant

        found = account_meant(self.store.accounts(), typed)
        if found.problem is not None:
            raise found.problem
        return found

    def day_of_today(self) -> date:
        """Today as it is now, for a program that runs past midnight; the told day when one was told."""
        if "today" in self.flags or self.environment.get(TODAY_VARIABLE):
            return self.today
        return datetime.now().astimezone().date()

    def remember(self, key: str, value: str) -> None:
        """Keep a choice made on screen in the user's file; a file that cannot be written is no reason to stop."""
        if self.is_restricted:
            return
        with suppress(OSError, BadConfiguration):
            self.config.remember(key, value)

    def speak(self) -> None:
        """Speak the language of this call, also when its arguments or its configuration are wrong."""
        use_language(self._wished_language() or preferred_language(self.environment))

    def begin(self) -> None:
        """What every command does first: speak, and say which flags a lock overrules. Raises ``BadConfiguration``."""
        self.speak()
        for key in self.config.ignored:
            flag, value = "--" + key.replace("_", "-"), self.config.values[key]
            say(tr("{option} has no effect: {file} locks {value}.", option=flag, file=value.where, value=value.text))

    def _wished_language(self) -> str:
        wish = self.flags.get("lang") or _flag_in(self.arguments)
        if wish:
            self.flags["lang"] = wish
        try:
            return self.config.lang
        except BadConfiguration:
            spoken = self.environment.get("KAPTUI_LANG", "")
            return wish or (spoken if spoken in LANGUAGES else "")


def day_meant(text: str) -> date | None:
    """The day written YYYY-MM-DD, ``None`` when it is written otherwise or there is none such."""
    try:
        return date.fromisoformat(text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else "")
    except ValueError:
        return None


def today_meant(text: str) -> date | None:
    """As ``day_meant``, for a day that may be today: as far from the edges of the calendar as any that is typed."""
    from kaptui.plan.dates import FIRST_DAY, LAST_DAY

    day = day_meant(text)
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def _flag_in(arguments: Sequence[str]) -> str:
    """The language somebody asked for on the command line, before the command line was understood."""
    for word, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        if word == "--":
            break
        wish = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and wish in LANGUAGES:
            return wish
    return ""
