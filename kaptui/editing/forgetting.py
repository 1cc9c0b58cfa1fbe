"""Taking a person out of a plan for good, with everything that is said about that person and nobody else."""

from __future__ import annotations

from collections.abc import Set

from kaptui.editing.edits import RemoveRow, Title, Together
from kaptui.editing.merge import Conflict
from kaptui.plan import references
from kaptui.plan.document import AccountPlan
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.record import Row


def forgetting_edit(plan: AccountPlan, person: str) -> Together:
    """Remove a person with the links from and to them and what was acknowledged about them; reports move up."""
    links = [RemoveRow(("links",), link.id) for link in plan.links if person in (link.source, link.target)]
    findings = [RemoveRow(("acknowledged",), row.id) for row in plan.acknowledged if row.subject == person]
    return Together((RemoveRow(("people",), person), *links, *findings), Title("removing a person for good"))


def is_about(conflict: Conflict, people: Set[str]) -> bool:
    """Whether a conflict is about one of these people: one side would bring back what was said about them."""
    if not people.isdisjoint(conflict.path):
        return True
    sides = [side for side in (conflict.base, conflict.ours, conflict.theirs) if isinstance(side, Row)]
    return any(
        references.is_about(conflict.path[0], side, people)
        or (isinstance(side, Opportunity) and not people.isdisjoint(side.overrides))
        for side in sides
    )
