"""Everything the screens show that follows from a plan, computed when first asked for, once for each plan.

A summary belongs to one plan, one day and one set of limits; a new plan gets a new summary, so nothing is ever
invalidated by hand.
"""

from __future__ import annotations

from datetime import date

from kaptui.insight.assessment import Assessment, assess
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.plan_test import Finding, Group, all_findings, lines_for_screen
from kaptui.insight.plan_test.acknowledged import without_acknowledged
from kaptui.insight.power import Coverage, MapState, Support, coverage, map_state, support
from kaptui.insight.reach import Reach, WayIn, reach, ways_in
from kaptui.insight.revenue import Forecast, current_year, forecast
from kaptui.insight.view import View, Views, views_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity


class Summary:
    """What follows from ``plan`` on ``today``; every method computes at its first call and remembers."""

    def __init__(self, plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS) -> None:
        self.plan = plan
        self.today = today
        self.limits = limits
        self._views: Views | None = None
        self._deal_views: dict[str, tuple[Opportunity, View]] = {}
        self._ways_in: dict[View, tuple[WayIn, ...]] = {}
        self._all_findings: tuple[Finding, ...] | None = None
        self._findings: tuple[Finding, ...] | None = None
        self._finding_lines: tuple[Group, ...] | None = None
        self._forecasts: dict[int, Forecast] = {}

    @property
    def year(self) -> int:
        """The fiscal year that contains today."""
        return current_year(self.plan, self.today)

    def forecast(self, year: int | None = None) -> Forecast:
        """Quarters and year of one fiscal year, the present one by default."""
        wanted = self.year if year is None else year
        if wanted not in self._forecasts:
            self._forecasts[wanted] = forecast(self.plan, wanted)
        return self._forecasts[wanted]

    def view(self, opportunity: Opportunity | None = None) -> View:
        """The people as seen from an opportunity, or as they are."""
        if self._views is None:
            self._views = views_of(self.plan, self.limits)
        if opportunity is None:
            return self._views.whole
        known = self._deal_views.get(opportunity.id)
        if known is None or known[0] is not opportunity:
            known = self._deal_views[opportunity.id] = (opportunity, self._views.of(opportunity))
        return known[1]

    def support(self, opportunity: Opportunity | None = None) -> Support:
        """Support with its known share."""
        return support(self.view(opportunity))

    def coverage(self, opportunity: Opportunity | None = None) -> Coverage:
        """Coverage of the key players."""
        return coverage(self.view(opportunity))

    def reach(self, opportunity: Opportunity | None = None) -> Reach:
        """How much of those who decide is within reach of mentors, friends, enemies."""
        return reach(self.view(opportunity))

    def ways_in(self, opportunity: Opportunity | None = None) -> tuple[WayIn, ...]:
        """The cheapest path to each decider we hardly know."""
        view = self.view(opportunity)
        if view not in self._ways_in:
            self._ways_in[view] = ways_in(view)
        return self._ways_in[view]

    def map_state(self, opportunity: Opportunity | None = None) -> MapState:
        """Red, amber or green."""
        return map_state(self.view(opportunity))

    def assessment(self, opportunity: Opportunity) -> Assessment:
        """Scores, gates and verdict of one opportunity, ours and each rival's."""
        return assess(self.plan, opportunity, self.limits)

    def findings(self) -> tuple[Finding, ...]:
        """The plan test, most pressing first."""
        if self._findings is None:
            self._findings = without_acknowledged(self.all_findings(), self.plan.acknowledged, self.today)
        return self._findings

    def all_findings(self) -> tuple[Finding, ...]:
        """The plan test with what somebody has accepted."""
        if self._all_findings is None:
            self._all_findings = all_findings(self.plan, self.today, self.limits)
        return self._all_findings

    def finding_lines(self) -> tuple[Group, ...]:
        """The plan test as screens show it: few, useful lines, most pressing first."""
        if self._finding_lines is None:
            self._finding_lines = lines_for_screen(self.plan, self.findings())
        return self._finding_lines
