"""What all editors of a field have in common: they end exactly once, by committing or by being given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from kaptui.widgets.typeahead import KeysHeld, Typed, hand_over

Then = Literal["stay", "next", "previous"]
"""Where the cursor goes after a commit: Enter and leaving the field stay, Tab goes on, Shift+Tab back."""

Parse = Callable[[str], object]
"""Text to value; raises ``ValueError`` for text that cannot be read."""

Complain = Callable[[ValueError], str]
"""The sentence that tells a person why their text cannot be read."""


class CellEditor(Widget):
    """The base of every editor. Posts exactly one of ``Committed``, ``Drafted`` and ``GivenUp``, then nothing more:
    what is typed after that is kept in ``ahead`` for whoever comes next."""

    @dataclass
    class Committed(Message):
        """The text was read: ``value`` is what it was parsed to."""

        editor: CellEditor
        text: str
        then: Then
        value: object

        @property
        def control(self) -> CellEditor:
            """The editor."""
            return self.editor

    @dataclass
    class Drafted(Message):
        """The text cannot be read; it stays in its field as a draft, with the complaint."""

        editor: CellEditor
        text: str
        complaint: str
        then: Then

        @property
        def control(self) -> CellEditor:
            """The editor."""
            return self.editor

    @dataclass
    class GivenUp(Message):
        """Esc: the field stays as it was."""

        editor: CellEditor

        @property
        def control(self) -> CellEditor:
            """The editor."""
            return self.editor

    @dataclass
    class Ready(Message):
        """The editor is mounted and can take the focus. For the owner of the editor only."""

        editor: CellEditor

    @dataclass
    class Refused(Message):
        """More was pasted than the field takes: ``limit`` characters. The editor stays open, its text unchanged."""

        editor: CellEditor
        limit: int

    settled = False
    """Whether the one message was posted."""

    cell: tuple[str, str] | None = None
    """The keys of the row and column that a grid opened the editor over."""

    last_event: events.Event | None = None
    """The last key or paste that passed through the editor: by it the owner knows what the editor left over."""

    def __init__(self, *children: Widget, **named: Any) -> None:
        """As ``Widget``."""
        super().__init__(*children, **named)
        self._parse: Parse | None = None
        self._complain: Complain = str
        self._ahead = KeysHeld()
        self._heir: Widget | None = None

    def reads_with(self, parse: Parse | None, complain: Complain | None) -> None:
        """Give the functions that turn the text into a value and a failure into a sentence."""
        self._parse = parse
        if complain is not None:
            self._complain = complain

    @property
    def pending(self) -> str:
        """The text as it stands, not yet committed."""
        raise NotImplementedError

    @property
    def unparsed(self) -> object:
        """The value when no parser was given: the text, or what the editor's kind picks (code, codes, row keys)."""
        return self.pending

    @property
    def receiver(self) -> Widget:
        """The widget inside that takes the focus."""
        return self

    def place(self, cell: Region, room: Region, screen: Region) -> Region:
        """Where the editor stands, in cells of the screen: over the cell, inside the room of its owner."""
        width = min(max(cell.width, self.wanted_width), room.width)
        x = max(room.x, min(cell.x, room.right - width))
        return Region(x, cell.y, width, 1)

    @property
    def wanted_width(self) -> int:
        """The fewest cells in which it is comfortable to type."""
        return 16

    def commit(self, then: Then = "stay") -> None:
        """End with the text as it stands. Does nothing when the editor has ended."""
        if self.settled:
            return
        self.settled = True
        text = self.pending
        try:
            value = self._parse(text) if self._parse is not None else self.unparsed
        except ValueError as problem:
            self.post_message(self.Drafted(self, text, self._complain(problem), then))
        else:
            self.post_message(self.Committed(self, text, then, value))

    def give_up(self) -> None:
        """End and change nothing."""
        if not self.settled:
            self.settled = True
            self.post_message(self.GivenUp(self))

    def on_mount(self) -> None:
        """Tell the owner that the focus can come."""
        self.post_message(self.Ready(self))

    def left(self) -> None:
        """The focus went elsewhere: commit. When the whole terminal lost it, somebody only looks at another window
        and comes back to go on typing."""
        if self.app.app_focus:
            self.commit()

    def takes(self, event: Typed) -> bool:
        """Whether an event is none of the editing: it ends the editor, or came after the end and is kept for the heir.
        Every editor asks this first of each key and paste."""
        self.last_event = event
        if self._heir is not None:
            event.stop()
            event.prevent_default()
            hand_over(event, self._heir)
        elif self.settled:
            self._ahead.keep(event)
        elif isinstance(event, events.Key) and self.ended_by(event.key):
            event.stop()
            event.prevent_default()
        else:
            return False
        return True

    def ended_by(self, key: str) -> bool:
        """Whether a key ends this editor, and if so end it: Enter, Tab, Shift+Tab, Esc."""
        if key == "escape":
            self.give_up()
        elif key == "enter":
            self.commit()
        elif key == "tab":
            self.commit("next")
        elif key == "shift+tab":
            self.commit("previous")
        else:
            return False
        return True

    def hand_on(self, heir: Widget) -> None:
        """Leave the screen, and leave the focus and what was typed after the end to ``heir``."""

        def hand() -> None:
            focused = self.screen.focused
            if focused is None or self in focused.ancestors_with_self:
                self.screen.set_focus(heir, scroll_visible=False)
            self._heir = heir
            self._ahead.release(heir)
            self.remove()

        self.call_later(hand)
