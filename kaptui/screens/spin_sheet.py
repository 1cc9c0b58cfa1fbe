"""What the call sheet of SPIN shows: one question large, and the answers with their keys. Pure functions.

Questions come in the order of a talk: the situation, then each problem with what it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import clip
from kaptui.editing.session import Session
from kaptui.insight.spin import CHAINED, Question, chains, questions_of
from kaptui.plan.fields import field_of
from kaptui.plan.spin import QuestionKind, SpinThread
from kaptui.screens.cells import field_cell
from kaptui.screens.spin_quadrants import LETTERS, NAMES
from kaptui.text import tr
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.paint import Line, Span

ANSWERS: Final = {
    "heard": "sheet.heard",
    "explicit_need": "sheet.explicit",
    "explicit_words": "sheet.words",
    "said_by": "sheet.said_by",
    "said_on": "sheet.said_on",
    "value_acknowledged": "sheet.value",
}
"""The fields of the answers, each with the command that reaches it by one key."""
ANSWER: Final = "answer"


def questions_in_order(thread: SpinThread) -> tuple[Question, ...]:
    """All questions of a thread in the order in which they are asked."""
    chained = (question for chain in chains([thread]) for kind in CHAINED for question in chain.of(kind))
    return (*questions_of(thread, QuestionKind.SITUATION), *chained)


def card_lines(questions: Sequence[Question], at: int, height: int, width: int, glyphs: Glyphs) -> list[Line]:
    """The question to ask now between those around it, as many as fit into ``height`` lines.

    The one before and the next are a line each; the present one is free to wrap, with a blank line above and below.
    """
    if not questions:
        return [(), (Span(tr("No question is prepared in this thread: v goes to the quadrants"), "dim"),)]
    around = max(1, (height - 5) // 2)
    before = [_beside(question, width, glyphs) for question in questions[max(0, at - around) : at]]
    after = [_beside(question, width, glyphs) for question in questions[at + 1 : at + 1 + around]]
    question = questions[at]
    present: Line = (
        Span(f" {LETTERS[question.kind]}  ", "key"),
        Span(glyphs.show(question.text), "title"),
    )
    return [*before, (), present, (Span(f"    ({tr(NAMES[question.kind])})", "dim"),), (), *after]


def _beside(question: Question, width: int, glyphs: Glyphs) -> Line:
    return (Span(clip(f" {LETTERS[question.kind]}  {glyphs.show(question.text)}", width, glyphs.cut), "dim"),)


def answers_data(session: Session, thread: SpinThread | None, key_of: Callable[[str], str]) -> GridData:
    """The answers as a list; ``key_of`` gives the key of a command, which stands before its field."""
    columns = (Column("field", "", 26), Column(ANSWER, "", 20, flexible=True))
    empty = tr("No thread yet: A begins one with its problem")
    if thread is None:
        return GridData(columns, (), wrap=True, empty=empty, bare=True)
    rows = []
    for name, command in ANSWERS.items():
        spec = field_of(SpinThread, name)
        cell = field_cell(session, ("spin", thread.id, name), spec)
        if name == "explicit_need":
            cell = Cell(tr("yes") if thread.explicit_need else tr("no"), "good" if thread.explicit_need else "unknown")
        rows.append(GridRow(name, (Cell(f"{key_of(command)} {tr(spec.label)}"), cell)))
    return GridData(columns, tuple(rows), wrap=True, frozen=1, empty=empty, bare=True)


def sheet_text(thread: SpinThread, data: GridData) -> str:
    """The whole call sheet as text: every question, then the answers."""
    asked = [f"{LETTERS[question.kind]}  {question.text}" for question in questions_in_order(thread)]
    answers = [f"{row.cell(0).text}: {row.cell(1).text}" for row in data.rows]
    return "\n".join([*asked, "", *answers])
