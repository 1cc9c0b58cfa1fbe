"""What-if: a scratch copy of the plan that is changed freely, then kept as one edit or thrown away.

The copy has a session of its own, so that undo, redo and drafts work in it and nothing of it reaches the real one. What
colleagues and the real session change meanwhile is merged into it, so that old and new numbers always compare the copy
with the plan as it is now.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from kaptui.editing.edits import Title
from kaptui.editing.merge import Conflict, merge
from kaptui.editing.session import Session
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything a what-if changed as one edit: the difference from ``base`` to ``wanted`` carried onto the plan.

    Where somebody else changed the same field since ``base``, the what-if's value stands.
    """

    base: AccountPlan
    wanted: AccountPlan

    @property
    def place(self) -> Path:
        """The plan as a whole: undo goes where its numbers are."""
        return ()

    @property
    def title(self) -> Title:
        """What undo says it took back."""
        return Title("what-if")

    def apply(self, plan: AccountPlan) -> AccountPlan:
        """The plan with the what-if's changes; their validity is the merge's."""
        return merge(self.base, self.wanted, plan).plan


class Scratch:
    """A scratch copy of ``plan``, with what an earlier one had changed; ``session`` is the one to edit."""

    def __init__(self, plan: AccountPlan, earlier: Kept | None = None) -> None:
        self.session = Session(plan)
        if earlier is not None:
            with suppress(ValueError):  # what no longer fits the plan
                self.session.bring_back(earlier.base, earlier.wanted)

    @property
    def base(self) -> AccountPlan:
        """The real plan that the copy is compared with."""
        return self.session.saved

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the real plan: a what-if that was undone is none."""
        return not self.session.is_saved

    def follow(self, present: AccountPlan) -> tuple[Conflict, ...]:
        """Take in what was changed in the real plan meanwhile; fields that both changed keep the what-if's value."""
        return () if present is self.base else self.session.receive(present)

    def forget_as(self, cleared: Callable[[AccountPlan], AccountPlan]) -> None:
        """Let go of everybody whom ``cleared`` leaves out: what was tried with them brings nobody back."""
        kept = cleared(self.session.plan)
        if kept is not self.session.plan:
            self.session.forget({row.id for row in self.session.plan.people} - {row.id for row in kept.people})

    def edit(self) -> Kept:
        """The one edit that keeps it all."""
        return Kept(self.base, self.session.plan)
