"""Choosing one code or several by one key each, in a small list over the cell."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.geometry import Region

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.width import cells, fit
from kaptui.plan.halfwidth import half_width, plain_minus
from kaptui.plan.vocabulary import Choice
from kaptui.text import tr
from kaptui.widgets.box import boxed
from kaptui.widgets.cell_editor import CellEditor
from kaptui.widgets.paint import Line, Painted, Span, merged

_CLEARING = ("backspace", "delete")
_FOLDED = str.maketrans({"×": "x", "★": "*", "☆": "*"})


def picking_key(character: str | None) -> str:
    """A typed character as the keys of choices are written: small, and half-width when an input method is on."""
    return plain_minus(half_width(character or "")).translate(_FOLDED).casefold()


class PopupList(Painted, CellEditor, can_focus=True):
    """A list of choices over a cell, one row each, its key before it; the base of the editors below."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    PopupList { background: $surface; }
    """

    def __init__(
        self, choices: Sequence[Choice], *, title: str = "", optional: bool = False, glyphs: Glyphs = ASCII
    ) -> None:
        super().__init__(glyphs=glyphs)
        self._choices = tuple(choices)
        self._title = title
        self._optional = optional
        self._cursor = 0

    def place(self, cell: Region, room: Region, screen: Region) -> Region:
        """Below the cell, above it where there is no room below; wholly on the screen."""
        labels = [cells(self._label(row)) for row in range(self._count)]
        width = min(max([*labels, cells(self._title) + 2]) + 4, screen.width)
        height = min(self._count + 2, screen.height)
        below = cell.y + 1
        y = below if below + height <= screen.bottom else max(screen.y, cell.y - height)
        return Region(max(screen.x, min(cell.x - 1, screen.right - width)), y, width, height)

    def picture(self, width: int, height: int) -> list[Line]:
        """The choices in a box, scrolled to the cursor where the screen is too low for all."""
        top = max(0, self._cursor - (height - 2) + 1)
        rows = [self._row(row, width - 2) for row in range(top, self._count)]
        return boxed(rows, width, height, self.glyphs, self._title)

    def on_key(self, event: events.Key) -> None:
        """Keys of choices, arrows; everything else is kept from the screen: a letter typed here is no command."""
        if self.takes(event):
            return
        if event.key in ("up", "down"):
            self._cursor = max(0, min(self._cursor + (1 if event.key == "down" else -1), self._count - 1))
        elif event.key in ("home", "end"):
            self._cursor = 0 if event.key == "home" else self._count - 1
        elif not self.answers(event.key, picking_key(event.character)) and event.character is None:
            return
        event.stop()
        event.prevent_default()
        self.repaint()

    def on_paste(self, event: events.Paste) -> None:
        """Nothing can be pasted into a choice."""
        if not self.takes(event):
            event.stop()

    def answers(self, key: str, character: str) -> bool:
        """Do what a key means among the choices; False when it means nothing."""
        raise NotImplementedError

    def choice_at(self, character: str) -> int | None:
        """The row that a character picks: by its key, or by its number where no key is a digit."""
        keys = [choice.key.casefold() for choice in self._choices]
        if character in keys:
            return keys.index(character)
        if character.isdecimal() and not any(key.isdecimal() for key in keys) and 1 <= int(character) <= len(keys):
            return int(character) - 1
        return None

    @property
    def _count(self) -> int:
        return len(self._choices) + self._optional

    def _lead(self, row: int) -> str:
        return self._choices[row].key if row < len(self._choices) else "?"

    def _label(self, row: int) -> str:
        words = tr(self._choices[row].label) if row < len(self._choices) else tr("not known")
        return f"{self._lead(row)}  {self.glyphs.show(words)}"

    def _row(self, row: int, width: int) -> Line:
        under = row == self._cursor
        mark = self.glyphs.cursor if under else " "
        return merged((Span(mark), Span(fit(self._label(row), width - 2), "cursor" if under else ""), Span(" ")))


class ChoiceEditor(PopupList):
    """Picks one code; the key of a choice picks and commits at once. ``?`` and Backspace make it unknown where it may
    be. Leaving without picking changes nothing. The text is the code, empty for unknown."""

    def __init__(
        self,
        choices: Sequence[Choice],
        code: str = "",
        *,
        title: str = "",
        optional: bool = False,
        glyphs: Glyphs = ASCII,
    ) -> None:
        super().__init__(choices, title=title, optional=optional, glyphs=glyphs)
        codes = [choice.code for choice in self._choices]
        self._cursor = codes.index(code) if code in codes else (len(codes) if optional else 0)

    @property
    def pending(self) -> str:
        """The code under the cursor."""
        return self._choices[self._cursor].code if self._cursor < len(self._choices) else ""

    @property
    def unparsed(self) -> object:
        """The code, None for unknown."""
        return self.pending or None

    def answers(self, key: str, character: str) -> bool:
        """Pick and commit."""
        row = self.choice_at(character)
        if row is None and self._optional and (key in _CLEARING or character == "?"):
            row = len(self._choices)
        if row is None:
            return False
        self._cursor = row
        self.commit()
        return True

    def on_blur(self) -> None:
        """Looking elsewhere picks nothing."""
        if self.app.app_focus:
            self.give_up()


class FlagsEditor(PopupList):
    """Picks any number of codes: their keys and Space switch, Backspace and ``?`` clear all, Enter commits. The text
    is the codes in the order of the choices, one after the other when each is a single letter."""

    def __init__(self, choices: Sequence[Choice], codes: str = "", *, title: str = "", glyphs: Glyphs = ASCII) -> None:
        super().__init__(choices, title=title, glyphs=glyphs)
        self._joint = "" if all(len(choice.code) == 1 for choice in choices) else " "
        present = set(codes) if not self._joint else set(codes.split())
        self._on = {choice.code for choice in self._choices} & present

    @property
    def pending(self) -> str:
        """The codes switched on."""
        return self._joint.join(choice.code for choice in self._choices if choice.code in self._on)

    @property
    def unparsed(self) -> object:
        """The codes as a tuple."""
        return tuple(choice.code for choice in self._choices if choice.code in self._on)

    def answers(self, key: str, character: str) -> bool:
        """Switch one code, or clear all."""
        row = self._cursor if character == " " else self.choice_at(character)
        if row is not None:
            self._cursor = row
            self._on ^= {self._choices[row].code}
        elif key in _CLEARING or character == "?":
            self._on.clear()
        else:
            return False
        return True

    def on_blur(self) -> None:
        """Leaving commits."""
        self.left()

    def _label(self, row: int) -> str:
        box = "[x]" if self._choices[row].code in self._on else "[ ]"
        return f"{box} {super()._label(row)}"
