"""How the assessment of one opportunity came about: its verdict and scores whenever a rating changed, latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from kaptui.insight.assessment import AnswerChange
from kaptui.insight.assessment_history import AssessmentPoint, Raters, assessment_history, rater_of
from kaptui.insight.limits import Limits
from kaptui.plan.assessment import QUESTION_BY_ID, US, Section
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.vocabulary import label_of
from kaptui.screens.aside import Aside
from kaptui.screens.base import BaseScreen
from kaptui.screens.panels import SECTIONS, VERDICT_TONE
from kaptui.screens.plan_screen import account_state
from kaptui.text import tr, trn
from kaptui.text.format import UNKNOWN_ASCII, signed
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_messages import Moved
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The plan and the limits whose history is asked for; the same only for the very same plan."""

    plan: AccountPlan
    limits: Limits

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.plan is other.plan and self.limits == other.limits

    def __hash__(self) -> int:
        return id(self.plan)


class HistoryRead(Message):
    """The history that the screen asked for is known now."""


class AssessmentHistoryScreen(BaseScreen):
    """A row for each day on which a rating changed; below, what changed on the day under the cursor."""

    SCOPES: ClassVar[tuple[str, ...]] = ("cursor",)
    DEFAULT_CSS = """
    AssessmentHistoryScreen #changes { height: 7; }
    """

    def __init__(self, deal: Opportunity) -> None:
        super().__init__()
        self._deal = deal
        self.points: tuple[AssessmentPoint, ...] = ()
        self.raters: Raters = {}
        self._read: Aside[_Asked, tuple[tuple[AssessmentPoint, ...], Raters]] = Aside(
            self._history, lambda: self.post_message(HistoryRead())
        )

    @property
    def deal(self) -> Opportunity:
        """The deal as it is called now; as it last was, should a colleague have removed it."""
        rows = self.context.session.plan.opportunities
        self._deal = next((row for row in rows if row.id == self._deal.id), self._deal)
        return self._deal

    def compose_body(self) -> Iterable[Widget]:
        yield Grid(glyphs=self.context.glyphs)
        yield Lines(glyphs=self.context.glyphs, wraps=True, id="changes")

    def screen_ready(self) -> None:
        super().screen_ready()
        self.query_one(Grid).focus()

    def heading(self) -> str:
        plan = self.context.session.plan
        return " > ".join((plan.name or tr("(no name)"), tr("Assessment history"), self.deal.name or tr("(no name)")))

    def heading_right(self) -> str:
        return account_state(self.context)

    def help_text(self) -> list[str]:
        return [
            tr("Each line is a day on which a rating of this opportunity changed, as it stood that evening."),
            tr("Below stands what changed that day and who changed it: our own ratings first, then the rivals'."),
        ]

    # showing

    def _history(self, asked: _Asked) -> tuple[tuple[AssessmentPoint, ...], Raters]:
        """The points, latest first, and who made them; reads the store, so it is done beside the keyboard."""
        points = assessment_history(self.context.history_states(), self._deal.id, asked.limits)[::-1]
        return points, self.context.raters(self._deal.id)

    def refresh_plan(self) -> None:
        if self.is_mounted:
            known = self._read.ask(_Asked(self.context.session.plan, self.context.limits))
            self.points, self.raters = known.value or ((), {})
            empty = tr("No rating was ever changed") if known.is_present else tr("The history is being read")
            self.query_one(Grid).show(history_data(self.points, empty))
            self._show_changes()
        super().refresh_plan()

    def on_history_read(self) -> None:
        """What was read beside the keyboard is there."""
        if self.is_mounted and self.is_current:
            self.refresh_plan()

    def on_grid_moved(self, event: Moved) -> None:
        """Another day."""
        self._show_changes()

    def _show_changes(self) -> None:
        key = self.query_one(Grid).cursor[0]
        point = self.points[-int(key)] if key else None
        lines: list[Line] = []
        if point is not None:
            score = point.assessment.us.overall
            answered = tr("{answered} of {total} answered", answered=score.answered, total=score.total)
            begins = "" if point.changes else "  " + tr("as the history begins")
            lines = [(Span(f" {answered}{begins}", "dim"),), *(self._change(point, each) for each in point.changes)]
        self.query_one("#changes", Lines).show(lines)

    def _change(self, point: AssessmentPoint, change: AnswerChange) -> Line:
        who = rater_of(self.raters, point.day, change)
        return (*change_line(self.context.session.plan, change), Span(f"  ({who})" if who else "", "dim"))

    def status_text(self) -> str:
        changed = sum(1 for point in self.points if point.changes)
        return trn("{n} day on which ratings changed", "{n} days on which ratings changed", changed)

    def as_text(self) -> str:
        return self.query_one(Grid).as_text()

    # commands

    def do_back(self) -> None:
        """Back to the assessment."""
        self.dismiss()

    def do_move_down(self) -> None:
        self.query_one(Grid).move(0, 1)

    def do_move_up(self) -> None:
        self.query_one(Grid).move(0, -1)

    def do_move_left(self) -> None:
        self.query_one(Grid).move(-1, 0)

    def do_move_right(self) -> None:
        self.query_one(Grid).move(1, 0)


def history_data(points: Sequence[AssessmentPoint], empty: str) -> GridData:
    """A row for each point: day, verdict, the four sections, the gap, the questions that changed."""
    sections = tuple(Column(section.value, tr(SECTIONS[section]), 8, "right") for section in Section)
    columns = (
        Column("day", tr("Date"), 10),
        Column("verdict", tr("Verdict"), 14),
        *sections,
        Column("gap", tr("Gap"), 4, "right"),
        Column("changes", tr("Changes"), 4, flexible=True),
    )
    rows = (_point_row(point, str(len(points) - place)) for place, point in enumerate(points))
    return GridData(columns, tuple(rows), frozen=1, empty=empty)


def _point_row(point: AssessmentPoint, key: str) -> GridRow:
    judged = point.assessment
    scores = judged.us.sections
    cells = (
        Cell(point.day.isoformat(), "", point.day),
        Cell(tr(label_of(judged.verdict)), VERDICT_TONE[judged.verdict]),
        *(Cell(signed(scores[each].value), "bad" if each in judged.failed_gates else "") for each in Section),
        Cell(signed(judged.gap, unknown=UNKNOWN_ASCII)),
        Cell(" ".join(dict.fromkeys(change.question for change in point.changes))),
    )
    return GridRow(key, cells)


def change_line(plan: AccountPlan, change: AnswerChange) -> Line:
    """One rating before and after, with the question's words, and whose it is when it is not ours."""
    question = QUESTION_BY_ID[change.question]
    rival = next((row.name or "?" for row in plan.competitors if row.id == change.column), tr("(removed)"))
    whose = "" if change.column == US else f"  [{rival}]"
    marks = f" {change.question}  {change.before.value} > {change.after.value}  "
    return (Span(marks, "key"), Span(f"{tr(question.text)}{whose}"))
