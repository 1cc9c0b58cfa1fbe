"""What changed since a day or the last review, topic by topic, in sentences a manager reads aloud; Enter goes there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from kaptui.draw.differences import SIGNS, TOPICS, by_topic, told
from kaptui.insight.compare import compare, last_review_day
from kaptui.insight.difference import Difference
from kaptui.insight.limits import Limits
from kaptui.insight.past import day_of, judged_on
from kaptui.plan.dates import parse_date
from kaptui.plan.document import AccountPlan
from kaptui.screens.aside import Aside
from kaptui.screens.odds_shown import AT_ONCE
from kaptui.screens.plan_screen import PlanScreen
from kaptui.text import tr, trn
from kaptui.text.format import sentence
from kaptui.widgets.dialogs import AskText
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

TONES = {True: "good", False: "bad", None: ""}
WEEK, MONTH = 7, 30


@dataclass(frozen=True, slots=True)
class Since:
    """From when on changes are told: a ``day`` that counts itself, or the end of the last review, held on ``day``."""

    day: date
    is_review: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What is compared with what; the same only for the very same plan."""

    plan: AccountPlan
    since: Since
    begins: date
    today: date
    limits: Limits

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Asked)
            and self.plan is other.plan
            and (self.since, self.today) == (other.since, other.today)
        )

    def __hash__(self) -> int:
        return hash((id(self.plan), self.since, self.today))


class Compared(Message):
    """The differences that the screen asked for are known now."""


class CompareScreen(PlanScreen):
    """``since`` is chosen by a key: the last review, a week, a month, a day."""

    PLACE = "compare"
    NAME = "Compare"
    SCOPES: ClassVar[tuple[str, ...]] = ("compare", "cursor")

    def __init__(self) -> None:
        super().__init__()
        self.since: Since | None = None
        self._account = ""
        self._begins: date | None = None
        self._compared: Aside[_Asked, tuple[Difference, ...] | None] = Aside(
            self._differences, lambda: self.post_message(Compared())
        )
        self._found: tuple[Difference, ...] = ()
        self._lines: list[Difference | None] = []

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(glyphs=self.context.glyphs, focusable=True, wraps=True)

    def screen_ready(self) -> None:
        super().screen_ready()
        self.query_one(Lines).focus()

    def refresh_plan(self) -> None:
        if self.is_mounted:
            if self._account != self.plan.id or self.since is None:
                self._account, self.since = self.plan.id, self._usual()
                history = self.context.history()
                self._begins = day_of(history[0].when) if history else None
            self._compare(self.since)
        super().refresh_plan()

    def _usual(self) -> Since:
        """The last review when there was one, else a week."""
        today = self.context.today
        reviewed = last_review_day(self.plan, today)
        return Since(reviewed, is_review=True) if reviewed else Since(today - timedelta(WEEK))

    def _differences(self, asked: _Asked) -> tuple[Difference, ...] | None:
        """What differs; None when the history cannot say. Pure but for the history, so that a thread may do it."""
        day = asked.since.day
        ask = self.context.state_left_by_review if asked.since.is_review else self.context.state_before
        old = ask(day)
        if old is None or old.id != asked.plan.id:
            return None
        then = judged_on(day, asked.begins, asked.today)
        return compare(old, asked.plan, asked.today, asked.limits, then=then)

    def _compare(self, since: Since) -> None:
        """The differences between the state of that day and the plan as it is; of many deals beside the keyboard."""
        asked = _Asked(self.plan, since, self._begins or date.min, self.context.today, self.context.limits)
        known = self._compared.ask(asked, at_once=len(self.plan.opportunities) <= AT_ONCE)
        self._found = known.value or ()
        if not known.is_present:
            self._show(self._found, tr("The history is being read"))
        else:
            self._show(self._found, tr("The history cannot be read") if known.value is None else tr("Nothing changed"))

    def on_compared(self) -> None:
        """What was worked out beside the keyboard is there."""
        if self.is_mounted and self.is_current:
            self.refresh_plan()

    def _show(self, found: Sequence[Difference], nothing: str) -> None:
        lines: list[Line] = []
        self._lines = []
        for topic, members in by_topic(found):
            lines.append((Span(tr(TOPICS[topic]), "title"),))
            self._lines.append(None)
            for each, text in told(members):
                lines.append((Span(f" {SIGNS[each.better]} "), Span(text, TONES[each.better])))
                self._lines.append(each)
        chosen = [index for index, each in enumerate(self._lines) if each is not None]
        self.query_one(Lines).show(lines or [(Span(nothing, "dim"),)], selectable=chosen)

    def _since_text(self) -> str:
        if self.since is None:
            return ""
        day = self.since.day.isoformat()
        return tr("since the review of {day}", day=day) if self.since.is_review else tr("since {day}", day=day)

    def status_text(self) -> str:
        parts = [self._since_text()]
        if self.since is not None and self._begins is not None and self.since.day <= self._begins:
            parts.append(tr("the history begins on {day}", day=self._begins.isoformat()))
        better = sum(each.better is True for each in self._found)
        worse = sum(each.better is False for each in self._found)
        parts.append(trn("{n} difference", "{n} differences", len(self._found)))
        parts.append(tr("{better} good for us, {worse} bad", better=better, worse=worse))
        return "  ".join(parts)

    # choosing the day

    def show_since(self, since: Since) -> None:
        """Compare with another day."""
        self.since = since
        self.refresh_plan()

    def do_compare_review(self) -> None:
        """Since the last review."""
        day = last_review_day(self.plan, self.context.today)
        if day is None:
            self.context.tell(tr("No opportunity of this account was ever reviewed; name a day."))
        else:
            self.show_since(Since(day, is_review=True))

    def do_compare_week(self) -> None:
        """Since a week ago."""
        self.show_since(Since(self.context.today - timedelta(WEEK)))

    def do_compare_month(self) -> None:
        """Since a month ago."""
        self.show_since(Since(self.context.today - timedelta(MONTH)))

    def do_compare_all(self) -> None:
        """Since the account began."""
        if self._begins is not None:
            self.show_since(Since(self._begins))

    def do_compare_day(self) -> None:
        """Ask for the day."""
        today = self.context.today

        def check(text: str) -> str:
            try:
                day = parse_date(text, today, past=True)
            except ValueError as problem:
                return sentence(problem)
            return "" if day is not None and day <= today else tr("A day up to today is needed")

        def answered(text: str | None) -> None:
            day = parse_date(text, today, past=True) if text is not None else None
            if day is not None:
                self.show_since(Since(day))

        question = tr("What changed since which day, that day included? (2026-11-05, 11-5, -2w)")
        self.app.push_screen(AskText(question, check=check, glyphs=self.context.glyphs), answered)

    # the lines

    def on_lines_opened(self, event: Lines.Opened) -> None:
        self.do_compare_go()

    def do_compare_go(self) -> None:
        """Go to the place of the difference under the cursor, as it is now."""
        index = self.query_one(Lines).cursor
        found = self._lines[index] if index is not None and index < len(self._lines) else None
        if found is not None:
            self.context.go_to(found.place)

    def do_move_down(self) -> None:
        self.query_one(Lines).move(1)

    def do_move_up(self) -> None:
        self.query_one(Lines).move(-1)

    def as_text(self) -> str:
        head = f"{self.plan.name}: {self._since_text()}"
        return f"{head}\n{self.query_one(Lines).as_text()}"

    def help_text(self) -> list[str]:
        return [
            tr("What changed in the plan since a day: people, power, revenue, deals, answers, strategy, findings."),
            tr("It opens with the last review, or a week ago when there was none; keys choose another day."),
            tr("+ is good for us, - is bad; Enter goes to the place as it is now, y copies it all to read aloud."),
        ]
