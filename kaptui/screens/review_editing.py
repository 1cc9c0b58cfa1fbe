"""Typing in review mode: answers, weak points, recommendations with what makes them actions, the verdict."""

from __future__ import annotations

from kaptui.editing.edits import SetField
from kaptui.editing.typed import value_of
from kaptui.plan.assessment import Answer
from kaptui.plan.clean import cleaned_line, cleaned_text
from kaptui.plan.document import AccountPlan
from kaptui.plan.fields import FieldSpec, field_of
from kaptui.plan.paths import value_at
from kaptui.plan.strategy import Action, Review
from kaptui.screens.cells import options_for
from kaptui.screens.review_base import ReviewBase
from kaptui.screens.review_parts import ACTION_FIELDS, FORM, MARK, TEXT, Part
from kaptui.text import tr
from kaptui.text.format import sentence
from kaptui.widgets.cell_editor import CellEditor, Then
from kaptui.widgets.editors import open_editor

Target = tuple[str, str]
"""A cell by the keys of its row and column."""


class ReviewEditing(ReviewBase):
    """Editors over the cells of the grid; ``target`` is the cell that is open, ``opened_on`` the plan as it was then:
    an answer that is typed there is one to that."""

    target: Target | None = None
    opened_on: AccountPlan | None = None
    on_the_way = False
    """Whether Tab led from a recommendation to what makes it an action."""

    def open_cell(self, key: str, column: str) -> None:
        """Open the editor of a cell; nothing happens where a cell is not for typing."""
        column = TEXT if column == MARK else column
        spec = self.spec_of(key, column)
        if spec is None:
            return
        editor = open_editor(
            spec,
            self.text_at(key, column),
            options_for(self.plan, spec),
            parse=lambda text: self.read(key, column, text),
            complain=sentence,
            glyphs=self.context.glyphs,
        )
        self.target, self.opened_on = (key, column), self.seen_plan
        self.refresh_plan()
        self.grid.go_to(key, column)
        self.grid.edit(editor)

    def spec_of(self, key: str, column: str) -> FieldSpec | None:
        """What kind of field a cell is; None when nothing can be typed there."""
        match self.part:
            case Part.QUESTIONS if self.question_at_cursor() is not None:
                return field_of(Answer, "answer")
            case Part.QUESTIONS | Part.WEAK:
                return field_of(Action, TEXT) if key else None
            case Part.ADVICE:
                return field_of(Action, column) if key else None
            case Part.VERDICT:
                return field_of(Review, key) if key in FORM else None
            case Part.PRESENT:
                return None

    def text_at(self, key: str, column: str) -> str:
        """The text with which the editor of a cell begins."""
        if (key, column) in self.unread:
            return self.unread[key, column][0]
        match self.part:
            case Part.QUESTIONS:
                question = self.question_at_cursor()
                answer = value_at(self.plan, self.answer_path(question)) if question else None
                return answer.answer if isinstance(answer, Answer) else ""
            case Part.WEAK:
                return self.notes.points[int(key)].text if int(key) < len(self.notes.points) else ""
            case Part.ADVICE:
                known = self.notes.proposals[int(key)].action if int(key) < len(self.notes.proposals) else None
                value = getattr(known, column, None)
                return "" if value is None else str(getattr(value, "value", value))
            case Part.VERDICT:
                return str(getattr(self.notes, key))
            case Part.PRESENT:
                return ""

    def read(self, key: str, column: str, text: str) -> object:
        """What a text means in a cell. Raises ``Refused`` or ``TooLong``."""
        if self.part is Part.QUESTIONS and self.question_at_cursor() is not None:
            return cleaned_text(text)
        if self.part is not Part.ADVICE or column == TEXT:
            return cleaned_line(text)
        return value_of(self.plan, ("opportunities", self.deal_id, "actions", key, column), text, self.context.today)

    def take(self, key: str, column: str, value: object) -> None:
        """Put what was read into the notes, an answer into the plan."""
        self.unread.pop((key, column), None)
        match self.part:
            case Part.QUESTIONS:
                question = self.question_at_cursor()
                if question is not None:
                    answered = SetField((*self.answer_path(question), "answer"), value, "Answer")
                    self.edit_plan(answered, since=self.opened_on)
                elif value:
                    self.note(self.notes.with_proposal(len(self.notes.proposals), TEXT, value))
                    self.context.tell(tr("Noted among the recommendations"))
            case Part.WEAK:
                self.note(self.notes.with_point(int(key), str(value)))
            case Part.ADVICE:
                self.note(self.notes.with_proposal(int(key), column, value))
            case Part.VERDICT:
                self.note(self.notes.with_word(key, str(value)))
            case Part.PRESENT:
                pass

    # what editors tell

    def on_grid_opened(self) -> None:
        """Enter on a cell."""
        self.open_cell(*self.grid.cursor)

    def on_cell_editor_committed(self, event: CellEditor.Committed) -> None:
        """Take it in, and with Tab go on."""
        event.stop()
        target = self._end_typing()
        if target is not None:
            self.take(*target, event.value)
            self._go_on(target, event.then)

    def on_cell_editor_drafted(self, event: CellEditor.Drafted) -> None:
        """What cannot be read stays in its cell."""
        event.stop()
        target = self._end_typing()
        if target is not None:
            self.unread[target] = event.text, event.complaint
            self.refresh_plan()
            self.context.tell(event.complaint, "warning")

    def on_cell_editor_given_up(self, event: CellEditor.GivenUp) -> None:
        """Nothing was typed; a line being added goes."""
        event.stop()
        target = self._end_typing()
        self.on_the_way = False
        if target is not None:
            self.unread.pop(target, None)
        self.refresh_plan()

    def _end_typing(self) -> Target | None:
        target, self.target, self.adding = self.target, None, False
        return target

    def _go_on(self, target: Target, then: Then) -> None:
        """Tab after a recommendation leads through what makes it an action; elsewhere to the next line.

        A category is picked by one key, without Tab: on that way it leads on as well.
        """
        key, column = target
        step = {"next": 1, "previous": -1, "stay": 0}[then]
        if self.part is not Part.ADVICE:
            self.grid.move(0, step)
            return
        if column == "category" and self.on_the_way:
            step = step or 1
        columns = (TEXT, *ACTION_FIELDS)
        at = columns.index(column) + step
        self.on_the_way = step > 0
        if step and 0 <= at < len(columns) and int(key) < len(self.notes.proposals):
            self.open_cell(key, columns[at])

    def take_pending(self) -> None:
        """Take in what stands in an open editor; what cannot be read is kept in the words of its recommendation."""
        editor = self.grid.editor if self.is_mounted else None
        target = self._end_typing()
        if editor is None or target is None or editor.settled:
            return
        text, editor.settled = editor.pending, True
        try:
            self.take(*target, self.read(*target, text))
        except ValueError:
            self.unread[target] = text, ""

    def unread_in_words(self) -> None:
        """Put texts that could not be read into the words of their recommendations, where they are not lost."""
        notes = self.notes
        for (key, _), (text, _complaint) in self.unread.items():
            if key.isdecimal() and int(key) < len(notes.proposals):
                words = f"{notes.proposals[int(key)].action.what} ({cleaned_line(text[:500])})"
                notes = notes.with_proposal(int(key), TEXT, words)
        self.unread.clear()
        self.notes = notes
