"""The parts of review mode on the screen, the notes taken so far with their undo, and the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.widget import Widget

from kaptui.editing.edits import Edit
from kaptui.editing.review import Notes, Point, broken_off, notes_of
from kaptui.insight.plan_test import Finding, strategy_conditions
from kaptui.insight.review import lines_of_deal, open_questions, weak_points
from kaptui.plan.assessment import US, Answer, Question
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path, value_at
from kaptui.plan.strategy import Review
from kaptui.screens.base import BaseScreen
from kaptui.screens.context import Context
from kaptui.screens.plan_screen import account_state
from kaptui.screens.review_parts import (
    HINTS,
    TEXT,
    Part,
    advice_data,
    asked_about,
    finding_key,
    present_lines,
    questions_data,
    tabs,
    told,
    verdict_data,
    weak_data,
)
from kaptui.text import tr
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_messages import Moved
from kaptui.widgets.grid_model import GridData
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

MINUTE = 60


class ReviewBase(BaseScreen):
    """Shows one part at a time. ``notes`` is the review so far, ``begun`` what it began with; ``adding`` says that a
    line is being typed for the first time; ``seen_plan`` is the last plan that had the deal; ``unread`` are texts that
    cannot be read, with their complaints. ``written`` is the log entry once there is one: from the beginning where a
    review that was broken off goes on."""

    DEFAULT_CSS = """
    ReviewBase #parts { height: 1; }
    ReviewBase #present { height: 1fr; }
    ReviewBase Grid { display: none; height: 1fr; }
    ReviewBase #question { display: none; height: 4; }
    ReviewBase.-working #present { display: none; }
    ReviewBase.-working Grid { display: block; }
    ReviewBase.-questions #question { display: block; }
    """
    SCOPES: ClassVar[tuple[str, ...]] = ("review", "review.questions", "review.rows", "review.cells", "cursor")

    def __init__(self, context: Context, deal: Opportunity, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.deal_id = deal.id
        self.part = Part.PRESENT
        self.adding = False
        self.unread: dict[tuple[str, str], tuple[str, str]] = {}
        plan = context.session.plan
        groups = lines_of_deal(plan, context.summary.findings(), deal.id)
        self.findings = weak_points(groups)
        self.questions = open_questions(deal)
        self.written = broken_off(deal, context.today)
        weak = tuple(map(told, self.findings))
        self.begun = Notes(tuple(map(Point, weak)), reviewer=context.who)
        if self.written is not None:
            self.begun = notes_of(self.written, deal, weak)
        self.notes = self.begun
        self.seen_plan = plan
        self._clock = clock
        self._started = clock() - (context.session.spent.get(self.written.id, 0) if self.written else 0)
        self._past: list[Notes | None] = []
        self._future: list[Notes | None] = []

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Lines(glyphs=glyphs, id="parts")
        yield Lines(glyphs=glyphs, focusable=True, wraps=True, id="present")
        yield Grid(glyphs=glyphs)
        yield Lines(glyphs=glyphs, wraps=True, id="question")

    def screen_ready(self) -> None:
        super().screen_ready()
        self.show_part(Part.PRESENT)
        self.set_interval(MINUTE, self.refresh_chrome)
        if self.written is not None:
            self.context.tell(tr("Today's review, which has no verdict yet, goes on"))

    @property
    def own_scopes(self) -> tuple[str, ...]:
        match self.part:
            case Part.PRESENT:
                return ("review", "cursor")
            case Part.QUESTIONS:
                return ("review.questions", "review.cells", "review", "cursor")
            case Part.WEAK | Part.ADVICE:
                return ("review.rows", "review.cells", "review", "cursor")
            case Part.VERDICT:
                return ("review.cells", "review", "cursor")

    # what is looked at

    @property
    def plan(self) -> AccountPlan:
        """The plan as it stands now."""
        return self.context.session.plan

    @property
    def deal(self) -> Opportunity:
        """The deal under review; as it last was, should a colleague have removed it."""
        if any(row.id == self.deal_id for row in self.plan.opportunities):
            self.seen_plan = self.plan
        return next(row for row in self.seen_plan.opportunities if row.id == self.deal_id)

    @property
    def grid(self) -> Grid:
        """The grid of every part but the first."""
        return self.query_one(Grid)

    def heading(self) -> str:
        names = (self.plan.name or tr("(no name)"), tr("Review"), self.deal.name or tr("(no name)"))
        return " > ".join(names)

    @property
    def seconds(self) -> int:
        """How long the review has taken, what it took before it was broken off included."""
        return int(self._clock() - self._started)

    def stop_clock(self, review: Review | None) -> None:
        """Keep the time for when the review goes on; one with a verdict has taken all of its."""
        if review is not None:
            spent = self.context.session.spent
            spent.pop(review.id, None)
            if not review.verdict:
                spent[review.id] = self.seconds

    def heading_right(self) -> str:
        minutes, seconds = divmod(self.seconds, MINUTE)
        return f"{account_state(self.context)}  {minutes:02}:{seconds:02}"

    def status_text(self) -> str:
        unread = self.unread.get(self.grid.cursor) if self.part is Part.ADVICE and self.is_mounted else None
        return unread[1] if unread else tr(HINTS[self.part])

    # showing

    def show_part(self, part: Part) -> None:
        """Go to a part; the cursor stands on its first line."""
        self.part = part
        self.set_class(part is not Part.PRESENT, "-working")
        self.set_class(part is Part.QUESTIONS, "-questions")
        self.refresh_plan()
        if part is Part.PRESENT:
            self.query_one("#present", Lines).focus()
            return
        self.grid.go_to_edge(dy=-1)
        self.grid.go_to(None, TEXT)
        self.grid.focus()

    def refresh_plan(self) -> None:
        if self.is_mounted:
            self.query_one("#parts", Lines).show([tabs(self.part)])
            if self.part is Part.PRESENT:
                self.query_one("#present", Lines).show(self._present())
            else:
                self.grid.show(self.grid_data())
            self.query_one("#question", Lines).show(self._question())
        super().refresh_plan()

    def grid_data(self) -> GridData:
        """What the grid shows in this part."""
        glyphs = self.context.glyphs
        match self.part:
            case Part.PRESENT:
                return GridData((), ())
            case Part.QUESTIONS:
                return questions_data(self.deal, self.questions, self.findings, glyphs)
            case Part.WEAK:
                return weak_data(self.notes, glyphs, self.adding)
            case Part.ADVICE:
                return advice_data(self.plan, self.notes, self.unread, glyphs, self.adding)
            case Part.VERDICT:
                return verdict_data(self.notes, self.context.summary, self.deal)

    def _present(self) -> list[Line]:
        context, deal = self.context, self.deal
        groups = lines_of_deal(self.plan, context.summary.findings(), deal.id)
        conditions = strategy_conditions(self.plan, deal, context.today, context.limits)
        return present_lines(context.summary, deal, groups, conditions, self.size.width, context.glyphs)

    def _question(self) -> list[Line]:
        """What a good answer to the question under the cursor holds, and what was answered; of a finding the question
        itself, for its editor lies over it."""
        question = self.question_at_cursor()
        if question is None:
            finding = self.finding_at_cursor()
            return [(Span(asked_about(finding, self.context.glyphs), "title"),)] if finding else []
        answer = value_at(self.plan, self.answer_path(question))
        words = answer.answer if isinstance(answer, Answer) and answer.answer else tr("no answer written")
        return [(Span(tr(question.advice), "dim"),), *((Span(line),) for line in words.split("\n"))]

    def question_at_cursor(self) -> Question | None:
        """The one of the twenty-one under the cursor."""
        key = self.grid.cursor[0] if self.part is Part.QUESTIONS and self.is_mounted else ""
        return next((question for question in self.questions if question.id == key), None)

    def finding_at_cursor(self) -> Finding | None:
        """The finding under the cursor, asked as a question."""
        key = self.grid.cursor[0] if self.part is Part.QUESTIONS and self.is_mounted else ""
        return next((each for number, each in enumerate(self.findings) if key == finding_key(number)), None)

    def answer_path(self, question: Question) -> Path:
        """Where our answer to a question stands."""
        return ("opportunities", self.deal_id, "assessment", US, question.id)

    def on_grid_moved(self, event: Moved) -> None:
        """The pane below follows the cursor."""
        self.query_one("#question", Lines).show(self._question())
        self.refresh_chrome()

    def as_text(self) -> str:
        return self.query_one("#present", Lines).as_text() if self.part is Part.PRESENT else self.grid.as_text()

    # notes, and the way back

    def note(self, notes: Notes) -> None:
        """Go on with other notes; ``undo`` brings back those before."""
        if notes != self.notes:
            self._past.append(self.notes)
            self._future.clear()
            self.notes = notes
        self.refresh_plan()

    def edit_plan(self, edit: Edit, since: AccountPlan | None = None) -> None:
        """An edit of the plan itself: a rating, an answer to the plan of ``since``."""
        if self.context.make(edit, since=since):
            self._past.append(None)
            self._future.clear()
        self.refresh_plan()

    def do_undo(self) -> None:
        """Take the last step of the review back."""
        self._retrace(self._past, self._future, self.context.session.undo, tr("Nothing to undo"))

    def do_redo(self) -> None:
        """Make the step again that was taken back last."""
        self._retrace(self._future, self._past, self.context.session.redo, tr("Nothing to redo"))

    def _retrace(
        self, source: list[Notes | None], target: list[Notes | None], in_plan: Callable[[], object], nothing: str
    ) -> None:
        if not source:
            self.context.tell(nothing)
            return
        notes = source.pop()
        if notes is None:
            in_plan()
            target.append(None)
        else:
            target.append(self.notes)
            self.notes = notes
        self.refresh_plan()
