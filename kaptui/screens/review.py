"""Review mode: present, questions, vulnerabilities, recommendations, verdict, by the clock; one log entry at the end.

The clock stands in the title. It moves on with each key and once a minute; between keys nothing else is drawn, so that
a review left open costs nothing on the wire. Ratings and answers enter the plan at once. The review and its actions
enter it together, when it is written - or when the program has to leave, so that nothing said is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaptui.editing.rating import rating_edit
from kaptui.editing.review import review_edit, review_of
from kaptui.plan.vocabulary import Rating
from kaptui.screens.review_editing import ReviewEditing, Target
from kaptui.screens.review_parts import ACTION_FIELDS, FORM, TEXT, Part
from kaptui.text import tr
from kaptui.widgets.dialogs import Ask
from kaptui.widgets.lines import Lines
from kaptui.widgets.options import Option


class ReviewScreen(ReviewEditing):
    """The commands of a review."""

    has_ended = False
    """Whether the review was written."""

    def press(self, key: str) -> bool:
        meant = super().press(key)
        self.refresh_chrome()
        return meant

    def help_text(self) -> list[str]:
        return [
            tr("A review lets somebody look at the strategy who is not in love with it, in five parts."),
            tr("Present: the plan is told in numbers. Questions: ask what is not known, rate what was learned."),
            tr("Vulnerabilities: where can we be beaten? They begin with what the plan test finds; accept or drop."),
            tr("Recommendations: what to do about it. With a category, an owner, a date or a person it is an action."),
            tr("Verdict: in a word. w writes everything into the log as one step that undo takes back."),
            tr("A review without a verdict goes on when review mode is opened again that day."),
            tr("The clock runs on from where a review broken off stopped; it moves with each key and once a minute."),
        ]

    # moving

    def do_move_up(self) -> None:
        self._move(-1)

    def do_move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        if self.part is Part.PRESENT:
            self.query_one("#present", Lines).move(step)
        else:
            self.grid.move(0, step)

    def do_move_left(self) -> None:
        self.grid.move(-1, 0)

    def do_move_right(self) -> None:
        self.grid.move(1, 0)

    def do_review_next(self) -> None:
        """The next part; after the last there is only writing."""
        parts = list(Part)
        at = parts.index(self.part) + 1
        if at < len(parts):
            self.show_part(parts[at])
        else:
            self.context.tell(tr("That was the last part: w writes the review"))

    def do_review_back(self) -> None:
        """The part before."""
        parts = list(Part)
        self.show_part(parts[max(0, parts.index(self.part) - 1)])

    # questions

    def do_review_yes(self) -> None:
        """Good for us."""
        self._rate(Rating.YES)

    def do_review_no(self) -> None:
        """Bad for us."""
        self._rate(Rating.NO)

    def do_review_unknown(self) -> None:
        """Not known."""
        self._rate(Rating.UNKNOWN)

    def _rate(self, rating: Rating) -> None:
        question = self.question_at_cursor()
        if question is None:
            self.context.tell(tr("A finding is not rated: Enter writes what to do about it"))
            return
        self.edit_plan(rating_edit(self.plan, self.answer_path(question), rating, self.context.today))

    # lines

    def do_review_edit(self) -> None:
        """Type into the cell under the cursor."""
        key, column = self.grid.cursor
        if not key and self.part in (Part.WEAK, Part.ADVICE):
            self.do_review_add()
        elif key:
            self.open_cell(key, column)

    def do_review_add(self) -> None:
        """Type a new line below the last."""
        lines = self.notes.points if self.part is Part.WEAK else self.notes.proposals
        self.adding = True
        self.open_cell(str(len(lines)), TEXT)

    def do_review_toggle(self) -> None:
        """Accept or drop a vulnerability; make a recommendation an action, or not."""
        key = self.grid.cursor[0]
        if key:
            self.note(self.notes.turned(int(key)) if self.part is Part.WEAK else self.notes.made_action(int(key)))

    def do_review_remove(self) -> None:
        """Take the line out."""
        key = self.grid.cursor[0]
        if key:
            if self.part is Part.ADVICE:
                self.unread = dict(_moved_up(self.unread, int(key)))
            self.note(self.notes.without("points" if self.part is Part.WEAK else "proposals", int(key)))

    def do_review_clear(self) -> None:
        """Back to unknown, or empty."""
        key, column = self.grid.cursor
        if self.part is Part.ADVICE and column in ACTION_FIELDS:
            self.take(key, column, "" if column == "owner" else None)
        elif self.part is Part.VERDICT and key in FORM:
            self.take(key, column, "")

    # the end

    def do_review_write(self) -> None:
        """Write the review and its actions into the plan as one edit, and end; a verdict is asked for first."""
        if not self.notes.verdict:
            self.show_part(Part.VERDICT)
            self.context.tell(tr("A review ends with a verdict, in a word"))
            self.open_cell("verdict", TEXT)
        elif self._write():
            self.dismiss()

    def _write(self) -> bool:
        self.unread_in_words()
        review = review_of(self.notes, self.context.today, self.written)
        self.stop_clock(review)
        written = review_edit(self.deal, review, self.notes.actions)
        if not self.context.make(written, since=self.seen_plan):  # a deal that a colleague removed: a conflict
            return False
        self.written, self.begun, self.has_ended = review, self.notes, True
        return True

    def do_back(self) -> None:
        """Leave; what was noted is written or thrown away as somebody says."""
        if self.notes == self.begun and not self.unread:
            self.stop_clock(self.written)
            self.dismiss()
            return
        options = (Option("w", tr("Write it into the log as it is")), Option("x", tr("Throw it away")))
        self.app.push_screen(
            Ask(tr("What is to become of this review? Esc goes on with it"), options, glyphs=self.context.glyphs),
            self._left,
        )

    def _left(self, answer: str | None) -> None:
        if answer == "x" or (answer == "w" and self._write()):
            self.stop_clock(self.written)
            self.begun = self.notes
            self.dismiss()

    def do_go_home(self) -> None:
        """Home is no way out of a review."""
        self.context.tell(tr("Finish the review first: w writes it, Esc leaves it"))

    def commit_pending(self) -> None:
        """The program has to leave: what was noted so far is written."""
        self.take_pending()
        if self.notes != self.begun or self.unread:
            self._write()
        else:
            self.stop_clock(self.written)


def _moved_up(unread: Mapping[Target, tuple[str, str]], gone: int) -> Iterator[tuple[Target, tuple[str, str]]]:
    """Texts that cannot be read, after one line was taken out: its own go with it, those below move up."""
    for (key, column), text in unread.items():
        if int(key) != gone:
            yield (str(int(key) - (int(key) > gone)), column), text
