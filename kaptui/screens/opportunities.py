"""Template 9: deals with their quarters, totals in the footer, the year shown turned with ``<`` and ``>``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from kaptui.draw.width import cells
from kaptui.insight.revenue import Forecast, unallocated
from kaptui.plan.document import AccountPlan
from kaptui.plan.exact import exact_sum, weighted
from kaptui.plan.fields import FieldSpec, fields_of
from kaptui.plan.fiscal import Quarter, cell_amount, fiscal_year_of, quarters_of, with_quarter, year_amount
from kaptui.plan.money import as_typed
from kaptui.plan.opportunities import STRATEGY_FIELDS, Opportunity
from kaptui.plan.paths import Path, value_at
from kaptui.plan.record import Row
from kaptui.plan.vocabulary import Status
from kaptui.screens.cells import column_title
from kaptui.screens.odds_shown import spread_picture, spread_title
from kaptui.screens.outlook import Outlook
from kaptui.screens.table import TableScreen
from kaptui.text import N_, tr
from kaptui.text.format import listed, money, money_line
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.lazy_rows import rows_on_sight
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

if TYPE_CHECKING:
    from kaptui.editing.edits import Edit
    from kaptui.editing.session import Draft

MONEY = 7
"""The least cells of an amount."""
LEADING = ("name", "amount", "probability")
TALL = 32
"""From this many lines on the picture of the year stands below the table without being asked for."""
SPREAD_HEIGHT = 11
FRAME = 4
"""Cells of a panel's width that its box takes."""
YEAR, REST = "year", "unallocated"
"""The computed columns: the split within the year shown, and what is in no quarter."""


class OpportunitiesScreen(Outlook, TableScreen, template="opportunities"):
    """How much, when, how likely, in which quarters; below the table what the year may bring (``%``)."""

    SCOPES: ClassVar[tuple[str, ...]] = ("cells", "trying", "opportunities", "rows", "cursor")
    TURNS: ClassVar[bool] = False
    DEFAULT_CSS = """
    OpportunitiesScreen #spread { display: none; height: 11; }
    OpportunitiesScreen.-spread #spread { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.years_ahead = 0
        self.shows_spread: bool | None = None

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Grid(glyphs=glyphs)
        spread = Lines(glyphs=glyphs, id="spread", boxed=True)
        spread.can_focus = False
        yield spread

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if self.is_mounted:
            self.refresh_outlook()

    def refresh_outlook(self) -> None:
        """Bring the picture below the table up to date."""
        wanted = self.size.height >= TALL if self.shows_spread is None else self.shows_spread
        self.set_class(wanted, "-spread")
        pane = self.query_one("#spread", Lines)
        if wanted:
            width, height = self.size.width - FRAME, SPREAD_HEIGHT - 2
            title = spread_title(self.context.summary.forecast(self.year), self.plan.unit, self.plan.currency)
            pane.show(self.outlook_lines(width, height), title=title)

    def outlook_lines(self, width: int, height: int) -> list[Line]:
        """The picture of the year's distribution, and below it what slipped."""
        year, glyphs = self.context.summary.forecast(self.year), self.context.glyphs
        slipped = self.slipped()
        slips = slipped.slips if slipped is not None else ()
        lines = spread_picture(self.odds_of(year), year, self.plan.unit, glyphs, width, height - bool(slips))
        if slipped is not None and slips:
            from kaptui.draw.differences import slipped_text

            lines.append((Span(slipped_text(slipped.since, slips, self.plan.unit), "warning"),))
        return lines

    def do_opportunity_spread(self) -> None:
        """Show what the year may bring, or hide it."""
        self.shows_spread = not self.has_class("-spread")
        self.refresh_plan()

    @property
    def year(self) -> int:
        """The fiscal year whose quarters are shown."""
        return self.context.summary.year + self.years_ahead

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters shown."""
        return quarters_of(self.year, self.plan.fiscal_year_start)

    def specs(self) -> tuple[FieldSpec, ...]:
        return tuple(spec for spec in fields_of(Opportunity) if spec.name not in STRATEGY_FIELDS)

    def grid_data(self) -> GridData:
        return quarter_table(self)

    def footer(self) -> tuple[GridRow, ...]:
        return totals(self.context.summary.forecast(self.year), self.plan)

    def quarter_of_column(self, column: str) -> Quarter | None:
        """The quarter a column stands for; None for a described field."""
        return next((quarter for quarter in self.quarters if quarter.start == column), None)

    def path_at(self, row: str, column: str) -> Path | None:
        if self.quarter_of_column(column):
            return ("opportunities", row, "split", column) if row else None
        return super().path_at(row, column)

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        if len(path) > 3 and path[2] == "split":
            quarter = next((known for known in self.quarters if known.contains(path[3])), None)
            return (path[1], quarter.start) if quarter else (path[1], "name")
        return super().cell_of(path)

    def reveal(self, path: Path) -> None:
        if len(path) > 3 and path[2] == "split":
            self._turn(fiscal_year_of(path[3], self.plan.fiscal_year_start) - self.year)
        super().reveal(path)

    def history_path(self) -> Path:
        path = super().history_path()
        return path[:-1] if path[-2:-1] == ("split",) else path

    def start_text(self, path: Path) -> str:
        quarter = self.quarter_of_column(path[-1])
        if quarter is None or path in self.session.drafts:
            return super().start_text(path)
        return as_typed(cell_amount(value_at(self.plan, path[:-1]), quarter), self.plan.unit)

    def edit_for(self, path: Path, text: str, *, sure: bool = False) -> Edit:
        quarter = self.quarter_of_column(path[-1])
        if quarter is None:
            return super().edit_for(path, text, sure=sure)
        return quarter_edit(super().edit_for(path, text, sure=sure), self.plan_split(path), quarter)

    def plan_split(self, path: Path) -> dict[str, Decimal]:
        """The quarters of the deal that a quarter's path belongs to."""
        split: dict[str, Decimal] = value_at(self.seen_plan, path[:-1])
        return split

    def tone(self, row: Row) -> str:
        return "dim" if isinstance(row, Opportunity) and row.status in (Status.LOST, Status.DROPPED) else ""

    def empty_text(self) -> str:
        return tr("No opportunity yet: a adds one")

    def count_text(self) -> str:
        year = self.context.summary.forecast(self.year)
        unknown = {*year.unknown_amounts, *year.unknown_probabilities}
        names = listed(row.name or tr("(no name)") for row in self.plan.opportunities if row.id in unknown)
        missing = "  " + tr("amount or probability unknown, counted 0: {names}", names=names) if names else ""
        return (
            tr(
                "FY{year} from {month}, amounts in {unit}",
                year=self.year,
                month=self.quarters[0].start,
                unit=f"{self.plan.currency} {self.plan.unit}",
            )
            + missing
        )

    def do_opportunity_what_if(self) -> None:
        """Try changes on a scratch copy, old and new numbers side by side."""
        from kaptui.screens.whatif import WhatIfScreen  # it is an OpportunitiesScreen itself

        self.commit_pending()
        self.app.push_screen(WhatIfScreen(self.context))

    def do_opportunity_later(self) -> None:
        """The quarters of the next fiscal year."""
        self._turn(1)

    def do_opportunity_earlier(self) -> None:
        """The quarters of the fiscal year before."""
        self._turn(-1)

    def _turn(self, years: int) -> None:
        if years:
            self.years_ahead += years
            self.refresh_plan()


def quarter_edit(edit: Edit, split: dict[str, Decimal], quarter: Quarter) -> Edit:
    """Writing a quarter's cell replaces all months that lie in it, also those of an earlier fiscal-year start."""
    from kaptui.editing.edits import SetField  # not before somebody edits

    assert isinstance(edit, SetField)
    value = edit.value if isinstance(edit.value, Decimal) else None
    return SetField((*edit.path[:-1],), with_quarter(split, quarter, value), N_("Quarter"))


def quarter_table(screen: OpportunitiesScreen) -> GridData:
    """The table: name, amount, probability, the year's quarters, its sum, the rest, then every other field."""
    specs, plan, drafts = {spec.name: spec for spec in screen.specs()}, screen.plan, screen.session.drafts
    year, quarters = screen.year, screen.quarters
    leading = [specs.pop(name) for name in LEADING]
    columns = [Column("name", tr("Project"), 15, flexible=True)]
    footer = screen.footer()
    room = max(MONEY, money_room(footer))
    columns.append(Column("amount", column_title(leading[1], 7), room, "right"))
    columns.append(Column("probability", column_title(leading[2], 6), 6, "right"))
    columns += [Column(quarter.start, quarter.label, room, "right") for quarter in quarters]
    columns.append(Column(YEAR, f"FY{year}", room, "right"))
    columns.append(Column(REST, tr("Unallocated"), 12, "right"))
    columns += [Column(spec.name, tr(spec.label), spec.width) for spec in specs.values()]

    def line(row: Opportunity) -> GridRow:
        cells = (
            *(screen.cell(row, spec) for spec in leading),
            *(quarter_cell(row, quarter, plan.unit, drafts) for quarter in quarters),
            year_cell(row, year, plan),
            rest_cell(row, plan.unit),
            *(screen.cell(row, spec) for spec in specs.values()),
        )
        return GridRow(row.id, cells, screen.tone(row))

    rows = rows_on_sight(plan.opportunities, attrgetter("id"), line)
    return GridData(tuple(columns), rows, footer if rows else (), frozen=1, empty=screen.empty_text())


def money_room(footer: Iterable[GridRow]) -> int:
    """The cells of a column of money: wide enough for every sum below it, the longest numbers of the table."""
    return max((cells(cell.text) for row in footer for cell in row.cells[1:-1]), default=0)


def year_cell(row: Opportunity, year: int, plan: AccountPlan) -> Cell:
    """What the deal brings within the year shown."""
    amount = year_amount(row.split, year, plan.fiscal_year_start)
    return Cell(money(amount, plan.unit) if amount else "", "dim", amount)


def quarter_cell(row: Opportunity, quarter: Quarter, unit: str, drafts: Mapping[Path, Draft]) -> Cell:
    """A quarter's amount; money before the close date is a warning."""
    draft = drafts.get(("opportunities", row.id, "split", quarter.start))
    if draft is not None:
        return Cell(draft.text, "draft")
    amount = cell_amount(row.split, quarter)
    if amount is None:
        return Cell("")
    early = row.close_date is not None and quarter.last_day < row.close_date and amount > 0
    return Cell(money(amount, unit), "warning" if early else "", amount)


def rest_cell(row: Opportunity, unit: str) -> Cell:
    """What is not in any quarter; more in the quarters than the amount is a warning."""
    if row.amount is None:
        return Cell("?", "unknown")
    over = exact_sum(row.split.values()) - row.amount
    if over > 0:
        return Cell(tr("over {amount}", amount=money(over, unit)), "warning", -over)
    rest = unallocated(row)
    return Cell(money(rest, unit), "dim" if rest == 0 else "", rest)


def totals(year: Forecast, plan: AccountPlan) -> tuple[GridRow, ...]:
    """Planned and weighted by quarter and year, won beside them; displayed quarters add up to the displayed year.

    Under the amount: the open deals' whole amounts, plain and weighted. Unallocated is of all years.
    """
    deals = [row for row in plan.opportunities if row.status is Status.OPEN]
    amounts = exact_sum(row.amount or Decimal(0) for row in deals)
    likely = exact_sum(weighted(row.amount or Decimal(0), row.probability or 0) for row in deals)
    rest = money(year.unallocated, plan.unit)

    def line(key: str, title: str, whole: str, parts: list[Decimal], rest: str = "") -> GridRow:
        shown, total = money_line(parts, plan.unit)
        return GridRow(key, (Cell(title, "title"), Cell(whole), Cell(""), *map(Cell, shown), Cell(total), Cell(rest)))

    rows = [
        line("planned", tr("Planned"), money(amounts, plan.unit), [part.planned for part in year.quarters], rest),
        line("weighted", tr("Weighted"), money(likely, plan.unit), [part.weighted for part in year.quarters]),
    ]
    if year.won:
        rows.append(line("won", tr("Won"), "", [part.won for part in year.quarters]))
    return tuple(rows)
