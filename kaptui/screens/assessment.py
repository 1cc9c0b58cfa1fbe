"""Template 8: the twenty-one questions in four sections, for us and for each rival; single keys rate, scores follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from kaptui.draw.width import fit
from kaptui.insight.assessment import aged_answers
from kaptui.insight.readiness import readiness
from kaptui.plan.assessment import QUESTION_BY_ID, Answer
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path, value_at
from kaptui.plan.vocabulary import label_of
from kaptui.screens.assessment_history import AssessmentHistoryScreen
from kaptui.screens.checklist import GAP, Checklist, checklist_data, is_old, rating_cell, rating_path
from kaptui.screens.panels import VERDICT_TONE
from kaptui.text import N_, tr
from kaptui.text.format import age, percent, signed
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import GridData
from kaptui.widgets.grid_view import NOWHERE
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

SHORT_INPUTS = {
    "information": N_("customer, rivals"),
    "map": N_("people, process"),
    "needs": N_("needs"),
    "values": N_("value match"),
}
"""The inputs of slide 17 in the words of the readiness row."""


class AssessmentScreen(Checklist):
    """The checklist of one opportunity. A column for us and one for each competitor."""

    PLACE = "assessment"
    NAME = "Assessment"
    SCOPES: ClassVar[tuple[str, ...]] = ("assessment", "deal", "cursor")
    DEFAULT_CSS = """
    AssessmentScreen #readiness, AssessmentScreen #verdict { height: 1; }
    AssessmentScreen #answer { height: 6; }
    """

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(glyphs=self.context.glyphs, id="readiness")
        yield Lines(glyphs=self.context.glyphs, id="verdict")
        yield Grid(glyphs=self.context.glyphs)
        yield Lines(glyphs=self.context.glyphs, id="answer", wraps=True)

    def resized(self) -> None:
        """When the rows are seen for the first time the cursor stands on a question, not on the heading above it."""
        was_empty = self.grid.cursor == NOWHERE
        super().resized()
        if was_empty and self.cursor_path() is None:
            self.grid.go_to(next(iter(QUESTION_BY_ID)))

    def heading(self) -> str:
        name = self.opportunity.name if self.opportunity else tr("no opportunity")
        return f"{super().heading()} > {name or tr('(no name)')}"

    def grid_data(self) -> GridData:
        return checklist_data(self.plan, self.opportunity, self.context.today, self.context.limits)

    # paths

    def path_at(self, row: str, column: str) -> Path | None:
        return rating_path(self.opportunity, row, column)

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        return rating_cell(path)

    # panes

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if self.is_mounted:
            self.query_one("#readiness", Lines).show([self._readiness()])
            self.query_one("#verdict", Lines).show([self._verdict()])
            self.cursor_moved()

    def cursor_moved(self) -> None:
        if self.is_mounted:
            self.query_one("#answer", Lines).show(self._answer())
            self.refresh_chrome()

    def help_text(self) -> list[str]:
        days = self.context.limits.answer_days
        inputs = readiness(self.plan, self.opportunity)
        return [
            *super().help_text(),
            tr("The first line says how ready the four inputs are:"),
            *(f"  {tr(part.title)}: {tr(part.help)}" for part in inputs),
            tr("A rating older than {days} days is marked ! and still counts; rating it again dates it.", days=days),
            tr("H shows the days on which ratings changed, with verdict and scores as they stood."),
        ]

    def _readiness(self) -> Line:
        """资料齐备度: the four things to have ready first (slide 17), in percent."""
        opportunity = self.opportunity
        if opportunity is None:
            return ()
        spans = [Span(" " + tr("ready") + ":")]
        for part in readiness(self.plan, opportunity, self.context.summary.view(opportunity)):
            tone = "warning" if part.share < self.context.limits.ready_share else ""
            spans.append(Span(f"  {tr(SHORT_INPUTS[part.key])} {percent(part.share)}", tone))
        return tuple(spans)

    def _verdict(self) -> Line:
        opportunity = self.opportunity
        if opportunity is None:
            return ()
        judged = self.context.summary.assessment(opportunity)
        gap = (
            tr("not known")
            if judged.gap is None or judged.best_rival is None
            else f"{signed(judged.gap)} ({judged.best_rival.name})"
        )
        return (
            Span(
                " "
                + tr(
                    "{answered} of {total} answered", answered=judged.us.overall.answered, total=judged.us.overall.total
                )
            ),
            Span(self._old_answers(opportunity), "warning"),
            Span("  " + tr("verdict") + " "),
            Span(tr(label_of(judged.verdict)), VERDICT_TONE[judged.verdict]),
            Span("  " + tr("gap to best rival") + " " + gap),
        )

    def _old_answers(self, opportunity: Opportunity) -> str:
        old = len(aged_answers(opportunity, self.context.today, self.context.limits.answer_days))
        return "  " + tr("{count} old !", count=old) if old else ""

    def _answer(self) -> list[Line]:
        """The question in view, what a good answer holds, and what was answered."""
        path = self.cursor_path()
        if path is None:
            return [(Span(self._without_question(), "dim"),)]
        question = QUESTION_BY_ID[path[4]]
        answer = value_at(self.plan, path[:-1])
        rival = next((row.name for row in self.plan.competitors if row.id == path[3]), "")
        lines: list[Line] = [
            (Span(f"{question.id} {tr(question.text)}", "title"), Span(f"  [{rival}]" if rival else "")),
            (Span(tr(question.advice), "dim"),),
        ]
        if isinstance(answer, Answer):
            when = f"  ({age(answer.date, self.context.today)})" if answer.date else ""
            old = "  " + tr("old: ask again") if is_old(answer, self.context.today, self.context.limits) else ""
            evidence = Span(tr("evidence: {text}", text=answer.evidence or "?") + when, "dim")
            lines.append((evidence, Span(old, "warning")))
            lines += [(Span(line),) for line in (answer.answer or tr("no answer written")).split("\n")]
        return lines

    def _without_question(self) -> str:
        """What is worth knowing on a row that is no question."""
        if self.grid.cursor[0] == GAP:
            least = self.context.limits.rival_rated
            return tr("Ours minus theirs over the eight questions; a rival counts from {count} rated on.", count=least)
        return tr("Plus is always good for us; at least half of a gate must be answered before it can fail")

    # commands

    def do_assessment_history(self) -> None:
        """How this assessment came about, over it."""
        if self.opportunity is None:
            self.context.tell(tr("No opportunity yet: press 9, then a"))
        else:
            self.app.push_screen(AssessmentHistoryScreen(self.opportunity))

    def do_cell_edit(self) -> None:
        self._write("answer")

    def status_text(self) -> str:
        path = self.cursor_path()
        draft = self.session.drafts.get((*path[:-1], "answer")) if path else None
        if draft:
            return draft.complaint
        changed = self.changed_text(path[:-1]) if path else ""
        return changed or fit(tr("+ good for us  - bad for us  Backspace not known"), 60).strip()
