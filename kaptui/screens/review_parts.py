"""What the five parts of a review show: the plan in numbers, open questions, weak points, recommendations, verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from kaptui.draw.glyphs import Glyphs
from kaptui.editing.review import Notes
from kaptui.insight.plan_test import Condition, Finding, Group
from kaptui.insight.summary import Summary
from kaptui.plan.assessment import US, Question
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import field_of
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.strategy import Action, Review
from kaptui.plan.vocabulary import Rating, label_of
from kaptui.screens.cells import column_title, value_cell
from kaptui.screens.panels import finding_line, power, qualification
from kaptui.screens.strategy_parts import NARROW, condition_lines, is_late
from kaptui.text import N_, tr, trn
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.paint import Line, Span


class Part(StrEnum):
    """The parts of a review in their order."""

    PRESENT = "present"
    QUESTIONS = "questions"
    WEAK = "vulnerabilities"
    ADVICE = "recommendations"
    VERDICT = "verdict"


TITLES: Final = {
    Part.PRESENT: N_("Present"),
    Part.QUESTIONS: N_("Questions"),
    Part.WEAK: N_("Vulnerabilities"),
    Part.ADVICE: N_("Recommendations"),
    Part.VERDICT: N_("Verdict"),
}
HINTS: Final = {
    Part.PRESENT: N_("Present the plan as it stands: nobody interrupts yet"),
    Part.QUESTIONS: N_("Ask what is not known: + - rate, Enter answers; of a finding, what to do"),
    Part.WEAK: N_("Where can we be beaten? Space accepts or drops, Enter rewords, a adds"),
    Part.ADVICE: N_("What to do about it: a adds, Tab goes on to category, owner, date, person"),
    Part.VERDICT: N_("In a word: go on, change, or leave. w writes the review into the plan"),
}
ACTION_FIELDS: Final = ("category", "owner", "due", "person")
"""The fields that make a recommendation an action."""
TEXT, MARK, RATING = "what", "mark", "rating"
"""Keys of columns: the words, the tick, the rating."""
FORM: Final = ("verdict", "reviewer")
"""The fields of the review that are typed in its last part."""

Drafts = Mapping[tuple[str, str], tuple[str, str]]
"""Texts that cannot be read, with their complaints, by row and column."""


def tabs(part: Part) -> Line:
    """The parts, the present one in brackets."""
    titles = {each: tr(TITLES[each]) for each in Part}
    shown = (
        Span(f"[{title}]", "title") if each is part else Span(f" {title} ", "dim") for each, title in titles.items()
    )
    return (Span(" "), *shown)


def present_lines(
    summary: Summary, deal: Opportunity, groups: Sequence[Group], conditions: Sequence[Condition], width: int,
    glyphs: Glyphs,
) -> list[Line]:  # fmt: skip
    """The plan in numbers: goal and strategy, qualification, power, execution, findings."""
    lines: list[Line] = [
        _heading(tr("Goal and strategy")),
        (Span(f" {tr('Goal')}: {glyphs.show(deal.goal) or '?'}"),),
        *condition_lines(deal, conditions, glyphs),
        _heading(tr("Qualification")),
        *map(_indented, qualification(summary, deal, glyphs)),
        _heading(tr("Power")),
        *map(_indented, power(summary, deal, glyphs)),
        _heading(tr("Execution")),
        *_execution(deal, summary.today),
        _heading(trn("{n} finding", "{n} findings", len(groups))),
    ]
    return lines + [_indented(finding_line(group, summary.plan.unit, width - 2, glyphs)) for group in groups]


def _heading(text: str) -> Line:
    return (Span(text, "title"),)


def _indented(line: Line) -> Line:
    return (Span(" "), *line)


def _execution(deal: Opportunity, today: date) -> list[Line]:
    steps, actions = deal.steps, deal.actions
    late = sum(is_late(row, today) for row in (*steps, *actions))
    done = tr(
        "steps {steps_done} of {steps} done, actions {actions_done} of {actions} done",
        steps_done=sum(step.done for step in steps), steps=len(steps),
        actions_done=sum(action.done for action in actions), actions=len(actions),
    )  # fmt: skip
    return [(Span(f" {done}"), Span("  " + tr("{count} late", count=late) if late else "", "urgent"))]


def questions_data(
    deal: Opportunity, questions: Sequence[Question], findings: Sequence[Finding], glyphs: Glyphs
) -> GridData:
    """The open questions with our rating, then each finding as a question."""
    columns = (Column(TEXT, tr("Question"), 60, flexible=True), Column(RATING, tr("Us"), 4))
    ours = deal.assessment.get(US, {})
    rows = []
    for question in questions:
        answer = ours.get(question.id)
        rating = answer.rating if answer else Rating.UNKNOWN
        tone = {Rating.YES: "good", Rating.NO: "bad", Rating.UNKNOWN: "unknown"}[rating]
        rows.append(GridRow(question.id, (Cell(f"{question.id} {tr(question.text)}"), Cell(rating.value, tone))))
    for number, finding in enumerate(findings):
        rows.append(GridRow(finding_key(number), (Cell(asked_about(finding, glyphs)), Cell(""))))
    empty = tr("Every question is answered with +, and nothing is found fault with")
    return GridData(columns, tuple(rows), wrap=True, frozen=0, empty=empty)


def finding_key(number: int) -> str:
    """The key of the row of a finding, by its place among the findings."""
    return f"f/{number}"


def asked_about(finding: Finding, glyphs: Glyphs) -> str:
    """A finding as a question."""
    return tr("{finding}: what do we do about it?", finding=glyphs.show(told(finding)))


def told(finding: Finding) -> str:
    """The sentence of a finding."""
    return tr(finding.message.msgid, **finding.message.values)


def weak_data(notes: Notes, glyphs: Glyphs, adding: bool) -> GridData:
    """The vulnerabilities, ticked as far as they are accepted."""
    columns = (Column(MARK, "", 3), Column(TEXT, tr("Vulnerabilities"), 50, flexible=True))
    rows = [
        GridRow(str(index), (Cell(f"[{glyphs.tick if point.is_taken else ' '}]"), Cell(point.text)),
                "" if point.is_taken else "dim")
        for index, point in enumerate(notes.points)
    ]  # fmt: skip
    if adding:
        rows.append(GridRow(str(len(rows)), ()))
    return GridData(columns, tuple(rows), wrap=True, frozen=0, empty=tr("Nothing found: a adds what you see"))


def advice_data(plan: AccountPlan, notes: Notes, drafts: Drafts, glyphs: Glyphs, adding: bool) -> GridData:
    """The recommendations with what makes them actions; those that become one are ticked."""
    specs = [field_of(Action, name) for name in ACTION_FIELDS]
    widths = [NARROW.get(spec.name, spec.width) for spec in specs]
    columns = (
        Column(TEXT, tr("Recommendations"), 18, flexible=True),
        Column(MARK, tr("Act"), 3),
        *(Column(spec.name, column_title(spec, width), width) for spec, width in zip(specs, widths, strict=True)),
    )
    rows = []
    for index, proposal in enumerate(notes.proposals):
        key = str(index)
        cells = [Cell(proposal.action.what), Cell(f"[{glyphs.tick if proposal.is_action else ' '}]")]
        for spec in specs:
            draft = drafts.get((key, spec.name))
            value = getattr(proposal.action, spec.name)
            cells.append(Cell(draft[0], "draft") if draft else value_cell(plan, value, spec))
        rows.append(GridRow(key, tuple(cells)))
    if adding:
        rows.append(GridRow(str(len(rows)), ()))
    empty = tr("No recommendation yet: a adds one")
    return GridData(columns, tuple(rows), wrap=True, frozen=1, empty=empty)


def verdict_data(notes: Notes, summary: Summary, deal: Opportunity) -> GridData:
    """Who reviewed and the verdict, below it what is going to be written."""
    columns = (Column("field", tr("Field"), 20), Column(TEXT, tr("Review"), 50, flexible=True))
    judged = summary.assessment(deal)
    undated = sum(action.due is None for action in notes.actions)
    actions = str(len(notes.actions)) + (f"  ({tr('{count} without a date', count=undated)})" if undated else "")
    facts = (
        ("assessment", tr("Assessment"), tr(label_of(judged.verdict))),
        ("date", tr("Date"), summary.today.isoformat()),
        ("points", tr("Vulnerabilities"), str(sum(point.is_taken for point in notes.points))),
        ("proposals", tr("Recommendations"), str(len(notes.proposals))),
        ("actions", tr("Actions"), actions),
    )
    rows = (
        *(GridRow(name, (Cell(tr(field_of(Review, name).label)), _word(getattr(notes, name)))) for name in FORM),
        *(GridRow(key, (Cell(label), Cell(text, "dim"))) for key, label, text in facts),
    )
    return GridData(columns, rows, wrap=True, frozen=1)


def _word(text: str) -> Cell:
    return Cell(text or "?", "" if text else "unknown")
