"""Large plans: after an edit only what is seen is made anew. Counts, never times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kaptui.editing.edits import SetField
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec
from kaptui.plan.record import Row
from kaptui.screens.table import TableScreen
from kaptui.widgets.grid_model import Cell
from tests.bench.plans import large_plan
from tests.ui.app_stage import playing


@pytest.fixture(scope="module")
def plan() -> AccountPlan:
    """500 people, 50 open deals."""
    return large_plan()


@pytest.fixture
def cells_made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """Row and field of every cell that a table made since the list was cleared."""
    made: list[tuple[str, str]] = []
    plain = TableScreen.cell

    def cell(self: TableScreen, row: Row, spec: FieldSpec) -> Cell:
        made.append((row.id, spec.name))
        return plain(self, row, spec)

    monkeypatch.setattr(TableScreen, "cell", cell)
    yield made


@pytest.mark.parametrize(("table", "path"), [
    ("people", ("people", "p3", "name")),
    ("links", ("links", "l3", "note")),
    ("opportunities", ("opportunities", "d3", "name")),
])
async def test_an_edit_in_a_table_makes_the_rows_in_sight(
    plan: AccountPlan, cells_made: list[Any], table: str, path: tuple[str, ...]
) -> None:
    async with playing(plan) as play:
        await play.at((table,))
        cells_made.clear()
        play.app.make(SetField(path, "Another"))
        await play.shows("Another")
        assert 0 < len({row for row, _ in cells_made}) <= 24
