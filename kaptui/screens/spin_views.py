"""The three views of SPIN (table, quadrants, call sheet): what they are made of, and which threads they show."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from textual.containers import Container, Horizontal
from textual.widget import Widget

from kaptui.commands import commands_in
from kaptui.insight.spin import advice, chains, signals, threads_of_deal, threads_of_person
from kaptui.plan.shorthand import code_of
from kaptui.plan.spin import QuestionKind, SpinThread
from kaptui.screens.base import key_label
from kaptui.screens.spin_quadrants import (
    Spot,
    advice_text,
    chain_line,
    guidance_lines,
    quadrant_data,
    quadrant_title,
    short_guidance,
)
from kaptui.screens.spin_sheet import answers_data, card_lines, questions_in_order, sheet_text
from kaptui.screens.table import TableScreen
from kaptui.text import N_, tr
from kaptui.text.values import reference_text
from kaptui.widgets.box import Frame
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_model import GridData
from kaptui.widgets.lines import Lines

WIDE = 110
"""From so many cells on the guidance stands beside the quadrants."""


CARD_SHARE = Fraction(3, 7)
"""The share of the call sheet's height that the card has; the answers have the rest."""
CHROME = 5
"""Lines of title and hints."""
FRAME = 2
"""Lines and cells that a box takes."""


class SpinView(StrEnum):
    """How SPIN is shown; each value is the class that the screen has then."""

    QUADRANTS = "quadrants"
    SHEET = "sheet"
    TABLE = "table"


class Group(StrEnum):
    """Whose questions the quadrants show."""

    THREAD = "thread"
    DEAL = "deal"
    PERSON = "person"


GROUP_WORDS = {
    Group.THREAD: N_("thread {at} of {count}"),
    Group.DEAL: N_("all threads of this deal"),
    Group.PERSON: N_("all threads for this person"),
}


class SpinViews(TableScreen, template="spin"):
    """``view`` is shown; ``thread_id`` is the thread in view, ``kind`` the quadrant with the cursor, ``asked`` the
    question on the call sheet; ``adding`` is the place of a question that is being typed for the first time."""

    DEFAULT_CSS = """
    SpinViews #table, SpinViews #quadrants, SpinViews #chains, SpinViews #sheet { display: none; }
    SpinViews.-table #table { display: block; }
    SpinViews.-quadrants #quadrants, SpinViews.-quadrants #chains { display: block; }
    SpinViews.-sheet #sheet { display: block; }
    SpinViews #boxes { layout: grid; grid-size: 2 2; width: 1fr; height: 1fr; }
    SpinViews Frame > Grid { margin: 1; width: 1fr; height: 1fr; }
    SpinViews #guide { display: none; width: 38; }
    SpinViews.-wide #guide { display: block; }
    SpinViews #chains { height: 3; }
    SpinViews.-wide #chains { height: 1; }
    SpinViews #sheet { layout: vertical; }
    SpinViews #card { height: 3fr; min-height: 7; }
    SpinViews #answers { height: 4fr; min-height: 6; }
    """
    SCOPES: ClassVar[tuple[str, ...]] = ("spin", "cells", "rows", "cursor")

    def __init__(self) -> None:
        super().__init__()
        self.view = SpinView.TABLE
        self.group = Group.THREAD
        self.kind = QuestionKind.SITUATION
        self.thread_id = ""
        self.asked = 0
        self.adding: Spot | None = None

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Grid(glyphs=glyphs, id="table")
        with Horizontal(id="quadrants"):
            with Container(id="boxes"):
                for kind in QuestionKind:
                    with Frame(glyphs=glyphs, id=f"frame-{kind.value}"):
                        yield Grid(glyphs=glyphs, id=kind.value)
            yield Lines(glyphs=glyphs, wraps=True, boxed=True, id="guide")
        yield Lines(glyphs=glyphs, wraps=True, id="chains")
        with Container(id="sheet"):
            yield Lines(glyphs=glyphs, wraps=True, boxed=True, id="card")
            yield Grid(glyphs=glyphs, id="answers")

    def screen_ready(self) -> None:
        self.query_one("#guide", Lines).can_focus = False
        self.query_one("#card", Lines).can_focus = False
        super().screen_ready()
        self.show_view(SpinView.QUADRANTS if self.plan.spin else SpinView.TABLE)

    def resized(self) -> None:
        """The guidance stands beside the quadrants where there is room; the card shows what fits."""
        self.set_class(self.size.width >= WIDE, "-wide")
        super().resized()

    @property
    def own_scopes(self) -> tuple[str, ...]:
        match self.view:
            case SpinView.TABLE:
                return self.SCOPES
            case SpinView.QUADRANTS:
                return ("spin", "spin.quadrants", "spin.thread", "cursor")
            case SpinView.SHEET:
                return ("spin", "spin.sheet", "spin.thread", "cells", "cursor")

    @property
    def grid(self) -> Grid:
        match self.view:
            case SpinView.TABLE:
                return self.query_one("#table", Grid)
            case SpinView.QUADRANTS:
                return self.query_one(f"#{self.kind.value}", Grid)
            case SpinView.SHEET:
                return self.query_one("#answers", Grid)

    # which threads

    @property
    def thread(self) -> SpinThread | None:
        """The thread in view: the chosen one, else the first; in the table the one under the cursor."""
        rows = self.plan.spin
        wanted = super().cursor_row() if self.is_mounted and self.view is SpinView.TABLE else self.thread_id
        return next((row for row in rows if row.id == wanted), None) or (rows[0] if rows else None)

    def threads_shown(self) -> tuple[SpinThread, ...]:
        """The threads whose questions stand in the quadrants."""
        thread = self.thread
        if thread is None:
            return ()
        match self.group:
            case Group.THREAD:
                return (thread,)
            case Group.DEAL:
                return threads_of_deal(self.plan, thread.opportunity)
            case Group.PERSON:
                return threads_of_person(self.plan, thread.person)

    def cursor_row(self) -> str:
        """The thread's id in every view, so that rows are added and removed beside it."""
        return super().cursor_row() if self.view is SpinView.TABLE else (self.thread.id if self.thread else "")

    def show_view(self, view: SpinView) -> None:
        """Show one of the views; the thread in view stays."""
        thread = self.thread
        self.thread_id = thread.id if thread else ""
        self.view = view
        for each in SpinView:
            self.set_class(each is view, f"-{each.value}")
        self.refresh_plan()
        if view is SpinView.TABLE and self.thread_id:
            self.grid.go_to(self.thread_id)
        self.grid.focus()
        self.refresh_chrome()

    def show_thread(self, thread_id: str) -> None:
        """Bring another thread in view."""
        if thread_id != self.thread_id:
            self.thread_id, self.asked = thread_id, 0
        self.refresh_plan()

    def show_kind(self, kind: QuestionKind) -> None:
        """Put the cursor into another quadrant."""
        self.kind = kind
        self.refresh_plan()
        self.grid.focus()

    # showing

    def refresh_plan(self) -> None:
        if self.is_mounted:
            match self.view:
                case SpinView.QUADRANTS:
                    self._show_quadrants()
                case SpinView.SHEET:
                    self._show_sheet()
                case SpinView.TABLE:
                    pass
        super().refresh_plan()

    def _show_quadrants(self) -> None:
        threads = self.threads_shown()
        counts = {each.kind: each for each in advice(self.plan, threads, self.context.limits)}
        for kind in QuestionKind:
            is_chosen = kind is self.kind
            frame = self.query_one(f"#frame-{kind.value}", Frame)
            frame.set(quadrant_title(kind, is_chosen), advice_text(counts[kind], len(threads) == 1))
            if not is_chosen:
                self.query_one(f"#{kind.value}", Grid).show(quadrant_data(threads, kind))
        lines = [chain_line(chains(threads), signals(threads))]
        if not self.has_class("-wide"):
            lines.append(short_guidance(self.kind))
        self.query_one("#chains", Lines).show(lines)
        self.query_one("#guide", Lines).show(guidance_lines(), title=tr("Guidance"))

    def _show_sheet(self) -> None:
        thread = self.thread
        questions = questions_in_order(thread) if thread else ()
        self.asked = max(0, min(self.asked, len(questions) - 1))
        card = self.query_one("#card", Lines)
        title = tr("question {at} of {count}", at=self.asked + 1, count=len(questions)) if questions else ""
        height, width = CARD_SHARE * (self.size.height - CHROME), self.size.width
        lines = card_lines(questions, self.asked, int(height) - FRAME, width - FRAME - 2, self.context.glyphs)
        card.show(lines, title=title)

    def grid_data(self) -> GridData:
        match self.view:
            case SpinView.TABLE:
                return super().grid_data()
            case SpinView.QUADRANTS:
                return quadrant_data(self.threads_shown(), self.kind, self.adding)
            case SpinView.SHEET:
                return answers_data(self.session, self.thread, self.key_of)

    def key_of(self, command_id: str) -> str:
        """The key of one of the call sheet's commands as it is mapped now."""
        command = next(command for command in commands_in(("spin.sheet",)) if command.id == command_id)
        return "".join(map(key_label, self.context.keymap.keys_of(command)[:1]))

    def count_text(self) -> str:
        thread = self.thread
        if self.view is SpinView.TABLE or thread is None:
            return super().count_text()
        at = next(index for index, row in enumerate(self.plan.spin, start=1) if row.id == thread.id)
        parts = [tr(GROUP_WORDS[self.group if self.view is SpinView.QUADRANTS else Group.THREAD],
                    at=at, count=len(self.plan.spin))]  # fmt: skip
        if thread.person:
            parts.append(tr("for {name}", name=self._asked_person(thread.person)))
        if thread.opportunity:
            parts.append(tr("deal {name}", name=reference_text(self.plan, "opportunities", thread.opportunity)))
        return "  ".join(parts)

    def _asked_person(self, person_id: str) -> str:
        """Whom a thread is for, with the code that says how to talk to them."""
        person = next((row for row in self.plan.people if row.id == person_id), None)
        if person is None:
            return reference_text(self.plan, "people", person_id)
        code = code_of(person)
        return f"{person.name or person.title or tr('TBD')} ({code})" if code else person.name or tr("TBD")

    def empty_text(self) -> str:
        return tr("No thread yet: a adds one. Prepare 3 to 5 problems the customer has and we can solve")

    def as_text(self) -> str:
        match self.view:
            case SpinView.TABLE:
                return super().as_text()
            case SpinView.QUADRANTS:
                return self._quadrants_text()
            case SpinView.SHEET:
                return sheet_text(self.thread, self.grid_data()) if self.thread else ""

    def _quadrants_text(self) -> str:
        threads = self.threads_shown()
        parts = []
        for kind in QuestionKind:
            rows = quadrant_data(threads, kind).rows
            parts.append("\n".join([quadrant_title(kind, False), *(f"  {row.cell(0).text}" for row in rows)]))
        return "\n\n".join(parts)
