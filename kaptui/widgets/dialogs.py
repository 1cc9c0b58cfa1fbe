"""Questions that have to be answered before anything else: one of a few, or one line of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.draw.width import wrap
from kaptui.plan.halfwidth import half_width
from kaptui.text import tr
from kaptui.widgets.box import Frame
from kaptui.widgets.calm_screen import CalmModalScreen
from kaptui.widgets.lines import Lines
from kaptui.widgets.options import Option
from kaptui.widgets.paint import Line, Span
from kaptui.widgets.pick_list import NUMBERS, QueryInput

_WIDTH = 72
_INSIDE = _WIDTH - 6


class Ask(CalmModalScreen[str | None]):
    """One question and its possible answers. The key of an answer takes it at once (answers with longer keys are
    numbered), or arrows and Enter; Esc gives up. The answer's key comes back, None when given up."""

    DEFAULT_CSS = """
    Ask { align: center middle; background: transparent; }
    Ask > Lines { width: 72; max-width: 100%; max-height: 100%; background: $surface; }
    """
    AUTO_FOCUS = "Lines"

    def __init__(self, question: str, options: Iterable[Option], *, title: str = "", glyphs: Glyphs = ASCII) -> None:
        """The first answer is the one that Enter takes."""
        super().__init__()
        self._options = tuple(options)
        by_letter = all(len(option.key) == 1 for option in self._options)
        self._keys = [option.key if by_letter else sign for option, sign in zip(self._options, NUMBERS, strict=False)]
        self._lines = Lines(glyphs=glyphs, title=title, boxed=True, wraps=True)
        self._texts = [*_paragraph(question, glyphs), ()]
        self._first = len(self._texts)
        self._texts += [
            (
                Span(f" {key}", "key"),
                Span(f"  {glyphs.show(option.text)}"),
                Span(f"  {glyphs.show(option.hint)}", "dim"),
            )
            for key, option in zip(self._keys, self._options, strict=False)
        ]
        self._lines.styles.height = len(self._texts) + 2

    def compose(self) -> ComposeResult:
        """Question and answers in one box."""
        yield self._lines

    def on_mount(self) -> None:
        """The answers can be stood on, the question cannot."""
        self._lines.show(self._texts, selectable=range(self._first, len(self._texts)))

    def on_lines_opened(self, message: Lines.Opened) -> None:
        """Enter on an answer."""
        message.stop()
        self.dismiss(self._options[message.index - self._first].key)

    def on_key(self, event: events.Key) -> None:
        """The keys of the answers, in either width and case unless both cases are answers."""
        event.stop()
        typed = half_width(event.character or "")
        if event.key == "escape":
            self.dismiss(None)
        for match in (typed, typed.lower(), typed.upper()):
            if match and match in self._keys:
                self.dismiss(self._options[self._keys.index(match)].key)
                return


class AskText(CalmModalScreen[str | None]):
    """A question answered by one line. Enter answers, Esc gives up (None). ``check`` gives the complaint about an
    answer that cannot be taken, empty when it can; the complaint is shown and the line stays open."""

    DEFAULT_CSS = """
    AskText { align: center middle; background: transparent; }
    AskText > Frame { width: 72; max-width: 100%; max-height: 100%; background: $surface; }
    AskText > Frame > Vertical { margin: 1 2; width: 1fr; height: 1fr; }
    """
    AUTO_FOCUS = "QueryInput"

    def __init__(
        self,
        question: str,
        text: str = "",
        *,
        check: Callable[[str], str] | None = None,
        keep: Callable[[str], None] | None = None,
        title: str = "",
        glyphs: Glyphs = ASCII,
    ) -> None:
        """``keep`` gets what was typed so far when the program has to leave."""
        super().__init__()
        self._title = title
        self._check = check
        self._keep = keep
        self._offered = text
        self._question = _paragraph(question, glyphs)
        self._lines = Lines(glyphs=glyphs, wraps=True)
        self._lines.styles.height = len(self._question)
        self._input = QueryInput(text, self._steer, self._typed)
        self._frame = Frame(title, tr("Enter answers, Esc gives up"), glyphs=glyphs)
        self._frame.styles.height = len(self._question) + 3

    def compose(self) -> ComposeResult:
        """The question, and the line below it."""
        with self._frame, Vertical():
            yield self._lines
            yield self._input

    def on_mount(self) -> None:
        """Show the question."""
        self._lines.show(self._question)

    def commit_pending(self) -> None:
        if self._keep is not None and self._input.value != self._offered:
            self._keep(self._input.value)

    def _steer(self, event: events.Key) -> bool:
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            complaint = self._check(self._input.value) if self._check is not None else ""
            if complaint:
                self._frame.set(self._title, complaint)
            else:
                self.dismiss(self._input.value)
        else:
            return False
        return True

    def _typed(self, _: str) -> None:
        """Typing on settles the complaint."""
        self._frame.set(self._title, tr("Enter answers, Esc gives up"))


def _paragraph(text: str, glyphs: Glyphs) -> list[Line]:
    """The question in lines that fit into the box."""
    return [(Span(line),) for part in text.split("\n") for line in wrap(glyphs.show(part), _INSIDE)]
