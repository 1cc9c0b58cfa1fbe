"""Bringing the list of accounts up to date beside the typing: after the first picture, and whenever files change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import monotonic
from typing import Final

from kaptui.screens.base import BaseScreen

WORK_SECONDS: Final = 0.008
"""So long it works at once: a key never waits longer for its turn."""
REST_SECONDS: Final = 0.008
SHOW_SECONDS: Final = 0.5
"""So often it shows how far it is."""


class CatchingUp(BaseScreen):
    """A screen that shows the accounts as they are known, and lets them be read again a few at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.accounts_left = 0
        self._steps: Iterator[int] | None = None
        self._seen: tuple[object, date] | None = None
        self._shown_at = 0.0

    def show_progress(self) -> None:
        """Show what is known by now."""

    def accounts_in_sight(self) -> tuple[str, ...]:
        """The ids of the accounts to begin with."""
        return ()

    def catch_up(self) -> None:
        """Begin anew: whatever changed is read, what is of another day is worked out again."""
        self._seen = (self.context.accounts_pulse(), self.context.today)
        self._steps = self.context.catching_up(self.accounts_in_sight())
        self._shown_at = monotonic()
        self.set_timer(REST_SECONDS, self._work)

    @property
    def is_catching_up(self) -> bool:
        """Whether accounts are still being looked at."""
        return self._steps is not None

    def look_around(self) -> None:
        """A colleague saved, or midnight has passed."""
        super().look_around()
        if self._steps is None and self._seen != (self.context.accounts_pulse(), self.context.today):
            self.catch_up()

    def on_screen_suspend(self) -> None:
        """Another screen has the terminal: leave it the processor too."""
        self._steps = None

    def _work(self) -> None:
        steps = self._steps
        if steps is None or not self.is_current:
            self._steps = None
            return
        until = monotonic() + WORK_SECONDS
        for left in steps:
            self.accounts_left = left
            if monotonic() >= until:
                self.set_timer(REST_SECONDS, self._work)
                if monotonic() >= self._shown_at + SHOW_SECONDS:
                    self._shown_at = monotonic()
                    self.show_progress()
                return
        self._steps, self.accounts_left = None, 0
        self.show_progress()
