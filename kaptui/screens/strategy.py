"""Template 10: goal, strategy, the customer's decision steps, actions, reviews - one part at a time, Tab goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from kaptui.plan.fields import FieldSpec, field_of, fields_of
from kaptui.plan.opportunities import STRATEGY_FIELDS, Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.record import Row, new_id
from kaptui.plan.strategy import Action, Review, Step
from kaptui.screens.cells import field_cell
from kaptui.screens.table import TableScreen
from kaptui.text import N_, tr
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

PARTS: dict[str, tuple[str, type[Row] | None]] = {
    "strategy": (N_("Goal and strategy"), None),
    "steps": (N_("Decision steps"), Step),
    "actions": (N_("Actions"), Action),
    "reviews": (N_("Reviews"), Review),
}
"""The parts of the template: title (msgid) and the model of its rows, None for the form."""


class StrategyScreen(TableScreen, template="strategy"):
    """The strategy of one opportunity; ``part`` is what the grid shows."""

    SCOPES: ClassVar[tuple[str, ...]] = ("strategy", "deal", "cells", "rows", "cursor")
    DEFAULT_CSS = """
    StrategyScreen #parts { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.part = "strategy"

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(glyphs=self.context.glyphs, id="parts")
        yield Grid(glyphs=self.context.glyphs)

    def heading(self) -> str:
        name = self.opportunity.name if self.opportunity else tr("no opportunity")
        return f"{super().heading()} > {name or tr('(no name)')}"

    @property
    def model(self) -> type[Row] | None:
        """The model of the rows of the part shown."""
        return PARTS[self.part][1]

    def specs(self) -> tuple[FieldSpec, ...]:
        if self.model is None:
            return tuple(field_of(Opportunity, name) for name in STRATEGY_FIELDS)
        return fields_of(self.model)

    def rows(self) -> tuple[Row, ...]:
        opportunity = self.opportunity
        if opportunity is None:
            return ()
        rows: tuple[Row, ...] = (opportunity,) if self.model is None else getattr(opportunity, self.part)
        return rows

    def table_path(self) -> Path | None:
        opportunity = self.opportunity
        if opportunity is None:
            return None
        return ("opportunities",) if self.model is None else ("opportunities", opportunity.id, self.part)

    def new_row(self) -> Row:
        assert self.model is not None
        return self.model.model_validate({"id": new_id()})

    def grid_data(self) -> GridData:
        return self._form() if self.model is None else super().grid_data()

    def _form(self) -> GridData:
        opportunity = self.opportunity
        columns = (Column("field", tr("Field"), 20), Column("answer", tr("What we plan"), 50, flexible=True))
        rows = tuple(
            GridRow(
                spec.name,
                (Cell(tr(spec.label)), field_cell(self.session, self.path_of(opportunity.id, spec.name), spec)),
            )
            for spec in self.specs()
            if opportunity is not None
        )
        return GridData(
            columns, rows, wrap=True, frozen=1, empty=tr("No opportunity yet: press 9, then a")
        )

    def path_at(self, row: str, column: str) -> Path | None:
        if self.model is not None:
            return super().path_at(row, column)
        return self.path_of(self.opportunity.id, row) if self.opportunity and row else None

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        if self.model is None:
            return (path[2], "answer") if len(path) > 2 else None
        return super().cell_of(path)

    def reveal(self, path: Path) -> None:
        if len(path) > 2:
            self.show_part(path[2] if path[2] in PARTS else "strategy")
        super().reveal(path)

    def show_part(self, part: str) -> None:
        """Show another part in the grid."""
        self.part = part
        self.refresh_plan()

    def refresh_plan(self) -> None:
        if self.is_mounted:
            self.query_one("#parts", Lines).show([self._parts()])
        super().refresh_plan()

    def _parts(self) -> Line:
        spans: list[Span] = [Span(" ")]
        for key, (title, model) in PARTS.items():
            count = f" {len(getattr(self.opportunity, key))}" if model and self.opportunity else ""
            shown = f"{tr(title)}{count}"
            spans.append(
                Span(f"[{shown}]" if key == self.part else f" {shown} ", "title" if key == self.part else "dim")
            )
        return tuple(spans)

    def do_strategy_section(self) -> None:
        """The next part."""
        self._turn(1)

    def do_strategy_section_back(self) -> None:
        """The part before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        keys = list(PARTS)
        self.show_part(keys[(keys.index(self.part) + step) % len(keys)])

    def do_row_add(self) -> None:
        if self.model is None:
            self.show_part("actions")
        super().do_row_add()

    def do_row_remove(self) -> None:
        if self.model is None:
            self.context.tell(tr("The strategy itself cannot be deleted; Backspace clears a field"))
            return
        super().do_row_remove()

    def count_text(self) -> str:
        path = self.cursor_path()
        if self.model is not None or path is None:
            return super().count_text()
        return tr(field_of(Opportunity, path[-1]).help)

    def tone(self, row: Row) -> str:
        return "dim" if getattr(row, "done", False) else ""

    def empty_text(self) -> str:
        return tr("Nothing here yet: a adds a row")
