"""The four parts of template 10 as grids, and the conditions of the strategy with a tick or a cross. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kaptui.draw.glyphs import Glyphs
from kaptui.editing.session import Session
from kaptui.insight.plan_test import Condition
from kaptui.plan.fields import FieldSpec, field_of, fields_of
from kaptui.plan.opportunities import STRATEGY_FIELDS, Opportunity
from kaptui.plan.record import Row
from kaptui.plan.strategy import Action, Review, Step
from kaptui.plan.vocabulary import label_of
from kaptui.screens.cells import column_title, field_cell
from kaptui.text import N_, tr
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.paint import Line, Span

PARTS: Final[dict[str, tuple[str, type[Row] | None]]] = {
    "strategy": (N_("Goal and strategy"), None),
    "steps": (N_("Decision steps"), Step),
    "actions": (N_("Actions"), Action),
    "reviews": (N_("Reviews"), Review),
}
"""The parts of the template: title (msgid) and the model of its rows, None for the form."""
NARROW: Final = {
    "what": 20, "category": 9, "owner": 9, "person": 10, "reviewer": 10, "vulnerabilities": 14, "recommendations": 14,
    "verdict": 10,
}  # fmt: skip
"""Cells of columns whose texts run on over several lines."""
ANSWER: Final = "answer"
"""The key of the form's column of answers."""


def form_data(session: Session, deal: Opportunity | None, *, bare: bool = False) -> GridData:
    """Goal and strategy: a row for each field; ``bare`` where it stands among other parts."""
    columns = (Column("field", tr("Field"), 20), Column(ANSWER, tr("What we plan"), 30, flexible=True))
    specs = [field_of(Opportunity, name) for name in STRATEGY_FIELDS] if deal is not None else []
    rows = tuple(
        GridRow(spec.name, (Cell(tr(spec.label)), field_cell(session, ("opportunities", deal.id, spec.name), spec)))
        for spec in specs
        if deal is not None
    )
    return GridData(columns, rows, wrap=True, frozen=1, empty=tr("No opportunity yet: press 9, then a"), bare=bare)


def rows_data(session: Session, deal: Opportunity | None, part: str, today: date, *, wraps: bool) -> GridData:
    """Steps, actions or reviews as a table; what is done is dim, what is late is marked.

    ``wraps`` shows each text on several lines and every column within 80 cells; without it a row is one line.
    """
    model = PARTS[part][1]
    assert model is not None, "the form has no rows"
    specs = fields_of(model)
    widths = {spec.name: NARROW.get(spec.name, spec.width) if wraps else spec.width for spec in specs}
    columns = tuple(
        Column(
            spec.name,
            column_title(spec, widths[spec.name]),
            widths[spec.name],
            flexible=spec.kind in ("long", "lines") or spec is specs[0],
        )
        for spec in specs
    )
    rows: Sequence[Row] = getattr(deal, part) if deal is not None else ()
    return GridData(
        columns,
        tuple(
            GridRow(
                row.id,
                tuple(row_cell(session, deal, part, row, spec, today) for spec in specs),
                "dim" if getattr(row, "done", False) else "",
            )
            for row in rows
            if deal is not None
        ),
        wrap=wraps,
        frozen=1,
        empty=tr("Nothing here yet: a adds a row") if deal else tr("No opportunity yet: press 9, then a"),
    )


def row_cell(session: Session, deal: Opportunity, part: str, row: Row, spec: FieldSpec, today: date) -> Cell:
    """A field of a step, an action or a review; what is late is marked."""
    cell = field_cell(session, ("opportunities", deal.id, part, row.id, spec.name), spec, row)
    if cell.tone == "draft" or not is_late(row, today):
        return cell
    if spec.name == "done":
        return Cell(tr("late"), "urgent")
    if spec.name in ("what", "step"):
        return Cell(f"! {cell.text}", "", cell.text)
    return Cell(cell.text, "urgent", cell.sort) if spec.name in ("due", "date") else cell


def is_late(row: Row, today: date) -> bool:
    """Whether a step or an action is not done though its day is over."""
    if not isinstance(row, Step | Action) or row.done:
        return False
    day = row.date if isinstance(row, Step) else row.due
    return day is not None and day < today


def due_actions(deal: Opportunity) -> tuple[Action, ...]:
    """The open actions, the earliest due first; those without a date last."""
    return tuple(sorted((row for row in deal.actions if not row.done), key=lambda row: row.due or date.max))


def condition_lines(deal: Opportunity | None, conditions: Sequence[Condition], glyphs: Glyphs) -> list[Line]:
    """The chosen strategy and each of its conditions, ticked when the numbers meet it."""
    if deal is None:
        return []
    if deal.strategy is None:
        return [(Span(" " + tr("No strategy is chosen: frontal, flanking, fragment, defend or develop?"), "dim"),)]
    met = sum(condition.met for condition in conditions)
    fits = met == len(conditions)
    words = {"strategy": tr(label_of(deal.strategy)), "met": met, "count": len(conditions)}
    title = tr("{strategy} fits", **words) if fits else tr("{strategy}: {met} of {count} conditions met", **words)
    return [(Span(f" {title}", "good" if fits else "warning"),), *(_condition(each, glyphs) for each in conditions)]


def _condition(condition: Condition, glyphs: Glyphs) -> Line:
    mark = f" [{glyphs.tick}] " if condition.met else " [!] "
    text = tr(condition.message.msgid, **condition.message.values)
    return (Span(mark, "good" if condition.met else "warning"), Span(glyphs.show(text)))
