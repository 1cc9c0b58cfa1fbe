"""The app: it holds the desk, the screens and the way between them. Rules, drawing and saving live elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.reactive import Reactive

from kaptui.app_desk import DeskApp
from kaptui.commands import Keymap
from kaptui.draw.glyphs import Glyphs
from kaptui.draw.width import cells, wrap
from kaptui.exchange.handover import ANYWHERE, Handover, Outside
from kaptui.insight.limits import DEFAULT_LIMITS, Limits
from kaptui.screens.base import BaseScreen
from kaptui.screens.places import SCREENS, new_screen, place_of_path
from kaptui.store.port import Store
from kaptui.surroundings import Surroundings
from kaptui.text import language, tr, use_language

if TYPE_CHECKING:
    from kaptui.plan.paths import Path
    from kaptui.screens.plan_screen import PlanScreen

POLL_SECONDS = 1.0
CLIPBOARD = "clipboard"
"""What the log says a copied view went into."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the app is started with; ``today`` is a function, so that midnight passes in a long session.

    ``remote_disk`` is the kind of the remote file system that the data lie on, ``""`` on a local one.
    """

    store: Store
    who: str
    glyphs: Glyphs
    today: Callable[[], date] = date.today
    limits: Limits = DEFAULT_LIMITS
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remember: Callable[[str, str], None] = lambda key, value: None
    state_directory: File | None = None
    read_only: bool = False
    handover: Handover = ANYWHERE
    typed_ahead: bytes = b""
    remote_disk: str = ""


class KaptuiApp(DeskApp, inherit_bindings=False):
    """See the module. Implements ``screens.context.Context``."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    theme: Reactive[str] = Reactive("ansi-dark")
    """The terminal's own colours from the start: another theme chosen later has every style sheet read twice."""

    def __init__(self, setup: Setup, account_id: str | None = None) -> None:
        is_free = not setup.handover.is_bound
        super().__init__(ansi_color=True, typed_ahead=setup.typed_ahead, may_suspend=is_free)
        self.setup = setup
        self.glyphs = setup.glyphs
        self.limits = setup.limits
        self.keymap = Keymap(setup.keys)
        self.came_from = ""
        self._is_leaving = False
        self._first_account = account_id
        self._around = Surroundings(
            setup.store, setup.who, setup.today, setup.limits, setup.state_directory, self._refresh, self.tell
        )

    # what screens may ask

    def tell(self, text: str, severity: str = "information") -> None:
        if self._is_leaving:
            self.farewell += text + "\n"
            return
        if severity == "information" and isinstance(self.screen, BaseScreen) and cells(text) < self.size.width - 5:
            self.screen.show_notice(text)
            return
        lines = wrap(text, min(60, self.size.width // 2) - 5)  # Textual breaks between words alone, Chinese has none
        self.notify("\n".join(lines), severity=severity, markup=False, timeout=6)  # type: ignore[arg-type]

    def copy_text(self, text: str) -> None:
        """Copy over OSC 52, which SSH carries, and say how much went; what is too long for it goes to a file."""
        from kaptui.clipboard import osc52  # at the first copy

        sequence = osc52(text, inside_tmux="TMUX" in os.environ)
        if sequence is None or self._driver is None:
            self.tell(tr("Too long for the terminal's clipboard: {count} characters", count=len(text)), "warning")
            self.write_text("kaptui-copy", text)
            return
        self._driver.write(sequence)
        self.note_export(CLIPBOARD)
        self.tell(tr("Copied {count} characters", count=len(text)))

    def write_text(self, name: str, text: str) -> None:
        """Write a text to a new file where the program was started, else at home, and say where it is.

        In restricted mode there is no other place than the exchange directory.
        """
        from kaptui.clipboard import write_file

        try:
            path = write_file(text, name, self.setup.handover.directories())
        except Outside:
            self.tell(tr("Files are neither read nor written here: no exchange directory is set."), "warning")
        except (OSError, RuntimeError) as problem:
            self.tell(tr("The file could not be written: {reason}", reason=str(problem)), "error")
        else:
            self.note_export(path.name)
            self.tell(tr("Written to {path}", path=str(path)))

    # going places

    def go(self, place: str) -> None:
        if place != "home" and self._desk is None:
            self.tell(tr("Open an account first"))
            return
        self.commit_pending()
        name = place if place in SCREENS else "dashboard"
        if name == "home":
            self.leave_account(lambda: self._show(name))
        else:
            self._show(name)

    def _show(self, name: str) -> None:
        left = self._plan_screen()
        if left is not None and name != left.PLACE:
            self.came_from = left.PLACE
        if not self.is_screen_installed(name):
            self.install_screen(new_screen(name), name)
        if name == "home" and self._desk is not None:
            self._desk.close()
        said = self.screen.take_notice() if isinstance(self.screen, BaseScreen) else ""
        if len(self.screen_stack) > 1:
            self.switch_screen(name)
        else:
            self.push_screen(name)
        if said:
            self.tell(said)  # what was done said so, and then went where it can be seen

    def go_to(self, path: Path) -> None:
        place, opportunity = place_of_path(path)
        if opportunity is not None:
            self.opportunity_id = opportunity
        shown = self._plan_screen()
        if shown is not None and place == shown.PLACE:
            self._reveal(path)
        else:
            self.go(place)
            if path:
                self.call_after_refresh(self._reveal, path)

    def _reveal(self, path: Path) -> None:
        shown = self._plan_screen()
        if shown is not None:
            shown.refresh_plan()
            shown.reveal(path)

    def _plan_screen(self) -> PlanScreen | None:
        """The screen in sight if it is one of an account; their room is loaded with the first account."""
        if self._desk is None:
            return None
        from kaptui.screens.plan_screen import PlanScreen

        return self.screen if isinstance(self.screen, PlanScreen) else None

    # what happens by itself

    async def on_event(self, event: events.Event) -> None:
        """The next key ends a notice, whoever takes it: a table keeps its arrows to itself."""
        if isinstance(event, events.Key) and not event.is_forwarded and isinstance(self.screen, BaseScreen):
            self.screen.drop_notice()
        await super().on_event(event)

    def on_mount(self) -> None:
        self.set_interval(POLL_SECONDS, self.look_around)
        if self._first_account is not None:
            self.open_account(self._first_account)
        if self._desk is None:
            self.go("home")
        if kind := self.setup.remote_disk:
            told = tr("The data lie on a remote disk ({kind}); locks depend on its server.", kind=kind)
            self.call_after_refresh(self.tell, told, "warning")

    def look_around(self) -> None:
        """Take in what colleagues did to the open account."""
        screen = self.screen_stack[-1] if self.screen_stack else None  # none is left while the program ends
        if isinstance(screen, BaseScreen) and screen.is_mounted:
            screen.look_around()
        if self._desk is not None and not self._desk.is_closed:
            self._desk.look_around()

    def _refresh(self) -> None:
        from kaptui.screens.plan_screen import PlanScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, BaseScreen):
                screen.refresh_plan()
            if isinstance(screen, PlanScreen):
                return

    # commands

    def do_language(self) -> None:
        """The other language, at once and remembered."""
        use_language("en" if language() == "zh" else "zh")
        self.setup.remember("lang", language())
        for screen in self.screen_stack:
            refresh = getattr(screen, "refresh_plan", None)
            if refresh:
                refresh()

    def terminal_garbled(self, count: int) -> None:
        self.tell(
            tr(
                "The terminal sends text that is not UTF-8; what could not be read shows as a sign."
                " Set the terminal to UTF-8."
            ),
            "warning",
        )

    def crash_directory(self) -> File:
        directory = self.setup.state_directory
        return directory if directory is not None and directory.is_dir() else super().crash_directory()

    def save_before_leaving(self) -> None:
        self.commit_pending()
        self._is_leaving = True
        if self._desk is not None:
            self._desk.close()


def run(setup: Setup, account_id: str | None = None) -> int:
    """Show the app until somebody leaves; the exit code."""
    app = KaptuiApp(setup, account_id)
    app.run()
    return app.return_code or 0
