"""From a plan to a ``MapScene``: the whole account, or the people as one opportunity sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kaptui.draw.map_forest import Forest, forest_of
from kaptui.draw.map_model import Ghost, GhostKind, MapLink, MapPerson, MapScene, MapStep
from kaptui.draw.width import visible
from kaptui.insight.view import OVERRIDABLE, Seen, View, view_of
from kaptui.plan.document import AccountPlan
from kaptui.plan.needs import Need
from kaptui.plan.opportunities import Opportunity
from kaptui.plan.people import Link
from kaptui.plan.vocabulary import Kind, Role, Status

Show = Callable[[str], str]
"""How text of people is made safe for the terminal: ``visible``, or ``Glyphs.show`` where ambiguous widths matter."""

_KINDS = tuple(Kind)


def scene_of(
    plan: AccountPlan, lens: str | None = None, *, view: View | None = None, show: Show = visible, nobody: str = "TBD"
) -> MapScene:
    """What the map of ``plan`` shows. ``lens`` is an opportunity's id: its overrides apply and are marked as changed.

    An id that is gone gives the whole account. ``view`` spares working out the view again where the caller has it.
    ``nobody`` stands for the name of a seat whose holder is unknown; outline paste reads ``TBD`` back as one.
    Archived people are left out; those who report to one of them stand at the top and say so.
    """
    deal = next((opportunity for opportunity in plan.opportunities if opportunity.id == lens), None)
    seen_here = view if view is not None else view_of(plan, deal)
    forest = forest_of({seen.id: seen.person.reports_to for seen in seen_here.members})
    steps_deal = deal or _deal_with_steps(plan.opportunities)
    acting = _step_numbers(steps_deal)
    named = {person.id: show(person.name or person.title) for person in plan.people}
    people = {
        seen.id: _map_person(seen, forest, acting.get(seen.id, ()), named, show, nobody)
        for seen in seen_here.everyone
    }
    return MapScene(
        people=people,
        roots=forest.roots,
        reports=forest.reports,
        external=tuple(seen.id for seen in sorted(seen_here.others, key=lambda seen: _KINDS.index(seen.person.kind))),
        ghosts=_ghosts(seen_here, _needs_of(plan, deal), show),
        links=tuple(_sound_links(plan.links, people)),
        steps=_map_steps(steps_deal, show),
        lens=deal.id if deal else None,
    )


def _map_person(
    seen: Seen, forest: Forest, steps: tuple[int, ...], named: Mapping[str, str], show: Show, nobody: str
) -> MapPerson:
    person = seen.person
    title, fault = show(person.title), forest.faults.get(seen.id)
    name = show(person.name).strip() or (f"{nobody} / {title}" if title else nobody)
    return MapPerson(
        seen.id, name, title, show(person.department), forest.boss.get(seen.id), seen.roles, person.style,
        seen.relationship, seen.contact, seen.standing, person.kind, show(person.our_contact), steps,
        changed=tuple(field for field in OVERRIDABLE if getattr(seen, field) != getattr(person, field)),
        fault=fault,
        claimed=named.get(person.reports_to or "", "") if fault else "",
    )  # fmt: skip


def _deal_with_steps(opportunities: Iterable[Opportunity]) -> Opportunity | None:
    """The deal whose decision steps number the people of the whole account: the first open one that has any."""
    return next((deal for deal in opportunities if deal.status is Status.OPEN and deal.steps), None)


def _step_numbers(deal: Opportunity | None) -> dict[str, tuple[int, ...]]:
    acting: dict[str, tuple[int, ...]] = {}
    for number, step in enumerate(deal.steps if deal else (), 1):
        for person in step.people:
            acting[person] = (*acting.get(person, ()), number)
    return acting


def _map_steps(deal: Opportunity | None, show: Show) -> tuple[MapStep, ...]:
    return tuple(
        MapStep(number, show(step.step), step.date.isoformat() if step.date else "", step.done)
        for number, step in enumerate(deal.steps if deal else (), 1)
    )


def _sound_links(links: Iterable[Link], people: Mapping[str, MapPerson]) -> Iterable[MapLink]:
    """Links whose ends are two different people on the map."""
    for link in links:
        if link.source in people and link.target in people and link.source != link.target:
            assert link.source is not None and link.target is not None
            yield MapLink(link.source, link.target, link.kind, link.strength)


def _needs_of(plan: AccountPlan, deal: Opportunity | None) -> list[Need]:
    """The needs a deal names; all of them where it names none."""
    mine = [need for need in plan.needs if deal is not None and need.id in deal.needs]
    return mine or list(plan.needs)


def _ghosts(view: View, needs: Iterable[Need], show: Show) -> tuple[Ghost, ...]:
    """The seats nobody on the map fills: a decision-maker, an approver, and departments that the needs name."""
    held = {role for seen in view.members for role in seen.roles}
    peopled = {_plain(seen.person.department) for seen in view.everyone}
    missing = {_plain(word): show(word) for need in needs for word in need.departments if _plain(word)}
    return (
        *([] if Role.DECIDER in held else [Ghost(GhostKind.DECIDER)]),
        *([] if Role.APPROVER in held else [Ghost(GhostKind.APPROVER)]),
        *(Ghost(GhostKind.DEPARTMENT, word) for plain, word in missing.items() if plain not in peopled),
    )


def _plain(department: str) -> str:
    """A department's name as it is compared."""
    return department.strip().casefold()
