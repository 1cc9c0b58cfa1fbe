"""Accepting a finding for a reason until a day on which it returns, and taking that back; both are undone by ``u``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kaptui.insight.plan_test import RULE_BY_ID, Group, is_in_force
from kaptui.plan.clean import cleaned_text
from kaptui.plan.dates import parse_date
from kaptui.plan.document import AccountPlan
from kaptui.plan.meetings import Acknowledgement
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.record import new_id
from kaptui.screens.choosing import choose
from kaptui.screens.plan_screen import PlanScreen
from kaptui.screens.signs import finding_words
from kaptui.text import tr
from kaptui.text.format import listed, sentence
from kaptui.text.values import reference_text
from kaptui.widgets.options import Option

if TYPE_CHECKING:
    from kaptui.editing.edits import Together

TABLE = ("acknowledged",)
USUAL_DAYS = 30
"""The day on which a finding returns, as it is offered: the method's rhythm of reviews."""


class Accepted(NamedTuple):
    """What was accepted at one time about one subject: the rows of one rule, of as many deals as there were."""

    rows: tuple[Acknowledgement, ...]

    @property
    def first(self) -> Acknowledgement:
        """The row that says rule, subject, reason and day for all of them."""
        return self.rows[0]


def accepted(rows: Iterable[Acknowledgement]) -> tuple[Accepted, ...]:
    """The acknowledgements as screens list them: one line for a rule, a subject, a reason and a day."""
    together: dict[tuple[str, str, str, date | None], list[Acknowledgement]] = {}
    for row in rows:
        together.setdefault((row.rule, row.subject, row.reason, row.until), []).append(row)
    return tuple(Accepted(tuple(each)) for each in together.values())


def acknowledgement_edit(group: Group, reason: str, until: date) -> Together:
    """The edit that accepts every finding behind a line: one row for each rule, subject and deal."""
    from kaptui.editing.edits import AddRow, Title, Together  # a dashboard opens without it

    keys = dict.fromkeys((found.rule, found.subject.id, found.opportunity) for found in group.findings)
    rows = (
        Acknowledgement(id=new_id(), rule=rule, subject=subject, opportunity=deal, reason=reason, until=until)
        for rule, subject, deal in keys
    )
    return Together(tuple(AddRow(TABLE, row) for row in rows), Title("accepting a finding"))


def withdrawal_edit(taken: Accepted) -> Together:
    """The edit that takes an acknowledgement back, in all its deals."""
    from kaptui.editing.edits import RemoveRow, Title, Together

    return Together(tuple(RemoveRow(TABLE, row.id) for row in taken.rows), Title("taking back an accepted finding"))


def is_accepted_still(taken: Accepted, rows: Iterable[Acknowledgement], today: date) -> bool:
    """Whether what was taken back is accepted by another row, too: two people may accept the same finding."""
    about = {(row.rule, row.subject, row.opportunity) for row in taken.rows}
    return any((row.rule, row.subject, row.opportunity) in about and is_in_force(row, today) for row in rows)


class Acknowledging(PlanScreen):
    """A screen that lists findings: ``finding_line`` is the one under the cursor."""

    def finding_line(self) -> Group | None:
        """The line under the cursor; None when there is none."""
        raise NotImplementedError

    def fix(self, line: Group) -> None:
        """Go to the place that fixes a line, its deal in view: what is added there is added for that deal."""
        found = line.first
        if found.opportunity is not None:
            self.context.opportunity_id = found.opportunity
        self.context.go_to(found.place)

    def do_finding_acknowledge(self) -> None:
        """Ask for the reason, then for the day on which the finding returns, and accept it until then."""
        line = self.finding_line()
        if line is None:
            self.context.tell(tr("Put the cursor on a finding first"))
        elif self.session.read_only:
            self.context.tell(tr("This plan is open read-only"))
        else:
            self._ask_reason(line)

    def _ask_reason(self, line: Group) -> None:
        question = finding_words(line.first.message) + "\n" + tr("Why is this accepted?")

        def answered(text: str | None) -> None:
            if text is not None:
                self._ask_until(line, cleaned_text(text).strip())

        def check(text: str) -> str:
            try:
                return "" if cleaned_text(text).strip() else tr("A reason is needed: whoever reads it next will ask")
            except ValueError as problem:
                return sentence(problem)

        unfinished = (*TABLE, line.first.rule, line.first.subject.id, "reason")
        self.ask_text(question, unfinished, answered, check=check)

    def _ask_until(self, line: Group, reason: str) -> None:
        from kaptui.widgets.dialogs import AskText

        today = self.context.today

        def check(text: str) -> str:
            try:
                until = parse_date(text, today)
            except ValueError as problem:
                return sentence(problem)
            return "" if until and until > today else tr("A day after today is needed")

        def answered(text: str | None) -> None:
            until = parse_date(text, today) if text is not None else None
            if until is not None and self.context.make(acknowledgement_edit(line, reason, until)):
                told = tr("Accepted until {day}; V lists what is accepted, u brings it back", day=until.isoformat())
                self.context.tell(told)

        offered = (today + timedelta(USUAL_DAYS)).isoformat()
        question = tr("On which day does it return? (2027-01-31, +2w, +1m)")
        self.app.push_screen(AskText(question, offered, check=check, glyphs=self.context.glyphs), answered)

    def do_finding_acknowledged(self) -> None:
        """List what is accepted; choosing one takes it back, so that the finding shows again."""
        lines = {line.first.id: line for line in accepted(self.plan.acknowledged)}
        if not lines:
            self.context.tell(tr("No finding is accepted; A accepts the one under the cursor"))
            return
        options = [_option(self.plan, line, self.context.today) for line in lines.values()]

        def chosen(key: str) -> None:
            if not self.context.make(withdrawal_edit(lines[key])):
                return
            if is_accepted_still(lines[key], self.plan.acknowledged, self.context.today):
                self.context.tell(tr("Taken back; it stays accepted for what somebody else wrote: V lists it"))
            else:
                self.context.tell(tr("No longer accepted; u takes that back"))

        choose(self, tr("Accepted findings: choosing one takes it back"), options, chosen)


def subject_text(plan: AccountPlan, row_id: str) -> str:
    """Who or what a finding is about, by the row's name; empty for the plan itself, words for a row that is gone."""
    if not row_id or row_id == plan.id:
        return ""
    for section in ("people", "opportunities", "competitors", "needs", "values", "spin"):
        if any(row.id == row_id for row in getattr(plan, section)):
            return reference_text(plan, section, row_id)
    return next((each for deal in plan.opportunities for each in _inside(deal, row_id)), tr("(removed)"))


def _inside(deal: Opportunity, row_id: str) -> Iterable[str]:
    """The text of a decision step or an action of a deal."""
    for table, field in (("actions", "what"), ("steps", "step")):
        for row in getattr(deal, table):
            if row.id == row_id:
                yield getattr(row, field) or tr("(no name)")


def _option(plan: AccountPlan, line: Accepted, today: date) -> Option:
    row, rule = line.first, RULE_BY_ID.get(line.first.rule)
    title = tr(rule.title) if rule else row.rule
    deals = listed(reference_text(plan, "opportunities", each.opportunity) for each in line.rows if each.opportunity)
    subject = subject_text(plan, row.subject)
    about = " / ".join(dict.fromkeys(part for part in (subject, deals) if part))
    until = row.until.isoformat() if row.until else tr("for good")
    if not is_in_force(row, today):
        until = tr("returned {day}", day=until)
    reason = "  ".join(row.reason.splitlines()[:1])
    return Option(row.id, f"{about}: {title}" if about else title, f"{until}  {reason}")
