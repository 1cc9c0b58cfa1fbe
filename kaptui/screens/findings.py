"""All findings of the plan test: subject, deals, money at stake, what each rule means; Enter goes to the place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from kaptui.insight.plan_test import RULE_BY_ID, Group, Severity, grouped, stakes_of_deals
from kaptui.plan.paths import Path
from kaptui.screens.acknowledging import TABLE, Acknowledging
from kaptui.screens.grid_screen import GridScreen
from kaptui.screens.panels import rule_text
from kaptui.screens.signs import MARKS, finding_words
from kaptui.text import N_, tr, trn
from kaptui.text.format import listed, money, unit_label
from kaptui.text.values import reference_text
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

WORDS = {Severity.URGENT: N_("urgent"), Severity.WARNING: N_("warning"), Severity.HINT: N_("hint")}


class FindingsScreen(Acknowledging, GridScreen):
    """Every rule and subject once, with its deals; the pane below explains the one under the cursor."""

    PLACE = "findings"
    NAME = "Findings"
    SCOPES: ClassVar[tuple[str, ...]] = ("findings", "findings.list", "cursor")
    DEFAULT_CSS = """
    FindingsScreen Lines { height: 7; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, Group] = {}

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Grid(glyphs=glyphs)
        pane = Lines(glyphs=glyphs, boxed=True, wraps=True)
        pane.can_focus = False
        yield pane

    def grid_data(self) -> GridData:
        findings = self.context.summary.findings()
        self._lines = {f"{line.first.rule}/{line.first.subject.id}": line for line in grouped(findings)}
        columns = (
            Column("severity", "", 10),
            Column("stake", tr("At stake"), 8, "right"),
            Column("finding", tr("Finding"), 28, flexible=True),
            Column("deals", tr("Opportunity"), 13, flexible=True),
            Column("subject", tr("About"), 11),
        )
        rows = tuple(GridRow(key, self._cells(line)) for key, line in self._lines.items())
        return GridData(columns, rows, frozen=1, empty=tr("Nothing to find fault with"))

    def _cells(self, line: Group) -> tuple[Cell, ...]:
        mark, tone = MARKS[line.severity]
        rank = list(Severity).index(line.severity)
        deals = listed(reference_text(self.plan, "opportunities", deal) for deal in line.opportunities)
        return (
            Cell(f"{mark} {tr(WORDS[line.severity])}", tone, rank),
            Cell(money(line.at_stake, self.plan.unit, 0, unknown=""), "", line.at_stake),
            Cell(finding_words(line.first.message)),
            Cell(deals),
            Cell(line.first.subject.name),
        )

    def path_at(self, row: str, column: str) -> Path | None:
        return None

    def history_path(self) -> Path:
        line = self.finding_line()
        return line.first.place if line is not None else ()

    def finding_line(self) -> Group | None:
        return self._lines.get(self.grid.cursor[0])

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if self.is_mounted:
            self._explain()

    def cursor_moved(self) -> None:
        super().cursor_moved()
        self._explain()

    def _explain(self) -> None:
        line = self.finding_line()
        self.query_one(Lines).show(self._explanation(line) if line is not None else [], title=self._title(line))

    def _title(self, line: Group | None) -> str:
        rule = RULE_BY_ID.get(line.first.rule) if line is not None else None
        return f"{tr(rule.title)}  [{rule.id}]" if rule is not None else ""

    def _explanation(self, line: Group) -> list[Line]:
        """The sentence, what it means, and the money at stake on each deal."""
        unit, currency = self.plan.unit, self.plan.currency
        lines: list[Line] = [
            (Span(finding_words(line.first.message), "title"),),
            (Span(rule_text(line)),),
        ]
        stakes = [
            f"{reference_text(self.plan, 'opportunities', deal)} {money(stake, unit, 0)}"
            for deal, stake in stakes_of_deals(line.findings.parts).items()
        ]
        if stakes:
            lines.append((Span(tr("at stake ({unit}): {deals}", unit=unit_label(unit, currency),
                                  deals=listed(stakes)), "dim"),))  # fmt: skip
        return lines

    def count_text(self) -> str:
        summary = self.context.summary
        told = trn("{n} finding", "{n} findings", len(summary.findings()))
        if len(self._lines) < len(summary.findings()):
            told += " " + trn("in {n} line", "in {n} lines", len(self._lines))
        silent = len(summary.all_findings()) - len(summary.findings())
        return f"{told}  " + tr("{n} accepted", n=silent) if silent else told

    def shows(self, path: Path) -> bool:
        return path[:1] == TABLE

    # commands

    def do_cell_edit(self) -> None:
        """Go to the place that fixes the finding under the cursor."""
        line = self.finding_line()
        if line is not None:
            self.fix(line)

    do_finding_fix = do_cell_edit

    def do_finding_filter(self) -> None:
        """Show only the findings that contain a text: a rule's words, a name, a deal, urgent."""
        self.do_rows_filter()

    def do_finding_sort(self) -> None:
        """Sort by the column under the cursor."""
        self.do_rows_sort()

    def help_text(self) -> list[str]:
        return [
            tr("The plan read as a good sales manager would: what is wrong, what it puts at stake, where to fix it."),
            tr("The same rule about the same subject in several deals is one line; on each deal the highest counts."),
            tr("A accepts a finding for a reason until a day; V lists what is accepted and takes it back."),
            tr("Weights and limits lie in limits.toml in the data directory, so that everybody sees the same verdict."),
        ]
