"""Home: every account one may read, in a line of figures each, and below what needs somebody today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from kaptui.commands import Command
from kaptui.insight.portfolio import AccountSummary, Portfolio, SortBy, is_falling
from kaptui.screens.home_accounts import AccountCommands
from kaptui.screens.home_catching_up import CatchingUp
from kaptui.screens.home_filter import AccountFilter, looking_up
from kaptui.screens.home_panes import HomePanes, Seen
from kaptui.screens.home_rows import SORT_OF, account_row, columns_for, usual_currency, worst_line
from kaptui.text import language, tr, trn
from kaptui.widgets.grid import Grid
from kaptui.widgets.grid_messages import Moved, Opened
from kaptui.widgets.grid_model import GridData, GridRow
from kaptui.widgets.lazy_rows import LazyRows
from kaptui.widgets.lines import Lines


class HomeScreen(AccountCommands, CatchingUp):
    """The list of accounts. ``places`` are those shown, in their order; ``order``: the column, and whether reversed."""

    SCOPES: ClassVar[tuple[str, ...]] = ("home", "cursor")

    def __init__(self) -> None:
        super().__init__()
        self.shows_archived = False
        self.order: tuple[SortBy, bool] = (SortBy.FINDINGS, False)
        self.sorted_column = "findings"
        self.filter = AccountFilter()
        self.places: tuple[int, ...] = ()
        self._usual = ""
        self._has_pressed = False
        self._shown: tuple[object, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        yield Grid(glyphs=glyphs)
        yield HomePanes(glyphs)

    @property
    def grid(self) -> Grid:
        """The table of accounts."""
        return self.query_one(Grid)

    @property
    def below(self) -> HomePanes:
        """What stands below them."""
        return self.query_one(HomePanes)

    @property
    def panes(self) -> list[Lines]:
        """The panes that are seen."""
        return self.below.panes

    def screen_ready(self) -> None:
        self.below.lay_out()
        super().screen_ready()
        self.grid.focus()
        if self.context.has_begun_names:
            self.context.tell(tr("A text was broken off: it is there again where it is asked for"), "warning")

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.call_after_refresh(self.catch_up)

    def resized(self) -> None:
        self.below.lay_out()
        super().resized()

    def heading(self) -> str:
        return tr("Accounts")

    def heading_right(self) -> str:
        there_are = len(self.portfolio) if self.shows_archived else len(self.portfolio.live)
        counted = (
            trn("{n} account", "{n:,} accounts", there_are)
            if len(self.places) == there_are
            else tr("{count} of {all} accounts", count=f"{len(self.places):,}", all=f"{there_are:,}")
        )
        left = tr("{count} being updated", count=f"{self.accounts_left:,}") + "  " if self.accounts_left else ""
        return f"{left}{self.context.today.isoformat()}  {counted}"

    def help_text(self) -> list[str]:
        return [
            tr("Every account you may read. Enter opens one; n makes a new one; X archives, D removes for good."),
            tr(
                "Supp is support, Kn. the share of the weight that is known, Cov coverage, D/A0 counts deciders nobody "
                "has met, Tgt% is won and weighted of the fiscal year against its target. l shows more columns."
            ),
            tr(
                "Below: what needs you, totals by owner and quarter, support against coverage (v), "
                "always of the accounts shown. Enter goes where you are needed, or shows one owner's accounts."
            ),
        ]

    # showing

    def refresh_plan(self) -> None:
        if self.is_mounted:
            self.ask_again()
            self._usual = usual_currency(self.portfolio)
            self.show_accounts()
        super().refresh_plan()

    def press(self, key: str) -> bool:
        self._has_pressed = True
        return super().press(key)

    def show_progress(self) -> None:
        """Who has not pressed a key yet looks at the top of the list, wherever its first account has gone."""
        is_at_top = not self._has_pressed
        self.refresh_plan()
        if is_at_top:
            self.grid.go_to_edge(dy=-1)

    def show_accounts(self) -> None:
        """Show the accounts that are to be seen, in their order, and what follows from them below."""
        portfolio, (width, height) = self.portfolio, self.app.size
        asked = (
            portfolio,
            self.shows_archived,
            self.filter.told,
            self.filter.spelt,
            self.order,
            width,
            height,
            language(),
        )
        if asked == self._shown:
            return
        self._shown = asked
        everybody = range(len(portfolio)) if self.shows_archived else portfolio.live
        by, reverse = self.order
        self.places = portfolio.in_order(self.filter.chosen(portfolio, everybody), by, reverse=reverse)
        places = self.places
        ids = partial(_ids, portfolio, places)
        rows = LazyRows(len(places), ids, partial(self._row, portfolio, places))
        told = self.filter.told
        empty = tr("No account contains {text}", text=told) if told else tr("No account yet: press n")
        order = (self.sorted_column, is_falling(by, reverse))
        self.grid.show(GridData(columns_for(width), rows, empty=empty, order=order))
        self.below.show(Seen(portfolio, places, self._live_places(), self.context.today), self._place())

    def _row(self, portfolio: Portfolio, places: Sequence[int], number: int) -> GridRow:
        account = portfolio.account(places[number])
        problem = self.context.trouble(account.problem) if account.problem is not None else ""
        return account_row(account, self.context.today, self._usual, problem)

    def _live_places(self) -> Sequence[int]:
        """The accounts shown that are not archived: nothing of those is urgent or counted."""
        if not self.shows_archived:
            return self.places
        archived = self.portfolio.column("archived")
        return [place for place in self.places if not archived[place]]

    def status_text(self) -> str:
        account = self.account()
        if account is None:
            return tr("only: {text}", text=self.filter.told) if self.filter.told else ""
        if account.problem is not None:
            return self.context.trouble(account.problem)
        only = [tr("only: {text}", text=self.filter.told)] if self.filter.told else []
        worst = "".join(span.text for span in worst_line(account))
        return (
            "  ".join([*only, worst])
            if worst or only
            else tr("D/A0 = deciders nobody has met; amounts of the fiscal year")
        )

    def on_grid_moved(self, event: Moved) -> None:
        self.refresh_chrome()
        self.below.mark(self._place())

    def _place(self) -> int | None:
        """The place of the account under the cursor."""
        if not self.is_mounted or self.grid.cursor_row is None:
            return None
        number = self.grid.cursor_place[0]
        return self.places[number] if number < len(self.places) else None

    def account(self) -> AccountSummary | None:
        place = self._place()
        return None if place is None else self.portfolio.account(place)

    def accounts_in_sight(self) -> tuple[str, ...]:
        keys = self.grid.visible_keys()
        first = max(0, self.grid.cursor_place[0] - self.app.size.height)
        return tuple(keys[first : first + 2 * self.app.size.height])

    def stand_on(self, account_id: str) -> None:
        if not self.grid.go_to(row=account_id) and self.grid.cursor[0] != account_id:
            self.filter.text = self.filter.owner = ""
            self.show_accounts()
            self.grid.go_to(row=account_id)
        self.grid.focus()
        self.refresh_chrome()

    def shows(self, *, archived: bool) -> bool:
        return self.shows_archived or not archived

    def as_text(self) -> str:
        pane = self.below.focused
        return pane.as_text() if pane is not None else self.grid.as_text()

    # commands

    def why_not(self, command: Command) -> str:
        if command.id in ("undo", "redo"):
            return tr("Nothing is edited here: undo works inside an account")
        return super().why_not(command)

    def on_grid_opened(self, event: Opened) -> None:
        self.do_home_open()

    def on_lines_opened(self, event: Lines.Opened) -> None:
        """Go where somebody is needed, or see the accounts of one owner alone."""
        need, owner = self.below.need_at(event.lines, event.index), self.below.owner_at(event.lines, event.index)
        if need is not None:
            what = need.finding or need.action
            self.context.open_account(need.account.id, what.place if what else (), what.opportunity if what else None)
        elif owner:
            self.filter.owner = owner
            self._filter_by(self.filter.text)
            self.grid.focus()

    def do_home_open(self) -> None:
        """Open the account under the cursor, which the picture marks, or do what Enter does in another pane."""
        pane = self.below.focused
        if pane is not None and self.below.view_of(pane) != "picture":
            pane.open()
            return
        account = self.healthy()
        if account is not None:
            self.context.open_account(account.id)

    def do_home_brief(self) -> None:
        """Open the brief of the account under the cursor."""
        account = self.healthy()
        if account is not None:
            self.context.open_account(account.id, ("meetings",))

    def do_home_panel(self) -> None:
        """From the accounts to the panes below, and back."""
        stops: list[Widget] = [self.grid, *self.panes]
        here = next((number for number, stop in enumerate(stops) if stop.has_focus), 0)
        stops[(here + 1) % len(stops)].focus()
        self.call_after_refresh(self.below.show_again)

    def do_home_view(self) -> None:
        """Show something else below: what needs you, totals, support against coverage."""
        self.below.next_view()

    def do_home_days(self) -> None:
        """Show actions that are due today, within a week, within a month."""
        self.below.next_period()

    def do_home_archived(self) -> None:
        """Show archived accounts too, or hide them."""
        self.shows_archived = not self.shows_archived
        self.show_accounts()
        self.refresh_chrome()
        self.context.tell(
            tr("Archived accounts are shown") if self.shows_archived else tr("Archived accounts are hidden")
        )

    def do_home_sort(self) -> None:
        """Sort by the column of the cursor: what needs attention first, then the other way round."""
        column = self.grid.cursor[1] or "findings"
        self.order = (SORT_OF[column], not self.order[1] if column == self.sorted_column else False)
        self.sorted_column = column
        self.show_accounts()
        self.refresh_chrome()

    def do_home_filter(self) -> None:
        """Show only the accounts that contain a text."""

        from kaptui.widgets.dialogs import AskText

        def answered(text: str | None) -> None:
            if text is not None:
                self._filter_by(text)

        question = tr("Show accounts that contain")
        self.app.push_screen(AskText(question, self.filter.text, glyphs=self.context.glyphs), answered)

    def _filter_by(self, text: str) -> None:
        self.filter.text = text.strip()
        self.show_accounts()
        self.refresh_chrome()
        missing = self.filter.missing(self.portfolio)
        if missing:
            self.run_worker(partial(self._look_up, missing), thread=True, exit_on_error=False)

    def _look_up(self, names: Sequence[str]) -> None:
        """The pinyin of thousands of names takes a moment: meanwhile everything goes on. Runs in a thread."""
        spelt = looking_up(names)()
        self.app.call_from_thread(self.filter.learn, spelt)
        self.app.call_from_thread(self.show_accounts)

    def do_back(self) -> None:
        """See all accounts again; behind home lies nothing."""
        if self.filter.told:
            self.filter.owner = ""
            self._filter_by("")
        self.grid.focus()

    def do_move_down(self) -> None:
        self._move(0, 1)

    def do_move_up(self) -> None:
        self._move(0, -1)

    def do_move_left(self) -> None:
        self._move(-1, 0)

    def do_move_right(self) -> None:
        self._move(1, 0)

    def _move(self, dx: int, dy: int) -> None:
        pane = self.below.focused
        if pane is not None:
            pane.move(dy)
        else:
            self.grid.move(dx, dy)


def _ids(portfolio: Portfolio, places: Sequence[int]) -> list[str]:
    """The ids of the accounts at these places."""
    return [portfolio.column("id")[place] for place in places]
