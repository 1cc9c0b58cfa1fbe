"""Which screen stands behind each key of ``go``, and where a path of the plan is edited."""

from __future__ import annotations

from collections.abc import Callable

from kaptui.plan.opportunities import STRATEGY_FIELDS
from kaptui.plan.paths import Path
from kaptui.screens.assessment import AssessmentScreen
from kaptui.screens.base import BaseScreen
from kaptui.screens.brief import BriefScreen
from kaptui.screens.compare import CompareScreen
from kaptui.screens.dashboard import DashboardScreen
from kaptui.screens.findings import FindingsScreen
from kaptui.screens.home import HomeScreen
from kaptui.screens.map import MapScreen
from kaptui.screens.opportunities import OpportunitiesScreen
from kaptui.screens.people import LinksScreen, PeopleScreen
from kaptui.screens.profile import ProfileScreen
from kaptui.screens.rows import CompetitorsScreen, NeedsScreen
from kaptui.screens.spin import SpinScreen
from kaptui.screens.strategy import StrategyScreen
from kaptui.screens.values import ValuesScreen

SCREENS: dict[str, Callable[[], BaseScreen]] = {
    "home": HomeScreen,
    "dashboard": DashboardScreen,
    "profile": ProfileScreen,
    "people": PeopleScreen,
    "links": LinksScreen,
    "map": MapScreen,
    "competitors": CompetitorsScreen,
    "needs": NeedsScreen,
    "values": ValuesScreen,
    "spin": SpinScreen,
    "assessment": AssessmentScreen,
    "opportunities": OpportunitiesScreen,
    "strategy": StrategyScreen,
    "brief": BriefScreen,
    "findings": FindingsScreen,
    "compare": CompareScreen,
}
"""Every screen by its key; never changed after import."""

_TABLES = {
    "acknowledged": "findings",
    "people": "people",
    "links": "links",
    "competitors": "competitors",
    "needs": "needs",
    "values": "values",
    "spin": "spin",
    "opportunities": "opportunities",
    "meetings": "brief",
}


def place_of_path(path: Path) -> tuple[str, str | None]:
    """The key of the screen that edits a path, and the opportunity to bring in view (None: leave it)."""
    if not path:
        return "dashboard", None
    if path[0] == "opportunities" and len(path) > 2:
        inside = path[2]
        if inside == "assessment":
            return "assessment", path[1]
        if inside in ("steps", "actions", "reviews") or inside in STRATEGY_FIELDS:
            return "strategy", path[1]
        if inside == "overrides":
            return "map", path[1]
    return _TABLES.get(path[0], "profile"), path[1] if path[0] == "opportunities" and len(path) > 1 else None
