"""The account as a save left it: its numbers beside those of now, and all that going back there would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from kaptui.draw.change_words import change_words, place_words
from kaptui.editing.going_back import GoBack
from kaptui.insight.past import Save
from kaptui.insight.summary import Summary
from kaptui.plan.changes import Change, changes, told
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT
from kaptui.screens.base import BaseScreen
from kaptui.screens.odds_shown import OddsAside, OddsKnown
from kaptui.screens.opportunities import FRAME
from kaptui.screens.plan_screen import account_state
from kaptui.screens.whatif_panels import Side, findings_turned, nothing_turned, numbers
from kaptui.text import tr, trn
from kaptui.text.format import moment
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

PANELS = ("changed", "numbers", "findings")
"""What Tab goes through: the list of places, and the two panels above it."""


class PastScreen(BaseScreen):
    """``state`` as ``save`` left it, read as of today. ``went_back`` is called once everything is so again."""

    SCOPES: ClassVar[tuple[str, ...]] = ("past", "cursor")
    DEFAULT_CSS = """
    PastScreen Horizontal { height: 11; }
    """

    def __init__(self, save: Save, state: AccountPlan, went_back: Callable[[], None]) -> None:
        super().__init__()
        self.save = save
        self.state = state
        self.panel = PANELS[0]
        self._went_back = went_back
        self._odds: tuple[OddsAside, OddsAside] | None = None

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Horizontal(*(Lines(glyphs=glyphs, id=name, boxed=True, wraps=name == "findings") for name in PANELS[1:]))
        yield Lines(glyphs=glyphs, id="changed", focusable=True, wraps=True)

    def screen_ready(self) -> None:
        super().screen_ready()
        self.query_one("#changed", Lines).focus()

    def heading(self) -> str:
        return f"{tr('As it was')} r{self.save.revision}  {moment(self.save.when)}  {self.save.who}"

    def heading_right(self) -> str:
        return account_state(self.context)

    # showing

    def refresh_plan(self) -> None:
        super().refresh_plan()
        if not self.is_mounted:
            return
        now, then = self._sides()
        panel = self.query_one("#numbers", Lines)
        heads = (tr("now"), f"r{self.save.revision}")
        panel.show(numbers(now, then, panel.size.width - FRAME, heads), title=f"FY{now.year.year}")
        turned = findings_turned(now.summary, then.summary) or [nothing_turned()]
        counts = f"{len(now.summary.findings())} > {len(then.summary.findings())}"
        self.query_one("#findings", Lines).show(turned, title=f"{tr('Plan test')}: {counts}")
        self.query_one("#changed", Lines).show(self.lines())

    def _sides(self) -> tuple[Side, Side]:
        """The plan as it is and as it was, in the fiscal year of today."""
        if self._odds is None:
            self._odds = (OddsAside(self, self.context.limits), OddsAside(self, self.context.limits))
        now = self.context.summary
        then = Summary(self.state, self.context.today, self.context.limits)
        sides = [
            Side(summary, year := summary.forecast(now.year), odds.of(year), None)
            for summary, odds in zip((now, then), self._odds, strict=True)
        ]
        return sides[0], sides[1]

    def on_odds_known(self, event: OddsKnown) -> None:
        self.refresh_plan()

    def differences(self) -> tuple[Change, ...]:
        """What going back would change, place by place."""
        return told(changes(self.context.session.plan, self.state))

    def lines(self) -> list[Line]:
        """A line for each place: what stands there now, and what would stand there."""
        return [self._line(change) for change in self.differences()]

    def _line(self, change: Change) -> Line:
        plan = self.context.session.plan
        is_gone = change.new is ABSENT
        where = place_words(plan if is_gone else self.state, change.path, change.old if is_gone else change.new)
        return Span(f" {where}: "), Span(change_words(plan, change.path, change.old, change.new), "changed")

    def status_text(self) -> str:
        count = len(self.differences())
        if not count:
            return tr("The account is the same now")
        return trn("Going back changes {n} place", "Going back changes {n} places", count)

    # commands

    def do_past_restore(self) -> None:
        """Make everything as it was then, as one edit; what was since stays in the history."""
        context = self.context
        if context.make(GoBack(self.state)):
            done = tr("Everything is as it was in r{number}; u takes that back", number=self.save.revision)
            self._leave(lambda: context.tell(done))
        elif not self.differences():
            context.tell(tr("The account is the same now"))

    def _leave(self, then: Callable[[], None]) -> None:
        self.dismiss()
        self._went_back()
        self.app.call_after_refresh(then)

    def do_past_panel(self) -> None:
        """From what would change to the numbers, to the findings, and round."""
        self.panel = PANELS[(PANELS.index(self.panel) + 1) % len(PANELS)]
        self.query_one(f"#{self.panel}", Lines).focus()

    def do_back(self) -> None:
        """Back to the history; nothing was changed."""
        self.dismiss()

    def do_move_down(self) -> None:
        self.query_one(f"#{self.panel}", Lines).move(1)

    def do_move_up(self) -> None:
        self.query_one(f"#{self.panel}", Lines).move(-1)

    def as_text(self) -> str:
        return "\n\n".join([self.heading(), *(self.query_one(f"#{name}", Lines).as_text() for name in PANELS)])

    def help_text(self) -> list[str]:
        return [
            tr("The account as a save left it, read with the rules and the day of today, beside the account as it is."),
            tr("Below stands every place that going back would change. Enter goes back: one edit that u takes back."),
            tr("Nothing is lost by it: what was done since stays in the history."),
        ]
