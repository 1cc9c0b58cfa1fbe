"""A review under way: vulnerabilities accepted or dropped, recommendations some of which become actions, a verdict.

``Notes`` is a frozen value, so that the screen can go back step by step; nothing is in the plan before ``review_edit``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kaptui.editing.edits import AddRow, Edit, SetField, Title, Together
from kaptui.plan.clean import cleaned_line
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.paths import Path, swapped, validated
from kaptui.plan.record import Row, new_id
from kaptui.plan.strategy import Action, Review


@dataclass(frozen=True, slots=True)
class Point:
    """One vulnerability, as a sentence; only those taken are written."""

    text: str
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """One recommendation. It is an action too when somebody said so, or gave it any of an action's other fields."""

    action: Action
    is_action: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything a review has so far."""

    points: tuple[Point, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    reviewer: str = ""
    verdict: str = ""

    @property
    def actions(self) -> tuple[Action, ...]:
        """The recommendations that become actions."""
        return tuple(proposal.action for proposal in self.proposals if proposal.is_action)

    def with_point(self, index: int, text: str) -> Notes:
        """Another wording of a vulnerability, or a new one behind the last; an empty one goes."""
        words = cleaned_line(text)
        points = list(self.points)
        if index < len(points):
            points[index : index + 1] = [replace(points[index], text=words)] if words else []
        elif words:
            points.append(Point(words))
        return replace(self, points=tuple(points))

    def turned(self, index: int) -> Notes:
        """A vulnerability accepted, or dropped again."""
        points = list(self.points)
        points[index] = replace(points[index], is_taken=not points[index].is_taken)
        return replace(self, points=tuple(points))

    def with_proposal(self, index: int, name: str, value: Any) -> Notes:
        """A field of a recommendation set; behind the last its text begins a new one, and an empty text takes it out.

        Raises pydantic's ``ValidationError`` for a value the field does not take.
        """
        proposals = list(self.proposals)
        present = proposals[index] if index < len(proposals) else Proposal(Action(id=new_id()))
        action = swapped(present.action, name, validated(Action, name, value))
        if not action.what.strip() and name == "what":
            return replace(self, proposals=(*proposals[:index], *proposals[index + 1 :]))
        is_action = present.is_action or (name != "what" and bool(value))
        proposals[index : index + 1] = [Proposal(action, is_action)]
        return replace(self, proposals=tuple(proposals))

    def made_action(self, index: int) -> Notes:
        """A recommendation as an action too, or as no more than words again."""
        proposals = list(self.proposals)
        proposals[index] = replace(proposals[index], is_action=not proposals[index].is_action)
        return replace(self, proposals=tuple(proposals))

    def with_word(self, name: str, word: str) -> Notes:
        """Another reviewer, or another verdict."""
        return replace(self, verdict=word) if name == "verdict" else replace(self, reviewer=word)

    def without(self, part: str, index: int) -> Notes:
        """A line of ``points`` or ``proposals`` taken out."""
        lines: Sequence[object] = getattr(self, part)
        return replace(self, **{part: (*lines[:index], *lines[index + 1 :])})  # type: ignore[arg-type] # lines of that part


def broken_off(deal: Opportunity, today: date) -> Review | None:
    """Today's latest review of a deal that has no verdict: somebody left it, or had to, and may go on with it."""
    return next((row for row in reversed(deal.reviews) if row.date == today and not row.verdict), None)


def notes_of(review: Review, deal: Opportunity, found: Sequence[str]) -> Notes:
    """Notes to go on with a review that was broken off: what it says, a recommendation with the deal's action of these
    words; of the vulnerabilities ``found`` now those that it does not say are not taken."""
    weak = review.vulnerabilities.splitlines()
    actions = {action.what: action for action in deal.actions}
    advice = [(actions.get(line), line) for line in review.recommendations.splitlines() if line]
    return Notes(
        points=tuple(Point(line, line in weak) for line in dict.fromkeys((*weak, *found)) if line),
        proposals=tuple(Proposal(known or Action(id=new_id(), what=line), known is not None) for known, line in advice),
        reviewer=review.reviewer,
    )


def review_of(notes: Notes, today: date, written: Review | None = None) -> Review:
    """The row for the log: what was accepted, what is recommended, one a line; the same row as ``written`` again."""
    return Review(
        id=written.id if written else new_id(),
        date=today,
        reviewer=notes.reviewer,
        vulnerabilities="\n".join(point.text for point in notes.points if point.is_taken),
        recommendations="\n".join(proposal.action.what for proposal in notes.proposals),
        verdict=notes.verdict,
    )


def review_edit(deal: Opportunity, review: Review, actions: Sequence[Action]) -> Together:
    """The review and its actions as one step of undo; of those that the deal has already, what differs."""
    table = ("opportunities", deal.id)
    rows = (edit for action in actions for edit in _row_edits((*table, "actions"), deal.actions, action))
    return Together((*_row_edits((*table, "reviews"), deal.reviews, review), *rows), Title("review"))


def _row_edits(table: Path, present: Sequence[Row], row: Row) -> Iterator[Edit]:
    """What makes a table have this row."""
    known = next((each for each in present if each.id == row.id), None)
    if known is None:
        yield AddRow(table, row)
        return
    for name in type(row).model_fields:
        if getattr(known, name) != getattr(row, name):
            yield SetField((*table, row.id, name), getattr(row, name))
