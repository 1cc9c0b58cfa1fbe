"""What a screen may ask of the app around it: the open session, today, glyphs, and to be taken elsewhere.

Screens depend on this Protocol, not on the app: the layer below stays free of it, and tests can stand in for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kaptui.commands import Keymap
    from kaptui.draw.glyphs import Glyphs
    from kaptui.editing.conflicts import Choice
    from kaptui.editing.edits import Edit
    from kaptui.editing.merge import Conflict
    from kaptui.editing.session import Session
    from kaptui.insight.assessment_history import Raters
    from kaptui.insight.limits import Limits
    from kaptui.insight.past import Save
    from kaptui.insight.portfolio import Portfolio
    from kaptui.insight.summary import Summary
    from kaptui.plan.document import AccountPlan
    from kaptui.plan.paths import Path


class Others(Protocol):
    """What colleagues did to the open account."""

    def last_change(self, path: Path) -> Save | None:
        """The last save of somebody else since the account was opened that changed this place; None when there was
        none, or I changed it again since."""

    def saved_by(self, conflict: Conflict) -> Save | None:
        """The save that brought the other side of a conflict; None when the history does not tell."""

    def decide(self, conflict: Conflict, choice: Choice) -> bool:
        """Decide a conflict once the history holds both sides; False when mine cannot be saved now: it stays open.

        Raises ``ValueError`` when both cannot be kept, ``NoSuchPlace`` when its row is gone.
        """


class Context(Protocol):
    """The app as screens see it. ``session`` raises ``LookupError`` while no account is open."""

    keymap: Keymap
    glyphs: Glyphs
    limits: Limits
    opportunity_id: str | None
    """The opportunity that assessment, strategy and dashboard show; None when the plan has none."""
    brief_people: tuple[str, ...]
    """Whom the brief is about, by id; empty: the weightiest key players."""
    came_from: str
    """The key of the screen of the account that was shown before this one; empty when there was none."""

    @property
    def who(self) -> str:
        """Who is at the keyboard, by the name that saves are stamped with."""

    @property
    def session(self) -> Session: ...
    @property
    def summary(self) -> Summary: ...
    @property
    def today(self) -> date: ...
    @property
    def save_state(self) -> str:
        """The saved state in words, translated: ``saved``, ``unsaved``, ``saving …``."""

    @property
    def others_here(self) -> tuple[str, ...]:
        """Who else has this account open."""

    def history(self) -> Sequence[Save]:
        """Every recorded save of the open account, oldest first; empty after telling why there is none."""

    def history_states(self) -> tuple[tuple[date, AccountPlan], ...]:
        """The states in which an assessment may have changed, with their days, the present last. A thread may ask."""

    def raters(self, opportunity: str) -> Raters:
        """Who gave an opportunity its answers, and when; empty when nobody can say. A thread may ask."""

    def state_before(self, day: date) -> AccountPlan | None:
        """The open account as it stood when a day began; None when nobody can say. A thread may ask."""

    def state_left_by_review(self, day: date) -> AccountPlan | None:
        """The open account as the reviews of a day left it; None when nobody can say. A thread may ask."""

    def state_at(self, revision: int) -> AccountPlan | None:
        """The open account as a recorded save left it; None after telling why nobody can say."""

    @property
    def colleagues(self) -> Others:
        """What they did to it."""

    @property
    def read_only(self) -> bool:
        """Whether this session was started to look only."""

    def accounts(self) -> Portfolio:
        """Every account as far as it is known without looking at files; ``catching_up`` makes it true."""

    def catching_up(self, first: Collection[str] = ()) -> Iterator[int]:
        """Read what changed and what is of another day, a few milliseconds a step, accounts with these ids first; each
        step gives the number of accounts that are left. What goes wrong is told and ends it."""

    def accounts_pulse(self) -> object:
        """A value that is another one once any account was saved, made or removed."""

    def trouble(self, problem: object) -> str:
        """Why an account cannot be read, in a sentence; ``problem`` as its summary has it."""

    def make(self, edit: Edit, *, since: AccountPlan | None = None) -> bool:
        """Apply an edit, tell what refuses it, save soon. False when nothing changed.

        ``since`` is the plan that was seen when the edit was begun, see ``Session.apply``.
        """

    def cleared(self, plan: AccountPlan) -> AccountPlan:
        """A plan of the open account that was seen earlier, without anybody who was removed for good since."""

    def go(self, place: str) -> None:
        """Show the screen of that key: a template's, ``home``, ``dashboard``, ``links``."""

    def go_to(self, path: Path) -> None:
        """Show the place a path leads to."""

    def open_account(self, account_id: str, path: Path = (), opportunity: str | None = None) -> None:
        """Open an account on its dashboard, or at a place in it, with a deal in view by its id."""

    @property
    def has_begun_names(self) -> bool:
        """Whether somebody had to leave while typing the name of an account."""

    def begun_name(self, account_id: str) -> str:
        """The name that somebody began to type for an account, or for a new one (``""``), and had to leave."""

    def keep_name(self, account_id: str, text: str) -> None:
        """Keep such a name until it is asked for again; empty text lets go of it."""

    def new_account(self, name: str) -> bool:
        """Create an account and open its profile. False after telling why that was refused."""

    def change_account(self, account_id: str, **changes: object) -> bool:
        """Rename, archive or bring back an account that is not open. False after telling why that was refused."""

    def remove_account(self, account_id: str) -> bool:
        """Remove an account for good, with its history, backups and drafts. False after telling why not."""

    def is_shared(self, account_id: str) -> bool | None:
        """Whether an account is the group's and not its owner's alone; None after telling why that is not known."""

    def share_account(self, account_id: str, with_group: bool) -> None:
        """Make an account the group's, or its owner's alone."""

    def forget_person(self, person_id: str) -> None:
        """Remove a person of the open account for good, from history and backups too."""

    def tell(self, text: str, severity: str = "information") -> None:
        """A short notice; its text is data, never markup."""

    def copy_text(self, text: str) -> None: ...

    def write_text(self, name: str, text: str) -> None:
        """Write a text to a new file called after ``name``, and say where it is."""
