"""The twenty-one questions as rows, a column for us and one for each rival, and the single keys that rate them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from kaptui.commands import Command
from kaptui.draw.width import clip
from kaptui.editing.rating import rating_edit
from kaptui.insight.assessment import Column as Scores
from kaptui.insight.assessment import assess
from kaptui.insight.limits import Limits
from kaptui.plan.assessment import QUESTION_BY_ID, US, Answer, Section, questions_in
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.vocabulary import Rating
from kaptui.screens.grid_screen import GridScreen
from kaptui.text import N_, tr
from kaptui.text.format import signed
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow

SECTION_TITLES = {
    Section.OPPORTUNITY: N_("Is it a real opportunity?"),
    Section.COMPETE: N_("Can we compete?"),
    Section.WIN: N_("Will we win?"),
    Section.WORTH: N_("Is it worth winning?"),
}
GAP = "gap"
"""The key of the last row, how far we are ahead of each rival."""
OLD = "!"
"""Stands behind a rating that is old."""
RATING_TONES = {Rating.YES: "good", Rating.NO: "bad", Rating.UNKNOWN: "unknown"}
QUESTION = "question"
"""The column of the questions themselves; what is rated on it is our own answer."""


def checklist_data(plan: AccountPlan, opportunity: Opportunity | None, today: date, limits: Limits) -> GridData:
    """The sections with their scores and the questions with their ratings, as rows."""
    if opportunity is None:
        asked = Column(QUESTION, tr("Question"), 40, flexible=True)
        return GridData((asked,), (), empty=tr("No opportunity yet: press 9, then a"))
    rivals = tuple(Column(rival.id, clip(rival.name or "?", 6), 6) for rival in plan.competitors)
    columns = (Column(QUESTION, tr("Question"), 40, flexible=True), Column(US, tr("Us"), 4), *rivals)
    judged = assess(plan, opportunity, limits)
    scores = (judged.us, *judged.rivals)
    rows: list[GridRow] = []
    for section in Section:
        rows.append(_section_row(section, scores, section in judged.failed_gates))
        for question in questions_in(section):
            cells = (
                _rating(opportunity.assessment.get(column.key, {}).get(question.id), today, limits)
                for column in columns[1:]
            )
            rows.append(GridRow(question.id, (Cell(f" {question.id} {tr(question.text)}"), *cells)))
    gaps = (judged.gap_to(rival) for rival in judged.rivals)
    rows.append(GridRow(GAP, (Cell(tr("Gap: compete and win together"), "title"), Cell(""), *map(_gap_cell, gaps))))
    return GridData(columns, tuple(rows), frozen=2)


def _gap_cell(gap: Fraction | None) -> Cell:
    tone = "good" if gap and gap > 0 else "bad" if gap else ""
    return Cell(signed(gap, unknown="?"), tone)


def _section_row(section: Section, scores: Iterable[Scores], failed: bool) -> GridRow:
    parts = [column.sections[section] for column in scores]
    us = parts[0]
    counts = f"+{us.plus} -{us.minus} ?{us.unknown}"
    gate = "  " + tr("gate fails") if failed else ""
    title = Cell(f"{tr(SECTION_TITLES[section])}  {counts}{gate}", "bad" if failed else "title")
    return GridRow(
        section.value, (title, *(Cell(signed(part.value) if part.answered else "", "title") for part in parts))
    )


def _rating(answer: Answer | None, today: date, limits: Limits) -> Cell:
    rating = answer.rating if answer else Rating.UNKNOWN
    written = "'" if answer and (answer.answer or answer.evidence) else ""
    return Cell(f"{rating.value}{written}{OLD if is_old(answer, today, limits) else ''}", RATING_TONES[rating])


def is_old(answer: Answer | None, today: date, limits: Limits) -> bool:
    """Whether a rated answer was learned so long ago that it should be asked again."""
    if answer is None or answer.date is None or answer.rating is Rating.UNKNOWN:
        return False
    return (today - answer.date).days > limits.answer_days


def rating_path(opportunity: Opportunity | None, row: str, column: str) -> Path | None:
    """Where the rating of a cell lives; None where nothing is rated."""
    if opportunity is None or row not in QUESTION_BY_ID:
        return None
    asked = US if column in (QUESTION, "") else column
    return ("opportunities", opportunity.id, "assessment", asked, row, "rating")


def rating_cell(path: Path) -> tuple[str, str] | None:
    """Row and column of an answer, or of anything in it."""
    return (path[4], path[3]) if len(path) > 4 and path[2] == "assessment" else None


class Checklist(GridScreen):
    """A screen on which the answer under the cursor is rated and written."""

    def why_not(self, command: Command) -> str:
        if command.scope == "assessment" and command.id != "assessment.history" and self.cursor_path() is None:
            return tr("Put the cursor on a question first")
        return super().why_not(command)

    def do_rate_yes(self) -> None:
        """Good for us."""
        self._rate(Rating.YES)

    def do_rate_no(self) -> None:
        """Bad for us."""
        self._rate(Rating.NO)

    def do_rate_unknown(self) -> None:
        """Not known."""
        self._rate(Rating.UNKNOWN)

    def _rate(self, rating: Rating) -> None:
        path = self.cursor_path()
        if path is not None:
            self.context.make(rating_edit(self.plan, path[:-1], rating, self.context.today))

    def do_assessment_answer(self) -> None:
        """Write the answer to the question under the cursor."""
        self._write("answer")

    def do_assessment_evidence(self) -> None:
        """Write who said it, or where it stands."""
        self._write("evidence")

    def _write(self, name: str) -> None:
        path = self.cursor_path()
        if path is not None and not self.session.read_only:
            self.edit_path((*path[:-1], name))
