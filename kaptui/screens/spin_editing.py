"""Editing single questions in the quadrants of SPIN: in place, one line each, kept in their chain.

A question has a path of its own, ``("spin", thread, kind, line)``; the line of one that is being added is ``+`` and the
line on which its chain begins. Only drafts and undo know such paths beside this screen.
"""

from __future__ import annotations

from kaptui.editing.edits import AddRow, Edit, Title, Together
from kaptui.editing.questions import AddQuestion, WriteQuestion, landing_line
from kaptui.insight.spin import Chain, chains, lines_of
from kaptui.plan.fields import field_of
from kaptui.plan.paths import Path
from kaptui.plan.places import spec_at
from kaptui.plan.record import new_id
from kaptui.plan.spin import QuestionKind, SpinThread
from kaptui.screens.spin_quadrants import QUESTION, Spot, spot_of
from kaptui.screens.spin_sheet import ANSWER, ANSWERS
from kaptui.screens.spin_views import SpinView, SpinViews
from kaptui.text import tr
from kaptui.text.format import sentence
from kaptui.widgets.editors import open_editor
from kaptui.widgets.grid_messages import Pasted

KINDS = frozenset(kind.value for kind in QuestionKind)


class SpinEditing(SpinViews):
    """Paths, editors and paste of the quadrants and the call sheet. ``coming`` is a thread that is not there before its
    first question is typed, ``noting`` is true while an answer is opened to have more written below it."""

    def __init__(self) -> None:
        super().__init__()
        self.coming: SpinThread | None = None
        self.noting = False
        self._noted: tuple[Path, str] | None = None

    # paths

    def path_at(self, row: str, column: str) -> Path | None:
        match self.view:
            case SpinView.TABLE:
                return super().path_at(row, column)
            case SpinView.SHEET:
                return ("spin", self.thread.id, row) if self.thread and row in ANSWERS else None
            case SpinView.QUADRANTS:
                spot = spot_of(row)
                return question_path(spot, self.kind) if spot else None

    def cell_of(self, path: Path) -> tuple[str, str] | None:
        match self.view:
            case SpinView.TABLE:
                return super().cell_of(path)
            case SpinView.SHEET:
                return (path[2], ANSWER) if len(path) > 2 and path[2] in ANSWERS else None
            case SpinView.QUADRANTS:
                spot = spot_at(path)
                return (spot.key, QUESTION) if spot else self._first_row(path[1]) if len(path) > 1 else None

    def _first_row(self, thread_id: str) -> tuple[str, str] | None:
        """The first row of a thread in the quadrant with the cursor."""
        keys = self.grid.visible_keys()
        return next(((key, QUESTION) for key in keys if (spot := spot_of(key)) and spot.thread == thread_id), None)

    def reveal(self, path: Path) -> None:
        name = path[2] if len(path) > 2 else ""
        if self.view is not SpinView.TABLE and name and name not in KINDS and name not in ANSWERS:
            self.show_view(SpinView.TABLE)
        if self.view is SpinView.QUADRANTS and name in ANSWERS:
            self.show_view(SpinView.SHEET)
        if self.view is SpinView.SHEET and name in KINDS:
            self.show_view(SpinView.QUADRANTS)
        if self.view is not SpinView.TABLE and len(path) > 1:
            self.show_thread(path[1])
        if self.view is SpinView.QUADRANTS and name in KINDS:
            self.show_kind(QuestionKind(name))
        super().reveal(path)

    # editing

    def start_text(self, path: Path) -> str:
        spot = spot_at(path)
        if spot is None:
            return self._start_of_answer(path, super().start_text(path))
        draft = self.session.drafts.get(path)
        thread = self.thread_of(spot.thread)
        if draft or thread is None or spot.is_new:
            return draft.text if draft else ""
        lines = lines_of(thread, QuestionKind(path[2]))
        return lines[spot.line].strip() if spot.line < len(lines) else ""

    def _start_of_answer(self, path: Path, text: str) -> str:
        """Something to write behind what an answer says: a line of its own, unless its draft is to be gone on with."""
        is_noted = self.noting and spec_at(path).kind == "long" and self.session.drafts.get(path) is None
        self._noted = (path, text) if is_noted else None
        return f"{text}\n" if is_noted and text.strip() and not text.endswith("\n") else text

    def edit_for(self, path: Path, text: str, *, sure: bool = False) -> Edit:
        spot = spot_at(path)
        if spot is None:
            if self._noted is not None and self._noted == (path, text.removesuffix("\n")):
                text = self._noted[1]  # nothing was written on the new line
            return super().edit_for(path, text, sure=sure)
        kind = QuestionKind(path[2])
        if not spot.is_new:
            return WriteQuestion(spot.thread, kind, spot.line, text)
        add = AddQuestion(spot.thread, kind, text, spot.line)
        if any(thread.id == spot.thread for thread in self.seen_plan.spin):
            return add
        begun = (AddRow(("spin",), self.coming or SpinThread(id=spot.thread)), add) if text.strip() else ()
        return Together(begun, Title("new thread"))

    def edit_path(self, path: Path) -> None:
        spot = spot_at(path)
        if spot is None:
            super().edit_path(path)
            return
        self.adding = spot if spot.is_new else None
        editor = open_editor(
            field_of(SpinThread, path[2])._replace(kind="text"),
            self.start_text(path),
            parse=lambda text: self.edit_for(path, text),
            complain=sentence,
            glyphs=self.context.glyphs,
        )
        self._editing, self._opened_on = (path, spot.key, QUESTION), self.plan
        self.refresh_plan()
        self.grid.go_to(spot.key)
        self.grid.edit(editor)

    def refresh_plan(self) -> None:
        if self._editing is None:
            self.adding = None
        super().refresh_plan()

    def make(self, path: Path, edit: Edit) -> None:
        spot = spot_at(path)
        if spot is None:
            super().make(path, edit)
            return
        added = _added(edit)
        line = landing_line(self.thread_of(spot.thread) or SpinThread(id=spot.thread), added) if added else spot.line
        super().make(path, edit)
        self.coming = None
        self.show_thread(spot.thread)
        self.grid.go_to(Spot(spot.thread, line, False).key)

    def thread_of(self, thread_id: str) -> SpinThread | None:
        """The thread of that id; None when it is gone, or not there yet."""
        return next((row for row in self.plan.spin if row.id == thread_id), None)

    def begin_thread(self) -> SpinThread:
        """A thread for the person and the deal of the one in view; it enters the plan with its first question."""
        like = self.thread
        kept = like.model_dump(include={"person", "opportunity"}) if like else {}
        deal = kept.get("opportunity") or (self.opportunity.id if self.opportunity else None)
        self.coming = SpinThread(id=new_id(), person=kept.get("person"), opportunity=deal)
        return self.coming

    def chain_at_cursor(self) -> Chain | None:
        """The chain to which the question under the cursor belongs."""
        spot = spot_of(self.grid.cursor[0])
        found = chains(self.threads_shown())
        return next(
            (each for each in found if spot and each.thread == spot.thread and each.start <= spot.line < each.end), None
        )

    def cursor_moved(self) -> None:
        spot = spot_of(self.grid.cursor[0]) if self.view is SpinView.QUADRANTS and self.is_mounted else None
        if spot is not None and self.thread_of(spot.thread) is not None:
            self.thread_id = spot.thread
        super().cursor_moved()

    def on_grid_pasted(self, event: Pasted) -> None:
        """In a quadrant each pasted cell is a question; on the call sheet the text goes into the answer."""
        if self.view is SpinView.TABLE:
            return
        event.prevent_default()
        words = [cell for row in event.cells for cell in row if cell.strip()]
        path = self.cursor_path()
        if self.view is SpinView.QUADRANTS and self.thread is not None:
            edits = tuple(AddQuestion(self.thread.id, self.kind, cell) for cell in words)
            self.context.make(Together(edits, Title("paste")))
        elif path is not None and self.view is SpinView.SHEET:
            try:
                self.make(path, self.edit_for(path, "\n".join(words)))
            except ValueError as problem:
                self.session.keep_draft(path, "\n".join(words), sentence(problem))

    def empty_hint(self) -> str:
        """What is said where a command needs a thread and there is none."""
        return tr("No thread yet: A begins one with its problem")


def question_path(spot: Spot, kind: QuestionKind) -> Path:
    """The path of a question, on this screen only."""
    return ("spin", spot.thread, kind.value, f"{'+' if spot.is_new else ''}{spot.line}")


def spot_at(path: Path) -> Spot | None:
    """The place of a question's path; None for any other path."""
    return spot_of(f"{path[1]}/{path[3]}") if len(path) == 4 and path[0] == "spin" else None


def _added(edit: Edit) -> AddQuestion | None:
    if isinstance(edit, Together):
        return next((each for each in edit.edits if isinstance(each, AddQuestion)), None)
    return edit if isinstance(edit, AddQuestion) else None
