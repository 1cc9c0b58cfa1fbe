"""What every account that is opened in one run of the program shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kaptui.store.port import Stamp, Store

if TYPE_CHECKING:
    from kaptui.begun_names import BegunNames
    from kaptui.drafts import Drafts
    from kaptui.insight.limits import Limits

Tell = Callable[[str, str], None]
"""Called with a translated sentence and its severity: information, warning, error."""


@dataclass(frozen=True)
class Surroundings:
    """Store, person, day, limits, and functions of the app to call: ``changed`` after every change, ``tell``.

    Not slotted: the drafts in ``state_directory`` are looked for when the first account is opened.
    """

    store: Store
    who: str
    today: Callable[[], date]
    limits: Limits
    state_directory: Path | None
    changed: Callable[[], None]
    tell: Tell

    @cached_property
    def drafts(self) -> Drafts:
        """What was typed and is in no plan yet."""
        from kaptui.drafts import Drafts

        drafts = Drafts(self.state_directory, self.store.forgotten)
        drafts.forget()
        return drafts

    @cached_property
    def begun_names(self) -> BegunNames:
        """Names of accounts that somebody could not finish."""
        from kaptui.begun_names import BegunNames

        names = BegunNames(self._names_file, self.store.forgotten)
        names.forget()
        return names

    @property
    def has_begun_names(self) -> bool:
        """Whether any such name waits; seldom, so that hardly anybody loads what reads them."""
        return self._names_file is not None and self._names_file.exists() and bool(self.begun_names)

    @property
    def _names_file(self) -> Path | None:
        return self.state_directory / "names.json" if self.state_directory is not None else None

    def stamp(self) -> Stamp:
        """Who saves, and now."""
        return Stamp(self.who, datetime.now(UTC))
