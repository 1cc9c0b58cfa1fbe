"""The words of the map's drawings, in the language in force when they are drawn."""

from __future__ import annotations

from kaptui.draw.map_model import Fault, Ghost, GhostKind, MapPerson
from kaptui.draw.width import visible
from kaptui.plan.vocabulary import Kind, Standing, label_of
from kaptui.text import tr


def external_heading() -> str:
    """Heads the strip of the people outside the tree."""
    return tr("external")


def missing_heading() -> str:
    """Heads the strip of ghosts."""
    return tr("missing")


def names_heading() -> str:
    """Heads the list of names that a printed chart had to clip."""
    return tr("names in full")


def nobody_yet() -> str:
    """Stands in a map without people."""
    return tr("nobody on the map yet")


def ghost_words(ghost: Ghost) -> str:
    """What seat is missing."""
    match ghost.kind:
        case GhostKind.DECIDER:
            return tr("no decision-maker")
        case GhostKind.APPROVER:
            return tr("no approver")
        case GhostKind.DEPARTMENT:
            return visible(tr("nobody from {department}", department=ghost.department))


def fault_words(person: MapPerson) -> str:
    """Why the person stands at the top against the plan, in brackets; empty where the plan says so too."""
    match person.fault:
        case None:
            return ""
        case Fault.LOOP:
            return f"[{visible(tr('loop: {name}', name=person.claimed))}]"
        case Fault.NO_SUCH_BOSS if person.claimed:
            return f"[{visible(tr('boss not in the tree: {name}', name=person.claimed))}]"
        case Fault.NO_SUCH_BOSS:
            return f"[{tr('boss is gone')}]"


def left_out_words(count: int) -> str:
    """How many people are not drawn at all."""
    return tr("{count} more folded away", count=count)


def links_left_out_words(count: int) -> str:
    """How many links found no lane beside the outline."""
    return tr("{count} more links: see the matrix", count=count)


def kind_word(kind: Kind) -> str:
    """One word for what a person outside the tree is."""
    match kind:
        case Kind.MEMBER:
            return tr("member")
        case Kind.CONSULTANT:
            return tr("consultant")
        case Kind.COLLEAGUE:
            return tr("colleague")
        case Kind.SALESPERSON:
            return tr("salesperson")


def standing_words(standing: Standing | None) -> str:
    """A row's heading in the process view."""
    return tr(label_of(standing)) if standing else tr("unknown")


def no_step_words() -> str:
    """Heads the column of people who act in no decision step."""
    return tr("in no step")


def done_word() -> str:
    """Marks a decision step that has happened."""
    return tr("done")


def matrix_heading() -> str:
    """Stands in the corner of the matrix: the rows move the columns."""
    return tr("who moves whom")


def matrix_legend() -> str:
    """What the signs in the matrix mean."""
    return tr("rows move columns: 1-3 strength, x conflict, : second boss, * both")


def no_links_words() -> str:
    """Stands in a matrix without links."""
    return tr("no links between people yet")
