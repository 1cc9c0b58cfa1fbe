"""The tables of a what-if: deals, people, and the answers about the deal in view. Changed cells are marked."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from kaptui.plan.assessment import QUESTIONS, US
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec, field_of
from kaptui.plan.fiscal import cell_amount
from kaptui.plan.paths import NoSuchPlace, Path, value_at
from kaptui.plan.people import Override, Person
from kaptui.plan.places import spec_at
from kaptui.plan.record import Row, new_id
from kaptui.screens.cells import field_cell, shown
from kaptui.screens.checklist import QUESTION, Checklist, checklist_data, rating_cell, rating_path
from kaptui.screens.opportunities import OpportunitiesScreen
from kaptui.text import tr
from kaptui.text.values import is_unknown
from kaptui.widgets.grid_model import Cell, GridData, GridRow
from kaptui.widgets.lazy_rows import rows_on_sight

FIRST_COLUMN = {"opportunities": "probability", "people": "relationship", "answers": US}
"""Where the cursor stands in a table that is shown for the first time."""
PERSON_FIELDS = ("name", "roles", "relationship", "contact", "standing", "title", "department", "supports")
"""What a what-if shows of a person: what moves support, coverage, reach and findings, and who it is."""


class WhatIfTables(Checklist, OpportunitiesScreen):
    """``part`` is the table shown, ``opportunities``, ``people`` or ``answers``; ``base`` the plan that cells are
    compared with."""

    def __init__(self) -> None:
        super().__init__()
        self.part = "opportunities"
        self._cursors: dict[str, tuple[str, str]] = {}

    @property
    def base(self) -> AccountPlan:
        """The plan before the what-if."""
        raise NotImplementedError

    def show_part(self, part: str) -> None:
        """Show the other table, its cursor where it was left."""
        if part == self.part:
            return
        self._cursors[self.part] = self.grid.cursor
        self.part = part
        self.refresh_plan()
        row, column = self._cursors.get(part, ("", ""))
        if row not in self.grid.visible_keys():
            self.grid.go_to_edge(dy=-1)
            row, column = QUESTIONS[0].id if part == "answers" else self.grid.cursor[0], FIRST_COLUMN[part]
        self.grid.go_to(row, column)

    # what the table shows

    def specs(self) -> tuple[FieldSpec, ...]:
        if self.part == "people":
            return tuple(field_of(Person, name) for name in PERSON_FIELDS)
        return super().specs()

    def rows(self) -> tuple[Row, ...]:
        return self.rows_of(self.part)

    def rows_of(self, part: str) -> tuple[Row, ...]:
        """The rows of one of the tables."""
        if part == "people":
            return tuple(person for person in self.plan.people if not person.archived)
        return self.plan.opportunities if part == "opportunities" else ()

    def table_path(self) -> Path | None:
        return None if self.part == "answers" else (self.part,)

    def new_row(self) -> Row:
        return Person(id=new_id()) if self.part == "people" else super().new_row()

    def footer(self) -> tuple[GridRow, ...]:
        return super().footer() if self.part == "opportunities" else ()

    def path_of(self, row_id: str, name: str) -> Path:
        """A person's field; what the deal in view sets for itself is changed there, because that is what counts."""
        deal = self.opportunity if self.part == "people" else None
        own = deal.overrides.get(row_id) if deal is not None else None
        if deal is not None and isinstance(own, Override) and name in own.model_fields_set:
            return ("opportunities", deal.id, "overrides", row_id, name)
        return super().path_of(row_id, name)

    def cell(self, row: Row, spec: FieldSpec) -> Cell:
        path = self.path_of(row.id, spec.name)
        return super().cell(row, spec) if path[0] == self.part else field_cell(self.session, path, spec)

    def path_at(self, row: str, column: str) -> Path | None:
        if self.part == "people":
            return self.path_of(row, column) if row and column in PERSON_FIELDS else None
        if self.part == "answers":
            return rating_path(self.opportunity, row, column)
        return super().path_at(row, column)

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        if path[2:3] == ("overrides",) and len(path) > 3:
            return path[3], path[4] if len(path) > 4 and path[4] in PERSON_FIELDS else "name"
        if path[:1] == ("people",) and len(path) > 1:
            return path[1], path[2] if len(path) > 2 and path[2] in PERSON_FIELDS else "name"
        return rating_cell(path) or super().cell_of(path)

    def reveal(self, path: Path) -> None:
        if path[:1] == ("people",) or path[2:3] == ("overrides",):
            self.show_part("people")
        elif path[2:3] == ("assessment",):
            self.context.opportunity_id = path[1]
            self.show_part("answers")
        elif path[:1] == ("opportunities",):
            self.show_part("opportunities")
        else:
            self.context.tell(tr("The what-if shows opportunities, people and assessment only"))
            return
        super().reveal(path)

    def grid_data(self) -> GridData:
        if self.part == "answers":
            return self._answers_data()
        data = self._plain_data() if self.part == "people" else super().grid_data()
        old = {row.id: row for row in getattr(self.base, self.part)}
        new = {row.id: row for row in self.rows()}
        keys = [column.key for column in data.columns]
        deal_is_same = self.part != "people" or self._deal_before() is self.opportunity
        same = {key for key, row in new.items() if deal_is_same and old.get(key) is row}

        def line(row: Row) -> GridRow:
            shown = data.rows[places[row.id]]
            return shown if row.id in same else self._marked(shown, keys)

        places = {row.id: place for place, row in enumerate(self.rows())}
        return data._replace(rows=rows_on_sight(self.rows(), attrgetter("id"), line))

    def _answers_data(self) -> GridData:
        data = checklist_data(self.plan, self.opportunity, self.context.today, self.context.limits)
        keys = [column.key for column in data.columns]
        return data._replace(rows=tuple(self._marked(row, keys) for row in data.rows))

    def _deal_before(self) -> object:
        deal = self.opportunity
        return next((row for row in self.base.opportunities if deal is not None and row.id == deal.id), None)

    def _marked(self, row: GridRow, keys: list[str]) -> GridRow:
        """The row with the tone of a change on every cell that differs from the plan before."""
        return row._replace(cells=tuple(self._mark(row.key, key, row.cell(at)) for at, key in enumerate(keys)))

    def _mark(self, row: str, column: str, cell: Cell) -> Cell:
        path = self.path_at(row, column) if column != QUESTION else None
        if path is None or cell.tone == "draft" or self.value_in(self.base, path) == self.value_in(self.plan, path):
            return cell
        return cell._replace(text=cell.text or "-", tone="changed")

    def do_cell_edit(self) -> None:
        """Open the editor of the field under the cursor; of a question that of its answer."""
        if self.part == "answers":
            self.do_assessment_answer()
        else:
            super().do_cell_edit()

    # old values

    def value_in(self, plan: AccountPlan, path: Path) -> Any:
        """The value of a cell's field in a plan: a quarter is the sum of its months; None for all that is unknown."""
        try:
            quarter = self.quarter_of_column(path[-1]) if path[-2:-1] == ("split",) else None
            value = value_at(plan, path if quarter is None else path[:-1])
        except NoSuchPlace:
            return None
        if quarter is not None and isinstance(value, Mapping):
            value = cell_amount(dict(value), quarter)
        return None if is_unknown(value) else value

    def old_text(self, path: Path) -> str:
        """What stood in a changed field before, in words; empty where nothing changed."""
        before = self.value_in(self.base, path)
        if before == self.value_in(self.plan, path):
            return ""
        return tr("was {value}", value="?" if before is None else shown(self.base, before, spec_at(path)))

    def count_text(self) -> str:
        path = self.cursor_path()
        old = self.old_text(path) if path is not None else ""
        return old or super().count_text()
