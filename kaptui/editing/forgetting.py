"""Taking a person out of a plan for good, with everything that is said about that person and nobody else."""

from __future__ import annotations

from kaptui.editing.edits import RemoveRow, Title, Together
from kaptui.plan.document import AccountPlan


def forgetting_edit(plan: AccountPlan, person: str) -> Together:
    """Remove a person with the links from and to them and what was acknowledged about them; reports move up."""
    links = [RemoveRow(("links",), link.id) for link in plan.links if person in (link.source, link.target)]
    findings = [RemoveRow(("acknowledged",), row.id) for row in plan.acknowledged if row.subject == person]
    return Together((RemoveRow(("people",), person), *links, *findings), Title("removing a person for good"))
