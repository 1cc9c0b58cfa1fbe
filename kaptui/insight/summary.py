"""Everything the screens show that follows from a plan, computed when first asked for, once for each plan.

A summary belongs to one plan, one day and one set of limits; a new plan gets a new summary, so nothing is ever
invalidated by hand. It may take over from the summary of the plan before an edit whatever the edit did not touch: plans
are frozen, and what is the very same object in both needs no second look.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from kaptui.insight.assessment import Assessment, assess
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.plan_test import Findings, Group, lines_for_screen
from kaptui.insight.plan_test.acknowledged import without_acknowledged
from kaptui.insight.plan_test.run import Tested, tested
from kaptui.insight.power import Coverage, MapState, Support, coverage, map_state, support
from kaptui.insight.reach import Reach, WayIn, reach, ways_in
from kaptui.insight.revenue import Forecast, current_year, forecast
from kaptui.insight.view import View, Views, views_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity

T = TypeVar("T")


def _has_same_money(before: AccountPlan, plan: AccountPlan) -> bool:
    """Whether nothing that a forecast looks at was touched."""
    return (
        before.opportunities is plan.opportunities
        and before.targets is plan.targets
        and (before.currency, before.fiscal_year_start) == (plan.currency, plan.fiscal_year_start)
    )


class Summary:
    """What follows from ``plan`` on ``today``; every method computes at its first call and remembers.

    ``before`` is that of another state of the same plan; what is told is the same without it.
    """

    def __init__(
        self, plan: AccountPlan, today: date, limits: Limits = DEFAULT_LIMITS, before: Summary | None = None
    ) -> None:
        self.plan = plan
        self.today = today
        self.limits = limits
        known = before if before is not None and before.limits == limits else None
        self._views: Views | None = None
        self._tested: Tested | None = None
        self._answers: dict[tuple[Callable[[View], Any], View], Any] = {}
        self._views_before: Views | None = (known._views or known._views_before) if known else None
        self._test_before: Tested | None = (known._tested or known._test_before) if known else None
        self._answers_before = known._answers if known else {}
        self._findings: Findings | None = None
        self._finding_lines: tuple[Group, ...] | None = None
        same_money = before is not None and _has_same_money(before.plan, plan)
        self._forecasts: dict[int, Forecast] = {**before._forecasts} if before is not None and same_money else {}

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

    @property
    def views(self) -> Views:
        """The people as seen from every opportunity."""
        if self._views is None:
            before = self._views_before
            self._views = views_of(self.plan, self.limits) if before is None else before.after_edit(self.plan)
        return self._views

    def view(self, opportunity: Opportunity | None = None) -> View:
        """The people as seen from an opportunity, or as they are."""
        return self.views.of(opportunity)

    def support(self, opportunity: Opportunity | None = None) -> Support:
        """Support with its known share."""
        return self._asked(support, opportunity)

    def coverage(self, opportunity: Opportunity | None = None) -> Coverage:
        """Coverage of the key players."""
        return self._asked(coverage, opportunity)

    def reach(self, opportunity: Opportunity | None = None) -> Reach:
        """How much of those who decide is within reach of mentors, friends, enemies."""
        return self._asked(reach, opportunity)

    def ways_in(self, opportunity: Opportunity | None = None) -> tuple[WayIn, ...]:
        """The cheapest path to each decider we hardly know."""
        return self._asked(ways_in, opportunity)

    def map_state(self, opportunity: Opportunity | None = None) -> MapState:
        """Red, amber or green."""
        return self._asked(map_state, opportunity)

    def _asked(self, question: Callable[[View], T], opportunity: Opportunity | None) -> T:
        """The answer of a function of a view, which is asked once for each view; a view that an edit left alone is the
        very same one after it."""
        view = self.view(opportunity)
        key = question, view
        if key not in self._answers:
            before = self._answers_before
            self._answers[key] = before[key] if key in before else question(view)
        answer: T = self._answers[key]
        return answer

    def assessment(self, opportunity: Opportunity) -> Assessment:
        """Scores, gates and verdict of one opportunity, ours and each rival's."""
        return assess(self.plan, opportunity, self.limits)

    def findings(self) -> Findings:
        """The plan test, most pressing first."""
        if self._findings is None:
            self._findings = without_acknowledged(self.all_findings(), self.plan.acknowledged, self.today)
        return self._findings

    def all_findings(self) -> Findings:
        """The plan test with what somebody has accepted."""
        if self._tested is None:
            self._tested = tested(self.plan, self.today, self.limits, self.views, self._test_before, self.forecast)
        return self._tested.findings

    def finding_lines(self) -> tuple[Group, ...]:
        """The plan test as screens show it: few, useful lines, most pressing first."""
        if self._finding_lines is None:
            self._finding_lines = lines_for_screen(self.plan, self.findings())
        return self._finding_lines
