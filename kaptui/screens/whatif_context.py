"""The app as the what-if screen sees it: everything is the real one but the plan and what happens to it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from kaptui.editing.edits import Edit
from kaptui.editing.scratch import Scratch
from kaptui.editing.session import Session
from kaptui.insight.summary import Summary
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import ABSENT, Path
from kaptui.screens.making import made
from kaptui.text import tr, trn

if TYPE_CHECKING:
    from kaptui.editing.merge import Conflict
    from kaptui.screens.context import Context


class ScratchContext:
    """``screens.context.Context`` for a scratch copy; what is not named here is asked of the ``real`` one."""

    def __init__(self, real: Context, scratch: Scratch, reveal: Callable[[Path], None]) -> None:
        self.real = real
        self.opportunity_id = real.opportunity_id
        self._scratch = scratch
        self._reveal = reveal
        self._summary: Summary | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    @property
    def session(self) -> Session:
        """The scratch copy's own."""
        return self._scratch.session

    @property
    def summary(self) -> Summary:
        """What follows from the scratch copy, today."""
        plan, today = self.session.plan, self.real.today
        if self._summary is None or self._summary.plan is not plan or self._summary.today != today:
            self._summary = Summary(plan, today, self.real.limits, self._summary or self.real.summary)
        return self._summary

    @property
    def save_state(self) -> str:
        """Nothing of a scratch copy is ever saved."""
        return tr("what-if: not saved")

    def make(self, edit: Edit, *, since: AccountPlan | None = None) -> bool:
        """Apply an edit to the scratch copy."""
        known = {conflict.path for conflict in self.session.conflicts}
        is_made = made(self.session, edit, self.real.tell, self.real.cleared(since) if since is not None else None)
        tell_elsewhere([each for each in self.session.conflicts if each.path not in known], self.real.tell)
        return is_made

    def go_to(self, path: Path) -> None:
        """Places of a what-if are on its own screen."""
        self._reveal(path)


def tell_elsewhere(conflicts: Collection[Conflict], tell: Callable[[str, str], None]) -> None:
    """Say what was changed in the real plan meanwhile and in the what-if, too; nobody is asked to decide."""
    changed = sum(conflict.ours is not ABSENT for conflict in conflicts)
    if changed:
        told = trn(
            "{n} field was changed elsewhere meanwhile; here the what-if's stands",
            "{n} fields were changed elsewhere meanwhile; here the what-if's stand",
            changed,
        )
        tell(told, "warning")
    if changed < len(conflicts):
        tell(tr("What was deleted here was changed elsewhere meanwhile: it is there again"), "warning")
