"""A screen of one account: title with saved state, undo and redo that say what they did and go there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from kaptui.commands import GLOBAL, Command
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path
from kaptui.plan.templates import TEMPLATES
from kaptui.plan.vocabulary import Status, label_of
from kaptui.screens.base import BaseScreen
from kaptui.screens.choosing import choose, done_or_told
from kaptui.screens.guidance import guidance
from kaptui.text import N_, tr, trn
from kaptui.text.format import moment
from kaptui.widgets.options import Option

if TYPE_CHECKING:
    from kaptui.editing.edits import Title
    from kaptui.editing.session import Retraced, Session
    from kaptui.screens.context import Context


class PlanScreen(BaseScreen):
    """The base of every screen of the open plan. ``PLACE`` is its key for ``go``; ``NAME`` a msgid."""

    PLACE: ClassVar[str] = ""
    NAME: ClassVar[str] = ""

    @property
    def scopes(self) -> tuple[str, ...]:
        return (*self.own_scopes, "account", GLOBAL)

    @property
    def session(self) -> Session:
        """The open plan with its undo."""
        return self.context.session

    @property
    def plan(self) -> AccountPlan:
        """The plan as it stands now."""
        return self.context.session.plan

    @property
    def opportunity(self) -> Opportunity | None:
        """The opportunity in view: the chosen one, else the first open one, else the first."""
        rows = self.plan.opportunities
        chosen = next((row for row in rows if row.id == self.context.opportunity_id), None)
        return chosen or next((row for row in rows if row.status is Status.OPEN), None) or (rows[0] if rows else None)

    def heading(self) -> str:
        return f"{self.plan.name or tr('(no name)')} > {tr(self.NAME)}"

    def heading_right(self) -> str:
        return account_state(self.context)

    def changed_text(self, path: Path | None) -> str:
        """Who else changed the field under the cursor since the account was opened, and when; empty when nobody did."""
        save = self.context.colleagues.last_change(path) if path else None
        return tr("changed by {who} at {time}", who=save.who, time=moment(save.when)) if save else ""

    def reveal(self, path: Path) -> None:
        """Put the cursor on the place a path leads to; the screen is already the right one."""

    def shows(self, path: Path) -> bool:
        """Whether this screen shows a place that another one edits: undo and redo then stay here."""
        return False

    def help_text(self) -> list[str]:
        return guidance(self.PLACE)

    def history_path(self) -> Path:
        """The place whose history ``H`` shows; the empty path is the whole plan."""
        return ()

    # what is half typed in a dialog

    def ask_text(
        self,
        question: str,
        unfinished: Path,
        answered: Callable[[str | None], None],
        *,
        text: str = "",
        check: Callable[[str], str] | None = None,
    ) -> None:
        """Ask for a line. What somebody had to leave half typed waits at ``unfinished`` until it is asked again."""
        from kaptui.widgets.dialogs import AskText  # loaded when somebody is asked

        def ended(typed: str | None) -> None:
            self.give_up_unfinished(unfinished)
            done_or_told(self, lambda: answered(typed))

        begun = self.session.drafts.get(unfinished)
        asked = AskText(
            question,
            begun.text if begun else text,
            check=check,
            keep=lambda typed: self.keep_unfinished(unfinished, typed),
            glyphs=self.context.glyphs,
        )
        self.app.push_screen(asked, ended)

    def keep_unfinished(self, place: Path, text: str) -> None:
        """Keep a text that is no field's, without a complaint: there is nothing wrong with it."""
        if text.strip() and not self.session.read_only:
            self.session.keep_draft(place, text, "")

    def give_up_unfinished(self, place: Path) -> None:
        """What waited there has been used, or given up."""
        self.session.drop_draft(place)

    # commands

    def do_history(self) -> None:
        """Who changed what is under the cursor, when, from what to what."""
        from kaptui.screens.history import HistoryScreen  # loaded when somebody asks

        self.commit_pending()
        self.app.push_screen(HistoryScreen(self.history_path()))

    def do_undo(self) -> None:
        """Take the last edit back, say so, and go there."""
        self._told_retrace(self.session.undo(), tr("Nothing to undo"), N_("Undone: {edit}"))

    def do_redo(self) -> None:
        """Make the edit again that was taken back last."""
        self._told_retrace(self.session.redo(), tr("Nothing to redo"), N_("Redone: {edit}"))

    def _told_retrace(self, done: Retraced | None, nothing: str, msgid: str) -> None:
        if done is None:
            self.context.tell(nothing)
            return
        self.context.tell(tr(msgid, edit=edit_title(done.title)))
        if done.kept:
            self.context.tell(tr("A colleague changed the same since; that stays."), "warning")
        if self.shows(done.place):
            self.reveal(done.place)
        else:
            self.context.go_to(done.place)

    def do_back(self) -> None:
        """From a template to the dashboard, from there home."""
        self.context.go("home" if self.PLACE == "dashboard" else "dashboard")

    def do_find(self) -> None:
        """Find anything of this account by its name, and go there."""
        from kaptui.screens.find import found_rows  # at the first search

        rows = {option.key: (path, option) for path, option in found_rows(self.plan)}
        options = [option for _, option in rows.values()]
        choose(self, tr("Find"), options, lambda key: self.context.go_to(rows[key][0]))

    def do_go_next(self) -> None:
        """The template after this one."""
        self._go_beside(1)

    def do_go_previous(self) -> None:
        """The template before this one."""
        self._go_beside(-1)

    def _go_beside(self, step: int) -> None:
        keys = [template.key for template in TEMPLATES]
        at = keys.index(self.PLACE) if self.PLACE in keys else (-1 if step > 0 else 0)
        self.context.go(keys[(at + step) % len(keys)])

    def do_opportunity_next(self) -> None:
        """Show the next opportunity."""
        rows = self.plan.opportunities
        if not rows:
            self.context.tell(tr("This account has no opportunity yet; 9 opens the table, a adds one"))
            return
        present = self.opportunity
        at = next((index for index, row in enumerate(rows) if present and row.id == present.id), -1)
        self.show_opportunity(rows[(at + 1) % len(rows)].id)

    def do_opportunity_choose(self) -> None:
        """Choose the opportunity to show."""
        options = [
            Option(row.id, row.name or tr("(no name)"), tr(label_of(row.status)))
            for row in self.plan.opportunities
        ]
        present = self.opportunity.id if self.opportunity else ""
        choose(self, tr("Opportunity"), options, self.show_opportunity, present=present)

    def show_opportunity(self, opportunity_id: str) -> None:
        """Make an opportunity the one in view, here and on the other screens."""
        self.context.opportunity_id = opportunity_id
        self.refresh_plan()

    def why_not(self, command: Command) -> str:
        if (
            self.session.read_only
            and command.scope in ("rows", "cells")
            and command.id not in ("rows.sort", "rows.filter")
        ):
            return tr("This plan is open read-only")
        return super().why_not(command)


def account_state(context: Context, saved: str = "") -> str:
    """What the title says at its right end of the open account: the day, saved or not, conflicts, who else is here.
    ``saved`` says otherwise whether anything is."""
    others, conflicts = context.others_here, len(context.session.conflicts)
    here = f"  +{len(others)} {', '.join(others)}" if others else ""
    open_ones = "  " + trn("{n} conflict", "{n} conflicts", conflicts) if conflicts else ""
    return f"{context.today.isoformat()}  {saved or context.save_state}{open_ones}{here}"


def edit_title(title: Title) -> str:
    """What an edit is called, in the present language: its values are msgids too, or numbers."""
    return tr(title.msgid, **{name: tr(value) if value else "" for name, value in title.values.items()})
