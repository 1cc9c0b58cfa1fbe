"""Home: every account one may read, in a line of figures each, and below what needs somebody today."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from textual.widget import Widget

from kaptui.commands import GLOBAL
from kaptui.insight.headline import Headline, Pressing
from kaptui.insight.plan_test import Severity
from kaptui.insight.power import MapState
from kaptui.screens.base import BaseScreen
from kaptui.screens.context import AccountLine
from kaptui.screens.panels import MARKS, STATE_WORDS
from kaptui.text import tr
from kaptui.text.format import UNKNOWN_ASCII, age, money, percent, signed, unit_label
from kaptui.widgets.dialogs import Ask, AskText
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_messages import Moved, Opened
from kaptui.widgets.grid_model import Cell, Column, GridData, GridRow
from kaptui.widgets.lines import Lines
from kaptui.widgets.options import Option
from kaptui.widgets.paint import Line, Span


class HomeScreen(BaseScreen):
    """The list of accounts."""

    SCOPES: ClassVar[tuple[str, ...]] = ("home", "cursor")
    DEFAULT_CSS = """
    HomeScreen Lines { height: 8; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.shows_archived = False
        self.accounts: tuple[AccountLine, ...] = ()
        self._pressing: tuple[tuple[AccountLine, Pressing], ...] = ()

    @property
    def scopes(self) -> tuple[str, ...]:
        return (*self.SCOPES, GLOBAL)

    def compose_body(self) -> Iterable[Widget]:
        yield Grid(glyphs=self.context.glyphs)
        yield Lines(glyphs=self.context.glyphs, boxed=True)

    @property
    def grid(self) -> Grid:
        """The table of accounts."""
        return self.query_one(Grid)

    def screen_ready(self) -> None:
        super().screen_ready()
        self.grid.focus()

    def heading(self) -> str:
        return tr("Home")

    def heading_right(self) -> str:
        return f"{self.context.today.isoformat()}  " + tr("{count} accounts", count=len(self.accounts))

    def help_text(self) -> list[str]:
        return [tr("Every account you may read. Enter opens one; n makes a new one; X archives, D removes for good.")]

    def refresh_plan(self) -> None:
        if self.is_mounted:
            everything = self.context.accounts()
            self.accounts = tuple(line for line in everything if self.shows_archived or not line.archived)
            self.grid.show(self.grid_data())
            self._show_pressing()
        super().refresh_plan()

    def grid_data(self) -> GridData:
        """The table: figures of an account that cannot be read are empty, its problem stands in the status line."""
        columns = (
            Column("name", tr("Account"), 18, flexible=True), Column("map", tr("Map"), 5),
            Column("support", tr("Support"), 7, "right"), Column("coverage", tr("Cover"), 5, "right"),
            Column("unmet", tr("D/A0"), 4, "right"), Column("weighted", tr("Weighted"), 10, "right"),
            Column("target", tr("Target"), 10, "right"), Column("findings", tr("Findings"), 8, "right"),
            Column("changed", tr("Changed"), 7, "right"), Column("by", tr("By"), 8), Column("owner", tr("Owner"), 10),
        )  # fmt: skip
        return GridData(
            columns, tuple(map(self._row, self.accounts)), frozen=1, empty=tr("No account yet: n makes one")
        )

    def _row(self, line: AccountLine) -> GridRow:
        name = Cell(line.name or tr("(no name)"), "bad" if line.problem else "")
        changed = Cell(
            age(line.changed.date() if line.changed else None, self.context.today, unknown=""),
            sort=line.changed.timestamp() if line.changed else None,
        )
        figures = _figures(line.headline) if line.headline else (Cell("?", "unknown"),) * 7
        tone = "dim" if line.archived else ""
        return GridRow(line.id, (name, *figures, changed, Cell(line.changed_by), Cell(line.owner)), tone)

    def _show_pressing(self) -> None:
        found = [
            (line, one) for line in self.accounts if line.headline and not line.archived
            for one in line.headline.pressing if one.severity is Severity.URGENT
        ]  # fmt: skip
        self._pressing = tuple(found)
        panel = self.query_one(Lines)
        lines: list[Line] = [_pressing_line(line, one) for line, one in found]
        panel.show(
            lines or [(Span(tr("Nothing urgent"), "good"),)], title=tr("Needs you today"), selectable=bool(lines)
        )

    def status_text(self) -> str:
        line = self._line()
        return (line.problem if line else "") or tr(
            "D/A0 = deciders and approvers hardly known; amounts of the fiscal year"
        )

    def on_grid_moved(self, event: Moved) -> None:
        self.refresh_chrome()

    def _line(self) -> AccountLine | None:
        if not self.is_mounted:
            return None
        return next((line for line in self.accounts if line.id == self.grid.cursor[0]), None)

    def as_text(self) -> str:
        return self.grid.as_text()

    # commands

    def on_grid_opened(self, event: Opened) -> None:
        self.do_home_open()

    def do_home_open(self) -> None:
        """Open the account under the cursor, or go to the place of the finding under it."""
        panel = self.query_one(Lines)
        if panel.has_focus and panel.cursor is not None:
            line, one = self._pressing[panel.cursor]
            self.context.open_account(line.id, one.place)
            return
        account = self._line()
        if account is None:
            self.context.tell(tr("No account yet: n makes one"))
        elif account.problem:
            self.context.tell(account.problem, "error")
        else:
            self.context.open_account(account.id)

    def do_home_panel(self) -> None:
        """From the accounts to what needs somebody today, and back."""
        panel = self.query_one(Lines)
        (self.grid if panel.has_focus else panel).focus()

    def do_home_new(self) -> None:
        """Ask for a name and make an account."""
        self._ask(tr("Name of the new account"), "", self.context.new_account)

    def do_home_rename(self) -> None:
        """Ask for the account's new name."""
        line = self._line()
        if line is not None:
            self._ask(tr("New name"), line.name, lambda name: self._change(line, name=name))

    def do_home_archive(self) -> None:
        """Put the account away without losing a word, or bring it back."""
        line = self._line()
        if line is not None:
            self._change(line, archived=not line.archived)
            told = (
                tr("{name} is back", name=line.name)
                if line.archived
                else tr("{name} is archived; V shows the archived", name=line.name)
            )
            self.context.tell(told)

    def do_home_archived(self) -> None:
        """Show archived accounts too, or hide them."""
        self.shows_archived = not self.shows_archived
        self.refresh_plan()

    def do_home_remove(self) -> None:
        """Remove the account for good: the one thing undo cannot bring back, so the name is asked for."""
        line = self._line()
        if line is None:
            return

        def answered(choice: str | None) -> None:
            if choice == "y":
                self.context.remove_account(line.id)
                self.refresh_plan()

        question = tr(
            "Remove {name} for good, with its history and backups? Undo cannot bring it back.", name=line.name
        )
        options = [Option("n", tr("No, keep it")), Option("y", tr("Yes, remove it for good"))]
        self.app.push_screen(Ask(question, options, glyphs=self.context.glyphs), answered)

    def do_home_share(self) -> None:
        """Ask whose the account is to be: the group's, or its owner's alone."""
        line = self._line()
        shared = self.context.is_shared(line.id) if line is not None and not line.problem else None
        if line is None or shared is None:
            return

        def answered(choice: str | None) -> None:
            if choice is not None and (choice == "g") is not shared:
                self.context.share_account(line.id, choice == "g")

        question = (
            tr("{name} is the group's to read and change. Whose is it to be?", name=line.name)
            if shared
            else tr("{name} is its owner's alone. Whose is it to be?", name=line.name)
        )
        options = [Option("g", tr("The group's")), Option("p", tr("Private: its owner's alone"))]
        self.app.push_screen(Ask(question, options, glyphs=self.context.glyphs), answered)

    def _change(self, line: AccountLine, **changes: object) -> None:
        self.context.change_account(line.id, **changes)
        self.refresh_plan()

    def _ask(self, question: str, text: str, then: object) -> None:
        def answered(answer: str | None) -> None:
            if answer and answer.strip() and callable(then):
                then(answer.strip())

        self.app.push_screen(AskText(question, text, glyphs=self.context.glyphs), answered)

    def do_home_sort(self) -> None:
        """Sort by the column of the cursor: up, down, as they stand."""
        column = self.grid.cursor[1]
        ordered, reverse = self.grid.order
        self.grid.order_by(column if ordered != column or not reverse else None, ordered == column)

    def do_home_filter(self) -> None:
        """Show only the accounts that contain a text."""

        def answered(text: str | None) -> None:
            if text is not None:
                self.grid.filter(text)

        self.app.push_screen(
            AskText(tr("Show accounts that contain"), self.grid.filter_text, glyphs=self.context.glyphs), answered
        )

    do_find = do_home_filter

    def do_back(self) -> None:
        """Nothing lies behind home."""

    def do_move_down(self) -> None:
        self._move(0, 1)

    def do_move_up(self) -> None:
        self._move(0, -1)

    def do_move_left(self) -> None:
        self._move(-1, 0)

    def do_move_right(self) -> None:
        self._move(1, 0)

    def _move(self, dx: int, dy: int) -> None:
        panel = self.query_one(Lines)
        if panel.has_focus:
            panel.move(dy)
        else:
            self.grid.move(dx, dy)


def _figures(line: Headline) -> tuple[Cell, ...]:
    word, tone = STATE_WORDS[MapState(line.map_state)]
    support = UNKNOWN_ASCII if line.support is None else signed(line.support)
    findings = " ".join(
        f"{count}{mark.strip()}" for count, mark in ((line.urgent, "!!"), (line.warnings, "!")) if count
    )
    unit = unit_label(line.unit, line.currency)
    return (
        Cell(tr(word), tone),
        Cell(f"({support})?" if line.support_doubtful else support, sort=line.support),
        Cell(percent(line.coverage, unknown=UNKNOWN_ASCII), sort=line.coverage),
        Cell(str(line.unmet) if line.unmet else "", "warning", line.unmet),
        Cell(f"{money(line.weighted, line.unit, 0)} {unit}", sort=line.weighted),
        Cell(
            f"{money(line.target, line.unit, 0)} {unit}" if line.target is not None else UNKNOWN_ASCII, sort=line.target
        ),
        Cell(findings, "urgent" if line.urgent else "", Decimal(line.urgent * 10_000 + line.warnings)),
    )


def _pressing_line(line: AccountLine, one: Pressing) -> Line:
    mark, tone = MARKS[one.severity]
    return (Span(f"{mark} ", tone), Span(f"{line.name}: "), Span(tr(one.message.msgid, **one.message.values)))
