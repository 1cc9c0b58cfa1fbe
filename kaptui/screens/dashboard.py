"""The live dashboard: qualification, weighted revenue, power, plan test, and the deals where there is room.

Everything is recomputed at every committed value, here or by a colleague; only lines that differ are painted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.containers import Container
from textual.widget import Widget

from kaptui.commands import Command
from kaptui.insight.plan_test import Finding, Severity
from kaptui.screens.opportunities import OpportunitiesScreen
from kaptui.screens.panels import finding_line, power, qualification, revenue
from kaptui.text import tr
from kaptui.text.format import unit_label
from kaptui.widgets.grid import Grid
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

TALL = 32
"""From this many lines on the deals stand below the panels; below it beside them, when the screen is wide."""
WIDE = 120
FRAME = 4
"""Cells of a panel's width that its box takes."""
PANELS = ("qualification", "revenue", "power", "findings")


class DashboardScreen(OpportunitiesScreen):
    """Four panels and the table of deals. ``panel`` is the one Enter acts on; ``deals`` is the table."""

    PLACE = "dashboard"
    NAME = "Dashboard"
    SCOPES: ClassVar[tuple[str, ...]] = ("dashboard", "deal", "opportunities", "cursor")
    DEFAULT_CSS = """
    DashboardScreen #board { layout: horizontal; height: 1fr; }
    DashboardScreen #panels { layout: grid; grid-size: 2 2; grid-rows: 11 1fr; width: 1fr; height: 1fr; }
    DashboardScreen Grid { display: none; }
    DashboardScreen.-beside #panels { width: 80; }
    DashboardScreen.-beside Grid { display: block; width: 1fr; height: 1fr; }
    DashboardScreen.-below #board { layout: vertical; }
    DashboardScreen.-below #panels { height: 21; }
    DashboardScreen.-below Grid { display: block; height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.panel = "findings"
        self._shown: tuple[Finding, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        with_titles = [Lines(glyphs=glyphs, id=name, boxed=True) for name in PANELS]
        yield Container(Container(*with_titles, id="panels"), Grid(glyphs=glyphs), id="board")

    def screen_ready(self) -> None:
        super().screen_ready()
        self._arrange()
        self.show_panel(self.panel)

    def on_resize(self, event: events.Resize) -> None:
        self._arrange()
        self.refresh_plan()

    def _arrange(self) -> None:
        wide, tall = self.size.width >= WIDE, self.size.height >= TALL
        self.set_class(tall, "-below")
        self.set_class(wide and not tall, "-beside")

    @property
    def shows_deals(self) -> bool:
        """Whether the table of deals has room."""
        return self.has_class("-below") or self.has_class("-beside")

    # showing

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if not self.is_mounted:
            return
        summary, glyphs, plan = self.context.summary, self.context.glyphs, self.plan
        year = summary.forecast(self.year)
        self._show("qualification", self._titled(tr("Qualification")), qualification(summary, self.opportunity, glyphs))
        money_title = tr("Weighted revenue FY{year}", year=self.year) + f"  {unit_label(plan.unit, plan.currency)}"
        width = self.query_one("#revenue", Lines).size.width - FRAME
        self._show("revenue", money_title, revenue(summary, year, plan.unit, glyphs, width))
        self._show("power", self._titled(tr("Power")), power(summary, self.opportunity, glyphs))
        self._show_findings()

    def _titled(self, title: str) -> str:
        return f"{title} - {self.opportunity.name}" if self.opportunity and self.opportunity.name else title

    def _show(self, panel: str, title: str, lines: list[Line]) -> None:
        self.query_one(f"#{panel}", Lines).show(lines, title=title)

    def _show_findings(self) -> None:
        everything = self.context.summary.findings()
        self._shown = everything
        counts = {severity: sum(1 for found in self._shown if found.severity is severity) for severity in Severity}
        title = tr(
            "Plan test: {urgent} urgent {warnings} warnings",
            urgent=counts[Severity.URGENT],
            warnings=counts[Severity.WARNING],
        )
        panel = self.query_one("#findings", Lines)
        width = max(20, panel.size.width - FRAME)
        lines = [finding_line(found, self.plan.unit, width, self.context.glyphs) for found in self._shown]
        panel.show(lines or [(Span(tr("Nothing to find fault with"), "good"),)], title=title, selectable=bool(lines))

    # panels

    def show_panel(self, panel: str) -> None:
        """Make a panel (or ``deals``) the one that has the keys."""
        self.panel = panel
        target: Widget = self.grid if panel == "deals" else self.query_one(f"#{panel}", Lines)
        target.focus()
        self.refresh_chrome()

    def do_dashboard_panel(self) -> None:
        """The next panel; after the last the deals, where they are shown."""
        names = (*PANELS, "deals") if self.shows_deals else PANELS
        at = names.index(self.panel) if self.panel in names else -1
        self.show_panel(names[(at + 1) % len(names)])

    @property
    def scopes(self) -> tuple[str, ...]:
        own = ("cells", "rows") if self.panel == "deals" else ()
        return (*own, *super().scopes)

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
        if self.panel == "findings":
            index = self.query_one("#findings", Lines).cursor
            if index is not None and index < len(self._shown):
                self.context.go_to(self._shown[index].place)
            return
        self.context.go({"qualification": "assessment", "revenue": "opportunities", "power": "map"}[self.panel])

    def why_not(self, command: Command) -> str:
        if command.id in ("dashboard.fix",) and self.panel == "deals":
            return ""
        return super().why_not(command)

    def count_text(self) -> str:
        index = self.query_one("#findings", Lines).cursor if self.panel == "findings" else None
        if index is not None and index < len(self._shown):
            found = self._shown[index]
            return tr(found.message.msgid, **found.message.values)
        return ""

    def on_lines_moved(self, event: Lines.Moved) -> None:
        self.refresh_chrome()

    def as_text(self) -> str:
        return "\n\n".join(self.query_one(f"#{name}", Lines).as_text() for name in PANELS)
