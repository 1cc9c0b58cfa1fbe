"""Template 6: the value match as a 2x2 field whose entries are moved with the arrow keys, and as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from kaptui.draw.matrix import Entry, Words, matrix_lines
from kaptui.editing.edits import SetField, Title, Together
from kaptui.plan.needs import Need, ValueEntry
from kaptui.plan.record import Row
from kaptui.screens.table import TableScreen
from kaptui.text import tr
from kaptui.text.format import listed
from kaptui.widgets.grid import Grid
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span


class ValuesScreen(TableScreen, template="values"):
    """``field`` is the 2x2; ``T`` shows the table. ``lifted`` is the entry the arrows move."""

    DEFAULT_CSS = """
    ValuesScreen #field { width: 1fr; }
    ValuesScreen #card { width: 30; }
    ValuesScreen Grid { display: none; }
    ValuesScreen.-table Horizontal { display: none; }
    ValuesScreen.-table Grid { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lifted = False
        self.selected: str | None = None

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Horizontal(Lines(glyphs=glyphs, id="field", focusable=True), Lines(glyphs=glyphs, id="card", wraps=True))
        yield Grid(glyphs=glyphs)

    @property
    def as_table(self) -> bool:
        """Whether the table is shown instead of the field."""
        return self.has_class("-table")

    SCOPES: ClassVar[tuple[str, ...]] = ("matrix", "cells", "rows", "cursor")

    @property
    def scopes(self) -> tuple[str, ...]:
        scopes = super().scopes
        return (*(scope for scope in scopes if scope != "matrix"), "matrix") if self.as_table else scopes

    def screen_ready(self) -> None:
        super().screen_ready()
        self.query_one("#field", Lines).focus()

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if not self.is_mounted:
            return
        rows = self.plan.values
        if self.selected not in {row.id for row in rows}:
            self.selected = rows[0].id if rows else None
        field = self.query_one("#field", Lines)
        if not rows:
            field.show([(Span(tr("No entry yet: a adds one"), "dim"),)])
        else:
            entries = [_entry(number, row) for number, row in enumerate(rows, start=1)]
            words = Words(
                tr("Best opportunity (win-win)"), tr("value to them"), tr("value to us"), tr("not scored yet")
            )
            picture = matrix_lines(
                entries, field.size.width, field.size.height, self.context.glyphs, words, self.selected
            )
            field.show([tuple(Span(piece.text, piece.tone) for piece in line) for line in picture])
        self.query_one("#card", Lines).show(self._card())

    def _card(self) -> list[Line]:
        """The selected entry in words, with who cares about its need and whether the value was acknowledged."""
        row = self._entry()
        if row is None:
            return []
        cares = [
            need for need in self.plan.needs if row.need and (row.need in need.challenge or need.challenge in row.need)
        ]
        agreed = [
            thread
            for thread in self.plan.spin
            if thread.value_acknowledged and thread.need in {need.id for need in cares}
        ]
        lines: list[Line] = [
            (Span(row.solution or tr("(no name)"), "title"),),
            (Span(tr("Need") + ": " + row.need),),
            (Span(tr("Theirs") + f" {row.customer_score or '?'}: " + row.value_to_customer),),
            (Span(tr("Ours") + f" {row.our_score or '?'}: " + row.value_to_us),),
            (Span(tr("Who cares") + ": " + self._who(cares)),),
            (
                Span(
                    tr("Value acknowledged") + ": " + (agreed[0].value_acknowledged if agreed else tr("by nobody yet")),
                    "" if agreed else "warning",
                ),
            ),
        ]
        return lines

    def _who(self, needs: list[Need]) -> str:
        wanted = {person for need in needs for person in need.people}
        names = [person.name for person in self.plan.people if person.id in wanted and not person.archived]
        return listed(names) or "?"

    def _entry(self) -> ValueEntry | None:
        return next((row for row in self.plan.values if row.id == self.selected), None)

    # commands

    def do_values_table(self) -> None:
        """The table instead of the field, or back."""
        self.lifted = False
        self.toggle_class("-table")
        (self.grid if self.as_table else self.query_one("#field", Lines)).focus()
        self.refresh_plan()

    def do_values_lift(self) -> None:
        """Lift the selected entry, or drop it where it stands."""
        if self._entry() is None:
            self.context.tell(tr("No entry yet: a adds one"))
            return
        self.lifted = not self.lifted
        self.refresh_chrome()

    def do_move_left(self) -> None:
        self._arrow(-1, 0)

    def do_move_right(self) -> None:
        self._arrow(1, 0)

    def do_move_up(self) -> None:
        self._arrow(0, 1)

    def do_move_down(self) -> None:
        self._arrow(0, -1)

    def _arrow(self, ours: int, theirs: int) -> None:
        if self.as_table:
            self.grid.move(ours, -theirs)
        elif self.lifted:
            self._shift(ours, theirs)
        else:
            self._select(ours - theirs)

    def _shift(self, ours: int, theirs: int) -> None:
        row = self._entry()
        if row is None:
            return
        place = ("values", row.id)
        our_score = max(1, min(5, (row.our_score or 3) + ours))
        customer_score = max(1, min(5, (row.customer_score or 3) + theirs))
        edits = (SetField((*place, "our_score"), our_score), SetField((*place, "customer_score"), customer_score))
        self.context.make(Together(edits, Title("move of an entry")))

    def _select(self, step: int) -> None:
        ids = [row.id for row in self.plan.values]
        if ids:
            at = ids.index(self.selected) if self.selected in ids else 0
            self.selected = ids[(at + (1 if step > 0 else -1)) % len(ids)]
            self.refresh_plan()

    def cursor_row(self) -> str:
        return super().cursor_row() if self.as_table else self.selected or ""

    def row_added(self, row: Row) -> None:
        self.selected = row.id
        if not self.as_table:
            self.do_values_table()
        super().row_added(row)

    def status_text(self) -> str:
        if self.lifted:
            return tr("Lifted: arrows move it by a point, Enter drops it")
        return super().status_text()


def _entry(number: int, row: ValueEntry) -> Entry:
    return Entry(row.id, f"{number} {row.solution or row.need or '?'}", row.our_score, row.customer_score)
