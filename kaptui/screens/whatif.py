"""What-if: changes on a scratch copy, old and new numbers side by side; kept as one edit, or thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, cast

from textual.containers import Horizontal
from textual.widget import Widget

from kaptui.commands import GLOBAL
from kaptui.editing.scratch import Scratch
from kaptui.editing.session import Draft
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path
from kaptui.screens.context import Context
from kaptui.screens.odds_shown import OddsAside, spread_picture, spread_title
from kaptui.screens.opportunities import FRAME, TALL
from kaptui.screens.plan_screen import account_state
from kaptui.screens.whatif_context import ScratchContext, tell_elsewhere
from kaptui.screens.whatif_grid import WhatIfTables
from kaptui.screens.whatif_panels import Side, effects, numbers
from kaptui.text import tr
from kaptui.widgets.dialogs import Ask
from kaptui.widgets.grid import Grid
from kaptui.widgets.lines import Lines
from kaptui.widgets.options import Option
from kaptui.widgets.paint import Line, Span

PARTS = ("opportunities", "people", "answers", "numbers", "effects")
"""What Tab goes through: three tables in one grid, and two panels."""
PANELS = PARTS[3:]


class WhatIfScreen(WhatIfTables):
    """``scratch`` is the copy. ``panel`` has the keys, and Enter keeps there; empty: the table has them."""

    PLACE = "whatif"
    NAME = "What-if"
    SCOPES: ClassVar[tuple[str, ...]] = ("whatif", "deal", "cells", "opportunities", "rows", "cursor")
    DEFAULT_CSS = """
    WhatIfScreen #outcome { height: 11; }
    WhatIfScreen.-tall #outcome { height: 18; }
    WhatIfScreen #parts { height: 1; }
    """

    def __init__(self, real: Context) -> None:
        super().__init__()
        self.scratch = Scratch(real.session.plan, real.session.what_if)
        self.scratch.session.drafts |= {place[1:]: draft for place, draft in self._broken_off(real).items()}
        self.panel = ""
        self._has_begun = False
        self._real = real
        self._as_scratch = ScratchContext(real, self.scratch, self.reveal)
        self._odds_before: OddsAside | None = None

    @property
    def context(self) -> Context:
        return cast("Context", self._as_scratch)

    @property
    def base(self) -> AccountPlan:
        return self.scratch.base

    @property
    def own_scopes(self) -> tuple[str, ...]:
        if self.panel:
            return ("whatif.numbers", "whatif", "deal", "opportunities", "cursor")
        return ("whatif", "assessment", "deal", "opportunities", "cursor") if self.part == "answers" else self.SCOPES

    @property
    def scopes(self) -> tuple[str, ...]:
        """Nothing leads to another screen of the account from here: the what-if is kept or thrown away first."""
        return (*self.own_scopes, GLOBAL)

    def compose_body(self) -> Iterable[Widget]:
        glyphs = self.context.glyphs
        panels = (Lines(glyphs=glyphs, id=name, boxed=True, wraps=name == "effects") for name in PANELS)
        yield Horizontal(*panels, id="outcome")
        yield Lines(glyphs=glyphs, id="parts")
        yield Grid(glyphs=glyphs)

    def screen_ready(self) -> None:
        self.scratch.session.listen(self.refresh_plan)
        super().screen_ready()

    def _begin(self) -> None:
        """The cursor on what is changed most often: how likely the deal in view is."""
        if self.opportunity is not None:
            self.grid.go_to(self.opportunity.id, "probability")

    def resized(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")
        super().resized()
        if not self._has_begun:  # keys that were typed ahead find the cursor where they expect it
            self._has_begun = True
            self._begin()

    def heading(self) -> str:
        return f"*** {tr('What-if')} *** {self.plan.name or tr('(no name)')}"

    def heading_right(self) -> str:
        """Conflicts are those of the account: in a what-if there is nothing to decide."""
        return account_state(self._real, self.context.save_state)

    # showing

    def refresh_plan(self) -> None:
        tell_elsewhere(self.scratch.follow(self._real.session.plan), self._real.tell)
        self.scratch.forget_as(self._real.cleared)
        super().refresh_plan()

    def refresh_outlook(self) -> None:
        """The numbers on both sides, what the plan test says, and which table is shown."""
        panel = self.query_one("#numbers", Lines)
        old, new = self._sides()
        if self.shows_spread:
            unit, size = self.plan.unit, panel.size
            title = spread_title(new.year, unit, self.plan.currency)
            glyphs, room = self.context.glyphs, (size.width - FRAME, size.height - 2)
            panel.show(spread_picture(new.odds, new.year, unit, glyphs, *room), title=title)
        else:
            heads = (tr("now"), tr("what-if"))
            panel.show(numbers(old, new, panel.size.width - FRAME, heads, self.part), title=self._title())
        counts = f"{len(old.summary.findings())} > {len(new.summary.findings())}"
        title = tr("Plan test") + f": {counts}"
        self.query_one("#effects", Lines).show(effects(old.summary, new.summary), title=title)
        self.query_one("#parts", Lines).show([self._parts()])

    def _title(self) -> str:
        deal = f" - {self.opportunity.name}" if self.opportunity and self.opportunity.name else ""
        return f"FY{self.year}{deal}"

    def _sides(self) -> tuple[Side, Side]:
        if self._odds_before is None:
            self._odds_before = OddsAside(self, self.context.limits)
        before, deal = self._real.summary, self.opportunity
        was = next((row for row in before.plan.opportunities if deal is not None and row.id == deal.id), None)
        year, year_before = self.context.summary.forecast(self.year), before.forecast(self.year)
        new = Side(self.context.summary, year, self.odds_of(year), deal if was is not None else None)
        return Side(before, year_before, self._odds_before.of(year_before), was), new

    def _parts(self) -> Line:
        deal = self.opportunity
        counts = {
            "opportunities": len(self.plan.opportunities),
            "people": len(self.rows_of("people")),
            "answers": self.context.summary.assessment(deal).us.overall.answered if deal is not None else 0,
        }
        names = {
            "opportunities": tr("Opportunities"),
            "people": tr("Key people"),
            "answers": tr("Assessment"),
            "numbers": tr("Numbers"),
            "effects": tr("Plan test"),
        }
        spans = [Span(" ")]
        for part in PARTS:
            text = f"{names[part]} {counts[part]}" if part in counts else names[part]
            spans.append(Span(f"[{text}]", "title") if part == (self.panel or self.part) else Span(f" {text} ", "dim"))
        return tuple(spans)

    # moving between the parts

    def do_whatif_part(self) -> None:
        """From the deals to the people, to the answers, to the numbers, to the plan test, and round."""
        following = PARTS[(PARTS.index(self.panel or self.part) + 1) % len(PARTS)]
        if following in PANELS:
            self.panel = following
            self.query_one(f"#{following}", Lines).focus()
        else:
            self._to_table(following)
        self.refresh_plan()

    def _to_table(self, part: str) -> None:
        self.panel = ""
        self.show_part(part)
        self.grid.focus()

    def reveal(self, path: Path) -> None:
        self._to_table(self.part)
        super().reveal(path)

    def do_move_down(self) -> None:
        self._move(1)

    def do_move_up(self) -> None:
        self._move(-1)

    def _move(self, dy: int) -> None:
        if self.panel:
            self.query_one(f"#{self.panel}", Lines).move(dy)
        else:
            self.grid.move(0, dy)

    def shows(self, path: Path) -> bool:
        return True

    # keeping or throwing away

    def commit_pending(self) -> None:
        """Should the program have to leave, what was tried waits for the next what-if, and what cannot be read too."""
        super().commit_pending()
        self._forget_broken_off()
        session = self._real.session
        session.what_if = self.scratch.edit() if self.scratch.is_changed else None
        session.drafts |= {(self.PLACE, *place): draft for place, draft in self.scratch.session.drafts.items()}

    def _broken_off(self, real: Context) -> dict[Path, Draft]:
        """Texts of a what-if that wait in the real session, by their place behind the name of this screen."""
        return {place: draft for place, draft in real.session.drafts.items() if place[0] == self.PLACE}

    def _forget_broken_off(self) -> None:
        session = self._real.session
        session.what_if = None
        for place in self._broken_off(self._real):
            del session.drafts[place]

    def do_whatif_keep(self) -> None:
        """Carry everything onto the plan as one edit that u takes back, merged with what others changed meanwhile."""
        super().commit_pending()
        if self.scratch.session.drafts:
            self.context.tell(tr("Some text here cannot be read; mend it or give it up first"), "warning")
            return
        self.scratch.follow(self._real.session.plan)
        if not self.scratch.is_changed:
            self._leave(lambda: self._real.tell(tr("The what-if changed nothing")))
        elif self._real.make(self.scratch.edit()):
            self._leave(lambda: self._real.tell(tr("The what-if is kept; u takes all of it back")))

    do_whatif_keep_here = do_whatif_keep

    def do_back(self) -> None:
        """Throw the scratch copy away; asks only when something was changed in it."""
        self._ask_leave(lambda: None)

    do_whatif_leave = do_back

    def do_quit(self) -> None:
        """Leave the program; the what-if is asked about first when something was changed in it."""
        self._ask_leave(self.app.do_quit)  # type: ignore[attr-defined] # the app of kaptui

    def do_go_home(self) -> None:
        """All accounts; the what-if is asked about first when something was changed in it."""
        self._ask_leave(lambda: self._real.go("home"))

    def _ask_leave(self, then: Callable[[], None]) -> None:
        super().commit_pending()
        if not self.scratch.is_changed:
            self._leave(then)
            return

        def answered(choice: str | None) -> None:
            if choice == "y":
                self._leave(then)
            elif choice == "k":
                self.do_whatif_keep()

        options = [
            Option("n", tr("Go on with the what-if")),
            Option("y", tr("Throw it away")),
            Option("k", tr("Keep it all as one edit")),
        ]
        self.app.push_screen(
            Ask(tr("Throw the changes of this what-if away?"), options, glyphs=self.context.glyphs), answered
        )

    def _leave(self, then: Callable[[], None]) -> None:
        self._forget_broken_off()
        self.dismiss()
        self.app.call_after_refresh(then)

    def help_text(self) -> list[str]:
        return [
            tr("A scratch copy of the plan: change deals, quarters, people, answers; add or drop deals and people."),
            tr("Old and new numbers stand side by side and move at every change; nothing of it is saved."),
            tr("Ctrl+s, or Enter on the numbers, keeps everything as one edit; Esc throws it away."),
            tr("What the deal in view sets for itself about a person is changed for that deal only."),
        ]
