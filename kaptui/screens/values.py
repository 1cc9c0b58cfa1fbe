"""Template 6: the value match as a 2x2 field whose entries are moved with the arrow keys, and as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from kaptui.commands import Command
from kaptui.draw.matrix import MIDDLE, SCORES, Entry, Words, matrix_lines
from kaptui.editing.edits import SetField, Title, Together
from kaptui.insight.value_match import acknowledgements, needs_behind
from kaptui.plan.document import AccountPlan
from kaptui.plan.needs import ValueEntry
from kaptui.plan.paths import Path
from kaptui.plan.record import Row
from kaptui.plan.shorthand import code_of
from kaptui.screens.table import TableScreen
from kaptui.text import tr
from kaptui.text.format import listed
from kaptui.widgets.grid import Grid
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

Scores = tuple[int | None, int | None]
"""Value to us, value to the customer."""


class ValuesScreen(TableScreen, template="values"):
    """``field`` is the 2x2, whose ``selected`` entry commands are about; ``T`` shows the table instead. ``lifted`` are
    the scores that the entry had when the arrows began to move it; None while they choose an entry."""

    DEFAULT_CSS = """
    ValuesScreen #field { width: 1fr; }
    ValuesScreen #card { width: 30; }
    ValuesScreen Grid { display: none; }
    ValuesScreen.-table Horizontal { display: none; }
    ValuesScreen.-table Grid { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lifted: Scores | None = None
        self.selected: str | None = None
        self._moved_in: AccountPlan | None = None

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Horizontal(Lines(glyphs=glyphs, id="field", focusable=True), Lines(glyphs=glyphs, id="card", wraps=True))
        yield Grid(glyphs=glyphs)

    @property
    def as_table(self) -> bool:
        """Whether the table is shown instead of the field."""
        return self.has_class("-table")

    SCOPES: ClassVar[tuple[str, ...]] = ("values", "cells", "rows", "cursor")
    TURNS: ClassVar[bool] = False

    @property
    def own_scopes(self) -> tuple[str, ...]:
        return self.SCOPES if self.as_table else ("matrix", *self.SCOPES)

    def screen_ready(self) -> None:
        super().screen_ready()
        self.query_one("#field", Lines).focus()

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if not self.is_mounted:
            return
        rows = self.plan.values
        if self.selected not in {row.id for row in rows}:
            self.selected, self.lifted = rows[0].id if rows else None, None
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
        agreed = next(acknowledgements(self.plan, row), None)
        lines: list[Line] = [
            (Span(row.solution or tr("(no name)"), "title"),),
            (Span(tr("Need") + ": " + row.need),),
            (Span(tr("Theirs") + f" {row.customer_score or '?'}: " + row.value_to_customer),),
            (Span(tr("Ours") + f" {row.our_score or '?'}: " + row.value_to_us),),
            (Span(tr("Who cares") + ": " + self._who(row)),),
            (
                Span(
                    tr("Value acknowledged") + ": " + (agreed.value_acknowledged if agreed else tr("by nobody yet")),
                    "" if agreed else "warning",
                ),
            ),
        ]
        return lines

    def _who(self, entry: ValueEntry) -> str:
        """The people who care about what the entry answers, each with the code that says how to talk to them."""
        wanted = {person for need in needs_behind(self.plan, entry) for person in need.people}
        people = (person for person in self.plan.people if person.id in wanted and not person.archived)
        names = (f"{person.name or person.title or tr('TBD')} {code_of(person)}".strip() for person in people)
        return listed(names) or "?"

    def _entry(self) -> ValueEntry | None:
        return next((row for row in self.plan.values if row.id == self.selected), None)

    # commands

    def do_values_table(self) -> None:
        """The table instead of the field, or back; the same entry stays under the cursor."""
        entry = self.cursor_row()
        self.lifted = None
        self.toggle_class("-table")
        if self.as_table:
            self.refresh_plan()
            self.grid.go_to(entry)
            self.grid.focus()
        else:
            self.selected = entry
            self.query_one("#field", Lines).focus()
            self.refresh_plan()
        self.refresh_chrome()

    def do_values_lift(self) -> None:
        """Lift the selected entry, or drop it where it stands."""
        row = self._entry()
        if row is None:
            self.context.tell(tr("No entry yet: a adds one"))
            return
        self.lifted = None if self.lifted else (row.our_score, row.customer_score)
        self._moved_in = self.plan
        self.refresh_chrome()

    def do_back(self) -> None:
        """Give up moving: the entry goes back to where it was lifted, but for what a colleague changed since. Otherwise
        leave."""
        if self.lifted is None:
            super().do_back()
            return
        scores, self.lifted = self.lifted, None
        self._put(scores, Title("entry put back"), since=self._moved_in)
        self.refresh_chrome()

    def commit_pending(self) -> None:
        super().commit_pending()
        self.lifted = None

    def do_cell_edit(self) -> None:
        """Texts are typed in the table."""
        self._in_table()
        super().do_cell_edit()

    def do_cell_clear(self) -> None:
        """Clear a cell of the table; in the field take the entry off it, both scores not known again."""
        if self.as_table:
            super().do_cell_clear()
        else:
            self._put((None, None), Title("clearing of scores"))

    def do_rows_sort(self) -> None:
        self._in_table()
        super().do_rows_sort()

    def do_rows_filter(self) -> None:
        self._in_table()
        super().do_rows_filter()

    def _in_table(self) -> None:
        if not self.as_table:
            self.do_values_table()

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
        """Move the entry by a point; one without a score comes in from the middle."""
        row = self._entry()
        if row is not None:
            scores = _moved(row.our_score, ours), _moved(row.customer_score, theirs)
            self._put(scores, Title("move of an entry"))
            self._moved_in = self.plan

    def _put(self, scores: Scores, title: Title, since: AccountPlan | None = None) -> None:
        """Give the selected entry these scores; what has the same title in quick succession is one step of undo."""
        row = self._entry()
        if row is not None:
            place = ("values", row.id)
            edits = (SetField((*place, "our_score"), scores[0]), SetField((*place, "customer_score"), scores[1]))
            self.context.make(Together(edits, title), since=since)

    def _select(self, step: int) -> None:
        ids = [row.id for row in self.plan.values]
        if ids:
            at = ids.index(self.selected) if self.selected in ids else 0
            self.selected = ids[(at + (1 if step > 0 else -1)) % len(ids)]
            self.refresh_plan()

    def cursor_row(self) -> str:
        return super().cursor_row() if self.as_table else self.selected or ""

    def cursor_path(self) -> Path | None:
        return super().cursor_path() if self.as_table else None

    def reveal(self, path: Path) -> None:
        """Select an entry in the field; a text of it has its place in the table."""
        if len(path) > 2 and path[2] not in ("our_score", "customer_score"):
            self._in_table()
        if self.as_table:
            super().reveal(path)
        elif len(path) > 1:
            self.selected = path[1]
            self.refresh_plan()

    def row_added(self, row: Row) -> None:
        self.selected = row.id
        self._in_table()
        super().row_added(row)

    def status_text(self) -> str:
        if self.lifted:
            return tr("Lifted: arrows move it by a point, Enter drops it, Esc puts it back")
        return super().status_text()

    def why_not(self, command: Command) -> str:
        if self.session.read_only and command.scope == "matrix":
            return tr("This plan is open read-only")
        return super().why_not(command)


def _moved(score: int | None, step: int) -> int:
    return max(SCORES[0], min(SCORES[-1], (score or MIDDLE) + step))


def _entry(number: int, row: ValueEntry) -> Entry:
    return Entry(row.id, f"{number} {row.solution or row.need or '?'}", row.our_score, row.customer_score)
