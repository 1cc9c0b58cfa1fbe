"""Two dialogs of outline paste: a pane to write an outline in, and the preview of what it would do, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import events
from textual.app import ComposeResult

from kaptui.draw.glyphs import ASCII, Glyphs
from kaptui.editing.outline import LineComplaint, Pasted, PastedLine, outline_edits
from kaptui.insight.wording import Message
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import field_of
from kaptui.plan.people import Person
from kaptui.plan.shorthand import code_of
from kaptui.screens.map_card import called
from kaptui.text import tr
from kaptui.text.format import listed, sentence
from kaptui.widgets.calm_screen import CalmModalScreen
from kaptui.widgets.cell_editor import CellEditor
from kaptui.widgets.lines import Lines
from kaptui.widgets.paint import Line, Span
from kaptui.widgets.text_pane import TextPane


class OutlineText(CalmModalScreen[str | None]):
    """A pane to type or paste an outline into; the text comes back, or None when it was given up."""

    DEFAULT_CSS = """
    OutlineText { align: center middle; background: $background 60%; }
    OutlineText > TextPane { width: 90%; height: 80%; }
    """
    AUTO_FOCUS = ""

    def __init__(self, text: str, keep: Callable[[str], None], *, glyphs: Glyphs = ASCII) -> None:
        """``keep`` gets what was typed so far when the program has to leave."""
        super().__init__()
        title = tr("One person a line, indented under the boss: Name / Title @Department AP=2!!")
        self._pane = TextPane(text, title=title, glyphs=glyphs)
        self._keep = keep

    def compose(self) -> ComposeResult:
        """The pane."""
        yield self._pane

    def commit_pending(self) -> None:
        self._keep(self._pane.pending)

    def on_cell_editor_ready(self, event: CellEditor.Ready) -> None:
        """The pane takes the keys."""
        event.stop()
        self.set_focus(event.editor.receiver)

    def on_cell_editor_committed(self, event: CellEditor.Committed) -> None:
        """The text is ready."""
        event.stop()
        self.dismiss(event.text)

    def on_cell_editor_given_up(self, event: CellEditor.GivenUp) -> None:
        """Nothing is pasted."""
        event.stop()
        self.dismiss(None)

    def on_cell_editor_refused(self, event: CellEditor.Refused) -> None:
        """More than the pane holds can be pasted on the map itself."""
        event.stop()
        self.notify(tr("That is too much to paste at once: at most {limit}", limit=event.limit), markup=False)


class OutlinePreview(CalmModalScreen[str | None]):
    """What an outline would do to a plan. ``take``, ``edit`` or None comes back."""

    DEFAULT_CSS = """
    OutlinePreview { align: center middle; background: $background 60%; }
    OutlinePreview > Lines { width: 94%; height: 90%; background: $surface; }
    """
    AUTO_FOCUS = "Lines"

    def __init__(self, plan: AccountPlan, text: str, keep: Callable[[str], None], *, glyphs: Glyphs = ASCII) -> None:
        """``keep`` gets the text when the program has to leave."""
        super().__init__()
        self._plan = plan
        self._text = text
        self._keep = keep
        self._pasted = outline_edits(plan, text)
        self._lines = Lines(glyphs=glyphs, boxed=True, wraps=True)

    def compose(self) -> ComposeResult:
        """The preview in a box."""
        yield self._lines

    def commit_pending(self) -> None:
        self._keep(self._text)

    def on_mount(self) -> None:
        """Show it from the first complaint on, if there is one."""
        self._lines.show(preview(self._plan, self._pasted), title=heading(self._pasted))

    def on_key(self, event: events.Key) -> None:
        """Enter takes it over, ``e`` goes on writing, Esc gives up; the arrows scroll."""
        event.stop()
        if event.key == "enter":
            self.dismiss("take")
        elif event.key == "escape":
            self.dismiss(None)
        elif event.character in ("e", "E"):
            self.dismiss("edit")
        elif event.character in ("j", "k"):
            self._lines.move(1 if event.character == "j" else -1)


def heading(pasted: Pasted) -> str:
    """How much an outline would do."""
    return tr(
        "Paste: {added} new, {changed} changed, {complaints} to look at",
        added=len(pasted.added),
        changed=len(pasted.changed),
        complaints=len(pasted.complaints),
    )


def preview(plan: AccountPlan, pasted: Pasted) -> list[Line]:
    """The keys, then every line with what it does and, below it, what is wrong with it."""
    complaints: dict[int, list[LineComplaint]] = {}
    for complaint in pasted.complaints:
        complaints.setdefault(complaint.number, []).append(complaint)
    people = {person.id: person for person in pasted.edit.apply(plan).people}
    lines: list[Line] = [
        (Span(tr("Enter takes it over as one step of undo, e changes the text, Esc gives up"), "dim"),),
        (),
    ]
    for line in pasted.lines:
        lines.append(_line(line, people[line.person]))
        lines += [
            (Span("      ! ", "warning"), Span(why(complaint), "warning"))
            for complaint in complaints.get(line.line.number, ())
        ]
    return lines


def why(complaint: LineComplaint) -> str:
    """A complaint as a sentence."""
    if isinstance(complaint.why, Message):
        return tr(complaint.why.msgid, **complaint.why.values)
    return sentence(complaint.why)


def _line(line: PastedLine, person: Person) -> Line:
    indent = "  " * line.line.depth
    code = code_of(person)
    return (
        Span(f"{line.line.number:>4} ", "dim"),
        Span("+ " if line.is_new else "~ " if line.changes else "= ", "key"),
        Span(f"{indent}{called(person)}", "bad" if line.line.problem else ""),
        Span(f" / {person.title}" if person.title and person.name else ""),
        Span(f" @{person.department}" if person.department else ""),
        Span(f"  {code}" if code else "", "key"),
        Span("".join(_changes(line)), "dim"),
    )


def _changes(line: PastedLine) -> Iterator[str]:
    """What changes in somebody already there."""
    if line.is_new:
        yield "  " + tr("new")
    elif line.changes:
        named = listed(tr(field_of(Person, name).label) for name in line.changes if name != "archived")
        yield "  " + tr("changes: {fields}", fields=named)
    else:
        yield "  " + tr("as it is")
