"""Template 7, SPIN: a table, four quadrants with their chains and a question bank, a call sheet for use in a talk."""

from __future__ import annotations

from kaptui.commands import Command
from kaptui.editing.edits import AddRow, Edit, RemoveRow, SetField, Title, Together
from kaptui.editing.questions import AddQuestion, WriteQuestion
from kaptui.insight.spin import chains
from kaptui.plan.fields import field_of
from kaptui.plan.question_bank import QUESTION_BANK, Prompt
from kaptui.plan.spin import QuestionKind, SpinThread
from kaptui.screens.choosing import choose
from kaptui.screens.spin_editing import SpinEditing, question_path, spot_at
from kaptui.screens.spin_quadrants import LETTERS, NAMES, Spot
from kaptui.screens.spin_sheet import ANSWER, questions_in_order
from kaptui.screens.spin_views import Group, SpinView
from kaptui.text import tr
from kaptui.widgets.cell_editor import Then
from kaptui.widgets.options import Option

WRITES = ("question.", "spin.add", "spin.remove", "spin.chain", "spin.bank", "sheet.")
"""Commands that write into the plan begin so."""
MOVES = frozenset({"sheet.next", "sheet.previous", "sheet.field", "sheet.field_back"})
"""Those that begin so and write nothing."""


class SpinScreen(SpinEditing):
    """One row a problem thread: questions from the situation to the payoff, and what was heard."""

    def why_not(self, command: Command) -> str:
        if self.session.read_only and command.id.startswith(WRITES) and command.id not in MOVES:
            return tr("This plan is open read-only")
        if command.scope == "spin.sheet" and self.thread is None:
            return self.empty_hint()
        return super().why_not(command)

    def help_text(self) -> list[str]:
        return [
            *super().help_text(),
            tr("v goes on from the quadrants to the call sheet and the table. Each question is one line."),
            tr("The n-th implication and payoff belong to the n-th problem (P1>I>N); ! marks a gap, c fills it."),
            tr("In the quadrants Q opens the question bank, . and , change the thread, w shows a deal or a person."),
            tr(
                "The call sheet is for the talk: Space asks on, capital letters reach the answers and go on there on"
                " a new line, Enter changes what stands there, D dates them today."
            ),
        ]

    def after_commit(self, then: Then) -> None:
        if then == "stay" or self.view is SpinView.TABLE:
            super().after_commit(then)
        elif self.view is SpinView.SHEET:
            self.grid.move(0, 1 if then == "next" else -1)
        else:
            self._turn(1 if then == "next" else -1)

    # views and threads

    def do_spin_view(self) -> None:
        """The next of the three views."""
        views = list(SpinView)
        self.show_view(views[(views.index(self.view) + 1) % len(views)])
        if self.view is SpinView.SHEET:
            self.grid.go_to(None, ANSWER)

    def do_spin_next(self) -> None:
        self._step_thread(1)

    def do_spin_previous(self) -> None:
        self._step_thread(-1)

    def _step_thread(self, step: int) -> None:
        rows = self.plan.spin if self.view is SpinView.SHEET or self.group is Group.THREAD else self.threads_shown()
        if not rows:
            self.context.tell(self.empty_hint())
            return
        ids = [row.id for row in rows]
        at = ids.index(self.thread_id) if self.thread_id in ids else 0
        self.reveal(("spin", ids[(at + step) % len(ids)]))

    def do_spin_group(self) -> None:
        """The questions of this thread, of all threads of its deal, of all for its person."""
        groups = list(Group)
        self.group = groups[(groups.index(self.group) + 1) % len(groups)]
        self.refresh_plan()

    def do_spin_add(self) -> None:
        """Type the problem question of a new thread."""
        thread = self.begin_thread()
        if self.view is not SpinView.QUADRANTS:
            self.show_view(SpinView.QUADRANTS)
        self.show_kind(QuestionKind.PROBLEM)
        self.edit_path(question_path(Spot(thread.id, 0, True), QuestionKind.PROBLEM))

    def do_spin_remove(self) -> None:
        """Take the thread in view out; undo brings it back."""
        if self.thread is None:
            self.context.tell(self.empty_hint())
        elif self.context.make(RemoveRow(("spin",), self.thread.id)):
            self.context.tell(tr("Deleted; u brings it back"))

    # quadrants

    def do_spin_quadrant(self) -> None:
        self._turn(1)

    def do_spin_quadrant_back(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        kinds = list(QuestionKind)
        self.show_kind(kinds[(kinds.index(self.kind) + step) % len(kinds)])

    def do_question_edit(self) -> None:
        """Edit the question under the cursor; in an empty quadrant write the first."""
        if self.cursor_path() is None:
            self.do_question_add()
        else:
            self.do_cell_edit()

    def do_question_add(self) -> None:
        """Type a new question; an implication or a payoff for the chain under the cursor."""
        thread = self.thread or self.begin_thread()
        chain = self.chain_at_cursor()
        is_chained = self.kind in (QuestionKind.IMPLICATION, QuestionKind.PAYOFF)
        spot = Spot(chain.thread if chain else thread.id, chain.start if chain and is_chained else 0, True)
        self.edit_path(question_path(spot, self.kind))

    def do_question_remove(self) -> None:
        """Take the question out; the others stay in their chains."""
        path = self.cursor_path()
        spot = spot_at(path) if path else None
        if spot is None or spot.is_new:
            self.context.tell(tr("There is no question here to delete"))
        elif self.context.make(WriteQuestion(spot.thread, self.kind, spot.line, "")):
            self.context.tell(tr("Deleted; u brings it back"))

    def do_spin_chain(self) -> None:
        """Go to the next chain that lacks a question, and write it."""
        found = [chain for chain in chains(self.threads_shown()) if chain.is_broken]
        if not found:
            self.context.tell(tr("No chain is broken: each problem has an implication and a payoff"))
            return
        present = self.chain_at_cursor()
        chain = found[(found.index(present) + 1) % len(found)] if present in found else found[0]
        kind = chain.missing[0]
        self.show_kind(kind)
        self.edit_path(question_path(Spot(chain.thread, chain.start, True), kind))

    def do_spin_bank(self) -> None:
        """Choose a ready question; it goes into the quadrant of its kind, first of all those of this quadrant."""
        prompts = sorted(QUESTION_BANK, key=lambda prompt: prompt.kind is not self.kind)
        known = {str(number): prompt for number, prompt in enumerate(prompts)}
        options = [
            Option(key, tr(prompt.question), f"{LETTERS[prompt.kind]} {tr(NAMES[prompt.kind])}")
            for key, prompt in known.items()
        ]
        choose(self, tr("Question bank"), options, lambda key: self._take(known[key]))

    def _take(self, prompt: Prompt) -> None:
        chain = self.chain_at_cursor()
        thread = self.thread
        begun: tuple[Edit, ...] = ()
        if thread is None:
            thread = self.begin_thread()
            begun = (AddRow(("spin",), thread),)
        start = chain.start if chain and chain.thread == thread.id else None
        add = AddQuestion(thread.id, prompt.kind, tr(prompt.question), start)
        self.show_kind(prompt.kind)
        self.make(
            question_path(Spot(thread.id, start or 0, True), prompt.kind),
            Together((*begun, add), Title("new question")),
        )

    # call sheet

    def do_sheet_next(self) -> None:
        self._ask_question(self.asked + 1, tr("That was the last question of this thread"))

    def do_sheet_previous(self) -> None:
        self._ask_question(self.asked - 1, tr("This is the first question of this thread"))

    def _ask_question(self, number: int, refusal: str) -> None:
        count = len(questions_in_order(self.thread)) if self.thread else 0
        if 0 <= number < count:
            self.asked = number
            self.refresh_plan()
        else:
            self.context.tell(refusal)

    def do_sheet_heard(self) -> None:
        """Write what was heard."""
        self._answer("heard")

    def do_sheet_words(self) -> None:
        """Write the explicit need as it was said."""
        self._answer("explicit_words")

    def do_sheet_said_by(self) -> None:
        """Choose who said it."""
        self._answer("said_by")

    def do_sheet_value(self) -> None:
        """Write the value as the customer put it."""
        self._answer("value_acknowledged")

    def _answer(self, name: str) -> None:
        """Open an answer by its key during the talk: what is typed is news, below what was said before."""
        self.grid.go_to(name, ANSWER)
        self.noting = True
        self.do_cell_edit()
        self.noting = False

    def do_sheet_explicit(self) -> None:
        """The customer wants it solved, or does not after all; who and when follow where nobody has said."""
        thread = self.thread
        assert thread is not None, "why_not asks first"
        wanted = not thread.explicit_need
        edits = [_field(thread, "explicit_need", wanted)]
        if wanted and thread.said_on is None:
            edits.append(_field(thread, "said_on", self.context.today))
        if wanted and thread.said_by is None and thread.person is not None:
            edits.append(_field(thread, "said_by", thread.person))
        self.grid.go_to("explicit_need", ANSWER)
        self.context.make(Together(tuple(edits), Title("change of {what}", {"what": "Explicit need"})))

    def do_sheet_said_on(self) -> None:
        """It was said today."""
        assert self.thread is not None, "why_not asks first"
        self.grid.go_to("said_on", ANSWER)
        self.context.make(_field(self.thread, "said_on", self.context.today))

    def do_sheet_field(self) -> None:
        self.grid.move(0, 1)

    def do_sheet_field_back(self) -> None:
        self.grid.move(0, -1)


def _field(thread: SpinThread, name: str, value: object) -> SetField:
    return SetField(("spin", thread.id, name), value, field_of(SpinThread, name).label)
