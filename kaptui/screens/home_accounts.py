"""What can be done with an account as a whole: made, renamed, archived, shared, removed, found."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from kaptui.insight.portfolio import AccountSummary, Portfolio
from kaptui.screens.base import BaseScreen
from kaptui.text import tr
from kaptui.widgets.options import Option


class AccountCommands(BaseScreen):
    """The commands of home that change accounts. Each asks what it has to, and tells why it does nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._portfolio: Portfolio | None = None

    @property
    def portfolio(self) -> Portfolio:
        """The accounts as they were last asked for."""
        if self._portfolio is None:
            self._portfolio = self.context.accounts()
        return self._portfolio

    def ask_again(self) -> None:
        """Ask for the accounts as they are known now; what was worked out stays where nothing has changed."""
        known = self.context.accounts()
        if self._portfolio is None or not known.tells_the_same(self._portfolio):
            self._portfolio = known

    def account(self) -> AccountSummary | None:
        """The account under the cursor."""
        raise NotImplementedError

    def stand_on(self, account_id: str) -> None:
        """Put the cursor on an account, whatever is filtered."""
        raise NotImplementedError

    def healthy(self) -> AccountSummary | None:
        """The account under the cursor if it can be read; else None after telling what is wrong with it."""
        account = self.account()
        if account is None:
            self.context.tell(tr("No account yet: press n"))
        elif account.problem is not None:
            self.context.tell(self.context.trouble(account.problem), "error")
        else:
            return account
        return None

    def do_home_new(self) -> None:
        """Ask for a name and make an account."""
        if not self._refused():
            self._ask_name(tr("Name of the new account"), "", "", self.context.new_account)

    def do_home_rename(self) -> None:
        """Ask for the account's new name."""
        account = None if self._refused() else self.healthy()
        if account is not None:
            self._ask_name(tr("New name"), account.name, account.id, lambda name: self._change(account, name=name))

    def do_home_archive(self) -> None:
        """Put the account away without losing a word, or bring it back."""
        account = None if self._refused() else self.healthy()
        if account is None or not self._change(account, archived=not account.archived):
            return
        if account.archived:
            self.context.tell(tr("{name} is back", name=account.name))
        else:
            self.context.tell(tr("{name} is archived; V shows archived accounts", name=account.name))

    def do_home_remove(self) -> None:
        """Remove the account for good: the one thing undo cannot bring back, so it is asked about."""
        account = None if self._refused() else self.healthy()
        if account is None:
            return

        from kaptui.widgets.dialogs import Ask

        def answered(choice: str | None) -> None:
            if choice == "y" and self.context.remove_account(account.id):
                self.context.tell(tr("{name} is removed", name=account.name))
                self.refresh_plan()

        question = tr(
            "Remove {name} for good, with its history and backups? Undo cannot bring it back.",
            name=account.name or tr("(no name)"),
        )
        options = [Option("n", tr("No, keep it")), Option("y", tr("Yes, remove it for good"))]
        self.app.push_screen(Ask(question, options, glyphs=self.context.glyphs), answered)

    def do_home_share(self) -> None:
        """Ask whose the account is to be: the group's, or its owner's alone."""
        account = self.healthy()
        shared = self.context.is_shared(account.id) if account is not None else None
        if account is None or shared is None:
            return

        from kaptui.widgets.dialogs import Ask

        def answered(choice: str | None) -> None:
            if choice is not None and (choice == "g") is not shared:
                self.context.share_account(account.id, choice == "g")

        question = (
            tr("{name} is the group's to read and change. Whose is it to be?", name=account.name)
            if shared
            else tr("{name} is its owner's alone. Whose is it to be?", name=account.name)
        )
        options = [Option("g", tr("The group's")), Option("p", tr("Private: its owner's alone"))]
        self.app.push_screen(Ask(question, options, glyphs=self.context.glyphs), answered)

    def do_find(self) -> None:
        """Find an account by words, pinyin or initials, and put the cursor on it."""
        from kaptui.widgets.chooser import Chooser

        columns = [self.portfolio.column(key) for key in ("id", "name", "owner", "archived")]
        options = [
            Option(account_id, name or tr("(no name)"), owner or "")
            for account_id, name, owner, archived in zip(*columns, strict=True)
            if self.shows(archived=archived)
        ]

        def chosen(choice: str | tuple[str, ...] | None) -> None:
            if isinstance(choice, str):
                self.stand_on(choice)

        self.app.push_screen(Chooser(tr("Find an account"), options, glyphs=self.context.glyphs), chosen)

    def shows(self, *, archived: bool) -> bool:
        """Whether an account is to be seen."""
        return not archived

    def _refused(self) -> bool:
        """Whether nothing may be changed here, which is told."""
        if self.context.read_only:
            self.context.tell(tr("This session is read-only; nothing was changed"), "warning")
        return self.context.read_only

    def _change(self, account: AccountSummary, **changes: object) -> bool:
        done = self.context.change_account(account.id, **changes)
        self.refresh_plan()
        return done

    def _ask_name(self, question: str, text: str, own_id: str, then: Callable[[str], bool]) -> None:
        """Ask for a name and do ``then``; a name that was refused is offered when it is asked for again."""
        from kaptui.widgets.dialogs import AskText  # nobody is asked before the first picture

        def answered(answer: str | None) -> None:
            self.context.keep_name(own_id, "")
            name = (answer or "").strip()
            if name and name != text and not then(name):
                self.context.keep_name(own_id, name)

        def complaint(name: str) -> str:
            return name_complaint(self.portfolio, name, own_id)

        def keep(begun: str) -> None:
            self.context.keep_name(own_id, begun)

        offered = self.context.begun_name(own_id) or text
        asked = AskText(question, offered, check=complaint, keep=keep, glyphs=self.context.glyphs)
        self.app.push_screen(asked, answered)


def name_complaint(portfolio: Portfolio, name: str, own_id: str = "") -> str:
    """Why an account cannot be called so, translated: it has no name, or another answers to it by name or id."""
    wanted = folded(name)
    if not wanted or not wanted.isprintable():
        return tr("An account needs a name that can be seen.")
    for key in ("name", "id"):
        for account_id, taken in zip(portfolio.column("id"), portfolio.column(key), strict=True):
            if taken and account_id != own_id and folded(taken) == wanted:
                return tr('There is an account "{name}" already; choose another name', name=taken)
    return ""


def folded(text: str) -> str:
    """Text without regard to case, width and outer blanks: names that read the same are the same."""
    return unicodedata.normalize("NFKC", text).casefold().strip()
