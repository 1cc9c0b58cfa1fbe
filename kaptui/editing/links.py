"""Edits of the links between two people: influence, conflict, a second boss."""

from __future__ import annotations

from kaptui.editing.edits import AddRow, Edit, RemoveRow, SetField, Title, Together
from kaptui.editing.of_person import OfPerson
from kaptui.plan.document import AccountPlan
from kaptui.plan.paths import NoSuchPlace
from kaptui.plan.people import Link
from kaptui.plan.record import new_id
from kaptui.plan.vocabulary import LinkKind


class LinkToSelf(ValueError):
    """Nobody is linked with himself."""


def links_between(plan: AccountPlan, source: str, target: str, kind: LinkKind) -> tuple[Link, ...]:
    """The links of a kind from one person to another; a conflict has no direction."""
    ends = {(source, target), (target, source)} if kind is LinkKind.CONFLICTS else {(source, target)}
    return tuple(link for link in plan.links if link.kind is kind and (link.source, link.target) in ends)


def link_edit(plan: AccountPlan, source: str, target: str, kind: LinkKind, strength: int = 1) -> Edit:
    """Draw a link, or give the one that is there already another strength. Raises ``LinkToSelf``, and ``NoSuchPlace``
    where one of the two is gone."""
    if source == target:
        raise LinkToSelf(source)
    known = {person.id for person in plan.people}
    for end in (source, target):
        if end not in known:
            raise NoSuchPlace(("people", end), end)
    there = links_between(plan, source, target, kind)
    edit: Edit
    if there:
        edit = SetField(("links", there[0].id, "strength"), strength)
    else:
        link = Link(id=new_id(), source=source, target=target, kind=kind, strength=strength)
        edit = AddRow(("links",), link)
    return OfPerson(edit, source, ("link", kind.value, target), Title("link between people"))


def unlink_edit(plan: AccountPlan, source: str, target: str, kind: LinkKind) -> Edit:
    """Take the links of a kind from one person to another out; without any, an edit that changes nothing."""
    edits = tuple(RemoveRow(("links",), link.id) for link in links_between(plan, source, target, kind))
    return OfPerson(
        Together(edits, Title("link between people")), source, ("unlink", kind.value, target),
        Title("link between people"),
    )  # fmt: skip
