"""The app's side of the open account: what its screens may ask of the desk, and what is told when it refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kaptui.app_accounts import AccountApp
from kaptui.screens.base import BaseScreen
from kaptui.text import tr
from kaptui.widgets.calm_screen import CalmModalScreen

if TYPE_CHECKING:
    from kaptui.colleagues import Colleagues
    from kaptui.desk import Desk
    from kaptui.editing.edits import Edit
    from kaptui.editing.session import Session
    from kaptui.insight.assessment_history import Raters
    from kaptui.insight.summary import Summary
    from kaptui.plan.document import AccountPlan
    from kaptui.store.port import Revision


class DeskApp(AccountApp):
    """An app with at most one account on its desk; see ``screens.context.Context`` for what its methods promise."""

    brief_people: tuple[str, ...] = ()
    _desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The open account. Raises ``LookupError`` before one was opened."""
        if self._desk is None:
            raise LookupError("no account is open")
        return self._desk

    @property
    def session(self) -> Session:
        return self.desk.session

    @property
    def summary(self) -> Summary:
        return self.desk.summary

    @property
    def save_state(self) -> str:
        return self.desk.save_state

    @property
    def others_here(self) -> tuple[str, ...]:
        return self.desk.others

    @property
    def who(self) -> str:
        return self.setup.who

    @property
    def colleagues(self) -> Colleagues:
        return self.desk.colleagues

    @property
    def today(self) -> date:
        return self.setup.today()

    def history(self) -> Sequence[Revision]:
        return self.desk.history()

    def history_states(self) -> tuple[tuple[date, AccountPlan], ...]:
        return self.desk.history_states()

    def raters(self, opportunity: str) -> Raters:
        return self.desk.raters(opportunity)

    def state_before(self, day: date) -> AccountPlan | None:
        return self.desk.state_before(day)

    def state_left_by_review(self, day: date) -> AccountPlan | None:
        return self.desk.state_left_by_review(day)

    def state_at(self, revision: int) -> AccountPlan | None:
        return self.desk.state_at(revision)

    def make(self, edit: Edit, *, since: AccountPlan | None = None) -> bool:
        from kaptui.screens.making import made

        known = {conflict.path for conflict in self.session.conflicts}
        is_made = made(self.session, edit, self.tell, self.cleared(since) if since is not None else None)
        self.desk.tell_conflicts(tuple(each for each in self.session.conflicts if each.path not in known))
        if since is not None:
            self.desk.tell_loops()
        return is_made

    def cleared(self, plan: AccountPlan) -> AccountPlan:
        return self.desk.cleared(plan)

    def forget_person(self, person_id: str) -> None:
        self.desk.forget(person_id)

    def note_export(self, what: str) -> None:
        """Note that something of the open account went out into ``what``; at home no account is open."""
        if self._desk is not None and not self._desk.is_closed:
            self._desk.note_export(what)

    def commit_pending(self) -> None:
        """What is half typed enters the plan or stays as a draft, whoever is about to leave."""
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen | CalmModalScreen):
                screen.commit_pending()

    def leave_account(self, then: Callable[[], None]) -> None:
        """Do what leaves the open account; when something would be lost by that, only if somebody wants it so."""
        if self._desk is None or self._desk.is_safe_to_leave():
            then()
            return
        from kaptui.widgets.dialogs import Ask  # hardly ever needed
        from kaptui.widgets.options import Option

        question = tr(
            "Your last changes can be kept nowhere, neither in the account nor as a draft. Leave all the same?"
        )
        options = (Option("s", tr("Stay here")), Option("x", tr("Leave, and lose them")))

        def answered(choice: str | None) -> None:
            if choice == "x":
                then()

        self.push_screen(Ask(question, options, glyphs=self.setup.glyphs), answered)

    def show_account(self, plan: AccountPlan) -> None:
        from kaptui.desk import Desk

        if self._desk is not None:
            self._desk.close()
        self.opportunity_id = None
        self.brief_people = ()
        is_closed = not self.setup.store.may_write(plan.id)
        self._desk = Desk(plan, self._around, read_only=self.setup.read_only or is_closed)
        if is_closed and not self.setup.read_only:
            self.tell(tr("You may not write this account: it is open read-only"), "warning")
        self._desk.save_soon()

    def do_quit(self) -> None:
        """Leave; everything committed is saved first."""
        self.commit_pending()
        self.leave_account(lambda: self.leave(0))
