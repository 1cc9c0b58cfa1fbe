"""Which screen stands behind each key of ``go``, and where a path of the plan is edited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from kaptui.screens.base import BaseScreen

if TYPE_CHECKING:
    from kaptui.plan.paths import Path

SCREENS: Final = {
    "home": "home:HomeScreen",
    "dashboard": "dashboard:DashboardScreen",
    "profile": "profile:ProfileScreen",
    "people": "people:PeopleScreen",
    "links": "people:LinksScreen",
    "map": "map:MapScreen",
    "competitors": "rows:CompetitorsScreen",
    "needs": "rows:NeedsScreen",
    "values": "values:ValuesScreen",
    "spin": "spin:SpinScreen",
    "assessment": "assessment:AssessmentScreen",
    "opportunities": "opportunities:OpportunitiesScreen",
    "strategy": "strategy:StrategyScreen",
    "brief": "brief:BriefScreen",
    "findings": "findings:FindingsScreen",
    "compare": "compare:CompareScreen",
    "conflicts": "conflicts:ConflictsScreen",
}
"""Every screen by its key, as ``module:class`` of this room: a start shows one of them and loads no other."""

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


def new_screen(place: str) -> BaseScreen:
    """A fresh screen for a key of ``SCREENS``; its module is imported now."""
    module, _, name = SCREENS[place].partition(":")
    screen = getattr(import_module(f"kaptui.screens.{module}"), name)()
    assert isinstance(screen, BaseScreen)
    return screen


def place_of_path(path: Path) -> tuple[str, str | None]:
    """The key of the screen that edits a path, and the opportunity to bring in view (None: leave it)."""
    if not path:
        return "dashboard", None
    if path[0] == "opportunities" and len(path) > 2:
        from kaptui.plan.opportunities import STRATEGY_FIELDS  # a start on home loads no model

        inside = path[2]
        if inside == "assessment":
            return "assessment", path[1]
        if inside in ("steps", "actions", "reviews") or inside in STRATEGY_FIELDS:
            return "strategy", path[1]
        if inside == "overrides":
            return "map", path[1]
    return _TABLES.get(path[0], "profile"), path[1] if path[0] == "opportunities" and len(path) > 1 else None
