"""The app's side of the accounts: what home may ask, and what is told when the store refuses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, TypeVar

from kaptui.store.port import StoreError
from kaptui.store.sentences import store_sentence
from kaptui.terminal import TerminalApp
from kaptui.text import tr
from kaptui.text.format import sentence

if TYPE_CHECKING:
    from kaptui.app import Setup
    from kaptui.insight.portfolio import Portfolio
    from kaptui.plan.document import AccountPlan
    from kaptui.plan.paths import Path
    from kaptui.surroundings import Surroundings

T = TypeVar("T")


class AccountApp(TerminalApp):
    """An app on a store of accounts; see ``screens.context.Context`` for what its methods promise."""

    setup: Setup
    opportunity_id: str | None = None
    _around: Surroundings

    def tell(self, text: str, severity: str = "information") -> None:
        """Say something to whoever is at the keyboard."""
        raise NotImplementedError

    def go(self, place: str) -> None:
        """Show the screen of a key."""
        raise NotImplementedError

    def go_to(self, path: Path) -> None:
        """Show the place of a path."""
        raise NotImplementedError

    def show_account(self, plan: AccountPlan) -> None:
        """Put an account on the desk."""
        raise NotImplementedError

    @property
    def read_only(self) -> bool:
        return self.setup.read_only

    def accounts(self) -> Portfolio:
        from kaptui.accounts import no_accounts, portfolio  # home alone lists accounts

        return self._asked(lambda: portfolio(self._around)) or no_accounts(self.setup.today())

    def catching_up(self, first: Collection[str] = ()) -> Iterator[int]:
        try:
            yield from self.setup.store.catching_up(first)
        except StoreError as problem:
            self.tell(store_sentence(problem), "error")

    def accounts_pulse(self) -> object:
        try:
            return self.setup.store.pulse()
        except StoreError:
            return None  # catching up tells what is wrong

    def trouble(self, problem: object) -> str:
        return store_sentence(problem) if isinstance(problem, StoreError) else ""

    def open_account(self, account_id: str, path: Path = (), opportunity: str | None = None) -> None:
        plan = self._asked(lambda: self.setup.store.load(account_id))
        if plan is not None:
            self.show_account(plan)
            self.opportunity_id = opportunity
            self.go_to(path)

    @property
    def has_begun_names(self) -> bool:
        return self._around.has_begun_names

    def begun_name(self, account_id: str) -> str:
        return self._around.begun_names.of(account_id)

    def keep_name(self, account_id: str, text: str) -> None:
        self._around.begun_names.keep(account_id, text)

    def new_account(self, name: str) -> bool:
        from kaptui.accounts import created

        plan = self._changing(lambda: created(name, self._around))
        if plan is not None:
            self.show_account(plan)
            self.go("profile")
        return plan is not None

    def change_account(self, account_id: str, **changes: object) -> bool:
        from kaptui.accounts import changed

        return self._changing(lambda: changed(account_id, self._around, **changes)) or False

    def remove_account(self, account_id: str) -> bool:
        from kaptui.accounts import removed

        return self._changing(lambda: removed(account_id, self._around)) or False

    def is_shared(self, account_id: str) -> bool | None:
        return self._asked(lambda: self.setup.store.is_shared(account_id))

    def share_account(self, account_id: str, with_group: bool) -> None:
        from kaptui.accounts import shared

        self._changing(lambda: shared(account_id, self._around, with_group=with_group))

    def _changing(self, change: Callable[[], T]) -> T | None:
        """As ``_asked``, unless this session was started to look only."""
        if self.setup.read_only:
            self.tell(tr("This session is read-only; nothing was changed"), "warning")
            return None
        return self._asked(change)

    def _asked(self, ask: Callable[[], T]) -> T | None:
        """What the store answers; None after telling what it refuses."""
        try:
            return ask()
        except StoreError as problem:
            self.tell(store_sentence(problem), "error")
        except ValueError as problem:
            self.tell(sentence(problem), "warning")
        return None
