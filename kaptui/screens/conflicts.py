"""Conflicts with colleagues: each with its place, how it was, what I and they made of it; one key decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.widget import Widget

from kaptui.commands import Command
from kaptui.draw.width import cells
from kaptui.editing.conflicts import Choice, both, present_value
from kaptui.editing.merge import Conflict
from kaptui.plan.paths import NoSuchPlace, Path
from kaptui.screens.conflict_words import place_words, side_words
from kaptui.screens.plan_screen import PlanScreen
from kaptui.text import N_, tr
from kaptui.text.format import moment, sentence
from kaptui.widgets.bars import shortened
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span


class ConflictsScreen(PlanScreen):
    """The list of open conflicts, and below it the one under the cursor in full."""

    PLACE = "conflicts"
    NAME = N_("Conflicts")
    SCOPES: ClassVar[tuple[str, ...]] = ("conflicts", "cursor")
    DEFAULT_CSS = """
    ConflictsScreen #list { height: 1fr; max-height: 9; }
    ConflictsScreen #sides { height: 1fr; }
    """

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Lines(glyphs=glyphs, id="list", focusable=True)
        yield Lines(glyphs=glyphs, id="sides", boxed=True, wraps=True)

    @property
    def open_ones(self) -> Lines:
        """The open conflicts, a line each."""
        return self.query_one("#list", Lines)

    @property
    def sides(self) -> Lines:
        """What either side says of the conflict under the cursor."""
        return self.query_one("#sides", Lines)

    @property
    def conflict(self) -> Conflict | None:
        """The one under the cursor."""
        at, found = self.open_ones.cursor, self.session.conflicts
        return found[at] if at is not None and at < len(found) else None

    def screen_ready(self) -> None:
        super().screen_ready()
        self.open_ones.focus()

    def refresh_plan(self) -> None:
        if self.is_mounted:
            lines = [self._line(conflict) for conflict in self.session.conflicts]
            self.open_ones.show(lines or [(Span(tr("Nothing is in conflict"), "good"),)], selectable=bool(lines))
            self.show_sides()
        super().refresh_plan()

    def on_lines_moved(self, event: Lines.Moved) -> None:
        """Another conflict is under the cursor."""
        self.show_sides()
        self.sides.go_to(0)
        self.refresh_chrome()

    def show_sides(self) -> None:
        """The conflict under the cursor in full."""
        conflict = self.conflict
        title = self._place(conflict, self.size.width - 8) if conflict else ""
        self.sides.show(list(self._sides(conflict)) if conflict else [], title=title)

    def _place(self, conflict: Conflict, width: int) -> str:
        """Where a conflict is, in so many cells: long names are shortened, so that the field is seen."""
        glyphs = self.context.glyphs
        return shortened(glyphs.show(place_words(self.plan, conflict)), width, glyphs.cut)

    def _line(self, conflict: Conflict) -> Line:
        who = f"  {self._who(conflict)}"
        return (Span(self._place(conflict, self.size.width - 4 - cells(who))), Span(who, "dim"))

    def _who(self, conflict: Conflict) -> str:
        save = self.context.colleagues.saved_by(conflict)
        return f"{save.who}, {moment(save.when)}" if save else ""

    def _sides(self, conflict: Conflict) -> Iterator[Line]:
        theirs = self._who(conflict)
        sides = (
            ("m", tr("Mine"), conflict.ours),
            ("t", tr("A colleague's") + (f" ({theirs})" if theirs else ""), conflict.theirs),
            (" ", tr("Before"), conflict.base),
        )
        for at, (key, title, side) in enumerate(sides):
            if at:
                yield ()
            yield (Span(f"{key}  ", "key"), Span(title, "title"))
            yield from ((Span(f"   {line}"),) for line in side_words(self.plan, conflict, side).split("\n"))

    def status_text(self) -> str:
        conflict = self.conflict
        if conflict is None:
            return ""
        if present_value(self.plan, conflict.path) == conflict.ours:
            return tr("Yours stands for now; whatever you decide, the history keeps both")
        return tr("A colleague's stands for now; whatever you decide, the history keeps both")

    def as_text(self) -> str:
        return self.open_ones.as_text() + "\n\n" + self.sides.as_text()

    def reveal(self, path: Path) -> None:
        """Put the cursor on the conflict about a place."""
        for at, conflict in enumerate(self.session.conflicts):
            if conflict.path == path:
                self.open_ones.go_to(at)

    def shows(self, path: Path) -> bool:
        return any(conflict.path == path for conflict in self.session.conflicts)

    # commands

    def why_not(self, command: Command) -> str:
        if command.scope == "conflicts" and self.conflict is None:
            return tr("Nothing is in conflict")
        if command.id == "conflict.both" and self.conflict is not None and both(self.conflict) is None:
            return tr("These two cannot both stand; m keeps yours, t takes theirs")
        return super().why_not(command)

    def do_conflict_mine(self) -> None:
        """Mine stands."""
        self._decide(Choice.MINE)

    def do_conflict_theirs(self) -> None:
        """Theirs stands; mine stays in the history."""
        self._decide(Choice.THEIRS)

    def do_conflict_both(self) -> None:
        """One text of both."""
        self._decide(Choice.BOTH)

    def _decide(self, choice: Choice) -> None:
        conflict = self.conflict
        if conflict is None:
            return
        place = place_words(self.plan, conflict)
        try:
            done = self.context.colleagues.decide(conflict, choice)
        except (ValueError, NoSuchPlace) as problem:
            self.context.tell(sentence(problem), "warning")
            return
        if not done:
            told = tr("Nothing is decided while the account cannot be saved: yours would be lost")
            self.context.tell(told, "warning")
            return
        if all(other.path != conflict.path for other in self.session.conflicts):
            self.context.tell(tr("Decided: {place}", place=place))
        if not self.session.conflicts:
            self.do_back()

    def do_conflict_go(self) -> None:
        """To the field in conflict."""
        if self.conflict is not None:
            self.context.go_to(self.conflict.path)

    def on_lines_opened(self, event: Lines.Opened) -> None:
        """Enter on a conflict."""
        self.do_conflict_go()

    def do_back(self) -> None:
        """Where one came from."""
        self.context.go(self.context.came_from or "dashboard")

    def do_conflict_panel(self) -> None:
        """From the list to the two texts, which scroll, and back."""
        (self.open_ones if self.sides.has_focus else self.sides).focus()

    def do_move_down(self) -> None:
        self._move(1)

    def do_move_up(self) -> None:
        self._move(-1)

    def _move(self, dy: int) -> None:
        (self.sides if self.sides.has_focus else self.open_ones).move(dy)
