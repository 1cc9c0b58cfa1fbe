"""Templates 4 and 5, which the described table serves as it is: competitors side by side, and needs."""

from __future__ import annotations

from kaptui.plan.record import Row
from kaptui.screens.table import TableScreen
from kaptui.text import tr
from kaptui.text.format import listed
from kaptui.widgets.grid_model import Cell, GridData, GridRow

SUPPORTERS = "supporters"
"""The computed line of the competitors' table: which people support them."""


class CompetitorsScreen(TableScreen, template="competitors"):
    """Rivals as columns, as on the deck's slide; ``T`` turns them into rows."""

    transposed = True

    def grid_data(self) -> GridData:
        data = super().grid_data()
        if not self.transposed or not data.rows:
            return data
        names = (Cell(self._supporters(row)) for row in self.rows())
        line = GridRow(SUPPORTERS, (Cell(tr("Their supporters"), "title"), *names))
        return GridData(data.columns, (*data.rows, line), data.footer, data.frozen, data.wrap, data.empty)

    def _supporters(self, row: Row) -> str:
        people = [person for person in self.plan.people if person.supports == row.id and not person.archived]
        return listed(person.name or person.title for person in people) or "?"

    def empty_text(self) -> str:
        return tr("No competitor yet: a adds one; 'do nothing' is one too")


class NeedsScreen(TableScreen, template="needs"):
    """Challenges, what would meet them, who cares, what we have."""

    def empty_text(self) -> str:
        return tr("No need yet: a adds one. The customer's complaint may be your opportunity")
