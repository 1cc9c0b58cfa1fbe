"""The panes below the accounts: what needs somebody, totals by owner and quarter, support against coverage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal
from textual.widget import Widget

from kaptui.draw.glyphs import Glyphs
from kaptui.insight.portfolio import NeedsYou, Portfolio
from kaptui.screens.home_needs import both_in_sight, needs_line, needs_title
from kaptui.text import tr
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span

if TYPE_CHECKING:
    from kaptui.screens.home_picture import Picture

WIDE: Final = 120
"""From this width on two panes stand below the accounts."""
VIEWS: Final = ("needs", "totals", "picture")
"""What the lower pane shows, in turn; where there are two, the left one always shows the first."""
PERIODS: Final = (0, 7, 30)
"""Within how many days an action is due to be shown."""
MOST_NEEDS: Final = 50
LEAST_NEEDS: Final = 6
"""So many lines of what needs somebody are made at once, all of them when somebody moves in there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The accounts that the panes are about: ``places`` are those shown, ``live`` those of them that count."""

    portfolio: Portfolio
    places: Sequence[int]
    live: Sequence[int]
    today: date


class HomePanes(Horizontal):
    """One pane, or two where there is room. ``view`` is what the one pane, or the right one, shows; actions are due
    within ``days``."""

    DEFAULT_CSS = """
    HomePanes { height: 8; }
    HomePanes .-hidden { display: none; }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self.view = VIEWS[0]
        self.days = PERIODS[0]
        self._glyphs = glyphs
        self._seen: Seen | None = None
        self._marked: int | None = None
        self._needs: tuple[NeedsYou, ...] = ()
        self._owners: list[str] = []
        self._picture: Picture | None = None

    def compose(self) -> Iterable[Widget]:
        yield Lines(glyphs=self._glyphs, boxed=True, id="left")
        yield Lines(glyphs=self._glyphs, boxed=True, id="right", classes="-hidden")

    @property
    def panes(self) -> list[Lines]:
        """The panes that are seen."""
        return [pane for pane in self.query(Lines) if not pane.has_class("-hidden")]

    @property
    def focused(self) -> Lines | None:
        """The pane that has the keys."""
        return next((pane for pane in self.panes if pane.has_focus), None)

    def lay_out(self) -> None:
        """The panes get what eleven rows of accounts leave, a good third of a tall screen."""
        width, height = self.app.size
        self.styles.height = max(8, (height - 5) * 2 // 5)
        self.query_one("#right", Lines).set_class(width < WIDE, "-hidden")

    # showing

    def show(self, seen: Seen, marked: int | None) -> None:
        """Show other accounts; ``marked`` is the place of the one under the cursor."""
        self._seen, self._marked, self._picture = seen, marked, None
        self.show_again()

    def mark(self, marked: int | None) -> None:
        """Mark another account in the picture."""
        self._marked = marked
        for pane in self.panes if self._picture is not None else ():
            if self.view_of(pane) == "picture":
                self._show(pane)

    def show_again(self) -> None:
        """What needs somebody at once, sums and picture when the accounts stand on the screen."""
        for pane in self.panes:
            if self.view_of(pane) == "needs":
                self._show(pane)
            else:
                self.call_after_refresh(self._show, pane)

    def view_of(self, pane: Lines) -> str:
        """What a pane shows: one of ``VIEWS``."""
        if len(self.panes) == 1:
            return self.view
        return "needs" if pane.id == "left" else ("totals" if self.view == "needs" else self.view)

    def _show(self, pane: Lines) -> None:
        if self._seen is None or not self.is_mounted or pane not in self.panes:
            return
        match self.view_of(pane):
            case "needs":
                self._show_needs(pane, self._seen)
            case "totals":
                self._show_totals(pane, self._seen)
            case _:
                self._show_picture(pane, self._seen)

    def _show_needs(self, pane: Lines, seen: Seen) -> None:
        lines_seen = max(pane.size.height - 2, LEAST_NEEDS)
        most = MOST_NEEDS if pane.has_focus else lines_seen
        self._needs = both_in_sight(seen.portfolio.needs_today(seen.live, self.days, most), lines_seen)
        width = self._room(pane)
        lines: list[Line] = [needs_line(need, seen.today, width, self._glyphs) for need in self._needs]
        title = needs_title(seen.portfolio, seen.live, self.days)
        pane.show(lines or [(Span(tr("Nothing urgent"), "good"),)], title=title, selectable=bool(lines))

    def _show_totals(self, pane: Lines, seen: Seen) -> None:
        from kaptui.screens.home_totals import totals_lines  # after the first picture

        rows = totals_lines(seen.portfolio, seen.live, self._room(pane), self._glyphs)
        self._owners = [owner for owner, _ in rows]
        owned = [number for number, owner in enumerate(self._owners) if owner]
        pane.show([line for _, line in rows], title=tr("Weighted revenue by owner and quarter"), selectable=owned)

    def _show_picture(self, pane: Lines, seen: Seen) -> None:
        if self._picture is None:
            from kaptui.screens.home_picture import Picture  # after the first picture

            self._picture = Picture(seen.portfolio, seen.places)
        width, height = pane.size.width - 4, pane.size.height - 2
        has_room = width > 20 and height > 3
        lines = self._picture.lines(width, height, self._glyphs, self._marked) if has_room else []
        title = tr("Support against coverage")
        if self._picture.without:
            title += "  " + tr("{count} not known", count=self._picture.without)
        pane.show(lines, title=title)

    def _room(self, pane: Lines) -> int:
        """The cells between the edges of a pane, also before it was laid out."""
        width = self.app.size.width
        if width < WIDE:
            return width - 4
        return (width + 1) // 2 - 4 if pane.id == "left" else width // 2 - 4

    # what the lines are

    def need_at(self, pane: Lines, index: int) -> NeedsYou | None:
        """Whom a line of what needs somebody is about; None for any other line."""
        return self._needs[index] if self.view_of(pane) == "needs" and index < len(self._needs) else None

    def owner_at(self, pane: Lines, index: int) -> str:
        """The owner whose total a line is; empty for any other line."""
        return self._owners[index] if self.view_of(pane) == "totals" else ""

    # what is shown

    def next_view(self) -> None:
        """Show something else: what needs somebody, totals, support against coverage."""
        views = VIEWS if len(self.panes) == 1 else VIEWS[1:]
        present = self.view if self.view in views else views[0]
        self.view = views[(views.index(present) + 1) % len(views)]
        self.show_again()

    def next_period(self) -> None:
        """Show actions that are due today, within a week, within a month."""
        self.days = PERIODS[(PERIODS.index(self.days) + 1) % len(PERIODS)]
        self.view = self.view if len(self.panes) > 1 else "needs"
        self.show_again()
