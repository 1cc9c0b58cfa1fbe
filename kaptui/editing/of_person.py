"""Edits of what belongs to a person but stands elsewhere in the plan, such as links and decision steps."""

from __future__ import annotations

from dataclasses import dataclass

from kaptui.editing.edits import Edit, Title
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path


@dataclass(frozen=True, slots=True)
class OfPerson:
    """An edit for which undo goes to a person. ``key`` tells it from other edits of the same person, so that two of
    them made in one second stay two steps of undo."""

    edit: Edit
    person: str
    key: tuple[str, ...]
    title: Title

    @property
    def place(self) -> Path:
        """The person, and below it what was edited."""
        return ("people", self.person, *self.key)

    def apply(self, plan: AccountPlan) -> AccountPlan:
        """The plan after the edit inside."""
        return self.edit.apply(plan)
