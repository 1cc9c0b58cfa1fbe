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

    def stamp(self) -> Stamp:
        """Who saves, and now."""
        return Stamp(self.who, datetime.now(UTC))
