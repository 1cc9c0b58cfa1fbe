"""What a plan keeps for each opportunity, in parts for reading: the assessment and the strategy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kaptui.cli.parts import Entry, Field, Part, entry_of_row, field_of_row
from kaptui.insight.assessment import Assessment, Column, Score, assess
from kaptui.insight.limits import Limits
from kaptui.plan.assessment import QUESTIONS, Answer, Question, Section
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import field_of, fields_of
from kaptui.plan.naming import name_of
from kaptui.plan.opportunities import STRATEGY_FIELDS, Opportunity
from kaptui.plan.record import Row
from kaptui.plan.strategy import Action, Review, Step
from kaptui.plan.vocabulary import label_of
from kaptui.text import N_, tr
from kaptui.text.format import listed, signed

SECTIONS: Final = {
    Section.OPPORTUNITY: N_("Is it a real opportunity?"),
    Section.COMPETE: N_("Can we compete?"),
    Section.WIN: N_("Will we win?"),
    Section.WORTH: N_("Is it worth winning?"),
}
"""The four principles as questions."""


def assessment_parts(plan: AccountPlan, today: date, limits: Limits) -> list[Part]:
    """One part for each opportunity: the questions with every column's rating, the scores and the verdict below."""
    return [_assessment(plan, deal, assess(plan, deal, limits)) for deal in plan.opportunities]


def _assessment(plan: AccountPlan, deal: Opportunity, judged: Assessment) -> Part:
    columns = [judged.us, *(rival for rival in judged.rivals if rival.overall.answered)]
    entries = tuple(Entry(tr(question.text), question.id, _answers(deal, question, columns)) for question in QUESTIONS)
    return Part(f"{tr('Assessment')}: {_named(deal)}", entries, notes=_scores(judged, columns))


def _answers(deal: Opportunity, question: Question, columns: Sequence[Column]) -> tuple[Field, ...]:
    answers = [deal.assessment.get(column.id, {}).get(question.id, Answer()) for column in columns]
    ratings = [
        Field(_column_name(column), answer.rating.value, widest=16)
        for column, answer in zip(columns, answers, strict=True)
    ]
    ours = answers[0]
    dated = "" if ours.date is None else ours.date.isoformat()
    words = [Field(tr("Answer"), ours.answer), Field(tr("Evidence"), ours.evidence), Field(tr("Date"), dated)]
    return (Field(tr("Question"), tr(question.text), widest=70), *ratings, *words)


def _scores(judged: Assessment, columns: Sequence[Column]) -> tuple[str, ...]:
    lines = [
        f"{tr(SECTIONS[section])} "
        + "; ".join(f"{_column_name(column)} {_score(column.sections[section])}" for column in columns)
        for section in Section
    ]
    gates = listed(tr(SECTIONS[gate]) for gate in judged.failed_gates)
    verdict = tr("Verdict: {verdict}", verdict=tr(label_of(judged.verdict)))
    lines.append(f"{verdict} ({tr('gate failed: {gates}', gates=gates)})" if gates else verdict)
    if judged.gap is not None and judged.best_rival is not None:
        lines.append(tr("Gap to {rival}: {gap}", rival=judged.best_rival.name, gap=signed(judged.gap)))
    return tuple(lines)


def _score(score: Score) -> str:
    return f"{signed(score.value)} ({score.plus}+ {score.minus}- {score.unknown}?)"


def _column_name(column: Column) -> str:
    return column.name or (tr("us") if column.id == "us" else tr("(no name)"))


def strategy_parts(plan: AccountPlan, today: date, limits: Limits) -> list[Part]:
    """Four parts for each opportunity: its strategy, the customer's steps, our actions, the reviews."""
    return [part for deal in plan.opportunities for part in _strategy(plan, deal)]


def _strategy(plan: AccountPlan, deal: Opportunity) -> list[Part]:
    fields = (field_of_row(plan, getattr(deal, name), field_of(Opportunity, name)) for name in STRATEGY_FIELDS)
    form = Part(f"{tr('Strategy')}: {_named(deal)}", (Entry(_named(deal), deal.id, tuple(fields)),), is_form=True)
    tables: list[tuple[str, type[Row], Sequence[Row]]] = [
        (N_("Decision steps"), Step, deal.steps),
        (N_("Actions"), Action, deal.actions),
        (N_("Reviews"), Review, deal.reviews),
    ]
    return [form, *(_inner(plan, deal, *each) for each in tables if each[2])]


def _inner(plan: AccountPlan, deal: Opportunity, title: str, model: type[Row], rows: Sequence[Row]) -> Part:
    specs = fields_of(model)
    return Part(f"{tr(title)}: {_named(deal)}", tuple(entry_of_row(plan, row, specs) for row in rows))


def _named(deal: Opportunity) -> str:
    return name_of(deal) or tr("(no name)")
