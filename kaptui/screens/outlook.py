"""What the year may bring, for screens that show revenue: its odds, and what slipped since the year began."""

from __future__ import annotations

from datetime import date

from textual.message import Message

from kaptui.insight.revenue import Forecast
from kaptui.insight.slipped import Slip, SlipsSince, year_begins
from kaptui.plan.document import AccountPlan
from kaptui.screens.aside import Aside
from kaptui.screens.odds_shown import OddsAside, OddsShown
from kaptui.screens.plan_screen import PlanScreen
from kaptui.screens.revenue_panel import Slipped


class PastKnown(Message):
    """The earlier state of the plan that a screen asked for is known now."""


class Outlook(PlanScreen):
    """Odds and history are found out beside the keyboard; what shows them is refreshed when they are known."""

    def __init__(self) -> None:
        super().__init__()
        self._odds: OddsAside | None = None
        self._past: Aside[tuple[str, date], AccountPlan | None] = Aside(
            self._state_before, lambda: self.post_message(PastKnown())
        )
        self._is_painted = False
        self._slips: SlipsSince | None = None

    def refresh_outlook(self) -> None:
        """Show what the year may bring, and what slipped, as far as it is known."""
        raise NotImplementedError

    def odds_of(self, year: Forecast) -> OddsShown:
        """The odds of a year as far as they are known now."""
        if self._odds is None:
            self._odds = OddsAside(self, self.context.limits)
        return self._odds.of(year)

    def slipped(self) -> Slipped | None:
        """What slipped since the fiscal year began; None until the history was read."""
        plan = self.plan
        since = year_begins(plan, self.context.today)
        if not self._is_painted:  # the disk is looked at when the first picture stands
            self.call_after_refresh(self._first_painted)
            return None
        known = self._past.ask((plan.id, since))
        if not known.is_present:
            return None
        return Slipped(since, self._slips_between(known.value, plan) if known.value is not None else ())

    def _first_painted(self) -> None:
        self._is_painted = True
        self.slipped()

    def _slips_between(self, old: AccountPlan, plan: AccountPlan) -> tuple[Slip, ...]:
        """What slipped, worked out anew for the deals that differ from those of the last plan."""
        if self._slips is None or self._slips.old is not old:
            self._slips = SlipsSince(old)
        return self._slips.until(plan)

    def _state_before(self, key: tuple[str, date]) -> AccountPlan | None:
        plan_id, day = key
        found = self.context.state_before(day)
        return found if found is not None and found.id == plan_id else None

    def on_odds_known(self) -> None:
        """The odds of the present plan are known."""
        self._refresh_if_shown()

    def on_past_known(self) -> None:
        """The history was read; most plans have nothing that slipped, and then nothing is to be shown."""
        slipped = self.slipped()
        if slipped is not None and slipped.slips:
            self._refresh_if_shown()

    def _refresh_if_shown(self) -> None:
        if self.is_mounted and self.is_current:
            self.refresh_outlook()
