"""The account on the desk: its session, its saver, its drafts, what follows from it, and who else has it open.

No terminal here: the app passes functions to call, ``changed`` after every change and ``tell`` for a sentence. What
only some commands need is imported where they begin: an account opens without it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kaptui.editing.session import Session
from kaptui.insight.summary import Summary
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT
from kaptui.saving import Saver
from kaptui.store.port import NoSuchAccount, Revision, StoreError
from kaptui.store.sentences import store_sentence
from kaptui.surroundings import Surroundings
from kaptui.text import N_, tr, trn
from kaptui.text.format import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kaptui.colleagues import Colleagues
    from kaptui.editing.merge import Conflict
    from kaptui.insight.assessment_history import DayOf, Raters

HISTORY_STATES = 60
"""So many past states of a plan are rebuilt for the history of an assessment, a second's work at the most."""


class Desk:
    """One open account. ``close`` is the only way to leave it: it saves, or keeps what could not be saved.

    What is not in the store is kept privately as soon as it is known: drafts and conflicts when they come, the plan
    when a save has failed. So even a killed process loses no more than was committed since the last attempt to save.
    """

    def __init__(self, plan: AccountPlan, around: Surroundings, *, read_only: bool = False) -> None:
        self.session = Session(plan, read_only=read_only)
        self.others: tuple[str, ...] = ()
        self._around = around
        self._summary: Summary | None = None
        self._to_forget: set[str] = set()
        self._saver = Saver(around.store, self.session, around.stamp, self._save_tried, self._came_in)
        self._colleagues: Colleagues | None = None
        self.is_closed = False
        self._is_at_risk = False
        self._is_gone = False
        self._told: type = type(None)
        self._kept = self._worth_keeping()
        self._forgotten = around.store.forgotten(plan.id)
        if not read_only:
            self._bring_back(plan)
        self.session.listen(self._plan_changed)

    @property
    def summary(self) -> Summary:
        """What follows from the present plan, today."""
        plan, today = self.session.plan, self._around.today()
        if self._summary is None or self._summary.plan is not plan or self._summary.today != today:
            self._summary = Summary(plan, today, self._around.limits, self._summary)
        return self._summary

    @property
    def colleagues(self) -> Colleagues:
        """What they did to this account."""
        if self._colleagues is None:
            from kaptui.colleagues import Colleagues  # not before somebody asks

            self._colleagues = Colleagues(self._around.store, self.session, self._saver.save_now)
        return self._colleagues

    @property
    def save_state(self) -> str:
        """The saved state in words."""
        if self.session.read_only:
            return tr("read-only")
        if self._saver.problem is not None:
            return tr("NOT SAVED")
        return tr("saved") if self.session.is_saved else tr("unsaved")

    def history(self) -> tuple[Revision, ...]:
        """Every recorded save, oldest first; empty after telling why the store cannot say."""
        try:
            return self._around.store.history(self.session.plan.id)
        except StoreError as problem:
            self._around.tell(store_sentence(problem), "error")
            return ()

    def state_before(self, day: date) -> AccountPlan | None:
        """The plan as it stood when a day began, of a younger account as it began; None when the store cannot say.

        Reads nothing but the store, so that a thread may ask.
        """
        from kaptui.insight.past import in_force_when_began

        store, plan_id = self._around.store, self.session.plan.id
        try:
            history = store.history(plan_id)
            return store.at(plan_id, in_force_when_began(history, day).revision)
        except (StoreError, IndexError):
            return None

    def state_left_by_review(self, day: date) -> AccountPlan | None:
        """The plan as the reviews of that day left it; None when the store cannot say. A thread may ask."""
        from kaptui.insight.past import is_by_clock, left_by_review

        store, plan_id = self._around.store, self.session.plan.id
        try:
            by_clock = is_by_clock(self._around.today())
            save = left_by_review(store.history(plan_id), store.load(plan_id), day, by_clock=by_clock)
            return store.at(plan_id, save.revision)
        except (StoreError, IndexError):
            return None

    def state_at(self, revision: int) -> AccountPlan | None:
        """The plan as a recorded save left it; None after telling why the store cannot say."""
        try:
            return self._around.store.at(self.session.plan.id, revision)
        except StoreError as problem:
            self._around.tell(store_sentence(problem), "error")
            return None

    def history_states(self) -> tuple[tuple[date, AccountPlan], ...]:
        """The states in which an assessment may have changed, each with its day, oldest first; the present one last.

        At most the latest ``HISTORY_STATES``, and one a day; states that the store cannot say are left out. Reads
        nothing but the store, so that a thread may ask.
        """
        from kaptui.insight.assessment_history import assessing_saves

        store, present, today = self._around.store, self.session.plan, self._around.today()
        states: list[tuple[date, AccountPlan]] = []
        with suppress(StoreError):
            history = store.history(present.id)
            day = self._day_of_saves(history)
            for save in assessing_saves(history, HISTORY_STATES, day):
                with suppress(StoreError):
                    states.append((day(save), store.at(present.id, save.revision)))
        return (*states, (today, present))

    def raters(self, opportunity: str) -> Raters:
        """Who gave an opportunity its answers, and when; empty when the store cannot say. A thread may ask."""
        from kaptui.insight.assessment_history import raters

        try:
            history = self._around.store.history(self.session.plan.id)
            return raters(history, opportunity, self._day_of_saves(history))
        except StoreError:
            return {}

    def _day_of_saves(self, history: Sequence[Revision]) -> DayOf:
        """On which days somebody who reads today would say that these saves were made."""
        from kaptui.insight.assessment_history import by_answers, by_clock
        from kaptui.insight.past import is_by_clock

        today = self._around.today()
        return by_clock if is_by_clock(today) else by_answers(history, today)

    def save_soon(self) -> None:
        """Have the saver look at the session, for changes made before anybody listened."""
        self._saver.touch()

    def look_around(self) -> None:
        """A colleague's save comes in, and who else is here. Called once a second.

        Nothing is asked while a save is under way: a disk that hangs would keep whoever asks it from typing.
        """
        if self._saver.is_saving:
            return
        around, plan = self._around, self.session.plan
        now = datetime.now(UTC)
        around.store.present(plan.id, around.who, now)
        others = around.store.others(plan.id, around.who, now)
        self._forget_with_others()
        self._take_in_newer()
        if others != self.others:
            self.others = others
            around.changed()

    def is_safe_to_leave(self) -> bool:
        """Whether nothing is lost when this account is left now: what is not in the store is kept privately, or can
        be saved at once."""
        session = self.session
        is_beside = bool(session.drafts or session.conflicts or session.what_if)
        if session.read_only or self.is_closed or (session.is_saved and not is_beside):
            return True
        if self._keep_draft(with_plan=not session.is_saved) is not None:
            return True
        return self._saver.save_now() and not is_beside

    def close(self) -> None:
        """Save, keep what could not be saved, and go. Telling twice does no harm.

        The draft comes first: should the store hang until the process is killed, it is there.
        """
        if self.is_closed:
            return
        self.is_closed = True
        session, around = self.session, self._around
        if not session.read_only:
            kept = self._keep_draft(with_plan=not session.is_saved)
            if self._saver.close():
                self._keep_draft()
            elif self._saver.problem is not None:
                around.tell(store_sentence(self._saver.problem), "error")
                if kept is not None:
                    around.tell(tr("Your changes wait in {path} and come back next time", path=str(kept)), "warning")
                else:
                    around.tell(tr("Your last changes could be kept nowhere: they are lost"), "error")
            self._forget_who_is_gone()
        if not self._saver.is_saving:  # a disk that hangs is asked nothing more
            around.store.absent(session.plan.id, around.who)

    def forget(self, person: str) -> None:
        """Remove a person for good: from the plan now, from all that is kept of it as soon as that is saved.

        From then on nothing brings the person back: no undo, no draft of anybody's, no colleague who just changed it.
        """
        if any(each.id == person for each in self.session.plan.people):
            from kaptui.editing.forgetting import forgetting_edit

            self.session.apply(forgetting_edit(self.session.plan, person))
        self._to_forget.add(person)
        self._forget_who_is_gone()

    def cleared(self, plan: AccountPlan) -> AccountPlan:
        """A plan that was seen earlier, without anybody who was removed for good since; the very same without them."""
        return self._forgotten.without(plan)

    def note_export(self, what: str) -> None:
        """Note that a view of the plan was copied, or written to a file."""
        self._around.store.note_export(self.session.plan.id, self._around.stamp(), what)

    def _forget_who_is_gone(self) -> None:
        """Have the store forget whom somebody removed for good here, once everything is saved."""
        if not self._to_forget or not self.session.is_saved:
            return
        gone, self._to_forget = self._to_forget, set()
        try:
            for person in gone:
                self._around.store.forget(self.session.plan.id, person, self._around.stamp())
        except StoreError as problem:
            self._to_forget = gone  # the next save tries again
            self._around.tell(store_sentence(problem), "error")
            return
        self._forgotten = self._around.store.forgotten(self.session.plan.id)
        self.session.forget(gone)
        self._around.tell(tr("Forgotten, in history and backups too"), "information")

    def _forget_with_others(self) -> None:
        """Let go of whom a colleague has removed for good, wherever this session still speaks of them."""
        forgotten = self._around.store.forgotten(self.session.plan.id)
        if forgotten == self._forgotten:
            return
        self._forgotten = forgotten
        if self.session.forget(forgotten.among(self.session.people())):
            self._around.tell(tr("A colleague removed a person for good; what you had about them is gone"), "warning")

    def _plan_changed(self) -> None:
        self._saver.touch()
        self._keep()
        self._around.changed()

    def _save_tried(self) -> None:
        problem, was_at_risk = self._saver.problem, self._is_at_risk
        self._is_at_risk = problem is not None
        self._forget_who_is_gone()
        self._keep()
        if type(problem) is not self._told:
            self._told = type(problem)
            if problem is not None:
                self._around.tell(store_sentence(problem), "error")
            elif was_at_risk:
                self._around.tell(tr("Everything is saved again"), "information")
        self._around.changed()

    def _keep(self) -> None:
        """Keep what is not in the store, when that is something else than what was kept last."""
        worth = self._worth_keeping()
        if worth != self._kept and not self.is_closed and not self.session.read_only:
            self._kept = worth
            self._keep_draft(with_plan=self._is_at_risk)

    def _keep_draft(self, *, with_plan: bool = False) -> Path | None:
        """As ``Drafts.keep``; whom to forget is not asked of a disk that may hang, but known from the last look."""
        known = self._forgotten if self._saver.is_saving else None
        return self._around.drafts.keep(self.session, with_plan=with_plan, known=known)

    def _worth_keeping(self) -> tuple[object, ...]:
        session = self.session
        unsaved = session.plan if self._is_at_risk else None
        return dict(session.drafts), session.conflicts, session.what_if, dict(session.spent), unsaved

    def _take_in_newer(self) -> None:
        session, store = self.session, self._around.store
        try:
            is_newer = store.revision_of(session.plan.id) != session.saved.revision
            self._is_gone = False
            if is_newer:
                self._came_in(session.receive(store.load(session.plan.id)))
        except NoSuchAccount:
            self._tell_gone()
        except (StoreError, ValueError):
            return  # the next save tells what is wrong, or the next look finds it well again

    def _tell_gone(self) -> None:
        """Once each time: what is on the screen is nowhere else any more."""
        if not self._is_gone:
            self._is_gone = True
            told = tr("This account was removed meanwhile: it can be read here until you leave, and no longer be saved")
            self._around.tell(told, "warning")

    def _bring_back(self, stored: AccountPlan) -> None:
        """What waits privately: texts, conflicts, a what-if, and unsaved changes, merged into what is stored now."""
        session, waiting = self.session, self._around.drafts.waiting(stored)
        session.drafts.update(waiting.texts)
        session.conflicts = waiting.conflicts
        session.what_if = waiting.what_if
        session.spent = self._still_broken_off(waiting.spent) if waiting.spent else {}
        try:
            for unsaved in waiting.unsaved:
                session.bring_back(unsaved.base, unsaved.plan)
        except ValueError:
            self._around.drafts.leave_alone(stored.id)
        session.forget(self._forgotten.among(session.people()))
        self._is_at_risk = bool(waiting.unsaved)
        self._kept = self._worth_keeping()
        if session.is_saved:
            self._is_at_risk = False
            self._keep()
        else:
            self._around.tell(tr("Changes that could not be saved last time were brought back"), "warning")
        if session.what_if is not None:
            self._around.tell(tr("A what-if was broken off: ~ goes on with it"), "warning")
        for file in waiting.unreadable:
            told = tr("{file} holds changes that this kaptui cannot read; it was left as it is", file=str(file))
            self._around.tell(told, "warning")
        if any(not draft.complaint for draft in waiting.texts.values()):
            self._around.tell(tr("A text was broken off: it is there again where it is asked for"), "warning")

    def _still_broken_off(self, spent: dict[str, int]) -> dict[str, int]:
        """The time of those reviews that would go on today."""
        from kaptui.editing.review import broken_off  # hardly ever needed

        today = self._around.today()
        reviews = (broken_off(deal, today) for deal in self.session.plan.opportunities)
        return {review.id: spent[review.id] for review in reviews if review is not None and review.id in spent}

    def tell_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        """Say that these wait to be decided; a row that was deleted here and edited there is kept until then."""
        count = len(conflicts)
        if any(conflict.ours is ABSENT for conflict in conflicts):
            told = trn("{n} conflict with a colleague: C decides", "{n} conflicts with a colleague: C decides", count)
            self._around.tell(told, "warning")
        elif conflicts:
            told = trn(
                "{n} conflict with a colleague: yours stands, C decides",
                "{n} conflicts with a colleague: yours stand, C decides",
                count,
            )
            self._around.tell(told, "warning")

    def _came_in(self, conflicts: tuple[Conflict, ...]) -> None:
        if conflicts:
            self.tell_conflicts(conflicts)
        else:
            self._around.tell(tr("A colleague's changes came in"), "information")
        self.tell_loops()

    def tell_loops(self) -> None:
        """Say so when what two people made, each of whom a loop would have been refused, is a loop together."""
        session = self.session
        if session.plan.people is session.saved.people:
            return
        from kaptui.editing.people import called, people_in_loops  # not before both changed somebody

        known = {each.id for each in people_in_loops(session.saved)}
        names = [called(each) or tr("TBD") for each in people_in_loops(session.plan) if each.id not in known]
        if names:
            msgid = N_("Since a colleague's change there is a loop of bosses: {people}; the map marks it")
            self._around.tell(tr(msgid, people=listed(names)), "warning")
