"""The live dashboard: qualification, weighted revenue, power, plan test, and the deals where there is room.

Everything is recomputed at every committed value, here or by a colleague; only lines that differ are painted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Container
from textual.geometry import Size
from textual.widget import Widget

from kaptui.commands import Command
from kaptui.insight.plan_test import Group, Severity
from kaptui.insight.view import View
from kaptui.plan.paths import Path
from kaptui.screens.acknowledging import TABLE as ACKNOWLEDGED
from kaptui.screens.acknowledging import Acknowledging
from kaptui.screens.odds_shown import spread_picture, spread_title
from kaptui.screens.opportunities import FRAME, TALL, OpportunitiesScreen
from kaptui.screens.panels import finding_line, power, qualification, rule_text
from kaptui.screens.revenue_panel import revenue
from kaptui.text import language, tr
from kaptui.text.format import unit_label
from kaptui.widgets.grid import Grid
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

WIDE = 120
"""From this width on the deals stand beside the panels; on a screen with ``TALL`` lines they stand below them."""
NARROW = 80
"""Below this width a panel takes the whole of it, and the others wait for Tab."""
PANELS = ("qualification", "revenue", "power", "findings")


class DashboardScreen(Acknowledging, OpportunitiesScreen):
    """Four panels and the table of deals. ``panel`` is the one Enter acts on; ``deals`` is the table."""

    PLACE = "dashboard"
    NAME = "Dashboard"
    SCOPES: ClassVar[tuple[str, ...]] = ("panels", "dashboard", "findings", "deal", "trying", "opportunities", "cursor")
    DEFAULT_CSS = """
    DashboardScreen #board { layout: horizontal; height: 1fr; }
    DashboardScreen #panels { layout: grid; grid-size: 2 2; grid-rows: 11 1fr; width: 1fr; height: 1fr; }
    DashboardScreen Grid { display: none; }
    DashboardScreen.-narrow #panels { grid-size: 1 1; grid-rows: 1fr; }
    DashboardScreen.-beside #panels { width: 80; }
    DashboardScreen.-beside Grid { display: block; width: 1fr; height: 1fr; }
    DashboardScreen.-below #board { layout: vertical; }
    DashboardScreen.-below #panels { height: 21; }
    DashboardScreen.-below Grid { display: block; height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.panel = "findings"
        self._shown: tuple[Group, ...] = ()
        self._power: tuple[tuple[View, str] | None, list[Line]] = (None, [])
        self._fitted: dict[str, Size] = {}

    def compose_body(self) -> Iterable[Widget]:
        self._arrange()  # now that nothing else is there whose style has to be found again
        glyphs = self.context.glyphs
        with_titles = [Lines(glyphs=glyphs, id=name, boxed=True) for name in PANELS]
        yield Container(Container(*with_titles, id="panels"), Grid(glyphs=glyphs), id="board")

    def screen_ready(self) -> None:
        super().screen_ready()
        self.show_panel(self.panel)

    def resized(self) -> None:
        self._arrange()
        self._choose_panel(self.panel)
        super().resized()

    def _arrange(self) -> None:
        """Where the panels and the deals stand in a window of this size."""
        wide, tall = self.size.width >= WIDE, self.size.height >= TALL
        self.set_class(tall, "-below")
        self.set_class(wide and not tall, "-beside")
        self.set_class(self.size.width < NARROW, "-narrow")

    def _choose_panel(self, panel: str) -> None:
        """Where panels cannot stand side by side, the one that has the keys stands alone."""
        if panel in PANELS:
            for name in PANELS:
                self.query_one(f"#{name}", Lines).display = panel == name or not self.has_class("-narrow")

    def _room(self, panel: str) -> Size:
        """The size of a panel, for which something is fitted now."""
        self._fitted[panel] = self.query_one(f"#{panel}").size
        return self._fitted[panel]

    def on_lines_resized(self, event: Lines.Resized) -> None:
        """A panel that came into sight, or got other neighbours, has another size than its lines were fitted to."""
        panel = event.lines.id or ""
        if panel in self._fitted and self._fitted[panel] != event.lines.size:
            self.refresh_plan()

    @property
    def shows_deals(self) -> bool:
        """Whether the table of deals has room."""
        return self.has_class("-below") or self.has_class("-beside")

    # showing

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if not self.is_mounted:
            return
        summary, glyphs = self.context.summary, self.context.glyphs
        self._show("qualification", self._titled(tr("Qualification")), qualification(summary, self.opportunity, glyphs))
        self._show_power()
        self._show_findings()

    def _show_power(self) -> None:
        """The power panel; an edit that leaves the people alone leaves its lines alone, one for each way in."""
        summary = self.context.summary
        seen = summary.view(self.opportunity), language()
        if seen != self._power[0]:
            self._power = seen, power(summary, self.opportunity, self.context.glyphs)
        self._show("power", self._titled(tr("Power")), self._power[1])

    def refresh_outlook(self) -> None:
        """The revenue panel: the quarters, or in their place the picture of the year."""
        unit, glyphs = self.plan.unit, self.context.glyphs
        year = self.context.summary.forecast(self.year)
        room, shown = self._room("revenue"), self.odds_of(year)
        width = room.width - FRAME
        if self.shows_spread:
            title = spread_title(year, unit, self.plan.currency)
            self._show("revenue", title, spread_picture(shown, year, unit, glyphs, width, room.height - 2))
            return
        title = tr("Weighted revenue FY{year}", year=self.year) + f"  {unit_label(unit, self.plan.currency)}"
        self._show("revenue", title, revenue(year, shown, self.slipped(), unit, glyphs, width))

    def do_opportunity_spread(self) -> None:
        """The picture of the year in place of the quarters, or back."""
        self.shows_spread = not self.shows_spread
        if self.has_class("-narrow"):
            self.show_panel("revenue")
        self.refresh_plan()

    def _titled(self, title: str) -> str:
        return f"{title} - {self.opportunity.name}" if self.opportunity and self.opportunity.name else title

    def _show(self, panel: str, title: str, lines: list[Line]) -> None:
        self.query_one(f"#{panel}", Lines).show(lines, title=title)

    def _show_findings(self) -> None:
        self._shown = self.context.summary.finding_lines()
        counts = self.context.summary.findings().counts
        title = tr(
            "Plan test: {urgent} urgent {warnings} warnings",
            urgent=counts[Severity.URGENT],
            warnings=counts[Severity.WARNING],
        )
        panel = self.query_one("#findings", Lines)
        width = max(20, self._room("findings").width - FRAME)
        lines = [finding_line(line, self.plan.unit, width, self.context.glyphs) for line in self._shown]
        panel.show(lines or [(Span(tr("Nothing to find fault with"), "good"),)], title=title, selectable=bool(lines))

    # panels

    def show_panel(self, panel: str) -> None:
        """Make a panel (or ``deals``) the one that has the keys."""
        self.panel = panel
        self._choose_panel(panel)
        target: Widget = self.grid if panel == "deals" else self.query_one(f"#{panel}", Lines)
        target.focus()
        self.refresh_chrome()

    def do_dashboard_panel(self) -> None:
        """The next panel; after the last the deals, where they are shown."""
        names = (*PANELS, "deals") if self.shows_deals else PANELS
        at = names.index(self.panel) if self.panel in names else -1
        self.show_panel(names[(at + 1) % len(names)])

    @property
    def own_scopes(self) -> tuple[str, ...]:
        if self.panel != "deals":
            return self.SCOPES
        return ("panels", "cells", "rows", "deal", "trying", "opportunities", "cursor")

    def do_move_down(self) -> None:
        self._move(0, 1)

    def do_move_up(self) -> None:
        self._move(0, -1)

    def _move(self, dx: int, dy: int) -> None:
        if self.panel == "deals":
            self.grid.move(dx, dy)
        else:
            self.query_one(f"#{self.panel}", Lines).move(dy)

    def on_lines_opened(self, event: Lines.Opened) -> None:
        self.do_dashboard_fix()

    def do_dashboard_fix(self) -> None:
        """Go to the place that fixes the finding, or to the template behind the panel."""
        line = self.finding_line()
        if line is not None:
            self.fix(line)
        elif self.panel != "findings":
            self.context.go({"qualification": "assessment", "revenue": "opportunities", "power": "map"}[self.panel])

    def finding_line(self) -> Group | None:
        index = self.query_one("#findings", Lines).cursor if self.panel == "findings" else None
        return self._shown[index] if index is not None and index < len(self._shown) else None

    def shows(self, path: Path) -> bool:
        return path[:1] == ACKNOWLEDGED or super().shows(path)

    def reveal(self, path: Path) -> None:
        if path[:1] != ACKNOWLEDGED:
            super().reveal(path)

    def history_path(self) -> Path:
        line = self.finding_line()
        return super().history_path() if self.panel == "deals" else line.first.place if line is not None else ()

    def do_dashboard_findings(self) -> None:
        """Every finding on a screen of its own."""
        self.context.go("findings")

    def why_not(self, command: Command) -> str:
        if command.id in ("dashboard.fix",) and self.panel == "deals":
            return ""
        return super().why_not(command)

    def count_text(self) -> str:
        if self.panel == "deals":
            return super().count_text()
        line = self.finding_line()
        return rule_text(line) if line is not None else ""

    def on_lines_moved(self, event: Lines.Moved) -> None:
        self.refresh_chrome()

    def as_text(self) -> str:
        return "\n\n".join(self.query_one(f"#{name}", Lines).as_text() for name in PANELS)
