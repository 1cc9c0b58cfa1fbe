"""The table screen that serves every template of rows from its field descriptions."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, ClassVar

from kaptui.plan.fields import FieldSpec, fields_of
from kaptui.plan.naming import name_of
from kaptui.plan.paths import Path
from kaptui.plan.record import Record, Row, new_id
from kaptui.plan.templates import Template, template_of
from kaptui.screens.cells import column_title, field_cell
from kaptui.screens.grid_screen import GridScreen
from kaptui.text import tr, trn
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.lazy_rows import rows_on_sight


class TableScreen(GridScreen):
    """Rows of one template. ``transposed`` shows rows as columns, as the deck does for competitors."""

    TEMPLATE: ClassVar[Template]
    TURNS: ClassVar[bool] = True
    """Whether rows can become columns here."""
    transposed = False
    columns_shown: ClassVar[tuple[str, ...]] = ()
    """The fields shown and their order; empty means all as they are declared."""

    def __init_subclass__(cls, *, template: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        if template:
            cls.TEMPLATE = template_of(template)
            cls.PLACE = cls.__dict__.get("PLACE", cls.TEMPLATE.key)
            cls.NAME = cls.__dict__.get("NAME", cls.TEMPLATE.title)

    def help_model(self) -> type[Record] | None:
        return self.TEMPLATE.model

    def specs(self) -> tuple[FieldSpec, ...]:
        """The described fields that are columns here, in order."""
        known = {spec.name: spec for spec in fields_of(self.TEMPLATE.model)}
        return tuple(known[name] for name in self.columns_shown) if self.columns_shown else tuple(known.values())

    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        rows: tuple[Row, ...] = getattr(self.plan, self.TEMPLATE.section)
        return rows

    def table_path(self) -> Path | None:
        return (self.TEMPLATE.section,)

    def new_row(self) -> Row:
        row: Row = self.TEMPLATE.model.model_validate({"id": new_id()})  # type: ignore[assignment] # a table's model is a Row
        return row

    def grid_data(self) -> GridData:
        return self._transposed_data() if self.transposed else self._plain_data()

    def _plain_data(self) -> GridData:
        specs = self.specs()
        right = ("money", "percent", "score")
        columns = tuple(
            Column(
                spec.name,
                column_title(spec),
                spec.width,
                "right" if spec.kind in right else "left",
                flexible=spec.kind in ("long", "lines"),
            )
            for spec in specs
        )

        def line(row: Row) -> GridRow:
            return GridRow(row.id, tuple(self.cell(row, spec) for spec in specs), self.tone(row))

        rows = rows_on_sight(self.rows(), attrgetter("id"), line)
        return GridData(columns, rows, self.footer(), frozen=1, empty=self.empty_text())

    def _transposed_data(self) -> GridData:
        rows = self.rows()
        specs = self.specs()
        names = tuple(Column(row.id, self.row_title(row), 17, flexible=True) for row in rows)
        lines = tuple(
            GridRow(spec.name, (Cell(tr(spec.label), "title"), *(self.cell(row, spec) for row in rows)))
            for spec in specs
        )
        return GridData(
            (Column("", tr(self.NAME), 16), *names), lines if rows else (), wrap=True, frozen=1, empty=self.empty_text()
        )

    def row_title(self, row: Row) -> str:
        """What heads a row's column when rows are columns."""
        return name_of(row) or tr("(no name)")

    def cell(self, row: Row, spec: FieldSpec) -> Cell:
        """What stands in one cell."""
        return field_cell(self.session, self.path_of(row.id, spec.name), spec, row)

    def path_of(self, row_id: str, name: str) -> Path:
        """The path of a row's field."""
        return (*(self.table_path() or ()), row_id, name)

    def tone(self, row: Row) -> str:
        """The tone of a whole row."""
        return ""

    def footer(self) -> tuple[GridRow, ...]:
        """Totals below the rows."""
        return ()

    def empty_text(self) -> str:
        """What an empty table says."""
        return tr("Nothing here yet: a adds a row")

    def path_at(self, row: str, column: str) -> Path | None:
        row_id, name = (column, row) if self.transposed else (row, column)
        if not row_id or name not in {spec.name for spec in self.specs()}:
            return None
        return self.path_of(row_id, name)

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        base = len(self.table_path() or ())
        if len(path) <= base:
            return None
        names = [spec.name for spec in self.specs()]
        name = path[base + 1] if len(path) > base + 1 and path[base + 1] in names else names[0]
        return (name, path[base]) if self.transposed else (path[base], name)

    def cursor_row(self) -> str:
        """The id of the row under the cursor; empty when there is none."""
        row, column = self.grid.cursor
        return column if self.transposed else row

    def count_text(self) -> str:
        rows = self.rows()
        path = self.cursor_path()
        spec = next((spec for spec in self.specs() if path and spec.name == path[-1]), None)
        return trn("{n} row", "{n} rows", len(rows)) + (f"  {tr(spec.help)}" if spec and spec.help else "")

    def do_rows_transpose(self) -> None:
        """Rows as columns, or back; the cursor stays on its field."""
        if not self.TURNS:
            self.context.tell(tr("The rows of this table cannot become columns"))
            return
        path = self.cursor_path()
        self.transposed = not self.transposed
        self.refresh_plan()
        if path is not None:
            self.reveal(path)
