"""The app: it holds the open session, saves it, and shows the screen that was asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path as File
from typing import ClassVar

from textual.binding import BindingType

from kaptui.clipboard import osc52
from kaptui.commands import Keymap
from kaptui.drafts import Drafts
from kaptui.draw.glyphs import Glyphs
from kaptui.editing.edits import Edit
from kaptui.editing.merge import Conflict, merge
from kaptui.editing.session import Session
from kaptui.insight.headline import Headline, headline
from kaptui.insight.headline import from_json as headline_from_json
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.insight.summary import Summary
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import NoSuchPlace, Path
from kaptui.plan.record import new_id
from kaptui.saving import Saver
from kaptui.screens.base import BaseScreen
from kaptui.screens.context import AccountLine
from kaptui.screens.places import SCREENS, place_of_path
from kaptui.screens.plan_screen import PlanScreen
from kaptui.store.port import Account, NoSuchAccount, Stamp, Store, StoreError
from kaptui.store.sentences import store_sentence
from kaptui.terminal import TerminalApp
from kaptui.text import language, tr, use_language
from kaptui.text.format import sentence

POLL_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Setup:
    """What the app is started with; ``today`` is a function, so that midnight passes in a long session."""

    store: Store
    who: str
    glyphs: Glyphs
    today: Callable[[], date] = date.today
    limits: Limits = DEFAULT_LIMITS
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remember: Callable[[str, str], None] = lambda key, value: None
    state_directory: File | None = None
    read_only: bool = False
    typed_ahead: bytes = b""


class KaptuiApp(TerminalApp, inherit_bindings=False):
    """See the module. Implements ``screens.context.Context``."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = None

    def __init__(self, setup: Setup, account_id: str | None = None) -> None:
        super().__init__(ansi_color=True, typed_ahead=setup.typed_ahead)
        self.setup = setup
        self.glyphs = setup.glyphs
        self.limits = setup.limits
        self.keymap = Keymap(setup.keys)
        self.opportunity_id: str | None = None
        self.others_here: tuple[str, ...] = ()
        self._first_account = account_id
        self._session: Session | None = None
        self._saver: Saver | None = None
        self._summary: Summary | None = None
        self._drafts = Drafts(setup.state_directory)

    # what screens may ask

    @property
    def session(self) -> Session:
        if self._session is None:
            raise LookupError("no account is open")
        return self._session

    @property
    def today(self) -> date:
        return self.setup.today()

    @property
    def summary(self) -> Summary:
        plan, today = self.session.plan, self.today
        if self._summary is None or self._summary.plan is not plan or self._summary.today != today:
            self._summary = Summary(plan, today, self.limits)
        return self._summary

    @property
    def save_state(self) -> str:
        if self.session.read_only:
            return tr("read-only")
        if self._saver is not None and self._saver.problem is not None:
            return tr("NOT SAVED")
        return tr("saved") if self.session.is_saved else tr("unsaved")

    def accounts(self) -> tuple[AccountLine, ...]:
        try:
            return tuple(map(self._account_line, self.setup.store.accounts()))
        except StoreError as problem:
            self.tell(store_sentence(problem), "error")
            return ()

    def _account_line(self, account: Account) -> AccountLine:
        problem = "" if account.problem is None else store_sentence(account.problem)
        line = None if account.problem else self._headline(account)
        return AccountLine(
            account.id,
            account.name,
            account.owner,
            account.changed,
            account.changed_by,
            account.archived,
            line,
            problem,
        )

    def _headline(self, account: Account) -> Headline | None:
        """The figures the index keeps, or fresh ones when those are of another day."""
        try:
            kept = headline_from_json(account.summary) if account.summary else None
            if kept is not None and kept.is_of(self.today):
                return kept
            return headline(self.setup.store.load(account.id), self.today, self.limits)
        except (StoreError, ValueError, KeyError):
            return None

    def make(self, edit: Edit) -> bool:
        try:
            return self.session.apply(edit, self._loop_time())
        except NoSuchPlace:
            self.tell(tr("That row is no longer there; a colleague may have removed it"), "warning")
        except (ValueError, PermissionError) as problem:
            self.tell(sentence(problem), "warning")
        return False

    def tell(self, text: str, severity: str = "information") -> None:
        self.notify(text, severity=severity, markup=False, timeout=6)  # type: ignore[arg-type]

    def copy_text(self, text: str) -> None:
        """Copy over OSC 52, which SSH carries; say how much went, or why not."""
        sequence = osc52(text, inside_tmux="TMUX" in os.environ)
        if sequence is None or self._driver is None:
            self.tell(tr("Too long for the terminal's clipboard: {count} characters", count=len(text)), "warning")
            return
        self._driver.write(sequence)
        self.tell(tr("Copied {count} characters", count=len(text)))

    # going places

    def go(self, place: str) -> None:
        if place != "home" and self._session is None:
            self.tell(tr("Open an account first"))
            return
        self._commit_pending()
        name = place if place in SCREENS else "dashboard"
        if not self.is_screen_installed(name):
            self.install_screen(SCREENS[name](), name)
        if name == "home":
            self._close_account()
        if len(self.screen_stack) > 1:
            self.switch_screen(name)
        else:
            self.push_screen(name)

    def _commit_pending(self) -> None:
        """What is half typed enters the plan or stays as a draft, whoever is about to leave."""
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen):
                screen.commit_pending()

    def go_to(self, path: Path) -> None:
        place, opportunity = place_of_path(path)
        if opportunity is not None:
            self.opportunity_id = opportunity

        def reveal() -> None:
            if isinstance(self.screen, PlanScreen):
                self.screen.refresh_plan()
                self.screen.reveal(path)

        if isinstance(self.screen, PlanScreen) and place == self.screen.PLACE:
            reveal()
        else:
            self.go(place)
            self.call_after_refresh(reveal)

    # accounts

    def open_account(self, account_id: str, path: Path = ()) -> None:
        try:
            plan = self.setup.store.load(account_id)
        except StoreError as problem:
            self.tell(store_sentence(problem), "error")
            return
        self._begin(plan)
        if path:
            self.go_to(path)
        else:
            self.go("dashboard")

    def new_account(self, name: str) -> None:
        plan = AccountPlan(id=new_id(), name=name, owner=self.setup.who)
        try:
            self._begin(self.setup.store.create(plan, self._stamp()))
        except StoreError as problem:
            self.tell(store_sentence(problem), "error")
            return
        self.go("profile")

    def change_account(self, account_id: str, **changes: object) -> None:
        """Rename, archive or bring back an account that is not open."""
        store = self.setup.store
        try:
            plan = store.load(account_id)
            store.save(AccountPlan.model_validate(plan.model_copy(update=changes).model_dump()), self._stamp())
        except StoreError as problem:
            self.tell(store_sentence(problem), "error")

    def remove_account(self, account_id: str) -> None:
        try:
            self.setup.store.remove(account_id)
        except StoreError as problem:
            self.tell(store_sentence(problem), "error")

    def _begin(self, plan: AccountPlan) -> None:
        self._close_account()
        self._session = Session(plan, read_only=self.setup.read_only)
        self._session.drafts.update(self._drafts.taken(plan.id))
        self._session.listen(self._plan_changed)
        self.opportunity_id = None
        self._saver = Saver(self.setup.store, self._session, self._stamp, self._refresh, self._tell_conflicts)
        self._bring_back(plan)

    def _bring_back(self, stored: AccountPlan) -> None:
        """Changes that could not be saved when somebody left are merged into what is stored now."""
        kept = self._drafts.unsaved(stored.id)
        if kept is None or self._session is None or self._session.read_only:
            return
        try:
            base = stored if kept.revision == stored.revision else self.setup.store.at(stored.id, kept.revision)
        except StoreError:
            base = stored
        self._session.plan = merge(base, kept, stored).plan
        self.tell(tr("Changes that could not be saved last time were brought back"), "warning")
        self._plan_changed()

    def _close_account(self) -> None:
        """Save, keep the drafts, end the session. The session's plan stays readable for screens that are going."""
        saver, self._saver = self._saver, None
        if saver is None or self._session is None:
            return
        saved = saver.close()
        self._drafts.keep(self._session.plan, self._session.drafts, is_saved=saved)
        if not saved and saver.problem is not None:
            self.tell(store_sentence(saver.problem), "error")
        self.setup.store.absent(self._session.plan.id, self.setup.who)

    # what happens by itself

    def on_mount(self) -> None:
        self.theme = "ansi-dark" if "ansi-dark" in self.available_themes else self.theme
        self.set_interval(POLL_SECONDS, self._look_around)
        if self._first_account is None:
            self.go("home")
        else:
            self.open_account(self._first_account)
            if self._session is None:
                self.go("home")

    def _plan_changed(self) -> None:
        if self._saver is not None:
            self._saver.touch()
        self._refresh()

    def _refresh(self) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, PlanScreen) and self._session is not None:
                screen.refresh_plan()
                return

    def _tell_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        if conflicts:
            self.tell(
                tr("{count} fields were changed by a colleague at the same time; yours stand", count=len(conflicts)),
                "warning",
            )
        else:
            self.tell(tr("A colleague's changes were merged"))

    def _look_around(self) -> None:
        """Once a second: a colleague's save comes in, and who else is here."""
        if self._session is None or self._saver is None or not self._session.is_saved:
            return
        store, plan = self.setup.store, self._session.plan
        store.present(plan.id, self.setup.who, datetime.now(UTC))
        others = store.others(plan.id, self.setup.who, datetime.now(UTC))
        try:
            theirs = store.load(plan.id) if store.revision_of(plan.id) > plan.revision else None
        except (StoreError, NoSuchAccount):
            return
        if theirs is not None:
            self._session.receive(theirs)
            self.tell(tr("A colleague's changes came in"))
        if others != self.others_here:
            self.others_here = others
            self._refresh()

    def _stamp(self) -> Stamp:
        return Stamp(self.setup.who, datetime.now(UTC))

    def _loop_time(self) -> float:
        return datetime.now(UTC).timestamp()

    # commands

    def do_language(self) -> None:
        """The other language, at once and remembered."""
        use_language("en" if language() == "zh" else "zh")
        self.setup.remember("lang", language())
        for screen in self.screen_stack:
            refresh = getattr(screen, "refresh_plan", None)
            if refresh:
                refresh()

    def do_quit(self) -> None:
        """Leave; everything committed is saved first."""
        self.leave(0)

    def terminal_garbled(self, count: int) -> None:
        self.tell(
            tr(
                "The terminal sends text that is not UTF-8; what could not be read shows as a question mark in a box. Set it to UTF-8."
            ),
            "warning",
        )

    def crash_directory(self) -> File:
        directory = self.setup.state_directory
        return directory if directory is not None and directory.is_dir() else super().crash_directory()

    def save_before_leaving(self) -> None:
        self._commit_pending()
        self._close_account()


def run(setup: Setup, account_id: str | None = None) -> int:
    """Show the app until somebody leaves; the exit code."""
    app = KaptuiApp(setup, account_id)
    app.run()
    return app.return_code or 0
