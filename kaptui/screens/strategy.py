"""Template 10: goal, strategy with its conditions, the customer's decision steps, actions, reviews.

One part at a time with a line of tabs; where there is room all four at once, and Tab goes from one to the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.containers import Container
from textual.widget import Widget

from kaptui.commands import Command
from kaptui.editing.edits import SetField
from kaptui.insight.plan_test import strategy_conditions
from kaptui.plan.fields import FieldSpec, field_of, fields_of
from kaptui.plan.opportunities import STRATEGY_FIELDS, Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.record import Row, new_id
from kaptui.plan.strategy import Action, Review, Step
from kaptui.screens.review import ReviewScreen
from kaptui.screens.strategy_parts import ANSWER, PARTS, condition_lines, due_actions, form_data, row_cell, rows_data
from kaptui.screens.table import TableScreen
from kaptui.text import tr, trn
from kaptui.widgets.box import broken, rule
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import Cell, GridData
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

TALL = 36
"""From so many lines on all parts are shown at once."""
WIDE = 110
"""From so many cells on the conditions stand beside the form."""
BESIDE = 46
"""The cells they have there."""


class StrategyScreen(TableScreen, template="strategy"):
    """The strategy of one opportunity; ``part`` is the one with the cursor."""

    SCOPES: ClassVar[tuple[str, ...]] = ("strategy", "deal", "cells", "rows", "cursor")
    DEFAULT_CSS = """
    StrategyScreen #parts { height: 1; }
    StrategyScreen .title { display: none; height: 1; }
    StrategyScreen #top { layout: vertical; }
    StrategyScreen #top, StrategyScreen Grid { display: none; }
    StrategyScreen #conditions { height: auto; max-height: 50%; }
    StrategyScreen.-strategy #top, StrategyScreen.-strategy #strategy { display: block; }
    StrategyScreen.-steps #steps, StrategyScreen.-actions #actions, StrategyScreen.-reviews #reviews { display: block; }
    StrategyScreen.-all #parts { display: none; }
    StrategyScreen.-all .title, StrategyScreen.-all Grid, StrategyScreen.-all #top { display: block; }
    StrategyScreen.-all #top { height: 13fr; }
    StrategyScreen.-all #steps { height: 6fr; }
    StrategyScreen.-all #actions { height: 7fr; }
    StrategyScreen.-all #reviews { height: 4fr; }
    StrategyScreen.-all.-wide #top { layout: horizontal; }
    StrategyScreen.-all.-wide #conditions { width: 46; max-height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.part = "strategy"

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Lines(glyphs=glyphs, id="parts")
        yield Lines(glyphs=glyphs, id="title-strategy", classes="title")
        with Container(id="top"):
            yield Grid(glyphs=glyphs, id="strategy")
            yield Lines(glyphs=glyphs, wraps=True, id="conditions")
        for part in PARTS:
            if part != "strategy":
                yield Lines(glyphs=glyphs, id=f"title-{part}", classes="title")
                yield Grid(glyphs=glyphs, id=part)

    def screen_ready(self) -> None:
        self._arrange()
        super().screen_ready()

    def resized(self) -> None:
        """All parts, or one at a time."""
        self._arrange()
        super().resized()

    def _arrange(self) -> None:
        self.set_class(self.shows_all, "-all")
        self.set_class(self.size.width >= WIDE, "-wide")
        for part in PARTS:
            self.set_class(part == self.part, f"-{part}")

    @property
    def shows_all(self) -> bool:
        """Whether there is room for all parts at once."""
        return self.size.height >= TALL

    @property
    def grid(self) -> Grid:
        return self.query_one(f"#{self.part}", Grid)

    def heading(self) -> str:
        name = self.opportunity.name if self.opportunity else tr("no opportunity")
        return f"{super().heading()} > {name or tr('(no name)')}"

    # what the part with the cursor is made of

    @property
    def model(self) -> type[Row] | None:
        """The model of the rows of the part with the cursor; None for the form."""
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
        return self._transposed_data() if self.transposed and self.model else self.part_data(self.part)

    def part_data(self, part: str) -> GridData:
        """What the grid of a part shows."""
        if PARTS[part][1] is None:
            return form_data(self.session, self.opportunity, bare=self.shows_all)
        return rows_data(self.session, self.opportunity, part, self.context.today, wraps=not self.shows_all)

    def cell(self, row: Row, spec: FieldSpec) -> Cell:
        assert self.opportunity is not None, "there are rows"
        return row_cell(self.session, self.opportunity, self.part, row, spec, self.context.today)

    def row_title(self, row: Row) -> str:
        return row.date.isoformat() if isinstance(row, Review) and row.date else super().row_title(row)

    def path_at(self, row: str, column: str) -> Path | None:
        if self.model is not None:
            return super().path_at(row, column)
        return self.path_of(self.opportunity.id, row) if self.opportunity and row else None

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        if self.model is None:
            return (path[2], ANSWER) if len(path) > 2 else None
        return super().cell_of(path)

    def reveal(self, path: Path) -> None:
        if len(path) > 2:
            self.show_part(path[2] if path[2] in PARTS else "strategy")
        super().reveal(path)

    # showing

    def show_part(self, part: str) -> None:
        """Put the cursor into another part."""
        self.part = part
        self._arrange()
        self.refresh_plan()
        self.grid.focus()

    def refresh_plan(self) -> None:
        if self.is_mounted:
            self._show_conditions()
            if self.shows_all:
                self._show_others()
            else:
                self.query_one("#parts", Lines).show([self._parts()])
        super().refresh_plan()

    def _show_others(self) -> None:
        for part in PARTS:
            title = self._title(part)
            words = f"[{title}]" if part == self.part else title
            tone = "title" if part == self.part else "dim"
            self.query_one(f"#title-{part}", Lines).show([rule(self.size.width, self.context.glyphs, words, tone)])
            if part != self.part:
                self.query_one(f"#{part}", Grid).show(self.part_data(part))

    def _show_conditions(self) -> None:
        pane, deal, context = self.query_one("#conditions", Lines), self.opportunity, self.context
        if deal is None or not (self.shows_all or self.part == "strategy"):
            pane.show([])
            return
        conditions = strategy_conditions(self.plan, deal, context.today, context.limits)
        lines = condition_lines(deal, conditions, context.glyphs)
        width = BESIDE if self.shows_all and self.size.width >= WIDE else self.size.width
        pane.styles.height = sum(len(list(broken(line, width))) for line in lines)
        pane.show(lines)

    def _title(self, part: str) -> str:
        count = f" {len(getattr(self.opportunity, part))}" if PARTS[part][1] and self.opportunity else ""
        return f"{tr(PARTS[part][0])}{count}"

    def _parts(self) -> Line:
        spans: list[Span] = [Span(" ")]
        for part in PARTS:
            is_shown = part == self.part
            title = self._title(part)
            spans.append(Span(f"[{title}]" if is_shown else f" {title} ", "title" if is_shown else "dim"))
        return tuple(spans)

    def count_text(self) -> str:
        path = self.cursor_path()
        if self.model is not None or path is None:
            return super().count_text()
        return tr(field_of(Opportunity, path[-1]).help)

    def as_text(self) -> str:
        if not self.shows_all:
            return super().as_text()
        return "\n".join(f"{self._title(part)}\n{self.query_one(f'#{part}', Grid).as_text()}" for part in PARTS)

    def help_text(self) -> list[str]:
        return [
            *super().help_text(),
            tr("Below the form each condition of the strategy is ticked as soon as the numbers of the plan meet it."),
            tr("Space says that a step or an action is done; what is late is marked; D goes to what is due."),
            tr("R begins a review: five parts against a clock, which end with a log entry and dated actions."),
        ]

    # commands

    def why_not(self, command: Command) -> str:
        if self.session.read_only and command.id in ("strategy.done", "strategy.review"):
            return tr("This plan is open read-only")
        return super().why_not(command)

    def do_strategy_section(self) -> None:
        """The next part."""
        self._turn(1)

    def do_strategy_section_back(self) -> None:
        """The part before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        keys = list(PARTS)
        self.show_part(keys[(keys.index(self.part) + step) % len(keys)])

    def do_strategy_done(self) -> None:
        """A step or an action is done, or not after all."""
        row = next((row for row in self.rows() if row.id == self.cursor_row()), None)
        if not isinstance(row, Step | Action):
            self.context.tell(tr("Steps and actions can be done; Tab goes there"))
            return
        self.context.make(SetField(self.path_of(row.id, "done"), not row.done, "Done"))

    def do_strategy_due(self) -> None:
        """To the due date of the action under the cursor; from there, or from elsewhere, to the next that is due."""
        if self.opportunity is None:
            self.context.tell(tr("No opportunity yet: press 9, then a"))
            return
        path = self.cursor_path() if self.part == "actions" else None
        if path is not None and path[-1] != "due":
            self.reveal((*path[:-1], "due"))
            return
        ids = [action.id for action in due_actions(self.opportunity)]
        if not ids:
            self.context.tell(tr("There is no open action"))
            return
        at = ids.index(path[-2]) + 1 if path is not None and path[-2] in ids else 0
        self.reveal(("opportunities", self.opportunity.id, "actions", ids[at % len(ids)], "due"))

    def do_strategy_review(self) -> None:
        """Review the strategy of this opportunity, with a clock."""
        if self.opportunity is None:
            self.context.tell(tr("No opportunity yet: press 9, then a"))
            return
        review = ReviewScreen(self.context, self.opportunity)
        self.app.push_screen(review, lambda _: self._reviewed(review))

    def _reviewed(self, review: ReviewScreen) -> None:
        """Show the log entry that a review ended with."""
        if review.has_ended and review.written is not None:
            self.reveal(("opportunities", review.deal_id, "reviews", review.written.id))
            count = len(review.notes.actions)
            self.context.tell(trn("Review written, with {n} action", "Review written, with {n} actions", count))

    def do_row_add(self) -> None:
        if self.model is None:
            self.show_part("actions")
        super().do_row_add()

    def do_row_remove(self) -> None:
        if self.model is None:
            self.context.tell(tr("The strategy itself cannot be deleted; Backspace clears a field"))
            return
        super().do_row_remove()
