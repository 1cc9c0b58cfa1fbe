"""Who changed something, when, from what to what: a field, a row, or the whole plan, the latest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from kaptui.draw.change_words import change_words, place_words
from kaptui.insight.past import Save, Touch, touches
from kaptui.plan.paths import ABSENT, Path
from kaptui.screens.base import BaseScreen
from kaptui.screens.plan_screen import account_state
from kaptui.text import tr, trn
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

MOST = 500
"""So many changes are listed; older ones are in ``kaptui log``."""


class HistoryScreen(BaseScreen):
    """The history of the place ``path`` (empty: of everything), over the screen that asked; Esc goes back there."""

    SCOPES: ClassVar[tuple[str, ...]] = ("history", "cursor")

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._touches: tuple[Touch, ...] = ()
        self._places: list[Path | None] = []
        self._saves: list[Save] = []
        self._first: Save | None = None
        self._revision = -1

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(glyphs=self.context.glyphs, focusable=True, wraps=True)

    def heading(self) -> str:
        plan = self.context.session.plan
        return f"{tr('History')} > {place_words(plan, self.path) or plan.name or tr('(no name)')}"

    def heading_right(self) -> str:
        return account_state(self.context)

    def screen_ready(self) -> None:
        super().screen_ready()
        self.query_one(Lines).focus()

    def refresh_plan(self) -> None:
        self._read()
        super().refresh_plan()
        if self.is_mounted:
            lines = self.lines()
            chosen = [index for index, place in enumerate(self._places) if place is not None]
            self.query_one(Lines).show(lines, selectable=chosen)

    def _read(self) -> None:
        """Read the history, once for each save of mine or of a colleague."""
        revision = self.context.session.saved.revision
        if revision != self._revision:
            history = self.context.history()
            self._revision = revision
            self._first = history[0] if history else None
            self._touches = touches(history, self.path)[:MOST]

    def lines(self) -> list[Line]:
        """A line for each save, and below it what it changed; of the whole account also how it began."""
        plan = self.context.session.plan
        lines: list[Line] = []
        self._places, self._saves = [], []
        saved = None
        for touch in self._touches:
            if touch.save is not saved:
                saved = touch.save
                self._add(lines, _save_line(saved), None, saved)
            where = place_words(plan, touch.path, touch.old if touch.new is ABSENT else touch.new)
            what = change_words(plan, touch.path, touch.old, touch.new)
            line = (Span(f"   {where}: " if touch.path != self.path else "   "), Span(what, "changed"))
            self._add(lines, line, touch.path, touch.save)
        if self._first is not None and not self.path and len(self._touches) < MOST:
            self._add(lines, _save_line(self._first), None, self._first)
            self._add(lines, (Span(f"   {tr('the history begins')}"),), (), self._first)
        elif not lines:
            lines.append((Span(self._never(), "dim"),))
        return lines

    def _add(self, lines: list[Line], line: Line, place: Path | None, save: Save) -> None:
        lines.append(line)
        self._places.append(place)
        self._saves.append(save)

    def _never(self) -> str:
        if self._first is None:
            return tr("No history is kept of this account")
        when = self._first.when.astimezone().strftime("%Y-%m-%d %H:%M")
        return tr("Not changed since the history begins: {when}, {who}", when=when, who=self._first.who)

    def status_text(self) -> str:
        return trn("{n} change", "{n} changes", len(self._touches))

    # commands

    def on_lines_opened(self, event: Lines.Opened) -> None:
        self.do_history_go()

    def do_history_go(self) -> None:
        """Go to the place of the change under the cursor."""
        index = self.query_one(Lines).cursor
        place = self._places[index] if index is not None and index < len(self._places) else None
        if place is not None:
            context = self.context
            self.dismiss()
            self.app.call_after_refresh(lambda: context.go_to(place))

    def do_history_past(self) -> None:
        """Show the account as the save under the cursor left it."""
        from kaptui.screens.past import PastScreen  # loaded when somebody asks

        index = self.query_one(Lines).cursor
        if index is None:
            return
        save = self._saves[index]
        state = self.context.state_at(save.revision)
        if state is not None:
            self.app.push_screen(PastScreen(save, state, self._went_back))

    def _went_back(self) -> None:
        """The account is as it was: where its numbers stand, that is seen."""
        context = self.context
        self.dismiss()
        self.app.call_after_refresh(lambda: context.go("dashboard"))

    def do_back(self) -> None:
        """Back to where it was asked."""
        self.dismiss()

    do_history = do_back

    def do_move_down(self) -> None:
        self.query_one(Lines).move(1)

    def do_move_up(self) -> None:
        self.query_one(Lines).move(-1)

    def as_text(self) -> str:
        return f"{self.heading()}\n{self.query_one(Lines).as_text()}"

    def help_text(self) -> list[str]:
        return [
            tr("Every save is recorded: who, when, and each place that changed; the latest stands first."),
            tr("H on a field shows that field, on a row the row, elsewhere the whole plan; Enter goes to the place."),
            tr("r shows the account as the save under the cursor left it, and goes back to that if you like."),
        ]


def _save_line(save: Save) -> Line:
    when = save.when.astimezone().strftime("%Y-%m-%d %H:%M")
    return (Span(f"{when}  {save.who}", "title"), Span(f"  r{save.revision}", "dim"))
