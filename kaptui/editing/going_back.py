"""Going back to an earlier state of the plan, as one edit that undo takes back; the history keeps both."""

from __future__ import annotations

from dataclasses import dataclass

from kaptui.editing.edits import Title
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import Path


@dataclass(frozen=True, slots=True)
class GoBack:
    """Everything in the plan as it was in ``state``, a state that was saved before."""

    state: AccountPlan

    @property
    def place(self) -> Path:
        """The plan as a whole."""
        return ()

    @property
    def title(self) -> Title:
        """What undo says it took back."""
        return Title("going back to r{number}", {"number": str(self.state.revision)})

    def apply(self, plan: AccountPlan) -> AccountPlan:
        """The old content under the present revision, so that the next save goes on from here."""
        return self.state.model_copy(update={"revision": plan.revision})
