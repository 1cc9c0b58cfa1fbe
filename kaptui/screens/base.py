"""The base of every screen: title, body, hint lines, and the one place where keys become commands.

Browsing and editing are different states: while a text editor has the focus its keys are its own; otherwise every key
is looked up in the screen's scopes and runs ``do_<command id>`` of the screen, or of the app when the screen has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from kaptui.commands import GLOBAL, Command, commands_in, key_name
from kaptui.draw.width import cells
from kaptui.screens.context import Context
from kaptui.text import language, tr
from kaptui.widgets.bars import HintBar, TitleBar
from kaptui.widgets.calm_screen import CalmScreen
from kaptui.widgets.options import Option
from kaptui.widgets.typeahead import is_typed_into

if TYPE_CHECKING:
    from kaptui.plan.record import Record


class BaseScreen(CalmScreen[None], inherit_bindings=False):
    """Title bar, body, hint bar. A subclass names its scopes and fills ``compose_body``,
    ``refresh_plan``, ``help_text``.

    A terminal too small for it is scrolled without a bar, which Textual would draw in blocks that take two cells in
    some terminals.
    """

    DEFAULT_CSS = """
    BaseScreen { layout: vertical; scrollbar-size: 0 0; }
    """
    AUTO_FOCUS = ""
    SCOPES: ClassVar[tuple[str, ...]] = ()
    """The scopes whose commands work here, most particular first; the global ones are always added."""

    def __init__(self) -> None:
        super().__init__()
        self.chord = ""
        self.notice = ""
        self._laid_out_for: Size | None = None
        self._hinted: tuple[tuple[object, ...], tuple[str, str]] = (), ("", "")

    @property
    def context(self) -> Context:
        """The app, as screens may use it."""
        return cast("Context", self.app)

    @property
    def own_scopes(self) -> tuple[str, ...]:
        """The scopes of this screen as it is now; their keys stand in the upper hint line and in the menu."""
        return self.SCOPES

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes in force now."""
        return (*self.own_scopes, GLOBAL)

    def compose(self) -> ComposeResult:
        glyphs = self.context.glyphs
        yield TitleBar(glyphs)
        yield from self.compose_body()
        yield HintBar(glyphs)

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between title and hints."""
        return ()

    def on_mount(self) -> None:
        self.screen_ready()

    def screen_ready(self) -> None:
        """The widgets are there. Subclasses extend this and never ``on_mount``, which Textual calls for every class."""

    def on_screen_resume(self) -> None:
        """The screen is seen again. For the first time there is no room yet to show anything in: ``resized`` will."""
        if self._laid_out_for is not None:
            self.refresh_plan()

    def on_resize(self, event: events.Resize) -> None:
        """Textual tells the same size twice, the first time before the widgets have theirs."""
        if event.size != self._laid_out_for:
            self._laid_out_for = event.size
            self.call_next(self.resized)

    def resized(self) -> None:
        """The screen has its first size, or another one. Subclasses extend this and never ``on_resize``, which Textual
        calls for every class."""
        self.refresh_plan()

    def refresh_plan(self) -> None:
        """Show the present plan; called after every change of it, and when the screen comes back."""
        self.refresh_chrome()

    def commit_pending(self) -> None:
        """Take in what is half typed, before the screen or the account is left."""

    def help_text(self) -> list[str]:
        """What this screen is for, in a few translated sentences."""
        return []

    def help_model(self) -> type[Record] | None:
        """The model whose fields help explains; None when the screen shows no template."""
        return None

    # chrome

    def look_around(self) -> None:
        """Called once a second while the screen is seen: for what others may have changed."""

    def heading(self) -> str:
        """What stands in the title bar behind the program's name."""
        return ""

    def heading_right(self) -> str:
        """Date, saved state, who else is here."""
        return self.context.today.isoformat()

    def status_text(self) -> str:
        """A few words above the hints: what is sorted, filtered, counted."""
        return ""

    def show_notice(self, text: str) -> None:
        """Say something in the status line until the next key."""
        self.notice = text
        self.refresh_chrome()

    def drop_notice(self) -> None:
        """Whatever was said has been read."""
        if self.notice:
            self.show_notice("")

    def take_notice(self) -> str:
        """What was said, for another screen to say: nobody has read it here, and it is not to be met here later."""
        notice, self.notice = self.notice, ""
        return notice

    def refresh_chrome(self) -> None:
        """Bring title and hints up to date."""
        if not self.is_mounted or not self.is_current:
            return
        self.query_one(TitleBar).set(f" kaptui  {self.heading()}", self.heading_right())
        here, everywhere = self.hint_lines()
        self.query_one(HintBar).set(self.notice or self.status_text(), here, everywhere)

    def hint_lines(self) -> tuple[str, str]:
        """This screen's keys, then the same everywhere; a chord under way takes their place."""
        if self.chord:
            return self._chord_lines()
        asked = self.own_scopes, self.scopes, language()
        if asked != self._hinted[0]:
            own = [command for command in commands_in(self.own_scopes) if self.action_of(command)]
            here, everywhere = self._hints(own, " "), self._hints((*_go_hint(), *commands_in((GLOBAL,))), " ")
            self._hinted = asked, (here, everywhere)
        return self._hinted[1]

    def _hints(self, commands: Iterable[Command], lead: str) -> str:
        shown = [
            f"{HINT_KEYS.get(command.id) or key_label(key)} {tr(command.hint)}"
            for command in commands
            if command.hint and (key := self._key_in_force(command))
        ]
        return lead + "  ".join(shown)

    def _key_in_force(self, command: Command) -> str:
        """The first key of a command that no other command of a nearer scope has taken; empty when all are taken."""
        keymap = self.context.keymap
        taken = ((key, keymap.find(self.scopes, key)) for key in keymap.keys_of(command))
        return next((key for key, meant in taken if meant is None or meant.id == command.id), "")

    def _chord_lines(self) -> tuple[str, str]:
        """What the second key of a chord may be, in a word where there is one, filling both lines."""
        keymap, start = self.context.keymap, f"{self.chord} "
        words = [
            f"{keys.removeprefix(start)} {tr(command.hint or command.title)}"
            for command in commands_in((GLOBAL, *self.scopes[:-1]))
            for keys in keymap.keys_of(command)
            if keys.startswith(start)
        ]
        first, second = f" {self.chord}-", " " * (len(self.chord) + 2)
        for word in (*words, tr("Esc gives up")):
            if not second.strip() and cells(first) + 2 + cells(word) <= self.size.width:
                first += f"  {word}"
            else:
                second += f"  {word}"
        return first, second

    # keys

    async def on_key(self, event: events.Key) -> None:
        if is_typed_into(self.focused):
            return
        key = key_name(event.key, event.character)
        if self.press(key):
            event.stop()
            event.prevent_default()

    def press(self, key: str) -> bool:
        """Do what a key means here; False when it means nothing."""
        keymap = self.context.keymap
        self.drop_notice()
        chord, self.chord = self.chord, ""
        if chord:
            command = None if key == "esc" else keymap.find(self.scopes, key, chord)
            if command:
                self.run_command(command)
            elif key != "esc":
                self.context.tell(tr("{keys} means nothing here; ? shows the keys", keys=f"{chord} {key}"))
            self.refresh_chrome()
            return True
        command = keymap.find(self.scopes, key)
        if command is None and keymap.starts_chord(self.scopes, key):
            self.chord = key
            self.refresh_chrome()
            return True
        if command is None:
            return False
        self.run_command(command)
        return True

    def run_command(self, command: Command) -> None:
        """Run a command, or say why it cannot be run now."""
        why = self.why_not(command)
        if why:
            self.context.tell(why)
            return
        action = self.action_of(command)
        if action is not None:
            action()

    def why_not(self, command: Command) -> str:
        """Why a command is disabled now, translated; empty when it is not."""
        return ""

    def action_of(self, command: Command) -> Callable[[], None] | None:
        """The method that carries a command out: the screen's, else the app's."""
        name = "do_" + command.id.replace(".", "_")
        action = getattr(self, name, None) or getattr(self.app, name, None)
        if action is None and command.id.startswith("go."):
            return lambda: self.context.go(command.id.removeprefix("go."))
        return cast("Callable[[], None] | None", action)

    # commands every screen has

    def do_help(self) -> None:
        """Help about this screen, over it."""
        from kaptui.screens.help import HelpScreen  # it is a BaseScreen itself

        self.app.push_screen(HelpScreen(self))

    def do_palette(self) -> None:
        """Choose any command by typing."""
        self._choose_command(commands_in(self.scopes), numbered=False)

    def do_actions(self) -> None:
        """This screen's own commands as a numbered menu."""
        self._choose_command(commands_in(self.own_scopes), numbered=True)

    def _choose_command(self, commands: Iterable[Command], *, numbered: bool) -> None:
        from kaptui.widgets.chooser import Chooser  # nothing to choose before the first screen stands

        keymap = self.context.keymap
        known = {command.id: command for command in commands if self.action_of(command)}
        options = [
            Option(command.id, tr(command.title), "  ".join(map(key_label, keymap.keys_of(command))))
            for command in known.values()
        ]

        def run(choice: str | tuple[str, ...] | None) -> None:
            if isinstance(choice, str) and choice in known:
                self.run_command(known[choice])

        self.app.push_screen(
            Chooser(tr("Menu") if numbered else tr("Command"), options, numbered=numbered, glyphs=self.context.glyphs),
            run,
        )

    def do_copy(self) -> None:
        """Copy what this screen shows as text."""
        self.context.copy_text(self.as_text())

    def as_text(self) -> str:
        """The view as text for ``y``."""
        return ""


HINT_KEYS = {"move.down": "hjkl"}
"""Keys that stand for several commands in the hint lines."""


def _go_hint() -> tuple[Command, ...]:
    return (Command("go", GLOBAL, ("g",), "Go to …", "go to"),)


_LABELS = {"esc": "Esc", "enter": "Enter", "tab": "Tab", "shift+tab": "Shift+Tab", "backspace": "Backspace", "f1": "F1",
           "f2": "F2", "delete": "Del", "space": "Space"}  # fmt: skip


def key_label(key: str) -> str:
    """A key as the interface writes it."""
    return _LABELS.get(key, key.replace("ctrl+", "Ctrl+") if "ctrl+" in key else key)
